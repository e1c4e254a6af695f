//! The list of steps at the top of the filling pages: where one is, where one can go back to.

use contract::{
    Lang,
    cases::{StepLink, StepTarget},
    ids::CaseId,
};
use leptos::prelude::*;

use crate::{
    routes,
    texts::{t, t_args},
};

/// The most steps whose list stands open: more would push the questions off a phone's screen.
const MOST_ALWAYS_OPEN: usize = 6;

/// The words `Passo 2 di 4`, and the list of all steps. On a page with a form each leads there by saving the
/// form: nothing typed is lost by looking elsewhere.
pub(crate) fn steps(lang: Lang, case: CaseId, all: &[StepLink], way: Way) -> AnyView {
    let here = all.iter().position(|step| step.current).map_or(0, |place| place + 1);
    let (here, total) = (here.to_string(), all.len().to_string());
    let items = all.iter().map(|step| {
        let class = match (step.current, step.done) {
            (true, _) => "portal-step portal-step-current",
            (false, true) => "portal-step portal-step-done",
            (false, false) => "portal-step",
        };
        let state = step.done.then(|| format!(" ({})", t(lang, "step-done")));
        view! {
            <li class=class>
                {to_step(lang, case, step, way)}
                <span class="portal-step-state">{state}</span>
            </li>
        }
    });
    let counted = t_args(lang, "step-of", &[("here", &here), ("total", &total)]);
    let list = view! {
        <nav class="portal-steps" aria-label=t(lang, "steps-label")>
            <ol>{items.collect_view()}</ol>
        </nav>
    };
    if all.len() <= MOST_ALWAYS_OPEN {
        return view! {
            <p class="portal-caption">{counted}</p>
            {list}
        }
        .into_any();
    }
    view! {
        <p class="portal-caption">
            <span>{format!("{counted} ")}</span>
            {to_tasks(lang, case, way)}
        </p>
        <details class="portal-steps-all">
            <summary>{t(lang, "tasks-all")}</summary>
            {list}
        </details>
    }
    .into_any()
}

/// How the list of steps leads elsewhere.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// By links.
    Link,
    /// By buttons of the page's form, which is saved first.
    Save,
}

fn to_step(lang: Lang, case: CaseId, step: &StepLink, way: Way) -> AnyView {
    let (title, current) = (step_title(lang, step).to_owned(), step.current.then_some("step"));
    match way {
        Way::Link => {
            view! { <a href=routes::target(lang, case, &step.target) aria-current=current>{title}</a> }
                .into_any()
        }
        Way::Save => saving(routes::go_word(&step.target), current, title),
    }
}

fn to_tasks(lang: Lang, case: CaseId, way: Way) -> AnyView {
    let words = t(lang, "tasks-link").to_owned();
    match way {
        Way::Link => view! { <a href=routes::tasks(lang, case)>{words}</a> }.into_any(),
        Way::Save => saving(routes::GO_TASKS.to_owned(), None, words),
    }
}

/// A button that saves the page's form and goes elsewhere; it looks like a link.
pub(crate) fn saving(action: String, current: Option<&'static str>, words: String) -> AnyView {
    view! {
        <button type="submit" form="modulo" name="azione" value=action class="portal-link-button" aria-current=current>
            {words}
        </button>
    }
    .into_any()
}

/// The title of a step in the page's language.
pub(crate) fn step_title(lang: Lang, step: &StepLink) -> &str {
    match step.target {
        StepTarget::Questions(_) => &step.title,
        StepTarget::Documents => t(lang, "documents-title"),
        StepTarget::Summary => t(lang, "summary-title"),
    }
}

/// The address of the step before the current one, if there is one.
pub(crate) fn previous(lang: Lang, case: CaseId, all: &[StepLink]) -> Option<String> {
    let here = all.iter().position(|step| step.current)?;
    let before = all.get(here.checked_sub(1)?)?;
    Some(routes::target(lang, case, &before.target))
}
