//! Receipts, payment notices and acts of the office as PDF, each laid out by a typst template.

mod letters;
mod world;

use contract::{
    deeds::{DeedSheet, TemplateProblem},
    inspection::Sheet,
};
use typst::{World, WorldExt, diag::SourceDiagnostic, foundations::Smart, syntax::DiagSpan};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use world::{SheetWorld, Template};

/// Why a document could not be laid out; for who edits the template.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TypesetError {
    /// The template, or what the two standards ask of it.
    #[error("the template cannot be laid out: {0:?}")]
    Layout(Vec<TemplateProblem>),
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
        Sheet::Deed(deed) => {
            let DeedSheet { template, act } = deed.as_ref();
            (Template::Deed(&template.file, &template.source), letters::printable_deed(act, &fonts))
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
    let told = |problems: &[SourceDiagnostic]| {
        TypesetError::Layout(problems.iter().map(|problem| told(&world, problem)).collect())
    };
    let document = typst::compile::<PagedDocument>(&world).output.map_err(|problems| told(&problems))?;
    typst_pdf::pdf(&document, &options).map_err(|problems| told(&problems))
}

/// A problem at the line of the template that leads to it, however deep in what it uses it shows.
fn told(world: &SheetWorld, problem: &SourceDiagnostic) -> TemplateProblem {
    let calls = problem.trace.iter().map(|call| DiagSpan::from(call.span));
    let mut spans = std::iter::once(problem.span).chain(calls);
    let in_main = spans.find(|span| span.id() == Some(world.main()));
    let byte = in_main.and_then(|span| world.range(span)).map(|range| range.start);
    TemplateProblem {
        line: byte.and_then(|byte| world.line_of(byte)),
        message: problem.message.to_string(),
        hint: problem.hints.iter().map(|hint| hint.v.as_str()).collect::<Vec<_>>().join("; "),
    }
}
