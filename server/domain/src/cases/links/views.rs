//! The cases that belong to one that is shown, and what can be begun from it.

use contract::{
    Lang,
    cases::{ActionView, FollowOffer, LinkedCase, Relation},
    ids::CaseId,
};
use entity::cases::{case_links, cases};
use sea_orm::{ConnectionTrait, EntityTrait};

use super::{
    DECLARED, DRAFT,
    begin::begun,
    carry::{out_of_place, unconfirmed},
    followed_by, followers_of,
    together::{Filing, by_number, said},
};
use crate::{
    access,
    cases::progress::Filled,
    ctx::{Actor, Ctx},
    error::Result,
    identity::policy::{self, Action},
    procedures::{self, Definition, Link},
};

/// The filed cases that belong to a case, what it follows first. Of a case that the reader may not open they read
/// number and procedure.
///
/// # Errors
/// Database errors.
pub(in crate::cases) async fn linked(
    ctx: &Ctx,
    actor: &Actor,
    lang: Lang,
    case: &cases::Model,
) -> Result<Vec<LinkedCase>> {
    let db = ctx.db.read();
    let id = CaseId(case.id);
    let as_office = access::works_on(db, actor, case).await?;
    let mut found = Vec::new();
    let followed =
        followed_by(db, id).await?.into_iter().map(|row| (row.followed_id, Relation::Followed, row));
    let followers = followers_of(db, id).await?.into_iter().map(|row| (row.case_id, Relation::Follower, row));
    for (other, relation, row) in followed.chain(followers) {
        // What only an answer names is for the office to look at, and for who wrote it.
        let strange = row.status == DECLARED && !as_office && relation == Relation::Follower;
        if row.status == DRAFT || strange {
            continue;
        }
        let relation = if row.link.is_empty() { Relation::Beside } else { relation };
        found.extend(view(ctx, actor, lang, &row, CaseId(other), relation).await?);
    }
    Ok(found)
}

/// Leaves out the acts of the office that are not there for a case that follows so, and says of those that wait for it which case
/// has to be confirmed first.
///
/// # Errors
/// Database errors.
pub(in crate::cases) async fn foretell(
    db: &impl ConnectionTrait,
    case: &cases::Model,
    definition: &Definition,
    actions: &mut Vec<ActionView>,
) -> Result<()> {
    let absent = out_of_place(db, definition, CaseId(case.id)).await?;
    actions.retain(|action| !absent.contains(&action.event.as_str()));
    for (named, acts) in unconfirmed(db, definition, CaseId(case.id)).await? {
        let number = access::row(db, named).await?.number;
        for action in actions.iter_mut().filter(|action| acts.contains(&action.event.as_str())) {
            action.unconfirmed.clone_from(&number);
        }
    }
    Ok(())
}

/// The numbers by which the answers of a case name others that it should follow, and that no case here has: what happens in
/// it reaches none of them.
///
/// # Errors
/// Database errors.
pub(in crate::cases) async fn unfound(
    db: &impl ConnectionTrait,
    case: &cases::Model,
    definition: &Definition,
) -> Result<Vec<String>> {
    let links = || definition.links.iter().filter(|link| link.number.is_some() && !link.fires.is_empty());
    // Most procedures follow none, and ask the database nothing.
    if links().next().is_none() {
        return Ok(Vec::new());
    }
    let id = CaseId(case.id);
    let pages = Filled::load(db, id).await?.pages;
    let rows = followed_by(db, id).await?;
    let found = |link: &Link| {
        rows.iter().filter(|row| row.status != DRAFT).any(|row| {
            let way = definition.links.iter().find(|own| own.id == row.link);
            way.is_some_and(|way| way.to == link.to || way.number.is_some() && way.number == link.number)
        })
    };
    let filing = Filing { case, definition, pages: &pages };
    let mut numbers: Vec<String> =
        links().filter(|link| !found(link)).filter_map(|link| said(&filing, link)).collect();
    numbers.dedup();
    let mut strange = Vec::new();
    for number in numbers {
        if by_number(db, &number).await?.is_none() {
            strange.push(number);
        }
    }
    Ok(strange)
}

async fn view(
    ctx: &Ctx,
    actor: &Actor,
    lang: Lang,
    row: &case_links::Model,
    other: CaseId,
    relation: Relation,
) -> Result<Option<LinkedCase>> {
    let Some(case) = cases::Entity::find_by_id(other.0).one(ctx.db.read()).await? else { return Ok(None) };
    let definition = procedures::by_hash(ctx, &case.definition_hash).await?;
    let texts = definition.text(lang);
    let open =
        policy::allows(actor, Action::OwnCase(&case)) || policy::allows(actor, Action::ReadAsOffice(&case));
    Ok(Some(LinkedCase {
        case: other,
        open,
        number: case.number.clone().unwrap_or_default(),
        procedure: texts.service().short.clone(),
        state: if open { texts.state(&case.state).label.to_owned() } else { String::new() },
        relation,
        declared: row.status == DECLARED,
    }))
}

/// What the owner of a case can begin from it where it is now.
///
/// # Errors
/// Database errors.
pub(in crate::cases) async fn offers(
    ctx: &Ctx,
    actor: &Actor,
    lang: Lang,
    case: &cases::Model,
) -> Result<Vec<FollowOffer>> {
    if !policy::allows(actor, Action::OwnCase(case)) {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for definition in procedures::all_current(ctx).await? {
        for link in
            definition.links.iter().filter(|link| link.to == case.slug && link.states.contains(&case.state))
        {
            let (label, explain) = definition.text(lang).link(&link.id);
            found.push(FollowOffer {
                slug: definition.slug().to_owned(),
                link: link.id.clone(),
                label: label.to_owned(),
                explain: explain.to_owned(),
                fires: link.fires.iter().map(|fires| fires.event.clone()).collect(),
                draft: begun(ctx.db.read(), case, link, definition.slug()).await?,
            });
        }
    }
    found.sort_by(|one, other| (&one.slug, &one.link).cmp(&(&other.slug, &other.link)));
    Ok(found)
}
