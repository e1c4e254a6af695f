//! The codice fiscale of a person: names, birth and birthplace in sixteen characters.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::names;
use crate::typed::{dense, read_and_stored_as_text, shown_as_stored};

/// Why a text is no codice fiscale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CodiceFiscaleError {
    /// Not 16 characters, or a letter where a digit belongs, or the other way round.
    #[error("a codice fiscale is 16 letters and digits, such as RSSMRA80A01H501U")]
    Shape,
    /// The last letter does not follow from the other fifteen characters: a typing mistake.
    #[error("the last letter of the codice fiscale does not match the others")]
    Check,
}

/// A person's codice fiscale, 16 characters in upper case, with the right check letter.
///
/// Homonyms get a variant with letters in place of some digits (*omocodia*): those are valid too,
/// and [`CodiceFiscale::base`] tells which code a variant stems from.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CodiceFiscale(String);

/// What each place holds: a letter, a digit (or the letter that stands for it), the month's letter.
const SHAPE: &[u8; 16] = b"AAAAAA00M00A000A";
const MONTHS: &[u8] = b"ABCDEHLMPRST";
/// The letters that stand for the digits 0 to 9 in a variant.
const OMOCODIA: &[u8; 10] = b"LMNPQRSTUV";
/// Added to the day of birth of a woman.
const WOMEN: u8 = 40;
/// What a character is worth in the first, third, fifth… place: 0 or A, 1 or B, 2 or C…
const ODD: [u32; 26] =
    [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

impl CodiceFiscale {
    /// Reads a code as people type it: blanks are dropped, small letters become capitals.
    ///
    /// # Errors
    /// [`CodiceFiscaleError::Shape`] if it is not made as a person's code is,
    /// [`CodiceFiscaleError::Check`] if only the check letter is wrong.
    pub fn parse(text: &str) -> Result<Self, CodiceFiscaleError> {
        let code = dense(text);
        let bytes = code.as_bytes();
        if bytes.len() != SHAPE.len() || !bytes.iter().zip(SHAPE).all(|(&byte, &place)| belongs(byte, place))
        {
            return Err(CodiceFiscaleError::Shape);
        }
        match bytes.split_last() {
            Some((&last, rest)) if last == check_letter(rest) => Ok(Self(code)),
            _ => Err(CodiceFiscaleError::Check),
        }
    }

    /// The code, upper case.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The code that this one is a variant of: letters of omocodia turned back into digits.
    /// Two codes with the same base may belong to homonyms, never to unrelated people.
    #[must_use]
    pub fn base(&self) -> Self {
        let mut bytes: Vec<u8> = self
            .0
            .bytes()
            .zip(SHAPE)
            .map(|(byte, &place)| if place == b'0' { digit_of(byte).unwrap_or(byte) } else { byte })
            .collect();
        bytes.pop();
        let last = check_letter(&bytes);
        bytes.push(last);
        Self(bytes.into_iter().map(char::from).collect())
    }

    /// What the code says of the birth, or `None` if it names a day that is in no calendar: the check
    /// letter of such a code is right, but it was given to nobody.
    #[must_use]
    pub fn birth(&self) -> Option<Birth> {
        let base = self.base();
        let year = base.0.get(6..8)?.parse().ok()?;
        let letter = *base.0.as_bytes().get(8)?;
        let month = MONTHS.iter().zip(1_u8..).find(|(known, _)| **known == letter).map(|(_, month)| month)?;
        let day: u8 = base.0.get(9..11)?.parse().ok()?;
        let is_female = day > WOMEN;
        let birth = Birth { year, month, day: if is_female { day - WOMEN } else { day }, is_female };
        // A day exists if it does in either century; of the two, 1900 was no leap year and 2000 was.
        [1900, 2000].iter().any(|century| birth.in_century(*century).is_some()).then_some(birth)
    }

    /// The Belfiore code of the place of birth: of a comune, as it was then (`H501`), or of a state
    /// (`Z129`).
    #[must_use]
    pub fn birthplace(&self) -> String {
        self.base().0.get(11..15).unwrap_or_default().to_owned()
    }

    /// Whether the code can be that of a person with these names. It may be right although it does
    /// not fit (names that were changed, spelled otherwise, or registered in another order): warn, do
    /// not refuse.
    #[must_use]
    pub fn fits(&self, given_name: &str, family_name: &str) -> bool {
        let letters = |range| self.0.get(range).unwrap_or_default();
        names::family_fits(letters(0..3), family_name) && names::given_fits(letters(3..6), given_name)
    }
}

/// What a codice fiscale says of a birth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Birth {
    /// The last two digits of the year, 0 to 99: the century is not in the code.
    pub year: u8,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
    /// As registered at birth.
    pub is_female: bool,
}

impl Birth {
    /// Whether somebody born on this day has such a code.
    #[must_use]
    pub fn is_on(&self, day: Date) -> bool {
        self.in_century(day.year() - day.year().rem_euclid(100)) == Some(day)
    }

    fn in_century(&self, century: i16) -> Option<Date> {
        let (month, day) = (i8::try_from(self.month).ok()?, i8::try_from(self.day).ok()?);
        Date::new(century + i16::from(self.year), month, day).ok()
    }
}

fn belongs(byte: u8, place: u8) -> bool {
    match place {
        b'0' => digit_of(byte).is_some(),
        b'M' => MONTHS.contains(&byte),
        _ => byte.is_ascii_uppercase(),
    }
}

/// The digit that a character of a numeric place means.
fn digit_of(byte: u8) -> Option<u8> {
    if byte.is_ascii_digit() {
        return Some(byte);
    }
    b"0123456789".iter().zip(OMOCODIA).find(|(_, letter)| **letter == byte).map(|(digit, _)| *digit)
}

/// The letter that follows from these letters and digits, here and in Italian bank accounts.
pub(crate) fn check_letter(others: &[u8]) -> u8 {
    let sum: u32 = others
        .iter()
        .enumerate()
        .map(|(index, &byte)| {
            let rank = if byte.is_ascii_digit() { byte - b'0' } else { byte.saturating_sub(b'A') };
            // People count places from one: index 0 is the first, an odd place.
            if index % 2 == 0 { ODD.get(usize::from(rank)).copied().unwrap_or(0) } else { u32::from(rank) }
        })
        .sum();
    u8::try_from(sum % 26).map_or(b'A', |rank| b'A' + rank)
}

read_and_stored_as_text!(CodiceFiscale, CodiceFiscaleError);
shown_as_stored!(CodiceFiscale);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Made-up people whose check letters were computed with another program.
    const VALID: [&str; 4] = ["RSSMRA80A01H501U", "RCCMNL83S18D969H", "CNTCHR83T41D969D", "VRDGPP13R10B293P"];

    #[test]
    fn codes_are_read_as_people_type_them() {
        use CodiceFiscaleError::{Check, Shape};
        for (rule, typed, expected) in [
            ("a valid code", "RSSMRA80A01H501U", Ok("RSSMRA80A01H501U")),
            ("small letters", "rssmra80a01h501u", Ok("RSSMRA80A01H501U")),
            ("blanks anywhere", "  RSS MRA 80A01 H501U\n", Ok("RSSMRA80A01H501U")),
            ("a woman's day is over 40", "CNTCHR83T41D969D", Ok("CNTCHR83T41D969D")),
            ("nothing", "", Err(Shape)),
            ("one character short", "RSSMRA80A01H501", Err(Shape)),
            ("one character more", "RSSMRA80A01H501UU", Err(Shape)),
            ("a letter that stands for no digit", "RSSMRA8AA01H501U", Err(Shape)),
            ("a month that does not exist", "RSSMRA80F01H501U", Err(Shape)),
            ("a digit in the name", "R5SMRA80A01H501U", Err(Shape)),
            ("a letter with an accent", "RSSMRÀ80A01H501U", Err(Shape)),
            ("a company's eleven digits", "00743110157", Err(Shape)),
            ("the wrong check letter", "RSSMRA80A01H501V", Err(Check)),
            ("two letters swapped", "RSSMAR80A01H501U", Err(Check)),
        ] {
            let read = CodiceFiscale::parse(typed);
            assert_eq!(
                read.as_ref().map(CodiceFiscale::as_str),
                expected.as_ref().map(|code| *code),
                "{rule}"
            );
        }
    }

    #[test]
    fn variants_of_homonyms_are_valid_and_have_the_same_base() {
        let base = CodiceFiscale::parse("RSSMRA80A01H501U").unwrap();
        for variant in [
            "RSSMRA80A01H50MM",
            "RSSMRA80A01H5LMX",
            "RSSMRA80A01HRLMS",
            "RSSMRA80A0MHRLMK",
            "RSSMRA80ALMHRLMV",
            "RSSMRA8LALMHRLMG",
            "RSSMRAULALMHRLMD",
        ] {
            assert_eq!(CodiceFiscale::parse(variant).unwrap().base(), base, "{variant}");
        }
        assert_eq!(base.base(), base);
    }

    #[test]
    fn a_stored_code_is_checked_when_it_is_read() {
        let code = CodiceFiscale::parse("RSSMRA80A01H501U").unwrap();
        let json = serde_json::to_string(&code).unwrap();
        assert_eq!(json, "\"RSSMRA80A01H501U\"");
        assert_eq!(serde_json::from_str::<CodiceFiscale>(&json).unwrap(), code);
        assert!(serde_json::from_str::<CodiceFiscale>("\"RSSMRA80A01H501X\"").is_err());
    }

    #[test]
    fn a_code_tells_birth_and_birthplace() {
        let male = |year, month, day| Some(Birth { year, month, day, is_female: false });
        let female = |year, month, day| Some(Birth { year, month, day, is_female: true });
        for (fifteen, birth, birthplace) in [
            ("RSSMRA80A01H501", male(80, 1, 1), "H501"),
            ("CNTCHR83T41D969", female(83, 12, 1), "D969"),
            ("PRVLNI88S42Z129", female(88, 11, 2), "Z129"),
            ("SMPLCU61C54M999", female(61, 3, 14), "M999"),
            // The same person in a variant for homonyms.
            ("SMPLCUSMCRQMVVV", female(61, 3, 14), "M999"),
            ("RSSMRA00B29H501", male(0, 2, 29), "H501"),
            ("RSSMRA04B69H501", female(4, 2, 29), "H501"),
            ("RSSMRA01B29H501", None, "H501"),
            ("RSSMRA80D31H501", None, "H501"),
            ("RSSMRA80A00H501", None, "H501"),
            ("RSSMRA80A32H501", None, "H501"),
            ("RSSMRA80A40H501", None, "H501"),
            ("RSSMRA80A72H501", None, "H501"),
        ] {
            let code = [fifteen, &char::from(check_letter(fifteen.as_bytes())).to_string()].concat();
            let code = CodiceFiscale::parse(&code).unwrap();
            assert_eq!(code.birth(), birth, "{fifteen}");
            assert_eq!(code.birthplace(), birthplace, "{fifteen}");
        }
    }

    /// Made-up people, whose codes and variants python-codicefiscale computed.
    #[test]
    fn codes_made_by_another_program_fit_their_people() {
        use jiff::civil::date;
        for (code, variant, given, family, born, is_female, place) in [
            (
                "SMPLNN61C54H501W",
                "SMPLNNSMCRQHRLML",
                "Lucia Anna",
                "Esemplari",
                date(1961, 3, 14),
                true,
                "H501",
            ),
            (
                "DLLNCL00B29F205U",
                "DLLNCLLLBNVFNLRD",
                "Niccolò",
                "Dell'Acqua",
                date(2000, 2, 29),
                false,
                "F205",
            ),
            ("FOXGUO99T31L219R", "FOXGUOVVTPMLNMVL", "Ugo", "Fo", date(1999, 12, 31), false, "L219"),
            ("MLLJRG75M09Z112S", "MLLJRGTRMLVZMMNT", "Jörg", "Müller", date(1975, 8, 9), false, "Z112"),
            ("ZLCLCJ04H70Z127I", "ZLCLCJLQHTLZMNTM", "Łucja", "Żółć", date(2004, 6, 30), true, "Z127"),
            (
                "DFNGFR10R01D969X",
                "DFNGFRMLRLMDVSVT",
                "Gianfranco",
                "De Fintis",
                date(1910, 10, 1),
                false,
                "D969",
            ),
            ("IOXAIA88L45A859O", "IOXAIAUULQRAURVC", "Aia", "Io", date(1988, 7, 5), true, "A859"),
        ] {
            for code in [code, variant] {
                let code = CodiceFiscale::parse(code).unwrap();
                let birth = code.birth().unwrap();
                assert!(code.fits(given, family), "{code}");
                assert!(birth.is_on(born) && birth.is_female == is_female, "{code} {birth:?}");
                assert_eq!(code.birthplace(), place, "{code}");
            }
        }
    }

    #[test]
    fn a_birth_is_on_a_day_of_any_century() {
        let birth = CodiceFiscale::parse("SMPLCU61C54M999F").unwrap().birth().unwrap();
        assert!(birth.is_on(jiff::civil::date(1961, 3, 14)));
        assert!(birth.is_on(jiff::civil::date(2061, 3, 14)));
        assert!(!birth.is_on(jiff::civil::date(1962, 3, 14)));
        assert!(!birth.is_on(jiff::civil::date(1961, 3, 15)));
    }

    #[test]
    fn a_code_fits_names_however_they_are_written() {
        for (code, given, family, fits) in [
            ("SMPLCU61C54M999F", "Lucia", "Esemplari", true),
            ("SMPLCU61C54M999F", "LUCIA ANNA", "esemplàri", true),
            ("SMPLCU61C54M999F", "Lucia", "Esemplari-Fintelli", true),
            ("SMPLCU61C54M999F", "Esemplari", "Lucia", false),
            ("SMPLCU61C54M999F", "Lucrezia", "Esemplari", false),
            ("SMPLCU61C54M999F", "Лучия", "Esemplari", true),
            ("DLLNCL80A01H501T", "Niccolo'", "Dell' Acqua", true),
            ("DLLNCL80A01H501T", "Niccolò", "Dellacqua", true),
            ("DLLNCL80A01H501T", "Niccolò", "Acqua", false),
        ] {
            let mut bytes = code.as_bytes()[..15].to_vec();
            bytes.push(check_letter(&bytes));
            let code = CodiceFiscale::parse(&String::from_utf8(bytes).unwrap()).unwrap();
            assert_eq!(code.fits(given, family), fits, "{code} {given} {family}");
        }
    }

    fn worth(byte: u8, index: usize) -> u32 {
        let rank = if byte.is_ascii_digit() { byte - b'0' } else { byte - b'A' };
        if index.is_multiple_of(2) { ODD[usize::from(rank)] } else { u32::from(rank) % 26 }
    }

    proptest! {
        /// The check letter finds every mistake of one character that keeps the shape, except
        /// where both characters are worth the same.
        #[test]
        fn one_wrong_character_is_found(which in 0..VALID.len(), index in 0_usize..15, byte in prop::sample::select(
            b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".to_vec())) {
            let mut bytes = VALID[which].as_bytes().to_vec();
            let before = bytes[index];
            bytes[index] = byte;
            let typed = String::from_utf8(bytes).unwrap();
            let same = worth(before, index) % 26 == worth(byte, index) % 26;
            let expected = if !belongs(byte, SHAPE[index]) {
                Err(CodiceFiscaleError::Shape)
            } else if same {
                Ok(typed.clone())
            } else {
                Err(CodiceFiscaleError::Check)
            };
            prop_assert_eq!(CodiceFiscale::parse(&typed).map(String::from), expected);
        }

        /// Any of the 128 variants of a code is accepted with its own check letter.
        #[test]
        fn every_variant_is_accepted(which in 0..VALID.len(), mask in 0_u8..128) {
            let mut bytes = VALID[which].as_bytes()[..15].to_vec();
            for (bit, index) in [6, 7, 9, 10, 12, 13, 14].into_iter().enumerate() {
                if mask & (1 << bit) != 0 {
                    bytes[index] = OMOCODIA[usize::from(bytes[index] - b'0')];
                }
            }
            bytes.push(check_letter(&bytes));
            let variant = CodiceFiscale::parse(&String::from_utf8(bytes).unwrap()).unwrap();
            let base = variant.base();
            prop_assert_eq!(base.as_str(), VALID[which]);
        }

        /// Whatever is typed, reading it never fails otherwise than with one of the two answers.
        #[test]
        fn anything_can_be_typed(text in any::<String>()) {
            let _unused = CodiceFiscale::parse(&text);
        }
    }
}
