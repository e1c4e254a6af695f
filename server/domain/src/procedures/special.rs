//! What is worked out from data of a special category is of a special category itself.

use std::collections::BTreeMap;

use contract::{
    expr::Expr,
    forms::{Form, Question},
};

use super::{Finding, form_file::FormSource, slips::named};

/// Values that would show in receipts and to everybody what only who needs to know may read.
pub(super) fn findings(form: &FormSource<'_>, found: &mut Vec<Finding>) {
    let origins = origins(&form.form);
    for (at, step) in form.form.steps.iter().enumerate() {
        for (nth, question) in step.questions.iter().enumerate().filter(|(_, question)| !question.special) {
            let Some(origin) = origins.get(question.id.as_str()) else { continue };
            let message =
                format!("`{}` is worked out from `{origin}`, which is of a special category", question.id);
            found.push(form.at_question(at, nth, "value", message, "write `special = true`"));
        }
    }
}

/// The questions of a special category and the values worked out from them, directly or through other
/// values, each with the question that it comes from.
fn origins(form: &Form) -> BTreeMap<&str, &str> {
    let all = || form.steps.iter().flat_map(|step| &step.questions);
    let mut origins: BTreeMap<&str, &str> = all()
        .filter(|question| question.special)
        .map(|question| (question.id.as_str(), question.id.as_str()))
        .collect();
    loop {
        let before = origins.len();
        for question in all() {
            let origin = needs(form, question).iter().find_map(|name| origins.get(name).copied());
            if let Some(origin) = origin {
                origins.entry(&question.id).or_insert(origin);
            }
        }
        if origins.len() == before {
            return origins;
        }
    }
}

/// The names of the questions that a value is worked out from.
fn needs<'f>(form: &Form, question: &'f Question) -> Vec<&'f str> {
    let mut names = Vec::new();
    if let Some(tree) = question.value.as_ref().and_then(|value| value.tree.as_ref()) {
        collect(form, tree, &mut names);
    }
    names
}

fn collect<'t>(form: &Form, tree: &'t Expr, names: &mut Vec<&'t str>) {
    names.extend(named(form, tree));
    match tree {
        Expr::Field(record, _) => collect(form, record, names),
        Expr::Call(_, operands) => operands.iter().for_each(|operand| collect(form, operand, names)),
        _ => {}
    }
}
