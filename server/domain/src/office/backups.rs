//! Backups as the portal knows them: none is swept from under its feet, and the last one has an age.

use contract::time::Moment;
use entity::office::backups;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr};
use uuid::Uuid;

use crate::{ctx::Ctx, db::repeating, error::Result};

/// What a whole archive is known by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Archived {
    /// Its size in bytes.
    pub size: u64,
    /// SHA-256 of the file, hexadecimal.
    pub sha256: String,
}

/// The last backup that is whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastBackup {
    /// When it was done.
    pub at: Moment,
    /// Its file name, without the folder.
    pub file_name: String,
}

/// Says that a backup begins: until it ends, or a day has passed, no object is swept.
///
/// # Errors
/// Database errors.
pub async fn begin_backup(ctx: &Ctx, file_name: &str) -> Result<Uuid> {
    let id = ctx.ids.next();
    repeating(|| async {
        let tx = ctx.db.begin().await?;
        let row = backups::ActiveModel {
            id: Set(id),
            started_at: Set(ctx.clock.now().0),
            ended_at: Set(None),
            file_name: Set(file_name.to_owned()),
            size: Set(0),
            sha256: Set(String::new()),
        };
        backups::Entity::insert(row).exec_without_returning(&tx).await?;
        tx.commit().await?;
        Ok(id)
    })
    .await
}

/// Says how a backup ended: with a whole archive, or not at all; then it is forgotten.
///
/// # Errors
/// Database errors.
pub async fn end_backup(ctx: &Ctx, id: Uuid, archived: Option<&Archived>) -> Result<()> {
    repeating(|| async {
        let tx = ctx.db.begin().await?;
        match archived {
            None => {
                backups::Entity::delete_by_id(id).exec(&tx).await?;
            }
            Some(Archived { size, sha256 }) => {
                backups::Entity::update_many()
                    .col_expr(backups::Column::EndedAt, Expr::value(ctx.clock.now().0))
                    .col_expr(backups::Column::Size, Expr::value(i64::try_from(*size).unwrap_or(i64::MAX)))
                    .col_expr(backups::Column::Sha256, Expr::value(sha256.as_str()))
                    .filter(backups::Column::Id.eq(id))
                    .exec(&tx)
                    .await?;
            }
        }
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// The last backup that is whole, if there is any.
///
/// # Errors
/// Database errors.
pub async fn last_backup(ctx: &Ctx) -> Result<Option<LastBackup>> {
    let row = backups::Entity::find()
        .filter(backups::Column::EndedAt.is_not_null())
        .order_by_desc(backups::Column::EndedAt)
        .one(ctx.db.read())
        .await?;
    Ok(row.and_then(|row| Some(LastBackup { at: Moment(row.ended_at?), file_name: row.file_name })))
}
