//! Moving a filed case to another version of its procedure. It then counts as if it had followed that version from the
//! beginning: its journal is told to the new workflow and the new clocks, and what comes of that is shown before.

use contract::{
    Code, Lang,
    cases::{Act, Consequences, MovePage, MoveRefusal, VersionChange},
    forms::Filling,
    ids::CaseId,
    time::Moment,
};
use engine::{
    Chart, Standing,
    clock::{FromDay, Term},
};
use entity::cases::cases;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::Expr};
use serde_json::{Map, json};

use super::{
    History, Side,
    compared::{actions_between, between},
    kept,
    rectify::reason_of,
};
use crate::{
    access, audit,
    cases::{
        acts::{self, explained, news},
        progress::{Filled, Today},
        times::keep_time,
        version::changes_for,
    },
    ctx::{Actor, Ctx},
    db::repeating,
    error::{Error, Result},
    identity::policy::{self, Action},
    jobs,
    journal::Salt,
    messages::notify,
    procedures::{self, Definition, bill_view},
};

const MOVE: &str = "case.move";

/// What would come of a case if it were moved to the version in force; nothing if it follows that already. The look is
/// audited.
///
/// # Errors
/// [`Error::NotFound`] for a case the actor may not see; [`Error::Forbidden`] if it is not theirs to move.
pub async fn move_page(ctx: &Ctx, actor: &Actor, lang: Lang, id: CaseId) -> Result<Option<MovePage>> {
    let opened = access::office_case(ctx, actor, id).await;
    let opened = access::guarded(ctx, actor, "case.read", opened).await?;
    policy::demand(actor, Action::Rectify(&opened.case))?;
    access::demand_work(ctx.db.read(), actor, &opened.case).await?;
    let (case, old) = (opened.case, opened.definition);
    let Some(new) = procedures::newer(ctx, &case.definition_hash).await? else { return Ok(None) };
    let db = ctx.db.read();
    let changes = changes_for(db, lang, id, &old, &new).await?;
    let (from, to) = (old.chart(&ctx.lists.calendar), new.chart(&ctx.lists.calendar));
    let before = kept::load(db, &from, &case).await?;
    let after = told(db, &to, &case).await?;
    let refused = refusal(&old, &new, &changes, after.as_ref());
    let texts = new.text(lang);
    let mut page = MovePage {
        case: id,
        procedure: texts.service().short.clone(),
        number: case.number.clone().unwrap_or_default(),
        from: old.version(),
        to: new.version(),
        valid_from: new.meta.valid_from,
        hash: new.hash.clone(),
        refused,
        changes,
        comes: Consequences::default(),
        fees: fees(db, &case, &old, &new).await?,
        row_version: case.row_version,
        problem: None,
        typed: String::new(),
    };
    if let Some(after) = after {
        let (old, new) = (
            Side { definition: &old, chart: &from, standing: &before },
            Side { definition: &new, chart: &to, standing: &after },
        );
        page.comes = between(lang, ctx.clock.now().day(), old, new);
        let actions = actions_between(ctx, actor, lang, &case, (old, new)).await?;
        (page.comes.actions_gone, page.comes.actions_new) = actions;
    }
    Ok(Some(page))
}

/// What is to be paid by the fees of each version, where that differs.
async fn fees(
    db: &impl ConnectionTrait,
    case: &cases::Model,
    old: &Definition,
    new: &Definition,
) -> Result<Option<(i64, i64)>> {
    let filled = Filled::load(db, CaseId(case.id)).await?;
    let day = Today(case.received_at.map(|at| Moment(at).day()).unwrap_or_default());
    let total = |of: &Definition| {
        let filling = Filling::new(&of.form, &filled.pages, &day);
        bill_view(of, Lang::It, &filling).and_then(|bill| bill.total).unwrap_or_default()
    };
    let (before, after) = (total(old), total(new));
    Ok((before != after).then_some((before, after)))
}

/// Where the journal of a case leads in another version; nothing if it is not possible there.
async fn told(db: &impl ConnectionTrait, to: &Chart<'_>, case: &cases::Model) -> Result<Option<Standing>> {
    let history = History::load(db, CaseId(case.id)).await?;
    let standing = history.replay(to).ok().map(|replayed| replayed.standing);
    // A case that was filed is no draft anywhere.
    let filed = |standing: &Standing| {
        to.state(standing.state).is_some_and(|state| state.phase != contract::cases::Phase::Draft)
    };
    Ok(standing.filter(filed))
}

/// Why it cannot be moved. What was answered and filed is on record under its own questions.
fn refusal(
    old: &Definition,
    new: &Definition,
    changes: &[VersionChange],
    after: Option<&Standing>,
) -> Option<MoveRefusal> {
    let loses =
        |change: &VersionChange| !matches!(change, VersionChange::Added(_) | VersionChange::DocumentAdded(_));
    if changes.iter().any(loses) || opens(old, new) {
        return Some(MoveRefusal::Loses);
    }
    if after.is_none() {
        return Some(MoveRefusal::Impossible);
    }
    // The journal holds which length of a term was chosen by its place, and the days that answers said: told to a term
    // that chooses otherwise they would mean something else.
    let answered = |term: &Term| {
        let moves = term.moves.iter().filter(|moves| matches!(moves.day, FromDay::Answer(_)));
        moves.cloned().collect::<Vec<_>>()
    };
    let same =
        |term: &&Term, other: &Term| term.versions == other.versions && answered(term) == answered(other);
    let mut terms = old.clocks.terms.iter();
    let other = |term: &Term| new.clocks.terms.iter().find(|other| other.id == term.id);
    let counted = terms.any(|term| other(term).is_some_and(|other| !same(&term, other)));
    counted.then_some(MoveRefusal::Counted)
}

/// Whether the other version shows more people what was given as of a special category.
fn opens(old: &Definition, new: &Definition) -> bool {
    let mut questions = old.form.steps.iter().flat_map(|step| &step.questions).filter(|asked| asked.special);
    let mut slots = old.slots.iter().filter(|slot| slot.special);
    questions.any(|asked| new.form.question(&asked.id).is_some_and(|(_, other)| !other.special))
        || slots.any(|slot| new.slot(&slot.id).is_some_and(|other| !other.special))
}

/// What somebody of the office wants to move.
#[derive(Debug, Clone)]
pub struct MoveCase {
    /// The case.
    pub case: CaseId,
    /// The hash of the version that they looked at.
    pub to: String,
    /// Why, for everybody to read.
    pub reason: String,
    /// The version of the case that their page was made from.
    pub row_version: i64,
}

/// Moves a case to the version in force. State and terms are what its journal comes to there; the act is in the journal,
/// with both versions and the hash of the reason.
///
/// # Errors
/// [`Error::NotFound`] for a case the actor may not see; [`Error::Forbidden`] if it is not theirs to do;
/// [`Error::Refused`] with `TextMissing`, `TextTooLong`; [`Error::Conflict`] with `CannotMove` where something would be
/// lost or was not possible there, or `StaleSave` where case or version have changed since.
pub async fn move_case(ctx: &Ctx, actor: &Actor, asked: &MoveCase) -> Result<()> {
    super::catch_up(ctx, asked.case).await?;
    let outcome = repeating(|| move_once(ctx, actor, asked)).await;
    access::guarded(ctx, actor, MOVE, outcome).await?;
    ctx.wake.notify_one();
    Ok(())
}

async fn move_once(ctx: &Ctx, actor: &Actor, asked: &MoveCase) -> Result<()> {
    let may = |case: &cases::Model| policy::allows(actor, Action::Rectify(case));
    let (tx, case) = acts::begin(ctx, actor, asked.case, may).await?;
    let reason = reason_of(&asked.reason)?;
    let new = procedures::newer(ctx, &case.definition_hash).await?;
    let new = new.filter(|new| new.hash == asked.to && case.row_version == asked.row_version);
    let new = new.ok_or(Error::Conflict(Code::StaleSave))?;
    let old = procedures::by_hash(ctx, &case.definition_hash).await?;
    let changes = changes_for(&tx, Lang::It, asked.case, &old, &new).await?;
    let to = new.chart(&ctx.lists.calendar);
    let after = told(&tx, &to, &case).await?;
    let (None, Some(after)) = (refusal(&old, &new, &changes, after.as_ref()), after) else {
        return Err(Error::Conflict(Code::CannotMove));
    };
    let Some(state) = to.state(after.state) else { return Err(Error::Conflict(Code::CannotMove)) };
    let facts = Map::from_iter([
        ("from".to_owned(), json!(case.definition_hash)),
        ("to".to_owned(), json!(new.hash)),
        ("reason_sha256".to_owned(), json!(Salt::of(&case).hash(reason))),
    ]);
    let author = actor.person()?;
    let seq = acts::record_into(ctx, &tx, &case, Act::Moved, author, facts, &state.id).await?;
    cases::Entity::update_many()
        .col_expr(cases::Column::DefinitionHash, Expr::value(new.hash.as_str()))
        .col_expr(cases::Column::State, Expr::value(state.id.as_str()))
        .col_expr(cases::Column::Phase, Expr::value(state.phase.as_str()))
        .col_expr(cases::Column::RowVersion, Expr::value(case.row_version + 1))
        .filter(cases::Column::Id.eq(case.id))
        .exec(&tx)
        .await?;
    explained(ctx, &tx, asked.case, seq, author, Act::Moved, reason).await?;
    kept::forget(&tx, asked.case).await?;
    let nothing = Standing { terms: Vec::new(), tracks: Vec::new(), ..after.clone() };
    let works = kept::store(&tx, &to, &case, &nothing, &after, seq, ctx.clock.now().day()).await?;
    jobs::enqueue_each(ctx, &tx, works).await?;
    keep_time(&tx, &new, &case).await?;
    notify(ctx, &tx, news(&case, seq)).await?;
    audit::note(ctx, &tx, actor, MOVE, format!("case:{}", asked.case), "ok").await?;
    tx.commit().await?;
    Ok(())
}
