//! Roles in offices, given by codice fiscale before the first login.

use contract::identity::StaffRole;
use entity::identity::staff;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, sea_query::OnConflict};

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

/// Takes a role away, from the next request on. Says whether the person had it.
/// Called by whoever runs the portal, from the command line.
///
/// # Errors
/// Database errors.
pub async fn dismiss(ctx: &Ctx, fiscal_code: &str, office: &str, role: StaffRole) -> Result<bool> {
    let tx = ctx.db.begin().await?;
    let gone = staff::Entity::delete_many()
        .filter(staff::Column::FiscalCode.eq(fiscal_code))
        .filter(staff::Column::Office.eq(office))
        .filter(staff::Column::Role.eq(role.as_str()))
        .exec(&tx)
        .await?;
    tx.commit().await?;
    Ok(gone.rows_affected > 0)
}
