//! Before two cases are put together: what that brings about in the one that is followed, and the form that does it.

use contract::{Lang, cases::LinkForeseen, time::day_words};
use leptos::prelude::*;

use super::foreseen::consequences;
use crate::{
    layout::{Frame, Page, Section, document},
    routes,
    texts::{t, t_args},
    ui::{back_link, hidden},
};

/// The page that says what would happen, with the button that lets it.
#[must_use]
pub fn office_link(frame: &Frame, foreseen: &LinkForeseen) -> String {
    let lang = frame.lang;
    let title = t(lang, "linking-title");
    let page = Page::new(Section::Office, title).under(t(lang, "inbox-title"), routes::office_inbox(lang));
    let [follower, followed] =
        [&foreseen.follower, &foreseen.followed].map(|(procedure, number)| format!("{procedure} {number}"));
    let both = [("follower", follower.as_str()), ("followed", followed.as_str())];
    document(frame, &page, || {
        let here = routes::office_case(lang, foreseen.case);
        let items =
            lines(lang, foreseen).into_iter().map(|words| view! { <li class="portal-break">{words}</li> });
        let (declared, other) = &foreseen.linking;
        let button = if *declared { "conferma-collegata" } else { "collega" };
        view! {
            <div class="portal-text">
                {back_link(&frame.assets, here.clone(), t(lang, "reply-back"))}
                <h1>{title}</h1>
                <p>{t_args(lang, "linking-which", &both)}</p>
                <h2 class="h4">{t_args(lang, "linking-what", &both)}</h2>
                <ul>{items.collect_view()}</ul>
                <p>{t(lang, "linking-mistake")}</p>
                <form method="post" action=routes::office_desk(lang, foreseen.case)>
                    {hidden("valore", other.clone())}
                    {hidden("visto", "1")}
                    <div class="portal-buttons">
                        <button type="submit" class="btn btn-primary" name="azione" value=button>
                            {t(lang, "linking-button")}
                        </button>
                        <a class="btn btn-outline-primary" href=here>
                            {t(lang, "move-stay")}
                        </a>
                    </div>
                </form>
            </div>
        }
    })
}

fn lines(lang: Lang, foreseen: &LinkForeseen) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for (event, day) in &foreseen.happens {
        lines.push(t_args(lang, "linking-event", &[("event", event), ("day", &day_words(*day, lang))]));
    }
    for day in &foreseen.waits {
        lines.push(t_args(lang, "linking-waits", &[("day", &day_words(*day, lang))]));
    }
    lines.extend(consequences(lang, &foreseen.comes));
    lines
}
