//! *Rettifica*: the form that puts right what was recorded wrongly.

use contract::{
    Lang,
    cases::{CasePage, DeskForm},
    time::day_words,
};
use leptos::prelude::*;

use super::{
    desk::wrong_input,
    rectify_days::{rectify_days, refused as refused_days},
};
use crate::{
    routes,
    texts::{t, t_args},
    ui::{hidden, text_area},
};

/// The form, closed: it is seldom needed.
pub(super) fn rectify(lang: Lang, case: &CasePage) -> Option<AnyView> {
    let desk = case.desk.as_ref().filter(|desk| !desk.rectifiable.is_empty())?;
    let wrong = match &desk.problem {
        Some((DeskForm::Rectify, _, why)) => Some(wrong_input(DeskForm::Rectify, *why)),
        _ => None,
    };
    let is_wrong = |id: &str| wrong == Some(id);
    let typed = match &desk.problem {
        Some((DeskForm::Rectify, typed, _)) => typed.clone(),
        _ => String::new(),
    };
    // A line each: which event, which day, why.
    let mut typed = typed.splitn(3, '\n').map(str::to_owned);
    let (chosen, day, reason) = (
        typed.next().unwrap_or_default(),
        typed.next().unwrap_or_default(),
        typed.next().unwrap_or_default(),
    );
    let options = desk.rectifiable.iter().map(|past| {
        let key = if past.undone { "rectify-undone" } else { "rectify-event" };
        let words = t_args(lang, key, &[("event", &past.event), ("day", &day_words(past.on, lang))]);
        let seq = past.of.to_string();
        view! {
            <option value=seq.clone() selected=seq == chosen>
                {words}
            </option>
        }
    });
    Some(
        view! {
            <details class="portal-group" open=wrong.is_some() || refused_days(desk)>
                <summary>
                    <h2 class="h4">{t(lang, "rectify-title")}</h2>
                </summary>
                <p>{t(lang, "rectify-lead")}</p>
                {case.holding.passed.then(|| view! { <p>{t(lang, "rectify-holder")}</p> })}
                <form method="post" action=routes::office_desk(lang, case.case) class="portal-form">
                    {hidden("versione", case.row_version)}
                    <div class="form-group portal-field">
                        <label class="active" r#for="rettifica">{t(lang, "rectify-which")}</label>
                        <select
                            class="form-select"
                            id="rettifica"
                            name="evento"
                            aria-invalid=is_wrong("rettifica").then_some("true")
                        >
                            {options.collect_view()}
                        </select>
                    </div>
                    <div class="form-group portal-field">
                        <label class="active" r#for="rettifica-giorno">{t(lang, "rectify-day")}</label>
                        <p class="portal-hint" id="rettifica-giorno-aiuto">{t(lang, "rectify-day-hint")}</p>
                        <input
                            type="date"
                            class="form-control portal-input-short"
                            id="rettifica-giorno"
                            name="giorno"
                            value=day
                            class:is-invalid=is_wrong("rettifica-giorno")
                            aria-invalid=is_wrong("rettifica-giorno").then_some("true")
                            aria-describedby="rettifica-giorno-aiuto"
                        />
                    </div>
                    <div class="form-group portal-field">
                        <label class="active" r#for="rettifica-motivo">{t(lang, "rectify-reason")}</label>
                        {text_area("rettifica-motivo", "motivo", &reason, 3, None, is_wrong("rettifica-motivo"))}
                    </div>
                    <div class="portal-buttons">
                        <button type="submit" class="btn btn-outline-primary" name="azione" value="rettifica">
                            {t(lang, "rectify-button")}
                        </button>
                        <button type="submit" class="btn btn-outline-danger" name="azione" value="rettifica-mai">
                            {t(lang, "rectify-never")}
                        </button>
                    </div>
                </form>
                {rectify_days(lang, case, desk)}
            </details>
        }
        .into_any(),
    )
}
