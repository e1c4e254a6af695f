//! What everybody reads of cases (*albo pretorio*): the public page, and how it stands on the page of a case.

use contract::{
    Lang,
    cases::{ActionView, Announcement, CasePage, Publication},
    time::day_words,
};
use leptos::prelude::*;

use crate::{
    layout::{Frame, Page, Section, document},
    routes,
    texts::{t, t_args, t_count},
};

/// The public page: what can be read today, newest first.
#[must_use]
pub fn albo(frame: &Frame, publications: &[Publication]) -> String {
    let lang = frame.lang;
    let title = t(lang, "albo-title");
    document(frame, &Page::new(Section::Elsewhere, title), || {
        let items = publications.iter().map(|publication| {
            let id = format!("atto-{}", publication.id);
            view! {
                <li class="portal-card" id=id>
                    <h2 class="h5">{publication.says.title.clone()}</h2>
                    {said(lang, &publication.says)}
                    <p class="portal-caption">
                        {publication.office.clone()} <br /> {period(lang, publication)}
                    </p>
                </li>
            }
        });
        let all = if publications.is_empty() {
            view! { <p>{t(lang, "albo-none")}</p> }.into_any()
        } else {
            view! { <ul class="portal-cards">{items.collect_view()}</ul> }.into_any()
        };
        view! {
            <div class="portal-text">
                <h1>{title}</h1>
                <p class="lead">{t(lang, "albo-lead")}</p>
                {all}
            </div>
        }
    })
}

fn said(lang: Lang, says: &Announcement) -> AnyView {
    let line = |label: String, words: String| {
        view! {
            <div class="portal-answer">
                <dt>{label}</dt>
                <dd>{words}</dd>
            </div>
        }
    };
    let number =
        (!says.number.is_empty()).then(|| line(t(lang, "albo-number").to_owned(), says.number.clone()));
    let day = says.act_on.map(|day| line(t(lang, "albo-day").to_owned(), day_words(day, lang)));
    let lines = says.lines.iter().map(|(label, words)| line(label.clone(), words.clone()));
    view! { <dl class="portal-answers">{number} {day} {lines.collect_view()}</dl> }.into_any()
}

fn period(lang: Lang, publication: &Publication) -> String {
    let (from, until) = (day_words(publication.from, lang), day_words(publication.until, lang));
    t_args(lang, "albo-period", &[("from", &from), ("until", &until)])
}

/// What everybody will read, shown to the office before it publishes.
pub(super) fn foretold(lang: Lang, action: &ActionView) -> Option<AnyView> {
    let says = action.announces.as_ref()?;
    Some(
        view! {
            <div class="portal-effects">
                <p>
                    <strong>{t_count(lang, "albo-foretold", says.days.into())}</strong>
                </p>
                <p>{says.title.clone()}</p>
                {said(lang, says)}
            </div>
        }
        .into_any(),
    )
}

/// What of a case can be read by everybody, or could.
pub(crate) fn published(lang: Lang, case: &CasePage) -> Option<AnyView> {
    if case.published.is_empty() {
        return None;
    }
    let items = case.published.iter().map(|publication| {
        let withdrawn = publication.withdrawn.then(|| format!(" – {}", t(lang, "albo-withdrawn")));
        view! {
            <li>
                {publication.says.title.clone()} <br />
                <span class="portal-caption">{period(lang, publication)} {withdrawn}</span>
            </li>
        }
    });
    Some(
        view! {
            <section class="portal-group" id="albo">
                <h2 class="h4">{t(lang, "albo-case")}</h2>
                <ul class="portal-links">{items.collect_view()}</ul>
                <p>
                    <a href=routes::albo(lang)>{t(lang, "albo-title")}</a>
                </p>
            </section>
        }
        .into_any(),
    )
}
