//! What the browser needs to follow the conditions and rules of one page while somebody types: the
//! page's own part of the form, and what the names of other pages stand for.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{FieldKind, Filling, Form, PageKey, Pages, Question, Repeat, Rule, Step};
use crate::expr::{Expr, Formula, Value};

/// One page of a form, able to run by itself. Its JSON is lists without names, short to send and short
/// to read: the reader is downloaded by phones.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Sent", into = "Sent")]
pub struct Guide {
    /// The page's name.
    pub page: String,
    /// The form with this page's step and the rules beside its questions, and nothing else.
    pub form: Form,
    /// What names of other pages stand for; a name that is not here is not answered.
    pub known: BTreeMap<String, Value>,
    /// The answers of the other rows of a group that repeats, where a formula looks at all rows.
    pub rows: Pages,
    /// The label of each question.
    pub words: BTreeMap<String, String>,
    /// The words of each rule.
    pub rules: BTreeMap<String, String>,
}

impl Guide {
    /// Cuts one page out of a form. `words` gives the label of a question, `rule` the words of a rule.
    pub fn new(
        filling: &Filling<'_>,
        step: &Step,
        page: &PageKey,
        words: impl Fn(&str) -> String,
        rule: impl Fn(&str) -> String,
    ) -> Self {
        let rules: Vec<Rule> = rules_beside(filling, step).cloned().collect();
        let all_rows = step.repeat.is_some() && names_in(filling, step).contains(&step.id);
        let rows = filling.pages_of(step).into_iter().filter(|row| all_rows && row != page);
        Self {
            page: page.to_string(),
            known: names_beyond(filling, step),
            rows: rows.map(|row| (row.to_string(), filling.read_answers(step, &row))).collect(),
            words: step.questions.iter().map(|of| (of.id.clone(), words(&of.id))).collect(),
            rules: rules.iter().map(|of| (of.id.clone(), rule(&of.id))).collect(),
            // The page is there, so its own condition holds.
            form: bare(Form { steps: vec![Step { when: None, ..step.clone() }], rules, ..Form::default() }),
        }
    }
}

/// What the names stand for that formulas of a page look at and that are not answered on it. A name that is
/// not here is not answered. Other pages may look at this one: it changes when the page is saved.
#[must_use]
pub fn names_beyond(filling: &Filling<'_>, step: &Step) -> BTreeMap<String, Value> {
    // The id of a step is a name only where the step repeats; elsewhere a question may have it.
    let here = |name: &str| step.question(name).is_some() || (step.repeat.is_some() && name == step.id);
    let names = names_in(filling, step).into_iter().filter(|name| !here(name));
    names.filter_map(|name| Some((name.clone(), filling.read_value(&name)?))).collect()
}

fn rules_beside<'f>(filling: &'f Filling<'_>, step: &'f Step) -> impl Iterator<Item = &'f Rule> {
    let beside = filling.form().rules.iter().filter(|rule| step.question(&rule.at).is_some());
    beside.filter(|rule| filling.looks_from(rule, &step.id))
}

/// The names in the formulas of a page.
fn names_in(filling: &Filling<'_>, step: &Step) -> BTreeSet<String> {
    let formulas = step.questions.iter().flat_map(|of| [&of.when, &of.value]).flatten();
    formulas.chain(rules_beside(filling, step).map(|rule| &rule.must)).flat_map(Formula::names).collect()
}

/// All that the browser needs to follow a form: the page's rules, where it asks the portal, and what it
/// says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowWith {
    /// The page.
    pub guide: Guide,
    /// Address that the page is saved at while somebody types; it answers `Autosaved`.
    pub save_to: String,
    /// Address that names are suggested at.
    pub suggestions: String,
    /// What is said, in the page's language.
    pub words: FollowWords,
}

/// What is said while somebody types, in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowWords {
    /// Said before what went wrong.
    pub error: String,
    /// The page was saved by itself.
    pub saved: String,
    /// Another tab changed the page.
    pub stale: String,
    /// The page could not be saved by itself.
    pub failed: String,
    /// In the place of a value that cannot be worked out yet.
    pub unknown: String,
    /// Beside a value that comes from the municipality's files.
    pub from_territory: String,
    /// The words of problems, by kind; `{label}`, `{limit}` and `{part}` are put in.
    pub problems: BTreeMap<String, String>,
}

/// The form without what only authors, servers and pages need: the trees run.
fn bare(mut form: Form) -> Form {
    let strip = |formula: &mut Formula| formula.text = String::new();
    form.rules.iter_mut().for_each(|rule| {
        rule.source = None;
        strip(&mut rule.must);
    });
    for step in &mut form.steps {
        step.section = None;
        step.questions = step.questions.iter().map(|question| Asked::of(question).question()).collect();
    }
    form
}

/// A guide on its way: page, step, rows at least and at most, questions, rules, names, other rows,
/// words of questions, words of rules.
#[derive(Serialize, Deserialize)]
struct Sent(
    String,
    String,
    Option<(u32, u32)>,
    Vec<Asked>,
    Vec<(String, String, Expr)>,
    BTreeMap<String, Value>,
    Pages,
    BTreeMap<String, String>,
    BTreeMap<String, String>,
);

/// A question on its way: id, kind, whether it is optional, longest answer, choices, condition, least,
/// greatest, value.
#[derive(Serialize, Deserialize)]
struct Asked(String, FieldKind, bool, u32, Vec<String>, Option<Expr>, Option<i64>, Option<i64>, Option<Expr>);

impl Asked {
    fn of(question: &Question) -> Self {
        let tree = |formula: &Option<Formula>| formula.as_ref().and_then(|formula| formula.tree.clone());
        Self(
            question.id.clone(),
            question.kind,
            question.optional,
            question.max_chars,
            question.choices.clone(),
            tree(&question.when),
            question.min,
            question.max,
            tree(&question.value),
        )
    }

    fn question(self) -> Question {
        let Self(id, kind, optional, max_chars, choices, when, min, max, value) = self;
        Question {
            id,
            kind,
            optional,
            max_chars,
            choices,
            when: when.map(runs),
            min,
            max,
            value: value.map(runs),
            autocomplete: None,
            prefill: None,
            slot: None,
            about: None,
            from_parcel: None,
            from_address: false,
            special: false,
            source: None,
        }
    }
}

/// A formula that runs and of which nobody reads the text.
fn runs(tree: Expr) -> Formula {
    Formula { text: String::new(), tree: Some(tree) }
}

impl From<Guide> for Sent {
    fn from(guide: Guide) -> Self {
        let mut steps = guide.form.steps;
        let step = steps.pop().unwrap_or_default();
        let rules = guide.form.rules.into_iter().filter_map(|rule| Some((rule.id, rule.at, rule.must.tree?)));
        Self(
            guide.page,
            step.id,
            step.repeat.map(|repeat| (repeat.min, repeat.max)),
            step.questions.iter().map(Asked::of).collect(),
            rules.collect(),
            guide.known,
            guide.rows,
            guide.words,
            guide.rules,
        )
    }
}

impl From<Sent> for Guide {
    fn from(sent: Sent) -> Self {
        let Sent(page, id, repeat, asked, rules, known, rows, words, rule_words) = sent;
        let step = Step {
            id,
            section: None,
            when: None,
            repeat: repeat.map(|(min, max)| Repeat { min, max }),
            questions: asked.into_iter().map(Asked::question).collect(),
        };
        let rule = |(id, at, must)| Rule { id, at, must: runs(must), source: None };
        let rules = rules.into_iter().map(rule).collect();
        Self {
            page,
            form: Form { steps: vec![step], rules, ..Form::default() },
            known,
            rows,
            words,
            rules: rule_words,
        }
    }
}
