//! Whom an act goes to beside whose case it is: the bodies that it asks, and whom the office names.

use contract::{
    Code, Lang,
    cases::LONGEST_RECIPIENT,
    ids::{CaseId, PersonId},
    messages::LONGEST_POSTAL,
    people::Email,
};
use engine::{Event, RecipientsRule};
use entity::messages::communications;
use jiff::civil::Date;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{
    cases::clock,
    ctx::Ctx,
    error::{Error, Result},
    procedures::Definition,
};

/// Somebody to whom an act goes beside whose case it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    /// The name: of a person, a firm, a body.
    pub name: String,
    /// The address of certified mail, else the postal one; empty where only the office knows it.
    pub address: String,
}

impl Recipient {
    /// Whether it can be reached by certified mail.
    pub(in crate::cases) fn has_pec(&self) -> bool {
        Email::parse(&self.address).is_ok()
    }

    fn is_possible(&self) -> bool {
        let fits = |text: &str, most: usize| !text.trim().is_empty() && text.chars().count() <= most;
        fits(&self.name, LONGEST_RECIPIENT)
            && fits(&self.address, LONGEST_POSTAL)
            && (self.has_pec() || !self.address.contains('@'))
    }
}

/// Whom an event's act goes to beside whose case it is: the bodies chosen with it, then those that were typed.
///
/// # Errors
/// [`Error::Refused`] with `RecipientMissing`, `RecipientWrong` or `TooManyRecipients`.
pub(in crate::cases) fn recipients(
    ctx: &Ctx,
    definition: &Definition,
    event: &Event,
    bodies: &[String],
    typed: &[Recipient],
) -> Result<Vec<Recipient>> {
    let rule = event.recipients.unwrap_or_default();
    if typed.len() > usize::from(rule.others) {
        return Err(Error::Refused(Code::TooManyRecipients));
    }
    if !typed.iter().all(Recipient::is_possible) {
        return Err(Error::Refused(Code::RecipientWrong));
    }
    if rule.only && typed.is_empty() {
        return Err(Error::Refused(Code::RecipientMissing));
    }
    let mut all: Vec<Recipient> = Vec::new();
    if rule.bodies {
        all.extend(bodies.iter().map(|id| body(ctx, definition, event, id)));
    }
    all.extend(typed.iter().cloned());
    Ok(all)
}

/// A body as it is written to: as the municipality's list names it, else as the procedure does.
fn body(ctx: &Ctx, definition: &Definition, event: &Event, id: &str) -> Recipient {
    if let Some(body) = ctx.lists.bodies.find(id) {
        return Recipient { name: body.name.clone(), address: body.address.clone() };
    }
    let texts = definition.text(Lang::It);
    let tracks = definition.workflow.tracks.iter().filter(|track| track.opened_by.contains(&event.id));
    let name = tracks.flat_map(|track| texts.bodies(&track.id)).find(|(own, _)| *own == id);
    Recipient { name: name.map_or(id, |(_, name)| name).to_owned(), address: String::new() }
}

/// Their names as a written act says them. Those whom an act for others alone goes to do not read of each other.
pub(in crate::cases) fn in_deed(event: &Event, recipients: &[Recipient]) -> Vec<String> {
    if RecipientsRule::is_reserved(event.recipients) {
        return vec!["I destinatari dell'elenco conservato agli atti".to_owned()];
    }
    recipients.iter().map(|recipient| recipient.name.clone()).collect()
}

/// What the journal keeps of them: how many, and a hash.
pub(in crate::cases) fn note(recipients: &[Recipient], facts: &mut Map<String, Value>) {
    if recipients.is_empty() {
        return;
    }
    let all: String =
        recipients.iter().map(|recipient| format!("{};{}\n", recipient.name, recipient.address)).collect();
    facts.insert("recipients".into(), json!(recipients.len()));
    facts.insert("recipients_sha256".into(), json!(hex::encode(Sha256::digest(all))));
}

/// Every recipient of an act, whose case it is first.
pub(super) async fn of_act(
    db: &impl ConnectionTrait,
    case: Uuid,
    seq: i64,
) -> Result<Vec<communications::Model>> {
    let rows = communications::Entity::find()
        .filter(communications::Column::CaseId.eq(case))
        .filter(communications::Column::EventSeq.eq(seq));
    Ok(rows.order_by_asc(communications::Column::Place).all(db).await?)
}

/// An act was received, and that is proven. What runs from the receipt begins when whose case it is has it; of an act for
/// others alone, when the last of them has it.
///
/// # Errors
/// Database errors.
pub(super) async fn arrived(
    ctx: &Ctx,
    tx: &impl ConnectionTrait,
    row: &communications::Model,
    day: Date,
    proof: &str,
    by: PersonId,
) -> Result<()> {
    let (case, seq) = (CaseId(row.case_id), row.event_seq);
    if row.place == 0 {
        return clock::received(ctx, tx, case, seq, day, proof, by).await;
    }
    let all = of_act(tx, row.case_id, seq).await?;
    if all.iter().any(|one| one.place == 0) {
        return Ok(());
    }
    let days: Option<Vec<Date>> = all.iter().map(|one| one.received_on.as_ref()?.parse().ok()).collect();
    match days.and_then(|days| days.into_iter().max()) {
        Some(last) => clock::received(ctx, tx, case, seq, last, proof, by).await,
        None => Ok(()),
    }
}
