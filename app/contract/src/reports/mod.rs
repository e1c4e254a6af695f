//! What people write to the municipality outside a procedure: a report of something that does not work, a
//! request for help, for an appointment, about an obstacle in these pages.

mod form;
#[cfg(test)]
mod tests;
mod views;

use serde::{Deserialize, Serialize};

pub use form::{NewReport, REPORT_ID_FIELD, ReportChoices, ReportForm, ReportProblem};
pub use views::{LONGEST_ANSWER, ReportList, ReportReceipt, ReportRow, ReportState, ReportView};

/// What somebody writes about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportKind {
    /// Something in town does not work (*disservizio*).
    Fault,
    /// Help with a service.
    Assistance,
    /// An appointment at an office.
    Appointment,
    /// An obstacle in these pages (Law 4/2004, article 3-quinquies).
    Accessibility,
}

impl ReportKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Fault, Self::Assistance, Self::Appointment, Self::Accessibility];

    /// The word in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Fault => "fault",
            Self::Assistance => "assistance",
            Self::Appointment => "appointment",
            Self::Accessibility => "accessibility",
        }
    }

    /// The word in addresses.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Fault => "disservizio",
            Self::Assistance => "assistenza",
            Self::Appointment => "appuntamento",
            Self::Accessibility => "accessibilita",
        }
    }

    /// The kind of a word of the database or of an address.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word || kind.word() == word)
    }

    /// The questions of its form, in order.
    #[must_use]
    pub fn fields(self) -> &'static [ReportField] {
        use ReportField::{Band, Days, Email, Name, Office, Phone, Place, Privacy, Service, Text};
        match self {
            Self::Fault => &[Place, Text, Name, Email, Phone, Privacy],
            Self::Assistance => &[Service, Text, Name, Email, Phone, Privacy],
            Self::Appointment => &[Office, Service, Days, Band, Text, Name, Email, Phone, Privacy],
            Self::Accessibility => &[Place, Text, Name, Email, Privacy],
        }
    }

    /// Whether a question of its form may be left without an answer.
    #[must_use]
    pub fn optional(self, field: ReportField) -> bool {
        match field {
            ReportField::Phone | ReportField::Service => true,
            ReportField::Place => self == Self::Accessibility,
            _ => false,
        }
    }
}

/// A question of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportField {
    /// Given and family name.
    Name,
    /// Where the answer goes.
    Email,
    /// A number to call.
    Phone,
    /// The office.
    Office,
    /// The service.
    Service,
    /// Where it is, in town or among these pages.
    Place,
    /// What it is about.
    Text,
    /// Days of the week that suit.
    Days,
    /// Part of the day that suits.
    Band,
    /// That one has read how data are treated.
    Privacy,
    /// The input that people do not see, and that programs fill.
    Trap,
}

impl ReportField {
    /// The input's name and id.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Name => "nome",
            Self::Email => "email",
            Self::Phone => "telefono",
            Self::Office => "ufficio",
            Self::Service => "servizio",
            Self::Place => "dove",
            Self::Text => "testo",
            Self::Days => "giorni",
            Self::Band => "fascia",
            Self::Privacy => "privacy",
            Self::Trap => "sito",
        }
    }

    /// The longest answer, in characters.
    #[must_use]
    pub fn longest(self) -> usize {
        match self {
            Self::Text => 2_000,
            Self::Place | Self::Email => 200,
            Self::Name => 120,
            Self::Phone => 30,
            _ => 100,
        }
    }
}

/// A day of the week on which offices may be open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Weekday {
    /// Monday.
    Monday,
    /// Tuesday.
    Tuesday,
    /// Wednesday.
    Wednesday,
    /// Thursday.
    Thursday,
    /// Friday.
    Friday,
    /// Saturday.
    Saturday,
}

impl Weekday {
    /// From Monday on.
    pub const ALL: [Self; 6] =
        [Self::Monday, Self::Tuesday, Self::Wednesday, Self::Thursday, Self::Friday, Self::Saturday];

    /// The word in forms and in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Monday => "monday",
            Self::Tuesday => "tuesday",
            Self::Wednesday => "wednesday",
            Self::Thursday => "thursday",
            Self::Friday => "friday",
            Self::Saturday => "saturday",
        }
    }
}

/// A part of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Band {
    /// Before noon.
    Morning,
    /// After noon.
    Afternoon,
    /// Either.
    Any,
}

impl Band {
    /// Every part, in the order of the form.
    pub const ALL: [Self; 3] = [Self::Morning, Self::Afternoon, Self::Any];

    /// The word in forms and in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Morning => "morning",
            Self::Afternoon => "afternoon",
            Self::Any => "any",
        }
    }

    /// The part of a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|band| band.as_str() == word)
    }
}
