//! What came in time and is written down when the end of its term has led the case on.

use contract::{Code, Lang, cases::ActionView, ids::CaseId};
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

/// A case on paper of the 10th of March whose notice was received on the 30th; it is the 13th of April now, and the ten days
/// have ended on the 9th.
async fn unanswered(office: &Office) -> CaseId {
    office.world.clock.advance_days(28);
    let case = came_on_paper(office).await;
    office.fire(&office.rup, case, "preavvisa").await.unwrap();
    let acts = cases::office_communications(&office.world.ctx, &office.clerk, Lang::It).await.unwrap();
    let (id, row_version) = (acts[0].id, acts[0].row_version);
    let prove = Prove { id, day: "2026-03-30".into(), evidence: "avviso di ricevimento".into(), row_version };
    cases::prove(&office.world.ctx, &office.clerk, &prove).await.unwrap();
    office.days(14).await;
    case
}

async fn offered(office: &Office, by: &Actor, case: CaseId) -> Option<ActionView> {
    let page = cases::office_page(&office.world.ctx, by, Lang::It, case).await.unwrap();
    page.actions.into_iter().find(|action| action.event == "osserva")
}

#[tokio::test]
async fn what_came_in_time_puts_back_what_the_end_of_its_term_led_to() {
    let office = Office::new().await;
    let case = unanswered(&office).await;
    assert_eq!(office.page(case).await.state, "Stato istruttoria");
    assert_eq!(
        office.due(case, "decisione").await,
        "2026-05-19",
        "forty days were left on the 30th of March"
    );
    let shown = offered(&office, &office.clerk, case).await.unwrap();
    assert!(shown.stands_in && shown.in_time == Some(day("2026-04-09")), "{shown:?}");
    office.fire_with(&office.clerk, case, observations(case, "2026-04-07")).await.unwrap();
    assert_eq!(office.page(case).await.state, "Stato istruttoria");
    assert_eq!(
        office.due(case, "decisione").await,
        "2026-05-27",
        "they go on ten days after the observations"
    );
    assert_eq!(office.events(case, "@rectified").await, 1, "the journal says that it did not count");
    assert!(office.page(case).await.requests.iter().all(|request| !request.open));
    office.holds(case).await;
}

#[tokio::test]
async fn what_came_after_the_term_puts_nothing_back() {
    let office = Office::new().await;
    let case = unanswered(&office).await;
    let late = office.fire_with(&office.clerk, case, observations(case, "2026-04-10")).await;
    assert!(matches!(late, Err(Error::Refused(Code::DayWrong))), "{late:?}");
    let early = office.fire_with(&office.clerk, case, observations(case, "2026-03-29")).await;
    assert!(matches!(early, Err(Error::Refused(Code::DayWrong))), "before the notice: {early:?}");
    assert_eq!(office.events(case, "@rectified").await, 0, "a refusal changes nothing");
    assert_eq!(office.due(case, "decisione").await, "2026-05-19");
}

#[tokio::test]
async fn nothing_is_put_back_once_somebody_has_acted_on_it() {
    let office = Office::new().await;
    let case = unanswered(&office).await;
    office.fire(&office.head, case, "rilascia").await.unwrap();
    assert!(offered(&office, &office.head, case).await.is_none());
    let acted = office.fire_with(&office.clerk, case, observations(case, "2026-04-07")).await;
    assert!(acted.is_err(), "what was decided since stands: {acted:?}");
}

#[tokio::test]
async fn who_has_the_portal_answers_in_it() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    office.fire(&office.rup, case, "preavvisa").await.unwrap();
    office.reads(case).await;
    office.days(20).await;
    assert!(offered(&office, &office.clerk, case).await.is_none());
    let own = cases::own_page(&office.world.ctx, &office.ada, Lang::It, case).await.unwrap();
    assert!(own.actions.iter().all(|action| action.event != "osserva"), "their own time is over");
}
