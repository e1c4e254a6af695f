//! The profile: data from the login, shown and not editable.

use contract::identity::Profile;
use entity::identity::persons;
use sea_orm::EntityTrait;

use super::sessions::list_sessions;
use crate::{
    ctx::{Actor, Ctx},
    error::{Error, Kind, Result},
};

/// The actor's own profile. `session_hash` marks the browser that asks.
///
/// # Errors
/// [`Error::Forbidden`] for strangers.
pub async fn profile(ctx: &Ctx, actor: &Actor, session_hash: &str) -> Result<Profile> {
    let person = actor.person()?;
    let row = persons::Entity::find_by_id(person.0)
        .one(ctx.db.read())
        .await?
        .ok_or(Error::NotFound(Kind::Person))?;
    Ok(Profile {
        given_name: row.given_name,
        family_name: row.family_name,
        fiscal_code: row.fiscal_code,
        email: row.email,
        roles: actor.staff.iter().map(|(_, role)| *role).collect(),
        sessions: list_sessions(ctx, person, session_hash).await?,
    })
}
