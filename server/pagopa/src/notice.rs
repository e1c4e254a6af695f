//! The number of a payment notice (NAV) and the identifier of its payment (IUV), by *SACI*.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What the digits of a number mean, by its first one (the *aux digit*). Only [`Layout::Three`] is given
/// out today; the others are read, because old notices are still paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Layout {
    /// `0`, application code (2), base (13), check (2).
    Zero,
    /// `1`, base (17): no check digits.
    One,
    /// `2`, base (15), check (2).
    Two,
    /// `3`, segregation code (2), base (13), check (2).
    Three,
}

/// Why a text is no notice number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NavError {
    /// Not 18 digits.
    #[error("a notice number is 18 digits")]
    Shape,
    /// The first digit is none that a notice begins with.
    #[error("a notice number begins with 0, 1, 2 or 3")]
    Layout,
    /// The last two digits do not follow from the others: most likely a typing mistake.
    #[error("the check digits of the notice number do not match the others")]
    Check,
    /// The segregation code or the base has more digits than there is room for.
    #[error("a segregation code is 00 to 99, the base of a notice number has at most 13 digits")]
    Room,
}

/// Who makes notice numbers for a creditor: two digits that pagoPA assigns to each office or partner, 00 to 45
/// for creditors, the rest for national services.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Segregation(u8);

impl Segregation {
    /// A code of two digits.
    ///
    /// # Errors
    /// [`NavError::Room`] above 99.
    pub fn new(code: u8) -> Result<Self, NavError> {
        if code < 100 { Ok(Self(code)) } else { Err(NavError::Room) }
    }
}

impl TryFrom<u8> for Segregation {
    type Error = NavError;
    fn try_from(code: u8) -> Result<Self, NavError> {
        Self::new(code)
    }
}

impl From<Segregation> for u8 {
    fn from(code: Segregation) -> Self {
        code.0
    }
}

/// The number of a payment notice (*codice avviso*, NAV): 18 digits whose check digits, where it has any, are
/// right.
///
/// Some numbers in use have wrong check digits, so whoever looks a notice up takes [`NavError::Check`] as
/// "there is no such notice", not as a mistake of writing.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Nav(String);

/// Identifies one payment of a creditor for ever (*identificativo univoco di versamento*): 15 or 17 digits.
/// The schemas call it `creditorReferenceId`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Iuv(String);

/// The highest base of a number of [`Layout::Three`].
const HIGHEST_BASE: u64 = 9_999_999_999_999;

impl Nav {
    /// The number of today's layout with this base, its check digits worked out.
    ///
    /// # Errors
    /// [`NavError::Room`] if the base has more than 13 digits.
    pub fn new(segregation: Segregation, base: u64) -> Result<Self, NavError> {
        if base > HIGHEST_BASE {
            return Err(NavError::Room);
        }
        let head = format!("3{:02}{base:013}", segregation.0);
        let check = check_digits(&head).ok_or(NavError::Room)?;
        Ok(Self(format!("{head}{check:02}")))
    }

    /// Reads a number as people copy it: blanks and hyphens between groups are dropped.
    ///
    /// # Errors
    /// [`NavError::Shape`], [`NavError::Layout`] or [`NavError::Check`], the first that holds.
    pub fn parse(text: &str) -> Result<Self, NavError> {
        let number: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        if number.len() != 18 || !number.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(NavError::Shape);
        }
        if layout(&number).ok_or(NavError::Layout)? != Layout::One {
            let (head, check) = number.split_at(16);
            if check_digits(head) != check.parse().ok() {
                return Err(NavError::Check);
            }
        }
        Ok(Self(number))
    }

    /// The 18 digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The digits in groups of four, as they are printed and read aloud: `3010 0000 0000 0001 44` (*avviso*).
    #[must_use]
    pub fn grouped(&self) -> String {
        let mut grouped = String::with_capacity(22);
        for (place, digit) in self.0.chars().enumerate() {
            if place > 0 && place % 4 == 0 {
                grouped.push(' ');
            }
            grouped.push(digit);
        }
        grouped
    }

    /// What its digits mean.
    #[must_use]
    pub fn layout(&self) -> Layout {
        // A number that was read or made has a layout.
        layout(&self.0).unwrap_or(Layout::Three)
    }

    /// The identifier of its payment.
    #[must_use]
    pub fn iuv(&self) -> Iuv {
        let from = if self.layout() == Layout::Zero { 3 } else { 1 };
        Iuv(self.0.get(from..).unwrap_or_default().to_owned())
    }
}

fn layout(number: &str) -> Option<Layout> {
    match number.as_bytes().first()? {
        b'0' => Some(Layout::Zero),
        b'1' => Some(Layout::One),
        b'2' => Some(Layout::Two),
        b'3' => Some(Layout::Three),
        _ => None,
    }
}

/// The remainder by 93 of all digits before the check digits, read as one number.
fn check_digits(head: &str) -> Option<u64> {
    head.parse::<u64>().ok().map(|number| number % 93)
}

impl fmt::Display for Nav {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Nav {
    type Error = NavError;
    fn try_from(text: String) -> Result<Self, NavError> {
        Self::parse(&text)
    }
}

impl From<Nav> for String {
    fn from(nav: Nav) -> Self {
        nav.0
    }
}

impl Iuv {
    /// Its digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Iuv {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_are_made_as_the_worked_examples_say() {
        for (segregation, base, nav, iuv) in [
            (1, 1, "301000000000000144", "01000000000000144"),
            (2, 2_026_000_000_123, "302202600000012372", "02202600000012372"),
            (45, HIGHEST_BASE, "345999999999999975", "45999999999999975"),
        ] {
            let made = Nav::new(Segregation::new(segregation).unwrap(), base).unwrap();
            assert_eq!((made.as_str(), made.iuv().as_str(), made.layout()), (nav, iuv, Layout::Three));
        }
        assert_eq!(Nav::new(Segregation(0), HIGHEST_BASE + 1), Err(NavError::Room));
        assert_eq!(Segregation::new(100), Err(NavError::Room));
    }

    #[test]
    fn numbers_are_read_as_people_copy_them() {
        use NavError::{Check, Layout as First, Shape};
        for (rule, typed, expected) in [
            ("as printed", "3010 0000 0000 0001 44", Ok("301000000000000144")),
            ("with hyphens and line ends", "3010-0000-0000-0001-44\n", Ok("301000000000000144")),
            ("seen in use", "300715700000000032", Ok("300715700000000032")),
            ("seen in use", "348175498304559315", Ok("348175498304559315")),
            ("seen in use", "322201151398574181", Ok("322201151398574181")),
            ("the old layout with an application code", "002123456789012353", Ok("002123456789012353")),
            ("the old layout without check digits", "112345678901234567", Ok("112345678901234567")),
            ("the old layout of partners", "212345678901234544", Ok("212345678901234544")),
            ("nothing", "", Err(Shape)),
            ("17 digits", "30100000000000014", Err(Shape)),
            ("19 digits", "3010000000000001440", Err(Shape)),
            ("a letter", "30100000000000014A", Err(Shape)),
            ("digits of another script", "٣٠١٠٠٠٠٠٠٠٠٠٠٠٠١٤٤", Err(Shape)),
            ("an unknown layout", "401000000000000144", Err(First)),
            ("a wrong check digit", "301000000000000145", Err(Check)),
            ("an example of the guides that is wrong", "302012387654312384", Err(Check)),
            ("the number of the hub's own probe", "000000000000000000", Ok("000000000000000000")),
        ] {
            let read = Nav::parse(typed);
            assert_eq!(read.as_ref().map(Nav::as_str), expected.as_ref().map(|nav| *nav), "{rule}");
        }
        let old = Nav::parse("002123456789012353").unwrap();
        assert_eq!((old.iuv().as_str(), old.layout()), ("123456789012353", Layout::Zero));
    }

    proptest! {
        #[test]
        fn what_is_made_is_read_again(segregation in 0_u8..100, base in 0..=HIGHEST_BASE) {
            let made = Nav::new(Segregation::new(segregation).unwrap(), base).unwrap();
            prop_assert_eq!(&Nav::parse(made.as_str()).unwrap(), &made);
            prop_assert_eq!(&Nav::parse(&made.grouped()).unwrap(), &made);
            prop_assert_eq!(made.grouped().len(), 22);
            prop_assert_eq!(format!("3{}", made.iuv()), made.to_string());
        }

        #[test]
        fn one_wrong_digit_is_found(base in 0..=HIGHEST_BASE, place in 3_usize..18, other in 1_u8..10) {
            let made = Nav::new(Segregation(1), base).unwrap();
            let mut bytes = made.as_str().as_bytes().to_vec();
            bytes[place] = b'0' + (bytes[place] - b'0' + other) % 10;
            let wrong = String::from_utf8(bytes).unwrap();
            prop_assert_eq!(Nav::parse(&wrong), Err(NavError::Check));
        }

        #[test]
        fn anything_can_be_typed(text in any::<String>()) {
            let _unused = Nav::parse(&text);
        }
    }
}
