//! Where a case is: its state, the tracks beside it, and its terms.

use contract::{
    cases::Phase,
    expr::{Names, Value},
};
use jiff::civil::Date;

use crate::{
    Chart, RecipientsRule,
    chart::same_body,
    clock::{Calendar, Count, Entry, Misplaced, Status, Term},
};

/// Where a case is. Places are those of the chart it belongs to; [`Chart::standing`] makes one from what is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The state, by its place in the workflow.
    pub state: u16,
    /// The tracks that were opened, in that order.
    pub tracks: Vec<Running>,
    /// The terms that something has moved, in that order.
    pub terms: Vec<Counting>,
    /// The day on which the case was filed: it decides which length of a term holds.
    pub filed: Option<Date>,
}

/// A track of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Running {
    /// Which track, by its place in the workflow.
    pub track: u16,
    /// Which body it was opened for.
    pub body: String,
    /// The state it is in, by its place in the workflow.
    pub state: u16,
}

/// A term of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counting {
    /// Which term, by its place among the terms.
    pub term: u16,
    /// The body whose track it belongs to; empty on the main way.
    pub body: String,
    /// Which of its lengths holds; see [`Term::length_in`](crate::clock::Term::length_in).
    pub version: u16,
    /// How it stands.
    pub count: Count,
    /// How it stands by the more cautious reading, where there is one.
    pub cautious: Option<Count>,
}

impl Counting {
    /// The earliest day on which it may end by any reading; none while it runs by none.
    #[must_use]
    pub fn earliest(&self) -> Option<Date> {
        let own = self.count.status.due().map(|due| due.nominal);
        let cautious = self.cautious.and_then(|count| count.status.due()).map(|due| due.nominal);
        own.into_iter().chain(cautious.filter(|_| self.count.status.is_open())).min()
    }

    /// The last day on which somebody may still act, while it runs.
    #[must_use]
    pub fn latest(&self) -> Option<Date> {
        self.count.status.due().map(|due| due.rolled)
    }

    /// The same by the days of rest as they are known now: which last days roll depends on nothing else.
    #[must_use]
    pub fn rolled(mut self, term: &Term, calendar: &Calendar) -> Self {
        for count in std::iter::once(&mut self.count).chain(&mut self.cautious) {
            if let Status::Running(due) = &mut count.status {
                due.rolled = if term.exact { due.nominal } else { calendar.rolled(due.nominal) };
            }
        }
        self
    }

    /// How it stands.
    #[must_use]
    pub fn status(&self) -> Status {
        self.count.status
    }
}

/// A term that ends by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timer<'d> {
    /// The term's id.
    pub term: &'d str,
    /// The body whose track it belongs to; empty on the main way.
    pub body: String,
    /// The event that its end fires.
    pub event: &'d str,
    /// The last day as counted: what its end causes counts from this day.
    pub on: Date,
    /// The last day on which somebody may still act: the event is fired when it is over.
    pub after: Date,
}

/// A change that a step makes to a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// Which term, by its place among the terms.
    pub term: u16,
    /// The body whose track it belongs to; empty on the main way.
    pub body: String,
    /// The change; by the more cautious reading it may be another, or none.
    pub entry: Entry,
    /// The same by the more cautious reading.
    pub cautious: Option<Entry>,
    /// Whether the term stood so that it had effect.
    pub done: bool,
    /// Why it can have none, however the term stands: the act came after its own term.
    pub void: Option<Misplaced>,
}

impl Moved {
    /// Whether it is of that term of that body.
    pub(crate) fn is(&self, term: u16, body: &str) -> bool {
        self.term == term && same_body(&self.body, body)
    }
}

/// What conditions may ask: the answers, and what the case has beside.
pub trait Facts {
    /// What a name of the form stands for.
    fn answers(&self) -> &dyn Names;
    /// Whether a document is among those of the case.
    fn has_document(&self, slot: &str) -> bool;
}

/// Nothing is known: no condition holds and no document is there.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoFacts;

impl Names for NoFacts {
    fn value(&self, _: &str) -> Option<Value> {
        None
    }
}

impl Facts for NoFacts {
    fn answers(&self) -> &dyn Names {
        self
    }

    fn has_document(&self, _: &str) -> bool {
        false
    }
}

impl Chart<'_> {
    /// The bodies that an act goes to because they were asked in the case, each with its track.
    pub fn asked<'s>(
        &'s self,
        at: &'s Standing,
        rule: &'s RecipientsRule,
    ) -> impl Iterator<Item = (&'s str, &'s Running)> {
        at.tracks.iter().filter(|running| !running.body.is_empty()).filter_map(|running| {
            let track = self.track(running.track).filter(|track| rule.asked.contains(&track.id))?;
            Some((track.id.as_str(), running))
        })
    }
}

impl Chart<'_> {
    /// The track that a name counts which begins with `own_`: of the body that an event is about.
    fn counted_own(&self, name: &str) -> Option<u16> {
        name.strip_prefix("own_").and_then(|track| self.track_place(track))
    }
}

/// The names of conditions: the answers, and how many tracks run and were opened.
pub(crate) struct Known<'a> {
    pub(crate) chart: &'a Chart<'a>,
    pub(crate) at: &'a Standing,
    pub(crate) facts: &'a dyn Facts,
    /// The body whose track the event moves, where it moves that of one.
    pub(crate) body: Option<&'a str>,
}

impl Known<'_> {
    /// How many tracks run, were opened or are in a state, for a name that counts them.
    pub(crate) fn counted(&self, name: &str) -> Option<i64> {
        if let Some((counts, track)) = name.split_once('_')
            && matches!(counts, "open" | "all")
            && let Some(place) = self.chart.track_place(track)
        {
            let of_track = self.at.tracks.iter().filter(|running| running.track == place);
            let counted = of_track
                .filter(|running| counts == "all" || self.chart.phase(running.state) != Phase::Concluded)
                .count();
            return i64::try_from(counted).ok();
        }
        let tracks = &self.at.tracks;
        if let Some(track) = self.chart.counted_own(name) {
            let body = self.body.filter(|body| !body.is_empty())?;
            return i64::try_from(tracks.iter().filter(|running| running.is(track, body)).count()).ok();
        }
        let (state, without) = self.chart.counted_in(name)?;
        let lacks =
            |body: &str| without.is_none_or(|track| !tracks.iter().any(|other| other.is(track, body)));
        let counted = tracks.iter().filter(|running| running.state == state && lacks(&running.body)).count();
        i64::try_from(counted).ok()
    }

    /// The tracks on which a name depends that counts them, by their places.
    pub(crate) fn counts(&self, name: &str) -> Vec<u16> {
        if let Some((counts, track)) = name.split_once('_')
            && matches!(counts, "open" | "all")
            && let Some(place) = self.chart.track_place(track)
        {
            return vec![place];
        }
        if let Some(track) = self.chart.counted_own(name) {
            return vec![track];
        }
        let Some((state, without)) = self.chart.counted_in(name) else { return Vec::new() };
        let own = self.chart.state(state).and_then(|state| self.chart.track_place(state.track.as_ref()?));
        own.into_iter().chain(without).collect()
    }
}

impl Names for Known<'_> {
    fn value(&self, name: &str) -> Option<Value> {
        self.counted(name).map(Value::Int).or_else(|| self.facts.answers().value(name))
    }
}
