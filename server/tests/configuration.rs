//! The configuration as the binary reads it: mistakes name their key, foreign variables are left alone.

use std::{fs, process::Command};

use tempfile::TempDir;

const DEMO_ENTE: &str = include_str!("../data/demo/ente.toml");

/// Runs `sportello migrate` in a folder of its own; success and what it said.
fn migrate(toml: Option<&str>, variables: &[(&str, &str)]) -> (bool, String) {
    let folder = TempDir::new().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_sportello"));
    command.current_dir(folder.path()).env_clear();
    if let Some(toml) = toml {
        fs::write(folder.path().join("sportello.toml"), toml).unwrap();
        command.args(["--config", "sportello.toml"]);
    }
    let output = command.arg("migrate").envs(variables.iter().copied()).output().unwrap();
    (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn what_is_not_ours_or_looks_like_a_number_stops_nothing() {
    let variables = [
        ("SPORTELLO_SANDBOX_REDIRECT", "http://127.0.0.1:3000/accesso/ritorno"),
        ("SPORTELLO_SKIPPED", "somewhere"),
        ("SPORTELLO_OIDC_CLIENT_ID", "123456"),
        ("SPORTELLO_SESSION_HOURS", "8"),
    ];
    let (works, said) = migrate(None, &variables);
    assert!(works, "{said}");
}

#[test]
fn a_mistake_names_its_key() {
    for (toml, variables, key) in [
        (None, &[("SPORTELLO_SESSION_HOURS", "many")][..], "SESSION_HOURS"),
        (None, &[("SPORTELLO_DRAFT_MONTHS", "5")][..], "draft_months"),
        (None, &[("SPORTELLO_DRAFT_MONTHS", "300")][..], "DRAFT_MONTHS"),
        (Some("draft_months = 61"), &[][..], "draft_months"),
        (None, &[("SPORTELLO_MODE", "production")][..], "ente"),
        (Some(DEMO_ENTE), &[("SPORTELLO_MODE", "production")][..], "public_url"),
        (None, &[("SPORTELLO_DATABASE_URL", "mysql://x")][..], "database_url"),
        (None, &[("SPORTELLO_S3_ENDPOINT", "http://127.0.0.1:1")][..], "s3_access_key"),
        (Some("oidc_client_secret = \"x\""), &[][..], "oidc_client_secret"),
        (Some("database_url = \"postgres://u:p@h/d\""), &[][..], "database_url"),
        (Some("lisen = \"127.0.0.1:1\""), &[][..], "lisen"),
    ] {
        let (works, said) = migrate(toml, variables);
        assert!(!works, "{key}");
        assert!(said.contains(key), "{key}: {said}");
    }
}
