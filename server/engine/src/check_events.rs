//! What is wrong with what an event asks of who fires it.

use contract::cases::Phase;

use crate::{
    Effect, Event, Place, Who,
    check::{Findings, cites},
    expressions::nearest,
};

/// The longest text that an event may ask for, in characters.
const LONGEST_TEXT: u32 = 20_000;

/// The longest time for which something can be read by everybody, or by others than the parties, in days.
const LONGEST_NOTICE: u16 = 366;

/// The most people and firms that the office may name for one act.
const MOST_RECIPIENTS: u16 = 50;

/// The most points of one request.
const MOST_POINTS: u32 = 100;

impl Findings<'_> {
    /// What another case or a payment brings about comes without anything that somebody would have to write, choose or
    /// give here.
    pub(crate) fn brought(&mut self, place: Place, event: &Event) {
        let asks = event.points.is_some()
            || event.answers
            || event.deed.is_some()
            || !event.documents.is_empty()
            || event.payment.is_some()
            || event.recipients.is_some()
            || event.effects.contains(&Effect::RegisterOutgoing)
            || event.effects.contains(&Effect::Receipt);
        for (who, word, by) in
            [(Who::Linked, "linked", "a linked case"), (Who::Payment, "payment", "a payment")]
        {
            // What runs beside once for the case may wait for its payment; another case says no body.
            let asks = asks || event.track.is_some() && who == Who::Linked;
            if event.who.contains(&who) && asks {
                let message = format!("{by} fires the event `{}`, which asks more than it brings", event.id);
                let remedy = format!(
                    "give `{word}` an event of its own, without points, answers, document, track, or act sent"
                );
                self.add(place, message, remedy);
            }
        }
    }

    /// What a payment fires says which payments it waits for, where several events ask for one.
    pub(crate) fn payments_of(&mut self, place: Place, event: &Event) {
        let id = &event.id;
        let asks: Vec<&str> = self
            .workflow
            .events
            .iter()
            .filter(|other| other.effects.contains(&Effect::RequestPayment))
            .map(|other| other.id.as_str())
            .collect();
        let fired = event.who.contains(&Who::Payment);
        if fired && asks.is_empty() {
            let message = format!("a payment fires the event `{id}`, and nobody asks for one");
            self.add(place, message, "give the effect `request_payment` to the event that asks for it");
        } else if fired && asks.len() > 1 && event.payments_of.is_empty() {
            let message = format!("a payment fires the event `{id}`, and several events ask for one");
            let remedy = format!("say which it waits for: `payments_of = [\"{}\"]`", asks.join("\", \""));
            self.add(place, message, remedy);
        }
        for of in &event.payments_of {
            if !fired || !asks.contains(&of.as_str()) {
                let message = format!("the event `{id}` waits for the payment of `{of}`, which never comes");
                let remedy = "name events with the effect `request_payment`, and give `who` `payment`";
                self.add(place, message, remedy);
            }
        }
    }

    /// A payment is asked for by the office, in a case that was filed.
    pub(crate) fn payment(&mut self, place: Place, event: &Event) {
        let id = &event.id;
        match (event.effects.contains(&Effect::RequestPayment), &event.payment) {
            (true, None) => {
                let remedy = "add `payment = { required = true }` or remove the effect";
                self.add(place, format!("the event `{id}` asks for a payment of no sum"), remedy);
            }
            (false, Some(_)) => {
                let remedy = "add the effect `request_payment` or remove `payment`";
                self.add(place, format!("the sum of the event `{id}` would be lost"), remedy);
            }
            _ => {}
        }
        let office = event.who.iter().all(|who| !who.nobody() && *who != Who::Applicant);
        if event.payment.is_some() && !(office && self.filed(event)) {
            let message =
                format!("the event `{id}` asks for a payment, and nobody of the office says how much");
            self.add(place, message, "leave it to events of the office, in states of a filed case");
        }
    }

    /// What everybody reads is an act of the case, for some days.
    pub(crate) fn publish(&mut self, place: Place, event: &Event) {
        let id = &event.id;
        let rule = match (event.effects.contains(&Effect::Publish), &event.publish) {
            (true, None) => {
                let remedy = "add `publish = { act = \"…\", days = 15 }` or remove the effect";
                return self.add(place, format!("the event `{id}` publishes nothing"), remedy);
            }
            (false, Some(_)) => {
                let remedy = "add the effect `publish` or remove the key";
                return self.add(place, format!("what the event `{id}` says for everybody is lost"), remedy);
            }
            (_, None) => return,
            (true, Some(rule)) => rule,
        };
        let sent = |act: &Event| act.effects.contains(&Effect::RegisterOutgoing);
        if !self.workflow.event(&rule.act).is_some_and(sent) {
            let message = format!("the event `{id}` announces `{}`, which is no act of the office", rule.act);
            self.add(place, message, "name in `act` an event with the effect `register_outgoing`");
        }
        if rule.days == 0 || rule.days > LONGEST_NOTICE {
            let message = format!("what the event `{id}` publishes can be read for {} days", rule.days);
            self.add(place, message, format!("write a number from 1 to {LONGEST_NOTICE}"));
        }
        if !event.source.as_deref().is_some_and(cites) {
            let remedy = "add `source` with the act and article that wants it published";
            self.add(place, format!("the event `{id}` publishes without a law that says so"), remedy);
        }
        if rule.act == *id {
            let message = format!("the event `{id}` announces itself, before it has a number");
            self.add(place, message, "announce an act that was done before");
        }
        let office = event.who.iter().all(|who| !who.nobody() && *who != Who::Applicant);
        if !(office && self.filed(event)) {
            let remedy = "leave it to the office, in states of a filed case";
            self.add(
                place,
                format!("the event `{id}` publishes what nobody of the office looked at"),
                remedy,
            );
        }
    }

    /// What goes to others is an act of the office, and says to whom.
    pub(crate) fn recipients(&mut self, place: Place, event: &Event) {
        let (id, Some(rule)) = (&event.id, &event.recipients) else { return };
        if !event.effects.contains(&Effect::RegisterOutgoing) {
            let message = format!("the event `{id}` has recipients, and sends nothing");
            self.add(place, message, "add the effect `register_outgoing` or remove `recipients`");
        }
        if !rule.bodies && rule.asked.is_empty() && rule.others == 0 {
            let remedy =
                "write `bodies = true`, in `asked` the tracks, or in `others` how many the office may name";
            self.add(place, format!("the recipients of the event `{id}` are nobody"), remedy);
        }
        if rule.others > MOST_RECIPIENTS {
            let message = format!("the act of the event `{id}` may go to {} others", rule.others);
            self.add(place, message, format!("write a number from 1 to {MOST_RECIPIENTS}"));
        }
        let opens = |track: &crate::Track| track.opened_by.contains(id);
        if rule.bodies && !self.workflow.tracks.iter().any(opens) {
            let message = format!("the act of the event `{id}` goes to bodies, and it asks none");
            self.add(place, message, "name the event in `opened_by` of the track of those bodies");
        }
        for name in rule.asked.iter().filter(|name| self.workflow.track(name).is_none()) {
            let message =
                format!("the act of the event `{id}` goes to the bodies of `{name}`, which is no track");
            self.add(place, message, "name in `asked` tracks whose bodies are asked");
        }
        let unlawful = !event.source.as_deref().is_some_and(cites) || !rule.bodies && rule.asked.is_empty();
        if rule.documents_days > LONGEST_NOTICE || rule.documents_days > 0 && unlawful {
            let message = format!("the act of the event `{id}` opens the documents of the case to others");
            let remedy = format!(
                "write from 1 to {LONGEST_NOTICE} days, `source` with the law that lets them read, `bodies` or `asked`"
            );
            self.add(place, message, remedy);
        }
        // Whose case it is cannot be asked for something in an act that they do not read.
        let asks = event.points.is_some() || event.payment.is_some() || !event.stays();
        if rule.only
            && (rule.bodies || !rule.asked.is_empty() || rule.others == 0 || rule.documents_days > 0 || asks)
        {
            let message = format!(
                "the act of the event `{id}` is for others alone, and does something to whose case it is"
            );
            let remedy = "give `only` to an event with `others` that stays where it is, without points and payment; \
                          move the case with another event";
            self.add(place, message, remedy);
        }
    }

    fn filed(&self, event: &Event) -> bool {
        let draft = |id: &String| self.workflow.state(id).is_some_and(|state| state.phase == Phase::Draft);
        !event.from.iter().any(draft)
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
            if rule.max > MOST_POINTS || rule.max_chars == 0 || rule.max_chars > LONGEST_TEXT {
                let message = format!("a request of the event `{id}` has no possible points");
                let remedy =
                    format!("write a `max` from 0 to {MOST_POINTS} and `max_chars` from 1 to {LONGEST_TEXT}");
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
        if event.files && (event.who != [Who::Applicant] || event.answers || event.text.is_none()) {
            let remedy =
                "give `files` to an event of the applicant alone, with a `text` and without `answers`";
            self.add(place, format!("the event `{id}` cannot have files sent with it"), remedy);
        }
        let by_office = event.who.iter().any(|who| matches!(who, Who::Clerk | Who::Rup | Who::Dirigente));
        if event.dated && !by_office {
            let remedy = "give `dated` to an event of the office";
            self.add(place, format!("the event `{id}` cannot have a day of its own"), remedy);
        }
        if event.answers && !self.workflow.events.iter().any(|other| other.points.is_some()) {
            let remedy = "add `points` to the event that asks, or remove `answers`";
            self.add(place, format!("the event `{id}` answers points that nobody asks"), remedy);
        }
    }

    /// What it cannot come before happens to the case, and it has a day of its own.
    pub(crate) fn after(&mut self, place: Place, event: &Event) {
        let (id, Some(after)) = (&event.id, &event.after) else { return };
        let main = |other: &&Event| other.track.is_none();
        if self.workflow.event(after).filter(main).is_none() {
            let message =
                format!("the event `{id}` comes after `{after}`, which is no event of the main way");
            let known = self.workflow.events.iter().filter(main);
            self.add(place, message, nearest::remedy(after, known.map(|other| other.id.as_str())));
        }
        if !event.dated {
            let message = format!("the day of the event `{id}` is that on which it is written down");
            self.add(place, message, "add `dated = true`, or remove `after`");
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
