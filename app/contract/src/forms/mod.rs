//! Forms: questions as data, answers as typed text, problems as a closed list.
//!
//! Everything here is pure and total: bad answers are kept as they were typed and described,
//! never refused. The same code runs on the server and in the browser.

mod answers;
mod definition;
mod filling;
mod guide;
mod kinds;
mod near;
mod over_rows;
mod page;
mod parts;
mod problems;
mod read_of_rows;
mod reading;
mod values;
mod views;
mod words;

#[cfg(test)]
mod tests;

pub use answers::{Answers, TICKED, accept, prefilled};
pub use definition::{
    Form, FromParcel, Prefill, Question, Repeat, Rule, Section, SectionAct, Step, Territory,
};
pub use filling::{Filling, NoNames, Pages};
pub use guide::{FollowWith, FollowWords, Guide, names_beyond};
pub use kinds::{FieldKind, ProblemKind};
pub use near::steps_near;
pub use page::{BadPage, MOST_ROWS, PageKey};
pub use parts::{NO_CODE, Part, PartKind};
pub use problems::{AnswerProblem, problem_of};
pub use reading::money as typed_money;
pub use values::{of as value_of, row_type, type_of};
pub use views::{ChoiceView, FieldView, InputView, Note, OfferView, Problem};
pub use words::{public_words, stored, value_words, words};
