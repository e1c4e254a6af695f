//! Random formulas come to the same here and in crate `cel`, the reference for the language.

use std::{collections::BTreeMap, collections::HashMap, sync::Arc};

use cel::{Context, Env, ExecutionError, objects::Map};
use contract::expr::{Type, Value, date};
use jiff::{Span, civil::Date};
use proptest::{collection::vec, prelude::*};

use super::{Known, known, text};

/// The usual names, and a record as it stands in a list.
fn with_owner() -> Known {
    let mut known = known();
    let Type::List(owner) = known.names["owners"].clone() else { panic!("a list") };
    known.names.insert("owner".to_owned(), *owner);
    known
}

/// Random choices, taken one by one; after the last, always the first way. Shorter tapes make smaller
/// formulas, so that failures shrink.
struct Tape {
    choices: std::vec::IntoIter<u16>,
    /// Names of elements in scope.
    elements: Vec<(String, Type)>,
}

impl Tape {
    fn pick(&mut self, ways: usize) -> usize {
        usize::from(self.choices.next().unwrap_or(0)) % ways
    }

    fn one<'t>(&mut self, of: &[&'t str]) -> &'t str {
        of[self.pick(of.len())]
    }

    fn number(&mut self) -> i64 {
        match self.pick(12) {
            0 => i64::MAX,
            1 => i64::MIN,
            number => i64::try_from(number).unwrap() - 5,
        }
    }

    fn day(&mut self) -> String {
        let days = ["2026-01-31", "2028-02-29", "0000-01-01", "9999-12-31", "1970-01-01", "2026-11-25"];
        self.one(&days).to_owned()
    }

    fn letters(&mut self) -> &'static str {
        self.one(&["", "a", "b", "ab", "è", "🦀a"])
    }

    /// A value of a type; fields of records may be missing.
    fn value(&mut self, of: &Type) -> Value {
        match of {
            Type::Bool => Value::Bool(self.pick(2) == 0),
            Type::Int => Value::Int(self.number()),
            Type::Money => Value::Money(self.number()),
            Type::Date => Value::Date(date(&self.day()).unwrap()),
            Type::Text => text(self.letters()),
            Type::List(of) => Value::List((0..self.pick(6)).map(|_| self.value(of)).collect()),
            Type::Record(fields) => {
                let mut given = BTreeMap::new();
                for (name, of) in fields {
                    if self.pick(3) > 0 {
                        given.insert(name.clone(), self.value(of));
                    }
                }
                Value::Record(given)
            }
        }
    }

    /// Something without operators: a name, a field, or a literal.
    fn leaf(&mut self, of: &Type) -> String {
        let known = with_owner().names;
        // Elements first, and often: a condition that does not look at its element says little.
        let mut found = Vec::new();
        let mut of_elements = 0;
        for (index, (name, known)) in self.elements.iter().cloned().chain(known).enumerate() {
            if let Type::Record(fields) = &known {
                let fields = fields.iter().filter(|(_, known)| *known == of);
                found.extend(fields.map(|(field, _)| format!("{name}.{field}")));
            }
            if known == *of {
                found.push(name);
            }
            if index + 1 == self.elements.len() {
                of_elements = found.len();
            }
        }
        if of_elements > 0 && self.pick(2) == 0 {
            let index = self.pick(of_elements);
            return found.swap_remove(index);
        }
        let literal = match of {
            Type::Bool => Some(self.one(&["true", "false"]).to_owned()),
            Type::Int => Some(self.number().to_string()),
            Type::Money => Some(format!("euro(\"{}.50\")", self.pick(3))),
            Type::Date => Some(format!("date(\"{}\")", self.day())),
            Type::Text => Some(format!("\"{}\"", self.letters())),
            Type::List(of) => Some(format!("[{}, {}]", self.leaf(of), self.leaf(of))),
            Type::Record(_) => None,
        };
        found.extend(literal);
        let index = self.pick(found.len());
        found.swap_remove(index)
    }

    fn formula(&mut self, of: &Type, depth: usize) -> String {
        if depth == 0 || self.pick(6) == 0 {
            return self.leaf(of);
        }
        let deeper = depth - 1;
        if self.pick(8) == 1 {
            let condition = self.formula(&Type::Bool, deeper);
            return format!("({condition} ? {} : {})", self.formula(of, deeper), self.formula(of, deeper));
        }
        match of {
            Type::Bool => self.condition(deeper),
            Type::Int => self.count(deeper),
            Type::Money => match self.pick(5) {
                0 => format!("-({})", self.formula(of, deeper)),
                1 => format!("({} * {})", self.formula(of, deeper), self.formula(&Type::Int, deeper)),
                2 => format!("({} * {})", self.formula(&Type::Int, deeper), self.formula(of, deeper)),
                3 => self.over(&["sum", "min", "max"], of, deeper),
                _ => self.between(&["+", "-"], of, deeper),
            },
            Type::Date => match self.pick(3) {
                0 => self.over(&["min", "max"], of, deeper),
                way => {
                    let function = ["add_days", "add_months"][way - 1];
                    format!("{function}({}, {})", self.formula(of, deeper), self.formula(&Type::Int, deeper))
                }
            },
            Type::Text => self.between(&["+"], of, deeper),
            Type::List(of) => self.list(of, deeper),
            Type::Record(_) => self.leaf(of),
        }
    }

    fn condition(&mut self, depth: usize) -> String {
        let bool = Type::Bool;
        match self.pick(10) {
            0 => format!("!({})", self.formula(&bool, depth)),
            1..=3 => self.between(&["&&", "||"], &bool, depth),
            4 => {
                let of = [Type::Int, Type::Money, Type::Date, Type::Text][self.pick(4)].clone();
                self.between(&["<", "<=", ">", ">=", "==", "!="], &of, depth)
            }
            5 => {
                let of = self.element();
                let list = Type::List(Box::new(of.clone()));
                format!("({} in {})", self.formula(&of, depth), self.formula(&list, depth))
            }
            6 => {
                let function = self.one(&["startsWith", "endsWith", "contains"]);
                let text = self.formula(&Type::Text, depth);
                format!("({text}).{function}({})", self.formula(&Type::Text, depth))
            }
            _ => {
                let of = self.element();
                let macros = ["all", "exists", "exists_one"];
                self.each(&macros, &of, &bool, depth)
            }
        }
    }

    fn count(&mut self, depth: usize) -> String {
        match self.pick(7) {
            0 => format!("-({})", self.formula(&Type::Int, depth)),
            1 => format!("days({}, {})", self.formula(&Type::Date, depth), self.formula(&Type::Date, depth)),
            2 => format!("year({})", self.formula(&Type::Date, depth)),
            3 => format!("size({})", self.formula(&Type::Text, depth)),
            4 => {
                let list = Type::List(Box::new(self.element()));
                format!("size({})", self.formula(&list, depth))
            }
            5 => self.over(&["sum", "min", "max"], &Type::Int, depth),
            _ => self.between(&["+", "-", "*", "/", "%"], &Type::Int, depth),
        }
    }

    fn list(&mut self, of: &Type, depth: usize) -> String {
        match self.pick(3) {
            0 => format!("[{}, {}]", self.formula(of, depth), self.formula(of, depth)),
            1 => self.each(&["filter"], of, &Type::Bool, depth),
            _ => {
                let from = self.element();
                self.each(&["map"], &from, of, depth)
            }
        }
    }

    /// The type of some list's elements.
    fn element(&mut self) -> Type {
        let lists = known().names.into_values().filter_map(|of| match of {
            Type::List(of) => Some(*of),
            _ => None,
        });
        let lists: Vec<Type> = lists.collect();
        lists[self.pick(lists.len())].clone()
    }

    fn between(&mut self, operators: &[&str], of: &Type, depth: usize) -> String {
        let operator = self.one(operators);
        format!("({} {operator} {})", self.formula(of, depth), self.formula(of, depth))
    }

    fn over(&mut self, functions: &[&str], of: &Type, depth: usize) -> String {
        let function = self.one(functions);
        format!("{function}({})", self.formula(&Type::List(Box::new(of.clone())), depth))
    }

    fn each(&mut self, macros: &[&str], of: &Type, body: &Type, depth: usize) -> String {
        // Mostly a list as it was answered: of such lists some elements have a value and some have none.
        let list_depth = if self.pick(3) == 0 { depth } else { 0 };
        let list = self.formula(&Type::List(Box::new(of.clone())), list_depth);
        let name = format!("x{}", self.elements.len());
        self.elements.push((name.clone(), of.clone()));
        let asked = match of {
            Type::Record(fields) if *body == Type::Bool && self.pick(2) == 0 => {
                let fields: Vec<&String> = fields.keys().collect();
                format!("has({name}.{}) && ", fields[self.pick(fields.len())])
            }
            _ => String::new(),
        };
        let body = self.formula(body, depth);
        self.elements.pop();
        format!("({list}).{}({name}, {asked}{body})", self.one(macros))
    }
}

/// A value as `cel` can hold it: money in cents and dates in days since 1970 are numbers there.
fn foreign(value: &Value) -> cel::Value {
    match value {
        Value::Bool(value) => (*value).into(),
        Value::Int(value) | Value::Money(value) => (*value).into(),
        Value::Text(text) => text.as_str().into(),
        Value::Date(date) => numbered(*date).into(),
        Value::List(list) => cel::Value::List(Arc::new(list.iter().map(foreign).collect())),
        Value::Record(fields) => {
            let fields: HashMap<_, _> =
                fields.iter().map(|(name, value)| (name.as_str().into(), foreign(value))).collect();
            cel::Value::Map(Map { map: Arc::new(fields) })
        }
    }
}

fn numbered(date: Date) -> i64 {
    date.duration_since(Date::constant(1970, 1, 1)).as_hours() / 24
}

fn refused(why: &str) -> ExecutionError {
    ExecutionError::function_error("sportello", why)
}

fn dated(days: i64) -> Result<Date, ExecutionError> {
    let date = Span::new().try_days(days).and_then(|days| Date::constant(1970, 1, 1).checked_add(days));
    date.ok().filter(|date| date.year() >= 0).ok_or_else(|| refused("no such day"))
}

/// The numbers of a list; lists of texts and records are never summed.
fn numbers(list: &[cel::Value]) -> Vec<i64> {
    let number = |value: &cel::Value| match value {
        cel::Value::Int(number) => *number,
        other => panic!("{other:?}"),
    };
    list.iter().map(number).collect()
}

/// What `cel` has not, in its own words.
fn with_functions() -> Context<'static, 'static> {
    let mut context = Context::with_env(Arc::new(Env::stdlib()));
    type List = Arc<Vec<cel::Value>>;
    let euro = |text: Arc<String>| text.replace('.', "").parse::<i64>().unwrap();
    context.add_function("euro", euro).unwrap();
    context.add_function("date", |text: Arc<String>| numbered(text.parse().unwrap())).unwrap();
    context.add_function("days", |from: i64, to: i64| to - from).unwrap();
    let add_days = |from: i64, days: i64| {
        from.checked_add(days).ok_or_else(|| refused("too far")).and_then(dated).map(numbered)
    };
    context.add_function("add_days", add_days).unwrap();
    let add_months = |from: i64, months: i64| {
        let date = Span::new().try_months(months).and_then(|months| dated(from).unwrap().checked_add(months));
        date.ok().filter(|date| date.year() >= 0).map(numbered).ok_or_else(|| refused("too far"))
    };
    context.add_function("add_months", add_months).unwrap();
    context.add_function("year", |day: i64| dated(day).map(|date| i64::from(date.year()))).unwrap();
    let sum = |list: List| {
        let sum = numbers(&list).into_iter().try_fold(0_i64, i64::checked_add);
        sum.ok_or_else(|| refused("too large"))
    };
    context.add_function("sum", sum).unwrap();
    let least = |list: List| numbers(&list).into_iter().min().ok_or_else(|| refused("empty"));
    context.add_function("min", least).unwrap();
    let greatest = |list: List| numbers(&list).into_iter().max().ok_or_else(|| refused("empty"));
    context.add_function("max", greatest).unwrap();
    context
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]

    #[test]
    fn a_formula_comes_to_the_same_as_in_cel(choices in vec(any::<u16>(), 20..400)) {
        let mut tape = Tape { choices: choices.into_iter(), elements: Vec::new() };
        let mut answers = BTreeMap::new();
        for (name, of) in with_owner().names {
            if tape.pick(6) > 0 {
                answers.insert(name, tape.value(&of));
            }
        }
        let types = [Type::Bool, Type::Int, Type::Money, Type::Date, Type::Text, known().names["counts"].clone()];
        let wanted = types[tape.pick(types.len())].clone();
        let formula = tape.formula(&wanted, 4);

        let read = engine::expressions::read(&formula, &with_owner());
        prop_assert!(read.is_ok(), "{}: {:?}", formula, read);
        let (tree, found) = read.unwrap();
        prop_assert_eq!(found, wanted, "{}", formula);
        let ours = tree.value(&answers);

        let mut context = with_functions();
        for (name, value) in &answers {
            context.add_variable_from_value(name.as_str(), foreign(value));
        }
        let theirs = cel::Program::compile(&formula).unwrap().execute(&context);
        match (&ours, &theirs) {
            (Ok(ours), Ok(theirs)) => prop_assert_eq!(&foreign(ours), theirs, "{}", formula),
            (Err(_), Err(_)) => {}
            _ => prop_assert!(false, "{}\n{:?}\n{:?}\n{:?}", formula, ours, theirs, answers),
        }
    }
}
