//! Sums of money in words. Money is whole cents, never a fraction.

use crate::Lang;

/// A sum as people read it: `1.234,50 €` in Italian, `€1,234.50` in English.
#[must_use]
pub fn euros(cents: i64, lang: Lang) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    let (whole, rest) = (cents.unsigned_abs() / 100, cents.unsigned_abs() % 100);
    match lang {
        Lang::It => format!("{sign}{},{rest:02} €", thousands(whole, '.')),
        Lang::En => format!("{sign}€{}.{rest:02}", thousands(whole, ',')),
    }
}

/// A whole number as people read it: `12.500` in Italian, `12,500` in English. Four digits stay together: it may be a year.
#[must_use]
pub fn whole(n: i64, lang: Lang) -> String {
    if n.unsigned_abs() < 10_000 {
        return n.to_string();
    }
    let sign = if n < 0 { "-" } else { "" };
    let separator = match lang {
        Lang::It => '.',
        Lang::En => ',',
    };
    format!("{sign}{}", thousands(n.unsigned_abs(), separator))
}

fn thousands(n: u64, separator: char) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        // Italian style guides leave numbers of four digits together only in running text.
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_read_as_each_language_writes_them() {
        for (cents, italian, english) in [
            (0, "0,00 €", "€0.00"),
            (5, "0,05 €", "€0.05"),
            (12_500, "125,00 €", "€125.00"),
            (123_450, "1.234,50 €", "€1,234.50"),
            (-100_000_001, "-1.000.000,01 €", "-€1,000,000.01"),
            (i64::MIN, "-92.233.720.368.547.758,08 €", "-€92,233,720,368,547,758.08"),
        ] {
            assert_eq!((euros(cents, Lang::It), euros(cents, Lang::En)), (italian.into(), english.into()));
        }
        assert_eq!(whole(-12_500, Lang::It), "-12.500");
        assert_eq!((whole(1994, Lang::It), whole(9999, Lang::En)), ("1994".into(), "9999".into()));
    }
}
