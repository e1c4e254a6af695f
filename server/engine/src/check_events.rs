//! What is wrong with what an event asks of who fires it.

use crate::{Effect, Event, Place, Who, check::Findings};

/// The longest text that an event may ask for, in characters.
const LONGEST_TEXT: u32 = 20_000;

/// The most points of one request.
const MOST_POINTS: u32 = 100;

impl Findings<'_> {
    /// What another case brings about comes without anything that somebody would have to write, choose or give here.
    pub(crate) fn linked(&mut self, place: Place, event: &Event) {
        let asks = event.points.is_some()
            || event.answers
            || event.deed.is_some()
            || event.track.is_some()
            || !event.documents.is_empty()
            || event.effects.contains(&Effect::RegisterOutgoing)
            || event.effects.contains(&Effect::Receipt);
        if event.who.contains(&Who::Linked) && asks {
            let message =
                format!("a linked case fires the event `{}`, which asks more than it brings", event.id);
            let remedy =
                "give `linked` an event of its own, without points, answers, document, track, or act sent";
            self.add(place, message, remedy);
        }
    }

    /// What is asked point by point comes from the office; what answers it comes from the applicant.
    pub(crate) fn points(&mut self, place: Place, event: &Event) {
        let id = &event.id;
        let applicant = event.who.contains(&Who::Applicant);
        if let Some(rule) = event.points {
            if applicant {
                let remedy = "leave `points` to events of the office";
                self.add(place, format!("the event `{id}` lets the applicant ask the office"), remedy);
            }
            if rule.max == 0 || rule.max > MOST_POINTS || rule.max_chars == 0 || rule.max_chars > LONGEST_TEXT
            {
                let message = format!("a request of the event `{id}` has no possible points");
                let remedy =
                    format!("write a `max` from 1 to {MOST_POINTS} and `max_chars` from 1 to {LONGEST_TEXT}");
                self.add(place, message, remedy);
            }
            if event.text.is_none() && !event.effects.contains(&Effect::Message) {
                let remedy = "add the effect `message` and a `text`, which says why it is asked";
                self.add(place, format!("the points of the event `{id}` come without a word"), remedy);
            }
        }
        if event.answers && (!applicant || event.points.is_some()) {
            let remedy = "give `answers` to an event of the applicant alone";
            self.add(place, format!("the event `{id}` answers what it does not receive"), remedy);
        }
        if event.answers && !self.workflow.events.iter().any(|other| other.points.is_some()) {
            let remedy = "add `points` to the event that asks, or remove `answers`";
            self.add(place, format!("the event `{id}` answers points that nobody asks"), remedy);
        }
    }

    pub(crate) fn text(&mut self, place: Place, event: &Event) {
        let id = &event.id;
        let message = event.effects.contains(&Effect::Message);
        match event.text {
            None if message => {
                let remedy = "add `text = { required = true, max_chars = 2000 }` or remove the effect";
                self.add(place, format!("the event `{id}` sends a message but takes no text"), remedy);
            }
            Some(_) if !message => {
                let remedy = "add the effect `message` or remove `text`";
                self.add(place, format!("the text of the event `{id}` would be lost"), remedy);
            }
            Some(rule) if rule.max_chars == 0 || rule.max_chars > LONGEST_TEXT => {
                let message = format!("the text of the event `{id}` may have {} characters", rule.max_chars);
                self.add(place, message, format!("write a number from 1 to {LONGEST_TEXT}"));
            }
            _ => {}
        }
    }
}
