//! How clear the public pages are: said by anybody, of a page and of nobody, read by the office.

use contract::{
    Code,
    rating::{Rating, ServiceRatings, Stars},
};
use entity::office::page_ratings;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, sea_query::Expr,
};

use super::ratings::add;
use crate::{
    cases::timeless,
    ctx::{Actor, Ctx},
    db::repeating,
    error::{Error, Result},
    identity::policy::{self, Action},
};

/// The most ratings of one page that are taken on one day: more come from programs.
const MOST_A_DAY: u64 = 500;

/// Texts shown of each page.
const LATEST: u64 = 20;

/// Stores what somebody says of a public page. Nothing of who it was is kept.
///
/// # Errors
/// [`Error::Refused`] with `TooManyReports` where more come on one day than people write.
pub async fn rate_page(ctx: &Ctx, actor: &Actor, page: &str, rating: &Rating) -> Result<()> {
    policy::demand(actor, Action::SendReport)?;
    repeating(|| async {
        let today = ctx.clock.now().day().to_string();
        let tx = ctx.db.begin().await?;
        let count = page_ratings::Entity::find()
            .filter(page_ratings::Column::Page.eq(page))
            .filter(page_ratings::Column::GivenOn.eq(&today))
            .count(&tx)
            .await?;
        if count >= MOST_A_DAY {
            return Err(Error::Refused(Code::TooManyReports));
        }
        let row = page_ratings::ActiveModel {
            id: Set(timeless(ctx.ids.next())),
            page: Set(page.to_owned()),
            stars: Set(i32::from(rating.stars.number())),
            aspects: Set(serde_json::to_string(&rating.aspects)?),
            details: Set(rating.details.clone()),
            given_on: Set(today),
        };
        page_ratings::Entity::insert(row).exec_without_returning(&tx).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// What people said of every public page that was rated, by path, which stands in the place of the
/// service's name. Nothing in it is about a person, so the look is not audited.
///
/// # Errors
/// [`Error::Forbidden`] for who is not staff.
pub async fn page_ratings(ctx: &Ctx, actor: &Actor) -> Result<Vec<ServiceRatings>> {
    policy::demand(actor, Action::SeeRatings)?;
    let counted: Vec<(String, i32, String, i64)> = page_ratings::Entity::find()
        .select_only()
        .column(page_ratings::Column::Page)
        .column(page_ratings::Column::Stars)
        .column(page_ratings::Column::Aspects)
        .column_as(Expr::col(page_ratings::Column::Id).count(), "count")
        .group_by(page_ratings::Column::Page)
        .group_by(page_ratings::Column::Stars)
        .group_by(page_ratings::Column::Aspects)
        .order_by_asc(page_ratings::Column::Page)
        .into_tuple()
        .all(ctx.db.read())
        .await?;
    let mut pages: Vec<ServiceRatings> = Vec::new();
    for (page, stars, aspects, count) in counted {
        if pages.last().is_none_or(|last| last.service != page) {
            pages.push(ServiceRatings { service: page, ..ServiceRatings::default() });
        }
        if let Some(of) = pages.last_mut() {
            add(of, stars, &aspects, u64::try_from(count).unwrap_or(0))?;
        }
    }
    for of in &mut pages {
        let rows = page_ratings::Entity::find()
            .filter(page_ratings::Column::Page.eq(&of.service))
            .filter(page_ratings::Column::Details.ne(""))
            .order_by_desc(page_ratings::Column::GivenOn)
            .order_by_desc(page_ratings::Column::Id)
            .limit(LATEST)
            .all(ctx.db.read())
            .await?;
        let stars = |number: i32| u8::try_from(number).ok().and_then(Stars::new);
        of.texts = rows.into_iter().filter_map(|row| Some((stars(row.stars)?, row.details))).collect();
    }
    Ok(pages)
}
