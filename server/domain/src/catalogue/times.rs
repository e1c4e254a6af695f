//! How long cases took: average and median of the last twelve months, without the days in which they waited for the
//! applicant. What a page shows is one look into an index.

use std::{collections::BTreeMap, fmt::Write as _};

use contract::{
    Lang,
    catalogue::{LEAST_CASES, ServiceTimes, Tenths, TookFigures, TookTimes},
};
use entity::cases::case_times;
use jiff::{ToSpan, civil::Date};
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, SimpleExpr},
};

use crate::{ctx::Ctx, error::Result, procedures};

/// How many cases took so many days, by procedure: days in their order.
type Counted = BTreeMap<String, Vec<(u64, u64)>>;

/// How long the cases of a procedure took.
///
/// # Errors
/// Database errors.
pub(super) async fn took(ctx: &Ctx, slug: &str) -> Result<TookTimes> {
    let (from, to) = period(ctx);
    let counted = counted(ctx, from, to, Some(slug)).await?;
    Ok(TookTimes { from, to, figures: counted.get(slug).and_then(|days| figures(days)) })
}

/// How long the cases of every procedure took that is begun here, by name.
///
/// # Errors
/// Database errors.
pub async fn service_times(ctx: &Ctx, lang: Lang) -> Result<Vec<ServiceTimes>> {
    times(ctx, lang, |_| true).await
}

/// The same of the procedures of these offices.
///
/// # Errors
/// Database errors.
pub(crate) async fn office_times(ctx: &Ctx, lang: Lang, offices: &[String]) -> Result<Vec<ServiceTimes>> {
    times(ctx, lang, |office| offices.iter().any(|own| own == office)).await
}

async fn times(ctx: &Ctx, lang: Lang, of_office: impl Fn(&str) -> bool) -> Result<Vec<ServiceTimes>> {
    let (from, to) = period(ctx);
    let counted = counted(ctx, from, to, None).await?;
    let mut all = Vec::new();
    for definition in procedures::all_current(ctx).await? {
        if !of_office(&definition.meta.office) {
            continue;
        }
        let card = procedures::service_card(&definition, lang);
        let figures = counted.get(&card.slug).and_then(|days| figures(days));
        all.push(ServiceTimes { slug: card.slug, title: card.title, took: TookTimes { from, to, figures } });
    }
    all.sort_by(|a, b| a.title.cmp(&b.title).then_with(|| a.slug.cmp(&b.slug)));
    Ok(all)
}

/// The same as open data: CSV, UTF-8, decimals with a point. A procedure with too few cases has no figures.
///
/// # Errors
/// Database errors.
pub async fn service_times_csv(ctx: &Ctx, lang: Lang) -> Result<String> {
    let mut text = "procedimento,titolo,dal,al,pratiche,giorni_medi,giorni_mediani\r\n".to_owned();
    for service in service_times(ctx, lang).await? {
        let TookTimes { from, to, figures } = service.took;
        let figures = figures.map_or_else(
            || ",,".to_owned(),
            |of| format!("{},{},{}", of.cases, of.mean.words(Lang::En), of.median.words(Lang::En)),
        );
        let title = service.title.replace('"', "\"\"");
        // Writing to a string does not fail.
        let _written = write!(text, "{},\"{title}\",{from},{to},{figures}\r\n", service.slug);
    }
    Ok(text)
}

/// The twelve months that end today.
fn period(ctx: &Ctx) -> (Date, Date) {
    let today = ctx.clock.now().day();
    let year_ago = today.saturating_sub(12.months());
    (year_ago.tomorrow().unwrap_or(year_ago), today)
}

async fn counted(ctx: &Ctx, from: Date, to: Date, slug: Option<&str>) -> Result<Counted> {
    let own: SimpleExpr =
        Expr::col(case_times::Column::Days).sub(Expr::col(case_times::Column::ApplicantDays));
    let mut wanted = case_times::Entity::find()
        .select_only()
        .column(case_times::Column::Slug)
        .column_as(own.clone(), "own")
        .column_as(case_times::Column::Slug.count(), "cases")
        .filter(case_times::Column::ConcludedOn.between(from.to_string(), to.to_string()));
    if let Some(slug) = slug {
        wanted = wanted.filter(case_times::Column::Slug.eq(slug));
    }
    let rows: Vec<(String, i32, i64)> = wanted
        .group_by(case_times::Column::Slug)
        .group_by(own.clone())
        .order_by_asc(case_times::Column::Slug)
        .order_by_asc(own)
        .into_tuple()
        .all(ctx.db.read())
        .await?;
    let mut counted = Counted::new();
    for (slug, days, cases) in rows {
        let line = (u64::try_from(days).unwrap_or(0), u64::try_from(cases).unwrap_or(0));
        counted.entry(slug).or_default().push(line);
    }
    Ok(counted)
}

/// Average and median of so many cases of so many days, in the order of days; none of too few.
fn figures(counted: &[(u64, u64)]) -> Option<TookFigures> {
    let cases: u64 = counted.iter().map(|(_, cases)| cases).sum();
    if cases < LEAST_CASES {
        return None;
    }
    let sum: u64 = counted.iter().map(|(days, cases)| days * cases).sum();
    // The days of the case at a place, from 0.
    let at = |place: u64| {
        let mut before = 0;
        let found = counted.iter().find(|(_, cases)| {
            before += cases;
            place < before
        });
        found.map_or(0, |(days, _)| *days)
    };
    let middle = at((cases - 1) / 2) + at(cases / 2);
    Some(TookFigures { cases, mean: Tenths((sum * 10 + cases / 2) / cases), median: Tenths(middle * 5) })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many cases, average and median in tenths.
    type Figures = Option<(u64, u64, u64)>;

    #[test]
    fn average_and_median_are_those_of_every_single_case() {
        let table: [(&[(u64, u64)], Figures); 5] = [
            (&[], None),
            (&[(30, 4)], None),
            (&[(30, 5)], Some((5, 300, 300))),
            (&[(0, 1), (1, 2), (10, 2)], Some((5, 44, 10))),
            // 1 1 1 2 9 10: in the middle are 1 and 2.
            (&[(1, 3), (2, 1), (9, 1), (10, 1)], Some((6, 40, 15))),
        ];
        for (counted, expected) in table {
            let found = figures(counted).map(|of| (of.cases, of.mean.0, of.median.0));
            assert_eq!(found, expected, "{counted:?}");
        }
    }
}
