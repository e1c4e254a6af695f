//! What the office says of cases that belong together.

use contract::{Code, cases::Act, ids::CaseId};
use entity::cases::{case_events, case_links, cases};
use jiff::civil::Date;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Map, json};

use super::{
    CONFIRMED, DECLARED, DRAFT,
    carry::{Heard, carry},
    followed_by, followers_of,
    together::{by_number, confirm, way_now},
    write,
};
use crate::{
    access, audit,
    cases::{
        acts::{self, explained, news},
        clock::{History, reason_of},
    },
    ctx::{Actor, Ctx},
    db::{Tx, repeating},
    error::{Error, Result},
    identity::policy::{self, Action},
    journal::Salt,
    messages::notify,
    procedures,
};

pub(super) const LINK: &str = "case.link";
const UNLINK: &str = "case.unlink";

/// Which case is put together with another.
#[derive(Debug, Clone, Copy)]
pub enum Linking<'a> {
    /// One of the office's, by its number or its place in the register. Where the procedure of one knows how it follows the
    /// other, it follows it so.
    Number(&'a str),
    /// The one that the applicant named, or by whose applicant this one was named: it is the one that is followed.
    Declared(CaseId),
}

impl Linking<'_> {
    /// Whether it was named by an applicant, and what names it.
    pub(super) fn words(&self) -> (bool, String) {
        match self {
            Self::Number(number) => (false, (*number).to_owned()),
            Self::Declared(case) => (true, case.to_string()),
        }
    }
}

/// Puts two cases together, with all that this brings about: what has happened since the filing and brings something about
/// in the case that is followed does so now, with the day of each where that is still possible.
///
/// # Errors
/// [`Error::NotFound`] for a case the actor may not see; [`Error::Forbidden`] if one is not theirs to work on;
/// [`Error::Refused`] with `CaseUnknown` (also if no applicant named such a case), `CaseItself`, `AlreadyLinked`.
pub async fn link(ctx: &Ctx, actor: &Actor, id: CaseId, linking: &Linking<'_>) -> Result<()> {
    let outcome = repeating(|| async {
        let (tx, case) = begin(ctx, actor, id).await?;
        joined(ctx, &tx, actor, &case, linking).await?;
        audit::note(ctx, &tx, actor, LINK, format!("case:{id}"), "ok").await?;
        tx.commit().await?;
        Ok(())
    })
    .await;
    access::guarded(ctx, actor, LINK, outcome).await?;
    ctx.wake.notify_one();
    Ok(())
}

/// Two cases of which the one follows the other.
type Pair = (cases::Model, cases::Model);

/// Puts two cases together; which follows which, if one does.
pub(super) async fn joined(
    ctx: &Ctx,
    tx: &Tx,
    actor: &Actor,
    case: &cases::Model,
    linking: &Linking<'_>,
) -> Result<Option<Pair>> {
    match *linking {
        Linking::Number(number) => {
            let other = by_number(tx, number).await?.ok_or(Error::Refused(Code::CaseUnknown))?;
            if other.id == case.id {
                return Err(Error::Refused(Code::CaseItself));
            }
            // Nobody acts as the office on a case of their own.
            if !access::works_on(tx, actor, &other).await? {
                return Err(Error::Refused(Code::CaseUnknown));
            }
            if row(tx, CaseId(case.id), CaseId(other.id)).await?.is_some() {
                return Err(Error::Refused(Code::AlreadyLinked));
            }
            put_beside(ctx, tx, actor, case, &other).await
        }
        Linking::Declared(other) => {
            let declared = row(tx, CaseId(case.id), other).await?.filter(|row| row.status == DECLARED);
            let declared = declared.ok_or(Error::Refused(Code::CaseUnknown))?;
            let follower = access::row(tx, CaseId(declared.case_id)).await?;
            let followed = access::row(tx, CaseId(declared.followed_id)).await?;
            // The journal of the other says it too: only who works on both may say so.
            access::demand_work(tx, actor, &follower).await?;
            access::demand_work(tx, actor, &followed).await?;
            make_hold(ctx, tx, actor, &follower, &followed, &declared.link).await?;
            Ok(Some((follower, followed)))
        }
    }
}

/// Links two filed cases: the one follows the other where its procedure knows how, else they stand beside each other.
async fn put_beside(
    ctx: &Ctx,
    tx: &Tx,
    actor: &Actor,
    case: &cases::Model,
    other: &cases::Model,
) -> Result<Option<Pair>> {
    let Some((follower, followed, link)) = way(ctx, case, other).await? else {
        write(ctx, tx, (CaseId(case.id), CaseId(other.id)), "", CONFIRMED).await?;
        both(ctx, tx, actor, Act::Linked, (case, other), None).await?;
        return Ok(None);
    };
    write(ctx, tx, (CaseId(follower.id), CaseId(followed.id)), &link, DECLARED).await?;
    make_hold(ctx, tx, actor, &follower, &followed, &link).await?;
    Ok(Some((follower, followed)))
}

/// Links a case that the office has just opened to the one from which it did.
///
/// # Errors
/// [`Error::Repeat`] if that is not its own to work on any more.
pub(in crate::cases) async fn open_from(
    ctx: &Ctx,
    tx: &Tx,
    actor: &Actor,
    id: CaseId,
    from: CaseId,
) -> Result<()> {
    access::hold(tx, from).await?;
    let (case, other) = (access::row(tx, id).await?, access::row(tx, from).await?);
    if !access::works_on(tx, actor, &other).await? {
        return Err(Error::Repeat);
    }
    put_beside(ctx, tx, actor, &case, &other).await?;
    audit::note(ctx, tx, actor, LINK, format!("case:{from}"), "ok").await
}

/// Which of two filed cases follows the other, and in which way; nothing where their procedures know none.
async fn way(
    ctx: &Ctx,
    one: &cases::Model,
    other: &cases::Model,
) -> Result<Option<(cases::Model, cases::Model, String)>> {
    // Of two of the same procedure the later follows.
    let pairs = if one.received_at >= other.received_at {
        [(one, other), (other, one)]
    } else {
        [(other, one), (one, other)]
    };
    for (follower, followed) in pairs {
        let definition = procedures::by_hash(ctx, &follower.definition_hash).await?;
        let mut links = definition.links.iter().filter(|link| link.to == followed.slug);
        // The way that leads on from where the other is, else that by which a form names it, else any.
        let best = links.clone().find(|link| link.states.contains(&followed.state));
        let best = best.or_else(|| links.clone().find(|link| link.number.is_some())).or_else(|| links.next());
        if let Some(link) = best {
            return Ok(Some((follower.clone(), followed.clone(), link.id.clone())));
        }
    }
    Ok(None)
}

/// Makes a link hold, and brings about in the other case what has happened since the filing, with the day of each where that is still possible.
async fn make_hold(
    ctx: &Ctx,
    tx: &Tx,
    actor: &Actor,
    follower: &cases::Model,
    followed: &cases::Model,
    link: &str,
) -> Result<()> {
    let id = CaseId(follower.id);
    let definition = procedures::by_hash(ctx, &follower.definition_hash).await?;
    confirm(ctx, tx, actor, id, followed, way_now(&definition, link, followed)).await?;
    for (event, on) in happened(tx, id).await? {
        let heard = Heard {
            case: id,
            definition: &definition,
            event: &event,
            on,
            author: actor.person()?,
            from_office: true,
            only: Some(CaseId(followed.id)),
        };
        carry(ctx, tx, &heard).await?;
    }
    Ok(())
}

/// Says that two cases do not belong together, with the reason. What one brought about in the other stays: that is put
/// right by a *rettifica*.
///
/// # Errors
/// As [`link`]; [`Error::Refused`] with `TextMissing`, `TextTooLong`.
pub async fn unlink_case(ctx: &Ctx, actor: &Actor, id: CaseId, other: CaseId, reason: &str) -> Result<()> {
    let outcome = repeating(|| async {
        let (tx, case) = begin(ctx, actor, id).await?;
        let reason = reason_of(reason)?;
        let gone = row(&tx, id, other).await?.ok_or(Error::Refused(Code::CaseUnknown))?;
        let declared = gone.status == DECLARED;
        let other = access::row(&tx, other).await?;
        // The journal and the applicant of the other are told too, where they ever heard of it.
        if !declared {
            access::demand_work(&tx, actor, &other).await?;
        }
        case_links::Entity::delete_by_id((gone.case_id, gone.followed_id)).exec(&tx).await?;
        let seqs = if declared {
            // The journal of a case that was only named never spoke of it: who named it is told.
            let (follower, named) = if gone.case_id == case.id { (&case, &other) } else { (&other, &case) };
            let seq = one(ctx, &tx, actor, Act::Unlinked, (follower, named), Some(reason)).await?;
            vec![(CaseId(follower.id), seq)]
        } else {
            both(ctx, &tx, actor, Act::Unlinked, (&case, &other), Some(reason)).await?
        };
        for (of, seq) in seqs {
            explained(ctx, &tx, of, seq, actor.person()?, Act::Unlinked, reason).await?;
        }
        audit::note(ctx, &tx, actor, UNLINK, format!("case:{id}"), "ok").await?;
        tx.commit().await?;
        Ok(())
    })
    .await;
    access::guarded(ctx, actor, UNLINK, outcome).await
}

pub(super) async fn begin(ctx: &Ctx, actor: &Actor, id: CaseId) -> Result<(Tx, cases::Model)> {
    acts::begin(ctx, actor, id, |case: &cases::Model| policy::allows(actor, Action::Handle(case))).await
}

/// Whether two filed cases are linked.
///
/// # Errors
/// Database errors.
pub(in crate::cases) async fn beside(tx: &impl ConnectionTrait, one: CaseId, other: CaseId) -> Result<bool> {
    Ok(row(tx, one, other).await?.is_some())
}

/// The link between two cases, whichever follows.
async fn row(tx: &impl ConnectionTrait, one: CaseId, other: CaseId) -> Result<Option<case_links::Model>> {
    let mut rows = followed_by(tx, one).await?;
    rows.extend(followers_of(tx, one).await?);
    // What nobody has filed is nobody's but its author's.
    rows.retain(|row| row.status != DRAFT);
    Ok(rows.into_iter().find(|row| row.case_id == other.0 || row.followed_id == other.0))
}

/// An act in the journals of two cases, each with the id of the other.
async fn both(
    ctx: &Ctx,
    tx: &impl ConnectionTrait,
    actor: &Actor,
    act: Act,
    (case, other): (&cases::Model, &cases::Model),
    reason: Option<&str>,
) -> Result<Vec<(CaseId, i64)>> {
    let own = one(ctx, tx, actor, act, (case, other), reason).await?;
    let theirs = one(ctx, tx, actor, act, (other, case), reason).await?;
    Ok(vec![(CaseId(case.id), own), (CaseId(other.id), theirs)])
}

async fn one(
    ctx: &Ctx,
    tx: &impl ConnectionTrait,
    actor: &Actor,
    act: Act,
    (case, other): (&cases::Model, &cases::Model),
    reason: Option<&str>,
) -> Result<i64> {
    let mut facts = Map::from_iter([("case".to_owned(), json!(CaseId(other.id).to_string()))]);
    if let Some(reason) = reason {
        facts.insert("reason_sha256".to_owned(), json!(Salt::of(case).hash(reason)));
    }
    let seq = acts::record(ctx, tx, case, act, actor.person()?, facts).await?;
    notify(ctx, tx, news(case, seq)).await?;
    Ok(seq)
}

/// The events of a case that stand, oldest first, each with its day.
async fn happened(tx: &impl ConnectionTrait, id: CaseId) -> Result<Vec<(String, Date)>> {
    let rows = case_events::Entity::find()
        .filter(case_events::Column::CaseId.eq(id.0))
        .order_by_asc(case_events::Column::Seq)
        .all(tx)
        .await?;
    Ok(History::of(&rows)?.standing_facts().map(|fact| (fact.event, fact.day)).collect())
}
