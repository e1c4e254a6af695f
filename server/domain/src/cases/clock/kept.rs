//! Where the terms and tracks of a case stand, as rows: read before a step and written after it.

use contract::{ids::CaseId, time::Moment};
use engine::{
    Chart, Counting, Running, Standing,
    clock::{Count, Length, Status, Term},
};
use entity::cases::{case_terms, case_tracks, cases};
use jiff::{ToSpan, civil::Date};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    sea_query::OnConflict,
};
use serde::{Deserialize, Serialize};

use crate::{
    error::{Error, Result},
    jobs::Work,
};

/// All that the next change of a term needs to know.
#[derive(Serialize, Deserialize)]
struct Counted {
    version: u16,
    count: Count,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cautious: Option<Count>,
}

/// Where a case is, by the days of rest as they are known now.
///
/// # Errors
/// [`Error::Internal`] if its procedure has no such state.
pub(in crate::cases) async fn load(
    db: &impl ConnectionTrait,
    chart: &Chart<'_>,
    case: &cases::Model,
) -> Result<Standing> {
    Ok(rolled(chart, stored(db, chart, case).await?))
}

/// The same by the days of rest as they are known now.
pub(super) fn rolled(chart: &Chart<'_>, standing: Standing) -> Standing {
    let terms = standing.terms.into_iter().map(|counting| chart.rolled(counting)).collect();
    Standing { terms, ..standing }
}

/// Where a case is, as it was counted and stored.
///
/// # Errors
/// As [`load`].
pub(super) async fn stored(
    db: &impl ConnectionTrait,
    chart: &Chart<'_>,
    case: &cases::Model,
) -> Result<Standing> {
    let terms = if chart.has_terms() {
        case_terms::Entity::find().filter(case_terms::Column::CaseId.eq(case.id)).all(db).await?
    } else {
        Vec::new()
    };
    let tracks = if chart.has_tracks() {
        case_tracks::Entity::find()
            .filter(case_tracks::Column::CaseId.eq(case.id))
            .order_by_asc(case_tracks::Column::Place)
            .all(db)
            .await?
    } else {
        Vec::new()
    };
    let terms = terms.into_iter().map(|row| (row.term, row.body, row.counted));
    let tracks = tracks.into_iter().map(|row| (row.track, row.body, row.state));
    assembled(chart, case, terms, tracks)
}

/// Where a case is by its rows and by the days of rest as they are known now: term, body and how it is counted; track,
/// body and state, in their order.
///
/// # Errors
/// [`Error::Internal`] if its procedure has no such state.
pub(in crate::cases) fn standing(
    chart: &Chart<'_>,
    case: &cases::Model,
    terms: impl IntoIterator<Item = (String, String, String)>,
    tracks: impl IntoIterator<Item = (String, String, String)>,
) -> Result<Standing> {
    Ok(rolled(chart, assembled(chart, case, terms, tracks)?))
}

fn assembled(
    chart: &Chart<'_>,
    case: &cases::Model,
    terms: impl IntoIterator<Item = (String, String, String)>,
    tracks: impl IntoIterator<Item = (String, String, String)>,
) -> Result<Standing> {
    let mut standing = chart
        .standing(&case.state)
        .ok_or_else(|| Error::Internal(anyhow::anyhow!("no state `{}`", case.state)))?;
    standing.filed = case.received_at.map(|at| Moment(at).day());
    for (term, body, counted) in terms {
        // A term that this version has no more stays as it was.
        let Some(term) = chart.term_place(&term) else { continue };
        let Counted { version, count, cautious } = serde_json::from_str(&counted)?;
        standing.terms.push(Counting { term, body, version, count, cautious });
    }
    for (track, body, state) in tracks {
        let places = chart.track_place(&track).zip(chart.state_place(&state));
        standing.tracks.extend(places.map(|(track, state)| Running { track, body, state }));
    }
    Ok(standing)
}

/// Writes what a step changed, and gives the work that the ends of terms will be.
///
/// # Errors
/// Database errors.
pub(in crate::cases) async fn store(
    tx: &impl ConnectionTrait,
    chart: &Chart<'_>,
    case: &cases::Model,
    before: &Standing,
    after: &Standing,
    seq: i64,
    today: Date,
) -> Result<Vec<(Work, Option<String>, Moment)>> {
    write(tx, chart, case, before, after, true).await?;
    Ok(ends(chart, case, before, after, &seq.to_string(), today))
}

/// The same for terms that nothing moved, which other days of rest let end on other days. Who was warned of a term stays
/// warned.
///
/// # Errors
/// Database errors.
pub(super) async fn store_recounted(
    tx: &impl ConnectionTrait,
    chart: &Chart<'_>,
    case: &cases::Model,
    before: &Standing,
    after: &Standing,
    today: Date,
) -> Result<Vec<(Work, Option<String>, Moment)>> {
    write(tx, chart, case, before, after, false).await?;
    Ok(ends(chart, case, before, after, "calendar", today))
}

fn changed<'s>(before: &'s Standing, after: &'s Standing) -> impl Iterator<Item = &'s Counting> {
    after.terms.iter().filter(|counting| !before.terms.contains(counting))
}

async fn write(
    tx: &impl ConnectionTrait,
    chart: &Chart<'_>,
    case: &cases::Model,
    before: &Standing,
    after: &Standing,
    moved: bool,
) -> Result<()> {
    let changed: Vec<&Counting> = changed(before, after).collect();
    let gone = before
        .terms
        .iter()
        .filter(|old| !after.terms.iter().any(|new| new.term == old.term && new.body == old.body));
    for old in gone {
        let Some(term) = chart.term(old.term) else { continue };
        case_terms::Entity::delete_by_id((case.id, term.id.clone(), old.body.clone())).exec(tx).await?;
    }
    if !changed.is_empty() {
        let rows = changed.iter().filter_map(|counting| row(chart, case, counting).transpose());
        let mut every = vec![
            case_terms::Column::Binds,
            case_terms::Column::Status,
            case_terms::Column::Nominal,
            case_terms::Column::Earliest,
            case_terms::Column::Latest,
            case_terms::Column::Began,
            case_terms::Column::Counted,
        ];
        if moved {
            every.push(case_terms::Column::Warned);
        }
        let key = [case_terms::Column::CaseId, case_terms::Column::Term, case_terms::Column::Body];
        let again = OnConflict::columns(key).update_columns(every).to_owned();
        let rows = rows.collect::<Result<Vec<_>>>()?;
        case_terms::Entity::insert_many(rows).on_conflict(again).exec_without_returning(tx).await?;
    }
    if before.tracks != after.tracks {
        tracks(tx, chart, case, before, after).await?;
    }
    Ok(())
}

/// Writes the tracks that changed, and forgets those that are not there any more.
async fn tracks(
    tx: &impl ConnectionTrait,
    chart: &Chart<'_>,
    case: &cases::Model,
    before: &Standing,
    after: &Standing,
) -> Result<()> {
    let same = |one: &Running, other: &Running| one.track == other.track && one.body == other.body;
    for gone in before.tracks.iter().filter(|old| !after.tracks.iter().any(|new| same(old, new))) {
        let Some(track) = chart.track(gone.track) else { continue };
        case_tracks::Entity::delete_by_id((case.id, track.id.clone(), gone.body.clone())).exec(tx).await?;
    }
    let old: Vec<(&Running, i32)> = before.tracks.iter().zip(0..).collect();
    let changed = after.tracks.iter().zip(0..).filter(|now| !old.contains(now));
    let rows = changed.filter_map(|(running, place)| {
        Some(case_tracks::ActiveModel {
            case_id: Set(case.id),
            track: Set(chart.track(running.track)?.id.clone()),
            body: Set(running.body.clone()),
            place: Set(place),
            state: Set(chart.state(running.state)?.id.clone()),
        })
    });
    let rows: Vec<_> = rows.collect();
    if !rows.is_empty() {
        let key = [case_tracks::Column::CaseId, case_tracks::Column::Track, case_tracks::Column::Body];
        let every = [case_tracks::Column::Place, case_tracks::Column::State];
        let again = OnConflict::columns(key).update_columns(every).to_owned();
        case_tracks::Entity::insert_many(rows).on_conflict(again).exec_without_returning(tx).await?;
    }
    Ok(())
}

fn row(
    chart: &Chart<'_>,
    case: &cases::Model,
    counting: &Counting,
) -> Result<Option<case_terms::ActiveModel>> {
    let Some(term) = chart.term(counting.term) else { return Ok(None) };
    let due = counting.status().due();
    let counted = Counted { version: counting.version, count: counting.count, cautious: counting.cautious };
    Ok(Some(case_terms::ActiveModel {
        case_id: Set(case.id),
        term: Set(term.id.clone()),
        body: Set(counting.body.clone()),
        office: Set(case.office.clone()),
        binds: Set(term.binds.as_str().to_owned()),
        status: Set(status_word(counting.status()).to_owned()),
        nominal: Set(due.map(|due| due.nominal.to_string())),
        earliest: Set(counting.earliest().map(|day| day.to_string())),
        latest: Set(counting.latest().map(|day| day.to_string())),
        began: Set(as_if_begun(term, counting).map(|day| day.to_string())),
        warned: Set(0),
        counted: Set(serde_json::to_string(&counted)?),
    }))
}

/// The day on which a term would have begun to end when it does, had nothing stood still: how much of it has passed is known
/// by that. Where its length is no number of days, the day of its last change.
fn as_if_begun(term: &Term, counting: &Counting) -> Option<Date> {
    let last = counting.count.last?;
    let more = match counting.count.extended {
        None => Some(0),
        Some(Length::Days(more)) => Some(more),
        Some(_) => None,
    };
    match (counting.status().due(), term.length_in(counting.version), more) {
        (Some(due), Length::Days(days), Some(more)) => {
            let whole = i32::from(days) + i32::from(more);
            Some(due.nominal.saturating_sub(whole.days()).min(last))
        }
        _ => Some(last),
    }
}

fn status_word(status: Status) -> &'static str {
    match status {
        Status::Waiting => "waiting",
        Status::Running(_) => "running",
        Status::Suspended { .. } => "suspended",
        Status::Interrupted { .. } => "interrupted",
        Status::Ended(_) => "ended",
    }
}

/// The work that the ends of these terms will be: one for each day on which one ends.
fn ends(
    chart: &Chart<'_>,
    case: &cases::Model,
    before: &Standing,
    after: &Standing,
    word: &str,
    today: Date,
) -> Vec<(Work, Option<String>, Moment)> {
    let id = CaseId(case.id);
    let changed: Vec<&Counting> = changed(before, after).collect();
    // What had ended without meaning anything where the case was may mean something where it is now.
    let concerns = |timer: &engine::Timer<'_>| {
        timer.after < today
            || changed.iter().any(|counting| {
                counting.body == timer.body
                    && chart.term(counting.term).is_some_and(|term| term.id == timer.term)
            })
    };
    let mut days: Vec<_> =
        chart.timers(after).into_iter().filter(concerns).map(|timer| timer.after).collect();
    days.dedup();
    days.into_iter().map(|day| end_on(id, word, day)).collect()
}

/// The work that the end of a term is, when its last day is over.
pub(super) fn end_on(id: CaseId, word: &str, day: Date) -> (Work, Option<String>, Moment) {
    let over = Moment::of_day(day.tomorrow().unwrap_or(day));
    (Work::EndTerms { case: id }, Some(format!("end_terms:{id}:{word}:{day}")), over)
}

/// Forgets the terms of a case: of what was taken over from elsewhere nobody knows what moved them there.
///
/// # Errors
/// Database errors.
pub(in crate::cases) async fn forget(tx: &impl ConnectionTrait, case: CaseId) -> Result<()> {
    case_terms::Entity::delete_many().filter(case_terms::Column::CaseId.eq(case.0)).exec(tx).await?;
    case_tracks::Entity::delete_many().filter(case_tracks::Column::CaseId.eq(case.0)).exec(tx).await?;
    Ok(())
}

/// Whether two standings are the same, in whatever order their terms and tracks are kept.
pub(in crate::cases) fn same(one: &Standing, other: &Standing) -> bool {
    let has_all = |all: &Standing, of: &Standing| {
        of.terms.iter().all(|counting| all.terms.contains(counting))
            && of.tracks.iter().all(|running| all.tracks.contains(running))
    };
    one.state == other.state
        && one.terms.len() == other.terms.len()
        && one.tracks.len() == other.tracks.len()
        && has_all(one, other)
}
