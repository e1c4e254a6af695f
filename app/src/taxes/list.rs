//! "I miei tributi": what is to be paid, what to do now, what is paid.

use contract::{
    Lang,
    money::euros,
    taxes::{PositionRow, PositionState},
};
use leptos::prelude::*;

use crate::{
    layout::{Frame, Page, Section, document},
    payments::civil_day,
    routes,
    texts::{t, t_args},
};

/// One's own tax positions: those with something to pay first.
#[must_use]
pub fn taxes(frame: &Frame, positions: &[PositionRow]) -> String {
    let lang = frame.lang;
    let title = t(lang, "taxes-title");
    let page = Page::new(Section::Personal, title).under(t(lang, "dashboard-title"), routes::dashboard(lang));
    let (open, closed): (Vec<&PositionRow>, Vec<&PositionRow>) =
        positions.iter().partition(|row| row.state.open());
    document(frame, &page, || {
        view! {
            <h1>{title}</h1>
            <p class="lead portal-text">{t(lang, "taxes-lead")}</p>
            {positions.is_empty().then(|| view! { <p>{t(lang, "taxes-none")}</p> })}
            {list(lang, "taxes-open", &open)}
            {list(lang, "taxes-closed", &closed)}
            <p>
                <a class="btn btn-outline-primary" href=routes::payments(lang)>{t(lang, "payments-title")}</a>
            </p>
        }
    })
}

fn list(lang: Lang, title: &'static str, rows: &[&PositionRow]) -> Option<AnyView> {
    let items = rows.iter().map(|row| {
        view! {
            <li class="portal-card">
                {state(lang, row.state)}
                <h3 class="h5">
                    <a href=routes::tax_position(lang, row.id)>{row.title.clone()}</a>
                </h3>
                <p>{row.place.clone()}</p>
                {sums(lang, row)}
                {next(lang, row)}
            </li>
        }
    });
    (!rows.is_empty()).then(|| {
        view! {
            <h2 class="h4">{t(lang, title)}</h2>
            <ul class="portal-cards">{items.collect_view()}</ul>
        }
        .into_any()
    })
}

fn sums(lang: Lang, row: &PositionRow) -> AnyView {
    let paid = (row.paid > 0)
        .then(|| format!(", {} {}", t(lang, "taxes-paid").to_lowercase(), euros(row.paid, lang)));
    view! {
        <p>
            <span>{format!("{} {}", t(lang, "taxes-sum"), euros(row.total, lang))}</span>
            <span>{paid}</span>
        </p>
    }
    .into_any()
}

/// What to do now.
pub(super) fn next(lang: Lang, row: &PositionRow) -> Option<AnyView> {
    let (due, cents) = row.next.filter(|_| row.state.open())?;
    let key = if row.state == PositionState::Late { "taxes-next-late" } else { "taxes-next" };
    Some(
        view! {
            <p>
                <strong>{format!("{} ", t_args(lang, key, &[("sum", &euros(cents, lang))]))}</strong>
                {civil_day(lang, due)}
            </p>
        }
        .into_any(),
    )
}

/// How a position stands, coloured.
pub(super) fn state(lang: Lang, state: PositionState) -> AnyView {
    let class = match state {
        PositionState::Due | PositionState::PartlyPaid => "badge portal-badge portal-badge-running",
        PositionState::Late | PositionState::Overpaid => "badge portal-badge portal-badge-waiting",
        PositionState::Paid => "badge portal-badge portal-badge-ended",
    };
    view! { <span class=class>{t(lang, &format!("position-{}", state.as_str()))}</span> }.into_any()
}
