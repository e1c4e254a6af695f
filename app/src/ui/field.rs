//! A question of a form, in the way its kind is asked: label or legend, hint, problem, inputs.

use contract::{
    Lang,
    forms::{FieldKind, FieldView, PartKind},
};
use leptos::prelude::*;

use super::{escaped, field_class, inputs, problem_line};
use crate::{
    routes,
    texts::{self, t, t_args},
};

/// The most choices that are shown as buttons; more go into a list, unless they are sentences.
const MOST_BUTTONS: usize = 5;
/// The longest label, in characters, that a list of choices shows whole on a phone.
const LONGEST_OPTION: usize = 40;

/// What every way of asking shares.
pub(super) struct Asked<'a> {
    pub(super) lang: Lang,
    pub(super) field: &'a FieldView,
    label: String,
    /// The ids of hint, note and problem, for `aria-describedby`.
    pub(super) described_by: Option<String>,
}

/// A question with what was typed and what is wrong with it.
pub(crate) fn field(lang: Lang, field: &FieldView) -> AnyView {
    let ids = [
        field.hint.as_ref().map(|_| format!("{}-aiuto", field.id)),
        field.note.as_ref().map(|_| format!("{}-nota", field.id)),
        // The browser's own check may fill it later.
        (field.kind != FieldKind::Information).then(|| format!("{}-errore", field.id)),
    ];
    let described_by = ids.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let label = if field.optional && field.kind.takes_answers() {
        t_args(lang, "label-optional", &[("label", &field.label)])
    } else {
        field.label.clone()
    };
    let asked =
        Asked { lang, field, label, described_by: (!described_by.is_empty()).then_some(described_by) };
    let inner = match field.kind {
        FieldKind::Choice => asked.choice(),
        FieldKind::Choices => asked.choices(),
        FieldKind::Declaration => asked.declaration(),
        FieldKind::Information => asked.information(),
        FieldKind::Computed => asked.computed(),
        FieldKind::File => asked.file(),
        kind if kind.parts().len() > 1 => asked.composite(),
        _ => asked.one_input(),
    };
    view! {
        <div id=format!("campo-{}", field.id) class="portal-question" hidden=!field.shown>
            {inner}
        </div>
    }
    .into_any()
}

/// The address of the input that a problem of a question is about.
pub(crate) fn wrong_input(field: &FieldView) -> String {
    let part = field.problem.as_ref().map_or("", |problem| problem.part.as_str());
    // A rule may speak beside a value that nobody types.
    if field.inputs.is_empty() {
        format!("#campo-{}", field.id)
    } else {
        format!("#{}", inputs::id_of(field, part))
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

impl Asked<'_> {
    fn class(&self) -> &'static str {
        field_class(self.field.problem.is_some())
    }

    fn hint_and_problem(&self) -> AnyView {
        let field = self.field;
        let hint = field.hint.as_ref().map(|hint| {
            view! { <p class="portal-hint" id=format!("{}-aiuto", field.id)>{hint.clone()}</p> }
        });
        let note = field.note.map(|note| {
            let known = field.known.as_deref().unwrap_or_default();
            let words = t_args(self.lang, &format!("note-{}", note.key()), &[("known", known)]);
            view! { <p class="portal-note" id=format!("{}-nota", field.id)>{words}</p> }
        });
        let id = format!("{}-errore", field.id);
        let problem = match &field.problem {
            Some(problem) => problem_line(self.lang, id, &texts::problem(self.lang, problem, &field.label)),
            // The place where the browser says what is wrong while one types.
            None => view! { <p class="portal-problem" id=id hidden=true></p> }.into_any(),
        };
        view! { {hint} {note} {problem} {self.offers()} }.into_any()
    }

    /// What is known already, each with a button that takes it: nothing is asked twice.
    fn offers(&self) -> Option<AnyView> {
        let field = self.field;
        if field.offers.is_empty() {
            return None;
        }
        let items = field.offers.iter().map(|offer| {
            let name = format!("{}: {}", t(self.lang, "offer-use"), offer.words);
            let own = offer.given.is_empty();
            let given = if own { t(self.lang, "offer-from-login").to_owned() } else { offer.given.clone() };
            view! {
                <li>
                    <span class="portal-offer-words">{offer.words.clone()}</span>
                    <span class="portal-hint">{given}</span>
                    <button
                        type="submit"
                        class="btn btn-outline-primary btn-sm"
                        name="azione"
                        value=routes::take_given(&field.id, &offer.id)
                        aria-label=name
                    >
                        {t(self.lang, "offer-use")}
                    </button>
                </li>
            }
        });
        let more = field.more_offers.then(|| {
            view! {
                <button type="submit" class="portal-link-button" name="azione" value=routes::all_given(&field.id)>
                    {t(self.lang, "offer-more")}
                </button>
            }
        });
        Some(
            view! {
                <details class="portal-offers">
                    <summary>{t(self.lang, "offer-title")}</summary>
                    <ul>{items.collect_view()}</ul>
                    {more}
                </details>
            }
            .into_any(),
        )
    }

    fn value(&self) -> &str {
        self.field.inputs.first().map_or("", |input| input.value.as_str())
    }

    fn name(&self) -> String {
        self.field.inputs.first().map_or_else(|| self.field.id.clone(), |input| input.name.clone())
    }

    fn one_input(&self) -> AnyView {
        let field = self.field;
        let input = match field.inputs.first() {
            Some(input) if field.kind == FieldKind::LongText => {
                let wrong = field.problem.is_some();
                text_area(&field.id, &input.name, &input.value, 5, self.described_by.clone(), wrong)
            }
            Some(input) => inputs::text_input(self, input, self.described_by.clone()),
            None => ().into_any(),
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
        let long = self.field.choices.iter().any(|choice| choice.label.chars().count() > LONGEST_OPTION);
        if self.field.choices.len() > MOST_BUTTONS && !long {
            return self.one_of_a_list();
        }
        let field = self.field;
        let (name, chosen) = (self.name(), self.value());
        let choices = field.choices.iter().enumerate().map(|(place, choice)| {
            let id = inputs::choice_id(field, place);
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

    fn one_of_a_list(&self) -> AnyView {
        let select = self.field.inputs.first();
        let select =
            select.map(|input| inputs::select(self, &self.field.id, input, self.described_by.clone()));
        view! {
            <div class=self.class()>
                <label class="active" r#for=self.field.id.clone()>{self.label.clone()}</label>
                {self.hint_and_problem()}
                {select}
            </div>
        }
        .into_any()
    }

    fn choices(&self) -> AnyView {
        let field = self.field;
        let name = self.name();
        let ticked: Vec<&str> = self.value().split(',').collect();
        let choices = field.choices.iter().enumerate().map(|(place, choice)| {
            let id = inputs::choice_id(field, place);
            view! {
                <div class="form-check">
                    <input
                        type="checkbox"
                        id=id.clone()
                        name=name.clone()
                        value=choice.value.clone()
                        checked=ticked.contains(&choice.value.as_str())
                    />
                    <label class="active" r#for=id>{choice.label.clone()}</label>
                </div>
            }
        });
        self.group(choices.collect_view().into_any())
    }

    fn declaration(&self) -> AnyView {
        let field = self.field;
        view! {
            <div class=self.class()>
                {self.hint_and_problem()}
                {inputs::tick(
                    &field.id,
                    &self.name(),
                    self.value(),
                    self.label.clone(),
                    self.described_by.clone(),
                    field.problem.is_some(),
                )}
            </div>
        }
        .into_any()
    }

    fn information(&self) -> AnyView {
        let field = self.field;
        view! {
            <div class="portal-information">
                <p class="portal-information-title">{field.label.clone()}</p>
                {field.hint.as_ref().map(|hint| super::paragraphs(hint))}
            </div>
        }
        .into_any()
    }

    fn computed(&self) -> AnyView {
        let field = self.field;
        let value = field.said.clone().unwrap_or_else(|| t(self.lang, "computed-unknown").to_owned());
        view! {
            <div class="portal-computed">
                <p class="portal-computed-label">{self.label.clone()}</p>
                {self.hint_and_problem()}
                <output id=format!("valore-{}", field.id)>{value}</output>
            </div>
        }
        .into_any()
    }

    /// A document that is given on the documents page: said here, where the answer calls for it.
    fn file(&self) -> AnyView {
        let field = self.field;
        let given = field.said.as_deref().is_some_and(|count| count != "0");
        let state = if given { "file-given" } else { "file-to-give" };
        let slot = field.slot.clone().unwrap_or_default();
        view! {
            <div class="portal-information">
                <p class="portal-information-title">{self.label.clone()}</p>
                {field.hint.as_ref().map(|hint| super::paragraphs(hint))}
                <p>
                    <span>{format!("{} ", t(self.lang, state))}</span>
                    <button type="submit" name="azione" value=routes::go_documents(&slot) class="portal-link-button">
                        <span>{t(self.lang, "file-go")}</span>
                        <span class="visually-hidden">{format!(": {}", field.label)}</span>
                    </button>
                </p>
            </div>
        }
        .into_any()
    }

    fn composite(&self) -> AnyView {
        let parts = self.field.inputs.iter().map(|input| inputs::part(self, input));
        let parts = view! { <div class="portal-parts">{parts.collect_view()}</div> };
        self.group(parts.into_any())
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

    /// What an input of the question takes.
    pub(super) fn part_kind(&self, part: &str) -> PartKind {
        let parts = self.field.kind.parts();
        parts.iter().find(|of| of.name == part).map_or(PartKind::Line, |of| of.kind)
    }

    /// Where it is said what is wrong with an input of several: their frame alone is not read again by every
    /// screen reader.
    pub(super) fn why(&self) -> Option<String> {
        Some(format!("{}-errore", self.field.id))
    }

    /// Whether the problem of the question is about this input.
    pub(super) fn wrong(&self, part: &str) -> bool {
        self.field.problem.as_ref().is_some_and(|problem| problem.part.is_empty() || problem.part == part)
    }
}
