//! Formulas in CEL, read and checked once, so that only trees of known types ever run.

mod calls;
pub mod nearest;
mod syntax;
mod types;

use std::collections::BTreeMap;

use contract::expr::{Expr, Formula, Type};

/// The names that a formula may use.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// Each name with the type of what it stands for.
    pub names: BTreeMap<String, Type>,
}

/// What is wrong with a formula, and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong, one sentence without full stop.
    pub message: String,
    /// What to write instead, one sentence without full stop.
    pub remedy: String,
}

impl Fault {
    fn new(message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { message: message.into(), remedy: remedy.into() }
    }
}

/// Reads a formula: its tree, and the type of what it comes to.
///
/// # Errors
/// The first thing that is wrong with it.
pub fn read(text: &str, known: &Known) -> Result<(Expr, Type), Fault> {
    types::Checker::new(known).formula(&syntax::parse(text)?)
}

/// Reads a formula that must come to a type: yes or no for a condition.
///
/// # Errors
/// The first thing that is wrong with it.
pub fn read_as(text: &str, known: &Known, wanted: &Type) -> Result<Expr, Fault> {
    let (expr, found) = read(text, known)?;
    if found == *wanted {
        return Ok(expr);
    }
    let remedy = match wanted {
        Type::Bool => "compare it with something, as in `size(rows) > 0`".to_owned(),
        Type::Money => "write an amount as `euro(\"125.00\")`".to_owned(),
        wanted => format!("write a formula that comes to {wanted}"),
    };
    Err(Fault::new(format!("the formula comes to {found}, and {wanted} is needed"), remedy))
}

/// Checks a formula of a definition and adds the tree that runs. A tree that came with it is not trusted:
/// it is made anew from the text.
///
/// # Errors
/// The first thing that is wrong with it.
pub fn checked(formula: &Formula, known: &Known, wanted: &Type) -> Result<Formula, Fault> {
    let tree = read_as(&formula.text, known, wanted)?;
    Ok(Formula { text: formula.text.clone(), tree: Some(tree) })
}
