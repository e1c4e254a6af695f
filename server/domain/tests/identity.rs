//! People and sessions.

use contract::{identity::StaffRole, ids::RequestId, time::Moment};
use domain::{
    identity::{self, StoredSession},
    ports::Identity,
};
use testkit::TestWorld;

fn session(hash: &str, person: Option<contract::ids::PersonId>, now: Moment) -> StoredSession {
    StoredSession {
        id_hash: hash.into(),
        person,
        data: "{}".into(),
        logged_in_at: person.map(|_| now),
        expires_at: Moment(now.0 + 60_000),
    }
}

#[tokio::test]
async fn the_same_person_logs_in_twice_with_newer_data() {
    let world = TestWorld::new().await;
    let mut who = Identity {
        issuer: "https://login.example".into(),
        subject: "7".into(),
        given_name: "Ada".into(),
        family_name: "Rossi".into(),
        fiscal_code: "X".into(),
        email: None,
    };
    let request = RequestId(world.ctx.ids.next());
    let first = identity::record_login(&world.ctx, request, &who).await.unwrap();
    who.family_name = "Bianchi".into();
    let second = identity::record_login(&world.ctx, request, &who).await.unwrap();
    assert_eq!(first, second);
    assert_eq!(identity::actor(&world.ctx, second, request).await.unwrap().name(), "Ada Bianchi");
}

#[tokio::test]
async fn a_session_ends_by_time_by_logout_and_everywhere() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let now = world.ctx.clock.now();
    for hash in ["a", "b", "c"] {
        identity::begin_session(&world.ctx, session(hash, ada.person, now)).await.unwrap();
    }
    identity::begin_session(&world.ctx, session("stranger", None, now)).await.unwrap();
    let profile = identity::profile(&world.ctx, &ada, "b").await.unwrap();
    assert_eq!(profile.sessions.iter().filter(|row| row.current).count(), 1);
    identity::end_session(&world.ctx, "a").await.unwrap();
    assert_eq!(identity::load_session(&world.ctx, "a").await.unwrap(), None);
    identity::end_all_sessions(&world.ctx, &ada).await.unwrap();
    // A request that was under way writes its session at its end: it stays ended.
    identity::save_session(&world.ctx, session("b", ada.person, now)).await.unwrap();
    assert_eq!(identity::load_session(&world.ctx, "b").await.unwrap(), None);
    assert!(identity::load_session(&world.ctx, "stranger").await.unwrap().is_some());
    world.clock.advance_ms(60_000);
    assert_eq!(identity::load_session(&world.ctx, "stranger").await.unwrap(), None);
    assert_eq!(identity::sweep_sessions(&world.ctx).await.unwrap(), 1);
}

#[tokio::test]
async fn a_role_counts_from_the_next_request() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    assert!(!ada.is_staff());
    identity::appoint(&world.ctx, &ada.fiscal_code, "ufficio-tecnico", StaffRole::Rup).await.unwrap();
    let later = identity::actor(&world.ctx, ada.person.unwrap(), ada.request).await.unwrap();
    assert_eq!(later.staff, [("ufficio-tecnico".to_owned(), StaffRole::Rup)]);
}

#[tokio::test]
async fn whose_an_unused_session_was_is_known_for_a_week() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let now = world.ctx.clock.now();
    identity::begin_session(&world.ctx, session("a", ada.person, now)).await.unwrap();
    identity::begin_session(&world.ctx, session("stranger", None, now)).await.unwrap();
    assert_eq!(identity::ended_session(&world.ctx, "a").await.unwrap(), None, "it goes on");
    world.clock.advance_ms(60_000);
    assert_eq!(identity::load_session(&world.ctx, "a").await.unwrap(), None, "it opens nothing any more");
    assert_eq!(identity::ended_session(&world.ctx, "a").await.unwrap(), ada.person);
    assert_eq!(identity::ended_session(&world.ctx, "stranger").await.unwrap(), None);
    assert_eq!(identity::ended_session(&world.ctx, "invented").await.unwrap(), None);
    world.clock.advance_ms(7 * 24 * 60 * 60 * 1000);
    assert_eq!(identity::ended_session(&world.ctx, "a").await.unwrap(), None);
}

#[tokio::test]
async fn a_name_that_the_provider_gives_to_another_person_opens_nothing_of_the_first() {
    let world = TestWorld::new().await;
    let first = world.named("Ada", "SMPLCU61C54M999F").await;
    let case = world.draft(&first).await;
    identity::begin_session(&world.ctx, session("a", first.person, world.ctx.clock.now())).await.unwrap();
    let second = world.named("Ada", "RSSMRA80A01H501U").await;
    assert_ne!(first.person, second.person);
    let mine = domain::cases::mine(&world.ctx, &second, contract::Lang::It).await.unwrap();
    assert!(mine.drafts.is_empty(), "{:?}", mine.drafts);
    assert_eq!(identity::load_session(&world.ctx, "a").await.unwrap(), None, "nobody goes on as the first");
    let held = domain::cases::mine(&world.ctx, &first, contract::Lang::It).await.unwrap();
    assert_eq!(held.drafts[0].1.id, case, "what is theirs stays");
    assert_eq!(world.named("Ada", "RSSMRA80A01H501U").await.person, second.person, "the same the next time");
    // Told again with the first code, and by another name: what waited is found.
    assert_eq!(world.named("Ada", "SMPLCU61C54M999F").await.person, first.person);
    let again = world.named("Ada con la CIE", "RSSMRA80A01H501U").await;
    assert_eq!(again.person, second.person);
    let (first, second) = (first.person.unwrap(), second.person.unwrap());
    assert!(identity::same_person(&world.ctx, first, first).await.unwrap());
    assert!(!identity::same_person(&world.ctx, first, second).await.unwrap());
}
