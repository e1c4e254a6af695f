//! Asks whether a draft is to be thrown away: what goes with it is said first.

use contract::cases::CaseRow;
use leptos::prelude::*;

use super::resume_address;
use crate::{
    layout::{Frame, Page, Section, document},
    routes,
    texts::{t, t_args},
    ui::words_at,
};

/// The question before a draft is thrown away.
#[must_use]
pub fn discard(frame: &Frame, draft: &CaseRow) -> String {
    let lang = frame.lang;
    let title = t_args(lang, "discard-title", &[("procedure", &draft.procedure)]);
    let page = Page::new(Section::Personal, title.clone())
        .under(t(lang, "dashboard-title"), routes::dashboard(lang));
    document(frame, &page, || {
        view! {
            <div class="portal-text">
                <h1>{title.clone()}</h1>
                <p>
                    {words_at(lang, t(lang, "draft-saved-at"), draft.at)}
                </p>
                <p>{t(lang, "discard-explain")}</p>
                <form method="post" action=routes::discard(lang, draft.id)>
                    <div class="portal-buttons">
                        <button type="submit" class="btn btn-danger" name="azione" value="elimina">
                            {t(lang, "discard-button")}
                        </button>
                        <a class="btn btn-outline-primary" href=resume_address(lang, draft)>{t(lang, "discard-keep")}</a>
                    </div>
                </form>
            </div>
        }
    })
}
