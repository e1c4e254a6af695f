//! Filling a draft: its pages of questions, rows, parts and versions, and the summary.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{PartView, SignatureView, StatementView, Together};
use crate::{
    Code,
    documents::{DocumentRow, SlotView},
    expr::Value,
    fees::FeeLine,
    forms::{FieldView, Guide, OfferView, Problem},
    ids::CaseId,
};

/// A page of the filling: a group of questions, the documents, the summary.
/// Addresses are made from it in `app::routes`, nowhere else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepTarget {
    /// A group of questions, by its id.
    Questions(String),
    /// The documents.
    Documents,
    /// The summary.
    Summary,
}

/// One entry of the list of steps at the top of the filling pages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepLink {
    /// Its title; empty for the documents and the summary, whose titles are the portal's own.
    pub title: String,
    /// The title of the part of the form that it belongs to; empty in short forms.
    pub section: String,
    /// The page.
    pub target: StepTarget,
    /// Whether it is the page being shown.
    pub current: bool,
    /// Whether nothing is missing in it.
    pub done: bool,
}

/// The parts of a draft, each with its state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TasksPage {
    /// The draft.
    pub case: CaseId,
    /// The procedure's short name.
    pub procedure: String,
    /// All steps.
    pub steps: Vec<StepLink>,
    /// The last day on which the draft is kept.
    pub kept_until: String,
}

/// What changes for a draft that moves to a newer version of its form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionPage {
    /// The draft.
    pub case: CaseId,
    /// The procedure's short name.
    pub procedure: String,
    /// The newer version.
    pub version: u32,
    /// What changes for this draft, in words of the form.
    pub changes: Vec<VersionChange>,
}

/// One thing that changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VersionChange {
    /// A question that is new.
    Added(String),
    /// A question that has to be answered again.
    AnswerAgain(String),
    /// A question that is gone, with the answer that goes with it.
    Removed(String, String),
    /// A document that is new.
    DocumentAdded(String),
    /// A document that is gone, with the files that were given for it.
    DocumentRemoved(String),
}

/// A page with one group of questions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepPage {
    /// The draft.
    pub case: CaseId,
    /// The procedure's short name.
    pub procedure: String,
    /// The group's id in the procedure.
    pub step: String,
    /// Its title.
    pub title: String,
    /// A sentence or two before the questions, may be empty.
    pub intro: String,
    /// Who answers for the part of the form that it belongs to.
    pub statement: Option<StatementView>,
    /// All steps, this one marked.
    pub steps: Vec<StepLink>,
    /// The questions, with what was typed and what is wrong with it.
    pub fields: Vec<FieldView>,
    /// For a group that repeats: its rows. Then there are no fields.
    pub rows: Option<RowsView>,
    /// The row being filled: its number among the rows, from 1, and their name. `None` elsewhere.
    pub row: Option<(u32, String)>,
    /// The page after this one, for the list of rows.
    pub next: StepTarget,
    /// What the browser needs to follow the conditions and rules of this page while one types; `None` for
    /// a list of rows.
    pub guide: Option<Guide>,
    /// The last day on which the draft is kept.
    pub kept_until: String,
    /// Whether there is a newer version of the form.
    pub newer: bool,
    /// The version of the saved answers that this page was made from.
    pub row_version: i64,
    /// When another page saved the same group in the meantime: each field as it is stored now.
    pub stale: Option<Vec<StaleField>>,
    /// Whether the page was opened from the summary, to return there.
    pub from_summary: bool,
}

/// Everything that the reader answered before to what one question asks, to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenPage {
    /// The draft.
    pub case: CaseId,
    /// The procedure's short name.
    pub procedure: String,
    /// The page of the question.
    pub step: String,
    /// The question's id.
    pub question: String,
    /// The question.
    pub label: String,
    /// The answers, by their words.
    pub offers: Vec<OfferView>,
    /// Whether the question's page was opened from the summary, to return there.
    pub from_summary: bool,
    /// What is stored of the page: input and text. It is sent along, so that taking an answer keeps the rest.
    pub stored: Vec<(String, String)>,
    /// The version of what is stored.
    pub row_version: i64,
}

/// The rows of a group that repeats.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowsView {
    /// The rows, in order.
    pub rows: Vec<RowView>,
    /// The words that add a row; `None` when there is no room for one.
    pub add: Option<String>,
    /// The page of a new row.
    pub new: StepTarget,
    /// Too few rows or too many, once the summary or the button asked.
    pub problem: Option<Problem>,
}

/// One row of a group that repeats.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowView {
    /// Its page.
    pub target: StepTarget,
    /// Its page's name, for the button that removes it.
    pub page: String,
    /// `Titolare 2`.
    pub name: String,
    /// Its first answers in words, may be empty.
    pub words: String,
    /// Whether something is missing or wrong in it.
    pub wrong: bool,
    /// The version of its saved answers.
    pub row_version: i64,
}

/// What the browser is told after it saved a page by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Autosaved {
    /// The version of the saved answers now.
    pub row_version: i64,
    /// Whether another page saved the same group in the meantime: then nothing was stored.
    pub stale: bool,
    /// What the municipality's files say of a parcel that was typed: question and value as it is stored.
    pub known: BTreeMap<String, String>,
    /// What the names of other pages stand for now: they may look at this page.
    pub names: BTreeMap<String, Value>,
}

/// A field that two pages filled differently.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaleField {
    /// The question.
    pub label: String,
    /// What is stored now.
    pub stored: String,
    /// What this page wanted to save.
    pub typed: String,
}

/// The page where documents are uploaded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentsPage {
    /// The draft.
    pub case: CaseId,
    /// The procedure's short name.
    pub procedure: String,
    /// All steps, this one marked.
    pub steps: Vec<StepLink>,
    /// The documents asked for and the files given.
    pub slots: Vec<SlotView>,
    /// What went wrong with the last upload: the slot and the reason.
    pub problem: Option<(String, Code)>,
}

/// One answered question on the summary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerLine {
    /// The question.
    pub label: String,
    /// The answer in words; `None` where nothing was given.
    pub value: Option<String>,
    /// Whether this reader may not see it: data of a special category.
    pub reserved: bool,
}

/// One group on the summary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerGroup {
    /// The part of the form that begins with it; `None` where the part goes on, and in forms without parts.
    pub part: Option<PartView>,
    /// Its title.
    pub title: String,
    /// The step to change it in; `None` once filed.
    pub change: Option<String>,
    /// The answers.
    pub lines: Vec<AnswerLine>,
    /// What is missing or wrong: the question and the problem.
    pub problems: Vec<(String, Problem)>,
}

/// Everything on one page, right before sending.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SummaryPage {
    /// The draft.
    pub case: CaseId,
    /// The procedure's short name.
    pub procedure: String,
    /// All steps, this one marked.
    pub steps: Vec<StepLink>,
    /// The answers.
    pub groups: Vec<AnswerGroup>,
    /// The documents.
    pub documents: Vec<DocumentRow>,
    /// Documents asked for and not there.
    pub missing_documents: Vec<String>,
    /// Whether it can be sent.
    pub ready: bool,
    /// What sending means, in the procedure's words.
    pub effect: String,
    /// What it costs, where it costs something.
    pub bill: Option<BillView>,
    /// Who has to sign it before it can be sent; empty while something is missing.
    pub signatures: Vec<SignatureView>,
    /// What it is prepared and sent together with.
    pub together: Together,
}

/// What a case costs, line by line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BillView {
    /// Each sum with what it is for and why it is so much.
    pub lines: Vec<BillLine>,
    /// All together, in cents; `None` while an answer that it needs is missing.
    pub total: Option<i64>,
}

/// One sum of a bill.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BillLine {
    /// What is paid, in the procedure's words.
    pub title: String,
    /// Why this row of the table, in the procedure's words.
    pub why: String,
    /// Whether the amount is only an example: the municipality has not set its own.
    pub example: bool,
    /// How the sum was worked out.
    pub line: FeeLine,
}
