//! The cards of a drawing: a state with what can happen in it, an event of many states, a term.

use contract::cases::Phase;

use super::{
    Act, Drawing, TermNote,
    metrics::{width, wrapped},
    svg,
    words::{self, said},
};

/// How a line is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Face {
    /// The name of a card.
    Title,
    /// What stands below it.
    Under,
    /// What can happen.
    Act,
    /// Who does it, and where it leads.
    Row,
    /// What the end of a term does.
    Ended,
    /// A condition, a source.
    Note,
}

impl Face {
    /// Its class in the drawing.
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Under => "under",
            Self::Act => "act",
            Self::Row => "row",
            Self::Ended => "ended",
            Self::Note => "note",
        }
    }
}

/// A line of text in a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) x: i32,
    pub(super) y: i32,
    pub(super) face: Face,
    pub(super) text: String,
}

/// The mark beside a row: full for what somebody does, dashed for what happens by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) from: i32,
    pub(super) to: i32,
    pub(super) dashed: bool,
}

/// A card: its lines, from its own corner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Card {
    pub(super) width: i32,
    pub(super) height: i32,
    /// Height of its coloured head.
    pub(super) head: i32,
    /// The colour of the head, by the phase; none for what is no state.
    pub(super) phase: Option<Phase>,
    /// The number or the letter in its corner.
    pub(super) badge: String,
    pub(super) lines: Vec<Line>,
    pub(super) marks: Vec<Mark>,
    /// What a pointer that rests on it reads.
    pub(super) hover: String,
}

/// Width of the card of a state.
const STATE: i32 = 310;
/// Width of the card of an event of many states, and of a term.
const WIDE: i32 = 380;
/// Room at the sides.
const SIDE: i32 = 12;
/// Room that a mark takes.
const MARK: i32 = 12;

impl Card {
    fn new(width: i32, badge: String) -> Self {
        Self {
            width,
            height: 10,
            head: 0,
            phase: None,
            badge,
            lines: Vec::new(),
            marks: Vec::new(),
            hover: String::new(),
        }
    }

    /// A text below what is there, in as many lines as it needs.
    fn say(&mut self, face: Face, indent: i32, text: &str) {
        let (size, bold) = svg::size(face.class());
        let x = SIDE + indent;
        for text in wrapped(text, size, bold, self.width - x - SIDE) {
            self.height += size + 4;
            self.lines.push(Line { x, y: self.height - 4, face, text });
        }
    }

    /// Ends the head.
    fn body(&mut self) {
        self.height += 8;
        self.head = self.height;
        self.height += 4;
    }

    /// An event below its words. `from` is the number of the state that it is told for.
    fn row(&mut self, drawing: &Drawing, act: &Act, from: usize) {
        self.height += 3;
        let begins = self.height;
        self.say(Face::Act, MARK, &act.label);
        self.deed(drawing, act, Some(from));
        self.marks.push(Mark { from: begins + 2, to: self.height + 1, dashed: act.by_itself() });
        self.height += 3;
    }

    /// Who fires an event, where it leads, and when it is possible.
    fn deed(&mut self, drawing: &Drawing, act: &Act, from: Option<usize>) {
        let said = said(drawing.lang);
        let ended = act.by_itself();
        let face = if ended { Face::Ended } else { Face::Row };
        let who = if ended { drawing.end_of(act) } else { words::who(drawing.lang, &act.who) };
        let goals = drawing.goals(act, from);
        let (size, bold) = svg::size(face.class());
        match goals.as_slice() {
            // A number stays with the name of its state: both go to the next line where they do not fit.
            [(_, only)] if width(&format!("{who} {only}"), size, bold) <= self.width - 2 * SIDE - MARK => {
                self.say(face, MARK, &format!("{who} {only}"));
            }
            all => {
                self.say(face, MARK, &who);
                for (when, goal) in all {
                    self.say(face, MARK + 10, &format!("{when} {goal}"));
                }
            }
        }
        if let Some(when) = &act.when {
            self.say(Face::Note, MARK, &format!("{} {when}", said.only_if));
        }
        if let Some(term) = &act.before {
            let late = if act.forced { format!("; {}", said.forced) } else { String::new() };
            self.say(Face::Note, MARK, &format!("{} «{term}»{late}", said.before));
        }
        if !act.opens.is_empty() {
            self.say(Face::Note, MARK, &format!("{} {}", said.opens, act.opens.join(", ")));
        }
    }
}

/// The card of a state: what can happen in it, each act with where it leads.
pub(super) fn of_state(drawing: &Drawing, place: usize) -> Option<Card> {
    let node = drawing.nodes.get(place)?;
    let said = said(drawing.lang);
    let mut card = Card::new(STATE, node.number.to_string());
    card.say(Face::Title, 36, &node.label);
    let mut under = words::phase(drawing.lang, node.phase).to_owned();
    let last = drawing.acts_of(place).next().is_none();
    for (holds, word) in [(node.initial, said.begins), (last, said.ends)] {
        if holds {
            under.push_str(" · ");
            under.push_str(word);
        }
    }
    card.say(Face::Under, 36, &under);
    card.body();
    for act in drawing.acts_of(place).filter(|act| !act.of_many()) {
        card.row(drawing, act, node.number);
    }
    let letters = drawing.of_many().filter(|(_, act)| act.from.contains(&place));
    let letters: Vec<String> = letters.map(|(letter, _)| letter).collect();
    if !letters.is_empty() {
        card.height += 3;
        card.say(Face::Row, 0, &format!("{} {}", said.also, letters.join(", ")));
    }
    card.height += if card.lines.len() > 2 { 8 } else { 2 };
    card.phase = Some(node.phase);
    card.hover = format!("{}. {}. {}", node.number, node.label, node.next);
    Some(card)
}

/// The card of an event that is possible from many states.
pub(super) fn of_many(drawing: &Drawing, letter: &str, act: &Act) -> Card {
    let mut card = Card::new(WIDE, letter.to_owned());
    card.say(Face::Title, 36, &act.label);
    card.body();
    card.deed(drawing, act, None);
    let mut from = act.from.clone();
    from.sort_unstable();
    let from: Vec<String> = from.iter().map(|place| (place + 1).to_string()).collect();
    card.say(Face::Row, MARK, &format!("{} {}", said(drawing.lang).from_states, from.join(", ")));
    card.marks.push(Mark { from: card.head + 6, to: card.height + 1, dashed: act.by_itself() });
    card.height += 10;
    card.hover.clone_from(&act.label);
    card
}

/// The card of a term: how long it is, whom it binds, and what comes when it ends.
pub(super) fn of_term(drawing: &Drawing, term: &TermNote) -> Card {
    let said = said(drawing.lang);
    let mut card = Card::new(WIDE, String::new());
    card.say(Face::Title, 0, &term.label);
    let track = drawing.tracks.iter().find(|track| term.track.as_ref() == Some(&track.id));
    let track = track.map(|track| format!(" · {}", track.label)).unwrap_or_default();
    let binds = words::binds(drawing.lang, term.binds);
    card.say(Face::Under, 0, &format!("{} · {} {binds}{track}", term.length, said.binds));
    card.body();
    for other in &term.other_lengths {
        card.say(Face::Row, 0, &format!("{} {other}", said.or));
    }
    for line in &term.moved {
        card.say(Face::Row, 0, line);
    }
    if let Some(act) = drawing.acts.iter().find(|act| term.fires.as_ref() == Some(&act.id)) {
        let goals: Vec<String> =
            drawing.goals(act, None).into_iter().map(|(when, goal)| format!("{when} {goal}")).collect();
        let goals = goals.join("; ");
        card.say(Face::Ended, 0, &format!("{} {} {}", said.then, act.label, goals.trim()));
    }
    let meaning = words::silence(drawing.lang, term.silence).map(|it| format!(" ({it})")).unwrap_or_default();
    card.say(Face::Row, 0, &format!("{} {}{meaning}", said.silence, term.silence_words));
    card.say(Face::Note, 0, &term.source);
    card.height += 8;
    card.hover.clone_from(&term.label);
    card
}
