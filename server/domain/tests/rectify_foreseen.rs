//! What putting something right would change is said before, and what was put right can be put right again.

use contract::{
    Code, Lang,
    cases::{Rectifiable, RectifyForeseen, TermStatus, Truth, Turned},
    ids::CaseId,
};
use domain::{
    Error,
    cases::{self, Came, Fire, Rectify, RectifyDays},
};
use jiff::civil::Date;

use crate::{
    rectify_days::granted,
    terms::{Office, day},
    terms_office::came_on_paper,
};

async fn past(office: &Office, case: CaseId) -> Vec<Rectifiable> {
    let page = cases::office_page(&office.world.ctx, &office.head, Lang::It, case).await.unwrap();
    page.desk.unwrap().rectifiable
}

/// What is asked of the newest event of these words.
pub(crate) async fn asking(office: &Office, case: CaseId, event: &str, truly: Option<&str>) -> Rectify {
    let found = past(office, case).await.into_iter().find(|past| past.event.starts_with(event)).unwrap();
    let row_version = office.page(case).await.row_version;
    Rectify {
        case,
        of: found.of,
        truly: truly.map(day),
        reason: "Errore di registrazione.".into(),
        row_version,
    }
}

async fn foreseen(office: &Office, asked: &Rectify) -> Result<RectifyForeseen, Error> {
    cases::foresee_rectify(&office.world.ctx, &office.head, Lang::It, asked).await
}

pub(crate) async fn put_right(office: &Office, asked: &Rectify) -> Result<(), Error> {
    let done = cases::rectify(&office.world.ctx, &office.head, asked).await;
    office.world.work_off().await;
    done
}

/// Everything that everybody can see of a case.
async fn seen(office: &Office, case: CaseId) -> String {
    let page = cases::office_page(&office.world.ctx, &office.head, Lang::It, case).await.unwrap();
    format!(
        "{:?} {:?} {:?} {:?} {:?}",
        page.state, page.row_version, page.timeline, page.terms, page.requests
    )
}

/// A case that was asked for one plan on the 12th of March 2026, as its applicant reads.
async fn asked_for(office: &Office) -> CaseId {
    let case = office.filed("no").await;
    office.days(10).await;
    let request = Fire {
        text: Some("Servono le tavole.".into()),
        points: vec!["La pianta.".into()],
        ..Fire::new(case, "chiedi_integrazioni", 0)
    };
    office.fire_with(&office.rup, case, request).await.unwrap();
    office.reads(case).await;
    case
}

fn ends(status: Option<TermStatus>) -> Option<Date> {
    match status {
        Some(TermStatus::Running { nominal, .. }) => Some(nominal),
        _ => None,
    }
}

#[tokio::test]
async fn what_a_correction_changes_is_said_before_and_nothing_is_written() {
    let office = Office::new().await;
    let case = asked_for(&office).await;
    let before = seen(&office, case).await;
    let undo = asking(&office, case, "Fatto chiedi_integrazioni", None).await;
    let said = foreseen(&office, &undo).await.unwrap();
    office.world.work_off().await;
    assert_eq!(seen(&office, case).await, before, "it was only looked at");
    assert_eq!((&said.truth, said.on, said.sent), (&Truth::Never, day("2026-03-12"), true));
    assert_eq!(said.comes.state, ("Stato integrazioni".to_owned(), "Stato istruttoria".to_owned()));
    assert_eq!(said.comes.requests, Turned { off: 1, on: 0 }, "nobody has to answer any more");
    let decision = said.comes.terms.iter().find(|change| change.label == "Termine decisione").unwrap();
    assert!(matches!(decision.before, Some(TermStatus::Interrupted { .. })), "{decision:?}");
    assert_eq!(ends(decision.after), Some(day("2026-05-01")), "sixty days from the filing");
    put_right(&office, &undo).await.unwrap();
    assert_eq!(office.page(case).await.state, said.comes.state.1, "and so it happens");
    assert_eq!(office.due(case, "decisione").await, "2026-05-01");
    let done = seen(&office, case).await;
    put_right(&office, &undo).await.unwrap();
    assert_eq!(seen(&office, case).await, done, "the button pressed twice does it once");
    let other = put_right(&office, &Rectify { reason: "Altro.".into(), ..undo.clone() }).await;
    assert!(
        matches!(other, Err(Error::Conflict(Code::StaleSave))),
        "with other words it is another: {other:?}"
    );
    office.holds(case).await;
}

#[tokio::test]
async fn what_fires_at_once_after_a_correction_is_said_before() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    office.days(50).await;
    let asked = asking(&office, case, "Fatto invia", Some("2026-02-10")).await;
    let said = foreseen(&office, &asked).await.unwrap();
    assert_eq!(said.truth, Truth::On(day("2026-02-10")));
    assert_eq!(said.comes.fires, [("Fatto silenzio".to_owned(), day("2026-04-11"))]);
    assert!(!said.comes.actions_new.is_empty() || !said.comes.terms.is_empty());
}

#[tokio::test]
async fn declared_days_are_foretold_by_their_questions() {
    let office = Office::new().await;
    let case = granted(&office).await;
    let before = seen(&office, case).await;
    let page = cases::office_page(&office.world.ctx, &office.head, Lang::It, case).await.unwrap();
    let asked = RectifyDays {
        case,
        of: page.desk.unwrap().said[0].of,
        days: vec![("fine_lavori".into(), day("2026-02-11"))],
        reason: "Il verbale dice l'11.".into(),
        row_version: page.row_version,
    };
    let ctx = &office.world.ctx;
    let said = cases::foresee_rectify_days(ctx, &office.head, Lang::It, &asked).await.unwrap();
    let days = ("fine_lavori".to_owned(), "Fine lavori".to_owned(), day("2026-02-01"), day("2026-02-11"));
    assert_eq!(said.truth, Truth::Days(vec![days]));
    assert_eq!(ends(said.comes.terms[0].after), Some(day("2026-04-12")));
    assert_eq!(seen(&office, case).await, before, "it was only looked at");
    let refused = cases::foresee_rectify_days(ctx, &office.clerk, Lang::It, &asked).await;
    assert!(matches!(refused, Err(Error::Forbidden)), "who may not do it is told nothing: {refused:?}");
}

#[tokio::test]
async fn what_would_be_refused_is_not_foreseen() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    let asked = asking(&office, case, "Fatto invia", Some("2026-03-02")).await;
    let same = foreseen(&office, &asked).await;
    assert!(matches!(same, Err(Error::Refused(Code::DaysUnchanged))), "it is that day already: {same:?}");
    let undo = Rectify { truly: None, ..asked.clone() };
    let undone = foreseen(&office, &undo).await;
    assert!(matches!(undone, Err(Error::Conflict(Code::CannotRectify))), "filed stays filed: {undone:?}");
    let clerk = cases::foresee_rectify(&office.world.ctx, &office.clerk, Lang::It, &asked).await;
    assert!(matches!(clerk, Err(Error::Forbidden)), "{clerk:?}");
    let own = cases::foresee_rectify(&office.world.ctx, &office.ada, Lang::It, &asked).await;
    assert!(matches!(own, Err(Error::NotFound(_))), "{own:?}");
}

#[tokio::test]
async fn what_happened_by_itself_and_was_undone_by_mistake_comes_back() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    office.days(62).await;
    assert_eq!(office.page(case).await.state, "Stato da_attestare");
    put_right(&office, &asking(&office, case, "Fatto silenzio", None).await).await.unwrap();
    assert_eq!(office.page(case).await.state, "Stato istruttoria");
    assert!(past(&office, case).await.iter().any(|past| past.event == "Fatto silenzio" && past.undone));
    let again = foreseen(&office, &asking(&office, case, "Fatto silenzio", None).await).await;
    assert!(matches!(again, Err(Error::Conflict(Code::AlreadyUndone))), "{again:?}");
    let back = asking(&office, case, "Fatto silenzio", Some("2026-05-01")).await;
    let said = foreseen(&office, &back).await.unwrap();
    assert_eq!(said.truth, Truth::AfterAll(day("2026-05-01")));
    assert_eq!(said.comes.state.1, "Stato da_attestare");
    put_right(&office, &back).await.unwrap();
    assert_eq!(office.page(case).await.state, "Stato da_attestare");
    assert_eq!(office.events(case, "silenzio").await, 1, "it is the same one, not another");
    office.holds(case).await;
}

#[tokio::test]
async fn an_end_that_comes_back_closes_again_what_waited() {
    let office = Office::new().await;
    let case = asked_for(&office).await;
    office.days(40).await;
    let open = async || office.page(case).await.requests.iter().filter(|request| request.open).count();
    assert_eq!((office.page(case).await.state.as_str(), open().await), ("Stato istruttoria", 0));
    put_right(&office, &asking(&office, case, "Fatto nessuna_integrazione", None).await).await.unwrap();
    assert_eq!((office.page(case).await.state.as_str(), open().await), ("Stato integrazioni", 1));
    let on = past(&office, case).await.iter().find(|past| past.undone).unwrap().on.to_string();
    let back = asking(&office, case, "Fatto nessuna_integrazione", Some(&on)).await;
    assert_eq!(foreseen(&office, &back).await.unwrap().comes.requests, Turned { off: 1, on: 0 });
    put_right(&office, &back).await.unwrap();
    assert_eq!((office.page(case).await.state.as_str(), open().await), ("Stato istruttoria", 0));
    office.holds(case).await;
}

#[tokio::test]
async fn what_somebody_did_and_was_undone_is_recorded_anew() {
    let office = Office::new().await;
    let case = asked_for(&office).await;
    let undo = asking(&office, case, "Fatto chiedi_integrazioni", None).await;
    put_right(&office, &undo).await.unwrap();
    assert!(past(&office, case).await.iter().all(|past| past.of != undo.of), "it is offered no more");
    // Its request and its act would not come back with it.
    let row_version = office.page(case).await.row_version;
    let back = Rectify { truly: Some(day("2026-03-12")), row_version, ..undo };
    let refused = put_right(&office, &back).await;
    assert!(matches!(refused, Err(Error::Conflict(Code::AlreadyUndone))), "{refused:?}");
}

#[tokio::test]
async fn a_day_that_is_put_right_stays_between_what_came_before_and_what_followed() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    office.days(30).await;
    office.fire(&office.head, case, "rilascia").await.unwrap();
    office.days(20).await;
    office.fire(&office.ada, case, "seguita").await.unwrap();
    office.days(5).await;
    let refused = async |event: &str, on: &str| {
        let asked = asking(&office, case, event, Some(on)).await;
        let said = foreseen(&office, &asked).await;
        let done = put_right(&office, &asked).await;
        assert_eq!(said.err().unwrap().to_string(), done.as_ref().unwrap_err().to_string());
        done.unwrap_err()
    };
    let received = refused("Fatto invia", "2026-03-04").await;
    assert!(matches!(received, Error::Refused(Code::FiledByThen)), "the portal had it by then: {received:?}");
    for (event, on, why) in [
        ("Fatto seguita", "2026-03-31", "it follows the decision of the 1st of April"),
        ("Fatto rilascia", "2026-04-22", "what follows it came on the 21st"),
    ] {
        let refused = refused(event, on).await;
        assert!(matches!(refused, Error::Conflict(Code::CannotRectify)), "{why}: {refused:?}");
    }
    put_right(&office, &asking(&office, case, "Fatto seguita", Some("2026-04-01")).await).await.unwrap();
    office.holds(case).await;
}

#[tokio::test]
async fn no_day_is_put_right_so_that_a_silence_has_formed_on_another() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    office.days(62).await;
    let earlier = asking(&office, case, "Fatto invia", Some("2026-02-20")).await;
    let refused = put_right(&office, &earlier).await;
    assert!(
        matches!(refused, Err(Error::Conflict(Code::EndMoved))),
        "the acts would say two days: {refused:?}"
    );
    let other = asking(&office, case, "Fatto silenzio", Some("2026-04-20")).await;
    let refused = put_right(&office, &other).await;
    assert!(
        matches!(refused, Err(Error::Conflict(Code::EndMoved))),
        "it ends on the first of May: {refused:?}"
    );
    // What its end brought about is undone first; then it comes back with the day on which it truly ends.
    put_right(&office, &asking(&office, case, "Fatto silenzio", None).await).await.unwrap();
    put_right(&office, &asking(&office, case, "Fatto invia", Some("2026-02-20")).await).await.unwrap();
    put_right(&office, &asking(&office, case, "Fatto silenzio", Some("2026-04-21")).await).await.unwrap();
    assert_eq!(office.page(case).await.state, "Stato da_attestare");
    office.holds(case).await;
}

#[tokio::test]
async fn a_filing_that_was_put_right_back_has_its_moment_again() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    office.days(1).await;
    let received = async || office.page(case).await.received_at;
    let before = received().await;
    put_right(&office, &asking(&office, case, "Fatto invia", Some("2026-02-27")).await).await.unwrap();
    assert_ne!(received().await, before);
    put_right(&office, &asking(&office, case, "Fatto invia", Some("2026-03-02")).await).await.unwrap();
    assert_eq!(received().await, before, "the portal knows when it came");
}

#[tokio::test]
async fn a_filing_on_paper_is_never_moved_after_what_followed_it_nor_an_act_after_its_receipt() {
    let office = Office::new().await;
    office.world.clock.advance_days(20);
    let case = came_on_paper(&office).await;
    office.fire(&office.rup, case, "chiedi_integrazioni").await.unwrap();
    let read = asked_for(&office).await;
    office.days(5).await;
    for (case, event, on, why) in [
        (case, "Fatto invia", "2026-03-24", "the request of the 22nd would come before it"),
        (read, "Fatto chiedi_integrazioni", "2026-04-02", "it was read on the 1st of April"),
    ] {
        let refused = put_right(&office, &asking(&office, case, event, Some(on)).await).await;
        assert!(matches!(refused, Err(Error::Conflict(Code::CannotRectify))), "{why}: {refused:?}");
    }
    put_right(&office, &asking(&office, case, "Fatto invia", Some("2026-03-12")).await).await.unwrap();
    office.holds(case).await;
}

#[tokio::test]
async fn a_true_filing_day_is_put_right_also_where_an_act_proves_late_by_it() {
    let office = Office::new().await;
    // The 7th of May: of what came on the 10th of March the sixty days end on the 9th.
    office.world.clock.advance_days(66);
    let case = came_on_paper(&office).await;
    office.fire(&office.head, case, "nega").await.unwrap();
    put_right(&office, &asking(&office, case, "Fatto invia", Some("2026-03-05")).await).await.unwrap();
    office.holds(case).await;
}

#[tokio::test]
async fn the_same_words_about_another_day_are_another_act() {
    let office = Office::new().await;
    office.world.clock.advance_days(20);
    let case = came_on_paper(&office).await;
    let added = |on: &str, row_version| Fire {
        text: Some("Una nota.".into()),
        came: Some(Came { on: day(on), evidence: "timbro".into() }),
        ..Fire::new(case, "aggiungi", row_version)
    };
    let ctx = &office.world.ctx;
    let row_version = office.page(case).await.row_version;
    cases::fire(ctx, &office.clerk, &added("2026-03-11", row_version)).await.unwrap();
    cases::fire(ctx, &office.clerk, &added("2026-03-11", row_version)).await.unwrap();
    assert_eq!(office.events(case, "aggiungi").await, 1);
    let other = cases::fire(ctx, &office.clerk, &added("2026-03-12", row_version)).await;
    assert!(matches!(other, Err(Error::Conflict(Code::StaleSave))), "it is not swallowed: {other:?}");
}
