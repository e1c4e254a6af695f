//! Public pages: the same bytes for everybody.

use std::sync::Arc;

use app::pages::{self, Info};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use contract::Lang;
use domain::catalogue::{self, Looking};
use http::{HeaderMap, Uri, header};

use super::{
    door::page,
    error::{Answer, Problem, language_and_rest},
    fields::printable,
    state::App,
};

fn lang_of(word: &str) -> Answer<Lang> {
    Lang::parse(word).ok_or(Problem::NoPage)
}

/// `/`: to the language the browser prefers among ours, else Italian.
pub(super) async fn front(headers: HeaderMap) -> Response {
    let preferred = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or("");
    let lang = preferred
        .split(',')
        .filter_map(|entry| Lang::parse(entry.trim().get(..2)?))
        .next()
        .unwrap_or_default();
    ([(header::VARY, "accept-language")], Redirect::to(&app::routes::home(lang))).into_response()
}

pub(super) async fn home(
    State(app): State<Arc<App>>,
    Path(lang): Path<String>,
    headers: HeaderMap,
) -> Answer {
    let lang = lang_of(&lang)?;
    let make = async {
        let services = catalogue::services(&app.ctx, lang, &Looking::default()).await?;
        let prechecks = catalogue::prechecks(&app.ctx, lang);
        Ok(pages::home(&app.frame(lang, "", None), &services, &prechecks))
    };
    app.kept.answer(&app::routes::home(lang), &headers, make).await
}

pub(super) async fn services(
    State(app): State<Arc<App>>,
    Path(lang): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Answer {
    let lang = lang_of(&lang)?;
    let looking = looking(uri.query().unwrap_or_default());
    let make = async {
        let services = catalogue::services(&app.ctx, lang, &looking).await?;
        Ok(pages::services(&app.frame(lang, "/servizi", None), &services))
    };
    // Whatever visitors look for is made for them: only the list of all is kept.
    if looking != Looking::default() {
        return Ok(page(make.await?));
    }
    app.kept.answer(&app::routes::services(lang), &headers, make).await
}

/// What an address looks for.
fn looking(query: &str) -> Looking {
    let mut looking = Looking::default();
    for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
        match name.as_ref() {
            "q" => looking.words = printable(value.trim()),
            "categoria" => looking.category = value.into_owned(),
            _ => {}
        }
    }
    looking
}

pub(super) async fn service(
    State(app): State<Arc<App>>,
    Path((lang, slug)): Path<(String, String)>,
    headers: HeaderMap,
) -> Answer {
    let lang = lang_of(&lang)?;
    let path = app::routes::service(lang, &slug);
    let make = async {
        let service = catalogue::service(&app.ctx, lang, &slug).await?;
        let (_, rest) = language_and_rest(&path);
        Ok(pages::service(&app.frame(lang, rest, None), &service, &[], &[]))
    };
    app.kept.answer(&path, &headers, make).await
}

/// How long cases took, of every procedure, as open data.
pub(super) async fn times(
    State(app): State<Arc<App>>,
    Path(lang): Path<String>,
    headers: HeaderMap,
) -> Answer {
    let lang = lang_of(&lang)?;
    let make = async { Ok(catalogue::service_times_csv(&app.ctx, lang).await?) };
    let path = app::routes::service_times(lang);
    app.kept.answer_as("text/csv; charset=utf-8", &path, &headers, make).await
}

/// Help, questions often asked, privacy, accessibility, legal notes.
pub(super) async fn info(
    State(app): State<Arc<App>>,
    Path(lang): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Answer {
    let lang = lang_of(&lang)?;
    let (_, rest) = language_and_rest(uri.path());
    let which = match rest {
        "/privacy" => Info::Privacy,
        "/accessibilita" => Info::Accessibility,
        "/note-legali" => Info::LegalNotes,
        "/domande-frequenti" => Info::Faq,
        _ => Info::Help,
    };
    let make = async { Ok(pages::info(&app.frame(lang, rest, None), which)) };
    app.kept.answer(uri.path(), &headers, make).await
}
