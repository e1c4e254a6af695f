//! The personal area: drafts to go on with, cases to follow.

use contract::{
    Lang,
    cases::{CaseRow, Channel, HandingRow, Kept, PassedCase, SignatureRow},
    money::euros,
};
use leptos::prelude::*;

use super::{holding::given_list, signing::asked_list};
use crate::{
    layout::{Frame, Page, Section, document},
    routes,
    texts::{t, t_args},
    ui::{phase_badge, words_at, words_on},
};

/// What waits for the person.
#[derive(Debug, Clone, Copy, Default)]
pub struct Waiting<'a> {
    /// What they are asked to sign.
    pub signatures: &'a [SignatureRow],
    /// The cases that somebody gives them.
    pub given: &'a [HandingRow],
}

/// The personal area of who is logged in: what waits for them, their drafts, the cases that they hold, then those that are
/// theirs and that somebody else holds, and those that they filed and that are no more theirs.
#[must_use]
pub fn dashboard(
    frame: &Frame,
    waiting: Waiting<'_>,
    drafts: &[CaseRow],
    cases: &[CaseRow],
    of_others: &[CaseRow],
    passed: &[PassedCase],
) -> String {
    let lang = frame.lang;
    let title = t(lang, "dashboard-title");
    document(frame, &Page::new(Section::Personal, title), || {
        view! {
            <h1>{title}</h1>
            {asked_list(lang, waiting.signatures)}
            {given_list(lang, waiting.given)}
            <h2 class="h4">{t(lang, "dashboard-drafts")}</h2>
            {draft_list(lang, drafts)}
            <h2 class="h4">{t(lang, "dashboard-cases")}</h2>
            {case_list(lang, cases)}
            {of_others_list(lang, of_others)}
            {passed_list(lang, passed)}
            <p>
                <a href=routes::communications(lang)>{t(lang, "acts-title")}</a>
            </p>
            <p>
                <a class="btn btn-outline-primary" href=routes::services(lang)>{t(lang, "dashboard-new")}</a>
            </p>
            <h2 class="h4">{t(lang, "dashboard-taxes")}</h2>
            <ul>
                <li><a href=routes::taxes(lang)>{t(lang, "taxes-title")}</a></li>
                <li><a href=routes::payments(lang)>{t(lang, "payments-title")}</a></li>
            </ul>
        }
    })
}

/// The cases that are the person's and that somebody else holds.
fn of_others_list(lang: Lang, cases: &[CaseRow]) -> Option<AnyView> {
    (!cases.is_empty()).then(|| {
        view! {
            <h2 class="h4">{t(lang, "dashboard-of-others")}</h2>
            <p>{t(lang, "dashboard-of-others-lead")}</p>
            {case_list(lang, cases)}
        }
        .into_any()
    })
}

/// The cases that the person filed and that others hold now, each with its receipt.
fn passed_list(lang: Lang, passed: &[PassedCase]) -> Option<AnyView> {
    (!passed.is_empty()).then(|| {
        let items = passed.iter().map(|case| {
            let name = t_args(lang, "case-name", &[("procedure", &case.procedure), ("number", &case.number)]);
            let receipt = case.receipt.map(|receipt| {
                view! {
                    <p class="portal-card-actions">
                        <a href=routes::document(lang, receipt)>
                            {t(lang, "receipt-download")}
                            <span class="visually-hidden">{format!(" – {}", case.number)}</span>
                        </a>
                    </p>
                }
            });
            view! {
                <li class="portal-card">
                    <h3 class="h5">{name}</h3>
                    <p>
                        {words_at(lang, t(lang, "case-sent-at"), case.received_at)}
                    </p>
                    {receipt}
                </li>
            }
        });
        view! {
            <h2 class="h4">{t(lang, "dashboard-passed")}</h2>
            <p>{t(lang, "dashboard-passed-lead")}</p>
            <ul class="portal-cards">{items.collect_view()}</ul>
        }
        .into_any()
    })
}

/// Where a draft is gone on with: its next step, or the summary when nothing is missing.
pub(crate) fn resume_address(lang: Lang, draft: &CaseRow) -> String {
    draft
        .next_step
        .as_ref()
        .map_or_else(|| routes::summary(lang, draft.id), |target| routes::target(lang, draft.id, target))
}

fn draft_list(lang: Lang, drafts: &[CaseRow]) -> AnyView {
    if drafts.is_empty() {
        return view! { <p>{t(lang, "dashboard-no-drafts")}</p> }.into_any();
    }
    let items = drafts.iter().map(|draft| {
        let which = format!(" – {}, {}", draft.procedure, draft.at.words(lang));
        let which = if draft.about.is_empty() { which } else { format!("{which}, {}", draft.about) };
        view! {
            <li class="portal-card">
                <h3 class="h5">{draft.procedure.clone()}</h3>
                {about(draft)}
                <p>
                    {words_at(lang, t(lang, "draft-saved-at"), draft.at)}
                </p>
                {draft.kept.map(|kept| kept_until(lang, draft, kept, &which))}
                <p class="portal-card-actions">
                    <a href=resume_address(lang, draft)>
                        <span>{t(lang, "draft-resume")}</span>
                        <span class="visually-hidden">{which.clone()}</span>
                    </a>
                    <a href=routes::discard(lang, draft.id)>
                        <span>{t(lang, "draft-discard")}</span>
                        <span class="visually-hidden">{which}</span>
                    </a>
                </p>
            </li>
        }
    });
    view! { <ul class="portal-cards">{items.collect_view()}</ul> }.into_any()
}

/// Of whom it is and where: what tells ten cases of one procedure apart.
fn about(case: &CaseRow) -> Option<AnyView> {
    (!case.about.is_empty()).then(|| view! { <p>{case.about.clone()}</p> }.into_any())
}

/// Until when the draft is there, and the button that makes it later.
fn kept_until(lang: Lang, draft: &CaseRow, kept: Kept, which: &str) -> AnyView {
    view! {
        <p>
            {words_on(lang, t(lang, "draft-kept-until"), kept.until)}
        </p>
        <form method="post" action=routes::renew(lang, draft.id)>
            <button type="submit" class="portal-link-button" name="azione" value="rinnova">
                <span>{t_args(lang, "draft-renew", &[("months", &kept.months.to_string())])}</span>
                <span class="visually-hidden">{which.to_owned()}</span>
            </button>
        </form>
    }
    .into_any()
}

fn case_list(lang: Lang, cases: &[CaseRow]) -> AnyView {
    if cases.is_empty() {
        return view! { <p>{t(lang, "dashboard-no-cases")}</p> }.into_any();
    }
    let items = cases.iter().map(|case| {
        let number = case.number.clone().unwrap_or_default();
        view! {
            <li class="portal-card">
                {phase_badge(case.phase, &case.state)}
                <h3 class="h5">
                    <a href=routes::case(lang, case.id)>
                        {t_args(lang, "case-name", &[("procedure", &case.procedure), ("number", &number)])}
                    </a>
                </h3>
                {about(case)}
                <p>
                    {words_at(lang, t(lang, sent_key(case)), case.at)}
                </p>
                {(case.to_pay > 0).then(|| view! { <p><strong>{t_args(lang, "case-to-pay", &[("sum", &euros(case.to_pay, lang))])}</strong></p> })}
            </li>
        }
    });
    view! { <ul class="portal-cards">{items.collect_view()}</ul> }.into_any()
}

/// How it came: sent here, received in another way, or opened by the office.
fn sent_key(case: &CaseRow) -> &'static str {
    match case.channel {
        Channel::Portal => "case-sent-at",
        Channel::Office => "case-opened-at",
        Channel::Paper | Channel::Pec | Channel::Import => "case-received-at",
    }
}
