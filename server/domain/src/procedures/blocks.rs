//! The question bank: groups of questions with their words, written once and taken by many forms.

use contract::Lang;
use serde::{Deserialize, de::DeserializeOwned};
use std::collections::BTreeMap;

use super::{
    Finding, LangTexts, QuestionTexts, RuleTexts, Shared, StepTexts, form_file::FormFile, source::Source,
};

/// The folder of the question bank, beside those of the procedures. No procedure can have its name.
pub const BLOCKS: &str = "_blocks";

const FORM: &str = "form.toml";
const TEXTS: [(Lang, &str); 2] = [(Lang::It, "texts.it.toml"), (Lang::En, "texts.en.toml")];

/// The words of a block in one language.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct BlockTexts {
    #[serde(default)]
    step: BTreeMap<String, StepTexts>,
    #[serde(default)]
    question: BTreeMap<String, QuestionTexts>,
    #[serde(default)]
    rule: BTreeMap<String, RuleTexts>,
}

/// The files of the blocks that a form takes, as text.
pub(super) struct Bank {
    files: Vec<(String, &'static str, String)>,
}

/// What blocks give to a form.
pub(super) struct Lent<'a> {
    pub(super) forms: Vec<(String, Source<'a, FormFile>)>,
    pub(super) texts: Vec<(Lang, LangTexts)>,
}

/// Reads the files of the blocks that a form names.
pub(super) fn read(form: Option<&FormFile>, shared: &Shared<'_>, found: &mut Vec<Finding>) -> Bank {
    let mut names: Vec<&str> = form.into_iter().flat_map(FormFile::blocks).map(|(_, name)| name).collect();
    names.sort_unstable();
    names.dedup();
    let mut files = Vec::new();
    for name in names {
        // A block that is not there is found where it is named.
        if (shared.block)(name, FORM).is_none() {
            continue;
        }
        for file in std::iter::once(FORM).chain(TEXTS.map(|(_, file)| file)) {
            match (shared.block)(name, file).map(String::from_utf8) {
                Some(Ok(text)) => files.push((name.to_owned(), file, text)),
                other => found.push(Finding {
                    file: format!("{BLOCKS}/{name}/{file}"),
                    line: None,
                    key: None,
                    message: if other.is_some() {
                        "the file is no UTF-8 text"
                    } else {
                        "the file is not there"
                    }
                    .to_owned(),
                    remedy: "write it in the block's folder, with the encoding UTF-8".to_owned(),
                }),
            }
        }
    }
    Bank { files }
}

impl Bank {
    /// The blocks, read.
    pub(super) fn sources(&self, found: &mut Vec<Finding>) -> Lent<'_> {
        let mut lent = Lent { forms: Vec::new(), texts: Vec::new() };
        for (name, file, text) in &self.files {
            let path = format!("{BLOCKS}/{name}/{file}");
            match TEXTS.iter().find(|(_, of)| of == file) {
                None => lent.forms.extend(parsed(path, text, found).map(|form| (name.clone(), form))),
                Some((lang, _)) => {
                    let Some(source) = parsed::<BlockTexts>(path, text, found) else { continue };
                    found.extend(source.blank_texts());
                    lent.texts.push((*lang, of_block(source.value)));
                }
            }
        }
        lent
    }
}

fn parsed<'a, T: DeserializeOwned>(
    path: String,
    text: &'a str,
    found: &mut Vec<Finding>,
) -> Option<Source<'a, T>> {
    Source::read(path, text, found)
}

fn of_block(texts: BlockTexts) -> LangTexts {
    LangTexts { step: texts.step, question: texts.question, rule: texts.rule, ..LangTexts::default() }
}

/// Puts the words of a block into those of a procedure, which win where both have them.
pub(super) fn lend(own: &mut LangTexts, lent: LangTexts) {
    for (id, words) in lent.step {
        own.step.entry(id).or_insert(words);
    }
    for (id, words) in lent.question {
        match own.question.get_mut(&id) {
            // The names of orders may stand on either side.
            Some(of) => {
                for (value, label) in words.choice {
                    of.choice.entry(value).or_insert(label);
                }
            }
            None => drop(own.question.insert(id, words)),
        }
    }
    for (id, words) in lent.rule {
        own.rule.entry(id).or_insert(words);
    }
}

/// The words of a question that a block has.
pub(super) fn question_of<'l>(
    lent: &'l mut [(Lang, LangTexts)],
    lang: Lang,
    question: &str,
) -> Option<&'l mut QuestionTexts> {
    lent.iter_mut().filter(|(of, _)| *of == lang).find_map(|(_, texts)| texts.question.get_mut(question))
}
