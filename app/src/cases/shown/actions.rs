//! What the reader can do now with a case: one form for each event that the workflow offers.

use contract::{
    Lang,
    cases::{ActionView, CasePage, PaymentForm, PointsForm, RecipientsForm},
    time::day_words,
};
use leptos::prelude::*;

use super::{
    albo::foretold,
    paying::{payment_fields, wrong_id},
    recipients::{recipient_fields, recipients_id},
    terms::effects,
};
use crate::{
    routes,
    texts::{code, code_hint, t, t_args, t_count},
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
            _ if PaymentForm::is_about(why) => wrong_id(action),
            _ if RecipientsForm::is_about(why) => recipients_id(action),
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
    let elsewhere = |why| PaymentForm::is_about(why) || RecipientsForm::is_about(why);
    let why = action.problem.filter(|why| !elsewhere(*why));
    let wrong = why.is_some();
    let button = if action.withdraws { "btn btn-outline-danger" } else { "btn btn-primary" };
    let points = action.points.as_ref().map(|points| points_fields(lang, action, points));
    let text = action.text_label.as_ref().map(|label| {
        let (limit_id, problem_id) = (format!("{id}-aiuto"), format!("{id}-errore"));
        let described_by = if wrong { format!("{limit_id} {problem_id}") } else { limit_id.clone() };
        let problem =
            why.map(|why| problem_line(lang, problem_id, &format!("{} {}", code(lang, why), code_hint(lang, why))));
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
        Some(_) => "action-deed-all",
    };
    let deed = action.deed.then(|| view! { <p class="portal-hint">{t(lang, goes)}</p> });
    view! {
        <form method="post" action=address novalidate class="portal-form">
            {hidden("versione", case.row_version)}
            {heard}
            {paragraphs(&action.explain)}
            {effects(lang, action.works, &action.terms)}
            {body_fields(lang, action)}
            {recipient_fields(lang, action)}
            {text}
            {points}
            {payment_fields(lang, action)}
            {day_field(lang, action)}
            {came_fields(lang, action)}
            {late_fields(lang, action)}
            {foretold(lang, action)}
            {deed}
            <button type="submit" id=button_id(action) class=button name="azione" value=action.event.clone()>
                {action.label.clone()}
            </button>
            {preview}
        </form>
    }
    .into_any()
}

/// The bodies that an act is for: to be chosen where it opens something, fixed where it moves one.
fn body_fields(lang: Lang, action: &ActionView) -> Option<AnyView> {
    if let Some(body) = &action.body {
        return Some(hidden("ente", body.clone()));
    }
    if action.bodies.is_empty() {
        return None;
    }
    let boxes = action.bodies.iter().map(|(id, name)| {
        let own = format!("ente-{}-{id}", action.event);
        view! {
            <div class="form-check">
                <input type="checkbox" id=own.clone() name="ente" value=id.clone() />
                <label class="active" r#for=own>{name.clone()}</label>
            </div>
        }
    });
    Some(
        view! {
            <fieldset class="portal-field">
                <legend class="h6">{t(lang, "action-bodies")}</legend>
                {boxes.collect_view()}
            </fieldset>
        }
        .into_any(),
    )
}

/// The last day that the office sets, where the request by points has no field for it.
fn day_field(lang: Lang, action: &ActionView) -> Option<AnyView> {
    let least = action.sets_day.filter(|_| action.points.is_none())?;
    let id = format!("entro-{}", action.event);
    let hint_id = format!("{id}-aiuto");
    let hint = least_day(lang, least);
    Some(
        view! {
            <div class="form-group portal-field">
                <label class="active" r#for=id.clone()>{t(lang, "action-day")}</label>
                <p class="portal-hint" id=hint_id.clone()>{hint}</p>
                <input type="date" class="form-control portal-input-short" id=id name="entro" aria-describedby=hint_id />
            </div>
        }
        .into_any(),
    )
}

/// How early the day may be that an act sets: so many days later at least, or after the last day of now.
fn least_day(lang: Lang, least: u16) -> String {
    if least == 0 {
        t(lang, "action-day-later").to_owned()
    } else {
        t_count(lang, "action-day-hint", least.into())
    }
}

/// When something came to the office another way, and what proves it.
fn came_fields(lang: Lang, action: &ActionView) -> Option<AnyView> {
    if !action.stands_in {
        return None;
    }
    let (day, proof) = (format!("arrivato-{}", action.event), format!("prova-{}", action.event));
    let hint_id = format!("{day}-aiuto");
    Some(
        view! {
            <div class="form-group portal-field">
                <label class="active" r#for=day.clone()>{t(lang, "action-came")}</label>
                <p class="portal-hint" id=hint_id.clone()>{t(lang, "action-came-hint")}</p>
                <input type="date" class="form-control portal-input-short" id=day name="arrivato_il" aria-describedby=hint_id />
            </div>
            <div class="form-group portal-field">
                <label class="active" r#for=proof.clone()>{t(lang, "action-proof")}</label>
                <input type="text" class="form-control" id=proof name="prova" maxlength="200" />
            </div>
        }
        .into_any(),
    )
}

/// That the act comes after its term, with the place for the reason where it can be done all the same.
fn late_fields(lang: Lang, action: &ActionView) -> Option<AnyView> {
    let late = action.late.as_ref()?;
    let last = day_words(late.last, lang);
    let words = t_args(lang, "action-late", &[("term", &late.term), ("day", &last)]);
    let reason = late.forcible.then(|| {
        let id = format!("motivo-{}", action.event);
        let hint_id = format!("{id}-aiuto");
        view! {
            <div class="form-group portal-field">
                <label class="active" r#for=id.clone()>{t(lang, "action-late-reason")}</label>
                <p class="portal-hint" id=hint_id.clone()>{t(lang, "action-late-hint")}</p>
                {text_area(&id, "motivo", "", 3, Some(hint_id), false)}
            </div>
        }
    });
    Some(
        view! {
            <div class="portal-effects">
                <p>
                    <strong>{words}</strong>
                </p>
                {reason}
            </div>
        }
        .into_any(),
    )
}

/// What is asked point by point, one a line, and by when.
fn points_fields(lang: Lang, action: &ActionView, points: &PointsForm) -> AnyView {
    let (points_id, due_id) = (format!("punti-{}", action.event), format!("entro-{}", action.event));
    let (points_hint, due_hint) = (format!("{points_id}-aiuto"), format!("{due_id}-aiuto"));
    let limits = [("most", points.max.to_string()), ("limit", points.max_chars.to_string())];
    let limits = limits.each_ref().map(|(name, value)| (*name, value.as_str()));
    let least = action.sets_day.map(|least| format!(" {}", least_day(lang, least)));
    view! {
        <div class="form-group portal-field">
            <label class="active" r#for=points_id.clone()>{t(lang, "points-label")}</label>
            <p class="portal-hint" id=points_hint.clone()>{t_args(lang, "points-hint", &limits)}</p>
            {text_area(&points_id, "punti", &points.typed, 5, Some(points_hint), false)}
        </div>
        <div class="form-group portal-field">
            <label class="active" r#for=due_id.clone()>{t(lang, "points-due-label")}</label>
            <p class="portal-hint" id=due_hint.clone()>{t(lang, "points-due-hint")} {least}</p>
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
