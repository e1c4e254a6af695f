//! Conditions that can never hold because they look for a choice that their question does not offer.

use contract::{
    expr::{Expr, Formula, Op},
    fees::Fees,
    forms::Form,
};
use engine::{Workflow, clock::Clocks};

use super::{
    Finding,
    form_file::FormSource,
    load::Documents,
    source::{
        At::{Item, Key},
        Source,
    },
};

pub(super) fn findings(form: &FormSource<'_>, found: &mut Vec<Finding>) {
    for (at, step) in form.form.steps.iter().enumerate() {
        for slip in step.when.iter().flat_map(|when| slips(&form.form, when)) {
            found.push(form.at_step(at, "when", slip.0, slip.1));
        }
        for (nth, question) in step.questions.iter().enumerate() {
            for (key, formula) in [("when", &question.when), ("value", &question.value)] {
                for slip in formula.iter().flat_map(|formula| slips(&form.form, formula)) {
                    found.push(form.at_question(at, nth, key, slip.0, slip.1));
                }
            }
        }
    }
    for (nth, rule) in form.form.rules.iter().enumerate() {
        for slip in slips(&form.form, &rule.must) {
            found.push(form.at_rule(nth, "must", slip.0, slip.1));
        }
    }
}

/// The same in the conditions of documents.
pub(super) fn in_documents(form: &Form, documents: &Source<'_, Documents>, found: &mut Vec<Finding>) {
    for (at, slot) in documents.value.slots.iter().enumerate() {
        for slip in slot.when.iter().flat_map(|when| slips(form, when)) {
            found.push(documents.finding(&[Key("slot"), Item(at), Key("when")], slip.0, slip.1));
        }
    }
}

/// The same in the conditions of events and of their branches.
pub(super) fn in_workflow(form: &Form, workflow: &Source<'_, Workflow>, found: &mut Vec<Finding>) {
    for (at, event) in workflow.value.events.iter().enumerate() {
        for slip in event.when.iter().flat_map(|when| slips(form, when)) {
            found.push(workflow.finding(&[Key("event"), Item(at), Key("when")], slip.0, slip.1));
        }
        for (nth, branch) in event.branches.iter().enumerate() {
            for slip in slips(form, &branch.when) {
                let way = [Key("event"), Item(at), Key("branch"), Item(nth), Key("when")];
                found.push(workflow.finding(&way, slip.0, slip.1));
            }
        }
    }
}

/// The same in the conditions of lengths.
pub(super) fn in_clocks(form: &Form, clocks: &Source<'_, Clocks>, found: &mut Vec<Finding>) {
    for (at, term) in clocks.value.terms.iter().enumerate() {
        for (nth, version) in term.versions.iter().enumerate() {
            for slip in version.when.iter().flat_map(|when| slips(form, when)) {
                let way = [Key("term"), Item(at), Key("version"), Item(nth), Key("when")];
                found.push(clocks.finding(&way, slip.0, slip.1));
            }
        }
    }
}

/// The same in the formulas of fees.
pub(super) fn in_fees(form: &Form, fees: &Source<'_, Fees>, found: &mut Vec<Finding>) {
    for (at, table) in fees.value.tables.iter().enumerate() {
        for (nth, row) in table.rows.iter().enumerate() {
            for (key, formula) in [("when", &row.when), ("count", &row.count), ("of", &row.of)] {
                for slip in formula.iter().flat_map(|formula| slips(form, formula)) {
                    let way = [Key("table"), Item(at), Key("row"), Item(nth), Key(key)];
                    found.push(fees.finding(&way, slip.0, slip.1));
                }
            }
        }
    }
}

/// Message and remedy of each choice that is compared with and not offered.
fn slips(form: &Form, formula: &Formula) -> Vec<(String, String)> {
    let mut compared = Vec::new();
    if let Some(tree) = &formula.tree {
        collect(form, tree, &mut compared);
    }
    compared
        .into_iter()
        .filter_map(|(name, text)| {
            let (_, question) = form.question(name)?;
            let slip = question.kind.chooses()
                && !question.choices.is_empty()
                && !question.choices.iter().any(|choice| choice == text);
            slip.then(|| {
                let message = format!("the question `{name}` has no choice `{text}`");
                (message, format!("write one of: {}", question.choices.join(", ")))
            })
        })
        .collect()
}

/// Questions with the texts that they are compared with.
fn collect<'t>(form: &Form, tree: &'t Expr, compared: &mut Vec<(&'t str, &'t str)>) {
    match tree {
        Expr::Call(op, operands) => {
            match (op, operands.as_slice()) {
                (Op::Eq | Op::Ne, [asked, Expr::Text(text)] | [Expr::Text(text), asked])
                | (Op::In, [Expr::Text(text), asked]) => {
                    compared.extend(named(form, asked).map(|name| (name, text.as_str())));
                }
                (Op::In, [asked, Expr::Call(Op::List, items)]) => {
                    let name = named(form, asked);
                    compared.extend(items.iter().filter_map(|item| match item {
                        Expr::Text(text) => Some((name?, text.as_str())),
                        _ => None,
                    }));
                }
                _ => {}
            }
            operands.iter().for_each(|operand| collect(form, operand, compared));
        }
        Expr::Field(record, _) => collect(form, record, compared),
        _ => {}
    }
}

/// The name that stands for a question, alone or in a row (`t.titolo`). A part of an answer
/// (`tecnico.ordine`) is no question.
pub(super) fn named<'t>(form: &Form, tree: &'t Expr) -> Option<&'t str> {
    match tree {
        Expr::Name(name) => Some(name.as_str()),
        Expr::Field(record, name) => match record.as_ref() {
            Expr::Name(row) if form.question(row).is_none() => Some(name.as_str()),
            _ => None,
        },
        _ => None,
    }
}
