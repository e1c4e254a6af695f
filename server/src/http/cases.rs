//! A citizen's cases: begun, filled, sent, followed.

use app::{
    layout::Notice,
    pages::{self, Waiting},
    routes,
};
use axum::{
    extract::{FromRequestParts, Path},
    response::{IntoResponse, Redirect, Response},
};
use contract::{Code, Lang, cases::StepTarget, ids::CaseId};
use domain::{
    Actor, Error,
    cases::{self, SaveStep, Saved, Shown},
    catalogue,
};
use http::{Method, StatusCode, header, request::Parts};

use super::{
    door::{Door, Signed, database, page, page_with, with_notice},
    error::{Answer, Problem},
    events::typed_again,
    fields::{Fields, keep, take},
    session::LED,
};

pub(super) type CasePath = Path<(String, CaseId)>;

pub(super) fn see_other(to: &str) -> Response {
    Redirect::to(to).into_response()
}

pub(super) fn target(lang: Lang, case: CaseId, target: &StepTarget) -> String {
    match target {
        StepTarget::Questions(step) => routes::step(lang, case, step),
        StepTarget::Documents => routes::documents(lang, case),
        StepTarget::Summary => routes::summary(lang, case),
    }
}

/// A draft's page asked for a case that was filed: go to the case.
pub(super) fn or_case(lang: Lang, case: CaseId, err: Error) -> Answer {
    match err {
        Error::Conflict(Code::AlreadySubmitted) => Ok(see_other(&routes::case(lang, case))),
        other => Err(other.into()),
    }
}

pub(super) async fn dashboard(signed: Signed) -> Answer {
    let door = &signed.door;
    let mine = cases::mine(door.ctx(), &signed.actor, door.lang).await?;
    let rows = |list: Vec<(String, _)>| list.into_iter().map(|(_, row)| row).collect::<Vec<_>>();
    let asked = cases::asked_of(door.ctx(), &signed.actor, door.lang).await?;
    let given = cases::given_to(door.ctx(), &signed.actor, door.lang).await?;
    let passed = cases::passed_on(door.ctx(), &signed.actor, door.lang).await?;
    let waiting = Waiting { signatures: &asked, given: &given };
    let (drafts, filed, of_others) = (rows(mine.drafts), rows(mine.filed), rows(mine.followed_by_others));
    Ok(page(pages::dashboard(&door.frame(), waiting, &drafts, &filed, &of_others, &passed)))
}

/// After a login that began on a service's page: its open drafts to choose from, or a new one. Who comes by a link from
/// elsewhere is asked first: nobody else begins a case in their name, with answers of their choice.
pub(super) async fn start_page(signed: Signed, Path((_, slug)): Path<(String, String)>) -> Answer {
    let door = &signed.door;
    let led = door.session.remove::<String>(LED).await.map_err(database)?;
    let drafts = cases::open_drafts(door.ctx(), &signed.actor, door.lang, &slug).await?;
    let given = given(&door.query_pairs());
    if drafts.is_empty() && led.is_some_and(|led| led == routes::start_with(door.lang, &slug, &given)) {
        return begin(&signed, &slug, &given).await;
    }
    let service = catalogue::service(door.ctx(), door.lang, &slug).await?;
    // What is got elsewhere is not begun here.
    if service.access.is_some() {
        return Err(Error::NotFound(domain::Kind::Service).into());
    }
    Ok(page(pages::service(&door.frame(), &service, &drafts, &given)))
}

/// The button of the service's page. Somebody with open drafts is asked which one, unless the
/// button said that a new one is wanted.
pub(super) async fn start(
    signed: Option<Signed>,
    door: Door,
    Path((_, slug)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let Some(signed) = signed else {
        return Err(Problem::Login(door.lang, routes::start_with(door.lang, &slug, &given(&fields.0))));
    };
    let given = given(&fields.0);
    if fields.get("nuova").is_empty() {
        let drafts = cases::open_drafts(door.ctx(), &signed.actor, door.lang, &slug).await?;
        if !drafts.is_empty() {
            return Ok(see_other(&routes::start_with(door.lang, &slug, &given)));
        }
    }
    begin(&signed, &slug, &given).await
}

/// What the page that led here knows already: fields `dato.<question>`.
fn given(fields: &[(String, String)]) -> Vec<(String, String)> {
    let given = fields.iter().filter_map(|(name, value)| Some((name.strip_prefix("dato.")?, value)));
    given.map(|(name, value)| (name.to_owned(), value.clone())).collect()
}

async fn begin(signed: &Signed, slug: &str, given: &[(String, String)]) -> Answer {
    let door = &signed.door;
    let case = cases::start(door.ctx(), &signed.actor, slug, given).await?;
    let next = cases::next_page(door.ctx(), &signed.actor, case).await?;
    Ok(see_other(&target(door.lang, case, &next)))
}

pub(super) async fn step(signed: Signed, Path((_, case, step)): Path<(String, CaseId, String)>) -> Answer {
    let door = &signed.door;
    let kept = take(door, &routes::step(door.lang, case, &step)).await?;
    let shown = match kept {
        Some(fields) => {
            let version = fields.version();
            Shown::Typed(fields.0, version)
        }
        None if door.query_value("errori").is_some() => Shown::Problems,
        None => Shown::Stored,
    };
    let found = cases::step_page(door.ctx(), &signed.actor, door.lang, case, &step, shown).await;
    let mut view = match found {
        Ok(view) => view,
        Err(err) => return or_case(door.lang, case, err),
    };
    view.from_summary = door.query_value("da").is_some();
    Ok(page(pages::step(&door.frame(), &view)))
}

pub(super) async fn save_step(
    signed: Option<Signed>,
    door: Door,
    Path((_, case, step)): Path<(String, CaseId, String)>,
    fields: Fields,
) -> Answer {
    let lang = door.lang;
    let here = routes::step(lang, case, &step);
    let Some(Signed { actor, .. }) = signed else {
        keep(&door, &here, &fields).await?;
        return Err(Problem::Login(lang, here));
    };
    let save = SaveStep { case, step, typed: fields.0.clone(), row_version: fields.version() };
    let from_summary = door.query_value("da").is_some() || !fields.get("da").is_empty();
    if let Some((question, offer)) =
        fields.get("azione").strip_prefix("usa:").and_then(|of| of.split_once(':'))
    {
        return take_offer(&door, &actor, &save, question, offer, from_summary).await;
    }
    let saved = match cases::save_step(door.ctx(), &actor, &save).await {
        Ok(saved) => saved,
        Err(err) => return or_case(lang, case, err),
    };
    if saved == Saved::Stale {
        return stale(&door, &actor, save).await;
    }
    match fields.get("azione") {
        "salva" => Ok(see_other(&with_notice(&routes::dashboard(lang), Notice::Saved))),
        "indietro" => {
            let before = cases::page_before(door.ctx(), &actor, case, &save.step).await?;
            // From a row one goes back to the list of rows, also where nothing was added to it.
            let list = save.step.split_once('~').map(|(list, _)| routes::step(lang, case, list));
            let before = list.or_else(|| Some(target(lang, case, &before?)));
            Ok(see_other(&before.unwrap_or_else(|| routes::dashboard(lang))))
        }
        other => {
            let given = other.strip_prefix("dati:").filter(|question| routes::plain(question));
            let from = if from_summary { "?da=riepilogo" } else { "" };
            let given =
                given.map(|question| format!("{}{from}", routes::given(lang, case, &save.step, question)));
            let elsewhere = given.or_else(|| routes::gone_to(lang, case, other));
            Ok(see_other(&elsewhere.unwrap_or_else(|| next_address(lang, case, &here, saved, from_summary))))
        }
    }
}

/// Where a page that was saved leads to.
fn next_address(lang: Lang, case: CaseId, here: &str, saved: Saved, from_summary: bool) -> String {
    let same = if from_summary { format!("{here}?da=riepilogo") } else { here.to_owned() };
    match saved {
        // A row that was changed from the summary goes back there as any page does.
        Saved::Done(_) if from_summary => routes::summary(lang, case),
        Saved::Done(next) => target(lang, case, &next),
        Saved::MoreQuestions(first) => {
            format!("{}#campo-{first}", with_notice(&same, Notice::MoreQuestions))
        }
        _ => format!("{same}{}errori=1#errori", if from_summary { '&' } else { '?' }),
    }
}

/// Both texts side by side: what is stored, and what this page wanted to store.
async fn stale(door: &Door, actor: &Actor, save: SaveStep) -> Answer {
    let shown = Shown::Stale(save.typed);
    let view = cases::step_page(door.ctx(), actor, door.lang, save.case, &save.step, shown).await?;
    Ok(page_with(StatusCode::CONFLICT, pages::step(&door.frame(), &view)))
}

/// Everything that was answered before to what a question asks.
pub(super) async fn given_page(
    signed: Signed,
    Path((_, case, step, question)): Path<(String, CaseId, String, String)>,
) -> Answer {
    let door = &signed.door;
    match cases::given_page(door.ctx(), &signed.actor, door.lang, case, &step, &question).await {
        Ok(mut view) => {
            view.from_summary = door.query_value("da").is_some();
            Ok(page(pages::given(&door.frame(), &view)))
        }
        Err(err) => or_case(door.lang, case, err),
    }
}

async fn take_offer(
    door: &Door,
    actor: &Actor,
    save: &SaveStep,
    question: &str,
    offer: &str,
    from_summary: bool,
) -> Answer {
    let (lang, case) = (door.lang, save.case);
    match cases::take_offer(door.ctx(), actor, save, question, offer).await {
        Ok(_) => {
            let here = routes::step(lang, case, &save.step);
            let from = if from_summary { "?da=riepilogo" } else { "" };
            Ok(see_other(&format!("{here}{from}#campo-{question}")))
        }
        Err(Error::Conflict(Code::StaleSave)) => stale(door, actor, save.clone()).await,
        Err(err) => or_case(lang, case, err),
    }
}

/// The island saves while one types; the answer is JSON.
pub(super) async fn autosave(
    signed: Signed,
    Path((_, case, step)): Path<(String, CaseId, String)>,
    fields: Fields,
) -> Answer {
    let row_version = fields.version();
    let save = SaveStep { case, step, typed: fields.0, row_version };
    let saved = cases::autosave(signed.door.ctx(), &signed.actor, &save).await?;
    Ok(([(header::CACHE_CONTROL, "no-store")], axum::Json(saved)).into_response())
}

pub(super) async fn remove_row(
    signed: Signed,
    Path((_, case, step)): Path<(String, CaseId, String)>,
    fields: Fields,
) -> Answer {
    let door = &signed.door;
    let list = step.split('~').next().unwrap_or_default();
    match cases::remove_row(door.ctx(), &signed.actor, case, &step, fields.version()).await {
        Ok(()) => Ok(see_other(&with_notice(&routes::step(door.lang, case, list), Notice::RowRemoved))),
        Err(Error::Conflict(Code::StaleSave)) => {
            Ok(see_other(&with_notice(&routes::step(door.lang, case, list), Notice::RowChanged)))
        }
        Err(err) => or_case(door.lang, case, err),
    }
}

pub(super) async fn tasks(signed: Signed, Path((_, case)): CasePath) -> Answer {
    let door = &signed.door;
    match cases::tasks_page(door.ctx(), &signed.actor, door.lang, case).await {
        Ok(view) => Ok(page(pages::tasks(&door.frame(), &view))),
        Err(err) => or_case(door.lang, case, err),
    }
}

pub(super) async fn version(signed: Signed, Path((_, case)): CasePath) -> Answer {
    let door = &signed.door;
    match cases::version_page(door.ctx(), &signed.actor, door.lang, case).await {
        Ok(Some(view)) => Ok(page(pages::version(&door.frame(), &view))),
        Ok(None) => Ok(see_other(&routes::case(door.lang, case))),
        Err(err) => or_case(door.lang, case, err),
    }
}

pub(super) async fn take_new_version(signed: Signed, Path((_, case)): CasePath) -> Answer {
    let door = &signed.door;
    match cases::take_new_version(door.ctx(), &signed.actor, case).await {
        Ok(()) => Ok(see_other(&with_notice(&routes::tasks(door.lang, case), Notice::NewVersion))),
        Err(err) => or_case(door.lang, case, err),
    }
}

pub(super) async fn summary(signed: Signed, Path((_, case)): CasePath) -> Answer {
    let door = &signed.door;
    match cases::summary_page(door.ctx(), &signed.actor, door.lang, case).await {
        Ok(view) => Ok(page(pages::summary(&door.frame(), &view, None))),
        Err(err) => or_case(door.lang, case, err),
    }
}

pub(super) async fn submit(signed: Option<Signed>, door: Door, Path((_, case)): CasePath) -> Answer {
    let Some(Signed { actor, .. }) = signed else {
        return Err(Problem::Login(door.lang, routes::summary(door.lang, case)));
    };
    match cases::submit(door.ctx(), &actor, case).await {
        Ok(()) => Ok(see_other(&routes::confirmation(door.lang, case))),
        Err(Error::Refused(code)) => {
            let view = cases::summary_page(door.ctx(), &actor, door.lang, case).await?;
            let frame = app::layout::Frame { path: format!("/pratiche/{case}/riepilogo"), ..door.frame() };
            Ok(page_with(StatusCode::UNPROCESSABLE_ENTITY, pages::summary(&frame, &view, Some(code))))
        }
        Err(err) => Err(err.into()),
    }
}

pub(super) async fn receipt(signed: Signed, Path((_, case)): CasePath) -> Answer {
    let door = &signed.door;
    let document = cases::receipt_document(door.ctx(), &signed.actor, case).await?;
    Ok(see_other(&routes::document(door.lang, document)))
}

/// Somebody looks at the page. What a browser fetches ahead, and `HEAD`, are answered with nothing, not even kept: who has not
/// seen a page has received nothing, and asks for it when they look.
pub(super) struct Looked;

impl<S: Sync> FromRequestParts<S> for Looked {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, StatusCode> {
        let ahead = |name: &str| {
            let purpose = parts.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
            ["prefetch", "prerender", "preview"].iter().any(|word| purpose.contains(word))
        };
        let unseen = parts.method != Method::GET
            || ["sec-purpose", "purpose", "x-purpose", "x-moz"].into_iter().any(ahead);
        if unseen { Err(StatusCode::SERVICE_UNAVAILABLE) } else { Ok(Self) }
    }
}

pub(super) async fn show(_: Looked, signed: Signed, Path((_, case)): CasePath) -> Answer {
    let door = &signed.door;
    let kept = take(door, &routes::case(door.lang, case)).await?;
    match cases::own_page(door.ctx(), &signed.actor, door.lang, case).await {
        Ok(mut view) => {
            if let Some(fields) = kept {
                typed_again(&mut view, fields.get("evento"), &fields, (None, door.ctx().clock.now().day()));
                fields.get("messaggio").clone_into(&mut view.letter.typed);
            }
            Ok(page(pages::case(&door.frame(), &view)))
        }
        // A draft opens where something is missing.
        Err(Error::Conflict(Code::Incomplete)) => {
            let next = cases::next_page(door.ctx(), &signed.actor, case).await?;
            Ok(see_other(&target(door.lang, case, &next)))
        }
        Err(err) => Err(err.into()),
    }
}

pub(super) async fn renew(signed: Signed, Path((_, case)): CasePath) -> Answer {
    let door = &signed.door;
    match cases::renew(door.ctx(), &signed.actor, case).await {
        Ok(()) => Ok(see_other(&with_notice(&routes::dashboard(door.lang), Notice::Renewed))),
        Err(err) => or_case(door.lang, case, err),
    }
}

pub(super) async fn discard_page(signed: Signed, Path((_, case)): CasePath) -> Answer {
    let door = &signed.door;
    let mine = cases::mine(door.ctx(), &signed.actor, door.lang).await?;
    match mine.drafts.iter().find(|(_, row)| row.id == case) {
        Some((_, row)) => Ok(page(pages::discard(&door.frame(), row))),
        None => Ok(see_other(&routes::case(door.lang, case))),
    }
}

pub(super) async fn discard(signed: Signed, Path((_, case)): CasePath) -> Answer {
    let door = &signed.door;
    match cases::discard(door.ctx(), &signed.actor, case).await {
        Ok(()) => Ok(see_other(&with_notice(&routes::dashboard(door.lang), Notice::Discarded))),
        Err(err) => or_case(door.lang, case, err),
    }
}
