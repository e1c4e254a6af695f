//! A form of a report: read as it was typed, judged answer by answer.

use serde::{Deserialize, Serialize};

use super::{Band, ReportField, ReportKind, Weekday};
use crate::{Lang, ids::ReportId, people::Email, time::Moment};

/// What is wrong with an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportProblem {
    /// There is none.
    Missing,
    /// It is longer than [`ReportField::longest`].
    TooLong,
    /// It is no address of the electronic post.
    Email,
    /// It is none of the choices.
    NotAChoice,
    /// The input that people do not see was filled.
    Filled,
    /// The form came back sooner than anybody types.
    TooQuick,
}

/// Sooner than this nobody has filled a form, in milliseconds.
const QUICKEST_MS: i64 = 2_000;

/// The hidden input with the id of the report to be: sent twice, it is one report.
pub const REPORT_ID_FIELD: &str = "modulo";

/// What a form may choose from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportChoices {
    /// Offices: id and name.
    pub offices: Vec<(String, String)>,
    /// Services: word in addresses and title.
    pub services: Vec<(String, String)>,
}

/// A form as it was typed, right or wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportForm {
    /// What it is about.
    pub kind: ReportKind,
    /// The id that the report will have.
    pub id: ReportId,
    /// Input name and text, as typed; ticked days one entry each.
    pub typed: Vec<(String, String)>,
    /// What is wrong, in the order of the questions.
    pub problems: Vec<(ReportField, ReportProblem)>,
}

impl ReportForm {
    /// A form that nobody has touched, with what is known already.
    #[must_use]
    pub fn fresh(kind: ReportKind, id: ReportId, known: &[(ReportField, String)]) -> Self {
        let typed = known.iter().map(|(field, text)| (field.as_str().to_owned(), text.clone())).collect();
        Self { kind, id, typed, problems: Vec::new() }
    }

    /// Reads what was typed; `fresh` is the id for a form that brought none.
    #[must_use]
    pub fn read(
        kind: ReportKind,
        fresh: ReportId,
        typed: Vec<(String, String)>,
        choices: &ReportChoices,
        now: Moment,
    ) -> Self {
        let id = typed.iter().find(|(name, _)| name == REPORT_ID_FIELD);
        let id = id.and_then(|(_, id)| id.parse::<ReportId>().ok()).filter(|id| made_at(*id).is_some());
        let mut form = Self { kind, id: id.unwrap_or(fresh), typed, problems: Vec::new() };
        let early = made_at(form.id).is_none_or(|made| now.0 - made < QUICKEST_MS);
        for field in kind.fields() {
            form.problems.extend(form.wrong(*field, choices).map(|problem| (*field, problem)));
        }
        if !form.value(ReportField::Trap).is_empty() {
            form.problems.push((ReportField::Trap, ReportProblem::Filled));
        } else if form.problems.is_empty() && early {
            form.problems.push((ReportField::Trap, ReportProblem::TooQuick));
        }
        form
    }

    /// What was typed, without the blanks around it.
    #[must_use]
    pub fn value(&self, field: ReportField) -> &str {
        let found = self.typed.iter().find(|(name, _)| name == field.as_str());
        found.map_or("", |(_, text)| text.trim())
    }

    /// The days that were ticked.
    #[must_use]
    pub fn days(&self) -> Vec<Weekday> {
        let ticked = |day: &Weekday| {
            self.typed.iter().any(|(name, text)| name == ReportField::Days.as_str() && text == day.as_str())
        };
        Weekday::ALL.into_iter().filter(ticked).collect()
    }

    /// What is wrong with one answer.
    #[must_use]
    pub fn problem(&self, field: ReportField) -> Option<ReportProblem> {
        self.problems.iter().find(|(of, _)| *of == field).map(|(_, problem)| *problem)
    }

    fn wrong(&self, field: ReportField, choices: &ReportChoices) -> Option<ReportProblem> {
        let text = self.value(field);
        let among = |list: &[(String, String)]| list.iter().any(|(id, _)| id == text);
        if text.is_empty() {
            return (!self.kind.optional(field)).then_some(ReportProblem::Missing);
        }
        // A line break travels as two characters and counts as one.
        if text.replace("\r\n", "\n").chars().count() > field.longest() {
            return Some(ReportProblem::TooLong);
        }
        let fits = match field {
            ReportField::Email if Email::parse(text).is_err() => return Some(ReportProblem::Email),
            ReportField::Office => among(&choices.offices),
            ReportField::Service => among(&choices.services),
            ReportField::Days => !self.days().is_empty(),
            ReportField::Band => Band::parse(text).is_some(),
            _ => true,
        };
        (!fits).then_some(ReportProblem::NotAChoice)
    }

    /// The report, if nothing is wrong.
    #[must_use]
    pub fn report(&self, lang: Lang) -> Option<NewReport> {
        if !self.problems.is_empty() {
            return None;
        }
        let asked = |field: ReportField| self.kind.fields().contains(&field);
        let text = |field| if asked(field) { self.value(field).replace("\r\n", "\n") } else { String::new() };
        let some = |field| Some(text(field)).filter(|text| !text.is_empty());
        Some(NewReport {
            id: self.id,
            kind: self.kind,
            lang,
            office: some(ReportField::Office),
            service: some(ReportField::Service),
            name: text(ReportField::Name),
            email: Email::parse(self.value(ReportField::Email)).ok()?,
            phone: some(ReportField::Phone),
            place: some(ReportField::Place),
            text: text(ReportField::Text),
            days: if asked(ReportField::Days) { self.days() } else { Vec::new() },
            band: Band::parse(&text(ReportField::Band)),
        })
    }
}

/// When an id was made, in UTC milliseconds: ours carry it; `None` for one that somebody made up.
fn made_at(id: ReportId) -> Option<i64> {
    let (seconds, nanos) = Some(id.0).filter(|id| id.get_version_num() == 7)?.get_timestamp()?.to_unix();
    Some(i64::try_from(seconds).ok()? * 1000 + i64::from(nanos / 1_000_000))
}

/// A report that can be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewReport {
    /// Its id.
    pub id: ReportId,
    /// What it is about.
    pub kind: ReportKind,
    /// The language it was written in.
    pub lang: Lang,
    /// The office that was chosen.
    pub office: Option<String>,
    /// The service that was chosen.
    pub service: Option<String>,
    /// Who writes.
    pub name: String,
    /// Where the answer goes.
    pub email: Email,
    /// A number to call.
    pub phone: Option<String>,
    /// Where it is.
    pub place: Option<String>,
    /// What it is about.
    pub text: String,
    /// Days that suit.
    pub days: Vec<Weekday>,
    /// Part of the day that suits.
    pub band: Option<Band>,
}
