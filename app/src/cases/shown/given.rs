//! All that somebody answered before to what a question asks, to choose from.

use contract::cases::GivenPage;
use leptos::prelude::*;

use crate::{
    layout::{Frame, Page, Section, document},
    routes,
    texts::t,
    ui::{back_link, hidden},
};

/// The answers, each with a button that takes it into the page it was asked on.
#[must_use]
pub fn given(frame: &Frame, given: &GivenPage) -> String {
    let lang = frame.lang;
    let title = t(lang, "given-title");
    let page = Page::new(Section::Personal, format!("{title} – {}", given.procedure));
    document(frame, &page, || {
        let from = given.from_summary.then(|| hidden("da", "riepilogo"));
        let here = match given.from_summary {
            true => routes::step_from_summary(lang, given.case, &given.step),
            false => routes::step(lang, given.case, &given.step),
        };
        let items = given.offers.iter().map(|offer| {
            let own = offer.given.is_empty();
            let from = if own { t(lang, "offer-from-login").to_owned() } else { offer.given.clone() };
            view! {
                <li>
                    <span class="portal-offer-words">{offer.words.clone()}</span>
                    <span class="portal-hint">{from}</span>
                    <button
                        type="submit"
                        class="btn btn-outline-primary btn-sm"
                        name="azione"
                        value=routes::take_given(&given.question, &offer.id)
                        aria-label=format!("{}: {}", t(lang, "offer-use"), offer.words)
                    >
                        {t(lang, "offer-use")}
                    </button>
                </li>
            }
        });
        let stored = given.stored.iter().map(|(name, text)| hidden(name.clone(), text));
        let content = match given.offers.is_empty() {
            true => view! { <p>{t(lang, "given-none")}</p> }.into_any(),
            false => view! {
                <form method="post" action=here.clone() class="portal-offers">
                    {hidden("versione", given.row_version)}
                    {from}
                    {stored.collect_view()}
                    <ul>{items.collect_view()}</ul>
                </form>
            }
            .into_any(),
        };
        view! {
            {back_link(&frame.assets, format!("{here}#campo-{}", given.question), t(lang, "back"))}
            <p class="portal-caption portal-caption-strong">{given.procedure.clone()}</p>
            <h1>{title}</h1>
            <div class="portal-text">
                <h2 class="h4">{given.label.clone()}</h2>
                <p>{t(lang, "given-lead")}</p>
                {content}
            </div>
        }
    })
}
