//! Registering a case that came on paper or by certified mail, or that the office opens by itself.

use contract::{
    cases::Channel,
    office::{ArrivalField, ArrivalPage},
};
use leptos::prelude::*;

use crate::{
    layout::{Frame, Page, Section, document},
    routes,
    texts::{code, code_line, t, t_args},
    ui::{WrongLine, field_class, hidden, problem_line, summary_of_problems},
};

/// The form that registers what came another way.
#[must_use]
pub fn office_register(frame: &Frame, arrival: &ArrivalPage) -> String {
    let lang = frame.lang;
    let title = t(lang, "arrived-title");
    let page = Page::new(Section::Office, title)
        .under(t(lang, "inbox-title"), routes::office_inbox(lang))
        .wrong_if(!arrival.wrong.is_empty());
    let field = |of: ArrivalField, optional: bool| input(frame, arrival, of, "text", optional);
    document(frame, &page, || {
        view! {
            {problems(frame, arrival)}
            <div class="portal-text">
                <h1>{title}</h1>
                <p>{t(lang, "arrived-lead")}</p>
                {from(frame, arrival)}
                <form
                    method="post"
                    action=routes::office_register(lang)
                    enctype="multipart/form-data"
                    class="portal-form"
                >
                    {arrival.from.as_ref().map(|(case, _)| hidden("da", case.to_string()))}
                    <fieldset class="portal-group">
                        <legend class="h4">{t(lang, "arrived-how")}</legend>
                        {choice(frame, arrival, ArrivalField::Procedure, &procedures(arrival))}
                        {choice(frame, arrival, ArrivalField::Channel, &channels(frame))}
                        {input(frame, arrival, ArrivalField::Day, "date", false)}
                        {input(frame, arrival, ArrivalField::Time, "time", true)}
                        {field(ArrivalField::Protocollo, true)}
                        {field(ArrivalField::OfficeNumber, true)}
                    </fieldset>
                    <fieldset class="portal-group">
                        <legend class="h4">{t(lang, "arrived-who")}</legend>
                        {field(ArrivalField::GivenName, true)}
                        {field(ArrivalField::FamilyName, false)}
                        {field(ArrivalField::FiscalCode, true)}
                        {field(ArrivalField::Technician, true)}
                    </fieldset>
                    <fieldset class="portal-group">
                        <legend class="h4">{t(lang, "arrived-what")}</legend>
                        {field(ArrivalField::Place, true)}
                        {field(ArrivalField::Parcel, true)}
                        {field(ArrivalField::Subject, true)}
                        {files(frame, arrival)}
                    </fieldset>
                    <button type="submit" class="btn btn-primary" name="azione" value="registra">
                        {t(lang, "arrived-button")}
                    </button>
                </form>
            </div>
        }
    })
}

/// From which case it is opened.
fn from(frame: &Frame, arrival: &ArrivalPage) -> Option<AnyView> {
    let (case, number) = arrival.from.as_ref()?;
    let words = t_args(frame.lang, "arrived-from", &[("number", number)]);
    Some(view! { <p><a href=routes::office_case(frame.lang, *case)>{words}</a></p> }.into_any())
}

fn problems(frame: &Frame, arrival: &ArrivalPage) -> Option<AnyView> {
    let lang = frame.lang;
    let lines: Vec<WrongLine> = arrival
        .wrong
        .iter()
        .map(|one| {
            let label = t(lang, &format!("arrival-{}", one.field.as_str()));
            let words = format!("{label}: {}", code(lang, one.code));
            // The state is no field of this form: it is said only of lists that are taken over.
            let href = (one.field != ArrivalField::State).then(|| format!("#{}", one.field.as_str()));
            WrongLine { words, href }
        })
        .collect();
    (!lines.is_empty()).then(|| summary_of_problems(lang, "", lines))
}

fn procedures(arrival: &ArrivalPage) -> Vec<(String, String)> {
    arrival.procedures.clone()
}

fn channels(frame: &Frame) -> Vec<(String, String)> {
    let of = |channel: Channel, key| (channel.as_str().to_owned(), t(frame.lang, key).to_owned());
    vec![
        of(Channel::Paper, "channel-paper"),
        of(Channel::Pec, "channel-pec"),
        of(Channel::Office, "channel-office"),
    ]
}

/// The parts that every input has around it: label, hint, what is wrong.
fn around(
    frame: &Frame,
    arrival: &ArrivalPage,
    of: ArrivalField,
    optional: bool,
    input: impl FnOnce(Option<String>, bool) -> AnyView,
) -> AnyView {
    let lang = frame.lang;
    let id = of.as_str();
    let wrong = arrival.wrong(of);
    let hint = t_hint(frame, of);
    let hint_id = hint.map(|_| format!("{id}-aiuto"));
    let problem_id = wrong.map(|_| format!("{id}-errore"));
    let described: Vec<String> = hint_id.iter().chain(&problem_id).cloned().collect();
    let described = (!described.is_empty()).then(|| described.join(" "));
    let label = t(lang, &format!("arrival-{id}"));
    let label = if optional { t_args(lang, "label-optional", &[("label", label)]) } else { label.to_owned() };
    let class = field_class(wrong.is_some());
    let problem = wrong.map(|why| {
        let words = code_line(lang, why);
        problem_line(lang, format!("{id}-errore"), &words)
    });
    view! {
        <div class=class>
            <label class="active" r#for=id>{label}</label>
            {hint.map(|words| view! { <p class="portal-hint" id=hint_id>{words}</p> })}
            {problem}
            {input(described, wrong.is_some())}
        </div>
    }
    .into_any()
}

fn t_hint(frame: &Frame, of: ArrivalField) -> Option<&'static str> {
    let key = match of {
        ArrivalField::Day => "arrival-giorno-hint",
        ArrivalField::Protocollo => "arrival-protocollo-hint",
        ArrivalField::FiscalCode => "arrival-codice-fiscale-hint",
        ArrivalField::Parcel => "arrival-particelle-hint",
        ArrivalField::FamilyName => "arrival-cognome-hint",
        ArrivalField::File => "arrival-file-hint",
        _ => return None,
    };
    Some(t(frame.lang, key))
}

fn input(
    frame: &Frame,
    arrival: &ArrivalPage,
    of: ArrivalField,
    kind: &'static str,
    optional: bool,
) -> AnyView {
    let typed = arrival.typed(of).to_owned();
    around(frame, arrival, of, optional, |described, wrong| {
        view! {
            <input
                type=kind
                class="form-control"
                id=of.as_str()
                name=of.as_str()
                value=typed
                autocomplete="off"
                aria-describedby=described
                aria-invalid=wrong.then_some("true")
            />
        }
        .into_any()
    })
}

fn choice(frame: &Frame, arrival: &ArrivalPage, of: ArrivalField, options: &[(String, String)]) -> AnyView {
    let typed = arrival.typed(of).to_owned();
    let only = options.len() == 1;
    let options = options
        .iter()
        .map(|(value, words)| {
            view! {
                <option value=value.clone() selected=only || *value == typed>
                    {words.clone()}
                </option>
            }
        })
        .collect_view();
    let none = (!only).then(|| view! { <option value="">{t(frame.lang, "desk-choose")}</option> });
    around(frame, arrival, of, false, |described, wrong| {
        view! {
            <select
                class="form-select"
                id=of.as_str()
                name=of.as_str()
                aria-describedby=described
                aria-invalid=wrong.then_some("true")
            >
                {none}
                {options}
            </select>
        }
        .into_any()
    })
}

fn files(frame: &Frame, arrival: &ArrivalPage) -> AnyView {
    around(frame, arrival, ArrivalField::File, true, |described, wrong| {
        view! {
            <input
                type="file"
                class="portal-file-input"
                id="file"
                name="file"
                multiple
                aria-describedby=described
                aria-invalid=wrong.then_some("true")
            />
        }
        .into_any()
    })
}
