//! The life of a draft: kept until the day that is shown has ended, renewed by its owner alone.

use contract::{Lang, cases::Kept, ids::CaseId};
use domain::{Error, cases};
use entity::{
    cases::{case_answers, cases as rows},
    documents::{blobs, documents},
    office::audit,
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use testkit::TestWorld;

const MINUTE_MS: i64 = 60_000;

async fn is_there(world: &TestWorld, case: CaseId) -> bool {
    rows::Entity::find_by_id(case.0).one(world.ctx.db.read()).await.unwrap().is_some()
}

async fn kept(world: &TestWorld, by: &domain::Actor) -> Kept {
    cases::mine(&world.ctx, by, Lang::It).await.unwrap().drafts[0].1.kept.unwrap()
}

/// Moves the clock to a number of minutes before the day after the last one begins in Rome. The
/// drafts of these tests are last changed at 10:00; from March to March no hour is gained or lost.
fn move_before_the_end(world: &TestWorld, kept: Kept, minutes: i64) {
    let end = kept.until.0 + 14 * 60 * MINUTE_MS;
    world.clock.advance_ms(end - minutes * MINUTE_MS - world.ctx.clock.now().0);
}

#[tokio::test]
async fn a_draft_is_removed_with_all_it_holds_after_the_day_shown_and_not_a_minute_before() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let case = world.complete_draft(&ada).await;
    let kept = kept(&world, &ada).await;
    assert_eq!(kept.until.day_words(Lang::It), "2 marzo 2027");
    move_before_the_end(&world, kept, 1);
    assert_eq!(cases::expire_drafts(&world.ctx).await.unwrap(), 0);
    assert!(is_there(&world, case).await);
    move_before_the_end(&world, kept, 0);
    assert_eq!(cases::expire_drafts(&world.ctx).await.unwrap(), 1);
    assert!(!is_there(&world, case).await);
    let db = world.ctx.db.read();
    assert_eq!(case_answers::Entity::find().count(db).await.unwrap(), 0);
    assert_eq!(documents::Entity::find().count(db).await.unwrap(), 0);
    let noted = audit::Entity::find()
        .filter(audit::Column::Action.eq("case.expire"))
        .filter(audit::Column::Subject.eq(format!("case:{case}")));
    assert_eq!(noted.count(db).await.unwrap(), 1);
    assert_eq!(cases::expire_drafts(&world.ctx).await.unwrap(), 0, "once");
    domain::documents::sweep_objects(&world.ctx).await.unwrap();
    assert_eq!(blobs::Entity::find().count(db).await.unwrap(), 0, "the bytes follow");
}

#[tokio::test]
async fn a_renewed_draft_lives_on_as_long_as_a_changed_one() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let (renewed, left) = (world.draft(&ada).await, world.draft(&ada).await);
    let first = kept(&world, &ada).await;
    move_before_the_end(&world, first, 60);
    cases::renew(&world.ctx, &ada, renewed).await.unwrap();
    assert_eq!(kept(&world, &ada).await.until.day_words(Lang::It), "2 marzo 2028");
    move_before_the_end(&world, first, -60);
    assert_eq!(cases::expire_drafts(&world.ctx).await.unwrap(), 1);
    assert!(is_there(&world, renewed).await);
    assert!(!is_there(&world, left).await);
    world.clock.advance_days(400);
    assert_eq!(cases::expire_drafts(&world.ctx).await.unwrap(), 1);
}

#[tokio::test]
async fn a_changed_answer_begins_the_time_anew() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let case = world.draft(&ada).await;
    let first = kept(&world, &ada).await;
    world.clock.advance_days(30);
    world.answer(&ada, case, "committente_immobile", &[("indirizzo", "Via Corta 1")]).await;
    assert!(kept(&world, &ada).await.until > first.until);
    move_before_the_end(&world, first, -60);
    assert_eq!(cases::expire_drafts(&world.ctx).await.unwrap(), 0);
}

#[tokio::test]
async fn filed_cases_are_never_touched() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let case = world.filed(&ada).await;
    world.clock.advance_days(3_000);
    assert_eq!(cases::expire_drafts(&world.ctx).await.unwrap(), 0);
    assert!(is_there(&world, case).await);
    let refused = cases::renew(&world.ctx, &ada, case).await;
    assert!(matches!(refused, Err(Error::Conflict(_))));
}

#[tokio::test]
async fn a_draft_renewed_while_it_expires_is_kept() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let case = world.draft(&ada).await;
    world.clock.advance_days(500);
    let (renewed, expired) =
        tokio::join!(cases::renew(&world.ctx, &ada, case), cases::expire_drafts(&world.ctx));
    let removed = expired.unwrap();
    match renewed {
        Ok(()) => assert!(removed == 0 && is_there(&world, case).await),
        Err(Error::NotFound(_) | Error::Conflict(_)) => {
            assert!(removed == 1 && !is_there(&world, case).await);
        }
        Err(other) => panic!("{other}"),
    }
}

#[tokio::test]
async fn nobody_renews_the_draft_of_another_and_the_attempt_is_written_down() {
    let world = TestWorld::new().await;
    let (ada, bea) = (world.citizen("Ada").await, world.citizen("Bea").await);
    let case = world.draft(&ada).await;
    let before = kept(&world, &ada).await;
    world.clock.advance_days(10);
    let refused = cases::renew(&world.ctx, &bea, case).await;
    assert!(matches!(refused, Err(Error::NotFound(_))));
    assert_eq!(kept(&world, &ada).await, before);
    let denied = crate::audit::denied(&world).await;
    assert_eq!(denied, [("case.renew".to_owned(), format!("case:{case}"))]);
}
