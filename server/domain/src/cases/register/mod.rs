//! The register of what the ente receives and sends (*protocollo*, D.P.R. 445/2000, articles 53–57): written in
//! the transaction of the act, never changed; an annulment stands beside its entry, both readable.

mod annul;
mod days;
mod outside;
mod read;
mod segnatura;
mod written;
mod xml;

use contract::{
    ids::CaseId,
    register::{Direction, EntryKey},
    time::Moment,
};
use engine::Effect;
use entity::cases::protocollo;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};
use uuid::Uuid;

use crate::{
    ctx::Ctx,
    error::Result,
    jobs::{self, Work},
    ports::Protocol,
};

pub use annul::{Annul, annul};
pub use days::{DayList, close_days, day_list};
pub use outside::{GiveNumber, annul_outside, give_number, register_outside};
pub(super) use outside::{name_of, names_of};
pub use read::{RegisterQuery, register_entry, register_page};
pub use segnatura::segnatura;

/// Which way the effects of a step register its act, if they do.
pub(super) fn direction(effects: &[Effect]) -> Option<Direction> {
    effects.iter().find_map(|effect| match effect {
        Effect::RegisterIncoming => Some(Direction::In),
        Effect::RegisterOutgoing => Some(Direction::Out),
        _ => None,
    })
}

/// An act to be registered.
pub(super) struct Act {
    pub(super) key: EntryKey,
    pub(super) direction: Direction,
    pub(super) case: CaseId,
    /// Its place in the journal of the case.
    pub(super) seq: i64,
    pub(super) at: Moment,
    /// What it is, without anything personal.
    pub(super) subject: String,
    /// Whom it comes from or goes to.
    pub(super) party: Uuid,
}

/// Writes the entry, under a number that the caller has moved in this transaction.
///
/// # Errors
/// Database errors.
pub(super) async fn write(ctx: &Ctx, tx: &impl ConnectionTrait, act: Act) -> Result<()> {
    let row = protocollo::ActiveModel {
        year: Set(act.key.year),
        number: Set(act.key.number),
        direction: Set(act.direction.as_str().to_owned()),
        case_id: Set(act.case.0),
        event_seq: Set(act.seq),
        registered_at: Set(act.at.0),
        subject: Set(act.subject),
        party_id: Set(Some(act.party)),
        port: Set(ctx.protocol.as_str().to_owned()),
    };
    protocollo::Entity::insert(row).exec_without_returning(tx).await?;
    if let Protocol::External(_) = ctx.protocol {
        let EntryKey { year, number } = act.key;
        let key = Some(format!("outside:{year}:{number}"));
        jobs::enqueue(ctx, tx, &Work::RegisterOutside { year, number }, act.at, key).await?;
    }
    Ok(())
}
