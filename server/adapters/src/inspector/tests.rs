//! Whatever the child does, the portal has a report in time. Children here are shell scripts.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::{fs, os::unix::fs::PermissionsExt, time::Instant};

use super::*;

const LINE: &str = r#"{"kind":"pdf","outcome":"crashed","pages":3,"text":null,"signed":null}"#;

async fn inspect_with(script: &str) -> Report {
    let folder = tempfile::tempdir().unwrap();
    let exe = folder.path().join("child");
    fs::write(&exe, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&exe, fs::Permissions::from_mode(0o755)).unwrap();
    let limits = Limits { wall: Duration::from_secs(2), report_bytes: 10_000, ..Limits::default() };
    ChildInspector::new(exe.clone(), limits).inspect(&exe).await
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
        let report = inspect_with(&script).await;
        assert_eq!((report.outcome, report.pages), (outcome, pages), "{rule}");
        assert!(start.elapsed() < Duration::from_secs(10), "{rule}: in time");
    }
}

#[tokio::test]
async fn what_cannot_be_started_is_a_verdict_too() {
    let nowhere = PathBuf::from("/nonexistent");
    let inspector = ChildInspector::new(nowhere.clone(), Limits::default());
    assert_eq!(inspector.inspect(&nowhere).await, Report::unopened(FileKind::Other, Outcome::Crashed));
    assert_eq!(inspector.inspect(Path::new("/")).await.outcome, Outcome::Crashed);
}
