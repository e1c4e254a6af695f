//! Who is let in where, and why: the lists that the test of every address goes by.

use app::routes;

/// Who has no business with the geometra's cases.
pub(crate) const OUTSIDERS: [&str; 4] = ["anonymous", "inquilina", "tributi", "amministratrice"];

pub(crate) const ANYBODY: &[&str] = &OUTSIDERS;
pub(crate) const LOGGED_IN: &[&str] = &["inquilina", "tributi", "amministratrice"];
pub(crate) const STAFF: &[&str] = &["tributi", "amministratrice"];

/// Forms that are sent with files in them.
pub(crate) const FORMS_WITH_FILES: [&str; 4] =
    [routes::REPLY, routes::OFFICE_DOCUMENT, routes::OFFICE_REGISTER, routes::OFFICE_IMPORT];

/// Where outsiders are let in, and why. This list may only shrink.
pub(crate) const OPEN: &[(&str, &str, &[&str], &str)] = &[
    ("GET", routes::HOME, ANYBODY, "public information"),
    ("GET", routes::SERVICES, ANYBODY, "public information"),
    ("GET", routes::SERVICE, ANYBODY, "public information"),
    ("GET", routes::SERVICE_TIMES, ANYBODY, "open data: averages of at least five cases"),
    ("GET", routes::PRECHECK, ANYBODY, "public information"),
    ("GET", routes::PRECHECK_LIST, ANYBODY, "public information"),
    ("GET", routes::HELP, ANYBODY, "public information"),
    ("GET", routes::FAQ, ANYBODY, "public information"),
    ("GET", routes::RATE_PAGE, ANYBODY, "anybody may say how clear a page is"),
    ("POST", routes::RATE_PAGE, ANYBODY, "anybody may say how clear a page is"),
    ("GET", routes::ALBO, ANYBODY, "what the law wants everybody to read"),
    ("GET", routes::OUTAGES, ANYBODY, "public information"),
    ("GET", routes::OUTAGE_ATTESTATION, LOGGED_IN, "public information, laid out for who is logged in"),
    ("GET", routes::OFFICE_OUTAGES, &["amministratrice"], "announcements name nobody"),
    ("POST", routes::OFFICE_OUTAGES, &["amministratrice"], "announcements name nobody"),
    ("POST", routes::RECALL_OUTAGE, &["amministratrice"], "announcements name nobody"),
    ("GET", routes::CONTACTS, ANYBODY, "ways to reach the municipality, and one's own messages"),
    ("GET", routes::CONTACT, ANYBODY, "a form for anybody"),
    ("POST", routes::CONTACT, ANYBODY, "anybody may write to the municipality"),
    ("GET", routes::CONTACT_SENT, ANYBODY, "a number and a state, nothing of who wrote or what"),
    ("GET", routes::PRIVACY, ANYBODY, "public information"),
    ("GET", routes::ACCESSIBILITY, ANYBODY, "public information"),
    ("GET", routes::LEGAL_NOTES, ANYBODY, "public information"),
    ("GET", routes::LOGIN, ANYBODY, "how one becomes somebody"),
    ("POST", routes::LOGIN, ANYBODY, "how one becomes somebody"),
    ("POST", routes::LOGOUT, ANYBODY, "ends one's own session, if there is one"),
    ("POST", routes::LOGOUT_EVERYWHERE, LOGGED_IN, "ends one's own sessions"),
    ("GET", routes::DASHBOARD, LOGGED_IN, "shows one's own cases"),
    ("GET", routes::PROFILE, LOGGED_IN, "shows one's own identity"),
    ("POST", routes::REACH, LOGGED_IN, "how oneself wants to be reached"),
    ("GET", routes::COMMUNICATIONS, LOGGED_IN, "acts that went to oneself, here none"),
    ("GET", routes::START, LOGGED_IN, "anybody may begin a case of their own"),
    ("POST", routes::START, LOGGED_IN, "anybody may begin a case of their own"),
    ("GET", routes::TAXES, LOGGED_IN, "shows one's own taxes, here none"),
    ("GET", routes::OFFICE_RECEIPTS, STAFF, "receipts name no person"),
    ("GET", routes::PAYMENTS, ANYBODY, "shows what one's own session found"),
    (
        "POST",
        routes::PAYMENTS,
        ANYBODY,
        "finds a notice for who knows its number and the codice fiscale on it",
    ),
    ("POST", routes::PAYMENT_REMOVE, ANYBODY, "changes what one's own session found"),
    ("POST", routes::PAYMENT_BEGIN, ANYBODY, "pays what one's own session found, here nothing"),
    ("POST", routes::SUGGESTIONS, LOGGED_IN, "public lists of towns and streets"),
    ("GET", routes::OFFICE_INBOX, STAFF, "shows the cases of one's own offices, here none"),
    ("POST", routes::OFFICE_INBOX, STAFF, "keeps words in one's own session"),
    ("GET", routes::OFFICE_JOBS, STAFF, "failed work names no case and no person"),
    ("GET", routes::OFFICE_RATINGS, STAFF, "ratings name no case and no person"),
    ("GET", routes::OFFICE_REPORTS, &["tributi"], "shows the reports of one's own offices, here none"),
    ("GET", routes::REGISTER, STAFF, "shows the entries of one's own offices, here none"),
    ("GET", routes::OFFICE_DEADLINES, STAFF, "shows the terms of one's own offices, here none"),
    ("GET", routes::OFFICE_COMMUNICATIONS, STAFF, "shows the acts of one's own offices, here none"),
    ("POST", routes::RETRY_JOB, STAFF, "failed work names no case and no person"),
];

/// Addresses without a language, outside `PATTERNS`: what they are and why they need no login.
pub(crate) const BARE: &[(&str, &str)] = &[
    ("LOGIN_CALLBACK", "the provider's way back: its state is checked (identity.rs)"),
    ("PAYMENT_STATION", "receipts from pagoPA's hub, which knows a word (payments.rs)"),
    ("\"/\"", "leads to the home page"),
    ("\"/assets/{*path}\"", "style and scripts, the same for everybody"),
    ("\"/robots.txt\"", "for crawlers"),
    ("\"/healthz\"", "for whoever watches the portal; says one word"),
    ("\"/readyz\"", "for whoever watches the portal; says which part is down"),
    ("\"/oggetti/{*key}\"", "only addresses that the portal signed (documents.rs)"),
];
