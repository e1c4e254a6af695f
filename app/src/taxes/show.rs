//! One tax position: how the sum is made up, the ways to pay it, the notices to print, what is paid.

use contract::{
    Code, Lang,
    money::euros,
    payments::NoticeState,
    taxes::{InstalmentView, PlanView, PositionPage, PositionState},
};
use leptos::prelude::*;

use super::list::{next, state};
use crate::{
    layout::{Frame, Page, Section, document, reach_us},
    payments::{notice_card, pay_button, print_link, proof_link},
    routes,
    texts::{code, code_hint, t, t_args},
    ui::{WrongLine, alert, summary_of_problems},
};

/// A position. `problem` is why a payment could not be begun.
#[must_use]
pub fn tax_position(frame: &Frame, position: &PositionPage, problem: Option<Code>) -> String {
    let lang = frame.lang;
    let row = &position.row;
    let page = Page::new(Section::Personal, row.title.clone())
        .under(t(lang, "dashboard-title"), routes::dashboard(lang))
        .under(t(lang, "taxes-title"), routes::taxes(lang))
        .wrong_if(problem.is_some());
    document(frame, &page, || {
        let wrong = problem.map(|why| {
            let line = WrongLine { words: code_hint(lang, why).to_owned(), href: None };
            summary_of_problems(lang, code(lang, why), vec![line])
        });
        let several = position.plans.iter().filter(|plan| payable(plan)).count() > 1;
        view! {
            {wrong}
            <div class="portal-text">
                {state(lang, row.state)}
                <h1>{row.title.clone()}</h1>
                {next(lang, row)}
                {remark(lang, row.state)}
                {facts(lang, position)}
                {(!position.online && row.state.open()).then(|| alert("alert alert-info", None, t(lang, "payments-off")))}
                {several.then(|| view! { <p>{t(lang, "position-plans-note")}</p> })}
                {position.plans.iter().map(|plan| ways(lang, position, plan)).collect_view()}
                {lines(lang, position)}
                <section class="portal-group">
                    <h2 class="h4">{t(lang, "error-contact")}</h2>
                    <p>{t(lang, "position-question")}</p>
                    {reach_us(frame)}
                </section>
            </div>
        }
    })
}

fn payable(plan: &PlanView) -> bool {
    plan.instalments.iter().any(|part| part.notice.state.payable())
}

fn remark(lang: Lang, state: PositionState) -> Option<AnyView> {
    let key = match state {
        PositionState::Late => "position-late-text",
        PositionState::Overpaid => "position-overpaid-text",
        _ => return None,
    };
    Some(alert("alert alert-warning", None, t(lang, key)))
}

fn facts(lang: Lang, position: &PositionPage) -> AnyView {
    let line = |key: &'static str, value: String| {
        view! {
            <div class="portal-answer">
                <dt>{t(lang, key)}</dt>
                <dd>{value}</dd>
            </div>
        }
    };
    view! {
        <dl class="portal-answers">
            {line("position-place", position.row.place.clone())}
            {line("position-owner", position.owner.clone())}
            {line("taxes-sum", euros(position.row.total, lang))}
            {line("taxes-paid", euros(position.row.paid, lang))}
        </dl>
    }
    .into_any()
}

/// A way to pay, with its parts. One that is closed and in which nothing was paid is not shown.
fn ways(lang: Lang, position: &PositionPage, plan: &PlanView) -> Option<AnyView> {
    let all = plan.instalments.len();
    if plan.instalments.iter().all(|part| part.notice.state == NoticeState::Cancelled) {
        return None;
    }
    let title = match all {
        1 => t(lang, "position-plan-whole").to_owned(),
        _ => t_args(lang, "position-plan-parts", &[("n", &all.to_string())]),
    };
    let parts = plan.instalments.iter().map(|part| instalment(lang, position, part, all));
    Some(
        view! {
            <section class="portal-group">
                <h2 class="h4">{title}</h2>
                <ul class="portal-cards">{parts.collect_view()}</ul>
            </section>
        }
        .into_any(),
    )
}

fn instalment(lang: Lang, position: &PositionPage, part: &InstalmentView, of: usize) -> AnyView {
    let notice = &part.notice;
    let title = match of {
        1 => t(lang, "position-part-whole").to_owned(),
        _ => t_args(lang, "position-part", &[("number", &part.number.to_string()), ("of", &of.to_string())]),
    };
    let ways_on = match notice.state {
        NoticeState::Open | NoticeState::Paying => {
            let pay =
                position.online.then(|| pay_button(lang, notice, ("posizione", position.row.id.to_string())));
            view! {
                {pay}
                <p class="portal-card-actions">{print_link(lang, notice)}</p>
            }
            .into_any()
        }
        NoticeState::Paid => {
            view! { <p class="portal-card-actions">{proof_link(lang, notice.id, notice)}</p> }.into_any()
        }
        NoticeState::Cancelled => ().into_any(),
    };
    notice_card(lang, notice, title, ways_on)
}

fn lines(lang: Lang, position: &PositionPage) -> AnyView {
    let lines = position.lines.iter().map(|(words, cents)| {
        view! {
            <div class="portal-answer">
                <dt>{words.clone()}</dt>
                <dd>{euros(*cents, lang)}</dd>
            </div>
        }
    });
    view! {
        <section class="portal-group">
            <h2 class="h4">{t(lang, "position-lines")}</h2>
            <dl class="portal-answers">
                {lines.collect_view()}
                <div class="portal-answer portal-answer-total">
                    <dt>{t(lang, "payments-total")}</dt>
                    <dd>{euros(position.row.total, lang)}</dd>
                </div>
            </dl>
        </section>
    }
    .into_any()
}
