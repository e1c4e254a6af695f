//! From fractions of a cent to cents, by a named rule.

use serde::{Deserialize, Serialize};

/// How an exact amount that is never negative becomes whole cents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// To the nearest cent, a half up.
    HalfUp,
    /// To the nearest cent, a half to the even one.
    HalfEven,
    /// Fractions are dropped.
    Down,
    /// Any fraction counts as a cent.
    Up,
}

/// The least fraction of a cent that can occur: per cent with six places, of cents.
const PARTS: i128 = 100_000_000;

/// An exact amount of money that is never negative, in hundred-millionths of a cent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Exact(i128);

impl Exact {
    /// So many pieces at a price in millionths of a euro. None if either is negative.
    pub(super) fn each(price: i64, count: i64) -> Option<Self> {
        // A millionth of a euro is ten thousand of these. What is too large stays larger than any cents.
        let product = i128::from(price) * i128::from(count);
        (price >= 0 && count >= 0).then(|| Self(product.saturating_mul(10_000)))
    }

    /// So many millionths of a per cent of an amount in cents. None if either is negative.
    pub(super) fn percent(percent: i64, cents: i64) -> Option<Self> {
        (percent >= 0 && cents >= 0).then(|| Self(i128::from(percent) * i128::from(cents)))
    }

    /// Whole cents. None if they are too many to be counted.
    pub(super) fn cents(self, rounding: Rounding) -> Option<i64> {
        let (whole, rest) = (self.0 / PARTS, self.0 % PARTS);
        let up = match rounding {
            Rounding::HalfUp => rest * 2 >= PARTS,
            Rounding::HalfEven => rest * 2 + (whole % 2) > PARTS,
            Rounding::Down => false,
            Rounding::Up => rest > 0,
        };
        i64::try_from(whole + i128::from(up)).ok()
    }

    /// The amount in euros as an exact decimal, with two places at least: `25.005`.
    pub(super) fn euros(self) -> Option<String> {
        let cents = i64::try_from(self.0 / PARTS).ok()?;
        let rest = i64::try_from(self.0 % PARTS).ok()?;
        let mut text = format!("{}.{:02}", cents / 100, cents % 100);
        if rest > 0 {
            text.push_str(format!("{rest:08}").trim_end_matches('0'));
        }
        Some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_and_fractions_are_rounded_as_the_rule_says() {
        use Rounding::{Down, HalfEven, HalfUp, Up};
        for (parts, half_up, half_even, down, up) in [
            (0, 0, 0, 0, 0),
            (1, 0, 0, 0, 1),
            (49_999_999, 0, 0, 0, 1),
            (50_000_000, 1, 0, 0, 1),
            (50_000_001, 1, 1, 0, 1),
            (99_999_999, 1, 1, 0, 1),
            (100_000_000, 1, 1, 1, 1),
            (149_999_999, 1, 1, 1, 2),
            (150_000_000, 2, 2, 1, 2),
            (250_000_000, 3, 2, 2, 3),
            (250_000_001, 3, 3, 2, 3),
        ] {
            let cents = [HalfUp, HalfEven, Down, Up].map(|rounding| Exact(parts).cents(rounding));
            assert_eq!(cents, [half_up, half_even, down, up].map(Some), "{parts}");
        }
    }

    #[test]
    fn exact_amounts_are_written_without_losing_a_place() {
        for (parts, text) in [
            (0, "0.00"),
            (100_000_000, "0.01"),
            (50_000_000, "0.005"),
            (1, "0.0000000001"),
            (1_234_567_890_000, "123.456789"),
        ] {
            assert_eq!(Exact(parts).euros().as_deref(), Some(text));
        }
    }

    #[test]
    fn the_largest_numbers_are_refused_and_never_wrong() {
        for exact in [Exact::each(i64::MAX, i64::MAX), Exact::percent(i64::MAX, i64::MAX)] {
            assert_eq!(exact.and_then(|exact| exact.cents(Rounding::Up)), None);
            assert_eq!(exact.and_then(Exact::euros), None);
        }
        assert_eq!(Exact::each(-1, 1), None);
        assert_eq!(Exact::percent(1, -1), None);
    }
}
