//! What the office asks to be paid for a case, and what it lets everybody read of it.

use serde::{Deserialize, Serialize};

use crate::{Code, ids::PublicationId, payments::NoticeView, time::Date};

/// The form's field for the sum.
pub const SUM_FIELD: &str = "importo";

/// The form's field for the last day of a payment.
pub const PAY_BY_FIELD: &str = "paga_entro";

/// The greatest sum of one notice, in cents: what the paper notice has room for.
pub const GREATEST_SUM: i64 = 9_999_999_999;

/// A payment about to be asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentForm {
    /// Whether the act is refused without a sum.
    pub required: bool,
    /// Who owes it, with their tax code.
    pub debtor: String,
    /// The sum that was typed.
    pub sum: String,
    /// The last day that was typed.
    pub by: String,
}

/// What the office asked to be paid for a case.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CasePayments {
    /// The notices, oldest first.
    pub notices: Vec<NoticeView>,
    /// Whether one can pay online.
    pub online: bool,
    /// Why a payment could not be begun.
    pub problem: Option<Code>,
}

/// What everybody reads of a case for some days (*albo pretorio*).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Announcement {
    /// What is announced: `Permesso di costruire`.
    pub title: String,
    /// Its number in the register, or that of the case; may be empty.
    pub number: String,
    /// Its day.
    pub act_on: Option<Date>,
    /// What is read with it, label and words.
    pub lines: Vec<(String, String)>,
    /// How many days it can be read.
    pub days: u16,
}

/// An announcement that can be read, or could.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Publication {
    /// Its id.
    pub id: PublicationId,
    /// The office that announces it.
    pub office: String,
    /// What it says.
    pub says: Announcement,
    /// Its first day.
    pub from: Date,
    /// Its last day.
    pub until: Date,
    /// Whether it was taken away before.
    pub withdrawn: bool,
}
