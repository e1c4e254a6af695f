//! Whom an act goes to beside whose case it is: the bodies that it asks, and whom the office names.

use std::collections::BTreeSet;

use contract::{
    Code, Lang,
    cases::LONGEST_RECIPIENT,
    ids::{CaseId, PersonId},
    messages::LONGEST_POSTAL,
    people::Email,
};
use engine::{Chart, Event, RecipientsRule, Standing, Track};
use entity::messages::communications;
use jiff::civil::Date;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::{
    access,
    cases::clock::{self, History},
    ctx::Ctx,
    error::{Error, Result},
    journal::Salt,
    procedures::{self, Definition},
};

/// Somebody to whom an act goes beside whose case it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    /// The name: of a person, a firm, a body.
    pub name: String,
    /// The procedure's word for it, where it is asked as a body.
    pub body: Option<String>,
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
    let rule = event.recipients.clone().unwrap_or_default();
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

/// Whom an act goes to because it was asked in the case, added to those who were chosen and named: to each once.
pub(in crate::cases) fn with_asked(
    ctx: &Ctx,
    (definition, chart): (&Definition, &Chart<'_>),
    before: &Standing,
    event: &Event,
    mut named: Vec<Recipient>,
) -> Vec<Recipient> {
    let Some(rule) = &event.recipients else { return named };
    let email = |address: &str| Email::parse(address).ok();
    // Who was typed is one body, though two have one address.
    let mut typed: Vec<Recipient> = named.iter().filter(|one| one.body.is_none()).cloned().collect();
    for (track, running) in chart.asked(before, rule) {
        let own = written_to(ctx, definition, &running.body, |other| other.id == track);
        let reaches = |other: &Recipient| {
            other.address == own.address || other.has_pec() && email(&other.address) == email(&own.address)
        };
        let known = |other: &Recipient| other.body.as_ref() == Some(&running.body) && other.name == own.name;
        if let Some(place) = typed.iter().position(reaches) {
            typed.remove(place);
        } else if !named.iter().any(known) {
            named.push(own);
        }
    }
    named
}

/// A body that is chosen with an event, as it is written to.
fn body(ctx: &Ctx, definition: &Definition, event: &Event, id: &str) -> Recipient {
    written_to(ctx, definition, id, |track| track.opened_by.contains(&event.id))
}

/// A body as it is written to: as the municipality's list names it, else as the procedure does in one of these tracks.
fn written_to(ctx: &Ctx, definition: &Definition, id: &str, of: impl Fn(&Track) -> bool) -> Recipient {
    if let Some(body) = ctx.lists.bodies.find(id) {
        let (name, address) = (body.name.clone(), body.address.clone());
        return Recipient { name, body: Some(id.to_owned()), address };
    }
    let texts = definition.text(Lang::It);
    let tracks = definition.workflow.tracks.iter().filter(|track| of(track));
    let name = tracks.flat_map(|track| texts.bodies(&track.id)).find(|(own, _)| *own == id);
    let name = name.map_or(id, |(_, name)| name).to_owned();
    Recipient { name, body: Some(id.to_owned()), address: String::new() }
}

/// Their names as a written act says them. Those whom an act for others alone goes to do not read of each other.
pub(in crate::cases) fn in_deed(event: &Event, recipients: &[Recipient]) -> Vec<String> {
    if RecipientsRule::is_reserved(event.recipients.as_ref()) {
        return vec!["I destinatari dell'elenco conservato agli atti".to_owned()];
    }
    recipients.iter().map(|recipient| recipient.name.clone()).collect()
}

/// What the journal keeps of them: how many were chosen and named, and a hash.
pub(in crate::cases) fn note(salt: Salt, recipients: &[Recipient], facts: &mut Map<String, Value>) {
    noted_as(salt, ["recipients", "recipients_sha256"], recipients, facts);
}

/// What the journal keeps of all whom the act goes to, those who were asked before included.
pub(in crate::cases) fn note_all(salt: Salt, recipients: &[Recipient], facts: &mut Map<String, Value>) {
    noted_as(salt, ["sent_to", "sent_to_sha256"], recipients, facts);
}

fn noted_as(salt: Salt, [count, hash]: [&str; 2], recipients: &[Recipient], facts: &mut Map<String, Value>) {
    if recipients.is_empty() {
        return;
    }
    let all: String =
        recipients.iter().map(|recipient| format!("{};{}\n", recipient.name, recipient.address)).collect();
    facts.insert(count.into(), json!(recipients.len()));
    facts.insert(hash.into(), json!(salt.hash(all)));
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

/// The acts of a case that went to others alone, by their places in its journal: whose case it is does not read them.
///
/// # Errors
/// Database errors.
pub(in crate::cases) async fn reserved(db: &impl ConnectionTrait, case: CaseId) -> Result<BTreeSet<i64>> {
    let rows = communications::Entity::find().filter(communications::Column::CaseId.eq(case.0));
    let rows = rows.order_by_asc(communications::Column::Place).all(db).await?;
    let (own, others): (Vec<_>, Vec<_>) = rows.iter().partition(|row| row.place == 0);
    let own: BTreeSet<i64> = own.into_iter().map(|row| row.event_seq).collect();
    Ok(others.into_iter().map(|row| row.event_seq).filter(|seq| !own.contains(seq)).collect())
}

/// An act was received, and that is proven. What runs from the receipt begins when whose case it is has it; of acts for
/// others alone, when the last recipient of all that stand has it: who was told later has as many days. Where the procedure
/// names bodies, it begins when the last of them has it.
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
    if let Some(bodies) = waited_for(ctx, tx, row).await? {
        let told = of_act(tx, row.case_id, seq).await?;
        return match last_of(&told, &bodies) {
            Some(last) => clock::received(ctx, tx, case, seq, last, proof, by).await,
            None => Ok(()),
        };
    }
    if row.place == 0 {
        return clock::received(ctx, tx, case, seq, day, proof, by).await;
    }
    if !reserved(tx, case).await?.contains(&seq) {
        return Ok(());
    }
    let standing: BTreeSet<i64> =
        History::load(tx, case).await?.standing_facts().map(|fact| fact.seq).collect();
    let told = communications::Entity::find()
        .filter(communications::Column::CaseId.eq(row.case_id))
        .filter(communications::Column::Event.eq(row.event.as_str()))
        .all(tx)
        .await?;
    let told: Vec<&communications::Model> =
        told.iter().filter(|one| standing.contains(&one.event_seq)).collect();
    // The term waits for the latest of the acts.
    let seq = told.iter().map(|one| one.event_seq).max().unwrap_or(seq);
    match last_day(&told) {
        Some(last) => clock::received(ctx, tx, case, seq, last, proof, by).await,
        None => Ok(()),
    }
}

/// The bodies whose receipt of an act counts, where a term names their tracks.
async fn waited_for(
    ctx: &Ctx,
    tx: &impl ConnectionTrait,
    row: &communications::Model,
) -> Result<Option<BTreeSet<String>>> {
    let case = access::row(tx, CaseId(row.case_id)).await?;
    let definition = procedures::by_hash(ctx, &case.definition_hash).await?;
    let moves = definition.clocks.terms.iter().flat_map(|term| &term.moves);
    let named =
        moves.into_iter().filter(|moves| moves.event == row.event).find_map(|moves| moves.day.receivers());
    let Some(tracks) = named else { return Ok(None) };
    let chart = definition.chart(&ctx.lists.calendar);
    let history = History::load(tx, CaseId(row.case_id)).await?;
    let standing = history.replay(&chart).map_err(|refusal| Error::Internal(refusal.into()))?.standing;
    let asked = RecipientsRule { asked: tracks.to_vec(), ..RecipientsRule::default() };
    Ok(Some(chart.asked(&standing, &asked).map(|(_, running)| running.body.clone()).collect()))
}

/// The day on which the last of these bodies received an act, once all have. A body that the office had typed as somebody
/// else stands there under no word of its own: then all others are waited for.
fn last_of(told: &[communications::Model], bodies: &BTreeSet<String>) -> Option<Date> {
    let others: Vec<&communications::Model> = told.iter().filter(|one| one.place > 0).collect();
    let named = |one: &&&communications::Model| one.body.as_ref().is_some_and(|body| bodies.contains(body));
    let known: BTreeSet<&String> = others.iter().filter(named).filter_map(|one| one.body.as_ref()).collect();
    let own: Vec<_> = others.iter().filter(named).copied().collect();
    last_day(if known.len() == bodies.len() { &own } else { &others })
}

/// The day of the last receipt, if all of them were received.
fn last_day(told: &[&communications::Model]) -> Option<Date> {
    let days: Option<Vec<Date>> = told.iter().map(|one| one.received_on.as_ref()?.parse().ok()).collect();
    days.and_then(|days| days.into_iter().max())
}
