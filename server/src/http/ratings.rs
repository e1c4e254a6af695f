//! The question at the end of a case, and what the office reads of it.

use app::{
    layout::{Frame, Notice},
    pages, routes,
};
use axum::{
    extract::Path,
    response::{IntoResponse, Redirect},
};
use contract::{Code, rating::RatingForm};
use domain::{Error, cases, office};
use http::StatusCode;

use super::{
    cases::CasePath,
    door::{Door, Signed, page, page_with, with_notice},
    error::{Answer, Problem},
    fields::{Fields, keep, take},
};

/// The page after sending, with the question how it went.
pub(super) async fn confirmation(signed: Signed, Path((_, case)): CasePath) -> Answer {
    let door = &signed.door;
    let kept = take(door, &routes::confirmation(door.lang, case)).await?;
    let form = kept.map(|fields| RatingForm::read(&fields.0)).unwrap_or_default();
    let form = RatingForm { problems: Vec::new(), ..form };
    match cases::receipt_page(door.ctx(), &signed.actor, door.lang, case).await {
        Ok(view) => Ok(page(pages::confirmation(&door.frame(), &view, &form))),
        Err(Error::Conflict(_)) => Ok(Redirect::to(&routes::summary(door.lang, case)).into_response()),
        Err(err) => Err(err.into()),
    }
}

pub(super) async fn rate(
    signed: Option<Signed>,
    door: Door,
    Path((_, case)): CasePath,
    fields: Fields,
) -> Answer {
    let here = routes::confirmation(door.lang, case);
    let Some(Signed { actor, .. }) = signed else {
        keep(&door, &here, &fields).await?;
        return Err(Problem::Login(door.lang, here));
    };
    let form = RatingForm::read(&fields.0);
    let outcome = match form.rating() {
        Some(rating) => cases::rate(door.ctx(), &actor, case, &rating).await.map(|()| None),
        None => cases::receipt_page(door.ctx(), &actor, door.lang, case).await.map(Some),
    };
    match outcome {
        Ok(None) => Ok(Redirect::to(&with_notice(&here, Notice::Rated)).into_response()),
        Ok(Some(view)) => {
            let frame = Frame { path: format!("/pratiche/{case}/conferma"), ..door.frame() };
            Ok(page_with(StatusCode::UNPROCESSABLE_ENTITY, pages::confirmation(&frame, &view, &form)))
        }
        Err(Error::Conflict(Code::Incomplete)) => {
            Ok(Redirect::to(&routes::summary(door.lang, case)).into_response())
        }
        Err(err) => Err(err.into()),
    }
}

/// What people said of the services.
pub(super) async fn office_ratings(signed: Signed) -> Answer {
    let door = &signed.door;
    let rated = office::ratings(door.ctx(), &signed.actor, door.lang).await?;
    Ok(page(pages::office_ratings(&door.frame(), &rated)))
}
