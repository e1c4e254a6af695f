//! A page with one group of questions: the form, what is wrong in it, the way back.

use contract::{
    Code, Lang,
    cases::{StaleField, StepPage, StepTarget},
    forms::FollowWith,
};
use leptos::prelude::*;

use crate::{
    layout::{Frame, Page, Runs, Section, document},
    routes,
    texts::{self, code, code_hint, t, t_args},
    ui::{self, Way, WrongLine, back_link, hidden, icon, paragraphs, previous, summary_of_problems},
};

use super::{rows::row_list, words::follow_words};

/// A group of questions of a draft, with everything typed and everything wrong.
#[must_use]
pub fn step(frame: &Frame, step: &StepPage) -> String {
    let lang = frame.lang;
    let wrong = step.stale.is_some()
        || step.fields.iter().any(|field| field.problem.is_some())
        || step.rows.as_ref().is_some_and(|rows| rows.problem.is_some());
    let title = match &step.row {
        Some((place, name)) => format!("{}: {name} {place}", step.title),
        None => step.title.clone(),
    };
    let mut page = Page::new(Section::Personal, format!("{title} – {}", step.procedure)).wrong_if(wrong);
    page.runs = step.guide.as_ref().map(|_| Runs::Form);
    document(frame, &page, || {
        let content = match &step.rows {
            Some(rows) => row_list(frame, step, rows),
            None => view! {
                <p class="portal-hint">{t(lang, "step-all-needed")}</p>
                {form(frame, step)}
            }
            .into_any(),
        };
        view! {
            {first_button(lang, step)}
            {way_back(frame, step)}
            {problems(frame, step)}
            <p class="portal-caption portal-caption-strong">{step.procedure.clone()}</p>
            <h1>{title}</h1>
            {ui::steps(lang, step.case, &step.steps, way(step))}
            {newer(frame, step)}
            <div class="portal-text">
                {paragraphs(&step.intro)}
                {step.statement.as_ref().map(|of| ui::statement_line(lang, of))}
                {content}
                <p class="portal-hint">{t_args(lang, "step-kept-until", &[("day", &step.kept_until)])}</p>
            </div>
        }
    })
}

/// A page with a form is left by its buttons: what was typed is saved on the way.
fn way(step: &StepPage) -> Way {
    if step.rows.is_some() { Way::Link } else { Way::Save }
}

/// The Enter key presses the first button of a form: it must be the one that goes on.
fn first_button(lang: Lang, step: &StepPage) -> Option<AnyView> {
    (way(step) == Way::Save).then(|| {
        view! {
            <button
                type="submit"
                form="modulo"
                name="azione"
                value="avanti"
                class="portal-first-button"
                tabindex="-1"
                aria-hidden="true"
            >
                {t(lang, go_on_words(step))}
            </button>
        }
        .into_any()
    })
}

fn go_on_words(step: &StepPage) -> &'static str {
    if step.from_summary { "step-save-to-summary" } else { "step-save-and-go-on" }
}

fn way_back(frame: &Frame, step: &StepPage) -> AnyView {
    let lang = frame.lang;
    let before = previous(lang, step.case, &step.steps);
    let (words, go, link) = if step.from_summary {
        ("back-to-summary", routes::go_word(&StepTarget::Summary), routes::summary(lang, step.case))
    } else if step.row.is_some() {
        ("back-to-rows", "indietro".to_owned(), String::new())
    } else {
        let words = if before.is_some() { "back" } else { "back-to-dashboard" };
        (words, "indietro".to_owned(), before.unwrap_or_else(|| routes::dashboard(lang)))
    };
    match way(step) {
        Way::Link => back_link(&frame.assets, link, t(lang, words)),
        Way::Save => view! {
            <p class="portal-back">
                {icon(&frame.assets, "it-arrow-left", "icon icon-sm icon-primary")}
                {ui::saving(go, None, t(lang, words).to_owned())}
            </p>
        }
        .into_any(),
    }
}

fn problems(frame: &Frame, step: &StepPage) -> Option<AnyView> {
    let lang = frame.lang;
    let mut lines: Vec<WrongLine> = step
        .fields
        .iter()
        .filter_map(|field| {
            let problem = field.problem.as_ref()?;
            Some(WrongLine {
                words: texts::problem(lang, problem, &field.label),
                href: Some(ui::wrong_input(field)),
            })
        })
        .collect();
    if let Some(problem) = step.rows.as_ref().and_then(|rows| rows.problem.as_ref()) {
        lines.push(WrongLine { words: texts::problem(lang, problem, &step.title), href: None });
    }
    if let Some(stale) = &step.stale {
        let hint = WrongLine { words: code_hint(lang, Code::StaleSave).to_owned(), href: None };
        lines.insert(0, hint);
        let summary = summary_of_problems(lang, code(lang, Code::StaleSave), lines);
        return Some(
            view! {
                {summary}
                {both_texts(frame, stale)}
                <p>
                    <a href=routes::step(lang, step.case, &step.step)>{t(lang, "stale-keep-other")}</a>
                </p>
            }
            .into_any(),
        );
    }
    (!lines.is_empty()).then(|| summary_of_problems(lang, "", lines))
}

/// What another page saved beside what this page wanted to save: nothing typed is lost.
fn both_texts(frame: &Frame, fields: &[StaleField]) -> AnyView {
    let lang = frame.lang;
    let cell = |text: &str| if text.is_empty() { t(lang, "answer-none").to_owned() } else { text.to_owned() };
    let rows = fields.iter().map(|field| {
        view! {
            <tr role="row">
                <th role="rowheader" scope="row">{field.label.clone()}</th>
                <td role="cell" data-label=t(lang, "stale-stored")>{cell(&field.stored)}</td>
                <td role="cell" data-label=t(lang, "stale-typed")>{cell(&field.typed)}</td>
            </tr>
        }
    });
    view! {
        <table class="table portal-table" role="table">
            <caption class="caption-top">{t(lang, "stale-caption")}</caption>
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{t(lang, "stale-question")}</th>
                    <th role="columnheader" scope="col">{t(lang, "stale-stored")}</th>
                    <th role="columnheader" scope="col">{t(lang, "stale-typed")}</th>
                </tr>
            </thead>
            <tbody role="rowgroup">{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}

fn form(frame: &Frame, step: &StepPage) -> AnyView {
    let lang = frame.lang;
    let action = if step.from_summary {
        routes::step_from_summary(lang, step.case, &step.step)
    } else {
        routes::step(lang, step.case, &step.step)
    };
    let go_on = go_on_words(step);
    let something_before = step.row.is_some() || previous(lang, step.case, &step.steps).is_some();
    let go_back = (!step.from_summary && something_before).then(|| {
        view! {
            <button type="submit" class="btn btn-outline-primary" name="azione" value="indietro">
                {t(lang, "back")}
            </button>
        }
    });
    let fields = step.fields.iter().map(|field| ui::field(lang, field));
    view! {
        <form method="post" action=action novalidate class="portal-form" id="modulo">
            {hidden("versione", step.row_version)}
            {fields.collect_view()}
            {follower(lang, step)}
            <div class="portal-buttons">
                <button type="submit" class="btn btn-primary" name="azione" value="avanti">{t(lang, go_on)}</button>
                <button type="submit" class="btn btn-outline-primary" name="azione" value="salva">
                    {t(lang, "step-save-and-leave")}
                </button>
                {go_back}
            </div>
        </form>
    }
    .into_any()
}

/// What the browser follows the form with while one types; without it the form works as it stands.
fn follower(lang: Lang, step: &StepPage) -> Option<AnyView> {
    let with = FollowWith {
        guide: step.guide.clone()?,
        save_to: routes::autosave(lang, step.case, &step.step),
        suggestions: routes::suggestions(lang),
        words: follow_words(lang),
    };
    let with = serde_json::to_string(&with).ok()?;
    Some(view! { <p role="status" id="segui" class="portal-autosave" data-segui=with></p> }.into_any())
}

/// Said where the form has a newer version: the draft stays on its own until its author moves it.
fn newer(frame: &Frame, step: &StepPage) -> Option<AnyView> {
    let lang = frame.lang;
    step.newer.then(|| {
        view! {
            <p class="alert alert-info">
                <span>{format!("{} ", t(lang, "version-newer"))}</span>
                <a class="alert-link" href=routes::version(lang, step.case)>{t(lang, "version-see")}</a>
            </p>
        }
        .into_any()
    })
}
