//! The six letters that a name gives to a codice fiscale.

use crate::letters::words;

/// Whether three letters of a code can stem from this family name. Who has several names may be
/// registered, and may write, with the first ones only: any number of them is good.
pub(super) fn family_fits(letters: &str, name: &str) -> bool {
    fits(letters, name, family_letters)
}

/// Whether three letters of a code can stem from this given name; see [`family_fits`].
pub(super) fn given_fits(letters: &str, name: &str) -> bool {
    fits(letters, name, given_letters)
}

/// A name without Latin letters says nothing about a code, so it contradicts none.
fn fits(letters: &str, name: &str, of: fn(&str) -> String) -> bool {
    let words = words(name);
    let mut first = String::new();
    words.is_empty()
        || words.iter().any(|word| {
            first.push_str(word);
            of(&first) == letters
        })
}

/// The consonants, then the vowels, then X.
fn family_letters(name: &str) -> String {
    let (consonants, vowels) = apart(name);
    three(&consonants, &vowels)
}

/// As a family name, but of four consonants or more the second one is left out.
fn given_letters(name: &str) -> String {
    let (mut consonants, vowels) = apart(name);
    if consonants.len() > 3 {
        consonants.remove(1);
    }
    three(&consonants, &vowels)
}

fn apart(name: &str) -> (String, String) {
    name.chars()
        .filter(char::is_ascii_alphabetic)
        .map(|c| c.to_ascii_uppercase())
        .partition(|c| !"AEIOU".contains(*c))
}

fn three(consonants: &str, vowels: &str) -> String {
    consonants.chars().chain(vowels.chars()).chain("XXX".chars()).take(3).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Computed with python-codicefiscale.
    #[test]
    fn letters_are_those_that_another_program_computes() {
        for (given, family, given_expected, family_expected) in [
            ("Lucia", "Esemplari", "LCU", "SMP"),
            ("Niccolò", "Dell'Acqua", "NCL", "DLL"),
            ("Maria Teresa", "De Fintis", "MTR", "DFN"),
            ("Ugo", "Fo", "GUO", "FOX"),
            ("Al", "Io", "LAX", "IOX"),
            ("Gianfranco", "Provè", "GFR", "PRV"),
            ("Ann-Sophie", "Müller-Groß", "NSP", "MLL"),
            ("Łukasz", "Żółć", "LSZ", "ZLC"),
            ("Jörg", "Øst", "JRG", "STO"),
            ("Aia", "Ue", "AIA", "UEX"),
            ("Barbara", "D’Esempio", "BBR", "DSM"),
            ("Roberto", "Esposito", "RRT", "SPS"),
            ("Chiara", "Più", "CHR", "PIU"),
        ] {
            assert_eq!(given_letters(&words(given).concat()), given_expected, "{given}");
            assert_eq!(family_letters(&words(family).concat()), family_expected, "{family}");
            assert!(given_fits(given_expected, given), "{given}");
            assert!(family_fits(family_expected, family), "{family}");
        }
    }
}
