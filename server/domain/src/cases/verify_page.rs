//! A page of filed cases with their journals, terms and tracks: read by few statements, worked out away from them.

use std::{collections::BTreeMap, sync::Arc};

use contract::ids::CaseId;
use engine::{Chart, clock::Calendar};
use entity::cases::{case_events, case_terms, case_tracks, cases};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{clock, verify::judged};
use crate::{ctx::Ctx, error::Result, procedures, procedures::Definition};

/// Cases whose journals are held at once.
const BATCH: u64 = 500;

/// All that verifying some cases needs, each list in the order of the cases.
pub(super) struct Page {
    cases: Vec<cases::Model>,
    events: Vec<case_events::Model>,
    terms: Vec<case_terms::Model>,
    tracks: Vec<case_tracks::Model>,
    definitions: BTreeMap<String, Arc<Definition>>,
}

/// What a page came to.
pub(super) struct Found {
    pub(super) cases: usize,
    pub(super) events: usize,
    /// Those that do not hold as they were read.
    pub(super) doubtful: Vec<CaseId>,
}

impl Page {
    /// The cases after one, in the order of their ids.
    pub(super) async fn read(ctx: &Ctx, after: Option<Uuid>) -> Result<Self> {
        let db = ctx.db.read();
        let mut select = cases::Entity::find()
            .filter(cases::Column::Phase.ne("draft"))
            .order_by_asc(cases::Column::Id)
            .limit(BATCH);
        if let Some(after) = after {
            select = select.filter(cases::Column::Id.gt(after));
        }
        let cases = select.all(db).await?;
        let (mut events, mut terms, mut tracks) = (Vec::new(), Vec::new(), Vec::new());
        if let (Some(first), Some(last)) = (cases.first(), cases.last()) {
            use {case_events::Column as Event, case_terms::Column as Term, case_tracks::Column as Track};
            events = case_events::Entity::find()
                .filter(Event::CaseId.between(first.id, last.id))
                .order_by_asc(Event::CaseId)
                .order_by_asc(Event::Seq)
                .all(db)
                .await?;
            terms = case_terms::Entity::find()
                .filter(Term::CaseId.between(first.id, last.id))
                .order_by_asc(Term::CaseId)
                .all(db)
                .await?;
            tracks = case_tracks::Entity::find()
                .filter(Track::CaseId.between(first.id, last.id))
                .order_by_asc(Track::CaseId)
                .order_by_asc(Track::Place)
                .all(db)
                .await?;
        }
        let mut definitions = BTreeMap::new();
        for case in &cases {
            if !definitions.contains_key(&case.definition_hash) {
                let definition = procedures::by_hash(ctx, &case.definition_hash).await?;
                definitions.insert(case.definition_hash.clone(), definition);
            }
        }
        Ok(Self { cases, events, terms, tracks, definitions })
    }

    /// The last of its cases; none if it has none.
    pub(super) fn last(&self) -> Option<Uuid> {
        self.cases.last().map(|case| case.id)
    }

    /// Verifies each case. It needs no database.
    ///
    /// # Errors
    /// A row that is no JSON.
    pub(super) fn looked_at(self, calendar: &Calendar) -> Result<Found> {
        let charts: BTreeMap<&str, Chart<'_>> = self
            .definitions
            .iter()
            .map(|(hash, definition)| (hash.as_str(), definition.chart(calendar)))
            .collect();
        let mut found = Found { cases: self.cases.len(), events: self.events.len(), doubtful: Vec::new() };
        let (mut events, mut terms, mut tracks) =
            (self.events.as_slice(), self.terms.into_iter().peekable(), self.tracks.into_iter().peekable());
        for case in &self.cases {
            let own = of(&mut events, case.id);
            let mut of_terms = Vec::new();
            // Rows of drafts in between belong to nobody here.
            while let Some(row) = terms.next_if(|row| row.case_id <= case.id) {
                if row.case_id == case.id {
                    of_terms.push((row.term, row.body, row.counted));
                }
            }
            let mut of_tracks = Vec::new();
            while let Some(row) = tracks.next_if(|row| row.case_id <= case.id) {
                if row.case_id == case.id {
                    of_tracks.push((row.track, row.body, row.state));
                }
            }
            let Some(chart) = charts.get(case.definition_hash.as_str()) else { continue };
            let holds = clock::standing(chart, case, of_terms, of_tracks)
                .and_then(|kept| judged(chart, case, own, &kept))
                .is_ok_and(|verdict| verdict.holds());
            if !holds {
                found.doubtful.push(CaseId(case.id));
            }
        }
        Ok(found)
    }
}

/// Takes the journal of one case from the front of those of many.
fn of<'a>(events: &mut &'a [case_events::Model], case: Uuid) -> &'a [case_events::Model] {
    let from = events.partition_point(|row| row.case_id < case);
    let upto = events.partition_point(|row| row.case_id <= case);
    let own = events.get(from..upto).unwrap_or_default();
    *events = events.get(upto..).unwrap_or_default();
    own
}
