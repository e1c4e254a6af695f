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
        (Some("pagopa_key = \"x\""), &[][..], "pagopa_key"),
        (Some("pagopa_station_key = \"x\""), &[][..], "pagopa_station_key"),
        (None, &[("SPORTELLO_PAGOPA_SEGREGATION", "100")][..], "pagopa_segregation"),
        (Some(&DEMO_ENTE.replace("\"00000000000\"", "\"123\"")), &[][..], "fiscal_code"),
        (Some("lisen = \"127.0.0.1:1\""), &[][..], "lisen"),
    ] {
        let (works, said) = migrate(toml, variables);
        assert!(!works, "{key}");
        assert!(said.contains(key), "{key}: {said}");
    }
}

#[test]
fn in_production_payments_go_to_pagopa_under_words_of_ones_own() {
    let real = [
        ("SPORTELLO_MODE", "production"),
        ("SPORTELLO_PUBLIC_URL", "https://sportello.example"),
        ("SPORTELLO_OIDC_ISSUER", "https://login.example"),
        ("SPORTELLO_OIDC_CLIENT_SECRET", "a secret"),
    ];
    let checkout = |url| ("SPORTELLO_PAGOPA_CHECKOUT_URL", url);
    let (key, word) = (("SPORTELLO_PAGOPA_KEY", "a key"), ("SPORTELLO_PAGOPA_STATION_KEY", "a word"));
    let https = checkout("https://api.platform.pagopa.example/checkout/ec/v2");
    for (variables, wrong) in [
        (vec![], None),
        (vec![checkout("http://127.0.0.1:3080/checkout/ec/v2"), key, word], Some("pagopa_checkout_url")),
        (vec![https, word], Some("pagopa_key")),
        (vec![https, key], Some("pagopa_station_key")),
        (vec![https, key, ("SPORTELLO_PAGOPA_STATION_KEY", "sandbox-secret")], Some("pagopa_station_key")),
        (vec![https, key, word], None),
    ] {
        let (works, said) = migrate(Some(DEMO_ENTE), &[&real[..], &variables].concat());
        assert_eq!(works, wrong.is_none(), "{variables:?}: {said}");
        assert!(said.contains(wrong.unwrap_or_default()), "{wrong:?}: {said}");
    }
}
