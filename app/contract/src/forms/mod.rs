//! Forms: questions as data, answers as typed text, problems as a closed list.
//!
//! Everything here is pure and total: bad answers are kept as they were typed and described,
//! never refused. The same code runs on the server and in the browser.

mod answers;
mod definition;
mod kinds;
mod problems;
mod reading;
mod views;
mod words;

#[cfg(test)]
mod tests;

pub use answers::{Answers, TICKED, accept, prefilled};
pub use definition::{Form, Prefill, Question, Step};
pub use kinds::{FieldKind, ProblemKind};
pub use problems::{AnswerProblem, done, problems};
pub use views::{ChoiceView, FieldView, InputView, Problem};
pub use words::{stored, words};
