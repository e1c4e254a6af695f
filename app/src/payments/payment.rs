//! How a payment goes. The page says "paid" only when the receipts are there, whatever the browser brought back.

use contract::{
    Lang,
    money::euros,
    payments::{CartState, NoticeState, PaymentPage},
};
use leptos::prelude::*;

use super::pieces::{notice_state, print_link, proof_link};
use crate::{
    layout::{Frame, Page, Section, document},
    routes,
    texts::{t, t_args},
    ui::{alert, hidden, icon, time},
};

/// A payment under way, ended, or paid.
#[must_use]
pub fn payment(frame: &Frame, payment: &PaymentPage) -> String {
    let lang = frame.lang;
    let title = t(lang, &format!("cart-{}", payment.state.as_str()));
    let page = Page::new(Section::Payments, title).under(t(lang, "payments-title"), routes::payments(lang));
    document(frame, &page, || {
        view! {
            <div class="portal-text">
                {heading(frame, payment, title)}
                {ways_on(lang, payment)}
                <section class="portal-group">
                    <ul class="portal-cards">{notices(lang, payment)}</ul>
                    <dl class="portal-answers">
                        <div class="portal-answer">
                            <dt>{t(lang, "payments-total")}</dt>
                            <dd>{euros(payment.total, lang)}</dd>
                        </div>
                        <div class="portal-answer">
                            <dt>{t(lang, "cart-begun-at")}</dt>
                            <dd>{time(lang, payment.begun_at)}</dd>
                        </div>
                    </dl>
                </section>
                {back(lang, payment)}
                <p>
                    <a href=routes::payments(lang)>{t(lang, "cart-more")}</a>
                </p>
            </div>
        }
    })
}

/// The way back to the cases that were paid for.
fn back(lang: Lang, payment: &PaymentPage) -> AnyView {
    let links = payment.cases.iter().map(|(case, number)| {
        view! {
            <p>
                <a href=routes::case(lang, *case)>{t_args(lang, "cart-case", &[("number", number)])}</a>
            </p>
        }
    });
    links.collect_view().into_any()
}

fn heading(frame: &Frame, payment: &PaymentPage, title: &'static str) -> AnyView {
    let text = t(frame.lang, &format!("cart-{}-text", payment.state.as_str()));
    match payment.state {
        CartState::Paid => view! {
            <div class="portal-panel">
                {icon(&frame.assets, "it-check-circle", "icon icon-lg icon-white")}
                <h1>{title}</h1>
                <p>{text}</p>
            </div>
        }
        .into_any(),
        state => {
            let class = if state == CartState::Failed { "alert alert-warning" } else { "alert alert-info" };
            view! {
                <h1>{title}</h1>
                {alert(class, Some("status"), text)}
            }
            .into_any()
        }
    }
}

/// What can be done now.
fn ways_on(lang: Lang, payment: &PaymentPage) -> Option<AnyView> {
    match payment.state {
        CartState::Begun | CartState::Waiting => {
            let go_on = payment.checkout.clone().map(|url| {
                view! { <a class="btn btn-outline-primary" href=url>{t(lang, "cart-go-on")}</a> }
            });
            Some(
                view! {
                    <div class="portal-buttons">
                        <a class="btn btn-primary" href=routes::payment(lang, payment.id)>{t(lang, "cart-refresh")}</a>
                        {go_on}
                    </div>
                }
                .into_any(),
            )
        }
        CartState::Cancelled | CartState::Failed => {
            let chosen = payment.notices.iter().filter(|notice| notice.state.payable());
            let chosen: Vec<AnyView> = chosen.map(|notice| hidden("avviso", notice.id)).collect();
            (!chosen.is_empty()).then(|| {
                view! {
                    <form method="post" action=routes::payment_begin(lang)>
                        {chosen}
                        <button type="submit" class="btn btn-primary" name="azione" value="paga">
                            {t(lang, "cart-again")}
                        </button>
                    </form>
                }
                .into_any()
            })
        }
        CartState::Paid => None,
    }
}

fn notices(lang: Lang, payment: &PaymentPage) -> Vec<AnyView> {
    let item = |notice: &contract::payments::NoticeView| {
        let way = match notice.state {
            NoticeState::Paid => Some(proof_link(lang, notice.id, notice)),
            // While a receipt is awaited nothing invites to pay by other means.
            NoticeState::Open => Some(print_link(lang, notice)),
            NoticeState::Paying | NoticeState::Cancelled => None,
        };
        view! {
            <li class="portal-card">
                {notice_state(lang, notice)}
                <h2 class="h5">{notice.reason.clone()}</h2>
                <p>
                    <strong>{euros(notice.cents, lang)}</strong>
                </p>
                <p>
                    <span>{format!("{}: ", t(lang, "notice-nav"))}</span>
                    <span>{notice.nav.clone()}</span>
                </p>
                <p class="portal-card-actions">{way}</p>
            </li>
        }
        .into_any()
    };
    payment.notices.iter().map(item).collect()
}
