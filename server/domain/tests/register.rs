//! The register: every act once, in order, for ever; the list of each day.

use std::{path::Path, process::Command};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use contract::{
    Code, Lang,
    identity::StaffRole,
    ids::CaseId,
    register::{Direction, EntryKey},
};
use domain::{
    Actor, Error,
    cases::{self, Annul, Fire, RegisterQuery},
};
use entity::{
    cases::{protocollo, protocollo_annulments, protocollo_days},
    office::audit,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use tempfile::NamedTempFile;
use testkit::TestWorld;

const HOUR_MS: i64 = 60 * 60 * 1000;

async fn fire(world: &TestWorld, by: &Actor, owner: &Actor, case: CaseId, event: &str, text: &str) {
    let row_version = cases::own_page(&world.ctx, owner, Lang::It, case).await.unwrap().row_version;
    let text = (!text.is_empty()).then(|| text.to_owned());
    cases::fire(&world.ctx, by, &Fire { text, ..Fire::new(case, event, row_version) }).await.unwrap();
}

/// A case that was asked about, answered and closed.
pub(crate) async fn told(world: &TestWorld) -> (Actor, Actor, CaseId) {
    let ada = world.citizen("Ada").await;
    let rup = world.officer("Rino", StaffRole::Rup).await;
    let case = world.filed(&ada).await;
    fire(world, &rup, &ada, case, "prendi_in_carico", "").await;
    fire(world, &rup, &ada, case, "chiedi_chiarimenti", "Manca la quota.").await;
    fire(world, &ada, &ada, case, "rispondi", "È 2,70 m.").await;
    fire(world, &rup, &ada, case, "chiudi", "Nessun rilievo.").await;
    (ada, rup, case)
}

#[tokio::test]
async fn what_comes_and_what_goes_is_registered_and_what_is_neither_is_not() {
    let world = TestWorld::new().await;
    let (_, rup, case) = told(&world).await;
    let rows = protocollo::Entity::find()
        .order_by_asc(protocollo::Column::Number)
        .all(world.ctx.db.read())
        .await
        .unwrap();
    let told: Vec<(i64, &str, i64)> =
        rows.iter().map(|row| (row.number, row.direction.as_str(), row.event_seq)).collect();
    // Taking in charge is the office's own affair: it has a place in the journal and none here.
    assert_eq!(told, [(1, "in", 1), (2, "out", 3), (3, "in", 4), (4, "out", 5)]);
    assert!(rows.iter().all(|row| row.party_id.is_some()));
    let page = cases::register_page(&world.ctx, &rup, &RegisterQuery::default()).await.unwrap();
    assert_eq!(page.rows.len(), 4);
    assert_eq!(page.rows[0].direction, Direction::Out);
    assert_eq!(page.rows[0].party, "Ada Di Prova");
    assert!(page.rows[0].subject.contains("PR-2026-000001"), "{}", page.rows[0].subject);
    assert!(cases::verify_case(&world.ctx, case).await.unwrap().holds());
}

#[tokio::test]
async fn an_annulment_stands_beside_its_entry_and_is_for_who_answers() {
    let world = TestWorld::new().await;
    let (ada, rup, _) = told(&world).await;
    let head = world.officer("Dora", StaffRole::Dirigente).await;
    let other = world.person("Tea", &[("tributi", StaffRole::Dirigente)]).await;
    let key = EntryKey { year: 2026, number: 2 };
    let annul = Annul { key, reason: " Doppia. ".into(), authority: "Det. 12/2026".into() };
    for (who, outcome) in [(&rup, "forbidden"), (&other, "not found"), (&ada, "not found")] {
        let refused = cases::annul(&world.ctx, who, &annul).await.unwrap_err();
        assert!(refused.to_string().starts_with(outcome), "{refused}");
    }
    let silent = Annul { reason: " \n".into(), ..annul.clone() };
    let refused = cases::annul(&world.ctx, &head, &silent).await;
    assert!(matches!(refused, Err(Error::Refused(Code::TextMissing))));
    let long = Annul { authority: "è".repeat(501), ..annul.clone() };
    assert!(matches!(cases::annul(&world.ctx, &head, &long).await, Err(Error::Refused(Code::TextTooLong))));
    let before = protocollo::Entity::find().all(world.ctx.db.read()).await.unwrap();
    cases::annul(&world.ctx, &head, &annul).await.unwrap();
    assert!(matches!(
        cases::annul(&world.ctx, &head, &annul).await,
        Err(Error::Conflict(Code::AlreadyAnnulled))
    ));
    assert_eq!(protocollo::Entity::find().all(world.ctx.db.read()).await.unwrap(), before);
    let entry = cases::register_entry(&world.ctx, &rup, key).await.unwrap();
    let annulment = entry.annulment.unwrap();
    assert_eq!((annulment.reason.as_str(), annulment.by.as_str()), ("Doppia.", "Dora Di Prova"));
    assert_eq!(entry.text.as_deref(), Some("Manca la quota."), "the entry itself is as it was");
    let noted = audit::Entity::find().filter(audit::Column::Action.eq("register.annul"));
    let outcomes: Vec<String> =
        noted.all(world.ctx.db.read()).await.unwrap().into_iter().map(|row| row.outcome).collect();
    assert_eq!(outcomes, ["denied", "denied", "ok"]);
}

#[tokio::test]
async fn neither_annulments_nor_lists_of_days_can_be_changed() {
    let world = TestWorld::new().await;
    let (..) = told(&world).await;
    let head = world.officer("Dora", StaffRole::Dirigente).await;
    let key = EntryKey { year: 2026, number: 1 };
    let annul = Annul { key, reason: "Doppia.".into(), authority: "Det. 12/2026".into() };
    cases::annul(&world.ctx, &head, &annul).await.unwrap();
    world.clock.advance_days(1);
    cases::close_days(&world.ctx).await.unwrap();
    for (table, column) in [("protocollo_annulments", "reason"), ("protocollo_days", "sha256")] {
        for sql in [format!("UPDATE {table} SET {column} = 'x'"), format!("DELETE FROM {table}")] {
            assert!(world.ctx.db.writer().execute_unprepared(&sql).await.is_err(), "{sql}");
        }
    }
    let db = world.ctx.db.read();
    assert_eq!(protocollo_annulments::Entity::find().count(db).await.unwrap(), 1);
}

#[tokio::test]
async fn a_day_is_closed_once_after_midnight_in_rome_with_all_that_happened() {
    let world = TestWorld::new().await;
    let (_, rup, _) = told(&world).await;
    let head = world.officer("Dora", StaffRole::Dirigente).await;
    let key = EntryKey { year: 2026, number: 2 };
    let annul = Annul { key, reason: "Doppia.".into(), authority: "Det. 12/2026".into() };
    cases::annul(&world.ctx, &head, &annul).await.unwrap();
    // 10:00 in Rome: the day has fourteen hours to go, and ten minutes more for what is under way.
    world.clock.advance_ms(14 * HOUR_MS + 9 * 60_000);
    assert_eq!(cases::close_days(&world.ctx).await.unwrap(), 0);
    world.clock.advance_ms(2 * 60_000);
    assert_eq!(cases::close_days(&world.ctx).await.unwrap(), 1);
    assert_eq!(cases::close_days(&world.ctx).await.unwrap(), 0, "once");
    let list = cases::day_list(&world.ctx, &head, "2026-03-02").await.unwrap();
    let text = String::from_utf8(list.bytes).unwrap();
    assert_eq!(list.name, "registro-2026-03-02.csv");
    assert_eq!(text.lines().count(), 6, "head, four entries, one annulment: {text}");
    assert!(text.contains("\"2026/0000002\";\"2026-03-02 10:00:00\";\"uscita\";\"Ada Di Prova\""), "{text}");
    assert!(text.contains("\"annullamento\";\"Dora Di Prova\";\"Doppia. (Det. 12/2026)\""), "{text}");
    let refused = cases::day_list(&world.ctx, &rup, "2026-03-02").await;
    assert!(matches!(refused, Err(Error::Forbidden)), "it shows every office's entries");
    assert!(matches!(cases::day_list(&world.ctx, &head, "2026-03-01").await, Err(Error::NotFound(_))));
    // Stored apart from documents: the sweep leaves it.
    world.clock.advance_days(3);
    domain::documents::sweep_objects(&world.ctx).await.unwrap();
    cases::day_list(&world.ctx, &head, "2026-03-02").await.unwrap();
}

#[tokio::test]
async fn days_without_entries_have_no_list_and_those_missed_are_made_later() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    for days in [0, 3, 1] {
        world.clock.advance_days(days);
        world.filed(&ada).await;
    }
    world.clock.advance_days(10);
    assert_eq!(cases::close_days(&world.ctx).await.unwrap(), 3);
    let made = protocollo_days::Entity::find()
        .order_by_asc(protocollo_days::Column::Day)
        .all(world.ctx.db.read())
        .await
        .unwrap();
    let days: Vec<(&str, i64)> = made.iter().map(|row| (row.day.as_str(), row.entries)).collect();
    assert_eq!(days, [("2026-03-02", 1), ("2026-03-05", 1), ("2026-03-06", 1)]);
}

#[tokio::test]
async fn each_office_reads_its_own_entries_and_every_look_is_written_down() {
    let world = TestWorld::new().await;
    let (ada, rup, _) = told(&world).await;
    let other = world.person("Tea", &[("tributi", StaffRole::Clerk)]).await;
    let query = RegisterQuery::default();
    assert!(cases::register_page(&world.ctx, &other, &query).await.unwrap().rows.is_empty());
    assert!(matches!(cases::register_page(&world.ctx, &ada, &query).await, Err(Error::Forbidden)));
    let key = EntryKey { year: 2026, number: 1 };
    assert!(matches!(cases::register_entry(&world.ctx, &other, key).await, Err(Error::NotFound(_))));
    cases::register_entry(&world.ctx, &rup, key).await.unwrap();
    let noted = audit::Entity::find()
        .filter(audit::Column::Action.eq("register.read"))
        .order_by_asc(audit::Column::Id)
        .all(world.ctx.db.read())
        .await
        .unwrap();
    let noted: Vec<(&str, &str)> =
        noted.iter().map(|row| (row.subject.as_str(), row.outcome.as_str())).collect();
    assert_eq!(noted, [("protocollo:2026/0000001", "denied"), ("protocollo:2026/0000001", "ok")]);
}

/// Where the official schema of the signature is, for who has it: it is not part of this tree.
#[expect(clippy::disallowed_methods, reason = "the tests are told by the environment where it is")]
fn schema() -> Option<String> {
    std::env::var("SPORTELLO_TEST_SEGNATURA_XSD").ok().filter(|path| !path.is_empty())
}

#[tokio::test]
async fn the_signature_of_an_entry_follows_the_official_schema_and_holds() {
    let world = TestWorld::new().await;
    let (_, rup, _) = told(&world).await;
    let other = world.person("Tea", &[("tributi", StaffRole::Clerk)]).await;
    for number in 1..=4 {
        let key = EntryKey { year: 2026, number };
        let xml = cases::segnatura(&world.ctx, &rup, key).await.unwrap();
        assert!(
            xml.contains(&format!("<prot:NumeroRegistrazione>000000{number}</prot:NumeroRegistrazione>"))
        );
        assert!(xml.contains("<prot:DataRegistrazione>2026-03-02</prot:DataRegistrazione>"), "{xml}");
        let files = xml.matches("<prot:Allegato").count();
        assert_eq!(files, if number == 1 { 2 } else { 0 }, "{xml}");
        let file = NamedTempFile::new().unwrap();
        std::fs::write(file.path(), &xml).unwrap();
        verified(&world, file.path());
        follows_schema(file.path());
    }
    let refused = cases::segnatura(&world.ctx, &other, EntryKey { year: 2026, number: 1 }).await;
    assert!(matches!(refused, Err(Error::NotFound(_))));
}

#[expect(clippy::print_stderr, reason = "what is skipped is said aloud")]
fn follows_schema(file: &Path) {
    let Some(schema) = schema() else {
        return eprintln!("skipped: SPORTELLO_TEST_SEGNATURA_XSD does not say where the official schema is");
    };
    let mut xmllint = Command::new("xmllint");
    match xmllint.args(["--noout", "--nonet", "--schema", &schema]).arg(file).output() {
        Ok(ran) => assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr)),
        Err(err) => eprintln!("skipped: xmllint cannot be run: {err}"),
    }
}

/// The signature by another program, with the public key as it expects it.
#[expect(clippy::print_stderr, reason = "what is skipped is said aloud")]
fn verified(world: &TestWorld, file: &Path) {
    // A point on P-256 as SubjectPublicKeyInfo (RFC 5480).
    let mut der = hex::decode("3059301306072a8648ce3d020106082a8648ce3d030107034200").unwrap();
    der.extend(world.ctx.seal.public_key());
    let pem = NamedTempFile::new().unwrap();
    let text = STANDARD.encode(der);
    std::fs::write(pem.path(), format!("-----BEGIN PUBLIC KEY-----\n{text}\n-----END PUBLIC KEY-----\n"))
        .unwrap();
    match Command::new("xmlsec1").args(["--verify", "--pubkey-pem"]).arg(pem.path()).arg(file).output() {
        Ok(ran) => assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr)),
        Err(err) => eprintln!("skipped: xmlsec1 cannot be run: {err}"),
    }
}
