//! `sportello init`: what it writes is what the portal starts with, and nothing that is there is overwritten.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use server::{config::Config, wiring};
use tempfile::TempDir;

fn answers(folder: &Path) -> String {
    format!(
        r#"
comune = "A345"
name = "Comune dell'Aquila"
host = "servizi.comune.laquila.example"
listen = "127.0.0.1:0"
data_dir = "{}"
prefix = "AQ"
address = "Via San Bernardino 1, 67100 L'Aquila"
phone = "0862 6451"
email = "desk@laquila.example"
pec = "protocollo@pec.laquila.example"
fiscal_code = "80001230665"
hours = "Lunedì 9–13"
ipa_code = "c_a345"
oidc_issuer = "https://login.example"
oidc_client_id = "sportello"

[[office]]
id = "urp"
it = "Ufficio relazioni con il pubblico"
en = "Front desk"

[[office]]
id = "ufficio-tecnico"
it = "Ufficio tecnico"
en = "Technical office"
head = "Anna Simulanti"
files = "In Piazza del Municipio 1, il lunedì."
inertia = "Al Segretario comunale."

[[staff]]
fiscal_code = "RSSMRA80A01H501U"
office = "ufficio-tecnico"
role = "rup"
"#,
        folder.join("data").display()
    )
}

/// Runs `sportello init` in a folder; success, and what it said on both outputs.
fn init(folder: &Path, answers: &str) -> (bool, String) {
    fs::write(folder.join("answers.toml"), answers).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_sportello"))
        .args(["init", "--answers", "answers.toml", "--to", "sportello.toml"])
        .current_dir(folder)
        .env_clear()
        .output()
        .unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8_lossy(&said).into_owned())
}

/// Everything under a folder.
fn tree(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(tree(&path));
        } else {
            found.push((path.clone(), fs::read(&path).unwrap()));
        }
    }
    found.sort();
    found
}

#[tokio::test]
async fn the_portal_starts_with_what_was_written_once_it_has_its_secret() {
    let folder = TempDir::new().unwrap();
    let (works, said) = init(folder.path(), &answers(folder.path()));
    assert!(works, "{said}");
    let file = folder.path().join("sportello.toml");
    let refused = Config::load(Some(&file)).unwrap_err().to_string();
    assert!(refused.contains("oidc_client_secret") && refused.contains("is missing"), "{refused}");
    fs::write(folder.path().join("data/oidc.secret"), "a secret of the provider\n").unwrap();
    let config = Config::load(Some(&file)).unwrap();
    assert_eq!((config.prefix.as_str(), config.comune.as_str()), ("AQ", "L'Aquila"));
    assert_eq!(config.public_url.as_str(), "https://servizi.comune.laquila.example/");
    let ente = config.ente.clone().unwrap();
    assert_eq!((ente.name.as_str(), ente.region.name.as_str()), ("Comune dell'Aquila", "Regione Abruzzo"));
    assert_eq!(config.ipa_code, "c_a345");
    let said: Vec<&str> = config.offices.iter().map(|office| office.head.as_str()).collect();
    assert_eq!(said, ["Anna Simulanti"], "receipts name who leads an office, where somebody does");
    let found = Box::pin(server::doctor::examine(&config)).await;
    for what in ["configuration", "data folder", "database", "object store", "clock"] {
        let finding = found.iter().find(|finding| finding.what == what).unwrap();
        assert!(finding.outcome.is_ok(), "{finding:?}");
    }
    let world = Box::pin(wiring::world(&config)).await.unwrap();
    let offices: Vec<&str> = world.ctx.lists.offices.all().iter().map(|office| office.id.as_str()).collect();
    assert_eq!(offices, ["urp", "ufficio-tecnico"]);
    let sql = "SELECT fiscal_code, office, role FROM staff";
    let sql = sea_orm::Statement::from_string(world.ctx.db.backend(), sql);
    let row = sea_orm::ConnectionTrait::query_one_raw(world.ctx.db.read(), sql).await.unwrap().unwrap();
    let text = |index: usize| row.try_get_by_index::<String>(index).unwrap();
    assert_eq!([text(0), text(1), text(2)], ["RSSMRA80A01H501U", "ufficio-tecnico", "rup"]);
}

const FEES: &str = r#"
[[fees.cila.table]]
id = "segreteria"
source = "Deliberazione di Giunta n. 12 del 3 marzo 2026"
[fees.cila.table.row]
barriere.amount = "0"
piu_unita = { amount = "70.00", each = "15", max = "250.00" }
una_unita.amount = "70.00"
"#;

/// What the doctor says of the fees, and what one unit costs.
async fn fees_of(config: &Config) -> (bool, String, String) {
    let found = Box::pin(server::doctor::examine(config)).await;
    let finding = found.into_iter().find(|finding| finding.what == "fees").unwrap();
    let words = finding.outcome.clone().unwrap_or_else(|fault| fault.text);
    let world = Box::pin(wiring::world(config)).await.unwrap();
    let cila = domain::procedures::current(&world.ctx, "cila").await.unwrap();
    let row = cila.fees.table("segreteria").unwrap().row("una_unita").unwrap().clone();
    (finding.outcome.is_ok(), words, row.amount.unwrap())
}

#[tokio::test]
async fn bills_are_made_with_the_amounts_that_the_municipality_set_and_the_doctor_names_those_it_did_not() {
    let (with, without) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let open = |folder: &Path, more: &str| {
        let (works, said) = init(folder, &format!("{}{more}", answers(folder)));
        assert!(works, "{said}");
        fs::write(folder.join("data/oidc.secret"), "a secret of the provider\n").unwrap();
        let config = Config::load(Some(&folder.join("sportello.toml"))).unwrap();
        Box::pin(async move {
            // The first start publishes what there is.
            drop(Box::pin(wiring::world(&config)).await.unwrap());
            fees_of(&config).await
        })
    };
    let (_, said, amount) = open(with.path(), FEES).await;
    assert_eq!(amount.as_str(), "70.00", "{said}");
    assert!(!said.contains("cila/segreteria"), "{said}");
    let (sound, said, amount) = open(without.path(), "").await;
    assert_eq!((sound, amount.as_str()), (false, "80.00"), "{said}");
    assert!(said.contains("cila/segreteria"), "{said}");
}

#[test]
fn a_fee_with_a_mistake_is_refused_with_the_place_of_it() {
    for (right, wrong, said_of) in [
        ("una_unita.amount = \"70.00\"", "una_unita.amount = \"settanta\"", "settanta"),
        ("una_unita.amount = \"70.00\"", "", "`amount` is missing"),
        ("una_unita.amount = \"70.00\"", "una_unita = { amount = \"1\", each = \"2\" }", "has no `each`"),
        ("barriere.amount", "nessuna.amount", "`nessuna` is no row"),
        ("id = \"segreteria\"", "id = \"sanzione\"", "`sanzione` is no fee that a municipality sets"),
        ("fees.cila", "fees.nulla", "fees.nulla"),
        ("Deliberazione di Giunta n. 12 del 3 marzo 2026", " ", "has no source"),
    ] {
        let folder = TempDir::new().unwrap();
        let fees = FEES.replace(right, wrong);
        let (works, said) = init(folder.path(), &format!("{}{fees}", answers(folder.path())));
        assert!(!works && said.contains(said_of), "{said_of}: {said}");
    }
}

#[test]
fn nothing_that_is_there_is_overwritten() {
    let folder = TempDir::new().unwrap();
    let (works, said) = init(folder.path(), &answers(folder.path()));
    assert!(works, "{said}");
    let before = tree(folder.path());
    let (works, said) = init(folder.path(), &answers(folder.path()));
    assert!(!works && said.contains("is there already"), "{said}");
    let without_journal = |tree: Vec<(PathBuf, Vec<u8>)>| {
        tree.into_iter()
            .filter(|(path, _)| !path.to_string_lossy().contains("sportello.db"))
            .collect::<Vec<_>>()
    };
    assert_eq!(without_journal(tree(folder.path())), without_journal(before));
}

#[test]
fn every_mistake_is_named_at_once_and_nothing_is_written() {
    let folder = TempDir::new().unwrap();
    let wrong = answers(folder.path())
        .replace("A345", "Z999")
        .replace("servizi.comune.laquila.example", "https://x/y")
        .replace("\"AQ\"", "\"aq\"")
        .replace("desk@laquila.example", "desk")
        .replace("80001230665", "12345678901")
        .replace("https://login.example", "http://login.example")
        .replace("RSSMRA80A01H501U", "RSSMRA80A01H501X")
        .replace("id = \"urp\"", "id = \"Urp\"");
    let (works, said) = init(folder.path(), &wrong);
    assert!(!works, "{said}");
    for key in ["comune", "host", "prefix", "email", "fiscal_code", "oidc_issuer", "`office`, Urp", "`staff`"]
    {
        assert!(said.contains(key), "{key}: {said}");
    }
    let names: Vec<_> = tree(folder.path()).into_iter().map(|(path, _)| path).collect();
    assert_eq!(names, [folder.path().join("answers.toml")]);
    let (works, said) = init(folder.path(), "nome = \"x\"");
    assert!(!works && said.contains("answers.toml"), "{said}");
}
