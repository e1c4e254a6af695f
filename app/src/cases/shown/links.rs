//! Cases that belong together: on the page of a case, and on the summary of drafts that are sent together.

use contract::{
    Lang,
    cases::{Companion, FollowOffer, LinkedCase, Relation, SummaryPage},
    ids::CaseId,
};
use leptos::prelude::*;

use crate::{
    routes,
    texts::{t, t_args},
    ui::{case_name, hidden, paragraphs},
};

/// The cases that belong to one. `address` leads to the page of another for this reader; `beside` is what the reader can
/// do about each.
pub(crate) fn linked(
    lang: Lang,
    cases: &[LinkedCase],
    address: impl Fn(CaseId) -> String,
    beside: impl Fn(&LinkedCase) -> Option<AnyView>,
) -> Option<AnyView> {
    if cases.is_empty() {
        return None;
    }
    let rows = cases.iter().map(|linked| {
        let name = case_name(&linked.procedure, &linked.number);
        let name = if linked.open {
            view! { <a href=address(linked.case)>{name}</a> }.into_any()
        } else {
            view! { <span>{name}</span> }.into_any()
        };
        view! {
            <li>
                <span class="portal-caption">{relation(lang, linked)}</span>
                <br />
                {name}
                {(!linked.state.is_empty()).then(|| format!(" – {}", linked.state))}
                {beside(linked)}
            </li>
        }
    });
    Some(
        view! {
            <section class="portal-group" id="collegamenti">
                <h2 class="h4">{t(lang, "links-title")}</h2>
                <ul class="portal-links">{rows.collect_view()}</ul>
            </section>
        }
        .into_any(),
    )
}

fn relation(lang: Lang, linked: &LinkedCase) -> &'static str {
    match (linked.declared, linked.relation) {
        (true, Relation::Follower) => t(lang, "links-declared-follower"),
        (true, _) => t(lang, "links-declared"),
        (false, Relation::Followed) => t(lang, "links-followed"),
        (false, Relation::Follower) => t(lang, "links-follower"),
        (false, Relation::Beside) => t(lang, "links-beside"),
    }
}

/// What can be begun from a case, each with its button.
pub(super) fn offers(lang: Lang, case: CaseId, offers: &[FollowOffer]) -> Option<AnyView> {
    if offers.is_empty() {
        return None;
    }
    Some(
        view! {
            <section class="portal-group" id="seguito">
                <h2 class="h4">{t(lang, "follow-title")}</h2>
                <p>{t(lang, "follow-lead")}</p>
                {offers.iter().map(|offer| one_offer(lang, case, offer)).collect_view()}
            </section>
        }
        .into_any(),
    )
}

fn one_offer(lang: Lang, case: CaseId, offer: &FollowOffer) -> AnyView {
    let go_on =
        offer.draft.is_some().then(|| view! { <p class="portal-caption">{t(lang, "follow-begun")}</p> });
    view! {
        <div class="portal-follow">
            {paragraphs(&offer.explain)} {go_on}
            <form method="post" action=routes::follow(lang, case)>
                {hidden("procedura", offer.slug.clone())}
                {hidden("collegamento", offer.link.clone())}
                <button type="submit" class="btn btn-outline-primary" name="azione" value="segui">
                    {offer.label.clone()}
                </button>
            </form>
        </div>
    }
    .into_any()
}

/// What a draft is sent together with; nothing where it is sent alone and nothing can be added.
pub(super) fn together(lang: Lang, summary: &SummaryPage) -> Option<AnyView> {
    let with = &summary.together;
    if let Some((leader, name)) = &with.leader {
        return Some(led(lang, summary.case, *leader, name));
    }
    if with.companions.is_empty() && with.offers.is_empty() {
        return None;
    }
    let companions = with.companions.iter().map(|companion| one_companion(lang, companion));
    let offers = with.offers.iter().map(|offer| one_offer(lang, summary.case, offer));
    let lead = match with.companions.is_empty() {
        true => t(lang, "together-lead"),
        false => t(lang, "together-lead-some"),
    };
    Some(
        view! {
            <section class="portal-group" id="insieme">
                <h2 class="h4">{t(lang, "together-title")}</h2>
                <p>{lead}</p>
                <ul class="portal-links">{companions.collect_view()}</ul>
                {offers.collect_view()}
            </section>
        }
        .into_any(),
    )
}

fn one_companion(lang: Lang, companion: &Companion) -> AnyView {
    let state = match (companion.ready, companion.unsigned) {
        (true, _) => t(lang, "together-ready"),
        (false, true) => t(lang, "together-unsigned"),
        (false, false) => t(lang, "together-missing"),
    };
    view! {
        <li>
            <a href=routes::target(lang, companion.case, &companion.next)>{companion.procedure.clone()}</a>
            {format!(" – {state}")}
            {apart(lang, companion.case, &companion.procedure)}
        </li>
    }
    .into_any()
}

/// The draft that leads, from where both are sent.
fn led(lang: Lang, case: CaseId, leader: CaseId, name: &str) -> AnyView {
    view! {
        <section class="portal-group" id="insieme">
            <h2 class="h4">{t(lang, "together-title")}</h2>
            <p>{t_args(lang, "together-led", &[("procedure", name)])}</p>
            <p>
                <a class="btn btn-primary" href=routes::summary(lang, leader)>
                    {t_args(lang, "together-leader", &[("procedure", name)])}
                </a>
            </p>
            {apart(lang, case, "")}
        </section>
    }
    .into_any()
}

/// The button that takes a draft out, to be sent by itself.
fn apart(lang: Lang, case: CaseId, name: &str) -> AnyView {
    view! {
        <form method="post" action=routes::separate(lang, case)>
            <button type="submit" class="btn btn-outline-primary btn-sm" name="azione" value="separa">
                {t(lang, "together-apart")}
                <span class="visually-hidden">{format!(" {name}")}</span>
            </button>
        </form>
    }
    .into_any()
}
