//! From a procedure's folder to a definition, or to a list of everything wrong with the folder.

use std::fmt;

use contract::{Lang, forms::Form};
use engine::Workflow;
use serde::{Deserialize, de::DeserializeOwned};

use super::{Definition, LangTexts, Meta, Slot, Texts, check, definition::hash_of, source::Source};

/// The files of a procedure's folder.
pub const FILES: [&str; 6] =
    ["procedure.toml", "form.toml", "documents.toml", "workflow.toml", "texts.it.toml", "texts.en.toml"];

/// Something wrong in a procedure's folder, and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The file, from the folder of all procedures on.
    pub file: String,
    /// The line, from 1; `None` if it is about the whole file.
    pub line: Option<usize>,
    /// What is wrong, without full stop.
    pub message: String,
    /// What to do about it, without full stop.
    pub remedy: String,
}

impl fmt::Display for Finding {
    /// `slug/form.toml:12: what is wrong: what to do`, on one line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}; {}", self.message, self.remedy)
    }
}

/// `documents.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Documents {
    #[serde(rename = "slot")]
    pub(super) slots: Vec<Slot>,
}

/// The files that could be read.
pub(super) struct Folder<'a> {
    pub(super) slug: &'a str,
    pub(super) meta: Option<Source<'a, Meta>>,
    pub(super) form: Option<Source<'a, Form>>,
    pub(super) documents: Option<Source<'a, Documents>>,
    pub(super) workflow: Option<Source<'a, Workflow>>,
    pub(super) texts: Vec<(Lang, Source<'a, LangTexts>)>,
}

impl Definition {
    /// Builds the definition of a procedure from the files of its folder. `read` gives the bytes
    /// of a file of [`FILES`], or nothing if it is not there.
    ///
    /// # Errors
    /// Everything that is wrong, file by file and line by line.
    pub fn load(slug: &str, read: &dyn Fn(&str) -> Option<Vec<u8>>) -> Result<Self, Vec<Finding>> {
        let mut findings = Vec::new();
        let texts = FILES.map(|file| text(slug, file, read, &mut findings));
        let [meta, form, documents, workflow, it, en] = &texts;
        let mut folder = Folder {
            slug,
            meta: source(slug, "procedure.toml", meta, &mut findings),
            form: source(slug, "form.toml", form, &mut findings),
            documents: source(slug, "documents.toml", documents, &mut findings),
            workflow: source(slug, "workflow.toml", workflow, &mut findings),
            texts: Vec::new(),
        };
        for (lang, file, text) in [(Lang::It, "texts.it.toml", it), (Lang::En, "texts.en.toml", en)] {
            folder.texts.extend(source(slug, file, text, &mut findings).map(|source| (lang, source)));
        }
        findings.extend(check::findings(&folder));
        if !findings.is_empty() {
            let rank = |finding: &Finding| FILES.iter().position(|file| finding.file.ends_with(file));
            findings.sort_by_key(|finding| (rank(finding), finding.line));
            return Err(findings);
        }
        assemble(folder).map_err(|finding| vec![finding])
    }
}

fn text(
    slug: &str,
    file: &str,
    read: &dyn Fn(&str) -> Option<Vec<u8>>,
    findings: &mut Vec<Finding>,
) -> Option<String> {
    let wrong = |message: &str, remedy: &str| Finding {
        file: format!("{slug}/{file}"),
        line: None,
        message: message.to_owned(),
        remedy: remedy.to_owned(),
    };
    let Some(bytes) = read(file) else {
        findings.push(wrong("the file is not there", "add it to the procedure's folder"));
        return None;
    };
    let text = String::from_utf8(bytes).ok();
    if text.is_none() {
        findings.push(wrong("the file is no UTF-8 text", "save it with the encoding UTF-8"));
    }
    text
}

fn source<'a, T: DeserializeOwned>(
    slug: &str,
    file: &str,
    text: &'a Option<String>,
    findings: &mut Vec<Finding>,
) -> Option<Source<'a, T>> {
    Source::read(format!("{slug}/{file}"), text.as_ref()?, findings)
}

/// Puts the parts of a folder without findings together.
fn assemble(folder: Folder<'_>) -> Result<Definition, Finding> {
    let slug = folder.slug;
    let wrong = |message: String| Finding {
        file: slug.to_owned(),
        line: None,
        message,
        remedy: "report this as a defect of the program".to_owned(),
    };
    let incomplete = || wrong("a file has no content and no findings".to_owned());
    let (mut it, mut en) = (None, None);
    for (lang, source) in folder.texts {
        match lang {
            Lang::It => it = Some(source.value),
            Lang::En => en = Some(source.value),
        }
    }
    let definition = Definition {
        hash: String::new(),
        meta: folder.meta.ok_or_else(incomplete)?.value,
        form: folder.form.ok_or_else(incomplete)?.value,
        slots: folder.documents.ok_or_else(incomplete)?.value.slots,
        workflow: folder.workflow.ok_or_else(incomplete)?.value,
        texts: Texts { it: it.ok_or_else(incomplete)?, en: en.ok_or_else(incomplete)? },
    };
    let json = definition.to_canonical_json().map_err(|error| wrong(error.to_string()))?;
    Ok(Definition { hash: hash_of(&json), ..definition })
}
