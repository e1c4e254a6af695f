//! *Rettifica* of a day that an answer said for a term: the declared beginning of the works, say. The answers stay as they
//! were given; terms count from the true day.

use contract::{Code, cases::Act, ids::CaseId, time::Moment};
use entity::cases::cases;
use jiff::civil::Date;
use serde_json::{Map, Value, json};

use super::{
    History,
    history::{Fact, Payload},
    in_order,
    rectify::{Again, RECTIFY, may_undo, reason_of},
};
use crate::{
    access,
    cases::{acts, twice::just_rectified},
    ctx::{Actor, Ctx},
    db::{Tx, repeating},
    error::{Error, Kind, Result},
    identity::policy::{self, Action},
    procedures,
};

/// Days that somebody wants to put right.
#[derive(Debug, Clone)]
pub struct RectifyDays {
    /// The case.
    pub case: CaseId,
    /// The place in the journal of the event with which the answers said them.
    pub of: i64,
    /// The true days, by the names that the event has them under; those that are not named stay.
    pub days: Vec<(String, Date)>,
    /// Why, for everybody to read.
    pub reason: String,
    /// The version of the case that their page was made from.
    pub row_version: i64,
}

/// Puts days right that answers said for terms. The journal gets names and days; terms follow.
///
/// # Errors
/// [`Error::NotFound`] for a case the actor may not see, and a day that no answer said; [`Error::Forbidden`] if it is not
/// theirs to do; [`Error::Refused`] with `TextMissing`, `TextTooLong`, `DaysUnchanged`; [`Error::Conflict`] with
/// `CannotRectify` where the event does not stand or what happened since would not have been possible, `EndMoved` where the
/// end of a term that led the case on would be another day, or `StaleSave`.
pub async fn rectify_days(ctx: &Ctx, actor: &Actor, asked: &RectifyDays) -> Result<()> {
    super::catch_up(ctx, asked.case).await?;
    let outcome = repeating(|| rectify_once(ctx, actor, asked)).await;
    if matches!(outcome, Err(Error::Conflict(Code::StaleSave))) && pressed_twice(ctx, actor, asked).await? {
        return Ok(());
    }
    access::guarded(ctx, actor, RECTIFY, outcome).await?;
    ctx.wake.notify_one();
    Ok(())
}

async fn pressed_twice(ctx: &Ctx, actor: &Actor, asked: &RectifyDays) -> Result<bool> {
    let page = (asked.case, asked.row_version, asked.of);
    let same = |done: &Map<String, Value>| {
        let days = done.get("days").and_then(|days| serde_json::from_value::<Days>(days.clone()).ok());
        days.is_some_and(|days| !days.is_empty() && days.iter().all(|day| asked.days.contains(day)))
    };
    just_rectified(ctx, actor, page, &asked.reason, same).await
}

async fn rectify_once(ctx: &Ctx, actor: &Actor, asked: &RectifyDays) -> Result<()> {
    written(ctx, actor, asked).await?.0.commit().await?;
    Ok(())
}

/// The names of days, with each day.
type Days = Vec<(String, Date)>;

/// Writes the rectification with everything that follows, and gives the days that are others; it is done once the
/// transaction is committed.
///
/// # Errors
/// As [`rectify_days`].
pub(super) async fn written(ctx: &Ctx, actor: &Actor, asked: &RectifyDays) -> Result<(Tx, Days)> {
    let may = |case: &cases::Model| policy::allows(actor, Action::Rectify(case));
    let (tx, case) = acts::begin(ctx, actor, asked.case, may).await?;
    let reason = reason_of(&asked.reason)?;
    if case.row_version != asked.row_version {
        return Err(Error::Conflict(Code::StaleSave));
    }
    let definition = procedures::by_hash(ctx, &case.definition_hash).await?;
    let chart = definition.chart(&ctx.lists.calendar);
    let history = History::load(&tx, asked.case).await?;
    let event = history.at(asked.of).filter(|fact| fact.act.is_none()).ok_or(Error::NotFound(Kind::Case))?;
    may_undo(actor, &definition, &case, &event.event)?;
    let days = changed(&history, asked)?;
    let anew = history.with(rectified(asked.of, &days));
    let after = anew.replay(&chart).map_err(|_why| Error::Conflict(Code::CannotRectify))?;
    in_order::demanded((&definition, &chart), &history, &anew)?;
    let facts = Map::from_iter([("of".to_owned(), json!(asked.of)), ("days".to_owned(), json!(days))]);
    let standing = &after.standing;
    let again =
        Again { case: &case, definition: &definition, chart: &chart, standing, facts, reason, filed: None };
    again.write(ctx, &tx, actor).await?;
    Ok((tx, days))
}

/// The days that are truly others than those on record.
fn changed(history: &History, asked: &RectifyDays) -> Result<Days> {
    // What did not happen said nothing.
    let stands = history.standing_facts().find(|fact| fact.seq == asked.of);
    let said = stands.ok_or(Error::Conflict(Code::CannotRectify))?.payload.days;
    if asked.days.iter().any(|(name, _)| !said.iter().any(|(own, _)| own == name)) {
        return Err(Error::NotFound(Kind::Case));
    }
    let changed: Vec<_> = asked.days.iter().filter(|day| !said.contains(day)).cloned().collect();
    if changed.is_empty() { Err(Error::Refused(Code::DaysUnchanged)) } else { Ok(changed) }
}

/// The rectification as the journal will hold it.
fn rectified(of: i64, days: &[(String, Date)]) -> Fact {
    Fact {
        seq: i64::MAX,
        event: Act::Rectified.as_str().to_owned(),
        to: String::new(),
        day: Date::ZERO,
        payload: Payload { days: days.to_vec(), of: Some(of), ..Payload::default() },
        at: Moment(0),
        act: Some(Act::Rectified),
    }
}
