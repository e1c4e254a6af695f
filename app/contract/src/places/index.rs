//! An index of names, by every word that a name has.

use crate::letters::{spell_out, words};

/// Finds names by the beginnings of their words, however they are typed.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// The names, spelled plainly, one after the other.
    text: String,
    /// Sorted by the text from there to the end of the name.
    begins: Vec<Begin>,
}

/// Where a word of a name begins.
#[derive(Debug)]
struct Begin {
    /// The first eight letters as a number: most comparisons need no look at the text.
    head: u64,
    from: usize,
    to: usize,
    item: usize,
    /// Whether it is the first word.
    first: bool,
}

/// A name that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Hit {
    /// What bears the name.
    pub(super) item: usize,
    /// Whether what was typed stands inside the name, not at its beginning.
    pub(super) inside: bool,
}

impl Index {
    /// An index of names and what bears them. One item may have several names.
    pub(super) fn new<'a>(names: impl Iterator<Item = (usize, &'a str)>) -> Self {
        let mut index = Self::default();
        let mut starts = Vec::new();
        for (item, name) in names {
            starts.clear();
            spell_out(name, &mut index.text, &mut starts);
            let to = index.text.len();
            for (&from, word) in starts.iter().zip(0..) {
                let head = head(index.text.get(from..to).unwrap_or_default());
                index.begins.push(Begin { head, from, to, item, first: word == 0 });
            }
        }
        let text = &index.text;
        index.begins.sort_unstable_by(|one, other| {
            let heads = one.head.cmp(&other.head);
            heads.then_with(|| one.key(text).cmp(other.key(text))).then_with(|| one.item.cmp(&other.item))
        });
        index
    }

    /// The items whose whole name is this, whatever its blanks, accents and capitals.
    pub(super) fn named(&self, name: &str) -> impl Iterator<Item = usize> {
        let key = words(name).concat();
        let length = key.len();
        self.beginning(&key)
            .iter()
            .filter(move |begin| length > 0 && begin.first && begin.to - begin.from == length)
            .map(|begin| begin.item)
    }

    /// The items whose names have these words, one after the other, the last one perhaps only begun.
    /// If they are fewer than `enough`, also those that have the words in another order or apart, as
    /// `has` says of an item and a word. Each item once.
    pub(super) fn search(
        &self,
        typed: &[String],
        enough: usize,
        has: impl Fn(usize, &str) -> bool,
    ) -> Vec<Hit> {
        let key = typed.concat();
        if key.is_empty() {
            return Vec::new();
        }
        let mut hits: Vec<Hit> = self.beginning(&key).iter().map(Begin::hit).collect();
        if hits.len() < enough
            && typed.len() > 1
            && let Some(longest) = typed.iter().max_by_key(|word| word.len())
        {
            let apart = self.beginning(longest).iter().filter(|begin| {
                typed.iter().filter(|word| *word != longest).all(|word| has(begin.item, word))
            });
            hits.extend(apart.map(|begin| Hit { inside: true, ..begin.hit() }));
        }
        hits.sort_unstable();
        hits.dedup_by_key(|hit| hit.item);
        hits
    }

    fn beginning(&self, prefix: &str) -> &[Begin] {
        let from = self.begins.partition_point(|begin| begin.key(&self.text) < prefix);
        let rest = self.begins.get(from..).unwrap_or_default();
        let count = rest.partition_point(|begin| begin.key(&self.text).starts_with(prefix));
        rest.get(..count).unwrap_or_default()
    }
}

impl Begin {
    fn key<'a>(&self, text: &'a str) -> &'a str {
        text.get(self.from..self.to).unwrap_or_default()
    }

    fn hit(&self) -> Hit {
        Hit { item: self.item, inside: !self.first }
    }
}

/// Texts in the order of these numbers are in their own order, as far as eight letters tell.
fn head(text: &str) -> u64 {
    let mut bytes = [0; 8];
    for (byte, letter) in bytes.iter_mut().zip(text.bytes()) {
        *byte = letter;
    }
    u64::from_be_bytes(bytes)
}

/// Whether a word of the name begins so.
pub(super) fn has_word(name: &str, begun: &str) -> bool {
    words(name).iter().any(|word| word.starts_with(begun))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 6] =
        ["Rocca San Giovanni", "San Giovanni", "Sant'Angelo", "Roccasecca", "Forlì", "Castel San Giovanni"];

    fn found(typed: &str) -> Vec<(&'static str, bool)> {
        let index = Index::new(NAMES.into_iter().enumerate());
        let hits = index.search(&words(typed), 10, |item, word| has_word(NAMES[item], word));
        hits.into_iter().map(|hit| (NAMES[hit.item], hit.inside)).collect()
    }

    #[test]
    fn names_are_found_by_the_beginnings_of_their_words() {
        for (typed, expected) in [
            ("", &[][..]),
            ("'", &[]),
            ("x", &[]),
            ("rocca", &[("Rocca San Giovanni", false), ("Roccasecca", false)]),
            ("ROCCA S", &[("Rocca San Giovanni", false), ("Roccasecca", false)]),
            ("Rocca sa", &[("Rocca San Giovanni", false)]),
            (
                "san gio",
                &[("Rocca San Giovanni", true), ("San Giovanni", false), ("Castel San Giovanni", true)],
            ),
            ("sant angelo", &[("Sant'Angelo", false)]),
            ("SANTANGELO", &[("Sant'Angelo", false)]),
            ("angelo", &[("Sant'Angelo", true)]),
            ("forli'", &[("Forlì", false)]),
            ("giovanni rocca", &[("Rocca San Giovanni", true)]),
            ("rocca giovanni secca", &[]),
            ("occa", &[]),
        ] {
            assert_eq!(found(typed), expected, "{typed}");
        }
    }

    #[test]
    fn a_whole_name_is_told_from_the_beginning_of_another() {
        let index = Index::new(NAMES.into_iter().enumerate());
        let named = |name| index.named(name).collect::<Vec<_>>();
        assert_eq!(named("SAN GIOVANNI"), [1]);
        assert_eq!(named("sangiovanni"), [1]);
        assert!(named("San").is_empty());
        assert!(named("Giovanni").is_empty());
        assert!(named("").is_empty());
    }

    #[test]
    fn an_item_with_two_names_is_found_once() {
        let index = Index::new([(0, "Bolzano"), (0, "Bozen")].into_iter());
        assert_eq!(index.search(&words("bo"), 10, |_, _| false), [Hit { item: 0, inside: false }]);
    }
}
