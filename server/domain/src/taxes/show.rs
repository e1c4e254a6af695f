//! One tax position: what it is made of, how it is paid.

use contract::{
    Lang,
    ids::PositionId,
    taxes::{InstalmentView, PlanView, PositionPage, PositionRow},
};
use entity::taxes::{tax_instalments, tax_positions};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{
    record::{NewLine, Words},
    rules,
};
use crate::{
    access, audit,
    ctx::{Actor, Ctx},
    error::{Error, Kind, Result},
    identity::policy::{self, Action},
    payments,
};

/// The actor's own position. The first look of a session is audited, and so is every look at somebody else's.
///
/// # Errors
/// [`Error::NotFound`] if there is none or it is somebody else's.
pub async fn position(ctx: &Ctx, actor: &Actor, lang: Lang, id: PositionId) -> Result<PositionPage> {
    let opened = open(ctx, actor, id).await;
    let opened = access::guarded_as(ctx, actor, "position.read", Kind::Position, opened).await?;
    audit::note_own_thing(ctx, actor, "position.read.own", format!("position:{id}"), id.0).await?;
    let plans = plans_of(ctx, &opened).await?;
    let lines: Vec<NewLine> = serde_json::from_str(&opened.lines)?;
    Ok(PositionPage {
        row: row(&opened, lang, &plans)?,
        owner: opened.owner_name,
        lines: lines.into_iter().map(|line| (line.words.in_lang(lang).to_owned(), line.cents)).collect(),
        plans,
        online: ctx.pagopa.gateway.is_some(),
    })
}

async fn open(ctx: &Ctx, actor: &Actor, id: PositionId) -> Result<tax_positions::Model> {
    let row = tax_positions::Entity::find_by_id(id.0).one(ctx.db.read()).await?;
    let row = row.ok_or(Error::NotFound(Kind::Position))?;
    if policy::allows(actor, Action::OwnPosition(&row)) {
        Ok(row)
    } else {
        Err(Error::Hidden(format!("position:{id}")))
    }
}

/// The ways of paying a position, with the state of each part's notice.
pub(super) async fn plans_of(ctx: &Ctx, position: &tax_positions::Model) -> Result<Vec<PlanView>> {
    let parts = tax_instalments::Entity::find()
        .filter(tax_instalments::Column::PositionId.eq(position.id))
        .order_by_asc(tax_instalments::Column::Plan)
        .order_by_asc(tax_instalments::Column::Number)
        .all(ctx.db.read())
        .await?;
    let notices = payments::of_debt(ctx.db.read(), position.id).await?;
    let mut plans: Vec<(i32, PlanView)> = Vec::new();
    for part in parts {
        let Some(notice) = notices.iter().find(|notice| notice.id == part.notice_id) else { continue };
        let number = u32::try_from(part.number).unwrap_or(0);
        let part_view = InstalmentView { number, notice: payments::view(ctx, notice) };
        match plans.last_mut().filter(|(plan, _)| *plan == part.plan) {
            Some((_, plan)) => plan.instalments.push(part_view),
            None => plans.push((part.plan, PlanView { instalments: vec![part_view] })),
        }
    }
    Ok(plans.into_iter().map(|(_, plan)| plan).collect())
}

pub(super) fn row(position: &tax_positions::Model, lang: Lang, plans: &[PlanView]) -> Result<PositionRow> {
    let title: Words = serde_json::from_str(&position.title)?;
    Ok(PositionRow {
        id: PositionId(position.id),
        title: title.in_lang(lang).to_owned(),
        place: position.place.clone(),
        state: rules::state(position.total, plans),
        total: position.total,
        paid: rules::paid(plans),
        next: rules::next(plans),
    })
}
