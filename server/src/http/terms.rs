//! Terms: the calendar of an office, "what if?" for both sides, moving a case to another version.

use app::{
    layout::{Frame, Notice},
    pages, routes,
};
use axum::extract::Path;
use contract::{Code, cases::Binds, time::typed_day};
use domain::{
    Error,
    cases::{self, MoveCase},
    office,
};
use http::StatusCode;

use super::{
    cases::{CasePath, see_other},
    door::{Door, Signed, page, page_with, with_notice},
    error::{Answer, Problem},
    fields::{Fields, keep, take},
};

/// What would come of an event on a day; for the owner and for the office.
pub(super) async fn what_if(signed: Signed, Path((_, case)): CasePath) -> Answer {
    let door = &signed.door;
    let event = door.query_value("evento").filter(|event| !event.is_empty());
    let typed = door.query_value("giorno");
    let day = typed.as_deref().and_then(|day| typed_day(day.trim()));
    let ctx = door.ctx();
    let mut asked = cases::what_if(ctx, &signed.actor, door.lang, case, event.as_deref(), day).await?;
    if let Some(typed) = typed.filter(|_| day.is_none()) {
        asked.problem = Some((typed, Code::DayUnreadable));
    }
    let status = if asked.problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok(page_with(status, pages::what_if(&door.frame(), &asked)))
}

/// What would come of moving a case to the version in force.
pub(super) async fn move_page(signed: Signed, Path((_, case)): CasePath) -> Answer {
    let door = &signed.door;
    let kept = take(door, &routes::office_move(door.lang, case)).await?;
    match cases::move_page(door.ctx(), &signed.actor, door.lang, case).await? {
        Some(mut view) => {
            view.typed = kept.map(|fields| fields.get("motivo").to_owned()).unwrap_or_default();
            Ok(page(pages::office_move(&door.frame(), &view)))
        }
        None => Ok(see_other(&routes::office_case(door.lang, case))),
    }
}

/// Moves it.
pub(super) async fn move_case(
    signed: Option<Signed>,
    door: Door,
    Path((_, case)): CasePath,
    fields: Fields,
) -> Answer {
    let here = routes::office_move(door.lang, case);
    let Some(Signed { actor, .. }) = signed else {
        keep(&door, &here, &fields).await?;
        return Err(Problem::Login(door.lang, here));
    };
    let asked = MoveCase {
        case,
        to: fields.get("verso").to_owned(),
        reason: fields.get("motivo").replace("\r\n", "\n"),
        row_version: fields.version(),
    };
    match cases::move_case(door.ctx(), &actor, &asked).await {
        Ok(()) => Ok(see_other(&with_notice(&routes::office_case(door.lang, case), Notice::ActionDone))),
        Err(Error::Refused(code) | Error::Conflict(code)) => {
            let Some(mut view) = cases::move_page(door.ctx(), &actor, door.lang, case).await? else {
                return Ok(see_other(&routes::office_case(door.lang, case)));
            };
            view.problem = Some(code);
            view.typed = asked.reason;
            let frame = Frame { path: format!("/ufficio/pratiche/{case}/versione"), ..door.frame() };
            Ok(page_with(StatusCode::UNPROCESSABLE_ENTITY, pages::office_move(&frame, &view)))
        }
        Err(err) => Err(err.into()),
    }
}

/// The terms that are about to end.
pub(super) async fn deadlines(signed: Signed) -> Answer {
    let door = &signed.door;
    let binds = door.query_value("chi").as_deref().and_then(Binds::parse);
    let mine = door.query_value("mie").is_some();
    let shown = office::deadlines(door.ctx(), &signed.actor, door.lang, binds, mine).await?;
    Ok(page(pages::office_deadlines(&door.frame(), &shown)))
}
