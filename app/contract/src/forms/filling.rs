//! A form with its answers: which pages and questions are asked, what they are worth, what is missing.
//!
//! One value of it looks at one moment of one draft and remembers what it worked out. It is total:
//! whatever the answers are, it says something, and it never fails.

mod working;

use std::{
    cell::{Cell, RefCell},
    collections::{BTreeMap, HashMap, HashSet},
};

use super::{
    AnswerProblem, Answers, Form, MOST_ROWS, PageKey, ProblemKind, Question, Rule, Step,
    over_rows::over_rows_of, read_of_rows::read_of_rows, values,
};
use crate::expr::{Formula, Names, Value};

/// The answers of a draft, page by page; the key is a [`PageKey`] as text.
pub type Pages = BTreeMap<String, Answers>;

/// A form with its answers.
pub struct Filling<'a> {
    form: &'a Form,
    pages: &'a Pages,
    outside: &'a dyn Names,
    nothing: Answers,
    /// What was typed on each page, by step and row.
    sheets: HashMap<(usize, u32), &'a Answers>,
    /// Where each question and each step stands.
    places: HashMap<&'a str, Place>,
    rows: HashMap<&'a str, Vec<u32>>,
    /// The rules, by the question beside which they are said.
    rules: HashMap<Place, Vec<&'a Rule>>,
    /// The questions of each repeated step that the form's own formulas read of its rows.
    read: HashMap<usize, Vec<usize>>,
    /// The questions of a row whose condition or value looks at all rows of their own group.
    over_rows: HashSet<Place>,
    /// What was worked out; `None` while it is being worked out.
    shown: RefCell<HashMap<(Place, u32), Option<bool>>>,
    values: RefCell<HashMap<(Place, u32), Option<Value>>>,
    /// How many formulas wait for another one.
    waiting: Cell<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Place {
    Step(usize),
    Question(usize, usize),
}

/// Row number of what stands in no row.
const NO_ROW: u32 = 0;

/// No names but the form's own.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoNames;

impl Names for NoNames {
    fn value(&self, _: &str) -> Option<Value> {
        None
    }
}

impl Names for Filling<'_> {
    fn value(&self, name: &str) -> Option<Value> {
        Self::value(self, name)
    }
}

impl<'a> Filling<'a> {
    /// Looks at a form with these answers. `outside` gives the names that are no questions of the
    /// form (`today`), and in the browser those of other pages.
    #[must_use]
    pub fn new(form: &'a Form, pages: &'a Pages, outside: &'a dyn Names) -> Self {
        let mut places = HashMap::new();
        let mut over_rows = HashSet::new();
        for (at, step) in form.steps.iter().enumerate() {
            if step.repeat.is_some() {
                places.insert(step.id.as_str(), Place::Step(at));
                over_rows.extend(over_rows_of(step).map(|nth| Place::Question(at, nth)));
            }
            for (nth, question) in step.questions.iter().enumerate() {
                places.insert(question.id.as_str(), Place::Question(at, nth));
            }
        }
        let mut rows: HashMap<&str, Vec<u32>> = HashMap::new();
        let mut sheets = HashMap::new();
        for (key, answers) in pages {
            let Ok(PageKey { step, row }) = key.parse() else { continue };
            let Some(at) = form.steps.iter().position(|of| of.id == step) else { continue };
            sheets.insert((at, row.unwrap_or(NO_ROW)), answers);
            if let (Some(row), Some(step)) = (row, form.steps.get(at).filter(|step| step.repeat.is_some())) {
                rows.entry(&step.id).or_default().push(row);
            }
        }
        rows.values_mut().for_each(|rows| rows.sort_unstable());
        let mut rules: HashMap<Place, Vec<&Rule>> = HashMap::new();
        for rule in &form.rules {
            if let Some(place) = places.get(rule.at.as_str()) {
                rules.entry(*place).or_default().push(rule);
            }
        }
        let fields = read_of_rows(form);
        let reads = |question: &Question| fields.as_ref().is_none_or(|of| of.contains(question.id.as_str()));
        let groups = form.steps.iter().enumerate().filter(|(_, step)| step.repeat.is_some());
        let read = groups.map(|(at, step)| {
            let questions = step.questions.iter().enumerate().filter(|(_, question)| reads(question));
            (at, questions.map(|(nth, _)| nth).collect())
        });
        let read = read.collect();
        let filling = Self {
            form,
            pages,
            outside,
            nothing: Answers::default(),
            sheets,
            places,
            rows,
            rules,
            read,
            over_rows,
            shown: RefCell::default(),
            values: RefCell::default(),
            waiting: Cell::default(),
        };
        filling.work_through();
        filling
    }

    /// Whether a rule is looked at yet: not one about rows that have to be there and are not, because their page may come later
    /// than the one on which the rule is said.
    pub(super) fn looks_at(&self, rule: &Rule) -> bool {
        self.looks_from(rule, "")
    }

    /// The same from a page of a step, which is a row of it once it is saved.
    pub(super) fn looks_from(&self, rule: &Rule, own: &str) -> bool {
        !rule.must.names().iter().filter(|name| *name != own).any(|name| {
            let step = self.form.steps.iter().find(|step| step.id == *name);
            let needed = |step: &Step| step.repeat.is_some_and(|repeat| repeat.min > 0);
            let awaited = step.is_some_and(|step| needed(step) && self.step_shown(step));
            awaited && !self.rows.contains_key(name.as_str())
        })
    }

    /// The form.
    #[must_use]
    pub fn form(&self) -> &'a Form {
        self.form
    }

    /// What was typed on a page, asked or not.
    #[must_use]
    pub fn answers(&self, page: &PageKey) -> &Answers {
        self.pages.get(&page.to_string()).unwrap_or(&self.nothing)
    }

    /// The rows of a repeated step that were ever saved, in order.
    #[must_use]
    pub fn rows(&self, step: &Step) -> &[u32] {
        self.rows.get(step.id.as_str()).map_or(&[], Vec::as_slice)
    }

    /// The number that a new row gets: after the last one, or the first that is free where there is none
    /// after it.
    #[must_use]
    pub fn next_row(&self, step: &Step) -> u32 {
        let rows = self.rows(step);
        match rows.last() {
            None => 1,
            Some(&last) if last < MOST_ROWS => last + 1,
            Some(_) => (1..MOST_ROWS).find(|row| !rows.contains(row)).unwrap_or(MOST_ROWS),
        }
    }

    /// Whether a page is asked.
    #[must_use]
    pub fn step_shown(&self, step: &Step) -> bool {
        self.index(step).is_some_and(|at| self.step_shown_at(at))
    }

    /// Whether a question is asked, in a row of its step where the step repeats.
    #[must_use]
    pub fn shown(&self, question: &Question, row: Option<u32>) -> bool {
        match self.places.get(question.id.as_str()) {
            Some(Place::Question(step, nth)) => self.shown_at(*step, *nth, row.unwrap_or(NO_ROW)),
            _ => false,
        }
    }

    /// The steps that are asked, in order.
    pub fn steps(&self) -> impl Iterator<Item = &'a Step> {
        self.form.steps.iter().enumerate().filter(|(at, _)| self.step_shown_at(*at)).map(|(_, step)| step)
    }

    /// The pages of a step that hold answers: itself, or its rows.
    #[must_use]
    pub fn pages_of(&self, step: &Step) -> Vec<PageKey> {
        match step.repeat {
            None => vec![PageKey::step(&step.id)],
            Some(_) => self.rows(step).iter().map(|row| PageKey::row(&step.id, *row)).collect(),
        }
    }

    /// What a name stands for: a question's answer, the rows of a repeated step, or a name from
    /// outside. `None` for what is not asked, not answered, or wrong.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<Value> {
        match self.places.get(name) {
            Some(Place::Question(step, nth)) if !self.repeats(*step) => self.value_at(*step, *nth, NO_ROW),
            // From outside its rows, a question of a repeated step has no one value.
            Some(Place::Question(..)) => None,
            Some(Place::Step(at)) => self.rows_value(*at, true, true),
            None => self.outside.value(name),
        }
    }

    /// What a name stands for to the form's own formulas: of rows, only what they read.
    #[must_use]
    pub(super) fn read_value(&self, name: &str) -> Option<Value> {
        match self.places.get(name) {
            Some(Place::Step(at)) => self.rows_value(*at, true, false),
            _ => self.value(name),
        }
    }

    /// What was typed in a row of a repeated step, as far as the form's own formulas read it, and what these
    /// questions hang on.
    #[must_use]
    pub(super) fn read_answers(&self, step: &Step, page: &PageKey) -> Answers {
        let read = self.index(step).and_then(|at| self.read.get(&at));
        let mut questions: Vec<&Question> =
            read.into_iter().flatten().filter_map(|nth| step.questions.get(*nth)).collect();
        let mut at = 0;
        while let Some(question) = questions.get(at) {
            at += 1;
            let formulas = [&question.when, &question.value].into_iter().flatten();
            let names: Vec<String> = formulas.flat_map(Formula::names).collect();
            let more = names.iter().filter_map(|name| step.question(name));
            let more: Vec<&Question> = more.filter(|of| !questions.contains(of)).collect();
            questions.extend(more);
        }
        let mut kept = Answers::default();
        questions.iter().for_each(|question| values::copy(question, self.answers(page), &mut kept));
        kept
    }

    /// What a question is worth, in a row of its step where the step repeats.
    #[must_use]
    pub fn value_in(&self, question: &Question, row: Option<u32>) -> Option<Value> {
        match self.places.get(question.id.as_str()) {
            Some(Place::Question(step, nth)) => self.value_at(*step, *nth, row.unwrap_or(NO_ROW)),
            _ => None,
        }
    }

    /// Everything missing or wrong on a page, in its order: at most one problem of the answer and
    /// one rule per question.
    #[must_use]
    pub fn problems(&self, page: &PageKey) -> Vec<AnswerProblem<'a>> {
        let at = self.form.steps.iter().position(|step| step.id == page.step);
        at.map(|at| self.problems_at(at, page.row.unwrap_or(NO_ROW)).collect()).unwrap_or_default()
    }

    /// Everything missing or wrong in a step, its rows included.
    #[must_use]
    pub fn step_problems(&self, step: &'a Step) -> Vec<(PageKey, AnswerProblem<'a>)> {
        let mut found = Vec::new();
        if let Some(problem) = self.row_problem(step) {
            found.push((PageKey::step(&step.id), problem));
        }
        for page in self.pages_of(step) {
            found.extend(self.problems(&page).into_iter().map(|problem| (page.clone(), problem)));
        }
        found
    }

    /// Too few rows or too many in a repeated step.
    #[must_use]
    pub fn row_problem(&self, step: &'a Step) -> Option<AnswerProblem<'a>> {
        let repeat = step.repeat?;
        let rows = u32::try_from(self.rows(step).len()).unwrap_or(u32::MAX);
        let (kind, limit) = match rows {
            _ if rows < repeat.min => (ProblemKind::TooFewRows, repeat.min),
            _ if rows > repeat.max => (ProblemKind::TooManyRows, repeat.max),
            _ => return None,
        };
        Some(AnswerProblem { question: &step.id, part: "", kind, limit: Some(limit.into()), rule: None })
    }

    /// Whether nothing is missing or wrong in a step.
    #[must_use]
    pub fn done(&self, step: &'a Step) -> bool {
        self.row_problem(step).is_none()
            && self.index(step).is_some_and(|at| {
                let rows = if step.repeat.is_some() { self.rows(step) } else { &[NO_ROW] };
                rows.iter().all(|row| self.problems_at(at, *row).next().is_none())
            })
    }

    /// Whether nothing is missing or wrong in the whole form.
    #[must_use]
    pub fn complete(&self) -> bool {
        self.steps().all(|step| self.done(step))
    }

    /// What is filed: the answers to what is asked, and nothing that was typed where it is not.
    #[must_use]
    pub fn submission(&self) -> Pages {
        let mut filed = Pages::new();
        for step in self.steps() {
            for page in self.pages_of(step) {
                let answers = self.answers(&page);
                let mut kept = Answers::default();
                for question in step.questions.iter().filter(|question| self.shown(question, page.row)) {
                    values::copy(question, answers, &mut kept);
                }
                if !kept.is_empty() || page.row.is_some() {
                    filed.insert(page.to_string(), kept);
                }
            }
        }
        filed
    }
}
