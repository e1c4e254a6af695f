//! The list of each day (*registro giornaliero*, D.P.R. 445/2000, article 53, paragraph 3): what was registered
//! and annulled that day, made once the day has ended, and stored as it was made.

use std::fmt::Write as _;

use bytes::Bytes;
use contract::{
    register::{Direction, RegisterRow},
    time::{Moment, clock_words},
};
use entity::cases::{protocollo, protocollo_annulments, protocollo_days};
use futures_util::TryStreamExt;
use jiff::{ToSpan, civil::Date};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::OnConflict,
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{super::show::names, read::lines};
use crate::{
    access, audit,
    ctx::{Actor, Ctx},
    db::repeating,
    error::{Error, Kind, Result},
    identity::policy::{self, Action},
};

/// How long after midnight in Rome a day is closed: an act that was being registered then is on record.
const AFTER_MIDNIGHT_MS: i64 = 10 * 60 * 1000;

/// How many days one run closes at most; the next run goes on.
const MOST: usize = 60;

/// Makes the list of every day that has ended, has entries and no list yet. Returns how many were made.
///
/// # Errors
/// Store or database down: the job is repeated, and what was made stays.
pub async fn close_days(ctx: &Ctx) -> Result<usize> {
    let today = Moment(ctx.clock.now().0 - AFTER_MIDNIGHT_MS).day();
    let mut made = 0;
    let last = protocollo_days::Entity::find()
        .order_by_desc(protocollo_days::Column::Day)
        .one(ctx.db.read())
        .await?;
    let mut after = match last.and_then(|row| row.day.parse::<Date>().ok()) {
        Some(day) => Moment::of_day(next(day)),
        None => Moment(0),
    };
    while made < MOST {
        let Some(day) = first_day(ctx, after).await?.filter(|day| *day < today) else { break };
        close(ctx, day).await?;
        made += 1;
        after = Moment::of_day(next(day));
    }
    Ok(made)
}

fn next(day: Date) -> Date {
    day.checked_add(1.day()).unwrap_or(day)
}

/// The first day from a moment on with an entry or an annulment.
async fn first_day(ctx: &Ctx, from: Moment) -> Result<Option<Date>> {
    let entry = protocollo::Entity::find()
        .filter(protocollo::Column::RegisteredAt.gte(from.0))
        .order_by_asc(protocollo::Column::RegisteredAt)
        .one(ctx.db.read())
        .await?;
    let annulled = protocollo_annulments::Entity::find()
        .filter(protocollo_annulments::Column::AnnulledAt.gte(from.0))
        .order_by_asc(protocollo_annulments::Column::AnnulledAt)
        .one(ctx.db.read())
        .await?;
    let moments = entry.map(|row| row.registered_at).into_iter().chain(annulled.map(|row| row.annulled_at));
    Ok(moments.min().map(|at| Moment(at).day()))
}

/// Stores the object first, then the row that names it. Done twice, the first stands.
async fn close(ctx: &Ctx, day: Date) -> Result<()> {
    let (text, entries) = written(ctx, day).await?;
    let bytes = text.into_bytes();
    // Apart from documents: what the sweep removes begins otherwise.
    let key = format!("registro/{}", ctx.ids.next());
    let row = protocollo_days::ActiveModel {
        day: Set(day.to_string()),
        entries: Set(i64::try_from(entries).unwrap_or(i64::MAX)),
        object_key: Set(key.clone()),
        sha256: Set(hex::encode(Sha256::digest(&bytes))),
        size: Set(i64::try_from(bytes.len()).unwrap_or(i64::MAX)),
        made_at: Set(ctx.clock.now().0),
    };
    ctx.objects.put_bytes(&key, Bytes::from(bytes), "text/csv").await?;
    ctx.fail.reached("day.stored");
    repeating(|| async {
        let tx = ctx.db.begin().await?;
        let once = OnConflict::column(protocollo_days::Column::Day).do_nothing().to_owned();
        protocollo_days::Entity::insert(row.clone()).on_conflict(once).exec_without_returning(&tx).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// The list of a day as CSV, and how many lines it has below its head.
async fn written(ctx: &Ctx, day: Date) -> Result<(String, usize)> {
    let (from, to) = (Moment::of_day(day).0, Moment::of_day(next(day)).0);
    let rows = protocollo::Entity::find()
        .filter(protocollo::Column::RegisteredAt.gte(from))
        .filter(protocollo::Column::RegisteredAt.lt(to))
        .order_by_asc(protocollo::Column::Year)
        .order_by_asc(protocollo::Column::Number)
        .all(ctx.db.read())
        .await?;
    let mut text = HEAD.to_owned();
    let lines = lines(ctx, ctx.db.read(), rows).await?;
    for row in &lines {
        entry_line(&mut text, row);
    }
    let annulled = protocollo_annulments::Entity::find()
        .filter(protocollo_annulments::Column::AnnulledAt.gte(from))
        .filter(protocollo_annulments::Column::AnnulledAt.lt(to))
        .order_by_asc(protocollo_annulments::Column::AnnulledAt)
        .limit(10_000)
        .all(ctx.db.read())
        .await?;
    let by = names(ctx, annulled.iter().map(|row| row.annulled_by).collect()).await?;
    for row in &annulled {
        let who = by.get(&row.annulled_by).cloned().unwrap_or_default();
        let number = format!("{}/{:07}", row.year, row.number);
        let why = format!("{} ({})", row.reason, row.authority);
        put(&mut text, &[&number, &stamp(Moment(row.annulled_at)), "annullamento", &who, &why, ""]);
    }
    Ok((text, lines.len() + annulled.len()))
}

const HEAD: &str = "numero;data e ora;tipo;mittente o destinatario;oggetto;pratica\r\n";

fn entry_line(text: &mut String, row: &RegisterRow) {
    let kind = match row.direction {
        Direction::In => "entrata",
        Direction::Out => "uscita",
    };
    let key = row.key.words();
    put(text, &[&key, &stamp(row.at), kind, &row.party, &row.subject, &row.case_number]);
}

/// Day and hour in Rome.
fn stamp(at: Moment) -> String {
    format!("{} {}", at.day(), clock_words(at))
}

/// One line; every field in quotes, so that nothing that people wrote ends it.
fn put(text: &mut String, fields: &[&str]) {
    let fields: Vec<String> = fields.iter().map(|field| format!("\"{}\"", safe(field))).collect();
    // Writing to a string does not fail.
    let _written = write!(text, "{}\r\n", fields.join(";"));
}

/// Quotes are doubled; what a spreadsheet would take for a formula is not one.
fn safe(field: &str) -> String {
    let field = field.replace('"', "\"\"").replace(['\r', '\n'], " ");
    if field.starts_with(['=', '+', '-', '@', '\t']) { format!("'{field}") } else { field }
}

/// The list of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayList {
    /// What it is saved as.
    pub name: String,
    /// CSV, UTF-8.
    pub bytes: Vec<u8>,
}

/// The list of a closed day, whole, as it was made. The read is audited before it is answered.
///
/// # Errors
/// [`Error::Forbidden`] for who does not lead an office, and where it names others to whom an act of their own matter went;
/// [`Error::NotFound`] for a day without a list; [`Error::Internal`] if the bytes are not those that were stored.
pub async fn day_list(ctx: &Ctx, actor: &Actor, day: &str) -> Result<DayList> {
    policy::demand(actor, Action::SeeRegisterDays)?;
    let row = protocollo_days::Entity::find_by_id(day).one(ctx.db.read()).await?;
    let row = row.ok_or(Error::NotFound(Kind::Entry))?;
    let theirs = names_others_in_own_matter(ctx, actor, &row.day).await?;
    let outcome = if theirs { "denied" } else { "ok" };
    audit::note_now(ctx, actor, "register.day", format!("day:{}", row.day), outcome).await?;
    if theirs {
        return Err(Error::Forbidden);
    }
    let pieces: Vec<Bytes> = ctx.objects.get(&row.object_key).await?.try_collect().await?;
    let bytes = pieces.concat();
    if hex::encode(Sha256::digest(&bytes)) != row.sha256 {
        return Err(Error::Internal(anyhow::anyhow!("the list of {} is not as it was stored", row.day)));
    }
    Ok(DayList { name: format!("registro-{}.csv", row.day), bytes })
}

/// Whether the list of a day names those to whom alone an act of the actor's own matter went. It is stored whole: another
/// reads it.
async fn names_others_in_own_matter(ctx: &Ctx, actor: &Actor, day: &str) -> Result<bool> {
    let Ok(day) = day.parse::<Date>() else { return Ok(false) };
    let rows = protocollo::Entity::find()
        .filter(protocollo::Column::RegisteredAt.gte(Moment::of_day(day).0))
        .filter(protocollo::Column::RegisteredAt.lt(Moment::of_day(next(day)).0))
        .filter(protocollo::Column::PartyId.eq(Uuid::nil()))
        .all(ctx.db.read())
        .await?;
    let theirs = access::concerning(ctx.db.read(), actor, rows.iter().map(|row| row.case_id)).await?;
    Ok(!theirs.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_people_write_breaks_a_line_or_counts_in_a_spreadsheet() {
        let mut text = String::new();
        put(&mut text, &["a\"b;c", "x\r\ny", "=1+1", "@cmd", "Sì – 2"]);
        assert_eq!(text, "\"a\"\"b;c\";\"x  y\";\"'=1+1\";\"'@cmd\";\"Sì – 2\"\r\n");
    }
}
