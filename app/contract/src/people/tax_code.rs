//! The codice fiscale of whoever it is: a person or a body.

use serde::{Deserialize, Serialize};

use super::{CodiceFiscale, CodiceFiscaleError, EntityCode, EntityCodeError};
use crate::typed::{dense, read_and_stored_as_text, shown_as_stored};

/// Why a text is no codice fiscale, neither of a person nor of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TaxCodeError {
    /// Neither the 16 characters of a person nor the 11 digits of a body.
    #[error("a codice fiscale is 16 letters and digits for a person, 11 digits for a body")]
    Shape,
    /// Made as a person's code is, but the last letter does not follow from the other characters.
    #[error("the last letter of the codice fiscale does not match the others")]
    PersonCheck,
    /// Eleven digits, but the last one does not follow from the others.
    #[error("the last digit of the codice fiscale does not match the others")]
    EntityCheck,
}

/// A codice fiscale: of a person, or of a body (also the provisional one of a person).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum TaxCode {
    /// Sixteen characters.
    Person(CodiceFiscale),
    /// Eleven digits.
    Entity(EntityCode),
}

impl TaxCode {
    /// Reads a code as people type it: what is made of digits alone is a body's, the rest a person's.
    ///
    /// # Errors
    /// [`TaxCodeError::Shape`] if it is made neither as the one nor as the other,
    /// [`TaxCodeError::PersonCheck`] or [`TaxCodeError::EntityCheck`] if only its last character is
    /// wrong.
    pub fn parse(text: &str) -> Result<Self, TaxCodeError> {
        let code = dense(text);
        if code.bytes().all(|byte| byte.is_ascii_digit()) {
            return EntityCode::parse(&code).map(Self::Entity).map_err(|error| match error {
                EntityCodeError::Shape => TaxCodeError::Shape,
                EntityCodeError::Check => TaxCodeError::EntityCheck,
            });
        }
        CodiceFiscale::parse(&code).map(Self::Person).map_err(|error| match error {
            CodiceFiscaleError::Shape => TaxCodeError::Shape,
            CodiceFiscaleError::Check => TaxCodeError::PersonCheck,
        })
    }

    /// The code, upper case, without blanks.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Person(code) => code.as_str(),
            Self::Entity(code) => code.as_str(),
        }
    }
}

read_and_stored_as_text!(TaxCode, TaxCodeError);
shown_as_stored!(TaxCode);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_a_persons_or_a_bodys() {
        use TaxCodeError::{EntityCheck, PersonCheck, Shape};
        for (rule, typed, expected) in [
            ("a person", "rssmra80a01 h501u", Ok("RSSMRA80A01H501U")),
            ("a body", "0074311 0157", Ok("00743110157")),
            ("a person's last letter", "RSSMRA80A01H501V", Err(PersonCheck)),
            ("a body's last digit", "00743110158", Err(EntityCheck)),
            ("nothing", " ", Err(Shape)),
            ("twelve digits", "007431101570", Err(Shape)),
            ("a number with its country is a partita IVA", "IT00743110157", Err(Shape)),
            ("fifteen characters", "RSSMRA80A01H501", Err(Shape)),
        ] {
            let read = TaxCode::parse(typed);
            assert_eq!(read.as_ref().map(TaxCode::as_str), expected.as_ref().map(|code| *code), "{rule}");
            if let Ok(code) = read {
                assert_eq!(matches!(code, TaxCode::Person(_)), code.as_str().len() == 16, "{rule}");
                let json = serde_json::to_string(&code).unwrap();
                assert_eq!(json, format!("\"{code}\""), "{rule}");
                assert_eq!(serde_json::from_str::<TaxCode>(&json).unwrap(), code, "{rule}");
            }
        }
        assert!(serde_json::from_str::<TaxCode>("\"00743110158\"").is_err(), "stored codes are checked too");
    }
}
