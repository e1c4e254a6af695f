//! Templates of the office's written acts: read with the folder, checked against the workflow, tried on an example.

use std::collections::BTreeMap;

use contract::{
    Lang,
    deeds::{
        DeedCase, DeedContent, DeedPayment, DeedRecipient, DeedSheet, DeedSigner, DeedTemplate, DeedTerm,
        TemplateProblem,
    },
    forms::FieldKind,
    inspection::SheetLine,
};
use engine::{Effect, Who};

use super::{
    Definition, Finding,
    check::{ID_REMEDY, is_id},
    deed_facts,
    load::{Folder, decoded, of_file},
    source::At::{Item, Key},
};

/// The largest template, in bytes.
const LARGEST: usize = 64 * 1024;

/// The file of a template in the procedure's folder.
#[must_use]
pub fn deed_file(id: &str) -> String {
    format!("deeds/{id}.typ")
}

/// Reads the templates that the workflow names.
pub(super) fn read(
    folder: &mut Folder<'_>,
    read: &dyn Fn(&str) -> Option<Vec<u8>>,
    found: &mut Vec<Finding>,
) {
    let Some(workflow) = &folder.workflow else { return };
    for (index, event) in workflow.value.events.iter().enumerate() {
        let Some(id) = &event.deed else { continue };
        let way = [Key("event"), Item(index), Key("deed")];
        if !is_id(id, '_') {
            found.push(workflow.finding(&way, format!("`{id}` cannot be an id"), ID_REMEDY));
            continue;
        }
        if !event.effects.contains(&Effect::RegisterOutgoing) {
            let message = format!("the event `{}` makes a document that is not registered", event.id);
            found.push(workflow.finding(&way, message, "add the effect `register_outgoing`"));
        }
        if event.who.iter().any(|who| who.nobody() || *who == Who::Applicant) {
            let message =
                format!("the event `{}` makes a document that nobody of the office signs", event.id);
            found.push(workflow.finding(&way, message, "leave `deed` to events of the office alone"));
        }
        if folder.deeds.contains_key(id) {
            continue;
        }
        let file = deed_file(id);
        match read(&file) {
            None => {
                let message = format!("the template `{file}` is not there");
                found.push(workflow.finding(&way, message, "add the file, or remove the key"));
            }
            Some(bytes) if bytes.len() > LARGEST => {
                let message = format!("the template is larger than {LARGEST} bytes");
                found.push(of_file(
                    folder.slug,
                    &file,
                    &message,
                    "move what is no text of the act elsewhere",
                ));
            }
            Some(bytes) => {
                if let Some(text) = decoded(folder.slug, &file, bytes, found) {
                    folder.deeds.insert(id.clone(), text);
                }
            }
        }
    }
}

/// Examples of every act that the procedure makes a document of, to try its template on: with each standing that terms
/// may have, with answers and without. A template may say different things in each.
#[must_use]
pub fn deed_samples(definition: &Definition) -> Vec<DeedSheet> {
    let each = |(id, source): (&String, &String)| {
        let of = |(place, status): (usize, &&str)| DeedSheet {
            template: DeedTemplate { file: deed_file(id), source: source.clone() },
            act: example(definition, id, status, place % 2 == 0),
        };
        STANDINGS.iter().enumerate().map(of).collect::<Vec<_>>()
    };
    definition.deeds.iter().flat_map(each).collect()
}

/// How terms may stand after an act, as templates know it.
const STANDINGS: [&str; 6] = ["running", "waiting", "suspended", "interrupted", "ended", "none"];

/// What is wrong with a template, where it stands.
#[must_use]
pub fn deed_findings(definition: &Definition, file: &str, problems: &[TemplateProblem]) -> Vec<Finding> {
    let template = definition.deeds.iter().find(|(id, _)| deed_file(id) == file);
    let of = |problem: &TemplateProblem| Finding {
        file: format!("{}/{file}", definition.slug()),
        line: problem.line,
        key: None,
        message: problem.message.clone(),
        remedy: match (remedy(&problem.message), problem.hint.as_str()) {
            (Some(remedy), _) => remedy.to_owned(),
            (None, hint) => template
                .and_then(|(id, text)| {
                    let line = problem.line.and_then(|line| text.lines().nth(line.checked_sub(1)?));
                    let full = example(definition, id, "running", true);
                    deed_facts::remedy(&problem.message, line.unwrap_or_default(), &full)
                })
                .unwrap_or_else(|| match hint {
                    "" => "correct this line; what a template may use is in the README of the procedures"
                        .to_owned(),
                    hint => hint.to_owned(),
                }),
        },
    };
    problems.iter().map(of).collect()
}

/// What to write instead, where what the typesetter says is no help to who knows nothing of it.
fn remedy(message: &str) -> Option<&'static str> {
    let begins =
        "begin the template with `#import \"/letter.typ\": *` and `#show: letter`, and write the act below";
    [
        (
            "failed to load file",
            "a template imports nothing but `/letter.typ`, and has no images, packages or files: write that, or take the line \
             out and say it in words",
        ),
        ("file not found", "import nothing but `/letter.typ`"),
        ("label", "in an address write `\\@` for `@`, as `info\\@comune.example`"),
        ("missing document title", begins),
        ("first heading", begins),
    ]
    .into_iter()
    .find_map(|(says, remedy)| message.contains(says).then_some(remedy))
}

/// `full`: everything that may be there is there.
fn example(definition: &Definition, id: &str, status: &str, full: bool) -> DeedContent {
    let some = |text: &str| if full { text.to_owned() } else { String::new() };
    let texts = definition.text(Lang::It);
    let event = definition.workflow.events.iter().find(|event| event.deed.as_deref() == Some(id));
    let title = event.map(|event| {
        let words = texts.event(&event.id);
        words.message_kind.unwrap_or(words.timeline).to_owned()
    });
    let questions = definition.form.steps.iter().flat_map(|step| &step.questions);
    let asked = questions.filter(|question| question.kind != FieldKind::Information);
    let position = SheetLine { label: "Un ente".to_owned(), value: "Assenso".to_owned() };
    DeedContent {
        ente: "Comune di Esempio".to_owned(),
        office: texts.service().office.clone(),
        contacts: Vec::new(),
        title: title.unwrap_or_default(),
        day: "2026-01-15".to_owned(),
        day_words: "15 gennaio 2026".to_owned(),
        protocol: "2026/0000124 del 15 gennaio 2026".to_owned(),
        draft: false,
        recipient: DeedRecipient { name: "Lucia Esempi".to_owned(), address: String::new() },
        others: if full { vec!["Un ente".to_owned()] } else { Vec::new() },
        case: DeedCase {
            number: "ES-2026-000012".to_owned(),
            procedure: texts.service().short.clone(),
            filed_on: "2 gennaio 2026".to_owned(),
            protocol: some("2026/0000003 del 2 gennaio 2026"),
            link: "https://sportello.example/it/pratiche/1".to_owned(),
        },
        text: "Le ragioni dell'atto.".to_owned(),
        points: if full { vec!["Un punto.".to_owned(), "Un altro.".to_owned()] } else { Vec::new() },
        due: some("15 febbraio 2026"),
        source: event.and_then(|event| event.source.clone()).unwrap_or_default(),
        bodies: if full { vec!["Un ente".to_owned()] } else { Vec::new() },
        positions: if full { vec![position] } else { Vec::new() },
        payment: full.then(|| DeedPayment {
            sum: "1.234,50 €".to_owned(),
            by: "15 febbraio 2026".to_owned(),
            notice: "3010 0000 0000 0001 44".to_owned(),
            creditor: "00000000000".to_owned(),
            debtor: "Lucia Esempi (SMPLCU61C54M999F)".to_owned(),
        }),
        responsible: "Anna Esempi".to_owned(),
        signer: DeedSigner { name: "Anna Esempi".to_owned(), role: "Dirigente".to_owned() },
        terms: definition
            .clocks
            .terms
            .iter()
            .map(|term| (term.id.clone(), term_example(definition, term, status)))
            .collect(),
        answers: asked
            .map(|question| (question.id.clone(), some("Una risposta")))
            .collect::<BTreeMap<_, _>>(),
    }
}

fn term_example(definition: &Definition, term: &engine::clock::Term, status: &str) -> DeedTerm {
    let words = definition.text(Lang::It).term(&term.id);
    DeedTerm {
        label: words.label.to_owned(),
        status: status.to_owned(),
        length: "30 giorni".to_owned(),
        began: if matches!(status, "waiting" | "none") {
            String::new()
        } else {
            "16 gennaio 2026".to_owned()
        },
        ends: if status == "running" { "15 febbraio 2026".to_owned() } else { String::new() },
        left: if status == "suspended" { 12 } else { 0 },
        source: term.source.clone(),
        silence: words.silence.to_owned(),
    }
}
