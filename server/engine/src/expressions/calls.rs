//! Operators and functions: what each takes, what it gives, and how it is written.

use cel::common::ast::operators;
use contract::expr::{Op, Type};

use super::{Fault, nearest};

/// Name, operator, and how it is written. Those with a dot are called on their first operand.
const FUNCTIONS: &[(&str, Op, &str)] = &[
    ("has", Op::Has, "has(name)"),
    ("size", Op::Size, "size(list)"),
    ("startsWith", Op::StartsWith, "text.startsWith(\"a\")"),
    ("endsWith", Op::EndsWith, "text.endsWith(\"a\")"),
    ("contains", Op::Contains, "text.contains(\"a\")"),
    ("days", Op::Days, "days(from, to)"),
    ("add_days", Op::AddDays, "add_days(date, 30)"),
    ("add_months", Op::AddMonths, "add_months(date, 6)"),
    ("year", Op::Year, "year(date)"),
    ("sum", Op::Sum, "sum(list)"),
    ("min", Op::Min, "min(list)"),
    ("max", Op::Max, "max(list)"),
    ("all", Op::All, "list.all(x, x > 0)"),
    ("exists", Op::Exists, "list.exists(x, x > 0)"),
    ("exists_one", Op::ExistsOne, "list.exists_one(x, x > 0)"),
    ("filter", Op::Filter, "list.filter(x, x > 0)"),
    ("map", Op::Map, "list.map(x, x + 1)"),
];

/// Name in the parsed tree, operator, and sign.
const OPERATORS: &[(&str, Op, &str)] = &[
    (operators::LOGICAL_AND, Op::And, "&&"),
    (operators::LOGICAL_OR, Op::Or, "||"),
    (operators::EQUALS, Op::Eq, "=="),
    (operators::NOT_EQUALS, Op::Ne, "!="),
    (operators::LESS, Op::Lt, "<"),
    (operators::LESS_EQUALS, Op::Le, "<="),
    (operators::GREATER, Op::Gt, ">"),
    (operators::GREATER_EQUALS, Op::Ge, ">="),
    (operators::IN, Op::In, "in"),
    (operators::ADD, Op::Add, "+"),
    (operators::SUBSTRACT, Op::Sub, "-"),
    (operators::MULTIPLY, Op::Mul, "*"),
    (operators::DIVIDE, Op::Div, "/"),
    (operators::MODULO, Op::Rem, "%"),
];

/// The function of a name.
pub(super) fn named(name: &str) -> Option<Op> {
    FUNCTIONS.iter().find(|(known, ..)| *known == name).map(|(_, op, _)| *op)
}

/// The operator between two operands, by its name in the parsed tree.
pub(super) fn operator(name: &str) -> Option<Op> {
    OPERATORS.iter().find(|(known, ..)| *known == name).map(|(_, op, _)| *op)
}

fn written(op: Op) -> &'static str {
    FUNCTIONS.iter().chain(OPERATORS).find(|(_, known, _)| *known == op).map_or("", |(.., written)| written)
}

/// How a function is written, as a remedy.
pub(super) fn usage(op: Op) -> String {
    format!("write it as in `{}`", written(op))
}

/// A function that does not exist.
pub(super) fn unknown(name: &str) -> Fault {
    let names = FUNCTIONS.iter().map(|(name, ..)| *name).chain(["euro", "date"]);
    Fault::new(format!("there is no function `{name}`"), nearest::remedy(name, names))
}

/// Whether a function is called on an operand, or not, as it should be, with as many as it takes.
pub(super) fn written_rightly(op: Op, on_operand: bool, operands: usize) -> bool {
    let method = op.binds() || matches!(op, Op::StartsWith | Op::EndsWith | Op::Contains);
    let wanted = match op {
        _ if op.binds() => 3,
        Op::StartsWith | Op::EndsWith | Op::Contains | Op::Days | Op::AddDays | Op::AddMonths => 2,
        _ => 1,
    };
    // CEL writes `size` both ways.
    (on_operand == method || op == Op::Size) && operands == wanted
}

/// The type of `!` and of a sign.
pub(super) fn unary(op: Op, of: Type) -> Result<Type, Fault> {
    match (op, of) {
        (Op::Not, Type::Bool) => Ok(Type::Bool),
        (Op::Neg, of @ (Type::Int | Type::Money)) => Ok(of),
        (Op::Not, of) => {
            Err(Fault::new(format!("`!` stands before {of}"), "write it before a comparison in brackets"))
        }
        (_, of) => Err(Fault::new(format!("`-` stands before {of}"), "write it before a number")),
    }
}

/// The type of what an operator makes of two operands.
pub(super) fn binary(op: Op, left: &Type, right: &Type) -> Result<Type, Fault> {
    use Type::{Bool, Date, Int, List, Money, Text};
    let same = left == right;
    let found = match (op, left, right) {
        (Op::And | Op::Or, Bool, Bool) => Some(Bool),
        (Op::Eq | Op::Ne, ..) if same => Some(Bool),
        (Op::Lt | Op::Le | Op::Gt | Op::Ge, Int | Money | Date | Text, _) if same => Some(Bool),
        (Op::In, element, List(of)) if **of == *element => Some(Bool),
        (Op::Add, Int | Money | Text, _) if same => Some(left.clone()),
        (Op::Sub, Int | Money, _) if same => Some(left.clone()),
        (Op::Mul, Int, Int) | (Op::Div | Op::Rem, Int, Int) => Some(Int),
        (Op::Mul, Money, Int) | (Op::Mul, Int, Money) => Some(Money),
        _ => None,
    };
    found.ok_or_else(|| {
        let message = format!("`{}` stands between {left} and {right}", written(op));
        Fault::new(message, remedy(op, left, right))
    })
}

fn remedy(op: Op, left: &Type, right: &Type) -> &'static str {
    use Type::{Date, Int, Money, Text};
    match (op, left, right) {
        (Op::And | Op::Or, ..) => "write a comparison on both sides",
        (Op::In, ..) => "write a value on the left and a list of such values on the right",
        (Op::Add, Date, Int) => "write `add_days(date, 30)`",
        (Op::Sub, Date, Date) => "write `days(from, to)`",
        (Op::Sub, Date, Int) => "write `add_days(date, -30)`",
        (Op::Div | Op::Rem, Money, _) => "amounts are never divided: write a percentage in the fees",
        (Op::Mul | Op::Div | Op::Rem, ..) => "write numbers on both sides",
        (_, Money, Int) | (_, Int, Money) => "write an amount as `euro(\"125.00\")`",
        (_, Date, Text) | (_, Text, Date) => "write a date as `date(\"2026-01-31\")`",
        (_, Text, Int) | (_, Int, Text) => "write a text in quotes and a number without",
        (Op::Lt | Op::Le | Op::Gt | Op::Ge, ..) => "compare two numbers, amounts, dates or texts",
        (Op::Add | Op::Sub, ..) => "write two numbers or two amounts",
        _ => "compare values of one type",
    }
}

/// The type of what a function gives, and the operator that computes it for these operands.
pub(super) fn function(op: Op, operands: &[Type]) -> Result<(Op, Type), Fault> {
    use Type::{Bool, Date, Int, List, Money, Text};
    let found = match (op, operands) {
        (Op::Has, [_]) => Some((op, Bool)),
        (Op::Size, [Text | List(_)]) => Some((op, Int)),
        (Op::StartsWith | Op::EndsWith | Op::Contains, [Text, Text]) => Some((op, Bool)),
        (Op::Days, [Date, Date]) => Some((op, Int)),
        (Op::AddDays | Op::AddMonths, [Date, Int]) => Some((op, Date)),
        (Op::Year, [Date]) => Some((op, Int)),
        (Op::Sum, [List(of)]) if **of == Int => Some((Op::Sum, Int)),
        (Op::Sum, [List(of)]) if **of == Money => Some((Op::SumMoney, Money)),
        (Op::Min | Op::Max, [List(of)]) if matches!(**of, Int | Money | Date) => Some((op, (**of).clone())),
        _ => None,
    };
    found.ok_or_else(|| {
        let name = FUNCTIONS.iter().find(|(_, known, _)| *known == op).map_or("", |(name, ..)| name);
        let given: Vec<String> = operands.iter().map(ToString::to_string).collect();
        Fault::new(format!("`{name}` is given {}", given.join(" and ")), usage(op))
    })
}
