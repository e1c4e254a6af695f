//! kill -9 between the steps of a Complete: the upload can still be completed, or the object is whole.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::Arc,
    time::Duration,
};

use adapters::objects::{CompleteStep, Credentials, EmbeddedSettings, EmbeddedStore, S3Objects, S3Settings};
use aws_sdk_s3::{
    primitives::ByteStream,
    types::{CompletedMultipartUpload, CompletedPart},
};
use domain::ports::Objects as _;
use tempfile::tempdir;
use url::Url;

use super::stage::{bytes, raw, whole};

/// The folder of the child process; unset in any other.
const FOLDER: &str = "SPORTELLO_TEST_CRASH_FOLDER";
/// The step it stops at.
const STEP: &str = "SPORTELLO_TEST_CRASH_STEP";
const KEY: &str = "o/crash";

fn settings(folder: &Path) -> EmbeddedSettings {
    let credentials = Credentials { access_key: "key".to_owned(), secret_key: "secret".to_owned() };
    EmbeddedSettings::new(folder.join("store"), credentials, Url::parse("https://sportello.example").unwrap())
}

/// Not a check: the server that is killed, in a process of its own.
#[tokio::test]
async fn serve_until_killed() {
    let Some(folder) = env::var_os(FOLDER).map(PathBuf::from) else { return };
    let step = env::var(STEP).unwrap();
    let reached = folder.join("reached");
    let mut settings = settings(&folder);
    settings.on_complete = Some(Arc::new(move |done| {
        if format!("{done:?}") == step {
            fs::write(&reached, "").unwrap();
            std::thread::sleep(Duration::from_secs(600));
        }
    }));
    let store = EmbeddedStore::start(settings).await.unwrap();
    let written = folder.join("endpoint.draft");
    fs::write(&written, serde_json::to_vec(store.endpoint().as_str()).unwrap()).unwrap();
    fs::rename(written, folder.join("endpoint")).unwrap();
    tokio::time::sleep(Duration::from_secs(600)).await;
}

fn spawn(folder: &Path, step: CompleteStep) -> Child {
    Command::new(env::current_exe().unwrap())
        .args(["objects::crash::serve_until_killed", "--exact", "--nocapture"])
        .env(FOLDER, folder)
        .env(STEP, format!("{step:?}"))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

async fn appears(file: &Path) {
    for _ in 0..3_000 {
        if file.exists() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("{} did not appear", file.display());
}

struct Uploaded {
    id: String,
    parts: Vec<CompletedPart>,
    content: Vec<u8>,
}

async fn upload(client: &aws_sdk_s3::Client) -> Uploaded {
    let begun = client.create_multipart_upload().bucket("oggetti").key(KEY).send().await.unwrap();
    let id = begun.upload_id.unwrap();
    let pieces = [bytes(1, 5 * 1024 * 1024), bytes(2, 1_000)];
    let mut parts = Vec::new();
    for (number, piece) in (1..).zip(&pieces) {
        let part = client.upload_part().bucket("oggetti").key(KEY).upload_id(&id).part_number(number);
        let sent = part.body(ByteStream::from(piece.clone())).send().await.unwrap();
        parts.push(CompletedPart::builder().part_number(number).set_e_tag(sent.e_tag).build());
    }
    Uploaded { id, parts, content: pieces.concat() }
}

async fn complete(client: &aws_sdk_s3::Client, upload: &Uploaded) -> Option<String> {
    let list = CompletedMultipartUpload::builder().set_parts(Some(upload.parts.clone())).build();
    let complete = client.complete_multipart_upload().bucket("oggetti").key(KEY).upload_id(&upload.id);
    complete.multipart_upload(list).send().await.ok()?.e_tag
}

async fn killed_after(step: CompleteStep) {
    let folder = tempdir().unwrap();
    let mut child = spawn(folder.path(), step);
    appears(&folder.path().join("endpoint")).await;
    let endpoint = fs::read(folder.path().join("endpoint")).unwrap();
    let endpoint: Url = Url::parse(&serde_json::from_slice::<String>(&endpoint).unwrap()).unwrap();
    let reach = |endpoint: &Url| S3Settings {
        endpoint: endpoint.clone(),
        public_endpoint: endpoint.clone(),
        region: "eu-south-1".to_owned(),
        bucket: "oggetti".to_owned(),
        access_key: "key".to_owned(),
        secret_key: "secret".to_owned(),
    };
    let client = raw(&reach(&endpoint), &endpoint);
    let uploaded = upload(&client).await;
    let asked = complete(&client, &uploaded);
    let reached = folder.path().join("reached");
    tokio::select! {
        answer = asked => panic!("{step:?}: answered {answer:?} before the kill"),
        () = appears(&reached) => {}
    }
    child.kill().unwrap();
    child.wait().unwrap();

    let store = EmbeddedStore::start(settings(folder.path())).await.unwrap();
    let objects = S3Objects::new(&store.client_settings());
    let there = objects.head(KEY).await.unwrap();
    if let Some(found) = &there {
        assert_eq!(found.size, uploaded.content.len() as u64, "{step:?}: whole if there at all");
    } else {
        let parts = objects.parts(KEY, &uploaded.id).await.unwrap();
        assert_eq!(parts.len(), 2, "{step:?}: no object, so the upload has all its parts");
    }
    let placed = CompleteStep::ALL.iter().position(|one| *one == CompleteStep::Placed);
    let at = CompleteStep::ALL.iter().position(|one| *one == step);
    assert_eq!(there.is_some(), at >= placed, "{step:?}: the kill came where it was meant to");
    let client = raw(&reach(&store.endpoint()), &store.endpoint());
    let first = complete(&client, &uploaded).await;
    assert!(first.is_some(), "{step:?}: a repeated Complete succeeds");
    assert_eq!(complete(&client, &uploaded).await, first, "{step:?}: and gives the same answer again");
    objects.complete_upload(KEY, &uploaded.id).await.unwrap();
    let content = whole(objects.get(KEY).await.unwrap()).await;
    assert!(content == uploaded.content, "{step:?}: byte for byte");
    for left in ["uploads", "temp"] {
        let left = folder.path().join("store").join(left);
        assert_eq!(fs::read_dir(&left).unwrap().count(), 0, "{step:?}: nothing is left in {left:?}");
    }
    store.shutdown().await;
}

#[tokio::test]
async fn a_complete_killed_at_any_step_can_be_repeated() {
    futures_util::future::join_all(CompleteStep::ALL.map(killed_after)).await;
}
