//! `kill -9` in the middle of a payment: a cart is there or not, a receipt counts once, whatever the place.

use std::{process::Command, sync::Arc};

use contract::{
    ids::{CartId, NoticeId, RequestId},
    payments::Returned,
};
use domain::{
    Actor,
    payments::{self, Held},
    taxes,
};
use entity::payments::{payment_carts, payment_notices, payment_receipts};
use sea_orm::{EntityTrait, PaginatorTrait};
use testkit::{CrashAt, TestDb, TestWorld, paid_by, tari};
use uuid::Uuid;

const ADA: &str = "SMPLCU61C54M999F";

#[expect(clippy::disallowed_methods, reason = "the child is told by the environment what to do")]
fn env(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// The session of somebody who found this notice, the same in parent and child.
fn held(notice: NoticeId) -> Held {
    Held { key: Uuid::from_u128(7), notices: vec![notice] }
}

async fn begin(world: &TestWorld, notice: NoticeId) -> payments::Begun {
    let back = |cart: CartId, how: Returned| format!("https://comune.example/{cart}/{}", how.as_str());
    let nobody = Actor::stranger(RequestId(world.ctx.ids.next()));
    payments::begin(&world.ctx, &nobody, &held(notice), &[notice], &back).await.unwrap()
}

async fn receive(world: &TestWorld, nav: &str) -> String {
    let hub = Actor::stranger(RequestId(world.ctx.ids.next()));
    payments::receive(&world.ctx, &hub, &paid_by(nav, 17_400, "token")).await.unwrap()
}

/// Not a test of its own: the child process of those below.
#[tokio::test]
async fn child_that_pays_and_crashes() {
    let Some(place) = env("CRASH_PAYMENT_AT") else { return };
    let db = TestDb { url: env("CRASH_DB").unwrap() };
    let receives = place.starts_with("payment.receiv");
    let world = TestWorld::beside(db, Arc::new(CrashAt(place))).await;
    if receives {
        receive(&world, &env("CRASH_NAV").unwrap()).await;
    } else {
        begin(&world, env("CRASH_NOTICE").unwrap().parse().unwrap()).await;
    }
    panic!("the place was never reached");
}

fn crash(world: &TestWorld, notice: &payment_notices::Model, place: &str) {
    let outcome = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "crash_payments::child_that_pays_and_crashes", "--nocapture"])
        .env("CRASH_PAYMENT_AT", place)
        .env("CRASH_DB", &world.db.url)
        .env("CRASH_NAV", &notice.nav)
        .env("CRASH_NOTICE", notice.id.to_string())
        .output()
        .unwrap();
    assert_eq!(outcome.status.code(), None, "{place}: the child was not killed: {outcome:?}");
}

async fn whole(world: &TestWorld) -> payment_notices::Model {
    taxes::record(&world.ctx, &tari(ADA)).await.unwrap();
    let all = payment_notices::Entity::find().all(world.ctx.db.read()).await.unwrap();
    all.into_iter().find(|notice| notice.plan == 0).unwrap()
}

#[tokio::test]
async fn a_payment_whose_beginning_is_killed_is_begun_by_the_next_click() {
    for (place, carts) in [("payment.written", 0), ("payment.begun", 1)] {
        let world = TestWorld::new().await;
        let notice = whole(&world).await;
        crash(&world, &notice, place);
        let found = payment_carts::Entity::find().count(world.ctx.db.read()).await.unwrap();
        assert_eq!(found, carts, "{place}");
        // Whoever asked the gateway may still be waiting for it; after that the next click asks.
        world.clock.advance_ms(21_000);
        let begun = begin(&world, NoticeId(notice.id)).await;
        assert!(begun.checkout.is_some(), "{place}");
        assert_eq!(payment_carts::Entity::find().count(world.ctx.db.read()).await.unwrap(), 1, "{place}");
    }
}

#[tokio::test]
async fn a_receipt_whose_taking_is_killed_is_taken_once() {
    for (place, taken) in [("payment.receiving", false), ("payment.received", true)] {
        let world = TestWorld::new().await;
        let notice = whole(&world).await;
        crash(&world, &notice, place);
        let answer = receive(&world, &notice.nav).await;
        let expected = if taken { "PAA_RECEIPT_DUPLICATA" } else { "<outcome>OK</outcome>" };
        assert!(answer.contains(expected), "{place}: the hub sends it again: {answer}");
        assert_eq!(payment_receipts::Entity::find().count(world.ctx.db.read()).await.unwrap(), 1, "{place}");
        let now =
            payment_notices::Entity::find_by_id(notice.id).one(world.ctx.db.read()).await.unwrap().unwrap();
        assert_eq!(now.state, "paid", "{place}");
    }
}
