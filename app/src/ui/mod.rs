//! Pieces of pages without words of any procedure: icons, alerts, questions, errors, steps, answers.

mod answers;
mod field;
mod inputs;
mod pieces;
mod problems;
mod statement;
mod steps;

pub(crate) use answers::answer_groups;
pub(crate) use field::{field, text_area, wrong_input};
pub(crate) use inputs::{part_key, tick};
pub(crate) use pieces::{
    alert, back_link, case_name, day, escaped, hidden, icon, paragraphs, phase_badge, time, words_at,
    words_on,
};
pub(crate) use problems::{WrongLine, field_class, problem_line, summary_of_problems, what_is_missing};
pub(crate) use statement::statement_line;
pub(crate) use steps::{Way, previous, saving, step_title, steps};
