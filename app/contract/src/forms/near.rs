//! What must be known of a draft to judge one page of it: of a long form most pages have nothing to do with
//! one another.

use std::collections::{BTreeSet, HashSet};

use super::{Form, Question, Step};
use crate::expr::Formula;

/// The steps whose answers decide what is asked and what is wrong on a page of `step`, and which page comes
/// after it. The page itself counts always; of a step that repeats, that it is here means all its rows.
#[must_use]
pub fn steps_near<'a>(form: &'a Form, step: &'a Step) -> BTreeSet<&'a str> {
    let mut near = Near { form, step, found: BTreeSet::new(), seen: HashSet::new() };
    form.steps.iter().filter_map(|of| of.when.as_ref()).for_each(|when| near.follow(when));
    step.questions.iter().for_each(|question| near.question(question));
    let beside = form.rules.iter().filter(|rule| step.question(&rule.at).is_some());
    beside.for_each(|rule| near.follow(&rule.must));
    near.found
}

struct Near<'a> {
    form: &'a Form,
    step: &'a Step,
    found: BTreeSet<&'a str>,
    /// Names that were followed.
    seen: HashSet<String>,
}

impl<'a> Near<'a> {
    fn follow(&mut self, formula: &Formula) {
        for name in formula.names() {
            if !self.seen.insert(name.clone()) {
                continue;
            }
            if let Some(group) = self.form.step(&name).filter(|step| step.repeat.is_some()) {
                self.found.insert(&group.id);
                group.questions.iter().for_each(|question| self.question(question));
            }
            if let Some((step, question)) = self.form.question(&name) {
                // A question of this very row or page is looked at there.
                if step.id != self.step.id {
                    self.found.insert(&step.id);
                }
                self.question(question);
            }
        }
    }

    fn question(&mut self, question: &'a Question) {
        [&question.when, &question.value].into_iter().flatten().for_each(|formula| self.follow(formula));
        if let Some(from) = &question.from_parcel
            && let Some((step, _)) = self.form.question(&from.parcel)
        {
            self.found.insert(&step.id);
        }
    }
}
