//! How a filling works out its formulas: each one once, and never in a circle.

use super::{
    super::{AnswerProblem, Answers, ProblemKind, Question, Step, problem_of, values},
    Filling, NO_ROW, Place,
};
use crate::expr::{Formula, Names, Value};

/// The most formulas that wait for another one: stacks are small, above all in browsers.
const DEEPEST: u32 = 50;

/// What the names of a formula stand for in a row of a repeated step, or outside of any.
struct Seen<'f, 'a> {
    filling: &'f Filling<'a>,
    step: usize,
    row: u32,
    /// Whether rows show what itself looks at all rows: to rules, but not to one another.
    whole: bool,
}

impl Names for Seen<'_, '_> {
    fn value(&self, name: &str) -> Option<Value> {
        let filling = self.filling;
        match filling.places.get(name) {
            Some(Place::Question(step, question)) if *step == self.step => {
                filling.value_at(*step, *question, self.row)
            }
            Some(Place::Step(step)) => filling.rows_value(*step, *step != self.step || self.whole, false),
            _ => filling.value(name),
        }
    }
}

impl<'a> Filling<'a> {
    /// Works out every formula in the order of the form: what it looks at was mostly worked out before,
    /// however long the chain of conditions is.
    pub(super) fn work_through(&self) {
        for (at, step) in self.form.steps.iter().enumerate() {
            self.step_shown_at(at);
            let rows = if step.repeat.is_some() { self.rows(step) } else { &[NO_ROW] };
            for (nth, question) in step.questions.iter().enumerate() {
                if question.when.is_some() || question.value.is_some() {
                    rows.iter().for_each(|row| _ = self.value_at(at, nth, *row));
                }
            }
        }
    }

    /// Runs a formula that others wait for, unless too many do.
    fn deeper<T>(&self, run: impl FnOnce() -> T) -> Option<T> {
        let waiting = self.waiting.get();
        if waiting >= DEEPEST {
            return None;
        }
        self.waiting.set(waiting + 1);
        let result = run();
        self.waiting.set(waiting);
        Some(result)
    }

    pub(super) fn index(&self, step: &Step) -> Option<usize> {
        self.form.steps.iter().position(|of| of.id == step.id)
    }

    pub(super) fn repeats(&self, step: usize) -> bool {
        self.form.steps.get(step).is_some_and(|step| step.repeat.is_some())
    }

    pub(super) fn step_shown_at(&self, at: usize) -> bool {
        let Some(step) = self.form.steps.get(at) else { return false };
        // A condition of a page speaks of other pages: no row is meant.
        self.remembered((Place::Step(at), NO_ROW), step.when.as_ref(), at, NO_ROW)
    }

    pub(super) fn shown_at(&self, at: usize, nth: usize, row: u32) -> bool {
        if !self.step_shown_at(at) {
            return false;
        }
        let question = self.form.steps.get(at).and_then(|step| step.questions.get(nth));
        let Some(question) = question else { return false };
        self.remembered((Place::Question(at, nth), row), question.when.as_ref(), at, row)
    }

    fn remembered(&self, key: (Place, u32), when: Option<&Formula>, step: usize, row: u32) -> bool {
        let Some(when) = when else { return true };
        let known = self.shown.borrow().get(&key).copied();
        if let Some(known) = known {
            // Still being worked out: a circle, which no checked definition has.
            return known.unwrap_or(false);
        }
        self.shown.borrow_mut().insert(key, None);
        let names = Seen { filling: self, step, row, whole: false };
        let holds = self.deeper(|| when.holds(&names)).unwrap_or(false);
        self.shown.borrow_mut().insert(key, Some(holds));
        holds
    }

    pub(super) fn value_at(&self, at: usize, nth: usize, row: u32) -> Option<Value> {
        let key = (Place::Question(at, nth), row);
        let known = self.values.borrow().get(&key).cloned();
        if let Some(known) = known {
            return known;
        }
        self.values.borrow_mut().insert(key, None);
        let value = self.worked_out(at, nth, row);
        self.values.borrow_mut().insert(key, value.clone());
        value
    }

    fn worked_out(&self, at: usize, nth: usize, row: u32) -> Option<Value> {
        if !self.shown_at(at, nth, row) {
            return None;
        }
        let step = self.form.steps.get(at)?;
        let question = step.questions.get(nth)?;
        if let Some(formula) = &question.value {
            let names = Seen { filling: self, step: at, row, whole: false };
            return self.deeper(|| formula.value(&names).ok()).flatten();
        }
        values::of(question, self.sheet(at, row))
    }

    fn sheet(&self, at: usize, row: u32) -> &Answers {
        self.sheets.get(&(at, row)).copied().unwrap_or(&self.nothing)
    }

    /// What is missing or wrong on a page.
    pub(super) fn problems_at(&self, at: usize, row: u32) -> impl Iterator<Item = AnswerProblem<'a>> {
        let answers = self.sheet(at, row);
        let questions = self.form.steps.get(at).into_iter().flat_map(|step| &step.questions).enumerate();
        let asked = questions.filter(move |(nth, _)| self.shown_at(at, *nth, row));
        let ruled = self.rules.keys().any(|place| matches!(place, Place::Question(step, _) if *step == at));
        asked.filter_map(move |(nth, question)| {
            let own = problem_of(question, answers);
            if own.is_none() && ruled { self.broken_rule(at, nth, question, row) } else { own }
        })
    }

    /// The rows of a group as a list; `everything` with all that was answered, else with what the form's own
    /// formulas read.
    pub(super) fn rows_value(&self, at: usize, whole: bool, everything: bool) -> Option<Value> {
        if !self.step_shown_at(at) {
            return None;
        }
        let step = self.form.steps.get(at)?;
        let all: Vec<usize> = (0..step.questions.len()).collect();
        let read = self.read.get(&at).filter(|_| !everything).unwrap_or(&all);
        let record = |row: &u32| {
            let fields = read.iter().filter_map(|&nth| {
                let question = step.questions.get(nth)?;
                if !whole && self.over_rows.contains(&Place::Question(at, nth)) {
                    return None;
                }
                Some((question.id.clone(), self.value_at(at, nth, *row)?))
            });
            Value::Record(fields.collect())
        };
        Some(Value::List(self.rows(step).iter().map(record).collect()))
    }

    /// The first rule beside a question that is not kept.
    fn broken_rule(
        &self,
        at: usize,
        nth: usize,
        question: &'a Question,
        row: u32,
    ) -> Option<AnswerProblem<'a>> {
        let rules = self.rules.get(&Place::Question(at, nth))?;
        let names = Seen { filling: self, step: at, row, whole: true };
        let rule = rules.iter().find(|rule| self.looks_at(rule) && rule.must.fails(&names))?;
        Some(AnswerProblem {
            question: &question.id,
            part: "",
            kind: ProblemKind::Rule,
            limit: None,
            rule: Some(&rule.id),
        })
    }
}
