//! Work after the answer: leased, repeated, given up to a person, never lost.

use std::time::Duration;

use contract::{Lang, ids::CaseId, time::Moment};
use domain::{
    Error,
    jobs::{self, MAX_ATTEMPTS, Work},
};
use testkit::TestWorld;

fn receipt() -> Work {
    Work::MakeReceipt { case: CaseId(uuid::Uuid::nil()) }
}

#[tokio::test]
async fn two_runners_never_do_the_same_work() {
    let world = TestWorld::new().await;
    for _ in 0..6 {
        jobs::enqueue_now(&world.ctx, &receipt(), world.ctx.clock.now(), None).await.unwrap();
    }
    let claims = (0..8).map(|_| jobs::claim(&world.ctx, "runner"));
    let mut ids: Vec<_> = futures_util::future::join_all(claims)
        .await
        .into_iter()
        .filter_map(|claimed| claimed.unwrap().map(|claimed| claimed.id))
        .collect();
    let count = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), count);
}

#[tokio::test]
async fn work_with_the_same_key_is_ordered_once() {
    let world = TestWorld::new().await;
    for _ in 0..3 {
        let key = Some("sweep:1".to_owned());
        jobs::enqueue_now(&world.ctx, &Work::Sweep, world.ctx.clock.now(), key).await.unwrap();
    }
    assert!(jobs::claim(&world.ctx, "a").await.unwrap().is_some());
    assert!(jobs::claim(&world.ctx, "a").await.unwrap().is_none());
}

#[tokio::test]
async fn a_runner_that_fell_silent_loses_its_work_to_another() {
    let world = TestWorld::new().await;
    jobs::enqueue_now(&world.ctx, &receipt(), world.ctx.clock.now(), None).await.unwrap();
    let first = jobs::claim(&world.ctx, "dead").await.unwrap().unwrap();
    assert!(jobs::claim(&world.ctx, "alive").await.unwrap().is_none());
    world.clock.advance_ms(61_000);
    let second = jobs::claim(&world.ctx, "alive").await.unwrap().unwrap();
    assert_eq!((first.id, second.attempt), (second.id, 2));
}

#[tokio::test]
async fn what_somebody_waits_for_does_not_stand_behind_a_night_of_terms() {
    let world = TestWorld::new().await;
    let ended = Work::EndTerms { case: CaseId(uuid::Uuid::nil()) };
    for _ in 0..3 {
        jobs::enqueue_now(&world.ctx, &ended, world.ctx.clock.now(), None).await.unwrap();
    }
    world.clock.advance_ms(1_000);
    jobs::enqueue_now(&world.ctx, &receipt(), world.ctx.clock.now(), None).await.unwrap();
    let newest = jobs::claim_newest(&world.ctx, "b").await.unwrap().unwrap();
    assert_eq!(newest.work, receipt(), "one of two workers takes it at once");
    assert_eq!(
        jobs::claim(&world.ctx, "a").await.unwrap().unwrap().work,
        ended,
        "the other begins at the oldest"
    );
    let took = Duration::from_millis(20);
    assert_eq!(jobs::rest_after(&ended, took), took, "a worker rests as long as it worked");
    assert!(jobs::rest_after(&ended, Duration::from_secs(60)) < Duration::from_secs(1), "and never long");
    assert_eq!(jobs::rest_after(&receipt(), took), Duration::ZERO, "unless somebody waits");
}

#[tokio::test]
async fn work_waits_for_its_time() {
    let world = TestWorld::new().await;
    let later = Moment(world.ctx.clock.now().0 + 1_000);
    jobs::enqueue_now(&world.ctx, &receipt(), later, None).await.unwrap();
    assert!(jobs::claim(&world.ctx, "a").await.unwrap().is_none());
    world.clock.advance_ms(1_000);
    assert!(jobs::claim(&world.ctx, "a").await.unwrap().is_some());
}

#[tokio::test]
async fn work_that_keeps_failing_waits_for_a_person_who_can_retry_it() {
    let world = TestWorld::new().await;
    let clerk = world.officer("Clara", contract::identity::StaffRole::Clerk).await;
    let ada = world.citizen("Ada").await;
    jobs::enqueue_now(&world.ctx, &receipt(), world.ctx.clock.now(), None).await.unwrap();
    for _ in 0..MAX_ATTEMPTS {
        let claimed = jobs::claim(&world.ctx, "a").await.unwrap().unwrap();
        jobs::failed(&world.ctx, &claimed, "the printer is on fire", 0.5).await.unwrap();
        world.clock.advance_days(1);
    }
    assert!(jobs::claim(&world.ctx, "a").await.unwrap().is_none());
    let failed = jobs::list_failed(&world.ctx, &clerk).await.unwrap();
    assert_eq!(failed[0].error, "the printer is on fire");
    assert!(matches!(jobs::list_failed(&world.ctx, &ada).await, Err(Error::Forbidden)));
    assert!(matches!(jobs::retry(&world.ctx, &ada, failed[0].id).await, Err(Error::Forbidden)));
    jobs::retry(&world.ctx, &clerk, failed[0].id).await.unwrap();
    assert_eq!(jobs::claim(&world.ctx, "a").await.unwrap().unwrap().attempt, 1);
    let inbox = domain::office::inbox(&world.ctx, &clerk, Lang::It, &Default::default()).await.unwrap();
    assert_eq!(inbox.failed_jobs, 0);
}
