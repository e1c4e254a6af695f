//! What a step of the office would change in a case, in sentences.

use contract::{
    Lang,
    cases::{Consequences, TermChange, TermStatus, Turned},
    time::day_words,
};

use crate::texts::{t, t_args, t_count};

/// A sentence for each thing that would be different; none if nothing would.
pub(super) fn consequences(lang: Lang, comes: &Consequences) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let (before, after) = &comes.state;
    if !after.is_empty() && before != after {
        lines.push(t_args(lang, "move-state", &[("before", before), ("after", after)]));
    }
    if comes.passes {
        lines.push(t(lang, "linking-passes").to_owned());
    }
    lines.extend(comes.terms.iter().map(|change| term(lang, change)));
    lines.extend(
        comes.fires.iter().map(|(event, on)| {
            t_args(lang, "move-fires", &[("event", event), ("day", &day_words(*on, lang))])
        }),
    );
    lines.extend(turned(lang, comes.requests, ["foreseen-requests-off", "foreseen-requests-on"]));
    lines.extend(turned(lang, comes.payments, ["foreseen-payments-off", "foreseen-payments-on"]));
    lines.extend(turned(
        lang,
        comes.announcements,
        ["foreseen-announcements-off", "foreseen-announcements-on"],
    ));
    lines
        .extend(comes.actions_gone.iter().map(|label| t_args(lang, "move-action-gone", &[("label", label)])));
    lines.extend(comes.actions_new.iter().map(|label| t_args(lang, "move-action-new", &[("label", label)])));
    lines
}

fn turned(lang: Lang, turned: Turned, [off, on]: [&'static str; 2]) -> impl Iterator<Item = String> {
    let each = [(turned.off, off), (turned.on, on)];
    let words = move |(n, key)| t_count(lang, key, u64::try_from(n).unwrap_or(u64::MAX));
    each.into_iter().filter(|(n, _)| *n > 0).map(words)
}

/// How a term stands now and would stand after.
fn term(lang: Lang, change: &TermChange) -> String {
    let words = [
        ("term", change.label.clone()),
        ("before", status(lang, change.before)),
        ("after", status(lang, change.after)),
    ];
    t_args(lang, "move-term", &words.each_ref().map(|(name, value)| (*name, value.as_str())))
}

/// How a term stands, in a few words.
fn status(lang: Lang, status: Option<TermStatus>) -> String {
    match status {
        None => t(lang, "move-term-none").to_owned(),
        Some(TermStatus::Waiting) => t(lang, "move-term-waiting").to_owned(),
        Some(TermStatus::Running { latest, .. }) => {
            t_args(lang, "move-term-running", &[("day", &day_words(latest, lang))])
        }
        Some(TermStatus::Suspended { left, .. }) => {
            t_count(lang, "move-term-suspended", u64::from(left.unsigned_abs()))
        }
        Some(TermStatus::Interrupted { .. }) => t(lang, "move-term-interrupted").to_owned(),
        Some(TermStatus::Ended(_)) => t(lang, "move-term-ended").to_owned(),
    }
}
