//! Procedures as data: questions, documents, workflow and texts of a folder, checked before use.

mod blocks;
mod check;
mod check_deeds;
mod check_fees;
mod check_form;
mod check_sections;
mod check_texts;
mod check_workflow;
mod deed_facts;
mod deed_names;
mod definition;
mod diagram;
mod diff;
mod fields;
mod followers;
mod form_file;
mod formulas;
mod links;
mod load;
mod plain;
mod precheck;
mod publishing;
mod reached;
mod samples;
mod scenarios;
mod slips;
mod source;
mod special;
mod stray;
mod tariffs;
mod term_texts;
mod texts;
mod told;
mod versions;
mod views;

#[cfg(test)]
mod tests;

pub use blocks::BLOCKS;
pub use check_deeds::{deed_file, deed_findings, deed_samples};
pub use definition::{Applicants, Definition, Legal, Meta, Slot};
pub use diagram::{Drawing, Edge, Lane, Node, TermNote};
pub use diff::{Difference, Part, What, differences, under_way};
pub use engine::expressions::nearest::near;
pub use engine::scenario::{Came, Day, Scenario, Stood};
pub(crate) use fields::{FieldContext, Offers, field_views, known_of_parcel};
pub(crate) use formulas::TODAY;
pub use links::{Fill, FillFact, FillFrom, Fires, LINKS, Link, link_findings};
pub use load::{CLOCKS, FEES, FILES, Finding, Shared};
pub use precheck::{PRECHECK_FILES, Precheck, Prechecks};
pub use samples::{SAMPLES, samples_findings};
pub use scenarios::{SCENARIOS, Slip, scenarios_findings, simulate, story_slips};
pub use sheets::{CATEGORIES, Category, Sheet, Sheets};
pub use source::with_lines;
pub use stray::{stray_deeds, stray_findings};
pub use tariffs::{Tariff, TariffTable, examples};
pub use term_texts::{FeeTexts, LinkTexts, RuleTexts, SectionTexts, TermTexts, TermWords, TrackTexts};
pub use texts::{
    EventTexts, EventWords, FilingTexts, LangTexts, QuestionTexts, QuestionWords, SectionWords, ServiceTexts,
    SlotTexts, SlotWords, StateTexts, StateWords, StepTexts, StepWords, Texts, Words,
};
pub use views::{Reading, answer_groups, bill_view, problem_view, service_card, service_page, slot_view};
pub(crate) use views::{answers_in_words, guide, public_answers, row_words};

mod sheets;
mod shelf;
pub use publishing::{not_yet, unknown_category, unlinked, unpublishable, untimely};
pub(crate) use shelf::is_slug;
pub use shelf::{Shelf, all_current, by_hash, current, propose};
pub(crate) use versions::newer;
pub use versions::{Change, changes};
