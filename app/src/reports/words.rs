//! What kinds, states and questions of reports are called.

use contract::{
    Lang,
    reports::{Band, ReportField, ReportKind, ReportProblem, ReportState, Weekday},
};
use leptos::prelude::*;

use crate::texts::{t, t_args};

/// A kind, as a heading.
pub(super) fn kind(lang: Lang, kind: ReportKind) -> &'static str {
    match kind {
        ReportKind::Fault => t(lang, "report-fault"),
        ReportKind::Assistance => t(lang, "report-assistance"),
        ReportKind::Appointment => t(lang, "report-appointment"),
        ReportKind::Accessibility => t(lang, "report-accessibility"),
    }
}

/// What a form of this kind is for.
pub(super) fn lead(lang: Lang, kind: ReportKind) -> &'static str {
    match kind {
        ReportKind::Fault => t(lang, "report-fault-lead"),
        ReportKind::Assistance => t(lang, "report-assistance-lead"),
        ReportKind::Appointment => t(lang, "report-appointment-lead"),
        ReportKind::Accessibility => t(lang, "report-accessibility-lead"),
    }
}

/// What happens after sending.
pub(super) fn next(lang: Lang, kind: ReportKind) -> &'static str {
    match kind {
        ReportKind::Fault => t(lang, "report-fault-next"),
        ReportKind::Assistance => t(lang, "report-assistance-next"),
        ReportKind::Appointment => t(lang, "report-appointment-next"),
        ReportKind::Accessibility => t(lang, "report-accessibility-next"),
    }
}

/// A state, for who sent it and for the office.
pub(super) fn state(lang: Lang, state: ReportState) -> &'static str {
    match state {
        ReportState::Open => t(lang, "report-open"),
        ReportState::Answered => t(lang, "report-answered"),
        ReportState::Closed => t(lang, "report-closed"),
    }
}

/// The state as a badge.
pub(super) fn badge(lang: Lang, of: ReportState) -> AnyView {
    let class = match of {
        ReportState::Open => "badge portal-badge portal-badge-waiting",
        ReportState::Answered => "badge portal-badge portal-badge-running",
        ReportState::Closed => "badge portal-badge portal-badge-ended",
    };
    view! { <span class=class>{state(lang, of)}</span> }.into_any()
}

/// A question.
pub(super) fn label(lang: Lang, kind: ReportKind, field: ReportField) -> &'static str {
    match (field, kind) {
        (ReportField::Name, _) => t(lang, "report-name"),
        (ReportField::Email, _) => t(lang, "report-email"),
        (ReportField::Phone, _) => t(lang, "report-phone"),
        (ReportField::Office, _) => t(lang, "report-office"),
        (ReportField::Service, _) => t(lang, "report-service"),
        (ReportField::Place, ReportKind::Accessibility) => t(lang, "report-page"),
        (ReportField::Place, _) => t(lang, "report-place"),
        (ReportField::Text, ReportKind::Appointment) => t(lang, "report-reason"),
        (ReportField::Text, _) => t(lang, "report-text"),
        (ReportField::Days, _) => t(lang, "report-days"),
        (ReportField::Band, _) => t(lang, "report-band"),
        (ReportField::Privacy, _) => t(lang, "report-privacy"),
        (ReportField::Trap, _) => t(lang, "report-trap"),
    }
}

/// What helps to answer.
pub(super) fn hint(lang: Lang, kind: ReportKind, field: ReportField) -> Option<String> {
    let limit = field.longest().to_string();
    match (field, kind) {
        (ReportField::Email, _) => Some(t(lang, "report-email-hint").to_owned()),
        (ReportField::Place, ReportKind::Fault) => Some(t(lang, "report-place-hint").to_owned()),
        (ReportField::Text, _) => Some(t_args(lang, "report-text-hint", &[("limit", &limit)])),
        (ReportField::Days, _) => Some(t(lang, "report-days-hint").to_owned()),
        _ => None,
    }
}

/// What is wrong with an answer and what to write instead.
pub(super) fn problem(lang: Lang, kind: ReportKind, field: ReportField, problem: ReportProblem) -> String {
    let label = label(lang, kind, field);
    let limit = field.longest().to_string();
    let args = [("label", label), ("limit", limit.as_str())];
    match problem {
        ReportProblem::Missing if field == ReportField::Privacy => {
            t_args(lang, "problem-not-declared", &args)
        }
        ReportProblem::Missing => t_args(lang, "problem-missing", &args),
        ReportProblem::TooLong => t_args(lang, "problem-too-long", &args),
        ReportProblem::Email => t_args(lang, "problem-email", &args),
        ReportProblem::NotAChoice => t_args(lang, "problem-not-a-choice", &args),
        ReportProblem::Filled => t(lang, "report-trap-filled").to_owned(),
        ReportProblem::TooQuick => t(lang, "report-too-quick").to_owned(),
    }
}

/// A day of the week.
pub(super) fn weekday(lang: Lang, day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => t(lang, "weekday-monday"),
        Weekday::Tuesday => t(lang, "weekday-tuesday"),
        Weekday::Wednesday => t(lang, "weekday-wednesday"),
        Weekday::Thursday => t(lang, "weekday-thursday"),
        Weekday::Friday => t(lang, "weekday-friday"),
        Weekday::Saturday => t(lang, "weekday-saturday"),
    }
}

/// A part of the day.
pub(super) fn band(lang: Lang, band: Band) -> &'static str {
    match band {
        Band::Morning => t(lang, "band-morning"),
        Band::Afternoon => t(lang, "band-afternoon"),
        Band::Any => t(lang, "band-any"),
    }
}
