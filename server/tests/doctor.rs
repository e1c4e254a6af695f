//! The doctor: every finding says what is wrong and what to do, and nothing is changed by looking.

use std::{fs, path::Path, process::Command};

use app::routes;
use contract::Lang;
use entity::office::backups;
use sea_orm::{EntityTrait, sea_query::Expr};
use server::{
    backup::{self, Scope},
    config::{Config, MailTls, Mode},
    doctor::{self, Fault, Finding},
};
use tempfile::TempDir;
use testkit::TestDb;

use crate::app::TestApp;

async fn finding(config: &Config, what: &str) -> Finding {
    let found = Box::pin(doctor::examine(config)).await;
    let names: Vec<String> = found.iter().map(|finding| finding.what.clone()).collect();
    found.into_iter().find(|finding| finding.what == what).unwrap_or_else(|| panic!("{what} in {names:?}"))
}

#[tokio::test]
async fn a_whole_installation_is_said_to_work() {
    let app = TestApp::new().await;
    let folder = TempDir::new().unwrap();
    // An installation of its own: the store of a running portal would be asked at its address.
    let mut config = app.config.clone();
    config.data_dir = folder.path().join("data");
    config.database_url = Some(TestDb::fresh(folder.path()).await.url);
    let found = Box::pin(doctor::examine(&config)).await;
    // How full the disk of the machine is that runs the tests is not ours.
    let wrong = found.iter().filter(|finding| finding.outcome.is_err() && finding.what != "disk");
    let wrong: Vec<_> = wrong.collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    let names: Vec<&str> = found.iter().map(|finding| finding.what.as_str()).collect();
    let first = ["configuration", "data folder", "disk", "database", "object store", "login"];
    let then = ["notices by mail", "acts by PEC", "register numbers", "offices", "lists", "procedures"];
    let last = ["fees", "clock", "backup"];
    assert_eq!(names, [&first[..], &then[..], &last[..]].concat());
}

#[tokio::test]
async fn the_age_of_the_last_backup_is_known_and_too_old_is_said() {
    let app = TestApp::new().await;
    let production = Config { mode: Mode::Production, ..app.config.clone() };
    let fault = finding(&production, "backup").await.outcome.unwrap_err();
    assert!(fault.text.contains("none") && fault.remedy.contains("sportello backup"), "{fault:?}");
    let to = TempDir::new().unwrap();
    Box::pin(backup::make(&app.config, &app.ctx, to.path(), Scope::Everything)).await.unwrap();
    assert!(finding(&production, "backup").await.outcome.is_ok_and(|said| said.contains("0 hours ago")));
    let old = app.ctx.clock.now().0 - 49 * 3_600_000;
    backups::Entity::update_many()
        .col_expr(backups::Column::EndedAt, Expr::value(old))
        .exec(app.ctx.db.writer())
        .await
        .unwrap();
    let fault = finding(&production, "backup").await.outcome.unwrap_err();
    assert!(fault.text.contains("49 hours ago"), "{fault:?}");
    assert!(finding(&app.config, "backup").await.outcome.is_ok(), "a demo needs none");
}

#[tokio::test]
async fn what_does_not_answer_is_named_with_a_remedy() {
    let app = TestApp::new().await;
    let folder = TempDir::new().unwrap();
    let mut config = app.config.clone();
    config.database_url = Some(TestDb::empty(folder.path()).await.url);
    config.oidc_issuer = "https://127.0.0.1:9".parse().unwrap();
    let fault = finding(&config, "database").await.outcome.unwrap_err();
    assert!(fault.text.contains("migrations behind") && fault.remedy.contains("sportello migrate"));
    for what in ["login", "certificate of https://127.0.0.1:9"] {
        let fault = finding(&config, what).await.outcome.unwrap_err();
        assert!(!fault.text.is_empty() && !fault.remedy.is_empty(), "{what}");
    }
    config.data_dir = "/proc/nowhere".into();
    let fault = finding(&config, "data folder").await.outcome.unwrap_err();
    assert!(fault.text.contains("/proc/nowhere") && fault.remedy.contains("data_dir"), "{fault:?}");
}

/// Copies a shipped procedure to the installation's own, with one thing changed in one file.
fn own_procedure(config: &Config, slug: &str, file: &str, (from, to): (&str, &str)) {
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/procedures").join(slug);
    let own = config.data_dir.join("overrides/procedures").join(slug);
    for folder in ["", "deeds"] {
        fs::create_dir_all(own.join(folder)).unwrap();
        for entry in fs::read_dir(shipped.join(folder)).unwrap().map(Result::unwrap) {
            if entry.path().is_file() {
                fs::copy(entry.path(), own.join(folder).join(entry.file_name())).unwrap();
            }
        }
    }
    let text = fs::read_to_string(own.join(file)).unwrap();
    assert!(text.contains(from), "{from} in {file}");
    fs::write(own.join(file), text.replace(from, to)).unwrap();
}

const CDU: &str = "certificato-destinazione-urbanistica";

#[tokio::test]
async fn a_folder_with_mistakes_keeps_nobody_from_starting_and_is_named() {
    let app = TestApp::with(&|config| {
        own_procedure(config, CDU, "workflow.toml", ("to = \"presentata\"", "to = \"presntata\""));
    })
    .await;
    let browser = app.login("proprietaria").await;
    browser
        .get(&routes::service(Lang::It, CDU))
        .await
        .says(200, &["Certificato di destinazione urbanistica"]);
    let fault = finding(&app.config, "procedures").await.outcome.unwrap_err();
    assert!(
        fault.text.contains(&format!("{CDU}/workflow.toml:")) && fault.text.contains("presntata"),
        "{fault:?}"
    );
    assert!(fault.remedy.contains("sportello procedure check"), "{fault:?}");
}

#[tokio::test]
async fn a_day_of_rest_that_is_none_is_named_before_the_portal_starts() {
    let app = TestApp::new().await;
    let lists = app.config.data_dir.join("overrides/lists");
    fs::create_dir_all(&lists).unwrap();
    let saint = "[[holiday]]\nname = \"Patrono\"\non = { date = [24, 6] }\nsource = \"Statuto\"\n";
    fs::write(lists.join("calendar.toml"), saint).unwrap();
    let fault = finding(&app.config, "lists").await.outcome.unwrap_err();
    assert!(
        fault.text.contains("calendar.toml, line 1") && fault.text.contains("write [6, 24]"),
        "{fault:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_command_prints_findings_for_machines_too() {
    let app = TestApp::new().await;
    let output = Command::new(env!("CARGO_BIN_EXE_sportello"))
        .args(["check", "--json"])
        .env_clear()
        .env("SPORTELLO_DATA_DIR", &app.config.data_dir)
        .env("SPORTELLO_DATABASE_URL", app.config.database())
        .env("SPORTELLO_OIDC_ISSUER", "http://127.0.0.1:9")
        .env("SPORTELLO_LISTEN", "127.0.0.1:9")
        .env("SPORTELLO_LOG", "off")
        .output()
        .unwrap();
    assert!(!output.status.success());
    let said: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(said["ok"], false);
    for verdict in said["verdicts"].as_array().unwrap() {
        let bad = verdict["ok"] == false;
        assert_eq!(bad, verdict["remedy"].as_str().is_some_and(|remedy| !remedy.is_empty()), "{verdict}");
    }
}

#[tokio::test]
async fn who_runs_it_is_told_by_mail_what_does_not_work_and_only_that() {
    let sandbox = sandbox::start(sandbox::Settings::demo().unwrap()).await.unwrap();
    let smtp = sandbox.smtp.unwrap();
    let app = TestApp::new().await;
    let config = Config {
        smtp_host: Some(smtp.ip().to_string()),
        smtp_port: smtp.port(),
        smtp_tls: MailTls::None,
        operator_mail: Some("ced@roccascura.example".to_owned()),
        ..app.config.clone()
    };
    let good = Finding { what: "database".to_owned(), outcome: Ok("SQLite".to_owned()) };
    let fault = Fault { text: "none in 49 hours".to_owned(), remedy: "run `sportello backup`".to_owned() };
    let bad = Finding { what: "backup".to_owned(), outcome: Err(fault) };
    assert_eq!(doctor::tell(&config, std::slice::from_ref(&good)).await.unwrap(), None);
    assert!(sandbox.mails().is_empty(), "nothing to tell");
    let told = doctor::tell(&config, &[good, bad.clone()]).await.unwrap();
    assert_eq!(told.as_deref(), Some("ced@roccascura.example"));
    let mail = sandbox.mails().remove(0);
    assert_eq!(
        (&mail.to[..], mail.subject.as_str()),
        (&["ced@roccascura.example".to_owned()][..], "Sportello: 1 of 2 checks failed")
    );
    for said in ["none in 49 hours", "run `sportello backup`", "What works: database"] {
        assert!(mail.text.contains(said), "{}", mail.text);
    }
    let nobody = Config { operator_mail: None, ..config };
    let refused = doctor::tell(&nobody, &[bad]).await.unwrap_err();
    assert!(refused.to_string().contains("operator_mail"), "{refused}");
}
