//! What the reader can do now with a case: one form for each event that the workflow offers.

use contract::{
    Lang,
    cases::{ActionView, CasePage, PointsForm},
};
use leptos::prelude::*;

use crate::{
    texts::{code, code_hint, t, t_args},
    ui::{WrongLine, hidden, paragraphs, problem_line, summary_of_problems, text_area},
};

/// A form for each action; a withdrawal cannot be undone and is seldom wanted: it comes last, closed.
/// `address` gives the place an event is posted to.
pub(crate) fn action_forms(lang: Lang, case: &CasePage, address: impl Fn(&str) -> String) -> Option<AnyView> {
    if case.actions.is_empty() {
        return None;
    }
    let here = case.actions.iter().filter(|action| !(action.answers && by_points(case)));
    let (withdrawal, ordinary): (Vec<_>, Vec<_>) = here.partition(|action| action.withdraws);
    let ordinary = ordinary.into_iter().map(|action| {
        view! {
            <div class="portal-action">
                <h3 class="h5">{action.label.clone()}</h3>
                {action_form(lang, case, action, address(&action.event))}
            </div>
        }
    });
    let withdrawal = withdrawal.into_iter().map(|action| {
        view! {
            <details class="portal-action" open=action.problem.is_some()>
                <summary>
                    <h3 class="h5">{action.label.clone()}</h3>
                </summary>
                {action_form(lang, case, action, address(&action.event))}
            </details>
        }
    });
    Some(
        view! {
            <section class="portal-group portal-actions">
                <h2 class="h4">{t(lang, "case-actions")}</h2>
                {ordinary.collect_view()} {withdrawal.collect_view()}
            </section>
        }
        .into_any(),
    )
}

/// The actions that were refused, for the box at the top of the page.
pub(crate) fn refused_actions(lang: Lang, case: &CasePage) -> Option<AnyView> {
    let refused = case.actions.iter().filter_map(|action| {
        let why = action.problem?;
        let words = format!("{} {}", code(lang, why), code_hint(lang, why));
        let target = match action.text_label {
            _ if action.answers && by_points(case) => "da-fare".to_owned(),
            Some(_) => text_id(action),
            None => button_id(action),
        };
        Some(WrongLine { words, href: Some(format!("#{target}")) })
    });
    let refused: Vec<WrongLine> = refused.collect();
    (!refused.is_empty()).then(|| summary_of_problems(lang, "", refused))
}

/// Whether the office asked point by point: the answer then has a page of its own.
fn by_points(case: &CasePage) -> bool {
    // The office writes down an answer on paper as a whole.
    case.desk.is_none() && case.requests.iter().any(|request| request.open && !request.points.is_empty())
}

fn text_id(action: &ActionView) -> String {
    format!("testo-{}", action.event)
}

fn button_id(action: &ActionView) -> String {
    format!("azione-{}", action.event)
}

fn action_form(lang: Lang, case: &CasePage, action: &ActionView, address: String) -> AnyView {
    let heard = case.desk.as_ref().map(|desk| hidden("sentiti", desk.heard.to_string()));
    let id = text_id(action);
    let wrong = action.problem.is_some();
    let button = if action.withdraws { "btn btn-outline-danger" } else { "btn btn-primary" };
    let points = action.points.as_ref().map(|points| points_fields(lang, action, points));
    let text = action.text_label.as_ref().map(|label| {
        let (limit_id, problem_id) = (format!("{id}-aiuto"), format!("{id}-errore"));
        let described_by = if wrong { format!("{limit_id} {problem_id}") } else { limit_id.clone() };
        let problem =
            action.problem.map(|why| problem_line(lang, problem_id, &format!("{} {}", code(lang, why), code_hint(lang, why))));
        let limit = t_args(lang, "text-limit", &[("limit", &action.text_max.to_string())]);
        view! {
            <div class=if wrong { "form-group portal-field portal-field-wrong" } else { "form-group portal-field" }>
                <label class="active" r#for=id.clone()>{label.clone()}</label>
                <p class="portal-hint" id=limit_id>{limit}</p>
                {problem}
                {text_area(&id, "testo", &action.typed, 6, Some(described_by), wrong)}
            </div>
        }
    });
    view! {
        <form method="post" action=address novalidate class="portal-form">
            {hidden("versione", case.row_version)}
            {heard}
            {paragraphs(&action.explain)}
            {text}
            {points}
            <button type="submit" id=button_id(action) class=button name="azione" value=action.event.clone()>
                {action.label.clone()}
            </button>
        </form>
    }
    .into_any()
}

/// What is asked point by point, one a line, and by when.
fn points_fields(lang: Lang, action: &ActionView, points: &PointsForm) -> AnyView {
    let (points_id, due_id) = (format!("punti-{}", action.event), format!("entro-{}", action.event));
    let (points_hint, due_hint) = (format!("{points_id}-aiuto"), format!("{due_id}-aiuto"));
    let limits = [("most", points.max.to_string()), ("limit", points.max_chars.to_string())];
    let limits = limits.each_ref().map(|(name, value)| (*name, value.as_str()));
    view! {
        <div class="form-group portal-field">
            <label class="active" r#for=points_id.clone()>{t(lang, "points-label")}</label>
            <p class="portal-hint" id=points_hint.clone()>{t_args(lang, "points-hint", &limits)}</p>
            {text_area(&points_id, "punti", &points.typed, 5, Some(points_hint), false)}
        </div>
        <div class="form-group portal-field">
            <label class="active" r#for=due_id.clone()>{t(lang, "points-due-label")}</label>
            <p class="portal-hint" id=due_hint.clone()>{t(lang, "points-due-hint")}</p>
            <input
                type="date"
                class="form-control portal-input-short"
                id=due_id
                name="entro"
                value=points.due.clone()
                aria-describedby=due_hint
            />
        </div>
    }
    .into_any()
}
