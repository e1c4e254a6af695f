//! How people are reached: their preferences, and the acts on their way.

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
    ids::CommunicationId,
    messages::{ContactForm, PecPaper, ProofForm},
};
use domain::{
    Actor, Error, Kind,
    cases::{self, Prove},
    identity,
};
use http::StatusCode;

use super::{
    door::{Door, Signed, page, page_with, saved, with_notice},
    error::{Answer, Problem},
    fields::{Fields, keep, take},
};

pub(super) async fn save_contacts(signed: Option<Signed>, door: Door, fields: Fields) -> Answer {
    let here = routes::profile(door.lang);
    let Some(Signed { actor, .. }) = signed else {
        keep(&door, &here, &fields).await?;
        return Err(Problem::Login(door.lang, here));
    };
    let mut form = ContactForm::read(&fields.0, actor.email.clone());
    let status = match form.preferences() {
        None => StatusCode::UNPROCESSABLE_ENTITY,
        Some(wanted) => {
            match identity::save_preferences(door.ctx(), &actor, form.row_version, &wanted).await {
                Ok(()) => return Ok(to(&here, Notice::ContactsSaved)),
                Err(Error::Conflict(code)) => {
                    // Saved again, what is typed here stands.
                    let stored = identity::contact_form(door.ctx(), &actor, door.lang).await?;
                    form.row_version = stored.row_version;
                    form.refused = Some(code);
                    StatusCode::CONFLICT
                }
                Err(err) => return Err(err.into()),
            }
        }
    };
    let profile = identity::profile(door.ctx(), &actor, &door.session_hash()).await?;
    let frame = Frame { path: "/profilo".to_owned(), ..door.frame() };
    Ok(page_with(status, pages::profile(&frame, &profile, &form)))
}

/// The acts that went to who asks.
pub(super) async fn own(signed: Signed) -> Answer {
    let door = &signed.door;
    let acts = cases::own_communications(door.ctx(), &signed.actor, door.lang).await?;
    Ok(page(pages::communications(&door.frame(), &acts)))
}

/// The acts of the office that nothing proves yet.
pub(super) async fn office(signed: Signed) -> Answer {
    let door = &signed.door;
    let here = routes::office_communications(door.lang);
    let typed = take(door, &here).await?.map(|fields| typed(&fields, None)).unwrap_or_default();
    let acts = cases::office_communications(door.ctx(), &signed.actor, door.lang).await?;
    Ok(page(pages::office_communications(&door.frame(), &acts, &typed)))
}

fn typed(fields: &Fields, problem: Option<Code>) -> ProofForm {
    ProofForm {
        of: fields.get("atto").parse().ok(),
        day: fields.get("giorno").to_owned(),
        evidence: fields.get("prova").to_owned(),
        problem,
    }
}

pub(super) async fn prove(
    signed: Option<Signed>,
    door: Door,
    Path((_, id)): Path<(String, CommunicationId)>,
    mut fields: Fields,
) -> Answer {
    let here = routes::office_communications(door.lang);
    fields.0.push(("atto".into(), id.to_string()));
    let Some(Signed { actor, .. }) = signed else {
        keep(&door, &here, &fields).await?;
        return Err(Problem::Login(door.lang, here));
    };
    let prove = Prove {
        id,
        day: fields.get("giorno").to_owned(),
        evidence: fields.get("prova").replace("\r\n", "\n"),
        row_version: fields.version(),
    };
    match cases::prove(door.ctx(), &actor, &prove).await {
        Ok(()) => Ok(to(&here, Notice::ProofWritten)),
        Err(Error::Refused(code)) => {
            again(&door, &actor, &fields, StatusCode::UNPROCESSABLE_ENTITY, code).await
        }
        Err(Error::Conflict(code)) => again(&door, &actor, &fields, StatusCode::CONFLICT, code).await,
        Err(err) => Err(err.into()),
    }
}

/// A receipt of certified mail, as it came.
pub(super) async fn pec_receipt(
    signed: Signed,
    Path((_, id, paper)): Path<(String, CommunicationId, String)>,
) -> Answer {
    let paper = PecPaper::parse(&paper).ok_or(Error::NotFound(Kind::Communication))?;
    let receipt = cases::pec_receipt(signed.door.ctx(), &signed.actor, id, paper).await?;
    Ok(saved("message/rfc822", &receipt.name, receipt.bytes))
}

/// The same page with what was typed and why it was refused.
async fn again(door: &Door, actor: &Actor, fields: &Fields, status: StatusCode, code: Code) -> Answer {
    let acts = cases::office_communications(door.ctx(), actor, door.lang).await?;
    let frame = Frame { path: "/ufficio/comunicazioni".to_owned(), ..door.frame() };
    let page = pages::office_communications(&frame, &acts, &typed(fields, Some(code)));
    Ok(page_with(status, page))
}

fn to(path: &str, notice: Notice) -> axum::response::Response {
    Redirect::to(&with_notice(path, notice)).into_response()
}
