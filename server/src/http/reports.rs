//! Writing to the municipality outside a procedure: forms for anybody, and the office's answers.

use app::{layout::Notice, pages, routes};
use axum::{
    extract::Path,
    response::{IntoResponse, Redirect, Response},
};
use contract::{
    Code,
    ids::ReportId,
    reports::{ReportChoices, ReportField, ReportForm, ReportKind, ReportState},
};
use domain::{
    Actor, Error,
    reports::{self, Answer as OfficeAnswer, ReportQuery},
};
use http::StatusCode;

use super::{
    door::{Door, Signed, page, page_with, with_notice},
    error::{Answer, Problem},
    fields::{Fields, keep, take},
};

type KindPath = Path<(String, String)>;
type ReportPath = Path<(String, ReportId)>;

/// Who writes: whoever is logged in, or a stranger.
fn sender(door: &Door) -> Actor {
    door.actor.clone().unwrap_or_else(|| Actor::stranger(door.request))
}

fn kind_of(word: &str) -> Answer<ReportKind> {
    // The database's own words are no addresses.
    ReportKind::parse(word).filter(|kind| kind.word() == word).ok_or(Problem::NoPage)
}

pub(super) async fn contacts(door: Door) -> Answer {
    let mine = reports::mine(door.ctx(), &sender(&door)).await?;
    Ok(page(pages::contacts(&door.frame(), &mine)))
}

pub(super) async fn form(door: Door, Path((_, word)): KindPath) -> Answer {
    let kind = kind_of(&word)?;
    let choices = reports::choices(door.ctx(), door.lang).await?;
    let mut known = Vec::new();
    if let Some(actor) = &door.actor {
        known.push((ReportField::Name, actor.name()));
        known.extend(actor.email.clone().map(|email| (ReportField::Email, email)));
    }
    let about = door.query_value("servizio").filter(|slug| choices.services.iter().any(|(of, _)| of == slug));
    known.extend(about.map(|slug| (ReportField::Service, slug)));
    let form = ReportForm::fresh(kind, ReportId(door.ctx().ids.next()), &known);
    Ok(page(pages::contact(&door.frame(), &form, &choices, None)))
}

pub(super) async fn send(door: Door, Path((_, word)): KindPath, fields: Fields) -> Answer {
    let kind = kind_of(&word)?;
    let choices = reports::choices(door.ctx(), door.lang).await?;
    let mut typed = fields.0;
    if let Some(actor) = &door.actor {
        // Who is logged in writes in their own name.
        typed.retain(|(name, _)| name != ReportField::Name.as_str());
        typed.push((ReportField::Name.as_str().to_owned(), actor.name()));
    }
    let fresh = ReportId(door.ctx().ids.next());
    let form = ReportForm::read(kind, fresh, typed, &choices, door.now());
    let Some(report) = form.report(door.lang) else { return Ok(again(&door, &form, &choices, None)) };
    match reports::send(door.ctx(), &sender(&door), &report).await {
        Ok(id) => Ok(Redirect::to(&routes::contact_sent(door.lang, id)).into_response()),
        Err(Error::Refused(code)) => Ok(again(&door, &form, &choices, Some(code))),
        Err(err) => Err(err.into()),
    }
}

/// The form again, with everything that was typed.
fn again(door: &Door, form: &ReportForm, choices: &ReportChoices, refused: Option<Code>) -> Response {
    let status =
        if refused.is_some() { StatusCode::TOO_MANY_REQUESTS } else { StatusCode::UNPROCESSABLE_ENTITY };
    page_with(status, pages::contact(&door.frame(), form, choices, refused))
}

pub(super) async fn sent(door: Door, Path((_, id)): ReportPath) -> Answer {
    let receipt = reports::receipt(door.ctx(), &sender(&door), id).await?;
    Ok(page(pages::contact_sent(&door.frame(), &receipt)))
}

pub(super) async fn list(signed: Signed) -> Answer {
    let door = &signed.door;
    let query = ReportQuery {
        kind: door.query_value("tipo").as_deref().and_then(ReportKind::parse),
        state: door.query_value("stato").as_deref().and_then(ReportState::parse),
        after: door.query_value("dopo"),
    };
    let list = reports::list(door.ctx(), &signed.actor, &query).await?;
    Ok(page(pages::office_reports(&door.frame(), &list)))
}

pub(super) async fn show(signed: Signed, Path((_, id)): ReportPath) -> Answer {
    let door = &signed.door;
    let kept = take(door, &routes::office_report(door.lang, id)).await?;
    let mut view = reports::show(door.ctx(), &signed.actor, door.lang, id).await?;
    if let Some(fields) = kept {
        fields.get("testo").clone_into(&mut view.answer);
    }
    Ok(page(pages::office_report(&door.frame(), &view, None)))
}

pub(super) async fn answer(
    signed: Option<Signed>,
    door: Door,
    Path((_, id)): ReportPath,
    fields: Fields,
) -> Answer {
    let here = routes::office_report(door.lang, id);
    let Some(Signed { actor, .. }) = signed else {
        keep(&door, &here, &fields).await?;
        return Err(Problem::Login(door.lang, here));
    };
    let said = OfficeAnswer {
        report: id,
        text: fields.get("testo").to_owned(),
        close: fields.get("azione") == "chiudi",
        row_version: fields.version(),
    };
    match reports::answer(door.ctx(), &actor, &said).await {
        Ok(()) => Ok(Redirect::to(&with_notice(&here, Notice::ActionDone)).into_response()),
        Err(Error::Refused(code) | Error::Conflict(code)) => {
            let mut view = reports::show(door.ctx(), &actor, door.lang, id).await?;
            if view.row.state != ReportState::Closed {
                view.answer = said.text;
            }
            let frame = app::layout::Frame { path: format!("/ufficio/segnalazioni/{id}"), ..door.frame() };
            let html = pages::office_report(&frame, &view, Some(code));
            Ok(page_with(StatusCode::UNPROCESSABLE_ENTITY, html))
        }
        Err(err) => Err(err.into()),
    }
}

pub(super) async fn erase_page(signed: Signed, Path((_, id)): ReportPath) -> Answer {
    let door = &signed.door;
    let view = reports::show(door.ctx(), &signed.actor, door.lang, id).await?;
    Ok(page(pages::erase_report(&door.frame(), &view.row)))
}

pub(super) async fn erase(signed: Signed, Path((_, id)): ReportPath) -> Answer {
    let door = &signed.door;
    reports::erase(door.ctx(), &signed.actor, id).await?;
    let to = with_notice(&routes::office_report(door.lang, id), Notice::ActionDone);
    Ok(Redirect::to(&to).into_response())
}
