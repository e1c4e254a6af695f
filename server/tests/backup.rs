//! Backup and restore: what was filed is served again from an empty folder; what is damaged is refused.

use std::{
    fs,
    io::{Read, Write},
    path::{Path, PathBuf},
    process::Command,
};

use app::routes;
use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use server::{
    backup::{self, BackupError, Made, Manifest, Restored, Scope},
    config::Config,
};
use tempfile::TempDir;
use testkit::TestDb;

use crate::{app::TestApp, stories::IT};

/// An installation with nothing in it, on a database of the same kind.
struct Empty {
    folder: TempDir,
    config: Config,
}

impl Empty {
    async fn like(app: &TestApp) -> Self {
        let folder = TempDir::new().unwrap();
        let mut config = app.config.clone();
        config.data_dir = folder.path().join("data");
        config.listen = "127.0.0.1:0".parse().unwrap();
        config.database_url = Some(TestDb::empty(folder.path()).await.url);
        Self { folder, config }
    }

    async fn restore(&self, archive: &Path, replace: bool) -> Result<Restored, BackupError> {
        Box::pin(backup::restore(&self.config, archive, replace)).await
    }
}

async fn make(app: &TestApp, to: &Path) -> Result<Made, BackupError> {
    Box::pin(backup::make(&app.config, &app.ctx, to, Scope::Everything)).await
}

fn entries(archive: &Path) -> Vec<(String, Vec<u8>)> {
    let mut tar = tar::Archive::new(GzDecoder::new(fs::File::open(archive).unwrap()));
    let read = |entry: std::io::Result<tar::Entry<'_, _>>| {
        let mut entry: tar::Entry<'_, GzDecoder<fs::File>> = entry.unwrap();
        let path = entry.path().unwrap().to_string_lossy().into_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        (path, bytes)
    };
    tar.entries().unwrap().map(read).collect()
}

/// An archive with these files, as somebody would make one who changed another.
fn forged(folder: &Path, files: &[(String, Vec<u8>)]) -> PathBuf {
    let path = folder.join("forged.tar.gz");
    let mut tar = tar::Builder::new(GzEncoder::new(fs::File::create(&path).unwrap(), Compression::fast()));
    for (name, bytes) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(u64::try_from(bytes.len()).unwrap());
        header.set_mode(0o600);
        tar.append_data(&mut header, name, bytes.as_slice()).unwrap();
    }
    tar.into_inner().unwrap().finish().unwrap();
    path
}

/// Names in a folder, those of the temporary files of a backup too.
fn names(folder: &Path) -> Vec<String> {
    let found = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        found.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[tokio::test]
async fn a_case_is_served_again_from_an_empty_folder_and_everything_holds() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    let (filed, draft) = (geometra.filed().await, geometra.draft().await);
    app.work_off().await;
    app.clock.advance_minutes(5);
    assert!(domain::office::seal_audit(&app.ctx).await.unwrap() > 0);
    let document = app.documents(filed).await[0];
    let number = app.receipt(filed).await.number;
    let to = TempDir::new().unwrap();
    let made = make(&app, to.path()).await.unwrap();
    assert!(made.objects >= 3, "{made:?}: two documents and the receipt");
    let last = domain::office::last_backup(&app.ctx).await.unwrap().unwrap();
    assert_eq!(names(to.path()), [last.file_name]);

    let empty = Empty::like(&app).await;
    let restored = empty.restore(&made.file, false).await.unwrap();
    assert_eq!(restored.proof.problems, Vec::<String>::new());
    assert_eq!((restored.proof.cases, restored.objects), (1, made.objects));
    assert!(restored.proof.seals > 0 && restored.proof.objects >= 3, "{:?}", restored.proof);
    let key = |config: &Config| fs::read(config.data_dir.join("objects.key")).unwrap();
    assert_eq!(key(&app.config), key(&empty.config));
    assert!(empty.config.data_dir.join("overrides/procedures/cila/form.toml").is_file());

    let again = TestApp::on(empty.config.clone(), empty.folder).await;
    let geometra = again.login("geometra").await;
    geometra.get(&routes::case(IT, filed)).await.shows_page(200).says(200, &[&number]);
    geometra.get(&routes::summary(IT, draft)).await.shows_page(200);
    let file = geometra.follow(geometra.get(&routes::document(IT, document)).await).await;
    assert_eq!((file.status, file.body.starts_with(b"%PDF")), (200, true));
}

#[tokio::test]
async fn what_is_there_is_overwritten_only_when_told() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    let filed = geometra.filed().await;
    let to = TempDir::new().unwrap();
    let made = make(&app, &to.path().join("one.tar.gz")).await.unwrap();
    assert!(matches!(make(&app, &made.file).await, Err(BackupError::Exists(_))));
    let empty = Empty::like(&app).await;
    empty.restore(&made.file, false).await.unwrap();
    let refused = empty.restore(&made.file, false).await;
    assert!(matches!(refused, Err(BackupError::NotEmpty(_))), "{refused:?}");
    let replaced = empty.restore(&made.file, true).await.unwrap();
    assert!(replaced.proof.problems.is_empty() && replaced.proof.cases == 1, "{replaced:?}");
    let held = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let mut beside = Empty::like(&app).await;
    beside.config.listen = held.local_addr().unwrap();
    assert!(matches!(beside.restore(&made.file, true).await, Err(BackupError::Running(_))));
    assert!(app.row(filed).await.number.is_some());
}

#[tokio::test]
async fn a_damaged_archive_is_refused_and_named_and_nothing_is_written() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    geometra.filed().await;
    let to = TempDir::new().unwrap();
    let made = make(&app, to.path()).await.unwrap();
    let whole = fs::read(&made.file).unwrap();
    let files = entries(&made.file);
    let object = files.iter().position(|(path, _)| path.starts_with("objects/")).unwrap();
    let mut damaged: Vec<(String, PathBuf, String)> = Vec::new();
    let written = |name: &str, bytes: &[u8]| {
        let path = to.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    };
    damaged.push(("cut off".into(), written("cut.tar.gz", &whole[..whole.len() / 2]), "breaks off".into()));
    damaged.push((
        "its last bytes".into(),
        written("end.tar.gz", &whole[..whole.len() - 4]),
        "breaks off".into(),
    ));
    damaged.push(("something else".into(), written("text.tar.gz", b"no archive"), "breaks off".into()));
    let mut flipped = whole.clone();
    flipped[whole.len() / 3] ^= 0x55;
    damaged.push(("a bit".into(), written("bit.tar.gz", &flipped), "damaged".into()));
    let mut changed = files.clone();
    changed[object].1[10] ^= 1;
    let other = TempDir::new().unwrap();
    damaged.push(("an object changed".into(), forged(other.path(), &changed), files[object].0.clone()));
    let mut missing = files.clone();
    missing.remove(object);
    let another = TempDir::new().unwrap();
    damaged.push(("an object missing".into(), forged(another.path(), &missing), files[object].0.clone()));
    let without: Vec<_> = files.iter().filter(|(path, _)| path != "manifest.json").cloned().collect();
    let third = TempDir::new().unwrap();
    damaged.push(("no manifest".into(), forged(third.path(), &without), "manifest.json".into()));
    let empty = Empty::like(&app).await;
    for (what, archive, says) in damaged {
        let refused = empty.restore(&archive, false).await.unwrap_err().to_string();
        assert!(refused.contains(&says) && refused.contains("Nothing was restored"), "{what}: {refused}");
        assert!(!empty.config.data_dir.exists(), "{what}");
    }
}

#[tokio::test]
async fn an_archive_of_a_later_version_or_another_kind_of_database_is_refused() {
    let app = TestApp::new().await;
    let to = TempDir::new().unwrap();
    let made = make(&app, to.path()).await.unwrap();
    let mut files = entries(&made.file);
    let (_, text) = files.pop().unwrap();
    let manifest: Manifest = serde_json::from_slice(&text).unwrap();
    let other = if manifest.database == "sqlite" { "postgres" } else { "sqlite" };
    for (change, says) in [
        (Manifest { format: 2, ..manifest.clone() }, "later one"),
        (Manifest { migrations: vec!["m20990101_000001_later".into()], ..manifest.clone() }, "later one"),
        (Manifest { database: other.into(), ..manifest.clone() }, "`database_url` names a"),
    ] {
        let mut changed = files.clone();
        changed.push(("manifest.json".into(), serde_json::to_vec(&change).unwrap()));
        let folder = TempDir::new().unwrap();
        let refused = Empty::like(&app).await.restore(&forged(folder.path(), &changed), false).await;
        assert!(refused.as_ref().is_err_and(|err| err.to_string().contains(says)), "{refused:?}");
    }
}

#[tokio::test]
async fn a_backup_that_fails_leaves_nothing_that_looks_like_one() {
    let mut app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    geometra.filed().await;
    let to = TempDir::new().unwrap();
    app.stop_store().await;
    assert!(make(&app, to.path()).await.is_err());
    assert_eq!(names(to.path()), Vec::<String>::new());
    assert_eq!(domain::office::last_backup(&app.ctx).await.unwrap(), None);
    let mut file = fs::File::create(to.path().join("file")).unwrap();
    file.write_all(b"x").unwrap();
    assert!(make(&app, &to.path().join("file/in-a-file.tar.gz")).await.is_err());
}

/// Runs a command of the binary on an installation; success, and what it said on both outputs.
fn run(config: &Config, arguments: &[&str], path: Option<&str>) -> (bool, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sportello"));
    command.args(arguments).env_clear();
    if let Some(path) = path.map(str::to_owned).or_else(search_path) {
        command.env("PATH", path);
    }
    command
        .env("SPORTELLO_DATA_DIR", &config.data_dir)
        .env("SPORTELLO_DATABASE_URL", config.database())
        .env("SPORTELLO_OIDC_ISSUER", config.oidc_issuer.as_str())
        .env("SPORTELLO_LISTEN", "127.0.0.1:0")
        .env("SPORTELLO_LOG", "off");
    let output = command.output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8_lossy(&said).into_owned())
}

#[expect(
    clippy::disallowed_methods,
    reason = "the programs of PostgreSQL are found as the tests were started"
)]
fn search_path() -> Option<String> {
    std::env::var("PATH").ok()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_commands_work_beside_a_running_portal_and_say_what_they_did() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    geometra.filed().await;
    app.work_off().await;
    // This process holds the embedded store, as a running portal does.
    let (works, said) = run(&app.config, &["backup", "--json"], None);
    assert!(works, "{said}");
    let made: serde_json::Value = serde_json::from_str(&said).unwrap();
    let file = made["file"].as_str().unwrap();
    assert!(
        Path::new(file).starts_with(app.config.backups()) && made["objects"].as_u64().unwrap() >= 3,
        "{said}"
    );
    // A second one soon after stands beside it: a small installation makes more than one in a second.
    let (works, said) = run(&app.config, &["backup", "--json"], None);
    assert!(works && !said.contains(file), "{said}");
    let empty = Empty::like(&app).await;
    let (works, said) = run(&empty.config, &["restore", file, "--json"], None);
    assert!(works, "{said}");
    let restored: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!((&restored["ok"], &restored["cases_replayed"]), (&true.into(), &1.into()), "{said}");
    let (works, said) = run(&empty.config, &["restore", file], None);
    assert!(!works && said.contains("--replace"), "{said}");
    if !app.config.database().starts_with("sqlite:") {
        let (works, said) = run(&app.config, &["backup"], Some("/nonexistent"));
        assert!(!works && said.contains("pg_dump is not on the PATH"), "{said}");
    }
}

#[tokio::test]
async fn nothing_is_swept_while_a_backup_is_under_way() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    let draft = geometra.complete_draft().await;
    let count = async || app.ctx.objects.list("o/", None).await.unwrap().len();
    let before = count().await;
    geometra.post(&routes::discard(IT, draft), &[]).await.location();
    app.clock.advance_minutes(25 * 60);
    let id = domain::office::begin_backup(&app.ctx, "one.tar.gz").await.unwrap();
    assert_eq!(domain::documents::sweep_objects(&app.ctx).await.unwrap(), 0);
    assert_eq!(count().await, before);
    domain::office::end_backup(&app.ctx, id, None).await.unwrap();
    assert!(domain::documents::sweep_objects(&app.ctx).await.unwrap() > 0);
    // One that was cut off holds nothing up for longer than a day.
    let _cut_off = domain::office::begin_backup(&app.ctx, "two.tar.gz").await.unwrap();
    app.clock.advance_minutes(25 * 60);
    domain::documents::sweep_objects(&app.ctx).await.unwrap();
}
