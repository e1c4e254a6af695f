//! *Rettifica*: what was recorded wrongly is put right by a record of its own. Nothing is erased; the case is worked out
//! again as it truly was.

use std::collections::HashSet;

use contract::{
    Code,
    cases::{Act, Phase, PutRight},
    ids::CaseId,
    time::Moment,
};
use engine::{Chart, Counting, Effect, Standing, Who, clock::Status};
use entity::cases::{case_events, cases};
use jiff::civil::Date;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::{
    History,
    history::{Fact, Payload},
    in_order, kept,
};
use crate::{
    access, audit,
    cases::{
        acts::{self, news},
        albo, paying, requests,
        times::keep_time,
        twice::just_rectified,
    },
    ctx::{Actor, Ctx},
    db::{Tx, repeating},
    error::{Error, Kind, Result},
    identity::policy::{self, Action},
    jobs,
    journal::Salt,
    messages::notify,
    procedures::{self, Definition},
};

/// The longest reason, in characters.
const LONGEST_REASON: usize = 2_000;

/// What somebody wants to put right.
#[derive(Debug, Clone)]
pub struct Rectify {
    /// The case.
    pub case: CaseId,
    /// The place in the journal of what was recorded wrongly.
    pub of: i64,
    /// The day on which it truly happened; it did not happen at all, if there is none.
    pub truly: Option<Date>,
    /// Why, for everybody to read.
    pub reason: String,
    /// The version of the case that their page was made from.
    pub row_version: i64,
}

/// Puts an event of a case right: its day, or that it happened at all. State and terms follow.
///
/// # Errors
/// [`Error::NotFound`] for a case the actor may not see; [`Error::Forbidden`] if it is not theirs to do;
/// [`Error::Refused`] with `TextMissing`, `TextTooLong`, `DayWrong`, `FiledByThen`, `DaysUnchanged`; [`Error::Conflict`] with
/// `CannotRectify` where what happened since would not have been possible, `EndMoved` where the end of a term that led the
/// case on would be another day, `AlreadyUndone` where it was said before that it never happened, or `StaleSave`.
pub async fn rectify(ctx: &Ctx, actor: &Actor, rectify: &Rectify) -> Result<()> {
    super::catch_up(ctx, rectify.case).await?;
    let outcome = repeating(|| rectify_once(ctx, actor, rectify)).await;
    if matches!(outcome, Err(Error::Conflict(Code::StaleSave))) && pressed_twice(ctx, actor, rectify).await? {
        return Ok(());
    }
    access::guarded(ctx, actor, RECTIFY, outcome).await?;
    ctx.wake.notify_one();
    Ok(())
}

async fn pressed_twice(ctx: &Ctx, actor: &Actor, asked: &Rectify) -> Result<bool> {
    let on = asked.truly.map(|day| json!(day.to_string()));
    let page = (asked.case, asked.row_version, asked.of);
    just_rectified(ctx, actor, page, &asked.reason, |done| done.get("on") == on.as_ref()).await
}

pub(super) const RECTIFY: &str = "case.rectify";

async fn rectify_once(ctx: &Ctx, actor: &Actor, asked: &Rectify) -> Result<()> {
    written(ctx, actor, asked).await?.commit().await?;
    Ok(())
}

/// Writes the rectification with everything that follows; it is done once the transaction is committed.
///
/// # Errors
/// As [`rectify`].
pub(super) async fn written(ctx: &Ctx, actor: &Actor, asked: &Rectify) -> Result<Tx> {
    let may = |case: &cases::Model| policy::allows(actor, Action::Rectify(case));
    let (tx, case) = acts::begin(ctx, actor, asked.case, may).await?;
    let today = ctx.clock.now().day();
    let reason = typed(asked, &case, today)?;
    let definition = procedures::by_hash(ctx, &case.definition_hash).await?;
    let chart = definition.chart(&ctx.lists.calendar);
    let history = History::load(&tx, asked.case).await?;
    let wrong = history.at(asked.of).filter(|fact| fact.act.is_none()).ok_or(Error::NotFound(Kind::Case))?;
    let files = definition.workflow.submission().is_some_and(|event| event.id == wrong.event);
    permitted(actor, (&case, &definition), wrong, asked, files)?;
    let undone = said_otherwise(&definition, &history, wrong, asked.truly)?;
    let anew = history.with(rectified(asked.of, asked.truly));
    let after = anew.replay(&chart).map_err(|_why| Error::Conflict(Code::CannotRectify))?;
    in_order::demanded((&definition, &chart), &history, &anew)?;
    let mut facts = Map::from_iter([("of".to_owned(), json!(asked.of))]);
    if let Some(day) = asked.truly {
        let before = kept::load(&tx, &chart, &case).await?;
        if stands_still(&before, &after.standing) {
            return Err(Error::Conflict(Code::CannotRectify));
        }
        facts.insert("on".to_owned(), json!(day.to_string()));
    }
    // The moment of a day that is the recorded one after all is known.
    let moment = |day| if day == wrong.day { wrong.at } else { Moment::of_day(day) };
    let filed = asked.truly.filter(|_| files).map(moment);
    let standing = &after.standing;
    let again = Again { case: &case, definition: &definition, chart: &chart, standing, facts, reason, filed };
    let seq = again.write(ctx, &tx, actor).await?;
    if undone {
        let phase = chart.state(standing.state).map(|state| state.phase);
        happened_after_all(ctx, &tx, &definition, (asked.case, wrong), phase).await?;
    } else if asked.truly.is_none() {
        self::undone(ctx, &tx, asked.case, (asked.of, seq)).await?;
    }
    Ok(tx)
}

/// Whether it was said that the event never happened, and now that it did.
fn said_otherwise(
    definition: &Definition,
    history: &History,
    wrong: &Fact,
    truly: Option<Date>,
) -> Result<bool> {
    let undone = history.put_right(wrong.seq) == Some(PutRight::Never);
    if undone && (truly.is_none() || !comes_back(definition, &wrong.event)) {
        return Err(Error::Conflict(Code::AlreadyUndone));
    }
    let stands = history.standing_facts().find(|fact| fact.seq == wrong.seq);
    if truly.is_some() && stands.map(|fact| fact.day) == truly {
        return Err(Error::Refused(Code::DaysUnchanged));
    }
    Ok(undone)
}

/// The events of a case that can be put right, oldest first, each with whether it was said that it never happened.
pub(in crate::cases) fn rectifiable(
    definition: &Definition,
    chart: &Chart<'_>,
    history: &History,
) -> impl Iterator<Item = (Fact, bool)> {
    let stands: Vec<Fact> = history.standing_facts().collect();
    history.facts().iter().filter(|fact| fact.act.is_none()).filter_map(move |fact| {
        if let Some(stands) = stands.iter().find(|stands| stands.seq == fact.seq) {
            return Some((stands.clone(), false));
        }
        // What happened since may leave it no place.
        let again = || history.with(rectified(fact.seq, Some(fact.day))).replay(chart).is_ok();
        (comes_back(definition, &fact.event) && again()).then(|| (fact.clone(), true))
    })
}

/// Whether an event of which it was said that it never happened can be said to have happened after all. What somebody did
/// is recorded anew, with its own document, payment and announcement; what happened by itself would never happen again.
pub(in crate::cases) fn comes_back(definition: &Definition, event: &str) -> bool {
    let lasting = |effect: &Effect| matches!(effect, Effect::RequestPayment | Effect::Publish);
    definition
        .workflow
        .event(event)
        .is_some_and(|event| event.who.iter().all(|who| who.nobody()) && !event.effects.iter().any(lasting))
}

/// What such an event had ended, and its undoing had brought back, ends again.
async fn happened_after_all(
    ctx: &Ctx,
    tx: &impl ConnectionTrait,
    definition: &Definition,
    (case, fact): (CaseId, &Fact),
    phase: Option<Phase>,
) -> Result<()> {
    if phase != Some(Phase::WaitingApplicant) {
        requests::over(tx, case, fact.seq).await?;
    }
    let event = definition.workflow.event(&fact.event);
    if event.is_some_and(|event| event.effects.contains(&Effect::CancelPayments)) {
        paying::cancel_open(ctx, tx, case, fact.seq).await?;
    }
    Ok(())
}

/// A case that was put right, and where it is then.
pub(super) struct Again<'a> {
    pub(super) case: &'a cases::Model,
    pub(super) definition: &'a Definition,
    pub(super) chart: &'a Chart<'a>,
    /// Where its journal leads now.
    pub(super) standing: &'a Standing,
    /// What the journal says of it besides the reason's hash.
    pub(super) facts: Map<String, Value>,
    pub(super) reason: &'a str,
    /// The true moment of its filing, where that was put right.
    pub(super) filed: Option<Moment>,
}

impl Again<'_> {
    /// Writes the rectification with everything that follows from it, and tells of it; gives its place in the journal.
    pub(super) async fn write(self, ctx: &Ctx, tx: &impl ConnectionTrait, actor: &Actor) -> Result<i64> {
        let case = self.case;
        let seq = self.put(ctx, tx, actor).await?;
        notify(ctx, tx, news(case, seq)).await?;
        Ok(seq)
    }

    /// The same, told to nobody: the step for which it is done tells.
    pub(super) async fn put(mut self, ctx: &Ctx, tx: &impl ConnectionTrait, actor: &Actor) -> Result<i64> {
        let (case, chart, id) = (self.case, self.chart, CaseId(self.case.id));
        let before = kept::load(tx, chart, case).await?;
        let state = chart.state(self.standing.state);
        let state = state.ok_or_else(|| Error::Internal(anyhow::anyhow!("the replay leads to no state")))?;
        let hash = Salt::of(case).hash(self.reason);
        self.facts.insert("reason_sha256".to_owned(), json!(hash));
        let author = actor.person()?;
        let seq = acts::record_into(ctx, tx, case, Act::Rectified, author, self.facts, &state.id).await?;
        let mut update = cases::Entity::update_many();
        if let Some(moment) = self.filed {
            update = update.col_expr(cases::Column::ReceivedAt, Expr::value(Some(moment.0)));
        }
        update
            .col_expr(cases::Column::State, Expr::value(state.id.as_str()))
            .col_expr(cases::Column::Phase, Expr::value(state.phase.as_str()))
            .col_expr(cases::Column::RowVersion, Expr::value(case.row_version + 1))
            .filter(cases::Column::Id.eq(case.id))
            .exec(tx)
            .await?;
        acts::explained(ctx, tx, id, seq, author, Act::Rectified, self.reason).await?;
        let today = ctx.clock.now().day();
        let works = kept::store(tx, chart, case, &before, self.standing, seq, today).await?;
        jobs::enqueue_each(ctx, tx, works).await?;
        keep_time(tx, self.definition, case).await?;
        audit::note(ctx, tx, actor, RECTIFY, format!("case:{id}"), "ok").await?;
        Ok(seq)
    }
}

/// Undoes what an event did beside the case that did not happen: to requests, payments, announcements.
pub(super) async fn undone(
    ctx: &Ctx,
    tx: &impl ConnectionTrait,
    case: CaseId,
    (of, by): (i64, i64),
) -> Result<()> {
    requests::undone(tx, case, of, by).await?;
    paying::undone(ctx, tx, case, of).await?;
    albo::undone(ctx, tx, case, of).await
}

/// The reason, if what was typed holds.
fn typed<'a>(asked: &'a Rectify, case: &cases::Model, today: Date) -> Result<&'a str> {
    let reason = reason_of(&asked.reason)?;
    if case.row_version != asked.row_version {
        return Err(Error::Conflict(Code::StaleSave));
    }
    if asked.truly.is_some_and(|day| day > today) {
        return Err(Error::Refused(Code::DayWrong));
    }
    Ok(reason)
}

/// A reason, if it is one.
///
/// # Errors
/// [`Error::Refused`] with `TextMissing` or `TextTooLong`.
pub(in crate::cases) fn reason_of(typed: &str) -> Result<&str> {
    let reason = typed.trim();
    if reason.is_empty() {
        return Err(Error::Refused(Code::TextMissing));
    }
    if reason.chars().count() > LONGEST_REASON {
        return Err(Error::Refused(Code::TextTooLong));
    }
    Ok(reason)
}

/// Whether this actor may put this event right so.
fn permitted(
    actor: &Actor,
    (case, definition): (&cases::Model, &Definition),
    wrong: &Fact,
    asked: &Rectify,
    files: bool,
) -> Result<()> {
    may_undo(actor, definition, case, &wrong.event)?;
    // A case that was filed stays filed: its number and its receipt are out in the world.
    if files && asked.truly.is_none() {
        return Err(Error::Conflict(Code::CannotRectify));
    }
    bounded(case, wrong, asked.truly, files)
}

/// Whether the true day of an event can be that, by when the case was filed.
fn bounded(case: &cases::Model, wrong: &Fact, truly: Option<Date>, files: bool) -> Result<()> {
    let Some(day) = truly else { return Ok(()) };
    if !files {
        // A day before the case itself is a slip.
        let before = case.received_at.map(|at| Moment(at).day());
        let before = before.is_some_and(|filed| day < filed);
        return if before { Err(Error::Refused(Code::DayWrong)) } else { Ok(()) };
    }
    // So is a filing a year before its record; what the portal itself received it had by then.
    if day < wrong.day.saturating_sub(jiff::Span::new().years(1)) {
        return Err(Error::Refused(Code::DayWrong));
    }
    let here = wrong.payload.received_at.is_none();
    if here && day > wrong.day { Err(Error::Refused(Code::FiledByThen)) } else { Ok(()) }
}

/// Whether a term stands still now that did not before: the day that was put right lies beyond that of the event which let
/// it go on, and nothing ever would.
fn stands_still(before: &Standing, after: &Standing) -> bool {
    let still = |status: Status| matches!(status, Status::Suspended { .. } | Status::Interrupted { .. });
    after.terms.iter().filter(|counting| still(counting.status())).any(|now| {
        let same = |then: &&Counting| then.term == now.term && then.body == now.body;
        !before.terms.iter().find(same).is_some_and(|then| still(then.status()))
    })
}

/// The rows of the journals of cases that never happened, as was said later: case and place.
///
/// # Errors
/// Database errors.
pub(in crate::cases) async fn never_happened(
    db: &impl ConnectionTrait,
    cases: Vec<Uuid>,
) -> Result<HashSet<(Uuid, i64)>> {
    let rows = case_events::Entity::find()
        .filter(case_events::Column::CaseId.is_in(cases))
        .filter(case_events::Column::Event.eq(Act::Rectified.as_str()))
        .order_by_asc(case_events::Column::CaseId)
        .order_by_asc(case_events::Column::Seq)
        .all(db)
        .await?;
    let mut undone = HashSet::new();
    for of_case in rows.chunk_by(|one, next| one.case_id == next.case_id) {
        let history = History::of(of_case)?;
        let Some(case) = of_case.first().map(|row| row.case_id) else { continue };
        let about = history.facts().iter().filter_map(|word| word.payload.of);
        let never = about.filter(|of| history.put_right(*of) == Some(PutRight::Never));
        undone.extend(never.map(|of| (case, of)));
    }
    Ok(undone)
}

/// Who may not do it may not undo it.
///
/// # Errors
/// [`Error::Forbidden`].
pub(in crate::cases) fn may_undo(
    actor: &Actor,
    definition: &Definition,
    case: &cases::Model,
    event: &str,
) -> Result<()> {
    let capacities = policy::capacities(actor, case);
    let own = definition.workflow.event(event).is_some_and(|event| {
        let nobodys = event.who.iter().all(|who| who.nobody() || *who == Who::Applicant);
        nobodys || event.who.iter().any(|who| capacities.contains(who))
    });
    if own || capacities.contains(&Who::Dirigente) { Ok(()) } else { Err(Error::Forbidden) }
}

/// The rectification as the journal will hold it.
pub(super) fn rectified(of: i64, truly: Option<Date>) -> Fact {
    let on = truly.map(|day| day.to_string());
    Fact {
        seq: i64::MAX,
        event: Act::Rectified.as_str().to_owned(),
        to: String::new(),
        day: truly.unwrap_or(Date::ZERO),
        payload: Payload { on, of: Some(of), ..Payload::default() },
        at: Moment(0),
        act: Some(Act::Rectified),
    }
}
