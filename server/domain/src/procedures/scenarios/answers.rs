//! The answers of a story: each of the type that its question has, so that conditions see what is meant.

use std::collections::BTreeMap;

use contract::{
    decimal::Decimal,
    expr::{Type, Value},
    forms::{FieldKind, Question, type_of},
};
use engine::{
    expressions::nearest,
    scenario::{Answer, Scenario},
};

use super::{Definition, Slip};
use crate::procedures::formulas;

/// What the answers of a story are worth to conditions. One that its question cannot have is taken as it is written.
pub(super) fn values(definition: &Definition, scenario: &Scenario) -> BTreeMap<String, Value> {
    let types = Types::new(definition);
    let value = |name: &str, answer: &Answer| {
        types.of(name).and_then(|of| typed(&of, answer)).unwrap_or_else(|| answer.value())
    };
    scenario.answers.iter().map(|(name, answer)| (name.clone(), value(name, answer))).collect()
}

/// The answers that their questions cannot have: of another type, a choice that is not offered, of what takes none.
pub(super) fn wrong(definition: &Definition, scenario: &Scenario) -> Vec<Slip> {
    let types = Types::new(definition);
    let mut found = Vec::new();
    for (name, answer) in &scenario.answers {
        let question = definition.form.question(name).map(|(_, question)| question);
        let slips = match types.of(name) {
            Some(of) if typed(&of, answer).is_none() => vec![mistyped(name, &of, answer)],
            Some(_) => question.map(|question| not_offered(question, answer)).unwrap_or_default(),
            None => question.and_then(takes_none).into_iter().collect(),
        };
        found.extend(slips.into_iter().map(|(message, remedy)| Slip {
            step: None,
            keys: vec!["answers".to_owned(), name.clone()],
            message,
            remedy,
        }));
    }
    found
}

/// What is wrong, and what to write instead.
type Fault = (String, String);

/// The types of all that a story may answer.
struct Types<'a> {
    definition: &'a Definition,
    names: BTreeMap<String, Type>,
}

impl<'a> Types<'a> {
    fn new(definition: &'a Definition) -> Self {
        Self { definition, names: formulas::known_of(&definition.form.steps).names }
    }

    /// The type of a question, of a value that is worked out, or of a group that repeats.
    fn of(&self, name: &str) -> Option<Type> {
        let own = || self.definition.form.question(name).and_then(|(_, question)| type_of(question));
        self.names.get(name).cloned().or_else(own)
    }
}

/// An answer as a value of a type; nothing if it is none. What has parts or rows cannot be written in a story: any answer says
/// that it is given, a list how many rows there are.
fn typed(of: &Type, answer: &Answer) -> Option<Value> {
    match (of, answer) {
        (Type::Bool, Answer::Bool(_)) | (Type::Int, Answer::Number(_)) | (Type::Record(_), _) => {
            Some(answer.value())
        }
        (Type::List(_), Answer::Texts(_)) => Some(answer.value()),
        (Type::Money, Answer::Text(text)) => Decimal::parse(text)?.cents().map(Value::Money),
        (Type::Date, Answer::Text(text)) => text.parse().ok().map(Value::Date),
        (Type::Text, Answer::Text(text)) => Some(Value::Text(text.clone())),
        _ => None,
    }
}

fn mistyped(name: &str, of: &Type, answer: &Answer) -> Fault {
    let written = match answer {
        Answer::Bool(is) => format!("`{is}`"),
        Answer::Number(number) => format!("the number `{number}`"),
        Answer::Text(text) => format!("the text `{text}`"),
        Answer::Texts(_) => "a list".to_owned(),
    };
    let remedy = match of {
        Type::Bool => "write `true` or `false`, without quotes",
        Type::Int => "write a whole number without quotes, as `30`",
        Type::Money => "write an amount in quotes and with a point, as `\"12.50\"`",
        Type::Date => "write a day in quotes, as `\"2026-02-28\"`",
        Type::List(_) => "write a list of texts in brackets, as `[\"…\"]`",
        Type::Text | Type::Record(_) => "write a text in quotes",
    };
    (format!("the question `{name}` is answered with {written}, and {of} is needed"), remedy.to_owned())
}

/// The choices of an answer that its question does not offer.
fn not_offered(question: &Question, answer: &Answer) -> Vec<Fault> {
    let chosen = match answer {
        _ if !matches!(question.kind, FieldKind::Choice | FieldKind::Choices) => &[][..],
        Answer::Text(text) => std::slice::from_ref(text),
        Answer::Texts(texts) => texts,
        Answer::Bool(_) | Answer::Number(_) => &[],
    };
    let fault = |choice: &String| {
        let message = format!("the question `{}` has no choice `{choice}`", question.id);
        (message, nearest::remedy(choice, question.choices.iter().map(String::as_str)))
    };
    chosen.iter().filter(|choice| !question.choices.contains(choice)).map(fault).collect()
}

/// What is said of an answer to something that is only read, or uploaded.
fn takes_none(question: &Question) -> Option<Fault> {
    let remedy = match question.kind {
        FieldKind::File => "name the document in `documents` of the story",
        FieldKind::Information => "take it out",
        _ => return None,
    };
    Some((format!("the question `{}` takes no answer", question.id), remedy.to_owned()))
}
