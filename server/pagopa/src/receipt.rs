//! The receipt of a payment (*ricevuta telematica*), as the hub delivers it with `paSendRTV2` (*paForNode*).

mod reading;
mod writing;

/// The namespace of the schema.
pub const PA_FOR_NODE: &str = "http://pagopa-api.pagopa.gov.it/pa/paForNode.xsd";

/// What arrives: a receipt, and for whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// The creditor's tax code.
    pub creditor: String,
    /// The broker's identifier.
    pub broker: String,
    /// The station's identifier.
    pub station: String,
    /// The receipt.
    pub receipt: Receipt,
}

/// A person, or a body, in a receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// Whether it is a person (`F`) or a body (`G`).
    pub person: bool,
    /// Their tax code, or `ANONIMO`.
    pub code: String,
    /// Their name.
    pub name: String,
}

/// The part of a payment that one creditor gets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transfer {
    /// Its place, 1 to 5.
    pub place: u8,
    /// In cents.
    pub cents: i64,
    /// The tax code of who gets it.
    pub creditor: String,
    /// Where the money goes; none for stamp duty.
    pub iban: Option<String>,
    /// What is written on the transfer.
    pub remittance: String,
    /// The code of the taxonomy: `9/0101101IM/`.
    pub category: String,
}

/// What was paid, by whom, through whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Identifies the receipt: the payment's token, the IUR of the flows of money.
    pub id: String,
    /// The notice that was paid, 18 digits.
    pub notice: String,
    /// The creditor whose notice it is, 11 digits.
    pub creditor: String,
    /// Whether the payment was carried out.
    pub executed: bool,
    /// The payment's identifier with the creditor (IUV).
    pub reference: String,
    /// What was paid, in cents, without the fee of who collected it.
    pub cents: i64,
    /// What was paid for.
    pub description: String,
    /// The creditor's name.
    pub company: String,
    /// Who owed.
    pub debtor: Subject,
    /// What each creditor gets.
    pub transfers: Vec<Transfer>,
    /// Identifies who collected.
    pub psp: String,
    /// Their tax code, where it is given.
    pub psp_code: Option<String>,
    /// Their name.
    pub psp_name: String,
    /// The channel by which the money came.
    pub channel: String,
    /// What that channel is.
    pub channel_kind: String,
    /// Who paid, where it is said.
    pub payer: Option<Subject>,
    /// How it was paid: `creditCard`.
    pub method: Option<String>,
    /// The creditor's name for the cart it was paid in (`idCart`).
    pub note: Option<String>,
    /// What who collected charged for it, in cents.
    pub fee: Option<i64>,
    /// When the payment was made, `2021-10-01T17:48:22`: the moment that frees from the debt.
    pub paid_at: Option<String>,
    /// The day of the payment order, `2021-10-01`.
    pub applied_on: Option<String>,
    /// The day on which the money goes to the creditor.
    pub transferred_on: Option<String>,
    /// Whether the hub answered in the creditor's stead when it was paid.
    pub stand_in: bool,
}

/// Why a message is no delivery of a receipt.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// It is not XML, or far larger than a receipt.
    #[error("the message is no XML: {0}")]
    Xml(String),
    /// It is no SOAP message with `paSendRTV2Request` of the schema.
    #[error("the message is no delivery of a receipt")]
    Message,
    /// A part is missing or is not as the schema wants it.
    #[error("{0} is missing or not as the schema wants it")]
    Field(&'static str),
    /// The transfers do not make up the amount.
    #[error("the transfers do not make up the amount")]
    Sum,
}

/// The largest message that is read, in bytes.
pub const LARGEST: usize = 1024 * 1024;

impl Delivery {
    /// Reads a message of the hub.
    ///
    /// # Errors
    /// [`ReadError`], the first that holds. A document type, and with it every entity, is refused.
    pub fn read(message: &str) -> Result<Self, ReadError> {
        reading::delivery(message)
    }

    /// The message, as the hub writes it.
    #[must_use]
    pub fn written(&self) -> String {
        writing::delivery(self)
    }
}

#[cfg(test)]
mod tests;
