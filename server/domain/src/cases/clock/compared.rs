//! How the terms of a case stand before something and after it.

use contract::{Lang, cases::TermChange, cases::TermStatus};
use engine::{Chart, Counting, Standing};
use jiff::civil::Date;

use super::views;
use crate::procedures::Definition;

/// A case at one moment, by one version of its procedure.
#[derive(Clone, Copy)]
pub(in crate::cases) struct Side<'a> {
    pub(in crate::cases) definition: &'a Definition,
    pub(in crate::cases) chart: &'a Chart<'a>,
    pub(in crate::cases) standing: &'a Standing,
}

/// A term by its id and its body, with its name and how it stands.
type Line = ((String, String), String, TermStatus);

impl Side<'_> {
    fn lines(&self, lang: Lang, today: Date) -> Vec<Line> {
        let line = |counting: &Counting| {
            let term = self.chart.term(counting.term)?;
            let view = views::view(self.definition, lang, term, counting, today);
            let label = match view.body.as_str() {
                "" => view.label,
                body => format!("{} – {body}", view.label),
            };
            Some(((view.id, counting.body.clone()), label, view.status))
        };
        self.standing.terms.iter().filter_map(line).collect()
    }
}

/// The terms that stand otherwise after than before, by their names.
pub(in crate::cases) fn changed_terms(
    lang: Lang,
    today: Date,
    before: Side<'_>,
    after: Side<'_>,
) -> Vec<TermChange> {
    let (old, new) = (before.lines(lang, today), after.lines(lang, today));
    let mut changes = Vec::new();
    for (key, label, status) in &new {
        let before = old.iter().find(|(own, ..)| own == key).map(|(.., status)| *status);
        if before != Some(*status) {
            changes.push(TermChange { label: label.clone(), before, after: Some(*status) });
        }
    }
    for (key, label, status) in &old {
        let open = !matches!(status, TermStatus::Ended(_));
        if open && !new.iter().any(|(own, ..)| own == key) {
            changes.push(TermChange { label: label.clone(), before: Some(*status), after: None });
        }
    }
    changes
}
