//! A case with what stands beside its journal, at one moment: what is written and taken back again is foretold by the
//! difference.

use std::collections::BTreeSet;

use contract::{
    Lang,
    cases::{Consequences, Turned},
    ids::CaseId,
};
use engine::Standing;
use entity::cases::{case_events, cases};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{
    History, Side,
    compared::{actions_between, between},
    kept,
};
use crate::{
    access::{self, titolari_of},
    cases::{albo, paying, requests},
    ctx::{Actor, Ctx},
    error::Result,
    procedures::{self, Definition},
};

/// A case as it stands in a transaction, or as everybody sees it.
pub(in crate::cases) struct Snapshot {
    pub(in crate::cases) case: cases::Model,
    pub(in crate::cases) history: History,
    /// The last place in its journal.
    pub(in crate::cases) last: i64,
    standing: Standing,
    /// The requests that wait for an answer, by their places in the journal.
    requests: BTreeSet<i64>,
    /// The notices that are to be paid.
    payments: BTreeSet<Uuid>,
    /// The announcements that are not taken down.
    announcements: BTreeSet<Uuid>,
    /// Who holds it and of whom it is, by their codici fiscali.
    people: (Uuid, BTreeSet<String>),
}

impl Snapshot {
    /// Reads a case.
    ///
    /// # Errors
    /// Database errors.
    pub(in crate::cases) async fn take(ctx: &Ctx, db: &impl ConnectionTrait, id: CaseId) -> Result<Self> {
        let case = access::row(db, id).await?;
        let definition = procedures::by_hash(ctx, &case.definition_hash).await?;
        let chart = definition.chart(&ctx.lists.calendar);
        let titolari = titolari_of(db, id).await?.into_iter().map(|row| row.fiscal_code).collect();
        let rows = case_events::Entity::find()
            .filter(case_events::Column::CaseId.eq(id.0))
            .order_by_asc(case_events::Column::Seq)
            .all(db)
            .await?;
        Ok(Self {
            history: History::of(&rows)?,
            last: rows.last().map_or(0, |row| row.seq),
            standing: kept::load(db, &chart, &case).await?,
            requests: requests::open(db, id).await?.into_iter().map(|request| request.event_seq).collect(),
            payments: paying::payable(db, id).await?,
            announcements: albo::announced(db, id).await?,
            people: (case.held_by, titolari),
            case,
        })
    }

    /// What is different in the case after; with what `actor` could do there, if one is named.
    ///
    /// # Errors
    /// Database errors.
    pub(in crate::cases) async fn until(
        &self,
        ctx: &Ctx,
        actor: Option<&Actor>,
        lang: Lang,
        (definition, after): (&Definition, &Self),
    ) -> Result<Consequences> {
        let chart = definition.chart(&ctx.lists.calendar);
        let side = |standing| Side { definition, chart: &chart, standing };
        let sides = (side(&self.standing), side(&after.standing));
        let mut comes = between(lang, ctx.clock.now().day(), sides.0, sides.1);
        comes.passes = self.people != after.people;
        comes.requests = turned(&self.requests, &after.requests);
        comes.payments = turned(&self.payments, &after.payments);
        comes.announcements = turned(&self.announcements, &after.announcements);
        if let Some(actor) = actor {
            (comes.actions_gone, comes.actions_new) =
                actions_between(ctx, actor, lang, &self.case, sides).await?;
        }
        Ok(comes)
    }
}

fn turned<T: Ord>(before: &BTreeSet<T>, after: &BTreeSet<T>) -> Turned {
    Turned { off: before.difference(after).count(), on: after.difference(before).count() }
}
