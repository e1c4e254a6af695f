//! The office's pages.

use app::{layout::Notice, pages, routes};
use axum::{
    extract::Path,
    response::{IntoResponse, Redirect},
};
use contract::{
    cases::Phase,
    ids::{CaseId, JobId},
    office::Charge,
};
use domain::{
    Error, cases, jobs,
    office::{self, InboxQuery},
};
use http::header;

use super::{
    cases::{CasePath, see_other},
    desk::{self, refused},
    door::{Door, Signed, database, page, with_notice},
    error::{Answer, Problem},
    events::{fire_of, fired, typed_again},
    fields::{Fields, has_ended, keep, take},
};

/// The key under which a session holds the words of the inbox's last search: names and codes are
/// searched for, and addresses end up in logs and histories.
const SEARCH: &str = "search";

pub(super) async fn inbox(signed: Signed) -> Answer {
    let door = &signed.door;
    let words = match door.query_value("ricerca") {
        Some(_) => door.session.get::<String>(SEARCH).await.map_err(database)?,
        None => None,
    };
    let query = InboxQuery {
        phase: door.query_value("fase").as_deref().and_then(Phase::parse),
        charge: door.query_value("incarico").as_deref().and_then(Charge::parse),
        procedure: door.query_value("procedimento").filter(|slug| !slug.is_empty()),
        query: words.unwrap_or_default(),
        after: door.query_value("dopo"),
    };
    let inbox = office::inbox(door.ctx(), &signed.actor, door.lang, &query).await?;
    Ok(page(pages::office_inbox(&door.frame(), &inbox)))
}

/// Keeps the words and shows what they find. Words sent after the session ended are searched for after the login of the same
/// person.
pub(super) async fn search(signed: Option<Signed>, door: Door, fields: Fields) -> Answer {
    if let Some(Signed { actor, .. }) = &signed {
        office::demand_inbox(actor)?;
    }
    let words: String = fields.get("cerca").trim().chars().take(200).collect();
    let wanted = routes::Wanted {
        phase: Phase::parse(fields.get("fase")),
        charge: Charge::parse(fields.get("incarico")),
        procedure: Some(fields.get("procedimento")).filter(|slug| !slug.is_empty()),
        searched: !words.is_empty(),
    };
    let to = routes::office_inbox_page(door.lang, &wanted, None);
    if words.is_empty() {
        let _forgotten: Option<String> = door.session.remove(SEARCH).await.map_err(database)?;
    } else if signed.is_some() || has_ended(&door).await? {
        door.session.insert(SEARCH, words).await.map_err(database)?;
    }
    match signed {
        Some(_) => Ok(Redirect::to(&to).into_response()),
        None => Err(Problem::Login(door.lang, to)),
    }
}

pub(super) async fn show(signed: Signed, Path((_, case)): CasePath) -> Answer {
    let door = &signed.door;
    if cases::is_held_by(door.ctx(), &signed.actor, case).await? {
        return Ok(see_other(&with_notice(&routes::case(door.lang, case), Notice::OwnCase)));
    }
    let kept = take(door, &routes::office_case(door.lang, case)).await?;
    let mut view = cases::office_page(door.ctx(), &signed.actor, door.lang, case).await?;
    if let Some(fields) = kept
        && !desk::kept(&mut view, &fields)
    {
        typed_again(&mut view, fields.get("evento"), &fields, (None, door.ctx().clock.now().day()));
        fields.get("messaggio").clone_into(&mut view.letter.typed);
    }
    let (event, body) = (door.query_value("atto"), door.query_value("ente"));
    for action in view.actions.iter_mut().filter(|action| Some(&action.event) == event.as_ref()) {
        action.chosen |= action.body == body;
    }
    Ok(page(pages::office_case(&door.frame(), &view)))
}

pub(super) async fn event(
    signed: Option<Signed>,
    door: Door,
    Path((_, case, event)): Path<(String, CaseId, String)>,
    mut fields: Fields,
) -> Answer {
    let here = routes::office_case(door.lang, case);
    let Some(Signed { actor, .. }) = signed else {
        fields.0.push(("evento".into(), event));
        keep(&door, &here, &fields).await?;
        return Err(Problem::Login(door.lang, here));
    };
    match fired(&door, &actor, case, &event, &fields).await {
        Ok(()) => Ok(Redirect::to(&with_notice(&here, Notice::ActionDone)).into_response()),
        Err(Error::Refused(code) | Error::Conflict(code)) => {
            let problem = (Some(code), door.ctx().clock.now().day());
            refused(&door, &actor, case, |view| typed_again(view, &event, &fields, problem)).await
        }
        Err(err) => Err(err.into()),
    }
}

/// The document that an act would become, laid out and not done.
pub(super) async fn preview(
    signed: Option<Signed>,
    door: Door,
    Path((_, case, event)): Path<(String, CaseId, String)>,
    mut fields: Fields,
) -> Answer {
    let Some(Signed { actor, .. }) = signed else {
        let here = routes::office_case(door.lang, case);
        fields.0.push(("evento".into(), event));
        keep(&door, &here, &fields).await?;
        return Err(Problem::Login(door.lang, here));
    };
    let made = match fire_of(case, &event, &fields) {
        Ok(fire) => cases::preview_deed(door.ctx(), &actor, &fire).await,
        Err(err) => Err(err),
    };
    match made {
        Ok(pdf) => {
            let headers = [
                (header::CONTENT_TYPE, "application/pdf"),
                (header::CONTENT_DISPOSITION, "inline; filename=\"bozza.pdf\""),
                (header::CACHE_CONTROL, "no-store"),
            ];
            Ok((headers, pdf).into_response())
        }
        Err(Error::Refused(code) | Error::Conflict(code)) => {
            let problem = (Some(code), door.ctx().clock.now().day());
            refused(&door, &actor, case, |view| typed_again(view, &event, &fields, problem)).await
        }
        Err(err) => Err(err.into()),
    }
}

pub(super) async fn failed_work(signed: Signed) -> Answer {
    let door = &signed.door;
    let failed = jobs::list_failed(door.ctx(), &signed.actor).await?;
    Ok(page(pages::office_jobs(&door.frame(), &failed)))
}

pub(super) async fn retry_work(signed: Signed, Path((_, job)): Path<(String, JobId)>) -> Answer {
    let door = &signed.door;
    jobs::retry(door.ctx(), &signed.actor, job).await?;
    Ok(Redirect::to(&with_notice(&routes::office_jobs(door.lang), Notice::JobQueued)).into_response())
}
