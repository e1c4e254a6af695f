//! The acts of the office on their way: a person's own, a case's, and those that the office still has to prove.

use contract::{
    Lang,
    ids::CommunicationId,
    messages::{CommunicationView, Delivery, PecPaper, ProofForm, Way},
    register::RegisterName,
    time::{day_words, typed_day},
};
use leptos::prelude::*;

use crate::{
    layout::{Frame, Page, Section, document},
    routes,
    texts::{self, t, t_args},
    ui::{WrongLine, hidden, problem_line, summary_of_problems, time},
};

/// The name under which an act is registered, in words.
pub(crate) fn register_name(lang: Lang, name: &RegisterName) -> String {
    if name.awaited {
        t_args(lang, "register-awaited", &[("number", &name.words)])
    } else {
        name.words.clone()
    }
}

/// How an act goes, in words.
fn way_words(lang: Lang, way: Way) -> &'static str {
    match way {
        Way::Portal => t(lang, "act-way-portal"),
        Way::Pec => t(lang, "act-way-pec"),
        Way::ToSend => t(lang, "act-way-to-send"),
    }
}

/// Where an act stands, in words.
fn delivery_words(lang: Lang, act: &CommunicationView) -> String {
    match &act.delivery {
        Delivery::Waiting if act.way == Way::Portal => t(lang, "act-not-opened").to_owned(),
        Delivery::Waiting if act.way == Way::Pec => t(lang, "act-not-accepted").to_owned(),
        Delivery::Waiting => t(lang, "act-to-send").to_owned(),
        Delivery::Accepted(at) => t_args(lang, "act-accepted", &[("at", &at.words(lang))]),
        Delivery::Failed(why) => t_args(lang, "act-failed", &[("why", why)]),
        Delivery::Received { on, proof, evidence } => {
            let day = typed_day(on).map_or_else(|| on.clone(), |day| day_words(day, lang));
            match proof.as_str() {
                "opened" => t_args(lang, "act-received-opened", &[("day", &day)]),
                "pec" => t_args(lang, "act-received-pec", &[("day", &day)]),
                _ => t_args(lang, "act-received-evidence", &[("day", &day), ("evidence", evidence)]),
            }
        }
    }
}

/// The acts of a case, with where each stands; for the office with the receipts of certified mail.
pub(crate) fn on_their_way(lang: Lang, acts: &[CommunicationView], for_office: bool) -> Option<AnyView> {
    if acts.is_empty() {
        return None;
    }
    let items = acts.iter().map(|act| {
        let to = for_office.then(|| view! { <p>{t_args(lang, "act-to", &[("name", &act.recipient)])}</p> });
        view! {
            <li>
                <p>
                    <strong>{act.kind.clone()}</strong>
                    <span>{format!(", {}", t_args(lang, "act-protocollo", &[("number", &register_name(lang, &act.protocollo))]))}</span>
                </p>
                {to}
                <p class="portal-caption">{format!("{}. {}", way_words(lang, act.way), delivery_words(lang, act))}</p>
                {undone(lang, act)}
                {deed(lang, act)}
                {for_office.then(|| opened_file(lang, act))}
                {for_office.then(|| papers(lang, act))}
            </li>
        }
    });
    Some(
        view! {
            <section class="portal-group" id="comunicazioni">
                <h2 class="h4">{t(lang, "acts-title")}</h2>
                <ul class="portal-messages">{items.collect_view()}</ul>
            </section>
        }
        .into_any(),
    )
}

/// When its recipient began to read the documents of the case.
fn opened_file(lang: Lang, act: &CommunicationView) -> Option<AnyView> {
    let at = act.opened_file?;
    Some(
        view! { <p class="portal-caption">{t_args(lang, "act-opened-file", &[("at", &at.words(lang))])}</p> }
            .into_any(),
    )
}

/// That an act does not count: it never happened.
fn undone(lang: Lang, act: &CommunicationView) -> Option<AnyView> {
    act.undone.then(|| view! { <p><strong>{t(lang, "act-undone")}</strong></p> }.into_any())
}

/// A link to the document of an act, where it is ready.
fn deed(lang: Lang, act: &CommunicationView) -> Option<AnyView> {
    let document = act.document?;
    Some(
        view! {
            <p>
                <a href=routes::document(lang, document)>
                    {t(lang, "act-document")}
                    <span class="visually-hidden">
                        {format!(" {} {}", act.kind, register_name(lang, &act.protocollo))}
                    </span>
                </a>
            </p>
        }
        .into_any(),
    )
}

/// Links to the receipts of certified mail that are kept for an act.
fn papers(lang: Lang, act: &CommunicationView) -> Option<AnyView> {
    if act.papers.is_empty() {
        return None;
    }
    let links = act.papers.iter().map(|paper| {
        let words = match (paper, &act.delivery) {
            (PecPaper::Acceptance, _) => t(lang, "act-paper-accepted"),
            (PecPaper::Outcome, Delivery::Received { proof, .. }) if proof == "pec" => {
                t(lang, "act-paper-delivered")
            }
            // It may have been served otherwise since.
            (PecPaper::Outcome, _) => t(lang, "act-paper-failed"),
        };
        view! {
            <li>
                <a href=routes::pec_receipt(lang, act.id, paper.as_str())>
                    {words}
                    <span class="visually-hidden">{format!(" {}", register_name(lang, &act.protocollo))}</span>
                </a>
            </li>
        }
    });
    Some(view! { <ul class="portal-links">{links.collect_view()}</ul> }.into_any())
}

/// The acts that went to who is logged in, newest first. What they say is read in their cases.
#[must_use]
pub fn communications(frame: &Frame, acts: &[CommunicationView]) -> String {
    let lang = frame.lang;
    let title = t(lang, "acts-title");
    let page = Page::new(Section::Personal, title).under(t(lang, "dashboard-title"), routes::dashboard(lang));
    document(frame, &page, || {
        let none = acts.is_empty().then(|| view! { <p>{t(lang, "acts-none")}</p> });
        let items = acts.iter().map(|act| {
            let name = t_args(lang, "act-of-case", &[("kind", &act.kind), ("number", &act.case_number)]);
            let name = match act.passed {
                true => name.into_any(),
                false => view! { <a href=routes::case(lang, act.case)>{name}</a> }.into_any(),
            };
            // The case itself is another's: what was served here stays.
            let passed = act.passed.then(|| view! { <p>{t(lang, "act-passed")}</p> {deed(lang, act)} });
            view! {
                <li class="portal-card">
                    <h2 class="h5">{name}</h2>
                    {registered(lang, act)}
                    <p>{delivery_words(lang, act)}</p>
                    {undone(lang, act)}
                    {passed}
                </li>
            }
        });
        view! {
            <div class="portal-text">
                <h1>{title}</h1>
                <p>{t(lang, "acts-lead")}</p>
                {none}
            </div>
            <ul class="portal-cards">{items.collect_view()}</ul>
            <p><a href=format!("{}#contatti", routes::profile(lang))>{t(lang, "acts-change")}</a></p>
        }
    })
}

/// The acts of the office that nothing proves to have arrived, with the form that says so.
#[must_use]
pub fn office_communications(frame: &Frame, acts: &[CommunicationView], typed: &ProofForm) -> String {
    let lang = frame.lang;
    let title = t(lang, "office-acts-title");
    let page = Page::new(Section::Office, title)
        .under(t(lang, "inbox-title"), routes::office_inbox(lang))
        .wrong_if(typed.problem.is_some());
    document(frame, &page, || {
        let wrong = typed.problem.map(|code| {
            let there = typed.of.filter(|of| acts.iter().any(|act| act.id == *of));
            let href = there.map(|of| format!("#{}", id_of("giorno", of)));
            let words = texts::code(lang, code).to_owned();
            summary_of_problems(lang, "", vec![WrongLine { words, href }])
        });
        let none = acts.is_empty().then(|| view! { <p>{t(lang, "office-acts-none")}</p> });
        let items = acts.iter().map(|act| {
            let blank = ProofForm::default();
            let typed = if typed.of == Some(act.id) { typed } else { &blank };
            office_act(lang, act, typed)
        });
        view! {
            {wrong}
            <h1>{title}</h1>
            <p class="portal-text">{t(lang, "office-acts-lead")}</p>
            {none}
            <ul class="portal-cards">{items.collect_view()}</ul>
        }
    })
}

/// Under which number and when the act was registered.
fn registered(lang: Lang, act: &CommunicationView) -> impl IntoView + use<> {
    let number = t_args(lang, "act-protocollo", &[("number", &register_name(lang, &act.protocollo))]);
    view! {
        <p>
            <span>{number}</span>
            <span>{", "}</span>
            {time(lang, act.made_at)}
        </p>
    }
}

fn id_of(name: &str, of: CommunicationId) -> String {
    format!("{name}-{of}")
}

fn office_act(lang: Lang, act: &CommunicationView, typed: &ProofForm) -> AnyView {
    let address = act.address.as_ref().map(|address| {
        view! { <p class="portal-break">{t_args(lang, "act-address", &[("address", address)])}</p> }
    });
    let which = format!(": {}, {}, {}", act.kind, act.case_number, act.recipient);
    view! {
        <li class="portal-card">
            <h2 class="h5">
                <a href=routes::office_case(lang, act.case)>
                    {t_args(lang, "act-of-case", &[("kind", &act.kind), ("number", &act.case_number)])}
                </a>
            </h2>
            {registered(lang, act)}
            <p class="portal-break">{t_args(lang, "act-to", &[("name", &act.recipient)])}</p>
            {address}
            <p class="portal-break">{format!("{}. {}", way_words(lang, act.way), delivery_words(lang, act))}</p>
                {undone(lang, act)}
            {deed(lang, act)}
            <details open=typed.of.is_some()>
                <summary>
                    <span>{t(lang, "proof-title")}</span>
                    <span class="visually-hidden">{which}</span>
                </summary>
                {proof(lang, act, typed)}
            </details>
        </li>
    }
    .into_any()
}

fn proof(lang: Lang, act: &CommunicationView, typed: &ProofForm) -> AnyView {
    let (day, evidence) = (id_of("giorno", act.id), id_of("prova", act.id));
    let problem = typed.problem.map(|code| {
        let words =
            format!("{}. {}", texts::code(lang, code).trim_end_matches('.'), texts::code_hint(lang, code));
        problem_line(lang, id_of("errore", act.id), &words)
    });
    let described = problem.is_some().then(|| id_of("errore", act.id));
    let invalid = problem.is_some().then_some("true");
    view! {
        <form
            method="post"
            action=routes::prove_communication(lang, act.id)
            class="portal-form"
        >
            {hidden("versione", act.row_version)}
            {problem}
            <div class="form-group portal-field">
                <label class="active" r#for=day.clone()>{t(lang, "proof-day")}</label>
                <input
                    type="date"
                    class="form-control"
                    id=day
                    name="giorno"
                    value=typed.day.clone()
                    aria-describedby=described.clone()
                    aria-invalid=invalid
                />
            </div>
            <div class="form-group portal-field">
                <label class="active" r#for=evidence.clone()>{t(lang, "proof-evidence")}</label>
                <p class="portal-hint" id=id_of("prova-aiuto", act.id)>{t(lang, "proof-evidence-hint")}</p>
                <input
                    type="text"
                    class="form-control"
                    id=evidence
                    name="prova"
                    value=typed.evidence.clone()
                    autocomplete="off"
                    aria-describedby=id_of("prova-aiuto", act.id)
                />
            </div>
            <button type="submit" class="btn btn-primary" name="azione" value="ricevuta">
                {t(lang, "proof-save")}
            </button>
        </form>
    }
    .into_any()
}
