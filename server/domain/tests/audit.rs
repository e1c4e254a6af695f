//! The audit: reads of other people's data leave a row before they are answered, and rows cannot
//! be changed without it being seen.

use contract::{Lang, identity::StaffRole, ids::CaseId, time::Moment};
use domain::{cases, documents, identity, office};
use entity::office::{audit, own_reads};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use testkit::TestWorld;

/// Action and subject of every refused look.
pub(crate) async fn denied(world: &TestWorld) -> Vec<(String, String)> {
    with_outcome(world, "denied").await
}

async fn with_outcome(world: &TestWorld, outcome: &str) -> Vec<(String, String)> {
    let rows = audit::Entity::find()
        .filter(audit::Column::Outcome.eq(outcome))
        .order_by_asc(audit::Column::Id)
        .all(world.ctx.db.read())
        .await
        .unwrap();
    rows.into_iter().map(|row| (row.action, row.subject)).collect()
}

#[tokio::test]
async fn the_office_reading_a_case_is_written_down() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let clerk = world.officer("Clara", StaffRole::Clerk).await;
    let case = world.filed(&ada).await;
    cases::own_page(&world.ctx, &ada, Lang::It, case).await.unwrap();
    assert!(!with_outcome(&world, "ok").await.iter().any(|(action, _)| action == "case.read"));
    cases::office_page(&world.ctx, &clerk, Lang::It, case).await.unwrap();
    let read = ("case.read".to_owned(), format!("case:{case}"));
    assert!(with_outcome(&world, "ok").await.contains(&read));
}

#[tokio::test]
async fn what_is_done_at_the_desk_has_one_name_done_or_refused_and_none_of_it_is_a_read() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let clerk = world.officer("Clara", StaffRole::Clerk).await;
    let head = world.officer("Dora", StaffRole::Dirigente).await;
    let bea = world.citizen("Bea").await;
    let case = world.filed(&ada).await;
    cases::write_message(&world.ctx, &ada, case, "Quando passa il tecnico?", 0).await.unwrap();
    let (before, refused) = (with_outcome(&world, "ok").await.len(), denied(&world).await.len());
    let of = |actor: &domain::Actor| actor.person().unwrap();
    let ctx = &world.ctx;
    cases::mark_read(ctx, &clerk, case, 2).await.unwrap();
    cases::set_office_number(ctx, &clerk, case, "45").await.unwrap();
    cases::assign(ctx, &clerk, case, of(&clerk)).await.unwrap();
    cases::name_rup(ctx, &head, case, of(&head)).await.unwrap();
    cases::mark_read(ctx, &bea, case, 2).await.unwrap_err();
    cases::set_office_number(ctx, &bea, case, "46").await.unwrap_err();
    cases::assign(ctx, &bea, case, of(&bea)).await.unwrap_err();
    cases::name_rup(ctx, &bea, case, of(&bea)).await.unwrap_err();
    let names = ["case.read_mark", "case.number", "case.assign", "case.rup"];
    let rows = names.map(|name| (name.to_owned(), format!("case:{case}")));
    assert_eq!(with_outcome(&world, "ok").await[before..], rows);
    assert_eq!(denied(&world).await[refused..], rows);
}

/// How many looks of owners at this case were written down.
async fn own_reads_of(world: &TestWorld, case: CaseId) -> usize {
    let read = ("case.read.own".to_owned(), format!("case:{case}"));
    with_outcome(world, "ok").await.iter().filter(|row| **row == read).count()
}

#[tokio::test]
async fn looking_at_ones_own_case_is_written_down_once_in_each_session() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let (case, other) = (world.filed(&ada).await, world.filed(&ada).await);
    let before = own_reads_of(&world, case).await;
    let monday = ada.clone().in_session("monday".to_owned());
    let document = cases::receipt_document(&world.ctx, &monday, case).await.unwrap();
    // Whatever page comes first leaves the line; the others leave none.
    for _ in 0..2 {
        documents::download(&world.ctx, &monday, document, documents::Take::Save).await.unwrap();
        cases::own_page(&world.ctx, &monday, Lang::It, case).await.unwrap();
        cases::receipt_page(&world.ctx, &monday, Lang::En, case).await.unwrap();
        assert_eq!(own_reads_of(&world, case).await, before + 1);
    }
    let tuesday = ada.clone().in_session("tuesday".to_owned());
    cases::own_page(&world.ctx, &tuesday, Lang::It, case).await.unwrap();
    assert_eq!(own_reads_of(&world, case).await, before + 2, "another session");
    let others = own_reads_of(&world, other).await;
    cases::own_page(&world.ctx, &monday, Lang::It, other).await.unwrap();
    assert_eq!(own_reads_of(&world, other).await, others + 1, "another case");
    // Where no session stands behind the request, nothing is left out.
    cases::own_page(&world.ctx, &ada, Lang::It, case).await.unwrap();
    cases::own_page(&world.ctx, &ada, Lang::It, case).await.unwrap();
    assert_eq!(own_reads_of(&world, case).await, before + 4);
}

#[tokio::test]
async fn two_first_looks_at_once_leave_one_line_and_those_at_drafts_count() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await.in_session("one".to_owned());
    let case = world.draft(&ada).await;
    let look = || cases::summary_page(&world.ctx, &ada, Lang::It, case);
    let (a, b, c) = tokio::join!(look(), look(), look());
    assert!(a.is_ok() && b.is_ok() && c.is_ok());
    assert_eq!(own_reads_of(&world, case).await, 1);
}

#[tokio::test]
async fn what_a_session_looked_at_is_forgotten_with_it() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let expires_at = Moment(world.ctx.clock.now().0 + 60_000);
    for id_hash in ["short", "long"] {
        let session = identity::StoredSession {
            id_hash: id_hash.to_owned(),
            person: ada.person,
            data: "{}".to_owned(),
            logged_in_at: None,
            expires_at: Moment(expires_at.0 + if id_hash == "long" { 60_000 } else { 0 }),
        };
        identity::begin_session(&world.ctx, session).await.unwrap();
    }
    let case = world.draft(&ada).await;
    for session in ["short", "long", "ended by a logout"] {
        let ada = ada.clone().in_session(session.to_owned());
        cases::summary_page(&world.ctx, &ada, Lang::It, case).await.unwrap();
    }
    world.clock.advance_ms(60_000);
    // Whose they were is known for a week longer.
    assert_eq!(identity::sweep_sessions(&world.ctx).await.unwrap(), 0);
    let left = own_reads::Entity::find().all(world.ctx.db.read()).await.unwrap();
    let left: Vec<_> = left.into_iter().map(|row| row.session_hash).collect();
    assert_eq!(left, ["long"]);
    // The lines stay.
    assert_eq!(own_reads_of(&world, case).await, 3);
    world.clock.advance_ms(7 * 24 * 60 * 60 * 1000);
    assert_eq!(identity::sweep_sessions(&world.ctx).await.unwrap(), 1);
}

#[tokio::test]
async fn a_changed_row_breaks_its_seal() {
    let world = TestWorld::new().await;
    for name in ["Ada", "Bea", "Cia"] {
        world.citizen(name).await;
    }
    assert_eq!(office::seal_audit(&world.ctx).await.unwrap(), 0, "young rows wait");
    world.clock.advance_ms(61_000);
    assert_eq!(office::seal_audit(&world.ctx).await.unwrap(), 3);
    world.citizen("Dea").await;
    world.clock.advance_ms(61_000);
    assert_eq!(office::seal_audit(&world.ctx).await.unwrap(), 1);
    assert_eq!(office::verify_seals(&world.ctx).await.unwrap().broken_at, None);
    // Somebody with the keys of the database takes the triggers away and changes the past.
    let db = world.ctx.db.writer();
    match world.ctx.db.backend() {
        sea_orm::DbBackend::Sqlite => {
            db.execute_unprepared("DROP TRIGGER audit_no_update").await.unwrap();
        }
        _ => {
            db.execute_unprepared("DROP TRIGGER audit_append_only ON audit").await.unwrap();
        }
    }
    db.execute_unprepared("UPDATE audit SET action = 'nothing'").await.unwrap();
    assert_eq!(office::verify_seals(&world.ctx).await.unwrap().broken_at, Some(1));
}
