//! The register: looked at, annulled, read day by day.

use app::{
    layout::{Frame, Notice},
    pages, routes,
};
use axum::{
    extract::Path,
    response::{IntoResponse, Redirect},
};
use contract::{
    Code,
    register::{EntryKey, NumberForm},
};
use domain::{
    Actor, Error,
    cases::{self, Annul, GiveNumber, RegisterQuery},
};
use http::StatusCode;

use super::{
    door::{Door, Signed, page, page_with, saved, with_notice},
    error::{Answer, Problem},
    fields::{Fields, keep, take},
};

type EntryPath = Path<(String, i32, i64)>;

pub(super) async fn show(signed: Signed) -> Answer {
    let door = &signed.door;
    let query = RegisterQuery {
        day: door.query_value("giorno").unwrap_or_default(),
        number: door.query_value("numero").unwrap_or_default(),
    };
    let register = cases::register_page(door.ctx(), &signed.actor, &query).await?;
    let status = if register.problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok(page_with(status, pages::register(&door.frame(), &register)))
}

pub(super) async fn entry(signed: Signed, Path((_, year, number)): EntryPath) -> Answer {
    let door = &signed.door;
    let kept = take(door, &routes::register_entry(door.lang, year, number)).await?;
    let mut entry = cases::register_entry(door.ctx(), &signed.actor, EntryKey { year, number }).await?;
    if let Some(fields) = kept {
        (entry.reason, entry.authority) = typed(&fields);
        entry.numbering = entry.numbering.map(|_| numbering(&fields, None));
    }
    Ok(page(pages::register_entry(&door.frame(), &entry)))
}

fn typed(fields: &Fields) -> (String, String) {
    (fields.get("motivo").replace("\r\n", "\n"), fields.get("provvedimento").to_owned())
}

pub(super) async fn annul(
    signed: Option<Signed>,
    door: Door,
    Path((_, year, number)): EntryPath,
    fields: Fields,
) -> Answer {
    let here = routes::register_entry(door.lang, year, number);
    let Some(Signed { actor, .. }) = signed else {
        keep(&door, &here, &fields).await?;
        return Err(Problem::Login(door.lang, here));
    };
    let key = EntryKey { year, number };
    let (reason, authority) = typed(&fields);
    match cases::annul(door.ctx(), &actor, &Annul { key, reason, authority }).await {
        Ok(()) => Ok(Redirect::to(&with_notice(&here, Notice::EntryAnnulled)).into_response()),
        Err(Error::Refused(code)) => {
            again(&door, &actor, key, &fields, StatusCode::UNPROCESSABLE_ENTITY, code).await
        }
        Err(Error::Conflict(code)) => again(&door, &actor, key, &fields, StatusCode::CONFLICT, code).await,
        Err(err) => Err(err.into()),
    }
}

fn numbering(fields: &Fields, problem: Option<Code>) -> NumberForm {
    let (number, day) = (fields.get("numero").to_owned(), fields.get("giorno").to_owned());
    NumberForm { number, day, problem }
}

/// The official number of an entry, typed by hand.
pub(super) async fn give_number(
    signed: Option<Signed>,
    door: Door,
    Path((_, year, number)): EntryPath,
    fields: Fields,
) -> Answer {
    let here = routes::register_entry(door.lang, year, number);
    let Some(Signed { actor, .. }) = signed else {
        keep(&door, &here, &fields).await?;
        return Err(Problem::Login(door.lang, here));
    };
    let key = EntryKey { year, number };
    let typed = numbering(&fields, None);
    let give = GiveNumber { key, number: typed.number, day: typed.day };
    let (status, code) = match cases::give_number(door.ctx(), &actor, &give).await {
        Ok(()) => return Ok(Redirect::to(&with_notice(&here, Notice::EntryNumbered)).into_response()),
        Err(Error::Refused(code)) => (StatusCode::UNPROCESSABLE_ENTITY, code),
        Err(Error::Conflict(code)) => (StatusCode::CONFLICT, code),
        Err(err) => return Err(err.into()),
    };
    let mut entry = cases::register_entry(door.ctx(), &actor, key).await?;
    match &mut entry.numbering {
        Some(form) => *form = numbering(&fields, Some(code)),
        None => entry.problem = Some(code),
    }
    Ok(page_with(status, pages::register_entry(&at_entry(&door, key), &entry)))
}

/// The frame of an entry's page, for the answer to a form.
fn at_entry(door: &Door, key: EntryKey) -> Frame {
    Frame { path: format!("/ufficio/protocollo/{}/{}", key.year, key.number), ..door.frame() }
}

/// The same page with what was typed and why it was refused.
async fn again(
    door: &Door,
    actor: &Actor,
    key: EntryKey,
    fields: &Fields,
    status: StatusCode,
    code: Code,
) -> Answer {
    let mut entry = cases::register_entry(door.ctx(), actor, key).await?;
    (entry.reason, entry.authority) = typed(fields);
    entry.problem = Some(code);
    Ok(page_with(status, pages::register_entry(&at_entry(door, key), &entry)))
}

/// The list of a day, as it was stored.
pub(super) async fn day(signed: Signed, Path((_, day)): Path<(String, String)>) -> Answer {
    let list = cases::day_list(signed.door.ctx(), &signed.actor, &day).await?;
    Ok(saved("text/csv; charset=utf-8", &list.name, list.bytes))
}

/// The XML signature of an entry.
pub(super) async fn segnatura(signed: Signed, Path((_, year, number)): EntryPath) -> Answer {
    let key = EntryKey { year, number };
    let xml = cases::segnatura(signed.door.ctx(), &signed.actor, key).await?;
    Ok(saved("application/xml", &format!("segnatura-{year}-{number:07}.xml"), xml.into_bytes()))
}
