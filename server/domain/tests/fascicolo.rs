//! The documents of a case, read by a body through the link that came with its act.

use contract::{
    Lang,
    ids::{DocumentId, RequestId},
};
use domain::{
    Actor, Error,
    cases::{self, Fire},
};
use entity::{messages::shares, office::audit};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::{
    paying::undo,
    recipients::{calling, informing, to},
    terms::Office,
};

/// The words of the links that went out, in the order of the letters.
pub(crate) fn links(office: &Office) -> Vec<String> {
    let letters = office.world.pec.sent();
    let word = |text: &str| {
        let (_, rest) = text.split_once("/it/fascicolo/")?;
        Some(rest.split_whitespace().next()?.to_owned())
    };
    letters.iter().filter_map(|letter| word(&letter.text)).collect()
}

#[tokio::test]
async fn a_body_reads_the_documents_by_a_link_of_its_own_until_its_last_day() {
    let office = Office::new().await;
    let ctx = &office.world.ctx;
    let case = office.filed("no").await;
    let consortium = to("Consorzio di Prova", "consorzio@pec.prova.example");
    office.fire_with(&office.rup, case, calling(case, vec![consortium])).await.unwrap();
    let words = links(&office);
    assert_eq!(words.len(), 1, "for the body, not for whom the office named");
    assert!(words.iter().all(|word| word.len() == 64), "nobody guesses it");
    let kept = shares::Entity::find().all(ctx.db.read()).await.unwrap();
    assert!(kept.iter().all(|row| !words.contains(&row.token_sha256)), "nothing that is kept opens anything");
    let nobody = Actor::stranger(RequestId(ctx.ids.next()));
    let read = |word: String| {
        let nobody = nobody.clone();
        async move { cases::shared_file(ctx, &nobody, Lang::It, &word).await }
    };
    let file = read(words[0].clone()).await.unwrap();
    assert_eq!((file.until.to_string().as_str(), file.over), ("2026-04-01", false), "30 days from 2 March");
    let act = file.act.unwrap();
    cases::shared_document(ctx, &nobody, &words[0], act).await.unwrap();
    let audit = audit::Entity::find().filter(audit::Column::Action.eq("case.read_shared"));
    assert_eq!(audit.count(ctx.db.read()).await.unwrap(), 2, "both looks");
    let page = office.page(case).await;
    let opened: Vec<bool> = page.communications.iter().map(|act| act.opened_file.is_some()).collect();
    assert_eq!(
        opened.iter().filter(|opened| **opened).count(),
        1,
        "the office sees who has read: {opened:?}"
    );
    let own = cases::own_page(ctx, &office.ada, Lang::It, case).await.unwrap();
    assert!(own.communications.iter().all(|act| act.opened_file.is_none()));
    office.days(30).await;
    assert!(!read(words[0].clone()).await.unwrap().over, "the last day is whole");
    office.days(1).await;
    let file = read(words[0].clone()).await.unwrap();
    assert!(file.over && file.act.is_none() && file.documents.is_empty());
    let late = cases::shared_document(ctx, &nobody, &words[0], act).await;
    assert!(matches!(late, Err(Error::NotFound(_))), "{late:?}");
}

#[tokio::test]
async fn a_link_shows_the_files_of_its_case_and_nothing_else() {
    let office = Office::new().await;
    let ctx = &office.world.ctx;
    let (case, other) = (office.filed("no").await, office.filed("no").await);
    let fires = [informing(case), calling(case, Vec::new()), calling(other, Vec::new())];
    for (of, fire) in [case, case, other].into_iter().zip(fires) {
        office.fire_with(&office.rup, of, fire).await.unwrap();
    }
    let words = links(&office);
    assert_eq!(words.len(), 2, "an act for others alone opens nothing");
    let nobody = Actor::stranger(RequestId(ctx.ids.next()));
    let theirs = cases::shared_file(ctx, &nobody, Lang::It, &words[1]).await.unwrap().act.unwrap();
    let reserved = office
        .page(case)
        .await
        .communications
        .iter()
        .find(|act| act.kind == "Avviso ad altri")
        .unwrap()
        .document;
    let receipt = cases::receipt_document(ctx, &office.ada, case).await.unwrap();
    for (rule, document) in [
        ("another case's act", theirs),
        ("an act for others alone", reserved.unwrap()),
        ("the receipt", receipt),
    ] {
        let strange = cases::shared_document(ctx, &nobody, &words[0], document).await;
        assert!(matches!(strange, Err(Error::NotFound(_))), "{rule}: {strange:?}");
    }
    for word in ["", "0", &"0".repeat(64), &words[0].to_uppercase()] {
        let none = cases::shared_file(ctx, &nobody, Lang::It, word).await;
        assert!(matches!(none, Err(Error::NotFound(_))), "{word}: {none:?}");
    }
}

#[tokio::test]
async fn a_link_shows_what_the_applicant_sent_but_what_is_of_a_special_category() {
    let office = Office::new().await;
    let ctx = &office.world.ctx;
    let case = cases::start(ctx, &office.ada, "termini", &[]).await.unwrap();
    office.world.answer(&office.ada, case, "domanda", &[("vincolo", "no")]).await;
    let plan = office.world.give(&office.ada, case, "allegato", "pianta").await;
    let health = office.world.give(&office.ada, case, "riservato", "certificato").await;
    office.world.work_off().await;
    cases::submit(ctx, &office.ada, case).await.unwrap();
    office.world.work_off().await;
    office.fire_with(&office.rup, case, calling(case, Vec::new())).await.unwrap();
    let (word, nobody) = (links(&office).remove(0), Actor::stranger(RequestId(ctx.ids.next())));
    let before = office.page(case).await;
    assert!(before.communications.iter().all(|act| act.opened_file.is_none()));
    let file = cases::shared_file(ctx, &nobody, Lang::It, &word).await.unwrap();
    let listed: Vec<DocumentId> = file.documents.iter().map(|one| one.id).collect();
    assert_eq!(listed, [plan]);
    cases::shared_document(ctx, &nobody, &word, plan).await.unwrap();
    let strange = cases::shared_document(ctx, &nobody, &word, health).await;
    assert!(matches!(strange, Err(Error::NotFound(_))), "{strange:?}");
}

#[tokio::test]
async fn a_rectified_act_opens_nothing_any_more() {
    let office = Office::new().await;
    let ctx = &office.world.ctx;
    let case = office.filed("no").await;
    office.fire_with(&office.rup, case, calling(case, Vec::new())).await.unwrap();
    let word = links(&office).remove(0);
    undo(&office, case, "Fatto convoca").await;
    assert_eq!(word.len(), 64);
    let nobody = Actor::stranger(RequestId(ctx.ids.next()));
    let gone = cases::shared_file(ctx, &nobody, Lang::It, &word).await;
    assert!(matches!(gone, Err(Error::NotFound(_))), "{gone:?}");
}

#[tokio::test]
async fn what_is_sent_after_a_rettifica_opens_nothing() {
    let office = Office::new().await;
    let ctx = &office.world.ctx;
    let case = office.filed("no").await;
    let row_version = office.page(case).await.row_version;
    let fire = Fire { row_version, ..calling(case, Vec::new()) };
    cases::fire(ctx, &office.rup, &fire).await.unwrap();
    undo(&office, case, "Fatto convoca").await;
    office.world.work_off().await;
    assert_eq!(office.world.pec.sent().len(), 1, "what was registered as sent goes out");
    assert!(links(&office).is_empty(), "without a link");
}

#[tokio::test]
async fn a_link_ends_with_the_case() {
    let office = Office::new().await;
    let ctx = &office.world.ctx;
    let case = office.filed("no").await;
    office.fire_with(&office.rup, case, calling(case, Vec::new())).await.unwrap();
    let word = links(&office).remove(0);
    for body in ["asl", "vvf"] {
        let fire = Fire { bodies: vec![body.into()], ..Fire::new(case, "parere_favorevole", 0) };
        office.fire_with(&office.rup, case, fire).await.unwrap();
    }
    office.fire(&office.head, case, "nega").await.unwrap();
    let nobody = Actor::stranger(RequestId(ctx.ids.next()));
    assert!(cases::shared_file(ctx, &nobody, Lang::It, &word).await.unwrap().over);
}
