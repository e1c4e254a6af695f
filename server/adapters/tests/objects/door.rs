//! The public door: signed parts and signed readings pass, nothing else does.

use std::time::Duration;

use aws_sdk_s3::presigning::PresigningConfig;
use bytes::Bytes;
use domain::ports::Objects as _;
use reqwest::Method;
use tokio::io::AsyncWriteExt as _;

use super::stage::{HOUR, Stage};

fn hour() -> PresigningConfig {
    PresigningConfig::expires_in(Duration::from_secs(3_600)).unwrap()
}

#[tokio::test]
async fn only_signed_parts_and_readings_pass() {
    let stage = Stage::embedded().await;
    let key = stage.key("private");
    stage.objects.put_bytes(&key, Bytes::from_static(b"private"), "text/plain").await.unwrap();
    let (client, bucket) = (stage.raw_public(), stage.settings.bucket.as_str());
    let public = stage.settings.public_endpoint.as_str();
    let object = format!("{public}{bucket}/{key}");
    let read = stage.objects.get_url(&key, "x", "text/plain", false, HOUR).await.unwrap();
    let delete = client.delete_object().bucket(bucket).key(&key).presigned(hour()).await.unwrap();
    let put = client.put_object().bucket(bucket).key(&key).presigned(hour()).await.unwrap();
    let head = client.head_object().bucket(bucket).key(&key).presigned(hour()).await.unwrap();
    let refused = [
        (Method::GET, format!("{public}{bucket}"), "the bucket"),
        (Method::GET, format!("{public}{bucket}/"), "the bucket, with a slash"),
        (Method::GET, format!("{public}{bucket}?list-type=2&X-Amz-Signature=x"), "a listing"),
        (Method::GET, format!("{public}{bucket}/?X-Amz-Signature=x"), "a listing, with a slash"),
        (Method::GET, public.to_owned(), "the list of buckets"),
        (Method::GET, object.clone(), "an object, unsigned"),
        (Method::HEAD, object.clone(), "its size, unsigned"),
        (Method::PUT, object.clone(), "storing, unsigned"),
        (Method::PUT, put.uri().to_owned(), "storing whole, though signed"),
        (Method::DELETE, delete.uri().to_owned(), "removing, though signed"),
        (Method::POST, format!("{object}?uploads"), "opening an upload"),
        (Method::POST, read.clone(), "a reading used to write"),
        (Method::GET, format!("{read}&uploadId=x"), "more than was signed"),
        (Method::GET, format!("{object}?Signature=x&AWSAccessKeyId=x&Expires=9999999999"), "old signatures"),
    ];
    for (method, url, rule) in refused {
        let answer = stage.browser.request(method, url).body("x").send().await.unwrap();
        assert_eq!(answer.status(), 403, "{rule}");
        assert!(answer.bytes().await.unwrap().is_empty(), "{rule}: nothing is told");
    }
    let signed = stage.browser.get(&read).header("authorization", "AWS4-HMAC-SHA256 x").send().await.unwrap();
    assert_eq!(signed.status(), 403, "signed in a header");
    assert_eq!(stage.browser.head(head.uri()).send().await.unwrap().status(), 200, "a signed HEAD passes");
    assert_eq!(stage.browser.get(&read).send().await.unwrap().text().await.unwrap(), "private");
}

#[tokio::test]
async fn a_proxy_may_change_the_host() {
    let stage = Stage::embedded().await;
    let key = stage.key("proxied");
    stage.objects.put_bytes(&key, Bytes::from_static(b"x"), "text/plain").await.unwrap();
    let url = stage.objects.get_url(&key, "x", "text/plain", false, HOUR).await.unwrap();
    for host in ["127.0.0.1:3000", "portale.interno"] {
        let answer = stage.browser.get(&url).header("host", host).send().await.unwrap();
        assert_eq!(answer.status(), 200, "the address was signed for the public host, not for {host}");
    }
}

#[tokio::test]
async fn a_part_cannot_be_made_of_somebody_elses_object() {
    let stage = Stage::embedded().await;
    let (theirs, mine) = (stage.key("theirs"), stage.key("mine"));
    stage.objects.put_bytes(&theirs, Bytes::from_static(b"their secret"), "text/plain").await.unwrap();
    let upload = stage.objects.begin_upload(&mine, "text/plain").await.unwrap();
    let url = stage.objects.part_url(&mine, &upload, 1, HOUR).await.unwrap();
    let source = format!("{}/{theirs}", stage.settings.bucket);
    let sent =
        stage.browser.put(url).header("x-amz-copy-source", source).body("my own").send().await.unwrap();
    assert_eq!(sent.status(), 200);
    stage.objects.complete_upload(&mine, &upload).await.unwrap();
    assert_eq!(stage.read(&mine).await, "my own", "the header, which no signature covers, is not heard");
}

#[tokio::test]
async fn a_part_says_how_long_it_is_and_is_not_too_long() {
    let stage = Stage::embedded().await;
    let key = stage.key("long");
    let upload = stage.objects.begin_upload(&key, "text/plain").await.unwrap();
    let url = stage.objects.part_url(&key, &upload, 1, HOUR).await.unwrap();
    let pieces = futures_util::stream::iter([Ok::<_, std::io::Error>("x")]);
    let unsized_body =
        reqwest::Body::wrap(http_body_util::StreamBody::new(futures_util::StreamExt::map(pieces, |piece| {
            piece.map(|text| hyper::body::Frame::data(Bytes::from(text)))
        })));
    let sent = stage.browser.put(&url).body(unsized_body).send().await.unwrap();
    assert_eq!(sent.status(), 411, "a part of unknown length");
    let huge = vec![0; 64 * 1024 * 1024 + 1];
    // The answer comes before the body is read, so sending may break off instead.
    if let Ok(sent) = stage.browser.put(&url).body(huge).send().await {
        assert_eq!(sent.status(), 413, "a part above the limit");
    }
    assert!(stage.objects.parts(&key, &upload).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_part_broken_off_leaves_nothing() {
    let stage = Stage::embedded().await;
    let key = stage.key("broken-off");
    let upload = stage.objects.begin_upload(&key, "text/plain").await.unwrap();
    let url = stage.objects.part_url(&key, &upload, 1, HOUR).await.unwrap();
    let url = url::Url::parse(&url).unwrap();
    let mut line = tokio::net::TcpStream::connect(("127.0.0.1", url.port().unwrap())).await.unwrap();
    let asked = &url[url::Position::BeforePath..];
    let sent = format!("PUT {asked} HTTP/1.1\r\nhost: x\r\ncontent-length: 1000000\r\n\r\nthe beginning");
    line.write_all(sent.as_bytes()).await.unwrap();
    let temp = stage.folder().join("temp");
    let drafts = || std::fs::read_dir(&temp).unwrap().count();
    while drafts() == 0 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    drop(line);
    while drafts() > 0 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert!(stage.objects.parts(&key, &upload).await.unwrap().is_empty());
}

#[tokio::test]
async fn what_people_sent_runs_no_script() {
    let stage = Stage::embedded().await;
    let key = stage.key("page");
    stage.objects.put_bytes(&key, Bytes::from_static(b"<script>"), "text/html").await.unwrap();
    let url = stage.objects.get_url(&key, "x.html", "text/html", true, HOUR).await.unwrap();
    let answer = stage.browser.get(url).send().await.unwrap();
    assert_eq!(answer.headers()["content-security-policy"], "default-src 'none'; sandbox");
    assert_eq!(answer.headers()["x-content-type-options"], "nosniff");
    assert_eq!(answer.headers()["cache-control"], "private, no-cache");
}
