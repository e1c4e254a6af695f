//! What the browser needs to follow the conditions and rules of one page while somebody types: the
//! page's own part of the form, and what the names of other pages stand for.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Filling, Form, PageKey, Pages, Rule, Step};
use crate::expr::{Formula, Value};

/// One page of a form, able to run by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guide {
    /// The page's name.
    pub page: String,
    /// The form with this page's step and the rules beside its questions, and nothing else.
    pub form: Form,
    /// What names of other pages stand for; a name that is not here is not answered.
    pub known: BTreeMap<String, Value>,
    /// The answers of the other rows of a group that repeats, where a formula looks at all rows.
    pub rows: Pages,
    /// The words of each question: its label, and what to write when nothing was given.
    pub words: BTreeMap<String, (String, Option<String>)>,
    /// The words of each rule.
    pub rules: BTreeMap<String, String>,
}

impl Guide {
    /// Cuts one page out of a form. `words` gives label and missing-words of a question, `rule` the
    /// words of a rule.
    pub fn new(
        filling: &Filling<'_>,
        step: &Step,
        page: &PageKey,
        words: impl Fn(&str) -> (String, Option<String>),
        rule: impl Fn(&str) -> String,
    ) -> Self {
        let beside = |of: &&Rule| step.question(&of.at).is_some();
        let rules: Vec<Rule> = filling.form().rules.iter().filter(beside).cloned().collect();
        let mut names = BTreeSet::new();
        let formulas = step.questions.iter().flat_map(|of| [&of.when, &of.value]).flatten();
        for formula in formulas.chain(rules.iter().map(|rule| &rule.must)) {
            names.extend(formula.names());
        }
        let all_rows = step.repeat.is_some() && names.contains(&step.id);
        // The id of a step is a name only where the step repeats; elsewhere a question may have it.
        let here = |name: &str| step.question(name).is_some() || (step.repeat.is_some() && name == step.id);
        let known = names.into_iter().filter(|name| !here(name));
        let known = known.filter_map(|name| Some((name.clone(), filling.value(&name)?))).collect();
        let rows = filling.pages_of(step).into_iter().filter(|row| all_rows && row != page);
        Self {
            page: page.to_string(),
            known,
            rows: rows.map(|row| (row.to_string(), filling.answers(&row).clone())).collect(),
            words: step.questions.iter().map(|of| (of.id.clone(), words(&of.id))).collect(),
            rules: rules.iter().map(|of| (of.id.clone(), rule(&of.id))).collect(),
            // The page is there, so its own condition holds.
            form: bare(Form { steps: vec![Step { when: None, ..step.clone() }], rules, retired: Vec::new() }),
        }
    }
}

/// The form without the texts that authors wrote: only the trees run.
fn bare(mut form: Form) -> Form {
    let strip = |formula: &mut Formula| formula.text = String::new();
    form.rules.iter_mut().for_each(|rule| {
        rule.source = None;
        strip(&mut rule.must);
    });
    for question in form.steps.iter_mut().flat_map(|step| &mut step.questions) {
        question.source = None;
        question.when.iter_mut().for_each(strip);
        question.value.iter_mut().for_each(strip);
    }
    form
}
