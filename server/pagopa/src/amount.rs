//! Sums of money as the schemas write them: `30.00`. Inside they are whole cents.

/// The largest sum of the schemas, in cents: 999,999,999.99 euros (`stAmount` of *paForNode*).
pub const LARGEST: i64 = 99_999_999_999;

/// A sum of cents as the schemas write it: two decimals, a point, no separators of thousands. What is below
/// zero or above [`LARGEST`] has no such form and is written as the nearest that has one.
#[must_use]
pub fn written(cents: i64) -> String {
    let cents = cents.clamp(0, LARGEST);
    format!("{}.{:02}", cents / 100, cents % 100)
}

/// The cents of a sum as the schemas write it; `None` for anything else, a sum with one decimal too.
#[must_use]
pub fn read(text: &str) -> Option<i64> {
    let (euros, cents) = text.split_once('.')?;
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if cents.len() != 2 || !digits(cents) || !digits(euros) {
        return None;
    }
    let sum = euros.parse::<i64>().ok()?.checked_mul(100)?.checked_add(cents.parse().ok()?)?;
    (sum <= LARGEST).then_some(sum)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn only_sums_of_two_decimals_are_read() {
        for (text, cents) in [
            ("0.00", Some(0)),
            ("30.00", Some(3_000)),
            ("0030.05", Some(3_005)),
            ("999999999.99", Some(LARGEST)),
            ("1000000000.00", None),
            ("99999999999999999999.00", None),
            ("30", None),
            ("30.0", None),
            ("30.000", None),
            ("30,00", None),
            ("-1.00", None),
            ("+1.00", None),
            (".50", None),
            ("1.", None),
            ("", None),
            ("1e3.00", None),
            ("٣.٠٠", None),
        ] {
            assert_eq!(read(text), cents, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(cents in 0..=LARGEST) {
            prop_assert_eq!(read(&written(cents)), Some(cents));
        }

        #[test]
        fn anything_may_be_sent(text in any::<String>()) {
            let _unused = read(&text);
        }
    }
}
