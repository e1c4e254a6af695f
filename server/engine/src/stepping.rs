//! What is possible in a state, and what an event does there.

use contract::cases::Phase;

use crate::{Effect, Event, State, Who, Workflow};

/// An event that may happen, and where it leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step<'a> {
    /// The event.
    pub event: &'a Event,
    /// The state after it.
    pub to: &'a str,
    /// That state's phase.
    pub phase: Phase,
    /// What it causes besides, in order.
    pub effects: &'a [Effect],
    /// The text without blanks around, where the event takes one and one was written.
    pub text: Option<String>,
}

/// Why an event did not happen.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The workflow has no such state.
    #[error("no state `{0}`")]
    UnknownState(String),
    /// The workflow has no such event.
    #[error("no event `{0}`")]
    UnknownEvent(String),
    /// It is not possible in the state the case is in.
    #[error("not possible in this state")]
    NotPossibleNow,
    /// Whoever tried may not fire it.
    #[error("not allowed")]
    NotAllowed,
    /// It needs a text and none was written.
    #[error("a text is required")]
    TextMissing,
    /// The text is longer than allowed.
    #[error("the text has more than {max_chars} characters")]
    TextTooLong {
        /// The longest text, in characters.
        max_chars: u32,
    },
}

impl Workflow {
    /// The events that somebody may fire in a state, in the order of the definition.
    pub fn possible<'a>(&'a self, state: &str, who: &[Who]) -> impl Iterator<Item = &'a Event> {
        self.events.iter().filter(move |event| event.leaves(state) && event.open_to(who))
    }

    /// Fires an event: where it leads and what it causes. Nothing is changed here.
    /// A text given to an event that takes none is ignored.
    ///
    /// # Errors
    /// A [`Refusal`]; what somebody may not do is refused as such before the state is looked at,
    /// so that an answer tells nothing about a case to those who have no part in it.
    pub fn step<'a>(
        &'a self,
        state: &str,
        event: &str,
        who: &[Who],
        text: Option<&str>,
    ) -> Result<Step<'a>, Refusal> {
        let event = self.event(event).ok_or_else(|| Refusal::UnknownEvent(event.to_owned()))?;
        if !event.open_to(who) {
            return Err(Refusal::NotAllowed);
        }
        let to = self.target(state, event)?;
        let text = written(event, text)?;
        Ok(Step { event, to: &to.id, phase: to.phase, effects: &event.effects, text })
    }

    /// The state after a history of events, from the beginning. Who fired them and what they wrote
    /// was judged when they happened and is not judged again.
    ///
    /// # Errors
    /// The [`Refusal`] of the first event that was not possible where it stands.
    pub fn replay<'e>(&self, events: impl IntoIterator<Item = &'e str>) -> Result<&State, Refusal> {
        self.replay_from(&self.initial, events)
    }

    /// The state after a history of events that began in another state.
    ///
    /// # Errors
    /// As [`replay`](Self::replay).
    pub fn replay_from<'e>(
        &self,
        start: &str,
        events: impl IntoIterator<Item = &'e str>,
    ) -> Result<&State, Refusal> {
        let start = self.state(start).ok_or_else(|| Refusal::UnknownState(start.to_owned()))?;
        events.into_iter().try_fold(start, |state, event| {
            let event = self.event(event).ok_or_else(|| Refusal::UnknownEvent(event.to_owned()))?;
            self.target(&state.id, event)
        })
    }

    fn target(&self, state: &str, event: &Event) -> Result<&State, Refusal> {
        if self.state(state).is_none() {
            return Err(Refusal::UnknownState(state.to_owned()));
        }
        if !event.leaves(state) {
            return Err(Refusal::NotPossibleNow);
        }
        self.state(&event.to).ok_or_else(|| Refusal::UnknownState(event.to.clone()))
    }
}

impl Event {
    fn leaves(&self, state: &str) -> bool {
        self.from.iter().any(|from| from == state)
    }

    fn open_to(&self, who: &[Who]) -> bool {
        self.who.iter().any(|one| who.contains(one))
    }
}

fn written(event: &Event, text: Option<&str>) -> Result<Option<String>, Refusal> {
    let Some(rule) = event.text else { return Ok(None) };
    let text = text.unwrap_or_default().trim();
    if text.is_empty() {
        return if rule.required { Err(Refusal::TextMissing) } else { Ok(None) };
    }
    if text.chars().count() > usize::try_from(rule.max_chars).unwrap_or(usize::MAX) {
        return Err(Refusal::TextTooLong { max_chars: rule.max_chars });
    }
    Ok(Some(text.to_owned()))
}
