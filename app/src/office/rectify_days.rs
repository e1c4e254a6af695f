//! *Rettifica* of days that answers said for terms: an input for each, with the day as it stands.

use contract::{
    Lang,
    cases::{CasePage, Desk, DeskForm, SaidDays},
    time::day_words,
};
use leptos::prelude::*;

use crate::{
    routes,
    texts::{t, t_args},
    ui::{hidden, text_area},
};

/// What was typed in the form of one event when it was refused.
struct Typed {
    of: String,
    days: Vec<(String, String)>,
    reason: String,
}

impl Typed {
    /// A line each: which event, which days, why.
    fn of(desk: &Desk) -> Option<Self> {
        let Some((DeskForm::RectifyDays, typed, _)) = &desk.problem else { return None };
        let mut lines = typed.splitn(3, '\n');
        let of = lines.next().unwrap_or_default().to_owned();
        let days = lines.next().unwrap_or_default().split('\t').filter_map(|day| day.split_once('='));
        let days = days.map(|(name, day)| (name.to_owned(), day.to_owned())).collect();
        Some(Self { of, days, reason: lines.next().unwrap_or_default().to_owned() })
    }
}

/// Whether the form of some event was refused.
pub(super) fn refused(desk: &Desk) -> bool {
    Typed::of(desk).is_some()
}

/// A form for each event with which answers said days.
pub(super) fn rectify_days(lang: Lang, case: &CasePage, desk: &Desk) -> Option<AnyView> {
    if desk.said.is_empty() {
        return None;
    }
    let typed = Typed::of(desk);
    let forms = desk.said.iter().map(|said| {
        let own = typed.as_ref().filter(|typed| typed.of == said.of.to_string());
        form(lang, case, said, own)
    });
    Some(
        view! {
            <h3 class="h5" id="rettifica-giorni" tabindex="-1">
                {t(lang, "rectify-days-title")}
            </h3>
            <p>{t(lang, "rectify-days-lead")}</p>
            {forms.collect_view()}
        }
        .into_any(),
    )
}

fn form(lang: Lang, case: &CasePage, said: &SaidDays, typed: Option<&Typed>) -> AnyView {
    let inputs = said.days.iter().map(|(name, label, day)| {
        let id = format!("rettifica-giorno-{}-{name}", said.of);
        let own = typed.and_then(|typed| typed.days.iter().find(|(own, _)| own == name));
        let value = own.map_or_else(|| day.to_string(), |(_, day)| day.clone());
        view! {
            <div class="form-group portal-field">
                <label class="active" r#for=id.clone()>
                    {label.clone()}
                </label>
                <input
                    type="date"
                    class="form-control portal-input-short"
                    id=id
                    name=format!("giorno-{name}")
                    value=value
                />
            </div>
        }
    });
    let reason_id = format!("rettifica-motivo-{}", said.of);
    let reason = typed.map_or("", |typed| typed.reason.as_str());
    let event = [("event", said.event.as_str()), ("day", &day_words(said.on, lang))];
    view! {
        <form method="post" action=routes::office_desk(lang, case.case) class="portal-form">
            {hidden("versione", case.row_version)} {hidden("evento", said.of)}
            <fieldset>
                <legend class="h6">{t_args(lang, "rectify-event", &event)}</legend>
                {inputs.collect_view()}
                <div class="form-group portal-field">
                    <label class="active" r#for=reason_id.clone()>
                        {t(lang, "rectify-reason")}
                    </label>
                    {text_area(&reason_id, "motivo", reason, 3, None, typed.is_some())}
                </div>
                <button type="submit" class="btn btn-outline-primary" name="azione" value="rettifica-giorni">
                    {t(lang, "rectify-days-button")}
                </button>
            </fieldset>
        </form>
    }
    .into_any()
}
