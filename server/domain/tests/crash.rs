//! `kill -9` in the middle of a filing: the case is filed whole or not at all, whatever the place.
//!
//! The test starts itself again as a child process that aborts at a place, then looks at what the
//! database holds and files again.

use std::{process::Command, sync::Arc};

use contract::{Lang, ids::CaseId};
use domain::{Actor, cases, identity};
use entity::cases::{case_events, counters, protocollo, receipts};
use sea_orm::{EntityTrait, PaginatorTrait};
use testkit::{CrashAt, TestDb, TestWorld};

const PLACES: [&str; 5] =
    ["submit.checked", "advance.numbered", "advance.journalled", "submit.written", "submit.committed"];

#[expect(clippy::disallowed_methods, reason = "the child is told by the environment what to do")]
fn env(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// Not a test of its own: the child process of the one below.
#[tokio::test]
async fn child_that_files_and_crashes() {
    let Some(place) = env("CRASH_AT") else { return };
    let db = TestDb { url: env("CRASH_DB").unwrap() };
    let case: CaseId = env("CRASH_CASE").unwrap().parse().unwrap();
    let world = TestWorld::beside(db, Arc::new(CrashAt(place))).await;
    let person = env("CRASH_PERSON").unwrap().parse().unwrap();
    let request = contract::ids::RequestId(world.ctx.ids.next());
    let actor = identity::actor(&world.ctx, person, request).await.unwrap();
    cases::submit(&world.ctx, &actor, case).await.unwrap();
    panic!("the place was never reached");
}

fn crash(world: &TestWorld, by: &Actor, case: CaseId, place: &str) {
    let outcome = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "crash::child_that_files_and_crashes", "--nocapture"])
        .env("CRASH_AT", place)
        .env("CRASH_DB", &world.db.url)
        .env("CRASH_CASE", case.to_string())
        .env("CRASH_PERSON", by.person.unwrap().to_string())
        .output()
        .unwrap();
    assert_eq!(outcome.status.code(), None, "{place}: the child was not killed: {outcome:?}");
}

#[tokio::test]
async fn a_filing_that_is_killed_is_whole_or_nothing() {
    for place in PLACES {
        let world = TestWorld::new().await;
        let ada = world.citizen("Ada").await;
        let case = world.complete_draft(&ada).await;
        crash(&world, &ada, case, place);
        let db = world.ctx.db.read();
        let filed = place == "submit.committed";
        let expected = u64::from(filed);
        assert_eq!(receipts::Entity::find().count(db).await.unwrap(), expected, "{place}");
        assert_eq!(protocollo::Entity::find().count(db).await.unwrap(), expected, "{place}");
        assert_eq!(case_events::Entity::find().count(db).await.unwrap(), expected, "{place}");
        assert_eq!(counters::Entity::find().count(db).await.unwrap(), expected * 2, "{place}");
        // The person tries again: one case, the first numbers, the chain holds.
        cases::submit(&world.ctx, &ada, case).await.unwrap();
        world.work_off().await;
        let receipt = cases::receipt_page(&world.ctx, &ada, Lang::It, case).await.unwrap();
        assert_eq!(receipt.protocollo.words, "2026/0000001", "{place}");
        assert!(receipt.pdf_ready, "{place}: the work of the dead process is done by another");
        assert!(cases::verify_case(&world.ctx, case).await.unwrap().holds(), "{place}");
    }
}
