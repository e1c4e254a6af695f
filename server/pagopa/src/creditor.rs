//! The tax code of a creditor: eleven digits.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Why a text is no creditor's tax code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a creditor's tax code is 11 digits")]
pub struct CreditorCodeError;

/// The tax code of a creditor, `stFiscalCodePA` of *paForNode*: eleven digits, nothing else is asked of them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CreditorCode(String);

impl CreditorCode {
    /// Reads a code; blanks are dropped.
    ///
    /// # Errors
    /// If it is not eleven digits.
    pub fn parse(text: &str) -> Result<Self, CreditorCodeError> {
        let code: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let digits = code.len() == 11 && code.bytes().all(|byte| byte.is_ascii_digit());
        if digits { Ok(Self(code)) } else { Err(CreditorCodeError) }
    }

    /// The eleven digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CreditorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for CreditorCode {
    type Error = CreditorCodeError;
    fn try_from(text: String) -> Result<Self, CreditorCodeError> {
        Self::parse(&text)
    }
}

impl From<CreditorCode> for String {
    fn from(code: CreditorCode) -> Self {
        code.0
    }
}
