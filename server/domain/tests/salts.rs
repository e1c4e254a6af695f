//! The journal names what somebody wrote by a hash that leads nobody back to it, and holds when the words are erased.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use contract::{ids::CaseId, register::EntryKey};
use domain::cases;
use entity::{
    cases::{case_answers, case_events, cases as rows},
    messages::messages,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr};
use sha2::{Digest, Sha256};
use testkit::TestWorld;

use crate::{register::told, terms::Office};

async fn journal(world: &TestWorld, case: CaseId) -> Vec<serde_json::Value> {
    let all = case_events::Entity::find()
        .filter(case_events::Column::CaseId.eq(case.0))
        .order_by_asc(case_events::Column::Seq)
        .all(world.ctx.db.read())
        .await
        .unwrap();
    all.iter().map(|row| serde_json::from_str(&row.payload).unwrap()).collect()
}

#[tokio::test]
async fn the_same_words_in_two_cases_have_two_hashes_and_neither_is_found_by_trying() {
    let world = TestWorld::new().await;
    let (_, _, first) = told(&world).await;
    let (_, _, second) = told(&world).await;
    let (first, second) = (journal(&world, first).await, journal(&world, second).await);
    let asked = |of: &[serde_json::Value]| of[2]["message_sha256"].as_str().unwrap().to_owned();
    assert_ne!(asked(&first), asked(&second));
    assert_ne!(asked(&first), hex::encode(Sha256::digest("Manca la quota.")));
    assert_ne!(first[0]["answers_sha256"], second[0]["answers_sha256"]);
}

/// The hash of what was written with an act, as its XML signature says it.
async fn first_hash(world: &TestWorld, rup: &domain::Actor, number: i64) -> (String, String) {
    let xml = cases::segnatura(&world.ctx, rup, EntryKey { year: 2026, number }).await.unwrap();
    let (_, rest) = xml.split_once("prot:nomeFile=\"").unwrap();
    let (name, rest) = rest.split_once('"').unwrap();
    let (_, rest) = rest.split_once("prot:algoritmo=\"SHA-256\">").unwrap();
    let (hash, _) = rest.split_once('<').unwrap();
    (name.to_owned(), hash.to_owned())
}

#[tokio::test]
async fn who_receives_an_act_can_compare_its_words_until_they_are_erased_and_the_chain_holds_after() {
    let world = TestWorld::new().await;
    let (_, rup, case) = told(&world).await;
    let text = STANDARD.encode(Sha256::digest("Manca la quota."));
    assert_eq!(first_hash(&world, &rup, 2).await, ("testo.txt".to_owned(), text));
    assert_eq!(first_hash(&world, &rup, 1).await.0, "istanza.json");
    let db = world.ctx.db.writer();
    messages::Entity::delete_many().filter(messages::Column::CaseId.eq(case.0)).exec(db).await.unwrap();
    case_answers::Entity::delete_many()
        .filter(case_answers::Column::CaseId.eq(case.0))
        .exec(db)
        .await
        .unwrap();
    rows::Entity::update_many()
        .col_expr(rows::Column::Salt, Expr::value(None::<sea_orm::prelude::Uuid>))
        .filter(rows::Column::Id.eq(case.0))
        .exec(db)
        .await
        .unwrap();
    world.ctx.db.settled().await.unwrap();
    assert!(cases::verify_case(&world.ctx, case).await.unwrap().holds());
    for number in [1, 2] {
        let (name, hash) = first_hash(&world, &rup, number).await;
        assert_eq!((name.as_str(), hash.is_empty()), ("atto.json", false), "the line of the journal is left");
    }
}

#[tokio::test]
async fn an_answer_as_a_whole_is_signed_by_its_words() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    office.fire(&office.rup, case, "preavvisa").await.unwrap();
    office.fire(&office.ada, case, "osserva").await.unwrap();
    let words = STANDARD.encode(Sha256::digest("Motivi."));
    assert_eq!(first_hash(&office.world, &office.rup, 3).await, ("testo.txt".to_owned(), words));
}

#[tokio::test]
async fn a_case_from_before_there_were_salts_goes_on_with_plain_hashes() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let case = world.filed(&ada).await;
    rows::Entity::update_many()
        .col_expr(rows::Column::Salt, Expr::value(None::<sea_orm::prelude::Uuid>))
        .exec(world.ctx.db.writer())
        .await
        .unwrap();
    cases::write_message(&world.ctx, &ada, case, "Quando si sa?", 0).await.unwrap();
    let written = journal(&world, case).await;
    assert_eq!(written.last().unwrap()["message_sha256"], hex::encode(Sha256::digest("Quando si sa?")));
    assert!(cases::verify_case(&world.ctx, case).await.unwrap().holds());
}
