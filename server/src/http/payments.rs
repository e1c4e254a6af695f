//! Notices found and paid, with or without a login; the way back; receipts from the hub.

use std::sync::Arc;

use app::{
    layout::{Frame, Notice},
    pages, routes,
};
use axum::{
    body::Bytes,
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use contract::{
    Code, Lang,
    ids::{CartId, CaseId, NoticeId, PositionId, RequestId},
    payments::{CODE_FIELD, NAV_FIELD, NoticeForm, NoticeProblem, Returned},
};
use domain::{
    Actor, Error, Port, cases,
    payments::{self, Held, Lookup},
    taxes,
};
use http::{HeaderMap, StatusCode, header};
use pagopa::answer::{Fault, receipt_answer};
use sha2::{Digest, Sha256};

use super::{
    cases::see_other,
    door::{Door, Signed, database, page, page_with, with_notice},
    error::{Answer, Problem},
    fields::Fields,
    state::App,
};

/// The key under which a session holds what it found.
const HELD: &str = "payments";

/// How many notices a session holds, paid ones too.
const MOST_HELD: usize = 50;

/// What this browser's session holds; a fresh key where it holds nothing yet.
async fn held(door: &Door) -> Answer<Held> {
    let held: Option<Held> = door.session.get(HELD).await.map_err(database)?;
    Ok(held.unwrap_or_else(|| Held { key: door.ctx().ids.next(), notices: Vec::new() }))
}

async fn hold(door: &Door, held: &Held) -> Answer<()> {
    door.session.insert(HELD, held).await.map_err(database)
}

fn actor(door: &Door) -> Actor {
    door.actor.clone().unwrap_or_else(|| Actor::stranger(door.request))
}

pub(super) async fn show(door: Door) -> Answer {
    let held = held(&door).await?;
    let code = door.actor.as_ref().map(|actor| actor.fiscal_code.clone()).unwrap_or_default();
    let form = NoticeForm { code, ..NoticeForm::default() };
    let basket = payments::basket(door.ctx(), &held, form).await?;
    Ok(page(pages::payments(&door.frame(), &basket, None)))
}

/// The form that finds a notice.
pub(super) async fn add(door: Door, fields: Fields) -> Answer {
    let mut held = held(&door).await?;
    let form = NoticeForm::read(fields.get(NAV_FIELD), fields.get(CODE_FIELD));
    match payments::find(door.ctx(), &actor(&door), &held, form).await? {
        Lookup::Found(id) => {
            if !held.notices.contains(&id) {
                held.notices.push(id);
            }
            // What is paid stays, so that its proof can be opened; long sessions forget the oldest.
            let superfluous = held.notices.len().saturating_sub(MOST_HELD);
            held.notices.drain(..superfluous);
            hold(&door, &held).await?;
            Ok(see_other(&with_notice(&routes::payments(door.lang), Notice::NoticeFound)))
        }
        Lookup::Refused(form) => {
            let status = if form.problems.contains(&NoticeProblem::TooManyTries) {
                StatusCode::TOO_MANY_REQUESTS
            } else {
                StatusCode::UNPROCESSABLE_ENTITY
            };
            let basket = payments::basket(door.ctx(), &held, form).await?;
            Ok(page_with(status, pages::payments(&payments_frame(&door), &basket, None)))
        }
    }
}

/// The frame of the page that a form led away from.
fn payments_frame(door: &Door) -> Frame {
    Frame { path: "/pagamenti".to_owned(), ..door.frame() }
}

pub(super) async fn remove(door: Door, Path((_, notice)): Path<(String, NoticeId)>) -> Answer {
    let mut held = held(&door).await?;
    let here = routes::payments(door.lang);
    if !held.notices.contains(&notice) {
        return Ok(see_other(&here));
    }
    held.notices.retain(|id| *id != notice);
    hold(&door, &held).await?;
    Ok(see_other(&with_notice(&here, Notice::NoticeRemoved)))
}

/// The button that pays: the notices that the form names, or all that the session found.
pub(super) async fn begin(door: Door, fields: Fields) -> Answer {
    let held = held(&door).await?;
    let from = PaidFrom::of(&fields);
    if let (Some(page), None) = (from.page(door.lang), &door.actor) {
        return Err(Problem::Login(door.lang, page));
    }
    let named = fields.0.iter().filter(|(name, _)| name == NAV_FIELD);
    let mut chosen: Vec<NoticeId> = named.filter_map(|(_, id)| id.parse().ok()).collect();
    if chosen.is_empty() {
        chosen = payments::basket_notices(door.ctx(), &held).await?;
    }
    let (lang, public) = (door.lang, door.app.config.public_origin());
    let returns =
        |cart: CartId, how: Returned| format!("{public}{}", routes::payment_return(lang, cart, how.as_str()));
    match payments::begin(door.ctx(), &actor(&door), &held, &chosen, &returns).await {
        Ok(begun) => {
            let own = routes::payment(lang, begun.cart);
            Ok(see_other(begun.checkout.as_deref().unwrap_or(&own)))
        }
        Err(err) => not_begun(&door, &held, from, err).await,
    }
}

/// The page that a button to pay was on.
#[derive(Clone, Copy)]
enum PaidFrom {
    /// The notices that the session found.
    Basket,
    /// A tax position.
    Position(PositionId),
    /// A case.
    Case(CaseId),
}

impl PaidFrom {
    fn of(fields: &Fields) -> Self {
        if let Ok(position) = fields.get("posizione").parse() {
            return Self::Position(position);
        }
        fields.get("pratica").parse().map_or(Self::Basket, Self::Case)
    }

    /// Its address, where it is only for who is logged in.
    fn page(self, lang: Lang) -> Option<String> {
        match self {
            Self::Basket => None,
            Self::Position(position) => Some(routes::tax_position(lang, position)),
            Self::Case(case) => Some(routes::case(lang, case)),
        }
    }
}

/// The page that the button was on, saying why nothing was begun. Nothing that was found is lost.
async fn not_begun(door: &Door, held: &Held, from: PaidFrom, err: Error) -> Answer {
    let (status, code) = match err {
        Error::Unavailable(Port::Payments, why) => {
            tracing::error!(error = why, "payments cannot be begun");
            (StatusCode::SERVICE_UNAVAILABLE, Code::PaymentsUnavailable)
        }
        Error::Refused(code) => (StatusCode::UNPROCESSABLE_ENTITY, code),
        Error::Conflict(code) => (StatusCode::CONFLICT, code),
        other => return Err(other.into()),
    };
    Ok(match from {
        PaidFrom::Position(position) => {
            let view = taxes::position(door.ctx(), &actor(door), door.lang, position).await?;
            let frame = Frame { path: format!("/tributi/{position}"), ..door.frame() };
            page_with(status, pages::tax_position(&frame, &view, Some(code)))
        }
        PaidFrom::Case(case) => {
            let mut view = cases::own_page(door.ctx(), &actor(door), door.lang, case).await?;
            view.payments.problem = Some(code);
            let frame = Frame { path: format!("/pratiche/{case}"), ..door.frame() };
            page_with(status, pages::case(&frame, &view))
        }
        PaidFrom::Basket => {
            let basket = payments::basket(door.ctx(), held, NoticeForm::default()).await?;
            page_with(status, pages::payments(&payments_frame(door), &basket, Some(code)))
        }
    })
}

/// Who paid without a login and has lost their session finds nothing; who was logged in logs in again.
fn or_login(door: &Door, back: String, err: Error) -> Problem {
    match (&door.actor, err) {
        (None, Error::NotFound(_)) => Problem::Login(door.lang, back),
        (_, err) => err.into(),
    }
}

pub(super) async fn payment(door: Door, Path((_, cart)): Path<(String, CartId)>) -> Answer {
    let held = held(&door).await?;
    let view = payments::payment(door.ctx(), &actor(&door), &held, cart).await;
    let mut view = view.map_err(|err| or_login(&door, routes::payment(door.lang, cart), err))?;
    let notices: Vec<NoticeId> = view.notices.iter().map(|notice| notice.id).collect();
    view.cases = cases::paid_for(door.ctx(), &actor(&door), &notices).await?;
    Ok(page(pages::payment(&door.frame(), &view)))
}

/// The way back from the page where one pays. It confirms nothing.
pub(super) async fn returned(door: Door, Path((_, cart, how)): Path<(String, CartId, String)>) -> Answer {
    let how = Returned::parse(&how).ok_or(Problem::NoPage)?;
    let here = routes::payment(door.lang, cart);
    let noted = payments::came_back(door.ctx(), &actor(&door), &held(&door).await?, cart, how).await;
    noted.map_err(|err| or_login(&door, here.clone(), err))?;
    Ok(see_other(&here))
}

pub(super) async fn paper(door: Door, Path((_, id)): Path<(String, NoticeId)>) -> Answer {
    let held = held(&door).await?;
    let paper = payments::notice_paper(door.ctx(), &actor(&door), &held, door.lang, id).await;
    let paper = paper.map_err(|err| or_login(&door, routes::notice_paper(door.lang, id), err))?;
    let headers = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{}\"", paper.name)),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, paper.bytes).into_response())
}

pub(super) async fn proof(door: Door, Path((_, id)): Path<(String, NoticeId)>) -> Answer {
    let held = held(&door).await?;
    let view = payments::proof(door.ctx(), &actor(&door), &held, id).await;
    let view = view.map_err(|err| or_login(&door, routes::notice_proof(door.lang, id), err))?;
    Ok(page(pages::proof(&door.frame(), &view)))
}

/// Money that arrived and pays no notice.
pub(super) async fn to_check(signed: Signed) -> Answer {
    let door = &signed.door;
    let receipts = payments::receipts_to_check(door.ctx(), &signed.actor).await?;
    Ok(page(pages::office_receipts(&door.frame(), &receipts)))
}

/// Whether a message presents itself with the word of the hub.
fn from_hub(app: &App, headers: &HeaderMap) -> Result<(), StatusCode> {
    let shown = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let shown = shown.and_then(|value| value.strip_prefix("Bearer ")).ok_or(StatusCode::UNAUTHORIZED)?;
    let expected = app.config.pagopa_station_key.as_deref().filter(|key| !key.is_empty());
    // Digests are compared: how long it takes says nothing of the word.
    match expected {
        Some(expected) if Sha256::digest(expected) == Sha256::digest(shown) => Ok(()),
        _ => Err(StatusCode::FORBIDDEN),
    }
}

/// What pagoPA's hub sends: receipts. Whoever does not know the word is told nothing.
pub(super) async fn station(State(app): State<Arc<App>>, headers: HeaderMap, body: Bytes) -> Response {
    if let Err(status) = from_hub(&app, &headers) {
        tracing::warn!(status = status.as_u16(), "a message that is not the hub's was refused");
        return status.into_response();
    }
    let request = super::observe::current_request().unwrap_or_else(|| RequestId(app.ctx.ids.next()));
    let message = String::from_utf8_lossy(&body);
    let answer = match payments::receive(&app.ctx, &Actor::stranger(request), &message).await {
        Ok(answer) => answer,
        Err(err) => {
            // The hub sends it again.
            tracing::error!(error = %err, "a receipt could not be taken");
            receipt_answer(&app.ctx.pagopa.creditor, Err(Fault::System))
        }
    };
    ([(header::CONTENT_TYPE, "text/xml; charset=utf-8"), (header::CACHE_CONTROL, "no-store")], answer)
        .into_response()
}
