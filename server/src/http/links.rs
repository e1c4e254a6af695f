//! Drafts that follow another case, or are sent together with another draft.

use app::{layout::Notice, routes};
use axum::extract::Path;
use contract::{Code, cases::LinkForeseen, ids::CaseId};
use domain::{
    Actor, Error,
    cases::{self, FollowAs, Linking},
};

use super::{
    cases::{CasePath, or_case, see_other, target},
    door::{Door, Signed, with_notice},
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

/// Says that a case belongs to another, or that it does not. What that brings about in the other is said first, where it does.
pub(super) async fn about(
    door: &Door,
    actor: &Actor,
    case: CaseId,
    fields: &Fields,
) -> Result<Option<LinkForeseen>, Error> {
    let ctx = door.ctx();
    let value = fields.get("valore");
    let other = || value.parse().ok().ok_or(Error::Refused(Code::CaseUnknown));
    let linking = match fields.get("azione") {
        "scollega" => {
            let reason = fields.get("motivo").replace("\r\n", "\n");
            cases::unlink_case(ctx, actor, case, other()?, &reason).await?;
            return Ok(None);
        }
        "conferma-collegata" => Linking::Declared(other()?),
        _ => Linking::Number(value),
    };
    if fields.get("visto") != "1"
        && let Some(foreseen) = cases::foresee_link(ctx, actor, door.lang, case, &linking).await?
    {
        return Ok(Some(foreseen));
    }
    cases::link(ctx, actor, case, &linking).await?;
    Ok(None)
}
