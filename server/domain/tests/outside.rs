//! Official numbers from a register outside: the filing never waits for them, its receipt says so.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use contract::{
    Code, Lang,
    identity::StaffRole,
    messages::{Channel, ContactPreferences},
    people::Pec,
    register::{Direction, EntryKey},
};
use domain::{
    Error,
    cases::{self, Annul, Fire, GiveNumber},
    identity,
    ports::{Annulled, PortError, Protocol, Registered, Registration, Registry},
};
use sea_orm::ConnectionTrait;
use testkit::TestWorld;

/// A register that answers when it is told to.
#[derive(Default)]
struct Outside {
    told: Mutex<Vec<Registration>>,
    annulled: Mutex<Vec<Annulled>>,
    up: Mutex<bool>,
}

#[async_trait]
impl Registry for Outside {
    async fn register(&self, act: &Registration) -> Result<Registered, PortError> {
        if !*self.up.lock().unwrap() {
            return Err(PortError::Unavailable("the register", "switched off".into()));
        }
        self.told.lock().unwrap().push(act.clone());
        let day = act.at.day();
        Ok(Registered { number: format!("A-{}", act.key.split('@').next().unwrap()), day })
    }

    async fn annul(&self, entry: &Annulled) -> Result<(), PortError> {
        if !*self.up.lock().unwrap() {
            return Err(PortError::Unavailable("the register", "switched off".into()));
        }
        self.annulled.lock().unwrap().push(entry.clone());
        Ok(())
    }
}

const FIRST: EntryKey = EntryKey { year: 2026, number: 1 };

fn give(number: &str, day: &str) -> GiveNumber {
    GiveNumber { key: FIRST, number: number.into(), day: day.into() }
}

#[tokio::test]
async fn by_hand_the_receipt_is_provisional_until_somebody_types_the_number() {
    let mut world = TestWorld::new().await;
    world.ctx.protocol = Protocol::Manual;
    let ada = world.citizen("Ada").await;
    let clerk = world.officer("Clara", StaffRole::Clerk).await;
    let other = world.person("Tea", &[("tributi", StaffRole::Clerk)]).await;
    let case = world.filed(&ada).await;
    let page = cases::receipt_page(&world.ctx, &ada, Lang::It, case).await.unwrap();
    assert!(page.protocollo.awaited && page.pdf_ready, "filed, with a receipt, at once");
    assert!(world.inspector.sheets().last().unwrap().title.starts_with("Ricevuta provvisoria"));
    let provisional = cases::receipt_document(&world.ctx, &ada, case).await.unwrap();
    let entry = cases::register_entry(&world.ctx, &clerk, FIRST).await.unwrap();
    assert!(entry.numbering.is_some() && !entry.signed_here);
    assert!(matches!(cases::segnatura(&world.ctx, &clerk, FIRST).await, Err(Error::NotFound(_))));
    world.clock.advance_days(1);
    let long = "1".repeat(61);
    for (wrong, code) in [
        (give(" ", "2026-03-02"), Code::TextMissing),
        (give(&long, "2026-03-02"), Code::TextTooLong),
        (give("45/2026", "2026-03-01"), Code::DayWrong),
        (give("45/2026", "2026-03-04"), Code::DayWrong),
        (give("45/2026", "ieri"), Code::DayWrong),
    ] {
        let refused = cases::give_number(&world.ctx, &clerk, &wrong).await;
        assert!(matches!(refused, Err(Error::Refused(found)) if found == code), "{wrong:?}");
    }
    for stranger in [&ada, &other] {
        let refused = cases::give_number(&world.ctx, stranger, &give("1", "2026-03-02")).await;
        assert!(matches!(refused, Err(Error::NotFound(_))));
    }
    cases::give_number(&world.ctx, &clerk, &give(" 45/2026 ", "03/03/2026")).await.unwrap();
    let again = cases::give_number(&world.ctx, &clerk, &give("46/2026", "2026-03-03")).await;
    assert!(matches!(again, Err(Error::Conflict(Code::AlreadyNumbered))));
    world.work_off().await;
    let page = cases::receipt_page(&world.ctx, &ada, Lang::It, case).await.unwrap();
    assert_eq!(page.protocollo.words, "45/2026 del 3 marzo 2026");
    assert!(!page.protocollo.awaited);
    assert_eq!(page.received_at.day().to_string(), "2026-03-02", "terms run from the filing");
    let sheet = world.inspector.sheets().pop().unwrap();
    assert!(sheet.title.starts_with("Ricevuta di presentazione"), "{}", sheet.title);
    assert!(sheet.facts.iter().any(|line| line.value == "45/2026 del 3 marzo 2026"));
    let last = cases::receipt_document(&world.ctx, &ada, case).await.unwrap();
    assert_ne!(last, provisional, "the final one is shown, the provisional one is kept");
    let own = cases::own_page(&world.ctx, &ada, Lang::It, case).await.unwrap();
    assert_eq!(own.documents.len(), 2, "neither receipt is a file of the applicant's");
    for sql in ["UPDATE protocollo_outside SET official = 'x'", "DELETE FROM protocollo_outside"] {
        assert!(world.ctx.db.writer().execute_unprepared(sql).await.is_err(), "{sql}");
    }
}

#[tokio::test]
async fn over_the_network_the_number_comes_when_the_other_register_answers() {
    let mut world = TestWorld::new().await;
    let outside = Arc::new(Outside::default());
    world.ctx.protocol = Protocol::External(outside.clone());
    let ada = world.citizen("Ada").await;
    let case = world.complete_draft(&ada).await;
    cases::submit(&world.ctx, &ada, case).await.unwrap();
    cases::make_receipt(&world.ctx, case).await.unwrap();
    assert!(matches!(cases::register_outside(&world.ctx, FIRST).await, Err(Error::Unavailable(..))));
    let page = cases::receipt_page(&world.ctx, &ada, Lang::It, case).await.unwrap();
    assert!(page.protocollo.awaited && page.pdf_ready, "a register that is down delays a number, no filing");
    *outside.up.lock().unwrap() = true;
    world.work_off().await;
    cases::register_outside(&world.ctx, FIRST).await.unwrap();
    let told = outside.told.lock().unwrap().clone();
    assert_eq!(told.len(), 1, "asked once it has answered");
    assert!(
        told[0].key.starts_with("2026/0000001@"),
        "number and moment, since a restore gives numbers twice"
    );
    assert_eq!(told[0].direction, Direction::In);
    assert_eq!((told[0].party.as_str(), told[0].files.len()), ("Ada Di Prova", 2));
    let page = cases::receipt_page(&world.ctx, &ada, Lang::It, case).await.unwrap();
    assert_eq!(page.protocollo.words, "A-2026/0000001 del 2 marzo 2026");
}

#[tokio::test]
async fn the_other_register_is_told_of_an_annulment_and_of_the_day_on_which_paper_came() {
    let mut world = TestWorld::new().await;
    let outside = Arc::new(Outside { up: Mutex::new(true), ..Outside::default() });
    world.ctx.protocol = Protocol::External(outside.clone());
    let clerk = world.officer("Clara", StaffRole::Clerk).await;
    let head = world.officer("Dario", StaffRole::Dirigente).await;
    cases::register_arrival(&world.ctx, &clerk, &crate::arrivals::paper(), &[]).await.unwrap().unwrap();
    world.work_off().await;
    let told = outside.told.lock().unwrap().clone();
    assert_eq!(told[0].at.words(Lang::It), "3 febbraio 2026, 10:30", "received before somebody typed it");
    let annul = Annul { key: FIRST, reason: "Due volte.".into(), authority: "Determinazione 12".into() };
    cases::annul(&world.ctx, &head, &annul).await.unwrap();
    *outside.up.lock().unwrap() = false;
    assert!(matches!(cases::annul_outside(&world.ctx, FIRST).await, Err(Error::Unavailable(..))));
    *outside.up.lock().unwrap() = true;
    world.work_off().await;
    let annulled = outside.annulled.lock().unwrap().clone();
    assert_eq!(annulled.len(), 1);
    assert_eq!((&annulled[0].key, annulled[0].number.as_str()), (&told[0].key, "A-2026/0000001"));
    assert_eq!(
        (annulled[0].reason.as_str(), annulled[0].authority.as_str()),
        ("Due volte.", "Determinazione 12")
    );
}

#[tokio::test]
async fn an_annulment_waits_for_the_number_and_one_that_was_typed_is_annulled_by_hand() {
    for typed in [false, true] {
        let mut world = TestWorld::new().await;
        let outside = Arc::new(Outside::default());
        world.ctx.protocol = Protocol::External(outside.clone());
        let ada = world.citizen("Ada").await;
        let clerk = world.officer("Clara", StaffRole::Clerk).await;
        let head = world.officer("Dario", StaffRole::Dirigente).await;
        let case = world.complete_draft(&ada).await;
        cases::submit(&world.ctx, &ada, case).await.unwrap();
        let annul = Annul { key: FIRST, reason: "Due volte.".into(), authority: "Determinazione 12".into() };
        cases::annul(&world.ctx, &head, &annul).await.unwrap();
        // The work that was ordered with the annulment is done before there is a number, and is over.
        cases::annul_outside(&world.ctx, FIRST).await.unwrap();
        let over = "DELETE FROM jobs WHERE kind = 'annul_outside'";
        world.ctx.db.writer().execute_unprepared(over).await.unwrap();
        if typed {
            cases::give_number(&world.ctx, &clerk, &give("77", "2026-03-02")).await.unwrap();
        }
        *outside.up.lock().unwrap() = true;
        world.work_off().await;
        let told = outside.annulled.lock().unwrap().len();
        assert_eq!(told, usize::from(!typed), "typed: {typed}");
        let entry = cases::register_entry(&world.ctx, &clerk, FIRST).await.unwrap();
        assert_eq!(entry.by_hand, typed, "who reads it learns where it has to be annulled too");
    }
}

#[tokio::test]
async fn an_act_by_certified_mail_waits_for_its_official_number() {
    let mut world = TestWorld::new().await;
    world.ctx.protocol = Protocol::Manual;
    let ada = world.citizen("Ada").await;
    let clerk = world.officer("Clara", StaffRole::Clerk).await;
    let wanted = ContactPreferences {
        notices: false,
        email: None,
        channel: Channel::Pec,
        pec: Pec::parse("ada@pec.example.org").ok(),
        postal: None,
        lang: Lang::It,
    };
    identity::save_preferences(&world.ctx, &ada, 0, &wanted).await.unwrap();
    let case = world.filed(&ada).await;
    for (event, text) in
        [("prendi_in_carico", None), ("chiedi_chiarimenti", Some("Manca la quota.".to_owned()))]
    {
        let row_version = cases::office_page(&world.ctx, &clerk, Lang::It, case).await.unwrap().row_version;
        cases::fire(&world.ctx, &clerk, &Fire { text, ..Fire::new(case, event, row_version) }).await.unwrap();
    }
    world.work_off().await;
    assert!(world.pec.sent().is_empty());
    let key = EntryKey { year: 2026, number: 2 };
    let give = GiveNumber { key, number: "46/2026".into(), day: "2026-03-02".into() };
    cases::give_number(&world.ctx, &clerk, &give).await.unwrap();
    world.work_off().await;
    assert!(
        world.pec.sent()[0].text.contains("Protocollo 46/2026 del 2 marzo 2026"),
        "{:?}",
        world.pec.sent()
    );
}

#[tokio::test]
async fn an_entry_of_the_built_in_register_has_its_number_already() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let clerk = world.officer("Clara", StaffRole::Clerk).await;
    world.filed(&ada).await;
    let refused = cases::give_number(&world.ctx, &clerk, &give("45/2026", "2026-03-02")).await;
    assert!(matches!(refused, Err(Error::Conflict(Code::AlreadyNumbered))));
}
