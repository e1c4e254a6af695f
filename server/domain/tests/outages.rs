//! The register of outages: gaps between beats are recorded once, announcements are the administrators'.

use contract::{
    identity::StaffRole,
    ids::RequestId,
    outages::{Days, NewOutage},
    time::Moment,
};
use domain::{Actor, Error, clock::Clock, office};
use testkit::TestWorld;

const MINUTE: i64 = 60_000;

async fn recorded(world: &TestWorld) -> Vec<(i64, i64)> {
    let page = office::outages(&world.ctx, None, false).await.unwrap();
    let recorded = page.past.into_iter().filter(|outage| !outage.announced);
    recorded.map(|outage| (outage.began_at.0, outage.ended_at.0)).collect()
}

#[tokio::test]
async fn a_silence_longer_than_three_minutes_is_an_outage_from_the_last_beat_to_the_next() {
    let world = TestWorld::new().await;
    office::beat(&world.ctx).await.unwrap();
    for _ in 0..5 {
        world.clock.advance_ms(MINUTE);
        office::beat(&world.ctx).await.unwrap();
    }
    world.clock.advance_ms(3 * MINUTE);
    office::beat(&world.ctx).await.unwrap();
    assert_eq!(recorded(&world).await, []);
    let from = world.clock.now().0;
    world.clock.advance_ms(3 * MINUTE + 1);
    let beat = || office::beat(&world.ctx);
    // Several instances come back at once: one records it.
    let (a, b, c) = tokio::join!(beat(), beat(), beat());
    for beaten in [a, b, c] {
        beaten.unwrap();
    }
    assert_eq!(recorded(&world).await, [(from, from + 3 * MINUTE + 1)]);
    office::beat(&world.ctx).await.unwrap();
    assert_eq!(recorded(&world).await.len(), 1);
}

#[tokio::test]
async fn a_clock_set_back_records_nothing_and_moves_nothing() {
    let world = TestWorld::new().await;
    office::beat(&world.ctx).await.unwrap();
    let at = world.clock.now().0;
    world.clock.advance_ms(-60 * MINUTE);
    office::beat(&world.ctx).await.unwrap();
    world.clock.advance_ms(70 * MINUTE);
    office::beat(&world.ctx).await.unwrap();
    assert_eq!(recorded(&world).await, [(at, at + 10 * MINUTE)]);
}

#[tokio::test]
async fn administrators_announce_and_take_back_only_what_is_to_come() {
    let world = TestWorld::new().await;
    let anna = world.person("Anna", &[("ced", StaffRole::Administrator)]).await;
    let clerk = world.officer("Clara", StaffRole::Clerk).await;
    let now = world.clock.now().0;
    let outage = NewOutage {
        began_at: Moment(now + 60 * MINUTE),
        ended_at: Moment(now + 90 * MINUTE),
        reason: "Aggiornamento".to_owned(),
    };
    for who in [&clerk, &Actor::stranger(RequestId(world.ctx.ids.next()))] {
        let said = office::announce_outage(&world.ctx, who, &outage).await;
        assert!(matches!(said, Err(Error::Forbidden)));
        assert!(matches!(office::announced_outages(&world.ctx, who).await, Err(Error::Forbidden)));
    }
    let first = office::announce_outage(&world.ctx, &anna, &outage).await.unwrap();
    let second = office::announce_outage(&world.ctx, &anna, &outage).await.unwrap();
    assert!(matches!(office::recall_outage(&world.ctx, &clerk, first).await, Err(Error::Forbidden)));
    office::recall_outage(&world.ctx, &anna, first).await.unwrap();
    assert!(matches!(office::recall_outage(&world.ctx, &anna, first).await, Err(Error::NotFound(_))));
    let page = office::outages(&world.ctx, None, false).await.unwrap();
    assert_eq!((page.coming.len(), page.past.len()), (1, 0));
    world.clock.advance_ms(61 * MINUTE);
    let page = office::outages(&world.ctx, None, false).await.unwrap();
    assert_eq!((page.coming.len(), page.past.len()), (1, 1), "it has begun");
    assert!(matches!(office::recall_outage(&world.ctx, &anna, second).await, Err(Error::NotFound(_))));
    world.clock.advance_ms(60 * MINUTE);
    let page = office::outages(&world.ctx, None, false).await.unwrap();
    assert_eq!((page.coming.len(), page.past.len()), (0, 1));
}

#[tokio::test]
async fn the_list_and_the_attestation_are_about_the_days_asked_for() {
    let world = TestWorld::new().await;
    office::beat(&world.ctx).await.unwrap();
    world.clock.advance_ms(10 * MINUTE);
    office::beat(&world.ctx).await.unwrap();
    let today = world.clock.now().day();
    let of = async |from: &str, to: &str| {
        let days = Days::parse(from, to).unwrap();
        office::outages(&world.ctx, Some(days), false).await.unwrap().past.len()
    };
    let today = today.to_string();
    assert_eq!(of(&today, &today).await, 1);
    assert_eq!(of("2026-02-01", "2026-02-28").await, 0);
    let ada = world.citizen("Ada").await;
    let days = Days::parse(&today, &today).unwrap();
    let pdf = office::outage_attestation(&world.ctx, &ada, days).await.unwrap();
    assert!(pdf.starts_with(b"%PDF"));
    let stranger = Actor::stranger(RequestId(world.ctx.ids.next()));
    let refused = office::outage_attestation(&world.ctx, &stranger, days).await;
    assert!(matches!(refused, Err(Error::Forbidden)));
}
