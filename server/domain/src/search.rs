//! What a case is found by, normalised the same way when stored and when searched.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Lower case, accents removed, anything but letters and digits as one blank.
#[must_use]
pub fn normalised(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

#[cfg(test)]
mod tests {
    use super::normalised;

    #[test]
    fn accents_case_and_punctuation_do_not_matter() {
        for (typed, found_by) in [
            ("Niccolò D'Àgata", "niccolo d agata"),
            ("  RC-2026-000123 ", "rc 2026 000123"),
            ("", ""),
            ("…!", ""),
        ] {
            assert_eq!(normalised(typed), found_by);
        }
    }
}
