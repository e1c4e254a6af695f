//! Who holds a case, as people read it.

use contract::{
    Lang,
    cases::{Act, DeclinedHanding, HandingPage, HandingRow, Holding, HoldingPage, OpenHanding},
    ids::{CaseId, HandingId},
    time::Moment,
};
use entity::cases::{case_events, cases, handings};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::handing::open_of;
use crate::{
    access::{self, Opened},
    audit,
    cases::{show::names, transfer::office_of},
    ctx::{Actor, Ctx},
    error::Result,
    identity::policy::{self, Action},
    procedures,
};

/// Who holds a case, as its page says it to this reader.
///
/// # Errors
/// Database errors.
pub(in crate::cases) async fn holding_of(ctx: &Ctx, actor: &Actor, case: &cases::Model) -> Result<Holding> {
    let own = policy::allows(actor, Action::OwnCase(case));
    Ok(Holding {
        holder: names(ctx, vec![case.held_by]).await?.remove(&case.held_by).unwrap_or_default(),
        passed: case.held_by != case.created_by,
        only_reads: !own && !policy::allows(actor, Action::ReadAsOffice(case)),
        declined: if own { declined(ctx, case).await? } else { None },
    })
}

/// Whom its holder gave a case to last, if they did not take it.
async fn declined(ctx: &Ctx, case: &cases::Model) -> Result<Option<DeclinedHanding>> {
    let last = handings::Entity::find()
        .filter(handings::Column::CaseId.eq(case.id))
        .filter(handings::Column::AskedBy.eq(case.held_by))
        .order_by_desc(handings::Column::AskedAt)
        .order_by_desc(handings::Column::Id)
        .one(ctx.db.read())
        .await?;
    let declined = last.filter(|row| row.outcome.as_deref() == Some("declined"));
    let told = |row: handings::Model| {
        let at = Moment(row.answered_at.unwrap_or(row.asked_at));
        DeclinedHanding { fiscal_code: row.fiscal_code, at }
    };
    Ok(declined.map(told))
}

/// The codici fiscali of those of whom a case is, for who may say otherwise.
///
/// # Errors
/// Database errors.
pub(in crate::cases) async fn titolari_to_set(
    ctx: &Ctx,
    actor: &Actor,
    case: &cases::Model,
) -> Result<Option<Vec<String>>> {
    if !policy::allows(actor, Action::Rectify(case)) {
        return Ok(None);
    }
    let titolari = access::titolari_of(ctx.db.read(), CaseId(case.id)).await?;
    Ok(Some(titolari.into_iter().map(|row| row.fiscal_code).collect()))
}

/// The page of who holds a case, for them and for whom it is. The look is audited before it is answered.
///
/// # Errors
/// [`crate::Error::NotFound`] for anybody else, and for a draft.
pub async fn holding_page(ctx: &Ctx, actor: &Actor, lang: Lang, id: CaseId) -> Result<HoldingPage> {
    let Opened { case, definition } = access::shown_to_applicant(ctx, actor, id).await?;
    let titolari = access::titolari_of(ctx.db.read(), id).await?;
    let own = policy::allows(actor, Action::OwnCase(&case));
    let Some(number) = case.number.clone() else {
        return Err(crate::Error::Conflict(contract::Code::Incomplete));
    };
    let open = open_of(ctx.db.read(), id).await?.filter(|_| own);
    Ok(HoldingPage {
        case: id,
        procedure: definition.text(lang).service().short.clone(),
        number,
        holder: names(ctx, vec![case.held_by]).await?.remove(&case.held_by).unwrap_or_default(),
        own,
        titolari: titolari.len(),
        may_take: policy::allows(actor, Action::TakeOver(&case, &titolari)),
        open: open.map(|row| OpenHanding { fiscal_code: row.fiscal_code, asked_at: Moment(row.asked_at) }),
    })
}

/// The cases that are given to the actor and that they have not answered for, oldest first.
///
/// # Errors
/// [`crate::Error::Forbidden`] for strangers.
pub async fn given_to(ctx: &Ctx, actor: &Actor, lang: Lang) -> Result<Vec<HandingRow>> {
    actor.person()?;
    if actor.fiscal_code.is_empty() {
        return Ok(Vec::new());
    }
    let rows = handings::Entity::find()
        .filter(handings::Column::FiscalCode.eq(&actor.fiscal_code))
        .filter(handings::Column::Outcome.is_null())
        .order_by_asc(handings::Column::AskedAt)
        .limit(200)
        .all(ctx.db.read())
        .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    // It names who gives each of them.
    audit::note_now(ctx, actor, "handings.read", "handings".to_owned(), "ok").await?;
    let mut given = Vec::with_capacity(rows.len());
    for row in rows {
        let case = access::row(ctx.db.read(), CaseId(row.case_id)).await?;
        given.push(view(ctx, lang, &row, &case).await?);
    }
    Ok(given)
}

/// What the actor reads of a case before they take it: not the case itself. The look is audited before it is answered.
///
/// # Errors
/// [`crate::Error::NotFound`] if nothing is given to the actor, or not any more.
pub async fn handing_page(ctx: &Ctx, actor: &Actor, lang: Lang, id: HandingId) -> Result<HandingPage> {
    let given = access::given(ctx.db.read(), actor, id).await;
    let (handing, case) = access::guarded(ctx, actor, "handing.read", given).await?;
    audit::note_now(ctx, actor, "handing.read", format!("case:{}", CaseId(case.id)), "ok").await?;
    let definition = procedures::by_hash(ctx, &case.definition_hash).await?;
    Ok(HandingPage {
        row: view(ctx, lang, &handing, &case).await?,
        received_at: Moment(case.received_at.unwrap_or(case.created_at)),
        state: definition.text(lang).state(&case.state).label.to_owned(),
        office: office_of(ctx, lang, &definition, &case),
        words: handing.words,
    })
}

async fn view(ctx: &Ctx, lang: Lang, row: &handings::Model, case: &cases::Model) -> Result<HandingRow> {
    let definition = procedures::by_hash(ctx, &case.definition_hash).await?;
    Ok(HandingRow {
        id: HandingId(row.id),
        procedure: definition.text(lang).service().short.clone(),
        number: case.number.clone().unwrap_or_default(),
        by: names(ctx, vec![row.asked_by]).await?.remove(&row.asked_by).unwrap_or_default(),
        asked_at: Moment(row.asked_at),
    })
}

/// Who has held a case until today.
pub(in crate::cases) fn holders_of(case: &cases::Model, events: &[case_events::Model]) -> Vec<Uuid> {
    let passed = events.iter().filter(|event| Act::parse(&event.event) == Some(Act::HandedOver));
    let to = passed.filter_map(|event| {
        let facts: serde_json::Value = serde_json::from_str(&event.payload).ok()?;
        facts.get("to")?.as_str()?.parse().ok()
    });
    to.chain([case.created_by, case.held_by]).collect()
}
