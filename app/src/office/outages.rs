//! The portal's own outages: the public list, printable, and the administrators' announcements.

use contract::{
    Lang,
    outages::{LONGEST_REASON, OutagePage, OutageRow, PlanForm, PlanProblem},
};
use leptos::prelude::*;

use crate::{
    layout::{Frame, Page, Section, document},
    routes,
    texts::{t, t_args, t_count},
    ui::{WrongLine, field_class, problem_line, summary_of_problems, time},
};

/// What is announced, and what was in some days.
#[must_use]
pub fn outages(frame: &Frame, shown: &OutagePage) -> String {
    let lang = frame.lang;
    let title = t(lang, "outages-title");
    document(frame, &Page::new(Section::Elsewhere, title).wrong_if(shown.wrong), || {
        let wrong = shown.wrong.then(|| {
            let words = t(lang, "outages-days-wrong").to_owned();
            summary_of_problems(lang, "", vec![WrongLine { words, href: Some("#dal".to_owned()) }])
        });
        let coming = (!shown.coming.is_empty()).then(|| {
            view! {
                <section class="alert alert-warning">
                    <h2 class="h4">{t(lang, "outages-coming")}</h2>
                    {list(lang, &shown.coming)}
                </section>
            }
        });
        let attestation = routes::outage_attestation_of(lang, shown.days);
        view! {
            {wrong}
            <div class="portal-text">
                <h1>{title}</h1>
                <p class="lead">{t(lang, "outages-lead")}</p>
                {coming}
                {days(lang, shown)}
                <h2 class="h4">{t(lang, "outages-past")}</h2>
                {past(lang, &shown.past)}
                <p>
                    <a href=attestation>{t(lang, "outages-attestation")}</a>
                </p>
                <p class="portal-hint">{t(lang, "outages-attestation-hint")}</p>
            </div>
        }
    })
}

fn days(lang: Lang, shown: &OutagePage) -> AnyView {
    view! {
        <form method="get" action=routes::outages(lang) class="portal-form portal-search">
            {date_field("dal", t(lang, "outages-from"), &shown.days.from.to_string())}
            {date_field("al", t(lang, "outages-to"), &shown.days.to.to_string())}
            <button type="submit" class="btn btn-outline-primary">{t(lang, "outages-show")}</button>
        </form>
    }
    .into_any()
}

fn date_field(id: &'static str, label: &str, value: &str) -> AnyView {
    view! {
        <div class="form-group portal-field">
            <label class="active" r#for=id>{label.to_owned()}</label>
            <input type="date" class="form-control" id=id name=id value=value.to_owned()/>
        </div>
    }
    .into_any()
}

fn past(lang: Lang, rows: &[OutageRow]) -> AnyView {
    if rows.is_empty() {
        return view! { <p>{t(lang, "outages-none")}</p> }.into_any();
    }
    list(lang, rows)
}

fn list(lang: Lang, rows: &[OutageRow]) -> AnyView {
    view! { <ul>{rows.iter().map(|row| view! { <li>{said(lang, row)}</li> }).collect_view()}</ul> }.into_any()
}

fn said(lang: Lang, row: &OutageRow) -> AnyView {
    let kind = if row.announced { t(lang, "outage-announced") } else { t(lang, "outage-recorded") };
    let minutes = t_count(lang, "outage-minutes", u64::try_from(row.minutes()).unwrap_or(0));
    let reason = (!row.reason.is_empty()).then(|| view! { <span>{format!(" – {}", row.reason)}</span> });
    view! {
        <span>{format!("{kind}: ")}</span>
        {time(lang, row.began_at)}
        <span>" – "</span>
        {time(lang, row.ended_at)}
        <span>{format!(" ({minutes})")}</span>
        {reason}
    }
    .into_any()
}

/// The administrators' page: what is announced, and a form for one more.
#[must_use]
pub fn office_outages(frame: &Frame, coming: &[OutageRow], form: &PlanForm) -> String {
    let lang = frame.lang;
    let title = t(lang, "office-outages-title");
    let page = Page::new(Section::Office, title)
        .under(t(lang, "inbox-title"), routes::office_inbox(lang))
        .wrong_if(!form.problems.is_empty());
    document(frame, &page, || {
        view! {
            {problems(lang, form)}
            <div class="portal-text">
                <h1>{title}</h1>
                <p>
                    <span>{format!("{} ", t(lang, "office-outages-lead"))}</span>
                    <a href=routes::outages(lang)>{t(lang, "outages-title")}</a>
                </p>
                {announced(lang, coming)}
                <h2 class="h4">{t(lang, "office-outages-new")}</h2>
                <form method="post" action=routes::office_outages(lang) class="portal-form">
                    {moment(lang, form, PlanProblem::From)}
                    {moment(lang, form, PlanProblem::To)}
                    {reason(lang, form)}
                    <button type="submit" class="btn btn-primary" name="azione" value="annuncia">
                        {t(lang, "office-outages-send")}
                    </button>
                </form>
            </div>
        }
    })
}

fn announced(lang: Lang, coming: &[OutageRow]) -> AnyView {
    if coming.is_empty() {
        return view! { <p>{t(lang, "office-outages-none")}</p> }.into_any();
    }
    let rows = coming.iter().map(|row| {
        view! {
            <li>
                {said(lang, row)}
                <form method="post" action=routes::recall_outage(lang, row.id)>
                    <button type="submit" class="btn btn-outline-primary btn-sm" name="azione" value="togli">
                        <span>{t(lang, "office-outages-recall")}</span>
                        <span class="visually-hidden">{format!(" – {}", row.began_at.words(lang))}</span>
                    </button>
                </form>
            </li>
        }
    });
    view! { <ul>{rows.collect_view()}</ul> }.into_any()
}

fn words(lang: Lang, problem: PlanProblem) -> String {
    match problem {
        PlanProblem::From => t(lang, "outage-from-wrong").to_owned(),
        PlanProblem::To => t(lang, "outage-to-wrong").to_owned(),
        PlanProblem::Order => t(lang, "outage-order-wrong").to_owned(),
        PlanProblem::Over => t(lang, "outage-over").to_owned(),
        PlanProblem::ReasonMissing => t_args(lang, "problem-missing", &[("label", t(lang, "outage-reason"))]),
        PlanProblem::ReasonTooLong => {
            let limit = LONGEST_REASON.to_string();
            t_args(lang, "problem-too-long", &[("label", t(lang, "outage-reason")), ("limit", &limit)])
        }
    }
}

/// The input that a problem is about.
fn place(problem: PlanProblem) -> &'static str {
    match problem {
        PlanProblem::From => "da_giorno",
        PlanProblem::To | PlanProblem::Order | PlanProblem::Over => "a_giorno",
        PlanProblem::ReasonMissing | PlanProblem::ReasonTooLong => "motivo",
    }
}

fn problems(lang: Lang, form: &PlanForm) -> Option<AnyView> {
    let lines = form.problems.iter().map(|problem| WrongLine {
        words: words(lang, *problem),
        href: Some(format!("#{}", place(*problem))),
    });
    let lines: Vec<WrongLine> = lines.collect();
    (!lines.is_empty()).then(|| summary_of_problems(lang, "", lines))
}

/// The problem of an input, and its id for `aria-describedby`.
fn beside(lang: Lang, form: &PlanForm, id: &'static str) -> (Option<AnyView>, Option<String>) {
    let found = form.problems.iter().find(|problem| place(**problem) == id);
    let line = found.map(|problem| problem_line(lang, format!("{id}-errore"), &words(lang, *problem)));
    (line, found.map(|_| format!("{id}-errore")))
}

/// Day and time of one end.
fn moment(lang: Lang, form: &PlanForm, end: PlanProblem) -> AnyView {
    let (legend, day, time_of_day, values) = if end == PlanProblem::From {
        ("outage-begins", "da_giorno", "da_ora", (&form.from_day, &form.from_time))
    } else {
        ("outage-ends", "a_giorno", "a_ora", (&form.to_day, &form.to_time))
    };
    let (problem, described_by) = beside(lang, form, day);
    let wrong = problem.is_some();
    view! {
        <fieldset class=field_class(wrong) aria-describedby=described_by>
            <legend>{t(lang, legend)}</legend>
            {problem}
            <div class="portal-parts">
                <div class="portal-part portal-part-wide">
                    <label class="active" r#for=day>{t(lang, "outage-day")}</label>
                    <input
                        type="date"
                        class="form-control"
                        id=day
                        name=day
                        value=values.0.clone()
                        aria-invalid=wrong.then_some("true")
                    />
                </div>
                <div class="portal-part portal-part-wide">
                    <label class="active" r#for=time_of_day>{t(lang, "outage-time")}</label>
                    <input
                        type="time"
                        class="form-control"
                        id=time_of_day
                        name=time_of_day
                        value=values.1.clone()
                        aria-invalid=wrong.then_some("true")
                    />
                </div>
            </div>
        </fieldset>
    }
    .into_any()
}

fn reason(lang: Lang, form: &PlanForm) -> AnyView {
    let (problem, described_by) = beside(lang, form, "motivo");
    let wrong = problem.is_some();
    view! {
        <div class=field_class(wrong)>
            <label class="active" r#for="motivo">{t(lang, "outage-reason")}</label>
            {problem}
            <input
                type="text"
                class="form-control"
                id="motivo"
                name="motivo"
                value=form.reason.clone()
                aria-describedby=described_by
                aria-invalid=wrong.then_some("true")
            />
        </div>
    }
    .into_any()
}
