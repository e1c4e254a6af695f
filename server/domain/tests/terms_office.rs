//! What the office does with terms: puts records right, writes down what came on paper, looks ahead, is warned.

use contract::{
    Code, Lang,
    cases::{Phase, VoidMove},
    ids::CaseId,
};
use domain::{
    Actor, Error,
    cases::{self, Arriving, Came, Fire, Rectify},
};
use entity::cases::{case_terms, cases as rows};
use jiff::civil::Date;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::terms::{Office, day};

#[tokio::test]
async fn a_mistake_is_put_right_and_never_erased() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    office.days(10).await;
    office.fire(&office.rup, case, "chiedi_integrazioni").await.unwrap();
    office.reads(case).await;
    office.days(5).await;
    office.fire(&office.ada, case, "integra").await.unwrap();
    assert_eq!(office.due(case, "decisione").await, "2026-05-16");
    let rectify = async |by: &Actor, of: i64, truly: Option<Date>, reason: &str| {
        let row_version = office.page(case).await.row_version;
        let asked = Rectify { case, of, truly, reason: reason.into(), row_version };
        cases::rectify(&office.world.ctx, by, &asked).await
    };
    let page = cases::office_page(&office.world.ctx, &office.rup, Lang::It, case).await.unwrap();
    let at = |words: &str| {
        let list = &page.desk.as_ref().unwrap().rectifiable;
        list.iter().find(|past| past.event == words).unwrap().of
    };
    let (asked, answered, filed) = (at("Fatto chiedi_integrazioni"), at("Fatto integra"), at("Fatto invia"));
    assert!(office.page(case).await.desk.unwrap().rectifiable.is_empty(), "not for clerks");
    let refused = rectify(&office.clerk, answered, None, "Errore.").await;
    assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
    assert!(matches!(
        rectify(&office.rup, answered, None, " ").await,
        Err(Error::Refused(Code::TextMissing))
    ));
    let tomorrow = rectify(&office.rup, answered, Some(day("2026-03-18")), "Errore.").await;
    assert!(matches!(tomorrow, Err(Error::Refused(Code::DayWrong))), "{tomorrow:?}");
    for (of, why) in [(filed, "a filed case stays filed"), (asked, "an answer to nothing")] {
        let impossible = rectify(&office.rup, of, None, "Errore.").await;
        assert!(matches!(impossible, Err(Error::Conflict(Code::CannotRectify))), "{why}: {impossible:?}");
    }
    // It had come two days earlier.
    rectify(&office.rup, answered, Some(day("2026-03-15")), "Arrivata domenica per PEC.").await.unwrap();
    assert_eq!(office.due(case, "decisione").await, "2026-05-14");
    office.holds(case).await;
    // It had never come: the request waits for its answer again.
    rectify(&office.rup, answered, None, "Era un'altra pratica.").await.unwrap();
    assert!(office.page(case).await.requests.iter().all(|request| request.open));
    let page = office.page(case).await;
    assert_eq!((page.state.as_str(), page.phase), ("Stato integrazioni", Phase::WaitingApplicant));
    assert_eq!(office.due(case, "decisione").await, "interrupted");
    assert_eq!(office.events(case, "integra").await, 1, "the record of the mistake stays");
    assert!(page.messages.iter().any(|message| message.body == "Era un'altra pratica."));
    office.holds(case).await;
}

/// A case that came on paper on 10 March 2026 and is recorded now.
pub(crate) async fn came_on_paper(office: &Office) -> CaseId {
    let typed = Arriving {
        procedure: "termini".into(),
        channel: "paper".into(),
        day: "2026-03-10".into(),
        given_name: "Ugo".into(),
        family_name: "Bruni".into(),
        subject: "Prova".into(),
        ..Arriving::default()
    };
    cases::register_arrival(&office.world.ctx, &office.clerk, &typed, &[]).await.unwrap().unwrap()
}

#[tokio::test]
async fn what_came_on_paper_counts_from_its_day() {
    let office = Office::new().await;
    office.world.clock.advance_days(20);
    let case = came_on_paper(&office).await;
    assert_eq!(office.due(case, "decisione").await, "2026-05-09");
    office.fire(&office.rup, case, "chiedi_integrazioni").await.unwrap();
    // The answer came on the 24th and is recorded on the 27th.
    office.days(5).await;
    let came = |on: &str, evidence: &str| Fire {
        text: Some("Tavole.".into()),
        came: Some(Came { on: day(on), evidence: evidence.into() }),
        ..Fire::new(case, "integra", 0)
    };
    let unproved = office.fire_with(&office.clerk, case, came("2026-03-24", " ")).await;
    assert!(matches!(unproved, Err(Error::Refused(Code::ProofMissing))), "{unproved:?}");
    let tomorrow = office.fire_with(&office.clerk, case, came("2026-03-28", "timbro")).await;
    assert!(matches!(tomorrow, Err(Error::Refused(Code::DayWrong))), "{tomorrow:?}");
    office.fire_with(&office.clerk, case, came("2026-03-24", "timbro d'arrivo")).await.unwrap();
    assert_eq!(office.due(case, "decisione").await, "2026-05-23");
    office.holds(case).await;
}

#[tokio::test]
async fn what_would_happen_is_told_and_nothing_changes() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    let ask = async |by: &Actor, event: Option<&str>, on: &str| {
        cases::what_if(&office.world.ctx, by, Lang::It, case, event, Some(day(on))).await.unwrap()
    };
    let asked = ask(&office.rup, Some("chiedi_integrazioni"), "2026-03-20").await.outcome.unwrap();
    assert_eq!((asked.refused, asked.state.as_str()), (None, "Stato integrazioni"));
    let late = ask(&office.rup, Some("chiedi_integrazioni"), "2026-04-02").await.outcome.unwrap();
    assert_eq!(late.refused, Some(Code::TermOverForcible));
    let nobody = ask(&office.ada, None, "2026-05-02").await.outcome.unwrap();
    assert_eq!(nobody.fired, [("Fatto silenzio".to_owned(), day("2026-05-01"))]);
    assert_eq!(nobody.state, "Stato da_attestare");
    assert_eq!(office.page(case).await.state, "Stato istruttoria");
    let instead = ask(&office.rup, Some("chiedi_integrazioni"), "2026-05-04").await.outcome.unwrap();
    assert_eq!(instead.refused, Some(Code::EventNotPossible), "silence formed the day before");
    assert!(
        instead.instead.contains(&"Fai attesta".to_owned()),
        "what can be done then: {:?}",
        instead.instead
    );
    let events = async |by, on| {
        let ids = ask(by, None, on).await.events.into_iter().map(|(id, _)| id);
        ids.collect::<Vec<_>>()
    };
    let theirs = events(&office.ada, "2026-03-20").await;
    assert!(
        theirs.contains(&"aggiungi".to_owned()) && !theirs.contains(&"rilascia".to_owned()),
        "{theirs:?}"
    );
    let later = events(&office.rup, "2026-05-04").await;
    assert!(
        later.contains(&"chiedi_parere".to_owned()) && later.contains(&"attesta".to_owned()),
        "{later:?}"
    );
    let stranger = office.world.citizen("Zoe").await;
    let hidden = cases::what_if(&office.world.ctx, &stranger, Lang::It, case, None, None).await;
    assert!(matches!(hidden, Err(Error::NotFound(_))), "{hidden:?}");
}

#[tokio::test]
async fn what_has_passed_of_a_term_that_stood_still_is_told_by_its_whole_length() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    office.days(40).await;
    office.fire(&office.rup, case, "preavvisa").await.unwrap();
    office.reads(case).await;
    office.days(4).await;
    office.fire(&office.ada, case, "osserva").await.unwrap();
    let row = case_terms::Entity::find()
        .filter(case_terms::Column::CaseId.eq(case.0))
        .filter(case_terms::Column::Term.eq("decisione"))
        .one(office.world.ctx.db.read())
        .await
        .unwrap()
        .unwrap();
    let on = |text: Option<String>| day(&text.unwrap());
    let (began, nominal) = (on(row.began), on(row.nominal));
    assert_eq!((nominal - began).get_days(), 60, "forty days had passed, not none: {began} {nominal}");
    let told = cases::warn_of_terms(&office.world.ctx).await.unwrap();
    assert_eq!(told, 1, "two thirds of it are over: who leads is told at once");
}

#[tokio::test]
async fn an_act_that_came_too_late_is_shown_as_without_effect() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    office.days(20).await;
    office.fire(&office.rup, case, "chiedi_integrazioni").await.unwrap();
    let page = cases::office_page(&office.world.ctx, &office.rup, Lang::It, case).await.unwrap();
    let filed = page.desk.unwrap().rectifiable.last().unwrap().of;
    // It had been filed much earlier: the request was not in time.
    let asked = Rectify {
        case,
        of: filed,
        truly: Some(day("2026-01-05")),
        reason: "Protocollo di gennaio.".into(),
        row_version: page.row_version,
    };
    cases::rectify(&office.world.ctx, &office.rup, &asked).await.unwrap();
    let page = office.page(case).await;
    let term = page.terms.iter().find(|term| term.id == "decisione").unwrap();
    assert_eq!(term.lines.last().unwrap().void, Some(VoidMove::TooLate(day("2026-02-04"))));
    office.holds(case).await;
    let row = rows::Entity::find_by_id(case.0).one(office.world.ctx.db.read()).await.unwrap().unwrap();
    assert_eq!(row.state, "integrazioni", "the state is that of the acts");
}

#[tokio::test]
async fn what_the_office_does_it_does_here_and_now() {
    let office = Office::new().await;
    office.world.clock.advance_days(20);
    let case = came_on_paper(&office).await;
    let back = |event: &str, on: &str| Fire {
        text: Some("Motivi.".into()),
        came: Some(Came { on: day(on), evidence: "timbro".into() }),
        ..Fire::new(case, event, 0)
    };
    let dated = office.fire_with(&office.head, case, back("nega", "2026-03-15")).await;
    assert!(matches!(dated, Err(Error::Refused(Code::DayWrong))), "an act of the office: {dated:?}");
    office.fire(&office.rup, case, "chiedi_integrazioni").await.unwrap();
    let before = office.fire_with(&office.clerk, case, back("integra", "2026-03-09")).await;
    assert!(matches!(before, Err(Error::Refused(Code::DayWrong))), "before the case: {before:?}");
}

#[tokio::test]
async fn a_term_counts_from_the_day_that_the_applicant_answered() {
    let office = Office::new().await;
    let case = cases::start(&office.world.ctx, &office.ada, "termini", &[]).await.unwrap();
    let answers = [
        ("vincolo", "no"),
        ("fine_lavori.giorno", "1"),
        ("fine_lavori.mese", "2"),
        ("fine_lavori.anno", "2026"),
    ];
    office.world.answer(&office.ada, case, "domanda", &answers).await;
    cases::submit(&office.world.ctx, &office.ada, case).await.unwrap();
    office.fire(&office.head, case, "rilascia").await.unwrap();
    assert_eq!(office.due(case, "saldo").await, "2026-04-02", "sixty days from 1 February");
    office.holds(case).await;
}

#[tokio::test]
async fn nobody_acts_in_a_term_that_is_over_although_the_portal_has_not_come_to_it_yet() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    office.world.clock.advance_days(70);
    let row_version = office.page(case).await.row_version;
    let refuse = Fire { text: Some("No.".into()), ..Fire::new(case, "nega", row_version) };
    let late = cases::fire(&office.world.ctx, &office.head, &refuse).await;
    assert!(matches!(late, Err(Error::Conflict(Code::EventNotPossible))), "{late:?}");
    assert_eq!(office.page(case).await.state, "Stato da_attestare");
}

#[tokio::test]
async fn bodies_are_words_of_the_procedure_and_nothing_else() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    let with = |event: &str, bodies: &[&str]| Fire {
        text: Some("Motivi.".into()),
        bodies: bodies.iter().map(|body| (*body).to_owned()).collect(),
        ..Fire::new(case, event, 0)
    };
    for (by, fire) in [
        (&office.rup, with("chiedi_integrazioni", &["Mario Rossi"])),
        (&office.rup, with("chiedi_parere", &["asl", "asl"])),
    ] {
        let refused = office.fire_with(by, case, fire).await;
        assert!(matches!(refused, Err(Error::Refused(Code::BodyMissing))), "{refused:?}");
    }
    office.fire_with(&office.rup, case, with("chiedi_parere", &["asl", "vvf"])).await.unwrap();
    let both = office.fire_with(&office.rup, case, with("parere_favorevole", &["asl", "vvf"])).await;
    assert!(matches!(both, Err(Error::Refused(Code::BodyMissing))), "one at a time: {both:?}");
}

#[tokio::test]
async fn who_may_not_decide_may_not_undo_a_decision() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    office.fire(&office.head, case, "nega").await.unwrap();
    let offered = async |by| {
        let page = cases::office_page(&office.world.ctx, by, Lang::It, case).await.unwrap();
        (page.desk.unwrap().rectifiable, page.row_version)
    };
    let ((theirs, _), (all, row_version)) = (offered(&office.rup).await, offered(&office.head).await);
    let of = all[0].of;
    assert!(theirs.iter().all(|past| past.of != of), "nor are they asked whether they would");
    let undo = Rectify { case, of, truly: None, reason: "Errore.".into(), row_version };
    let refused = cases::rectify(&office.world.ctx, &office.rup, &undo).await;
    assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
    cases::rectify(&office.world.ctx, &office.head, &undo).await.unwrap();
    assert_eq!(office.page(case).await.state, "Stato istruttoria");
    office.holds(case).await;
}

#[tokio::test]
async fn a_silence_that_was_a_mistake_does_not_form_again_by_itself() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    office.days(62).await;
    let page = cases::office_page(&office.world.ctx, &office.head, Lang::It, case).await.unwrap();
    assert_eq!(page.state, "Stato da_attestare");
    let of = page.desk.as_ref().unwrap().rectifiable[0].of;
    let undo =
        Rectify { case, of, truly: None, reason: "Deciso su carta.".into(), row_version: page.row_version };
    cases::rectify(&office.world.ctx, &office.head, &undo).await.unwrap();
    office.days(3).await;
    assert_eq!(office.page(case).await.state, "Stato istruttoria");
    assert_eq!(office.events(case, "silenzio").await, 1);
    office.holds(case).await;
}

#[tokio::test]
async fn an_act_before_a_term_runs_on_is_the_same_when_it_is_worked_out_again() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    office.days(30).await;
    office.fire(&office.rup, case, "preavvisa").await.unwrap();
    office.reads(case).await;
    office.days(3).await;
    office.fire(&office.ada, case, "osserva").await.unwrap();
    // The term runs on ten days after the observations; the decision comes before that.
    office.days(2).await;
    office.fire(&office.head, case, "rilascia").await.unwrap();
    assert_eq!(office.due(case, "decisione").await, "ended");
    office.holds(case).await;
}

#[tokio::test]
async fn the_day_that_the_office_sets_gives_more_time_and_never_less_than_the_law() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    let asks = |due: &str| Fire {
        text: Some("Servono le tavole.".into()),
        due: Some(day(due)),
        ..Fire::new(case, "chiedi_integrazioni", 0)
    };
    let short = office.fire_with(&office.rup, case, asks("2026-03-11")).await;
    assert!(matches!(short, Err(Error::Refused(Code::DueTooEarly))), "ten days are the least: {short:?}");
    office.fire_with(&office.rup, case, asks("2026-03-12")).await.unwrap();
    office.fire(&office.ada, case, "integra").await.unwrap();
    office.fire(&office.head, case, "rilascia").await.unwrap();
    let before = office.due(case, "inizio_lavori").await;
    let page = cases::office_page(&office.world.ctx, &office.head, Lang::It, case).await.unwrap();
    let action = page.actions.iter().find(|action| action.event == "proroga_al").unwrap();
    assert_eq!(action.sets_day.map(|set| set.least), Some(0), "the form asks for the new last day");
    let until = |due: Option<&str>| Fire { due: due.map(day), ..Fire::new(case, "proroga_al", 0) };
    let never = office.fire_with(&office.head, case, until(None)).await;
    assert!(matches!(never, Err(Error::Refused(Code::DueMissing))), "{never:?}");
    let same = office.fire_with(&office.head, case, until(Some(&before))).await;
    assert!(matches!(same, Err(Error::Refused(Code::DueTooEarly))), "{same:?}");
    assert_eq!(office.due(case, "inizio_lavori").await, before);
    office.fire_with(&office.head, case, until(Some("2027-09-30"))).await.unwrap();
    assert_eq!(office.due(case, "inizio_lavori").await, "2027-09-30");
    office.holds(case).await;
}

#[tokio::test]
async fn no_day_is_put_right_so_that_a_term_stands_still_for_ever() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    office.fire(&office.rup, case, "chiedi_integrazioni").await.unwrap();
    office.days(3).await;
    office.fire(&office.ada, case, "integra").await.unwrap();
    office.days(5).await;
    let due = office.due(case, "decisione").await;
    let page = cases::office_page(&office.world.ctx, &office.head, Lang::It, case).await.unwrap();
    let right = page.desk.unwrap().rectifiable;
    let of = right.iter().find(|past| past.event == "Fatto chiedi_integrazioni").unwrap().of;
    let truly = |day: Date| cases::Rectify {
        case,
        of,
        truly: Some(day),
        reason: "Errore.".into(),
        row_version: page.row_version,
    };
    let beyond = cases::rectify(&office.world.ctx, &office.head, &truly(day("2026-03-07"))).await;
    assert!(
        matches!(beyond, Err(Error::Conflict(Code::CannotRectify))),
        "after the answer to it: {beyond:?}"
    );
    assert_eq!(office.due(case, "decisione").await, due);
    cases::rectify(&office.world.ctx, &office.head, &truly(day("2026-03-03"))).await.unwrap();
    office.holds(case).await;
}

#[tokio::test]
async fn an_act_says_before_and_after_the_day_of_the_other_reading_of_the_law() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    let page = cases::office_page(&office.world.ctx, &office.rup, Lang::It, case).await.unwrap();
    let notice = page.actions.iter().find(|action| action.event == "preavvisa").unwrap();
    let decision = notice.terms.iter().find(|term| term.label == "Termine decisione").unwrap();
    assert_eq!((decision.due, decision.left), (None, Some(60)), "by the one it stands still");
    assert_eq!(decision.earliest, Some(day("2026-05-11")), "by the other ten days are added");
    office.fire(&office.rup, case, "preavvisa").await.unwrap();
    let page = office.page(case).await;
    let line = page.terms.iter().find(|term| term.id == "decisione").unwrap().lines.last().unwrap().clone();
    assert_eq!(line.earliest, Some(day("2026-05-11")), "and the ledger explains it: {line:?}");
}

#[tokio::test]
async fn a_day_that_is_over_is_no_day_to_suppose() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    let supposed = async |on: &str| {
        cases::what_if(&office.world.ctx, &office.ada, Lang::It, case, None, Some(day(on))).await.unwrap()
    };
    let past = supposed("2020-01-01").await;
    assert_eq!(past.problem, Some(("2020-01-01".to_owned(), Code::DayOver)));
    assert!(past.outcome.is_none() && past.on.is_none());
    assert_eq!(supposed("2026-03-02").await.problem, None);
}
