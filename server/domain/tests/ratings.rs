//! Ratings: one for each filed case, of a service and of nobody.

use contract::{
    Lang,
    identity::StaffRole,
    rating::{Aspect, Rating, Stars},
};
use domain::{Error, cases, office};
use entity::cases::{cases as rows, ratings};
use sea_orm::{EntityTrait, PaginatorTrait};
use testkit::TestWorld;

fn rating(stars: u8, aspects: &[Aspect], details: &str) -> Rating {
    Rating { stars: Stars::new(stars).unwrap(), aspects: aspects.to_vec(), details: details.to_owned() }
}

#[tokio::test]
async fn a_rating_names_the_service_and_the_day_and_nothing_leads_to_the_case() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let case = world.filed(&ada).await;
    let before = rows::Entity::find_by_id(case.0).one(world.ctx.db.read()).await.unwrap().unwrap();
    world.clock.advance_days(1);
    let given = rating(2, &[Aspect::Clear, Aspect::Technical], "Tutto lento.");
    cases::rate(&world.ctx, &ada, case, &given).await.unwrap();
    let row = ratings::Entity::find().one(world.ctx.db.read()).await.unwrap().unwrap();
    let after = rows::Entity::find_by_id(case.0).one(world.ctx.db.read()).await.unwrap().unwrap();
    // Every column is named here: a new one must be thought about.
    let ratings::Model { id, slug, definition_hash, stars, aspects, details, given_on } = row;
    assert_eq!((slug, definition_hash), (before.slug.clone(), before.definition_hash.clone()));
    assert_eq!((stars, aspects.as_str(), details.as_str()), (2, r#"["clear","technical"]"#, "Tutto lento."));
    assert_eq!(given_on, "2026-03-03");
    assert_ne!(id.get_version_num(), 7, "an id that carries the moment would name who was here then");
    assert_eq!(after, rows::Model { rated: 1, ..before }, "the case is marked, its last change is not moved");
    assert!(cases::receipt_page(&world.ctx, &ada, Lang::It, case).await.unwrap().rated);
}

#[tokio::test]
async fn a_case_is_rated_once_and_the_first_rating_stays() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let case = world.filed(&ada).await;
    let (best, worst) = (rating(5, &[], ""), rating(1, &[], ""));
    let click = || cases::rate(&world.ctx, &ada, case, &best);
    let (a, b, c) = tokio::join!(click(), click(), click());
    for outcome in [a, b, c] {
        outcome.unwrap();
    }
    cases::rate(&world.ctx, &ada, case, &worst).await.unwrap();
    let stored = ratings::Entity::find().all(world.ctx.db.read()).await.unwrap();
    assert_eq!(stored.iter().map(|row| row.stars).collect::<Vec<_>>(), [5]);
    let other = world.filed(&ada).await;
    cases::rate(&world.ctx, &ada, other, &worst).await.unwrap();
    assert_eq!(ratings::Entity::find().count(world.ctx.db.read()).await.unwrap(), 2);
}

#[tokio::test]
async fn only_the_owner_rates_and_only_what_was_filed() {
    let world = TestWorld::new().await;
    let (ada, bea) = (world.citizen("Ada").await, world.citizen("Bea").await);
    let (draft, filed) = (world.draft(&ada).await, world.filed(&ada).await);
    let given = rating(4, &[], "");
    assert!(matches!(cases::rate(&world.ctx, &ada, draft, &given).await, Err(Error::Conflict(_))));
    assert!(matches!(cases::rate(&world.ctx, &bea, filed, &given).await, Err(Error::NotFound(_))));
    let denied = crate::audit::denied(&world).await;
    assert_eq!(denied, [("case.rate".to_owned(), format!("case:{filed}"))]);
    assert_eq!(ratings::Entity::find().count(world.ctx.db.read()).await.unwrap(), 0);
    assert!(!cases::receipt_page(&world.ctx, &ada, Lang::It, filed).await.unwrap().rated);
}

#[tokio::test]
async fn the_office_reads_averages_reasons_and_the_latest_texts() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let clerk = world.officer("Clara", StaffRole::Clerk).await;
    assert_eq!(office::ratings(&world.ctx, &clerk, Lang::It).await.unwrap(), []);
    for given in [
        rating(5, &[Aspect::Clear, Aspect::Other], "Facile."),
        rating(5, &[Aspect::Clear], ""),
        rating(4, &[], "Bene."),
        rating(1, &[Aspect::Technical], "Male."),
    ] {
        let case = world.filed(&ada).await;
        cases::rate(&world.ctx, &ada, case, &given).await.unwrap();
        world.clock.advance_days(1);
    }
    let rated = office::ratings(&world.ctx, &clerk, Lang::It).await.unwrap();
    assert_eq!(rated.len(), 1);
    let cila = &rated[0];
    assert_eq!((cila.service.as_str(), cila.distribution), ("CILA", [1, 0, 0, 1, 2]));
    assert_eq!((cila.count(), cila.average_tenths()), (4, Some(38)));
    assert_eq!(cila.liked, [(Aspect::Clear, 2), (Aspect::Other, 1)]);
    assert_eq!(cila.hard, [(Aspect::Technical, 1)]);
    let texts: Vec<(u8, &str)> =
        cila.texts.iter().map(|(stars, text)| (stars.number(), text.as_str())).collect();
    assert_eq!(texts, [(1, "Male."), (4, "Bene."), (5, "Facile.")]);
    assert!(matches!(office::ratings(&world.ctx, &ada, Lang::It).await, Err(Error::Forbidden)));
}
