//! What people said of each service: how many stars, for which reasons, in which words.

use std::collections::BTreeMap;

use contract::{
    Lang,
    rating::{Aspect, FollowUp, ServiceRatings, Stars},
};
use entity::cases::ratings;
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr};

use crate::{
    ctx::{Actor, Ctx},
    error::{Error, Result},
    identity::policy::{self, Action},
    procedures,
};

/// Texts shown of each service.
const LATEST: u64 = 20;

/// What people said of every service that was rated, by name. Nothing in it is about a person, so
/// the look is not audited.
///
/// # Errors
/// [`Error::Forbidden`] for who is not staff.
pub async fn ratings(ctx: &Ctx, actor: &Actor, lang: Lang) -> Result<Vec<ServiceRatings>> {
    policy::demand(actor, Action::SeeRatings)?;
    // Equal answers are counted together: a few rows for each service, however many ratings.
    let counted: Vec<(String, i32, String, i64)> = ratings::Entity::find()
        .select_only()
        .column(ratings::Column::Slug)
        .column(ratings::Column::Stars)
        .column(ratings::Column::Aspects)
        .column_as(Expr::col(ratings::Column::Id).count(), "count")
        .group_by(ratings::Column::Slug)
        .group_by(ratings::Column::Stars)
        .group_by(ratings::Column::Aspects)
        .into_tuple()
        .all(ctx.db.read())
        .await?;
    let mut services: BTreeMap<String, ServiceRatings> = BTreeMap::new();
    for (slug, stars, aspects, count) in counted {
        add(services.entry(slug).or_default(), stars, &aspects, u64::try_from(count).unwrap_or(0))?;
    }
    for (slug, of) in &mut services {
        of.service = name(ctx, lang, slug).await?;
        of.texts = texts(ctx, slug).await?;
    }
    let mut shown: Vec<ServiceRatings> = services.into_values().collect();
    shown.sort_by(|a, b| a.service.cmp(&b.service));
    Ok(shown)
}

fn stars(number: i32) -> Option<Stars> {
    u8::try_from(number).ok().and_then(Stars::new)
}

pub(super) fn add(of: &mut ServiceRatings, number: i32, aspects: &str, count: u64) -> Result<()> {
    let Some(stars) = stars(number) else { return Ok(()) };
    if let Some(sum) = of.distribution.get_mut(usize::from(stars.number()) - 1) {
        *sum += count;
    }
    let counted = match stars.follow_up() {
        FollowUp::Liked => &mut of.liked,
        FollowUp::Hard => &mut of.hard,
    };
    let aspects: Vec<Aspect> = serde_json::from_str(aspects)?;
    for aspect in aspects {
        match counted.iter_mut().find(|(known, _)| *known == aspect) {
            Some((_, sum)) => *sum += count,
            None => counted.push((aspect, count)),
        }
    }
    counted.sort_by_key(|(aspect, _)| *aspect);
    Ok(())
}

/// The service's short name; its slug where it is no longer on offer.
async fn name(ctx: &Ctx, lang: Lang, slug: &str) -> Result<String> {
    match procedures::current(ctx, slug).await {
        Ok(definition) => Ok(definition.text(lang).service().short.clone()),
        Err(Error::NotFound(_)) => Ok(slug.to_owned()),
        Err(other) => Err(other),
    }
}

async fn texts(ctx: &Ctx, slug: &str) -> Result<Vec<(Stars, String)>> {
    let rows = ratings::Entity::find()
        .filter(ratings::Column::Slug.eq(slug))
        .filter(ratings::Column::Details.ne(""))
        .order_by_desc(ratings::Column::GivenOn)
        .order_by_desc(ratings::Column::Id)
        .limit(LATEST)
        .all(ctx.db.read())
        .await?;
    Ok(rows.into_iter().filter_map(|row| Some((stars(row.stars)?, row.details))).collect())
}
