//! What only the embedded store promises: keys, checksums, restarts, credentials, its folder; and that a
//! store that is down is known quickly.

use std::{os::unix::fs::PermissionsExt as _, path::Path, time::Duration};

use adapters::objects::{Credentials, EmbeddedSettings, EmbeddedStore, S3Objects, S3Settings, StartError};
use aws_sdk_s3::primitives::ByteStream;
use base64::{Engine as _, prelude::BASE64_STANDARD};
use bytes::Bytes;
use domain::ports::{Objects as _, PortError};
use sha2::{Digest as _, Sha256};
use tempfile::tempdir;
use url::Url;

use super::stage::{HOUR, Stage, bytes, whole};

fn files(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.map(|path| path.file_name().unwrap().to_str().unwrap().to_owned()).collect()
}

fn settings(folder: &Path) -> EmbeddedSettings {
    let credentials = Credentials { access_key: "key".to_owned(), secret_key: "secret".to_owned() };
    EmbeddedSettings::new(folder, credentials, Url::parse("https://sportello.example").unwrap())
}

#[tokio::test]
async fn any_key_is_a_safe_name() {
    let stage = Stage::embedded().await;
    let long = "è".repeat(512);
    let keys = [
        ("o/0192f0c4-7b1e-7000-8000-000000000000", "the keys the portal uses"),
        ("..", "does not climb"),
        ("../../../tmp/sportello-escaped", "not even deep"),
        ("a/../b", "is not made shorter"),
        ("a//b", "keeps its empty parts"),
        ("a/b/", "may look like a folder"),
        ("a/b", "and not be confused with it"),
        ("lock", "nor with our own files"),
        ("Perizia n° 3 (città).pdf", "any script"),
        ("A", "capitals"),
        ("a", "are not small letters"),
        ("%2e%2e", "is not decoded twice"),
        ("a+b c&d=e?f#g", "what has a meaning in addresses"),
        (long.as_str(), "1,024 bytes"),
    ];
    for (key, rule) in keys {
        stage.objects.put_bytes(key, Bytes::from(key.to_owned()), "text/plain").await.unwrap();
        assert_eq!(stage.objects.head(key).await.unwrap().unwrap().key, key, "{rule}");
    }
    let mut sorted: Vec<_> = keys.iter().map(|(key, _)| *key).collect();
    sorted.sort_unstable();
    let listed = stage.objects.list("", None).await.unwrap();
    let listed: Vec<_> = listed.iter().map(|object| object.key.as_str()).collect();
    assert_eq!(listed, sorted, "all are there, each once, in order");
    for (key, rule) in keys {
        assert_eq!(stage.read(key).await, key, "{rule}");
        let url = stage.objects.get_url(key, "x", "text/plain", false, HOUR).await.unwrap();
        let read = stage.browser.get(url).send().await.unwrap();
        // A browser makes `a/../b` shorter before it asks, so such an address cannot be used; it is
        // refused and nothing else is shown.
        let climbs = key.split('/').any(|part| part == "..");
        assert_eq!(read.status(), if climbs { 403 } else { 200 }, "{rule}: {key}");
        stage.objects.delete(key).await.unwrap();
    }
    assert!(stage.objects.list("", None).await.unwrap().is_empty());
    assert_eq!(files(stage.folder()).len(), 5, "endpoint, lock, objects, temp, uploads, and nothing else");
    let too_long = "x".repeat(1_025);
    let refused = stage.objects.put_bytes(&too_long, Bytes::new(), "text/plain").await;
    assert!(matches!(refused, Err(PortError::Refused(..))));
}

#[tokio::test]
async fn a_part_that_is_not_what_its_sender_says_is_refused() {
    let stage = Stage::embedded().await;
    let key = stage.key("sums");
    let upload = stage.objects.begin_upload(&key, "text/plain").await.unwrap();
    let sha256 = |text: &str| Sha256::digest(text);
    let (right, wrong) = (sha256("il testo"), sha256("un altro testo"));
    let cases = [
        ("content-md5", "26wgSH5bFTQNYd6HJ2+LLA==".to_owned(), 400, "another MD5"),
        ("content-md5", "not a sum".to_owned(), 400, "no MD5 at all"),
        ("x-amz-checksum-sha256", BASE64_STANDARD.encode(wrong), 400, "another SHA-256"),
        ("x-amz-checksum-crc32", "AAAAAA==".to_owned(), 400, "another CRC-32"),
        ("x-amz-checksum-crc32c", "AAAAAA==".to_owned(), 400, "another CRC-32C"),
        ("x-amz-content-sha256", hex::encode(wrong), 400, "another signed hash"),
        ("x-amz-content-sha256", hex::encode(right), 200, "the right signed hash"),
        ("x-amz-checksum-sha256", BASE64_STANDARD.encode(right), 200, "the right SHA-256"),
    ];
    for (number, (name, value, status, rule)) in (1..).zip(cases) {
        let url = stage.objects.part_url(&key, &upload, number, HOUR).await.unwrap();
        let sent = stage.browser.put(url).header(name, value).body("il testo").send().await.unwrap();
        assert_eq!(sent.status(), status, "{rule}");
        let kept = stage.objects.parts(&key, &upload).await.unwrap();
        assert_eq!(kept.iter().any(|part| part.number == number), status == 200, "{rule}: kept or not");
    }
    assert!(files(&stage.folder().join("temp")).is_empty(), "what was refused leaves nothing behind");
}

#[tokio::test]
async fn checksums_after_the_body_are_checked_too() {
    let stage = Stage::embedded().await;
    let key = stage.key("trailer");
    let folder = tempdir().unwrap();
    let file = folder.path().join("file");
    let content = bytes(5, 200_000);
    std::fs::write(&file, &content).unwrap();
    let body = ByteStream::from_path(&file).await.unwrap();
    // The SDK's default: chunks, and a CRC-32 in a trailer.
    let put = stage.raw().put_object().bucket(&stage.settings.bucket).key(&key).body(body);
    put.send().await.unwrap();
    assert!(stage.read(&key).await == content);
}

#[tokio::test]
async fn a_restart_keeps_what_was_answered_and_sweeps_what_was_not() {
    let folder = tempdir().unwrap();
    let store = EmbeddedStore::start(settings(folder.path())).await.unwrap();
    let objects = S3Objects::new(&store.client_settings());
    objects.put_bytes("o/kept", Bytes::from_static(b"kept"), "text/plain").await.unwrap();
    let upload = objects.begin_upload("o/open", "text/plain").await.unwrap();
    let second = EmbeddedStore::start(settings(folder.path())).await.err().unwrap();
    assert!(matches!(second, StartError::InUse(_)), "one process at a time: {second}");
    store.shutdown().await;
    assert!(matches!(objects.ready().await, Err(PortError::Unavailable(..))), "it stopped");
    std::fs::write(folder.path().join("temp/half-written"), "x").unwrap();

    let store = EmbeddedStore::start(settings(folder.path())).await.unwrap();
    let objects = S3Objects::new(&store.client_settings());
    assert_eq!(whole(objects.get("o/kept").await.unwrap()).await, "kept");
    assert!(objects.parts("o/open", &upload).await.unwrap().is_empty(), "an open upload goes on");
    assert!(files(&folder.path().join("temp")).is_empty(), "half files are swept");
    store.shutdown().await;

    let impatient = EmbeddedSettings { abandoned_after: Duration::ZERO, ..settings(folder.path()) };
    let store = EmbeddedStore::start(impatient).await.unwrap();
    let objects = S3Objects::new(&store.client_settings());
    let gone = objects.parts("o/open", &upload).await;
    assert!(matches!(gone, Err(PortError::NotFound(_))), "an abandoned upload does not");
    store.shutdown().await;
}

#[tokio::test]
async fn a_file_cut_short_is_an_error_and_never_served() {
    let stage = Stage::embedded().await;
    let key = "spoilt";
    stage.objects.put_bytes(key, Bytes::from(bytes(1, 1_000)), "text/plain").await.unwrap();
    let shards = std::fs::read_dir(stage.folder().join("objects")).unwrap();
    let file = shards.map(|shard| shard.unwrap().path().join(key)).find(|path| path.exists()).unwrap();
    let whole = std::fs::read(&file).unwrap();
    std::fs::write(&file, &whole[..900]).unwrap();
    assert!(matches!(stage.objects.get(key).await, Err(PortError::Unavailable(..))));
    stage.objects.put_bytes("sound", Bytes::new(), "text/plain").await.unwrap();
    assert_eq!(stage.objects.list("", None).await.unwrap().len(), 1, "it does not hide the others");
    stage.objects.delete(key).await.unwrap();
}

#[tokio::test]
async fn other_keys_are_refused() {
    let stage = Stage::embedded().await;
    for (access_key, secret_key) in [("nobody", "x"), (stage.settings.access_key.as_str(), "guessed")] {
        let settings = S3Settings {
            access_key: access_key.to_owned(),
            secret_key: secret_key.to_owned(),
            ..stage.settings.clone()
        };
        let refused = S3Objects::new(&settings).ready().await;
        assert!(matches!(refused, Err(PortError::Refused(..))), "{refused:?}");
    }
    let unsigned = stage.browser.get(stage.settings.endpoint.join("/oggetti").unwrap());
    assert_eq!(unsigned.send().await.unwrap().status(), 403, "nor is anything told unsigned");
}

#[tokio::test]
async fn a_store_that_is_down_is_known_within_three_seconds() {
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let cases = [(closed, "nobody listens"), (silent.local_addr().unwrap(), "it listens and is silent")];
    for (address, rule) in cases {
        let endpoint = Url::parse(&format!("http://{address}")).unwrap();
        let settings = S3Settings {
            public_endpoint: endpoint.clone(),
            endpoint,
            region: "x".to_owned(),
            bucket: "oggetti".to_owned(),
            access_key: "x".to_owned(),
            secret_key: "x".to_owned(),
        };
        let objects = S3Objects::new(&settings);
        let started = std::time::Instant::now();
        assert!(matches!(objects.ready().await, Err(PortError::Unavailable(..))), "{rule}");
        assert!(started.elapsed() < Duration::from_secs(3), "{rule}: {:?}", started.elapsed());
        if address == closed {
            let stored = objects.put_bytes("x", Bytes::new(), "text/plain").await;
            assert!(matches!(stored, Err(PortError::Unavailable(..))), "{rule}");
            assert!(matches!(objects.get("x").await, Err(PortError::Unavailable(..))), "{rule}");
            assert!(started.elapsed() < Duration::from_secs(3), "{rule}: all three");
        }
    }
}

#[test]
fn credentials_are_made_once_and_only_their_owner_reads_them() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("objects.json");
    let made = Credentials::load_or_create(&path).unwrap();
    assert_eq!((made.access_key.len(), made.secret_key.len()), (20, 40));
    let mode = || std::fs::metadata(&path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(), 0o600, "the file is closed to others");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
    assert_eq!(Credentials::load_or_create(&path).unwrap(), made, "the same pair every time");
    assert_eq!(mode(), 0o600, "and closed again");
    assert!(!format!("{made:?}").contains(&made.secret_key), "the secret is not printed");
    assert_eq!(files(folder.path()), ["objects.json"], "nothing is left behind");
    std::fs::write(&path, "{}").unwrap();
    assert!(Credentials::load_or_create(&path).is_err(), "a damaged file is not silently replaced");
}
