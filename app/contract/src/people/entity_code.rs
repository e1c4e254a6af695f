//! The codice fiscale of bodies: eleven digits, of which the last one follows from the others.

use serde::{Deserialize, Serialize};

use crate::typed::{dense, read_and_stored_as_text, shown_as_stored};

/// Why a text is no codice fiscale of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EntityCodeError {
    /// Not eleven digits, or zeros alone.
    #[error("the codice fiscale of a body is 11 digits, such as 00743110157")]
    Shape,
    /// The last digit does not follow from the others: a typing mistake.
    #[error("the last digit of the codice fiscale does not match the others")]
    Check,
}

/// The codice fiscale of a company, an association, a condominium, a public body; also the
/// provisional one of a person who has none yet. Eleven digits, the last one right.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EntityCode(String);

impl EntityCode {
    /// Reads a code as people type it: blanks are dropped.
    ///
    /// # Errors
    /// [`EntityCodeError::Shape`] if it is not eleven digits, [`EntityCodeError::Check`] if only the
    /// last one is wrong.
    pub fn parse(text: &str) -> Result<Self, EntityCodeError> {
        let code = dense(text);
        match last_digit_follows(&code) {
            None => Err(EntityCodeError::Shape),
            Some(false) => Err(EntityCodeError::Check),
            Some(true) => Ok(Self(code)),
        }
    }

    /// The eleven digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

read_and_stored_as_text!(EntityCode, EntityCodeError);
shown_as_stored!(EntityCode);

/// Whether the last of eleven digits follows from the others; `None` if the text is not eleven digits.
/// Eleven zeros would pass, but they are what people type to get on.
pub(super) fn last_digit_follows(code: &str) -> Option<bool> {
    let digits = code.len() == 11 && code.bytes().all(|byte| byte.is_ascii_digit());
    if !digits || code.bytes().all(|byte| byte == b'0') {
        return None;
    }
    let sum: u32 = code
        .bytes()
        .map(|byte| u32::from(byte - b'0'))
        .enumerate()
        .map(|(index, digit)| match (index % 2, digit * 2) {
            (0, _) => digit,
            (_, double) if double > 9 => double - 9,
            (_, double) => double,
        })
        .sum();
    Some(sum.is_multiple_of(10))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn codes_of_bodies_are_read_as_people_type_them() {
        use EntityCodeError::{Check, Shape};
        for (rule, typed, expected) in [
            ("a valid code", "00743110157", Ok("00743110157")),
            ("blanks", " 007 4311 0157\n", Ok("00743110157")),
            ("a provisional code of a person", "99990001127", Ok("99990001127")),
            ("nothing", "", Err(Shape)),
            ("ten digits", "0074311015", Err(Shape)),
            ("twelve digits", "007431101570", Err(Shape)),
            ("a letter", "0074311015A", Err(Shape)),
            ("digits of another script", "٠٠٧٤٣١١٠١٥٧", Err(Shape)),
            ("zeros alone", "00000000000", Err(Shape)),
            ("the wrong last digit", "00743110158", Err(Check)),
        ] {
            let read = EntityCode::parse(typed);
            assert_eq!(read.as_ref().map(EntityCode::as_str), expected.as_ref().map(|code| *code), "{rule}");
        }
    }

    proptest! {
        #[test]
        fn one_wrong_digit_is_always_found(number in 1_u64..10_000_000_000, index in 0_usize..11, other in 1_u8..10) {
            let ten = format!("{number:010}");
            let right = (0..10).map(|last| format!("{ten}{last}")).find(|code| last_digit_follows(code) == Some(true));
            let mut bytes = right.unwrap().into_bytes();
            prop_assert!(EntityCode::parse(std::str::from_utf8(&bytes).unwrap()).is_ok());
            bytes[index] = b'0' + (bytes[index] - b'0' + other) % 10;
            let wrong = String::from_utf8(bytes).unwrap();
            // One wrong digit may also leave nothing but zeros.
            let expected = if wrong == "00000000000" { EntityCodeError::Shape } else { EntityCodeError::Check };
            prop_assert_eq!(EntityCode::parse(&wrong), Err(expected));
        }

        #[test]
        fn anything_can_be_typed(text in any::<String>()) {
            let _unused = EntityCode::parse(&text);
        }
    }
}
