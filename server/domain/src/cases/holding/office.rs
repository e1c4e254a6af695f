//! The office says whose a case is, and who holds it: what came on paper, a code with a slip, an heir, a firm that another
//! answers for now.

use std::collections::BTreeSet;

use contract::{
    Code,
    cases::Act,
    ids::{CaseId, PersonId},
    people::CodiceFiscale,
};
use entity::{
    cases::{case_titolari, cases},
    identity::persons,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Map, json};

use super::{Passing, pass, titolari::renamed};
use crate::{
    access, audit,
    cases::{
        acts::{self, explained, news},
        clock::reason_of,
        index,
    },
    ctx::{Actor, Ctx},
    db::repeating,
    error::{Error, Result},
    identity::policy::{self, Action},
    journal::Salt,
    messages::notify,
};

const SET: &str = "case.set_titolari";

/// What somebody of the office says of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetTitolari {
    /// The case.
    pub case: CaseId,
    /// Codici fiscali of those of whom it is, as they were typed; none of whom nobody knows one.
    pub codes: Vec<String>,
    /// Those whom the actor's page showed.
    pub before: Vec<String>,
    /// Codice fiscale of who holds it from here on; empty if that stays.
    pub holder: String,
    /// Why, for everybody to read.
    pub reason: String,
}

/// Says whose a case is and, if that changes too, who holds it. Who answers for a firm goes on doing so.
///
/// # Errors
/// [`Error::NotFound`] for a case the actor may not see; [`Error::Forbidden`] for who does not lead it; [`Error::Refused`]
/// with `TextMissing`, `TextTooLong`, `FiscalCodeWrong`, `HolderUnknown`, `OwnFiscalCode`, and with `StaleSave` if others say
/// so meanwhile.
pub async fn set_titolari(ctx: &Ctx, actor: &Actor, asked: &SetTitolari) -> Result<()> {
    let outcome = repeating(|| set_once(ctx, actor, asked)).await;
    access::guarded(ctx, actor, SET, outcome).await?;
    ctx.wake.notify_one();
    Ok(())
}

async fn set_once(ctx: &Ctx, actor: &Actor, asked: &SetTitolari) -> Result<()> {
    let may = |case: &cases::Model| policy::allows(actor, Action::Rectify(case));
    let (tx, case) = acts::begin(ctx, actor, asked.case, may).await?;
    let reason = reason_of(&asked.reason)?;
    let codes = asked.codes.iter().map(|code| read(code)).collect::<Result<BTreeSet<String>>>()?;
    let holder = match asked.holder.trim() {
        "" => None,
        typed => Some(read(typed)?),
    };
    // One person may log in by two providers.
    if codes.iter().chain(&holder).any(|code| *code == actor.fiscal_code) {
        return Err(Error::Refused(Code::OwnFiscalCode));
    }
    let holder = match holder {
        Some(code) => Some(known(&tx, &code).await?),
        None => None,
    };
    let now: BTreeSet<String> =
        access::titolari_of(&tx, asked.case).await?.into_iter().map(|row| row.fiscal_code).collect();
    let holder = holder.filter(|to| to.0 != case.held_by);
    if codes == now && holder.is_none() {
        // Said again it changes nothing.
        return Ok(());
    }
    if now != asked.before.iter().cloned().collect() {
        return Err(Error::Refused(Code::StaleSave));
    }
    let author = actor.person()?;
    let count = codes.len();
    if codes != now {
        replace(&tx, asked.case, codes).await?;
    }
    let facts = Map::from_iter([
        ("titolari".to_owned(), json!(count)),
        ("reason_sha256".to_owned(), json!(Salt::of(&case).hash(reason))),
    ]);
    let seq = acts::record(ctx, &tx, &case, Act::TitolareChanged, author, facts).await?;
    explained(ctx, &tx, asked.case, seq, author, Act::TitolareChanged, reason).await?;
    notify(ctx, &tx, news(&case, seq)).await?;
    index::order(ctx, &tx, asked.case).await?;
    if let Some(to) = holder {
        let facts = Map::from_iter([("office".to_owned(), json!(true))]);
        pass(ctx, &tx, Passing { case: &case, to, author, facts, words: None }).await?;
    }
    audit::note(ctx, &tx, actor, SET, format!("case:{}", asked.case), "ok").await?;
    tx.commit().await
}

fn read(typed: &str) -> Result<String> {
    match CodiceFiscale::parse(typed) {
        Ok(code) => Ok(code.as_str().to_owned()),
        Err(_) => Err(Error::Refused(Code::FiscalCodeWrong)),
    }
}

/// Who has logged in with this code, the latest time.
async fn known(db: &impl ConnectionTrait, code: &str) -> Result<PersonId> {
    let person = persons::Entity::find()
        .filter(persons::Column::FiscalCode.eq(code))
        .order_by_desc(persons::Column::UpdatedAt)
        .one(db)
        .await?;
    person.map(|person| PersonId(person.id)).ok_or(Error::Refused(Code::HolderUnknown))
}

async fn replace(tx: &impl ConnectionTrait, case: CaseId, codes: BTreeSet<String>) -> Result<()> {
    let before = access::titolari_of(tx, case).await?;
    // Who comes in the place of somebody who answered for a firm answers for it too.
    let for_body = before.iter().any(|row| row.for_body == 1 && !codes.contains(&row.fiscal_code));
    case_titolari::Entity::delete_many()
        .filter(case_titolari::Column::CaseId.eq(case.0))
        .filter(case_titolari::Column::FiscalCode.is_not_in(codes.iter().cloned()))
        .exec(tx)
        .await?;
    let new = codes.into_iter().filter(|code| before.iter().all(|row| row.fiscal_code != *code));
    let rows: Vec<_> = new
        .map(|fiscal_code| case_titolari::ActiveModel {
            case_id: Set(case.0),
            fiscal_code: Set(fiscal_code),
            for_body: Set(i32::from(for_body)),
        })
        .collect();
    if !rows.is_empty() {
        case_titolari::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    renamed(tx, case).await
}
