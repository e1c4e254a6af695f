//! What came of a step beside what its author expects.

use std::collections::BTreeMap;

use super::{Came, Day, Expected, Stood};

impl Came {
    /// What differs from what must come of it, each in one sentence.
    #[must_use]
    pub fn differences(&self, expected: &Expected) -> Vec<String> {
        let mut wrong = Vec::new();
        if self.refused != expected.refused {
            let meant = expected.refused.as_ref();
            wrong.push(match (&self.refused, self.because.as_deref().unwrap_or_default()) {
                (Some(code), why) => match meant {
                    Some(meant) => format!("it is refused as `{code}`, not as `{meant}`: {why}"),
                    None => format!("it is refused as `{code}`: {why}"),
                },
                (None, _) => format!("it is not refused as `{}`", meant.map_or("", String::as_str)),
            });
        }
        if expected.state.as_ref().is_some_and(|state| *state != self.state) {
            wrong.push(format!("the state is `{}`", self.state));
        }
        if expected.phase.is_some_and(|phase| phase != self.phase) {
            wrong.push(format!("the phase is `{}`", self.phase.as_str()));
        }
        for (term, stands) in &expected.terms {
            match self.terms.get(term) {
                Some(found) if found.words == *stands => {}
                Some(found) => {
                    wrong.push(format!("the term `{term}` stands so: {}, not {stands}", found.words));
                }
                None if stands == "waiting" => {}
                None => wrong.push(format!("the term `{term}` has not begun")),
            }
        }
        let ends = |wanted: &BTreeMap<String, Day>, which: fn(&Stood) -> Option<Day>, word: &str| {
            let differs = |(term, day): (&String, &Day)| {
                let found = self.terms.get(term).and_then(which);
                let says = found.map_or_else(|| "none".to_owned(), |day| day.0.to_string());
                (found != Some(*day)).then(|| format!("the {word} end of the term `{term}` is {says}"))
            };
            wanted.iter().filter_map(differs).collect::<Vec<_>>()
        };
        wrong.extend(ends(&expected.earliest, |stood| stood.earliest, "earliest"));
        wrong.extend(ends(&expected.latest, |stood| stood.latest, "latest"));
        for (track, state) in &expected.tracks {
            let found = self.tracks.get(track).map_or("not open", String::as_str);
            if found != state {
                wrong.push(format!("the track `{track}` is {found}"));
            }
        }
        let fired: Vec<&str> = self.fired.iter().map(|(event, _)| event.as_str()).collect();
        if expected.fired.as_ref().is_some_and(|wanted| *wanted != fired) {
            let wanted: Vec<&str> = expected.fired.iter().flatten().map(String::as_str).collect();
            wrong.push(format!("what fired by itself is: {}, not {}", listed(&fired), listed(&wanted)));
        }
        if expected.notified.as_ref().is_some_and(|wanted| *wanted != self.notified) {
            wrong.push(format!("who is told is: {:?}", self.notified));
        }
        wrong.extend(self.works_differ(expected));
        if expected.effects.as_ref().is_some_and(|wanted| *wanted != self.effects) {
            wrong.push(format!("the effects are: {:?}", self.effects));
        }
        wrong
    }

    /// What it says of the works, where that is not what was expected.
    fn works_differ(&self, expected: &Expected) -> Option<String> {
        let differs = expected.works.is_some() && expected.works != self.works;
        differs.then(|| match self.works {
            Some(works) => format!("of the works it says `{}`", works.as_str()),
            None => "it says nothing of the works".to_owned(),
        })
    }
}

fn listed(list: &[&str]) -> String {
    if list.is_empty() { "nothing".to_owned() } else { list.join(", ") }
}
