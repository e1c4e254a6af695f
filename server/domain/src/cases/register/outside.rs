//! Official numbers from a register outside: by hand or over the network, after the act was registered here. Until
//! then its receipt is provisional, and what goes by PEC waits. Terms never do: they run from when it was received.

use std::collections::HashMap;

use contract::{
    Code,
    ids::CaseId,
    register::{Direction, EntryKey, LONGEST_NUMBER, RegisterName},
    time::{Moment, day_words, elided, typed_day},
};
use entity::cases::{cases, protocollo, protocollo_annulments, protocollo_outside, receipts};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::OnConflict,
};
use uuid::Uuid;

use super::{
    super::{
        communications::{self, others_of},
        deeds, index,
        show::names,
    },
    read::{came_with, opened, parties, payload},
};
use crate::{
    access, audit,
    ctx::{Actor, Ctx},
    db::repeating,
    error::{Error, Kind, Port, Result},
    identity::policy::{self, Action},
    jobs::{self, Work},
    ports::{Annulled, PortError, Protocol, Registered, Registration},
};

/// The names under which entries are known: the official number, or the portal's own while it is awaited.
///
/// # Errors
/// Database errors.
pub(in crate::cases) async fn names_of(
    db: &impl ConnectionTrait,
    keys: &[EntryKey],
) -> Result<HashMap<EntryKey, RegisterName>> {
    let numbers: Vec<i64> = keys.iter().map(|key| key.number).collect();
    let rows = protocollo::Entity::find()
        .filter(protocollo::Column::Number.is_in(numbers.clone()))
        .filter(protocollo::Column::Port.ne("built_in"))
        .all(db)
        .await?;
    let own = |key: &EntryKey| RegisterName { words: key.words(), awaited: false };
    let mut named: HashMap<EntryKey, RegisterName> = keys.iter().map(|key| (*key, own(key))).collect();
    if rows.is_empty() {
        return Ok(named);
    }
    let given = protocollo_outside::Entity::find()
        .filter(protocollo_outside::Column::Number.is_in(numbers))
        .all(db)
        .await?;
    for row in rows {
        let key = EntryKey { year: row.year, number: row.number };
        let Some(name) = named.get_mut(&key) else { continue };
        match given.iter().find(|given| (given.year, given.number) == (row.year, row.number)) {
            Some(given) => name.words = words(given),
            None => name.awaited = true,
        }
    }
    Ok(named)
}

/// The name under which one entry is known.
///
/// # Errors
/// Database errors.
pub(in crate::cases) async fn name_of(db: &impl ConnectionTrait, key: EntryKey) -> Result<RegisterName> {
    let own = RegisterName { words: key.words(), awaited: false };
    Ok(names_of(db, &[key]).await?.remove(&key).unwrap_or(own))
}

/// `45678/2026 del 28 novembre 2026`.
fn words(given: &protocollo_outside::Model) -> String {
    let day = typed_day(&given.registered_on);
    let day = day.map_or_else(|| given.registered_on.clone(), |day| day_words(day, contract::Lang::It));
    elided(&format!("{} del {day}", given.official))
}

/// What somebody of the office types.
#[derive(Debug, Clone)]
pub struct GiveNumber {
    /// The entry.
    pub key: EntryKey,
    /// The official number, as it is written in the ente's register.
    pub number: String,
    /// The day of the registration, as typed.
    pub day: String,
}

/// Writes down the official number of an entry of the actor's office, once.
///
/// # Errors
/// [`Error::NotFound`] for an entry of another office; [`Error::Refused`] with `TextMissing`, `TextTooLong` or
/// `DayWrong`; [`Error::Conflict`] with `AlreadyNumbered`.
pub async fn give_number(ctx: &Ctx, actor: &Actor, give: &GiveNumber) -> Result<()> {
    let outcome = repeating(|| give_once(ctx, actor, give)).await;
    access::guarded(ctx, actor, "register.number", outcome).await?;
    ctx.wake.notify_one();
    Ok(())
}

async fn give_once(ctx: &Ctx, actor: &Actor, give: &GiveNumber) -> Result<()> {
    let tx = ctx.db.begin().await?;
    let may = |office: &str| policy::allows(actor, Action::SeeRegister(office));
    let (row, case) = opened(&tx, give.key, may).await?;
    // Nobody acts as the office on a case of their own.
    access::demand_work(&tx, actor, &case).await?;
    if row.port == Protocol::BuiltIn.as_str() {
        return Err(Error::Conflict(Code::AlreadyNumbered));
    }
    let number = give.number.trim();
    if number.is_empty() {
        return Err(Error::Refused(Code::TextMissing));
    }
    if number.chars().count() > LONGEST_NUMBER {
        return Err(Error::Refused(Code::TextTooLong));
    }
    let (from, now) = (Moment(row.registered_at).day(), ctx.clock.now().day());
    let day = typed_day(&give.day).filter(|day| *day >= from && *day <= now);
    let day = day.ok_or(Error::Refused(Code::DayWrong))?;
    let registered = Registered { number: number.to_owned(), day };
    if !written(ctx, &tx, &row, &registered, Some(actor.person()?.0)).await? {
        return Err(Error::Conflict(Code::AlreadyNumbered));
    }
    let subject = format!("protocollo:{}", give.key.words());
    audit::note(ctx, &tx, actor, "register.number", subject, "ok").await?;
    tx.commit().await?;
    Ok(())
}

/// Asks the register outside for the number of an entry, once.
///
/// # Errors
/// [`Error::Unavailable`] if it does not answer, or refuses: the job is repeated, and a person looks at last.
pub async fn register_outside(ctx: &Ctx, key: EntryKey) -> Result<()> {
    let Protocol::External(registry) = ctx.protocol.clone() else {
        return Err(Error::Unavailable(Port::Registry, "no register outside is set up any more".into()));
    };
    let row = protocollo::Entity::find_by_id((key.year, key.number)).one(ctx.db.read()).await?;
    let row = row.ok_or(Error::NotFound(Kind::Entry))?;
    if protocollo_outside::Entity::find_by_id((key.year, key.number)).one(ctx.db.read()).await?.is_some() {
        return Ok(());
    }
    let act = registration(ctx, &row).await?;
    let registered = registry
        .register(&act)
        .await
        .map_err(|err: PortError| Error::Unavailable(Port::Registry, err.to_string()))?;
    ctx.fail.reached("outside.registered");
    repeating(|| async {
        let tx = ctx.db.begin().await?;
        written(ctx, &tx, &row, &registered, None).await?;
        tx.commit().await?;
        Ok(())
    })
    .await?;
    ctx.wake.notify_one();
    Ok(())
}

/// Tells the register outside that an entry was annulled here. While its number is awaited nothing is told: that comes
/// with the number. A number that somebody typed is of an entry that the register does not know by this key.
///
/// # Errors
/// [`Error::Unavailable`] if it does not answer: the job is repeated.
pub async fn annul_outside(ctx: &Ctx, key: EntryKey) -> Result<()> {
    let Protocol::External(registry) = ctx.protocol.clone() else {
        return Err(Error::Unavailable(Port::Registry, "no register outside is set up any more".into()));
    };
    let (db, id) = (ctx.db.read(), (key.year, key.number));
    let row = protocollo::Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound(Kind::Entry))?;
    let annulment = protocollo_annulments::Entity::find_by_id(id).one(db).await?;
    let annulment = annulment.ok_or(Error::NotFound(Kind::Entry))?;
    let given = protocollo_outside::Entity::find_by_id(id).one(db).await?;
    let Some(given) = given.filter(|given| given.given_by.is_none()) else { return Ok(()) };
    let entry = Annulled {
        key: told_as(&row),
        number: given.official,
        reason: annulment.reason,
        authority: annulment.authority,
        at: Moment(annulment.annulled_at),
    };
    let told = registry.annul(&entry).await;
    told.map_err(|err: PortError| Error::Unavailable(Port::Registry, err.to_string()))
}

/// The key of an entry for the register outside. A portal that was restored gives the numbers after the backup once
/// more, to other acts.
fn told_as(row: &protocollo::Model) -> String {
    format!("{}@{}", EntryKey { year: row.year, number: row.number }.words(), row.registered_at)
}

/// What the other register is told. Names of files of a special category stay here; their hashes do not tell.
async fn registration(ctx: &Ctx, row: &protocollo::Model) -> Result<Registration> {
    let case = cases::Entity::find_by_id(row.case_id).one(ctx.db.read()).await?;
    let case = case.ok_or(Error::NotFound(Kind::Case))?;
    let portal = Actor::stranger(contract::ids::RequestId(ctx.ids.next()));
    let files = match payload(ctx, &case, row.event_seq).await? {
        Some(payload) => came_with(ctx, &portal, &case, &payload).await?,
        None => Vec::new(),
    };
    let party = row.party_id.unwrap_or(case.created_by);
    let name = names(ctx, vec![party]).await?.remove(&party);
    let mut others = others_of(ctx.db.read(), [row.case_id].into_iter()).await?;
    // A case that came on paper was received before somebody typed it.
    let receipt = receipts::Entity::find_by_id(row.case_id).one(ctx.db.read()).await?;
    let receipt = receipt.filter(|of| (of.protocollo_year, of.protocollo_number) == (row.year, row.number));
    let at = receipt.map_or(row.registered_at, |receipt| receipt.received_at);
    Ok(Registration {
        key: told_as(row),
        direction: Direction::of(&row.direction),
        subject: row.subject.clone(),
        party: parties(name, others.remove(&(row.case_id, row.event_seq))),
        at: Moment(at),
        files,
    })
}

/// Writes the number, and orders what waited for it. Says whether it is the first.
async fn written(
    ctx: &Ctx,
    tx: &impl ConnectionTrait,
    row: &protocollo::Model,
    registered: &Registered,
    by: Option<Uuid>,
) -> Result<bool> {
    let now = ctx.clock.now();
    let given = protocollo_outside::ActiveModel {
        year: Set(row.year),
        number: Set(row.number),
        official: Set(registered.number.clone()),
        registered_on: Set(registered.day.to_string()),
        given_by: Set(by),
        given_at: Set(now.0),
    };
    let key = [protocollo_outside::Column::Year, protocollo_outside::Column::Number];
    let once = OnConflict::columns(key).do_nothing().to_owned();
    if protocollo_outside::Entity::insert(given).on_conflict(once).exec_without_returning(tx).await? == 0 {
        return Ok(false);
    }
    index::order(ctx, tx, CaseId(row.case_id)).await?;
    let id = (row.year, row.number);
    if by.is_none() && protocollo_annulments::Entity::find_by_id(id).one(tx).await?.is_some() {
        let work = Work::AnnulOutside { year: row.year, number: row.number };
        jobs::enqueue(ctx, tx, &work, now, None).await?;
    }
    let receipt = receipts::Entity::find_by_id(row.case_id).one(tx).await?;
    let filed = |receipt: &receipts::Model| {
        (receipt.protocollo_year, receipt.protocollo_number) == (row.year, row.number)
    };
    if receipt.as_ref().is_some_and(filed) {
        let case = CaseId(row.case_id);
        jobs::enqueue(ctx, tx, &Work::MakeReceipt { case }, now, Some(format!("receipt:{case}:final")))
            .await?;
    }
    // An act that is a document is sent when that is made.
    if !deeds::order(ctx, tx, CaseId(row.case_id), row.event_seq).await? {
        for act in communications::unsent(tx, CaseId(row.case_id), row.event_seq).await? {
            communications::order_pec(ctx, tx, act, now).await?;
        }
    }
    Ok(true)
}
