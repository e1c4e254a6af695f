//! What a step costs: how many statements it issues, and that two people at once still get one step each.

use std::{
    path::Path,
    sync::{Arc, Mutex},
};

use contract::{Code, identity::StaffRole, ids::CaseId};
use domain::{
    Actor, Error,
    cases::{self, Fire},
    procedures,
};
use testkit::TestWorld;

/// The permit process of the benches: who does what, in order.
const OFFICE: [(&str, StaffRole); 5] = [
    ("check", StaffRole::Clerk),
    ("opinion_a", StaffRole::Rup),
    ("opinion_b", StaffRole::Rup),
    ("decide", StaffRole::Dirigente),
    ("notify", StaffRole::Clerk),
];

async fn draft(world: &TestWorld, ada: &Actor) -> CaseId {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../testkit/procedures/permit");
    procedures::propose(&world.ctx, &testkit::procedure(&folder).unwrap(), false).await.unwrap();
    let draft = cases::start(&world.ctx, ada, "permit", &[]).await.unwrap();
    world.answer(ada, draft, "request", &[("complete", "yes")]).await;
    draft
}

#[tokio::test]
async fn a_step_issues_no_more_statements_than_it_has_to() {
    let mut world = TestWorld::new().await;
    let asked: Arc<Mutex<Vec<String>>> = Arc::default();
    let told = Arc::clone(&asked);
    world.ctx.db = world.ctx.db.clone().watched(move |statement, _| {
        // What is sent together are several all the same.
        told.lock().unwrap().extend(statement.sql.split("; ").map(str::to_owned));
    });
    let ada = world.citizen("Ada").await;
    let case = draft(&world, &ada).await;
    let mut costs = Vec::new();
    asked.lock().unwrap().clear();
    cases::submit(&world.ctx, &ada, case).await.unwrap();
    costs.push(("submit", std::mem::take(&mut *asked.lock().unwrap()).len()));
    for (version, (event, role)) in (3..).zip(OFFICE) {
        let by = world.officer(event, role).await;
        let text = (event == "notify").then(|| "Granted.".to_owned());
        let fire = Fire { text, heard: Some(1), ..Fire::new(case, event, version) };
        asked.lock().unwrap().clear();
        cases::fire(&world.ctx, &by, &fire).await.unwrap();
        costs.push((event, std::mem::take(&mut *asked.lock().unwrap()).len()));
    }
    let most =
        [("submit", 11), ("check", 8), ("opinion_a", 6), ("opinion_b", 6), ("decide", 5), ("notify", 11)];
    for ((event, cost), (_, most)) in costs.iter().zip(most) {
        assert!(*cost <= most, "{event}: {cost} statements, not {most}; all: {costs:?}");
    }
    let all: usize = costs.iter().map(|(_, cost)| cost).sum();
    assert!(all <= 8 * costs.len(), "eight a step: {costs:?}");
}

#[tokio::test]
async fn of_two_at_once_one_has_done_it_and_the_other_is_told() {
    let world = Arc::new(TestWorld::new().await);
    let ada = world.citizen("Ada").await;
    let case = draft(&world, &ada).await;
    cases::submit(&world.ctx, &ada, case).await.unwrap();
    let mut both = Vec::new();
    for name in ["Clara", "Carlo"] {
        let (world, by) = (Arc::clone(&world), world.officer(name, StaffRole::Clerk).await);
        both.push(tokio::spawn(
            async move { cases::fire(&world.ctx, &by, &Fire::new(case, "check", 3)).await },
        ));
    }
    let mut outcomes = Vec::new();
    for one in both {
        outcomes.push(one.await.unwrap());
    }
    let told = |outcome: &domain::Result<()>| {
        matches!(outcome, Err(Error::Conflict(Code::EventNotPossible | Code::StaleSave)))
    };
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{outcomes:?}");
    assert_eq!(outcomes.iter().filter(|outcome| told(outcome)).count(), 1, "{outcomes:?}");
    assert!(cases::verify_case(&world.ctx, case).await.unwrap().holds());
}

#[tokio::test]
async fn a_message_written_during_a_step_stays_to_be_read() {
    let world = Arc::new(TestWorld::new().await);
    let ada = world.citizen("Ada").await;
    let clara = world.officer("Clara", StaffRole::Clerk).await;
    for _ in 0..5 {
        let case = draft(&world, &ada).await;
        cases::submit(&world.ctx, &ada, case).await.unwrap();
        let writing = {
            let (world, ada) = (Arc::clone(&world), ada.clone());
            tokio::spawn(async move { cases::write_message(&world.ctx, &ada, case, "Wait.", 0).await })
        };
        let fire = Fire { heard: Some(1), ..Fire::new(case, "check", 3) };
        cases::fire(&world.ctx, &clara, &fire).await.unwrap();
        writing.await.unwrap().unwrap();
        let row = entity(&world, case).await;
        assert_eq!(row.to_read, 1, "whichever came first");
        assert!(cases::verify_case(&world.ctx, case).await.unwrap().holds());
    }
}

async fn entity(world: &TestWorld, case: CaseId) -> entity::cases::cases::Model {
    use sea_orm::EntityTrait;
    entity::cases::cases::Entity::find_by_id(case.0).one(world.ctx.db.read()).await.unwrap().unwrap()
}

#[tokio::test]
async fn all_cases_are_verified_and_what_was_changed_outside_is_found() {
    use sea_orm::ConnectionTrait;
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let mut filed = Vec::new();
    for _ in 0..3 {
        let case = draft(&world, &ada).await;
        cases::submit(&world.ctx, &ada, case).await.unwrap();
        filed.push(case);
    }
    draft(&world, &ada).await;
    let found = cases::verify_cases(&world.ctx).await.unwrap();
    assert_eq!((found.cases, found.events, found.broken.as_slice()), (3, 3, [].as_slice()));
    for sql in
        ["UPDATE cases SET state = 'decided' WHERE id = $1", "DELETE FROM case_terms WHERE case_id = $1"]
    {
        let case = filed.remove(0);
        let backend = world.ctx.db.backend();
        let change = sea_orm::Statement::from_sql_and_values(backend, sql, [case.0.into()]);
        world.ctx.db.writer().execute_raw(change).await.unwrap();
        let found = cases::verify_cases(&world.ctx).await.unwrap();
        assert!(found.broken.contains(&case), "{sql}");
    }
    assert_eq!(cases::verify_cases(&world.ctx).await.unwrap().broken.len(), 2);
}
