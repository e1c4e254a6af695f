//! From a person's id to an actor with their roles of this moment.

use contract::{
    identity::StaffRole,
    ids::{PersonId, RequestId},
};
use entity::identity::{persons, staff};
use sea_orm::{EntityTrait, FromQueryResult, JoinType, QuerySelect};

use crate::{
    ctx::{Actor, Ctx},
    error::{Error, Kind, Result},
};

/// The actor of a request. Roles are read each time: a role taken away is gone at once.
///
/// # Errors
/// [`Error::NotFound`] if the person is not known.
pub async fn actor(ctx: &Ctx, person: PersonId, request: RequestId) -> Result<Actor> {
    let role = persons::Entity::belongs_to(staff::Entity)
        .from(persons::Column::FiscalCode)
        .to(staff::Column::FiscalCode);
    // One row for each role, or one without.
    let rows: Vec<Row> = persons::Entity::find_by_id(person.0)
        .select_only()
        .columns([persons::Column::GivenName, persons::Column::FamilyName])
        .columns([persons::Column::FiscalCode, persons::Column::Email])
        .columns([staff::Column::Office, staff::Column::Role])
        .join(JoinType::LeftJoin, role.into())
        .into_model()
        .all(ctx.db.read())
        .await?;
    let mut found: Option<Actor> = None;
    for row in rows {
        let actor = found.get_or_insert(Actor {
            person: Some(person),
            given_name: row.given_name,
            family_name: row.family_name,
            email: row.email,
            fiscal_code: row.fiscal_code,
            staff: Vec::new(),
            request,
            session: None,
        });
        let role = row.role.as_deref().and_then(StaffRole::parse);
        actor.staff.extend(row.office.zip(role));
    }
    found.ok_or(Error::NotFound(Kind::Person))
}

#[derive(FromQueryResult)]
struct Row {
    given_name: String,
    family_name: String,
    fiscal_code: String,
    email: Option<String>,
    office: Option<String>,
    role: Option<String>,
}
