//! Where things are on the long page of a case: an officer comes for one act, or one document.

use contract::{Lang, cases::CasePage};
use leptos::prelude::*;

use crate::{
    cases::{offered_here, place_of_action},
    texts::t,
};

/// Links to the parts of the page, and to each act that can be done now.
pub(super) fn index(lang: Lang, case: &CasePage) -> AnyView {
    let link = |place: &str, words: &str| view! { <a href=format!("#{place}")>{words.to_owned()}</a> };
    let line = |there: bool, place: &str, words: &'static str| {
        there.then(|| view! { <li>{link(place, t(lang, words))}</li> })
    };
    let (own, another_way) = offered_here(case);
    let another_way = line(!another_way.is_empty(), "altra-via", "actions-another-way");
    let own =
        own.into_iter().map(|action| view! { <li>{link(&place_of_action(action), &action.label)}</li> });
    let acts: Vec<_> = own.map(IntoAny::into_any).chain(another_way.map(IntoAny::into_any)).collect();
    let acts = (!acts.is_empty()).then(|| {
        view! {
            <li>
                {link("azioni", t(lang, "case-actions"))}
                <ul>{acts}</ul>
            </li>
        }
    });
    view! {
        <nav class="portal-index portal-index-case" aria-label=t(lang, "service-index")>
            <ul>
                {line(!case.terms.is_empty(), "termini", "terms-title")}
                {acts}
                {line(case.letter.possible, "messaggi", "letter-office-title")}
                {line(true, "documenti", "documents-title")}
                {line(!case.groups.is_empty(), "risposte", "case-index-answers")}
                {line(true, "storia", "case-history")}
            </ul>
        </nav>
    }
    .into_any()
}
