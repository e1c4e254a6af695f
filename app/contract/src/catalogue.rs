//! What the public pages show: the services on offer.

use serde::{Deserialize, Serialize};

use crate::{
    Lang,
    time::{Date, Moment},
};

/// A service in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceCard {
    /// The word in the address.
    pub slug: String,
    /// Its name as people know it.
    pub title: String,
    /// One sentence on what it is for.
    pub summary: String,
    /// The category's name.
    pub category: String,
    /// The category's id, as addresses carry it.
    pub category_id: String,
    /// Whether it is begun in the portal.
    pub online: bool,
}

/// A group of services.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CategoryView {
    /// Its id, as addresses carry it.
    pub id: String,
    /// Its name.
    pub name: String,
    /// How many services are in it, among those found.
    pub services: usize,
}

/// The services that a visitor looked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CatalogueList {
    /// The services found, those begun in the portal first.
    pub cards: Vec<ServiceCard>,
    /// The groups in which something was found.
    pub categories: Vec<CategoryView>,
    /// The words that were looked for, as typed.
    pub words: String,
    /// The group that was chosen.
    pub category: Option<CategoryView>,
}

/// A service's own page, in the parts that the model of municipal sites asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServicePage {
    /// The list entry of the same service.
    pub card: ServiceCard,
    /// Who can use it.
    pub addressed_to: String,
    /// What it is, in a few sentences.
    pub description: String,
    /// How to do it.
    pub how_to: String,
    /// What you need, one item each.
    pub needed: Vec<String>,
    /// What you get.
    pub obtained: String,
    /// Times and deadlines, the meaning of silence included.
    pub times: String,
    /// What it costs.
    pub cost: String,
    /// How one gets it today; `None` for a service that is begun in the portal.
    pub access: Option<String>,
    /// What who uses it accepts, where there is something to say.
    pub conditions: Option<String>,
    /// The legal basis, one source each.
    pub legal_basis: Vec<String>,
    /// The office in charge.
    pub office: String,
    /// Where one finds out whether it is the right one.
    pub prechecks: Vec<PrecheckCard>,
    /// How long its cases took; `None` for a service that is not begun in the portal.
    pub took: Option<TookTimes>,
}

/// The fewest cases of which an average is published: one of two cases tells of two people.
pub const LEAST_CASES: u64 = 5;

/// How long the cases of a procedure took that were concluded in a period, the days left out in which they waited for
/// the applicant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TookTimes {
    /// The first day of the period.
    pub from: Date,
    /// Its last day.
    pub to: Date,
    /// The figures; none where fewer than [`LEAST_CASES`] were concluded.
    pub figures: Option<TookFigures>,
}

/// Average and median over some cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TookFigures {
    /// How many cases.
    pub cases: u64,
    /// Days on average.
    pub mean: Tenths,
    /// Days that half of the cases did not exceed.
    pub median: Tenths,
}

/// A number with one decimal, in tenths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Tenths(pub u64);

impl Tenths {
    /// `34,5` or `34.5`; `34` where it is whole.
    #[must_use]
    pub fn words(self, lang: Lang) -> String {
        let (whole, tenth) = (self.0 / 10, self.0 % 10);
        match (tenth, lang) {
            (0, _) => whole.to_string(),
            (_, Lang::It) => format!("{whole},{tenth}"),
            (_, Lang::En) => format!("{whole}.{tenth}"),
        }
    }
}

/// A procedure with how long its cases took.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceTimes {
    /// The word in its address.
    pub slug: String,
    /// Its name as people know it.
    pub title: String,
    /// How long its cases took.
    pub took: TookTimes,
}

/// A few questions that lead to the right procedure, in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrecheckCard {
    /// The word in the address.
    pub slug: String,
    /// The question that they answer.
    pub title: String,
    /// One sentence on what they are for.
    pub summary: String,
}

/// One page of those questions: the first that has no answer, or what the answers lead to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrecheckPage {
    /// The list entry.
    pub card: PrecheckCard,
    /// Said before the first question.
    pub intro: String,
    /// The answers so far, in order.
    pub given: Vec<GivenAnswer>,
    /// The codes that the address of this page carries, parted by commas; may be empty.
    pub codes: String,
    /// The codes of the page before; `None` on the first.
    pub back: Option<String>,
    /// When the page was made: rules change.
    pub made_at: Moment,
    /// The question or the outcome.
    pub step: PrecheckStep,
}

/// A question that was answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenAnswer {
    /// The question.
    pub question: String,
    /// The answer.
    pub answer: String,
    /// The codes of the page where it is answered anew.
    pub change: String,
}

/// What a page asks or says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PrecheckStep {
    /// The next question.
    Question(PrecheckQuestion),
    /// What the answers lead to.
    Outcome(PrecheckOutcome),
}

/// A question with its choices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrecheckQuestion {
    /// Its id.
    pub id: String,
    /// The question.
    pub label: String,
    /// One sentence of help.
    pub hint: Option<String>,
    /// The choices.
    pub choices: Vec<PrecheckChoice>,
}

/// One choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrecheckChoice {
    /// Its code in the address.
    pub code: String,
    /// Its words.
    pub label: String,
    /// One sentence of help.
    pub hint: Option<String>,
}

/// What kind of end it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutcomeKind {
    /// A procedure that is begun here.
    Procedure,
    /// No procedure is needed.
    None,
    /// The office has to be spoken to.
    Office,
}

/// What the answers lead to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrecheckOutcome {
    /// What kind of end it is.
    pub kind: OutcomeKind,
    /// What is needed, in a few words.
    pub title: String,
    /// Why.
    pub why: String,
    /// The act that says so.
    pub source: String,
    /// What to do, in order.
    pub todo: Vec<String>,
    /// What to prepare after these very answers.
    pub needed: Vec<String>,
    /// The slug of the procedure to begin.
    pub procedure: Option<String>,
    /// What the answers already say of its form: question → choice.
    pub prefill: Vec<(String, String)>,
}
