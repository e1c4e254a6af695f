//! One's own taxes.

use app::pages;
use axum::extract::Path;
use contract::ids::PositionId;
use domain::taxes;

use super::{
    door::{Signed, page},
    error::Answer,
};

pub(super) async fn mine(signed: Signed) -> Answer {
    let door = &signed.door;
    let rows = taxes::mine(door.ctx(), &signed.actor, door.lang).await?;
    Ok(page(pages::taxes(&door.frame(), &rows)))
}

pub(super) async fn position(signed: Signed, Path((_, id)): Path<(String, PositionId)>) -> Answer {
    let door = &signed.door;
    let view = taxes::position(door.ctx(), &signed.actor, door.lang, id).await?;
    Ok(page(pages::tax_position(&door.frame(), &view, None)))
}
