//! The questions of a page, as it shows them.

use std::collections::BTreeMap;

use contract::{
    Lang,
    forms::{
        Answers, ChoiceView, FieldKind, FieldView, Filling, InputView, Note, OfferView, PageKey, Part,
        PartKind, Question, Step, Territory, value_words,
    },
    people::CodiceFiscale,
};

use super::{Definition, problem_view};
use crate::lists::Lists;

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
pub(crate) fn field_views(
    context: &FieldContext<'_, '_>,
    step: &Step,
    offers: &BTreeMap<String, Vec<OfferView>>,
) -> Vec<FieldView> {
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
            view.problem = problem.map(|problem| problem_view(context.definition, context.lang, problem));
            view.offers = offers.get(&question.id).cloned().unwrap_or_default();
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
        let known = self.known_of_parcel(question, typed);
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
            note: if known.is_some() { Some(Note::FromTerritory) } else { self.note(question, typed) },
            offers: Vec::new(),
            said: self.said(question),
            slot: question.slot.clone(),
        }
    }

    /// What the municipality's files say, where the question was not answered yet.
    fn known_of_parcel(&self, question: &Question, typed: &Answers) -> Option<String> {
        let from = question.from_parcel.as_ref()?;
        if !typed.of(question, "").is_empty() {
            return None;
        }
        let (step, asked) = self.definition.form.question(&from.parcel)?;
        let page = if step.repeat.is_some() { self.page.clone() } else { PageKey::step(&step.id) };
        let answers = self.filling.answers(&page);
        let parcel =
            self.lists.territory.lookup(answers.of(asked, "foglio"), answers.of(asked, "particella"))?;
        let known = match from.what {
            Territory::Zone => parcel.zone.clone(),
            Territory::Constraints => {
                let known = question.choices.iter().filter(|choice| parcel.constraints.contains(choice));
                known.cloned().collect::<Vec<_>>().join(",")
            }
        };
        (!known.is_empty()).then_some(known)
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
