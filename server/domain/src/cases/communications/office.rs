//! What the office does for acts that no system proves: it sends them, and says what shows that they arrived.

use bytes::Bytes;
use contract::{
    Code, Lang,
    ids::{CaseId, CommunicationId},
    messages::{CommunicationView, LONGEST_EVIDENCE, PecPaper, Way},
    time::{Moment, typed_day},
};
use entity::{cases::cases, messages::communications};
use futures_util::TryStreamExt as _;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{Expr, ExprTrait},
};

use super::{made::views, recipients::arrived};
use crate::{
    access, audit,
    ctx::{Actor, Ctx},
    db::repeating,
    error::{Error, Kind, Result},
    identity::policy::{self, Action},
};

/// How many acts the page shows at most.
const MOST: u64 = 200;

/// The acts of the actor's offices that nothing proves yet: first those that somebody has to send, oldest
/// first. The look is audited, as it shows people's names.
///
/// # Errors
/// [`Error::Forbidden`] for who is not staff.
pub async fn office_communications(ctx: &Ctx, actor: &Actor, lang: Lang) -> Result<Vec<CommunicationView>> {
    if !actor.is_staff() {
        return Err(Error::Forbidden);
    }
    let offices: Vec<String> = actor
        .offices()
        .into_iter()
        .filter(|office| policy::allows(actor, Action::SeeRegister(office)))
        .collect();
    let own = cases::Entity::find()
        .select_only()
        .column(cases::Column::Id)
        .filter(cases::Column::Office.is_in(&offices))
        .into_query();
    let mut rows = communications::Entity::find()
        .filter(communications::Column::Proof.is_null())
        .filter(communications::Column::CaseId.in_subquery(own))
        .order_by_asc(communications::Column::MadeAt)
        .order_by_asc(communications::Column::Id)
        .limit(MOST)
        .all(ctx.db.read())
        .await?;
    // Whom an act of their own matter goes to besides is not theirs to know.
    let theirs = access::concerning(ctx.db.read(), actor, rows.iter().map(|row| row.case_id)).await?;
    rows.retain(|row| !theirs.contains(&row.case_id));
    if !rows.is_empty() {
        let subject = format!("office:{}", offices.join(","));
        audit::note_now(ctx, actor, "communications.read", subject, "ok").await?;
    }
    let mut views = views(ctx, lang, rows).await?;
    views.sort_by_key(|view| view.way != Way::ToSend);
    Ok(views)
}

/// What somebody of the office says of an act that arrived.
#[derive(Debug, Clone)]
pub struct Prove {
    /// The act.
    pub id: CommunicationId,
    /// The day on which it was received, as typed.
    pub day: String,
    /// What shows it: the number of a registered letter, who took it and when.
    pub evidence: String,
    /// The version of the row that their page was made from.
    pub row_version: i64,
}

/// Writes down on which day an act was received, and what shows it. Whatever way it was meant to go: who does
/// not open the portal gets it by post.
///
/// # Errors
/// [`Error::NotFound`] for another office's act; [`Error::Refused`] with `DayWrong`, `TextMissing`,
/// `TextTooLong`; [`Error::Conflict`] with `AlreadyProved` or `StaleSave`.
pub async fn prove(ctx: &Ctx, actor: &Actor, prove: &Prove) -> Result<()> {
    let outcome = repeating(|| prove_once(ctx, actor, prove)).await;
    access::guarded(ctx, actor, "communication.prove", outcome).await?;
    ctx.wake.notify_one();
    Ok(())
}

async fn prove_once(ctx: &Ctx, actor: &Actor, prove: &Prove) -> Result<()> {
    let tx = ctx.db.begin().await?;
    let (row, case) = opened(&tx, actor, prove.id).await?;
    // Nobody acts as the office on a case of their own.
    access::demand_work(&tx, actor, &case).await?;
    // The case first, as everybody who writes in it.
    access::hold(&tx, CaseId(row.case_id)).await?;
    let now = ctx.clock.now();
    // Nothing is received before it was made, or tomorrow.
    let day = typed_day(&prove.day).filter(|day| *day >= Moment(row.made_at).day() && *day <= now.day());
    let day = day.ok_or(Error::Refused(Code::DayWrong))?;
    let evidence = prove.evidence.trim();
    if evidence.is_empty() {
        return Err(Error::Refused(Code::TextMissing));
    }
    if evidence.chars().count() > LONGEST_EVIDENCE {
        return Err(Error::Refused(Code::TextTooLong));
    }
    if row.proof.is_some() {
        return Err(Error::Conflict(Code::AlreadyProved));
    }
    let written = communications::Entity::update_many()
        .col_expr(communications::Column::ReceivedOn, Expr::value(day.to_string()))
        .col_expr(communications::Column::Proof, Expr::value("evidence"))
        .col_expr(communications::Column::ProvedAt, Expr::value(now.0))
        .col_expr(communications::Column::ProvedBy, Expr::value(actor.person()?.0))
        .col_expr(communications::Column::Evidence, Expr::value(evidence))
        .col_expr(communications::Column::RowVersion, Expr::col(communications::Column::RowVersion).add(1))
        .filter(communications::Column::Id.eq(prove.id.0))
        .filter(communications::Column::Proof.is_null())
        .filter(communications::Column::RowVersion.eq(prove.row_version))
        .exec(&tx)
        .await?;
    if written.rows_affected == 0 {
        return Err(Error::Conflict(Code::StaleSave));
    }
    arrived(ctx, &tx, &row, day, "evidence", actor.person()?).await?;
    let subject = format!("communication:{}", prove.id);
    audit::note(ctx, &tx, actor, "communication.prove", subject, "ok").await?;
    tx.commit().await?;
    Ok(())
}

/// An act of an office where the actor works.
async fn opened(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: CommunicationId,
) -> Result<(communications::Model, cases::Model)> {
    let row = communications::Entity::find_by_id(id.0).one(db).await?;
    let row = row.ok_or(Error::NotFound(Kind::Communication))?;
    let case = cases::Entity::find_by_id(row.case_id).one(db).await?.ok_or(Error::NotFound(Kind::Case))?;
    if !policy::allows(actor, Action::SeeRegister(&case.office)) {
        return Err(Error::Hidden(format!("communication:{id}")));
    }
    Ok((row, case))
}

/// A receipt of certified mail to be saved: it is mail itself, signed by the provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedReceipt {
    /// The name of the file.
    pub name: String,
    /// The receipt as it came.
    pub bytes: Vec<u8>,
}

/// A receipt that the provider made for an act of the actor's office. The look is audited: it repeats the act.
///
/// # Errors
/// [`Error::NotFound`] for another office's act, and where there is no such receipt.
pub async fn pec_receipt(
    ctx: &Ctx,
    actor: &Actor,
    id: CommunicationId,
    paper: PecPaper,
) -> Result<SavedReceipt> {
    let found = async {
        let (row, case) = opened(ctx.db.read(), actor, id).await?;
        match access::works_on(ctx.db.read(), actor, &case).await? {
            true => Ok(row),
            false => Err(Error::Hidden(format!("communication:{id}"))),
        }
    };
    let row = access::guarded(ctx, actor, "communication.receipt", found.await).await?;
    let key = match paper {
        PecPaper::Acceptance => row.accepted_key,
        PecPaper::Outcome => row.proof_key,
    };
    let key = key.ok_or(Error::NotFound(Kind::Communication))?;
    let subject = format!("communication:{id}");
    audit::note_now(ctx, actor, "communication.receipt", subject, "ok").await?;
    let pieces: Vec<Bytes> = ctx.objects.get(&key).await?.try_collect().await?;
    let number = format!("{}-{:07}", row.protocollo_year, row.protocollo_number);
    Ok(SavedReceipt { name: format!("{}-{number}.eml", paper.as_str()), bytes: pieces.concat() })
}
