//! The office's inbox: counters, a search, one page of cases.

use contract::{
    Lang,
    office::{COUNTED, Charge, Inbox, InboxRow},
};
use leptos::prelude::*;

use crate::{
    layout::{Frame, Page, Section, document},
    routes::{self, Wanted},
    texts::{office_phase, t, t_args, t_count},
    ui::{hidden, phase_badge, time, words_on},
};

/// The office's inbox.
#[must_use]
pub fn office_inbox(frame: &Frame, inbox: &Inbox) -> String {
    let lang = frame.lang;
    let title = t(lang, "inbox-title");
    document(frame, &Page::new(Section::Office, title), || {
        // Who may not open a page is not led to it.
        let outages = inbox.announces.then(|| {
            view! { <li><a href=routes::office_outages(lang)>{t(lang, "office-outages-title")}</a></li> }
        });
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
            let href = routes::office_inbox_page(lang, &wanted(inbox), Some(key));
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
            <ul class="portal-more">
                <li><a href=routes::office_deadlines(lang)>{t(lang, "deadlines-title")}</a></li>
                <li><a href=routes::office_register(lang)>{t(lang, "arrived-title")}</a></li>
                <li><a href=routes::office_import(lang)>{t(lang, "import-title")}</a></li>
                <li><a href=routes::register(lang)>{t(lang, "register-title")}</a></li>
                <li><a href=routes::office_communications(lang)>{t(lang, "office-acts-title")}</a></li>
                <li><a href=routes::office_reports(lang)>{t(lang, "reports-title")}</a></li>
                {outages}
                <li><a href=routes::office_ratings(lang)>{t(lang, "ratings-title")}</a></li>
                <li><a href=routes::office_receipts(lang)>{t(lang, "receipts-title")}</a></li>
            </ul>
        }
    })
}

/// What the page shows now; a link to another part changes one thing of it.
fn wanted(inbox: &Inbox) -> Wanted<'_> {
    Wanted {
        phase: inbox.filter,
        charge: inbox.charge,
        procedure: inbox.procedure.as_deref(),
        searched: searched(inbox),
    }
}

fn searched(inbox: &Inbox) -> bool {
    !inbox.query.trim().is_empty()
}

fn filters(frame: &Frame, inbox: &Inbox) -> AnyView {
    let lang = frame.lang;
    let now = wanted(inbox);
    let link = |words: String, to: Wanted<'_>, current: bool| {
        let href = routes::office_inbox_page(lang, &to, None);
        view! {
            <li>
                <a href=href aria-current=current.then_some("true")>{words}</a>
            </li>
        }
    };
    let all =
        link(t(lang, "inbox-all-open").to_owned(), Wanted { phase: None, ..now }, inbox.filter.is_none());
    let counters = inbox.counters.iter().map(|(counted, n)| {
        let n = if *n < COUNTED { n.to_string() } else { format!("{}+", COUNTED - 1) };
        let words = format!("{} ({n})", office_phase(lang, *counted));
        link(words, Wanted { phase: Some(*counted), ..now }, inbox.filter == Some(*counted))
    });
    let everybody =
        link(t(lang, "inbox-everybody").to_owned(), Wanted { charge: None, ..now }, inbox.charge.is_none());
    let charges = Charge::ALL.into_iter().map(|charge| {
        let words = t(lang, charge_key(charge)).to_owned();
        link(words, Wanted { charge: Some(charge), ..now }, inbox.charge == Some(charge))
    });
    view! {
        <nav class="portal-filters" aria-label=t(lang, "inbox-filters")>
            <ul>{all} {counters.collect_view()}</ul>
        </nav>
        <nav class="portal-filters portal-filters-second" aria-label=t(lang, "inbox-charges")>
            <ul>{everybody} {charges.collect_view()}</ul>
        </nav>
    }
    .into_any()
}

fn charge_key(charge: Charge) -> &'static str {
    match charge {
        Charge::Mine => "inbox-charge-mine",
        Charge::Rup => "inbox-charge-rup",
        Charge::Nobody => "inbox-charge-nobody",
        Charge::ToRead => "inbox-charge-to-read",
    }
}

/// The choice of a procedure, where the office has more than one.
fn procedure_choice(lang: Lang, inbox: &Inbox) -> Option<AnyView> {
    if inbox.procedures.len() < 2 && inbox.procedure.is_none() {
        return None;
    }
    let options = inbox.procedures.iter().map(|(slug, name)| {
        let chosen = inbox.procedure.as_ref() == Some(slug);
        view! { <option value=slug.clone() selected=chosen>{name.clone()}</option> }
    });
    Some(
        view! {
            <div class="form-group portal-field">
                <label class="active" r#for="procedimento">{t(lang, "inbox-procedure-choice")}</label>
                <select class="form-select" id="procedimento" name="procedimento">
                    <option value="" selected=inbox.procedure.is_none()>{t(lang, "inbox-procedure-all")}</option>
                    {options.collect_view()}
                </select>
            </div>
        }
        .into_any(),
    )
}

fn search(frame: &Frame, inbox: &Inbox) -> AnyView {
    let lang = frame.lang;
    let filter = inbox.filter.map(|phase| hidden("fase", phase.as_str()));
    let charge = inbox.charge.map(|charge| hidden("incarico", charge.as_str()));
    view! {
        <form method="post" action=routes::office_inbox(lang) role="search" class="portal-search">
            {filter}
            {charge}
            <div class="form-group portal-field">
                <label class="active" r#for="cerca">{t(lang, "inbox-search-label")}</label>
                <input type="search" class="form-control" id="cerca" name="cerca" value=inbox.query.clone() autocomplete="off"/>
            </div>
            {procedure_choice(lang, inbox)}
            <button type="submit" class="btn btn-primary" name="azione" value="cerca">{t(lang, "inbox-search")}</button>
        </form>
    }
    .into_any()
}

/// Which words are searched: another tab may have changed them since.
fn found(frame: &Frame, inbox: &Inbox) -> Option<AnyView> {
    let lang = frame.lang;
    let all = routes::office_inbox_page(lang, &Wanted { searched: false, ..wanted(inbox) }, None);
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
    let unread =
        case.to_read.then(|| view! { <span class="portal-caption">{t(lang, "inbox-unread")}</span> });
    let due = case.due.map(|at| {
        view! { <span class="portal-caption">{words_on(lang, t(lang, "inbox-due"), at)}</span> }
    });
    let own = case.own.then(|| view! { <span class="portal-caption">{t(lang, "office-own")}</span> });
    let signs = view! { {unread} {due} {own} };
    let open = t_args(lang, "inbox-open", &[("number", &case.number)]);
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">
                <a href=routes::office_case(lang, case.id) aria-label=open>{case.number.clone()}</a>
                {case.office_number.clone().map(|number| view! { <span class="portal-caption">{number}</span> })}
            </th>
            <td role="cell" data-label=t(lang, "inbox-procedure")>
                {case.procedure.clone()}
                {(!case.about.is_empty()).then(|| view! { <span class="portal-caption">{case.about.clone()}</span> })}
            </td>
            <td role="cell" data-label=t(lang, "inbox-applicant")>{case.applicant.clone()}</td>
            <td role="cell" data-label=t(lang, "inbox-state")>{phase_badge(case.phase, &case.state)} {signs}</td>
            <td role="cell" data-label=t(lang, "inbox-received")>{time(lang, case.received_at)}</td>
            <td role="cell" data-label=t(lang, "inbox-assigned")>{assigned}</td>
        </tr>
    }
    .into_any()
}
