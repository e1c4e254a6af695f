//! What was written with an act, for its XML signature: who receives it compares the hash, so it is the text's own and not
//! the journal's, which nobody else can make.

use contract::ids::CaseId;
use entity::{
    cases::{case_events, cases, requests},
    messages::messages,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::Value;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::super::{progress::Filled, requests::Answered};
use crate::{ctx::Ctx, error::Result, journal::Salt, procedures};

/// A written part of an act.
pub(super) struct Written {
    /// The name of its file.
    pub(super) name: &'static str,
    /// Its media type.
    pub(super) media: &'static str,
    /// Its SHA-256 in hexadecimal.
    pub(super) sha256: String,
}

/// What was written first with an act: its answers, or a text. What was erased, or is no more what the journal says, is not
/// there: the line of the journal stands for the act then, as for one without either.
///
/// # Errors
/// Database errors.
pub(super) async fn written(
    ctx: &Ctx,
    case: &cases::Model,
    event: &case_events::Model,
    payload: &Value,
) -> Result<Written> {
    let word = |key: &str| payload.get(key).and_then(Value::as_str);
    let answered = match word("answers_sha256") {
        Some(noted) => answers(ctx, case, event, payload).await?.map(|found| (of_answers(found), noted)),
        None => None,
    };
    let (found, noted) = match (answered, word("message_sha256")) {
        (Some((found, noted)), _) => (Some(found), noted),
        (None, Some(noted)) => (text(ctx.db.read(), word("message")).await?.map(of_text), noted),
        (None, None) => (None, ""),
    };
    let same = |(_, content): &(Written, String)| Salt::of(case).hash(content) == noted;
    let line = || Written { name: "atto.json", media: "application/json", sha256: event.hash.clone() };
    Ok(found.filter(same).map_or_else(line, |(written, _)| written))
}

fn of_answers(content: String) -> (Written, String) {
    (Written { name: "istanza.json", media: "application/json", sha256: plain(&content) }, content)
}

fn of_text(content: String) -> (Written, String) {
    (Written { name: "testo.txt", media: "text/plain", sha256: plain(&content) }, content)
}

fn plain(content: &str) -> String {
    hex::encode(Sha256::digest(content))
}

/// The answers of a filing, or those to the points of the requests that this act answers; nothing where no point asked: what
/// was written then is the text.
async fn answers(
    ctx: &Ctx,
    case: &cases::Model,
    event: &case_events::Model,
    payload: &Value,
) -> Result<Option<String>> {
    let (db, id) = (ctx.db.read(), CaseId(case.id));
    // Only a filing says by which definition.
    if payload.get("definition").is_some() {
        return Ok(Some(serde_jcs::to_string(&Filled::load(db, id).await?.pages)?));
    }
    let places: Vec<i64> = requests::Entity::find()
        .select_only()
        .column(requests::Column::EventSeq)
        .filter(requests::Column::CaseId.eq(case.id))
        .filter(requests::Column::AnsweredSeq.eq(event.seq))
        .into_tuple()
        .all(db)
        .await?;
    let definition = procedures::by_hash(ctx, &case.definition_hash).await?;
    let answered = Answered::of(db, &definition, id, places).await?;
    Ok(answered.asked().then(|| answered.text()))
}

async fn text(db: &impl ConnectionTrait, message: Option<&str>) -> Result<Option<String>> {
    let Some(id) = message.and_then(|id| id.parse::<Uuid>().ok()) else { return Ok(None) };
    Ok(messages::Entity::find_by_id(id).one(db).await?.map(|row| row.body))
}
