//! From a procedure's folder to a definition, or to a list of everything wrong with the folder.

use std::{collections::BTreeMap, fmt};

use contract::{Lang, fees::Fees, forms::FieldKind, places::Order};
use engine::{Workflow, clock::Clocks};
use serde::{Deserialize, de::DeserializeOwned};

use super::{
    Definition, LangTexts, Meta, Slot, Texts, blocks, check, check_deeds,
    definition::hash_of,
    followers,
    form_file::{FormFile, FormSource},
    links::{LINKS, Links},
    source::Source,
};

/// The files that every procedure's folder has.
pub const FILES: [&str; 6] =
    ["procedure.toml", "form.toml", "documents.toml", "workflow.toml", "texts.it.toml", "texts.en.toml"];

/// The file of fees, for procedures that cost something.
pub const FEES: &str = "fees.toml";

/// The file of terms, for procedures in which something has to be done in time.
pub const CLOCKS: &str = "clocks.toml";

/// What all procedures of an installation share.
pub struct Shared<'r> {
    /// The bytes of a file of a block of the question bank: `(block, file)`.
    pub block: &'r dyn Fn(&str, &str) -> Option<Vec<u8>>,
    /// The orders of professionals.
    pub orders: &'r [Order],
}

/// Something wrong in a procedure's folder, and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The file, from the folder of all procedures on.
    pub file: String,
    /// The line, from 1; `None` if it is about the whole file.
    pub line: Option<usize>,
    /// The key, with those of the tables around it where they tell more: `when`, `question.piano.choice`.
    /// `None` if it is about no key.
    pub key: Option<String>,
    /// What is wrong, without full stop.
    pub message: String,
    /// What to do about it, without full stop.
    pub remedy: String,
}

impl fmt::Display for Finding {
    /// `slug/form.toml:12 key: what is wrong; what to do`, on one line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if let Some(key) = &self.key {
            write!(f, " {key}")?;
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
    /// The files that may come with the answer to each point of a request.
    pub(super) answers: Option<Slot>,
    /// Documents of earlier versions that are gone on purpose: drafts that have them lose their files.
    #[serde(default)]
    pub(super) retired: Vec<String>,
}

/// The files that could be read.
pub(super) struct Folder<'a> {
    pub(super) slug: &'a str,
    pub(super) meta: Option<Source<'a, Meta>>,
    pub(super) form: Option<FormSource<'a>>,
    pub(super) documents: Option<Source<'a, Documents>>,
    pub(super) fees: Option<Source<'a, Fees>>,
    pub(super) workflow: Option<Source<'a, Workflow>>,
    pub(super) clocks: Option<Source<'a, Clocks>>,
    pub(super) links: Option<Source<'a, Links>>,
    /// The templates of acts that are there, by id.
    pub(super) deeds: BTreeMap<String, String>,
    pub(super) texts: Vec<(Lang, Source<'a, LangTexts>)>,
    /// Words that came from the question bank.
    pub(super) lent: Vec<(Lang, LangTexts)>,
}

impl Definition {
    /// Builds the definition of a procedure from the files of its folder. `read` gives the bytes
    /// of a file of [`FILES`], or nothing if it is not there.
    ///
    /// # Errors
    /// Everything that is wrong, file by file and line by line.
    pub fn load(
        slug: &str,
        read: &dyn Fn(&str) -> Option<Vec<u8>>,
        shared: &Shared<'_>,
    ) -> Result<Self, Vec<Finding>> {
        let mut findings = Vec::new();
        let texts = FILES.map(|file| text(slug, file, read, &mut findings));
        let extra = |file: &str, findings: &mut Vec<Finding>| {
            read(file).and_then(|bytes| decoded(slug, file, bytes, findings))
        };
        let [fees, clocks, links] = [FEES, CLOCKS, LINKS].map(|file| extra(file, &mut findings));
        let [meta, form, documents, workflow, it, en] = &texts;
        let main: Option<Source<'_, FormFile>> = source(slug, "form.toml", form, &mut findings);
        let bank = blocks::read(main.as_ref().map(|main| &main.value), shared, &mut findings);
        let lent = bank.sources(&mut findings);
        let mut folder = Folder {
            slug,
            meta: source(slug, "procedure.toml", meta, &mut findings),
            form: main.map(|main| FormSource::new(main, lent.forms, &mut findings)),
            documents: source(slug, "documents.toml", documents, &mut findings),
            fees: source(slug, FEES, &fees, &mut findings),
            workflow: source(slug, "workflow.toml", workflow, &mut findings),
            clocks: source(slug, CLOCKS, &clocks, &mut findings),
            links: source(slug, LINKS, &links, &mut findings),
            deeds: BTreeMap::new(),
            texts: Vec::new(),
            lent: lent.texts,
        };
        for (lang, file, text) in [(Lang::It, "texts.it.toml", it), (Lang::En, "texts.en.toml", en)] {
            folder.texts.extend(source(slug, file, text, &mut findings).map(|source| (lang, source)));
        }
        lend_orders(&mut folder, shared);
        check_deeds::read(&mut folder, read, &mut findings);
        // What cannot be read is mended first: whatever speaks of it would seem wrong.
        let unread = fees.is_some() && folder.fees.is_none()
            || clocks.is_some() && folder.clocks.is_none()
            || links.is_some() && folder.links.is_none();
        if !unread {
            findings.extend(check::findings(&mut folder));
        }
        if !findings.is_empty() {
            let place = |finding: &Finding| FILES.iter().position(|file| finding.file.ends_with(file));
            let rank = |finding: &Finding| place(finding).unwrap_or(FILES.len());
            findings.sort_by_key(|finding| (rank(finding), finding.line));
            return Err(followers::folded(findings, folder.form.as_ref().map(|form| &form.form)));
        }
        assemble(folder).map_err(|finding| vec![finding])
    }
}

/// Questions about a professional that name no orders take them all, with their names.
fn lend_orders(folder: &mut Folder<'_>, shared: &Shared<'_>) {
    let Some(form) = &mut folder.form else { return };
    let mut lent = Vec::new();
    for question in form.form.steps.iter_mut().flat_map(|step| &mut step.questions) {
        if question.kind == FieldKind::Professional {
            if question.choices.is_empty() {
                question.choices = shared.orders.iter().map(|order| order.id.clone()).collect();
            }
            lent.push((question.id.clone(), question.choices.clone()));
        }
    }
    for (lang, texts) in &mut folder.texts {
        for (question, choices) in &lent {
            let Some(words) = texts
                .value
                .question
                .get_mut(question)
                .or_else(|| blocks::question_of(&mut folder.lent, *lang, question))
            else {
                continue;
            };
            for order in shared.orders.iter().filter(|order| choices.contains(&order.id)) {
                let name = || order.name_in(*lang).to_owned();
                words.choice.entry(order.id.clone()).or_insert_with(name);
            }
        }
    }
}

fn text(
    slug: &str,
    file: &str,
    read: &dyn Fn(&str) -> Option<Vec<u8>>,
    findings: &mut Vec<Finding>,
) -> Option<String> {
    let Some(bytes) = read(file) else {
        let remedy = "add it to the procedure's folder";
        findings.push(of_file(slug, file, "the file is not there", remedy));
        return None;
    };
    decoded(slug, file, bytes, findings)
}

/// The text of a file that is there.
pub(super) fn decoded(slug: &str, file: &str, bytes: Vec<u8>, findings: &mut Vec<Finding>) -> Option<String> {
    let text = String::from_utf8(bytes).ok();
    if text.is_none() {
        let remedy = "save it with the encoding UTF-8";
        findings.push(of_file(slug, file, "the file is no UTF-8 text", remedy));
    }
    text
}

/// A finding about a file as a whole.
pub(super) fn of_file(slug: &str, file: &str, message: &str, remedy: &str) -> Finding {
    Finding {
        file: format!("{slug}/{file}"),
        line: None,
        key: None,
        message: message.to_owned(),
        remedy: remedy.to_owned(),
    }
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
        key: None,
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
    for (lang, lent) in folder.lent {
        let own = match lang {
            Lang::It => &mut it,
            Lang::En => &mut en,
        };
        if let Some(own) = own {
            blocks::lend(own, lent);
        }
    }
    let documents = folder.documents.ok_or_else(incomplete)?.value;
    let definition = Definition {
        hash: String::new(),
        meta: folder.meta.ok_or_else(incomplete)?.value,
        form: folder.form.ok_or_else(incomplete)?.form,
        slots: documents.slots,
        answer_slot: documents.answers,
        retired_slots: documents.retired,
        fees: folder.fees.map(|fees| fees.value).unwrap_or_default(),
        workflow: folder.workflow.ok_or_else(incomplete)?.value,
        clocks: folder.clocks.map(|clocks| clocks.value).unwrap_or_default(),
        links: folder.links.map(|links| links.value.links).unwrap_or_default(),
        deeds: folder.deeds,
        texts: Texts { it: it.ok_or_else(incomplete)?, en: en.ok_or_else(incomplete)? },
    };
    let json = definition.to_canonical_json().map_err(|error| wrong(error.to_string()))?;
    Ok(Definition { hash: hash_of(&json), ..definition })
}
