//! What a tree comes to, in a bounded number of steps.

use std::{cell::Cell, cmp::Ordering, collections::BTreeMap};

use super::{Expr, Op, Value, calendar};

/// What the names of a formula stand for.
pub trait Names {
    /// The value of a name. None: not answered, or not shown.
    fn value(&self, name: &str) -> Option<Value>;
}

impl Names for BTreeMap<String, Value> {
    fn value(&self, name: &str) -> Option<Value> {
        self.get(name).cloned()
    }
}

/// Why there is no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Stop {
    /// Something it needs is not answered, or a list of which it wants the least or greatest is empty.
    #[error("something is not answered")]
    Absent,
    /// A number, an amount or a date is larger than can be counted.
    #[error("too large to be counted")]
    Overflow,
    /// A division by zero.
    #[error("division by zero")]
    DivisionByZero,
    /// An answer is of another type than the formula was checked for.
    #[error("a value of the wrong type")]
    WrongType,
    /// More steps than a formula may take.
    #[error("too much work for a formula")]
    TooMuch,
}

/// The most steps of one evaluation: some milliseconds.
const STEPS: usize = 100_000;
/// The deepest tree that runs. Trees that were read from text are less deep.
const DEPTH: u32 = 100;

impl Expr {
    /// What the formula comes to.
    ///
    /// # Errors
    /// Why there is no value. A logical operator with one side that decides has a value even if the other
    /// side has none.
    pub fn value(&self, names: &dyn Names) -> Result<Value, Stop> {
        let run = Run { names, steps: Cell::new(STEPS) };
        run.value(self, Scope { element: None, depth: DEPTH })
    }

    /// Whether it comes to true; what has no value does not hold.
    #[must_use]
    pub fn holds(&self, names: &dyn Names) -> bool {
        self.value(names) == Ok(Value::Bool(true))
    }

    /// Whether it comes to false; what has no value does not fail.
    #[must_use]
    pub fn fails(&self, names: &dyn Names) -> bool {
        self.value(names) == Ok(Value::Bool(false))
    }
}

struct Run<'a> {
    names: &'a dyn Names,
    /// What is left of [`STEPS`].
    steps: Cell<usize>,
}

/// Where in the tree an evaluation is.
#[derive(Clone, Copy)]
struct Scope<'a> {
    element: Option<&'a Element<'a>>,
    /// How much deeper it may go.
    depth: u32,
}

/// An element of a list under the name that a macro gave it.
struct Element<'a> {
    name: &'a str,
    value: &'a Value,
    outer: Option<&'a Element<'a>>,
}

/// A value of the names or of an element.
enum Found<'a> {
    Here(&'a Value),
    Copy(Value),
}

impl Run<'_> {
    fn pay(&self, steps: usize) -> Result<(), Stop> {
        // Once exhausted it stays so, or a logical operator could go on after having been stopped.
        let left = self.steps.get().saturating_sub(steps);
        self.steps.set(left);
        if left == 0 { Err(Stop::TooMuch) } else { Ok(()) }
    }

    /// Pays for a value that was made.
    fn made(&self, value: Value) -> Result<Value, Stop> {
        self.pay(value.weight())?;
        Ok(value)
    }

    fn value(&self, expr: &Expr, scope: Scope<'_>) -> Result<Value, Stop> {
        let scope = Scope { depth: scope.depth.checked_sub(1).ok_or(Stop::TooMuch)?, ..scope };
        match expr {
            Expr::Bool(value) => self.made(Value::Bool(*value)),
            Expr::Int(value) => self.made(Value::Int(*value)),
            Expr::Money(cents) => self.made(Value::Money(*cents)),
            Expr::Date(date) => self.made(Value::Date(*date)),
            Expr::Text(text) => self.made(Value::Text(text.clone())),
            Expr::Name(_) | Expr::Field(..) => match self.find(expr, scope)? {
                Found::Here(value) => self.made(value.clone()),
                Found::Copy(value) => Ok(value),
            },
            Expr::Call(op, operands) => {
                self.pay(1)?;
                self.call(*op, operands, scope)
            }
        }
    }

    /// Looks a name up, or a field of what is looked up or computed, without copying whole records.
    fn find<'s>(&self, expr: &Expr, scope: Scope<'s>) -> Result<Found<'s>, Stop> {
        match expr {
            Expr::Name(name) => {
                let mut element = scope.element;
                while let Some(Element { name: bound, value, outer }) = element {
                    if bound == name {
                        return Ok(Found::Here(value));
                    }
                    element = *outer;
                }
                self.made(self.names.value(name).ok_or(Stop::Absent)?).map(Found::Copy)
            }
            Expr::Field(record, field) => {
                let scope = Scope { depth: scope.depth.checked_sub(1).ok_or(Stop::TooMuch)?, ..scope };
                match self.find(record, scope)? {
                    Found::Here(Value::Record(fields)) => fields.get(field).map(Found::Here),
                    Found::Copy(Value::Record(mut fields)) => fields.remove(field).map(Found::Copy),
                    _ => return Err(Stop::WrongType),
                }
                .ok_or(Stop::Absent)
            }
            _ => self.value(expr, scope).map(Found::Copy),
        }
    }

    fn truth(&self, expr: &Expr, scope: Scope<'_>) -> Result<bool, Stop> {
        match self.value(expr, scope)? {
            Value::Bool(value) => Ok(value),
            _ => Err(Stop::WrongType),
        }
    }

    /// What reads its operands by itself; everything else is computed from their values.
    fn call(&self, op: Op, operands: &[Expr], scope: Scope<'_>) -> Result<Value, Stop> {
        match (op, operands) {
            (Op::And | Op::Or, [one, other]) => {
                let decides = op == Op::Or;
                let first = self.truth(one, scope);
                if first == Ok(decides) {
                    return Ok(Value::Bool(decides));
                }
                let second = self.truth(other, scope);
                if second == Ok(decides) {
                    return Ok(Value::Bool(decides));
                }
                first.and(second).map(Value::Bool)
            }
            (Op::If, [condition, yes, no]) => {
                self.value(if self.truth(condition, scope)? { yes } else { no }, scope)
            }
            (Op::Has, [what]) => match self.find(what, scope) {
                Ok(_) => Ok(Value::Bool(true)),
                Err(Stop::Absent) => Ok(Value::Bool(false)),
                Err(stop) => Err(stop),
            },
            (Op::List, _) => operands
                .iter()
                .map(|operand| self.value(operand, scope))
                .collect::<Result<_, _>>()
                .map(Value::List),
            (_, [list, Expr::Name(name), body]) if op.binds() => match self.value(list, scope)? {
                Value::List(list) => self.each(op, list, (name, body), scope),
                _ => Err(Stop::WrongType),
            },
            (_, [one]) => unary(op, self.value(one, scope)?),
            (_, [one, other]) => {
                let one = self.value(one, scope)?;
                self.made(binary(op, one, self.value(other, scope)?)?)
            }
            _ => Err(Stop::WrongType),
        }
    }

    fn each(
        &self,
        op: Op,
        list: Vec<Value>,
        (name, body): (&str, &Expr),
        scope: Scope<'_>,
    ) -> Result<Value, Stop> {
        let mut stop = None;
        let mut count = 0;
        let mut kept = Vec::new();
        for value in list {
            let element = Element { name, value: &value, outer: scope.element };
            let inner = Scope { element: Some(&element), ..scope };
            if op == Op::Map {
                kept.push(self.value(body, inner)?);
                continue;
            }
            match (op, self.truth(body, inner)) {
                (Op::All, Ok(false)) => return Ok(Value::Bool(false)),
                (Op::Exists, Ok(true)) => return Ok(Value::Bool(true)),
                (Op::Filter, Ok(true)) => kept.push(value),
                (_, Ok(holds)) => count += usize::from(holds),
                // As with `&&` and `||`, a later element may decide.
                (Op::All | Op::Exists, Err(why)) => stop = stop.or(Some(why)),
                (_, Err(why)) => return Err(why),
            }
        }
        match (stop, op) {
            (Some(why), _) => Err(why),
            (_, Op::All) => Ok(Value::Bool(true)),
            (_, Op::Exists) => Ok(Value::Bool(false)),
            (_, Op::ExistsOne) => Ok(Value::Bool(count == 1)),
            _ => Ok(Value::List(kept)),
        }
    }
}

fn int(count: usize) -> Value {
    Value::Int(i64::try_from(count).unwrap_or(i64::MAX))
}

fn unary(op: Op, value: Value) -> Result<Value, Stop> {
    match (op, value) {
        (Op::Not, Value::Bool(value)) => Ok(Value::Bool(!value)),
        (Op::Neg, Value::Int(value)) => value.checked_neg().map(Value::Int).ok_or(Stop::Overflow),
        (Op::Neg, Value::Money(cents)) => cents.checked_neg().map(Value::Money).ok_or(Stop::Overflow),
        (Op::Size, Value::Text(text)) => Ok(int(text.chars().count())),
        (Op::Size, Value::List(list)) => Ok(int(list.len())),
        (Op::Year, Value::Date(date)) => Ok(Value::Int(i64::from(date.year()))),
        (Op::Sum, Value::List(list)) => list.into_iter().try_fold(Value::Int(0), add),
        (Op::SumMoney, Value::List(list)) => list.into_iter().try_fold(Value::Money(0), add),
        (Op::Min | Op::Max, Value::List(list)) => {
            let wanted = if op == Op::Min { Ordering::Less } else { Ordering::Greater };
            let mut values = list.into_iter();
            let first = values.next().ok_or(Stop::Absent)?;
            values
                .try_fold(first, |best, value| Ok(if order(&value, &best)? == wanted { value } else { best }))
        }
        _ => Err(Stop::WrongType),
    }
}

fn add(one: Value, other: Value) -> Result<Value, Stop> {
    match (one, other) {
        (Value::Int(one), Value::Int(other)) => one.checked_add(other).map(Value::Int),
        (Value::Money(one), Value::Money(other)) => one.checked_add(other).map(Value::Money),
        (Value::Text(one), Value::Text(other)) => Some(Value::Text(one + &other)),
        _ => return Err(Stop::WrongType),
    }
    .ok_or(Stop::Overflow)
}

fn order(one: &Value, other: &Value) -> Result<Ordering, Stop> {
    match (one, other) {
        (Value::Int(one), Value::Int(other)) | (Value::Money(one), Value::Money(other)) => Ok(one.cmp(other)),
        (Value::Date(one), Value::Date(other)) => Ok(one.cmp(other)),
        (Value::Text(one), Value::Text(other)) => Ok(one.cmp(other)),
        _ => Err(Stop::WrongType),
    }
}

fn binary(op: Op, one: Value, other: Value) -> Result<Value, Stop> {
    match op {
        Op::Eq | Op::Ne => {
            let same_type = std::mem::discriminant(&one) == std::mem::discriminant(&other);
            if same_type { Ok(Value::Bool((one == other) == (op == Op::Eq))) } else { Err(Stop::WrongType) }
        }
        Op::Lt => order(&one, &other).map(|order| Value::Bool(order.is_lt())),
        Op::Le => order(&one, &other).map(|order| Value::Bool(order.is_le())),
        Op::Gt => order(&one, &other).map(|order| Value::Bool(order.is_gt())),
        Op::Ge => order(&one, &other).map(|order| Value::Bool(order.is_ge())),
        Op::Add => add(one, other),
        Op::Sub | Op::Mul | Op::Div | Op::Rem => calculate(op, &one, &other),
        _ => look_up(op, one, other),
    }
}

fn calculate(op: Op, one: &Value, other: &Value) -> Result<Value, Stop> {
    use Value::{Int, Money};
    match (op, one, other) {
        (Op::Div | Op::Rem, Int(_), Int(0)) => return Err(Stop::DivisionByZero),
        (Op::Div, Int(one), Int(other)) => one.checked_div(*other).map(Int),
        (Op::Rem, Int(one), Int(other)) => one.checked_rem(*other).map(Int),
        (Op::Sub, Int(one), Int(other)) => one.checked_sub(*other).map(Int),
        (Op::Sub, Money(one), Money(other)) => one.checked_sub(*other).map(Money),
        (Op::Mul, Int(one), Int(other)) => one.checked_mul(*other).map(Int),
        (Op::Mul, Money(one), Int(other)) | (Op::Mul, Int(one), Money(other)) => {
            one.checked_mul(*other).map(Money)
        }
        _ => return Err(Stop::WrongType),
    }
    .ok_or(Stop::Overflow)
}

fn look_up(op: Op, one: Value, other: Value) -> Result<Value, Stop> {
    match (op, one, other) {
        (Op::In, one, Value::List(list)) => Ok(Value::Bool(list.contains(&one))),
        (Op::StartsWith, Value::Text(one), Value::Text(other)) => {
            Ok(Value::Bool(one.starts_with(other.as_str())))
        }
        (Op::EndsWith, Value::Text(one), Value::Text(other)) => {
            Ok(Value::Bool(one.ends_with(other.as_str())))
        }
        (Op::Contains, Value::Text(one), Value::Text(other)) => Ok(Value::Bool(one.contains(other.as_str()))),
        (Op::Days, Value::Date(from), Value::Date(to)) => {
            Ok(Value::Int(calendar::number(to) - calendar::number(from)))
        }
        (Op::AddDays, Value::Date(date), Value::Int(days)) => {
            calendar::add_days(date, days).map(Value::Date).ok_or(Stop::Overflow)
        }
        (Op::AddMonths, Value::Date(date), Value::Int(months)) => {
            calendar::add_months(date, months).map(Value::Date).ok_or(Stop::Overflow)
        }
        _ => Err(Stop::WrongType),
    }
}
