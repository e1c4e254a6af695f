//! The audit: reads of other people's data leave a row before they are answered, and rows cannot
//! be changed without it being seen.

use contract::{Lang, identity::StaffRole};
use domain::{cases, office};
use entity::office::audit;
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
