//! Every address of the portal's pages and forms: a constant for the router, a function for links.
//!
//! Words are Italian in every language; the language is the first word. Island calls and downloads
//! are here too, so that no address is written twice.

use contract::{
    Lang,
    ids::{
        CartId, CaseId, CommunicationId, DocumentId, HandingId, JobId, NoticeId, OutageId, PositionId,
        ReportId, SignatureId, UploadId,
    },
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
    /// How long the cases of every procedure took, as open data: CSV.
    service_times() = SERVICE_TIMES "/servizi/tempi.csv";
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
    /// One's own taxes: what is to be paid, what is paid.
    taxes() = TAXES "/tributi";
    /// A tax position: what it is made of, its parts, its payments.
    tax_position(position: PositionId) = TAX_POSITION "/tributi/{position}";
    /// GET: the notices about to be paid, and the form for one more. POST with `avviso` and `codice_fiscale`:
    /// looks for a notice and adds it.
    payments() = PAYMENTS "/pagamenti";
    /// POST: takes a notice out of those about to be paid.
    payment_remove(notice: NoticeId) = PAYMENT_REMOVE "/pagamenti/togli/{notice}";
    /// POST: begins to pay the notices named `avviso`, or those that the session holds.
    payment_begin() = PAYMENT_BEGIN "/pagamenti/inizia";
    /// How a payment goes.
    payment(cart: CartId) = PAYMENT "/pagamenti/{cart}";
    /// Where the browser comes back from the page where one pays.
    payment_return(cart: CartId, how: &str) = PAYMENT_RETURN "/pagamenti/{cart}/ritorno/{how}";
    /// Receipts that pay no notice, for the office.
    office_receipts() = OFFICE_RECEIPTS "/ufficio/incassi";
    /// A notice as PDF.
    notice_paper(notice: NoticeId) = NOTICE_PAPER "/pagamenti/avvisi/{notice}/stampa";
    /// What proves that a notice is paid.
    notice_proof(notice: NoticeId) = NOTICE_PROOF "/pagamenti/avvisi/{notice}/quietanza";
    /// POST with `avvisi`, `email`, `lingua`, `canale`, `pec`, `indirizzo`, `versione`: how one wants to be reached.
    reach() = REACH "/profilo/contatti";
    /// The acts of the office that went to the person.
    communications() = COMMUNICATIONS "/comunicazioni";
    /// A case of one's own, after it was sent.
    case(case: CaseId) = CASE "/pratiche/{case}";
    /// GET and POST of one group of questions. Submit buttons are named `azione`
    /// (`avanti`, `salva`, `indietro`); the hidden field `versione` carries the row's version.
    step(case: CaseId, step: &str) = STEP "/pratiche/{case}/passi/{step}";
    /// All that was answered before to what a question asks.
    given(case: CaseId, step: &str, question: &str) = GIVEN "/pratiche/{case}/passi/{step}/dati/{question}";
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
    /// GET: who holds a filed case. POST with `azione`: `affida` (`codice_fiscale`, `testo`) gives it to somebody,
    /// `annulla` takes that back, `subentra` (`testo`) takes it.
    holding(case: CaseId) = HOLDING "/pratiche/{case}/affidamento";
    /// GET: a case that somebody gives to the reader. POST with `azione` (`accetta`, `rifiuta`): whether they take it.
    handing(handing: HandingId) = HANDING "/affidamenti/{handing}";
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
    /// POST: makes room for files that the applicant sends with this event; they go on at [`reply`].
    prepare(case: CaseId, event: &str) = PREPARE "/pratiche/{case}/eventi/{event}/prepara";
    /// POST with `procedura` and `collegamento`: begins what follows a case, or goes on with the draft of it.
    follow(case: CaseId) = FOLLOW "/pratiche/{case}/seguito";
    /// POST: takes a draft apart from the one that it would be sent with.
    separate(case: CaseId) = SEPARATE "/pratiche/{case}/separa";
    /// "What if?" `evento` (empty: nobody does anything) and `giorno`: what would come of it.
    what_if(case: CaseId) = WHAT_IF "/pratiche/{case}/simula";
    /// What would come of moving a filed case to the version in force; POST with `verso` (its hash), `motivo` and
    /// `versione` moves it.
    office_move(case: CaseId) = OFFICE_MOVE "/ufficio/pratiche/{case}/versione";
    /// The office's own "what if?".
    office_what_if(case: CaseId) = OFFICE_WHAT_IF "/ufficio/pratiche/{case}/simula";
    /// The terms that are about to end; `chi` and `mie` narrow them.
    office_deadlines() = OFFICE_DEADLINES "/ufficio/scadenze";
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
    /// POST with the fields of the event: the document that it would become, not done.
    office_preview(case: CaseId, event: &str) = OFFICE_PREVIEW "/ufficio/pratiche/{case}/eventi/{event}/anteprima";
    /// Work that failed and waits for a person.
    office_jobs() = OFFICE_JOBS "/ufficio/operazioni";
    /// POST with `testo`: writes a message in a case of one's own.
    case_message(case: CaseId) = CASE_MESSAGE "/pratiche/{case}/messaggi";
    /// GET: the office's request, point by point. POST multipart (`punto-<id>`, `file-<id>`, `testo`, `azione`
    /// `salva` or `invia`): keeps the answers, or sends them.
    reply(case: CaseId) = REPLY "/pratiche/{case}/risposta";
    /// POST: takes a file out of an answer that was not sent.
    remove_reply_file(case: CaseId, document: DocumentId) = REMOVE_REPLY_FILE "/pratiche/{case}/risposta/{document}/rimuovi";
    /// POST: begins a new case with the answers of one that was filed.
    copy_case(case: CaseId) = COPY_CASE "/pratiche/{case}/copia";
    /// The text that was found in a document, for who may read it.
    document_text(document: DocumentId) = DOCUMENT_TEXT "/documenti/{document}/testo";
    /// POST with `testo`: writes a message in a case, as the office.
    office_message(case: CaseId) = OFFICE_MESSAGE "/ufficio/pratiche/{case}/messaggi";
    /// POST with `azione` (`assegna`, `rup`, `numero`, `letto`) and `valore`: who works on a case, and its number; `rettifica` with
    /// `evento`, `giorno`, `motivo` and `versione`; `rettifica-giorni` with `giorno-<name>` instead of `giorno`.
    office_desk(case: CaseId) = OFFICE_DESK "/ufficio/pratiche/{case}/incarico";
    /// POST multipart, `file`: adds a document that came another way.
    office_document(case: CaseId) = OFFICE_DOCUMENT "/ufficio/pratiche/{case}/documenti";
    /// GET and POST multipart: registers a case that came on paper or by certified mail.
    office_register() = OFFICE_REGISTER "/ufficio/registra";
    /// GET and POST multipart, `file`: takes over the open cases of a list.
    office_import() = OFFICE_IMPORT "/ufficio/importa";
    /// POST: tries a piece of work again.
    retry_job(job: JobId) = RETRY_JOB "/ufficio/operazioni/{job}/riprova";
    /// What people said of the services.
    office_ratings() = OFFICE_RATINGS "/ufficio/valutazioni";
    /// The reports of the reader's offices, with `tipo`, `stato` and `dopo`.
    office_reports() = OFFICE_REPORTS "/ufficio/segnalazioni";
    /// A report as the office works on it.
    office_report(report: ReportId) = OFFICE_REPORT "/ufficio/segnalazioni/{report}";
    /// POST with `testo`, `versione` and `azione` (`rispondi`, `chiudi`): answers a report, or closes it.
    answer_report(report: ReportId) = ANSWER_REPORT "/ufficio/segnalazioni/{report}/risposta";
    /// GET: asks whether to erase what a report says of a person. POST: does it.
    erase_report(report: ReportId) = ERASE_REPORT "/ufficio/segnalazioni/{report}/cancella";
    /// What everybody reads of cases for some days (*albo pretorio*).
    albo() = ALBO "/albo";
    /// The documents of a case, for whom the office sent this link.
    shared_file(token: &str) = SHARED_FILE "/fascicolo/{token}";
    /// One of them.
    shared_document(token: &str, document: DocumentId) = SHARED_DOCUMENT "/fascicolo/{token}/documenti/{document}";
    /// The portal's own outages, with `dal` and `al`.
    outages() = OUTAGES "/disservizi";
    /// The attestation of the outages of some days (`dal`, `al`) as PDF.
    outage_attestation() = OUTAGE_ATTESTATION "/disservizi/attestazione";
    /// GET: announced outages and a form. POST with `da_giorno`, `da_ora`, `a_giorno`, `a_ora`, `motivo`.
    office_outages() = OFFICE_OUTAGES "/ufficio/interruzioni";
    /// POST: takes back an announcement.
    recall_outage(outage: OutageId) = RECALL_OUTAGE "/ufficio/interruzioni/{outage}/togli";
    /// The ways to reach the municipality, and what the reader has sent.
    contacts() = CONTACTS "/contatti";
    /// GET and POST of a form for anybody: `disservizio`, `assistenza`, `appuntamento`, `accessibilita`.
    contact(kind: &str) = CONTACT "/contatti/{kind}";
    /// The page after sending it.
    contact_sent(report: ReportId) = CONTACT_SENT "/contatti/ricevuta/{report}";
    /// GET with `pagina`: how clear is that page? POST with `pagina`, `stelle`, `piaciuto`, `difficile`, `dettagli`.
    rate_page() = RATE_PAGE "/valuta-pagina";
    /// Questions that are often asked.
    faq() = FAQ "/domande-frequenti";
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
    /// A receipt of certified mail, as it came; `paper` is `accettazione` or `esito`.
    pec_receipt(communication: CommunicationId, paper: &str) = PEC_RECEIPT "/ufficio/comunicazioni/{communication}/pec/{paper}";
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

/// Where pagoPA's hub delivers receipts. It has no language: it is registered there.
pub const PAYMENT_STATION: &str = "/pagopa/stazione";

mod links;

pub use links::*;

#[cfg(test)]
mod tests {
    use contract::cases::Phase;

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
        let wanted = Wanted { phase: Some(Phase::Submitted), searched: true, ..Wanted::default() };
        assert_eq!(
            office_inbox_page(Lang::It, &wanted, Some("1&2 #3")),
            "/it/ufficio?fase=submitted&ricerca=1&dopo=1%262%20%233"
        );
        assert_eq!(
            login_returning(Lang::It, "/it/servizi/cila?a=b"),
            "/it/accesso?ritorno=/it/servizi/cila%3Fa%3Db"
        );
    }
}
