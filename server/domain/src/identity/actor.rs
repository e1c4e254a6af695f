//! From a person's id to an actor with their roles of this moment.

use contract::{
    identity::StaffRole,
    ids::{PersonId, RequestId},
};
use entity::identity::{persons, staff};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::{
    ctx::{Actor, Ctx},
    error::{Error, Kind, Result},
};

/// The actor of a request. Roles are read each time: a role taken away is gone at once.
///
/// # Errors
/// [`Error::NotFound`] if the person is not known.
pub async fn actor(ctx: &Ctx, person: PersonId, request: RequestId) -> Result<Actor> {
    let row = persons::Entity::find_by_id(person.0)
        .one(ctx.db.read())
        .await?
        .ok_or(Error::NotFound(Kind::Person))?;
    let roles = staff::Entity::find()
        .filter(staff::Column::FiscalCode.eq(&row.fiscal_code))
        .all(ctx.db.read())
        .await?;
    Ok(Actor {
        person: Some(person),
        name: format!("{} {}", row.given_name, row.family_name),
        fiscal_code: row.fiscal_code,
        staff: roles
            .into_iter()
            .filter_map(|role| Some((role.office, StaffRole::parse(&role.role)?)))
            .collect(),
        request,
        session: None,
    })
}
