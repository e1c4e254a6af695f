//! A case as the office works on it: who filed it, what can be done, everything that was given.

use contract::{Lang, cases::CasePage};
use leptos::prelude::*;

use super::{
    colleagues::of_colleagues,
    desk::{add_document, desk, refused_desk, unread},
    index::index,
    links::{office_links, transfer, unfound},
    moving::movable,
    rectify::rectify,
    titolari::titolari,
};
use crate::{
    cases::{
        action_forms, arrival, bill, case_payments, letter, messages, path, published, received_key,
        refused_actions, refused_letter, requests, signatures, terms, timeline,
    },
    documents::document_list,
    layout::{Frame, Page, Section, document},
    messages::{on_their_way, register_name},
    routes,
    texts::{t, t_args},
    ui::{answer_groups, case_name, paragraphs, phase_badge, time},
};

/// What the office does now, where its procedure says so.
fn to_do(lang: Lang, case: &CasePage) -> Option<AnyView> {
    let next = case.desk.as_ref().map(|desk| desk.next.clone()).filter(|next| !next.is_empty())?;
    Some(
        view! {
            <p>
                <strong>{format!("{} ", t(lang, "desk-next"))}</strong>
                {next}
            </p>
        }
        .into_any(),
    )
}

/// Why an officer finds nothing to do here: nobody decides for the office what is theirs.
fn concerned(lang: Lang, case: &CasePage) -> Option<AnyView> {
    case.desk.is_none().then(|| {
        view! {
            <div class="alert alert-info" role="note">
                <p>{t(lang, "desk-concerned")}</p>
                <p>
                    <a href=routes::dashboard(lang)>{t(lang, "dashboard-title")}</a>
                </p>
            </div>
        }
        .into_any()
    })
}

/// A case as the office sees it.
#[must_use]
pub fn office_case(frame: &Frame, case: &CasePage) -> String {
    let lang = frame.lang;
    let title = t_args(lang, "case-name", &[("procedure", &case.procedure), ("number", &case.number)]);
    let wrong = case.actions.iter().any(|action| !action.problems.is_empty())
        || case.letter.problem.is_some()
        || case.desk.as_ref().is_some_and(|desk| desk.problem.is_some());
    let page = Page::new(Section::Office, title.clone())
        .under(t(lang, "inbox-title"), routes::office_inbox(lang))
        .wrong_if(wrong);
    document(frame, &page, || {
        view! {
            {refused(lang, case)}
            <h1>{case_name(&case.procedure, &case.number)}</h1>
            <p>{phase_badge(case.phase, &case.state)}</p>
            {concerned(lang, case)}
            <div class="row">
                <div class="col-lg-7">
                    {index(lang, case)}
                    {facts(frame, case)}
                    {arrival(lang, case)}
                    {paragraphs(&case.next)}
                    {to_do(lang, case)}
                    {unfound(lang, case)}
                    {terms(lang, &case.terms, true, Some(routes::office_what_if(lang, case.case)))}
                    {unread(lang, case)}
                    {requests(lang, case.requests.iter())}
                    {case_payments(lang, case)}
                    {action_forms(lang, case, |event| routes::office_event(lang, case.case, event))}
                    {of_colleagues(lang, case)}
                    {messages(lang, &case.messages)}
                    {letter(
                        lang,
                        &case.letter,
                        routes::office_message(lang, case.case),
                        ("letter-office-title", "letter-office-lead"),
                        case.desk.as_ref().map(|desk| desk.heard),
                    )}
                    {on_their_way(lang, &case.communications, true)}
                    <section class="portal-group" id="documenti">
                        <h2 class="h4">{t(lang, "documents-title")}</h2>
                        {document_list(lang, &case.documents)}
                        {add_document(lang, case)}
                    </section>
                    <div id="risposte">{answer_groups(lang, case.case, &case.groups)}</div>
                    {bill(lang, case.bill.as_ref())}
                    {signatures(lang, &case.signatures)}
                </div>
                <div class="col-lg-5">
                    {desk(lang, case)} {path(lang, &case.path, true)} {timeline(lang, case)}
                    {published(lang, case)} {office_links(lang, case)} {rectify(lang, case)} {movable(lang, case)}
                    {titolari(lang, case)} {transfer(lang, case)}
                </div>
            </div>
        }
    })
}

/// What was refused: one form at a time is sent.
fn refused(lang: Lang, case: &CasePage) -> Option<AnyView> {
    refused_actions(lang, case)
        .or_else(|| refused_desk(lang, case))
        .or_else(|| refused_letter(lang, &case.letter))
}

fn facts(frame: &Frame, case: &CasePage) -> AnyView {
    let lang = frame.lang;
    let assigned = case.assigned_to.clone().unwrap_or_else(|| t(lang, "inbox-nobody").to_owned());
    let line = |key: &'static str, value: String| {
        view! {
            <div class="portal-answer">
                <dt>{t(lang, key)}</dt>
                <dd>{value}</dd>
            </div>
        }
    };
    view! {
        <section class="portal-group">
            <h2 class="h4">{t(lang, "case-facts")}</h2>
            <dl class="portal-answers">
                {line(if case.by_office { "case-concerns" } else { "case-applicant" }, case.applicant.clone())}
                {case.holding.passed.then(|| line("case-held-by", case.holding.holder.clone()))}
                <div class="portal-answer">
                    <dt>{t(lang, received_key(case))}</dt>
                    <dd>{time(lang, case.received_at)}</dd>
                </div>
                {(!case.by_office).then(|| line("case-protocollo", register_name(lang, &case.protocollo)))}
                {line("case-office", case.office.clone())}
                {line("case-assigned-to", assigned)}
                {line("case-rup", case.rup.clone().unwrap_or_else(|| t(lang, "rup-none").to_owned()))}
                {case.desk.as_ref().and_then(|desk| desk.office_number.clone()).map(|number| line("case-office-number", number))}
            </dl>
        </section>
    }
    .into_any()
}
