//! What is missing or wrong in the answers of a step.

use super::{Answers, FieldKind, ProblemKind, Question, Step, TICKED, reading};

/// What is wrong with the answer of one question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AnswerProblem<'a> {
    /// The question's id.
    pub question: &'a str,
    /// The part it is about (`mese`), empty for one-input kinds or the whole question.
    pub part: &'static str,
    /// What is wrong.
    pub kind: ProblemKind,
    /// The limit in characters, for [`ProblemKind::TooLong`].
    pub limit: Option<u32>,
}

/// Everything missing or wrong in a step: at most one problem per question, in the page's order.
#[must_use]
pub fn problems<'a>(step: &'a Step, answers: &Answers) -> Vec<AnswerProblem<'a>> {
    step.questions
        .iter()
        .filter_map(|question| {
            let (part, kind) = problem(question, answers)?;
            let limit = (kind == ProblemKind::TooLong).then_some(question.max_chars);
            Some(AnswerProblem { question: &question.id, part, kind, limit })
        })
        .collect()
}

/// Whether nothing is missing or wrong in a step.
#[must_use]
pub fn done(step: &Step, answers: &Answers) -> bool {
    step.questions.iter().all(|question| problem(question, answers).is_none())
}

/// The first problem of a question, with the part it is about.
pub(super) fn problem(question: &Question, answers: &Answers) -> Option<(&'static str, ProblemKind)> {
    let parts = question.kind.parts();
    if parts.iter().all(|part| answers.of(question, part).trim().is_empty()) {
        return match question.kind {
            _ if question.optional => None,
            FieldKind::Declaration => Some(("", ProblemKind::NotDeclared)),
            _ => Some(("", ProblemKind::Missing)),
        };
    }
    // The mark that decoders put where bytes were no text.
    if let Some(part) = parts.iter().find(|part| answers.of(question, part).contains('\u{FFFD}')) {
        return Some((*part, ProblemKind::Unreadable));
    }
    let text = answers.of(question, "").trim();
    let too_long = || {
        let limit = usize::try_from(question.max_chars).unwrap_or(usize::MAX);
        (text.chars().count() > limit).then_some(ProblemKind::TooLong)
    };
    let kind = match question.kind {
        FieldKind::Text | FieldKind::LongText => too_long(),
        FieldKind::Email => too_long().or((!reading::is_email(text)).then_some(ProblemKind::Email)),
        FieldKind::Phone => too_long().or((!reading::is_phone(text)).then_some(ProblemKind::Phone)),
        FieldKind::CodiceFiscale => reading::codice_fiscale(text).err(),
        FieldKind::Choice => {
            (!question.choices.iter().any(|choice| choice == text)).then_some(ProblemKind::NotAChoice)
        }
        FieldKind::Declaration => (text != TICKED).then_some(ProblemKind::NotDeclared),
        FieldKind::Date => return reading::day(question, answers).err().map(|p| (p, ProblemKind::NoSuchDay)),
        FieldKind::Parcel => {
            return reading::parcel(question, answers).err().map(|p| (p, ProblemKind::Parcel));
        }
    };
    kind.map(|kind| ("", kind))
}
