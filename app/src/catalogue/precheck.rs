//! A few questions that lead to the right procedure: one a page, then what is needed and what to prepare.

use contract::{
    Lang,
    catalogue::{OutcomeKind, PrecheckCard, PrecheckOutcome, PrecheckPage, PrecheckQuestion, PrecheckStep},
};
use leptos::prelude::*;

use super::service::known;
use crate::{
    layout::{Frame, Page, Section, document, reach_us},
    routes,
    texts::{t, t_args},
    ui::{WrongLine, back_link, day, field_class, hidden, paragraphs, problem_line, summary_of_problems},
};

/// The next question, or what the answers lead to. `nothing_chosen` says that the question was
/// sent without an answer.
#[must_use]
pub fn precheck(frame: &Frame, precheck: &PrecheckPage, nothing_chosen: bool) -> String {
    let lang = frame.lang;
    let title = match &precheck.step {
        PrecheckStep::Question(question) => &question.label,
        PrecheckStep::Outcome(outcome) => &outcome.title,
    };
    let page =
        Page::new(Section::Services, format!("{title} – {}", precheck.card.title)).wrong_if(nothing_chosen);
    document(frame, &page, || {
        let back = match &precheck.back {
            Some(codes) => routes::precheck_after(lang, &precheck.card.slug, codes),
            None => routes::services(lang),
        };
        let content = match &precheck.step {
            PrecheckStep::Question(question) => ask(frame, precheck, question, nothing_chosen),
            PrecheckStep::Outcome(outcome) => lead(frame, precheck, outcome),
        };
        view! {
            {back_link(&frame.assets, back, t(lang, "back"))}
            <div class="portal-text">{content} {given(lang, precheck)}</div>
        }
    })
}

fn ask(frame: &Frame, precheck: &PrecheckPage, question: &PrecheckQuestion, nothing_chosen: bool) -> AnyView {
    let lang = frame.lang;
    let first = question.choices.first().map(|choice| format!("#{}", choice.code));
    let words = t_args(lang, "precheck-missing", &[("label", &question.label)]);
    let summary = nothing_chosen
        .then(|| summary_of_problems(lang, "", vec![WrongLine { words: words.clone(), href: first }]));
    let intro = precheck.given.is_empty().then(|| paragraphs(&precheck.intro));
    let earlier = (!precheck.codes.is_empty()).then(|| hidden("r", &precheck.codes));
    view! {
        {summary}
        <p class="portal-caption portal-caption-strong">{precheck.card.title.clone()}</p>
        {intro}
        <form method="get" action=routes::precheck(lang, &precheck.card.slug) class="portal-form">
            {earlier} {hidden("domanda", &question.id)}
            {choices(lang, question, nothing_chosen.then_some(words))}
            <button type="submit" class="btn btn-primary">{t(lang, "precheck-go-on")}</button>
        </form>
    }
    .into_any()
}

fn choices(lang: Lang, question: &PrecheckQuestion, problem: Option<String>) -> AnyView {
    let hint_id = format!("{}-aiuto", question.id);
    let problem_id = format!("{}-errore", question.id);
    let described_by = match (&question.hint, &problem) {
        (None, None) => None,
        (Some(_), None) => Some(hint_id.clone()),
        (None, Some(_)) => Some(problem_id.clone()),
        (Some(_), Some(_)) => Some(format!("{hint_id} {problem_id}")),
    };
    let class = field_class(problem.is_some());
    let hint =
        question.hint.as_ref().map(|hint| view! { <p class="portal-hint" id=hint_id>{hint.clone()}</p> });
    let problem = problem.map(|words| problem_line(lang, problem_id, &words));
    let choices = question.choices.iter().map(|choice| {
        let hint_id = format!("{}-aiuto", choice.code);
        let described_by = choice.hint.as_ref().map(|_| hint_id.clone());
        let hint = choice
            .hint
            .as_ref()
            .map(|hint| view! { <p class="portal-hint portal-choice-hint" id=hint_id>{hint.clone()}</p> });
        view! {
            <div class="form-check">
                <input
                    type="radio"
                    id=choice.code.clone()
                    name="r"
                    value=choice.code.clone()
                    aria-describedby=described_by
                />
                <label class="active" r#for=choice.code.clone()>{choice.label.clone()}</label>
                {hint}
            </div>
        }
    });
    view! {
        <fieldset class=class aria-describedby=described_by>
            <legend>
                <h1 class="h3">{question.label.clone()}</h1>
            </legend>
            {hint} {problem} {choices.collect_view()}
        </fieldset>
    }
    .into_any()
}

fn lead(frame: &Frame, precheck: &PrecheckPage, outcome: &PrecheckOutcome) -> AnyView {
    let lang = frame.lang;
    let contacts = (outcome.kind == OutcomeKind::Office).then(|| {
        view! {
            <section class="portal-part-of-page">
                <h2 class="h4">{t(lang, "service-contacts")}</h2>
                {reach_us(frame)}
            </section>
        }
    });
    view! {
        <p class="portal-caption portal-caption-strong">{precheck.card.title.clone()}</p>
        <h1>{outcome.title.clone()}</h1>
        {paragraphs(&outcome.why)}
        <p class="portal-caption">{t_args(lang, "precheck-source", &[("source", &outcome.source)])}</p>
        <section class="portal-part-of-page">
            <h2 class="h4">{t(lang, "precheck-todo")}</h2>
            <ol>{outcome.todo.iter().map(|item| view! { <li>{item.clone()}</li> }).collect_view()}</ol>
        </section>
        <section class="portal-part-of-page">
            <h2 class="h4">{t(lang, "precheck-needed")}</h2>
            {needed(outcome)}
            <p>
                <a href=routes::precheck_list_after(lang, &precheck.card.slug, &precheck.codes)>
                    {t(lang, "precheck-list-open")}
                </a>
            </p>
        </section>
        {begin(frame, outcome)}
        {contacts}
    }
    .into_any()
}

fn needed(outcome: &PrecheckOutcome) -> AnyView {
    let items = outcome.needed.iter().map(|item| view! { <li>{item.clone()}</li> });
    view! { <ul class="portal-checklist">{items.collect_view()}</ul> }.into_any()
}

/// The button that begins the procedure, with what the answers already say of its form.
fn begin(frame: &Frame, outcome: &PrecheckOutcome) -> Option<AnyView> {
    let lang = frame.lang;
    let slug = outcome.procedure.as_ref()?;
    Some(
        view! {
            <form method="post" action=routes::start(lang, slug) class="portal-start">
                {known(&outcome.prefill)}
                <button type="submit" class="btn btn-primary" name="azione" value="inizia">
                    {t(lang, "service-start")}
                </button>
            </form>
            <p>{t(lang, "service-login-first")}</p>
            <p>
                <a href=routes::service(lang, slug)>{t(lang, "precheck-service")}</a>
            </p>
        }
        .into_any(),
    )
}

/// The answers so far, each with the way to change it.
fn given(lang: Lang, precheck: &PrecheckPage) -> Option<AnyView> {
    if precheck.given.is_empty() {
        return None;
    }
    let lines = precheck.given.iter().map(|given| {
        view! {
            <div class="portal-answer">
                <dt>{given.question.clone()}</dt>
                <dd>
                    <span>{format!("{} ", given.answer)}</span>
                    <a class="portal-change" href=routes::precheck_after(lang, &precheck.card.slug, &given.change)>
                        <span>{t(lang, "change-group")}</span>
                        <span class="visually-hidden">{t_args(lang, "change-what", &[("what", &given.question)])}</span>
                    </a>
                </dd>
            </div>
        }
    });
    Some(
        view! {
            <section class="portal-group">
                <h2 class="h4">{t(lang, "precheck-given")}</h2>
                <dl class="portal-answers">{lines.collect_view()}</dl>
                <p class="portal-again">
                    <a href=routes::precheck(lang, &precheck.card.slug)>{t(lang, "precheck-again")}</a>
                </p>
            </section>
        }
        .into_any(),
    )
}

/// What to prepare, on a page made for paper.
#[must_use]
pub fn precheck_list(frame: &Frame, precheck: &PrecheckPage, outcome: &PrecheckOutcome) -> String {
    let lang = frame.lang;
    let title = t_args(lang, "precheck-list-title", &[("outcome", &outcome.title)]);
    document(frame, &Page::new(Section::Services, title.clone()), || {
        let answers = precheck.given.iter().map(|given| {
            view! {
                <div class="portal-answer">
                    <dt>{given.question.clone()}</dt>
                    <dd>{given.answer.clone()}</dd>
                </div>
            }
        });
        let back = routes::precheck_after(lang, &precheck.card.slug, &precheck.codes);
        view! {
            {back_link(&frame.assets, back, t(lang, "back"))}
            <div class="portal-text portal-sheet">
                <p class="portal-caption">
                    <span>{format!("{}, ", frame.ente.name)}</span>
                    {day(lang, precheck.made_at)}
                </p>
                <h1>{title.clone()}</h1>
                <p class="portal-how-to-print">{t(lang, "precheck-list-how")}</p>
                {needed(outcome)}
                <h2 class="h4">{t(lang, "precheck-todo")}</h2>
                <ol>{outcome.todo.iter().map(|item| view! { <li>{item.clone()}</li> }).collect_view()}</ol>
                <h2 class="h4">{t(lang, "precheck-given")}</h2>
                <dl class="portal-answers">{answers.collect_view()}</dl>
                <p>{t_args(lang, "precheck-source", &[("source", &outcome.source)])}</p>
                <p>{t(lang, "precheck-list-changes")}</p>
                <h2 class="h4">{t(lang, "service-contacts")}</h2>
                {reach_us(frame)}
            </div>
        }
    })
}

/// The way to the questions, for who does not know which procedure they need.
pub(super) fn precheck_links(lang: Lang, prechecks: &[PrecheckCard]) -> Option<AnyView> {
    if prechecks.is_empty() {
        return None;
    }
    let cards = prechecks.iter().map(|card| {
        view! {
            <li class="portal-card">
                <h3 class="h5">
                    <a href=routes::precheck(lang, &card.slug)>{card.title.clone()}</a>
                </h3>
                <p>{card.summary.clone()}</p>
            </li>
        }
    });
    Some(view! { <ul class="portal-cards">{cards.collect_view()}</ul> }.into_any())
}
