//! Which answers of a row the formulas of a form read: a group of a hundred rows is looked at by rules about
//! one or two of its questions, and the others need not be copied for them.

use std::collections::HashSet;

use super::Form;
use crate::expr::{Expr, Formula, Op};

/// The questions that formulas read of rows; `None` where one reads whole rows.
pub(super) fn read_of_rows(form: &Form) -> Option<HashSet<&str>> {
    let groups = form.steps.iter().filter(|step| step.repeat.is_some()).map(|step| step.id.as_str());
    let mut reading = Reading { groups: groups.collect(), bound: Vec::new(), fields: HashSet::new() };
    let of_questions =
        form.steps.iter().flat_map(|step| &step.questions).flat_map(|of| [&of.when, &of.value]);
    let of_steps = form.steps.iter().map(|step| &step.when);
    let rules = form.rules.iter().map(|rule| &rule.must);
    let mut trees = of_questions
        .chain(of_steps)
        .flatten()
        .chain(rules)
        .filter_map(|formula: &Formula| formula.tree.as_ref());
    trees.all(|tree| reading.parts(tree)).then_some(reading.fields)
}

struct Reading<'f> {
    groups: HashSet<&'f str>,
    /// The names that macros give to elements.
    bound: Vec<&'f str>,
    fields: HashSet<&'f str>,
}

impl<'f> Reading<'f> {
    /// Notes what a formula reads; false if it takes a whole row, or a whole list of them.
    fn parts(&mut self, tree: &'f Expr) -> bool {
        match tree {
            Expr::Name(name) => !self.bound.contains(&name.as_str()) && !self.groups.contains(name.as_str()),
            Expr::Field(record, name) => {
                self.fields.insert(name);
                matches!(**record, Expr::Name(_)) || self.parts(record)
            }
            Expr::Call(Op::Filter, _) => false,
            Expr::Call(Op::Size | Op::Has, operands) => operands.iter().all(|operand| self.rows(operand)),
            Expr::Call(op, operands) => match operands.as_slice() {
                [list, Expr::Name(element), body] if op.binds() => self.each(list, element, body),
                operands => operands.iter().all(|operand| self.parts(operand)),
            },
            _ => true,
        }
    }

    /// Notes what is read of rows that are gone through, or counted.
    fn rows(&mut self, tree: &'f Expr) -> bool {
        match tree {
            Expr::Name(_) => true,
            Expr::Call(Op::Filter, operands) => match operands.as_slice() {
                [list, Expr::Name(element), body] => self.each(list, element, body),
                _ => false,
            },
            other => self.parts(other),
        }
    }

    fn each(&mut self, list: &'f Expr, element: &'f str, body: &'f Expr) -> bool {
        let list = self.rows(list);
        self.bound.push(element);
        let body = self.parts(body);
        self.bound.pop();
        list && body
    }
}
