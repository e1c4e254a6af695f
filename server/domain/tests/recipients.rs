//! Acts that go to others than whose case it is: bodies that are asked, people whom the case concerns.

use contract::{
    Code, Lang,
    ids::{CaseId, DocumentId},
    messages::{Channel, CommunicationView, Delivery, Way},
    time::Moment,
};
use domain::{
    Error,
    cases::{self, Fire, Prove, Recipient},
    documents::{self, Take},
    ports::{PecNews, PecReceipt},
};

use entity::cases::case_events;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::{notices::prefers, paying::undo, terms::Office};

pub(crate) fn to(name: &str, address: &str) -> Recipient {
    Recipient { name: name.into(), address: address.into(), body: None }
}

pub(crate) fn calling(case: CaseId, recipients: Vec<Recipient>) -> Fire {
    let bodies = ["asl", "vvf"].map(str::to_owned).to_vec();
    Fire { text: Some("Serve un parere.".into()), bodies, recipients, ..Fire::new(case, "convoca", 0) }
}

/// A notice to two people, one by certified mail and one by post.
pub(crate) fn informing(case: CaseId) -> Fire {
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
async fn what_ends_a_conference_goes_to_every_body_that_was_asked() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    let goes_to = || async {
        let page = cases::office_page(&office.world.ctx, &office.head, Lang::It, case).await.unwrap();
        let action = page.actions.into_iter().find(|action| action.event == "concludi").unwrap();
        action.recipients.unwrap().asked.into_iter().map(|(name, _)| name).collect::<Vec<_>>()
    };
    assert_eq!(goes_to().await, Vec::<String>::new(), "none was asked yet");
    office.fire_with(&office.rup, case, calling(case, Vec::new())).await.unwrap();
    assert_eq!(goes_to().await, ["ASL", "Vigili del fuoco"], "the form says whom it goes to");
    office.days(1).await;
    // Who types the address of a body that gets it anyway sends it once.
    let recipients = vec![to("L'ASL", "asl@PEC.prova.example"), to("Carla Confini", "Via Bassa 2, Prova")];
    let no = Fire { text: Some("No.".into()), recipients, ..Fire::new(case, "concludi", 0) };
    office.fire_with(&office.head, case, no).await.unwrap();
    let acts = office.page(case).await.communications;
    let latest = acts.iter().map(|act| act.made_at).max().unwrap();
    let told: Vec<(&str, Way)> = acts
        .iter()
        .filter(|act| act.made_at == latest)
        .map(|act| (act.recipient.as_str(), act.way))
        .collect();
    assert_eq!(told[0].1, Way::Portal, "whose case it is");
    let once = [("L'ASL", Way::Pec), ("Carla Confini", Way::ToSend), ("Vigili del fuoco", Way::ToSend)];
    assert_eq!(told[1..], once, "each once");
    let deeds = office.world.inspector.deeds();
    let said = deeds.last().unwrap().act.positions.iter();
    let said: Vec<(&str, &str)> = said.map(|line| (line.label.as_str(), line.value.as_str())).collect();
    let asked = "Stato parere_chiesto";
    assert_eq!(said, [("ASL", asked), ("Vigili del fuoco", asked)], "what each has said");
    let rows = case_events::Entity::find().filter(case_events::Column::Event.eq("concludi"));
    let kept = rows.one(office.world.ctx.db.read()).await.unwrap().unwrap().payload;
    let kept: serde_json::Value = serde_json::from_str(&kept).unwrap();
    assert_eq!((kept["recipients"].as_u64(), kept["sent_to"].as_u64()), (Some(2), Some(3)), "{kept}");
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
async fn what_bodies_may_do_runs_from_when_the_last_of_them_was_told_whoever_else_was() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    office.fire_with(&office.rup, case, calling(case, Vec::new())).await.unwrap();
    office.days(1).await;
    let recipients = vec![to("Carla Confini", "Via Bassa 2, Prova")];
    let no = Fire { text: Some("No.".into()), recipients, ..Fire::new(case, "concludi", 0) };
    office.fire_with(&office.head, case, no).await.unwrap();
    let latest = |acts: Vec<CommunicationView>| {
        let made_at = acts.iter().map(|act| act.made_at).max().unwrap();
        acts.into_iter().filter(|act| act.made_at == made_at).collect::<Vec<_>>()
    };
    assert_eq!(office.due(case, "opposizione_enti").await, "waiting");
    // Whose case it is reads it, and a neighbour gets it: neither is a body.
    cases::own_page(&office.world.ctx, &office.ada, Lang::It, case).await.unwrap();
    posted(&office, found(&latest(office.page(case).await.communications), "Carla")).await;
    assert_eq!(office.due(case, "opposizione_enti").await, "waiting");
    office.days(1).await;
    let letter = office.world.pec.sent().last().unwrap().id;
    delivered(&office, letter).await;
    assert_eq!(office.due(case, "opposizione_enti").await, "waiting", "one body of two");
    office.days(2).await;
    posted(&office, found(&latest(office.page(case).await.communications), "Vigili")).await;
    assert_eq!(office.due(case, "opposizione_enti").await, "2026-03-16", "ten days from 6 March");
    office.holds(case).await;
}

#[tokio::test]
async fn a_body_that_the_office_typed_is_waited_for_as_well() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    office.fire_with(&office.rup, case, calling(case, Vec::new())).await.unwrap();
    let recipients = vec![to("L'ASL", "asl@pec.prova.example")];
    let no = Fire { text: Some("No.".into()), recipients, ..Fire::new(case, "concludi", 0) };
    office.fire_with(&office.head, case, no).await.unwrap();
    let acts = office.page(case).await.communications;
    posted(&office, acts.iter().rfind(|act| act.recipient.starts_with("Vigili")).unwrap()).await;
    assert_eq!(office.due(case, "opposizione_enti").await, "waiting", "that one stands under another name");
    delivered(&office, office.world.pec.sent().last().unwrap().id).await;
    assert_eq!(office.due(case, "opposizione_enti").await, "2026-03-12", "ten days from 2 March");
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
async fn a_later_notice_that_arrives_first_begins_nobodys_days() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    let told = |who| Fire { recipients: vec![who], ..informing(case) };
    let carla = to("Carla Confini", "carla@pec.confini.example");
    office.fire_with(&office.rup, case, told(carla)).await.unwrap();
    office.fire_with(&office.rup, case, told(to("Dario Vicini", "Via Bassa 2, Prova"))).await.unwrap();
    let acts = office.page(case).await.communications;
    posted(&office, found(&acts, "Dario")).await;
    assert_eq!(office.due(case, "opposizione").await, "waiting", "Carla has not got hers");
    office.days(1).await;
    delivered(&office, office.world.pec.sent()[0].id).await;
    assert_eq!(office.due(case, "opposizione").await, "2026-03-13", "ten days from 3 March");
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
