//! A newer version of a draft's form: what changes for this draft, and the button that moves it.

use contract::{
    Lang,
    cases::{VersionChange, VersionPage},
};
use leptos::prelude::*;

use crate::{
    layout::{Frame, Page, Section, document},
    routes,
    texts::{t, t_args},
    ui::back_link,
};

/// What is different in another version, in words.
pub(crate) fn change_words(lang: Lang, change: &VersionChange) -> String {
    match change {
        VersionChange::Added(label) => t_args(lang, "version-added", &[("label", label)]),
        VersionChange::AnswerAgain(label) => t_args(lang, "version-again", &[("label", label)]),
        VersionChange::Removed(label, answer) => {
            t_args(lang, "version-removed", &[("label", label), ("answer", answer)])
        }
        VersionChange::DocumentAdded(label) => t_args(lang, "version-document-added", &[("label", label)]),
        VersionChange::DocumentRemoved(label) => {
            t_args(lang, "version-document-removed", &[("label", label)])
        }
    }
}

/// What changes, and the choice to stay.
#[must_use]
pub fn version(frame: &Frame, version: &VersionPage) -> String {
    let lang = frame.lang;
    let title = t(lang, "version-title");
    let page = Page::new(Section::Personal, format!("{title} – {}", version.procedure));
    document(frame, &page, || {
        let changes = version.changes.iter().map(|change| view! { <li>{change_words(lang, change)}</li> });
        let list = if version.changes.is_empty() {
            view! { <p>{t(lang, "version-nothing")}</p> }.into_any()
        } else {
            view! { <ul>{changes.collect_view()}</ul> }.into_any()
        };
        view! {
            {back_link(&frame.assets, routes::tasks(lang, version.case), t(lang, "back"))}
            <p class="portal-caption portal-caption-strong">{version.procedure.clone()}</p>
            <h1>{title}</h1>
            <div class="portal-text">
                <p>{t(lang, "version-lead")}</p>
                <h2 class="h4">{t(lang, "version-changes")}</h2>
                {list}
                <form method="post" action=routes::version(lang, version.case)>
                    <div class="portal-buttons">
                        <button type="submit" class="btn btn-primary" name="azione" value="passa">{t(lang, "version-move")}</button>
                        <a class="btn btn-outline-primary" href=routes::case(lang, version.case)>
                            {t(lang, "version-stay")}
                        </a>
                    </div>
                </form>
            </div>
        }
    })
}
