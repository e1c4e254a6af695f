//! The forms of the office about cases that belong together, and about the office that a case is for.

use contract::{
    Lang,
    cases::{CasePage, DeskForm, LinkedCase},
};
use leptos::prelude::*;

use super::desk::{input_id, problem_of};
use crate::{
    cases::linked,
    routes,
    texts::{t, t_args},
    ui::{hidden, text_area},
};

/// The cases that belong to this one, with what the office can say of each, and the form that puts one more beside it.
pub(super) fn office_links(lang: Lang, case: &CasePage) -> AnyView {
    let may = case.desk.as_ref().is_some_and(|desk| desk.may_handle);
    let beside = |linked: &LinkedCase| may.then(|| about(lang, case, linked));
    let rows = linked(lang, &case.linked, |other| routes::office_case(lang, other), beside);
    view! {
        {rows}
        {may.then(|| add(lang, case))}
        {may.then(|| {
            let href = format!("{}?da={}", routes::office_register(lang), case.case);
            view! { <p><a href=href>{t(lang, "links-open")}</a></p> }
        })}
    }
    .into_any()
}

/// That the case which an answer names is none of the portal's: what happens here does not reach it.
pub(super) fn unfound(lang: Lang, case: &CasePage) -> Option<AnyView> {
    let numbers = &case.desk.as_ref()?.unfound;
    let lines = numbers
        .iter()
        .map(|number| view! { <p>{t_args(lang, "links-unfound", &[("number", number)])}</p> })
        .collect_view();
    let alert = view! {
        <div class="alert alert-warning">
            {lines} <p>{t(lang, "links-unfound-hint")}</p>
        </div>
    };
    (!numbers.is_empty()).then(|| alert.into_any())
}

/// Yes, it is that one; no, it is not.
fn about(lang: Lang, case: &CasePage, linked: &LinkedCase) -> AnyView {
    let reason = format!("scollega-{}", linked.case);
    // Who sees only its number may not say that it is that one.
    let confirm = (linked.declared && linked.open).then(|| {
        view! {
            <form method="post" action=routes::office_desk(lang, case.case)>
                {hidden("valore", linked.case.to_string())}
                <p class="portal-hint">{t(lang, "links-confirm-hint")}</p>
                <button type="submit" class="btn btn-outline-primary btn-sm" name="azione" value="conferma-collegata">
                    {t_args(lang, "links-confirm", &[("number", &linked.number)])}
                </button>
            </form>
        }
    });
    view! {
        {confirm}
        <details>
            <summary>{t_args(lang, "links-remove", &[("number", &linked.number)])}</summary>
            <form method="post" action=routes::office_desk(lang, case.case) class="portal-form" novalidate>
                {hidden("valore", linked.case.to_string())}
                <div class="form-group portal-field">
                    <label class="active" r#for=reason.clone()>{t(lang, "links-reason")}</label>
                    <p class="portal-hint" id=format!("{reason}-aiuto")>{t(lang, "links-reason-hint")}</p>
                    {text_area(&reason, "motivo", "", 2, Some(format!("{reason}-aiuto")), false)}
                </div>
                <button type="submit" class="btn btn-outline-primary btn-sm" name="azione" value="scollega">
                    {t(lang, "links-remove-button")}
                </button>
            </form>
        </details>
    }
    .into_any()
}

fn add(lang: Lang, case: &CasePage) -> AnyView {
    let id = input_id(DeskForm::Link);
    let desk = case.desk.as_ref();
    let refused = desk.and_then(|desk| desk.problem.as_ref()).filter(|(form, ..)| *form == DeskForm::Link);
    let typed = refused.map(|(_, typed, _)| typed.clone()).unwrap_or_default();
    let problem = desk.and_then(|desk| problem_of(lang, desk, DeskForm::Link));
    let described = if problem.is_some() { format!("{id}-aiuto {id}-errore") } else { format!("{id}-aiuto") };
    view! {
        <details class="portal-group" open=refused.is_some()>
            <summary>
                <h2 class="h4">{t(lang, "links-add-title")}</h2>
            </summary>
            <p id=format!("{id}-aiuto")>{t(lang, "links-add-hint")}</p>
            <form method="post" action=routes::office_desk(lang, case.case) class="portal-form" novalidate>
                <div class="form-group portal-field">
                    <label class="active" r#for=id>{t(lang, "links-add")}</label>
                    {problem}
                    <input
                        type="text"
                        class="form-control portal-input-short"
                        id=id
                        name="valore"
                        value=typed
                        maxlength="40"
                        autocomplete="off"
                        aria-describedby=described
                    />
                </div>
                <button type="submit" class="btn btn-outline-primary btn-sm" name="azione" value="collega">
                    {t(lang, "links-add-button")}
                </button>
            </form>
        </details>
    }
    .into_any()
}

/// The form that hands a case to the office that it is for, closed: it is seldom needed.
pub(super) fn transfer(lang: Lang, case: &CasePage) -> Option<AnyView> {
    let desk = case.desk.as_ref().filter(|desk| !desk.transferable.is_empty())?;
    let id = input_id(DeskForm::Transfer);
    let refused = desk.problem.as_ref().filter(|(form, ..)| *form == DeskForm::Transfer);
    let typed = refused.map(|(_, typed, _)| typed.clone()).unwrap_or_default();
    // A line each: which office, why.
    let (chosen, reason) = typed.split_once('\n').unwrap_or_default();
    let options = desk.transferable.iter().map(|(slug, name)| {
        view! {
            <option value=slug.clone() selected=slug == chosen>
                {name.clone()}
            </option>
        }
    });
    let problem = problem_of(lang, desk, DeskForm::Transfer);
    let described = problem.is_some().then(|| format!("{id}-errore"));
    Some(
        view! {
            <details class="portal-group" open=refused.is_some()>
                <summary>
                    <h2 class="h4">{t(lang, "transfer-title")}</h2>
                </summary>
                <p>{t(lang, "transfer-lead")}</p>
                <form method="post" action=routes::office_desk(lang, case.case) class="portal-form" novalidate>
                    <div class="form-group portal-field">
                        <label class="active" r#for=id>{t(lang, "transfer-to")}</label>
                        {problem}
                        <select class="form-select" id=id name="valore" aria-describedby=described>
                            <option value="" selected=chosen.is_empty()>{t(lang, "desk-choose")}</option>
                            {options.collect_view()}
                        </select>
                    </div>
                    <div class="form-group portal-field">
                        <label class="active" r#for="trasferisci-motivo">{t(lang, "transfer-reason")}</label>
                        {text_area("trasferisci-motivo", "motivo", reason, 3, None, false)}
                    </div>
                    <button type="submit" class="btn btn-outline-primary" name="azione" value="trasferisci">
                        {t(lang, "transfer-button")}
                    </button>
                </form>
            </details>
        }
        .into_any(),
    )
}
