//! Handing a case to the office that it is for.

use contract::{Code, Lang, cases::Act, ids::CaseId};
use entity::cases::{case_terms, cases};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use serde_json::{Map, json};

use super::{
    acts::{self, explained, news},
    clock::reason_of,
    index,
};
use crate::{
    access, audit,
    ctx::{Actor, Ctx},
    db::repeating,
    error::{Error, Result},
    identity::policy::{self, Action},
    journal::Salt,
    messages::notify,
    procedures::Definition,
};

const TRANSFER: &str = "case.transfer";

/// What somebody of the office wants to hand on.
#[derive(Debug, Clone)]
pub struct Transfer {
    /// The case.
    pub case: CaseId,
    /// The slug of the office that it is for.
    pub to: String,
    /// Why, for everybody to read.
    pub reason: String,
}

/// The other offices of the municipality, by slug and name.
pub(super) fn others(ctx: &Ctx, lang: Lang, case: &cases::Model) -> Vec<(String, String)> {
    let other = ctx.lists.offices.all().iter().filter(|office| office.id != case.office);
    other.map(|office| (office.id.clone(), office.name_in(lang).to_owned())).collect()
}

/// The name of the office that has a case in charge: the procedure's own word for it, unless it was handed on.
pub(super) fn office_of(ctx: &Ctx, lang: Lang, definition: &Definition, case: &cases::Model) -> String {
    if case.office == definition.meta.office {
        return definition.text(lang).service().office.clone();
    }
    let listed = ctx.lists.offices.all().iter().find(|office| office.id == case.office);
    listed.map_or_else(|| case.office.clone(), |office| office.name_in(lang).to_owned())
}

/// Hands a case to another office: its people see it from here on, these no more. Nobody has it in charge, and no RUP is
/// named: that is for the other office. Terms run on as they do (L. 241/1990, article 2: they bind the municipality).
///
/// # Errors
/// [`Error::NotFound`] for a case the actor may not see; [`Error::Forbidden`] if it is not theirs to hand on;
/// [`Error::Refused`] with `OfficeUnknown`, `TextMissing`, `TextTooLong`.
pub async fn transfer(ctx: &Ctx, actor: &Actor, asked: &Transfer) -> Result<()> {
    let outcome = repeating(|| transfer_once(ctx, actor, asked)).await;
    access::guarded(ctx, actor, TRANSFER, outcome).await?;
    ctx.wake.notify_one();
    Ok(())
}

async fn transfer_once(ctx: &Ctx, actor: &Actor, asked: &Transfer) -> Result<()> {
    let may = |case: &cases::Model| policy::allows(actor, Action::Transfer(case));
    let (tx, case) = acts::begin(ctx, actor, asked.case, may).await?;
    let reason = reason_of(&asked.reason)?;
    if !others(ctx, Lang::It, &case).iter().any(|(slug, _)| *slug == asked.to) {
        return Err(Error::Refused(Code::OfficeUnknown));
    }
    let author = actor.person()?;
    let facts = Map::from_iter([
        ("from".to_owned(), json!(case.office)),
        ("to".to_owned(), json!(asked.to)),
        // Numbers of an office are its own: the other gives another.
        ("office_number".to_owned(), json!(case.office_number)),
        ("reason_sha256".to_owned(), json!(Salt::of(&case).hash(reason))),
    ]);
    let seq = acts::record(ctx, &tx, &case, Act::Transferred, author, facts).await?;
    explained(ctx, &tx, asked.case, seq, author, Act::Transferred, reason).await?;
    cases::Entity::update_many()
        .col_expr(cases::Column::Office, Expr::value(asked.to.as_str()))
        .col_expr(cases::Column::OfficeNumber, Expr::value(None::<String>))
        .col_expr(cases::Column::AssignedTo, Expr::value(None::<uuid::Uuid>))
        .col_expr(cases::Column::Rup, Expr::value(None::<uuid::Uuid>))
        .col_expr(cases::Column::ToRead, Expr::value(1))
        // What an officer was about to do here is put off: it is no more theirs.
        .col_expr(cases::Column::RowVersion, Expr::value(case.row_version + 1))
        .filter(cases::Column::Id.eq(case.id))
        .exec(&tx)
        .await?;
    case_terms::Entity::update_many()
        .col_expr(case_terms::Column::Office, Expr::value(asked.to.as_str()))
        .filter(case_terms::Column::CaseId.eq(case.id))
        .exec(&tx)
        .await?;
    index::order(ctx, &tx, asked.case).await?;
    notify(ctx, &tx, news(&case, seq)).await?;
    audit::note(ctx, &tx, actor, TRANSFER, format!("case:{}", asked.case), "ok").await?;
    tx.commit().await?;
    Ok(())
}
