//! What came in time and is written down when the end of its term has led the case on.

use contract::{
    Code, Lang,
    cases::{ActionView, InTime, PutRight},
    ids::CaseId,
};
use domain::{
    Actor, Error,
    cases::{self, Came, Fire, Prove},
};

use crate::{
    terms::{Office, day},
    terms_office::came_on_paper,
};

/// Observations that came on a day, of a case on paper.
fn observations(case: CaseId, on: &str) -> Fire {
    Fire {
        text: Some("Non è così.".into()),
        came: Some(Came { on: day(on), evidence: "raccomandata del 7 aprile".into() }),
        ..Fire::new(case, "osserva", 0)
    }
}

/// A case on paper of the 10th of March whose notice of the 30th was received on a day; so many days have gone by since.
async fn noticed(office: &Office, received: &str, days: i64) -> CaseId {
    office.world.clock.advance_days(28);
    let case = came_on_paper(office).await;
    office.fire(&office.rup, case, "preavvisa").await.unwrap();
    let later = day("2026-03-30").until(day(received)).unwrap().get_days();
    office.world.clock.advance_days(i64::from(later));
    let acts = cases::office_communications(&office.world.ctx, &office.clerk, Lang::It).await.unwrap();
    let (id, row_version) = (acts[0].id, acts[0].row_version);
    let prove = Prove { id, day: received.into(), evidence: "avviso di ricevimento".into(), row_version };
    cases::prove(&office.world.ctx, &office.clerk, &prove).await.unwrap();
    office.days(days).await;
    case
}

async fn offered(office: &Office, by: &Actor, case: CaseId) -> Option<ActionView> {
    let page = cases::office_page(&office.world.ctx, by, Lang::It, case).await.unwrap();
    page.actions.into_iter().find(|action| action.event == "osserva")
}

#[tokio::test]
async fn what_came_in_time_puts_back_what_the_end_of_its_term_led_to() {
    let office = Office::new().await;
    let case = noticed(&office, "2026-03-30", 14).await;
    assert_eq!(office.page(case).await.state, "Stato istruttoria");
    assert_eq!(
        office.due(case, "decisione").await,
        "2026-05-19",
        "forty days were left on the 30th of March"
    );
    let shown = offered(&office, &office.clerk, case).await.unwrap();
    assert!(
        shown.stands_in && shown.in_time == Some(InTime { last: day("2026-04-09"), only: true }),
        "{shown:?}"
    );
    office.fire_with(&office.clerk, case, observations(case, "2026-04-07")).await.unwrap();
    assert_eq!(office.page(case).await.state, "Stato istruttoria");
    assert_eq!(
        office.due(case, "decisione").await,
        "2026-05-27",
        "they go on ten days after the observations"
    );
    assert_eq!(office.events(case, "@rectified").await, 1, "the journal says that it did not count");
    let page = office.page(case).await;
    let end = page.timeline.iter().find(|entry| entry.title == "Fatto nessuna_osservazione").unwrap();
    assert!(end.automatic && end.put_right == Some(PutRight::Never), "and so does the history: {end:?}");
    assert!(office.page(case).await.requests.iter().all(|request| !request.open));
    office.holds(case).await;
}

#[tokio::test]
async fn what_came_after_the_term_puts_nothing_back() {
    let office = Office::new().await;
    let case = noticed(&office, "2026-03-30", 14).await;
    let late = office.fire_with(&office.clerk, case, observations(case, "2026-04-10")).await;
    assert!(matches!(late, Err(Error::Refused(Code::CameLate))), "{late:?}");
    let early = office.fire_with(&office.clerk, case, observations(case, "2026-03-29")).await;
    assert!(matches!(early, Err(Error::Refused(Code::DayWrong))), "before the notice: {early:?}");
    assert_eq!(office.events(case, "@rectified").await, 0, "a refusal changes nothing");
    assert_eq!(office.due(case, "decisione").await, "2026-05-19");
}

#[tokio::test]
async fn a_last_day_of_rest_goes_on_to_the_next_working_day() {
    let office = Office::new().await;
    // Received on the 2nd of April: the ten days end on Sunday the 12th.
    let case = noticed(&office, "2026-04-02", 20).await;
    let shown = offered(&office, &office.clerk, case).await.unwrap();
    assert_eq!(shown.in_time, Some(InTime { last: day("2026-04-13"), only: true }));
    let late = office.fire_with(&office.clerk, case, observations(case, "2026-04-14")).await;
    assert!(matches!(late, Err(Error::Refused(Code::CameLate))), "{late:?}");
    office.fire_with(&office.clerk, case, observations(case, "2026-04-13")).await.unwrap();
    assert_eq!(office.due(case, "decisione").await, "2026-06-02", "forty days left from the 23rd");
    office.holds(case).await;
}

#[tokio::test]
async fn a_silence_that_followed_is_put_back_too_by_who_leads() {
    let office = Office::new().await;
    let case = noticed(&office, "2026-03-30", 56).await;
    assert_eq!(office.events(case, "silenzio").await, 1, "of the 19th of May");
    assert!(offered(&office, &office.clerk, case).await.is_none(), "no clerk puts back a silence");
    let clerk = office.fire_with(&office.clerk, case, observations(case, "2026-04-07")).await;
    assert!(
        matches!(clerk, Err(Error::Refused(Code::DayWrong) | Error::Conflict(Code::EventNotPossible))),
        "{clerk:?}"
    );
    assert!(offered(&office, &office.head, case).await.is_some());
    office.fire_with(&office.head, case, observations(case, "2026-04-07")).await.unwrap();
    assert_eq!(office.page(case).await.state, "Stato istruttoria");
    assert_eq!(office.due(case, "decisione").await, "2026-05-27", "it runs on as if neither had ended");
    assert_eq!(office.events(case, "@rectified").await, 2);
    office.holds(case).await;
    office.days(5).await;
    assert_eq!(office.events(case, "silenzio").await, 2, "and forms on its own day");
}

#[tokio::test]
async fn nothing_is_put_back_once_somebody_has_acted_on_it() {
    let office = Office::new().await;
    let case = noticed(&office, "2026-03-30", 14).await;
    // It waits for observations again, on another notice.
    office.fire(&office.rup, case, "preavvisa").await.unwrap();
    let acted = office.fire_with(&office.head, case, observations(case, "2026-04-07")).await;
    assert!(matches!(acted, Err(Error::Refused(Code::DayWrong))), "{acted:?}");
    assert_eq!(office.events(case, "@rectified").await, 0);
}

#[tokio::test]
async fn who_has_the_portal_answers_in_it_or_through_the_office() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    office.fire(&office.rup, case, "preavvisa").await.unwrap();
    office.reads(case).await;
    office.days(20).await;
    let shown = offered(&office, &office.clerk, case).await.unwrap();
    assert!(
        shown.stands_in && shown.in_time.is_some_and(|when| when.only),
        "it may have come by certified mail"
    );
    let own = cases::own_page(&office.world.ctx, &office.ada, Lang::It, case).await.unwrap();
    assert!(own.actions.iter().all(|action| action.event != "osserva"), "their own time is over");
}
