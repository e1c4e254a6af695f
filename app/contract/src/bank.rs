//! Bank accounts: where a refund goes.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{
    people::check_letter,
    typed::{dense, read_and_stored_as_text},
};

/// Why a text is no IBAN.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IbanError {
    /// Not made of letters and digits, or a letter where a digit belongs, or the other way round.
    #[error("an IBAN is letters and digits, such as IT60 X054 2811 1010 0000 0123 456")]
    Shape,
    /// It does not begin with the two letters of a country: often the beginning was left out.
    #[error("an IBAN begins with the two letters of the country, such as IT")]
    Country,
    /// Too short or too long for its country: a character is missing, or was typed twice.
    #[error("the IBAN is too short or too long for its country")]
    Length,
    /// The digits after the country do not follow from the rest: a typing mistake.
    #[error("the IBAN does not match its check digits")]
    Check,
    /// The letter before the bank's digits (CIN) does not follow from bank, branch and account.
    #[error("the letter after the check digits of the IBAN (CIN) does not match the account")]
    Cin,
}

/// A bank account's international number, with the right check digits; Italian ones and those of
/// San Marino with the right CIN too.
///
/// Stored without blanks; written in groups of four, as on the bank's papers.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Iban(String);

/// The countries of the single euro payments area, and the length of their numbers.
const SEPA: [(&str, usize); 42] = [
    ("AD", 24),
    ("AL", 28),
    ("AT", 20),
    ("BE", 16),
    ("BG", 22),
    ("CH", 21),
    ("CY", 28),
    ("CZ", 24),
    ("DE", 22),
    ("DK", 18),
    ("EE", 20),
    ("ES", 24),
    ("FI", 18),
    ("FR", 27),
    ("GB", 22),
    ("GI", 23),
    ("GR", 27),
    ("HR", 21),
    ("HU", 28),
    ("IE", 22),
    ("IS", 26),
    ("IT", 27),
    ("LI", 21),
    ("LT", 20),
    ("LU", 20),
    ("LV", 21),
    ("MC", 27),
    ("MD", 24),
    ("ME", 22),
    ("MK", 19),
    ("MT", 31),
    ("NL", 18),
    ("NO", 15),
    ("PL", 28),
    ("PT", 25),
    ("RO", 24),
    ("RS", 22),
    ("SE", 24),
    ("SI", 19),
    ("SK", 24),
    ("SM", 27),
    ("VA", 22),
];

impl Iban {
    /// Reads a number as people type or paste it: blanks and the word IBAN in front are dropped,
    /// small letters become capitals.
    ///
    /// # Errors
    /// [`IbanError`], for the first thing that is wrong: the beginning, then the length, then the rest.
    pub fn parse(text: &str) -> Result<Self, IbanError> {
        let typed = dense(text);
        let code = typed.strip_prefix("IBAN").unwrap_or(&typed).trim_start_matches(':');
        let bytes = code.as_bytes();
        if bytes.is_empty() || !bytes.iter().all(u8::is_ascii_alphanumeric) {
            return Err(IbanError::Shape);
        }
        let (country, rest) = code.split_at_checked(2).ok_or(IbanError::Shape)?;
        if !is_country(country) {
            return Err(IbanError::Country);
        }
        let Some((check, account)) = rest.split_at_checked(2).filter(|(check, _)| digits(check)) else {
            return Err(IbanError::Shape);
        };
        let right_length = match SEPA.iter().find(|(known, _)| *known == country) {
            Some((_, length)) => code.len() == *length,
            None => (15..=34).contains(&code.len()),
        };
        if !right_length {
            return Err(IbanError::Length);
        }
        let italian = matches!(country, "IT" | "SM");
        if italian && !italian_shape(account) {
            return Err(IbanError::Shape);
        }
        // The remainders of 00, 01 and 99 are those of 97, 98 and 02, which are the ones to write.
        if matches!(check, "00" | "01" | "99") || remainder(account, country, check) != 1 {
            return Err(IbanError::Check);
        }
        match account.as_bytes() {
            [cin, others @ ..] if italian && *cin != check_letter(others) => Err(IbanError::Cin),
            _ => Ok(Self(code.to_owned())),
        }
    }

    /// The number without blanks, as programs write it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The two letters of the country, such as `IT`.
    #[must_use]
    pub fn country(&self) -> &str {
        self.0.get(..2).unwrap_or_default()
    }
}

/// Whether two letters can mean a country: not digits, nor letters that are left free for private use.
fn is_country(letters: &str) -> bool {
    let private = match letters.as_bytes() {
        [b'A', b'A'] | [b'Z', b'Z'] | [b'Q', b'M'..=b'Z'] => true,
        // Kosovo.
        [b'X', b'K'] => false,
        [first, _] => *first == b'X',
        _ => true,
    };
    letters.bytes().all(|byte| byte.is_ascii_uppercase()) && !private
}

fn digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// CIN, bank (ABI), branch (CAB), account: a letter, ten digits, twelve of either.
fn italian_shape(account: &str) -> bool {
    account.starts_with(|c: char| c.is_ascii_uppercase()) && account.get(1..11).is_some_and(digits)
}

/// What is left of the number, its beginning moved to the end and letters counted from 10, after
/// dividing by 97.
fn remainder(account: &str, country: &str, check: &str) -> u32 {
    account.bytes().chain(country.bytes()).chain(check.bytes()).fold(0, |left, byte| {
        let value = match byte {
            b'0'..=b'9' => byte - b'0',
            _ => byte.saturating_sub(b'A') + 10,
        };
        (left * if value > 9 { 100 } else { 10 } + u32::from(value)) % 97
    })
}

impl fmt::Display for Iban {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.as_str();
        while let Some((group, more)) = rest.split_at_checked(4).filter(|(_, more)| !more.is_empty()) {
            write!(f, "{group} ")?;
            rest = more;
        }
        f.write_str(rest)
    }
}

read_and_stored_as_text!(Iban, IbanError);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Made-up accounts whose check digits, letters and groups python-stdnum computed.
    const VALID: [&str; 17] = [
        "IT60 X054 2811 1010 0000 0123 456",
        "IT89 E099 9999 999A BCDE F123 456",
        "IT97 A998 8712 3450 0000 0000 001",
        "IT47 J000 0012 345A 0B0C 0D0E 0F0",
        "SM88 X054 2811 1010 0000 0123 456",
        "SM75 J000 0012 345A 0B0C 0D0E 0F0",
        "DE37 9999 9999 0123 4567 89",
        "FR15 9999 9888 8801 2345 6789 A12",
        "NO52 9999 1234 567",
        "MT91 ABCD 9999 9123 ABC4 56DE F789 0GH",
        "CH93 9999 9ABC DEF1 2345 6",
        "GB55 ABCD 9999 9912 3456 78",
        "VA23 9991 2345 6789 0123 45",
        "NL19 ABCD 0123 4567 89",
        "AE10 9991 2345 6789 0123 456",
        "BR62 9999 9999 8888 8012 3456 789C 1",
        "XK79 9999 1234 5678 9012 34",
    ];

    #[test]
    fn numbers_computed_by_another_program_are_valid_and_written_in_groups() {
        for number in VALID {
            let iban = Iban::parse(number).unwrap_or_else(|error| panic!("{number}: {error}"));
            assert_eq!(iban.to_string(), number);
            assert_eq!(iban.as_str(), number.replace(' ', ""));
            assert_eq!(iban.country(), &number[..2]);
        }
    }

    #[test]
    fn numbers_are_read_as_people_type_them() {
        use IbanError::{Check, Cin, Country, Length, Shape};
        for (rule, typed, expected) in [
            ("without blanks", "IT60X0542811101000000123456", None),
            ("small letters", "it60 x0542811101000000123456", None),
            ("with the word in front", "IBAN: IT60 X054 2811 1010 0000 0123 456", None),
            ("nothing", " ", Some(Shape)),
            ("one letter", "I", Some(Shape)),
            ("other signs", "IT60-X054-2811-1010-0000-0123-456", Some(Shape)),
            ("a letter with an accent", "IT60À0542811101000000123456", Some(Shape)),
            ("the beginning left out", "X0542811101000000123456", Some(Country)),
            ("digits alone", "054281110100000012345612345", Some(Country)),
            ("letters of no country", "XX60X0542811101000000123456", Some(Country)),
            ("words", "non lo so", Some(Shape)),
            ("a character missing", "IT60X054281110100000012345", Some(Length)),
            ("a character too many", "IT60X05428111010000001234567", Some(Length)),
            ("one of a country outside the area too short", "AE109991234567", Some(Length)),
            ("a digit in place of the CIN", "IT6000542811101000000123456", Some(Shape)),
            ("a letter in the bank's digits", "IT60X0542B11101000000123456", Some(Shape)),
            ("letters in place of the check digits", "ITXX05428111010000001234560", Some(Shape)),
            ("two digits swapped", "IT60X0542811101000000123465", Some(Check)),
            ("wrong check digits", "IT61X0542811101000000123456", Some(Check)),
            ("a German one with wrong check digits", "DE38999999990123456789", Some(Check)),
            ("right check digits around a wrong CIN", "IT64Y0542811101000000123456", Some(Cin)),
        ] {
            assert_eq!(Iban::parse(typed).err(), expected, "{rule}");
        }
    }

    #[test]
    fn check_digits_that_no_bank_writes_are_refused() {
        // 02 and 99, 97 and 00 leave the same remainder.
        for (right, wrong) in [("02", "99"), ("97", "00"), ("98", "01")] {
            let account = (0..1_000)
                .map(|number| format!("99999999{number:010}"))
                .find(|account| remainder(account, "DE", right) == 1)
                .unwrap();
            assert!(Iban::parse(&format!("DE{right}{account}")).is_ok());
            assert_eq!(Iban::parse(&format!("DE{wrong}{account}")), Err(IbanError::Check));
        }
    }

    #[test]
    fn a_stored_number_is_checked_when_it_is_read() {
        let iban = Iban::parse(VALID[0]).unwrap();
        let json = serde_json::to_string(&iban).unwrap();
        assert_eq!(json, "\"IT60X0542811101000000123456\"");
        assert_eq!(serde_json::from_str::<Iban>(&json).unwrap(), iban);
        assert!(serde_json::from_str::<Iban>("\"IT61X0542811101000000123456\"").is_err());
    }

    proptest! {
        /// A digit typed for a digit, or a letter for a letter, is always found.
        #[test]
        fn one_wrong_character_of_the_same_kind_is_found(which in 0..VALID.len(), place in 2_usize..40, other in 1_u8..26) {
            let mut bytes = VALID[which].replace(' ', "").into_bytes();
            let index = 2 + place % (bytes.len() - 2);
            let before = bytes[index];
            let (first, kinds) = if before.is_ascii_digit() { (b'0', 10) } else { (b'A', 26) };
            bytes[index] = first + (before - first + other) % kinds;
            prop_assume!(bytes[index] != before);
            let wrong = String::from_utf8(bytes).unwrap();
            prop_assert_eq!(Iban::parse(&wrong), Err(IbanError::Check));
        }

        #[test]
        fn anything_can_be_typed(text in any::<String>()) {
            let _unused = Iban::parse(&text);
        }

        #[test]
        fn letters_and_digits_are_read_without_surprise(text in "[A-Z]{2}[0-9]{2}[A-Z0-9]{0,40}") {
            if let Ok(iban) = Iban::parse(&text) {
                prop_assert_eq!(iban.as_str(), text);
            }
        }
    }
}
