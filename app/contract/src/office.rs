//! The office's own lists.

use serde::{Deserialize, Serialize};

use crate::{
    Code,
    cases::{Binds, Phase},
    catalogue::ServiceTimes,
    ids::{CaseId, JobId},
    time::{Date, Moment},
};

/// A case in the office's inbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InboxRow {
    /// Its id, for the link.
    pub id: CaseId,
    /// `RC-2026-000123`.
    pub number: String,
    /// The procedure's short name.
    pub procedure: String,
    /// Who filed it.
    pub applicant: String,
    /// Of whom it is and where, as far as it is known.
    pub about: String,
    /// Where it is in its life.
    pub phase: Phase,
    /// The state in the procedure's own words.
    pub state: String,
    /// When it was received.
    pub received_at: Moment,
    /// Who has it in charge.
    pub assigned_to: Option<String>,
    /// The number that the office gave it.
    pub office_number: Option<String>,
    /// Whether the applicant wrote something that nobody has dealt with.
    pub to_read: bool,
    /// A moment of the last day that the applicant was given for an answer, where one runs.
    pub due: Option<Moment>,
    /// Whether it is the reader's own matter: another works on it.
    pub own: bool,
}

/// Whose work a list of cases shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Charge {
    /// What the reader has in charge.
    Mine,
    /// What the reader is RUP of.
    Rup,
    /// What nobody has in charge.
    Nobody,
    /// Where the applicant wrote something that nobody has dealt with.
    ToRead,
}

impl Charge {
    /// Every choice, in the order of the page.
    pub const ALL: [Self; 4] = [Self::Mine, Self::Rup, Self::Nobody, Self::ToRead];

    /// The word in addresses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Mine => "mie",
            Self::Rup => "rup",
            Self::Nobody => "nessuno",
            Self::ToRead => "da-leggere",
        }
    }

    /// The choice of a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|charge| charge.as_str() == word)
    }
}

/// So many cases are counted; where there are more, the counter says so. Counting goes on for as long as
/// there are cases, and a list over years has very many.
pub const COUNTED: u64 = 1_000;

/// The inbox: counters and one page of rows, oldest filing first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inbox {
    /// Cases of each phase that the office works in, at most [`COUNTED`] of each.
    pub counters: Vec<(Phase, u64)>,
    /// The phase shown, all open ones if none.
    pub filter: Option<Phase>,
    /// Whose work is shown; everybody's if none.
    pub charge: Option<Charge>,
    /// The procedure shown, by its slug; all if none.
    pub procedure: Option<String>,
    /// The procedures of the office's cases: slug and short name.
    pub procedures: Vec<(String, String)>,
    /// What was searched for.
    pub query: String,
    /// The rows.
    pub rows: Vec<InboxRow>,
    /// The key of the next page, where there is one.
    pub next: Option<String>,
    /// How many pieces of work failed and wait for a person.
    pub failed_jobs: u64,
    /// Whether the reader announces outages of the portal.
    pub announces: bool,
}

/// A piece of work that failed too often and waits for a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailedJob {
    /// Its id, for the button.
    pub id: JobId,
    /// What kind of work.
    pub kind: String,
    /// How often it was tried.
    pub attempts: i32,
    /// The last error, without personal data.
    pub error: String,
    /// When it was last tried.
    pub at: Moment,
}

/// A field of the form that registers what came another way; a column of the file that takes many over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ArrivalField {
    /// The procedure.
    Procedure,
    /// How it came.
    Channel,
    /// The day on which it came.
    Day,
    /// The time of that day.
    Time,
    /// Its number in the register.
    Protocollo,
    /// The office's own number.
    OfficeNumber,
    /// Given name.
    GivenName,
    /// Family name, or name of a body.
    FamilyName,
    /// Codice fiscale.
    FiscalCode,
    /// The professional.
    Technician,
    /// The address.
    Place,
    /// The parcels.
    Parcel,
    /// What it is about.
    Subject,
    /// The state that it has reached.
    State,
    /// The file as a whole, or the files that came with it.
    File,
}

impl ArrivalField {
    /// Every field, in the order of the form.
    pub const ALL: [Self; 15] = [
        Self::Procedure,
        Self::Channel,
        Self::Day,
        Self::Time,
        Self::Protocollo,
        Self::OfficeNumber,
        Self::GivenName,
        Self::FamilyName,
        Self::FiscalCode,
        Self::Technician,
        Self::Place,
        Self::Parcel,
        Self::Subject,
        Self::State,
        Self::File,
    ];

    /// The columns that every list to be taken over has.
    pub const NEEDED: [Self; 4] = [Self::Procedure, Self::OfficeNumber, Self::Day, Self::FamilyName];

    /// The column of a list to be taken over, as its first line names it.
    #[must_use]
    pub fn column(self) -> &'static str {
        match self {
            Self::Procedure => "procedura",
            Self::Channel => "canale",
            Self::Day => "data_presentazione",
            Self::Time => "ora",
            Self::Protocollo => "protocollo",
            Self::OfficeNumber => "numero_pratica",
            Self::GivenName => "nome",
            Self::FamilyName => "cognome_o_denominazione",
            Self::FiscalCode => "codice_fiscale",
            Self::Technician => "tecnico",
            Self::Place => "indirizzo",
            Self::Parcel => "particelle",
            Self::Subject => "oggetto",
            Self::State => "stato",
            Self::File => "file",
        }
    }

    /// The name of the input; its label is `arrival-<name>`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Procedure => "procedura",
            Self::Channel => "canale",
            Self::Day => "giorno",
            Self::Time => "ora",
            Self::Protocollo => "protocollo",
            Self::OfficeNumber => "numero",
            Self::GivenName => "nome",
            Self::FamilyName => "cognome",
            Self::FiscalCode => "codice-fiscale",
            Self::Technician => "tecnico",
            Self::Place => "indirizzo",
            Self::Parcel => "particelle",
            Self::Subject => "oggetto",
            Self::State => "stato",
            Self::File => "file",
        }
    }
}

/// Something wrong with what was typed, or with a line of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Misread {
    /// The line of the file, from 1 with its head; none for a form.
    pub line: Option<u64>,
    /// Where.
    pub field: ArrivalField,
    /// What.
    pub code: Code,
}

/// The page where the office registers what came another way.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArrivalPage {
    /// The case from which it is opened, and its number: the new one is linked to it.
    pub from: Option<(CaseId, String)>,
    /// What can be registered: slug and name.
    pub procedures: Vec<(String, String)>,
    /// What was typed, by field.
    pub typed: Vec<(ArrivalField, String)>,
    /// What is wrong with it.
    pub wrong: Vec<Misread>,
}

impl ArrivalPage {
    /// What was typed in a field.
    #[must_use]
    pub fn typed(&self, field: ArrivalField) -> &str {
        self.typed.iter().find(|(of, _)| *of == field).map_or("", |(_, text)| text)
    }

    /// What is wrong with a field.
    #[must_use]
    pub fn wrong(&self, field: ArrivalField) -> Option<Code> {
        self.wrong.iter().find(|one| one.field == field).map(|one| one.code)
    }
}

/// A procedure whose open cases can be taken over from a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportableProcedure {
    /// The word in the list.
    pub slug: String,
    /// Its short name.
    pub name: String,
    /// The states that a case may have: the word in the list, and what it means.
    pub states: Vec<(String, String)>,
}

/// A term that runs, in the calendar of an office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeadlineRow {
    /// The case.
    pub case: CaseId,
    /// `RC-2026-000123`.
    pub number: String,
    /// The procedure's short name.
    pub procedure: String,
    /// Of whom it is and where, as far as it is known.
    pub about: String,
    /// The state of the case.
    pub state: String,
    /// The term's name.
    pub term: String,
    /// The body whose clock it is; empty on the main way.
    pub body: String,
    /// Who has to act.
    pub binds: Binds,
    /// What happens if nobody acts.
    pub silence: String,
    /// The last day as counted; none while it stands still by the usual reading of the law.
    pub nominal: Option<Date>,
    /// The earliest day on which it may end by any reading: the office acts before.
    pub earliest: Date,
    /// The last day on which somebody may still act.
    pub latest: Option<Date>,
    /// Whether somebody has the case in charge or leads it.
    pub taken: bool,
    /// Whether it is the reader's own matter: another works on it.
    pub own: bool,
}

/// The terms that are about to end in the offices of who looks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadlines {
    /// Today.
    pub today: Date,
    /// Whose terms are shown; everybody's, if it is not there.
    pub binds: Option<Binds>,
    /// Whether only cases that the reader has in charge or leads are shown.
    pub mine: bool,
    /// What the office still has to do though its term is over, the oldest case first.
    pub overdue: Vec<DeadlineRow>,
    /// The terms, the first to end first.
    pub rows: Vec<DeadlineRow>,
    /// Those that are long over in cases that go on, the first to end first.
    pub late: Vec<DeadlineRow>,
    /// Whether there are more than are shown.
    pub more: bool,
    /// How long the cases of the reader's offices took.
    pub took: Vec<ServiceTimes>,
}
