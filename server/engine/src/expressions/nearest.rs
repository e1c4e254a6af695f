//! Which known word somebody meant.

/// The most words that a remedy lists.
const LISTED: usize = 20;

/// What to write instead of a word that is not known: the nearest, or one of all.
#[must_use]
pub fn remedy<'a>(word: &str, known: impl Iterator<Item = &'a str> + Clone) -> String {
    match near(word, known.clone()) {
        Some(other) => format!("write `{other}`"),
        None if known.clone().next().is_some() => {
            let mut listed: Vec<&str> = known.clone().take(LISTED).collect();
            if known.count() > LISTED {
                listed.push("…");
            }
            format!("write one of: {}", listed.join(", "))
        }
        None => "write a value: nothing is known here".to_owned(),
    }
}

/// What to write instead of a word: the known ones, those first that are nearest to it.
#[must_use]
pub fn first(word: &str, known: &[&str]) -> String {
    let mut listed = known.to_vec();
    listed.sort_by_key(|other| distance(word, other));
    let more = if listed.len() > LISTED { ", …" } else { "" };
    listed.truncate(LISTED);
    format!("write one of: {}{more}", listed.join(", "))
}

/// The known word that is meant by one that is not known, if one is near enough.
#[must_use]
pub fn near<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let (far, other) = known.map(|other| (distance(word, other), other)).min()?;
    // A third of the letters may differ: more is another word.
    (far <= word.chars().count().div_ceil(3)).then_some(other)
}

/// Letters to change, add or take away to turn one word into the other.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (line, letter) in one.chars().enumerate() {
        let mut before = line;
        let mut left = line + 1;
        for (cell, other) in row.iter_mut().zip(std::iter::once(None).chain(other.iter().map(Some))) {
            let above = *cell;
            *cell = match other {
                None => line + 1,
                Some(other) => (before + usize::from(letter != *other)).min(above + 1).min(left + 1),
            };
            before = above;
            left = *cell;
        }
    }
    row.pop().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_distance_of_two_words_counts_changed_letters() {
        for (one, other, far) in
            [("", "", 0), ("a", "", 1), ("", "ab", 2), ("tipo", "tipi", 1), ("kitten", "sitting", 3)]
        {
            assert_eq!(distance(one, other), far, "{one} {other}");
            assert_eq!(distance(other, one), far, "{other} {one}");
        }
    }

    #[test]
    fn a_near_word_is_named_alone_and_a_far_one_among_all() {
        let known = ["comune", "tipo_lavori"];
        assert_eq!(remedy("tipo_lavoro", known.into_iter()), "write `tipo_lavori`");
        assert_eq!(remedy("x", known.into_iter()), "write one of: comune, tipo_lavori");
    }
}
