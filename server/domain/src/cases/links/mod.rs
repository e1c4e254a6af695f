//! Cases that belong together: one follows another, takes data from it, is sent with it, brings something about there.

mod begin;
mod carry;
mod foresee;
mod office;
mod to_come;
mod together;
mod views;

use contract::ids::CaseId;
use entity::cases::{case_links, cases};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

pub use begin::{FollowAs, follow};
pub(super) use carry::{Heard, carry, demanded, out_of_place, possible_days, to_read};
pub use foresee::foresee_link;
pub use office::{Linking, link, unlink_case};
pub(in crate::cases) use office::{beside, open_from};
pub use to_come::carry_on;
pub use together::separate;
pub(super) use together::{Filing, companions, filed_with, together};
pub(super) use views::{foretell, linked, offers, unfound};

use crate::{ctx::Ctx, error::Result, procedures::Link};

/// Begun from another case and not filed yet.
const DRAFT: &str = "draft";
/// Named by the applicant: the office says whether it is that case.
const DECLARED: &str = "declared";
/// Said by who owns both, or by the office.
const CONFIRMED: &str = "confirmed";

/// What a case follows.
async fn followed_by(db: &impl ConnectionTrait, case: CaseId) -> Result<Vec<case_links::Model>> {
    Ok(case_links::Entity::find().filter(case_links::Column::CaseId.eq(case.0)).all(db).await?)
}

/// What follows a case.
async fn followers_of(db: &impl ConnectionTrait, case: CaseId) -> Result<Vec<case_links::Model>> {
    Ok(case_links::Entity::find().filter(case_links::Column::FollowedId.eq(case.0)).all(db).await?)
}

/// The way that leads on from where a followed case is now, of those to which the same answer leads; the known one where
/// none does.
fn way_from<'a>(links: &'a [Link], known: &'a Link, followed: &cases::Model) -> &'a Link {
    let leads_on = |link: &Link| link.states.contains(&followed.state);
    let same = |link: &&Link| link.to == known.to && link.number.is_some() && link.number == known.number;
    match leads_on(known) {
        true => known,
        false => links.iter().filter(same).find(|link| leads_on(link)).unwrap_or(known),
    }
}

async fn write(
    ctx: &Ctx,
    tx: &impl ConnectionTrait,
    (case, followed): (CaseId, CaseId),
    link: &str,
    status: &str,
) -> Result<()> {
    let row = case_links::ActiveModel {
        case_id: Set(case.0),
        followed_id: Set(followed.0),
        link: Set(link.to_owned()),
        status: Set(status.to_owned()),
        at: Set(ctx.clock.now().0),
    };
    case_links::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}
