//! Upgrades: a copy is put aside first, and a database that a newer version has changed is left alone.

use std::{fs, process::Command};

use entity::{
    cases::{case_events, cases, receipts},
    messages::{communications, messages},
    office::{audit, jobs},
};
use futures_util::future::join_all;
use migration::{Migrator, MigratorTrait};
use sea_orm::{ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, Statement};
use server::{backup, config::Config, wiring};
use tempfile::TempDir;
use testkit::TestDb;
use uuid::Uuid;

/// An installation whose database had all migrations but the last, and has somebody in it.
async fn older() -> (TempDir, Config) {
    installed(Migrator::migrations().len() - 1).await
}

/// One that had the migrations before this one.
async fn before(migration: &str) -> (TempDir, Config) {
    let all = Migrator::migrations();
    installed(all.iter().position(|own| own.name() == migration).unwrap()).await
}

async fn installed(migrations: usize) -> (TempDir, Config) {
    let folder = TempDir::new().unwrap();
    let mut config = Config::load(None).unwrap();
    config.data_dir = folder.path().join("data");
    config.listen = "127.0.0.1:0".parse().unwrap();
    config.database_url = Some(TestDb::empty(folder.path()).await.url);
    config.backups_kept = 2;
    fs::create_dir_all(&config.data_dir).unwrap();
    let db = wiring::database(&config).await.unwrap();
    let tx = db.begin_migration().await.unwrap();
    Migrator::up(&tx, Some(u32::try_from(migrations).unwrap())).await.unwrap();
    tx.commit().await.unwrap();
    db.writer()
        .execute_unprepared(
            "INSERT INTO staff (fiscal_code, office, role, since) VALUES ('RSSMRA80A01H501U', 'urp', 'clerk', 1)",
        )
        .await
        .unwrap();
    db.close().await.unwrap();
    (folder, config)
}

fn copies(config: &Config) -> Vec<String> {
    let found = fs::read_dir(config.backups()).into_iter().flatten();
    let mut names: Vec<String> =
        found.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[tokio::test]
async fn a_copy_is_put_aside_before_the_schema_changes_and_can_be_restored() {
    let (_folder, config) = older().await;
    fs::create_dir_all(config.backups()).unwrap();
    for old in ["20250101T000000Z", "20250201T000000Z", "20250301T000000Z"] {
        fs::write(config.backups().join(format!("before-upgrade-{old}.tar.gz")), "old").unwrap();
    }
    fs::write(config.backups().join("sportello-20250101T000000Z.tar.gz"), "somebody's own").unwrap();
    let db = wiring::database(&config).await.unwrap();
    wiring::upgrade(&config, &db).await.unwrap();
    assert_eq!(wiring::pending_migrations(&db).await.unwrap(), 0);
    let names = copies(&config);
    assert_eq!(names.len(), 3, "two are kept of ours, and what is not ours: {names:?}");
    assert_eq!(names[0], "before-upgrade-20250301T000000Z.tar.gz");
    let copy = config.backups().join(&names[1]);
    let manifest = backup::check(&copy).unwrap();
    assert_eq!((manifest.migrations.len(), manifest.objects), (Migrator::migrations().len() - 1, false));
    // A second start finds nothing to do.
    wiring::upgrade(&config, &db).await.unwrap();
    assert_eq!(copies(&config), names);
    db.close().await.unwrap();

    let mut other = config.clone();
    let folder = TempDir::new().unwrap();
    other.data_dir = folder.path().join("data");
    other.database_url = Some(TestDb::empty(folder.path()).await.url);
    let restored = Box::pin(backup::restore(&other, &copy, false)).await.unwrap();
    assert!(restored.proof.problems.is_empty(), "{restored:?}");
    let db = wiring::database(&other).await.unwrap();
    assert_eq!(wiring::pending_migrations(&db).await.unwrap(), 0, "an older copy is brought to this version");
    let sql = sea_orm::Statement::from_string(db.backend(), "SELECT fiscal_code FROM staff");
    assert_eq!(db.read().query_all_raw(sql).await.unwrap().len(), 1);
}

#[tokio::test]
async fn without_a_place_for_the_copy_nothing_is_upgraded() {
    let (folder, mut config) = older().await;
    fs::write(folder.path().join("a-file"), "x").unwrap();
    config.backup_dir = Some(folder.path().join("a-file"));
    let db = wiring::database(&config).await.unwrap();
    let refused = wiring::upgrade(&config, &db).await.unwrap_err();
    assert!(format!("{refused:#}").contains("was not upgraded"), "{refused:#}");
    assert_eq!(wiring::pending_migrations(&db).await.unwrap(), 1);
}

#[tokio::test]
async fn an_empty_database_needs_no_copy() {
    let (folder, mut config) = older().await;
    let other = folder.path().join("other");
    fs::create_dir_all(&other).unwrap();
    config.database_url = Some(TestDb::empty(&other).await.url);
    let db = wiring::database(&config).await.unwrap();
    wiring::upgrade(&config, &db).await.unwrap();
    assert_eq!((wiring::pending_migrations(&db).await.unwrap(), copies(&config)), (0, Vec::new()));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_instances_that_start_at_once_one_makes_the_copy() {
    let (_folder, config) = older().await;
    if config.database().starts_with("sqlite:") {
        // An embedded database has one instance.
        return;
    }
    let instances = join_all((0..3).map(|_| wiring::database(&config))).await;
    let upgraded = join_all(instances.iter().map(|db| wiring::upgrade(&config, db.as_ref().unwrap()))).await;
    assert!(upgraded.iter().all(Result::is_ok), "{upgraded:?}");
    assert_eq!(copies(&config).len(), 1);
}

#[tokio::test]
async fn a_database_of_a_newer_version_is_left_alone() {
    let (_folder, config) = older().await;
    let db = wiring::database(&config).await.unwrap();
    let later = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m20990101_000001_later', 1)";
    db.writer().execute_unprepared(later).await.unwrap();
    let before = db.migrations().await.unwrap();
    let refused = wiring::upgrade(&config, &db).await.unwrap_err().to_string();
    for words in ["newer version", "m20990101_000001_later", "Nothing was changed", "restore"] {
        assert!(refused.contains(words), "{words}: {refused}");
    }
    assert_eq!(db.migrations().await.unwrap(), before);
    db.close().await.unwrap();
    for command in ["migrate", "serve"] {
        let output = Command::new(env!("CARGO_BIN_EXE_sportello"))
            .arg(command)
            .env_clear()
            .env("SPORTELLO_DATA_DIR", &config.data_dir)
            .env("SPORTELLO_DATABASE_URL", config.database())
            .env("SPORTELLO_LISTEN", "127.0.0.1:0")
            .env("SPORTELLO_METRICS_LISTEN", "127.0.0.1:0")
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && said.contains("newer version of Sportello"), "{command}: {said}");
    }
    assert_eq!(copies(&config), Vec::<String>::new());
}

/// What an installation had sent before acts went to several: one act, delivered by certified mail.
const SENT: [&str; 4] = [
    "INSERT INTO definitions (hash, slug, version, content, proposed_at) VALUES ('h', 'cila', 1, '{}', 1)",
    "INSERT INTO cases (id, definition_hash, slug, comune, office, phase, state, created_by, created_at, updated_at, \
     search, row_version) VALUES ({nil}, 'h', 'cila', 'c', 'o', 'in_review', 's', {nil}, 1, 1, '', 1)",
    "INSERT INTO protocollo (year, number, direction, case_id, event_seq, registered_at, subject, port) \
     VALUES (2026, 7, 'out', {nil}, 3, 10, 'subject', 'built_in')",
    "INSERT INTO communications (id, case_id, event_seq, event, protocollo_year, protocollo_number, person_id, channel, \
     address, made_at, sent_at, accepted_at, received_on, proof, proved_at, proved_by, evidence, accepted_key, \
     proof_key, failure, row_version) VALUES ({nil}, {nil}, 3, 'chiedi', 2026, 7, {nil}, 'pec', 'a@pec.example', 10, \
     11, 12, '2026-03-02', 'pec', 13, {nil}, 'opec-1', 'pec/accepted', 'pec/proof', 'why', 14)",
];

#[tokio::test]
async fn what_was_sent_is_there_after_the_table_of_it_was_written_anew() {
    let (_folder, config) = before("m20261128_000047_recipients").await;
    let db = wiring::database(&config).await.unwrap();
    let nil = match db.backend() {
        DbBackend::Sqlite => "x'00000000000000000000000000000000'",
        _ => "'00000000-0000-0000-0000-000000000000'",
    };
    for sql in SENT {
        db.writer().execute_unprepared(&sql.replace("{nil}", nil)).await.unwrap();
    }
    wiring::upgrade(&config, &db).await.unwrap();
    let act = communications::Entity::find().one(db.read()).await.unwrap().unwrap();
    let text = |text: &str| Some(text.to_owned());
    let nobody = Uuid::nil();
    let expected = communications::Model {
        id: nobody,
        case_id: nobody,
        event_seq: 3,
        place: 0,
        event: "chiedi".into(),
        protocollo_year: 2026,
        protocollo_number: 7,
        person_id: nobody,
        recipient: None,
        body: None,
        channel: "pec".into(),
        address: text("a@pec.example"),
        made_at: 10,
        sent_at: Some(11),
        accepted_at: Some(12),
        received_on: text("2026-03-02"),
        proof: text("pec"),
        proved_at: Some(13),
        proved_by: Some(nobody),
        evidence: text("opec-1"),
        accepted_key: text("pec/accepted"),
        proof_key: text("pec/proof"),
        failure: text("why"),
        row_version: 14,
    };
    assert_eq!(act, expected);
}

#[tokio::test]
async fn a_case_of_before_is_held_by_who_filed_it() {
    let (_folder, config) = before("m20261129_000049_holders").await;
    let db = wiring::database(&config).await.unwrap();
    let person = match db.backend() {
        DbBackend::Sqlite => "x'00000000000000000000000000000001'",
        _ => "'00000000-0000-0000-0000-000000000001'",
    };
    let filed = [
        "INSERT INTO persons (id, issuer, subject, fiscal_code, given_name, family_name, created_at, updated_at) \
         VALUES ({person}, 'i', 's', 'c', 'Ada', 'Di Prova', 1, 1)",
        SENT[0],
        &SENT[1].replace("{nil}", "{person}"),
    ];
    for sql in filed {
        db.writer().execute_unprepared(&sql.replace("{person}", person)).await.unwrap();
    }
    wiring::upgrade(&config, &db).await.unwrap();
    let case = cases::Entity::find().one(db.read()).await.unwrap().unwrap();
    assert_eq!((case.held_by, case.created_by), (Uuid::from_u128(1), Uuid::from_u128(1)));
}

/// What a step had written: a row of the history, of the audit, of work, a receipt and a message.
const STEP: [&str; 5] = [
    "INSERT INTO case_events (case_id, seq, event, from_state, to_state, author_id, payload, at, prev_hash, hash) \
     VALUES ({nil}, 3, 'chiedi', 'a', 'b', {nil}, '{}', 5, 'p', 'h')",
    "INSERT INTO audit (id, at, actor_id, action, subject, outcome, request) \
     VALUES ({nil}, 6, {nil}, 'case.event', 'case:x', 'ok', 'r')",
    "INSERT INTO jobs (id, kind, payload, dedupe_key, run_at, attempts, lease_until, lease_owner, last_error, state, \
     updated_at) VALUES ({nil}, 'k', '{}', 'once', 7, 2, 8, 'o', 'e', 'failed', 9)",
    "INSERT INTO receipts (case_id, number, protocollo_year, protocollo_number, received_at, payload) \
     VALUES ({nil}, 'RC-1', 2026, 7, 10, '{}')",
    "INSERT INTO messages (id, case_id, event_seq, author_id, from_office, event, body, at) \
     VALUES ({nil}, {nil}, 3, {nil}, 1, 'chiedi', 'words', 11)",
];

#[tokio::test]
async fn what_steps_wrote_is_there_after_their_tables_were_put_in_order() {
    let (_folder, config) = before("m20261130_000053_in_order").await;
    let db = wiring::database(&config).await.unwrap();
    let sqlite = db.backend() == DbBackend::Sqlite;
    let nil =
        if sqlite { "x'00000000000000000000000000000000'" } else { "'00000000-0000-0000-0000-000000000000'" };
    let person = "INSERT INTO persons (id, issuer, subject, fiscal_code, given_name, family_name, created_at, updated_at) \
                  VALUES ({nil}, 'i', 's', 'c', 'Ada', 'Di Prova', 1, 1)";
    let known =
        db.read().query_one_raw(Statement::from_string(db.backend(), "SELECT 1 FROM persons")).await.unwrap();
    let person = Some(person).filter(|_| known.is_none());
    let numbered = SENT[..3].iter().copied();
    for sql in person.into_iter().chain(numbered).chain(STEP) {
        db.writer().execute_unprepared(&sql.replace("{nil}", nil)).await.unwrap();
    }
    let all = async || {
        (
            case_events::Entity::find().all(db.read()).await.unwrap(),
            audit::Entity::find().all(db.read()).await.unwrap(),
            jobs::Entity::find().filter(jobs::Column::DedupeKey.eq("once")).all(db.read()).await.unwrap(),
            receipts::Entity::find().all(db.read()).await.unwrap(),
            messages::Entity::find().all(db.read()).await.unwrap(),
        )
    };
    let written = all().await;
    assert_eq!((written.0.len(), written.1.len(), written.2.len()), (1, 1, 1));
    wiring::upgrade(&config, &db).await.unwrap();
    assert_eq!(all().await, written);
    for table in ["case_events", "audit", "receipts"] {
        for change in [format!("DELETE FROM {table}"), format!("UPDATE {table} SET payload = 'x'")] {
            let change = if table == "audit" { change.replace("payload", "outcome") } else { change };
            assert!(
                db.writer().execute_unprepared(&change).await.is_err(),
                "{change}: nobody changes what was written"
            );
        }
    }
    let again = STEP[2].replace("({nil}", "({other}").replace("{nil}", nil);
    let other = nil.replace("0000'", "0001'");
    assert!(
        db.writer().execute_unprepared(&again.replace("{other}", &other)).await.is_err(),
        "work is there once"
    );
}
