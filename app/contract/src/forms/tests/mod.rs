//! What the form rules promise, kind by kind, form by form, and for anything that can be typed.

mod accepting;
mod any_forms;
mod composites;
mod conditions;
mod guides;
mod kinds;
mod large;
mod pages;
mod properties;
mod rows;
mod rules;
mod saying;

use serde_json::Value as Json;

use super::*;
use crate::expr::Formula;

/// A made-up person's code, with the right last letter.
const CODE: &str = "RSSMRA80A01H501U";
/// A partita IVA, and a body's codice fiscale, with the right last digit.
const VAT: &str = "00743110157";

/// A question `q` of a kind, of at most 10 characters; the kinds that choose have `a`, `b` and `c`.
fn question(kind: FieldKind) -> Question {
    let choices = if kind.chooses() { vec!["a".into(), "b".into(), "c".into()] } else { Vec::new() };
    Question {
        id: "q".into(),
        kind,
        optional: false,
        max_chars: 10,
        choices,
        autocomplete: None,
        prefill: None,
        when: None,
        min: None,
        max: None,
        value: None,
        slot: None,
        about: None,
        from_parcel: None,
        from_address: false,
        special: false,
        source: None,
    }
}

/// A question of an id.
fn named(id: &str, kind: FieldKind) -> Question {
    Question { id: id.into(), ..question(kind) }
}

/// A question that is asked only if a formula holds.
fn only_if(when: Json, question: Question) -> Question {
    Question { when: Some(formula(when)), ..question }
}

/// A value that is worked out.
fn computed(id: &str, value: Json) -> Question {
    Question { value: Some(formula(value)), ..named(id, FieldKind::Computed) }
}

/// A checked formula: the tree as it stands in JSON, where a bare text is a name.
fn formula(tree: Json) -> Formula {
    let text = format!("the text of {tree}");
    Formula { text, tree: Some(serde_json::from_value(tree).unwrap()) }
}

fn step(id: &str, questions: Vec<Question>) -> Step {
    Step { id: id.into(), questions, ..Step::default() }
}

/// A step that is answered from `min` to `max` times.
fn group(id: &str, min: u32, max: u32, questions: Vec<Question>) -> Step {
    Step { repeat: Some(Repeat { min, max }), ..step(id, questions) }
}

fn form(steps: Vec<Step>) -> Form {
    Form { steps, ..Form::default() }
}

/// A rule that is said beside the question `at`.
fn rule(id: &str, at: &str, must: Json) -> Rule {
    Rule { id: id.into(), at: at.into(), must: formula(must), source: None }
}

fn pairs(typed: &[(&str, &str)]) -> Vec<(String, String)> {
    typed.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

/// Answers as a browser sends them: page, input, text.
fn typed(form: &Form, all: &[(&str, &str, &str)]) -> Pages {
    let mut pages = Pages::new();
    for (page, ..) in all {
        let of_page = all.iter().filter(|(other, ..)| other == page);
        let inputs: Vec<(&str, &str)> = of_page.map(|(_, name, text)| (*name, *text)).collect();
        let key: PageKey = page.parse().unwrap();
        pages.insert((*page).to_owned(), accept(form.step(&key.step).unwrap(), pairs(&inputs)));
    }
    pages
}

/// Types into the inputs of the question `q`, and says what is wrong, and with which part.
fn wrong(question: Question, typed: &[(&str, &str)]) -> Option<(&'static str, ProblemKind)> {
    let step = step("s", vec![question]);
    let answers = accept(&step, pairs(typed));
    problem_of(&step.questions[0], &answers).map(|problem| (problem.part, problem.kind))
}

/// What is said on a page: question and problem, or question and rule.
fn said(filling: &Filling<'_>, page: &str) -> Vec<String> {
    let problems = filling.problems(&page.parse().unwrap());
    problems.iter().map(|of| format!("{}: {}", of.question, of.rule.unwrap_or(of.kind.key()))).collect()
}

/// The questions that a page asks.
fn asked<'a>(filling: &Filling<'a>, page: &str) -> Vec<&'a str> {
    let key: PageKey = page.parse().unwrap();
    let questions = &filling.form().step(&key.step).unwrap().questions;
    questions.iter().filter(|of| filling.shown(of, key.row)).map(|of| of.id.as_str()).collect()
}
