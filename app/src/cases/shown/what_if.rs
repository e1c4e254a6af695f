//! "What if?": an event on a day that has not come, and what it would do to the case and to its terms.

use contract::{
    Lang,
    cases::{Outcome, WhatIf},
    time::day_words,
};
use leptos::prelude::*;

use super::terms::terms;
use crate::{
    layout::{Frame, Page, Section, document},
    routes,
    texts::{code, code_hint, code_line, t, t_args},
    ui::{WrongLine, back_link, case_name, field_class, paragraphs, problem_line, summary_of_problems},
};

/// The page of "what if?".
#[must_use]
pub fn what_if(frame: &Frame, asked: &WhatIf) -> String {
    let lang = frame.lang;
    let title = t(lang, "what-if-title");
    let (section, parent, back, here) = if asked.office {
        let case = routes::office_case(lang, asked.case);
        (Section::Office, routes::office_inbox(lang), case, routes::office_what_if(lang, asked.case))
    } else {
        let case = routes::case(lang, asked.case);
        (Section::Personal, routes::dashboard(lang), case, routes::what_if(lang, asked.case))
    };
    let above = t(lang, if asked.office { "inbox-title" } else { "dashboard-title" });
    let page = Page::new(section, title).under(above, parent).wrong_if(asked.problem.is_some());
    document(frame, &page, || {
        let wrong = asked.problem.as_ref().map(|(_, why)| {
            let line = WrongLine { words: code_line(lang, *why), href: Some("#giorno".to_owned()) };
            summary_of_problems(lang, "", vec![line])
        });
        view! {
            {wrong}
            <div class="portal-text">
                {back_link(&frame.assets, back, t(lang, "reply-back"))}
                <h1>{title}</h1>
                <p>{case_name(&asked.procedure, &asked.number)}</p>
                <p>{t(lang, "what-if-lead")}</p>
                {form(lang, asked, here)}
                {asked.outcome.as_ref().map(|outcome| result(lang, asked, outcome))}
            </div>
        }
    })
}

fn form(lang: Lang, asked: &WhatIf, here: String) -> AnyView {
    let options = asked.events.iter().map(|(id, words)| {
        view! {
            <option value=id.clone() selected=asked.chosen.as_ref() == Some(id)>
                {words.clone()}
            </option>
        }
    });
    let day = match &asked.problem {
        Some((typed, _)) => typed.clone(),
        None => asked.on.unwrap_or(asked.today).to_string(),
    };
    let problem = asked.problem.as_ref();
    let problem =
        problem.map(|(_, why)| problem_line(lang, "giorno-errore".to_owned(), &code_line(lang, *why)));
    let described = if problem.is_some() { "giorno-aiuto giorno-errore" } else { "giorno-aiuto" };
    let class = field_class(problem.is_some());
    view! {
        <form method="get" action=here class="portal-form">
            <div class="form-group portal-field">
                <label class="active" r#for="evento">{t(lang, "what-if-event")}</label>
                <select class="form-select" id="evento" name="evento">
                    <option value="" selected=asked.chosen.is_none()>{t(lang, "what-if-nobody")}</option>
                    {options.collect_view()}
                </select>
            </div>
            <div class=class>
                <label class="active" r#for="giorno">{t(lang, "what-if-day")}</label>
                <p class="portal-hint" id="giorno-aiuto">{t(lang, "what-if-day-hint")}</p>
                {problem}
                <input
                    type="date"
                    class="form-control portal-input-short"
                    id="giorno"
                    name="giorno"
                    value=day
                    min=asked.today.to_string()
                    aria-describedby=described
                    aria-invalid=asked.problem.is_some().then_some("true")
                />
            </div>
            <button type="submit" class="btn btn-primary">{t(lang, "what-if-button")}</button>
        </form>
    }
    .into_any()
}

fn result(lang: Lang, asked: &WhatIf, outcome: &Outcome) -> AnyView {
    let day = asked.on.map(|day| day_words(day, lang)).unwrap_or_default();
    let refused = outcome.refused.map(|why| {
        view! { <p class="alert alert-warning">{format!("{}. {}", code(lang, why), code_hint(lang, why))}</p> }
    });
    let instead = (!outcome.instead.is_empty()).then(|| {
        let items = outcome.instead.iter().map(|words| view! { <li>{words.clone()}</li> });
        view! {
            <p>{t(lang, "what-if-instead")}</p>
            <ul>{items.collect_view()}</ul>
        }
    });
    // Who does nothing lets the day pass to its end.
    let before = if asked.chosen.is_some() { "what-if-before" } else { "what-if-by-end" };
    let fired = (!outcome.fired.is_empty()).then(|| {
        let items = outcome.fired.iter().map(|(words, on)| {
            let words = t_args(lang, "what-if-fired", &[("event", words), ("day", &day_words(*on, lang))]);
            view! { <li>{words}</li> }
        });
        view! {
            <h3 class="h5">{t(lang, before)}</h3>
            <ul>{items.collect_view()}</ul>
        }
    });
    view! {
        <section class="portal-group" id="esito">
            <h2 class="h4">{t_args(lang, "what-if-result", &[("day", &day)])}</h2>
            {refused}
            {instead}
            {fired}
            <p>
                <strong>{t_args(lang, "what-if-state", &[("state", &outcome.state)])}</strong>
            </p>
            {paragraphs(&outcome.next)}
            {terms(lang, &outcome.terms, asked.office, None)}
            <p class="portal-caption">{t(lang, "what-if-caution")}</p>
        </section>
    }
    .into_any()
}
