//! Whatever the child does, the portal has a report in time. Children here are shell scripts.

use std::{fs, os::unix::fs::PermissionsExt, time::Instant};

use super::*;

const LINE: &str = r#"{"kind":"pdf","outcome":"crashed","pages":3,"text":null,"signed":null}"#;

/// Runs a question against a child made of a script; the script is also the file it looks at.
async fn with_child<T>(script: &str, ask: impl AsyncFnOnce(ChildInspector, PathBuf) -> T) -> T {
    let folder = tempfile::tempdir().unwrap();
    let exe = folder.path().join("child");
    fs::write(&exe, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&exe, fs::Permissions::from_mode(0o755)).unwrap();
    let wall = Duration::from_secs(2);
    let limits = Limits { wall, report_bytes: 10_000, pdf_bytes: 200_000, ..Limits::default() };
    ask(ChildInspector::new(exe.clone(), limits), exe).await
}

#[tokio::test]
async fn how_the_child_ends_is_the_verdict() {
    let opened = LINE.replace("crashed", "opened");
    let cases = [
        (format!("echo '{LINE}'; echo '{opened}'"), Outcome::Opened, Some(3), "the last line counts"),
        (format!("echo '{LINE}'; kill -SEGV $$"), Outcome::Crashed, Some(3), "what was known before it died"),
        (format!("echo '{opened}'; exit 1"), Outcome::Crashed, Some(3), "no success, no clean verdict"),
        (format!("echo '{LINE}'; kill -XCPU $$"), Outcome::Stopped, Some(3), "processor time used up"),
        (format!("echo '{LINE}'; exec sleep 60"), Outcome::Stopped, Some(3), "time used up"),
        (format!("echo '{LINE}'; exec cat /dev/zero"), Outcome::Crashed, Some(3), "it writes without end"),
        (format!("printf '%s' '{opened}'"), Outcome::Crashed, None, "half a line is none"),
        ("exit 0".to_owned(), Outcome::Crashed, None, "nothing said is no verdict"),
        ("echo '{\"kind\":\"virus\"}'".to_owned(), Outcome::Crashed, None, "another language"),
        (
            format!("[ -z \"$HOME$CARGO\" ] && [ \"$PWD\" = / ] && echo '{opened}'"),
            Outcome::Opened,
            Some(3),
            "nothing of ours",
        ),
    ];
    for (script, outcome, pages, rule) in cases {
        let start = Instant::now();
        let report = with_child(&script, async |child, file| child.inspect(&file).await.unwrap()).await;
        assert_eq!((report.outcome, report.pages), (outcome, pages), "{rule}");
        assert!(start.elapsed() < Duration::from_secs(10), "{rule}: in time");
    }
}

#[tokio::test]
async fn what_cannot_be_started_says_nothing_of_the_file() {
    let nowhere = PathBuf::from("/nonexistent");
    let inspector = ChildInspector::new(nowhere.clone(), Limits::default());
    assert!(inspector.inspect(&nowhere).await.is_err(), "no file to give is no verdict");
    assert!(inspector.inspect(Path::new("/")).await.is_err(), "no child is no verdict");
}

#[tokio::test]
async fn a_document_is_whole_or_an_error() {
    let sheet = ReceiptSheet {
        lang: "it".to_owned(),
        ente: "Comune".to_owned(),
        office: String::new(),
        title: "Ricevuta".to_owned(),
        day: "2026-01-31".to_owned(),
        facts: Vec::new(),
        groups: Vec::new(),
        documents_title: String::new(),
        documents: Vec::new(),
        // More than a pipe holds: writing and reading must go on together.
        notes: vec!["x".repeat(150_000)],
    };
    let cases = [
        ("[ \"$1\" = typeset ] && exec cat", true, "what the child writes comes back"),
        ("exit 65", false, "a refusal, the sheet unread"),
        ("echo %PDF-1.7; exit 70", false, "half a document is none"),
        ("exec sleep 60", false, "time used up"),
        ("exec cat /dev/zero", false, "it writes without end"),
    ];
    for (script, whole, rule) in cases {
        let document = with_child(script, async |child, _| child.typeset(&sheet).await).await;
        let expected = whole.then(|| serde_json::to_vec(&sheet).unwrap());
        assert_eq!(document.ok(), expected, "{rule}");
    }
}
