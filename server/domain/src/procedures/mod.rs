//! Procedures as data: questions, documents, workflow and texts of a folder, checked before use.

mod check;
mod check_texts;
mod definition;
mod load;
mod source;
mod texts;
mod views;

#[cfg(test)]
mod tests;

pub use definition::{Applicants, Definition, Legal, Meta, Slot};
pub use load::{FILES, Finding};
pub use texts::{
    EventTexts, EventWords, FilingTexts, LangTexts, QuestionTexts, QuestionWords, ServiceTexts, SlotTexts,
    SlotWords, StateTexts, StateWords, StepTexts, StepWords, Texts, Words,
};
pub use views::{
    action_views, answer_groups, field_views, problem_view, service_card, service_page, slot_view,
};

mod shelf;
pub use shelf::{Shelf, all_current, by_hash, current, propose};
