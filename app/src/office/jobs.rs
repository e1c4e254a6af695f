//! Work that failed too often and waits for a person: what it is, why, and a button to try again.

use contract::office::FailedJob;
use leptos::prelude::*;

use crate::{
    layout::{Frame, Page, Section, document},
    routes,
    texts::t,
    ui::time,
};

/// The list of failed work.
#[must_use]
pub fn office_jobs(frame: &Frame, failed: &[FailedJob]) -> String {
    let lang = frame.lang;
    let title = t(lang, "jobs-title");
    let page = Page::new(Section::Office, title).under(t(lang, "inbox-title"), routes::office_inbox(lang));
    document(frame, &page, || {
        view! {
            <h1>{title}</h1>
            <p class="portal-text">{t(lang, "jobs-lead")}</p>
            {table(frame, failed)}
        }
    })
}

fn table(frame: &Frame, failed: &[FailedJob]) -> AnyView {
    let lang = frame.lang;
    if failed.is_empty() {
        return view! { <p>{t(lang, "jobs-none")}</p> }.into_any();
    }
    let heads = ["jobs-kind", "jobs-at", "jobs-attempts", "jobs-error", "jobs-action"]
        .map(|key| view! { <th role="columnheader" scope="col">{t(lang, key)}</th> });
    let rows = failed.iter().map(|job| {
        view! {
            <tr role="row">
                <th role="rowheader" scope="row">{job.kind.clone()}</th>
                <td role="cell" data-label=t(lang, "jobs-at")>{time(lang, job.at)}</td>
                <td role="cell" data-label=t(lang, "jobs-attempts")>{job.attempts.to_string()}</td>
                <td role="cell" data-label=t(lang, "jobs-error") class="portal-break">{job.error.clone()}</td>
                <td role="cell" data-label=t(lang, "jobs-action")>
                    <form method="post" action=routes::retry_job(lang, job.id)>
                        <button type="submit" class="btn btn-outline-primary btn-sm" name="azione" value="riprova">
                            <span>{t(lang, "jobs-retry")}</span>
                            <span class="visually-hidden">{format!(" – {}", job.kind)}</span>
                        </button>
                    </form>
                </td>
            </tr>
        }
    });
    view! {
        <table class="table portal-table" role="table">
            <caption class="visually-hidden">{t(lang, "jobs-title")}</caption>
            <thead role="rowgroup">
                <tr role="row">{heads.into_iter().collect_view()}</tr>
            </thead>
            <tbody role="rowgroup">{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}
