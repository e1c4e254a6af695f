//! What an answer is worth in formulas, and which type a question has there.

use std::collections::BTreeMap;

use super::{Answers, FieldKind, Part, PartKind, Question, Step, TICKED, problems, reading};
use crate::expr::{Type, Value};

/// The type of a question in formulas; `None` for what has no value there.
#[must_use]
pub fn type_of(question: &Question) -> Option<Type> {
    Some(match question.kind {
        FieldKind::Number => Type::Int,
        FieldKind::Money => Type::Money,
        FieldKind::Date => Type::Date,
        FieldKind::Declaration => Type::Bool,
        FieldKind::Choices => Type::List(Box::new(Type::Text)),
        // The type of a computed value is that of its formula.
        FieldKind::File | FieldKind::Information | FieldKind::Computed => return None,
        _ if is_record(question) => {
            let field = |part: &Part| (part.name.to_owned(), part_type(part.kind));
            Type::Record(question.kind.parts().iter().map(field).collect())
        }
        _ => Type::Text,
    })
}

/// The type of the rows of a repeated step. `computed` gives the types of computed values.
pub fn row_type(step: &Step, computed: impl Fn(&Question) -> Option<Type>) -> Type {
    let fields = step.questions.iter().filter_map(|question| {
        let of = type_of(question).or_else(|| computed(question))?;
        Some((question.id.clone(), of))
    });
    Type::List(Box::new(Type::Record(fields.collect())))
}

/// What an answer is worth: `None` where nothing was given or it is wrong. Of several boxes, none
/// ticked is an empty list; a declaration that is not ticked is false.
#[must_use]
pub fn of(question: &Question, answers: &Answers) -> Option<Value> {
    let empty = reading::nothing(question, answers);
    match question.kind {
        FieldKind::Choices if empty => return Some(Value::List(Vec::new())),
        FieldKind::Declaration => return Some(Value::Bool(answers.of(question, "").trim() == TICKED)),
        _ if empty => return None,
        _ => {}
    }
    if problems::problem(question, answers).is_some() {
        return None;
    }
    let text = answers.of(question, "").trim();
    match question.kind {
        FieldKind::Number => reading::number(text).map(Value::Int),
        FieldKind::Money => reading::money(text).map(Value::Money),
        FieldKind::Date => reading::day(question, answers).ok().map(Value::Date),
        FieldKind::Choices => {
            Some(Value::List(text.split(',').map(|one| Value::Text(one.to_owned())).collect()))
        }
        _ if is_record(question) => Some(Value::Record(record(question, answers))),
        _ => {
            let kind = question.kind.parts().first()?.kind;
            Some(Value::Text(reading::canonical(kind, text)))
        }
    }
}

/// Takes over the inputs of a question.
/// What a person's other answers make pointless stays behind: the birth of who has a code.
pub(super) fn copy(question: &Question, from: &Answers, to: &mut Answers) {
    for part in reading::asked_parts(question, from) {
        to.set(question.input_name(part.name), from.of(question, part.name).to_owned());
    }
}

fn is_record(question: &Question) -> bool {
    question.kind != FieldKind::Date && question.kind.parts().len() > 1
}

fn part_type(kind: PartKind) -> Type {
    match kind {
        PartKind::Tick => Type::Bool,
        PartKind::Number => Type::Int,
        _ => Type::Text,
    }
}

fn record(question: &Question, answers: &Answers) -> BTreeMap<String, Value> {
    reading::asked_parts(question, answers)
        .filter_map(|part| {
            let text = answers.of(question, part.name).trim();
            let value = match part.kind {
                PartKind::Tick => Value::Bool(text == TICKED),
                _ if text.is_empty() => return None,
                kind => Value::Text(reading::canonical(kind, text)),
            };
            Some((part.name.to_owned(), value))
        })
        .collect()
}
