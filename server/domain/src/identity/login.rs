//! A login that succeeded: the person is known from now on.

use contract::ids::{PersonId, RequestId};
use entity::{
    cases::cases,
    identity::{persons, sessions},
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel,
    QueryFilter, prelude::Uuid, sea_query::Expr,
};

use crate::{
    audit,
    ctx::{Actor, Ctx},
    db::repeating,
    error::Result,
    ports::Identity,
};

/// Records who logged in, with the data of this login, and returns their id.
///
/// # Errors
/// Database errors.
pub async fn record_login(ctx: &Ctx, request: RequestId, identity: &Identity) -> Result<PersonId> {
    repeating(|| async {
        let now = ctx.clock.now().0;
        let tx = ctx.db.begin().await?;
        let known = persons::Entity::find()
            .filter(persons::Column::Issuer.eq(&identity.issuer))
            .filter(persons::Column::Subject.eq(&identity.subject))
            .one(&tx)
            .await?;
        let known = match known {
            None => registered(&tx, identity).await?,
            // The provider gives the name to somebody else: what was filed under it is not theirs.
            Some(other) if ![identity.fiscal_code.as_str(), ""].contains(&other.fiscal_code.as_str()) => {
                retire(ctx, &tx, request, other).await?;
                registered(&tx, identity).await?
            }
            known => known,
        };
        let mut row = match &known {
            Some(known) => known.clone().into_active_model(),
            None => persons::ActiveModel {
                id: Set(ctx.ids.next()),
                issuer: Set(identity.issuer.clone()),
                subject: Set(identity.subject.clone()),
                created_at: Set(now),
                ..Default::default()
            },
        };
        row.issuer = Set(identity.issuer.clone());
        row.subject = Set(identity.subject.clone());
        row.fiscal_code = Set(identity.fiscal_code.clone());
        row.given_name = Set(identity.given_name.clone());
        row.family_name = Set(identity.family_name.clone());
        row.email = Set(identity.email.clone());
        row.updated_at = Set(now);
        let row = if known.is_some() { row.update(&tx).await? } else { row.insert(&tx).await? };
        let person = PersonId(row.id);
        take_over(&tx, identity, person).await?;
        let actor = Actor { person: Some(person), ..Actor::stranger(request) };
        audit::note(ctx, &tx, &actor, "login", format!("person:{person}"), "ok").await?;
        tx.commit().await?;
        Ok(person)
    })
    .await
}

/// Takes the provider's name from who had it: what is theirs waits, as what the office registered, for the next login with their
/// codice fiscale. It is written down, for who runs the portal to look at.
async fn retire(
    ctx: &Ctx,
    tx: &impl ConnectionTrait,
    request: RequestId,
    other: persons::Model,
) -> Result<()> {
    let person = PersonId(other.id);
    tracing::error!(%person, "the identity provider gave a known name to another codice fiscale: a new person is made");
    let code = other.fiscal_code.clone();
    let free = waiting(tx, &code).await?;
    let (issuer, subject) = match &free {
        None => (REGISTERED.to_owned(), code),
        // Two names of one person were both given away: what is theirs is together.
        Some(first) => {
            pass_all(tx, other.id, first.id).await?;
            (other.issuer.clone(), format!("{}#{person}", other.subject))
        }
    };
    let row =
        persons::ActiveModel { issuer: Set(issuer), subject: Set(subject), ..other.into_active_model() };
    row.update(tx).await?;
    sessions::Entity::delete_many().filter(sessions::Column::PersonId.eq(person.0)).exec(tx).await?;
    let actor = Actor { person: Some(person), ..Actor::stranger(request) };
    audit::note(ctx, tx, &actor, "login.renamed", format!("person:{person}"), "ok").await
}

/// Whether two rows of people are one person: by one codice fiscale, whichever provider told it.
///
/// # Errors
/// Database errors.
pub async fn same_person(ctx: &Ctx, one: PersonId, other: PersonId) -> Result<bool> {
    if one == other {
        return Ok(true);
    }
    let both = persons::Entity::find().filter(persons::Column::Id.is_in([one.0, other.0]));
    let both = both.all(ctx.db.read()).await?;
    Ok(matches!(&both[..], [a, b] if !a.fiscal_code.is_empty() && a.fiscal_code == b.fiscal_code))
}

/// The issuer of people who have never logged in: the office registered something of theirs.
pub(crate) const REGISTERED: &str = "registered";

/// Whom the office registered with this codice fiscale: what is theirs is found by the first login with it.
async fn registered(tx: &impl ConnectionTrait, identity: &Identity) -> Result<Option<persons::Model>> {
    waiting(tx, &identity.fiscal_code).await
}

/// Who waits for a login with this codice fiscale.
async fn waiting(tx: &impl ConnectionTrait, code: &str) -> Result<Option<persons::Model>> {
    let known = persons::Entity::find()
        .filter(persons::Column::Issuer.eq(REGISTERED))
        .filter(persons::Column::Subject.eq(code))
        .one(tx)
        .await?;
    Ok(known)
}

/// What the office registered under this codice fiscale while the person was known already, or logging in at the
/// same moment, is theirs from now on.
async fn take_over(tx: &impl ConnectionTrait, identity: &Identity, person: PersonId) -> Result<()> {
    let Some(other) = registered(tx, identity).await? else { return Ok(()) };
    pass_all(tx, other.id, person.0).await
}

/// The cases of one row of a person are another's.
async fn pass_all(tx: &impl ConnectionTrait, from: Uuid, to: Uuid) -> Result<()> {
    for column in [cases::Column::CreatedBy, cases::Column::HeldBy] {
        cases::Entity::update_many()
            .col_expr(column, Expr::value(to))
            .filter(column.eq(from))
            .exec(tx)
            .await?;
    }
    Ok(())
}
