//! How trees stand in JSON: nested lists that begin with a sign.

use std::fmt;

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{Error, SeqAccess, Visitor},
};

use super::{Expr, Op, calendar};

/// Signs of what is no operator.
const TEXT: &str = "'";
const MONEY: &str = "€";
const DATE: &str = "@";
const FIELD: &str = ".";

impl Serialize for Expr {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Int(value) => serializer.serialize_i64(*value),
            Self::Name(name) => serializer.serialize_str(name),
            Self::Text(text) => (TEXT, text).serialize(serializer),
            Self::Money(cents) => (MONEY, cents).serialize(serializer),
            Self::Date(date) => (DATE, date.to_string()).serialize(serializer),
            Self::Field(record, field) => (FIELD, record, field).serialize(serializer),
            Self::Call(op, operands) => serializer
                .collect_seq(std::iter::once(Part::Sign(op.sign())).chain(operands.iter().map(Part::Of))),
        }
    }
}

enum Part<'a> {
    Sign(&'static str),
    Of(&'a Expr),
}

impl Serialize for Part<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Sign(sign) => serializer.serialize_str(sign),
            Self::Of(expr) => expr.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Expr {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Tree)
    }
}

struct Tree;

impl<'de> Visitor<'de> for Tree {
    type Value = Expr;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the tree of a formula")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Expr, E> {
        Ok(Expr::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Expr, E> {
        Ok(Expr::Int(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Expr, E> {
        i64::try_from(value).map(Expr::Int).map_err(|_too_big| E::custom("number out of range"))
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Expr, E> {
        Ok(Expr::Name(name.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Expr, A::Error> {
        let Some(Expr::Name(sign)) = list.next_element()? else {
            return Err(A::Error::custom("a list without sign"));
        };
        let mut operands = Vec::new();
        while let Some(operand) = list.next_element()? {
            operands.push(operand);
        }
        node(&sign, operands).ok_or_else(|| A::Error::custom("no such formula"))
    }
}

/// A bare text is read as a name at first; its sign says what it really is.
fn node(sign: &str, mut operands: Vec<Expr>) -> Option<Expr> {
    if let Some(op) = Op::ALL.iter().find(|op| op.sign() == sign) {
        return Some(Expr::Call(*op, operands));
    }
    let last = operands.pop()?;
    let before = operands.pop();
    if !operands.is_empty() {
        return None;
    }
    match (sign, before, last) {
        (TEXT, None, Expr::Name(text)) => Some(Expr::Text(text)),
        (MONEY, None, Expr::Int(cents)) => Some(Expr::Money(cents)),
        (DATE, None, Expr::Name(text)) => calendar::date(&text).map(Expr::Date),
        (FIELD, Some(record), Expr::Name(field)) => Some(Expr::Field(Box::new(record), field)),
        _ => None,
    }
}

/// A civil day as `2026-01-31`.
pub(super) mod day {
    use std::borrow::Cow;

    use jiff::civil::Date;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(in crate::expr) fn serialize<S: Serializer>(date: &Date, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(date)
    }

    pub(in crate::expr) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        super::calendar::date(&text).ok_or_else(|| D::Error::custom("no such day"))
    }
}
