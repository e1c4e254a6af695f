//! Forms of reports: what is taken, what is wrong and where.

use super::*;
use crate::{Lang, ids::ReportId, time::Moment};

const AT: i64 = 1_795_340_460_000;

/// An id made at this moment.
fn id(at: i64) -> ReportId {
    let millis = u64::try_from(at).unwrap();
    ReportId(uuid::Builder::from_unix_timestamp_millis(millis, &[7; 10]).into_uuid())
}

fn choices() -> ReportChoices {
    let pair = |id: &str| (id.to_owned(), id.to_uppercase());
    ReportChoices { offices: vec![pair("tributi")], services: vec![pair("tari")] }
}

fn read(kind: ReportKind, change: &[(&str, &str)]) -> ReportForm {
    let mut typed: Vec<(String, String)> = [
        ("modulo", id(AT).to_string().as_str()),
        ("nome", " Ada Neri "),
        ("email", "Ada@Example.IT"),
        ("ufficio", "tributi"),
        ("dove", "Via Roma"),
        ("testo", "Un lampione è spento.\r\nDa ieri."),
        ("giorni", "monday"),
        ("giorni", "friday"),
        ("fascia", "morning"),
        ("privacy", "si"),
    ]
    .into_iter()
    .map(|(name, text)| (name.to_owned(), text.to_owned()))
    .collect();
    for (name, text) in change {
        typed.retain(|(of, _)| of != name);
        typed.push(((*name).to_owned(), (*text).to_owned()));
    }
    ReportForm::read(kind, id(AT), typed, &choices(), Moment(AT + 60_000))
}

#[test]
fn every_kind_takes_a_form_that_answers_its_questions() {
    for kind in ReportKind::ALL {
        let report = read(kind, &[]).report(Lang::It).unwrap();
        assert_eq!((report.name.as_str(), report.email.as_str()), ("Ada Neri", "Ada@example.it"), "{kind:?}");
        assert_eq!(report.text, "Un lampione è spento.\nDa ieri.", "{kind:?}");
        let appointment = kind == ReportKind::Appointment;
        assert_eq!(report.office.is_some(), appointment, "{kind:?}: what is not asked is not kept");
        assert_eq!(report.days.len(), if appointment { 2 } else { 0 }, "{kind:?}");
        assert_eq!(ReportKind::parse(kind.word()), Some(kind));
        assert_eq!(ReportKind::parse(kind.as_str()), Some(kind));
    }
}

#[test]
fn each_mistake_is_named_beside_its_question() {
    use ReportField::{Days, Email, Name, Office, Place, Privacy, Service, Text, Trap};
    use ReportProblem::{Email as NoEmail, Filled, Missing, NotAChoice, TooLong, TooQuick};
    let long = "è".repeat(2_001);
    let early = id(AT + 59_000).to_string();
    for (kind, change, field, problem) in [
        (ReportKind::Fault, ("nome", "  "), Name, Missing),
        (ReportKind::Fault, ("email", "ada"), Email, NoEmail),
        (ReportKind::Fault, ("dove", ""), Place, Missing),
        (ReportKind::Fault, ("testo", long.as_str()), Text, TooLong),
        (ReportKind::Fault, ("privacy", ""), Privacy, Missing),
        (ReportKind::Fault, ("sito", "http://x"), Trap, Filled),
        (ReportKind::Fault, ("modulo", early.as_str()), Trap, TooQuick),
        (ReportKind::Assistance, ("servizio", "altro"), Service, NotAChoice),
        (ReportKind::Appointment, ("ufficio", "altro"), Office, NotAChoice),
        (ReportKind::Appointment, ("giorni", "sunday"), Days, NotAChoice),
        (ReportKind::Appointment, ("giorni", ""), Days, Missing),
    ] {
        let form = read(kind, &[change]);
        assert_eq!(form.problems, [(field, problem)], "{kind:?} {change:?}");
        assert_eq!(form.report(Lang::It), None);
        assert_eq!(form.typed.last().unwrap().1, change.1, "what was typed stays");
    }
}

#[test]
fn an_id_that_somebody_made_up_is_replaced() {
    for made_up in ["", "1", "01890000-0000-4000-8000-000000000001"] {
        let form = read(ReportKind::Fault, &[("modulo", made_up)]);
        assert_eq!(form.id, id(AT), "{made_up:?}");
    }
}
