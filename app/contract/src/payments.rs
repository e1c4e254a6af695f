//! Payments as pages show them: notices, the form that finds one, carts, receipts.

mod receipts;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    ids::{CartId, CaseId, NoticeId},
    people::TaxCode,
    time::Moment,
};

pub use receipts::{ReceiptFault, ReceiptToCheck};

/// The most notices that are paid together (pagoPA's own limit).
pub const MOST_TOGETHER: usize = 5;

/// The form's field for the notice number.
pub const NAV_FIELD: &str = "avviso";

/// The form's field for the codice fiscale on the notice.
pub const CODE_FIELD: &str = "codice_fiscale";

/// Whether a notice can be paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeState {
    /// It can be paid.
    Open,
    /// A payment was begun and its receipt is not there; it can be begun again.
    Paying,
    /// Its receipt is there.
    Paid,
    /// It is not to be paid any more.
    Cancelled,
}

impl NoticeState {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Open, Self::Paying, Self::Paid, Self::Cancelled];

    /// The word in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Paying => "paying",
            Self::Paid => "paid",
            Self::Cancelled => "cancelled",
        }
    }

    /// The state of a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }

    /// Whether a payment of it may be begun.
    #[must_use]
    pub fn payable(self) -> bool {
        matches!(self, Self::Open | Self::Paying)
    }
}

/// A payment notice as who pays it sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeView {
    /// The notice.
    pub id: NoticeId,
    /// Its number, digits in groups of four.
    pub nav: String,
    /// What is paid for.
    pub reason: String,
    /// The name of who owes it.
    pub debtor: String,
    /// In cents.
    pub cents: i64,
    /// The last day without anything more to pay, where there is one.
    pub due: Option<Date>,
    /// Whether that day is over and it is not paid.
    pub late: bool,
    /// Whether it can be paid.
    pub state: NoticeState,
}

/// What is wrong with what was typed to find a notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NoticeProblem {
    /// No number was typed.
    NavMissing,
    /// The number does not have 18 digits.
    NavShape,
    /// No codice fiscale was typed.
    CodeMissing,
    /// What was typed is no codice fiscale.
    CodeShape,
    /// No notice has this number and this codice fiscale: which of the two is wrong is not said.
    Unknown,
    /// Too many numbers were tried with this codice fiscale.
    TooManyTries,
    /// It is paid.
    Paid,
    /// It is not to be paid any more.
    Cancelled,
    /// No more notices are paid together.
    Full,
}

impl NoticeProblem {
    /// Every problem, for the test that each has its text.
    pub const ALL: [Self; 9] = [
        Self::NavMissing,
        Self::NavShape,
        Self::CodeMissing,
        Self::CodeShape,
        Self::Unknown,
        Self::TooManyTries,
        Self::Paid,
        Self::Cancelled,
        Self::Full,
    ];

    /// The key of its text: `notice-problem-<key>`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::NavMissing => "nav-missing",
            Self::NavShape => "nav-shape",
            Self::CodeMissing => "code-missing",
            Self::CodeShape => "code-shape",
            Self::Unknown => "unknown",
            Self::TooManyTries => "too-many-tries",
            Self::Paid => "paid",
            Self::Cancelled => "cancelled",
            Self::Full => "full",
        }
    }

    /// The field where it is put right.
    #[must_use]
    pub fn field(self) -> &'static str {
        match self {
            Self::CodeMissing | Self::CodeShape => CODE_FIELD,
            _ => NAV_FIELD,
        }
    }
}

/// What was typed to find a notice, and what is wrong with it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NoticeForm {
    /// The number as typed.
    pub nav: String,
    /// The codice fiscale as typed.
    pub code: String,
    /// What is wrong, in the order of the fields.
    pub problems: Vec<NoticeProblem>,
}

impl NoticeForm {
    /// Checks the shape of what was typed. Check digits are not looked at here: a wrong one means that there is
    /// no such notice.
    #[must_use]
    pub fn read(nav: &str, code: &str) -> Self {
        let digits: String = nav.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        let number = digits.len() == 18 && digits.bytes().all(|byte| byte.is_ascii_digit());
        let mut problems = Vec::new();
        if digits.is_empty() {
            problems.push(NoticeProblem::NavMissing);
        } else if !number {
            problems.push(NoticeProblem::NavShape);
        }
        if code.trim().is_empty() {
            problems.push(NoticeProblem::CodeMissing);
        } else if TaxCode::parse(code).is_err() {
            problems.push(NoticeProblem::CodeShape);
        }
        Self { nav: nav.to_owned(), code: code.to_owned(), problems }
    }
}

/// How far a cart is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CartState {
    /// The browser was led to the page where one pays.
    Begun,
    /// It came back; the receipts are awaited.
    Waiting,
    /// The person gave it up.
    Cancelled,
    /// The payment did not work.
    Failed,
    /// Every receipt is there.
    Paid,
}

impl CartState {
    /// Every state.
    pub const ALL: [Self; 5] = [Self::Begun, Self::Waiting, Self::Cancelled, Self::Failed, Self::Paid];

    /// The word in the database, and of its texts.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Begun => "begun",
            Self::Waiting => "waiting",
            Self::Cancelled => "cancelled",
            Self::Failed => "failed",
            Self::Paid => "paid",
        }
    }

    /// The state of a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }

    /// Whether it goes on: its receipts may come.
    #[must_use]
    pub fn under_way(self) -> bool {
        matches!(self, Self::Begun | Self::Waiting)
    }
}

/// How the browser came back from the page where one pays. It says nothing of the payment itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Returned {
    /// The payment seems to have worked.
    Done,
    /// The person gave it up.
    Cancelled,
    /// The payment did not work.
    Failed,
    /// How it ended is not known yet.
    Waiting,
}

impl Returned {
    /// Every way back.
    pub const ALL: [Self; 4] = [Self::Done, Self::Cancelled, Self::Failed, Self::Waiting];

    /// The word in the address.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Done => "fatto",
            Self::Cancelled => "annullato",
            Self::Failed => "errore",
            Self::Waiting => "attesa",
        }
    }

    /// The way of a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|how| how.as_str() == word)
    }
}

/// What is about to be paid, and the form that finds one notice more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BasketPage {
    /// The notices found so far.
    pub notices: Vec<NoticeView>,
    /// Their sum in cents.
    pub total: i64,
    /// Whether one can pay online.
    pub online: bool,
    /// What was typed.
    pub form: NoticeForm,
}

/// A cart that was sent to be paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentPage {
    /// The cart.
    pub id: CartId,
    /// How far it is.
    pub state: CartState,
    /// Its notices.
    pub notices: Vec<NoticeView>,
    /// Their sum in cents.
    pub total: i64,
    /// The page where one pays, while there is one.
    pub checkout: Option<String>,
    /// When it was begun.
    pub begun_at: Moment,
    /// The reader's own cases that are paid for, each with its number: the way back to them.
    pub cases: Vec<(CaseId, String)>,
}

/// What proves a payment, with all that the citizen's copy must say (SANP, payment attestation).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptView {
    /// The notice.
    pub notice: NoticeId,
    /// Its number, digits in groups of four.
    pub nav: String,
    /// The payment's identifier with the creditor.
    pub iuv: String,
    /// The payment's token: identifies the receipt.
    pub token: String,
    /// What was paid for.
    pub reason: String,
    /// In cents.
    pub cents: i64,
    /// When it was paid: the moment that frees from the debt.
    pub paid_at: Moment,
    /// The day of the payment order, where it is said.
    pub applied_on: Option<Date>,
    /// Who collected.
    pub psp: String,
    /// Their tax code, where it is said.
    pub psp_code: Option<String>,
    /// What they charged for it, in cents, where it is said.
    pub fee: Option<i64>,
    /// Who owed.
    pub debtor: String,
    /// Who was paid.
    pub creditor: String,
    /// Their tax code.
    pub creditor_code: String,
    /// Whether more was paid than was owed: the office gives it back.
    pub overpaid: bool,
    /// Whether money really moved: elsewhere the page says that it proves nothing.
    pub real: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_to_find_a_notice_is_judged_by_its_shape_alone() {
        use NoticeProblem::{CodeMissing, CodeShape, NavMissing, NavShape};
        let (nav, code) = ("301000000000000144", "SMPLCU61C54M999F");
        for (rule, typed, expected) in [
            ("both right", (nav, code), vec![]),
            ("as printed", ("3010 0000 0000 0001 44", "smp lcu 61c54 m999f"), vec![]),
            ("a body's code", (nav, "00743110157"), vec![]),
            ("a wrong check digit is for the search to say", ("301000000000000145", code), vec![]),
            ("nothing", ("", "  "), vec![NavMissing, CodeMissing]),
            ("letters", ("30100000000000014A", code), vec![NavShape]),
            ("too short", ("3010", code), vec![NavShape]),
            ("a whole QR code", ("PAGOPA|002|301000000000000144|77777777777|05", code), vec![NavShape]),
            ("a wrong check letter", (nav, "SMPLCU61C54M999A"), vec![CodeShape]),
            ("no code at all", (nav, "Lucia"), vec![CodeShape]),
        ] {
            let form = NoticeForm::read(typed.0, typed.1);
            assert_eq!(form.problems, expected, "{rule}");
            assert_eq!((form.nav.as_str(), form.code.as_str()), typed, "{rule}: what was typed is kept");
        }
    }
}
