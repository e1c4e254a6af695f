//! Tax positions: one's own, balanced to the cent, their state that of their notices.

use contract::{Lang, taxes::PositionState};
use domain::{Actor, Error, payments, taxes};
use testkit::{TestWorld, paid_by, tari};

use crate::audit::denied;

const ADA: &str = "SMPLCU61C54M999F";

async fn pay(world: &TestWorld, nav: &str, cents: i64, token: &str) {
    let hub = Actor::stranger(contract::ids::RequestId(world.ctx.ids.next()));
    payments::receive(&world.ctx, &hub, &paid_by(nav, cents, token)).await.unwrap();
}

#[tokio::test]
async fn a_position_is_paid_part_by_part() {
    let world = TestWorld::new().await;
    let ada = world.named("Ada", ADA).await;
    let id = taxes::record(&world.ctx, &tari(ADA)).await.unwrap();
    let page = taxes::position(&world.ctx, &ada, Lang::It, id).await.unwrap();
    assert_eq!((page.row.total, page.row.paid, page.row.state), (17_400, 0, PositionState::Due));
    assert_eq!(page.lines.iter().map(|(_, cents)| cents).sum::<i64>(), page.row.total);
    assert_eq!(page.plans.iter().map(|plan| plan.instalments.len()).collect::<Vec<_>>(), [1, 3]);
    assert_eq!(page.row.next.unwrap().1, 5_800, "the smallest step is said first");
    assert_eq!(page.plans[1].instalments[1].notice.reason, "Tassa sui rifiuti (TARI) 2026, rata 2 di 3");
    for (number, part) in page.plans[1].instalments.iter().enumerate() {
        pay(&world, &part.notice.nav, 5_800, &format!("token-{number}")).await;
        let row = &taxes::mine(&world.ctx, &ada, Lang::En).await.unwrap()[0];
        let expected = if number == 2 { PositionState::Paid } else { PositionState::PartlyPaid };
        assert_eq!((row.state, row.paid), (expected, 5_800 * i64::try_from(number + 1).unwrap()));
        assert_eq!(row.title, "Waste tax (TARI) 2026");
    }
}

#[tokio::test]
async fn a_position_is_late_the_day_after_its_last_day_in_italy() {
    let world = TestWorld::new().await;
    let ada = world.named("Ada", ADA).await;
    taxes::record(&world.ctx, &tari(ADA)).await.unwrap();
    let state = async || taxes::mine(&world.ctx, &ada, Lang::It).await.unwrap()[0].state;
    // From 2 March to 30 April.
    world.clock.advance_days(59);
    assert_eq!(state().await, PositionState::Due, "its last day is not over");
    world.clock.advance_days(1);
    assert_eq!(state().await, PositionState::Late);
}

#[tokio::test]
async fn somebody_elses_position_is_not_there_and_the_look_is_written_down() {
    let world = TestWorld::new().await;
    let (ada, eva) = (world.named("Ada", ADA).await, world.citizen("Eva").await);
    let id = taxes::record(&world.ctx, &tari(ADA)).await.unwrap();
    let clerk = world.person("Tea", &[("tributi", contract::identity::StaffRole::Clerk)]).await;
    for other in [&eva, &clerk] {
        let seen = taxes::position(&world.ctx, other, Lang::It, id).await;
        assert!(matches!(seen, Err(Error::NotFound(_))), "{seen:?}");
        assert!(taxes::mine(&world.ctx, other, Lang::It).await.unwrap().is_empty());
    }
    let look = ("position.read".to_owned(), format!("position:{id}"));
    assert_eq!(denied(&world).await, [look.clone(), look]);
    let stranger = Actor::stranger(ada.request);
    assert!(matches!(taxes::mine(&world.ctx, &stranger, Lang::It).await, Err(Error::Forbidden)));
    assert!(taxes::position(&world.ctx, &stranger, Lang::It, id).await.is_err());
}

#[tokio::test]
async fn parts_that_do_not_make_up_the_sum_are_not_recorded() {
    let world = TestWorld::new().await;
    let mut wrong = tari(ADA);
    wrong.plans[1][2].1 += 1;
    assert!(taxes::record(&world.ctx, &wrong).await.is_err());
    assert!(taxes::record(&world.ctx, &taxes::NewPosition { plans: vec![], ..tari(ADA) }).await.is_err());
    assert!(!taxes::any(&world.ctx).await.unwrap(), "nothing is left half done");
}
