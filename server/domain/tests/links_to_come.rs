//! What a case says for a day to come happens in the one that it follows on that day.

use contract::{Lang, ids::CaseId};
use domain::cases::{self, Linking};

use crate::links::{granted, journal, naming, office, row, saying};
use crate::terms::Office;

/// Granted on the 2nd of March 2026; on the 7th the case that follows says the 12th.
async fn announced() -> (Office, CaseId, CaseId) {
    let office = office().await;
    let case = granted(&office).await;
    office.days(5).await;
    let follower = saying(&office, case, ("12", "3", "2026")).await;
    assert_eq!(journal(&office, case, "seguita").await, Vec::<String>::new(), "not before its day");
    assert_eq!(office.page(case).await.state, "Stato rilasciata");
    let page = office.page(case).await;
    let number = row(&office, follower).await.number.unwrap();
    let words = format!("Seguito {number} (giorno indicato: 12 marzo 2026)");
    assert!(page.messages.iter().any(|message| message.body == words), "{:?}", page.messages);
    (office, case, follower)
}

#[tokio::test]
async fn it_happens_on_its_day_and_not_before() {
    let (office, case, _) = announced().await;
    office.days(4).await;
    assert_eq!(office.page(case).await.state, "Stato rilasciata", "the 11th");
    office.days(1).await;
    assert_eq!(office.page(case).await.state, "Stato decaduta", "the 12th");
    let told = journal(&office, case, "seguita").await;
    assert_eq!(told.len(), 1, "of two events that it may bring about the first, once: {told:?}");
    office.days(5).await;
    assert_eq!(journal(&office, case, "seguita").await.len(), 1);
    office.holds(case).await;
}

#[tokio::test]
async fn a_server_that_was_down_on_its_day_lets_it_count_from_then() {
    let (office, case, _) = announced().await;
    office.world.clock.advance_days(12);
    office.world.work_off().await;
    let told = journal(&office, case, "seguita").await;
    assert!(told.len() == 1 && told[0].contains(r#""on":"2026-03-12""#), "{told:?}");
    office.holds(case).await;
}

#[tokio::test]
async fn what_was_withdrawn_or_taken_apart_meanwhile_brings_nothing_about() {
    let (office, case, follower) = announced().await;
    office.fire(&office.ada, follower, "ritira").await.unwrap();
    office.days(6).await;
    assert_eq!(office.page(case).await.state, "Stato rilasciata", "withdrawn");

    let (office, case, follower) = announced().await;
    let ctx = &office.world.ctx;
    cases::unlink_case(ctx, &office.clerk, follower, case, "Un'altra pratica.").await.unwrap();
    office.days(6).await;
    assert_eq!(office.page(case).await.state, "Stato rilasciata", "taken apart");
    // Put together again when the day is over, it counts at once, from that day.
    cases::link(ctx, &office.clerk, follower, &Linking::Number(&row(&office, case).await.number.unwrap()))
        .await
        .unwrap();
    let told = journal(&office, case, "seguita").await;
    assert!(told.len() == 1 && told[0].contains(r#""on":"2026-03-12""#), "{told:?}");
}

#[tokio::test]
async fn what_is_not_possible_when_its_day_comes_is_left_to_the_office() {
    let (office, case, follower) = announced().await;
    let before = journal(&office, case, "@linked").await.len();
    // The other case has come to its end meanwhile.
    office.fire(&office.ada, case, "seguita").await.unwrap();
    office.days(6).await;
    assert_eq!(journal(&office, case, "seguita").await.len(), 1, "hers, and not that of {follower}");
    assert_eq!(journal(&office, case, "@linked").await.len(), before + 1);
    office.holds(case).await;
}

#[tokio::test]
async fn a_link_foretells_its_own_days_and_not_those_of_another() {
    let (office, case, _) = announced().await;
    let ctx = &office.world.ctx;
    let bruno = office.world.citizen("Bruno").await;
    let other = naming(&office, &bruno, &row(&office, case).await.number.unwrap()).await;
    office.fire(&office.head, other, "accogli").await.unwrap();
    let linking = Linking::Declared(case);
    let foreseen = cases::foresee_link(ctx, &office.clerk, Lang::It, other, &linking).await.unwrap().unwrap();
    assert_eq!((foreseen.happens.len(), foreseen.waits.len()), (1, 0), "{foreseen:?}");
}
