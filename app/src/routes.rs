//! Every address of the portal's pages and forms: a constant for the router, a function for links.
//!
//! Words are Italian in every language; the language is the first word. Island calls and downloads
//! are here too, so that no address is written twice.

use std::fmt::Display;

use contract::{
    Lang,
    cases::StepTarget,
    ids::{CaseId, CommunicationId, DocumentId, JobId, SignatureId, UploadId},
};

macro_rules! routes {
    ($($(#[$doc:meta])* $name:ident($($arg:ident: $type:ty),*) = $pattern:ident $path:literal;)*) => {
        $(
            $(#[$doc])*
            #[must_use]
            pub fn $name(lang: Lang, $($arg: $type),*) -> String {
                format!(concat!("/{lang}", $path), lang = lang.as_str() $(, $arg = $arg)*)
            }

            #[doc = concat!("The router's pattern of [`", stringify!($name), "`].")]
            pub const $pattern: &str = concat!("/{lang}", $path);
        )*

        /// Every pattern, for the test that they differ and that the router serves them all.
        pub const PATTERNS: &[&str] = &[$($pattern,)*];
    };
}

routes! {
    /// The home page.
    home() = HOME "";
    /// The list of services.
    services() = SERVICES "/servizi";
    /// A service's own page.
    service(slug: &str) = SERVICE "/servizi/{slug}";
    /// POST: begins a draft of this service.
    start(slug: &str) = START "/servizi/{slug}/inizia";
    /// A few questions that lead to the right procedure; `r` holds the codes of the answers so far.
    precheck(slug: &str) = PRECHECK "/verifica/{slug}";
    /// What to prepare after those answers, to be printed.
    precheck_list(slug: &str) = PRECHECK_LIST "/verifica/{slug}/cosa-serve";
    /// GET: the login page. POST with the hidden field `ritorno`: begins the login.
    login() = LOGIN "/accesso";
    /// POST: ends this browser's session.
    logout() = LOGOUT "/uscita";
    /// POST: ends every session of the person.
    logout_everywhere() = LOGOUT_EVERYWHERE "/uscita/ovunque";
    /// The citizen's own area: drafts and cases.
    dashboard() = DASHBOARD "/area-personale";
    /// The identity data of the login, and how one wants to be reached.
    profile() = PROFILE "/profilo";
    /// POST with `avvisi`, `email`, `lingua`, `canale`, `pec`, `indirizzo`, `versione`: how one wants to be reached.
    contacts() = CONTACTS "/profilo/contatti";
    /// The acts of the office that went to the person.
    communications() = COMMUNICATIONS "/comunicazioni";
    /// A case of one's own, after it was sent.
    case(case: CaseId) = CASE "/pratiche/{case}";
    /// GET and POST of one group of questions. Submit buttons are named `azione`
    /// (`avanti`, `salva`, `indietro`); the hidden field `versione` carries the row's version.
    step(case: CaseId, step: &str) = STEP "/pratiche/{case}/passi/{step}";
    /// POST as the page's form does: the island saves while one types. Answers JSON `Autosaved`.
    autosave(case: CaseId, step: &str) = AUTOSAVE "/pratiche/{case}/passi/{step}/bozza";
    /// POST with `versione`: takes a row out of a group that repeats.
    remove_row(case: CaseId, step: &str) = REMOVE_ROW "/pratiche/{case}/passi/{step}/togli";
    /// The parts of a draft, each with its state.
    tasks(case: CaseId) = TASKS "/pratiche/{case}/passi";
    /// GET: what a newer version of the form changes. POST: moves the draft to it.
    version(case: CaseId) = VERSION "/pratiche/{case}/versione";
    /// POST with `elenco` (`comuni`, `vie`) and `q`: suggestions for what is being typed, as JSON.
    suggestions() = SUGGESTIONS "/elenchi";
    /// GET: the documents. POST multipart, fields `slot` and `file`: one more file.
    documents(case: CaseId) = DOCUMENTS "/pratiche/{case}/documenti";
    /// POST: takes a file out of a draft.
    remove_document(case: CaseId, document: DocumentId) = REMOVE_DOCUMENT "/pratiche/{case}/documenti/{document}/rimuovi";
    /// The summary before sending.
    summary(case: CaseId) = SUMMARY "/pratiche/{case}/riepilogo";
    /// POST: asks the people named in a draft to sign it.
    ask_signatures(case: CaseId) = ASK_SIGNATURES "/pratiche/{case}/firme";
    /// GET: what somebody is asked to sign. POST with `azione` (`firma`, `rifiuta`), `contenuto` and
    /// `motivo`: the answer.
    signature(signature: SignatureId) = SIGNATURE "/firme/{signature}";
    /// POST: sends the case.
    submit(case: CaseId) = SUBMIT "/pratiche/{case}/invio";
    /// The page after sending.
    confirmation(case: CaseId) = CONFIRMATION "/pratiche/{case}/conferma";
    /// POST with `stelle`, `piaciuto`, `difficile` and `dettagli`: rates the service that the case used.
    rate(case: CaseId) = RATE "/pratiche/{case}/valutazione";
    /// The receipt as PDF.
    receipt(case: CaseId) = RECEIPT "/pratiche/{case}/ricevuta";
    /// GET: asks whether to throw the draft away. POST: does it.
    discard(case: CaseId) = DISCARD "/pratiche/{case}/elimina";
    /// POST: the draft is kept as long again as after a change.
    renew(case: CaseId) = RENEW "/pratiche/{case}/rinnova";
    /// POST with `testo` and `versione`: fires an event of the case as its owner.
    case_event(case: CaseId, event: &str) = CASE_EVENT "/pratiche/{case}/eventi/{event}";
    /// A document's bytes, for who may read it.
    document(document: DocumentId) = DOCUMENT "/documenti/{document}";
    /// POST JSON `UploadStart`, answers `UploadPlan`: an upload of the island begins.
    start_upload(case: CaseId) = START_UPLOAD "/pratiche/{case}/caricamenti";
    /// POST, answers `PartAddress`: where to put part `n`, counted from 1.
    upload_part(case: CaseId, upload: UploadId, part: u32) = UPLOAD_PART "/pratiche/{case}/caricamenti/{upload}/parti/{part}";
    /// POST: every part is there, join them.
    finish_upload(case: CaseId, upload: UploadId) = FINISH_UPLOAD "/pratiche/{case}/caricamenti/{upload}/fine";
    /// GET: the office's inbox. POST with `cerca` and `fase`: keeps the words in the session and leads
    /// to the same page, whose address never holds them.
    office_inbox() = OFFICE_INBOX "/ufficio";
    /// A case as the office sees it.
    office_case(case: CaseId) = OFFICE_CASE "/ufficio/pratiche/{case}";
    /// POST with `testo` and `versione`: fires an event of the case as the office.
    office_event(case: CaseId, event: &str) = OFFICE_EVENT "/ufficio/pratiche/{case}/eventi/{event}";
    /// Work that failed and waits for a person.
    office_jobs() = OFFICE_JOBS "/ufficio/operazioni";
    /// POST: tries a piece of work again.
    retry_job(job: JobId) = RETRY_JOB "/ufficio/operazioni/{job}/riprova";
    /// What people said of the services.
    office_ratings() = OFFICE_RATINGS "/ufficio/valutazioni";
    /// The register; `giorno` and `numero` are looked for.
    register() = REGISTER "/ufficio/protocollo";
    /// An entry of the register.
    register_entry(year: i32, number: i64) = REGISTER_ENTRY "/ufficio/protocollo/{year}/{number}";
    /// POST with `motivo` and `provvedimento`: annuls the entry.
    annul_entry(year: i32, number: i64) = ANNUL_ENTRY "/ufficio/protocollo/{year}/{number}/annullamento";
    /// POST with `numero` and `giorno`: the official number that the ente's own register gave.
    number_entry(year: i32, number: i64) = NUMBER_ENTRY "/ufficio/protocollo/{year}/{number}/numero";
    /// The XML signature of an entry.
    segnatura(year: i32, number: i64) = SEGNATURA "/ufficio/protocollo/{year}/{number}/segnatura";
    /// The list of a closed day as CSV; `day` is `2026-11-28`.
    register_day(day: &str) = REGISTER_DAY "/ufficio/registro-giornaliero/{day}";
    /// Acts that nothing proves to have arrived.
    office_communications() = OFFICE_COMMUNICATIONS "/ufficio/comunicazioni";
    /// POST with `giorno`, `prova` and `versione`: says when an act was received.
    prove_communication(communication: CommunicationId) = PROVE_COMMUNICATION "/ufficio/comunicazioni/{communication}/ricevuta";
    /// Help and contacts.
    help() = HELP "/aiuto";
    /// How personal data are treated.
    privacy() = PRIVACY "/privacy";
    /// The declaration of accessibility.
    accessibility() = ACCESSIBILITY "/accessibilita";
    /// Legal notes.
    legal_notes() = LEGAL_NOTES "/note-legali";
}

/// Where the identity provider sends the browser back. It has no language: it is registered there.
pub const LOGIN_CALLBACK: &str = "/accesso/ritorno";

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

/// Where a button made by [`go_word`] and the like leads; `None` for what no page has made.
#[must_use]
pub fn gone_to(lang: Lang, case: CaseId, word: &str) -> Option<String> {
    let to = word.strip_prefix("vai:")?;
    // The word becomes part of an address.
    let plain = |text: &str| {
        text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'~' | b'-'))
    };
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

/// The inbox with a phase (`fase`), the search whose words the session keeps (`ricerca`), and the key
/// of a page (`dopo`).
#[must_use]
pub fn office_inbox_page(lang: Lang, phase: Option<&str>, searched: bool, after: Option<&str>) -> String {
    let mut path = office_inbox(lang);
    let mut separator = '?';
    let mut add = |name: &str, value: &dyn Display| {
        path.push_str(&format!("{separator}{name}={value}"));
        separator = '&';
    };
    if let Some(phase) = phase {
        add("fase", &query_value(phase));
    }
    if searched {
        add("ricerca", &1);
    }
    if let Some(after) = after {
        add("dopo", &query_value(after));
    }
    path
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_and_patterns_are_the_same_addresses() {
        let case: CaseId = "01890000-0000-7000-8000-000000000001".parse().unwrap();
        assert_eq!(home(Lang::It), "/it");
        assert_eq!(service(Lang::En, "cila"), "/en/servizi/cila");
        assert_eq!(step(Lang::It, case, "lavori"), format!("/it/pratiche/{case}/passi/lavori"));
        assert_eq!(STEP, "/{lang}/pratiche/{case}/passi/{step}");
        let mut patterns = PATTERNS.to_vec();
        patterns.sort_unstable();
        patterns.dedup();
        assert_eq!(patterns.len(), PATTERNS.len(), "two names for one address");
    }

    #[test]
    fn what_people_type_never_breaks_an_address() {
        assert_eq!(
            office_inbox_page(Lang::It, Some("submitted"), true, Some("1&2 #3")),
            "/it/ufficio?fase=submitted&ricerca=1&dopo=1%262%20%233"
        );
        assert_eq!(
            login_returning(Lang::It, "/it/servizi/cila?a=b"),
            "/it/accesso?ritorno=/it/servizi/cila%3Fa%3Db"
        );
    }
}
