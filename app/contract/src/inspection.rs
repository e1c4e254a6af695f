//! What the inspection of a file says. Written by the bounded child process, read by the portal.

use serde::{Deserialize, Serialize};

use crate::deeds::DeedSheet;

/// A file's kind by its content; names and declared types are never believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// PDF.
    Pdf,
    /// A CMS signed envelope (`.p7m`), binary or base64.
    P7m,
    /// JPEG picture.
    Jpeg,
    /// PNG picture.
    Png,
    /// Anything else.
    Other,
}

/// How the inspection ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Opened to the end.
    Opened,
    /// The bytes have the shape of their kind but could not be read.
    Malformed,
    /// It took longer, or more memory, than one file may: stopped.
    Stopped,
    /// The reader broke on it: the child process died.
    Crashed,
}

/// The content of a signed envelope.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    /// The kind of what was signed.
    pub content: FileKind,
    /// Its size in bytes; 0 for a detached signature.
    pub content_size: u64,
    /// Common names in the signers' certificates, as written there.
    pub signers: Vec<String>,
}

/// The verdict on one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Kind by content.
    pub kind: FileKind,
    /// How it ended.
    pub outcome: Outcome,
    /// Pages, for PDF, also inside an envelope.
    pub pages: Option<u32>,
    /// Text, for search, at most [`MAX_TEXT`] bytes.
    pub text: Option<String>,
    /// The envelope, for P7M.
    pub signed: Option<Signed>,
}

/// The most text kept of one file, in bytes.
pub const MAX_TEXT: usize = 200_000;

impl Report {
    /// A report for a file that could not be opened.
    #[must_use]
    pub fn unopened(kind: FileKind, outcome: Outcome) -> Self {
        Self { kind, outcome, pages: None, text: None, signed: None }
    }
}

/// One line of a receipt: a label and a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetLine {
    /// What it is.
    pub label: String,
    /// What it says.
    pub value: String,
}

/// The content of a receipt's PDF, already in words. Layout is a typst template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptSheet {
    /// Language of the document, `it` or `en`.
    pub lang: String,
    /// The municipality, first line of the letterhead.
    pub ente: String,
    /// The office, second line of the letterhead.
    pub office: String,
    /// The title.
    pub title: String,
    /// The day of the document, `YYYY-MM-DD`; metadata hold no clock of their own.
    pub day: String,
    /// Number, protocol, date, who filed.
    pub facts: Vec<SheetLine>,
    /// What was declared, group by group.
    pub groups: Vec<(String, Vec<SheetLine>)>,
    /// Title over the list of documents.
    pub documents_title: String,
    /// File name and SHA-256 of every document.
    pub documents: Vec<SheetLine>,
    /// What filing means and what happens next, a paragraph each.
    pub notes: Vec<String>,
}

/// The content of a payment notice's PDF. Its fixed words are in the template, by language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeSheet {
    /// Language of the document, `it` or `en`.
    pub lang: String,
    /// The day of the document, `YYYY-MM-DD`; metadata hold no clock of their own.
    pub day: String,
    /// The creditor.
    pub ente: String,
    /// The creditor's tax code.
    pub ente_code: String,
    /// Who owes.
    pub debtor: String,
    /// Their tax code.
    pub debtor_code: String,
    /// What is paid for.
    pub reason: String,
    /// How much, in words of the language: `174,00 €`.
    pub amount: String,
    /// The last day, `31/12/2026`; empty where there is none.
    pub due: String,
    /// The notice number, in groups of four.
    pub nav: String,
    /// The QR code, SVG.
    pub qr: String,
    /// Whether it can be paid on the creditor's own site.
    pub online: bool,
    /// Whether the notice can really be paid. If not, every page says so.
    pub real: bool,
}

/// Whatever the child process lays out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Sheet {
    /// A payment notice.
    Notice(NoticeSheet),
    /// A written act of the office.
    Deed(Box<DeedSheet>),
    /// A receipt.
    Receipt(ReceiptSheet),
}
