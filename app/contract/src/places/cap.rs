//! The postal code (*codice di avviamento postale*).

use serde::{Deserialize, Serialize};

use crate::typed::{dense, read_and_stored_as_text, shown_as_stored};

/// Why a text is no CAP.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CapError {
    /// Not five digits.
    #[error("a CAP is 5 digits, such as 00186")]
    Shape,
}

/// An Italian postal code, five digits. A comune may have several, and several comuni one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Cap(String);

impl Cap {
    /// Reads a code as people type it: blanks are dropped.
    ///
    /// # Errors
    /// [`CapError::Shape`] if it is not five digits.
    pub fn parse(text: &str) -> Result<Self, CapError> {
        let code = dense(text);
        let right = code.len() == 5 && code.bytes().all(|byte| byte.is_ascii_digit());
        if right { Ok(Self(code)) } else { Err(CapError::Shape) }
    }

    /// The five digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

read_and_stored_as_text!(Cap, CapError);
shown_as_stored!(Cap);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cap_is_five_digits() {
        for (typed, expected) in [
            ("00186", Some("00186")),
            (" 47 890 ", Some("47890")),
            ("0186", None),
            ("001866", None),
            ("I-00186", None),
            ("٠٠١٨٦", None),
            ("", None),
        ] {
            assert_eq!(Cap::parse(typed).ok().map(String::from).as_deref(), expected, "{typed}");
        }
    }
}
