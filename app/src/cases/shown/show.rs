//! A case after it was sent, as its owner follows it.

use contract::cases::{CasePage, Phase};
use leptos::prelude::*;

use super::{
    action_forms, arrival, bill, case_payments,
    confirmation::receipt_being_made,
    holding::{holder_line, only_reads},
    letter, linked,
    links::offers,
    messages, path, published, refused_actions, refused_letter, refused_payment, requests, signatures, terms,
    timeline, to_answer,
};
use crate::{
    documents::document_list,
    layout::{Frame, Page, Section, document},
    messages::{on_their_way, register_name},
    routes,
    texts::{t, t_args},
    ui::{answer_groups, case_name, icon, paragraphs, phase_badge, time},
};

/// A case as its owner sees it.
#[must_use]
pub fn case(frame: &Frame, case: &CasePage) -> String {
    let lang = frame.lang;
    let title = t_args(lang, "case-name", &[("procedure", &case.procedure), ("number", &case.number)]);
    let wrong = case.actions.iter().any(|action| !action.problems.is_empty())
        || case.letter.problem.is_some()
        || case.payments.problem.is_some();
    let page = Page::new(Section::Personal, title.clone())
        .under(t(lang, "dashboard-title"), routes::dashboard(lang))
        .wrong_if(wrong);
    document(frame, &page, || {
        let holds = !case.holding.only_reads;
        // The procedure's words speak of what somebody sent.
        let opened = case.by_office && only_opened(case);
        let next = if opened { t(lang, "case-opened-next") } else { &case.next };
        let written = messages(lang, &case.messages);
        let possible = action_forms(lang, case, |event| routes::case_event(lang, case.case, event));
        // Whoever is asked something reads the question before the place for the answer.
        let talk = if case.phase == Phase::WaitingApplicant {
            view! { {written} {possible} }.into_any()
        } else {
            view! { {possible} {written} }.into_any()
        };
        view! {
            {refused(lang, case)}
            <div class="portal-text">
                <h1>{case_name(&case.procedure, &case.number)}</h1>
                <p>{phase_badge(case.phase, &case.state)}</p>
                {only_reads(lang, case)}
                <h2 class="h4">{t(lang, "case-next")}</h2>
                {paragraphs(next)}
                {to_answer(lang, case)}
                {case_payments(lang, case)}
                {terms(lang, &case.terms, false, holds.then(|| routes::what_if(lang, case.case)))}
                {talk}
                {requests(lang, case.requests.iter().filter(|request| !holds || !request.open))}
                {letter(lang, &case.letter, routes::case_message(lang, case.case), ("letter-title", "letter-lead"), None)}
                {on_their_way(lang, &case.communications, false)}
                {offers(lang, case.case, &case.offers)}
                {linked(lang, &case.linked, |other| routes::case(lang, other), |_| None)}
                {path(lang, &case.path, false)}
                {facts(frame, case)}
                {arrival(lang, case)}
                {published(lang, case)}
                {timeline(lang, case)}
                <section class="portal-group">
                    <h2 class="h4">{t(lang, "documents-title")}</h2>
                    {document_list(lang, &case.documents)}
                </section>
                {answer_groups(lang, case.case, &case.groups)}
                {bill(lang, case.bill.as_ref())}
                {signatures(lang, &case.signatures)}
                {(holds && !case.by_office).then(|| again(lang, case))}
            </div>
        }
    })
}

/// Whether nothing has moved the case since it began: what is done beside its procedure moves nothing.
fn only_opened(case: &CasePage) -> bool {
    case.timeline.iter().rev().skip(1).all(|entry| entry.act.is_some())
}

/// What was refused: one form at a time is sent.
fn refused(lang: contract::Lang, case: &CasePage) -> Option<AnyView> {
    refused_actions(lang, case)
        .or_else(|| refused_payment(lang, case))
        .or_else(|| refused_letter(lang, &case.letter))
}

/// A new case with the same answers, for who files the same thing often.
fn again(lang: contract::Lang, case: &CasePage) -> AnyView {
    // Who filed on paper answered nothing here.
    let lead = if case.groups.is_empty() { "copy-lead-empty" } else { "copy-lead" };
    view! {
        <section class="portal-group">
            <h2 class="h4">{t(lang, "copy-title")}</h2>
            <p>{t(lang, lead)}</p>
            <form method="post" action=routes::copy_case(lang, case.case)>
                <button type="submit" class="btn btn-outline-primary" name="azione" value="copia">
                    {t(lang, "copy-button")}
                </button>
            </form>
        </section>
    }
    .into_any()
}

fn facts(frame: &Frame, case: &CasePage) -> AnyView {
    let lang = frame.lang;
    let receipt = if case.receipt_ready {
        view! {
            <p>
                <a href=routes::receipt(lang, case.case)>
                    {icon(&frame.assets, "it-download", "icon icon-sm icon-primary")}
                    <span>{t(lang, "receipt-download")}</span>
                </a>
            </p>
        }
        .into_any()
    } else if case.elsewhere {
        ().into_any()
    } else {
        receipt_being_made(lang, routes::case(lang, case.case))
    };
    let rup = case.rup.as_ref().map(|name| {
        view! {
            <div class="portal-answer">
                <dt>{t(lang, "case-rup")}</dt>
                <dd>{name.clone()}</dd>
            </div>
        }
    });
    let assigned = case.assigned_to.as_ref().map(|name| {
        view! {
            <div class="portal-answer">
                <dt>{t(lang, "case-assigned-to")}</dt>
                <dd>{name.clone()}</dd>
            </div>
        }
    });
    // What the office opened was received from nobody.
    let registered = (!case.by_office).then(|| {
        view! {
            <div class="portal-answer">
                <dt>{t(lang, "case-protocollo")}</dt>
                <dd>{register_name(lang, &case.protocollo)}</dd>
            </div>
        }
    });
    view! {
        <section class="portal-group">
            <h2 class="h4">{t(lang, "case-facts")}</h2>
            <dl class="portal-answers">
                <div class="portal-answer">
                    <dt>{t(lang, received_key(case))}</dt>
                    <dd>{time(lang, case.received_at)}</dd>
                </div>
                {registered}
                <div class="portal-answer">
                    <dt>{t(lang, "case-office")}</dt>
                    <dd>{case.office.clone()}</dd>
                </div>
                {rup}
                {assigned}
                {holder_line(lang, case)}
            </dl>
            {receipt}
        </section>
    }
    .into_any()
}

/// Whether it was received, or opened by the office.
pub(crate) fn received_key(case: &CasePage) -> &'static str {
    if case.by_office { "case-opened-at" } else { "case-received-at" }
}
