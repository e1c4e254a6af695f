//! Acts by certified mail (PEC): handed to the provider, whose receipts prove that they were accepted and
//! delivered (D.P.R. 68/2005, articles 3 and 6).

use bytes::Bytes;
use contract::{
    Lang,
    ids::{CaseId, CommunicationId, PersonId},
    messages::Way,
    register::EntryKey,
    time::{Moment, day_words, elided},
};
use entity::{
    cases::cases,
    messages::{communications, messages},
};
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, ExprTrait, SimpleExpr},
};

use super::{
    super::{deeds, register::name_of, requests},
    recipients::arrived,
};
use crate::{
    access,
    cases::{shares, transfer::office_of},
    ctx::Ctx,
    db::repeating,
    error::{Error, Kind, Port, Result},
    jobs::{self, Work},
    ports::{Letter, PecNews, PecReceipt, PortError},
    procedures,
};

/// How long after an act was sent its receipts are looked for.
const FIRST_LOOK_MS: i64 = 60 * 1000;

/// Hands an act to the provider, once. What was handed over and could not be written down is handed over
/// again under the same identifier.
///
/// # Errors
/// [`Error::Unavailable`] if the provider does not answer: the job is repeated.
pub async fn send_pec(ctx: &Ctx, id: CommunicationId) -> Result<()> {
    let row = communications::Entity::find_by_id(id.0).one(ctx.db.read()).await?;
    let row = row.ok_or(Error::NotFound(Kind::Communication))?;
    let by_pec = row.channel == Way::Pec.as_str();
    if !by_pec || row.sent_at.is_some() || row.proof.is_some() || row.failure.is_some() {
        return Ok(());
    }
    let Some(pec) = ctx.post.pec.clone() else {
        return Err(Error::Unavailable(Port::Post, "certified mail is not set up any more".into()));
    };
    let letter = letter(ctx, &row).await?;
    let now = Some(ctx.clock.now().0);
    match pec.send(&letter).await {
        Ok(()) => {
            ctx.fail.reached("pec.sent");
            write(ctx, id, communications::Column::SentAt, Expr::value(now)).await?;
            // The first receipts come within minutes: nobody waits for the next turn of the clock.
            let soon = Moment(ctx.clock.now().0 + FIRST_LOOK_MS);
            jobs::enqueue_now(ctx, &Work::FetchPec, soon, Some(format!("fetch_pec:{id}"))).await
        }
        Err(PortError::Refused(_, why)) => {
            write(ctx, id, communications::Column::Failure, Expr::value(Some(why))).await
        }
        Err(err) => Err(Error::Unavailable(Port::Post, err.to_string())),
    }
}

/// The act as a letter: an act of the office is written in Italian.
async fn letter(ctx: &Ctx, row: &communications::Model) -> Result<Letter> {
    let case = cases::Entity::find_by_id(row.case_id).one(ctx.db.read()).await?;
    let case = case.ok_or(Error::NotFound(Kind::Case))?;
    let message = messages::Entity::find()
        .filter(messages::Column::CaseId.eq(row.case_id))
        .filter(messages::Column::EventSeq.eq(row.event_seq))
        .filter(messages::Column::Event.eq(row.event.as_str()))
        .one(ctx.db.read())
        .await?;
    let definition = procedures::by_hash(ctx, &case.definition_hash).await?;
    let texts = definition.text(Lang::It);
    let words = texts.event(&row.event);
    let kind = words.message_kind.unwrap_or(words.timeline);
    let number = case.number.clone().unwrap_or_default();
    let key = EntryKey { year: row.protocollo_year, number: row.protocollo_number };
    let key = name_of(ctx.db.read(), key).await?.words;
    let day = Moment(row.made_at).day_words(Lang::It);
    let about = format!("{} {number}", texts.service().short);
    let mut body = message.map(|message| message.body).unwrap_or_default();
    body.push_str(&requests::act_words(ctx.db.read(), CaseId(case.id), row.event_seq).await?);
    let mut text = format!(
        "{ente}\n{office}\n\nProtocollo {key}\nData: {day}\nOggetto: {kind}, {about}\n\n{body}\n",
        ente = ctx.ente.name,
        office = office_of(ctx, Lang::It, &definition, &case),
    );
    if let Some((token, until)) = shares::link(ctx, &definition, row).await? {
        text.push_str(&elided(&format!(
            "\nI documenti della pratica si leggono qui fino al {}: {}/it/fascicolo/{token}\n\
             Il collegamento è solo per chi riceve questo messaggio.\n",
            day_words(until, Lang::It),
            ctx.ente.url
        )));
    }
    // Others have no page of it.
    if row.place == 0 {
        text.push_str(&format!(
            "\nLa pratica è nel portale: {}/it/pratiche/{}\n",
            ctx.ente.url,
            CaseId(case.id)
        ));
    }
    let subject = format!("Prot. {key} – {kind}, {about}");
    let attachment = deeds::attachment(ctx, CaseId(case.id), row.event_seq).await?;
    Ok(Letter { id: row.id, to: row.address.clone().unwrap_or_default(), subject, text, attachment })
}

async fn write(
    ctx: &Ctx,
    id: CommunicationId,
    column: communications::Column,
    value: SimpleExpr,
) -> Result<()> {
    communications::Entity::update_many()
        .col_expr(column, value)
        .col_expr(communications::Column::RowVersion, Expr::col(communications::Column::RowVersion).add(1))
        .filter(communications::Column::Id.eq(id.0))
        .exec(ctx.db.writer())
        .await?;
    ctx.db.settled().await
}

/// Writes down the receipts that have come, then puts them away. Returns how many.
///
/// # Errors
/// [`Error::Unavailable`] if the box does not answer: the job is repeated, and receipts that were written
/// down are written down again, the same.
pub async fn fetch_pec(ctx: &Ctx) -> Result<usize> {
    let Some(pec) = ctx.post.pec.clone() else { return Ok(0) };
    let down = |err: PortError| Error::Unavailable(Port::Post, err.to_string());
    let receipts = pec.receipts().await.map_err(down)?;
    for receipt in &receipts {
        // The receipt is durable before the row that points to it.
        let key = format!("pec/{}", ctx.ids.next());
        ctx.objects.put_bytes(&key, Bytes::copy_from_slice(&receipt.raw), "message/rfc822").await?;
        ctx.fail.reached("pec.stored");
        repeating(|| take(ctx, receipt, &key)).await?;
    }
    pec.put_away(&receipts).await.map_err(down)?;
    Ok(receipts.len())
}

/// Receipts may come in any order, and twice.
async fn take(ctx: &Ctx, receipt: &PecReceipt, key: &str) -> Result<()> {
    let key = Expr::value(Some(key.to_owned()));
    let tx = ctx.db.begin().await?;
    let row = communications::Entity::find_by_id(receipt.letter).one(&tx).await?;
    if let Some(row) = &row {
        access::hold(&tx, CaseId(row.case_id)).await?;
    }
    let mut update = communications::Entity::update_many()
        .col_expr(communications::Column::RowVersion, Expr::col(communications::Column::RowVersion).add(1))
        .filter(communications::Column::Id.eq(receipt.letter));
    let unproved = communications::Column::Proof.is_null();
    update = match receipt.news {
        // That it was accepted may be told after that it was delivered.
        PecNews::Accepted => update
            .filter(communications::Column::AcceptedKey.is_null())
            .col_expr(communications::Column::AcceptedAt, Expr::value(Some(receipt.at.0)))
            .col_expr(communications::Column::AcceptedKey, key),
        PecNews::Delivered => update
            .filter(unproved)
            .col_expr(communications::Column::ReceivedOn, Expr::value(Some(receipt.at.day().to_string())))
            .col_expr(communications::Column::Proof, Expr::value(Some("pec")))
            .col_expr(communications::Column::ProvedAt, Expr::value(Some(ctx.clock.now().0)))
            .col_expr(communications::Column::Evidence, Expr::value(Some(receipt.reference.clone())))
            .col_expr(communications::Column::ProofKey, key)
            .col_expr(communications::Column::Failure, Expr::value(None::<String>)),
        PecNews::Failed => update
            .filter(unproved)
            .col_expr(communications::Column::Failure, Expr::value(Some(receipt.reference.clone())))
            .col_expr(communications::Column::ProofKey, key),
    };
    let written = update.exec(&tx).await?;
    if let (Some(row), PecNews::Delivered, 1..) = (row, receipt.news, written.rows_affected) {
        let portal = PersonId(uuid::Uuid::nil());
        arrived(ctx, &tx, &row, receipt.at.day(), "pec", portal).await?;
    }
    tx.commit().await?;
    Ok(())
}
