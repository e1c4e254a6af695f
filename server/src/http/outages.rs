//! The portal's own outages: the public list, the attestation, the administrators' announcements.

use app::{layout::Notice, pages, routes};
use axum::{
    extract::Path,
    response::{IntoResponse, Redirect},
};
use contract::{
    ids::OutageId,
    outages::{Days, PlanForm},
};
use domain::office;
use http::{StatusCode, header};

use super::{
    door::{Door, Signed, page, page_with, with_notice},
    error::{Answer, Problem},
    fields::{Fields, keep, take},
};

/// The days that the address asks for; `Err` if it asks for some that make no sense.
fn asked(door: &Door) -> Result<Option<Days>, ()> {
    let day = |name: &str| door.query_value(name).unwrap_or_default();
    let (from, to) = (day("dal"), day("al"));
    if from.is_empty() && to.is_empty() {
        return Ok(None);
    }
    Days::parse(&from, &to).map(Some).ok_or(())
}

pub(super) async fn list(door: Door) -> Answer {
    let asked = asked(&door);
    let wrong = asked.is_err();
    let shown = office::outages(door.ctx(), asked.unwrap_or_default(), wrong).await?;
    let status = if wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok(page_with(status, pages::outages(&door.frame(), &shown)))
}

pub(super) async fn attestation(signed: Signed) -> Answer {
    let door = &signed.door;
    let days = match asked(door) {
        Ok(days) => days.unwrap_or_else(|| Days::until(door.now().day())),
        Err(()) => return Ok(Redirect::to(&routes::outages(door.lang)).into_response()),
    };
    let pdf = office::outage_attestation(door.ctx(), &signed.actor, days).await?;
    let name = format!("attachment; filename=\"interruzioni-{}-{}.pdf\"", days.from, days.to);
    let headers = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (header::CONTENT_DISPOSITION, name),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, pdf).into_response())
}

fn plan(fields: &Fields) -> PlanForm {
    let text = |name: &str| fields.get(name).to_owned();
    PlanForm {
        from_day: text("da_giorno"),
        from_time: text("da_ora"),
        to_day: text("a_giorno"),
        to_time: text("a_ora"),
        reason: text("motivo"),
        problems: Vec::new(),
    }
}

pub(super) async fn office(signed: Signed) -> Answer {
    let door = &signed.door;
    let kept = take(door, &routes::office_outages(door.lang)).await?;
    let form = kept.map(|fields| plan(&fields)).unwrap_or_default();
    let coming = office::announced_outages(door.ctx(), &signed.actor).await?;
    Ok(page(pages::office_outages(&door.frame(), &coming, &form)))
}

pub(super) async fn announce(signed: Option<Signed>, door: Door, fields: Fields) -> Answer {
    let here = routes::office_outages(door.lang);
    let Some(Signed { actor, .. }) = signed else {
        keep(&door, &here, &fields).await?;
        return Err(Problem::Login(door.lang, here));
    };
    let coming = office::announced_outages(door.ctx(), &actor).await?;
    let (form, outage) = plan(&fields).judged(door.now());
    let Some(outage) = outage else {
        let html = pages::office_outages(&door.frame(), &coming, &form);
        return Ok(page_with(StatusCode::UNPROCESSABLE_ENTITY, html));
    };
    office::announce_outage(door.ctx(), &actor, &outage).await?;
    Ok(Redirect::to(&with_notice(&here, Notice::ActionDone)).into_response())
}

pub(super) async fn recall(signed: Signed, Path((_, id)): Path<(String, OutageId)>) -> Answer {
    let door = &signed.door;
    office::recall_outage(door.ctx(), &signed.actor, id).await?;
    let to = with_notice(&routes::office_outages(door.lang), Notice::ActionDone);
    Ok(Redirect::to(&to).into_response())
}
