//! Roles in offices, given by codice fiscale before the first login.

use contract::identity::StaffRole;
use entity::identity::staff;
use sea_orm::{ActiveValue::Set, EntityTrait, sea_query::OnConflict};

use crate::{ctx::Ctx, error::Result};

/// Gives a role to the person with this codice fiscale; nothing changes if they have it.
/// Called by whoever runs the portal, from the command line.
///
/// # Errors
/// Database errors.
pub async fn appoint(ctx: &Ctx, fiscal_code: &str, office: &str, role: StaffRole) -> Result<()> {
    let row = staff::ActiveModel {
        fiscal_code: Set(fiscal_code.to_owned()),
        office: Set(office.to_owned()),
        role: Set(role.as_str().to_owned()),
        since: Set(ctx.clock.now().0),
    };
    let key = [staff::Column::FiscalCode, staff::Column::Office, staff::Column::Role];
    let once = OnConflict::columns(key).do_nothing().to_owned();
    let tx = ctx.db.begin().await?;
    staff::Entity::insert(row).on_conflict(once).exec_without_returning(&tx).await?;
    tx.commit().await?;
    Ok(())
}
