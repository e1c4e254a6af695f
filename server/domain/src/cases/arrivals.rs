//! Cases that were not filed here: what came on paper or by certified mail, with its real date, and what the office opens.

use std::path::PathBuf;

use contract::{
    cases::{Act, Arrival, Channel},
    ids::{CaseId, PersonId},
    office::{ArrivalField, Misread},
    time::Moment,
};
use engine::NoFacts;
use entity::{
    cases::{arrivals, cases},
    identity::persons,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    sea_query::Expr,
};
use serde_json::{Map, Value, json};

use super::{
    acts::{self, news},
    advance::{Advance, advance},
    arriving::{Arriving, Read, Registered, read},
    charge, clock,
    described::{Listed, on_paper},
    holding, links,
    show::name,
    start::{blank, insert},
    submit::filing,
    twice::just_registered,
};
use crate::{
    access, audit,
    ctx::{Actor, Ctx},
    db::repeating,
    documents::{self, ARRIVED, Brought, OFFICE_ONLY},
    error::{Error, Kind, Result},
    identity::{
        REGISTERED,
        policy::{self, Action},
    },
    messages::notify,
    search::normalised,
};

/// A file that came with a case.
#[derive(Debug, Clone)]
pub struct ArrivedFile {
    /// Its name.
    pub name: String,
    /// Where it is spooled.
    pub file: PathBuf,
    /// Size in bytes.
    pub size: u64,
}

/// Registers a case that came on paper or by certified mail: legal terms run from its real date. It has a number
/// of its own, and a place in the register unless it had one. Its applicant finds it in the personal area after
/// a login with the same codice fiscale. What the office opens by itself was not received from anybody: it has its number,
/// and no place in the register. Opened from another case it is linked to that, with all that this brings about.
/// The same that the same person has registered just now is registered once: the button was pressed twice.
///
/// # Errors
/// [`Error::NotFound`] for a case to open it from that the actor may not see; [`Error::Forbidden`] for who may not work on
/// that, or does not work in the procedure's office; [`Error::Unavailable`] if the store is
/// down: nothing is registered then.
pub async fn register_arrival(
    ctx: &Ctx,
    actor: &Actor,
    typed: &Arriving,
    files: &[ArrivedFile],
) -> Result<Registered<CaseId>> {
    let of = match typed.from {
        Some(from) => {
            let case = opened_from(ctx, actor, from).await?;
            Some((PersonId(case.held_by), known_of(ctx, &case).await?))
        }
        None => None,
    };
    let read = match read(ctx, typed, of.as_ref()).await? {
        Ok(read) => read,
        Err(wrong) => return Ok(Err(wrong)),
    };
    policy::demand(actor, Action::Register(&read.definition.meta.office))?;
    let mut brought = Vec::with_capacity(files.len());
    for file in files {
        brought.push(documents::bring(ctx, &file.name, &file.file, file.size).await?);
    }
    let done = repeating(|| async {
        let tx = ctx.db.begin().await?;
        access::hold_person(&tx, actor.person()?).await?;
        if let Some(done) = just_registered(ctx, &tx, actor.person()?, (&read, &brought)).await? {
            return Ok(Ok(done));
        }
        let id = match write(ctx, &tx, actor, &read, &brought).await? {
            Ok(id) => id,
            Err(wrong) => return Ok(Err(vec![wrong])),
        };
        for file in &brought {
            documents::put_down(ctx, &tx, id, file, (ARRIVED, actor.person()?)).await?;
        }
        if let Some(from) = read.typed.from {
            links::open_from(ctx, &tx, actor, id, from).await?;
        }
        tx.commit().await?;
        Ok(Ok(id))
    })
    .await?;
    ctx.wake.notify_one();
    Ok(done)
}

/// What is known of the case that another is opened from: its number, and who and what it is about.
///
/// # Errors
/// [`Error::NotFound`] for a case the actor may not see; [`Error::Forbidden`] if it is not theirs to work on.
pub async fn arriving_from(ctx: &Ctx, actor: &Actor, from: CaseId) -> Result<(String, Arriving)> {
    let case = opened_from(ctx, actor, from).await?;
    let known = known_of(ctx, &case).await?;
    Ok((case.number.unwrap_or_default(), known))
}

async fn known_of(ctx: &Ctx, case: &cases::Model) -> Result<Arriving> {
    let db = ctx.db.read();
    let person = persons::Entity::find_by_id(case.held_by).one(db).await?;
    let person = person.ok_or(Error::NotFound(Kind::Person))?;
    let mut known = Arriving {
        given_name: person.given_name,
        family_name: person.family_name,
        fiscal_code: person.fiscal_code,
        ..Arriving::default()
    };
    if let Some(row) = arrivals::Entity::find_by_id(case.id).one(db).await? {
        (known.technician, known.place, known.parcel) = (row.technician, row.place, row.parcel);
    }
    Ok(known)
}

async fn opened_from(ctx: &Ctx, actor: &Actor, from: CaseId) -> Result<cases::Model> {
    let may = |case: &cases::Model| policy::allows(actor, Action::Handle(case));
    let opened = access::worked_on(ctx, ctx.db.read(), actor, from, may).await;
    Ok(access::guarded(ctx, actor, "case.register", opened).await?.case)
}

/// Adds a file that came another way to a filed case. `office_only`: the office keeps it for itself; whose case it is, and the
/// bodies that may read its documents, do not see it.
///
/// # Errors
/// [`Error::NotFound`] for a case the actor may not see; [`Error::Forbidden`] if adding is not theirs;
/// [`Error::Refused`] with `FileEmpty` or `FileTooBig`.
pub async fn add_arrived(
    ctx: &Ctx,
    actor: &Actor,
    id: CaseId,
    file: &ArrivedFile,
    office_only: bool,
) -> Result<()> {
    let done = add(ctx, actor, id, file, office_only).await;
    access::guarded(ctx, actor, ADD_DOCUMENT, done).await?;
    ctx.wake.notify_one();
    Ok(())
}

const ADD_DOCUMENT: &str = "case.add_document";

async fn add(ctx: &Ctx, actor: &Actor, id: CaseId, file: &ArrivedFile, office_only: bool) -> Result<()> {
    let (slot, act) = match office_only {
        true => (OFFICE_ONLY, Act::DocumentKept),
        false => (ARRIVED, Act::DocumentAdded),
    };
    let may = |case: &cases::Model| policy::allows(actor, Action::Handle(case));
    // Nobody's bytes are stored for a case that is not theirs to work on.
    access::worked_on(ctx, ctx.db.read(), actor, id, may).await?;
    let brought: Brought = documents::bring(ctx, &file.name, &file.file, file.size).await?;
    repeating(|| async {
        let tx = ctx.db.begin().await?;
        let opened = access::worked_on(ctx, &tx, actor, id, may).await?;
        documents::put_down(ctx, &tx, id, &brought, (slot, actor.person()?)).await?;
        let facts = Map::from_iter([("documents".to_owned(), json!([named(slot, &brought)]))]);
        let seq = acts::record(ctx, &tx, &opened.case, act, actor.person()?, facts).await?;
        if act.concerns_applicant() {
            notify(ctx, &tx, news(&opened.case, seq)).await?;
        }
        audit::note(ctx, &tx, actor, ADD_DOCUMENT, format!("case:{id}"), "ok").await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Writes the case, in the caller's transaction.
pub(super) async fn write(
    ctx: &Ctx,
    tx: &impl ConnectionTrait,
    actor: &Actor,
    read: &Read,
    brought: &[Brought],
) -> Result<std::result::Result<CaseId, Misread>> {
    let (definition, typed) = (&*read.definition, &read.typed);
    let office_number = Some(typed.office_number.clone()).filter(|number| !number.is_empty());
    if let Some(number) = &office_number {
        match charge::demand_free(tx, &definition.meta.office, number, None).await {
            Err(Error::Refused(code)) => {
                return Ok(Err(Misread { line: None, field: ArrivalField::OfficeNumber, code }));
            }
            other => other?,
        }
    }
    let id = CaseId(ctx.ids.next());
    let author = actor.person()?;
    let owner = match read.owner {
        Some(owner) => owner,
        None => applicant(ctx, tx, read, id).await?,
    };
    let now = ctx.clock.now();
    let case = cases::Model {
        office_number,
        channel: read.channel.as_str().to_owned(),
        ..blank(ctx, definition, id, owner)
    };
    insert(tx, case.clone()).await?;
    let row = arrival(read, id, author, now);
    arrivals::Entity::insert(row.clone().into_active_model()).exec_without_returning(tx).await?;
    file(ctx, tx, &case, (read, &row), author, brought).await?;
    audit::note(ctx, tx, actor, "case.register", format!("case:{id}"), "ok").await?;
    Ok(Ok(id))
}

pub(super) fn arrival(read: &Read, id: CaseId, author: PersonId, now: Moment) -> arrivals::Model {
    let typed = read.typed.clone();
    arrivals::Model {
        case_id: id.0,
        protocollo: Some(typed.protocollo).filter(|number| !number.is_empty()),
        given_name: typed.given_name,
        family_name: typed.family_name,
        fiscal_code: read.fiscal_code.clone(),
        technician: typed.technician,
        place: typed.place,
        parcel: typed.parcel,
        subject: typed.subject,
        registered_by: author.0,
        registered_at: now.0,
    }
}

/// Files the case as its procedure does, and puts it into the state that it has reached.
async fn file(
    ctx: &Ctx,
    tx: &impl ConnectionTrait,
    case: &cases::Model,
    (read, row): (&Read, &arrivals::Model),
    author: PersonId,
    brought: &[Brought],
) -> Result<()> {
    let definition = &*read.definition;
    let Some(event) = definition.workflow.submission() else {
        return Err(Error::Internal(anyhow::anyhow!("the workflow has no submission")));
    };
    let chart = definition.chart(&ctx.lists.calendar);
    let before = chart.begin();
    let on = read.received.day();
    // What came on paper has no answers: conditions do not hold, and the usual way is taken.
    let step = chart
        .step(&before, &filing(&event.id, on), &NoFacts)
        .map_err(|refusal| Error::Internal(refusal.into()))?;
    let mut facts = Map::new();
    facts.insert("definition".into(), json!(definition.hash));
    facts.insert("channel".into(), json!(read.channel.as_str()));
    facts.insert("received_at".into(), json!(read.received.0));
    facts.insert("documents".into(), brought.iter().map(|file| named(ARRIVED, file)).collect());
    let typed = &read.typed;
    let search = normalised(&format!("{} {} {}", typed.given_name, typed.family_name, read.fiscal_code));
    let what = Advance {
        from_office: true,
        facts,
        listed: Some(Listed { search, described: on_paper(row) }),
        received: Some(read.received),
        elsewhere: !typed.protocollo.is_empty() || read.channel == Channel::Office,
        ..Advance::of(case, (definition, &chart), (&before, &step), on, author)
    };
    advance(ctx, tx, what).await?;
    let Some(state) = read.state.as_deref().and_then(|state| definition.workflow.state(state)) else {
        return Ok(());
    };
    let filed = cases::Model { state: step.to.to_owned(), ..case.clone() };
    let facts = Map::from_iter([("state".to_owned(), json!(state.id))]);
    acts::record_into(ctx, tx, &filed, Act::TakenOver, author, facts, &state.id).await?;
    clock::forget(tx, CaseId(case.id)).await?;
    cases::Entity::update_many()
        .col_expr(cases::Column::State, Expr::value(state.id.as_str()))
        .col_expr(cases::Column::Phase, Expr::value(state.phase.as_str()))
        .filter(cases::Column::Id.eq(case.id))
        .exec(tx)
        .await?;
    Ok(())
}

/// A file as the journal names it.
fn named(slot: &str, brought: &Brought) -> Value {
    json!({"document": brought.id.to_string(), "slot": slot, "sha256": brought.sha256})
}

/// Whose case it is: the person of this codice fiscale who has logged in last, else one who has never logged in
/// and is known by the first login with it.
async fn applicant(ctx: &Ctx, tx: &impl ConnectionTrait, read: &Read, id: CaseId) -> Result<PersonId> {
    if !read.fiscal_code.is_empty() {
        let known = persons::Entity::find()
            .filter(persons::Column::FiscalCode.eq(&read.fiscal_code))
            .order_by_desc(persons::Column::UpdatedAt)
            .one(tx)
            .await?;
        if let Some(known) = known {
            return Ok(PersonId(known.id));
        }
    }
    let person = PersonId(ctx.ids.next());
    let subject = if read.fiscal_code.is_empty() { id.to_string() } else { read.fiscal_code.clone() };
    let now = ctx.clock.now().0;
    let row = persons::ActiveModel {
        id: Set(person.0),
        issuer: Set(REGISTERED.to_owned()),
        subject: Set(subject),
        fiscal_code: Set(read.fiscal_code.clone()),
        given_name: Set(read.typed.given_name.clone()),
        family_name: Set(read.typed.family_name.clone()),
        email: Set(None),
        created_at: Set(now),
        updated_at: Set(now),
    };
    persons::Entity::insert(row).exec_without_returning(tx).await?;
    holding::known_by_name(ctx, tx, (person, &read.fiscal_code)).await?;
    Ok(person)
}

/// How a case came that did not come through the portal, and what was typed of it; nothing where it did. Who registered it
/// and the codice fiscale that was typed are for the office alone.
///
/// # Errors
/// Database errors.
pub(super) async fn arrived_as(ctx: &Ctx, case: &cases::Model, for_office: bool) -> Result<Option<Arrival>> {
    let Some(row) = arrivals::Entity::find_by_id(case.id).one(ctx.db.read()).await? else { return Ok(None) };
    let registered = match for_office {
        true => {
            Some((name(ctx, Some(row.registered_by)).await?.unwrap_or_default(), Moment(row.registered_at)))
        }
        false => None,
    };
    Ok(Some(Arrival {
        channel: Channel::parse(&case.channel).unwrap_or(Channel::Paper),
        protocollo: row.protocollo.filter(|_| for_office),
        fiscal_code: if for_office { row.fiscal_code } else { String::new() },
        technician: row.technician,
        place: row.place,
        parcel: row.parcel,
        subject: row.subject,
        registered,
    }))
}
