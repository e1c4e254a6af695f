//! Terms: the calendar of an office, and "what if?" for both sides.

use app::pages;
use axum::extract::Path;
use contract::{cases::Binds, time::typed_day};
use domain::{cases, office};

use super::{
    cases::CasePath,
    door::{Signed, page},
    error::Answer,
};

/// What would come of an event on a day; for the owner and for the office.
pub(super) async fn what_if(signed: Signed, Path((_, case)): CasePath) -> Answer {
    let door = &signed.door;
    let event = door.query_value("evento").filter(|event| !event.is_empty());
    let day = door.query_value("giorno").and_then(|day| typed_day(&day));
    let ctx = door.ctx();
    let asked = cases::what_if(ctx, &signed.actor, door.lang, case, event.as_deref(), day).await?;
    Ok(page(pages::what_if(&door.frame(), &asked)))
}

/// The terms that are about to end.
pub(super) async fn deadlines(signed: Signed) -> Answer {
    let door = &signed.door;
    let binds = door.query_value("chi").as_deref().and_then(Binds::parse);
    let mine = door.query_value("mie").is_some();
    let shown = office::deadlines(door.ctx(), &signed.actor, door.lang, binds, mine).await?;
    Ok(page(pages::office_deadlines(&door.frame(), &shown)))
}
