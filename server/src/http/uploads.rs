//! The conversation of the upload island: JSON in, JSON out.

use axum::{
    Json,
    extract::Path,
    response::{IntoResponse, Response},
};
use contract::{
    Code,
    documents::{UploadProblem, UploadStart},
    ids::{CaseId, UploadId},
};
use domain::documents as verbs;
use http::StatusCode;

use super::{
    cases::CasePath,
    door::{Door, Signed},
    error::{Answer, Problem, Worded, said},
};

/// A session that ended while a file was chosen is said in the island, not by a login page.
fn logged_in(signed: Option<Signed>, door: &Door) -> Result<Signed, Box<Response>> {
    signed.ok_or_else(|| {
        let message = said(door.lang, Code::SessionExpired);
        let mut answer = (StatusCode::UNAUTHORIZED, Json(UploadProblem { message })).into_response();
        answer.extensions_mut().insert(Worded);
        Box::new(answer)
    })
}

pub(super) async fn begin(
    signed: Option<Signed>,
    door: Door,
    Path((_, case)): CasePath,
    start: Result<Json<UploadStart>, axum::extract::rejection::JsonRejection>,
) -> Answer {
    let signed = match logged_in(signed, &door) {
        Ok(signed) => signed,
        Err(answer) => return Ok(*answer),
    };
    let Json(start) = start.map_err(|wrong| match wrong.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::too_large(),
        _ => Problem::bad_request(),
    })?;
    let plan = verbs::begin_upload(door.ctx(), &signed.actor, case, &start).await?;
    Ok(Json(plan).into_response())
}

pub(super) async fn part(
    signed: Option<Signed>,
    door: Door,
    Path((_, case, upload, number)): Path<(String, CaseId, UploadId, u32)>,
) -> Answer {
    let signed = match logged_in(signed, &door) {
        Ok(signed) => signed,
        Err(answer) => return Ok(*answer),
    };
    let address = verbs::part_address(door.ctx(), &signed.actor, case, upload, number).await?;
    Ok(Json(address).into_response())
}

pub(super) async fn finish(
    signed: Option<Signed>,
    door: Door,
    Path((_, case, upload)): Path<(String, CaseId, UploadId)>,
) -> Answer {
    let signed = match logged_in(signed, &door) {
        Ok(signed) => signed,
        Err(answer) => return Ok(*answer),
    };
    let document = verbs::finish_upload(door.ctx(), &signed.actor, case, upload).await?;
    verbs::settled(door.ctx(), document, super::documents::PATIENCE).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
