//! Answers: what was typed, kept as it was typed.

use std::{collections::BTreeMap, fmt};

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{DeserializeSeed, Error, MapAccess, Visitor},
};

use super::{FieldKind, PartKind, Prefill, Question, Step};

/// The value that is kept of a ticked declaration.
pub const TICKED: &str = "si";

/// What browsers and programs send for a ticked box, with a value of its own or without.
const TICKED_TOO: [&str; 3] = ["true", "on", "1"];

/// Room for an answer that is far too long: it is kept, so that its author can shorten it.
const LEAST_ROOM: usize = 2_000;

/// What was typed in the inputs of one step: input name (`question` or `question.part`) → text.
/// An input that is not there was left empty.
///
/// All names and texts stand in one string: a draft of ten thousand answers is read at every page.
#[derive(Clone, Default)]
pub struct Answers {
    text: String,
    /// Where each name and its text stand, in the order of the names.
    places: Vec<Entry>,
}

/// A name and its text: both begin where the one before ends.
#[derive(Debug, Clone, Copy)]
struct Entry {
    from: usize,
    middle: usize,
    to: usize,
}

impl Answers {
    /// What was typed in an input, empty if nothing was.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        let place = self.find(name).ok().and_then(|at| self.places.get(at));
        place.map_or("", |place| self.pair(*place).1)
    }

    /// Whether nothing was typed at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Puts a text into an input; an empty one leaves the input empty.
    pub fn set(&mut self, name: String, text: String) {
        if text.is_empty() {
            if let Ok(at) = self.find(&name) {
                self.places.remove(at);
            }
        } else {
            self.put(&name, &text);
        }
    }

    /// Every input that has a text, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.places.iter().map(|place| self.pair(*place))
    }

    /// What was typed in one input of a question.
    #[must_use]
    pub fn of(&self, question: &Question, part: &str) -> &str {
        if part.is_empty() { self.get(&question.id) } else { self.get(&question.input_name(part)) }
    }

    fn pair(&self, place: Entry) -> (&str, &str) {
        let part = |from, to| self.text.get(from..to).unwrap_or_default();
        (part(place.from, place.middle), part(place.middle, place.to))
    }

    fn find(&self, name: &str) -> Result<usize, usize> {
        self.places.binary_search_by(|place| self.pair(*place).0.cmp(name))
    }

    fn put(&mut self, name: &str, text: &str) {
        let from = self.text.len();
        self.text.push_str(name);
        self.text.push_str(text);
        self.place(Entry { from, middle: from + name.len(), to: self.text.len() });
    }

    /// Puts what stands at the end of the string into its order; a name that was there has this text now.
    fn place(&mut self, entry: Entry) {
        let (name, _) = self.pair(entry);
        // Stored answers come in order.
        if self.places.last().is_none_or(|last| self.pair(*last).0 < name) {
            return self.places.push(entry);
        }
        match self.find(name) {
            Ok(at) => self.places.splice(at..=at, [entry]).for_each(drop),
            Err(at) => self.places.insert(at, entry),
        }
    }
}

impl PartialEq for Answers {
    fn eq(&self, other: &Self) -> bool {
        self.places.len() == other.places.len() && self.iter().eq(other.iter())
    }
}

impl Eq for Answers {}

impl fmt::Debug for Answers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl FromIterator<(String, String)> for Answers {
    /// The first value of a name wins; empty texts are left out.
    fn from_iter<I: IntoIterator<Item = (String, String)>>(pairs: I) -> Self {
        let mut answers = Self::default();
        for (name, text) in pairs {
            if !text.is_empty() && answers.find(&name).is_err() {
                answers.put(&name, &text);
            }
        }
        answers
    }
}

impl Serialize for Answers {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de> Deserialize<'de> for Answers {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Stored)
    }
}

/// Reads answers as they are stored: an object of texts.
struct Stored;

impl<'de> Visitor<'de> for Stored {
    type Value = Answers;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("answers")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Answers, A::Error> {
        let mut answers = Answers::default();
        loop {
            let from = answers.text.len();
            if map.next_key_seed(Appended(&mut answers.text))?.is_none() {
                return Ok(answers);
            }
            let middle = answers.text.len();
            map.next_value_seed(Appended(&mut answers.text))?;
            let to = answers.text.len();
            answers.place(Entry { from, middle, to });
        }
    }
}

/// Reads a text onto the end of a string.
struct Appended<'a>(&'a mut String);

impl<'de> DeserializeSeed<'de> for Appended<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Appended<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        self.0.push_str(text);
        Ok(())
    }
}

/// Takes over what a browser sent for a step.
///
/// Inputs of other steps, or of none, are dropped. Where a name comes twice, the first text that is
/// not empty wins. Texts stay as they were typed, except that line ends become `\n`, control
/// characters go, one-line inputs hold no line ends, and what is over four times the question's
/// limit (at least 2,000 characters) is cut: it could not be stored without bound.
/// Applying it twice changes nothing.
pub fn accept(step: &Step, submitted: impl IntoIterator<Item = (String, String)>) -> Answers {
    let mut inputs: BTreeMap<String, (&Question, PartKind)> = BTreeMap::new();
    for question in &step.questions {
        for part in question.kind.parts() {
            inputs.insert(question.input_name(part.name), (question, part.kind));
        }
    }
    let mut several: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut pairs = Vec::new();
    for (name, text) in submitted {
        match inputs.get(&name) {
            Some((_, PartKind::Choices)) => several.entry(name).or_default().push(text),
            Some((question, kind)) => pairs.push((name, clean(question, *kind, &text))),
            None => {}
        }
    }
    for (name, ticked) in several {
        if let Some((question, _)) = inputs.get(&name) {
            pairs.push((name, joined(question, &ticked)));
        }
    }
    pairs.into_iter().collect()
}

/// The boxes that were ticked, in the order of the question; what is no choice of it comes after.
fn joined(question: &Question, ticked: &[String]) -> String {
    let boxes = ticked.iter().flat_map(|text| text.split(','));
    let given: Vec<String> =
        boxes.map(|one| clean(question, PartKind::Line, one).trim().to_owned()).collect();
    let known = question.choices.iter().filter(|choice| given.contains(choice));
    let others = given.iter().filter(|one| !one.is_empty() && !question.choices.contains(one));
    let mut left = room(question);
    let mut kept: Vec<&str> = Vec::new();
    for one in known.chain(others) {
        if kept.contains(&one.as_str()) {
            continue;
        }
        // Cut between boxes: the half of one could be another.
        let Some(rest) = left.checked_sub(one.chars().count() + 1) else { break };
        left = rest;
        kept.push(one);
    }
    kept.join(",")
}

/// The most characters that are kept of an input.
fn room(question: &Question) -> usize {
    let limit = usize::try_from(question.max_chars).unwrap_or(LEAST_ROOM);
    limit.saturating_mul(4).max(LEAST_ROOM)
}

/// The first answers of a new draft: what the login already knows.
pub fn prefilled(step: &Step, known: impl Fn(Prefill) -> Option<String>) -> Answers {
    let mut pairs: Vec<(String, String)> = Vec::new();
    for question in &step.questions {
        match question.prefill {
            Some(Prefill::Login) => {
                for (part, what) in [
                    ("nome", Prefill::GivenName),
                    ("cognome", Prefill::FamilyName),
                    ("codice_fiscale", Prefill::FiscalCode),
                    ("email", Prefill::Email),
                ] {
                    pairs.extend(known(what).map(|text| (question.input_name(part), text)));
                }
            }
            Some(what) => pairs.extend(known(what).map(|text| (question.id.clone(), text))),
            None => {}
        }
    }
    accept(step, pairs)
}

fn clean(question: &Question, kind: PartKind, text: &str) -> String {
    if kind == PartKind::Tick {
        let value = text.trim();
        return if value == TICKED || TICKED_TOO.contains(&value) {
            TICKED.to_owned()
        } else {
            String::new()
        };
    }
    let several_lines = question.kind == FieldKind::LongText;
    text.replace("\r\n", "\n")
        .chars()
        .map(|c| if c == '\r' { '\n' } else { c })
        .map(|c| if !several_lines && matches!(c, '\n' | '\t') { ' ' } else { c })
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .take(room(question))
        .collect()
}
