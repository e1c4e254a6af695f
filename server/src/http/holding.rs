//! Who holds a case: given to somebody else, taken, accepted.

use app::{
    layout::{Frame, Notice},
    pages::{self, HoldingTyped},
    routes,
};
use axum::extract::Path;
use contract::{
    Code,
    ids::{CaseId, HandingId},
};
use domain::{
    Actor, Ctx, Error,
    cases::{self, HandOn, HandingAnswer, SetTitolari},
};
use http::StatusCode;

use super::{
    cases::{CasePath, see_other},
    door::{Door, Signed, page, page_with, with_notice},
    error::{Answer, Problem},
    fields::{Fields, keep, take},
};

type HandingPath = Path<(String, HandingId)>;

pub(super) async fn show(signed: Signed, Path((_, case)): CasePath) -> Answer {
    let door = &signed.door;
    let kept = take(door, &routes::holding(door.lang, case)).await?;
    let held = match cases::holding_page(door.ctx(), &signed.actor, door.lang, case).await {
        // A draft is nobody's but its author's.
        Err(Error::Conflict(Code::Incomplete)) => return Ok(see_other(&routes::case(door.lang, case))),
        held => held?,
    };
    let typed = kept.map(|fields| typed(&fields, None)).unwrap_or_default();
    Ok(page(pages::holding(&door.frame(), &held, &typed)))
}

fn typed(fields: &Fields, problem: Option<Code>) -> HoldingTyped {
    HoldingTyped { fiscal_code: fields.get("codice_fiscale").to_owned(), words: words(fields), problem }
}

fn words(fields: &Fields) -> String {
    fields.get("testo").replace("\r\n", "\n")
}

pub(super) async fn change(
    signed: Option<Signed>,
    door: Door,
    Path((_, case)): CasePath,
    fields: Fields,
) -> Answer {
    let here = routes::holding(door.lang, case);
    let Some(Signed { actor, .. }) = signed else {
        keep(&door, &here, &fields).await?;
        return Err(Problem::Login(door.lang, here));
    };
    let (ctx, of) = (door.ctx(), routes::case(door.lang, case));
    let (done, to, notice) = match fields.get("azione") {
        "affida" => {
            let fiscal_code = fields.get("codice_fiscale").to_owned();
            let asked = HandOn { case, fiscal_code, words: words(&fields) };
            (cases::hand_on(ctx, &actor, &asked).await, &here, Notice::HandedOn)
        }
        "annulla" => (cases::withdraw_handing(ctx, &actor, case).await, &here, Notice::HandingWithdrawn),
        "subentra" => (cases::take_over(ctx, &actor, case, &words(&fields)).await, &of, Notice::TakenOver),
        _ => {
            // Who may not see the case learns nothing from a form without a button either.
            cases::holding_page(ctx, &actor, door.lang, case).await?;
            return Err(Problem::Edge(StatusCode::BAD_REQUEST, Code::BadRequest));
        }
    };
    match done {
        Ok(()) => Ok(see_other(&with_notice(to, notice))),
        Err(Error::Refused(code)) => {
            again(&door, &actor, case, &fields, (StatusCode::UNPROCESSABLE_ENTITY, code)).await
        }
        Err(Error::Conflict(code)) => again(&door, &actor, case, &fields, (StatusCode::CONFLICT, code)).await,
        Err(err) => Err(err.into()),
    }
}

/// The same page with what was typed and why it was refused.
async fn again(
    door: &Door,
    actor: &Actor,
    case: CaseId,
    fields: &Fields,
    (status, code): (StatusCode, Code),
) -> Answer {
    let held = cases::holding_page(door.ctx(), actor, door.lang, case).await?;
    let frame = Frame { path: format!("/pratiche/{case}/affidamento"), ..door.frame() };
    Ok(page_with(status, pages::holding(&frame, &held, &typed(fields, Some(code)))))
}

pub(super) async fn given(signed: Signed, Path((_, id)): HandingPath) -> Answer {
    let door = &signed.door;
    let given = cases::handing_page(door.ctx(), &signed.actor, door.lang, id).await?;
    Ok(page(pages::handing(&door.frame(), &given)))
}

pub(super) async fn answer(
    signed: Option<Signed>,
    door: Door,
    Path((_, id)): HandingPath,
    fields: Fields,
) -> Answer {
    let Some(Signed { actor, .. }) = signed else {
        return Err(Problem::Login(door.lang, routes::handing(door.lang, id)));
    };
    let answer = match fields.get("azione") {
        "accetta" => HandingAnswer::Take,
        "rifiuta" => HandingAnswer::Decline,
        _ => {
            cases::handing_page(door.ctx(), &actor, door.lang, id).await?;
            return Err(Problem::Edge(StatusCode::BAD_REQUEST, Code::BadRequest));
        }
    };
    let case = cases::answer_handing(door.ctx(), &actor, id, answer).await?;
    Ok(see_other(&match answer {
        HandingAnswer::Take => with_notice(&routes::case(door.lang, case), Notice::TakenOver),
        HandingAnswer::Decline => with_notice(&routes::dashboard(door.lang), Notice::HandingDeclined),
    }))
}

/// Says whose a case is, one codice fiscale a line, and who holds it.
pub(super) async fn titolari_set(
    ctx: &Ctx,
    actor: &Actor,
    case: CaseId,
    fields: &Fields,
) -> Result<(), Error> {
    let asked = SetTitolari {
        case,
        codes: fields.get("valore").split_whitespace().map(str::to_owned).collect(),
        before: fields.get("prima").split_whitespace().map(str::to_owned).collect(),
        holder: fields.get("segue").to_owned(),
        reason: fields.get("motivo").replace("\r\n", "\n"),
    };
    cases::set_titolari(ctx, actor, &asked).await
}
