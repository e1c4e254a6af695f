//! The partita IVA: the VAT number of who works on their own account.

use serde::{Deserialize, Serialize};

use super::entity_code::last_digit_follows;
use crate::typed::{dense, read_and_stored_as_text, shown_as_stored};

/// Why a text is no partita IVA.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PartitaIvaError {
    /// Not eleven digits (after `IT`, if it is there), or zeros alone.
    #[error("a partita IVA is 11 digits, such as 00743110157")]
    Shape,
    /// The last digit does not follow from the others: a typing mistake.
    #[error("the last digit of the partita IVA does not match the others")]
    Check,
}

/// An Italian VAT number, eleven digits, the last one right.
///
/// That it was ever given to somebody, only the Agenzia delle Entrate knows.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PartitaIva(String);

impl PartitaIva {
    /// Reads a number as people type it: blanks and the country's `IT` in front are dropped.
    ///
    /// # Errors
    /// [`PartitaIvaError::Shape`] if it is not eleven digits, [`PartitaIvaError::Check`] if only the
    /// last one is wrong.
    pub fn parse(text: &str) -> Result<Self, PartitaIvaError> {
        let typed = dense(text);
        let code = typed.strip_prefix("IT").unwrap_or(&typed);
        match last_digit_follows(code) {
            None => Err(PartitaIvaError::Shape),
            Some(false) => Err(PartitaIvaError::Check),
            Some(true) => Ok(Self(code.to_owned())),
        }
    }

    /// The eleven digits, without the country.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

read_and_stored_as_text!(PartitaIva, PartitaIvaError);
shown_as_stored!(PartitaIva);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Made-up numbers (but the first, the known example) whose last digits python-stdnum computed.
    const VALID: [&str; 6] =
        ["00743110157", "00000010017", "12345670017", "99887761007", "55511121208", "10000008887"];

    #[test]
    fn numbers_are_read_as_people_type_them() {
        use PartitaIvaError::{Check, Shape};
        for (rule, typed, expected) in [
            ("a valid number", "00743110157", Ok("00743110157")),
            ("the country in front", "IT00743110157", Ok("00743110157")),
            ("small letters and blanks", " it 0074 3110 157 ", Ok("00743110157")),
            ("the country twice", "ITIT00743110157", Err(Shape)),
            ("another country", "DE007431101", Err(Shape)),
            ("the country alone", "IT", Err(Shape)),
            ("ten digits", "IT0074311015", Err(Shape)),
            ("a person's code", "RSSMRA80A01H501U", Err(Shape)),
            ("zeros alone", "00000000000", Err(Shape)),
            ("the wrong last digit", "IT00743110158", Err(Check)),
        ] {
            let read = PartitaIva::parse(typed);
            assert_eq!(read.as_ref().map(PartitaIva::as_str), expected.as_ref().map(|code| *code), "{rule}");
        }
    }

    #[test]
    fn numbers_computed_by_another_program_are_valid() {
        for number in VALID {
            assert_eq!(PartitaIva::parse(number).unwrap().to_string(), number);
        }
    }

    proptest! {
        #[test]
        fn one_wrong_digit_is_always_found(which in 0..VALID.len(), index in 0_usize..11, other in 1_u8..10) {
            let mut bytes = VALID[which].as_bytes().to_vec();
            bytes[index] = b'0' + (bytes[index] - b'0' + other) % 10;
            let wrong = String::from_utf8(bytes).unwrap();
            prop_assert_eq!(PartitaIva::parse(&wrong), Err(PartitaIvaError::Check));
        }

        #[test]
        fn anything_can_be_typed(text in any::<String>()) {
            let _unused = PartitaIva::parse(&text);
        }
    }
}
