//! The office's inbox of reports: by kind and state, oldest first.

use contract::reports::{ReportKind, ReportList, ReportRow, ReportState};
use leptos::prelude::*;

use super::words;
use crate::{
    layout::{Frame, Page, Section, document},
    routes,
    texts::{t, t_args},
    ui::time,
};

/// The reports of the reader's offices.
#[must_use]
pub fn office_reports(frame: &Frame, list: &ReportList) -> String {
    let lang = frame.lang;
    let title = t(lang, "reports-title");
    let page = Page::new(Section::Office, title).under(t(lang, "inbox-title"), routes::office_inbox(lang));
    document(frame, &page, || {
        let next = list.next.as_ref().map(|key| {
            let href = routes::office_reports_page(lang, list.kind, list.state, Some(key));
            view! { <p><a class="btn btn-outline-primary" href=href>{t(lang, "inbox-next")}</a></p> }
        });
        view! {
            <h1>{title}</h1>
            {filters(frame, list)}
            {rows(frame, list)}
            {next}
        }
    })
}

fn filters(frame: &Frame, list: &ReportList) -> AnyView {
    let lang = frame.lang;
    let link = |words: &'static str, kind: Option<ReportKind>, state: Option<ReportState>, current: bool| {
        let href = routes::office_reports_page(lang, kind, state, None);
        view! {
            <li>
                <a href=href aria-current=current.then_some("true")>{words}</a>
            </li>
        }
    };
    let open = link(t(lang, "reports-to-do"), list.kind, None, list.state.is_none());
    let states = ReportState::ALL
        .map(|state| link(words::state(lang, state), list.kind, Some(state), list.state == Some(state)));
    let all = link(t(lang, "reports-all-kinds"), None, list.state, list.kind.is_none());
    let kinds = ReportKind::ALL
        .map(|kind| link(words::kind(lang, kind), Some(kind), list.state, list.kind == Some(kind)));
    view! {
        <nav class="portal-filters" aria-label=t(lang, "inbox-filters")>
            <ul>{open} {states.into_iter().collect_view()}</ul>
        </nav>
        <nav class="portal-filters" aria-label=t(lang, "reports-filter-kind")>
            <ul>{all} {kinds.into_iter().collect_view()}</ul>
        </nav>
    }
    .into_any()
}

fn rows(frame: &Frame, list: &ReportList) -> AnyView {
    let lang = frame.lang;
    if list.rows.is_empty() {
        return view! { <p>{t(lang, "reports-none")}</p> }.into_any();
    }
    let heads = ["inbox-number", "reports-kind", "reports-from", "inbox-state", "inbox-received"]
        .map(|key| view! { <th role="columnheader" scope="col">{t(lang, key)}</th> });
    view! {
        <table class="table portal-table" role="table">
            <caption class="visually-hidden">{t(lang, "reports-caption")}</caption>
            <thead role="rowgroup">
                <tr role="row">{heads.into_iter().collect_view()}</tr>
            </thead>
            <tbody role="rowgroup">{list.rows.iter().map(|report| row(frame, report)).collect_view()}</tbody>
        </table>
    }
    .into_any()
}

fn row(frame: &Frame, report: &ReportRow) -> AnyView {
    let lang = frame.lang;
    let open = t_args(lang, "reports-open", &[("number", &report.number)]);
    let from = if report.name.is_empty() { t(lang, "report-erased-name") } else { report.name.as_str() };
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">
                <a href=routes::office_report(lang, report.id) aria-label=open>{report.number.clone()}</a>
            </th>
            <td role="cell" data-label=t(lang, "reports-kind")>{words::kind(lang, report.kind)}</td>
            <td role="cell" data-label=t(lang, "reports-from") class="portal-break">{from.to_owned()}</td>
            <td role="cell" data-label=t(lang, "inbox-state")>{words::badge(lang, report.state)}</td>
            <td role="cell" data-label=t(lang, "inbox-received")>{time(lang, report.received_at)}</td>
        </tr>
    }
    .into_any()
}
