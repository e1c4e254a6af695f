//! The forms of what the reader can do now with a case, and how they stand on the page.

use contract::{
    Lang,
    cases::{ActionView, CasePage},
};
use leptos::prelude::*;

use super::{act_fields::own_id, actions::action_form};
use crate::texts::t;

/// The most forms that stand open at once on the office's page: of more, one reads first what there is.
const MOST_OPEN: usize = 3;

/// A form for each action; a withdrawal cannot be undone and is seldom wanted: it comes last, closed.
/// `address` gives the place an event is posted to.
pub(crate) fn action_forms(lang: Lang, case: &CasePage, address: impl Fn(&str) -> String) -> Option<AnyView> {
    let (own, another_way) = offered_here(case);
    let (withdrawal, ordinary): (Vec<_>, Vec<_>) = own.into_iter().partition(|action| action.withdraws);
    // What is answered on a page of its own needs no heading here.
    if ordinary.is_empty() && withdrawal.is_empty() && another_way.is_empty() {
        return None;
    }
    let another_way = came_another_way(lang, case, &another_way, &address);
    let ordinary = if many(case, ordinary.len()) {
        folded(lang, case, &ordinary, &address)
    } else {
        let each = ordinary.into_iter().map(|action| {
            view! {
                <div class="portal-action">
                    <h3 class="h5" id=place_of_action(action)>{action.label.clone()}</h3>
                    {action_form(lang, case, action, address(&action.event))}
                </div>
            }
        });
        each.collect_view().into_any()
    };
    let withdrawal = withdrawal.into_iter().map(|action| {
        view! {
            <details class="portal-action" open=wanted(action)>
                <summary>
                    <h3 class="h5" id=place_of_action(action)>{action.label.clone()}</h3>
                </summary>
                {action_form(lang, case, action, address(&action.event))}
            </details>
        }
    });
    Some(
        view! {
            <section class="portal-group portal-actions" id="azioni">
                <h2 class="h4">{t(lang, "case-actions")}</h2>
                {ordinary} {withdrawal.collect_view()} {another_way}
            </section>
        }
        .into_any(),
    )
}

/// Whether there are so many ordinary actions on the office's page that their forms are closed.
fn many(case: &CasePage, ordinary: usize) -> bool {
    case.desk.is_some() && ordinary > MOST_OPEN
}

/// Whether the forms of these actions, all that the reader has, are closed.
pub(crate) fn closed(case: &CasePage, own: &[&ActionView]) -> bool {
    many(case, own.iter().filter(|action| !action.withdraws).count())
}

/// Whether a form stands open where forms are closed.
fn wanted(action: &ActionView) -> bool {
    action.chosen || !action.problems.is_empty()
}

/// The actions of the main way, then those of each body together, with its name and how it stands: it says one thing alone.
pub(crate) fn by_body<'a>(
    actions: &[&'a ActionView],
) -> (Vec<&'a ActionView>, Vec<(&'a str, Vec<&'a ActionView>)>) {
    let mut main = Vec::new();
    let mut bodies: Vec<(&str, Vec<&ActionView>)> = Vec::new();
    for action in actions {
        match &action.body_stands {
            None => main.push(*action),
            Some(body) => match bodies.iter_mut().find(|(own, _)| own == body) {
                Some((_, own)) => own.push(action),
                None => bodies.push((body, vec![action])),
            },
        }
    }
    (main, bodies)
}

/// Many forms, each closed.
fn folded(
    lang: Lang,
    case: &CasePage,
    actions: &[&ActionView],
    address: &impl Fn(&str) -> String,
) -> AnyView {
    let (main, bodies) = by_body(actions);
    let closed = |action: &ActionView, head: AnyView| {
        view! {
            <details class="portal-action portal-folded" open=wanted(action)>
                <summary>{head}</summary>
                {action_form(lang, case, action, address(&action.event))}
            </details>
        }
    };
    let main = main.into_iter().map(|action| {
        let label = action.label.clone();
        closed(action, view! { <h3 class="h5" id=place_of_action(action)>{label}</h3> }.into_any())
    });
    let bodies = bodies.into_iter().map(|(body, own)| {
        let open = own.iter().any(|action| wanted(action));
        let each = own.into_iter().map(|action| {
            let label = action.label.clone();
            closed(action, view! { <h4 class="h6" id=place_of_action(action)>{label}</h4> }.into_any())
        });
        view! {
            <details class="portal-action portal-folded portal-folded-body" open=open>
                <summary>
                    <h3 class="h5">{body.to_owned()}</h3>
                </summary>
                {each.collect_view()}
            </details>
        }
    });
    view! { {main.collect_view()} {bodies.collect_view()} }.into_any()
}

/// What the office writes down for the applicant, when it came by letter or certified mail; closed, but where a term has led the
/// case on that may have been kept.
fn came_another_way(
    lang: Lang,
    case: &CasePage,
    actions: &[&ActionView],
    address: impl Fn(&str) -> String,
) -> Option<AnyView> {
    let open = actions.iter().any(|action| wanted(action) || action.in_time.is_some_and(|when| when.only));
    let forms = actions.iter().map(|action| {
        view! {
            <div class="portal-action">
                <h4 class="h6" id=place_of_action(action)>{action.label.clone()}</h4>
                {action_form(lang, case, action, address(&action.event))}
            </div>
        }
    });
    (!actions.is_empty()).then(|| {
        view! {
            <details class="portal-action portal-seldom" id="altra-via" open=open>
                <summary>
                    <h3 class="h5">{t(lang, "actions-another-way")}</h3>
                </summary>
                <p>{t(lang, "actions-another-way-what")}</p>
                {forms.collect_view()}
            </details>
        }
        .into_any()
    })
}

/// The actions that have their form on the case's page: the reader's own, and what the office writes down for an applicant who
/// files in the portal and would act there.
pub(crate) fn offered_here(case: &CasePage) -> (Vec<&ActionView>, Vec<&ActionView>) {
    let here = case.actions.iter().filter(|action| !(action.answers && case.by_points()));
    here.partition(|action| !(action.stands_in && case.filed_here()))
}

/// The place on the page of an action's heading.
pub(crate) fn place_of_action(action: &ActionView) -> String {
    own_id("atto", action)
}
