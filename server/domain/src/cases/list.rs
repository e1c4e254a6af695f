//! The actor's own drafts and cases.

use std::collections::BTreeMap;

use contract::{
    Lang,
    cases::{CaseRow, Channel, Kept, Phase},
    forms::Filling,
    ids::CaseId,
    time::Moment,
};
use entity::cases::{case_answers, cases};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};

use super::{
    described::Described,
    holding, paying,
    progress::{self, Filled, Today},
};
use crate::{
    ctx::{Actor, Ctx},
    documents,
    error::Result,
    procedures,
};

/// What the personal area shows. Rows carry the slug of their procedure beside them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mine {
    /// Drafts, latest first.
    pub drafts: Vec<(String, CaseRow)>,
    /// Filed cases: those that wait for an answer or a payment first, then by latest change.
    pub filed: Vec<(String, CaseRow)>,
    /// Filed cases that are the actor's and that somebody else holds, latest change first.
    pub followed_by_others: Vec<(String, CaseRow)>,
}

/// The actor's latest 200 drafts and cases.
///
/// # Errors
/// [`crate::Error::Forbidden`] for strangers.
pub async fn mine(ctx: &Ctx, actor: &Actor, lang: Lang) -> Result<Mine> {
    let own = cases::Entity::find().filter(cases::Column::HeldBy.eq(actor.person()?.0));
    let followed_by_others = holding::named_in(ctx, actor, lang).await?;
    Ok(Mine { followed_by_others, ..listed(ctx, lang, own).await? })
}

/// Filed cases as rows, in the same order; each with the slug of its procedure.
pub(super) async fn rows(ctx: &Ctx, lang: Lang, cases: Vec<cases::Model>) -> Result<Vec<(String, CaseRow)>> {
    Ok(shown(ctx, lang, cases).await?.filed)
}

/// The actor's latest 200 drafts of one procedure.
pub(super) async fn drafts_of(ctx: &Ctx, actor: &Actor, lang: Lang, slug: &str) -> Result<Mine> {
    let own = cases::Entity::find()
        .filter(cases::Column::HeldBy.eq(actor.person()?.0))
        .filter(cases::Column::Phase.eq(Phase::Draft.as_str()))
        .filter(cases::Column::Slug.eq(slug));
    listed(ctx, lang, own).await
}

async fn listed(ctx: &Ctx, lang: Lang, own: Select<cases::Entity>) -> Result<Mine> {
    let rows = own
        .order_by_desc(cases::Column::UpdatedAt)
        .order_by_desc(cases::Column::Id)
        .limit(200)
        .all(ctx.db.read())
        .await?;
    let mut mine = shown(ctx, lang, rows).await?;
    // Whoever is waited for, or has to pay, finds it first; the rest keeps its order.
    mine.filed.sort_by_key(|(_, row)| row.phase != Phase::WaitingApplicant && row.to_pay == 0);
    Ok(mine)
}

async fn shown(ctx: &Ctx, lang: Lang, rows: Vec<cases::Model>) -> Result<Mine> {
    let drafts: Vec<_> = rows.iter().filter(|row| row.phase == "draft").map(|row| row.id).collect();
    let mut filled: BTreeMap<_, Filled> = BTreeMap::new();
    let answers = case_answers::Entity::find()
        .filter(case_answers::Column::CaseId.is_in(drafts))
        .all(ctx.db.read())
        .await?;
    for row in answers {
        let of = filled.entry(row.case_id).or_default();
        of.put(row.step, &row.answers, row.row_version)?;
    }
    let to_pay = paying::owed(ctx, rows.iter().filter(|row| row.phase != "draft").map(|row| row.id)).await?;
    let today = Today::of(ctx);
    let mut mine = Mine::default();
    for row in rows {
        let definition = procedures::by_hash(ctx, &row.definition_hash).await?;
        let texts = definition.text(lang);
        let phase = Phase::parse(&row.phase).unwrap_or(Phase::Archived);
        let mut described = Described::kept(&row);
        let next_step = if phase == Phase::Draft {
            let files = documents::files_of(ctx.db.read(), &definition, CaseId(row.id)).await?;
            let filled = filled.remove(&row.id).unwrap_or_default();
            let filling = Filling::new(&definition.form, &filled.pages, &today);
            described = Described::of(&definition, &filling);
            Some(progress::first_open(&definition, &filling, &files))
        } else {
            None
        };
        let entry = CaseRow {
            id: CaseId(row.id),
            number: row.number,
            procedure: texts.service().short.clone(),
            about: described.line(),
            phase,
            state: texts.state(&row.state).label.to_owned(),
            at: Moment(row.received_at.unwrap_or(row.updated_at)),
            channel: Channel::parse(&row.channel).unwrap_or(Channel::Portal),
            next_step,
            to_pay: to_pay.get(&row.id).copied().unwrap_or_default(),
            kept: (phase == Phase::Draft).then(|| Kept::since(Moment(row.updated_at), ctx.ente.draft_months)),
        };
        let list = if phase == Phase::Draft { &mut mine.drafts } else { &mut mine.filed };
        list.push((row.slug, entry));
    }
    Ok(mine)
}
