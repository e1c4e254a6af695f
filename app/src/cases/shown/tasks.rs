//! The list of everything that a long form asks, part by part, in any order.

use contract::{
    Lang,
    cases::{StepLink, StepTarget, TasksPage},
    ids::CaseId,
};
use leptos::prelude::*;

use crate::{
    layout::{Frame, Page, Section, document},
    routes,
    texts::{t, t_args},
    ui::{back_link, step_title},
};

/// The parts of a draft, each with its state.
#[must_use]
pub fn tasks(frame: &Frame, tasks: &TasksPage) -> String {
    let lang = frame.lang;
    let title = t(lang, "tasks-title");
    let page = Page::new(Section::Personal, format!("{title} – {}", tasks.procedure));
    document(frame, &page, || {
        let sections = sections(&tasks.steps).into_iter().map(|(name, steps)| {
            let items = steps.into_iter().map(|step| task(lang, tasks.case, step));
            let name = if name.is_empty() { t(lang, "tasks-other").to_owned() } else { name };
            view! {
                <h2 class="h5">{name}</h2>
                <ul class="portal-tasks">{items.collect_view()}</ul>
            }
        });
        view! {
            {back_link(&frame.assets, routes::dashboard(lang), t(lang, "back-to-dashboard"))}
            <p class="portal-caption portal-caption-strong">{tasks.procedure.clone()}</p>
            <h1>{title}</h1>
            <div class="portal-text">
                {sections.collect_view()}
                <p class="portal-hint">{t_args(lang, "step-kept-until", &[("day", &tasks.kept_until)])}</p>
                <p>
                    <a class="btn btn-primary" href=routes::case(lang, tasks.case)>{t(lang, "draft-resume")}</a>
                </p>
            </div>
        }
    })
}

/// The steps under the title of their section; documents and summary come last, under none.
fn sections(steps: &[StepLink]) -> Vec<(String, Vec<&StepLink>)> {
    let mut all: Vec<(String, Vec<&StepLink>)> = Vec::new();
    for step in steps {
        match all.last_mut() {
            Some((name, list)) if *name == step.section => list.push(step),
            _ => all.push((step.section.clone(), vec![step])),
        }
    }
    all
}

fn task(lang: Lang, case: CaseId, step: &StepLink) -> AnyView {
    let state = match (&step.target, step.done) {
        (StepTarget::Summary, _) => None,
        (_, true) => Some(("task-done", "badge portal-badge portal-badge-ended")),
        (_, false) => Some(("task-open", "badge portal-badge portal-badge-quiet")),
    };
    let state = state.map(|(key, class)| view! { <span class=class>{t(lang, key)}</span> });
    view! {
        <li class="portal-task">
            <a href=routes::target(lang, case, &step.target)>{step_title(lang, step).to_owned()}</a>
            {state}
        </li>
    }
    .into_any()
}
