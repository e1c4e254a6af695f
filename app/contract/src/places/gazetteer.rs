//! Places with codes and names that begin and end: what comuni and states have in common.

use jiff::civil::Date;

use super::index::{Hit, Index, has_word};
use crate::{letters::words, typed::dense};

/// What a place must tell to be found.
pub(super) trait Place {
    /// Its Belfiore code.
    fn belfiore(&self) -> &str;
    /// Its name as it is shown.
    fn name(&self) -> &str;
    /// Every name it may be called by.
    fn names(&self) -> impl Iterator<Item = &str>;
    /// Its last day, or `None` if it is there today.
    fn ended(&self) -> Option<Date>;
    /// What may be typed beside the name: the letters of the province.
    fn beside(&self) -> &str;
}

/// Places, found by code and by name.
#[derive(Debug)]
pub(super) struct Gazetteer<P> {
    /// Those of today, then those that were; each by name, of one name the latest first.
    places: Vec<P>,
    names: Index,
    /// Sorted by code; those of one code from the latest to the earliest.
    codes: Vec<usize>,
}

impl<P: Place> Gazetteer<P> {
    pub(super) fn new(mut places: Vec<P>) -> Self {
        places.sort_by(|one, other| {
            let today = one.ended().is_some().cmp(&other.ended().is_some());
            today.then_with(|| one.name().cmp(other.name())).then_with(|| age(one).cmp(&age(other)))
        });
        let names = places.iter().enumerate();
        let names = Index::new(names.flat_map(|(item, place)| place.names().map(move |name| (item, name))));
        let mut codes: Vec<usize> = (0..places.len()).collect();
        codes.sort_by_key(|item| places.get(*item).map(|place| (place.belfiore(), age(place))));
        Self { places, names, codes }
    }

    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    /// The place with this code: as it is today or, if it is no more, as it was last.
    pub(super) fn by_belfiore(&self, code: &str) -> Option<&P> {
        let code = dense(code);
        let place = |item: &usize| self.places.get(*item);
        let first = self
            .codes
            .partition_point(|item| place(item).is_some_and(|place| place.belfiore() < code.as_str()));
        self.codes.get(first).and_then(place).filter(|place| place.belfiore() == code)
    }

    /// The one place with this name (or code) that `fits`. Those of today come before former ones;
    /// if several are left, none.
    pub(super) fn find(&self, name: &str, fits: impl Fn(&P) -> bool) -> Option<&P> {
        if let Some(place) = self.by_belfiore(name).filter(|place| fits(place)) {
            return Some(place);
        }
        let mut named: Vec<&P> = self
            .names
            .named(name)
            .filter_map(|item| self.places.get(item))
            .filter(|place| fits(place))
            .collect();
        if named.iter().any(|place| place.ended().is_none()) {
            named.retain(|place| place.ended().is_none());
        }
        let latest = *named.iter().min_by_key(|place| age(**place))?;
        named.iter().all(|place| place.belfiore() == latest.belfiore()).then_some(latest)
    }

    /// At most `limit` places whose names have words that begin so: first those of today, then those
    /// that begin so themselves, then by name. Of one place under one name only the latest.
    pub(super) fn search(&self, typed: &str, limit: usize) -> Vec<&P> {
        let has = |item: usize, word: &str| {
            self.places.get(item).is_some_and(|place| {
                place.beside().eq_ignore_ascii_case(word) || place.names().any(|name| has_word(name, word))
            })
        };
        let mut hits = self.names.search(&words(typed), limit, has);
        let former = |hit: &Hit| self.places.get(hit.item).is_some_and(|place| place.ended().is_some());
        hits.sort_by_key(|hit| (former(hit), hit.inside, hit.item));
        let mut found: Vec<&P> = Vec::new();
        for place in hits.iter().filter_map(|hit| self.places.get(hit.item)) {
            if found.len() == limit {
                break;
            }
            if !found.iter().any(|other| other.belfiore() == place.belfiore() && other.name() == place.name())
            {
                found.push(place);
            }
        }
        found
    }
}

/// Smaller for what ended later; smallest for what is there today.
fn age<P: Place>(place: &P) -> std::cmp::Reverse<Date> {
    std::cmp::Reverse(place.ended().unwrap_or(Date::MAX))
}
