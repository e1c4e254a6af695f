//! The questions that lead to the right procedure: plain GETs, the answers in the address as codes.

use std::sync::Arc;

use app::{pages, routes};
use axum::{
    extract::{Path, RawQuery, State},
    response::{IntoResponse, Redirect},
};
use contract::{
    Lang,
    catalogue::{PrecheckPage, PrecheckStep},
};
use domain::catalogue;
use http::HeaderMap;

use super::{
    door::page,
    error::{Answer, Problem},
    state::App,
};

/// The longest part of an address that is read: more than any way through a tree needs.
const MAX_QUERY: usize = 8_000;

/// What an address says.
struct Asked {
    view: PrecheckPage,
    /// The question that a form was sent from.
    sent_from: Option<String>,
    /// Whether to say that nothing was chosen.
    nothing_chosen: bool,
    /// The address's query as it came.
    query: String,
}

fn asked(app: &App, lang: Lang, slug: &str, query: Option<String>) -> Answer<Asked> {
    let query = query.unwrap_or_default();
    let read = query.get(..MAX_QUERY).unwrap_or(if query.len() > MAX_QUERY { "" } else { &query });
    let mut codes = Vec::new();
    let (mut sent_from, mut nothing_chosen) = (None, false);
    for (name, value) in url::form_urlencoded::parse(read.as_bytes()) {
        match &*name {
            "r" => codes.push(value.into_owned()),
            "domanda" => sent_from = Some(value.into_owned()),
            "errori" => nothing_chosen = true,
            _ => {}
        }
    }
    let view = catalogue::precheck(&app.ctx, lang, slug, &codes.join(","))?;
    Ok(Asked { view, sent_from, nothing_chosen, query })
}

/// One question, or what the answers lead to. An address that says it otherwise than ours do (sent
/// by a form, shortened, made up) leads to the one that says the same.
pub(super) async fn question(
    State(app): State<Arc<App>>,
    Path((lang, slug)): Path<(String, String)>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Answer {
    let lang = Lang::parse(&lang).ok_or(Problem::NoPage)?;
    let asked = asked(&app, lang, &slug, query)?;
    let here = routes::precheck_after(lang, &slug, &asked.view.codes);
    let in_doubt = matches!(&asked.view.step, PrecheckStep::Question(question)
        if asked.sent_from.as_deref() == Some(question.id.as_str()));
    if in_doubt {
        let separator = if asked.view.codes.is_empty() { '?' } else { '&' };
        return Ok(Redirect::to(&format!("{here}{separator}errori=1#errori")).into_response());
    }
    let own = here.split_once('?').map_or("", |(_, query)| query);
    let wrong = if own.is_empty() { "errori=1".to_owned() } else { format!("{own}&errori=1") };
    let still_asked = matches!(asked.view.step, PrecheckStep::Question(_));
    if asked.query != own && !(still_asked && asked.query == wrong) {
        return Ok(Redirect::to(&here).into_response());
    }
    // The language switch leads to the same answers.
    let rest = here.strip_prefix(&routes::home(lang)).unwrap_or_default();
    let render = || pages::precheck(&app.frame(lang, rest, None), &asked.view, asked.nothing_chosen);
    if asked.query.is_empty() {
        let make = async { Ok(render()) };
        return app.kept.answer(&here, &headers, make).await;
    }
    Ok(page(render()))
}

/// What to prepare, to be printed. Before the outcome there is no such list yet: on to the question.
pub(super) async fn list(
    State(app): State<Arc<App>>,
    Path((lang, slug)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Answer {
    let lang = Lang::parse(&lang).ok_or(Problem::NoPage)?;
    let view = asked(&app, lang, &slug, query)?.view;
    let PrecheckStep::Outcome(outcome) = &view.step else {
        return Ok(Redirect::to(&routes::precheck_after(lang, &slug, &view.codes)).into_response());
    };
    let here = routes::precheck_list_after(lang, &slug, &view.codes);
    let rest = here.strip_prefix(&routes::home(lang)).unwrap_or_default();
    Ok(page(pages::precheck_list(&app.frame(lang, rest, None), &view, outcome)))
}
