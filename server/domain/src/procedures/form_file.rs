//! `form.toml` as it is written: steps of its own and steps taken from the question bank.

use contract::expr::Formula;
use contract::forms::{Form, Question, Repeat, Rule, Section, Step};
use serde::Deserialize;

use super::{
    Finding,
    source::{
        At::{Item, Key},
        Source,
    },
};

/// `form.toml`, of a procedure or of a block of the question bank.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FormFile {
    #[serde(default, rename = "step")]
    steps: Vec<StepFile>,
    #[serde(default, rename = "section")]
    sections: Vec<Section>,
    #[serde(default, rename = "rule")]
    rules: Vec<Rule>,
    /// Questions of earlier versions that are gone on purpose: drafts that answered them lose it.
    #[serde(default)]
    retired: Vec<String>,
}

/// A step, or the name of a block whose steps stand in its place.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct StepFile {
    block: Option<String>,
    #[serde(default)]
    id: String,
    section: Option<String>,
    when: Option<Formula>,
    repeat: Option<Repeat>,
    #[serde(default, rename = "question")]
    questions: Vec<Question>,
}

impl FormFile {
    /// The blocks that it takes, in order, with the place of each.
    pub(super) fn blocks(&self) -> impl Iterator<Item = (usize, &str)> {
        self.steps.iter().enumerate().filter_map(|(at, step)| Some((at, step.block.as_deref()?)))
    }

    /// Where a step's condition stands in this file: in the step, or where the step's block is taken.
    pub(super) fn place_of(&self, step: &Step) -> Option<usize> {
        let when = |formula: &Option<Formula>| formula.as_ref().map(|formula| formula.text.clone());
        let wanted = when(&step.when);
        self.steps.iter().position(|written| match written.block {
            Some(_) => wanted.is_some() && when(&written.when) == wanted,
            None => written.id == step.id,
        })
    }
}

/// The form of a procedure, its blocks put in, and where each part of it was written.
pub(super) struct FormSource<'a> {
    pub(super) form: Form,
    files: Vec<Source<'a, FormFile>>,
    /// For each step and each rule: the file, and its place there.
    steps: Vec<(usize, usize)>,
    rules: Vec<(usize, usize)>,
}

impl<'a> FormSource<'a> {
    /// Puts the blocks into a form. `blocks` are those that could be read, by name.
    pub(super) fn new(
        main: Source<'a, FormFile>,
        blocks: Vec<(String, Source<'a, FormFile>)>,
        found: &mut Vec<Finding>,
    ) -> Self {
        let mut all = Self {
            form: Form {
                sections: main.value.sections.clone(),
                retired: main.value.retired.clone(),
                ..Form::default()
            },
            steps: Vec::new(),
            rules: Vec::new(),
            files: Vec::new(),
        };
        for (_, block) in blocks.iter().filter(|(_, block)| !block.value.sections.is_empty()) {
            let message = "a block does not say who answers for a section";
            let remedy = "write the `[[section]]` in the form that takes the block";
            found.push(block.finding(&[Key("section"), Item(0), Key("id")], message, remedy));
        }
        let (names, sources): (Vec<String>, Vec<_>) = blocks.into_iter().unzip();
        all.files = std::iter::once(main).chain(sources).collect();
        let written = all.files.first().map(|file| file.value.clone());
        let Some(FormFile { steps, rules, .. }) = written else { return all };
        for (at, step) in steps.into_iter().enumerate() {
            match &step.block {
                None => all.push_step(0, at, step, None),
                Some(block) => match names.iter().position(|name| name == block) {
                    Some(place) => all.push_block(place + 1, &step),
                    None => found.push(all.unknown_block(at, block, &names)),
                },
            }
        }
        for (at, rule) in rules.into_iter().enumerate() {
            all.rules.push((0, at));
            all.form.rules.push(rule);
        }
        all
    }

    fn push_block(&mut self, file: usize, user: &StepFile) {
        let Some(block) = self.files.get(file).map(|file| file.value.clone()) else { return };
        for (at, step) in block.steps.into_iter().enumerate() {
            self.push_step(file, at, step, Some(user));
        }
        for (at, rule) in block.rules.into_iter().enumerate() {
            self.rules.push((file, at));
            self.form.rules.push(rule);
        }
    }

    /// A step of a block takes section and condition from where it is used, unless it has its own.
    fn push_step(&mut self, file: usize, at: usize, step: StepFile, user: Option<&StepFile>) {
        self.steps.push((file, at));
        self.form.steps.push(Step {
            id: step.id,
            section: user.and_then(|user| user.section.clone()).or(step.section),
            when: step.when.or_else(|| user.and_then(|user| user.when.clone())),
            repeat: step.repeat,
            questions: step.questions,
        });
    }

    fn unknown_block(&self, at: usize, block: &str, names: &[String]) -> Finding {
        let known = if names.is_empty() { "none could be read".to_owned() } else { names.join(", ") };
        let way = [Key("step"), Item(at), Key("block")];
        let message = format!("there is no block `{block}` in the question bank, or it has mistakes");
        let remedy = format!("write the name of a folder of `_blocks` (read so far: {known})");
        self.main_finding(&way, message, remedy)
    }

    /// A finding about the form as a whole.
    pub(super) fn at_form(&self, message: impl Into<String>, remedy: impl Into<String>) -> Finding {
        self.main_finding(&[], message, remedy)
    }

    /// A finding about a key of `form.toml` itself.
    pub(super) fn at_key(&self, key: &str, message: impl Into<String>, remedy: impl Into<String>) -> Finding {
        self.main_finding(&[Key(key)], message, remedy)
    }

    /// A finding about a place in `form.toml` itself.
    pub(super) fn main_finding(
        &self,
        way: &[super::source::At<'_>],
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Finding {
        let (message, remedy) = (message.into(), remedy.into());
        match self.files.first() {
            Some(main) => main.finding(way, message, remedy),
            None => Finding { file: "form.toml".to_owned(), line: None, key: None, message, remedy },
        }
    }

    /// A finding about a key of a step.
    pub(super) fn at_step(
        &self,
        step: usize,
        key: &str,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Finding {
        match self.steps.get(step).and_then(|(file, at)| Some((self.files.get(*file)?, *at))) {
            Some((file, at)) => file.finding(&[Key("step"), Item(at), Key(key)], message, remedy),
            None => self.at_form(message, remedy),
        }
    }

    /// A finding about a key of a question.
    pub(super) fn at_question(
        &self,
        step: usize,
        question: usize,
        key: &str,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Finding {
        match self.steps.get(step).and_then(|(file, at)| Some((self.files.get(*file)?, *at))) {
            Some((file, at)) => {
                let way = [Key("step"), Item(at), Key("question"), Item(question), Key(key)];
                file.finding(&way, message, remedy)
            }
            None => self.at_form(message, remedy),
        }
    }

    /// A finding about a key of a rule.
    pub(super) fn at_rule(
        &self,
        rule: usize,
        key: &str,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Finding {
        match self.rules.get(rule).and_then(|(file, at)| Some((self.files.get(*file)?, *at))) {
            Some((file, at)) => file.finding(&[Key("rule"), Item(at), Key(key)], message, remedy),
            None => self.at_form(message, remedy),
        }
    }
}
