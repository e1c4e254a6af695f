//! What an answer says for a day to come happens in the other case on that day, not before: a term that begins with it is as
//! long as the law says.

use contract::{
    Lang,
    cases::Act,
    ids::{CaseId, PersonId},
    time::{Moment, day_words},
};
use entity::cases::{case_events, case_links};
use jiff::civil::Date;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr};
use serde_json::json;

use super::{
    CONFIRMED,
    carry::{Heard, carry, name_of, of, to_read},
    followed_by,
    together::way_now,
};
use crate::{
    access,
    cases::{acts, clock, clock::History},
    ctx::Ctx,
    db::repeating,
    error::Result,
    jobs::{self, Work},
    procedures::{self, Definition, Link},
};

/// Notes in a case what the one that follows it says for a day to come, and lets it happen then.
pub(super) async fn wait(
    ctx: &Ctx,
    tx: &impl ConnectionTrait,
    heard: &Heard<'_>,
    followed: CaseId,
    day: Date,
) -> Result<()> {
    access::hold(tx, followed).await?;
    let case = access::row(tx, followed).await?;
    let mut facts = of(heard);
    facts.insert("day".to_owned(), json!(day.to_string()));
    let seq = acts::record(ctx, tx, &case, Act::Linked, heard.author, facts).await?;
    let words = format!("{} (giorno indicato: {})", name_of(tx, heard).await?, day_words(day, Lang::It));
    let by = (heard.author, heard.from_office);
    acts::worded(ctx, tx, (followed, seq), by, Act::Linked, &words).await?;
    to_read(tx, followed).await?;
    let work = Work::CarryOn { case: heard.case, followed, event: heard.event.to_owned() };
    let key = format!("carry_on:{}:{followed}:{}:{day}", heard.case, heard.event);
    jobs::enqueue(ctx, tx, &work, Moment::of_day(day), Some(key)).await
}

/// Lets happen in a case what the one that follows it had said for a day that has come now. Nothing, if it follows it no
/// more, something there has made it void, or what was said was a mistake.
///
/// # Errors
/// Database errors.
pub async fn carry_on(ctx: &Ctx, case: CaseId, followed: CaseId, event: &str) -> Result<()> {
    repeating(|| async {
        let tx = ctx.db.begin().await?;
        access::hold(&tx, case).await?;
        let rows = followed_by(&tx, case).await?;
        let Some(link) =
            rows.into_iter().find(|row| row.followed_id == followed.0 && row.status == CONFIRMED)
        else {
            return Ok(());
        };
        let follower = access::row(&tx, case).await?;
        let definition = procedures::by_hash(ctx, &follower.definition_hash).await?;
        let Some((on, author)) = said(&tx, case, event, &void_after(&definition, &link)).await? else {
            return Ok(());
        };
        // Since then the other case may have come to where another way leads on from.
        clock::settle(ctx, &tx, followed).await?;
        let way = way_now(&definition, &link.link, &access::row(&tx, followed).await?);
        if way != link.link {
            case_links::Entity::update_many()
                .col_expr(case_links::Column::Link, Expr::value(way))
                .filter(case_links::Column::CaseId.eq(case.0))
                .filter(case_links::Column::FollowedId.eq(followed.0))
                .exec(&tx)
                .await?;
        }
        let heard = Heard {
            case,
            definition: &definition,
            event,
            on,
            author,
            from_office: false,
            only: Some(followed),
        };
        carry(ctx, &tx, &heard).await?;
        tx.commit().await?;
        Ok(())
    })
    .await?;
    ctx.wake.notify_one();
    Ok(())
}

/// The events of a case after which what it said happens in the other no more: of its link, and of those with the same question.
fn void_after<'d>(definition: &'d Definition, row: &case_links::Model) -> Vec<&'d str> {
    let own = definition.links.iter().find(|link| link.id == row.link);
    let same = |link: &&Link| {
        own.is_some_and(|own| own.id == link.id || own.number.is_some() && own.number == link.number)
    };
    definition.links.iter().filter(same).flat_map(|link| &link.void_after).map(String::as_str).collect()
}

/// The day and the author of an event that stands, the last of that name; nothing if one stands that makes it void.
async fn said(
    tx: &impl ConnectionTrait,
    case: CaseId,
    event: &str,
    void: &[&str],
) -> Result<Option<(Date, PersonId)>> {
    let rows = case_events::Entity::find()
        .filter(case_events::Column::CaseId.eq(case.0))
        .order_by_asc(case_events::Column::Seq)
        .all(tx)
        .await?;
    let history = History::of(&rows)?;
    let facts: Vec<_> = history.standing_facts().collect();
    if facts.iter().any(|fact| void.contains(&fact.event.as_str())) {
        return Ok(None);
    }
    let Some(fact) = facts.iter().rfind(|fact| fact.event == event) else { return Ok(None) };
    let author = rows.iter().find(|row| row.seq == fact.seq).map(|row| PersonId(row.author_id));
    Ok(author.map(|author| (fact.day, author)))
}
