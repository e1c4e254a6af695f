//! A few questions that lead to the right procedure: small decision trees, as data.
//!
//! Nothing is stored: what was answered is in the address, as codes that say nothing of a person.

mod check;
mod check_texts;
mod load;
mod tree;
mod views;
mod walk;

#[cfg(test)]
mod tests;

pub use load::PRECHECK_FILES;

use contract::{
    Lang,
    catalogue::{PrecheckCard, PrecheckPage},
    time::Moment,
};

use tree::{LangTexts, Tree};

/// One decision tree with its words, complete and checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Precheck {
    slug: String,
    tree: Tree,
    it: LangTexts,
    en: LangTexts,
}

impl Precheck {
    /// The page after these answers: the first question without one, or the outcome. `given` holds
    /// codes of choices parted by commas; what is no code of the tree is left out. `None` never
    /// happens to a tree that was loaded.
    #[must_use]
    pub fn page(&self, lang: Lang, given: &str, now: Moment) -> Option<PrecheckPage> {
        views::page(self, lang, given, now)
    }

    /// The list entry.
    #[must_use]
    pub fn card(&self, lang: Lang) -> PrecheckCard {
        let texts = self.texts(lang);
        PrecheckCard { slug: self.slug.clone(), title: texts.title.clone(), summary: texts.summary.clone() }
    }

    /// Whether some answers lead to this procedure.
    #[must_use]
    pub fn leads_to(&self, procedure: &str) -> bool {
        self.tree.outcomes.iter().any(|outcome| outcome.procedure.as_deref() == Some(procedure))
    }

    fn texts(&self, lang: Lang) -> &LangTexts {
        match lang {
            Lang::It => &self.it,
            Lang::En => &self.en,
        }
    }
}

/// The trees of a portal, by slug.
#[derive(Debug, Clone, Default)]
pub struct Prechecks(Vec<Precheck>);

impl From<Vec<Precheck>> for Prechecks {
    fn from(mut trees: Vec<Precheck>) -> Self {
        trees.sort_by(|a, b| a.slug.cmp(&b.slug));
        Self(trees)
    }
}

impl Prechecks {
    /// The tree of a slug.
    #[must_use]
    pub fn get(&self, slug: &str) -> Option<&Precheck> {
        self.iter().find(|tree| tree.slug == slug)
    }

    /// Every tree.
    pub fn iter(&self) -> impl Iterator<Item = &Precheck> {
        self.0.iter()
    }
}
