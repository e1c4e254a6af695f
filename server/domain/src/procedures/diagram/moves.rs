//! What moves a term, in words: when it begins, stops, goes on and ends, with the law where it is another than the term's own.

use contract::Lang;
use engine::clock::{Cautious, Change, FromDay, Length, Move, Term};

use super::{
    Definition, Words,
    words::{either, length},
};

/// A line for each way in which a term is moved, with the events that do it, in their order.
pub(super) fn in_words(definition: &Definition, lang: Lang, term: &Term) -> Vec<String> {
    let reader = Reader { words: definition.text(lang), lang };
    let mut lines: Vec<(String, Vec<Told>)> = Vec::new();
    for moves in &term.moves {
        let (verb, event, how) =
            (reader.verb(moves.does), reader.event(moves), reader.how(moves, &term.source));
        let place = lines.iter().position(|(own, _)| *own == verb).unwrap_or_else(|| {
            lines.push((verb, Vec::new()));
            lines.len() - 1
        });
        let Some((_, told)) = lines.get_mut(place) else { continue };
        match told.iter_mut().find(|told| told.how == how) {
            Some(told) if told.events.contains(&event) => {}
            Some(told) => told.events.push(event),
            None => told.push(Told { events: vec![event], how }),
        }
    }
    let said = |(verb, told): (String, Vec<Told>)| {
        let told: Vec<String> = told.iter().map(Told::said).collect();
        format!("{verb} {}", told.join("; "))
    };
    lines.into_iter().map(said).collect()
}

/// Events that move a term in the same way, from the same day, by the same law.
struct Told {
    events: Vec<String>,
    how: Vec<String>,
}

impl Told {
    fn said(&self) -> String {
        let events = self.events.join(", ");
        if self.how.is_empty() { events } else { format!("{events} ({})", self.how.join("; ")) }
    }
}

struct Reader<'d> {
    words: Words<'d>,
    lang: Lang,
}

impl Reader<'_> {
    fn either(&self, italian: &'static str, english: &'static str) -> &'static str {
        either(self.lang, italian, english)
    }

    fn verb(&self, change: Change) -> String {
        let plain = match change {
            Change::Start => self.either("Comincia con:", "Begins by:"),
            Change::Suspend => self.either("Si ferma con:", "Stops by:"),
            Change::Resume => self.either("Riprende con:", "Goes on by:"),
            Change::Interrupt => self.either(
                "Si interrompe, e ciò che è passato non conta, con:",
                "Is interrupted, and what had run is lost, by:",
            ),
            Change::Restart => self.either("Ricomincia da capo con:", "Begins anew by:"),
            Change::End => self.either("Finisce con:", "Ends by:"),
            Change::Extend(Length::Days(0)) => self.either("Non cambia con:", "Does not change by:"),
            Change::Extend(more) => {
                let more = length(self.lang, more);
                return match self.lang {
                    Lang::It => format!("Si allunga di {more} con:"),
                    Lang::En => format!("Becomes {more} longer by:"),
                };
            }
        };
        plain.to_owned()
    }

    /// An event, with the state that it has to lead to.
    fn event(&self, moves: &Move) -> String {
        let mut said = format!("«{}»", self.words.event(&moves.event).label);
        if let Some(to) = &moves.to {
            let leads = self.either("se porta a", "where it leads to");
            said.push_str(&format!(" {leads} «{}»", self.words.state(to).label));
        }
        said
    }

    /// The day from which it counts, how it is read with caution, and its law where that is not the term's own.
    fn how(&self, moves: &Move, law: &str) -> Vec<String> {
        let mut more: Vec<String> = Vec::new();
        match &moves.day {
            FromDay::Event => {}
            FromDay::Receipt => more.push(self.either("da quando è ricevuto", "from its receipt").to_owned()),
            FromDay::ReceiptBy(_) => {
                let by =
                    self.either("da quando l'ultimo ente lo riceve", "from its receipt by the last body");
                more.push(by.to_owned());
            }
            FromDay::Answer(question) => {
                let day = self.either("dal giorno di", "from the day of");
                more.push(format!("{day} «{}»", self.words.question(question).label));
            }
            FromDay::EndOf(terms) => {
                let ends = self.either("dalla fine di", "from the end of");
                let terms: Vec<String> =
                    terms.iter().map(|id| format!("«{}»", self.words.term(id).label)).collect();
                more.push(format!("{ends} {}", terms.join(", ")));
            }
        }
        if moves.after_days > 0 {
            let after = length(self.lang, Length::Days(moves.after_days));
            more.push(format!("{after} {}", self.either("dopo", "later")));
        }
        match moves.cautious {
            None => {}
            Some(Cautious::Nothing) => {
                more.push(self.either("per prudenza non conta", "with caution it does not count").to_owned());
            }
            Some(Cautious::Does(does)) => {
                let with = self.either("per prudenza", "with caution");
                let verb = self.verb(does);
                let verb = verb
                    .trim_end_matches(':')
                    .trim_end_matches(" con")
                    .trim_end_matches(" by")
                    .trim_end_matches(',');
                more.push(format!("{with}: {}", verb.to_lowercase()));
            }
        }
        if moves.source != law {
            more.push(moves.source.clone());
        }
        more
    }
}
