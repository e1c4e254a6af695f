//! Asks whether what a report says of a person is to be erased: what goes and what stays is said first.

use contract::reports::ReportRow;
use leptos::prelude::*;

use crate::{
    layout::{Frame, Page, Section, document},
    routes,
    texts::{t, t_args},
};

/// The question before a report is erased.
#[must_use]
pub fn erase_report(frame: &Frame, report: &ReportRow) -> String {
    let lang = frame.lang;
    let title = t_args(lang, "report-erase-title", &[("number", &report.number)]);
    let page = Page::new(Section::Office, title.clone())
        .under(t(lang, "inbox-title"), routes::office_inbox(lang))
        .under(t(lang, "reports-title"), routes::office_reports(lang));
    document(frame, &page, || {
        view! {
            <div class="portal-text">
                <h1>{title.clone()}</h1>
                <p>{t(lang, "report-erase-explain")}</p>
                <form method="post" action=routes::erase_report(lang, report.id)>
                    <div class="portal-buttons">
                        <button type="submit" class="btn btn-danger" name="azione" value="cancella">
                            {t(lang, "report-erase-button")}
                        </button>
                        <a class="btn btn-outline-primary" href=routes::office_report(lang, report.id)>
                            {t(lang, "report-erase-keep")}
                        </a>
                    </div>
                </form>
            </div>
        }
    })
}
