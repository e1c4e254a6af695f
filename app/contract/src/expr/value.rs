//! What formulas speak about: values and their types.

use std::{collections::BTreeMap, fmt};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The type of a value, as names are declared and formulas are checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Type {
    /// Yes or no.
    Bool,
    /// A whole number.
    Int,
    /// An amount of money.
    Money,
    /// A civil day.
    Date,
    /// A text.
    Text,
    /// Any number of values of one type.
    List(Box<Type>),
    /// Named fields, each of its own type.
    Record(BTreeMap<String, Type>),
}

impl fmt::Display for Type {
    /// In the words of authors: `a number`, `a list of records`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Bool => "yes or no",
            Self::Int => "a number",
            Self::Money => "an amount of money",
            Self::Date => "a date",
            Self::Text => "a text",
            Self::Record(_) => "a record",
            Self::List(of) => {
                return match **of {
                    Self::Bool => f.write_str("a list of yes or no"),
                    Self::Int => f.write_str("a list of numbers"),
                    Self::Money => f.write_str("a list of amounts of money"),
                    Self::Date => f.write_str("a list of dates"),
                    Self::Text => f.write_str("a list of texts"),
                    Self::List(_) => f.write_str("a list of lists"),
                    Self::Record(_) => f.write_str("a list of records"),
                };
            }
        })
    }
}

/// A value. Serialised with a one-letter key that says its type: `{"m":12500}` is 125 euros.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Value {
    /// Yes or no.
    #[serde(rename = "b")]
    Bool(bool),
    /// A whole number.
    #[serde(rename = "i")]
    Int(i64),
    /// An amount of money, in cents.
    #[serde(rename = "m")]
    Money(i64),
    /// A civil day, serialised as `2026-01-31`.
    #[serde(rename = "d", with = "super::written::day")]
    Date(Date),
    /// A text.
    #[serde(rename = "t")]
    Text(String),
    /// Values of one type.
    #[serde(rename = "l")]
    List(Vec<Value>),
    /// Named fields; one that is not answered is not there.
    #[serde(rename = "r")]
    Record(BTreeMap<String, Value>),
}

impl Value {
    /// How much work it is to copy or read the value, in steps of an evaluation.
    pub(super) fn weight(&self) -> usize {
        match self {
            Self::Text(text) => 1 + text.len() / 64,
            Self::List(list) => list.iter().fold(1, |sum, value| sum + value.weight()),
            Self::Record(fields) => fields.values().fold(1, |sum, value| sum + value.weight()),
            _ => 1,
        }
    }
}
