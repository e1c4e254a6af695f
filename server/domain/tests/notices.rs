//! Notices and acts on their way: a courtesy to who wants it, a proof for what counts.

use contract::{
    Code, Lang,
    identity::StaffRole,
    ids::{CaseId, CommunicationId},
    messages::{Channel, ContactPreferences, Delivery, PecPaper, Way},
    people::{Email, Pec},
    time::Moment,
};
use domain::{
    Actor, Ctx, Error, Post,
    cases::{self, Fire, Prove},
    identity,
    ports::{PecNews, PecReceipt},
};
use entity::messages::{communications, notices};
use sea_orm::{EntityTrait, PaginatorTrait};
use testkit::TestWorld;

pub(crate) async fn prefers(world: &TestWorld, who: &Actor, change: impl FnOnce(&mut ContactPreferences)) {
    let form = identity::contact_form(&world.ctx, who, Lang::It).await.unwrap();
    let mut wanted = ContactPreferences {
        notices: true,
        email: Email::parse("ada@example.org").ok(),
        channel: Channel::Portal,
        pec: None,
        postal: None,
        lang: Lang::En,
    };
    change(&mut wanted);
    identity::save_preferences(&world.ctx, who, form.row_version, &wanted).await.unwrap();
}

async fn fire(world: &TestWorld, by: &Actor, case: CaseId, event: &str, text: &str) {
    let page = cases::office_page(&world.ctx, by, Lang::It, case).await.unwrap();
    let text = (!text.is_empty()).then(|| text.to_owned());
    let fire = Fire { text, ..Fire::new(case, event, page.row_version) };
    cases::fire(&world.ctx, by, &fire).await.unwrap();
    world.work_off().await;
}

/// A case that the office asks about.
async fn asked(world: &TestWorld, ada: &Actor) -> (Actor, CaseId) {
    let clerk = world.officer("Clara", StaffRole::Clerk).await;
    let case = world.filed(ada).await;
    fire(world, &clerk, case, "prendi_in_carico", "").await;
    fire(world, &clerk, case, "chiedi_chiarimenti", "Manca la quota.").await;
    (clerk, case)
}

async fn only(world: &TestWorld) -> communications::Model {
    communications::Entity::find().one(world.ctx.db.read()).await.unwrap().unwrap()
}

/// Kinds of the notices that were sent; `TestWorld` writes them as subjects.
fn sent(world: &TestWorld) -> Vec<String> {
    world.mail.sent().into_iter().map(|letter| letter.subject).collect()
}

#[tokio::test]
async fn a_notice_goes_to_the_address_and_in_the_language_that_were_chosen() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    prefers(&world, &ada, |_| {}).await;
    let (_, case) = asked(&world, &ada).await;
    assert_eq!(sent(&world), ["filed", "news", "news"]);
    let letter = &world.mail.sent()[0];
    assert_eq!(letter.to, "ada@example.org");
    assert_eq!(letter.text, format!("https://sportello.prova.example/en/{case}"));
    cases::make_receipt(&world.ctx, case).await.unwrap();
    world.work_off().await;
    assert_eq!(sent(&world).len(), 3, "a receipt made again is no news");
}

#[tokio::test]
async fn who_wants_no_notices_or_has_no_address_gets_none() {
    let world = TestWorld::new().await;
    let (ada, bea) = (world.citizen("Ada").await, world.citizen("Bea").await);
    prefers(&world, &ada, |wanted| wanted.notices = false).await;
    world.filed(&ada).await;
    world.filed(&bea).await;
    assert!(sent(&world).is_empty());
    let rows = notices::Entity::find().all(world.ctx.db.read()).await.unwrap();
    let mut outcomes: Vec<Option<String>> = rows.into_iter().map(|row| row.outcome).collect();
    outcomes.sort();
    assert_eq!(outcomes, [Some("no_address".to_owned()), Some("unwanted".to_owned())]);
}

#[tokio::test]
async fn a_mail_server_that_is_down_delays_notices_and_nothing_else() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    prefers(&world, &ada, |_| {}).await;
    let case = world.complete_draft(&ada).await;
    world.mail.down(true);
    cases::submit(&world.ctx, &ada, case).await.unwrap();
    cases::make_receipt(&world.ctx, case).await.unwrap();
    let row = notices::Entity::find().one(world.ctx.db.read()).await.unwrap().unwrap();
    let notice = contract::ids::NewsId(row.id);
    let send = || domain::messages::send_notice(&world.ctx, notice, |_, _| ("a".into(), "b".into()));
    assert!(matches!(send().await, Err(Error::Unavailable(..))));
    world.mail.down(false);
    send().await.unwrap();
    send().await.unwrap();
    assert_eq!(world.mail.sent().len(), 1, "once");
    assert_eq!(world.mail.sent()[0].id, row.id, "known by its own identifier");
}

#[tokio::test]
async fn without_a_mail_server_nothing_is_ordered() {
    let mut world = TestWorld::new().await;
    world.ctx = Ctx { post: Post::default(), ..world.ctx };
    let ada = world.citizen("Ada").await;
    let (_, case) = asked(&world, &ada).await;
    assert_eq!(notices::Entity::find().count(world.ctx.db.read()).await.unwrap(), 0);
    let page = cases::own_page(&world.ctx, &ada, Lang::It, case).await.unwrap();
    assert_eq!(page.communications.len(), 1, "the act is on its way all the same");
}

#[tokio::test]
async fn who_is_asked_to_sign_and_is_known_is_told() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let lucia = world.named("Lucia", "SMPLCU61C54M999F").await;
    prefers(&world, &lucia, |_| {}).await;
    let case = crate::signatures::drafted(&world, &ada).await.0;
    cases::ask_signatures(&world.ctx, &ada, case).await.unwrap();
    cases::ask_signatures(&world.ctx, &ada, case).await.unwrap();
    world.work_off().await;
    assert_eq!(sent(&world), ["asked_to_sign"]);
    assert_eq!(world.mail.sent()[0].to, "ada@example.org");
}

#[tokio::test]
async fn a_draft_is_announced_a_month_and_a_week_before_its_end_once_each() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    prefers(&world, &ada, |_| {}).await;
    let case = world.draft(&ada).await;
    // From 2 March to 2 March.
    for (days, expected) in [(334, 0), (1, 1), (10, 1), (12, 1), (1, 2), (6, 2)] {
        world.clock.advance_days(days);
        for _ in 0..2 {
            cases::announce_drafts(&world.ctx).await.unwrap();
            world.work_off().await;
        }
        let day = world.ctx.clock.now().day();
        assert_eq!(world.mail.sent().len(), expected, "{day}");
    }
    assert_eq!(sent(&world), ["draft_ends_in_month", "draft_ends_in_week"]);
    cases::renew(&world.ctx, &ada, case).await.unwrap();
    world.clock.advance_days(340);
    cases::announce_drafts(&world.ctx).await.unwrap();
    world.work_off().await;
    assert_eq!(sent(&world).len(), 3, "a renewed draft begins anew");
    cases::discard(&world.ctx, &ada, case).await.unwrap();
    assert_eq!(notices::Entity::find().count(world.ctx.db.read()).await.unwrap(), 0, "and takes them along");
}

#[tokio::test]
async fn an_act_in_the_portal_is_received_on_the_day_its_recipient_opens_it() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let (clerk, case) = asked(&world, &ada).await;
    assert_eq!(only(&world).await.proof, None, "that the office looks proves nothing");
    world.clock.advance_days(5);
    let page = cases::own_page(&world.ctx, &ada, Lang::It, case).await.unwrap();
    let received = |on: &str| Delivery::Received {
        on: on.to_owned(),
        proof: "opened".to_owned(),
        evidence: String::new(),
    };
    assert_eq!(page.communications[0].delivery, received("2026-03-07"));
    world.clock.advance_days(5);
    cases::own_page(&world.ctx, &ada, Lang::It, case).await.unwrap();
    let office = cases::office_page(&world.ctx, &clerk, Lang::It, case).await.unwrap();
    assert_eq!(office.communications[0].delivery, received("2026-03-07"), "the first day stands");
    assert_eq!(office.communications[0].protocollo.words, "2026/0000002");
    let own = cases::own_communications(&world.ctx, &ada, Lang::It).await.unwrap();
    assert_eq!(own.len(), 1);
    assert!(cases::office_communications(&world.ctx, &clerk, Lang::It).await.unwrap().is_empty());
}

#[tokio::test]
async fn an_act_by_certified_mail_is_received_when_the_provider_says_so() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    prefers(&world, &ada, |wanted| {
        wanted.channel = Channel::Pec;
        wanted.pec = Pec::parse("ada@pec.example.org").ok();
    })
    .await;
    let (_, case) = asked(&world, &ada).await;
    let letters = world.pec.sent();
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].to, "ada@pec.example.org");
    assert!(letters[0].text.contains("Manca la quota.") && letters[0].text.contains("2026/0000002"));
    let delivery = || async {
        let own = cases::own_page(&world.ctx, &ada, Lang::It, case).await.unwrap();
        own.communications[0].delivery.clone()
    };
    assert_eq!(delivery().await, Delivery::Waiting, "opening the portal is not the channel that was chosen");
    let receipt = |news, at| PecReceipt {
        letter: letters[0].id,
        news,
        at: Moment(at),
        reference: "opec-1".to_owned(),
        uid: 1,
        raw: b"X-Ricevuta: x".to_vec(),
    };
    let now = world.ctx.clock.now().0;
    world.pec.receive(receipt(PecNews::Accepted, now));
    assert_eq!(cases::fetch_pec(&world.ctx).await.unwrap(), 1);
    assert_eq!(delivery().await, Delivery::Accepted(Moment(now)));
    world.pec.receive(receipt(PecNews::Delivered, now + 86_400_000));
    world.pec.receive(receipt(PecNews::Delivered, now + 2 * 86_400_000));
    assert_eq!(cases::fetch_pec(&world.ctx).await.unwrap(), 2);
    assert_eq!(cases::fetch_pec(&world.ctx).await.unwrap(), 0, "they were put away");
    let expected =
        Delivery::Received { on: "2026-03-03".into(), proof: "pec".into(), evidence: "opec-1".into() };
    assert_eq!(delivery().await, expected);
    let row = only(&world).await;
    for key in [row.accepted_key, row.proof_key] {
        assert!(world.ctx.objects.head(&key.unwrap()).await.unwrap().is_some(), "the receipt is kept");
    }
    cases::send_pec(&world.ctx, CommunicationId(letters[0].id)).await.unwrap();
    assert_eq!(world.pec.sent().len(), 1, "sent once");
}

#[tokio::test]
async fn an_acceptance_that_comes_last_is_kept_and_changes_no_delivery() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    prefers(&world, &ada, |wanted| {
        wanted.channel = Channel::Pec;
        wanted.pec = Pec::parse("ada@pec.example.org").ok();
    })
    .await;
    let (clerk, case) = asked(&world, &ada).await;
    let (letter, at) = (world.pec.sent()[0].id, world.ctx.clock.now());
    for (uid, news) in [(1, PecNews::Delivered), (2, PecNews::Accepted)] {
        let reference = format!("opec-{uid}");
        world.pec.receive(PecReceipt { letter, news, at, reference, uid, raw: vec![1] });
    }
    cases::fetch_pec(&world.ctx).await.unwrap();
    let page = cases::office_page(&world.ctx, &clerk, Lang::It, case).await.unwrap();
    let act = &page.communications[0];
    assert_eq!(act.papers, PecPaper::ALL);
    assert!(matches!(&act.delivery, Delivery::Received { evidence, .. } if evidence == "opec-1"));
    let saved = cases::pec_receipt(&world.ctx, &clerk, act.id, PecPaper::Acceptance).await.unwrap();
    assert_eq!((saved.name.as_str(), saved.bytes), ("accettazione-2026-0000002.eml", vec![1]));
    let owner = cases::pec_receipt(&world.ctx, &ada, act.id, PecPaper::Outcome).await;
    assert!(matches!(owner, Err(Error::NotFound(_))), "{owner:?}");
}

#[tokio::test]
async fn an_act_that_cannot_be_delivered_comes_back_to_the_office() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    prefers(&world, &ada, |wanted| {
        wanted.channel = Channel::Pec;
        wanted.pec = Pec::parse("ada@pec.example.org").ok();
    })
    .await;
    let (clerk, _) = asked(&world, &ada).await;
    let letter = world.pec.sent()[0].id;
    let reference = "casella piena".to_owned();
    let at = world.ctx.clock.now();
    world.pec.receive(PecReceipt { letter, news: PecNews::Failed, at, reference, uid: 1, raw: vec![1] });
    cases::fetch_pec(&world.ctx).await.unwrap();
    let acts = cases::office_communications(&world.ctx, &clerk, Lang::It).await.unwrap();
    assert_eq!(acts[0].delivery, Delivery::Failed("casella piena".into()));
    assert_eq!(acts[0].papers, [PecPaper::Outcome], "that it was not delivered is proved too");
    let id = acts[0].id;
    let prove = Prove {
        id,
        day: "2026-03-02".into(),
        evidence: "consegnata a mano".into(),
        row_version: acts[0].row_version,
    };
    cases::prove(&world.ctx, &clerk, &prove).await.unwrap();
    assert_eq!(only(&world).await.proof.as_deref(), Some("evidence"));
}

#[tokio::test]
async fn on_paper_somebody_of_the_office_says_when_and_how_it_arrived() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    prefers(&world, &ada, |wanted| {
        wanted.channel = Channel::Paper;
        wanted.postal = Some("Via delle Mura 12".into());
    })
    .await;
    let (clerk, case) = asked(&world, &ada).await;
    let other = world.person("Tea", &[("tributi", StaffRole::Clerk)]).await;
    cases::own_page(&world.ctx, &ada, Lang::It, case).await.unwrap();
    let acts = cases::office_communications(&world.ctx, &clerk, Lang::It).await.unwrap();
    assert_eq!((acts[0].way, acts[0].address.as_deref()), (Way::ToSend, Some("Via delle Mura 12")));
    assert!(cases::office_communications(&world.ctx, &other, Lang::It).await.unwrap().is_empty());
    let good =
        Prove { id: acts[0].id, day: "05/03/2026".into(), evidence: " raccomandata ".into(), row_version: 1 };
    let early = cases::prove(&world.ctx, &clerk, &good).await;
    assert!(matches!(early, Err(Error::Refused(Code::DayWrong))), "that day has not come");
    world.clock.advance_days(4);
    for (wrong, code) in [
        (Prove { day: "2026-03-01".into(), ..good.clone() }, Code::DayWrong),
        (Prove { day: "boh".into(), ..good.clone() }, Code::DayWrong),
        (Prove { evidence: " ".into(), ..good.clone() }, Code::TextMissing),
        (Prove { evidence: "è".repeat(501), ..good.clone() }, Code::TextTooLong),
    ] {
        let refused = cases::prove(&world.ctx, &clerk, &wrong).await;
        assert!(matches!(refused, Err(Error::Refused(found)) if found == code), "{wrong:?}");
    }
    let stale = Prove { row_version: 7, ..good.clone() };
    assert!(matches!(cases::prove(&world.ctx, &clerk, &stale).await, Err(Error::Conflict(Code::StaleSave))));
    for stranger in [&other, &ada] {
        let refused = cases::prove(&world.ctx, stranger, &good).await;
        assert!(matches!(refused, Err(Error::NotFound(_))));
    }
    cases::prove(&world.ctx, &clerk, &good).await.unwrap();
    let row = only(&world).await;
    assert_eq!(row.received_on.as_deref(), Some("2026-03-05"));
    assert_eq!(row.evidence.as_deref(), Some("raccomandata"));
    assert!(matches!(
        cases::prove(&world.ctx, &clerk, &Prove { row_version: 2, ..good }).await,
        Err(Error::Conflict(Code::AlreadyProved))
    ));
}

#[tokio::test]
async fn contacts_that_were_changed_elsewhere_are_not_overwritten() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    prefers(&world, &ada, |_| {}).await;
    let form = identity::contact_form(&world.ctx, &ada, Lang::It).await.unwrap();
    assert_eq!((form.row_version, form.email.as_str()), (1, "ada@example.org"));
    let wanted = form.preferences().unwrap();
    let first = identity::save_preferences(&world.ctx, &ada, 1, &wanted).await;
    let second = identity::save_preferences(&world.ctx, &ada, 1, &wanted).await;
    assert!(first.is_ok() && matches!(second, Err(Error::Conflict(Code::StaleSave))));
}
