//! The small forms of the office's page of a case: who works on it, its number, documents that came another way.

use contract::{
    Code, Lang,
    cases::{CasePage, Colleague, Desk, DeskForm, MAX_OFFICE_NUMBER},
    identity::StaffRole,
    ids::PersonId,
};
use leptos::prelude::*;

use crate::{
    routes,
    texts::{code_line, role, t},
    ui::{WrongLine, hidden, problem_line, summary_of_problems, tick},
};

/// What was refused of the small forms, for the top of the page.
pub(super) fn refused_desk(lang: Lang, case: &CasePage) -> Option<AnyView> {
    let (form, _, why) = case.desk.as_ref()?.problem.as_ref()?;
    let words = code_line(lang, *why);
    Some(summary_of_problems(
        lang,
        "",
        vec![WrongLine { words, href: Some(format!("#{}", wrong_input(*form, *why))) }],
    ))
}

/// The input of a form that a refusal is about.
pub(super) fn wrong_input(form: DeskForm, why: Code) -> &'static str {
    match (form, why) {
        (DeskForm::Rectify, Code::TextMissing | Code::TextTooLong) => "rettifica-motivo",
        (DeskForm::Rectify, Code::DayWrong | Code::FiledByThen | Code::EndMoved) => "rettifica-giorno",
        _ => input_id(form),
    }
}

pub(super) fn input_id(form: DeskForm) -> &'static str {
    match form {
        DeskForm::Assign => "incarico",
        DeskForm::Rup => "rup",
        DeskForm::Number => "numero-ufficio",
        DeskForm::Document => "documento-arrivato",
        DeskForm::Read => "messaggi",
        DeskForm::Rectify => "rettifica",
        DeskForm::Link => "collega",
        DeskForm::Transfer => "trasferisci",
        DeskForm::RectifyDays => "rettifica-giorni",
        DeskForm::Titolari => "titolari",
    }
}

/// Who works on the case and its number, with the forms to change them.
pub(super) fn desk(lang: Lang, case: &CasePage) -> Option<AnyView> {
    let desk = case.desk.as_ref().filter(|desk| desk.may_handle)?;
    let leaders: Vec<&Colleague> =
        desk.colleagues.iter().filter(|one| one.role != StaffRole::Clerk).collect();
    let everybody: Vec<&Colleague> = desk.colleagues.iter().collect();
    let rup = desk.may_name_rup.then(|| {
        choose(lang, case, desk, DeskForm::Rup, "rup", &leaders, desk.rup, ("desk-rup", "desk-rup-button"))
    });
    let assign = desk.may_assign.then(|| {
        choose(
            lang,
            case,
            desk,
            DeskForm::Assign,
            "assegna",
            &everybody,
            desk.assigned_to,
            ("desk-assign", "desk-assign-button"),
        )
    });
    Some(
        view! {
            <section class="portal-group portal-desk">
                <h2 class="h4">{t(lang, "desk-title")}</h2>
                {assign}
                {rup}
                {number(lang, case, desk)}
            </section>
        }
        .into_any(),
    )
}

#[expect(clippy::too_many_arguments, reason = "two forms that differ in words and people only")]
fn choose(
    lang: Lang,
    case: &CasePage,
    desk: &Desk,
    form: DeskForm,
    action: &'static str,
    people: &[&Colleague],
    chosen: Option<PersonId>,
    (label, button): (&'static str, &'static str),
) -> AnyView {
    let id = input_id(form);
    let options = people.iter().map(|one| {
        view! {
            <option value=one.id.to_string() selected=chosen == Some(one.id)>
                {format!("{} ({})", one.name, role(lang, one.role))}
            </option>
        }
    });
    let problem = problem_of(lang, desk, form);
    let described = problem.is_some().then(|| format!("{id}-errore"));
    view! {
        <form method="post" action=routes::office_desk(lang, case.case) class="portal-form portal-desk-form">
            <div class="form-group portal-field">
                <label class="active" r#for=id>{t(lang, label)}</label>
                {problem}
                <select class="form-select" id=id name="valore" aria-describedby=described>
                    <option value="" selected=chosen.is_none()>{t(lang, "desk-choose")}</option>
                    {options.collect_view()}
                </select>
            </div>
            <button type="submit" class="btn btn-outline-primary btn-sm" name="azione" value=action>
                {t(lang, button)}
            </button>
        </form>
    }
    .into_any()
}

pub(super) fn problem_of(lang: Lang, desk: &Desk, form: DeskForm) -> Option<AnyView> {
    let (of, _, why) = desk.problem.as_ref()?;
    let words = code_line(lang, *why);
    (*of == form).then(|| problem_line(lang, format!("{}-errore", input_id(form)), &words))
}

fn number(lang: Lang, case: &CasePage, desk: &Desk) -> AnyView {
    let id = input_id(DeskForm::Number);
    let typed = match &desk.problem {
        Some((DeskForm::Number, typed, _)) => typed.clone(),
        _ => desk.office_number.clone().unwrap_or_default(),
    };
    let problem = problem_of(lang, desk, DeskForm::Number);
    let described = match problem {
        Some(_) => format!("{id}-aiuto {id}-errore"),
        None => format!("{id}-aiuto"),
    };
    view! {
        <form method="post" action=routes::office_desk(lang, case.case) class="portal-form portal-desk-form">
            <div class="form-group portal-field">
                <label class="active" r#for=id>{t(lang, "desk-number")}</label>
                <p class="portal-hint" id=format!("{id}-aiuto")>{t(lang, "desk-number-hint")}</p>
                {problem}
                <input
                    type="text"
                    class="form-control"
                    id=id
                    name="valore"
                    value=typed
                    maxlength=MAX_OFFICE_NUMBER.to_string()
                    autocomplete="off"
                    aria-describedby=described
                />
            </div>
            <button type="submit" class="btn btn-outline-primary btn-sm" name="azione" value="numero">
                {t(lang, "desk-number-button")}
            </button>
        </form>
    }
    .into_any()
}

/// That the applicant wrote something, with the button for what needs no answer.
pub(super) fn unread(lang: Lang, case: &CasePage) -> Option<AnyView> {
    let desk = case.desk.as_ref().filter(|desk| desk.to_read)?;
    Some(
        view! {
            <div class="alert alert-info portal-unread">
                <p>{t(lang, "desk-unread")}</p>
                {problem_of(lang, desk, DeskForm::Read)}
                <form method="post" action=routes::office_desk(lang, case.case)>
                    {hidden("sentiti", desk.heard.to_string())}
                    <button type="submit" class="btn btn-outline-primary btn-sm" name="azione" value="letto">
                        {t(lang, "desk-mark-read")}
                    </button>
                </form>
            </div>
        }
        .into_any(),
    )
}

/// A form that adds documents which came another way.
pub(super) fn add_document(lang: Lang, case: &CasePage) -> Option<AnyView> {
    let desk = case.desk.as_ref().filter(|desk| desk.may_handle)?;
    let id = input_id(DeskForm::Document);
    let problem = problem_of(lang, desk, DeskForm::Document);
    let wrong = problem.is_some();
    let refused = desk.problem.as_ref().filter(|(form, ..)| *form == DeskForm::Document);
    let kept = refused.map_or("", |(_, ticked, _)| ticked.as_str());
    let described = match problem {
        Some(_) => format!("{id}-aiuto {id}-errore"),
        None => format!("{id}-aiuto"),
    };
    Some(
        view! {
            <details class="portal-disclosure" open=wrong>
                <summary>
                    <h3 class="h5">{t(lang, "desk-document")}</h3>
                </summary>
                <form
                    method="post"
                    action=routes::office_document(lang, case.case)
                    enctype="multipart/form-data"
                    class="portal-form"
                >
                    <div class="form-group portal-field">
                        <label class="active" r#for=id>{t(lang, "desk-document-label")}</label>
                        <p class="portal-hint" id=format!("{id}-aiuto")>{t(lang, "desk-document-hint")}</p>
                        {problem}
                        <input
                            type="file"
                            class="portal-file-input"
                            id=id
                            name="file"
                            multiple
                            aria-describedby=described
                        />
                    </div>
                    {tick(
                        "riservato",
                        "riservato",
                        kept,
                        t(lang, "desk-document-office-only").to_owned(),
                        Some("riservato-aiuto".to_owned()),
                        false,
                    )}
                    <p class="portal-hint" id="riservato-aiuto">{t(lang, "desk-document-office-only-hint")}</p>
                    <button type="submit" class="btn btn-outline-primary" name="azione" value="aggiungi">
                        {t(lang, "desk-document-button")}
                    </button>
                </form>
            </details>
        }
        .into_any(),
    )
}
