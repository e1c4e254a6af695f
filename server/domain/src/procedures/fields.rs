//! The questions of a page, as it shows them.

use std::collections::{BTreeMap, BTreeSet};

use contract::{
    Lang,
    forms::{
        Answers, ChoiceView, FieldKind, FieldView, Filling, InputView, Note, OfferView, PageKey, Part,
        PartKind, ProblemKind, Question, Step, Territory, value_words, words,
    },
    people::CodiceFiscale,
    places::{Cap, Parcel},
};

use super::{Definition, problem_view};
use crate::lists::Lists;

/// What is offered for the questions of a page.
#[derive(Debug, Default)]
pub(crate) struct Offers {
    /// The answers, by question.
    pub(crate) of: BTreeMap<String, Vec<OfferView>>,
    /// The questions that were answered in more ways than are offered.
    pub(crate) more: BTreeSet<String>,
}

/// What the fields of a page are made from.
pub(crate) struct FieldContext<'c, 'a> {
    pub(crate) definition: &'c Definition,
    pub(crate) lang: Lang,
    pub(crate) filling: &'c Filling<'a>,
    pub(crate) page: &'c PageKey,
    /// Whether what is missing or wrong is said.
    pub(crate) show_problems: bool,
    pub(crate) lists: &'c Lists,
    /// How many files were given for a document.
    pub(crate) given: &'c dyn Fn(&str) -> usize,
}

/// The questions of a step with what was typed. Those that are not asked now are there too, unseen,
/// where an answer on the same page may call for them.
pub(crate) fn field_views(context: &FieldContext<'_, '_>, step: &Step, offers: &Offers) -> Vec<FieldView> {
    let found = if context.show_problems { context.filling.problems(context.page) } else { Vec::new() };
    let own = |name: &String| step.question(name).is_some();
    step.questions
        .iter()
        .filter_map(|question| {
            let shown = context.filling.shown(question, context.page.row);
            let may_change = question.when.as_ref().is_some_and(|when| when.names().iter().any(own));
            if !shown && !may_change {
                return None;
            }
            let mut view = context.field(question, shown);
            let problem = found.iter().find(|problem| problem.question == question.id);
            // What the municipality's files fill in is not missing any more: saving stores it.
            let filled = view.note == Some(Note::FromTerritory);
            let problem = problem.filter(|problem| !(filled && problem.kind == ProblemKind::Missing));
            view.problem = problem.map(|problem| problem_view(context.definition, context.lang, problem));
            view.offers = offers.of.get(&question.id).cloned().unwrap_or_default();
            view.more_offers = offers.more.contains(&question.id);
            // What stands there already need not be offered.
            let now = context.words(question);
            view.offers.retain(|offer| Some(&offer.words) != now.as_ref());
            Some(view)
        })
        .collect()
}

impl FieldContext<'_, '_> {
    fn field(&self, question: &Question, shown: bool) -> FieldView {
        let texts = self.definition.text(self.lang);
        let own = texts.question(&question.id);
        let choice = |value: &String| ChoiceView {
            value: value.clone(),
            label: texts.choice(&question.id, value).unwrap_or(value).to_owned(),
        };
        let typed = self.filling.answers(self.page);
        let in_files = known_of_parcel(self.lists, self.definition, self.filling, self.page, question);
        let more = unnamed_constraints(self.lists, self.definition, self.filling, self.page, question);
        let known = in_files.clone().filter(|_| typed.of(question, "").is_empty());
        let input = |part: &Part| InputView {
            name: question.input_name(part.name),
            part: part.name.to_owned(),
            value: known.clone().unwrap_or_else(|| typed.of(question, part.name).to_owned()),
        };
        FieldView {
            id: question.id.clone(),
            kind: question.kind,
            label: own.label.to_owned(),
            hint: own.hint.map(str::to_owned),
            optional: question.optional,
            max_chars: question.max_chars,
            autocomplete: question.autocomplete.clone(),
            choices: question.choices.iter().map(choice).collect(),
            inputs: question.kind.parts().iter().map(input).collect(),
            problem: None,
            shown,
            note: match &in_files {
                _ if !more.is_empty() => Some(Note::MoreInTerritory),
                Some(value) if known.is_some() || value == typed.of(question, "") => {
                    Some(Note::FromTerritory)
                }
                Some(_) => Some(Note::OtherInTerritory),
                None => self.note(question, typed),
            },
            known: match more.is_empty() {
                true => in_files.map(|value| self.in_words(question, &value)),
                false => Some(more.join(", ")),
            },
            offers: Vec::new(),
            more_offers: false,
            said: self.said(question),
            slot: question.slot.clone(),
        }
    }

    /// What was typed, as an offer would say it.
    fn words(&self, question: &Question) -> Option<String> {
        let texts = self.definition.text(self.lang);
        let choice = |value: &str| texts.choice(&question.id, value).map(str::to_owned);
        words(question, self.filling.answers(self.page), self.lang, choice)
    }

    /// A value as people read it: the choices by their words.
    fn in_words(&self, question: &Question, value: &str) -> String {
        let texts = self.definition.text(self.lang);
        let words = |one: &str| texts.choice(&question.id, one).unwrap_or(one).to_owned();
        value.split(',').map(words).collect::<Vec<_>>().join(", ")
    }

    fn note(&self, question: &Question, typed: &Answers) -> Option<Note> {
        let of = |part: &str| typed.of(question, part).trim();
        if matches!(question.kind, FieldKind::Person | FieldKind::Professional | FieldKind::Signature)
            && let Ok(code) = CodiceFiscale::parse(of("codice_fiscale"))
            && !of("nome").is_empty()
            && !of("cognome").is_empty()
            && !code.fits(of("nome"), of("cognome"))
        {
            return Some(Note::OtherName);
        }
        question.kind.parts().iter().find_map(|part| {
            let text = of(part.name);
            match part.kind {
                PartKind::Comune if !text.is_empty() && self.lists.comuni.find(text).is_none() => {
                    Some(Note::UnknownComune)
                }
                // Only of an address in this comune can its own list say anything.
                PartKind::Street if !text.is_empty() && self.lists.streets.find(text).is_none() => {
                    let cap = Cap::parse(of("cap")).ok()?;
                    self.lists.streets.has_cap(&cap).then_some(Note::UnknownStreet)
                }
                _ => None,
            }
        })
    }

    /// The value of a computed question; where the file of a file question is.
    fn said(&self, question: &Question) -> Option<String> {
        let texts = self.definition.text(self.lang);
        match question.kind {
            FieldKind::Computed => {
                let value = self.filling.value_in(question, self.page.row)?;
                value_words(&value, self.lang, |value| texts.choice(&question.id, value).map(str::to_owned))
            }
            FieldKind::File => question.slot.as_deref().map(|slot| (self.given)(slot).to_string()),
            _ => None,
        }
    }
}

/// What the municipality's files say of a parcel that was typed, as the form stores it.
pub(crate) fn known_of_parcel(
    lists: &Lists,
    definition: &Definition,
    filling: &Filling<'_>,
    page: &PageKey,
    question: &Question,
) -> Option<String> {
    let parcel = parcel_of(lists, definition, filling, page, question)?;
    let known = match question.from_parcel.as_ref()?.what {
        Territory::Zone => parcel.zone.clone(),
        Territory::Constraints => {
            let known = question.choices.iter().filter(|choice| parcel.constraints.contains(choice));
            known.cloned().collect::<Vec<_>>().join(",")
        }
    };
    (!known.is_empty()).then_some(known)
}

/// Constraints that the municipality's files name and that are none of a question's choices, in words: they
/// are said, as nobody could tick them.
fn unnamed_constraints(
    lists: &Lists,
    definition: &Definition,
    filling: &Filling<'_>,
    page: &PageKey,
    question: &Question,
) -> Vec<String> {
    let asks = question.from_parcel.as_ref().is_some_and(|from| from.what == Territory::Constraints);
    let parcel = parcel_of(lists, definition, filling, page, question).filter(|_| asks);
    let named = parcel.map(|parcel| parcel.constraints.as_slice()).unwrap_or_default();
    let unnamed = named.iter().filter(|name| !question.choices.contains(name));
    unnamed.map(|name| name.replace('_', " ")).collect()
}

/// The parcel that a question takes its answer from, as the municipality's files have it.
fn parcel_of<'l>(
    lists: &'l Lists,
    definition: &Definition,
    filling: &Filling<'_>,
    page: &PageKey,
    question: &Question,
) -> Option<&'l Parcel> {
    let from = question.from_parcel.as_ref()?;
    let (step, asked) = definition.form.question(&from.parcel)?;
    let page = if step.repeat.is_some() { page.clone() } else { PageKey::step(&step.id) };
    let answers = filling.answers(&page);
    let typed = |part: &str| answers.of(asked, part);
    lists.territory.lookup(typed("sezione"), typed("foglio"), typed("particella"))
}
