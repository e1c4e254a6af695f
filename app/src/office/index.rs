//! Where things are on the long page of a case: an officer comes for one act, or one document.

use contract::{
    Lang,
    cases::{ActionView, CasePage},
};
use leptos::prelude::*;

use crate::{
    cases::{by_body, closed, offered_here, place_of_action},
    routes,
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
    let (main, bodies) = by_body(&own);
    // The page comes again with the form open: a closed one is not where a link leads. Where it stands open what was typed stays.
    let closed = closed(case, &own);
    let act = |action: &ActionView| {
        let here = routes::office_act(lang, case.case, (&action.event, action.body.as_deref()));
        let here = if closed || action.withdraws { here } else { String::new() };
        let to = format!("{here}#{}", place_of_action(action));
        view! { <li><a href=to>{action.label.clone()}</a></li> }.into_any()
    };
    let bodies = bodies.into_iter().map(|(body, own)| {
        let own: Vec<_> = own.into_iter().map(act).collect();
        view! { <li>{body.to_owned()} <ul>{own}</ul></li> }.into_any()
    });
    let own: Vec<_> = main.into_iter().map(act).chain(bodies).collect();
    let acts: Vec<_> = own.into_iter().chain(another_way.map(IntoAny::into_any)).collect();
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
