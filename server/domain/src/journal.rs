//! The journal of a case: every step, chained by hash. It holds ids, codes and hashes only.

use contract::{
    ids::{CaseId, PersonId},
    time::Moment,
};
use entity::cases::{case_events, cases};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use serde_json::Value;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::error::Result;

/// One step to be written.
#[derive(Debug, Clone)]
pub struct Step<'a> {
    /// The case.
    pub case: CaseId,
    /// The workflow's event.
    pub event: &'a str,
    /// State before.
    pub from: &'a str,
    /// State after.
    pub to: &'a str,
    /// Who.
    pub author: PersonId,
    /// When.
    pub at: Moment,
    /// Ids, codes and hashes.
    pub payload: Value,
}

/// What goes into the hashes of a case's texts, so that nobody finds a short one again by trying: a name, a reason. It is
/// erased with them.
#[derive(Debug, Clone, Copy)]
pub struct Salt(Option<Uuid>);

impl Salt {
    /// That of a case.
    #[must_use]
    pub fn of(case: &cases::Model) -> Self {
        Self(case.salt)
    }

    /// How the journal names a text: 64 hexadecimal digits.
    #[must_use]
    pub fn hash(self, text: impl AsRef<[u8]>) -> String {
        // A case without one keeps the plain hash that its earlier texts have.
        let salt = self.0.map(Uuid::into_bytes);
        let salt = salt.as_ref().map_or(&[][..], |salt| &salt[..]);
        hex::encode(Sha256::new().chain_update(salt).chain_update(text).finalize())
    }
}

/// Writes the first step of a case and returns its place.
///
/// # Errors
/// Database errors; if the case has a journal already, a conflict, and the transaction repeats.
pub async fn begin(db: &impl ConnectionTrait, step: &Step<'_>) -> Result<i64> {
    write(db, step, 1, String::new()).await
}

/// The last row of a case's journal, as it was read with the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Last {
    /// Its place.
    pub seq: i64,
    /// Its hash.
    pub hash: String,
}

/// Appends a step after the last one and returns its place.
///
/// # Errors
/// Database errors; two writers at once give a conflict on the place, and the transaction repeats.
pub async fn append(db: &impl ConnectionTrait, step: &Step<'_>) -> Result<i64> {
    let last: Option<(i64, String)> = case_events::Entity::find()
        .select_only()
        .columns([case_events::Column::Seq, case_events::Column::Hash])
        .filter(case_events::Column::CaseId.eq(step.case.0))
        .order_by_desc(case_events::Column::Seq)
        .limit(1)
        .into_tuple()
        .one(db)
        .await?;
    let last = last.map(|(seq, hash)| Last { seq, hash });
    append_after(db, step, last).await
}

/// The same after a row that was read before. Somebody else who wrote since has taken the place: the transaction
/// repeats, so whatever was read together with that row still held when the step was written.
///
/// # Errors
/// As [`append`].
pub async fn append_after(db: &impl ConnectionTrait, step: &Step<'_>, last: Option<Last>) -> Result<i64> {
    let (seq, prev_hash) = last.map_or((1, String::new()), |last| (last.seq + 1, last.hash));
    write(db, step, seq, prev_hash).await
}

async fn write(db: &impl ConnectionTrait, step: &Step<'_>, seq: i64, prev_hash: String) -> Result<i64> {
    let payload = serde_jcs::to_string(&step.payload)?;
    let hash = digest(step, seq, &payload, &prev_hash)?;
    let row = case_events::ActiveModel {
        case_id: Set(step.case.0),
        seq: Set(seq),
        event: Set(step.event.to_owned()),
        from_state: Set(step.from.to_owned()),
        to_state: Set(step.to.to_owned()),
        author_id: Set(step.author.0),
        payload: Set(payload),
        at: Set(step.at.0),
        prev_hash: Set(prev_hash),
        hash: Set(hash),
    };
    case_events::Entity::insert(row).exec_without_returning(db).await?;
    Ok(seq)
}

/// The place of the first row that does not fit the chain, `None` if all fit.
///
/// # Errors
/// Only if a row cannot be put into canonical form.
pub fn broken_at(rows: &[case_events::Model]) -> Result<Option<i64>> {
    let mut prev = String::new();
    for (row, seq) in rows.iter().zip(1..) {
        let step = Step {
            case: CaseId(row.case_id),
            event: &row.event,
            from: &row.from_state,
            to: &row.to_state,
            author: PersonId(row.author_id),
            at: Moment(row.at),
            payload: Value::Null,
        };
        let expected = digest(&step, seq, &row.payload, &prev)?;
        if row.seq != seq || row.prev_hash != prev || row.hash != expected {
            return Ok(Some(row.seq));
        }
        prev.clone_from(&row.hash);
    }
    Ok(None)
}

/// SHA-256 over the canonical form of the row; the payload counts as the text that is stored.
fn digest(step: &Step<'_>, seq: i64, payload: &str, prev_hash: &str) -> Result<String> {
    let mut text = Vec::with_capacity(512 + payload.len());
    canonical(&mut text, step, seq, payload, prev_hash)?;
    Ok(hex::encode(Sha256::digest(text)))
}

/// The row in canonical form (RFC 8785), written at once: its names stand in their order, and building the value first
/// would take longer than the hash itself.
fn canonical(
    text: &mut Vec<u8>,
    step: &Step<'_>,
    seq: i64,
    payload: &str,
    prev_hash: &str,
) -> serde_json::Result<()> {
    let id = |text: &mut Vec<u8>, id: Uuid| {
        let mut letters = Uuid::encode_buffer();
        serde_json::to_writer(text, id.as_hyphenated().encode_lower(&mut letters))
    };
    text.extend_from_slice(br#"{"at":"#);
    number(text, step.at.0)?;
    text.extend_from_slice(br#","author":"#);
    id(text, step.author.0)?;
    text.extend_from_slice(br#","case":"#);
    id(text, step.case.0)?;
    let words = [
        (r#","event":"#, step.event),
        (r#","from":"#, step.from),
        (r#","payload":"#, payload),
        (r#","prev":"#, prev_hash),
    ];
    for (name, word) in words {
        text.extend_from_slice(name.as_bytes());
        serde_json::to_writer(&mut *text, word)?;
    }
    text.extend_from_slice(br#","seq":"#);
    number(text, seq)?;
    text.extend_from_slice(br#","to":"#);
    serde_json::to_writer(&mut *text, step.to)?;
    text.push(b'}');
    Ok(())
}

/// A whole number; what a JSON number cannot hold exactly is left to the library.
fn number(text: &mut Vec<u8>, number: i64) -> serde_json::Result<()> {
    const EXACT: i64 = 1 << 53;
    if (-EXACT..=EXACT).contains(&number) {
        serde_json::to_writer(text, &number)
    } else {
        serde_jcs::to_writer(text, &number)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn by_the_library(step: &Step<'_>, seq: i64, payload: &str, prev: &str) -> Vec<u8> {
        let value = json!({
            "case": step.case.to_string(),
            "seq": seq,
            "event": step.event,
            "from": step.from,
            "to": step.to,
            "author": step.author.to_string(),
            "at": step.at.0,
            "payload": payload,
            "prev": prev,
        });
        serde_jcs::to_vec(&value).unwrap()
    }

    proptest! {
        #[test]
        fn a_row_written_at_once_is_the_canonical_form_to_the_byte(
            ids in any::<(u128, u128)>(),
            words in any::<[String; 4]>(),
            prev in "[0-9a-f]{0,64}",
            at in any::<i64>(),
            seq in any::<i64>(),
        ) {
            let [event, from, to, payload] = &words;
            let step = Step {
                case: CaseId(Uuid::from_u128(ids.0)),
                event,
                from,
                to,
                author: PersonId(Uuid::from_u128(ids.1)),
                at: Moment(at),
                payload: Value::Null,
            };
            let mut text = Vec::new();
            canonical(&mut text, &step, seq, payload, &prev).unwrap();
            prop_assert_eq!(text, by_the_library(&step, seq, payload, &prev));
        }
    }
}
