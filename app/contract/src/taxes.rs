//! Tax positions as pages show them: what somebody owes, in which parts, what is paid.

use jiff::civil::Date;

use crate::{ids::PositionId, payments::NoticeView};

/// How a position stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PositionState {
    /// Something is to be paid, nothing is late.
    Due,
    /// Something was to be paid before today.
    Late,
    /// A part is paid, the rest is not late.
    PartlyPaid,
    /// Everything is paid.
    Paid,
    /// More than everything is paid.
    Overpaid,
}

impl PositionState {
    /// Every state, for the test that each has its text.
    pub const ALL: [Self; 5] = [Self::Due, Self::Late, Self::PartlyPaid, Self::Paid, Self::Overpaid];

    /// The word of its texts: `position-<word>`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Due => "due",
            Self::Late => "late",
            Self::PartlyPaid => "partly-paid",
            Self::Paid => "paid",
            Self::Overpaid => "overpaid",
        }
    }

    /// Whether something is left to pay.
    #[must_use]
    pub fn open(self) -> bool {
        matches!(self, Self::Due | Self::Late | Self::PartlyPaid)
    }
}

/// A position in the list of one's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PositionRow {
    /// The position.
    pub id: PositionId,
    /// The tax and the year: `Tassa sui rifiuti (TARI) 2026`.
    pub title: String,
    /// What it is about: an address.
    pub place: String,
    /// How it stands.
    pub state: PositionState,
    /// The whole sum, in cents.
    pub total: i64,
    /// What is paid of it, in cents.
    pub paid: i64,
    /// What is to be paid next: the last day, and how much.
    pub next: Option<(Date, i64)>,
}

/// One part of a plan: a notice of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InstalmentView {
    /// Its number in the plan, from 1.
    pub number: u32,
    /// The notice by which it is paid.
    pub notice: NoticeView,
}

/// A way to pay a position: all at once, or in parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanView {
    /// Its parts, in order.
    pub instalments: Vec<InstalmentView>,
}

/// A position with all that is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PositionPage {
    /// Its entry in the list.
    pub row: PositionRow,
    /// Who owes.
    pub owner: String,
    /// What the sum is made of: words and cents.
    pub lines: Vec<(String, i64)>,
    /// The ways to pay it. The first payment by one of them closes the others.
    pub plans: Vec<PlanView>,
    /// Whether one can pay online.
    pub online: bool,
}
