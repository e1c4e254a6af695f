//! The inbox: filed cases of one's own offices, oldest first.

use contract::{Lang, cases::Phase, identity::StaffRole};
use domain::{
    Error, cases,
    office::{self, InboxQuery},
};
use testkit::TestWorld;

#[tokio::test]
async fn an_office_sees_what_was_filed_with_it_and_nothing_else() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let clerk = world.officer("Clara", StaffRole::Clerk).await;
    let other = world.person("Tina", &[("tributi", StaffRole::Clerk)]).await;
    let admin = world.person("Nora", &[("sistemi-informativi", StaffRole::Administrator)]).await;
    let first = world.filed(&ada).await;
    world.clock.advance_days(1);
    let second = world.filed(&ada).await;
    let draft = world.draft(&ada).await;
    let inbox = office::inbox(&world.ctx, &clerk, Lang::It, &InboxQuery::default()).await.unwrap();
    let ids: Vec<_> = inbox.rows.iter().map(|row| row.id).collect();
    assert_eq!(ids, [first, second]);
    assert_eq!(inbox.counters[0], (Phase::Submitted, 2));
    for (stranger, announces) in [(&other, false), (&admin, true)] {
        let inbox = office::inbox(&world.ctx, stranger, Lang::It, &InboxQuery::default()).await.unwrap();
        assert!(inbox.rows.is_empty());
        assert_eq!(inbox.announces, announces, "nobody is led to a page that they may not open");
        let page = cases::office_page(&world.ctx, stranger, Lang::It, first).await;
        assert!(matches!(page, Err(Error::NotFound(_))));
    }
    let page = cases::office_page(&world.ctx, &clerk, Lang::It, draft).await;
    assert!(matches!(page, Err(Error::NotFound(_))), "a draft is nobody's but its author's");
    let citizen = office::inbox(&world.ctx, &ada, Lang::It, &InboxQuery::default()).await;
    assert!(matches!(citizen, Err(Error::Forbidden)));
}

#[tokio::test]
async fn a_case_is_found_by_number_name_parcel_and_street() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let clerk = world.officer("Clara", StaffRole::Clerk).await;
    world.filed(&ada).await;
    for (query, found) in [
        ("PR-2026-000001", 1),
        ("pr 2026 000001", 1),
        ("esemplari lucia", 1),
        ("smplcu61c54m999f", 1),
        ("delle MURA", 1),
        ("214", 1),
        ("nessuno", 0),
        ("%", 0),
        ("'; DROP TABLE cases; --", 0),
    ] {
        let wanted = InboxQuery { query: query.into(), ..InboxQuery::default() };
        let inbox = office::inbox(&world.ctx, &clerk, Lang::It, &wanted).await.unwrap();
        assert_eq!(inbox.rows.len(), found, "{query}");
    }
}

#[tokio::test]
async fn pages_follow_each_other_without_loss() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let clerk = world.officer("Clara", StaffRole::Clerk).await;
    for _ in 0..27 {
        world.filed(&ada).await;
    }
    let first = office::inbox(&world.ctx, &clerk, Lang::It, &InboxQuery::default()).await.unwrap();
    assert_eq!(first.rows.len(), 25);
    let query = InboxQuery { after: first.next.clone(), ..InboxQuery::default() };
    let second = office::inbox(&world.ctx, &clerk, Lang::It, &query).await.unwrap();
    assert_eq!(second.rows.len(), 2);
    assert_eq!(second.next, None);
    assert!(second.rows.iter().all(|row| !first.rows.contains(row)));
}
