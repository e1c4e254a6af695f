//! Once only: what the login says and what was filed before is offered where it is asked for again.

use contract::{Lang, cases::StepPage};
use domain::{
    Error,
    cases::{self, SaveStep},
};
use testkit::TestWorld;

use crate::forms::{complete, draft, page};

#[tokio::test]
async fn what_was_filed_is_offered_again_to_its_author_alone() {
    let world = TestWorld::new().await;
    let (ada, eva) = (world.citizen("Ada").await, world.citizen("Eva").await);
    let case = complete(&world, &ada).await;
    let again = draft(&world, &ada).await;
    let offers =
        |page: StepPage| page.fields.into_iter().find(|field| field.id == "titolare").unwrap().offers;
    let own = offers(page(&world, &ada, again, "chi").await);
    assert_eq!(own.len(), 1, "a draft was never filed: the login's data alone are offered");
    assert_eq!((own[0].words.as_str(), own[0].given.as_str()), ("Ada Di Prova, TESTADA", ""));
    cases::submit(&world.ctx, &ada, case).await.unwrap();
    let mine = offers(page(&world, &ada, again, "chi").await);
    assert_eq!((mine.len(), &mine[0]), (2, &own[0]), "the login's data come first");
    assert_eq!(mine[1].words, "Lucia Esemplari, SMPLCU61C54M999F");
    assert!(mine[1].given.ends_with("2 marzo 2026"), "{}", mine[1].given);
    let hers = draft(&world, &eva).await;
    assert_eq!(offers(page(&world, &eva, hers, "chi").await).len(), 1, "nothing of somebody else");

    let typed = [("titolare.nome", "Altra"), ("titolare.nato_a", "Altrove"), ("esecutore", "impresa")];
    let typed = typed.map(|(name, text)| (name.to_owned(), text.to_owned())).to_vec();
    let save = SaveStep { case: again, step: "chi".into(), typed, row_version: 0 };
    cases::take_offer(&world.ctx, &ada, &save, "titolare", &mine[1].id).await.unwrap();
    let taken = page(&world, &ada, again, "chi").await;
    let owner = taken.fields.iter().find(|field| field.id == "titolare").unwrap();
    let value = |part: &str| owner.inputs.iter().find(|input| input.part == part).unwrap().value.clone();
    assert_eq!(
        (value("nome"), value("nato_a")),
        ("Lucia".into(), String::new()),
        "nothing of the other stays"
    );
    let chosen = taken.fields.iter().find(|field| field.id == "esecutore").unwrap();
    assert_eq!(chosen.inputs[0].value, "impresa", "the rest of the page is as it was typed");
    let stolen = SaveStep { case: hers, ..save };
    let outcome = cases::take_offer(&world.ctx, &eva, &stolen, "titolare", &mine[1].id).await;
    assert!(matches!(outcome, Err(Error::NotFound(_))), "{outcome:?}");
}

#[tokio::test]
async fn more_answers_than_a_page_offers_are_listed_by_their_words_and_taken_from_there() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    for name in ["Zeno", "Bea", "Ugo", "Carla", "Dino", "Eva", "Fulvio"] {
        let case = complete(&world, &ada).await;
        let owner = [
            ("titolare.nome", name),
            ("titolare.cognome", "Esemplari"),
            ("titolare.codice_fiscale", "SMPLCU61C54M999F"),
            ("esecutore", "in_proprio"),
            ("motivo", "So farlo"),
        ];
        world.answer(&ada, case, "chi", &owner).await;
        cases::submit(&world.ctx, &ada, case).await.unwrap();
        world.clock.advance_ms(1000);
    }
    let again = draft(&world, &ada).await;
    world.answer(&ada, again, "chi", &[("esecutore", "in_proprio"), ("motivo", "So farlo")]).await;
    let shown = page(&world, &ada, again, "chi").await;
    let owner = shown.fields.iter().find(|field| field.id == "titolare").unwrap();
    assert_eq!((owner.offers.len(), owner.more_offers), (7, true), "the login's and the newest six");
    assert!(
        !owner.offers.iter().any(|offer| offer.words.starts_with("Zeno")),
        "the oldest is not among them"
    );
    let all = cases::given_page(&world.ctx, &ada, Lang::It, again, "chi", "titolare").await.unwrap();
    let names: Vec<&str> = all.offers.iter().map(|offer| offer.words.split(' ').next().unwrap()).collect();
    assert_eq!(names, ["Ada", "Bea", "Carla", "Dino", "Eva", "Fulvio", "Ugo", "Zeno"]);

    let typed = all.stored.clone();
    let save = SaveStep { case: again, step: "chi".into(), typed, row_version: all.row_version };
    cases::take_offer(&world.ctx, &ada, &save, "titolare", &all.offers[7].id).await.unwrap();
    let taken = page(&world, &ada, again, "chi").await;
    let value = |id: &str| taken.fields.iter().find(|field| field.id == id).unwrap().inputs[0].value.clone();
    assert_eq!((value("titolare").as_str(), value("motivo").as_str()), ("Zeno", "So farlo"));
    let special = cases::given_page(&world.ctx, &ada, Lang::It, again, "chi", "salute").await;
    assert!(matches!(special, Err(Error::NotFound(_))), "{special:?}");
    let eva = world.citizen("Eva").await;
    let other = cases::given_page(&world.ctx, &eva, Lang::It, again, "chi", "titolare").await;
    assert!(matches!(other, Err(Error::NotFound(_))), "{other:?}");
}

#[tokio::test]
async fn the_login_s_data_are_put_only_where_a_person_is_asked_for() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let case = draft(&world, &ada).await;
    let typed = [("titolare.nome", "Altra"), ("titolare.nato_a", "Altrove"), ("esecutore", "impresa")];
    let typed = typed.map(|(name, text)| (name.to_owned(), text.to_owned())).to_vec();
    let save = SaveStep { case, step: "chi".into(), typed, row_version: 0 };
    let outcome = cases::take_offer(&world.ctx, &ada, &save, "esecutore", "accesso").await;
    assert!(matches!(outcome, Err(Error::NotFound(_))), "a choice is no person: {outcome:?}");
    let before = page(&world, &ada, case, "chi").await;
    assert!(before.fields.iter().all(|field| field.inputs.iter().all(|input| input.value.is_empty())));
    let owner = before.fields.iter().find(|field| field.id == "titolare").unwrap();
    cases::take_offer(&world.ctx, &ada, &save, "titolare", &owner.offers[0].id).await.unwrap();
    let taken = page(&world, &ada, case, "chi").await;
    let owner = taken.fields.iter().find(|field| field.id == "titolare").unwrap();
    let value = |part: &str| owner.inputs.iter().find(|input| input.part == part).unwrap().value.as_str();
    let said = [value("nome"), value("cognome"), value("codice_fiscale"), value("nato_a")];
    assert_eq!(said, ["Ada", "Di Prova", "TESTADA", ""]);
}
