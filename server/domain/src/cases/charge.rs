//! Who works on a case: who has it in charge, who is its RUP, and the number that the office gives it.

use std::collections::BTreeMap;

use contract::{
    Code,
    cases::{Act, Colleague, MAX_OFFICE_NUMBER},
    identity::StaffRole,
    ids::{CaseId, PersonId},
};
use entity::{
    cases::cases,
    identity::{persons, staff},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Value, sea_query::Expr};
use serde_json::{Map, json};

use super::{
    acts::{self, news},
    index,
    show::{self, full_name},
};
use crate::{
    access, audit,
    ctx::{Actor, Ctx},
    db::{Tx, repeating},
    error::{Error, Result},
    identity::policy::{self, Action},
    messages::notify,
};

// What the audit calls each of these, done or refused.
const ASSIGN: &str = "case.assign";
const NAME_RUP: &str = "case.rup";
const NUMBER: &str = "case.number";
const MARK_READ: &str = "case.read_mark";

/// Gives a filed case to somebody of its office.
///
/// # Errors
/// [`Error::NotFound`] for a case the actor may not see; [`Error::Forbidden`] if handing it on is not theirs;
/// [`Error::Refused`] with `NotAColleague`.
pub async fn assign(ctx: &Ctx, actor: &Actor, id: CaseId, to: PersonId) -> Result<()> {
    let may = |case: &cases::Model| policy::allows(actor, Action::Assign(case));
    let outcome = repeating(|| async {
        let (tx, case) = acts::begin(ctx, actor, id, &may).await?;
        demand_colleague(&tx, &case, to, false).await?;
        let facts = Map::from_iter([("to".to_owned(), json!(to.to_string()))]);
        set(&tx, id, cases::Column::AssignedTo, Some(to.0).into()).await?;
        finish(ctx, tx, actor, &case, (ASSIGN, Act::Assigned), facts).await
    })
    .await;
    access::guarded(ctx, actor, ASSIGN, outcome).await
}

/// Names the *responsabile unico del procedimento* (L. 241/1990, article 5): the applicant reads who it is.
///
/// # Errors
/// As [`assign`]; only a RUP or a dirigente of the office can be named.
pub async fn name_rup(ctx: &Ctx, actor: &Actor, id: CaseId, rup: PersonId) -> Result<()> {
    let may = |case: &cases::Model| policy::allows(actor, Action::NameRup(case));
    let outcome = repeating(|| async {
        let (tx, case) = acts::begin(ctx, actor, id, &may).await?;
        demand_colleague(&tx, &case, rup, true).await?;
        let facts = Map::from_iter([("rup".to_owned(), json!(rup.to_string()))]);
        set(&tx, id, cases::Column::Rup, Some(rup.0).into()).await?;
        finish(ctx, tx, actor, &case, (NAME_RUP, Act::RupNamed), facts).await
    })
    .await;
    access::guarded(ctx, actor, NAME_RUP, outcome).await
}

/// Gives a case the office's own number, or takes it away where nothing is written.
///
/// # Errors
/// As [`assign`]; [`Error::Refused`] with `NumberTaken` or `TextTooLong`.
pub async fn set_office_number(ctx: &Ctx, actor: &Actor, id: CaseId, number: &str) -> Result<()> {
    let number = number.split_whitespace().collect::<Vec<_>>().join(" ");
    if number.chars().count() > MAX_OFFICE_NUMBER {
        return Err(Error::Refused(Code::TextTooLong));
    }
    let number = Some(number).filter(|number| !number.is_empty());
    let may = |case: &cases::Model| policy::allows(actor, Action::Handle(case));
    let outcome = repeating(|| async {
        let (tx, case) = acts::begin(ctx, actor, id, &may).await?;
        if let Some(number) = &number {
            demand_free(&tx, &case.office, number, Some(id)).await?;
        }
        set(&tx, id, cases::Column::OfficeNumber, number.clone().into()).await?;
        index::order(ctx, &tx, id).await?;
        let facts = Map::from_iter([("number".to_owned(), json!(number))]);
        finish(ctx, tx, actor, &case, (NUMBER, Act::Numbered), facts).await
    })
    .await;
    access::guarded(ctx, actor, NUMBER, outcome).await
}

/// Says that what the applicant wrote is dealt with, where it asks for no answer. `heard` is how far the
/// applicant had come when the actor's page was made: an answer point by point is no message.
///
/// # Errors
/// As [`assign`]; [`Error::Refused`] with `WroteAgain` if there are more by now.
pub async fn mark_read(ctx: &Ctx, actor: &Actor, id: CaseId, heard: u64) -> Result<()> {
    let may = |case: &cases::Model| policy::allows(actor, Action::Handle(case));
    let outcome = repeating(|| async {
        let (tx, case) = acts::begin(ctx, actor, id, &may).await?;
        if case.to_read == 0 {
            return Ok(());
        }
        if show::heard(&tx, &case).await? > heard {
            return Err(Error::Refused(Code::WroteAgain));
        }
        set(&tx, id, cases::Column::ToRead, 0.into()).await?;
        finish(ctx, tx, actor, &case, (MARK_READ, Act::Read), Map::new()).await
    })
    .await;
    access::guarded(ctx, actor, MARK_READ, outcome).await
}

async fn set(tx: &impl ConnectionTrait, id: CaseId, column: cases::Column, value: Value) -> Result<()> {
    cases::Entity::update_many()
        .col_expr(column, Expr::value(value))
        .filter(cases::Column::Id.eq(id.0))
        .exec(tx)
        .await?;
    Ok(())
}

async fn finish(
    ctx: &Ctx,
    tx: Tx,
    actor: &Actor,
    case: &cases::Model,
    (action, act): (&str, Act),
    facts: Map<String, serde_json::Value>,
) -> Result<()> {
    let seq = acts::record(ctx, &tx, case, act, actor.person()?, facts).await?;
    if act.concerns_applicant() {
        notify(ctx, &tx, news(case, seq)).await?;
    }
    audit::note(ctx, &tx, actor, action, format!("case:{}", CaseId(case.id)), "ok").await?;
    tx.commit().await?;
    ctx.wake.notify_one();
    Ok(())
}

/// Goes on only if no other case of the office has this number.
///
/// # Errors
/// [`Error::Refused`] with `NumberTaken`.
pub(super) async fn demand_free(
    db: &impl ConnectionTrait,
    office: &str,
    number: &str,
    but: Option<CaseId>,
) -> Result<()> {
    let holder = cases::Entity::find()
        .filter(cases::Column::Office.eq(office))
        .filter(cases::Column::OfficeNumber.eq(number))
        .one(db)
        .await?;
    match holder {
        Some(holder) if Some(CaseId(holder.id)) != but => Err(Error::Refused(Code::NumberTaken)),
        _ => Ok(()),
    }
}

async fn demand_colleague(
    db: &impl ConnectionTrait,
    case: &cases::Model,
    person: PersonId,
    leads: bool,
) -> Result<()> {
    let found = colleagues(db, case).await?;
    let fits = |one: &Colleague| one.id == person && (!leads || one.role != StaffRole::Clerk);
    if found.iter().any(fits) { Ok(()) } else { Err(Error::Refused(Code::NotAColleague)) }
}

/// Who may work on a case: of its office, logged in at least once, and no party to it; by name.
///
/// # Errors
/// Database errors.
pub(crate) async fn colleagues(db: &impl ConnectionTrait, case: &cases::Model) -> Result<Vec<Colleague>> {
    let mut roles: BTreeMap<String, StaffRole> = BTreeMap::new();
    for row in staff::Entity::find().filter(staff::Column::Office.eq(&case.office)).all(db).await? {
        let Some(role) = StaffRole::parse(&row.role).filter(|role| *role != StaffRole::Administrator) else {
            continue;
        };
        let highest = roles.entry(row.fiscal_code).or_insert(role);
        *highest = role.max(*highest);
    }
    let known = persons::Entity::find()
        .filter(persons::Column::FiscalCode.is_in(roles.keys().cloned()))
        .all(db)
        .await?;
    // Somebody who logged in by two providers is one colleague: the latest login is the one they use.
    let mut latest: BTreeMap<String, persons::Model> = BTreeMap::new();
    for person in known {
        match latest.get(&person.fiscal_code) {
            Some(other) if other.updated_at >= person.updated_at => {}
            _ => {
                latest.insert(person.fiscal_code.clone(), person);
            }
        }
    }
    let mut found = Vec::with_capacity(latest.len());
    for (fiscal_code, person) in latest {
        let Some(role) = roles.get(&fiscal_code) else { continue };
        let id = PersonId(person.id);
        // Nobody works on a case of their own.
        if !access::concerns(db, CaseId(case.id), id, &fiscal_code).await? {
            found.push(Colleague { id, name: full_name(&person), role: *role });
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}
