//! An act on its way: made in the transaction of the act, opened by its recipient in the portal.

use std::collections::HashMap;

use contract::{
    Lang,
    ids::{CaseId, CommunicationId, PersonId},
    messages::{Channel, CommunicationView, Delivery, PecPaper, Way},
    register::{EntryKey, RegisterName},
    time::Moment,
};
use entity::{cases::cases, messages::communications};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait},
};

use uuid::Uuid;

use super::{
    super::{deeds, register::names_of, shares, show::names},
    recipients::{Recipient, arrived, of_act},
};
use crate::{
    cases::clock,
    ctx::{Actor, Ctx},
    db::repeating,
    error::Result,
    identity::Reach,
    jobs::{self, Work},
    ports::Protocol,
    procedures,
};

/// An act that was registered as sent.
pub(in crate::cases) struct Made<'a> {
    pub(in crate::cases) case: CaseId,
    /// Its place in the journal of the case.
    pub(in crate::cases) seq: i64,
    /// The event it came with.
    pub(in crate::cases) event: &'a str,
    pub(in crate::cases) key: EntryKey,
    /// Whose case it is and how they want to get it, unless it goes to others alone.
    pub(in crate::cases) person: Option<(PersonId, Reach)>,
    /// The others it goes to.
    pub(in crate::cases) others: &'a [Recipient],
    pub(in crate::cases) at: Moment,
    /// Whether it goes out as a document, which is still to be made.
    pub(in crate::cases) document: bool,
}

/// Sends an act on its way, in the transaction that registers it: to whose case it is by the channel that they chose, to
/// others by certified mail where they have an address of it. Where certified mail is not set up, or it goes on paper,
/// somebody of the office sends it.
///
/// # Errors
/// Database errors.
pub(in crate::cases) async fn serve(ctx: &Ctx, tx: &impl ConnectionTrait, made: Made<'_>) -> Result<()> {
    if let Some((person, reach)) = &made.person {
        let way = match reach.channel {
            Channel::Portal => Way::Portal,
            Channel::Pec => by_pec(ctx),
            Channel::Paper => Way::ToSend,
        };
        send(
            ctx,
            tx,
            &made,
            To { place: 0, person: *person, other: None, way, address: reach.address.clone() },
        )
        .await?;
    }
    for (place, other) in (1..).zip(made.others) {
        let way = if other.has_pec() { by_pec(ctx) } else { Way::ToSend };
        let address = Some(other.address.clone()).filter(|address| !address.is_empty());
        let person = PersonId(Uuid::nil());
        send(ctx, tx, &made, To { place, person, other: Some(other), way, address }).await?;
    }
    Ok(())
}

fn by_pec(ctx: &Ctx) -> Way {
    if ctx.post.pec.is_some() { Way::Pec } else { Way::ToSend }
}

/// One recipient of an act.
struct To<'a> {
    place: i64,
    person: PersonId,
    other: Option<&'a Recipient>,
    way: Way,
    address: Option<String>,
}

async fn send(ctx: &Ctx, tx: &impl ConnectionTrait, made: &Made<'_>, to: To<'_>) -> Result<()> {
    let id = CommunicationId(ctx.ids.next());
    let row = communications::ActiveModel {
        id: Set(id.0),
        case_id: Set(made.case.0),
        event_seq: Set(made.seq),
        place: Set(to.place),
        event: Set(made.event.to_owned()),
        protocollo_year: Set(made.key.year),
        protocollo_number: Set(made.key.number),
        person_id: Set(to.person.0),
        recipient: Set(to.other.map(|other| other.name.clone())),
        body: Set(to.other.and_then(|other| other.body.clone())),
        channel: Set(to.way.as_str().to_owned()),
        address: Set(to.address),
        made_at: Set(made.at.0),
        sent_at: Set((to.way == Way::Portal).then_some(made.at.0)),
        accepted_at: Set(None),
        received_on: Set(None),
        proof: Set(None),
        proved_at: Set(None),
        proved_by: Set(None),
        evidence: Set(None),
        accepted_key: Set(None),
        proof_key: Set(None),
        failure: Set(None),
        row_version: Set(1),
    };
    communications::Entity::insert(row).exec_without_returning(tx).await?;
    // An act goes out under its official number and with its document: where one is still to come, it waits for it.
    if to.way == Way::Pec && !made.document && matches!(ctx.protocol, Protocol::BuiltIn) {
        order_pec(ctx, tx, id, made.at).await?;
    }
    Ok(())
}

/// Orders that an act is handed to the provider of certified mail.
///
/// # Errors
/// Database errors.
pub(in crate::cases) async fn order_pec(
    ctx: &Ctx,
    tx: &impl ConnectionTrait,
    id: CommunicationId,
    at: Moment,
) -> Result<()> {
    jobs::enqueue(ctx, tx, &Work::SendPec { communication: id }, at, Some(format!("pec:{id}"))).await
}

/// What of an act is still to be handed to the provider.
///
/// # Errors
/// Database errors.
pub(in crate::cases) async fn unsent(
    db: &impl ConnectionTrait,
    case: CaseId,
    seq: i64,
) -> Result<Vec<CommunicationId>> {
    let rows = of_act(db, case.0, seq).await?;
    let waits = rows.iter().filter(|row| row.channel == Way::Pec.as_str() && row.sent_at.is_none());
    Ok(waits.map(|row| CommunicationId(row.id)).collect())
}

/// The names of those to whom acts of these cases went beside whose case it is, by case and place in the journal.
///
/// # Errors
/// Database errors.
pub(in crate::cases) async fn others_of(
    db: &impl ConnectionTrait,
    cases: impl Iterator<Item = Uuid>,
) -> Result<HashMap<(Uuid, i64), Vec<String>>> {
    let rows = communications::Entity::find()
        .filter(communications::Column::CaseId.is_in(cases))
        .filter(communications::Column::Place.gt(0))
        .order_by_asc(communications::Column::Place)
        .all(db)
        .await?;
    let mut names: HashMap<(Uuid, i64), Vec<String>> = HashMap::new();
    for row in rows {
        names.entry((row.case_id, row.event_seq)).or_default().extend(row.recipient);
    }
    Ok(names)
}

/// Writes down that the actor opened the acts of a case that wait for them in the portal: the page that
/// shows them whole is about to be answered. `shown`: the places of the acts that are on the page, where not all are. The
/// day of the first opening stands. Says whether any waited.
///
/// # Errors
/// Database errors; the page must then not be shown.
pub(in crate::cases) async fn mark_opened(
    ctx: &Ctx,
    actor: &Actor,
    case: CaseId,
    shown: Option<&[i64]>,
) -> Result<bool> {
    let person = actor.person()?;
    let waiting = communications::Column::CaseId
        .eq(case.0)
        .and(communications::Column::PersonId.eq(person.0))
        .and(communications::Column::Channel.eq(Way::Portal.as_str()))
        .and(communications::Column::Proof.is_null());
    // An act that waits for its official number is not whole: nothing runs from a look at it.
    let unmade = deeds::unmade(ctx, case).await?;
    let waiting = waiting.and(communications::Column::EventSeq.is_not_in(unmade));
    let waiting = match shown {
        Some(shown) => waiting.and(communications::Column::EventSeq.is_in(shown.iter().copied())),
        None => waiting,
    };
    let some = communications::Entity::find().filter(waiting.clone()).count(ctx.db.read()).await?;
    if some == 0 {
        return Ok(false);
    }
    let now = ctx.clock.now();
    repeating(|| async {
        let tx = ctx.db.begin().await?;
        crate::access::hold(&tx, case).await?;
        let opened = communications::Entity::find().filter(waiting.clone()).all(&tx).await?;
        communications::Entity::update_many()
            .col_expr(communications::Column::ReceivedOn, Expr::value(now.day().to_string()))
            .col_expr(communications::Column::Proof, Expr::value("opened"))
            .col_expr(communications::Column::ProvedAt, Expr::value(now.0))
            .col_expr(communications::Column::ProvedBy, Expr::value(person.0))
            .col_expr(
                communications::Column::RowVersion,
                Expr::col(communications::Column::RowVersion).add(1),
            )
            .filter(waiting.clone())
            .exec(&tx)
            .await?;
        for row in opened {
            arrived(ctx, &tx, &row, now.day(), "opened", person).await?;
        }
        crate::audit::note(ctx, &tx, actor, "communication.open", format!("case:{case}"), "ok").await?;
        tx.commit().await?;
        Ok(true)
    })
    .await
}

/// The acts of a case, oldest first; `whole` with those that went to others.
///
/// # Errors
/// Database errors.
pub(in crate::cases) async fn of_case(
    ctx: &Ctx,
    lang: Lang,
    case: &cases::Model,
    whole: bool,
) -> Result<Vec<CommunicationView>> {
    let mut rows = communications::Entity::find()
        .filter(communications::Column::CaseId.eq(case.id))
        .order_by_asc(communications::Column::EventSeq)
        .order_by_asc(communications::Column::Place);
    if !whole {
        rows = rows.filter(communications::Column::Place.eq(0));
    }
    views(ctx, lang, rows.all(ctx.db.read()).await?).await
}

/// The latest 100 acts that went to the actor, newest first. What they say is read in their cases; of a case that passed to
/// somebody else the documents that went to the actor stay.
///
/// # Errors
/// [`crate::Error::Forbidden`] for strangers.
pub async fn own_communications(ctx: &Ctx, actor: &Actor, lang: Lang) -> Result<Vec<CommunicationView>> {
    let person = actor.person()?;
    let rows = communications::Entity::find()
        .filter(communications::Column::PersonId.eq(person.0))
        .order_by_desc(communications::Column::MadeAt)
        .order_by_desc(communications::Column::Id)
        .limit(100)
        .all(ctx.db.read())
        .await?;
    views(ctx, lang, rows).await
}

/// Rows with the words that are kept elsewhere.
pub(super) async fn views(
    ctx: &Ctx,
    lang: Lang,
    rows: Vec<communications::Model>,
) -> Result<Vec<CommunicationView>> {
    let of = cases::Entity::find()
        .filter(cases::Column::Id.is_in(rows.iter().map(|row| row.case_id)))
        .all(ctx.db.read())
        .await?;
    let names = names(ctx, rows.iter().map(|row| row.person_id).collect()).await?;
    let keys: Vec<EntryKey> = rows.iter().map(key_of).collect();
    let protocollo = names_of(ctx.db.read(), &keys).await?;
    let opened = shares::opened(ctx.db.read(), rows.iter().map(|row| row.id).collect()).await?;
    let ready = deeds::documents_of(ctx, rows.iter().map(|row| row.case_id).collect()).await?;
    let undone = clock::never_happened(ctx.db.read(), rows.iter().map(|row| row.case_id).collect()).await?;
    let mut views = Vec::with_capacity(rows.len());
    for row in rows {
        let Some(case) = of.iter().find(|case| case.id == row.case_id) else { continue };
        let definition = procedures::by_hash(ctx, &case.definition_hash).await?;
        let words = definition.text(lang).event(&row.event);
        views.push(CommunicationView {
            id: CommunicationId(row.id),
            case: CaseId(row.case_id),
            case_number: case.number.clone().unwrap_or_default(),
            kind: words.message_kind.unwrap_or(words.timeline).to_owned(),
            passed: row.person_id != case.held_by,
            undone: undone.contains(&(row.case_id, row.event_seq)),
            protocollo: protocollo
                .get(&key_of(&row))
                .cloned()
                .unwrap_or_else(|| RegisterName { words: key_of(&row).words(), awaited: false }),
            made_at: Moment(row.made_at),
            recipient: row
                .recipient
                .clone()
                .or_else(|| names.get(&row.person_id).cloned())
                .unwrap_or_default(),
            way: Way::parse(&row.channel).unwrap_or(Way::ToSend),
            delivery: delivery(&row),
            papers: papers(&row),
            document: ready.get(&(row.case_id, row.event_seq)).copied(),
            address: row.address,
            opened_file: opened.iter().find(|(of, _)| *of == row.id).map(|(_, at)| *at),
            row_version: row.row_version,
        });
    }
    Ok(views)
}

fn key_of(row: &communications::Model) -> EntryKey {
    EntryKey { year: row.protocollo_year, number: row.protocollo_number }
}

fn papers(row: &communications::Model) -> Vec<PecPaper> {
    let kept = [row.accepted_key.is_some(), row.proof_key.is_some()];
    PecPaper::ALL.into_iter().zip(kept).filter_map(|(paper, kept)| kept.then_some(paper)).collect()
}

fn delivery(row: &communications::Model) -> Delivery {
    match (&row.received_on, &row.failure, row.accepted_at) {
        (Some(on), ..) => Delivery::Received {
            on: on.clone(),
            proof: row.proof.clone().unwrap_or_default(),
            evidence: row.evidence.clone().unwrap_or_default(),
        },
        (None, Some(why), _) => Delivery::Failed(why.clone()),
        (None, None, Some(at)) => Delivery::Accepted(Moment(at)),
        (None, None, None) => Delivery::Waiting,
    }
}
