//! What a list says of a case besides its name: of whom it is, and where. Kept as it is filed: a list of two hundred cases
//! does not read their answers.

use contract::{
    Lang,
    forms::{Answers, FieldKind, Filling, PageKey, Question, Step, public_words, words},
};
use entity::cases::{arrivals, cases};
use sea_orm::{
    UpdateMany,
    sea_query::{Expr, SimpleExpr},
};

use crate::procedures::Definition;

/// What the building of a case is asked by: the name of the thing that its questions are about.
const BUILDING: &str = "immobile";

/// The longest that a list says, in characters.
const LONGEST: usize = 160;

/// Of whom a case is, and where; each empty where the answers do not say it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Described {
    /// Names, between commas.
    pub(crate) whose: String,
    /// The address, or else the parcel.
    pub(crate) place: String,
}

impl Described {
    /// As the answers say it.
    pub(super) fn of(definition: &Definition, filling: &Filling<'_>) -> Self {
        let asked = definition.meta.titolari.iter().filter_map(|name| definition.form.question(name));
        let mut names: Vec<String> = asked
            .flat_map(|(step, question)| {
                filling
                    .pages_of(step)
                    .into_iter()
                    .filter_map(move |page| name(filling, (step, question), &page))
            })
            .collect();
        names.dedup();
        let place = first(definition, filling, FieldKind::Address)
            .or_else(|| first(definition, filling, FieldKind::Parcel));
        Self::said(&names.join(", "), &place.unwrap_or_default())
    }

    /// As the office wrote it down.
    pub(super) fn said(whose: &str, place: &str) -> Self {
        let short = |text: &str| text.trim().chars().take(LONGEST).collect();
        Self { whose: short(whose), place: short(place) }
    }

    /// As it was kept with a case.
    pub(crate) fn kept(case: &cases::Model) -> Self {
        Self { whose: case.whose.clone().unwrap_or_default(), place: case.place.clone().unwrap_or_default() }
    }

    /// Both in one line.
    pub(crate) fn line(&self) -> String {
        let said = [self.whose.as_str(), self.place.as_str()];
        said.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" – ")
    }
}

/// What a case is found by, and what lists say of it.
#[derive(Debug)]
pub(super) struct Listed {
    /// The words that it is found by, normalised.
    pub(super) search: String,
    /// Of whom it is and where.
    pub(super) described: Described,
}

impl Listed {
    /// The same update, which writes this too.
    pub(super) fn written(&self, update: UpdateMany<cases::Entity>) -> UpdateMany<cases::Entity> {
        update
            .col_expr(cases::Column::Search, Expr::value(self.search.clone()))
            .col_expr(cases::Column::Whose, kept(&self.described.whose))
            .col_expr(cases::Column::Place, kept(&self.described.place))
    }
}

/// Words as they are kept: none are none.
pub(super) fn kept(words: &str) -> SimpleExpr {
    Expr::value(Some(words.to_owned()).filter(|words| !words.is_empty()))
}

/// Who sent on paper what the office registered.
pub(super) fn sent_by(row: &arrivals::Model) -> String {
    format!("{} {}", row.given_name, row.family_name).trim().to_owned()
}

/// What is said of a case that came on paper: the building, or else what it is about.
pub(super) fn on_paper(row: &arrivals::Model) -> Described {
    let place = if row.place.trim().is_empty() { &row.subject } else { &row.place };
    Described::said(&sent_by(row), place)
}

/// The name that a page gives: of the firm or the body that somebody answers for, or else of the person.
fn name(filling: &Filling<'_>, (step, question): (&Step, &Question), page: &PageKey) -> Option<String> {
    let answers = filling.answers(page);
    let said = |of: &Question| match of.kind {
        FieldKind::Text => Some(answers.of(of, "").trim().to_owned()),
        _ => public_words(of, answers, Lang::It, |_| None),
    };
    let said =
        |of: &Question| said(of).map(|words| words.trim().to_owned()).filter(|words| !words.is_empty());
    let shown = |of: &&Question| filling.shown(of, page.row);
    // Of a body that is no firm the code is asked, and its name beside it.
    let body = |of: &&Question| {
        let code = |other: &Question| other.kind == FieldKind::TaxCode && other.about == of.about;
        of.kind == FieldKind::Company
            || of.kind == FieldKind::Text && of.about.is_some() && step.questions.iter().any(code)
    };
    let firm = step.questions.iter().filter(shown).filter(body).find_map(said);
    firm.or_else(|| Some(question).filter(shown).and_then(said))
}

/// The first answer of a kind about the building.
fn first(definition: &Definition, filling: &Filling<'_>, kind: FieldKind) -> Option<String> {
    let of = |question: &&Question| {
        question.kind == kind && question.about.as_deref() == Some(BUILDING) && !question.special
    };
    definition.form.steps.iter().filter(|step| filling.step_shown(step)).find_map(|step| {
        step.questions.iter().filter(of).find_map(|question| {
            filling
                .pages_of(step)
                .iter()
                .filter(|page| filling.shown(question, page.row))
                .find_map(|page| here(question, filling.answers(page)))
        })
    })
}

/// An address without what is the same for the whole municipality; a parcel in words.
fn here(question: &Question, answers: &Answers) -> Option<String> {
    match question.kind {
        FieldKind::Address => {
            let of = |part: &str| answers.of(question, part).trim();
            Some(format!("{} {}", of("via"), of("civico")).trim().to_owned())
                .filter(|place| !place.is_empty())
        }
        _ => words(question, answers, Lang::It, |_| None),
    }
}
