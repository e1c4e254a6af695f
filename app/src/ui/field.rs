//! A question of a form, in the way its kind is asked: label or legend, hint, problem, inputs.

use contract::{
    Lang,
    forms::{FieldKind, FieldView, InputView},
};
use leptos::prelude::*;

use super::{escaped, problem_line};
use crate::texts::{self, t, t_args};

/// What every way of asking shares.
struct Question<'a> {
    lang: Lang,
    field: &'a FieldView,
    label: String,
    /// The ids of hint and problem, for `aria-describedby`.
    described_by: Option<String>,
}

/// A question with what was typed and what is wrong with it.
pub(crate) fn field(lang: Lang, field: &FieldView) -> AnyView {
    let hint = field.hint.as_ref().map(|_| format!("{}-aiuto", field.id));
    let problem = field.problem.as_ref().map(|_| format!("{}-errore", field.id));
    let described_by = match (hint, problem) {
        (Some(hint), Some(problem)) => Some(format!("{hint} {problem}")),
        (hint, problem) => hint.or(problem),
    };
    let label = if field.optional {
        t_args(lang, "label-optional", &[("label", &field.label)])
    } else {
        field.label.clone()
    };
    let question = Question { lang, field, label, described_by };
    match field.kind {
        FieldKind::Choice => question.choice(),
        FieldKind::Declaration => question.declaration(),
        FieldKind::Date | FieldKind::Parcel => question.composite(),
        FieldKind::Text
        | FieldKind::LongText
        | FieldKind::Email
        | FieldKind::Phone
        | FieldKind::CodiceFiscale => question.one_input(),
    }
}

/// Several lines of text; what was typed stays text whatever it holds.
pub(crate) fn text_area(
    id: &str,
    name: &str,
    value: &str,
    rows: u32,
    described_by: Option<String>,
    wrong: bool,
) -> AnyView {
    view! {
        <textarea
            class="form-control"
            id=id.to_owned()
            name=name.to_owned()
            rows=rows.to_string()
            aria-describedby=described_by
            aria-invalid=wrong.then_some("true")
            inner_html=escaped(value)
        ></textarea>
    }
    .into_any()
}

impl Question<'_> {
    fn class(&self) -> &'static str {
        if self.field.problem.is_some() {
            "form-group portal-field portal-field-wrong"
        } else {
            "form-group portal-field"
        }
    }

    fn hint_and_problem(&self) -> AnyView {
        let field = self.field;
        let hint = field.hint.as_ref().map(|hint| {
            view! { <p class="portal-hint" id=format!("{}-aiuto", field.id)>{hint.clone()}</p> }
        });
        let problem = field.problem.as_ref().map(|problem| {
            let words = texts::problem(self.lang, problem, &field.label);
            problem_line(self.lang, format!("{}-errore", field.id), &words)
        });
        view! { {hint} {problem} }.into_any()
    }

    fn value(&self) -> &str {
        self.field.inputs.first().map_or("", |input| input.value.as_str())
    }

    fn name(&self) -> String {
        self.field.inputs.first().map_or_else(|| self.field.id.clone(), |input| input.name.clone())
    }

    fn one_input(&self) -> AnyView {
        let field = self.field;
        let wrong = field.problem.is_some();
        let (kind, spellcheck) = match field.kind {
            FieldKind::Email => ("email", Some("false")),
            FieldKind::Phone => ("tel", Some("false")),
            FieldKind::CodiceFiscale => ("text", Some("false")),
            _ => ("text", None),
        };
        let capitals = (field.kind == FieldKind::CodiceFiscale).then_some("characters");
        let input = if field.kind == FieldKind::LongText {
            text_area(&field.id, &self.name(), self.value(), 5, self.described_by.clone(), wrong)
        } else {
            view! {
                <input
                    type=kind
                    class="form-control"
                    id=field.id.clone()
                    name=self.name()
                    value=self.value().to_owned()
                    autocomplete=field.autocomplete.clone()
                    autocapitalize=capitals
                    spellcheck=spellcheck
                    aria-describedby=self.described_by.clone()
                    aria-invalid=wrong.then_some("true")
                />
            }
            .into_any()
        };
        view! {
            <div class=self.class()>
                <label class="active" r#for=field.id.clone()>{self.label.clone()}</label>
                {self.hint_and_problem()}
                {input}
            </div>
        }
        .into_any()
    }

    fn choice(&self) -> AnyView {
        let field = self.field;
        let (name, chosen) = (self.name(), self.value());
        let choices = field.choices.iter().enumerate().map(|(place, choice)| {
            let id = if place == 0 { field.id.clone() } else { format!("{}-{}", field.id, place + 1) };
            view! {
                <div class="form-check">
                    <input
                        type="radio"
                        id=id.clone()
                        name=name.clone()
                        value=choice.value.clone()
                        checked=choice.value == chosen
                    />
                    <label class="active" r#for=id>{choice.label.clone()}</label>
                </div>
            }
        });
        self.group(choices.collect_view().into_any())
    }

    fn declaration(&self) -> AnyView {
        let field = self.field;
        let ticked = matches!(self.value(), "true" | "si" | "on" | "1");
        view! {
            <div class=self.class()>
                {self.hint_and_problem()}
                <div class="form-check">
                    <input
                        type="checkbox"
                        id=field.id.clone()
                        name=self.name()
                        value="true"
                        checked=ticked
                        aria-describedby=self.described_by.clone()
                        aria-invalid=field.problem.is_some().then_some("true")
                    />
                    <label class="active" r#for=field.id.clone()>{self.label.clone()}</label>
                </div>
            </div>
        }
        .into_any()
    }

    fn composite(&self) -> AnyView {
        let inputs = self.field.inputs.iter().enumerate().map(|(place, input)| self.part(place, input));
        let parts = view! { <div class="portal-parts">{inputs.collect_view()}</div> };
        self.group(parts.into_any())
    }

    fn part(&self, place: usize, input: &InputView) -> AnyView {
        let field = self.field;
        let id = if place == 0 { field.id.clone() } else { format!("{}-{}", field.id, input.part) };
        // The rest of a date is asked of the same person: only birthdays have tokens for the parts.
        let token = match (field.autocomplete.as_deref(), input.part.as_str()) {
            (Some("bday"), "giorno") => Some("bday-day"),
            (Some("bday"), "mese") => Some("bday-month"),
            (Some("bday"), "anno") => Some("bday-year"),
            _ => None,
        };
        let digits = (field.kind == FieldKind::Date).then_some("numeric");
        let class = if input.part == "anno" { "portal-part portal-part-wide" } else { "portal-part" };
        view! {
            <div class=class>
                <label class="active" r#for=id.clone()>{t(self.lang, part_key(&input.part))}</label>
                <input
                    type="text"
                    class="form-control"
                    id=id
                    name=input.name.clone()
                    value=input.value.clone()
                    inputmode=digits
                    autocomplete=token
                    aria-invalid=field.problem.is_some().then_some("true")
                />
            </div>
        }
        .into_any()
    }

    /// Several inputs that answer one question, under its legend.
    fn group(&self, inputs: AnyView) -> AnyView {
        view! {
            <fieldset class=self.class() aria-describedby=self.described_by.clone()>
                <legend>{self.label.clone()}</legend>
                {self.hint_and_problem()}
                {inputs}
            </fieldset>
        }
        .into_any()
    }
}

fn part_key(part: &str) -> &'static str {
    match part {
        "giorno" => "part-giorno",
        "mese" => "part-mese",
        "anno" => "part-anno",
        "foglio" => "part-foglio",
        "particella" => "part-particella",
        _ => "part-subalterno",
    }
}
