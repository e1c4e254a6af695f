//! Sessions in the database, so that every instance knows them and any can end them.

use contract::{identity::SessionRow, ids::PersonId, time::Moment};
use entity::{identity::sessions, office::own_reads};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::Expr,
};

use crate::{
    audit,
    ctx::{Actor, Ctx},
    error::Result,
};

/// A session as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredSession {
    /// SHA-256 of its id, hexadecimal.
    pub id_hash: String,
    /// Who is logged in.
    pub person: Option<PersonId>,
    /// What it holds, JSON.
    pub data: String,
    /// When the login happened.
    pub logged_in_at: Option<Moment>,
    /// When it ends.
    pub expires_at: Moment,
}

/// Stores a session that exists. One that was ended meanwhile (logout everywhere, while a request
/// was under way) stays ended.
///
/// # Errors
/// Database errors.
pub async fn save_session(ctx: &Ctx, session: StoredSession) -> Result<()> {
    sessions::Entity::update_many()
        .col_expr(sessions::Column::PersonId, Expr::value(session.person.map(|person| person.0)))
        .col_expr(sessions::Column::Data, Expr::value(session.data))
        .col_expr(sessions::Column::LoggedInAt, Expr::value(session.logged_in_at.map(|at| at.0)))
        .col_expr(sessions::Column::LastSeenAt, Expr::value(ctx.clock.now().0))
        .col_expr(sessions::Column::ExpiresAt, Expr::value(session.expires_at.0))
        .filter(sessions::Column::IdHash.eq(session.id_hash))
        .exec(ctx.db.writer())
        .await?;
    ctx.db.settled().await
}

/// Begins a session.
///
/// # Errors
/// Database errors.
pub async fn begin_session(ctx: &Ctx, session: StoredSession) -> Result<()> {
    let row = sessions::ActiveModel {
        id_hash: Set(session.id_hash),
        person_id: Set(session.person.map(|person| person.0)),
        data: Set(session.data),
        logged_in_at: Set(session.logged_in_at.map(|at| at.0)),
        last_seen_at: Set(ctx.clock.now().0),
        expires_at: Set(session.expires_at.0),
    };
    sessions::Entity::insert(row).exec_without_returning(ctx.db.writer()).await?;
    ctx.db.settled().await
}

/// The session of this hash, if it has not ended.
///
/// # Errors
/// Database errors.
pub async fn load_session(ctx: &Ctx, id_hash: &str) -> Result<Option<StoredSession>> {
    let row = sessions::Entity::find_by_id(id_hash).one(ctx.db.read()).await?;
    Ok(row.filter(|row| row.expires_at > ctx.clock.now().0).map(|row| StoredSession {
        id_hash: row.id_hash,
        person: row.person_id.map(PersonId),
        data: row.data,
        logged_in_at: row.logged_in_at.map(Moment),
        expires_at: Moment(row.expires_at),
    }))
}

/// For how long it is known whose a session was that ended unused: what they typed is theirs when they log in again.
const REMEMBERED_MS: i64 = 7 * 24 * 60 * 60 * 1000;

/// Whose the session of this hash was, if it ended unused within a week: a form may wait over a weekend.
///
/// # Errors
/// Database errors.
pub async fn ended_session(ctx: &Ctx, id_hash: &str) -> Result<Option<PersonId>> {
    let now = ctx.clock.now().0;
    let row = sessions::Entity::find_by_id(id_hash).one(ctx.db.read()).await?;
    let ended = row.filter(|row| row.expires_at <= now && now < row.expires_at + REMEMBERED_MS);
    Ok(ended.and_then(|row| row.person_id).map(PersonId))
}

/// Ends one session.
///
/// # Errors
/// Database errors.
pub async fn end_session(ctx: &Ctx, id_hash: &str) -> Result<()> {
    sessions::Entity::delete_by_id(id_hash).exec(ctx.db.writer()).await?;
    ctx.db.settled().await
}

/// Ends every session of the actor, on every device.
///
/// # Errors
/// Database errors.
pub async fn end_all_sessions(ctx: &Ctx, actor: &Actor) -> Result<()> {
    let person = actor.person()?;
    let tx = ctx.db.begin().await?;
    sessions::Entity::delete_many().filter(sessions::Column::PersonId.eq(person.0)).exec(&tx).await?;
    audit::note(ctx, &tx, actor, "logout.everywhere", format!("person:{person}"), "ok").await?;
    tx.commit().await?;
    Ok(())
}

/// Where the actor is logged in, newest first.
pub(super) async fn list_sessions(ctx: &Ctx, person: PersonId, current: &str) -> Result<Vec<SessionRow>> {
    let rows = sessions::Entity::find()
        .filter(sessions::Column::PersonId.eq(person.0))
        // One that ended knows whose it was, and nobody is logged in with it.
        .filter(sessions::Column::LoggedInAt.is_not_null())
        .filter(sessions::Column::ExpiresAt.gt(ctx.clock.now().0))
        .order_by_desc(sessions::Column::LastSeenAt)
        .all(ctx.db.read())
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| SessionRow {
            logged_in_at: Moment(row.logged_in_at.unwrap_or(row.last_seen_at)),
            last_seen_at: Moment(row.last_seen_at),
            current: row.id_hash == current,
        })
        .collect())
}

/// Removes sessions that have ended, of somebody who was logged in a week later, and what was remembered of them. Returns how
/// many sessions.
///
/// # Errors
/// Database errors.
pub async fn sweep_sessions(ctx: &Ctx) -> Result<u64> {
    let now = ctx.clock.now().0;
    let over = sessions::Column::PersonId
        .is_null()
        .and(sessions::Column::ExpiresAt.lte(now))
        .or(sessions::Column::ExpiresAt.lte(now - REMEMBERED_MS));
    let outcome = sessions::Entity::delete_many().filter(over).exec(ctx.db.writer()).await?;
    let alive = sessions::Entity::find()
        .select_only()
        .column(sessions::Column::IdHash)
        .filter(sessions::Column::ExpiresAt.gt(now))
        .into_query();
    own_reads::Entity::delete_many()
        .filter(own_reads::Column::SessionHash.not_in_subquery(alive))
        .exec(ctx.db.writer())
        .await?;
    Ok(outcome.rows_affected)
}
