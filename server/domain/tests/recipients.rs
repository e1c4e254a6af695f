//! Acts that go to others than whose case it is: bodies that are asked, people whom the case concerns.

use contract::{
    Code, Lang,
    ids::{CaseId, DocumentId, RequestId},
    messages::{Channel, CommunicationView, Delivery, Way},
    time::Moment,
};
use domain::{
    Actor, Error,
    cases::{self, Fire, Prove, Recipient},
    documents::{self, Take},
    ports::{PecNews, PecReceipt},
};

use entity::{messages::shares, office::audit};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::{notices::prefers, paying::undo, terms::Office};

fn to(name: &str, address: &str) -> Recipient {
    Recipient { name: name.into(), address: address.into(), body: None }
}

fn calling(case: CaseId, recipients: Vec<Recipient>) -> Fire {
    let bodies = ["asl", "vvf"].map(str::to_owned).to_vec();
    Fire { text: Some("Serve un parere.".into()), bodies, recipients, ..Fire::new(case, "convoca", 0) }
}

/// A notice to two people, one by certified mail and one by post.
fn informing(case: CaseId) -> Fire {
    let recipients =
        vec![to("Carla Confini", "carla@pec.confini.example"), to("Dario Vicini", "Via Bassa 2, Prova")];
    Fire { text: Some("Carla e Dario, leggete.".into()), recipients, ..Fire::new(case, "avvisa_altri", 0) }
}

fn found<'a>(acts: &'a [CommunicationView], who: &str) -> &'a CommunicationView {
    acts.iter().find(|act| act.recipient.starts_with(who)).unwrap_or_else(|| panic!("{who}: {acts:?}"))
}

async fn delivered(office: &Office, letter: uuid::Uuid) {
    let at = Moment(office.world.ctx.clock.now().0);
    let (news, reference) = (PecNews::Delivered, "opec-9".to_owned());
    office.world.pec.receive(PecReceipt { letter, news, at, reference, uid: 1, raw: vec![1] });
    cases::fetch_pec(&office.world.ctx).await.unwrap();
    office.world.work_off().await;
}

async fn posted(office: &Office, act: &CommunicationView) {
    let day = office.world.ctx.clock.now().day().to_string();
    let evidence = "Raccomandata 123".to_owned();
    let prove = Prove { id: act.id, day, evidence, row_version: act.row_version };
    cases::prove(&office.world.ctx, &office.clerk, &prove).await.unwrap();
    office.world.work_off().await;
}

#[tokio::test]
async fn an_act_goes_to_whose_case_it_is_to_its_bodies_and_to_whom_the_office_names() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    let consortium = to("Consorzio di Prova", "consorzio@pec.prova.example");
    office.fire_with(&office.rup, case, calling(case, vec![consortium])).await.unwrap();
    let acts = office.page(case).await.communications;
    let ways: Vec<(&str, Way, Option<&str>)> =
        acts.iter().map(|act| (act.recipient.as_str(), act.way, act.address.as_deref())).collect();
    assert_eq!(ways[0].1, Way::Portal, "whose case it is, as they chose");
    assert_eq!(
        ways[1..],
        [
            ("ASL di Prova", Way::Pec, Some("asl@pec.prova.example")),
            ("Vigili del fuoco", Way::ToSend, None),
            ("Consorzio di Prova", Way::Pec, Some("consorzio@pec.prova.example")),
        ],
        "as the municipality's list and the procedure name the bodies"
    );
    let letters = office.world.pec.sent();
    let mut sent: Vec<&str> = letters.iter().map(|letter| letter.to.as_str()).collect();
    sent.sort_unstable();
    assert_eq!(sent, ["asl@pec.prova.example", "consorzio@pec.prova.example"], "each once");
    assert!(letters.iter().all(|letter| letter.attachment.is_some()), "with the document of the act");
    assert!(letters.iter().all(|letter| !letter.text.contains("/it/pratiche/")), "they have no page of it");
    let deeds = office.world.inspector.deeds();
    let act = &deeds.last().unwrap().act;
    assert!(act.recipient.name.starts_with("Ada"));
    assert_eq!(act.others, ["ASL di Prova", "Vigili del fuoco", "Consorzio di Prova"]);
    let entry =
        cases::register_page(&office.world.ctx, &office.clerk, &cases::RegisterQuery::default()).await;
    let party = entry.unwrap().rows[0].party.clone();
    assert!(party.ends_with("ASL di Prova, Vigili del fuoco, Consorzio di Prova"), "{party}");
    let own = cases::own_page(&office.world.ctx, &office.ada, Lang::It, case).await.unwrap();
    assert_eq!(own.communications.len(), 1, "addresses of others are the office's to see");
    office.holds(case).await;
}

#[tokio::test]
async fn what_runs_from_the_receipt_of_several_runs_from_that_of_the_last() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    office.fire_with(&office.rup, case, informing(case)).await.unwrap();
    assert_eq!(office.due(case, "opposizione").await, "waiting");
    let letters = office.world.pec.sent();
    assert_eq!(
        letters.iter().map(|letter| letter.to.as_str()).collect::<Vec<_>>(),
        ["carla@pec.confini.example"]
    );
    office.days(1).await;
    delivered(&office, letters[0].id).await;
    assert_eq!(office.due(case, "opposizione").await, "waiting", "Dario has not got it");
    office.days(3).await;
    let acts = office.page(case).await.communications;
    assert!(matches!(found(&acts, "Carla").delivery, Delivery::Received { .. }));
    posted(&office, found(&acts, "Dario")).await;
    assert_eq!(office.due(case, "opposizione").await, "2026-03-16", "ten days from 6 March");
    office.holds(case).await;
}

#[tokio::test]
async fn who_is_told_later_has_as_many_days_as_the_others() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    let carla =
        || Fire { recipients: vec![to("Carla Confini", "carla@pec.confini.example")], ..informing(case) };
    office.fire_with(&office.rup, case, carla()).await.unwrap();
    delivered(&office, office.world.pec.sent()[0].id).await;
    assert_eq!(office.due(case, "opposizione").await, "2026-03-12");
    office.days(2).await;
    office.fire_with(&office.rup, case, informing(case)).await.unwrap();
    assert_eq!(office.due(case, "opposizione").await, "ended", "nobody's days are over before");
    office.days(9).await;
    let acts = office.page(case).await.communications;
    posted(&office, found(&acts, "Dario")).await;
    assert_eq!(office.due(case, "opposizione").await, "ended", "one letter of two");
    delivered(&office, office.world.pec.sent()[1].id).await;
    assert_eq!(office.due(case, "opposizione").await, "2026-03-23", "ten days from 13 March");
    office.holds(case).await;
}

#[tokio::test]
async fn a_notice_sent_by_mistake_keeps_nobody_waiting() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    office.fire_with(&office.rup, case, informing(case)).await.unwrap();
    undo(&office, case, "Altri avvisati").await;
    let only = vec![to("Dario Vicini", "Via Bassa 2, Prova")];
    office.fire_with(&office.rup, case, Fire { recipients: only, ..informing(case) }).await.unwrap();
    let acts = office.page(case).await.communications;
    let last = acts.iter().rfind(|act| act.recipient == "Dario Vicini").unwrap();
    posted(&office, last).await;
    assert_eq!(office.due(case, "opposizione").await, "2026-03-12", "Carla never had it, and need not");
}

#[tokio::test]
async fn what_certified_mail_could_not_bring_is_proved_by_hand() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    let carla = vec![to("Carla Confini", "carla@pec.confini.example")];
    office.fire_with(&office.rup, case, Fire { recipients: carla, ..informing(case) }).await.unwrap();
    let letter = office.world.pec.sent()[0].id;
    let at = Moment(office.world.ctx.clock.now().0);
    let (news, reference) = (PecNews::Failed, "casella piena".to_owned());
    office.world.pec.receive(PecReceipt { letter, news, at, reference, uid: 1, raw: vec![1] });
    cases::fetch_pec(&office.world.ctx).await.unwrap();
    assert_eq!(office.due(case, "opposizione").await, "waiting");
    let acts = office.page(case).await.communications;
    posted(&office, found(&acts, "Carla")).await;
    assert_eq!(office.due(case, "opposizione").await, "2026-03-12");
}

#[tokio::test]
async fn two_receipts_at_once_begin_the_term_once() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    office.fire_with(&office.rup, case, informing(case)).await.unwrap();
    let acts = office.page(case).await.communications;
    let at = Moment(office.world.ctx.clock.now().0);
    let (letter, reference) = (office.world.pec.sent()[0].id, "opec-9".to_owned());
    office.world.pec.receive(PecReceipt {
        letter,
        news: PecNews::Delivered,
        at,
        reference,
        uid: 1,
        raw: vec![1],
    });
    let ctx = &office.world.ctx;
    let (fetched, ()) = tokio::join!(cases::fetch_pec(ctx), posted(&office, found(&acts, "Dario")));
    fetched.unwrap();
    office.world.work_off().await;
    assert_eq!(office.due(case, "opposizione").await, "2026-03-12");
    office.holds(case).await;
}

#[tokio::test]
async fn a_receipt_of_others_begins_nothing_for_whose_case_it_is() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    office.fire_with(&office.rup, case, calling(case, Vec::new())).await.unwrap();
    let letters = office.world.pec.sent();
    let before = office.events(case, "received").await;
    delivered(&office, letters[0].id).await;
    let acts = office.page(case).await.communications;
    assert!(matches!(found(&acts, "ASL").delivery, Delivery::Received { .. }), "the proof is kept");
    assert_eq!(office.events(case, "received").await, before);
}

#[tokio::test]
async fn an_act_for_others_alone_is_not_read_by_whose_case_it_is() {
    let office = Office::new().await;
    prefers(&office.world, &office.ada, |wanted| wanted.channel = Channel::Portal).await;
    let case = office.filed("no").await;
    office.fire_with(&office.rup, case, informing(case)).await.unwrap();
    let ctx = &office.world.ctx;
    let own = cases::own_page(ctx, &office.ada, Lang::It, case).await.unwrap();
    assert!(own.communications.is_empty() && own.messages.is_empty(), "{:?}", own.messages);
    assert!(own.timeline.iter().any(|entry| entry.title == "Altri avvisati"), "that it was done is told");
    assert!(cases::own_communications(ctx, &office.ada, Lang::It).await.unwrap().is_empty());
    let page = office.page(case).await;
    assert!(page.messages.iter().any(|message| message.body.contains("Carla e Dario")));
    let document: DocumentId = page.communications[0].document.unwrap();
    documents::download(ctx, &office.clerk, document, Take::Save).await.unwrap();
    let strange = documents::download(ctx, &office.ada, document, Take::Save).await;
    assert!(matches!(strange, Err(Error::NotFound(_))), "{strange:?}");
    let strange = documents::text(ctx, &office.ada, document).await;
    assert!(matches!(strange, Err(Error::NotFound(_))), "{strange:?}");
    let deeds = office.world.inspector.deeds();
    let act = &deeds.last().unwrap().act;
    assert!(act.recipient.name.is_empty());
    assert!(act.others.iter().all(|line| !line.contains("Carla")), "they do not read of each other");
    let register = cases::register_page(ctx, &office.clerk, &cases::RegisterQuery::default()).await.unwrap();
    assert_eq!(register.rows[0].party, "Carla Confini, Dario Vicini", "the register says to whom");
    let segnatura = cases::segnatura(ctx, &office.clerk, register.rows[0].key).await.unwrap();
    assert_eq!(segnatura.matches("<prot:Destinatario>").count(), 2);
    assert!(!segnatura.contains("<prot:Nome>"), "whose case it is got nothing");
}

#[tokio::test]
async fn who_receives_an_act_is_named_with_an_address_or_it_does_not_go() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    let many = vec![to("A", "Via A 1"), to("B", "Via B 1"), to("C", "Via C 1")];
    let others = |recipients| Fire { recipients, ..informing(case) };
    for (fire, why) in [
        (others(Vec::new()), Code::RecipientMissing),
        (others(vec![to("Carla", "")]), Code::RecipientWrong),
        (others(vec![to("", "Via Bassa 2")]), Code::RecipientWrong),
        (others(vec![to("Carla", "carla@")]), Code::RecipientWrong),
        (others(vec![to(&"x".repeat(201), "Via Bassa 2")]), Code::RecipientWrong),
        (others(vec![to("Carla", &"x".repeat(301))]), Code::RecipientWrong),
        (others([many.clone(), vec![to("D", "Via D 1")]].concat()), Code::TooManyRecipients),
        (calling(case, many), Code::TooManyRecipients),
        (
            Fire {
                text: Some("Sì.".into()),
                recipients: vec![to("A", "Via A 1")],
                ..Fire::new(case, "preavvisa", 0)
            },
            Code::TooManyRecipients,
        ),
    ] {
        let refused = office.fire_with(&office.rup, case, fire.clone()).await;
        assert!(matches!(refused, Err(Error::Refused(code)) if code == why), "{fire:?}: {refused:?}");
    }
    assert!(office.page(case).await.communications.is_empty());
}

/// The words of the links that went out, in the order of the letters.
fn links(office: &Office) -> Vec<String> {
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
