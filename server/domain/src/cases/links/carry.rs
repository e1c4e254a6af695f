//! What happens in a case brings about something in the case that it follows.

use contract::{
    Code, Lang,
    cases::Act,
    expr::Value,
    forms::Filling,
    ids::{CaseId, PersonId},
    time::Moment,
};
use engine::{Happening, Who};
use entity::cases::{case_events, case_links, cases};
use jiff::civil::Date;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::Expr};
use serde_json::{Map, json};

use super::{CONFIRMED, DECLARED, followed_by, to_come};
use crate::{
    access,
    cases::{
        acts,
        advance::{Advance, advance},
        clock::{self, History, Known},
        holding::{self, Inherited},
        progress::{Filled, Today},
    },
    ctx::Ctx,
    error::{Error, Result},
    procedures::{self, Definition, Fires, Link},
};

/// A step of a case that others may hear of.
pub(in crate::cases) struct Heard<'a> {
    pub(in crate::cases) case: CaseId,
    pub(in crate::cases) definition: &'a Definition,
    pub(in crate::cases) event: &'a str,
    pub(in crate::cases) on: Date,
    pub(in crate::cases) author: PersonId,
    pub(in crate::cases) from_office: bool,
    /// The one case that hears of it, where a link begins to hold later: the others have heard of it already.
    pub(in crate::cases) only: Option<CaseId>,
}

/// Fires in the cases that a case follows what its step brings about there, in the same transaction. Where nothing of it is
/// possible there, their journal says only that the case follows, and the office looks. What answers say for a day to come
/// happens on that day.
///
/// # Errors
/// Database errors.
pub(in crate::cases) async fn carry(ctx: &Ctx, tx: &impl ConnectionTrait, heard: &Heard<'_>) -> Result<()> {
    let waits =
        heard.definition.links.iter().flat_map(|link| &link.fires).any(|fires| fires.on == heard.event);
    // Most steps concern nobody else, and ask the database nothing.
    if !waits {
        return Ok(());
    }
    let hears = |row: &case_links::Model| {
        row.status == CONFIRMED && heard.only.is_none_or(|only| only.0 == row.followed_id)
    };
    for row in followed_by(tx, heard.case).await?.into_iter().filter(hears) {
        let link = heard.definition.links.iter().find(|link| link.id == row.link);
        let fires = link.iter().flat_map(|link| &link.fires).filter(|fires| fires.on == heard.event);
        let followed = CaseId(row.followed_id);
        let mut outcomes = Vec::new();
        let mut all = Vec::new();
        for fires in fires {
            if let Some(said) = told(tx, heard, fires).await? {
                all.push((fires, said));
            }
        }
        let today = ctx.clock.now().day();
        if let Some(day) = all.iter().find_map(|(_, said)| said.day.filter(|day| *day > today)) {
            to_come::wait(ctx, tx, heard, followed, day).await?;
            continue;
        }
        for (fires, Said { day, beside }) in all {
            // A step of another case may be heard of in turn.
            let outcome = Box::pin(fire_there(ctx, tx, heard, followed, (&fires.event, day))).await?;
            if outcome != There::Known && fires.hands_over.is_some() {
                let from = access::row(tx, heard.case).await?;
                holding::inherit(ctx, tx, followed, Inherited { from: &from, author: heard.author, beside })
                    .await?;
            }
            outcomes.push(outcome);
        }
        let heard_of = |outcome: &There| matches!(outcome, There::Happened | There::Known);
        if outcomes.contains(&There::NotPossible) && !outcomes.iter().any(heard_of) {
            let case = access::row(tx, followed).await?;
            acts::record(ctx, tx, &case, Act::Linked, heard.author, of(heard)).await?;
            to_read(tx, followed).await?;
        }
    }
    Ok(())
}

/// Goes on only if the office has said which case this one follows, where an act says something of that, and if the act is there
/// for a case that follows so.
///
/// # Errors
/// [`Error::Refused`] with `LinkUnconfirmed`; [`Error::Conflict`] with `EventNotPossible`.
pub(in crate::cases) async fn demanded(
    tx: &impl ConnectionTrait,
    definition: &Definition,
    (case, event): (CaseId, &str),
) -> Result<()> {
    let named = |link: &Link| {
        link.confirmed_before.iter().chain(&link.only_with).chain(&link.only_without).any(|act| act == event)
    };
    // Most acts say nothing of another case, and ask the database nothing.
    if !definition.links.iter().any(named) {
        return Ok(());
    }
    let open = unconfirmed(tx, definition, case).await?;
    if open.iter().any(|(_, acts)| acts.contains(&event)) {
        return Err(Error::Refused(Code::LinkUnconfirmed));
    }
    match out_of_place(tx, definition, case).await?.contains(&event) {
        true => Err(Error::Conflict(Code::EventNotPossible)),
        false => Ok(()),
    }
}

/// The acts that are not there because the case follows another, or because it follows none.
pub(in crate::cases) async fn out_of_place<'d>(
    db: &impl ConnectionTrait,
    definition: &'d Definition,
    case: CaseId,
) -> Result<Vec<&'d str>> {
    if definition.links.iter().all(|link| link.only_with.is_empty() && link.only_without.is_empty()) {
        return Ok(Vec::new());
    }
    let rows = followed_by(db, case).await?.into_iter().filter(|row| row.status == CONFIRMED);
    let ways: Vec<&Link> =
        rows.filter_map(|row| definition.links.iter().find(|link| link.id == row.link)).collect();
    let follows = |link: &Link| {
        ways.iter().any(|way| way.id == link.id || way.number.is_some() && way.number == link.number)
    };
    let absent = |link: &'d Link| if follows(link) { &link.only_without } else { &link.only_with };
    Ok(definition.links.iter().flat_map(absent).map(String::as_str).collect())
}

/// The cases that answers name and that the office has not confirmed, each with the acts that wait for that.
pub(super) async fn unconfirmed<'d>(
    db: &impl ConnectionTrait,
    definition: &'d Definition,
    case: CaseId,
) -> Result<Vec<(CaseId, Vec<&'d str>)>> {
    if definition.links.iter().all(|link| link.confirmed_before.is_empty()) {
        return Ok(Vec::new());
    }
    let declared = followed_by(db, case).await?.into_iter().filter(|row| row.status == DECLARED);
    let acts = |row: case_links::Model| {
        let named = definition.links.iter().find(|link| link.id == row.link)?.number.as_ref();
        let same = definition.links.iter().filter(|link| link.number.as_ref() == named);
        let acts = same.flat_map(|link| &link.confirmed_before).map(String::as_str);
        Some((CaseId(row.followed_id), acts.collect()))
    };
    Ok(declared.filter_map(acts).collect())
}

/// What became of something in the case where it should happen.
#[derive(Clone, Copy, PartialEq, Eq)]
enum There {
    Happened,
    NotPossible,
    /// It was heard of before.
    Known,
}

/// What the journal of the other case says of whence it heard.
pub(super) fn of(heard: &Heard<'_>) -> Map<String, serde_json::Value> {
    Map::from_iter([("linked".to_owned(), json!(heard.case.to_string()))])
}

/// What the answers say of what is fired.
#[derive(Default)]
struct Said {
    /// The day on which it counts, if they say one.
    day: Option<Date>,
    /// Whether those of whom the other case was stay.
    beside: bool,
}

/// Nothing if its condition does not hold.
async fn told(tx: &impl ConnectionTrait, heard: &Heard<'_>, fires: &Fires) -> Result<Option<Said>> {
    let beside = fires.hands_over.as_ref().and_then(|hands| hands.beside.as_ref());
    if fires.when.is_none() && fires.day.is_none() && beside.is_none() {
        return Ok(Some(Said::default()));
    }
    let on_record = match &fires.day {
        Some(question) => put_right(tx, heard.case, question).await?,
        None => None,
    };
    let case = access::row(tx, heard.case).await?;
    let pages = Filled::load(tx, heard.case).await?.pages;
    let today = Today(case.received_at.map_or(heard.on, |at| Moment(at).day()));
    let filling = Filling::new(&heard.definition.form, &pages, &today);
    if fires.when.as_ref().is_some_and(|when| !when.holds(&filling)) {
        return Ok(None);
    }
    let answered = |question: &String| match filling.value(question) {
        Some(Value::Date(day)) => Some(day),
        _ => None,
    };
    // A day that was put right is the true one; the answer stays as it was given.
    let day = fires.day.as_ref().and_then(|question| on_record.or_else(|| answered(question)));
    Ok(Some(Said { day, beside: beside.is_some_and(|beside| beside.holds(&filling)) }))
}

/// The day that a question says by what is on record of it, where an event of the case counted with it.
async fn put_right(tx: &impl ConnectionTrait, case: CaseId, question: &str) -> Result<Option<Date>> {
    let history = History::load(tx, case).await?;
    let days = history.standing_facts().flat_map(|fact| fact.payload.days);
    Ok(days.filter(|(name, _)| name == question).last().map(|(_, day)| day))
}

/// Whether a case has heard of this already: a link that was taken away and holds again brings nothing about twice.
async fn heard_before(
    tx: &impl ConnectionTrait,
    followed: CaseId,
    event: &str,
    heard: &Heard<'_>,
) -> Result<bool> {
    if heard.only.is_none() {
        return Ok(false);
    }
    let rows = case_events::Entity::find()
        .filter(case_events::Column::CaseId.eq(followed.0))
        .filter(case_events::Column::Event.eq(event))
        .all(tx)
        .await?;
    let from = heard.case.to_string();
    Ok(rows.iter().any(|row| row.payload.contains(&from)))
}

/// The days that what is fired may count with, the best first: the one that answers said, that of the event, today. None
/// is before the other case itself, or to come. Whether a day is in order for the terms that it moves, they say themselves:
/// what was done within a term is told after its end.
pub(in crate::cases) fn possible_days(
    said: Option<Date>,
    on: Date,
    today: Date,
    case: &cases::Model,
) -> Vec<Date> {
    in_order(said, on, today, case.received_at.map(|at| Moment(at).day()))
}

fn in_order(said: Option<Date>, on: Date, today: Date, filed: Option<Date>) -> Vec<Date> {
    // What began on a day did not begin before it, where that day itself is too late.
    let since = said.filter(|day| could_be(*day, today, filed));
    let may = |day: &Date| could_be(*day, today, filed) && since.is_none_or(|since| *day >= since);
    said.into_iter().chain([on, today]).filter(may).collect()
}

fn could_be(day: Date, today: Date, filed: Option<Date>) -> bool {
    day == today || day < today && filed.is_none_or(|filed| filed <= day)
}

async fn fire_there(
    ctx: &Ctx,
    tx: &impl ConnectionTrait,
    heard: &Heard<'_>,
    followed: CaseId,
    (event, said): (&str, Option<Date>),
) -> Result<There> {
    access::hold(tx, followed).await?;
    if heard_before(tx, followed, event, heard).await? {
        return Ok(There::Known);
    }
    clock::settle(ctx, tx, followed).await?;
    let case = access::row(tx, followed).await?;
    let definition = procedures::by_hash(ctx, &case.definition_hash).await?;
    let chart = definition.chart(&ctx.lists.calendar);
    let before = clock::load(tx, &chart, &case).await?;
    let known = Known::load(ctx, tx, &definition, &case).await?;
    let today = ctx.clock.now().day();
    let words = name_of(tx, heard).await?;
    let what = |on: Date| Happening {
        event,
        who: &[Who::Linked],
        on,
        bodies: &[],
        text: Some(&words),
        until: None,
        forced: false,
        seq: 0,
        versions: &[],
        days: &[],
    };
    let tried = possible_days(said, heard.on, today, &case).into_iter().find_map(|on| {
        let step = chart.step(&before, &what(on), &known.facts(&definition)).ok()?;
        Some((on, step))
    });
    let Some((on, step)) = tried else { return Ok(There::NotPossible) };
    let what = Advance {
        from_office: heard.from_office,
        facts: of(heard),
        // What the other case brought has its place in the register.
        elsewhere: true,
        unseen: true,
        ..Advance::of(&case, (&definition, &chart), (&before, &step), on, heard.author)
    };
    advance(ctx, tx, what).await?;
    to_read(tx, followed).await?;
    Ok(There::Happened)
}

/// What the history of the other case says of whence it heard: which procedure, and which number.
pub(super) async fn name_of(tx: &impl ConnectionTrait, heard: &Heard<'_>) -> Result<String> {
    let case = access::row(tx, heard.case).await?;
    let short = &heard.definition.text(Lang::It).service().short;
    Ok(format!("{short} {}", case.number.unwrap_or_default()).trim().to_owned())
}

/// Lets the office look at a case.
pub(in crate::cases) async fn to_read(tx: &impl ConnectionTrait, case: CaseId) -> Result<()> {
    cases::Entity::update_many()
        .col_expr(cases::Column::ToRead, Expr::value(1))
        .filter(cases::Column::Id.eq(case.0))
        .exec(tx)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn what_another_case_tells_counts_from_its_day_also_after_a_term_has_ended() {
        let (today, filed) = (date(2027, 5, 1), Some(date(2026, 3, 2)));
        for (rule, day, may) in [
            ("a start within the year, told when the year is over", date(2027, 1, 10), true),
            ("the day itself", today, true),
            ("on the day of filing", date(2026, 3, 2), true),
            ("before the case was there", date(2026, 3, 1), false),
            ("to come", date(2027, 5, 2), false),
        ] {
            assert_eq!(could_be(day, today, filed), may, "{rule}");
        }
    }

    #[test]
    fn what_began_on_a_day_did_not_begin_before_it() {
        let (today, filed, told) = (date(2027, 5, 1), Some(date(2026, 3, 2)), date(2027, 4, 1));
        for (rule, said, days) in [
            ("the day itself, or one after it", Some(date(2027, 4, 20)), vec![date(2027, 4, 20), today]),
            ("told later than it was", Some(date(2027, 3, 1)), vec![date(2027, 3, 1), told, today]),
            ("before the other case was there: no day of its", Some(date(2026, 1, 1)), vec![told, today]),
            ("none said", None, vec![told, today]),
        ] {
            assert_eq!(in_order(said, told, today, filed), days, "{rule}");
        }
    }
}
