//! How a case stands, in the words of scenarios.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Day, Shift, Stood};
use crate::{
    Chart, Counting, Moved, Running, Standing,
    clock::{Change, Due, Status},
};

fn named(id: &str, body: &str) -> String {
    if body.is_empty() { id.to_owned() } else { format!("{id}/{body}") }
}

pub(super) fn shift(chart: &Chart<'_>, event: &str, moved: &Moved) -> Shift {
    let (term, change) = (chart.term(moved.term), moved.entry.change);
    let id = term.map_or("", |term| term.id.as_str());
    let said = term.and_then(|term| {
        term.moves.iter().find(|moves| {
            moves.event == event && std::mem::discriminant(&moves.does) == std::mem::discriminant(&change)
        })
    });
    let source = said.map_or_else(String::new, |moves| moves.source.clone());
    Shift { term: named(id, &moved.body), change, on: Day(moved.entry.on), source }
}

/// The terms that began, on a day, by what was worked out again.
pub(super) fn began(chart: &Chart<'_>, before: &Standing, after: &Standing, on: Date) -> Vec<Shift> {
    let started = after.terms.iter().filter(|new| {
        let old = before.terms.iter().find(|old| old.term == new.term && old.body == new.body);
        old.is_none_or(|old| old.count.began.is_none()) && new.count.began.is_some()
    });
    let shift = |new: &Counting| {
        let term = chart.term(new.term);
        Shift {
            term: named(term.map_or("", |term| term.id.as_str()), &new.body),
            change: Change::Start,
            on: Day(new.count.began.unwrap_or(on)),
            source: term.map_or_else(String::new, |term| term.source.clone()),
        }
    };
    started.map(shift).collect()
}

pub(super) fn tracks(chart: &Chart<'_>, at: &Standing) -> BTreeMap<String, String> {
    let one = |running: &Running| {
        let track = chart.track(running.track)?;
        Some((named(&track.id, &running.body), chart.state(running.state)?.id.clone()))
    };
    at.tracks.iter().filter_map(one).collect()
}

pub(super) fn stood(chart: &Chart<'_>, at: &Standing) -> BTreeMap<String, Stood> {
    let one = |counting: &Counting| {
        let term = chart.term(counting.term)?;
        let status = counting.status();
        let due: Option<Due> = status.due();
        let stood = Stood {
            words: words(status),
            nominal: due.map(|due| Day(due.nominal)),
            earliest: counting.earliest().map(Day),
            latest: counting.latest().map(Day),
            began: counting.count.began.map(Day),
            ended: match status {
                Status::Ended(on) => Some(Day(on)),
                _ => None,
            },
            left: match status {
                Status::Suspended { left, .. } => Some(left),
                _ => None,
            },
            length: term.length_in(counting.version),
            binds: term.binds,
            silence: term.silence,
            fires: term.fires.clone(),
            source: term.source.clone(),
        };
        Some((named(&term.id, &counting.body), stood))
    };
    at.terms.iter().filter_map(one).collect()
}

/// Whether a term can stand so, in the words of [`Expected::terms`](super::Expected::terms).
#[must_use]
pub fn can_stand(words: &str) -> bool {
    ["waiting", "interrupted", "ended"].contains(&words)
        || words.parse::<Date>().is_ok()
        || words.strip_prefix("suspended ").is_some_and(|left| left.parse::<u32>().is_ok())
}

fn words(status: Status) -> String {
    match status {
        Status::Waiting => "waiting".to_owned(),
        Status::Running(due) => due.nominal.to_string(),
        Status::Suspended { left, .. } => format!("suspended {left}"),
        Status::Interrupted { .. } => "interrupted".to_owned(),
        Status::Ended(_) => "ended".to_owned(),
    }
}
