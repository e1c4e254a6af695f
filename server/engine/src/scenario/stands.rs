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

pub(super) fn shift(chart: &Chart<'_>, moved: &Moved) -> Shift {
    let id = chart.term(moved.term).map_or("", |term| term.id.as_str());
    Shift { term: named(id, &moved.body), change: moved.entry.change, on: Day(moved.entry.on) }
}

/// The terms that began, on a day, by what was worked out again.
pub(super) fn began(chart: &Chart<'_>, before: &Standing, after: &Standing, on: Date) -> Vec<Shift> {
    let started = after.terms.iter().filter(|new| {
        let old = before.terms.iter().find(|old| old.term == new.term && old.body == new.body);
        old.is_none_or(|old| old.count.began.is_none()) && new.count.began.is_some()
    });
    let shift = |new: &Counting| {
        let id = chart.term(new.term).map_or("", |term| term.id.as_str());
        Shift { term: named(id, &new.body), change: Change::Start, on: Day(new.count.began.unwrap_or(on)) }
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
        let words = words(counting.status());
        let due: Option<Due> = counting.status().due();
        let stood = Stood {
            words,
            nominal: due.map(|due| Day(due.nominal)),
            earliest: counting.earliest().map(Day),
            latest: counting.latest().map(Day),
        };
        Some((named(&term.id, &counting.body), stood))
    };
    at.terms.iter().filter_map(one).collect()
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
