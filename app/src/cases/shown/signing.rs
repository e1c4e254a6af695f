//! Signatures: who has to sign a case, and the page of who is asked.

use contract::{
    Code, Lang,
    cases::{SignaturePage, SignatureRow, SignatureState, SignatureView, SummaryPage},
};
use leptos::prelude::*;

use super::bill::bill;
use crate::{
    documents::document_list,
    layout::{Frame, Page, Section, document},
    routes,
    texts::{code, code_hint, code_line, t, t_args},
    ui::{
        WrongLine, alert, answer_groups, back_link, field_class, hidden, paragraphs, problem_line,
        summary_of_problems, text_area, words_at,
    },
};

/// The field of the words of who does not sign.
const REASON: &str = "motivo";

/// Who signs a case, where somebody does.
pub(crate) fn signatures(lang: Lang, signatures: &[SignatureView]) -> Option<AnyView> {
    let lines = signatures.iter().map(|signature| {
        view! {
            <div class="portal-answer">
                <dt>{signature.name.clone()}</dt>
                <dd>{state(lang, &signature.state)}</dd>
            </div>
        }
    });
    (!signatures.is_empty()).then(|| {
        view! {
            <section class="portal-group" id="firme" tabindex="-1">
                <div class="portal-group-head">
                    <h2 class="h4">{t(lang, "signatures-title")}</h2>
                </div>
                <dl class="portal-answers">{lines.collect_view()}</dl>
            </section>
        }
        .into_any()
    })
}

fn state(lang: Lang, state: &SignatureState) -> AnyView {
    let (key, moment, reason) = match state {
        SignatureState::Own => ("signature-own", None, None),
        SignatureState::ToAsk => ("signature-to-ask", None, None),
        SignatureState::Asked(at) => ("signature-asked", Some(*at), None),
        SignatureState::Signed(at) => ("signature-signed", Some(*at), None),
        SignatureState::Declined(at, why) => ("signature-declined", Some(*at), Some(why.clone())),
        SignatureState::Changed => ("signature-changed", None, None),
    };
    let reason = reason.filter(|why| !why.is_empty()).map(|why| {
        view! { <span class="portal-hint">{t_args(lang, "signature-reason", &[("reason", &why)])}</span> }
    });
    view! {
        {match moment {
            Some(moment) => words_at(lang, t(lang, key), moment),
            None => view! { <span>{t(lang, key)}</span> }.into_any(),
        }}
        {reason}
    }
    .into_any()
}

/// What is to be done about the signatures before a draft can be sent; `None` where nothing is.
pub(super) fn before_sending(lang: Lang, summary: &SummaryPage) -> Option<AnyView> {
    let open = summary.signatures.iter().any(|signature| !signature.state.holds());
    let to_ask = summary.signatures.iter().any(|signature| signature.state.can_be_asked());
    let ask = to_ask.then(|| {
        view! {
            <form method="post" action=routes::ask_signatures(lang, summary.case)>
                <button type="submit" class="btn btn-primary" name="azione" value="chiedi">
                    {t(lang, "signature-ask")}
                </button>
            </form>
        }
    });
    let explain = if to_ask { "signature-ask-explain" } else { "signature-wait-explain" };
    (summary.ready && open).then(|| {
        view! {
            <section class="portal-group">
                <h2 class="h4">{t(lang, "signature-before")}</h2>
                {paragraphs(t(lang, explain))}
                {ask}
            </section>
        }
        .into_any()
    })
}

/// The requests that wait for the person, at the top of the personal area.
pub(super) fn asked_list(lang: Lang, asked: &[SignatureRow]) -> Option<AnyView> {
    let items = asked.iter().map(|row| {
        view! {
            <li class="portal-card">
                <h3 class="h5">
                    <a href=routes::signature(lang, row.id)>
                        {t_args(lang, "signature-row", &[("procedure", &row.procedure), ("by", &row.by)])}
                    </a>
                </h3>
                <p>
                    {words_at(lang, t(lang, "signature-asked"), row.asked_at)}
                </p>
            </li>
        }
    });
    (!asked.is_empty()).then(|| {
        view! {
            <h2 class="h4">{t(lang, "signature-list")}</h2>
            <ul class="portal-cards">{items.collect_view()}</ul>
        }
        .into_any()
    })
}

/// What somebody is asked to sign. `typed` are the words of who did not sign, with what is wrong about them.
#[must_use]
pub fn signature(frame: &Frame, asked: &SignaturePage, problem: Option<Code>, typed: &str) -> String {
    let lang = frame.lang;
    let title = t_args(lang, "signature-page-title", &[("procedure", &asked.row.procedure)]);
    let page = Page::new(Section::Personal, title.clone()).wrong_if(problem.is_some());
    document(frame, &page, || {
        let wrong = problem.map(|why| {
            let href = (why == Code::TextTooLong).then(|| format!("#{REASON}"));
            let line = WrongLine { words: code_hint(lang, why).to_owned(), href };
            summary_of_problems(lang, code(lang, why), vec![line])
        });
        view! {
            {back_link(&frame.assets, routes::dashboard(lang), t(lang, "dashboard-title"))}
            {wrong}
            <div class="portal-text">
                <h1>{title.clone()}</h1>
                <p>
                    {words_at(lang, &t_args(lang, "signature-by", &[("by", &asked.row.by)]), asked.row.asked_at)}
                </p>
                {content(lang, asked)}
                {answer(lang, asked, problem, typed)}
            </div>
        }
    })
}

/// What was asked to be signed; nothing once something else stands in the case.
fn content(lang: Lang, asked: &SignaturePage) -> Option<AnyView> {
    (asked.state != SignatureState::Changed).then(|| {
        view! {
            {alert("alert alert-info", None, t(lang, "signature-read-first"))}
            {answer_groups(lang, asked.case, &asked.groups)}
            <section class="portal-group">
                <h2 class="h4">{t(lang, "documents-title")}</h2>
                {document_list(lang, &asked.documents)}
            </section>
            {bill(lang, asked.bill.as_ref())}
        }
        .into_any()
    })
}

/// The two ways to answer, while there is one to give.
fn answer(lang: Lang, asked: &SignaturePage, problem: Option<Code>, typed: &str) -> AnyView {
    if !matches!(asked.state, SignatureState::Asked(_)) {
        let words = if asked.state == SignatureState::Changed { "signature-stale" } else { "signature-done" };
        return view! {
            <section class="portal-group">
                <h2 class="h4">{t(lang, "signature-yours")}</h2>
                <p>{state(lang, &asked.state)}</p>
                <p>{t(lang, words)}</p>
            </section>
        }
        .into_any();
    }
    let address = routes::signature(lang, asked.row.id);
    let wrong = problem == Some(Code::TextTooLong);
    let (hint, error) = (format!("{REASON}-aiuto"), format!("{REASON}-errore"));
    let described = if wrong { format!("{hint} {error}") } else { hint.clone() };
    let problem = wrong.then(|| {
        let words = code_line(lang, Code::TextTooLong);
        problem_line(lang, error, &words)
    });
    view! {
        <section class="portal-group">
            <h2 class="h4">{t(lang, "signature-yours")}</h2>
            {paragraphs(&asked.effect)}
            <p>{t(lang, "signature-legal")}</p>
            <form method="post" action=address.clone()>
                {hidden("contenuto", asked.content_sha256.clone())}
                <button type="submit" class="btn btn-primary" name="azione" value="firma">
                    {t_args(lang, "signature-sign", &[("procedure", &asked.row.procedure)])}
                </button>
            </form>
        </section>
        <section class="portal-group">
            <h2 class="h4">{t(lang, "signature-no")}</h2>
            <form method="post" action=address novalidate class="portal-form">
                <div class=field_class(wrong)>
                    <label class="active" r#for=REASON>{t(lang, "signature-why-not")}</label>
                    <p class="portal-hint" id=hint>{t_args(lang, "text-limit", &[("limit", "1000")])}</p>
                    {problem}
                    {text_area(REASON, REASON, typed, 4, Some(described), wrong)}
                </div>
                <button type="submit" class="btn btn-outline-danger" name="azione" value="rifiuta">
                    {t(lang, "signature-decline")}
                </button>
            </form>
        </section>
    }
    .into_any()
}
