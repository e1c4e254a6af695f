//! Signatures: asked for by who prepares a case, given or refused by who is named in it.

use app::{
    layout::{Frame, Notice},
    pages, routes,
};
use axum::extract::Path;
use contract::{Code, ids::SignatureId};
use domain::{
    Actor, Error,
    cases::{self, SignatureAnswer},
};
use http::StatusCode;

use super::{
    cases::{CasePath, or_case, see_other},
    door::{Door, Signed, page, page_with, with_notice},
    error::{Answer, Problem},
    fields::{Fields, keep, take},
};

type SignaturePath = Path<(String, SignatureId)>;

/// The button of the summary.
pub(super) async fn ask(signed: Option<Signed>, door: Door, Path((_, case)): CasePath) -> Answer {
    let here = routes::summary(door.lang, case);
    let Some(Signed { actor, .. }) = signed else { return Err(Problem::Login(door.lang, here)) };
    match cases::ask_signatures(door.ctx(), &actor, case).await {
        Ok(()) => Ok(see_other(&with_notice(&here, Notice::SignaturesAsked))),
        Err(Error::Refused(code)) => {
            let view = cases::summary_page(door.ctx(), &actor, door.lang, case).await?;
            let frame = Frame { path: format!("/pratiche/{case}/riepilogo"), ..door.frame() };
            Ok(page_with(StatusCode::UNPROCESSABLE_ENTITY, pages::summary(&frame, &view, Some(code))))
        }
        Err(err) => or_case(door.lang, case, err),
    }
}

pub(super) async fn show(signed: Signed, Path((_, id)): SignaturePath) -> Answer {
    let door = &signed.door;
    let kept = take(door, &routes::signature(door.lang, id)).await?;
    let typed = kept.map(|fields| fields.get("motivo").to_owned()).unwrap_or_default();
    let view = cases::signature_page(door.ctx(), &signed.actor, door.lang, id).await?;
    Ok(page(pages::signature(&door.frame(), &view, None, &typed)))
}

pub(super) async fn answer(
    signed: Option<Signed>,
    door: Door,
    Path((_, id)): SignaturePath,
    fields: Fields,
) -> Answer {
    let here = routes::signature(door.lang, id);
    let Some(Signed { actor, .. }) = signed else {
        keep(&door, &here, &fields).await?;
        return Err(Problem::Login(door.lang, here));
    };
    let (answer, done) = match fields.get("azione") {
        "firma" => (SignatureAnswer::Sign(fields.get("contenuto").to_owned()), Notice::Signed),
        "rifiuta" => (SignatureAnswer::Decline(fields.get("motivo").replace("\r\n", "\n")), Notice::Declined),
        _ => {
            // Who may not see the request learns nothing from a form without a button either.
            cases::signature_page(door.ctx(), &actor, door.lang, id).await?;
            return Err(Problem::Edge(StatusCode::BAD_REQUEST, Code::BadRequest));
        }
    };
    match cases::answer_signature(door.ctx(), &actor, id, &answer).await {
        Ok(()) => Ok(see_other(&with_notice(&routes::dashboard(door.lang), done))),
        Err(Error::Conflict(Code::AlreadyAnswered)) => {
            Ok(see_other(&with_notice(&routes::dashboard(door.lang), Notice::FirstAnswer)))
        }
        Err(Error::Conflict(code)) => again(&door, &actor, id, &fields, StatusCode::CONFLICT, code).await,
        Err(Error::Refused(code)) => {
            again(&door, &actor, id, &fields, StatusCode::UNPROCESSABLE_ENTITY, code).await
        }
        Err(err) => Err(err.into()),
    }
}

/// The same page with what was typed and why it was refused.
async fn again(
    door: &Door,
    actor: &Actor,
    id: SignatureId,
    fields: &Fields,
    status: StatusCode,
    code: Code,
) -> Answer {
    let view = cases::signature_page(door.ctx(), actor, door.lang, id).await?;
    let frame = Frame { path: format!("/firme/{id}"), ..door.frame() };
    Ok(page_with(status, pages::signature(&frame, &view, Some(code), fields.get("motivo"))))
}
