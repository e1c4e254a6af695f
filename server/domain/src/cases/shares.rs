//! The documents of a case for a body that the office asks: a link goes out with the act, by certified mail
//! (L. 241/1990, article 14-bis, paragraph 2, letter a: the documents, or the credentials to read them).
//!
//! Whoever has the link reads, so it is one body's own, ends on a day, with the case or with a *rettifica* of the act, and
//! every look is audited. What is of a special category, the receipt and the other acts of the office are not there. The
//! provider's receipt of delivery repeats the letter, link and all: only the office can save it.

use contract::{
    Lang,
    cases::{Phase, SharedDocument, SharedFile},
    documents::{CheckState, DocumentRow},
    ids::{CaseId, CommunicationId, DocumentId},
    register::{EntryKey, RegisterName},
    time::Moment,
};
use engine::RecipientsRule;
use entity::{
    cases::cases,
    messages::{communications, shares},
};
use jiff::{ToSpan, civil::Date};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr,
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{clock::History, deeds, register::names_of, transfer::office_of};
use crate::{
    access, audit,
    ctx::{Actor, Ctx},
    documents::{self, Download, Take},
    error::{Error, Kind, Result},
    procedures::{self, Definition},
};

/// What the audit calls a look.
const READ: &str = "case.read_shared";

/// A link for one recipient of an act, made as it is sent; nothing where its procedure opens nothing to them. Sent again it
/// is another link, and the first still holds: nobody knows which letter arrived.
///
/// # Errors
/// Database errors.
pub(super) async fn link(
    ctx: &Ctx,
    definition: &Definition,
    row: &communications::Model,
) -> Result<Option<(String, Date)>> {
    let rule =
        definition.workflow.event(&row.event).and_then(|event| event.recipients.clone()).unwrap_or_default();
    let RecipientsRule { documents_days: days @ 1.., .. } = rule else { return Ok(None) };
    // The law opens the documents to bodies, not to whomever else the office names.
    if row.body.is_none() || !stands(ctx.db.read(), row).await? {
        return Ok(None);
    }
    // A signature of the portal's own key: nobody else can make it.
    let secret = ctx.seal.sign(format!("{}{}", ctx.ids.next(), row.id).as_bytes())?;
    let token = hex::encode(Sha256::digest(secret));
    let until = ctx.clock.now().day().saturating_add(i32::from(days).days());
    let share = shares::ActiveModel {
        token_sha256: Set(digest(&token)),
        communication_id: Set(row.id),
        until_on: Set(until.to_string()),
        opened_at: Set(None),
    };
    shares::Entity::insert(share).exec_without_returning(ctx.db.writer()).await?;
    // The letter must not lead to what a power cut took away.
    ctx.db.settled().await?;
    Ok(Some((token, until)))
}

fn digest(token: &str) -> String {
    hex::encode(Sha256::digest(token))
}

/// Whether the act still stands: a *rettifica* ends its links, those too that go out after it.
async fn stands(db: &impl ConnectionTrait, row: &communications::Model) -> Result<bool> {
    let history = History::load(db, CaseId(row.case_id)).await?;
    Ok(history.standing_facts().any(|fact| fact.seq == row.event_seq))
}

/// When the documents were first read by the link that went with each of these acts.
///
/// # Errors
/// Database errors.
pub(super) async fn opened(db: &impl ConnectionTrait, acts: Vec<Uuid>) -> Result<Vec<(Uuid, Moment)>> {
    let rows = shares::Entity::find()
        .filter(shares::Column::CommunicationId.is_in(acts))
        .filter(shares::Column::OpenedAt.is_not_null())
        .order_by_asc(shares::Column::OpenedAt)
        .all(db)
        .await?;
    Ok(rows.into_iter().filter_map(|row| Some((row.communication_id, Moment(row.opened_at?)))).collect())
}

/// A link that somebody opened.
struct Held {
    share: shares::Model,
    act: communications::Model,
    case: cases::Model,
}

impl Held {
    /// Anything else than a link of ours is not there.
    async fn load(ctx: &Ctx, token: &str) -> Result<Self> {
        let none = || Error::NotFound(Kind::Document);
        let db = ctx.db.read();
        let share = shares::Entity::find_by_id(digest(token)).one(db).await?.ok_or_else(none)?;
        let act = communications::Entity::find_by_id(share.communication_id).one(db).await?;
        let act = act.ok_or_else(none)?;
        if !stands(db, &act).await? {
            return Err(none());
        }
        let case = access::row(db, CaseId(act.case_id)).await?;
        Ok(Self { share, act, case })
    }

    fn until(&self) -> Result<Date> {
        Ok(self.share.until_on.parse().map_err(anyhow::Error::from)?)
    }

    /// Whether it opens nothing any more: its days are over, or the case is.
    fn is_over(&self, today: Date) -> Result<bool> {
        let done = Phase::parse(&self.case.phase)
            .is_none_or(|phase| matches!(phase, Phase::Concluded | Phase::Withdrawn | Phase::Archived));
        Ok(done || self.until()? < today)
    }

    /// What can be read beside the act: files of the case that were sent and checked, and what the office brought.
    async fn documents(&self, ctx: &Ctx, definition: &Definition, lang: Lang) -> Result<Vec<DocumentRow>> {
        let mut rows = documents::list(ctx, definition, lang, CaseId(self.case.id)).await?;
        documents::reserve(definition, &mut rows);
        let readable = |check| matches!(check, CheckState::Verified | CheckState::Unopened);
        rows.retain(|row| !documents::is_made(&row.slot) && !row.reserved && readable(row.check));
        let mut sent = Vec::with_capacity(rows.len());
        for row in rows {
            if !access::unsent(ctx.db.read(), row.point).await? {
                sent.push(row);
            }
        }
        Ok(sent)
    }

    async fn act_document(&self, ctx: &Ctx) -> Result<Option<DocumentId>> {
        let ready = deeds::documents_of(ctx, vec![self.case.id]).await?;
        Ok(ready.get(&(self.case.id, self.act.event_seq)).copied())
    }
}

/// What a link shows. The look is audited before it is answered.
///
/// # Errors
/// [`Error::NotFound`] for what is no link, or no longer one.
pub async fn shared_file(ctx: &Ctx, actor: &Actor, lang: Lang, token: &str) -> Result<SharedFile> {
    let held = Held::load(ctx, token).await?;
    let definition = procedures::by_hash(ctx, &held.case.definition_hash).await?;
    let until = held.until()?;
    let over = held.is_over(ctx.clock.now().day())?;
    let subject = format!("communication:{}", CommunicationId(held.act.id));
    // A link that is over still says what it was for.
    audit::note_now(ctx, actor, READ, subject, if over { "over" } else { "ok" }).await?;
    let listed = if over { Vec::new() } else { held.documents(ctx, &definition, lang).await? };
    let key = EntryKey { year: held.act.protocollo_year, number: held.act.protocollo_number };
    let name = names_of(ctx.db.read(), &[key]).await?.remove(&key);
    let texts = definition.text(lang);
    let words = texts.event(&held.act.event);
    let shown = |row: DocumentRow| SharedDocument {
        id: row.id,
        title: row.slot_title,
        name: row.name,
        size: row.size,
    };
    Ok(SharedFile {
        token: token.to_owned(),
        ente: ctx.ente.name.clone(),
        office: office_of(ctx, lang, &definition, &held.case),
        procedure: texts.service().short.clone(),
        number: held.case.number.clone().unwrap_or_default(),
        kind: words.message_kind.unwrap_or(words.timeline).to_owned(),
        protocollo: name.unwrap_or_else(|| RegisterName { words: key.words(), awaited: false }),
        act: if over { None } else { held.act_document(ctx).await? },
        recipient: held.act.recipient.clone().unwrap_or_default(),
        until,
        over,
        documents: listed.into_iter().map(shown).collect(),
    })
}

/// The address of a document that a link shows. The look is audited before it is answered; the first is shown to the office.
///
/// # Errors
/// [`Error::NotFound`] for what is no link, or no longer one, and for what it does not show.
pub async fn shared_document(ctx: &Ctx, actor: &Actor, token: &str, id: DocumentId) -> Result<Download> {
    let held = Held::load(ctx, token).await?;
    let definition = procedures::by_hash(ctx, &held.case.definition_hash).await?;
    let listed = held.documents(ctx, &definition, Lang::It).await?;
    let shown = listed.iter().any(|row| row.id == id) || held.act_document(ctx).await? == Some(id);
    if !shown || held.is_over(ctx.clock.now().day())? {
        return Err(Error::NotFound(Kind::Document));
    }
    let subject = format!("document:{id} communication:{}", CommunicationId(held.act.id));
    audit::note_now(ctx, actor, READ, subject, "ok").await?;
    // Programs that look at mail follow links: who takes a document reads.
    shares::Entity::update_many()
        .col_expr(shares::Column::OpenedAt, Expr::value(Some(ctx.clock.now().0)))
        .filter(shares::Column::TokenSha256.eq(held.share.token_sha256.as_str()))
        .filter(shares::Column::OpenedAt.is_null())
        .exec(ctx.db.writer())
        .await?;
    documents::address(ctx, id, Take::Save).await
}
