//! The files that an installation begins with.

use std::{
    fs::{self, File, OpenOptions},
    io::Write as _,
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
};

use anyhow::Context;
use contract::places::Comuni;
use serde::Serialize;

use super::{answers::Answers, tariffs::text_of};

/// Only the portal reads the secret.
const OWNER_ONLY: u32 = 0o600;

/// The keys of the configuration that are written, as `config` reads them.
#[derive(Serialize)]
struct ConfigFile<'a> {
    mode: &'static str,
    listen: &'a str,
    public_url: String,
    data_dir: &'a Path,
    #[serde(skip_serializing_if = "Option::is_none")]
    database_url: Option<&'a str>,
    prefix: &'a str,
    comune: &'a str,
    oidc_issuer: &'a str,
    oidc_client_id: &'a str,
    oidc_client_secret_file: PathBuf,
    ipa_code: &'a str,
    aoo_code: &'a str,
    ente: EnteFile<'a>,
    offices: Vec<OfficeFile<'a>>,
}

/// What receipts say of an office.
#[derive(Serialize)]
struct OfficeFile<'a> {
    slug: &'a str,
    name: &'a str,
    head: &'a str,
    files: &'a str,
    inertia: &'a str,
}

#[derive(Serialize)]
struct EnteFile<'a> {
    name: &'a str,
    address: &'a str,
    phone: &'a str,
    email: &'a str,
    pec: &'a str,
    fiscal_code: &'a str,
    hours: &'a str,
    region: RegionFile,
}

#[derive(Serialize)]
struct RegionFile {
    name: String,
}

/// Writes the list of offices, the amounts of fees, an empty secret, and last the configuration; returns what was written.
pub(super) fn write(answers: &Answers, comuni: &Comuni, to: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let comune = comuni.find(answers.comune.trim()).context("a comune")?;
    let lists = answers.data_dir.join("overrides").join("lists");
    fs::create_dir_all(&lists).with_context(|| lists.display().to_string())?;
    let offices: String =
        answers.offices.iter().map(|it| format!("{};{};{}\n", it.id, it.it.trim(), it.en.trim())).collect();
    let mut written = Vec::new();
    written.extend(new_file(&lists.join("offices.csv"), &format!("id;it;en\n{offices}"), 0o644)?);
    written.extend(tariffs(answers)?);
    written.extend(new_file(&answers.secret_file(), "", OWNER_ONLY)?);
    let text = toml::to_string(&ConfigFile {
        mode: "production",
        listen: &answers.listen,
        public_url: format!("https://{}", answers.host.trim()),
        data_dir: &answers.data_dir,
        database_url: answers.database_url.as_deref(),
        prefix: answers.prefix.trim(),
        comune: &comune.name,
        oidc_issuer: answers.oidc_issuer.trim(),
        oidc_client_id: answers.oidc_client_id.trim(),
        oidc_client_secret_file: answers.secret_file(),
        ipa_code: answers.ipa_code.trim(),
        aoo_code: answers.aoo_code.trim(),
        ente: EnteFile {
            name: answers.name.trim(),
            address: answers.address.trim(),
            phone: answers.phone.trim(),
            email: answers.email.trim(),
            pec: answers.pec.trim(),
            fiscal_code: answers.fiscal_code.trim(),
            hours: answers.hours.trim(),
            region: RegionFile { name: format!("Regione {}", comune.region) },
        },
        offices: led(answers),
    })?;
    let head =
        format!("# {}: what the portal starts with. Every key is explained in its README.\n", answers.name);
    written.extend(new_file(to, &format!("{head}{text}"), 0o644)?);
    Ok(written)
}

/// The offices that somebody leads, as receipts describe them.
fn led(answers: &Answers) -> Vec<OfficeFile<'_>> {
    let led = answers.offices.iter().filter(|office| !office.head.trim().is_empty());
    led.map(|office| OfficeFile {
        slug: &office.id,
        name: office.it.trim(),
        head: office.head.trim(),
        files: office.files.trim(),
        inertia: office.inertia.trim(),
    })
    .collect()
}

/// The municipality's own amounts, a file for each procedure.
fn tariffs(answers: &Answers) -> anyhow::Result<Vec<PathBuf>> {
    let fees = answers.data_dir.join("overrides").join("fees");
    let mut written = Vec::new();
    for (slug, tariff) in &answers.fees {
        fs::create_dir_all(&fees).with_context(|| fees.display().to_string())?;
        let text = text_of(tariff)?;
        written.extend(new_file(&fees.join(format!("{slug}.toml")), &format!("{FEES_HEAD}{text}"), 0o644)?);
    }
    Ok(written)
}

/// What stands above the amounts in their file.
const FEES_HEAD: &str =
    "# What this municipality asks for. After a change: sportello procedure publish SLUG\n";

/// Writes a file that is not there yet; one that is stays as it is.
fn new_file(path: &Path, text: &str, mode: u32) -> anyhow::Result<Option<PathBuf>> {
    let opened = OpenOptions::new().write(true).create_new(true).mode(mode).open(path);
    let mut file: File = match opened {
        Err(there) if there.kind() == std::io::ErrorKind::AlreadyExists => return Ok(None),
        opened => opened.with_context(|| path.display().to_string())?,
    };
    file.write_all(text.as_bytes())
        .and_then(|()| file.sync_all())
        .with_context(|| path.display().to_string())?;
    Ok(Some(path.to_owned()))
}
