//! Documents: the page, the plain form, the download.

use std::time::Duration;

use app::{layout::Notice, pages, routes};
use axum::{
    extract::{Multipart, Path},
    response::{IntoResponse, Redirect, Response},
};
use contract::{
    Code, Lang,
    ids::{CaseId, DocumentId},
};
use domain::{
    Ctx, Error, cases,
    documents::{self, Given, Take},
};

use super::{
    cases::CasePath,
    document_form::{Received, receive},
    door::{Door, Signed, page, with_notice},
    error::{Answer, Problem},
};

/// How long the answer to an upload waits for the check, so that most people see its outcome.
pub(super) const PATIENCE: Duration = Duration::from_secs(4);

/// The largest file whose check the answer to a form waits for, in bytes. A larger one took its sender long enough: the
/// page says that it is being checked.
const WAITED_FOR: u64 = 32 * 1024 * 1024;

/// Waits for the check of the last of the files that came with a form; of large ones only where the form goes on with
/// what they are.
pub(super) async fn settled(ctx: &Ctx, last: Option<DocumentId>, files: &[u64], goes_on: bool) -> Answer<()> {
    match last {
        Some(document) if goes_on || files.iter().sum::<u64>() <= WAITED_FOR => {
            Ok(documents::settled(ctx, document, PATIENCE).await?)
        }
        _ => Ok(()),
    }
}

pub(super) async fn show(signed: Signed, Path((_, case)): CasePath) -> Answer {
    let door = &signed.door;
    let problem = door.query_value("problema").and_then(|key| {
        let code = Code::ALL.iter().copied().find(|code| code.key() == key)?;
        Some((door.query_value("documento").unwrap_or_default(), code))
    });
    match cases::documents_page(door.ctx(), &signed.actor, door.lang, case, problem).await {
        Ok(view) => Ok(page(pages::documents(&door.frame(), &view))),
        Err(Error::Conflict(Code::AlreadySubmitted)) => {
            Ok(Redirect::to(&routes::case(door.lang, case)).into_response())
        }
        Err(err) => Err(err.into()),
    }
}

pub(super) async fn give(
    signed: Option<Signed>,
    door: Door,
    Path((_, case)): CasePath,
    form: Multipart,
) -> Answer {
    let lang = door.lang;
    let Some(Signed { actor, .. }) = signed else {
        return Err(Problem::Login(lang, routes::documents(lang, case)));
    };
    let Received { slot, files } = receive(form).await?;
    if files.is_empty() {
        return Ok(refused(lang, case, &slot, Code::FileMissing));
    }
    let mut last = None;
    for file in &files {
        let given = Given { case, slot: &slot, name: &file.name, file: file.spool.path(), size: file.size };
        match documents::give(door.ctx(), &actor, &given).await {
            Ok(document) => last = Some(document),
            Err(Error::Refused(code)) => return Ok(refused(lang, case, &slot, code)),
            Err(Error::Unavailable(domain::Port::Objects, why)) => {
                tracing::error!(error = why, "the object store does not answer");
                return Ok(refused(lang, case, &slot, Code::ObjectsUnavailable));
            }
            Err(err) => return Err(err.into()),
        }
    }
    let sizes: Vec<u64> = files.iter().map(|file| file.size).collect();
    settled(door.ctx(), last, &sizes, false).await?;
    let to = with_notice(&routes::documents_slot(lang, case, &slot), Notice::FileAdded);
    Ok(Redirect::to(&to).into_response())
}

/// Back to the page, the reason beside the document; files already given stay.
fn refused(lang: Lang, case: CaseId, slot: &str, code: Code) -> Response {
    let slot: String = url::form_urlencoded::byte_serialize(slot.as_bytes()).collect();
    let page = routes::documents(lang, case);
    Redirect::to(&format!("{page}?problema={}&documento={slot}#errori", code.key())).into_response()
}

pub(super) async fn remove(
    signed: Signed,
    Path((_, case, document)): Path<(String, CaseId, DocumentId)>,
) -> Answer {
    let door = &signed.door;
    documents::remove(door.ctx(), &signed.actor, case, document).await?;
    let to = with_notice(&routes::documents(door.lang, case), Notice::FileRemoved);
    Ok(Redirect::to(&to).into_response())
}

pub(super) async fn download(signed: Signed, Path((_, document)): Path<(String, DocumentId)>) -> Answer {
    let door = &signed.door;
    let take = if door.query_value("vista").is_some() { Take::Show } else { Take::Save };
    let download = documents::download(door.ctx(), &signed.actor, document, take).await?;
    let mut response = Redirect::to(&download.url).into_response();
    // The address holds a signature: it must not be kept.
    let no_store = http::HeaderValue::from_static("no-store");
    response.headers_mut().insert(http::header::CACHE_CONTROL, no_store);
    Ok(response)
}
