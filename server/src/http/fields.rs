//! The fields of a plain form, and those kept for somebody whose session ended while typing.

use std::sync::Arc;

use axum::{
    body::to_bytes,
    extract::{FromRequest, Multipart, Request},
};
use contract::ids::PersonId;
use serde::{Deserialize, Serialize};

use super::{
    document_form::read_texts,
    door::{Door, database},
    error::{Answer, Problem},
    session::ENDED,
    state::App,
};

/// Largest plain form in bytes: a thousand long answers fit.
const MAX_FORM: usize = 2 * 1024 * 1024;

/// The most fields of a form.
pub(super) const MAX_FIELDS: usize = 5_000;

/// Largest form kept across a login.
const MAX_KEPT: usize = 256 * 1024;

const KEPT: &str = "kept";

/// Names and values in the order of the form. Bytes that are not UTF-8 become U+FFFD, which the
/// form rules refuse with a message beside the field.
#[derive(Debug, Clone, Default)]
pub(super) struct Fields(pub(super) Vec<(String, String)>);

impl FromRequest<Arc<App>> for Fields {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &Arc<App>) -> Answer<Self> {
        let bytes = to_bytes(request.into_body(), MAX_FORM).await.map_err(|err| {
            let limit = std::error::Error::source(&err)
                .is_some_and(<dyn std::error::Error>::is::<http_body_util::LengthLimitError>);
            if limit { Problem::too_large() } else { Problem::bad_request() }
        })?;
        let fields: Vec<(String, String)> = url::form_urlencoded::parse(&bytes)
            .take(MAX_FIELDS + 1)
            .map(|(name, value)| (name.into_owned(), printable(&value)))
            .collect();
        if fields.len() > MAX_FIELDS { Err(Problem::too_large()) } else { Ok(Self(fields)) }
    }
}

/// Text without the control characters that no keyboard types and no database takes.
pub(super) fn printable(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\r' | '\t')).collect()
}

impl Fields {
    /// The first value of a name, empty if there is none.
    pub(super) fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// Every value of a name.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// A number, for `versione`.
    pub(super) fn version(&self) -> i64 {
        self.get("versione").parse().unwrap_or(0)
    }
}

#[derive(Serialize, Deserialize)]
struct Kept {
    path: String,
    fields: Vec<(String, String)>,
}

/// Keeps what was typed in a session that ended, to be shown again to the same person after their login. Of who was not
/// logged in nothing is kept: nobody shows them a form, and strangers would fill the database.
pub(super) async fn keep(door: &Door, path: &str, fields: &Fields) -> Answer<()> {
    if !has_ended(door).await? {
        return Ok(());
    }
    let size: usize = fields.0.iter().map(|(name, value)| name.len() + value.len()).sum();
    if size > MAX_KEPT {
        // Nor what was kept before: it is not what was typed now.
        let _older: Option<Kept> = door.session.remove(KEPT).await.map_err(database)?;
        return Ok(());
    }
    let kept = Kept { path: path.to_owned(), fields: fields.0.clone() };
    door.session.insert(KEPT, kept).await.map_err(database)
}

/// The same of a form with files, of which the texts alone are kept. It is read to its end: a browser shows no answer to what it
/// could not send.
pub(super) async fn keep_texts(door: &Door, path: &str, form: Multipart) -> Answer<()> {
    let fields = read_texts(form).await?;
    keep(door, path, &fields).await
}

/// Whether somebody was logged in here whose session ended.
pub(super) async fn has_ended(door: &Door) -> Answer<bool> {
    Ok(door.session.get::<PersonId>(ENDED).await.map_err(database)?.is_some())
}

/// Whether something is kept for this page.
pub(super) async fn kept_for(door: &Door, path: &str) -> Answer<bool> {
    let kept = door.session.get::<Kept>(KEPT).await.map_err(database)?;
    Ok(kept.is_some_and(|kept| kept.path == path))
}

/// What was kept for this page, once.
pub(super) async fn take(door: &Door, path: &str) -> Answer<Option<Fields>> {
    let Some(kept) = door.session.get::<Kept>(KEPT).await.map_err(database)? else { return Ok(None) };
    if kept.path != path {
        return Ok(None);
    }
    let _taken: Option<Kept> = door.session.remove(KEPT).await.map_err(database)?;
    Ok(Some(Fields(kept.fields)))
}
