//! What the office asked point by point, with the answers.

use serde::{Deserialize, Serialize};

use crate::{Code, documents::DocumentRow, ids::PointId, time::Moment};

/// What the office asked point by point, with the answers beside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestView {
    /// What kind of act asked, or was sent, in the procedure's words; empty where it has none.
    pub what: String,
    /// When.
    pub asked_at: Moment,
    /// What the office wrote, where it asked no points: they say it themselves.
    pub asked: String,
    /// A moment of the last day for the answer, where one was set.
    pub due: Option<Moment>,
    /// Whether that day has passed without an answer.
    pub overdue: bool,
    /// Whether it waits for the applicant.
    pub open: bool,
    /// Whether the office asked nothing: the applicant sends it by themselves.
    pub own: bool,
    /// When it was answered.
    pub answered_at: Option<Moment>,
    /// The words that went with the answer, beside those of the points; empty where there were none.
    pub words: String,
    /// The points.
    pub points: Vec<PointView>,
}

/// A point of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PointView {
    /// Its id.
    pub id: PointId,
    /// Its place, from 1.
    pub place: u32,
    /// What is asked.
    pub body: String,
    /// What was answered. The office reads it only once it was sent.
    pub answer: String,
    /// Files given with the answer.
    pub files: Vec<DocumentRow>,
    /// Why the answer cannot be sent as it is.
    pub problem: Option<Code>,
}

/// The field of a reply that says which of its points holds the words of the whole answer.
pub const WHOLE_FIELD: &str = "intero";

impl PointView {
    /// Whether it asks for nothing by itself: it is where files go beside an answer as a whole.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.body.is_empty()
    }
}
