//! Vehicles, by their number plates.

use serde::{Deserialize, Serialize};

use crate::typed::{dense, shown_as_stored};

/// Why a text is no number plate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PlateError {
    /// Not made as any kind of plate is.
    #[error("a number plate is made as AA000AA, AA00000 or RM A12345")]
    Shape,
}

/// A vehicle's number plate, in capitals, without blanks.
///
/// [`Plate::parse`] knows Italian plates; those of other states are read by
/// [`Plate::parse_foreign`], after the person has said that the vehicle is registered abroad.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Plate(String);

/// The patterns of Italian plates: `L` a letter other than I, O, Q and U, `A` any letter, `0` a digit,
/// `X` a letter or a digit.
const PATTERNS: [&[u8]; 10] = [
    b"LL000LL",  // cars since 1994, trailers since 2013
    b"AA00000",  // motorcycles, trailers from 1994 to 2013, older vehicles of a province
    b"LL000L",   // farm machines
    b"LLL000",   // machines of building sites
    b"X0XXXX",   // mopeds: the first one is always the letter X, see `parse`
    b"AA000000", // vehicles of a province before 1994: RM 123456
    b"AAA00000", // RM A12345
    b"AA0A0000", // RM 1A2345
    b"AA00A000", // RM 12A345
    b"AA0000",   // older ones; of three digits there are fewer than of car plates cut short
];

impl Plate {
    /// Reads an Italian plate as people type it: blanks and hyphens are dropped, small letters become
    /// capitals, ROMA becomes RM.
    ///
    /// # Errors
    /// [`PlateError::Shape`] if no kind of Italian plate is made so.
    pub fn parse(text: &str) -> Result<Self, PlateError> {
        let typed = without_signs(text);
        let code = match typed.strip_prefix("ROMA") {
            Some(number) => ["RM", number].concat(),
            None => typed,
        };
        let moped = |pattern: &[u8]| !pattern.starts_with(b"X") || code.starts_with('X');
        if PATTERNS.iter().any(|pattern| made_as(&code, pattern) && moped(pattern)) {
            Ok(Self(code))
        } else {
            Err(PlateError::Shape)
        }
    }

    /// Reads the plate of a vehicle that is registered abroad: 2 to 10 letters and digits.
    ///
    /// # Errors
    /// [`PlateError::Shape`] if it holds anything else, or fewer, or more.
    pub fn parse_foreign(text: &str) -> Result<Self, PlateError> {
        let code = without_signs(text).to_uppercase();
        let count = code.chars().count();
        if (2..=10).contains(&count) && code.chars().all(char::is_alphanumeric) {
            Ok(Self(code))
        } else {
            Err(PlateError::Shape)
        }
    }

    /// The plate, without blanks.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn without_signs(text: &str) -> String {
    dense(text).replace(['-', '.', '·'], "")
}

fn made_as(code: &str, pattern: &[u8]) -> bool {
    code.len() == pattern.len()
        && code.bytes().zip(pattern).all(|(byte, kind)| match kind {
            b'0' => byte.is_ascii_digit(),
            b'A' => byte.is_ascii_uppercase(),
            b'L' => byte.is_ascii_uppercase() && !b"IOQU".contains(&byte),
            _ => byte.is_ascii_uppercase() || byte.is_ascii_digit(),
        })
}

shown_as_stored!(Plate);

/// A stored plate may be of either sort: what Italian ones are made of, foreign ones may be too.
impl TryFrom<String> for Plate {
    type Error = PlateError;
    fn try_from(text: String) -> Result<Self, PlateError> {
        Self::parse(&text).or_else(|_| Self::parse_foreign(&text))
    }
}

impl From<Plate> for String {
    fn from(plate: Plate) -> Self {
        plate.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn italian_plates_are_read_as_people_type_them() {
        for (rule, typed, expected) in [
            ("a car", "AB123CD", Some("AB123CD")),
            ("small letters and blanks", " ab 123 cd ", Some("AB123CD")),
            ("hyphens", "AB-123-CD", Some("AB123CD")),
            ("a motorcycle", "AB 12345", Some("AB12345")),
            ("a farm machine", "AB 123 C", Some("AB123C")),
            ("a machine of a building site", "ABC 123", Some("ABC123")),
            ("a moped", "X2 34BC", Some("X234BC")),
            ("a moped's digits", "X12345", Some("X12345")),
            ("an old car of Rome", "RM 123456", Some("RM123456")),
            ("Rome in full", "ROMA A12345", Some("RMA12345")),
            ("an old car of Milan", "MI A12345", Some("MIA12345")),
            ("a later one", "MI 1A2345", Some("MI1A2345")),
            ("the last ones", "MI 12A345", Some("MI12A345")),
            ("a vintage one", "TO 1234", Some("TO1234")),
            ("a province with letters that cars do not have", "UD 12345", Some("UD12345")),
            ("nothing", "", None),
            ("a car's letter that does not exist: O for zero", "ABO23CD", None),
            ("a car's letter that does not exist: I", "AI123CD", None),
            ("a car's letter that does not exist: Q", "AB123QD", None),
            ("a car's letter that does not exist: U", "AB123CU", None),
            ("a car's last letters missing", "AB123", None),
            ("a digit missing", "AB12CD", None),
            ("a digit too many", "AB1234CD", None),
            ("two plates", "AB123CD EF456GH", None),
            ("a moped's plate that begins otherwise", "Y234BC", None),
            ("digits alone", "123456", None),
            ("a letter with an accent", "ÀB123CD", None),
            ("a German one", "B AB 1234", None),
        ] {
            let read = Plate::parse(typed);
            assert_eq!(read.as_ref().ok().map(Plate::as_str), expected, "{rule}");
            // Whoever says that the vehicle is registered abroad may write any of them.
            if let Ok(plate) = read {
                assert_eq!(Plate::parse_foreign(plate.as_str()), Ok(plate), "{rule}");
            }
        }
    }

    #[test]
    fn foreign_plates_are_two_to_ten_letters_and_digits() {
        for (typed, expected) in [
            ("B-AB 1234", Some("BAB1234")),
            ("tü ab 12", Some("TÜAB12")),
            ("A 1", Some("A1")),
            ("ABCDE12345", Some("ABCDE12345")),
            ("A", None),
            ("ABCDE123456", None),
            ("AB/123", None),
            ("", None),
        ] {
            assert_eq!(Plate::parse_foreign(typed).ok().map(String::from).as_deref(), expected, "{typed}");
        }
    }

    #[test]
    fn a_stored_plate_may_be_of_either_sort() {
        for plate in ["AB123CD", "TÜAB12"] {
            let json = format!("\"{plate}\"");
            assert_eq!(serde_json::to_string(&serde_json::from_str::<Plate>(&json).unwrap()).unwrap(), json);
        }
        assert!(serde_json::from_str::<Plate>("\"\"").is_err());
    }

    proptest! {
        #[test]
        fn a_car_with_a_digit_typed_for_a_letter_or_the_other_way_round_is_found(
            plate in "[A-HJ-NPR-TV-Z]{2}[0-9]{3}[A-HJ-NPR-TV-Z]{2}", index in 0_usize..7) {
            prop_assert_eq!(Plate::parse(&plate).map(String::from), Ok(plate.clone()));
            let mut bytes = plate.into_bytes();
            bytes[index] = if bytes[index].is_ascii_digit() { b'O' } else { b'0' };
            prop_assert_eq!(Plate::parse(&String::from_utf8(bytes).unwrap()), Err(PlateError::Shape));
        }

        #[test]
        fn anything_can_be_typed(text in any::<String>()) {
            let _unused = (Plate::parse(&text), Plate::parse_foreign(&text));
        }
    }
}
