//! Conditions that can never hold because they look for a choice that their question does not offer.

use contract::{
    expr::{Expr, Formula, Op},
    forms::Form,
};

use super::{Finding, form_file::FormSource};

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

/// Message and remedy of each choice that is compared with and not offered.
fn slips(form: &Form, formula: &Formula) -> Vec<(String, String)> {
    let mut compared = Vec::new();
    if let Some(tree) = &formula.tree {
        collect(tree, &mut compared);
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

/// Names with the texts that they are compared with.
fn collect<'t>(tree: &'t Expr, compared: &mut Vec<(&'t str, &'t str)>) {
    match tree {
        Expr::Call(op, operands) => {
            match (op, operands.as_slice()) {
                (
                    Op::Eq | Op::Ne,
                    [Expr::Name(name), Expr::Text(text)] | [Expr::Text(text), Expr::Name(name)],
                )
                | (Op::In, [Expr::Text(text), Expr::Name(name)]) => compared.push((name, text)),
                (Op::In, [Expr::Name(name), Expr::Call(Op::List, items)]) => {
                    compared.extend(items.iter().filter_map(|item| match item {
                        Expr::Text(text) => Some((name.as_str(), text.as_str())),
                        _ => None,
                    }));
                }
                _ => {}
            }
            operands.iter().for_each(|operand| collect(operand, compared));
        }
        Expr::Field(record, _) => collect(record, compared),
        _ => {}
    }
}
