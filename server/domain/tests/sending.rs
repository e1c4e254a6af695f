//! What the applicant sends unasked, with files: prepared on a page of its own, theirs alone until it is sent.

use contract::{Code, Lang, cases::ReplyPage, ids::CaseId};
use domain::{
    Actor, Error,
    cases::{self, Fire},
    documents::Given,
};
use entity::{cases::case_events, messages::communications};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::{paying::asking, terms::Office};

async fn page(office: &Office, who: &Actor, case: CaseId) -> Result<ReplyPage, Error> {
    cases::reply_page(&office.world.ctx, who, Lang::It, case).await
}

async fn give(office: &Office, who: &Actor, page: &ReplyPage, name: &str) -> Result<(), Error> {
    let file = testkit::pdf(name);
    let size = file.as_file().metadata().unwrap().len();
    let given = Given { case: page.case, slot: "", name, file: file.path(), size };
    let point = page.request.points[0].id;
    cases::give_with_reply(&office.world.ctx, who, &given, point).await.map(drop)
}

fn send(page: &ReplyPage) -> Fire {
    Fire { text: Some("Ecco la perizia.".into()), ..Fire::new(page.case, "aggiungi", page.row_version) }
}

/// A case with a file that is prepared and not sent.
async fn prepared(office: &Office) -> ReplyPage {
    let ctx = &office.world.ctx;
    let case = office.filed("no").await;
    for _ in 0..2 {
        cases::prepare(ctx, &office.ada, case, "aggiungi").await.unwrap();
    }
    let page = page(office, &office.ada, case).await.unwrap();
    assert!(page.request.own && page.request.points.len() == 1 && page.slot.is_some());
    assert_eq!((page.label.as_str(), page.intro.as_str()), ("Fai aggiungi", ""));
    give(office, &office.ada, &page, "perizia.pdf").await.unwrap();
    page
}

#[tokio::test]
async fn what_is_sent_unasked_takes_its_files_along() {
    let office = Office::new().await;
    let ctx = &office.world.ctx;
    let page = prepared(&office).await;
    let case = page.case;
    let checking = cases::fire(ctx, &office.ada, &send(&page)).await;
    assert!(matches!(checking, Err(Error::Refused(Code::StillChecking))), "{checking:?}");
    office.world.work_off().await;
    let due = office.due(case, "decisione").await;
    assert!(office.page(case).await.requests.is_empty(), "the office sees what was sent");
    cases::fire(ctx, &office.ada, &send(&page)).await.unwrap();
    office.world.work_off().await;
    let seen = office.page(case).await;
    let [sent] = &seen.requests[..] else { panic!("{:?}", seen.requests) };
    assert!(sent.own && !sent.open && sent.answered_at.is_some());
    assert_eq!(sent.points[0].files[0].name, "perizia.pdf");
    assert!(seen.messages.iter().any(|message| message.body == "Ecco la perizia."));
    assert!(seen.desk.unwrap().to_read);
    assert_eq!(office.due(case, "decisione").await, due, "no term moves");
    let row = case_events::Entity::find()
        .filter(case_events::Column::CaseId.eq(case.0))
        .filter(case_events::Column::Event.eq("aggiungi"))
        .one(ctx.db.read())
        .await
        .unwrap()
        .unwrap();
    assert!(row.payload.contains("sha256") && row.payload.contains("protocollo"), "{}", row.payload);
    let found = cases::own_page(ctx, &office.ada, Lang::It, case).await.unwrap();
    assert_eq!(found.requests.len(), 1, "and so does who sent it");
    // Another one is prepared anew.
    cases::prepare(ctx, &office.ada, case, "aggiungi").await.unwrap();
    let next = self::page(&office, &office.ada, case).await.unwrap();
    assert!(
        next.request.points[0].files.is_empty() && next.request.points[0].id != page.request.points[0].id
    );
    office.holds(case).await;
}

#[tokio::test]
async fn nobody_prepares_or_reads_what_another_has_not_sent() {
    let office = Office::new().await;
    let ctx = &office.world.ctx;
    let kept = prepared(&office).await;
    let eva = office.world.citizen("Eva").await;
    for stranger in [&eva, &office.rup] {
        let begun = cases::prepare(ctx, stranger, kept.case, "aggiungi").await;
        assert!(matches!(begun, Err(Error::NotFound(_))), "{begun:?}");
        assert!(matches!(page(&office, stranger, kept.case).await, Err(Error::NotFound(_))));
        let given = give(&office, stranger, &kept, "altro.pdf").await;
        assert!(matches!(given, Err(Error::NotFound(_))), "{given:?}");
    }
    office.world.work_off().await;
    let document = page(&office, &office.ada, kept.case).await.unwrap().request.points[0].files[0].id;
    let read = domain::documents::download(ctx, &office.rup, document, domain::documents::Take::Save).await;
    assert!(matches!(read, Err(Error::NotFound(_))), "it was not sent: {read:?}");
    assert!(office.page(kept.case).await.documents.iter().all(|row| row.id != document));
    for event in ["integra", "chiedi_integrazioni", "nothing"] {
        let begun = cases::prepare(ctx, &office.ada, kept.case, event).await;
        assert!(matches!(begun, Err(Error::Conflict(Code::EventNotPossible))), "{event}: {begun:?}");
    }
}

#[tokio::test]
async fn an_answer_to_the_office_comes_first_and_what_was_prepared_waits() {
    let office = Office::new().await;
    let ctx = &office.world.ctx;
    let kept = prepared(&office).await;
    let case = kept.case;
    office.world.work_off().await;
    let request = Fire {
        text: Some("Servono le tavole.".into()),
        points: vec!["La pianta.".into()],
        ..Fire::new(case, "chiedi_integrazioni", 0)
    };
    office.fire_with(&office.rup, case, request).await.unwrap();
    let asked = page(&office, &office.ada, case).await.unwrap();
    assert!(!asked.request.own && asked.request.points[0].body == "La pianta.");
    let late = give(&office, &office.ada, &kept, "altra.pdf").await;
    assert!(matches!(late, Err(Error::Conflict(Code::EventNotPossible))), "not in this state: {late:?}");
    cases::save_reply(ctx, &office.ada, case, &[(asked.request.points[0].id, "Eccola.".into())])
        .await
        .unwrap();
    office.fire(&office.ada, case, "integra").await.unwrap();
    let back = page(&office, &office.ada, case).await.unwrap();
    assert!(back.request.own && back.request.points[0].files.len() == 1, "it is there again");
    let seen = office.page(case).await;
    assert!(seen.requests.iter().all(|request| !request.own), "the answer did not send it");
    cases::fire(ctx, &office.ada, &send(&back)).await.unwrap();
    assert_eq!(office.page(case).await.requests.iter().filter(|request| request.own).count(), 1);
    office.holds(case).await;
}

#[tokio::test]
async fn what_is_asked_anew_takes_the_place_of_what_was_not_answered() {
    let office = Office::new().await;
    let ctx = &office.world.ctx;
    let case = office.filed("no").await;
    let ask = |event: &str, point: &str| Fire {
        text: Some("Servono.".into()),
        points: vec![point.into()],
        due: Some(crate::terms::day("2026-04-30")),
        ..Fire::new(case, event, 0)
    };
    office.fire_with(&office.rup, case, ask("chiedi_integrazioni", "La pianta.")).await.unwrap();
    let first = page(&office, &office.ada, case).await.unwrap().request.points[0].id;
    cases::save_reply(ctx, &office.ada, case, &[(first, "Una bozza.".into())]).await.unwrap();
    office.fire_with(&office.rup, case, ask("prescrivi", "Togliere la recinzione.")).await.unwrap();
    let asked = page(&office, &office.ada, case).await.unwrap().request.points;
    assert_eq!((asked.len(), asked[0].body.as_str()), (1, "Togliere la recinzione."), "the one that waits");
    cases::save_reply(ctx, &office.ada, case, &[(asked[0].id, "Tolta.".into())]).await.unwrap();
    office.fire(&office.ada, case, "integra").await.unwrap();
    let seen = office.page(case).await.requests;
    let answered: Vec<bool> = seen.iter().map(|request| request.answered_at.is_some()).collect();
    assert_eq!(answered, [false, true], "nobody answered the first");
    assert_eq!(seen[0].points[0].answer, "", "and what was not sent is not read");
}

#[tokio::test]
async fn who_prepares_something_has_not_received_what_is_not_on_that_page() {
    let office = Office::new().await;
    let ctx = &office.world.ctx;
    let case = office.filed("no").await;
    cases::prepare(ctx, &office.ada, case, "aggiungi").await.unwrap();
    let fine = Fire { event: "chiedi_multa".into(), ..asking(case, 33_333, "2026-04-01") };
    office.fire_with(&office.rup, case, fine).await.unwrap();
    let proofs = async || {
        let acts = communications::Entity::find().filter(communications::Column::CaseId.eq(case.0));
        let acts = acts.order_by_asc(communications::Column::EventSeq).all(ctx.db.read()).await.unwrap();
        acts.into_iter().map(|act| act.proof.is_some()).collect::<Vec<bool>>()
    };
    page(&office, &office.ada, case).await.unwrap();
    assert_eq!(proofs().await, [false], "she saw nothing of it");
    office.fire(&office.rup, case, "preavvisa").await.unwrap();
    let answered = page(&office, &office.ada, case).await.unwrap();
    assert!(!answered.request.own && answered.intro == "Motivi.");
    assert_eq!(proofs().await, [false, true], "what is answered there was read there, and nothing else");
    office.reads(case).await;
    assert_eq!(proofs().await, [true, true]);
    office.holds(case).await;
}
