//! What is to be paid for a case: asked for by the office, paid by whose case it is.

use contract::{
    Lang,
    cases::{ActionView, CasePage, PAY_BY_FIELD, PaymentForm, SUM_FIELD},
    money::euros,
    payments::{NoticeState, NoticeView},
};
use leptos::prelude::*;

use crate::{
    payments::{civil_day, notice_state, pay_button, print_link, proof_link},
    texts::{code, code_hint, t},
    ui::{WrongLine, alert, problem_line, summary_of_problems},
};

/// The notices of a case. Who owns it pays them; the office sees how they stand.
pub(crate) fn case_payments(lang: Lang, case: &CasePage) -> Option<AnyView> {
    let payments = &case.payments;
    if payments.notices.is_empty() {
        return None;
    }
    let open = payments.notices.iter().any(|notice| notice.state.payable());
    let off = (open && !payments.online).then(|| alert("alert alert-info", None, t(lang, "payments-off")));
    let cards = payments.notices.iter().map(|notice| card(lang, case, notice));
    Some(
        view! {
            <section class="portal-group" id="pagamenti">
                <h2 class="h4">{t(lang, "case-payments")}</h2>
                {off}
                <ul class="portal-cards">{cards.collect_view()}</ul>
            </section>
        }
        .into_any(),
    )
}

/// Why a payment could not be begun, for the box at the top of the page.
pub(crate) fn refused_payment(lang: Lang, case: &CasePage) -> Option<AnyView> {
    let why = case.payments.problem?;
    let line = WrongLine { words: code_hint(lang, why).to_owned(), href: Some("#pagamenti".to_owned()) };
    Some(summary_of_problems(lang, code(lang, why), vec![line]))
}

fn card(lang: Lang, case: &CasePage, notice: &NoticeView) -> AnyView {
    let owner = case.desk.is_none();
    let due = notice.due.filter(|_| notice.state.payable()).map(|due| {
        view! {
            <p>
                <span>{format!("{} ", t(lang, "notice-due"))}</span>
                {civil_day(lang, due)}
            </p>
        }
    });
    let ways = match notice.state {
        NoticeState::Open | NoticeState::Paying if owner => {
            let back = ("pratica", case.case.to_string());
            let pay = case.payments.online.then(|| pay_button(lang, notice, back));
            view! {
                {pay}
                <p class="portal-card-actions">{print_link(lang, notice)}</p>
            }
            .into_any()
        }
        NoticeState::Paid if owner => {
            view! { <p class="portal-card-actions">{proof_link(lang, notice.id, notice)}</p> }.into_any()
        }
        _ => ().into_any(),
    };
    view! {
        <li class="portal-card">
            {notice_state(lang, notice)}
            <h3 class="h5">{notice.reason.clone()}</h3>
            <p>
                <strong>{euros(notice.cents, lang)}</strong>
            </p>
            {due}
            <p>
                <span>{format!("{}: ", t(lang, "notice-nav"))}</span>
                <span>{notice.nav.clone()}</span>
            </p>
            {ways}
        </li>
    }
    .into_any()
}

/// The field of the sum, where a refusal leads.
pub(super) fn sum_id(action: &ActionView) -> String {
    format!("{SUM_FIELD}-{}", action.event)
}

/// The sum and the last day of a payment that the office asks for with an act.
pub(super) fn payment_fields(lang: Lang, action: &ActionView) -> Option<AnyView> {
    let payment = action.payment.as_ref()?;
    let (sum, by) = (sum_id(action), format!("{PAY_BY_FIELD}-{}", action.event));
    let (sum_hint, by_hint, problem_id) =
        (format!("{sum}-aiuto"), format!("{by}-aiuto"), format!("{sum}-errore"));
    let why = action.problem.filter(|why| PaymentForm::is_about(*why));
    let described = if why.is_some() { format!("{sum_hint} {problem_id}") } else { sum_hint.clone() };
    let hint = if payment.required { "action-sum-hint" } else { "action-sum-optional" };
    let problem = why
        .map(|why| problem_line(lang, problem_id, &format!("{} {}", code(lang, why), code_hint(lang, why))));
    let class =
        if why.is_some() { "form-group portal-field portal-field-wrong" } else { "form-group portal-field" };
    Some(
        view! {
            <div class=class>
                <label class="active" r#for=sum.clone()>{t(lang, "action-sum")}</label>
                <p class="portal-hint" id=sum_hint>{t(lang, hint)}</p>
                {problem}
                <input
                    type="text"
                    inputmode="decimal"
                    class="form-control portal-input-short"
                    id=sum
                    name=SUM_FIELD
                    value=payment.sum.clone()
                    aria-describedby=described
                    aria-invalid=why.map(|_| "true")
                />
            </div>
            <div class="form-group portal-field">
                <label class="active" r#for=by.clone()>{t(lang, "action-pay-by")}</label>
                <p class="portal-hint" id=by_hint.clone()>{t(lang, "action-pay-by-hint")}</p>
                <input
                    type="date"
                    class="form-control portal-input-short"
                    id=by
                    name=PAY_BY_FIELD
                    value=payment.by.clone()
                    aria-describedby=by_hint
                />
            </div>
        }
        .into_any(),
    )
}
