//! A case as a step finds it: its row, its terms and tracks and the end of its journal, read by one statement.

use std::sync::LazyLock;

use contract::ids::CaseId;
use engine::{Chart, Standing};
use entity::cases::cases;
use sea_orm::{ConnectionTrait, FromQueryResult, Iden, Iterable, QueryResult, Statement};

use super::kept;
use crate::{
    access::{concerned_sql, passed_to},
    ctx::Actor,
    error::{Error, Kind, Result},
    journal::Last,
};

/// A case at one moment. Nobody is kept from changing it meanwhile: whoever writes terms, tracks or state also writes
/// the journal, and a step that is [appended](crate::journal::append_after) to the row read here fails if it is not the
/// last any more.
pub(in crate::cases) struct At {
    /// Its row.
    pub(in crate::cases) case: cases::Model,
    /// The end of its journal.
    pub(in crate::cases) last: Option<Last>,
    /// The place in the journal of what the applicant did last: sent it, wrote, answered, withdrew it; 0 if nobody asked.
    pub(in crate::cases) heard: i64,
    /// Whether it is for who fires an event, or was held by them; no, if nobody asked.
    pub(in crate::cases) concerned: bool,
    /// Term, body, how it is counted.
    terms: Vec<(String, String, String)>,
    /// Place, and track, body, state.
    tracks: Vec<(i32, (String, String, String))>,
}

/// Without and with what is asked of an event that somebody fires: how far the applicant has come, and whether the case
/// concerns who fires it.
static SELECTS: LazyLock<[String; 2]> = LazyLock::new(|| {
    let heard = "(SELECT max(seq) FROM case_events WHERE case_id = $1 \
                 AND (author_id IN (c.created_by, c.held_by) OR event IN ('@paid', '@handed_over')))";
    let concerned = format!("CASE WHEN {} THEN 1 ELSE 0 END", concerned_sql("$1", "$2", "$3"));
    [select("NULL", "0"), select(heard, &concerned)]
});

/// One row for each term and track, each with the case's own row: they are few.
fn select(heard: &str, concerned: &str) -> String {
    let columns: Vec<String> =
        cases::Column::iter().map(|column| format!("c.{}", column.unquoted())).collect();
    let columns = columns.join(", ");
    format!(
        "SELECT {columns}, {heard} AS heard, {concerned} AS concerned, e.seq AS last_seq, e.hash AS last_hash, \
         k.of_track, k.of_place, k.of_name, k.of_body, k.of_words FROM cases c \
         LEFT JOIN case_events e ON e.case_id = c.id \
         AND e.seq = (SELECT max(seq) FROM case_events WHERE case_id = $1) \
         LEFT JOIN (SELECT case_id, 0 AS of_track, 0 AS of_place, term AS of_name, body AS of_body, \
         counted AS of_words FROM case_terms WHERE case_id = $1 \
         UNION ALL SELECT case_id, 1, place, track, body, state FROM case_tracks WHERE case_id = $1) k \
         ON k.case_id = c.id WHERE c.id = $1"
    )
}

impl At {
    /// Reads a case; for who fires an event also how far its applicant has come, and whether it concerns them.
    ///
    /// # Errors
    /// [`Error::NotFound`] if there is none; database errors.
    pub(in crate::cases) async fn load(
        db: &impl ConnectionTrait,
        id: CaseId,
        by: Option<&Actor>,
    ) -> Result<Self> {
        let [without, with] = &*SELECTS;
        let (select, values) = match by.and_then(|actor| Some((actor, actor.person?))) {
            Some((actor, person)) => {
                (with, vec![id.0.into(), actor.fiscal_code.as_str().into(), passed_to(person).into()])
            }
            None => (without, vec![id.0.into()]),
        };
        let select = Statement::from_sql_and_values(db.get_database_backend(), select, values);
        let rows = db.query_all_raw(select).await?;
        let first = rows.first().ok_or(Error::NotFound(Kind::Case))?;
        let last: Option<i64> = first.try_get("", "last_seq")?;
        let last = match last {
            Some(seq) => Some(Last { seq, hash: first.try_get("", "last_hash")? }),
            None => None,
        };
        let mut at = Self {
            case: cases::Model::from_query_result(first, "")?,
            last,
            heard: first.try_get::<Option<i64>>("", "heard")?.unwrap_or(0),
            concerned: first.try_get::<i32>("", "concerned")? == 1,
            terms: Vec::new(),
            tracks: Vec::new(),
        };
        for row in &rows {
            at.take(row)?;
        }
        at.tracks.sort();
        Ok(at)
    }

    fn take(&mut self, row: &QueryResult) -> Result<()> {
        let Some(of_track) = row.try_get::<Option<i32>>("", "of_track")? else { return Ok(()) };
        let kept = (row.try_get("", "of_name")?, row.try_get("", "of_body")?, row.try_get("", "of_words")?);
        if of_track == 1 {
            self.tracks.push((row.try_get("", "of_place")?, kept));
        } else {
            self.terms.push(kept);
        }
        Ok(())
    }

    /// Where it is by a chart of its procedure.
    ///
    /// # Errors
    /// [`Error::Internal`] if the procedure has no such state.
    pub(in crate::cases) fn standing(&self, chart: &Chart<'_>) -> Result<Standing> {
        let tracks = self.tracks.iter().map(|(_, track)| track.clone());
        kept::standing(chart, &self.case, self.terms.iter().cloned(), tracks)
    }
}
