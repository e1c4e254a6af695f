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
use domain::{Actor, Error, cases, catalogue, office};
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
    let of_pages = office::page_ratings(door.ctx(), &signed.actor).await?;
    Ok(page(pages::office_ratings(&door.frame(), &rated, &of_pages)))
}

/// The path of a public page that can be rated: what is none of ours is nobody's.
async fn rated_page(door: &Door, path: String) -> Answer<String> {
    let known = ["/servizi", "/aiuto", "/domande-frequenti", "/privacy", "/accessibilita", "/note-legali"];
    if known.contains(&path.as_str()) {
        return Ok(path);
    }
    let slug = path.strip_prefix("/servizi/").ok_or(Problem::NoPage)?;
    catalogue::service(door.ctx(), door.lang, slug).await?;
    Ok(path)
}

/// How clear a page is: the form on a page of its own, or the thanks.
pub(super) async fn page_form(door: Door) -> Answer {
    let path = rated_page(&door, door.query_value("pagina").unwrap_or_default()).await?;
    let thanks = door.query_value("esito").is_some();
    let form = RatingForm::default();
    Ok(page(pages::page_rating(&door.frame(), &path, &form, thanks)))
}

pub(super) async fn rate_page(door: Door, fields: Fields) -> Answer {
    let path = rated_page(&door, fields.get("pagina").to_owned()).await?;
    let form = RatingForm::read(&fields.0);
    let Some(rating) = form.rating() else {
        let html = pages::page_rating(&door.frame(), &path, &form, false);
        return Ok(page_with(StatusCode::UNPROCESSABLE_ENTITY, html));
    };
    let anybody = door.actor.clone().unwrap_or_else(|| Actor::stranger(door.request));
    office::rate_page(door.ctx(), &anybody, &path, &rating).await?;
    let to = with_notice(&routes::rate_page_of(door.lang, &path), Notice::Rated);
    Ok(Redirect::to(&to).into_response())
}
