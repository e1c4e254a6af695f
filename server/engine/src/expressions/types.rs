//! Which types a formula's parts have, and the tree that comes out.

use cel::{
    IdedExpr,
    common::ast::{CallExpr, Expr as Cel, LiteralValue, operators},
};
use contract::expr::{Expr, Op, Type};

use super::{Fault, Known, calls, nearest};

/// The deepest tree.
const DEEPEST: usize = 60;

/// What a part of a formula came to.
pub(super) type Checked = Result<(Expr, Type), Fault>;

/// A walk through a parsed formula.
pub(super) struct Checker<'a> {
    known: &'a Known,
    /// The names that macros around this part gave to elements, and their types.
    elements: Vec<(String, Type)>,
    depth: usize,
}

impl<'a> Checker<'a> {
    pub(super) fn new(known: &'a Known) -> Self {
        Self { known, elements: Vec::new(), depth: 0 }
    }

    /// Checks a part of the formula.
    pub(super) fn formula(&mut self, tree: &IdedExpr) -> Checked {
        if self.depth == DEEPEST {
            let message = format!("the formula is nested more than {DEEPEST} deep");
            return Err(Fault::new(message, "split it in several"));
        }
        self.depth += 1;
        let checked = match &tree.expr {
            Cel::Literal(value) => literal(value),
            Cel::Ident(name) => self.name(name),
            Cel::Select(select) => self.field(&select.operand, &select.field),
            Cel::List(list) => self.list(&list.elements),
            Cel::Call(call) => self.call(call),
            Cel::Map(_) | Cel::Struct(_) => {
                Err(Fault::new("braces make no value here", "write a list in square brackets"))
            }
            Cel::Comprehension(_) | Cel::Unspecified => {
                Err(Fault::new("the formula cannot be read", "write it more simply"))
            }
        };
        self.depth -= 1;
        checked
    }

    fn name(&self, name: &str) -> Checked {
        let element = self.elements.iter().rev().find(|(bound, _)| bound == name).map(|(_, of)| of);
        if let Some(of) = element.or_else(|| self.known.names.get(name)) {
            return Ok((Expr::Name(name.to_owned()), of.clone()));
        }
        let elements = self.elements.iter().map(|(bound, _)| bound.as_str());
        let known = elements.chain(self.known.names.keys().map(String::as_str));
        Err(Fault::new(format!("the name `{name}` is not known"), nearest::remedy(name, known)))
    }

    fn field(&mut self, record: &IdedExpr, field: &str) -> Checked {
        let (record, of) = self.formula(record)?;
        let Type::Record(fields) = of else {
            let message = format!("`.{field}` asks for a field, and what stands before it is {of}");
            return Err(Fault::new(message, "ask for fields of records only"));
        };
        match fields.get(field) {
            Some(of) => Ok((Expr::Field(Box::new(record), field.to_owned()), of.clone())),
            None => {
                let message = format!("the record has no field `{field}`");
                Err(Fault::new(message, nearest::remedy(field, fields.keys().map(String::as_str))))
            }
        }
    }

    fn list(&mut self, elements: &[IdedExpr]) -> Checked {
        let mut operands = Vec::new();
        let mut of: Option<Type> = None;
        for element in elements {
            let (operand, found) = self.formula(element)?;
            if let Some(of) = of.replace(found.clone()).filter(|of| *of != found) {
                let message = format!("a list holds {of} and {found}");
                return Err(Fault::new(message, "write elements of one type"));
            }
            operands.push(operand);
        }
        let Some(of) = of else {
            return Err(Fault::new("a list is empty", "write its elements, or leave it out"));
        };
        Ok((Expr::Call(Op::List, operands), Type::List(Box::new(of))))
    }

    fn call(&mut self, call: &CallExpr) -> Checked {
        let name = call.func_name.as_str();
        if let Some(op) = calls::named(name) {
            return self.function(op, call);
        }
        match (name, call.target.as_deref(), call.args.as_slice()) {
            ("euro" | "date", None, [text]) => constant(name, text),
            (operators::LOGICAL_NOT | operators::NEGATE, None, [one]) => {
                let (one, of) = self.formula(one)?;
                let op = if name == operators::NEGATE { Op::Neg } else { Op::Not };
                let of = calls::unary(op, of)?;
                Ok((Expr::Call(op, vec![one]), of))
            }
            (operators::CONDITIONAL, None, [condition, yes, no]) => self.conditional(condition, yes, no),
            (name, None, [one, other]) if calls::operator(name).is_some() => {
                let op = calls::operator(name).unwrap_or(Op::Eq);
                let (one, left) = self.formula(one)?;
                let (other, right) = self.formula(other)?;
                let of = calls::binary(op, &left, &right)?;
                Ok((Expr::Call(op, vec![one, other]), of))
            }
            (operators::INDEX, ..) => {
                let remedy = "use `exists`, `all`, `filter`, `min` or `max` on the list";
                Err(Fault::new("elements of a list have no numbers here", remedy))
            }
            _ => Err(calls::unknown(name)),
        }
    }

    fn conditional(&mut self, condition: &IdedExpr, yes: &IdedExpr, no: &IdedExpr) -> Checked {
        let (condition, of) = self.formula(condition)?;
        if of != Type::Bool {
            let message = format!("the condition before `?` is {of}");
            return Err(Fault::new(message, "write a comparison before `?`"));
        }
        let (yes, left) = self.formula(yes)?;
        let (no, right) = self.formula(no)?;
        if left != right {
            let message = format!("the two sides of `:` are {left} and {right}");
            return Err(Fault::new(message, "write values of one type on both sides"));
        }
        Ok((Expr::Call(Op::If, vec![condition, yes, no]), left))
    }

    /// A function or macro: `f(a, b)` and `a.f(b)` are the same with each written in its own way.
    fn function(&mut self, op: Op, call: &CallExpr) -> Checked {
        let operands: Vec<&IdedExpr> = call.target.as_deref().into_iter().chain(&call.args).collect();
        if !calls::written_rightly(op, call.target.is_some(), operands.len()) {
            let message = format!("`{}` is used in another way", call.func_name);
            return Err(Fault::new(message, calls::usage(op)));
        }
        if let ([list, name, body], true) = (operands.as_slice(), op.binds()) {
            return self.each(op, list, name, body);
        }
        let mut trees = Vec::new();
        let mut types = Vec::new();
        for operand in operands {
            let (tree, of) = self.formula(operand)?;
            trees.push(tree);
            types.push(of);
        }
        if op == Op::Has && trees.first().is_some_and(computed) {
            let message = "`has` asks about something that is not an answer";
            return Err(Fault::new(message, "write a name or a field, as in `has(note)`"));
        }
        let (op, of) = calls::function(op, &types)?;
        Ok((Expr::Call(op, trees), of))
    }

    fn each(&mut self, op: Op, list: &IdedExpr, name: &IdedExpr, body: &IdedExpr) -> Checked {
        let (list, of) = self.formula(list)?;
        let Type::List(element) = of else {
            return Err(Fault::new(format!("{of} is no list"), calls::usage(op)));
        };
        let Cel::Ident(name) = &name.expr else {
            return Err(Fault::new("an element of a list needs a plain name", calls::usage(op)));
        };
        if self.known.names.contains_key(name) || self.elements.iter().any(|(bound, _)| bound == name) {
            let message = format!("`{name}` would stand for two things");
            return Err(Fault::new(message, "give the element a name that nothing else has"));
        }
        self.elements.push((name.clone(), (*element).clone()));
        let body = self.formula(body);
        self.elements.pop();
        let (body, found) = body?;
        let of = match op {
            Op::Map => Type::List(Box::new(found)),
            _ if found != Type::Bool => {
                return Err(Fault::new(
                    format!("the condition for each element is {found}"),
                    calls::usage(op),
                ));
            }
            Op::Filter => Type::List(element),
            _ => Type::Bool,
        };
        Ok((Expr::Call(op, vec![list, Expr::Name(name.clone()), body]), of))
    }
}

/// Whether a tree is anything but a name or a field of one.
fn computed(tree: &Expr) -> bool {
    match tree {
        Expr::Name(_) => false,
        Expr::Field(record, _) => computed(record),
        _ => true,
    }
}

fn literal(value: &LiteralValue) -> Checked {
    match value {
        LiteralValue::Boolean(value) => Ok((Expr::Bool(*value.inner()), Type::Bool)),
        LiteralValue::Int(value) => Ok((Expr::Int(*value.inner()), Type::Int)),
        LiteralValue::String(text) => Ok((Expr::Text(text.inner().to_owned()), Type::Text)),
        LiteralValue::Double(value) => Err(Fault::new(
            format!("{} is a decimal number, and formulas count in whole ones", value.inner()),
            "write an amount as `euro(\"125.00\")`, or count in a smaller unit",
        )),
        LiteralValue::UInt(value) => {
            Err(Fault::new(format!("the number {} has a letter", value.inner()), "take the letter away"))
        }
        LiteralValue::Null => {
            Err(Fault::new("`null` is no value", "write `!has(name)` for what is not answered"))
        }
        LiteralValue::Bytes(_) => {
            Err(Fault::new("a text has a letter before its quotes", "take the letter away"))
        }
    }
}

/// `euro("125.00")` and `date("2026-01-31")`: values, known before the formula runs.
fn constant(name: &str, text: &IdedExpr) -> Checked {
    let usage = if name == "euro" { "write `euro(\"125.00\")`" } else { "write `date(\"2026-01-31\")`" };
    let Cel::Literal(LiteralValue::String(text)) = &text.expr else {
        return Err(Fault::new(format!("`{name}` takes a text in quotes"), usage));
    };
    let text = text.inner();
    if name == "date" {
        let found = contract::expr::date(text).map(|date| (Expr::Date(date), Type::Date));
        return found.ok_or_else(|| Fault::new(format!("`{text}` is no day of the calendar"), usage));
    }
    let cents = contract::decimal::Decimal::parse(text).and_then(contract::decimal::Decimal::cents);
    let found = cents.map(|cents| (Expr::Money(cents), Type::Money));
    found.ok_or_else(|| Fault::new(format!("`{text}` is no amount in euros and cents"), usage))
}
