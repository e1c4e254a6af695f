//! What is missing or wrong in the answer of one question.

use super::{
    Answers, FieldKind, Part, PartKind, ProblemKind, Question,
    parts::BIRTH,
    reading::{self, text_of},
};

/// What is wrong with the answer of one question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AnswerProblem<'a> {
    /// The question's id; the step's for a repeated group with too few or too many rows.
    pub question: &'a str,
    /// The part it is about (`mese`), empty for one-input kinds or the whole question.
    pub part: &'static str,
    /// What is wrong.
    pub kind: ProblemKind,
    /// The limit it is about: characters, a number, cents, or rows.
    pub limit: Option<i64>,
    /// The rule that is not kept, for [`ProblemKind::Rule`].
    pub rule: Option<&'a str>,
}

/// The first problem of a question, with the part it is about. Of its own answer alone: neither
/// conditions nor rules between answers are looked at.
#[must_use]
pub fn problem_of<'a>(question: &'a Question, answers: &Answers) -> Option<AnswerProblem<'a>> {
    let (part, kind) = problem(question, answers)?;
    let limit = match kind {
        ProblemKind::TooLong => Some(i64::from(longest(question, part))),
        ProblemKind::TooSmall => question.min,
        ProblemKind::TooLarge => question.max,
        _ => None,
    };
    Some(AnswerProblem { question: &question.id, part, kind, limit, rule: None })
}

/// The first problem of a question, with the part it is about.
pub(super) fn problem(question: &Question, answers: &Answers) -> Option<(&'static str, ProblemKind)> {
    if let [part] = question.kind.parts() {
        return problem_of_one(question, part, answers.of(question, part.name));
    }
    if reading::nothing(question, answers) {
        return not_answered(question);
    }
    // The mark that decoders put where bytes were no text.
    let unreadable = |part: &&Part| answers.of(question, part.name).contains('\u{FFFD}');
    if let Some(part) = reading::asked_parts(question, answers).find(unreadable) {
        return Some((part.name, ProblemKind::Unreadable));
    }
    if question.kind == FieldKind::Date {
        return reading::day(question, answers).err().map(|part| (part, ProblemKind::NoSuchDay));
    }
    reading::asked_parts(question, answers).find_map(|part| {
        let text = text_of(question, part, answers);
        if text.is_empty() {
            return (!may_be_empty(question, part, answers)).then_some((part.name, absent(part)));
        }
        if part.name == BIRTH[0] {
            return reading::birth(question, answers).err().map(|part| (part, ProblemKind::NoSuchDay));
        }
        reading::wrong(question, part.kind, text).map(|kind| (part.name, kind))
    })
}

/// The problem of a question of one input: most are, and a long form has thousands.
fn problem_of_one(question: &Question, part: &Part, typed: &str) -> Option<(&'static str, ProblemKind)> {
    let text = typed.trim();
    if text.is_empty() {
        return not_answered(question);
    }
    if text.contains('\u{FFFD}') {
        return Some(("", ProblemKind::Unreadable));
    }
    reading::wrong(question, part.kind, text).map(|kind| ("", kind))
}

fn not_answered(question: &Question) -> Option<(&'static str, ProblemKind)> {
    match question.kind {
        _ if question.optional || !question.kind.takes_answers() => None,
        FieldKind::Declaration => Some(("", ProblemKind::NotDeclared)),
        _ => Some(("", ProblemKind::Missing)),
    }
}

/// Whether a part that counts may stay empty.
fn may_be_empty(question: &Question, part: &Part, answers: &Answers) -> bool {
    match question.kind {
        // The day is judged as a whole at its first part.
        FieldKind::Person if BIRTH[1..3].contains(&part.name) => true,
        FieldKind::Person if BIRTH.contains(&part.name) || part.name == "codice_fiscale" => false,
        // One of the two codes of a body is enough.
        FieldKind::Company if part.name == "partita_iva" => {
            !answers.of(question, "codice_fiscale").trim().is_empty()
        }
        _ => part.optional,
    }
}

fn absent(part: &Part) -> ProblemKind {
    match part.kind {
        PartKind::Foglio | PartKind::Particella => ProblemKind::Parcel,
        PartKind::Day => ProblemKind::NoSuchDay,
        PartKind::PartitaIva => ProblemKind::CodeMissing,
        _ => ProblemKind::PartMissing,
    }
}

/// The most characters of one input.
fn longest(question: &Question, part: &str) -> u32 {
    let kind = question.kind.parts().iter().find(|of| of.name == part).map(|of| of.kind);
    match kind {
        Some(PartKind::Short(limit)) => u32::from(limit),
        Some(PartKind::Street | PartKind::Comune) => 200,
        Some(PartKind::Email | PartKind::Pec) => 254,
        Some(PartKind::Phone) => 30,
        _ => question.max_chars,
    }
}
