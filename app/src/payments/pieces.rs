//! What pages about notices share: days, states in words, the ways on from a notice.

use contract::{
    Lang,
    ids::NoticeId,
    money::euros,
    payments::{NAV_FIELD, NoticeState, NoticeView},
    time::{Date, day_words},
};
use leptos::prelude::*;

use crate::{
    routes,
    texts::{t, t_args},
    ui::hidden,
};

/// A civil day in words, readable by machines too.
pub(crate) fn civil_day(lang: Lang, day: Date) -> AnyView {
    view! { <time datetime=day.to_string()>{day_words(day, lang)}</time> }.into_any()
}

/// The state of a notice in words, coloured.
pub(crate) fn notice_state(lang: Lang, notice: &NoticeView) -> AnyView {
    let (class, key) = match notice.state {
        NoticeState::Open if notice.late => ("badge portal-badge portal-badge-waiting", "notice-late"),
        NoticeState::Open => ("badge portal-badge portal-badge-running", "notice-open"),
        NoticeState::Paying => ("badge portal-badge portal-badge-running", "notice-paying"),
        NoticeState::Paid => ("badge portal-badge portal-badge-ended", "notice-paid"),
        NoticeState::Cancelled => ("badge portal-badge portal-badge-quiet", "notice-cancelled"),
    };
    view! { <span class=class>{t(lang, key)}</span> }.into_any()
}

/// Says to who hears a page which notice a link or button is about.
pub(crate) fn which(lang: Lang, notice: &NoticeView) -> AnyView {
    let words = format!(" {}", t_args(lang, "notice-which", &[("reason", &notice.reason)]));
    view! { <span class="visually-hidden">{words}</span> }.into_any()
}

/// The form that begins to pay one notice; an error leads back to the page that shows it, which a field names:
/// `posizione` or `pratica`.
pub(crate) fn pay_button(lang: Lang, notice: &NoticeView, (field, page): (&'static str, String)) -> AnyView {
    view! {
        <form method="post" action=routes::payment_begin(lang)>
            {hidden(NAV_FIELD, notice.id)}
            {hidden(field, page)}
            <button type="submit" class="btn btn-primary" name="azione" value="paga">
                <span>{t(lang, "payments-pay")}</span>
                {which(lang, notice)}
            </button>
        </form>
    }
    .into_any()
}

/// The link to the printable notice.
pub(crate) fn print_link(lang: Lang, notice: &NoticeView) -> AnyView {
    view! {
        <a href=routes::notice_paper(lang, notice.id)>
            <span>{t(lang, "notice-print")}</span>
            {which(lang, notice)}
        </a>
    }
    .into_any()
}

/// The link to what proves the payment.
pub(crate) fn proof_link(lang: Lang, id: NoticeId, notice: &NoticeView) -> AnyView {
    view! {
        <a href=routes::notice_proof(lang, id)>
            <span>{t(lang, "notice-proof")}</span>
            {which(lang, notice)}
        </a>
    }
    .into_any()
}

/// A notice as a card: how it stands, what it is for, how much, until when, its number, and what can be done with it.
pub(crate) fn notice_card(lang: Lang, notice: &NoticeView, title: String, ways: AnyView) -> AnyView {
    let due = notice.due.filter(|_| notice.state.payable()).map(|due| {
        view! {
            <p>
                <span>{format!("{} ", t(lang, "notice-due"))}</span>
                {civil_day(lang, due)}
            </p>
        }
    });
    view! {
        <li class="portal-card">
            {notice_state(lang, notice)}
            <h3 class="h5">{title}</h3>
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
