//! Forms as large as any: right verdicts, at a cost that grows with the form.

use std::cell::Cell;

use serde_json::json;

use super::{FieldKind as F, *};
use crate::expr::{Names, Value};

/// Counts how often a name from outside is looked up.
#[derive(Default)]
struct Counted(Cell<usize>);

impl Names for Counted {
    fn value(&self, name: &str) -> Option<Value> {
        self.0.set(self.0.get() + 1);
        (name == "today").then(|| Value::Date(crate::expr::date("2026-01-31").unwrap()))
    }
}

/// A hundred pages of ten questions, each asked because of the one before it; a hundred rules; a group.
fn large() -> Form {
    let id = |n: usize| format!("q{n}");
    let mut steps: Vec<Step> = (0..100)
        .map(|page| {
            let questions = (page * 10..page * 10 + 10).map(|n| {
                let question = named(&id(n), F::Number);
                let dated = json!([">", "today", ["@", "2026-01-01"]]);
                match n {
                    0 => question,
                    n => only_if(json!(["&&", dated, ["has", id(n - 1)]]), question),
                }
            });
            step(&format!("s{page}"), questions.collect())
        })
        .collect();
    let total = json!(["sum", ["map", "rows", "x", [".", "x", "share"]]]);
    steps.push(group("rows", 1, 100, vec![named("share", F::Number), named("label", F::Text)]));
    let mut rules: Vec<Rule> = (1..100)
        .map(|n| {
            let at = id(n * 10);
            rule(&format!("r{n}"), &at, json!(["<=", id(n * 10 - 1), at]))
        })
        .collect();
    rules.push(rule("whole", "share", json!(["==", total, 100])));
    Form { steps, rules, ..Form::default() }
}

/// Every question answered with its own number, every row with 1.
fn filled(form: &Form) -> Pages {
    let mut pages = Pages::new();
    for step in form.steps.iter().filter(|step| step.repeat.is_none()) {
        let inputs = step.questions.iter().map(|of| (of.id.clone(), of.id.replace('q', "")));
        pages.insert(step.id.clone(), accept(step, inputs));
    }
    for row in 1..=100 {
        let inputs = pairs(&[("share", "1"), ("label", "x")]);
        pages.insert(PageKey::row("rows", row).to_string(), accept(&form.steps[100], inputs));
    }
    pages
}

#[test]
fn a_form_of_a_thousand_questions_is_judged_once_each() {
    let form = large();
    let pages = filled(&form);
    let names = Counted::default();
    let filling = Filling::new(&form, &pages, &names);
    assert!(filling.complete());
    assert_eq!(names.0.get(), 999, "each condition is worked out once");
    assert_eq!(filling.submission(), pages);
    assert_eq!(names.0.get(), 999, "and remembered");
}

#[test]
fn one_mistake_among_a_thousand_answers_is_found() {
    let form = large();
    let right = filled(&form);
    for (page, input, text, expected) in [
        ("s50", "q500", "498", "q500: r50"),
        ("s99", "q999", "x", "q999: number"),
        ("rows~77", "share", "2", "share: whole"),
        ("rows~77", "label", "", "label: missing"),
    ] {
        let mut pages = right.clone();
        pages.get_mut(page).unwrap().set(input.to_owned(), text.to_owned());
        let names = Counted::default();
        let filling = Filling::new(&form, &pages, &names);
        assert!(!filling.complete(), "{expected}");
        assert_eq!(said(&filling, page), [expected]);
    }
}

#[test]
fn one_answer_left_out_takes_back_everything_that_depends_on_it() {
    let form = large();
    let mut pages = filled(&form);
    pages.get_mut("s2").unwrap().set("q25".to_owned(), String::new());
    let names = Counted::default();
    let filling = Filling::new(&form, &pages, &names);
    assert_eq!(said(&filling, "s2"), ["q25: missing"]);
    assert_eq!(asked(&filling, "s2").last(), Some(&"q25"));
    let filed = filling.submission();
    assert!(filed.contains_key("s2") && !filed.contains_key("s3") && filed.contains_key("rows~1"));
}

#[test]
fn the_last_of_a_long_chain_of_conditions_can_be_asked_first() {
    let form = large();
    let pages = filled(&form);
    let names = Counted::default();
    assert_eq!(Filling::new(&form, &pages, &names).value("q999"), Some(Value::Int(999)));
}

#[test]
fn a_chain_of_conditions_on_later_questions_ends_too() {
    let questions =
        (0..1_000).map(|n| only_if(json!(["has", format!("q{}", n + 1)]), named(&format!("q{n}"), F::Text)));
    let form = form(vec![step("s", questions.collect())]);
    let answers = (0..=1_000).map(|n| (format!("q{n}"), "x".to_owned()));
    let pages = Pages::from([("s".to_owned(), accept(&form.steps[0], answers))]);
    assert!(Filling::new(&form, &pages, &NoNames).complete());
}
