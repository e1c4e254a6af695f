//! What a case's page shows that stands in tables of its own.

use contract::{
    Lang,
    cases::{Arrival, CasePayments, Holding, LinkedCase, Publication},
    ids::CaseId,
    messages::CommunicationView,
    register::RegisterName,
};
use entity::cases::{arrivals, cases, receipts};
use sea_orm::EntityTrait;

use super::{
    albo, arrivals::arrived_as, communications, holding::holding_of, links, paying, receipt, show::name,
};
use crate::{
    access,
    ctx::{Actor, Ctx},
    error::Result,
};

/// What stands beside a case in tables of its own.
pub(super) struct Beside {
    pub(super) protocollo: RegisterName,
    pub(super) elsewhere: bool,
    pub(super) arrival: Option<Arrival>,
    pub(super) linked: Vec<LinkedCase>,
    pub(super) rup: Option<String>,
    pub(super) holding: Holding,
    pub(super) communications: Vec<CommunicationView>,
    pub(super) payments: CasePayments,
    pub(super) published: Vec<Publication>,
}

impl Beside {
    /// Reads it.
    ///
    /// # Errors
    /// Database errors.
    pub(super) async fn load(ctx: &Ctx, actor: &Actor, lang: Lang, case: &cases::Model) -> Result<Self> {
        let id = CaseId(case.id);
        // Acts that went to others are the office's to see.
        let whole = access::works_on(ctx.db.read(), actor, case).await?;
        let (protocollo, elsewhere) = protocollo(ctx, id).await?;
        Ok(Self {
            protocollo,
            elsewhere,
            arrival: arrived_as(ctx, case, whole).await?,
            linked: links::linked(ctx, actor, lang, case).await?,
            rup: name(ctx, case.rup).await?,
            holding: holding_of(ctx, actor, case).await?,
            communications: communications::of_case(ctx, lang, case, whole).await?,
            payments: paying::of_case(ctx, id).await?,
            published: albo::of_case(ctx, lang, id).await?,
        })
    }
}

/// Its name in the register and `false`, else the one that a case had when it came here and `true`.
async fn protocollo(ctx: &Ctx, id: CaseId) -> Result<(RegisterName, bool)> {
    if let Some(receipt) = receipts::Entity::find_by_id(id.0).one(ctx.db.read()).await? {
        return Ok((receipt::protocollo(ctx, &receipt).await?, false));
    }
    let arrival = arrivals::Entity::find_by_id(id.0).one(ctx.db.read()).await?;
    let words = arrival.and_then(|arrival| arrival.protocollo).unwrap_or_default();
    Ok((RegisterName { words, awaited: false }, true))
}
