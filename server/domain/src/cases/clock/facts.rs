//! What conditions of the workflow may ask of a case.

use std::collections::BTreeSet;

use contract::{
    documents::CheckState,
    expr::Names,
    forms::{Filling, Pages},
    ids::CaseId,
    time::Moment,
};
use engine::{Facts, clock::FromDay};
use entity::cases::cases;
use sea_orm::ConnectionTrait;

use crate::{ctx::Ctx, documents, error::Result, procedures::Definition};

use super::super::progress::{Filled, Today};

/// Answers and documents of a case, as far as conditions need them.
pub(in crate::cases) struct Known {
    pages: Pages,
    slots: BTreeSet<String>,
    day: Today,
}

impl Known {
    /// What is known of a case; nothing is read where the workflow asks for nothing.
    ///
    /// # Errors
    /// Database errors.
    pub(in crate::cases) async fn load(
        ctx: &Ctx,
        db: &impl ConnectionTrait,
        definition: &Definition,
        case: &cases::Model,
    ) -> Result<Self> {
        let day = case.received_at.map_or_else(|| Today::of(ctx), |at| Today(Moment(at).day()));
        let id = CaseId(case.id);
        let pages = if asks_answers(definition) { Filled::load(db, id).await?.pages } else { Pages::new() };
        let slots = if definition.workflow.events.iter().any(|event| !event.documents.is_empty()) {
            let files = documents::files_of(db, definition, id).await?;
            let good = files.into_iter().filter(|file| file.check != CheckState::Refused);
            good.map(|file| file.slot).collect()
        } else {
            BTreeSet::new()
        };
        Ok(Self { pages, slots, day })
    }

    /// The same of a case that is about to be filed with these answers.
    pub(in crate::cases) fn of_filing(pages: &Pages, day: Today) -> Self {
        Self { pages: pages.clone(), slots: BTreeSet::new(), day }
    }

    /// What conditions ask.
    pub(in crate::cases) fn facts<'a>(&'a self, definition: &'a Definition) -> CaseFacts<'a> {
        CaseFacts { filling: Filling::new(&definition.form, &self.pages, &self.day), slots: &self.slots }
    }
}

fn asks_answers(definition: &Definition) -> bool {
    let workflow = &definition.workflow;
    workflow.events.iter().any(|event| event.when.is_some() || !event.branches.is_empty())
        || definition.clocks.terms.iter().any(|term| {
            term.versions.iter().any(|version| version.when.is_some())
                || term.moves.iter().any(|moves| matches!(moves.day, FromDay::Answer(_)))
        })
}

/// [`Known`] with the form it belongs to.
pub(in crate::cases) struct CaseFacts<'a> {
    filling: Filling<'a>,
    slots: &'a BTreeSet<String>,
}

impl Facts for CaseFacts<'_> {
    fn answers(&self) -> &dyn Names {
        &self.filling
    }

    fn has_document(&self, slot: &str) -> bool {
        self.slots.contains(slot)
    }
}
