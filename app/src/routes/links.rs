//! Addresses that say more than a path: with a query, a place on the page, or the word of a button.

use contract::{
    Lang,
    cases::{Binds, Phase, StepTarget},
    ids::{CaseId, DocumentId},
    office::Charge,
    outages::Days,
    reports::{ReportKind, ReportState},
};

use super::*;

/// The list of services that have these words and are in this category; either may be empty.
#[must_use]
pub fn services_looking(lang: Lang, words: &str, category: &str) -> String {
    let said = [("q", words), ("categoria", category)];
    let said: Vec<String> = said
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", query_value(value)))
        .collect();
    if said.is_empty() { services(lang) } else { format!("{}?{}", services(lang), said.join("&")) }
}

/// The office's page of a case with the form of one act open: of an event, and of the body that it is about.
#[must_use]
pub fn office_act(lang: Lang, case: CaseId, (event, body): (&str, Option<&str>)) -> String {
    let body = body.map(|body| format!("&ente={}", query_value(body))).unwrap_or_default();
    format!("{}?atto={}{body}", office_case(lang, case), query_value(event))
}

/// The login page that leads back to a page of ours afterwards.
#[must_use]
pub fn login_returning(lang: Lang, to: &str) -> String {
    format!("{}?ritorno={}", login(lang), query_value(to))
}

/// The button of a form that saves it and leads to the list of all parts.
pub const GO_TASKS: &str = "vai:/parti";

/// The value of a form's button that saves it and leads to another page of the draft.
#[must_use]
pub fn go_word(target: &StepTarget) -> String {
    match target {
        StepTarget::Questions(page) => format!("vai:{page}"),
        StepTarget::Documents => go_documents(""),
        StepTarget::Summary => "vai:/riepilogo".to_owned(),
    }
}

/// The value of a form's button that saves it and leads to one requested document.
#[must_use]
pub fn go_documents(slot: &str) -> String {
    format!("vai:/documenti/{slot}")
}

/// The value of a form's button that saves it and leads to all that was answered before to a question.
#[must_use]
pub fn all_given(question: &str) -> String {
    format!("dati:{question}")
}

/// The value of a form's button that takes an answer for a question.
#[must_use]
pub fn take_given(question: &str, offer: &str) -> String {
    format!("usa:{question}:{offer}")
}

/// Whether a word can be part of an address as it is: ids of pages, questions and documents are.
#[must_use]
pub fn plain(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'~' | b'-'))
}

/// Where a button made by [`go_word`] and the like leads; `None` for what no page has made.
#[must_use]
pub fn gone_to(lang: Lang, case: CaseId, word: &str) -> Option<String> {
    let to = word.strip_prefix("vai:")?;
    // The word becomes part of an address.
    match to.strip_prefix('/') {
        Some("riepilogo") => Some(summary(lang, case)),
        Some("parti") => Some(tasks(lang, case)),
        Some("documenti/") => Some(documents(lang, case)),
        Some(other) => {
            let slot = other.strip_prefix("documenti/").filter(|slot| plain(slot))?;
            Some(documents_slot(lang, case, slot))
        }
        None => (!to.is_empty() && plain(to)).then(|| step(lang, case, to)),
    }
}

/// The start page of a service with what is known already: question and choice, never anything
/// personal.
#[must_use]
pub fn start_with(lang: Lang, slug: &str, given: &[(String, String)]) -> String {
    let mut path = start(lang, slug);
    let mut separator = '?';
    for (name, value) in given {
        path.push_str(&format!("{separator}dato.{}={}", query_value(name), query_value(value)));
        separator = '&';
    }
    path
}

/// The questions after some answers, given as codes parted by commas.
#[must_use]
pub fn precheck_after(lang: Lang, slug: &str, codes: &str) -> String {
    after(precheck(lang, slug), codes)
}

/// The list to be printed after some answers, given as codes parted by commas.
#[must_use]
pub fn precheck_list_after(lang: Lang, slug: &str, codes: &str) -> String {
    after(precheck_list(lang, slug), codes)
}

/// Codes of answers need no encoding: they are small letters, digits and `_`.
fn after(path: String, codes: &str) -> String {
    if codes.is_empty() { path } else { format!("{path}?r={codes}") }
}

/// A page of the filling of a draft.
#[must_use]
pub fn target(lang: Lang, case: CaseId, target: &StepTarget) -> String {
    match target {
        StepTarget::Questions(id) => step(lang, case, id),
        StepTarget::Documents => documents(lang, case),
        StepTarget::Summary => summary(lang, case),
    }
}

/// A document shown by the browser instead of saved.
#[must_use]
pub fn document_shown(lang: Lang, id: DocumentId) -> String {
    format!("{}?vista=1", document(lang, id))
}

/// A step opened from the summary: saving returns there.
#[must_use]
pub fn step_from_summary(lang: Lang, case: CaseId, step_id: &str) -> String {
    format!("{}?da=riepilogo", step(lang, case, step_id))
}

/// A step opened from the summary because something in it is missing or wrong.
#[must_use]
pub fn step_to_correct(lang: Lang, case: CaseId, step_id: &str) -> String {
    format!("{}?da=riepilogo&errori=1#errori", step(lang, case, step_id))
}

/// A step with what is missing or wrong in it beside the questions.
#[must_use]
pub fn step_with_problems(lang: Lang, case: CaseId, step_id: &str) -> String {
    format!("{}?errori=1#errori", step(lang, case, step_id))
}

/// The place of one requested document in the documents page.
#[must_use]
pub fn documents_slot(lang: Lang, case: CaseId, slot: &str) -> String {
    format!("{}#documento-{slot}", documents(lang, case))
}

/// What part of the inbox is looked at.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted<'a> {
    /// Only this phase.
    pub phase: Option<Phase>,
    /// Only what is somebody's work.
    pub charge: Option<Charge>,
    /// Only this procedure, by its slug.
    pub procedure: Option<&'a str>,
    /// Whether words are searched for, which the session keeps.
    pub searched: bool,
}

/// The attestation of the outages of these days.
#[must_use]
pub fn outage_attestation_of(lang: Lang, days: Days) -> String {
    format!("{}?dal={}&al={}", outage_attestation(lang), days.from, days.to)
}

/// How clear the page of this path is: the form, or the thanks.
#[must_use]
pub fn rate_page_of(lang: Lang, path: &str) -> String {
    format!("{}?pagina={}", rate_page(lang), query_value(path))
}

/// A form for anybody, about a service where there is one.
#[must_use]
pub fn contact_about(lang: Lang, kind: ReportKind, service: Option<&str>) -> String {
    let path = contact(lang, kind.word());
    match service {
        Some(slug) => format!("{path}?servizio={}", query_value(slug)),
        None => path,
    }
}

/// The reports of the reader's offices of a kind (`tipo`) and a state (`stato`), from the key of a page on
/// (`dopo`).
#[must_use]
pub fn office_reports_page(
    lang: Lang,
    kind: Option<ReportKind>,
    state: Option<ReportState>,
    after: Option<&str>,
) -> String {
    let said =
        [("tipo", kind.map(ReportKind::word)), ("stato", state.map(ReportState::as_str)), ("dopo", after)];
    let said: Vec<String> = said
        .into_iter()
        .filter_map(|(name, value)| Some(format!("{name}={}", query_value(value?))))
        .collect();
    let path = office_reports(lang);
    if said.is_empty() { path } else { format!("{path}?{}", said.join("&")) }
}

/// A part of the inbox (`fase`, `incarico`, `procedimento`, `ricerca`), and the key of a page (`dopo`).
#[must_use]
pub fn office_inbox_page(lang: Lang, wanted: &Wanted<'_>, after: Option<&str>) -> String {
    let said = [
        ("fase", wanted.phase.map(Phase::as_str)),
        ("incarico", wanted.charge.map(Charge::as_str)),
        ("procedimento", wanted.procedure),
        ("ricerca", wanted.searched.then_some("1")),
        ("dopo", after),
    ];
    let mut path = office_inbox(lang);
    let mut separator = '?';
    for (name, value) in said.into_iter().filter_map(|(name, value)| Some((name, value?))) {
        path.push_str(&format!("{separator}{name}={}", query_value(value)));
        separator = '&';
    }
    path
}

/// The terms of an office that somebody has to keep, of all its cases or of one's own.
#[must_use]
pub fn office_deadlines_of(lang: Lang, binds: Option<Binds>, mine: bool) -> String {
    let path = office_deadlines(lang);
    match (binds, mine) {
        (None, false) => path,
        (None, true) => format!("{path}?mie=1"),
        (Some(binds), false) => format!("{path}?chi={}", binds.as_str()),
        (Some(binds), true) => format!("{path}?chi={}&mie=1", binds.as_str()),
    }
}

/// Percent-encodes a value of a query: letters, digits, `-._~/` stay as they are.
fn query_value(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                encoded.push(char::from(byte));
            }
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}
