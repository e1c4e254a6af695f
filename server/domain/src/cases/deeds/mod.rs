//! Written acts of the office as documents: what an act says is fixed in its own transaction, its PDF is laid out soon
//! after by the template of its procedure, and goes where the act goes.

mod draw;
mod made;
mod preview;

pub(super) use draw::{Drawing, draw};
pub use made::make_deed;
pub(super) use made::{attachment, documents_of, keep, order, unmade};
pub use preview::preview_deed;

use contract::deeds::{DeedContent, DeedTemplate};

use crate::{error::Result, procedures::Definition};

/// An act that will become a document.
pub(super) struct Deed {
    /// The version of the procedure that its template is of, by its hash.
    pub(super) version: String,
    /// The template, by its id in that version.
    pub(super) template: String,
    /// What it says, but for its number.
    pub(super) content: DeedContent,
    /// The same as it is kept, JSON: its hash is in the journal.
    pub(super) text: String,
}

/// The template of an id, as it stands in the version of the case.
pub(super) fn template(definition: &Definition, id: &str) -> Result<DeedTemplate> {
    let source = definition.deeds.get(id);
    let source = source.ok_or_else(|| anyhow::anyhow!("no template `{id}`"))?;
    Ok(DeedTemplate { file: crate::procedures::deed_file(id), source: source.clone() })
}
