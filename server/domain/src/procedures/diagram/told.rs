//! A drawing in words: where acts lead, and the whole for who does not see it.

use std::fmt::Write as _;

use super::{
    Act, Drawing,
    words::{self, said},
};

impl Drawing {
    /// Where an act leads, each goal with its condition, in words. `from` is the number of the state that it is told
    /// for: what comes before it is marked.
    pub(super) fn goals(&self, act: &Act, from: Option<usize>) -> Vec<(String, String)> {
        let said = said(self.lang);
        let goal = |to: Option<usize>| match to.and_then(|to| self.nodes.get(to)) {
            None => format!("· {}", said.stays),
            Some(node) => {
                let arrow = if from.is_some_and(|from| node.number < from) { "↑" } else { "→" };
                format!("{arrow} {} {}", node.number, node.label)
            }
        };
        let mut found: Vec<(String, String)> = Vec::new();
        for (when, to) in &act.goals {
            let goal = goal(*to);
            let alone = act.goals.len() == 1;
            let when = match when {
                Some(when) => format!("{} {when}", said.given),
                None if alone => String::new(),
                None => said.otherwise.to_owned(),
            };
            match found.last_mut().filter(|(_, last)| *last == goal) {
                Some((before, _)) => *before = format!("{before}, {} {when}", said.or),
                None => found.push((when, goal)),
            }
        }
        found
    }

    /// The terms whose end fires an act, with their lengths, in words.
    pub(super) fn end_of(&self, act: &Act) -> String {
        let terms = act.ended.iter().filter_map(|place| self.terms.get(*place));
        if act.ended.is_empty() {
            return words::who(self.lang, &act.who);
        }
        let terms: Vec<String> = terms.map(|term| format!("«{}» ({})", term.label, term.length)).collect();
        let said = said(self.lang);
        format!("{} {}", said.at_the_end_of, terms.join(&format!(" {} ", said.or)))
    }

    /// How much there is of it, in one sentence.
    pub(super) fn counted(&self) -> String {
        let said = said(self.lang);
        format!(
            "{}, {} {}: {} {}, {} {}, {} {}.",
            self.procedure,
            said.version,
            self.version,
            self.nodes.len(),
            said.states,
            self.acts.len(),
            said.events,
            self.terms.len(),
            said.terms,
        )
    }

    /// Everything that is drawn, in words: a line for each state and term, and below each state its acts.
    pub(super) fn in_words(&self) -> String {
        let said = said(self.lang);
        let mut text = self.counted();
        for (place, node) in self.nodes.iter().enumerate() {
            let _ =
                write!(text, "\n{}. {} ({}).", node.number, node.label, words::phase(self.lang, node.phase));
            for act in self.acts_of(place) {
                let _ = write!(text, "\n– {}", self.act_in_words(act, node.number));
            }
        }
        for track in &self.tracks {
            let _ =
                write!(text, "\n{}. {}: {}.", track.label, said.opened_by, self.openers(&track.opened_by));
            if !track.closed_by.is_empty() {
                let _ = write!(text, " {}: {}.", said.closed_by, self.openers(&track.closed_by));
            }
        }
        for term in &self.terms {
            let binds = words::binds(self.lang, term.binds);
            let _ = write!(
                text,
                "\n{}: {}; {} {binds}. {}",
                term.label, term.length, said.binds, term.silence_words
            );
            for line in &term.moved {
                let _ = write!(text, "\n– {line}");
            }
        }
        text
    }

    /// The names of the events that open or end a track.
    pub(super) fn openers(&self, events: &[String]) -> String {
        let named = self.acts.iter().filter(|act| events.contains(&act.id));
        named.map(|act| act.label.as_str()).collect::<Vec<_>>().join(", ")
    }

    fn act_in_words(&self, act: &Act, from: usize) -> String {
        let said = said(self.lang);
        let who = if act.by_itself() { self.end_of(act) } else { words::who(self.lang, &act.who) };
        let mut text = format!("{}, {who}", act.label);
        for (when, goal) in self.goals(act, Some(from)) {
            let _ = write!(text, " {when}{}{goal}", if when.is_empty() { "" } else { " " });
        }
        if let Some(when) = &act.when {
            let _ = write!(text, "; {} {when}", said.only_if);
        }
        if let Some(term) = &act.before {
            let _ = write!(text, "; {} «{term}»", said.before);
        }
        text
    }
}
