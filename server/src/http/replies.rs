//! Answers to the office's request, and messages, from the applicant's side.

use app::{
    layout::{Frame, Notice},
    pages, routes,
};
use axum::extract::{Multipart, Path};
use contract::{
    Code,
    cases::WHOLE_FIELD,
    ids::{CaseId, DocumentId, PointId},
};
use domain::{
    Actor, Error,
    cases::{self, Fire},
    documents::Given,
};
use http::StatusCode;

use super::{
    cases::{CasePath, Looked, or_case, see_other, target},
    document_form::{Form, read_form},
    documents::settled,
    door::{Door, Signed, page, page_with, with_notice},
    error::{Answer, Problem},
    fields::{Fields, keep, keep_texts, take},
};

/// The office's request, with the answers as they were last saved.
pub(super) async fn show(_: Looked, signed: Signed, Path((_, case)): CasePath) -> Answer {
    let door = &signed.door;
    let kept = take(door, &routes::reply(door.lang, case)).await?;
    match cases::reply_page(door.ctx(), &signed.actor, door.lang, case).await {
        Ok(mut view) => {
            // What was typed before the session ended is shown, and saved when they say so.
            let kept = kept.unwrap_or_default();
            kept.get("testo").clone_into(&mut view.typed);
            for (id, answer) in typed(&kept) {
                let point = view.request.points.iter_mut().find(|point| point.id == id);
                point.into_iter().for_each(|point| answer.clone_into(&mut point.answer));
            }
            Ok(page(pages::reply(&door.frame(), &view)))
        }
        Err(err) => or_filed(door, case, err),
    }
}

/// Makes room for what the applicant sends unasked, and leads there.
pub(super) async fn prepare(
    signed: Option<Signed>,
    door: Door,
    Path((_, case, event)): Path<(String, CaseId, String)>,
) -> Answer {
    let Some(Signed { actor, .. }) = signed else {
        return Err(Problem::Login(door.lang, routes::case(door.lang, case)));
    };
    match cases::prepare(door.ctx(), &actor, case, &event).await {
        Ok(()) => Ok(see_other(&routes::reply(door.lang, case))),
        Err(err) => or_filed(&door, case, err),
    }
}

/// Keeps what was typed and the files that came with it; then sends, if the button says so.
pub(super) async fn save(
    signed: Option<Signed>,
    door: Door,
    Path((_, case)): CasePath,
    form: Multipart,
) -> Answer {
    let here = routes::reply(door.lang, case);
    let Some(Signed { actor, .. }) = signed else {
        keep_texts(&door, &here, form).await?;
        return Err(Problem::Login(door.lang, here));
    };
    let Form { fields, files } = read_form(form).await?;
    if let Err(err) = cases::save_reply(door.ctx(), &actor, case, &typed(&fields)).await {
        return or_filed(&door, case, err);
    }
    let mut last = None;
    for (name, file) in &files {
        let Some(point) = name.strip_prefix("file-").and_then(|id| id.parse::<PointId>().ok()) else {
            continue;
        };
        let given = Given { case, slot: "", name: &file.name, file: file.spool.path(), size: file.size };
        match cases::give_with_reply(door.ctx(), &actor, &given, point).await {
            Ok(document) => last = Some(document),
            Err(Error::Refused(code)) => return again(&door, &actor, case, &fields, code).await,
            Err(Error::Unavailable(domain::Port::Objects, why)) => {
                tracing::error!(error = why, "the object store does not answer");
                return again(&door, &actor, case, &fields, Code::ObjectsUnavailable).await;
            }
            Err(err) => return or_filed(&door, case, err),
        }
    }
    let sizes: Vec<u64> = files.iter().map(|(_, file)| file.size).collect();
    settled(door.ctx(), last, &sizes, fields.get("azione") == "invia").await?;
    if fields.get("azione") != "invia" {
        return Ok(see_other(&with_notice(&here, Notice::Saved)));
    }
    send(&door, &actor, case, &fields).await
}

async fn send(door: &Door, actor: &Actor, case: CaseId, fields: &Fields) -> Answer {
    let (event, unasked) = match cases::reply_event_of(door.ctx(), actor, case).await {
        Ok(of) => of,
        Err(err) => return or_filed(door, case, err),
    };
    let words = match fields.get(WHOLE_FIELD) {
        "" => fields.get("testo"),
        point => fields.get(&format!("punto-{point}")),
    };
    let text = words.replace("\r\n", "\n");
    let text = (!text.trim().is_empty()).then_some(text);
    let fire = Fire { text, ..Fire::new(case, event, fields.version()) };
    match cases::fire(door.ctx(), actor, &fire).await {
        Ok(()) => {
            let notice = if unasked { Notice::DocumentsSent } else { Notice::ReplySent };
            Ok(see_other(&with_notice(&routes::case(door.lang, case), notice)))
        }
        Err(Error::Refused(code) | Error::Conflict(code)) => again(door, actor, case, fields, code).await,
        Err(err) => Err(err.into()),
    }
}

/// The same page with the reason of the refusal; the answers are saved already.
async fn again(door: &Door, actor: &Actor, case: CaseId, fields: &Fields, code: Code) -> Answer {
    match cases::reply_page(door.ctx(), actor, door.lang, case).await {
        Ok(mut view) => {
            fields.get("testo").clone_into(&mut view.typed);
            view.problem = Some(code);
            let frame = Frame { path: format!("/pratiche/{case}/risposta"), ..door.frame() };
            Ok(page_with(StatusCode::UNPROCESSABLE_ENTITY, pages::reply(&frame, &view)))
        }
        Err(err) => or_filed(door, case, err),
    }
}

/// Where nothing is asked any more, the case's page says how things stand.
fn or_filed(door: &Door, case: CaseId, err: Error) -> Answer {
    match err {
        Error::Conflict(Code::EventNotPossible) => Ok(see_other(&routes::case(door.lang, case))),
        err => or_case(door.lang, case, err),
    }
}

fn typed(fields: &Fields) -> Vec<(PointId, String)> {
    let points = fields.0.iter().filter_map(|(name, text)| {
        let point = name.strip_prefix("punto-")?.parse().ok()?;
        Some((point, text.replace("\r\n", "\n")))
    });
    points.collect()
}

pub(super) async fn remove_file(
    signed: Signed,
    Path((_, case, document)): Path<(String, CaseId, DocumentId)>,
) -> Answer {
    let door = &signed.door;
    match cases::remove_from_reply(door.ctx(), &signed.actor, case, document).await {
        Ok(()) => Ok(see_other(&with_notice(&routes::reply(door.lang, case), Notice::FileRemoved))),
        Err(err) => or_filed(door, case, err),
    }
}

/// A message to the office.
pub(super) async fn message(
    signed: Option<Signed>,
    door: Door,
    Path((_, case)): CasePath,
    fields: Fields,
) -> Answer {
    let here = routes::case(door.lang, case);
    let Some(Signed { actor, .. }) = signed else {
        keep(&door, &here, &fields).await?;
        return Err(Problem::Login(door.lang, here));
    };
    let text = fields.get("messaggio").replace("\r\n", "\n");
    match cases::write_message(door.ctx(), &actor, case, &text, 0).await {
        Ok(()) => Ok(see_other(&with_notice(&format!("{here}#messaggi"), Notice::MessageSent))),
        Err(Error::Refused(code)) => {
            let mut view = cases::own_page(door.ctx(), &actor, door.lang, case).await?;
            view.letter.typed = text;
            view.letter.problem = Some(code);
            let frame = Frame { path: format!("/pratiche/{case}"), ..door.frame() };
            Ok(page_with(StatusCode::UNPROCESSABLE_ENTITY, pages::case(&frame, &view)))
        }
        Err(err) => or_case(door.lang, case, err),
    }
}

/// A new draft with the answers of a filed case.
pub(super) async fn copy(signed: Signed, Path((_, case)): CasePath) -> Answer {
    let door = &signed.door;
    match cases::copy(door.ctx(), &signed.actor, case).await {
        Ok((copy, answered)) => {
            let next = cases::next_page(door.ctx(), &signed.actor, copy).await?;
            let next = target(door.lang, copy, &next);
            Ok(see_other(&if answered { with_notice(&next, Notice::Copied) } else { next }))
        }
        Err(err) => or_case(door.lang, case, err),
    }
}
