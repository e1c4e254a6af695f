//! The register: looked up by day and number, an entry with its annulment, the lists of closed days.

use contract::{
    Lang,
    register::{Direction, NumberForm, RegisterEntry, RegisterPage, RegisterRow},
    time::day_words,
};
use leptos::prelude::*;

use crate::{
    layout::{Frame, Page, Section, document},
    messages::register_name,
    routes,
    texts::{self, t, t_args, t_count},
    ui::{WrongLine, field_class, icon, paragraphs, problem_line, summary_of_problems, text_area, time},
};

/// The register.
#[must_use]
pub fn register(frame: &Frame, register: &RegisterPage) -> String {
    let lang = frame.lang;
    let title = t(lang, "register-title");
    let page = Page::new(Section::Office, title)
        .under(t(lang, "inbox-title"), routes::office_inbox(lang))
        .wrong_if(register.problem.is_some());
    document(frame, &page, || {
        let wrong = register.problem.map(|code| {
            let href = if code == contract::Code::DayWrong { "#giorno" } else { "#numero" };
            let words = texts::code(lang, code).to_owned();
            summary_of_problems(lang, "", vec![WrongLine { words, href: Some(href.to_owned()) }])
        });
        let more = register.more.then(|| view! { <p>{t(lang, "register-more")}</p> });
        view! {
            {wrong}
            <h1>{title}</h1>
            <p class="portal-text">{t(lang, "register-lead")}</p>
            {search(lang, register)}
            {rows(lang, register)}
            {more}
            {closed(frame, register)}
        }
    })
}

fn search(lang: Lang, register: &RegisterPage) -> AnyView {
    let all = (!register.day.is_empty() || !register.number.is_empty())
        .then(|| view! { <a href=routes::register(lang)>{t(lang, "register-latest")}</a> });
    view! {
        <form method="get" action=routes::register(lang) role="search" class="portal-search">
            <div class="form-group portal-field">
                <label class="active" r#for="giorno">{t(lang, "register-day")}</label>
                <input type="date" class="form-control" id="giorno" name="giorno" value=register.day.clone()/>
            </div>
            <div class="form-group portal-field">
                <label class="active" r#for="numero">{t(lang, "register-number")}</label>
                <input
                    type="text"
                    class="form-control"
                    id="numero"
                    name="numero"
                    value=register.number.clone()
                    autocomplete="off"
                />
            </div>
            <button type="submit" class="btn btn-primary">{t(lang, "inbox-search")}</button>
            {all}
        </form>
    }
    .into_any()
}

fn direction_words(lang: Lang, direction: Direction) -> &'static str {
    match direction {
        Direction::In => t(lang, "register-in"),
        Direction::Out => t(lang, "register-out"),
    }
}

fn rows(lang: Lang, register: &RegisterPage) -> AnyView {
    if register.rows.is_empty() {
        return view! { <p>{t(lang, "register-none")}</p> }.into_any();
    }
    let heads =
        ["register-number", "register-at", "register-direction", "register-party", "register-subject"]
            .map(|key| view! { <th role="columnheader" scope="col">{t(lang, key)}</th> });
    let rows = register.rows.iter().map(|row| line(lang, row));
    view! {
        <table class="table portal-table" role="table">
            <caption class="visually-hidden">{t(lang, "register-caption")}</caption>
            <thead role="rowgroup">
                <tr role="row">{heads.into_iter().collect_view()}</tr>
            </thead>
            <tbody role="rowgroup">{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}

fn line(lang: Lang, row: &RegisterRow) -> AnyView {
    let annulled =
        row.annulled.then(|| view! { <strong>{format!(" {}", t(lang, "register-annulled"))}</strong> });
    let name = register_name(lang, &row.name);
    let name = match row.own {
        true => view! { <span>{name}</span> }.into_any(),
        false => {
            view! { <a href=routes::register_entry(lang, row.key.year, row.key.number)>{name}</a> }.into_any()
        }
    };
    let party = if row.own { t(lang, "register-own").to_owned() } else { row.party.clone() };
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">
                {name} {annulled}
            </th>
            <td role="cell" data-label=t(lang, "register-at")>{time(lang, row.at)}</td>
            <td role="cell" data-label=t(lang, "register-direction")>{direction_words(lang, row.direction)}</td>
            <td role="cell" data-label=t(lang, "register-party")>{party}</td>
            <td role="cell" data-label=t(lang, "register-subject")>{row.subject.clone()}</td>
        </tr>
    }
    .into_any()
}

/// The lists of the latest days, for who may read them.
fn closed(frame: &Frame, register: &RegisterPage) -> Option<AnyView> {
    let lang = frame.lang;
    if register.closed.is_empty() {
        return None;
    }
    let items = register.closed.iter().map(|day| {
        let lines = t_count(lang, "register-lines", u64::try_from(day.entries).unwrap_or(0));
        view! {
            <li>
                <a href=routes::register_day(lang, &day.day.to_string())>
                    {icon(&frame.assets, "it-download", "icon icon-sm icon-primary")}
                    <span>{format!("{}, {lines} (CSV)", day_words(day.day, lang))}</span>
                </a>
                <p class="portal-caption portal-break">{format!("SHA-256: {}", day.sha256)}</p>
            </li>
        }
    });
    Some(
        view! {
            <section class="portal-group">
                <h2 class="h4">{t(lang, "register-days")}</h2>
                <p>{t(lang, "register-days-lead")}</p>
                <ul>{items.collect_view()}</ul>
            </section>
        }
        .into_any(),
    )
}

/// An entry of the register.
#[must_use]
pub fn register_entry(frame: &Frame, entry: &RegisterEntry) -> String {
    let lang = frame.lang;
    let title = t_args(lang, "register-entry", &[("number", &register_name(lang, &entry.row.name))]);
    let page = Page::new(Section::Office, title.clone())
        .under(t(lang, "register-title"), routes::register(lang))
        .wrong_if(entry.problem.is_some() || unnumbered(entry).is_some());
    document(frame, &page, || {
        let wrong = entry.problem.or(unnumbered(entry)).map(|code| {
            let words = texts::code(lang, code).to_owned();
            let href = match (unnumbered(entry), entry.may_annul) {
                (Some(code), _) => {
                    Some(if code == contract::Code::DayWrong { "#giorno" } else { "#numero" }.to_owned())
                }
                (None, true) => Some("#motivo".to_owned()),
                (None, false) => None,
            };
            summary_of_problems(lang, "", vec![WrongLine { words, href }])
        });
        let text = entry.text.as_ref().map(|text| {
            view! {
                <section class="portal-group">
                    <h2 class="h4">{t(lang, "register-text")}</h2>
                    {paragraphs(text)}
                </section>
            }
        });
        view! {
            {wrong}
            <div class="portal-text">
                <h1>{title}</h1>
                {annulment(lang, entry)}
                {facts(lang, entry)}
                {text}
                {files(lang, entry)}
                {entry.numbering.as_ref().map(|form| numbering(lang, entry, form))}
                {entry.signed_here.then(|| segnatura(frame, entry))}
                {entry.may_annul.then(|| form(lang, entry))}
            </div>
        }
    })
}

/// Why an official number was refused.
fn unnumbered(entry: &RegisterEntry) -> Option<contract::Code> {
    entry.numbering.as_ref().and_then(|form| form.problem)
}

fn segnatura(frame: &Frame, entry: &RegisterEntry) -> AnyView {
    let (lang, key) = (frame.lang, entry.row.key);
    view! {
        <p>
            <a href=routes::segnatura(lang, key.year, key.number)>
                {icon(&frame.assets, "it-download", "icon icon-sm icon-primary")}
                <span>{t(lang, "register-segnatura")}</span>
            </a>
        </p>
    }
    .into_any()
}

/// The form for the official number that the ente's own register gave.
fn numbering(lang: Lang, entry: &RegisterEntry, form: &NumberForm) -> AnyView {
    let key = entry.row.key;
    let of_day = form.problem == Some(contract::Code::DayWrong);
    let problem = |wrong: bool, id: &str| {
        let code = form.problem.filter(|_| wrong)?;
        let words =
            format!("{}. {}", texts::code(lang, code).trim_end_matches('.'), texts::code_hint(lang, code));
        Some(problem_line(lang, id.to_owned(), &words))
    };
    let (of_number, of_day) = (problem(!of_day, "numero-errore"), problem(of_day, "giorno-errore"));
    let (wrong_number, wrong_day) = (of_number.as_ref().map(|_| "true"), of_day.as_ref().map(|_| "true"));
    let described = if of_number.is_some() { "numero-aiuto numero-errore" } else { "numero-aiuto" };
    view! {
        <section class="portal-group">
            <h2 class="h4">{t(lang, "number-title")}</h2>
            <form
                method="post"
                action=routes::number_entry(lang, key.year, key.number)
                class="portal-form"
            >
                <div class="form-group portal-field">
                    <label class="active" r#for="numero">{t(lang, "number-number")}</label>
                    <p class="portal-hint" id="numero-aiuto">{t(lang, "number-hint")}</p>
                    {of_number}
                    <input
                        type="text"
                        class="form-control"
                        id="numero"
                        name="numero"
                        value=form.number.clone()
                        autocomplete="off"
                        aria-describedby=described
                        aria-invalid=wrong_number
                    />
                </div>
                <div class="form-group portal-field">
                    <label class="active" r#for="giorno">{t(lang, "number-day")}</label>
                    {of_day}
                    <input
                        type="date"
                        class="form-control"
                        id="giorno"
                        name="giorno"
                        value=form.day.clone()
                        aria-describedby=wrong_day.map(|_| "giorno-errore")
                        aria-invalid=wrong_day
                    />
                </div>
                <button type="submit" class="btn btn-primary" name="azione" value="numero">
                    {t(lang, "number-save")}
                </button>
            </form>
        </section>
    }
    .into_any()
}

fn annulment(lang: Lang, entry: &RegisterEntry) -> Option<AnyView> {
    let annulment = entry.annulment.as_ref()?;
    let at = annulment.at.words(lang);
    let args = [("at", at.as_str()), ("by", annulment.by.as_str())];
    Some(
        view! {
            <div class="alert alert-warning">
                <p><strong>{t(lang, "register-annulled")}</strong></p>
                <p>{t_args(lang, "register-annulled-by", &args)}</p>
                <p class="portal-break">{t_args(lang, "register-annulled-why", &[("reason", &annulment.reason)])}</p>
                <p class="portal-break">
                    {t_args(lang, "register-annulled-authority", &[("authority", &annulment.authority)])}
                </p>
            </div>
        }
        .into_any(),
    )
}

fn facts(lang: Lang, entry: &RegisterEntry) -> AnyView {
    let row = &entry.row;
    let line = |key: &'static str, value: AnyView| {
        view! {
            <div class="portal-answer">
                <dt>{t(lang, key)}</dt>
                <dd>{value}</dd>
            </div>
        }
    };
    let case = view! { <a href=routes::office_case(lang, row.case)>{row.case_number.clone()}</a> }.into_any();
    view! {
        <dl class="portal-answers">
            {line("register-direction", direction_words(lang, row.direction).into_any())}
            {line("register-at", time(lang, row.at))}
            {line("register-party", row.party.clone().into_any())}
            {line("register-subject", row.subject.clone().into_any())}
            {line("register-case", case)}
        </dl>
    }
    .into_any()
}

fn files(lang: Lang, entry: &RegisterEntry) -> Option<AnyView> {
    if entry.files.is_empty() {
        return None;
    }
    let items = entry.files.iter().map(|(name, sha256)| {
        let name = if name.is_empty() { t(lang, "register-file-gone").to_owned() } else { name.clone() };
        view! {
            <li>
                <span class="portal-break">{name}</span>
                <p class="portal-caption portal-break">{format!("SHA-256: {sha256}")}</p>
            </li>
        }
    });
    Some(
        view! {
            <section class="portal-group">
                <h2 class="h4">{t(lang, "documents-title")}</h2>
                <ul>{items.collect_view()}</ul>
            </section>
        }
        .into_any(),
    )
}

fn form(lang: Lang, entry: &RegisterEntry) -> AnyView {
    let row = &entry.row;
    let problem = entry.problem.map(|code| {
        let words =
            format!("{}. {}", texts::code(lang, code).trim_end_matches('.'), texts::code_hint(lang, code));
        problem_line(lang, "motivo-errore".to_owned(), &words)
    });
    let wrong = problem.is_some();
    let described = if wrong { "motivo-aiuto motivo-errore" } else { "motivo-aiuto" };
    let class = field_class(wrong);
    view! {
        <details open=wrong>
            <summary>{t(lang, "annul-title")}</summary>
            <p>{t(lang, "annul-explain")}</p>
            {(!entry.signed_here).then(|| {
                view! { <p>{t(lang, if entry.by_hand { "annul-by-hand" } else { "annul-outside" })}</p> }
            })}
            <form
                method="post"
                action=routes::annul_entry(lang, row.key.year, row.key.number)
                class="portal-form"
            >
                <div class=class>
                    <label class="active" r#for="motivo">{t(lang, "annul-reason")}</label>
                    <p class="portal-hint" id="motivo-aiuto">{t(lang, "annul-reason-hint")}</p>
                    {problem}
                    {text_area("motivo", "motivo", &entry.reason, 3, Some(described.to_owned()), wrong)}
                </div>
                <div class="form-group portal-field">
                    <label class="active" r#for="provvedimento">{t(lang, "annul-authority")}</label>
                    <p class="portal-hint" id="provvedimento-aiuto">{t(lang, "annul-authority-hint")}</p>
                    <input
                        type="text"
                        class="form-control"
                        id="provvedimento"
                        name="provvedimento"
                        value=entry.authority.clone()
                        autocomplete="off"
                        aria-describedby="provvedimento-aiuto"
                        aria-invalid=wrong.then_some("true")
                    />
                </div>
                <button type="submit" class="btn btn-outline-primary" name="azione" value="annulla">
                    {t(lang, "annul-button")}
                </button>
            </form>
        </details>
    }
    .into_any()
}
