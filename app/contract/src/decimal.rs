//! Exact decimal numbers, as prices and percentages are written in definitions.

/// A decimal number with up to six places, kept as a whole number of millionths.
///
/// A scaled integer instead of a decimal library: six places are enough for prices and percentages, it
/// cannot round by itself, and the browser downloads nothing for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Decimal(i64);

/// The most places after the point.
const PLACES: usize = 6;
const MILLION: i64 = 1_000_000;
/// Millionths in a hundredth.
const HUNDREDTH: i64 = 10_000;

impl Decimal {
    /// Reads `125`, `125.00` or `-0.5`: digits with a point, at least one on each side of it. Anything
    /// else is no number: a comma, a plus, spaces, separators of thousands, a seventh place.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
        let plain = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        if !plain(whole) || !plain(fraction) || fraction.len() > PLACES {
            return None;
        }
        let missing = u32::try_from(PLACES - fraction.len()).ok()?;
        let fraction = fraction.parse::<i64>().ok()?.checked_mul(10_i64.checked_pow(missing)?)?;
        let value = whole.parse::<i64>().ok()?.checked_mul(MILLION)?.checked_add(fraction)?;
        Some(Self(if negative { -value } else { value }))
    }

    /// The number in millionths.
    #[must_use]
    pub fn millionths(self) -> i64 {
        self.0
    }

    /// An amount of euros in cents; none if it has fractions of a cent.
    #[must_use]
    pub fn cents(self) -> Option<i64> {
        (self.0 % HUNDREDTH == 0).then_some(self.0 / HUNDREDTH)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_read_exactly_or_not_at_all() {
        let read = |text| Decimal::parse(text).map(Decimal::millionths);
        for (text, millionths) in [
            ("125", 125_000_000),
            ("125.00", 125_000_000),
            ("0.000001", 1),
            ("-0.5", -500_000),
            ("007.50", 7_500_000),
            ("9223372036854.775807", i64::MAX),
        ] {
            assert_eq!(read(text), Some(millionths), "{text}");
        }
        for text in [
            "",
            "-",
            ".",
            "1.",
            ".5",
            "1,5",
            "1.000,00",
            "1 000",
            "+1",
            "--1",
            "1e3",
            "0.0000001",
            "١",
            "1.-5",
            "9223372036854.775808",
            "99999999999999999999",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn an_amount_has_whole_cents() {
        let cents = |text| Decimal::parse(text).and_then(Decimal::cents);
        assert_eq!(cents("125.00"), Some(12_500));
        assert_eq!(cents("-0.5"), Some(-50));
        assert_eq!(cents("516.460000"), Some(51_646));
        assert_eq!(cents("0.005"), None);
    }
}
