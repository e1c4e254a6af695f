//! One mistake said once: what is misspelt where it is defined is found wherever it is named.

use std::collections::BTreeMap;

use contract::forms::{Form, Question};
use engine::expressions::nearest;

use super::Finding;

/// The most findings about one name that are said one by one.
const MOST: usize = 3;

/// The findings, of those with one cause only the first, with how many more places name the same.
pub(super) fn folded(mut found: Vec<Finding>, form: Option<&Form>) -> Vec<Finding> {
    // What is worked out by a formula that cannot be read has no type, and is not known wherever it is named.
    let untyped = form.map(untyped).unwrap_or_default();
    let unknown: Vec<String> = untyped.iter().map(|id| format!("the name `{id}` is not known")).collect();
    // Of values that wait for each other nothing else is said.
    if found.iter().any(|finding| !unknown.contains(&finding.message)) {
        found.retain(|finding| !unknown.contains(&finding.message));
    }
    let mut places: BTreeMap<(String, String), usize> = BTreeMap::new();
    for cause in found.iter().filter_map(cause) {
        *places.entry(cause).or_default() += 1;
    }
    places.retain(|_, many| *many > MOST);
    let mut kept = Vec::new();
    for mut finding in found {
        if let Some(cause) = cause(&finding).filter(|cause| places.contains_key(cause)) {
            // The first of them says it, and the others nothing.
            match places.get_mut(&cause).filter(|many| **many > 0) {
                Some(many) => {
                    finding.remedy = format!(
                        "{}; {} more places name `{}`: if they are right, call it so where it is defined",
                        finding.remedy,
                        *many - 1,
                        cause.0
                    );
                    *many = 0;
                }
                None => continue,
            }
        }
        kept.push(finding);
    }
    kept
}

/// The values that are worked out by formulas which cannot be read, and the groups in whose rows they stand.
fn untyped(form: &Form) -> Vec<&str> {
    let open = |question: &&Question| question.value.as_ref().is_some_and(|value| value.tree.is_none());
    let own =
        form.steps.iter().flat_map(|step| step.questions.iter().filter(open).map(|one| one.id.as_str()));
    let groups =
        form.steps.iter().filter(|step| step.repeat.is_some() && step.questions.iter().any(|one| open(&one)));
    own.chain(groups.map(|step| step.id.as_str())).collect()
}

/// The name that is not known and the one that is meant, where a finding says both.
fn cause(finding: &Finding) -> Option<(String, String)> {
    let meant = finding.remedy.strip_prefix("write `")?.strip_suffix('`')?;
    let words = finding.message.split('`').skip(1).step_by(2);
    let unknown = nearest::near(meant, words.filter(|word| *word != meant))?;
    Some((unknown.to_owned(), meant.to_owned()))
}
