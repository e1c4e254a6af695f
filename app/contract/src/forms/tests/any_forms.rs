//! Small forms of all sorts, well formed: conditions, values and rules speak of what is asked before.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::json;

use super::{FieldKind as F, *};
use crate::expr::Value;

/// Choices made from random bytes, the first of each once they are used up: short lists, simple forms.
struct Dice<'a>(std::slice::Iter<'a, u8>);

impl Dice<'_> {
    fn of(&mut self, sides: usize) -> usize {
        usize::from(self.0.next().copied().unwrap_or(0)) % sides.max(1)
    }

    fn one<'t>(&mut self, of: &[&'t str]) -> &'t str {
        of[self.of(of.len())]
    }
}

/// The questions of one page by name and kind.
type Known = Vec<(String, F)>;

struct Builder<'a> {
    dice: Dice<'a>,
    /// The questions of earlier pages.
    outer: Known,
    /// Earlier groups that repeat.
    groups: Vec<(String, Known)>,
    rules: Vec<Rule>,
}

const KINDS: [F; 9] =
    [F::Choice, F::Number, F::Declaration, F::Choices, F::Money, F::Date, F::Person, F::Text, F::Computed];

pub(super) fn any_form() -> impl Strategy<Value = Form> {
    prop::collection::vec(any::<u8>(), 0..160).prop_map(|bytes| {
        let dice = Dice(bytes.iter());
        let mut builder = Builder { dice, outer: Known::new(), groups: Vec::new(), rules: Vec::new() };
        let steps = (0..=builder.dice.of(4)).map(|at| builder.step(at)).collect();
        Form { steps, rules: builder.rules, ..Form::default() }
    })
}

impl Builder<'_> {
    fn step(&mut self, at: usize) -> Step {
        let id = format!("s{at}");
        let repeats = self.dice.of(3) == 1;
        let when = self.maybe(&[], None);
        let kinds: Known = (0..=self.dice.of(4))
            .map(|nth| (format!("{id}_q{nth}"), KINDS[self.dice.of(KINDS.len())]))
            .collect();
        let group = repeats.then(|| (id.clone(), kinds.clone()));
        let mut questions = Vec::new();
        for (nth, (name, kind)) in kinds.iter().enumerate() {
            let before = &kinds[..nth];
            let value = (*kind == F::Computed).then(|| formula(self.value(before, group.as_ref())));
            let when = self.maybe(before, group.as_ref());
            let optional = self.dice.of(3) == 1;
            questions.push(Question { when, value, optional, ..named(name, *kind) });
            if let Some(must) = self.maybe(&kinds[..=nth], group.as_ref()) {
                self.rules.push(Rule {
                    id: format!("r{}", self.rules.len()),
                    at: name.clone(),
                    must,
                    source: None,
                });
            }
        }
        let repeat = repeats.then(|| {
            let min = u32::from(self.dice.of(2) == 1);
            Repeat { min, max: min + 1 + u32::from(self.dice.of(2) == 1) }
        });
        match group {
            Some(group) => self.groups.push(group),
            None => self.outer.extend(kinds),
        }
        Step { when, repeat, ..step(&id, questions) }
    }

    /// A condition on what is known there, or none.
    fn maybe(&mut self, own: &[(String, F)], group: Option<&(String, Known)>) -> Option<Formula> {
        if self.dice.of(2) == 0 {
            return None;
        }
        let one = self.condition(own, group)?;
        Some(formula(match self.dice.of(4) {
            0 => json!(["&&", one, self.condition(own, group)?]),
            1 => json!(["||", one, self.condition(own, group)?]),
            2 => json!(["!", one]),
            _ => one,
        }))
    }

    fn condition(&mut self, own: &[(String, F)], group: Option<&(String, Known)>) -> Option<Json> {
        let mut names: Known = self.outer.clone();
        names.extend_from_slice(own);
        let groups: Vec<&(String, Known)> = self.groups.iter().chain(group).collect();
        let all = names.len() + groups.len() + 1;
        let pick = self.dice.0.next().map_or(0, |byte| usize::from(*byte)) % all;
        if let Some((name, kind)) = names.get(pick) {
            return Some(compared(&mut self.dice, &json!(name), *kind));
        }
        let Some((id, fields)) = groups.get(pick - names.len()).copied() else {
            return (all > 1).then(|| json!([">", "today", ["@", "2026-01-01"]]));
        };
        let (field, kind) = &fields[self.dice.of(fields.len())];
        let field = json!([".", "x", field]);
        Some(match self.dice.of(4) {
            0 => json!([">", ["size", id], self.dice.of(3)]),
            1 => json!(["all", id, "x", compared(&mut self.dice, &field, *kind)]),
            2 => json!(["exists", id, "x", compared(&mut self.dice, &field, *kind)]),
            _ => json!(["<", ["sum", ["map", id, "x", number(&field, *kind)]], self.dice.of(9)]),
        })
    }

    /// What a computed question comes to: always a number.
    fn value(&mut self, own: &[(String, F)], group: Option<&(String, Known)>) -> Json {
        let mut names: Known = self.outer.clone();
        names.extend_from_slice(own);
        let groups: Vec<(String, Known)> = self.groups.iter().chain(group).cloned().collect();
        if !groups.is_empty() && self.dice.of(2) == 1 {
            let (id, fields) = &groups[self.dice.of(groups.len())];
            let (field, kind) = &fields[self.dice.of(fields.len())];
            return json!(["sum", ["map", id, "x", number(&json!([".", "x", field]), *kind)]]);
        }
        let Some((name, kind)) = names.get(self.dice.of(names.len())) else { return json!(1) };
        // Without the guard it has no value while the answer is missing.
        if matches!(kind, F::Number | F::Computed) && self.dice.of(2) == 1 {
            return json!(["+", name, 1]);
        }
        json!(["+", number(&json!(name), *kind), 1])
    }
}

/// A comparison of a name or field of a kind.
fn compared(dice: &mut Dice<'_>, what: &Json, kind: F) -> Json {
    if dice.of(4) == 3 {
        return json!(["has", what]);
    }
    match kind {
        F::Choice => json!(["==", what, ["'", dice.one(&["a", "b"])]]),
        F::Text => json!(["!=", what, ["'", dice.one(&["a", "b"])]]),
        F::Number | F::Computed => json!([dice.one(&[">", "<=", "=="]), what, dice.of(4)]),
        F::Money => json!([dice.one(&[">", "<="]), what, ["€", 150]]),
        F::Declaration => what.clone(),
        F::Choices => json!(["in", ["'", dice.one(&["a", "b"])], what]),
        F::Date => json!(["<", what, "today"]),
        _ => json!(["has", [".", what, "codice_fiscale"]]),
    }
}

/// A number made of a name or field of any kind.
fn number(what: &Json, kind: F) -> Json {
    match kind {
        F::Number | F::Computed => json!(["?", ["has", what], what, 0]),
        _ => json!(["?", ["has", what], 1, 0]),
    }
}

/// Something that somebody does with a draft: three numbers that mean a page, a question and texts.
pub(super) type Act = (u8, u8, u8);

pub(super) fn any_acts() -> impl Strategy<Value = Vec<Act>> {
    prop::collection::vec(any::<(u8, u8, u8)>(), 0..40)
}

/// The names from outside of any form.
pub(super) fn outside() -> BTreeMap<String, Value> {
    BTreeMap::from([("today".to_owned(), Value::Date(crate::expr::date("2026-06-30").unwrap()))])
}

/// Answers a question on a page, right, wrong or not at all. Gives the page.
pub(super) fn act(form: &Form, pages: &mut Pages, act: Act) -> PageKey {
    let step = &form.steps[usize::from(act.0) % form.steps.len()];
    let row = u32::from(act.0) / 16 % 3 + 1;
    let page = PageKey { step: step.id.clone(), row: step.repeat.map(|_| row) };
    // The last answer of many takes the row away.
    if step.repeat.is_some() && act.2 > 240 {
        pages.remove(&page.to_string());
        return page;
    }
    answer(step, pages.entry(page.to_string()).or_default(), act);
    page
}

/// Answers a question of a step.
pub(super) fn answer(step: &Step, answers: &mut Answers, (_, which, texts): Act) {
    let question = &step.questions[usize::from(which) % step.questions.len()];
    let mut inputs: BTreeMap<String, String> =
        answers.iter().map(|(name, text)| (name.to_owned(), text.to_owned())).collect();
    for (nth, part) in question.kind.parts().iter().enumerate() {
        let all = texts_of(part.kind);
        // Mostly the same place of each list, so that all parts are right at once.
        let skew = if texts % 7 == 6 { nth } else { 0 };
        // Now and then the last part alone: a place of birth without a name.
        let alone = texts % 11 == 10 && nth + 1 < question.kind.parts().len();
        let text = if alone { "" } else { all[(usize::from(texts) + skew) % all.len()] };
        inputs.insert(question.input_name(part.name), text.to_owned());
    }
    *answers = accept(step, inputs);
}

/// Texts for an input: each list as long as the others.
fn texts_of(kind: PartKind) -> [&'static str; 6] {
    match kind {
        PartKind::Number => ["1", "2", "3", "", "x", "1.000"],
        PartKind::Money => ["1", "1,50", "2,00", "", "x", "€ 3"],
        PartKind::Choice => ["a", "b", "c", "", "z", "a"],
        PartKind::Choices => ["a", "b,a", "c", "", "z", "c,b,z"],
        PartKind::Tick => ["si", "", "si", "", "no", "on"],
        PartKind::CodiceFiscale => [CODE, "", CODE, "", "X", CODE],
        PartKind::Day | PartKind::Month => ["1", "2", "12", "", "31", "3"],
        PartKind::Year => ["2025", "2026", "2027", "", "26", "2026"],
        _ => ["a", "b", "Mario", "", "\u{FFFD}", "more than ten"],
    }
}

/// A draft after some acts.
pub(super) fn draft(form: &Form, acts: &[Act]) -> Pages {
    let mut pages = Pages::new();
    for one in acts {
        act(form, &mut pages, *one);
    }
    pages
}

/// All that a form says at one moment.
#[derive(Debug, PartialEq)]
pub(super) struct Picture<'a> {
    /// Every question that is asked, with its page and worth.
    asked: Vec<(PageKey, &'a str, Option<Value>)>,
    problems: Vec<(PageKey, AnswerProblem<'a>)>,
    complete: bool,
}

pub(super) fn picture<'a>(filling: &Filling<'a>) -> Picture<'a> {
    let mut asked = Vec::new();
    let mut problems = Vec::new();
    for step in filling.steps() {
        for page in filling.pages_of(step) {
            for question in step.questions.iter().filter(|of| filling.shown(of, page.row)) {
                let worth = filling.value_in(question, page.row);
                asked.push((page.clone(), question.id.as_str(), worth));
            }
        }
        problems.extend(filling.step_problems(step));
        assert_eq!(filling.done(step), filling.step_problems(step).is_empty());
    }
    Picture { complete: filling.complete(), asked, problems }
}
