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

/// The words `Passo 2 di 4`, and the list of all steps as links.
pub(crate) fn steps(lang: Lang, case: CaseId, all: &[StepLink]) -> AnyView {
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
                <a href=routes::target(lang, case, &step.target) aria-current=step.current.then_some("step")>
                    {step_title(lang, step).to_owned()}
                </a>
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
            <a href=routes::tasks(lang, case)>{t(lang, "tasks-link")}</a>
        </p>
        <details class="portal-steps-all">
            <summary>{t(lang, "tasks-all")}</summary>
            {list}
        </details>
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
