//! A report as the office works on it: what was written, the answer, the way to erase it.

use contract::{
    Code, Lang,
    reports::{LONGEST_ANSWER, ReportState, ReportView},
};
use leptos::prelude::*;

use super::words;
use crate::{
    layout::{Frame, Page, Section, document},
    routes,
    texts::{self, t, t_args},
    ui::{WrongLine, hidden, paragraphs, problem_line, summary_of_problems, text_area, time, words_at},
};

/// The place of the answer in the form.
const FIELD: &str = "testo";

/// A report, and why an answer was refused.
#[must_use]
pub fn office_report(frame: &Frame, report: &ReportView, refused: Option<Code>) -> String {
    let lang = frame.lang;
    let title = format!("{} – {}", report.row.number, words::kind(lang, report.row.kind));
    let page = Page::new(Section::Office, title.clone())
        .under(t(lang, "inbox-title"), routes::office_inbox(lang))
        .under(t(lang, "reports-title"), routes::office_reports(lang))
        .wrong_if(refused.is_some());
    document(frame, &page, || {
        let problem = refused.map(|code| {
            let words = format!("{} {}", texts::code(lang, code), texts::code_hint(lang, code));
            // A closed report has no field any more.
            let open = report.row.state != ReportState::Closed;
            summary_of_problems(lang, "", vec![WrongLine { words, href: open.then(|| format!("#{FIELD}")) }])
        });
        view! {
            {problem}
            <h1>{title.clone()}</h1>
            <p>{words::badge(lang, report.row.state)}</p>
            {facts(lang, report)}
            <section class="portal-group portal-text">
                <h2 class="h4">{t(lang, "reports-text")}</h2>
                {written(lang, report)}
            </section>
            {answer(lang, report, refused)}
        }
    })
}

fn facts(lang: Lang, report: &ReportView) -> AnyView {
    let line = |key: &'static str, value: String| {
        view! {
            <div class="portal-answer">
                <dt>{t(lang, key)}</dt>
                <dd>{value}</dd>
            </div>
        }
    };
    let some = |key, value: &Option<String>| value.clone().map(|value| line(key, value));
    let days: Vec<&str> = report.days.iter().map(|day| words::weekday(lang, *day)).collect();
    let days = (!days.is_empty()).then(|| line("reports-days", days.join(", ")));
    let band = report.band.map(|band| line("reports-band", words::band(lang, band).to_owned()));
    let who = report.erased_at.is_none().then(|| {
        let subject = format!("mailto:{}?subject={}", report.email, report.row.number);
        view! {
            {line("report-name", report.row.name.clone())}
            <div class="portal-answer">
                <dt>{t(lang, "report-email")}</dt>
                <dd class="portal-break"><a href=subject>{report.email.clone()}</a></dd>
            </div>
        }
    });
    view! {
        <section class="portal-group">
            <h2 class="h4">{t(lang, "reports-facts")}</h2>
            <dl class="portal-answers">
                <div class="portal-answer">
                    <dt>{t(lang, "inbox-received")}</dt>
                    <dd>{time(lang, report.row.received_at)}</dd>
                </div>
                {who}
                {some("report-phone", &report.phone)}
                {line("report-office", report.office.clone())}
                {some("report-service", &report.service)}
                {some("report-place", &report.place)}
                {days}
                {band}
            </dl>
        </section>
    }
    .into_any()
}

fn written(lang: Lang, report: &ReportView) -> AnyView {
    match report.erased_at {
        Some(at) => view! {
            <p>
                {words_at(lang, t(lang, "report-erased"), at)}
            </p>
        }
        .into_any(),
        None => view! {
            <div class="portal-break" lang=report.lang.as_str()>{paragraphs(&report.text.replace('\n', "\n\n"))}</div>
        }
        .into_any(),
    }
}

fn answer(lang: Lang, report: &ReportView, refused: Option<Code>) -> AnyView {
    if report.erased_at.is_some() {
        return ().into_any();
    }
    let erase = view! {
        <p>
            <a href=routes::erase_report(lang, report.row.id)>{t(lang, "report-erase")}</a>
        </p>
    };
    if report.row.state == ReportState::Closed {
        let said = paragraphs(&report.answer.replace('\n', "\n\n"));
        return view! {
            <section class="portal-group portal-text">
                <h2 class="h4">{t(lang, "report-answer")}</h2>
                <div class="portal-break">{said}</div>
                {report.answered_at.map(|at| time(lang, at))}
                {erase}
            </section>
        }
        .into_any();
    }
    let hint = t_args(lang, "report-answer-hint", &[("limit", &LONGEST_ANSWER.to_string())]);
    let problem = refused.map(|code| problem_line(lang, format!("{FIELD}-errore"), texts::code(lang, code)));
    let described_by =
        if refused.is_some() { format!("{FIELD}-aiuto {FIELD}-errore") } else { format!("{FIELD}-aiuto") };
    view! {
        <section class="portal-group portal-text">
            <h2 class="h4">{t(lang, "report-answer")}</h2>
            <form method="post" action=routes::answer_report(lang, report.row.id) novalidate class="portal-form">
                {hidden("versione", report.row_version)}
                <div class="form-group portal-field">
                    <label class="active" r#for=FIELD>{t(lang, "report-answer-label")}</label>
                    <p class="portal-hint" id=format!("{FIELD}-aiuto")>{hint}</p>
                    {problem}
                    {text_area(FIELD, FIELD, &report.answer, 6, Some(described_by), refused.is_some())}
                </div>
                <div class="portal-buttons">
                    <button type="submit" class="btn btn-primary" name="azione" value="rispondi">
                        {t(lang, "report-answer-send")}
                    </button>
                    <button type="submit" class="btn btn-outline-primary" name="azione" value="chiudi">
                        {t(lang, "report-close")}
                    </button>
                </div>
            </form>
            {erase}
        </section>
    }
    .into_any()
}
