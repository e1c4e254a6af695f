//! What the portal expects of any S3.

use std::time::Duration;

use adapters::objects::{S3Objects, S3Settings};
use bytes::Bytes;
use domain::ports::{ObjectInfo, Objects as _, PortError};
use futures_util::{StreamExt as _, stream};

use super::stage::{HOUR, Stage, bytes};

const MIB: usize = 1024 * 1024;

pub(super) async fn an_object_comes_back_as_it_was_and_goes(stage: &Stage) {
    let objects = &stage.objects;
    for (name, content) in [("empty", vec![]), ("small", b"una planimetria".to_vec())] {
        let key = stage.key(name);
        let missing = objects.get(&key).await.err().unwrap();
        assert!(matches!(missing, PortError::NotFound(_)), "what is not there is not found: {missing}");
        assert_eq!(objects.head(&key).await.unwrap(), None, "nor known");
        objects.put_bytes(&key, Bytes::from(content.clone()), "text/plain").await.unwrap();
        assert_eq!(stage.read(&key).await, content, "what was stored is read");
        let size = content.len() as u64;
        assert_eq!(objects.head(&key).await.unwrap(), Some(ObjectInfo { key: key.clone(), size }));
        objects.delete(&key).await.unwrap();
        assert_eq!(objects.head(&key).await.unwrap(), None, "what was removed is gone");
        objects.delete(&key).await.unwrap();
    }
    objects.ready().await.unwrap();
}

pub(super) async fn storing_again_replaces(stage: &Stage) {
    let key = stage.key("again");
    for content in ["the first, and longer", "the second"] {
        stage.objects.put_bytes(&key, Bytes::from(content), "text/plain").await.unwrap();
    }
    assert_eq!(stage.read(&key).await, "the second");
    assert_eq!(stage.objects.list(&key, None).await.unwrap().len(), 1, "one key, one object");
}

pub(super) async fn a_listing_goes_page_by_page_in_order(stage: &Stage) {
    let names: Vec<String> = (0..1_003).map(|n| stage.key(&format!("{n:04}"))).collect();
    let stored = stream::iter(&names).map(|key| async {
        stage.objects.put_bytes(key, Bytes::from_static(b"x"), "text/plain").await.unwrap();
    });
    stored.buffer_unordered(32).collect::<Vec<_>>().await;
    let keys = |page: Vec<ObjectInfo>| page.into_iter().map(|object| object.key).collect::<Vec<_>>();
    let first = keys(stage.objects.list(&stage.prefix, None).await.unwrap());
    assert_eq!(first, names[..1_000], "a page has 1,000 at most, in order");
    let second = keys(stage.objects.list(&stage.prefix, Some(&names[999])).await.unwrap());
    assert_eq!(second, names[1_000..], "the next begins after the last");
    let narrow = keys(stage.objects.list(&stage.key("050"), None).await.unwrap());
    assert_eq!(narrow, names[500..510], "only keys that begin so");
    assert!(keys(stage.objects.list(&stage.prefix, Some(&names[1_002])).await.unwrap()).is_empty());
}

pub(super) async fn a_file_is_stored_whole_or_in_parts(stage: &Stage) {
    let folder = tempfile::tempdir().unwrap();
    let cases = [("whole", 3 * MIB, "one put"), ("parts", 17 * MIB, "above 16 MiB in parts")];
    for (name, length, rule) in cases {
        let (key, file) = (stage.key(name), folder.path().join(name));
        let content = bytes(7, length);
        std::fs::write(&file, &content).unwrap();
        stage.objects.put_file(&key, &file, "application/pdf").await.unwrap();
        assert!(stage.read(&key).await == content, "{rule}");
    }
    let nothing = folder.path().join("nothing");
    let refused = stage.objects.put_file(&stage.key("nothing"), &nothing, "application/pdf").await;
    assert!(matches!(refused, Err(PortError::Refused(..))), "a file that is not there");
}

pub(super) async fn an_address_reads_a_range(stage: &Stage) {
    let key = stage.key("range");
    let content = bytes(1, 100_000);
    stage.objects.put_bytes(&key, Bytes::from(content.clone()), "application/pdf").await.unwrap();
    let url = stage.objects.get_url(&key, "a.pdf", "application/pdf", true, HOUR).await.unwrap();
    let cases = [
        ("bytes=0-0", 0..1, "bytes 0-0/100000"),
        ("bytes=50000-59999", 50_000..60_000, "bytes 50000-59999/100000"),
        ("bytes=99990-", 99_990..100_000, "bytes 99990-99999/100000"),
        ("bytes=-10", 99_990..100_000, "bytes 99990-99999/100000"),
        ("bytes=99990-200000", 99_990..100_000, "bytes 99990-99999/100000"),
    ];
    for (range, expected, told) in cases {
        let answer = stage.browser.get(&url).header("range", range).send().await.unwrap();
        assert_eq!(answer.status(), 206, "{range}");
        assert_eq!(answer.headers()["content-range"], told, "{range}");
        assert_eq!(answer.bytes().await.unwrap(), content[expected], "{range}");
    }
    let beyond = stage.browser.get(&url).header("range", "bytes=100000-").send().await.unwrap();
    assert_eq!(beyond.status(), 416, "beyond the end there is nothing");
    assert_eq!(stage.browser.get(&url).send().await.unwrap().bytes().await.unwrap(), content);
}

pub(super) async fn an_address_says_how_to_save(stage: &Stage) {
    let key = stage.key("named");
    stage.objects.put_bytes(&key, Bytes::from_static(b"%PDF"), "application/octet-stream").await.unwrap();
    let cases = [
        ("pianta.pdf", false, "attachment; filename*=UTF-8''pianta.pdf"),
        ("Perizia \"città\".pdf", false, "attachment; filename*=UTF-8''Perizia%20%22citt%C3%A0%22.pdf"),
        ("a+b & c.pdf", true, "inline; filename*=UTF-8''a%2Bb%20%26%20c.pdf"),
    ];
    for (name, inline, told) in cases {
        let url = stage.objects.get_url(&key, name, "application/pdf", inline, HOUR).await.unwrap();
        let answer = stage.browser.get(url).send().await.unwrap();
        assert_eq!(answer.status(), 200, "{name}");
        assert_eq!(answer.headers()["content-disposition"], told, "{name}");
        assert_eq!(answer.headers()["content-type"], "application/pdf", "not as it was stored: {name}");
    }
}

pub(super) async fn an_expired_address_is_refused(stage: &Stage) {
    let key = stage.key("expired");
    stage.objects.put_bytes(&key, Bytes::from_static(b"x"), "text/plain").await.unwrap();
    let second = Duration::from_secs(1);
    let upload = stage.objects.begin_upload(&key, "text/plain").await.unwrap();
    let read = stage.objects.get_url(&key, "x", "text/plain", false, second).await.unwrap();
    let part = stage.objects.part_url(&key, &upload, 1, second).await.unwrap();
    tokio::time::sleep(Duration::from_millis(2_200)).await;
    assert_eq!(stage.browser.get(read).send().await.unwrap().status(), 403);
    assert_eq!(stage.browser.put(part).body("x").send().await.unwrap().status(), 403);
    assert!(stage.objects.parts(&key, &upload).await.unwrap().is_empty(), "nothing was stored");
    stage.objects.abort_upload(&key, &upload).await.unwrap();
}

pub(super) async fn a_changed_address_is_refused(stage: &Stage) {
    let (mine, other) = (stage.key("mine"), stage.key("other"));
    for key in [&mine, &other] {
        stage.objects.put_bytes(key, Bytes::from_static(b"x"), "text/plain").await.unwrap();
    }
    let read = stage.objects.get_url(&mine, "x", "text/plain", false, HOUR).await.unwrap();
    let upload = stage.objects.begin_upload(&mine, "text/plain").await.unwrap();
    let part = stage.objects.part_url(&mine, &upload, 1, HOUR).await.unwrap();
    let (rest, last) = read.split_at(read.len() - 1);
    let signed_otherwise = format!("{rest}{}", if last == "0" { "1" } else { "0" });
    let signature = read.split_once("X-Amz-Signature=").unwrap().1;
    assert_eq!(signature.len(), 64, "the signature stands last: {read}");
    let reads = [
        (read.replace("/mine?", "/other?"), "another object"),
        (read.replace("X-Amz-Expires=3600", "X-Amz-Expires=7200"), "a longer life"),
        (read.replace("text%2Fplain", "text%2Fhtml"), "another type"),
        (read.replace("attachment", "inline"), "shown instead of saved"),
        (signed_otherwise, "another signature"),
    ];
    for (url, rule) in reads {
        assert_ne!(url, read, "{rule}");
        assert_eq!(stage.browser.get(url).send().await.unwrap().status(), 403, "{rule}");
    }
    let parts = [
        (part.replace("/mine?", "/other?"), "another object"),
        (part.replace("partNumber=1", "partNumber=2"), "another part"),
        (part.replace(&upload, &upload.chars().rev().collect::<String>()), "another upload"),
    ];
    for (url, rule) in parts {
        assert_ne!(url, part, "{rule}");
        assert_eq!(stage.browser.put(url).body("x").send().await.unwrap().status(), 403, "{rule}");
    }
    assert_eq!(stage.browser.put(read).body("x").send().await.unwrap().status(), 403, "to write, not read");
    stage.objects.abort_upload(&mine, &upload).await.unwrap();
}

pub(super) async fn parts_arrive_in_any_order_and_are_joined_once(stage: &Stage) {
    let key = stage.key("joined");
    let upload = stage.objects.begin_upload(&key, "application/pdf").await.unwrap();
    let (one, two, three) = (bytes(1, 5 * MIB), bytes(2, 5 * MIB + 1), bytes(3, 12_345));
    let sent = [
        (3, &three, "the last first"),
        (1, &one, "then the first"),
        (2, &three, "one with the wrong content"),
        (2, &two, "and again, as it should be"),
    ];
    for (number, content, rule) in sent {
        assert_eq!(stage.put_part(&key, &upload, number, content).await, 200, "{rule}");
    }
    assert_eq!(stage.objects.head(&key).await.unwrap(), None, "there is no object before the end");
    let parts = stage.objects.parts(&key, &upload).await.unwrap();
    let told: Vec<_> = parts.iter().map(|part| (part.number, part.size)).collect();
    assert_eq!(told, [(1, one.len() as u64), (2, two.len() as u64), (3, three.len() as u64)]);
    stage.objects.complete_upload(&key, &upload).await.unwrap();
    assert!(stage.read(&key).await == [one, two, three].concat(), "joined in order, the last sent counts");
    stage.objects.complete_upload(&key, &upload).await.unwrap();
    stage.objects.abort_upload(&key, &upload).await.unwrap();
    assert!(stage.objects.head(&key).await.unwrap().is_some(), "a late giving up harms nothing");
}

pub(super) async fn an_upload_given_up_is_gone(stage: &Stage) {
    let key = stage.key("given-up");
    let upload = stage.objects.begin_upload(&key, "text/plain").await.unwrap();
    assert_eq!(stage.put_part(&key, &upload, 1, b"x").await, 200);
    stage.objects.abort_upload(&key, &upload).await.unwrap();
    stage.objects.abort_upload(&key, &upload).await.unwrap();
    assert!(matches!(stage.objects.parts(&key, &upload).await, Err(PortError::NotFound(_))));
    assert!(matches!(stage.objects.complete_upload(&key, &upload).await, Err(PortError::NotFound(_))));
    assert!(stage.put_part(&key, &upload, 1, b"x").await >= 400, "parts come too late");
    assert_eq!(stage.objects.head(&key).await.unwrap(), None);
}

pub(super) async fn an_upload_without_parts_is_not_completed(stage: &Stage) {
    let key = stage.key("no-parts");
    let upload = stage.objects.begin_upload(&key, "text/plain").await.unwrap();
    assert!(matches!(stage.objects.complete_upload(&key, &upload).await, Err(PortError::Refused(..))));
    for number in [1, 2] {
        assert_eq!(stage.put_part(&key, &upload, number, b"too small").await, 200);
    }
    let refused = stage.objects.complete_upload(&key, &upload).await;
    assert!(matches!(refused, Err(PortError::Refused(..))), "only the last may be under 5 MiB");
    assert_eq!(stage.objects.head(&key).await.unwrap(), None);
    stage.objects.abort_upload(&key, &upload).await.unwrap();
}

pub(super) async fn a_bucket_that_is_not_there_is_told(stage: &Stage) {
    let settings = S3Settings { bucket: "another-bucket".to_owned(), ..stage.settings.clone() };
    let elsewhere = S3Objects::new(&settings);
    assert!(matches!(elsewhere.ready().await, Err(PortError::NotFound(_))));
    let stored = elsewhere.put_bytes("x", Bytes::new(), "text/plain").await;
    assert!(matches!(stored, Err(PortError::NotFound(_))));
}
