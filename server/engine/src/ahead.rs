//! Where a case can still be led, whoever does it and whatever is lacking yet.

use contract::expr::{Names, Value};

use crate::{Chart, Event, Facts, Standing, standing::Known};

/// The names of conditions, as far as they stay what they are: the answers. How many tracks run can change.
struct Lasting<'a>(Known<'a>);

impl Names for Lasting<'_> {
    fn value(&self, name: &str) -> Option<Value> {
        if self.0.counted(name).is_some() { None } else { self.0.value(name) }
    }
}

impl Chart<'_> {
    /// Whether the answers of a case rule an event out for good.
    #[must_use]
    pub fn ruled_out(&self, event: &Event, at: &Standing, facts: &dyn Facts) -> bool {
        let lasting = Lasting(Known { chart: self, at, facts });
        event.when.as_ref().is_some_and(|when| when.fails(&lasting))
    }

    /// The states to which an event can lead a case on: without those that its answers rule out for good, whether by the
    /// condition of the event or by those of its branches.
    #[must_use]
    pub fn leads<'e>(&self, event: &'e Event, at: &Standing, facts: &dyn Facts) -> Vec<&'e str> {
        if self.ruled_out(event, at, facts) {
            return Vec::new();
        }
        let lasting = Lasting(Known { chart: self, at, facts });
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
