//! Everything on one page right before sending: declarations are read once more, then sent.

use contract::{Code, cases::SummaryPage, documents::CheckState};
use leptos::prelude::*;

use super::{
    bill::bill,
    links::together,
    signing::{before_sending, signatures},
};
use crate::{
    documents::document_list,
    layout::{Frame, Page, Section, document},
    routes,
    texts::{self, code, code_hint, t, t_args},
    ui::{
        self, WrongLine, alert, answer_groups, back_link, paragraphs, previous, summary_of_problems,
        what_is_missing,
    },
};

/// The summary of a draft. `problem` is why the last attempt to send was refused.
#[must_use]
pub fn summary(frame: &Frame, summary: &SummaryPage, problem: Option<Code>) -> String {
    let lang = frame.lang;
    let title = t(lang, "summary-title");
    let page =
        Page::new(Section::Personal, format!("{title} – {}", summary.procedure)).wrong_if(problem.is_some());
    document(frame, &page, || {
        let back = previous(lang, summary.case, &summary.steps)
            .unwrap_or_else(|| routes::documents(lang, summary.case));
        view! {
            {back_link(&frame.assets, back, t(lang, "back"))}
            {problems(frame, summary, problem)}
            <p class="portal-caption portal-caption-strong">{summary.procedure.clone()}</p>
            <h1>{title}</h1>
            {ui::steps(lang, summary.case, &summary.steps, ui::Way::Link)}
            <div class="portal-text">
                {alert("alert alert-info", None, t(lang, "summary-declaration"))}
                {answer_groups(lang, summary.case, &summary.groups)}
                {documents(frame, summary)}
                {bill(lang, summary.bill.as_ref())}
                {signatures(lang, &summary.signatures)}
                {together(lang, summary)}
                {send(frame, summary)}
            </div>
        }
    })
}

/// What keeps the draft from being sent: the refusal itself, then each missing answer or document.
fn problems(frame: &Frame, summary: &SummaryPage, refused: Option<Code>) -> Option<AnyView> {
    let lang = frame.lang;
    let mut lines: Vec<WrongLine> = Vec::new();
    for group in &summary.groups {
        for (label, wrong) in &group.problems {
            let words = format!("{}: {}", group.title, texts::problem(lang, wrong, label));
            let href = group.change.as_ref().map(|step| routes::step_to_correct(lang, summary.case, step));
            lines.push(WrongLine { words, href });
        }
    }
    for missing in &summary.missing_documents {
        let words = t_args(lang, "summary-missing-document", &[("document", missing)]);
        lines.push(WrongLine { words, href: Some("#documenti".to_owned()) });
    }
    for file in &summary.documents {
        let key = match file.check {
            CheckState::Refused => "summary-refused-file",
            CheckState::Checking => "summary-checking-file",
            _ => continue,
        };
        let words = t_args(lang, key, &[("file", &file.name), ("document", &file.slot_title)]);
        lines.push(WrongLine { words, href: Some(routes::documents(lang, summary.case)) });
    }
    match refused {
        Some(why) => {
            lines.insert(0, WrongLine { words: code_hint(lang, why).to_owned(), href: None });
            Some(summary_of_problems(lang, code(lang, why), lines))
        }
        None if summary.ready || lines.is_empty() => None,
        None => Some(what_is_missing(lang, t(lang, "summary-incomplete"), lines)),
    }
}

fn documents(frame: &Frame, summary: &SummaryPage) -> AnyView {
    let lang = frame.lang;
    view! {
        <section class="portal-group" id="documenti" tabindex="-1">
            <div class="portal-group-head">
                <h2 class="h4">{t(lang, "documents-title")}</h2>
                <a class="portal-change" href=routes::documents(lang, summary.case)>
                    <span>{t(lang, "change-group")}</span>
                    <span class="visually-hidden">
                        {t_args(lang, "change-what", &[("what", t(lang, "documents-title"))])}
                    </span>
                </a>
            </div>
            {document_list(lang, &summary.documents)}
        </section>
    }
    .into_any()
}

fn send(frame: &Frame, summary: &SummaryPage) -> AnyView {
    let lang = frame.lang;
    if !summary.ready {
        return view! { <p>{t(lang, "summary-not-ready")}</p> }.into_any();
    }
    // It is sent from the page of the draft that leads.
    if summary.together.leader.is_some() {
        return before_sending(lang, summary).unwrap_or_else(|| ().into_any());
    }
    if !summary.together.ready() {
        return view! { <p>{t(lang, "together-not-ready")}</p> }.into_any();
    }
    if let Some(first) = before_sending(lang, summary) {
        return first;
    }
    view! {
        <section class="portal-group">
            <h2 class="h4">{t(lang, "summary-effect")}</h2>
            {paragraphs(&summary.effect)}
            <form method="post" action=routes::submit(lang, summary.case)>
                <div class="portal-buttons">
                    <button type="submit" class="btn btn-primary" name="azione" value="invia">
                        {t_args(lang, "summary-send", &[("procedure", &summary.procedure)])}
                    </button>
                    <a class="btn btn-outline-primary" href=routes::dashboard(lang)>{t(lang, "summary-later")}</a>
                </div>
            </form>
        </section>
    }
    .into_any()
}
