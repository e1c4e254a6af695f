//! What conditions of the workflow may ask of a case.

use std::collections::BTreeSet;

use contract::{
    documents::CheckState,
    expr::Names,
    forms::{Filling, Pages},
    ids::CaseId,
    time::Moment,
};
use engine::{Event, Facts, clock::FromDay};
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

    /// The same as far as one event asks: most ask nothing.
    ///
    /// # Errors
    /// Database errors.
    pub(in crate::cases) async fn of_event(
        ctx: &Ctx,
        db: &impl ConnectionTrait,
        definition: &Definition,
        case: &cases::Model,
        event: &str,
    ) -> Result<Self> {
        let asked = definition.workflow.event(event);
        if asked.is_none_or(|event| event_asks_answers(definition, event) || !event.documents.is_empty()) {
            return Self::load(ctx, db, definition, case).await;
        }
        let day = case.received_at.map_or_else(|| Today::of(ctx), |at| Today(Moment(at).day()));
        Ok(Self { pages: Pages::new(), slots: BTreeSet::new(), day })
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

/// Whether what an event leads to, or what it does to terms, depends on answers. How many tracks run is no answer.
fn event_asks_answers(definition: &Definition, event: &Event) -> bool {
    let of_tracks = |name: &String| {
        let (front, track) = name.split_once('_').unwrap_or_default();
        matches!(front, "open" | "all") && definition.workflow.tracks.iter().any(|own| own.id == track)
    };
    let mut formulas = event.when.iter().chain(event.branches.iter().map(|branch| &branch.when));
    formulas.any(|formula| !formula.names().iter().all(of_tracks))
        || definition.clocks.terms.iter().any(|term| {
            let mut moves = term.moves.iter().filter(|moves| moves.event == event.id).peekable();
            let chooses = term.versions.iter().any(|version| version.when.is_some());
            chooses && moves.peek().is_some() || moves.any(|moves| matches!(moves.day, FromDay::Answer(_)))
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
