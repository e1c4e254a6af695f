//! What the reader can do now with a case: the form of an event that the workflow offers, and what was refused of it.

use contract::{
    Lang,
    cases::{ActField, ActionView, CasePage},
};
use leptos::prelude::*;

use super::{
    act_fields::{body_fields, came_fields, day_field, field_id, late_fields, own_id, points_fields},
    albo::foretold,
    letter::act_words,
    offered::place_of_action,
    paying::payment_fields,
    recipients::recipient_fields,
    terms::effects,
};
use crate::{
    routes,
    texts::{code_line, t, t_args},
    ui::{WrongLine, field_class, hidden, paragraphs, problem_line, summary_of_problems, text_area, time},
};

/// The place of what was typed for something that is possible no more.
const LEFT_OVER: &str = "avevi-scritto";

/// The actions that were refused, for the box at the top of the page.
pub(crate) fn refused_actions(lang: Lang, case: &CasePage) -> Option<AnyView> {
    let refused = case.actions.iter().flat_map(|action| {
        action.problems.iter().map(move |problem| {
            let target = match problem.field {
                _ if action.answers && case.by_points() => "da-fare".to_owned(),
                Some(field) if case.has_form(action) => field_id(field, action),
                _ if action.is_over() => place_of_action(action),
                _ => button_id(action),
            };
            WrongLine { words: code_line(lang, problem.code), href: Some(format!("#{target}")) }
        })
    });
    let left = case.since.left_over.as_ref().and_then(|left| {
        let words = code_line(lang, left.problem?);
        Some(WrongLine { words, href: (!left.words.is_empty()).then(|| format!("#{LEFT_OVER}")) })
    });
    let refused: Vec<WrongLine> = refused.chain(left).collect();
    let refused = (!refused.is_empty()).then(|| summary_of_problems(lang, "", refused));
    let (changed, left_over) = (changed(lang, case), left_over(lang, case));
    let any = changed.is_some() || refused.is_some() || left_over.is_some();
    any.then(|| view! { {changed}{refused}{left_over} }.into_any())
}

/// What was typed for something that is possible no more, to be copied from.
fn left_over(lang: Lang, case: &CasePage) -> Option<AnyView> {
    let words = &case.since.left_over.as_ref().filter(|left| !left.words.is_empty())?.words;
    Some(
        view! {
            <div class="portal-effects" id=LEFT_OVER tabindex="-1">
                <p>
                    <strong>{t(lang, "action-left-over")}</strong>
                </p>
                {paragraphs(words)}
            </div>
        }
        .into_any(),
    )
}

/// What happened in the case while somebody was writing in a page of before.
fn changed(lang: Lang, case: &CasePage) -> Option<AnyView> {
    let lines = case.since.changed.iter().map(|entry| {
        let what = match entry.act {
            Some(act) if entry.title.is_empty() => act_words(lang, act).to_owned(),
            _ => entry.title.clone(),
        };
        view! { <li>{format!("{what} · {} · ", entry.by)} {time(lang, entry.at)}</li> }
    });
    (!case.since.changed.is_empty()).then(|| {
        view! {
            <div class="alert alert-warning" role="alert">
                <p>{t(lang, "action-changed")}</p>
                <ul>{lines.collect_view()}</ul>
            </div>
        }
        .into_any()
    })
}

fn button_id(action: &ActionView) -> String {
    own_id("azione", action)
}

pub(super) fn action_form(lang: Lang, case: &CasePage, action: &ActionView, address: String) -> AnyView {
    let heard = case.desk.as_ref().map(|desk| hidden("sentiti", desk.heard.to_string()));
    let id = field_id(ActField::Text, action);
    let why = action.problem_at(ActField::Text);
    let wrong = why.is_some();
    let whole = action
        .problem_of_all()
        .map(|why| problem_line(lang, format!("{}-errore", button_id(action)), &code_line(lang, why)));
    let button = if action.withdraws { "btn btn-outline-danger" } else { "btn btn-primary" };
    let points = action.points.as_ref().map(|points| points_fields(lang, action, points));
    let text = action.text_label.as_ref().map(|label| {
        let (limit_id, problem_id) = (format!("{id}-aiuto"), format!("{id}-errore"));
        let described_by = if wrong { format!("{limit_id} {problem_id}") } else { limit_id.clone() };
        let problem = why.map(|why| problem_line(lang, problem_id, &code_line(lang, why)));
        let limit = t_args(lang, "text-limit", &[("limit", &action.text_max.to_string())]);
        view! {
            <div class=field_class(wrong)>
                <label class="active" r#for=id.clone()>{label.clone()}</label>
                <p class="portal-hint" id=limit_id>{limit}</p>
                {problem}
                {text_area(&id, "testo", &action.typed, 6, Some(described_by), wrong)}
            </div>
        }
    });
    let preview = (action.deed && case.desk.is_some()).then(|| {
        let to = routes::office_preview(lang, case.case, &action.event);
        view! {
            <button
                type="submit"
                class="btn btn-outline-primary"
                formaction=to
                formtarget="_blank"
                name="azione"
                value="anteprima"
            >
                {t(lang, "action-preview")}
                <span class="visually-hidden">{format!(" {} {}", action.label, t(lang, "action-preview-tab"))}</span>
            </button>
        }
    });
    let goes = match &action.recipients {
        None => "action-deed",
        Some(others) if others.only => "action-deed-others",
        Some(others) if others.bodies.is_empty() && !others.asked.is_empty() => "action-deed-asked",
        Some(others) if others.bodies.is_empty() && others.most == 0 => "action-deed",
        Some(others) if others.bodies.is_empty() => "action-deed-more",
        Some(_) => "action-deed-all",
    };
    // Nothing is typed for what its term lets nobody do any more.
    if action.is_over() {
        return view! { {paragraphs(&action.explain)} {late_fields(lang, action)} }.into_any();
    }
    if action.files && case.desk.is_none() {
        return prepared(lang, case, action);
    }
    // What is typed here would be gone with the page on which the other case is confirmed.
    if let Some(number) = action.unconfirmed.as_ref().filter(|_| action.problems.is_empty()) {
        return waits(lang, action, number);
    }
    let deed = action.deed.then(|| view! { <p class="portal-hint">{t(lang, goes)}</p> });
    view! {
        <form method="post" action=address class="portal-form">
            {hidden("versione", case.row_version)}
            {heard}
            {paragraphs(&action.explain)}
            {effects(lang, action.works, &action.terms, case.desk.is_some())}
            {body_fields(lang, action)}
            {recipient_fields(lang, action)}
            {text}
            {points}
            {payment_fields(lang, action)}
            {day_field(lang, action)}
            {came_fields(lang, action, case.filed_here())}
            {late_fields(lang, action)}
            {foretold(lang, action)}
            {deed}
            {whole}
            <div class="portal-buttons">
                <button type="submit" id=button_id(action) class=button name="azione" value=action.event.clone()>
                    {action.label.clone()}
                </button>
                {preview}
            </div>
        </form>
    }
    .into_any()
}

/// That an act waits for the office to say which case is meant, with the way to where it says so.
fn waits(lang: Lang, action: &ActionView, number: &str) -> AnyView {
    view! {
        {paragraphs(&action.explain)}
        <div class="portal-effects">
            <p>{t_args(lang, "action-unconfirmed", &[("number", number)])}</p>
            <p>
                <a href="#collegamenti" id=button_id(action)>
                    {t(lang, "action-unconfirmed-where")}
                </a>
            </p>
        </div>
    }
    .into_any()
}

/// What is sent with files has a page of its own, where it is prepared.
fn prepared(lang: Lang, case: &CasePage, action: &ActionView) -> AnyView {
    let begun = case.requests.iter().any(|request| request.own && request.open);
    let words = if begun { "action-prepare-on" } else { "action-prepare" };
    let why = action.problems.first().map(|problem| {
        let words = code_line(lang, problem.code);
        problem_line(lang, format!("{}-errore", button_id(action)), &words)
    });
    view! {
        {paragraphs(&action.explain)}
        {effects(lang, action.works, &action.terms, case.desk.is_some())}
        {why}
        <form method="post" action=routes::prepare(lang, case.case, &action.event)>
            <button type="submit" id=button_id(action) class="btn btn-outline-primary" name="azione" value="prepara">
                {t(lang, words)}
                <span class="visually-hidden">{format!(": {}", action.label)}</span>
            </button>
        </form>
    }
    .into_any()
}
