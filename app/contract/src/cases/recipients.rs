//! Whom an act of the office goes to beside whose case it is.

use serde::{Deserialize, Serialize};

/// The form's field for recipients, one a line: name, `;`, certified or postal address.
pub const RECIPIENTS_FIELD: &str = "destinatari";

/// The longest name of a recipient, in characters.
pub const LONGEST_RECIPIENT: usize = 200;

/// The recipients of an act about to be done.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecipientsForm {
    /// Where each body that can be chosen is written to; empty where no address is known.
    pub bodies: Vec<(String, String)>,
    /// The bodies that get it because they were asked in the case, each with its address.
    pub asked: Vec<(String, String)>,
    /// How many more the office may name.
    pub most: u16,
    /// Whether it goes to those alone, and not to whose case it is.
    pub only: bool,
    /// For how many days bodies with certified mail may read the documents of the case; 0: not at all.
    pub documents_days: u16,
    /// What was typed.
    pub typed: String,
}
