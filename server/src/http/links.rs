//! Drafts that follow another case, or are sent together with another draft.

use app::{layout::Notice, routes};
use axum::extract::Path;
use domain::cases::{self, FollowAs};

use super::{
    cases::{CasePath, or_case, see_other, target},
    door::{Signed, with_notice},
    error::Answer,
    fields::Fields,
};

/// Begins what follows a case, or goes on with the draft that was begun.
pub(super) async fn follow(signed: Signed, Path((_, case)): CasePath, fields: Fields) -> Answer {
    let door = &signed.door;
    let asked = FollowAs {
        followed: case,
        slug: fields.get("procedura").to_owned(),
        link: fields.get("collegamento").to_owned(),
    };
    match cases::follow(door.ctx(), &signed.actor, &asked).await {
        Ok(draft) => {
            let next = cases::next_page(door.ctx(), &signed.actor, draft).await?;
            Ok(see_other(&with_notice(&target(door.lang, draft, &next), Notice::Followed)))
        }
        Err(err) => or_case(door.lang, case, err),
    }
}

/// Takes a draft apart from the one that it would be sent with.
pub(super) async fn separate(signed: Signed, Path((_, case)): CasePath) -> Answer {
    let door = &signed.door;
    match cases::separate(door.ctx(), &signed.actor, case).await {
        Ok(()) => Ok(see_other(&with_notice(&routes::summary(door.lang, case), Notice::ActionDone))),
        Err(err) => or_case(door.lang, case, err),
    }
}
