//! What is to be paid for a case: asked for by the office, paid by whose case it is.

use contract::{
    Lang,
    cases::{ActField, ActionView, CasePage, PAY_BY_FIELD, SUM_FIELD},
    payments::{NoticeState, NoticeView},
};
use leptos::prelude::*;

use super::act_fields::field_id;
use crate::{
    payments::{notice_card, pay_button, print_link, proof_link},
    texts::{code, code_hint, code_line, t, t_args},
    ui::{WrongLine, alert, field_class, problem_line, summary_of_problems},
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
    // Who filed for somebody else pays what somebody else owes.
    let debtor = format!("{}: {}", t(lang, "notice-debtor"), notice.debtor);
    let ways = view! {
        <p>{debtor}</p>
        {ways}
    };
    notice_card(lang, notice, notice.reason.clone(), ways.into_any())
}

/// The sum and the last day of a payment that the office asks for with an act.
pub(super) fn payment_fields(lang: Lang, action: &ActionView) -> Option<AnyView> {
    let payment = action.payment.as_ref()?;
    let label = |key| match payment.required {
        true => t(lang, key).to_owned(),
        false => t_args(lang, "label-optional", &[("label", t(lang, key))]),
    };
    let hint = if payment.required { "action-sum-hint" } else { "action-sum-optional" };
    let hint = t_args(lang, hint, &[("debtor", &payment.debtor)]);
    let until = if payment.required { "action-pay-by-hint" } else { "action-pay-by-optional" };
    let until = t(lang, until).to_owned();
    Some(
        view! {
            {field(lang, (ActField::Sum, SUM_FIELD, "text"), action, (label("action-sum"), hint), &payment.sum)}
            {field(lang, (ActField::PayBy, PAY_BY_FIELD, "date"), action, (label("action-pay-by"), until), &payment.by)}
        }
        .into_any(),
    )
}

fn field(
    lang: Lang,
    (place, name, kind): (ActField, &'static str, &'static str),
    action: &ActionView,
    (label, hint): (String, String),
    typed: &str,
) -> AnyView {
    let (id, why) = (field_id(place, action), action.problem_at(place));
    let (hint_id, problem_id) = (format!("{id}-aiuto"), format!("{id}-errore"));
    let described = if why.is_some() { format!("{hint_id} {problem_id}") } else { hint_id.clone() };
    let problem = why.map(|why| problem_line(lang, problem_id, &code_line(lang, why)));
    let class = field_class(why.is_some());
    view! {
        <div class=class>
            <label class="active" r#for=id.clone()>{label}</label>
            <p class="portal-hint" id=hint_id>{hint}</p>
            {problem}
            <input
                type=kind
                inputmode=(kind == "text").then_some("decimal")
                class="form-control portal-input-short"
                id=id
                name=name
                value=typed.to_owned()
                aria-describedby=described
                aria-invalid=why.map(|_| "true")
            />
        </div>
    }
    .into_any()
}
