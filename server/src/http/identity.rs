//! Login, logout, profile.

use app::{layout::Notice, pages, routes};
use axum::response::{IntoResponse, Redirect, Response};
use contract::{Code, ids::PersonId, messages::ContactForm};
use domain::{cases, identity as verbs, ports::PendingLogin};
use serde::{Deserialize, Serialize};

use super::{
    door::{Door, Signed, database, page, page_with, with_notice},
    error::{Answer, Problem},
    fields::{Fields, kept_for, take},
    session::{ENDED, LED, LOGIN, Login},
};

const PENDING: &str = "pending";

/// A login under way, and where to go afterwards.
#[derive(Serialize, Deserialize)]
struct Pending {
    login: PendingLogin,
    to: String,
    lang: contract::Lang,
}

/// Only paths of ours: an address elsewhere would lead people away from a page they trust.
fn own_path(door: &Door, to: &str) -> String {
    // Browsers drop tabs and newlines and read `\` as `/`: only plain visible characters pass.
    let plain = to.chars().all(|c| c.is_ascii_graphic() && c != '\\');
    let ours = plain && to.starts_with('/') && !to.starts_with("//");
    if ours { to.to_owned() } else { routes::dashboard(door.lang) }
}

pub(super) async fn login_page(door: Door) -> Answer {
    let to = own_path(&door, &door.query_value("ritorno").unwrap_or_default());
    if door.actor.is_some() {
        return Ok(Redirect::to(&to).into_response());
    }
    let kept = kept_for(&door, &to).await?;
    Ok(page(pages::login(&door.frame(), &to, kept, None)))
}

pub(super) async fn begin(door: Door, fields: Fields) -> Answer {
    let to = own_path(&door, fields.get("ritorno"));
    let login = match door.app.identity.begin().await {
        Ok(login) => login,
        Err(err) => return not_now(&door, &to, err.into()).await,
    };
    let url = login.url.clone();
    let pending = Pending { login, to, lang: door.lang };
    door.session.insert(PENDING, pending).await.map_err(database)?;
    Ok(Redirect::to(&url).into_response())
}

pub(super) async fn callback(mut door: Door) -> Answer {
    let pending: Option<Pending> = door.session.remove(PENDING).await.map_err(database)?;
    let Some(pending) = pending else {
        let to = routes::dashboard(door.lang);
        return not_now(&door, &to, domain::Error::Refused(Code::LoginFailed)).await;
    };
    door.lang = pending.lang;
    let state = door.query_value("state").unwrap_or_default();
    let code = door.query_value("code").filter(|_| state == pending.login.state);
    let Some(code) = code else {
        return not_now(&door, &pending.to, domain::Error::Refused(Code::LoginFailed)).await;
    };
    let identity = match door.app.identity.finish(&pending.login, &code).await {
        Ok(identity) => identity,
        Err(err) => return not_now(&door, &pending.to, err.into()).await,
    };
    let person = verbs::record_login(door.ctx(), door.request, &identity).await?;
    cases::named_by_login(door.ctx(), person).await?;
    let before = match door.session.get::<Login>(LOGIN).await.map_err(database)? {
        Some(login) => Some(login.person),
        None => door.session.remove::<PersonId>(ENDED).await.map_err(database)?,
    };
    let other = match before {
        Some(before) => !verbs::same_person(door.ctx(), before, person).await?,
        None => false,
    };
    if other {
        // What another typed, searched for and found in this browser is theirs.
        door.session.flush().await.map_err(database)?;
    } else {
        // A new id for a new right: whoever knew the old one gains nothing.
        door.session.cycle_id().await.map_err(database)?;
    }
    let now = door.now();
    door.session.insert(LOGIN, Login { person, at: now, seen: now }).await.map_err(database)?;
    door.session.insert(LED, &pending.to).await.map_err(database)?;
    let to = match kept_for(&door, &pending.to).await? {
        true => with_notice(&pending.to, Notice::Kept),
        false => pending.to,
    };
    Ok(Redirect::to(&to).into_response())
}

/// The login page again, saying why and keeping the way back.
async fn not_now(door: &Door, to: &str, err: domain::Error) -> Answer {
    let code = match err {
        domain::Error::Unavailable(_, why) => {
            tracing::error!(error = why, "the identity provider does not answer");
            Code::LoginUnavailable
        }
        _ => Code::LoginFailed,
    };
    let status = if code == Code::LoginUnavailable {
        http::StatusCode::SERVICE_UNAVAILABLE
    } else {
        http::StatusCode::UNAUTHORIZED
    };
    let frame = door.app.frame(door.lang, "/accesso", None);
    let kept = kept_for(door, to).await?;
    Ok(page_with(status, pages::login(&frame, to, kept, Some(code))))
}

pub(super) async fn logout(door: Door) -> Answer {
    leave(&door).await?;
    Ok(Redirect::to(&with_notice(&routes::login(door.lang), Notice::LoggedOut)).into_response())
}

/// Ends the session. Of another tab, where somebody goes on typing, it is known whose it was.
async fn leave(door: &Door) -> Answer<()> {
    let person = door.actor.as_ref().and_then(|actor| actor.person);
    door.session.flush().await.map_err(database)?;
    match person {
        Some(person) => door.session.insert(ENDED, person).await.map_err(database),
        None => Ok(()),
    }
}

pub(super) async fn logout_everywhere(signed: Signed) -> Answer {
    verbs::end_all_sessions(signed.door.ctx(), &signed.actor).await?;
    leave(&signed.door).await?;
    let to = with_notice(&routes::login(signed.door.lang), Notice::LoggedOutEverywhere);
    Ok(Redirect::to(&to).into_response())
}

pub(super) async fn profile(signed: Signed) -> Result<Response, Problem> {
    let door = &signed.door;
    let profile = verbs::profile(door.ctx(), &signed.actor, &door.session_hash()).await?;
    let mut contacts = verbs::contact_form(door.ctx(), &signed.actor, door.lang).await?;
    if let Some(fields) = take(door, &routes::profile(door.lang)).await? {
        contacts = ContactForm { problems: Vec::new(), ..ContactForm::read(&fields.0, contacts.login_email) };
    }
    Ok(page(pages::profile(&door.frame(), &profile, &contacts)))
}
