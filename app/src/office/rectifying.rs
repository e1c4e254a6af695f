//! Before something is put right: what that changes in the case, and the form that does it.

use contract::{
    Lang,
    cases::{RectifyForeseen, Truth},
    time::day_words,
};
use leptos::prelude::*;

use super::foreseen::consequences;
use crate::{
    layout::{Frame, Page, Section, document},
    routes,
    texts::{t, t_args},
    ui::{back_link, case_name, hidden},
};

/// The page that says what would change, with the button that lets it.
#[must_use]
pub fn office_rectify(frame: &Frame, foreseen: &RectifyForeseen) -> String {
    let lang = frame.lang;
    let title = t(lang, "rectifying-title");
    let page = Page::new(Section::Office, title).under(t(lang, "inbox-title"), routes::office_inbox(lang));
    document(frame, &page, || {
        let here = routes::office_case(lang, foreseen.case);
        let lines = consequences(lang, &foreseen.comes);
        let changes = if lines.is_empty() {
            view! { <p>{t(lang, "rectifying-nothing")}</p> }.into_any()
        } else {
            let items = lines.into_iter().map(|words| view! { <li class="portal-break">{words}</li> });
            view! { <ul>{items.collect_view()}</ul> }.into_any()
        };
        let undone = foreseen.truth == Truth::Never;
        let sent = if undone { "rectifying-sent" } else { "rectifying-sent-day" };
        let truth = truth(lang, foreseen).into_iter();
        let truth = truth.map(|words| view! { <li class="portal-break">{words}</li> });
        view! {
            <div class="portal-text">
                {back_link(&frame.assets, here.clone(), t(lang, "reply-back"))}
                <h1>{title}</h1>
                <p>{case_name(&foreseen.procedure, &foreseen.number)}</p>
                <h2 class="h4">{t(lang, "rectifying-what")}</h2>
                <ul>{truth.collect_view()}</ul>
                <p class="portal-break">{t_args(lang, "rectifying-reason", &[("reason", &foreseen.reason)])}</p>
                <h2 class="h4">{t(lang, "move-changes")}</h2>
                {changes}
                {foreseen.sent.then(|| view! { <p>{t(lang, sent)}</p> })}
                <p>{t(lang, "rectifying-told")}</p>
                {form(lang, foreseen, here)}
            </div>
        }
    })
}

/// What is wrong and what is true, a sentence each.
fn truth(lang: Lang, foreseen: &RectifyForeseen) -> Vec<String> {
    let on = day_words(foreseen.on, lang);
    let said = |key, day: &str| {
        let words = [("event", foreseen.event.as_str()), ("before", &on), ("after", day)];
        vec![t_args(lang, key, &words)]
    };
    match &foreseen.truth {
        Truth::On(day) => said("rectifying-on", &day_words(*day, lang)),
        Truth::Never => said("rectifying-never", ""),
        Truth::AfterAll(day) => said("rectifying-after-all", &day_words(*day, lang)),
        Truth::Days(days) => {
            let line = |(_, label, before, after): &(String, String, _, _)| {
                let [before, after] = [before, after].map(|day| day_words(*day, lang));
                let words = [("label", label.as_str()), ("before", &before), ("after", &after)];
                t_args(lang, "rectifying-day", &words)
            };
            days.iter().map(line).collect()
        }
    }
}

/// The same form again, with what was typed, as it is confirmed.
fn form(lang: Lang, foreseen: &RectifyForeseen, here: String) -> AnyView {
    let (button, days) = match &foreseen.truth {
        Truth::On(day) | Truth::AfterAll(day) => ("rettifica", vec![("giorno".to_owned(), *day)]),
        Truth::Never => ("rettifica-mai", Vec::new()),
        Truth::Days(days) => {
            let days = days.iter().map(|(name, _, _, after)| (format!("giorno-{name}"), *after));
            ("rettifica-giorni", days.collect())
        }
    };
    let days = days.into_iter().map(|(name, day)| {
        view! { <input type="hidden" name=name value=day.to_string() /> }
    });
    view! {
        <form method="post" action=routes::office_desk(lang, foreseen.case)>
            {hidden("versione", foreseen.row_version)} {hidden("evento", foreseen.of)}
            {hidden("motivo", foreseen.reason.clone())} {hidden("visto", "1")} {days.collect_view()}
            <div class="portal-buttons">
                <button type="submit" class="btn btn-primary" name="azione" value=button>
                    {t(lang, "rectifying-button")}
                </button>
                <a class="btn btn-outline-primary" href=here>
                    {t(lang, "move-stay")}
                </a>
            </div>
        </form>
    }
    .into_any()
}
