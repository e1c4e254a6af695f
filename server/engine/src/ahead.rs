//! Where a case can still be led, whoever does it and whatever is lacking yet.

use contract::expr::{Names, Value};

use crate::{Chart, Event, Facts, Standing, chart::Prepared, standing::Known};

/// The names of conditions, as far as they stay what they are while the case is where it is: the answers, and how many tracks run
/// where nothing there moves them.
struct Lasting<'a> {
    known: Known<'a>,
    /// Whether it is asked of an event what it needs itself, or of those that may move what it needs: no further.
    further: bool,
}

impl Names for Lasting<'_> {
    fn value(&self, name: &str) -> Option<Value> {
        let counted = self.known.counts(name);
        if counted.iter().any(|track| self.may_move(*track)) { None } else { self.known.value(name) }
    }
}

impl Lasting<'_> {
    /// Whether the tracks of a kind may still change while the case is in the state in which it is: by what leaves the case
    /// there, and by what happens beside.
    fn may_move(&self, track: u16) -> bool {
        let (chart, at) = (self.known.chart, self.known.at);
        let beside = |own: &Prepared<'_>| {
            own.track == Some(track)
                && at.tracks.iter().any(|running| running.track == track && own.leaves(running.state))
        };
        let here = |own: &Prepared<'_>| {
            let stays = own.event.stays() || own.to == at.state || own.branches.contains(&at.state);
            own.track.is_none()
                && stays
                && own.leaves(at.state)
                && (own.opens.contains(&track) || own.closes.contains(&track))
        };
        chart.events.iter().any(|own| (beside(own) || here(own)) && !(self.further && self.fails(own.event)))
    }

    /// Whether what an event needs is ruled out, by what nothing moves at all.
    fn fails(&self, event: &Event) -> bool {
        let known = Known { ..self.known };
        let settled = Lasting { known, further: false };
        event.when.as_ref().is_some_and(|when| when.fails(&settled))
    }
}

impl Chart<'_> {
    /// Whether an event is ruled out for as long as the case is where it is: by its answers, or by what has run beside.
    #[must_use]
    pub fn ruled_out(&self, event: &Event, at: &Standing, facts: &dyn Facts) -> bool {
        let lasting = Lasting { known: Known { chart: self, at, facts, body: None }, further: true };
        event.when.as_ref().is_some_and(|when| when.fails(&lasting))
    }

    /// The states to which an event can lead a case on: without those that its answers, or what has run beside, rule out from
    /// here, whether by the condition of the event or by those of its branches.
    #[must_use]
    pub fn leads<'e>(&self, event: &'e Event, at: &Standing, facts: &dyn Facts) -> Vec<&'e str> {
        if self.ruled_out(event, at, facts) {
            return Vec::new();
        }
        let lasting = Lasting { known: Known { chart: self, at, facts, body: None }, further: true };
        let mut states = Vec::new();
        for branch in &event.branches {
            if !branch.when.fails(&lasting) {
                states.push(branch.to.as_str());
            }
            // No branch after the first that holds is looked at, nor where the event leads without one.
            if branch.when.holds(&lasting) {
                return states;
            }
        }
        if !event.stays() {
            states.insert(0, event.to.as_str());
        }
        states
    }
}
