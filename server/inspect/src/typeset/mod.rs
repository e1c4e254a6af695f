//! Receipts and payment notices as PDF, each laid out by a typst template.

mod letters;
mod world;

use contract::inspection::Sheet;
use typst::{diag::SourceDiagnostic, foundations::Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use world::{SheetWorld, Template};

/// Why a document could not be laid out; for who edits the template.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TypesetError {
    /// The template, or what the two standards ask of it.
    #[error("the template cannot be laid out: {0}")]
    Layout(String),
    /// The fonts or the settings of this program.
    #[error("typesetting is not set up: {0}")]
    Setup(String),
}

/// Lays out a document as PDF/UA-1 and PDF/A-2a. The same sheet gives the same bytes.
pub(crate) fn document(sheet: &Sheet) -> Result<Vec<u8>, TypesetError> {
    let setup = |problem: &dyn std::fmt::Display| TypesetError::Setup(problem.to_string());
    // One thread, this one: the child cannot start others.
    rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .use_current_thread()
        .build_global()
        .map_err(|problem| setup(&problem))?;
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
        .map_err(|problem| setup(&problem.message()))?;
    let fonts = world::fonts();
    let (template, json) = match sheet {
        Sheet::Receipt(receipt) => {
            (Template::Receipt, serde_json::to_string(&letters::printable(receipt, &fonts)))
        }
        Sheet::Notice(notice) => {
            (Template::Notice, serde_json::to_string(&letters::printable_notice(notice, &fonts)))
        }
    };
    let json = json.map_err(|problem| setup(&problem))?;
    let options = PdfOptions {
        ident: Smart::Custom(json.clone()),
        creator: Smart::Custom(Some("Sportello".to_owned())),
        standards,
        ..PdfOptions::default()
    };
    let world = SheetWorld::new(fonts, template, json).map_err(|problem| setup(&problem))?;
    let document = typst::compile::<PagedDocument>(&world).output.map_err(|problems| layout(&problems))?;
    typst_pdf::pdf(&document, &options).map_err(|problems| layout(&problems))
}

fn layout(problems: &[SourceDiagnostic]) -> TypesetError {
    let messages: Vec<&str> = problems.iter().map(|problem| problem.message.as_str()).collect();
    TypesetError::Layout(messages.join("; "))
}
