//! Pages for everybody: the portal's outages and the public notices, hostile where people type.

use app::{layout::Frame, pages};
use contract::{
    ids::OutageId,
    outages::{Days, OutagePage, OutageRow, PlanForm, PlanProblem},
    time::Moment,
};

use crate::samples;

fn row(announced: bool) -> OutageRow {
    OutageRow {
        id: OutageId(samples::case_id().0),
        announced,
        began_at: samples::AT,
        ended_at: Moment(samples::AT.0 + 90 * 60_000),
        reason: if announced { samples::HOSTILE.to_owned() } else { String::new() },
    }
}

fn form() -> PlanForm {
    let typed = samples::HOSTILE.to_owned();
    PlanForm {
        from_day: typed.clone(),
        from_time: typed.clone(),
        to_day: typed.clone(),
        to_time: typed.clone(),
        reason: typed,
        problems: vec![PlanProblem::From, PlanProblem::To, PlanProblem::ReasonTooLong],
    }
}

pub(crate) fn pages(anyone: &Frame, office: &Frame) -> Vec<(&'static str, String)> {
    let days = Days::until(samples::AT.day());
    let page = |wrong, coming: Vec<OutageRow>, past| OutagePage { days, wrong, coming, past };
    let other =
        PlanForm { problems: vec![PlanProblem::Order, PlanProblem::ReasonMissing], ..PlanForm::default() };
    let over = PlanForm { problems: vec![PlanProblem::Over], ..PlanForm::default() };
    vec![
        ("outages", pages::outages(anyone, &page(false, vec![row(true)], vec![row(false), row(true)]))),
        ("no outages", pages::outages(anyone, &page(true, vec![], vec![]))),
        ("announcements", pages::office_outages(office, &[row(true)], &PlanForm::default())),
        ("wrong announcement", pages::office_outages(office, &[], &form())),
        ("other wrong announcement", pages::office_outages(office, &[], &other)),
        ("late announcement", pages::office_outages(office, &[], &over)),
        ("public notices", pages::albo(anyone, &samples::published()[..1])),
        ("shared documents", pages::shared_file(anyone, &samples::shared(false))),
        ("shared documents no more", pages::shared_file(anyone, &samples::shared(true))),
        ("no public notices", pages::albo(anyone, &[])),
    ]
}
