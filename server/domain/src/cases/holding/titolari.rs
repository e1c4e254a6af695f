//! Of whom a case is, by its answers.

use std::collections::BTreeSet;

use contract::{
    Lang,
    cases::{Act, CaseRow},
    forms::{Filling, Pages},
    ids::{CaseId, PersonId},
};
use entity::{
    cases::{case_titolari, cases},
    identity::persons,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder,
    QuerySelect,
};
use serde_json::{Map, json};

use super::{Passing, pass};
use crate::{
    access, audit,
    cases::{acts, list, progress::Today},
    ctx::{Actor, Ctx},
    error::Result,
    procedures::Definition,
};

/// The codici fiscali that the answers give, where the procedure says which questions name of whom a case is.
fn named(definition: &Definition, pages: &Pages, today: &Today) -> BTreeSet<String> {
    let filling = Filling::new(&definition.form, pages, today);
    let mut codes = BTreeSet::new();
    for name in &definition.meta.titolari {
        let Some((step, question)) = definition.form.question(name) else { continue };
        for page in filling.pages_of(step) {
            let code = filling.answers(&page).of(question, "codice_fiscale");
            codes.insert(code.split_whitespace().collect::<String>().to_uppercase());
        }
    }
    codes.remove("");
    codes
}

/// Keeps of whom a case is, as it is filed.
///
/// # Errors
/// Database errors.
pub(in crate::cases) async fn remember(
    tx: &impl ConnectionTrait,
    case: CaseId,
    definition: &Definition,
    pages: &Pages,
    today: Today,
) -> Result<()> {
    write(tx, case, named(definition, pages, &today)).await
}

async fn write(tx: &impl ConnectionTrait, case: CaseId, codes: BTreeSet<String>) -> Result<()> {
    if codes.is_empty() {
        return Ok(());
    }
    let rows = codes.into_iter().map(|fiscal_code| case_titolari::ActiveModel {
        case_id: Set(case.0),
        fiscal_code: Set(fiscal_code),
    });
    case_titolari::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

/// A case is for those of whom another is, which brought that about: a transfer, the permit. It passes to who holds the
/// other one if they are among them; else whoever held it holds it on, and they may take it.
///
/// # Errors
/// Database errors.
pub(in crate::cases) async fn inherit(
    ctx: &Ctx,
    tx: &impl ConnectionTrait,
    followed: CaseId,
    (from, author): (&cases::Model, PersonId),
) -> Result<()> {
    access::hold(tx, followed).await?;
    let now: BTreeSet<String> = access::titolari_of(tx, CaseId(from.id)).await?.into_iter().collect();
    let before: BTreeSet<String> = access::titolari_of(tx, followed).await?.into_iter().collect();
    // What came on paper names nobody.
    if now.is_empty() {
        return Ok(());
    }
    case_titolari::Entity::delete_many()
        .filter(case_titolari::Column::CaseId.eq(followed.0))
        .filter(case_titolari::Column::FiscalCode.is_not_in(now.iter().cloned()))
        .exec(tx)
        .await?;
    write(tx, followed, now.difference(&before).cloned().collect()).await?;
    let case = access::row(tx, followed).await?;
    let holder = persons::Entity::find_by_id(from.held_by).one(tx).await?;
    let theirs = holder.is_some_and(|person| now.contains(&person.fiscal_code));
    let facts = Map::from_iter([("linked".to_owned(), json!(CaseId(from.id).to_string()))]);
    if theirs && from.held_by != case.held_by {
        let to = PersonId(from.held_by);
        return pass(ctx, tx, Passing { case: &case, to, author, facts, words: "" }).await;
    }
    if now != before {
        acts::record(ctx, tx, &case, Act::TitolareChanged, author, facts).await?;
    }
    Ok(())
}

/// The filed cases that are the actor's and that somebody else holds, latest change first, 200 at most.
///
/// # Errors
/// [`crate::Error::Forbidden`] for strangers.
pub(in crate::cases) async fn named_in(
    ctx: &Ctx,
    actor: &Actor,
    lang: Lang,
) -> Result<Vec<(String, CaseRow)>> {
    let person = actor.person()?;
    if actor.fiscal_code.is_empty() {
        return Ok(Vec::new());
    }
    let of = cases::Entity::belongs_to(case_titolari::Entity)
        .from(cases::Column::Id)
        .to(case_titolari::Column::CaseId);
    let named = cases::Entity::find()
        .join(JoinType::InnerJoin, of.into())
        .filter(case_titolari::Column::FiscalCode.eq(&actor.fiscal_code))
        .filter(cases::Column::HeldBy.ne(person.0))
        .order_by_desc(cases::Column::UpdatedAt)
        .limit(200)
        .all(ctx.db.read())
        .await?;
    if named.is_empty() {
        return Ok(Vec::new());
    }
    // Others filed them.
    audit::note_now(ctx, actor, "cases.read_as_titolare", "cases".to_owned(), "ok").await?;
    list::rows(ctx, lang, named).await
}
