//! The form of a report: plain, the same for all kinds but for its questions.

use contract::{
    Lang,
    reports::{
        Band, REPORT_ID_FIELD, ReportChoices, ReportField, ReportForm, ReportKind, ReportProblem, Weekday,
    },
};
use leptos::prelude::*;

use super::words;
use crate::{
    layout::{Frame, Page, Section, document},
    routes,
    texts::{t, t_args},
    ui::{WrongLine, field_class, hidden, problem_line, summary_of_problems, text_area},
};

/// The form, with what was typed and what is wrong with it; `refused` is why it could not be sent at all.
#[must_use]
pub fn contact(
    frame: &Frame,
    form: &ReportForm,
    choices: &ReportChoices,
    refused: Option<contract::Code>,
) -> String {
    let (lang, kind) = (frame.lang, form.kind);
    let title = words::kind(lang, kind);
    let wrong = !form.problems.is_empty() || refused.is_some();
    let page = Page::new(Section::Elsewhere, title)
        .under(t(lang, "contact-title"), routes::contacts(lang))
        .wrong_if(wrong);
    document(frame, &page, || {
        let asked = Asked { lang, form, choices, known: frame.viewer.is_some() };
        let questions = kind.fields().iter().map(|field| asked.question(*field));
        view! {
            <div class="portal-text">
                {problems(lang, form, refused)}
                <h1>{title}</h1>
                <p class="lead">{words::lead(lang, kind)}</p>
                <form method="post" action=routes::contact(lang, kind.word()) novalidate class="portal-form">
                    {hidden(REPORT_ID_FIELD, form.id)}
                    {questions.collect_view()}
                    {asked.trap()}
                    <button type="submit" class="btn btn-primary" name="azione" value="invia">
                        {t(lang, send_key(kind))}
                    </button>
                </form>
            </div>
        }
    })
}

fn send_key(kind: ReportKind) -> &'static str {
    match kind {
        ReportKind::Fault => "report-fault-send",
        ReportKind::Assistance => "report-assistance-send",
        ReportKind::Appointment => "report-appointment-send",
        ReportKind::Accessibility => "report-accessibility-send",
    }
}

fn problems(lang: Lang, form: &ReportForm, refused: Option<contract::Code>) -> Option<AnyView> {
    let mut lines: Vec<WrongLine> = form
        .problems
        .iter()
        .map(|(field, problem)| WrongLine {
            words: words::problem(lang, form.kind, *field, *problem),
            // Sent too quickly: there is nothing to put right in any field.
            href: (*problem != ReportProblem::TooQuick).then(|| format!("#{}", field.as_str())),
        })
        .collect();
    lines.extend(refused.map(|code| {
        let words = format!("{} {}", crate::texts::code(lang, code), crate::texts::code_hint(lang, code));
        WrongLine { words, href: None }
    }));
    (!lines.is_empty()).then(|| summary_of_problems(lang, "", lines))
}

struct Asked<'a> {
    lang: Lang,
    form: &'a ReportForm,
    choices: &'a ReportChoices,
    /// Whether the login says who writes.
    known: bool,
}

impl Asked<'_> {
    fn question(&self, field: ReportField) -> AnyView {
        match field {
            ReportField::Office => self.list(field, &self.choices.offices),
            ReportField::Service => self.list(field, &self.choices.services),
            ReportField::Text => self.long(),
            ReportField::Days => self.days(),
            ReportField::Band => self.band(),
            ReportField::Privacy => self.privacy(),
            _ => self.line(field),
        }
    }

    fn label(&self, field: ReportField) -> String {
        let label = words::label(self.lang, self.form.kind, field);
        if self.form.kind.optional(field) {
            t_args(self.lang, "label-optional", &[("label", label)])
        } else {
            label.to_owned()
        }
    }

    fn class(&self, field: ReportField) -> &'static str {
        field_class(self.form.problem(field).is_some())
    }

    fn described_by(&self, field: ReportField) -> Option<String> {
        let id = field.as_str();
        let hint = words::hint(self.lang, self.form.kind, field).map(|_| format!("{id}-aiuto"));
        let problem = self.form.problem(field).map(|_| format!("{id}-errore"));
        let ids: Vec<String> = hint.into_iter().chain(problem).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    fn hint_and_problem(&self, field: ReportField) -> AnyView {
        let (lang, kind, id) = (self.lang, self.form.kind, field.as_str());
        let hint = words::hint(lang, kind, field);
        let hint = hint.map(|hint| view! { <p class="portal-hint" id=format!("{id}-aiuto")>{hint}</p> });
        let problem = self.form.problem(field).map(|problem| {
            problem_line(lang, format!("{id}-errore"), &words::problem(lang, kind, field, problem))
        });
        view! { {hint} {problem} }.into_any()
    }

    fn line(&self, field: ReportField) -> AnyView {
        let id = field.as_str();
        let (html_type, token) = match field {
            ReportField::Email => ("email", Some("email")),
            ReportField::Phone => ("tel", Some("tel")),
            ReportField::Name => ("text", Some("name")),
            _ => ("text", None),
        };
        let wrong = self.form.problem(field).is_some();
        view! {
            <div class=self.class(field)>
                <label class="active" r#for=id>{self.label(field)}</label>
                {self.hint_and_problem(field)}
                <input
                    type=html_type
                    class="form-control"
                    id=id
                    name=id
                    value=self.form.value(field).to_owned()
                    autocomplete=token
                    readonly=field == ReportField::Name && self.known
                    aria-describedby=self.described_by(field)
                    aria-invalid=wrong.then_some("true")
                />
            </div>
        }
        .into_any()
    }

    fn long(&self) -> AnyView {
        let (field, id) = (ReportField::Text, ReportField::Text.as_str());
        let wrong = self.form.problem(field).is_some();
        view! {
            <div class=self.class(field)>
                <label class="active" r#for=id>{self.label(field)}</label>
                {self.hint_and_problem(field)}
                {text_area(id, id, self.form.value(field), 6, self.described_by(field), wrong)}
            </div>
        }
        .into_any()
    }

    fn list(&self, field: ReportField, choices: &[(String, String)]) -> AnyView {
        let (id, chosen) = (field.as_str(), self.form.value(field));
        let wrong = self.form.problem(field).is_some();
        let options = choices.iter().map(|(value, name)| {
            view! { <option value=value.clone() selected=value == chosen>{name.clone()}</option> }
        });
        view! {
            <div class=self.class(field)>
                <label class="active" r#for=id>{self.label(field)}</label>
                {self.hint_and_problem(field)}
                <select
                    class="form-select"
                    id=id
                    name=id
                    aria-describedby=self.described_by(field)
                    aria-invalid=wrong.then_some("true")
                >
                    <option value="">{t(self.lang, "choice-none-yet")}</option>
                    {options.collect_view()}
                </select>
            </div>
        }
        .into_any()
    }

    fn days(&self) -> AnyView {
        let ticked = self.form.days();
        let choices = Weekday::ALL
            .map(|day| (day.as_str(), words::weekday(self.lang, day), ticked.contains(&day)))
            .to_vec();
        self.buttons(ReportField::Days, "checkbox", &choices)
    }

    fn band(&self) -> AnyView {
        let chosen = self.form.value(ReportField::Band);
        let choices = Band::ALL
            .map(|band| (band.as_str(), words::band(self.lang, band), band.as_str() == chosen))
            .to_vec();
        self.buttons(ReportField::Band, "radio", &choices)
    }

    /// Choices as buttons; the first has the id of the question, where its problem leads.
    fn buttons(
        &self,
        field: ReportField,
        html_type: &'static str,
        choices: &[(&'static str, &'static str, bool)],
    ) -> AnyView {
        let name = field.as_str();
        let buttons = choices.iter().enumerate().map(|(place, (value, words, checked))| {
            let id = if place == 0 { name.to_owned() } else { format!("{name}-{value}") };
            view! {
                <div class="form-check">
                    <input type=html_type id=id.clone() name=name value=*value checked=*checked/>
                    <label class="active" r#for=id>{*words}</label>
                </div>
            }
        });
        view! {
            <fieldset class=self.class(field) aria-describedby=self.described_by(field)>
                <legend>{self.label(field)}</legend>
                {self.hint_and_problem(field)}
                {buttons.collect_view()}
            </fieldset>
        }
        .into_any()
    }

    fn privacy(&self) -> AnyView {
        let (field, id) = (ReportField::Privacy, ReportField::Privacy.as_str());
        let wrong = self.form.problem(field).is_some();
        view! {
            <div class=self.class(field)>
                {self.hint_and_problem(field)}
                <div class="form-check">
                    <input
                        type="checkbox"
                        id=id
                        name=id
                        value="si"
                        checked=!self.form.value(field).is_empty()
                        aria-describedby=self.described_by(field)
                        aria-invalid=wrong.then_some("true")
                    />
                    <label class="active" r#for=id>{self.label(field)}</label>
                </div>
                <p>
                    <a href=routes::privacy(self.lang)>{t(self.lang, "report-privacy-read")}</a>
                </p>
            </div>
        }
        .into_any()
    }

    /// People do not see it; programs fill it. One that was filled is shown, so that it can be emptied.
    fn trap(&self) -> AnyView {
        let (field, id) = (ReportField::Trap, ReportField::Trap.as_str());
        let filled = self.form.problem(field) == Some(ReportProblem::Filled);
        let class = if filled { self.class(field) } else { "portal-trap" };
        let problem = filled.then(|| self.hint_and_problem(field));
        view! {
            <div class=class aria-hidden=(!filled).then_some("true")>
                <label class="active" r#for=id>{words::label(self.lang, self.form.kind, field)}</label>
                {problem}
                <input
                    type="text"
                    class="form-control"
                    id=id
                    name=id
                    value=self.form.value(field).to_owned()
                    tabindex=(!filled).then_some("-1")
                    autocomplete="off"
                    aria-describedby=filled.then(|| format!("{id}-errore"))
                />
            </div>
        }
        .into_any()
    }
}
