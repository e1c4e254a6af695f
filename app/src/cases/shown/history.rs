//! What happened to a case and what was written in it.

use contract::{
    Lang,
    cases::{CasePage, MessageView, PutRight, Rectified, TimelineEntry},
    time::{Date, day_words},
};
use leptos::prelude::*;

use super::letter::act_words;
use crate::{
    texts::{t, t_args},
    ui::time,
};

/// The history of a case, newest first.
pub(crate) fn timeline(lang: Lang, case: &CasePage) -> AnyView {
    let items = case.timeline.iter().enumerate().map(|(place, entry)| {
        let begins = place + 1 == case.timeline.len();
        let title = match (&entry.rectifies, entry.act) {
            (Some(rectified), _) => rectified_words(lang, rectified),
            (None, Some(act)) => act_words(lang, act).to_owned(),
            // Nobody sent what the office opened.
            (None, None) if begins && case.by_office => t(lang, "case-opened").to_owned(),
            (None, None) => entry.title.clone(),
        };
        let by = match entry.by.as_str() {
            _ if entry.automatic => t(lang, "history-automatic").to_owned(),
            "" => t(lang, "history-portal").to_owned(),
            by => by.to_owned(),
        };
        let class = if entry.latest { "portal-event portal-event-latest" } else { "portal-event" };
        view! {
            <li class=class>
                <p class="portal-event-when">{time(lang, entry.at)}</p>
                <p class="portal-event-what">{title}</p>
                {what_became(lang, entry).map(|words| view! { <p>{words}</p> })}
                <p class="portal-caption">{by}</p>
            </li>
        }
    });
    view! {
        <section class="portal-group" id="storia">
            <h2 class="h4">{t(lang, "case-history")}</h2>
            <ol class="portal-timeline">{items.collect_view()}</ol>
        </section>
    }
    .into_any()
}

/// What was put right, and how.
fn rectified_words(lang: Lang, rectified: &Rectified) -> String {
    let (key, day) = match rectified.put_right {
        Some(PutRight::Never) => ("rectified-never", String::new()),
        Some(PutRight::On(day)) => ("rectified-on", day_words(day, lang)),
        None => ("rectified-days", String::new()),
    };
    t_args(lang, key, &[("event", rectified.event.as_str()), ("day", &day)])
}

/// The day on which something counts, and what was put right of it later.
fn what_became(lang: Lang, entry: &TimelineEntry) -> Option<String> {
    let on = |key, day: Date| t_args(lang, key, &[("day", &day_words(day, lang))]);
    match (entry.put_right, entry.counts) {
        (Some(PutRight::Never), _) => Some(t(lang, "history-never").to_owned()),
        (Some(PutRight::On(day)), _) => Some(on("history-put-right", day)),
        (None, Some(day)) => Some(on("history-counts", day)),
        (None, None) => None,
    }
}

/// The messages of a case, oldest first; line breaks are kept.
pub(crate) fn messages(lang: Lang, messages: &[MessageView]) -> Option<AnyView> {
    if messages.is_empty() {
        return None;
    }
    let items = messages.iter().map(|message| {
        let kind = match &message.rectifies {
            Some(rectified) => rectified_words(lang, rectified),
            None if message.note => t(lang, "message-note").to_owned(),
            None if message.kind.is_empty() => t(lang, "message-plain").to_owned(),
            None => message.kind.clone(),
        };
        let class =
            if message.from_office { "portal-message portal-message-office" } else { "portal-message" };
        view! {
            <li>
                <article class=class>
                    <h3 class="h6">{kind}</h3>
                    <p class="portal-caption">
                        <span>{format!("{}, ", message.by)}</span>
                        {time(lang, message.at)}
                    </p>
                    <p class="portal-message-body">{message.body.clone()}</p>
                </article>
            </li>
        }
    });
    Some(
        view! {
            <section class="portal-group">
                <h2 class="h4">{t(lang, "case-messages")}</h2>
                <ol class="portal-messages">{items.collect_view()}</ol>
            </section>
        }
        .into_any(),
    )
}
