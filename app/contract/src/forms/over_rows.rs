//! Which questions of a repeated step look at all its rows.

use std::collections::BTreeSet;

use super::{Question, Step};
use crate::expr::Formula;

/// The places of the questions whose condition or value looks at all rows, itself or through other
/// questions of the row. Rows do not show them to one another: each would wait for all.
pub(super) fn over_rows_of(step: &Step) -> impl Iterator<Item = usize> {
    let needs = |question: &Question| -> BTreeSet<String> {
        [&question.when, &question.value].into_iter().flatten().flat_map(Formula::names).collect()
    };
    let needs: Vec<BTreeSet<String>> = step.questions.iter().map(needs).collect();
    let mut looking = BTreeSet::from([step.id.as_str()]);
    let mut before = 0;
    while before < looking.len() {
        before = looking.len();
        for (question, needs) in step.questions.iter().zip(&needs) {
            if needs.iter().any(|name| looking.contains(name.as_str())) {
                looking.insert(&question.id);
            }
        }
    }
    let looks = move |question: &Question| looking.contains(question.id.as_str());
    step.questions.iter().enumerate().filter(move |(_, question)| looks(question)).map(|(nth, _)| nth)
}
