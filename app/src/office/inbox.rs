//! The office's inbox: counters, a search, one page of cases.

use contract::office::{Inbox, InboxRow};
use leptos::prelude::*;

use crate::{
    layout::{Frame, Page, Section, document},
    routes,
    texts::{office_phase, t, t_args, t_count},
    ui::{phase_badge, time},
};

/// The office's inbox.
#[must_use]
pub fn office_inbox(frame: &Frame, inbox: &Inbox) -> String {
    let lang = frame.lang;
    let title = t(lang, "inbox-title");
    document(frame, &Page::new(Section::Office, title), || {
        let failed = (inbox.failed_jobs > 0).then(|| {
            view! {
                <p class="alert alert-warning">
                    <a class="alert-link" href=routes::office_jobs(lang)>
                        {t_count(lang, "inbox-failed-jobs", inbox.failed_jobs)}
                    </a>
                </p>
            }
        });
        let next = inbox.next.as_ref().map(|key| {
            let filter = inbox.filter.map(|phase| phase.as_str());
            let href = routes::office_inbox_page(lang, filter, searched(inbox), Some(key));
            view! {
                <p>
                    <a class="btn btn-outline-primary" href=href>{t(lang, "inbox-next")}</a>
                </p>
            }
        });
        view! {
            <h1>{title}</h1>
            {failed}
            {filters(frame, inbox)}
            {search(frame, inbox)}
            {found(frame, inbox)}
            {rows(frame, inbox)}
            {next}
            <p><a href=routes::office_ratings(lang)>{t(lang, "ratings-title")}</a></p>
            <p><a href=routes::office_receipts(lang)>{t(lang, "receipts-title")}</a></p>
        }
    })
}

fn searched(inbox: &Inbox) -> bool {
    !inbox.query.trim().is_empty()
}

fn filters(frame: &Frame, inbox: &Inbox) -> AnyView {
    let lang = frame.lang;
    let link = |words: String, filter: Option<&str>, current: bool| {
        let href = routes::office_inbox_page(lang, filter, searched(inbox), None);
        view! {
            <li>
                <a href=href aria-current=current.then_some("true")>{words}</a>
            </li>
        }
    };
    let all = link(t(lang, "inbox-all-open").to_owned(), None, inbox.filter.is_none());
    let counters = inbox.counters.iter().map(|(counted, n)| {
        let words = format!("{} ({n})", office_phase(lang, *counted));
        link(words, Some(counted.as_str()), inbox.filter == Some(*counted))
    });
    view! {
        <nav class="portal-filters" aria-label=t(lang, "inbox-filters")>
            <ul>{all} {counters.collect_view()}</ul>
        </nav>
    }
    .into_any()
}

fn search(frame: &Frame, inbox: &Inbox) -> AnyView {
    let lang = frame.lang;
    let filter = inbox.filter.map(|phase| view! { <input type="hidden" name="fase" value=phase.as_str()/> });
    view! {
        <form method="post" action=routes::office_inbox(lang) role="search" class="portal-search">
            {filter}
            <div class="form-group portal-field">
                <label class="active" r#for="cerca">{t(lang, "inbox-search-label")}</label>
                <input type="search" class="form-control" id="cerca" name="cerca" value=inbox.query.clone() autocomplete="off"/>
            </div>
            <button type="submit" class="btn btn-primary" name="azione" value="cerca">{t(lang, "inbox-search")}</button>
        </form>
    }
    .into_any()
}

/// Which words are searched: another tab may have changed them since.
fn found(frame: &Frame, inbox: &Inbox) -> Option<AnyView> {
    let lang = frame.lang;
    let all = routes::office_inbox_page(lang, inbox.filter.map(|phase| phase.as_str()), false, None);
    searched(inbox).then(|| {
        view! {
            <p class="portal-break">
                {t_args(lang, "inbox-searched", &[("words", inbox.query.trim())])} " "
                <a href=all>{t(lang, "inbox-search-end")}</a>
            </p>
        }
        .into_any()
    })
}

fn rows(frame: &Frame, inbox: &Inbox) -> AnyView {
    let lang = frame.lang;
    if inbox.rows.is_empty() {
        return view! { <p>{t(lang, "inbox-empty")}</p> }.into_any();
    }
    let heads = [
        "inbox-number",
        "inbox-procedure",
        "inbox-applicant",
        "inbox-state",
        "inbox-received",
        "inbox-assigned",
    ]
    .map(|key| view! { <th role="columnheader" scope="col">{t(lang, key)}</th> });
    let rows = inbox.rows.iter().map(|case| row(frame, case));
    view! {
        <table class="table portal-table" role="table">
            <caption class="visually-hidden">{t(lang, "inbox-caption")}</caption>
            <thead role="rowgroup">
                <tr role="row">{heads.into_iter().collect_view()}</tr>
            </thead>
            <tbody role="rowgroup">{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}

fn row(frame: &Frame, case: &InboxRow) -> AnyView {
    let lang = frame.lang;
    let assigned = match &case.assigned_to {
        Some(name) => name.clone(),
        None => t(lang, "inbox-nobody").to_owned(),
    };
    let open = t_args(lang, "inbox-open", &[("number", &case.number)]);
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">
                <a href=routes::office_case(lang, case.id) aria-label=open>{case.number.clone()}</a>
            </th>
            <td role="cell" data-label=t(lang, "inbox-procedure")>{case.procedure.clone()}</td>
            <td role="cell" data-label=t(lang, "inbox-applicant")>{case.applicant.clone()}</td>
            <td role="cell" data-label=t(lang, "inbox-state")>{phase_badge(case.phase, &case.state)}</td>
            <td role="cell" data-label=t(lang, "inbox-received")>{time(lang, case.received_at)}</td>
            <td role="cell" data-label=t(lang, "inbox-assigned")>{assigned}</td>
        </tr>
    }
    .into_any()
}
