//! Procedures as folders: checked, begun, described to editors.

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::Context;
use contract::places::Orders;
use domain::procedures::{BLOCKS, Definition, Finding, SAMPLES, Shared, samples_findings};
use rust_embed::RustEmbed;
use serde_json::json;

use super::say;
use crate::site;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/templates/procedure"]
struct Template;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/data/schemas"]
struct Schemas;

/// Checks a folder and runs its samples; the exit code is 1 if anything is wrong.
pub(super) fn check(folder: &Path, json: bool) -> anyhow::Result<ExitCode> {
    let folder = folder.canonicalize().with_context(|| format!("there is no folder {}", folder.display()))?;
    let slug = folder.file_name().and_then(|name| name.to_str()).context("the folder's name is no text")?;
    let orders = Orders::parse(&site::shipped_list("ordini.csv").unwrap_or_default())?;
    let beside = folder.parent().map(Path::to_owned).unwrap_or_default();
    let shared = Shared {
        // The question bank beside the folder wins over the shipped one, as in an installation.
        block: &|block, name| {
            let own = beside.join(BLOCKS).join(block);
            if own.is_dir() { fs::read(own.join(name)).ok() } else { site::shipped_block(block, name) }
        },
        orders: orders.all(),
    };
    let loaded = Definition::load(slug, &|name| fs::read(folder.join(name)).ok(), &shared);
    let (findings, summary) = match loaded {
        Err(findings) => (findings, String::new()),
        Ok(definition) => match fs::read_to_string(folder.join(SAMPLES)) {
            Ok(text) => (samples_findings(&definition, &text), summary(&definition)),
            Err(_) => (vec![no_samples(slug)], String::new()),
        },
    };
    report(&findings, &summary, json)
}

fn no_samples(slug: &str) -> Finding {
    Finding {
        file: format!("{slug}/{SAMPLES}"),
        line: None,
        message: "the file is not there: nothing shows that the form has a way to the end".to_owned(),
        remedy: "add it with at least one complete sample".to_owned(),
    }
}

fn summary(definition: &Definition) -> String {
    let questions: usize = definition.form.steps.iter().map(|step| step.questions.len()).sum();
    format!(
        "{} version {}: {} pages, {questions} questions, {} rules, {} documents, {} fees. Every sample holds.",
        definition.slug(),
        definition.version(),
        definition.form.steps.len(),
        definition.form.rules.len(),
        definition.slots.len(),
        definition.fees.tables.len(),
    )
}

fn report(findings: &[Finding], summary: &str, json: bool) -> anyhow::Result<ExitCode> {
    if json {
        let list: Vec<_> = findings
            .iter()
            .map(|finding| {
                json!({
                    "file": finding.file,
                    "line": finding.line,
                    "message": finding.message,
                    "remedy": finding.remedy,
                })
            })
            .collect();
        say(&serde_json::to_string_pretty(&json!({ "ok": findings.is_empty(), "findings": list }))?);
    } else if findings.is_empty() {
        say(summary);
    } else {
        for finding in findings {
            say(&finding.to_string());
        }
    }
    Ok(if findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Begins a procedure: a folder that passes the check, to be changed bit by bit.
pub(super) fn new(folder: &Path) -> anyhow::Result<ExitCode> {
    let slug = folder.file_name().and_then(|name| name.to_str()).context("the folder has no name")?;
    let good = slug.starts_with(|c: char| c.is_ascii_lowercase())
        && slug.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    anyhow::ensure!(
        good,
        "`{slug}` cannot be a word of an address: use small letters, digits and `-`, beginning with a letter"
    );
    anyhow::ensure!(!folder.exists(), "{} is there already", folder.display());
    fs::create_dir_all(folder)?;
    for name in Template::iter() {
        let Some(file) = Template::get(&name) else { continue };
        let text = String::from_utf8_lossy(&file.data).replace("il-tuo-procedimento", slug);
        fs::write(folder.join(&*name), text)?;
    }
    say(&format!(
        "{} is there. Change it, then: sportello procedure check {}",
        folder.display(),
        folder.display()
    ));
    Ok(ExitCode::SUCCESS)
}

/// Writes the JSON Schemas of the files, for completion in editors.
pub(super) fn schemas(to: &PathBuf) -> anyhow::Result<ExitCode> {
    fs::create_dir_all(to)?;
    for name in Schemas::iter() {
        if let Some(file) = Schemas::get(&name) {
            fs::write(to.join(&*name), &file.data)?;
        }
    }
    say(&format!("The schemas are in {}.", to.display()));
    Ok(ExitCode::SUCCESS)
}
