//! What happens in a case brings about something in the case that it follows.

use contract::{
    Lang,
    cases::Act,
    expr::Value,
    forms::Filling,
    ids::{CaseId, PersonId},
    time::Moment,
};
use engine::{Happening, Who};
use entity::cases::cases;
use jiff::civil::Date;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::Expr};
use serde_json::{Map, json};

use super::{CONFIRMED, followed_by};
use crate::{
    access,
    cases::{
        acts,
        advance::{Advance, advance},
        clock::{self, Known},
        progress::{Filled, Today},
    },
    ctx::Ctx,
    error::{Error, Kind, Result},
    procedures::{self, Definition, Fires},
};

/// A step of a case that others may hear of.
pub(in crate::cases) struct Heard<'a> {
    pub(in crate::cases) case: CaseId,
    pub(in crate::cases) definition: &'a Definition,
    pub(in crate::cases) event: &'a str,
    pub(in crate::cases) on: Date,
    pub(in crate::cases) author: PersonId,
    pub(in crate::cases) from_office: bool,
}

/// Fires in the cases that a case follows what its step brings about there, in the same transaction. Where that is not
/// possible there, their journal says only that the case follows, and the office looks.
///
/// # Errors
/// Database errors.
pub(in crate::cases) async fn carry(ctx: &Ctx, tx: &impl ConnectionTrait, heard: &Heard<'_>) -> Result<()> {
    let waits =
        heard.definition.links.iter().flat_map(|link| &link.fires).any(|fires| fires.on == heard.event);
    // Most steps concern nobody else, and ask the database nothing.
    if !waits {
        return Ok(());
    }
    for row in followed_by(tx, heard.case).await?.into_iter().filter(|row| row.status == CONFIRMED) {
        let link = heard.definition.links.iter().find(|link| link.id == row.link);
        let fires = link.iter().flat_map(|link| &link.fires).filter(|fires| fires.on == heard.event);
        for fires in fires {
            let Some(day) = told(ctx, tx, heard, fires).await? else { continue };
            // A step of another case may be heard of in turn.
            Box::pin(fire_there(ctx, tx, heard, CaseId(row.followed_id), (&fires.event, day))).await?;
        }
    }
    Ok(())
}

/// The day that the answers say for what is fired, or that of the event; nothing if its condition does not hold.
async fn told(
    ctx: &Ctx,
    tx: &impl ConnectionTrait,
    heard: &Heard<'_>,
    fires: &Fires,
) -> Result<Option<Date>> {
    if fires.when.is_none() && fires.day.is_none() {
        return Ok(Some(heard.on));
    }
    let case = find(tx, heard.case).await?;
    let pages = Filled::load(tx, heard.case).await?.pages;
    let today = Today(case.received_at.map_or(heard.on, |at| Moment(at).day()));
    let filling = Filling::new(&heard.definition.form, &pages, &today);
    if fires.when.as_ref().is_some_and(|when| !when.holds(&filling)) {
        return Ok(None);
    }
    let said = fires.day.as_ref().and_then(|question| match filling.value(question) {
        Some(Value::Date(day)) => Some(day),
        _ => None,
    });
    Ok(Some(said.filter(|day| *day <= ctx.clock.now().day()).unwrap_or(heard.on)))
}

async fn find(tx: &impl ConnectionTrait, id: CaseId) -> Result<cases::Model> {
    cases::Entity::find_by_id(id.0).one(tx).await?.ok_or(Error::NotFound(Kind::Case))
}

async fn fire_there(
    ctx: &Ctx,
    tx: &impl ConnectionTrait,
    heard: &Heard<'_>,
    followed: CaseId,
    (event, day): (&str, Date),
) -> Result<()> {
    access::hold(tx, followed).await?;
    clock::settle(ctx, tx, followed).await?;
    let case = find(tx, followed).await?;
    let definition = procedures::by_hash(ctx, &case.definition_hash).await?;
    let chart = definition.chart(&ctx.lists.calendar);
    let before = clock::load(tx, &chart, &case).await?;
    let known = Known::load(ctx, tx, &definition, &case).await?;
    let words = words(tx, heard).await?;
    let what = |on: Date| Happening {
        event,
        who: &[Who::Linked],
        on,
        bodies: &[],
        text: Some(&words),
        until: None,
        forced: false,
        seq: 0,
        versions: &[],
        days: &[],
    };
    let facts = Map::from_iter([("linked".to_owned(), json!(heard.case.to_string()))]);
    let tried = [day, heard.on].into_iter().find_map(|on| {
        let step = chart.step(&before, &what(on), &known.facts(&definition)).ok()?;
        Some((on, step))
    });
    let Some((on, step)) = tried else {
        acts::record(ctx, tx, &case, Act::Linked, heard.author, facts).await?;
        return to_read(tx, followed).await;
    };
    let what = Advance {
        case: &case,
        definition: &definition,
        chart: &chart,
        before: &before,
        step: &step,
        on,
        author: heard.author,
        from_office: heard.from_office,
        deed: None,
        facts,
        search: None,
        received: None,
        // What the other case brought has its place in the register.
        elsewhere: true,
        unseen: true,
    };
    advance(ctx, tx, what).await?;
    Ok(())
}

/// What the history of the other case says: which procedure, which number.
async fn words(tx: &impl ConnectionTrait, heard: &Heard<'_>) -> Result<String> {
    let case = find(tx, heard.case).await?;
    let short = &heard.definition.text(Lang::It).service().short;
    Ok(format!("{short} {}", case.number.unwrap_or_default()).trim().to_owned())
}

/// Lets the office look at a case.
pub(super) async fn to_read(tx: &impl ConnectionTrait, case: CaseId) -> Result<()> {
    cases::Entity::update_many()
        .col_expr(cases::Column::ToRead, Expr::value(1))
        .filter(cases::Column::Id.eq(case.0))
        .exec(tx)
        .await?;
    Ok(())
}
