//! Procedures as folders: checked, begun, published, described to editors.

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use adapters::inspector::{ChildInspector, Limits};
use anyhow::Context;
use contract::places::Orders;
use domain::{
    ports::Inspector as _,
    procedures::{
        self, BLOCKS, CATEGORIES, Definition, FILES, Finding, PRECHECK_FILES, Precheck, SAMPLES, SCENARIOS,
        Shared, Sheet, Sheets, deed_findings, deed_samples, link_findings, samples_findings,
        scenarios_findings, stray_deeds, stray_findings, unknown_category, with_lines,
    },
};
use rust_embed::RustEmbed;
use serde_json::json;

use super::say;
use crate::{config::Config, site, wiring};

/// The file of a procedure that every folder of one has.
const META: &str = "procedure.toml";

/// Where the templates of its acts stand.
const DEEDS: &str = "deeds";

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
    if folder.is_file() {
        let of_procedure = folder.with_file_name(META).is_file();
        anyhow::ensure!(!of_procedure, "a procedure is checked whole: give its folder, without `{slug}`");
        return check_sheet(&folder, slug, json);
    }
    if folder.join(PRECHECK_FILES[0]).is_file() {
        return check_tree(&folder, slug, json);
    }
    let any = FILES.iter().any(|file| folder.join(file).is_file());
    anyhow::ensure!(any, "{} is no procedure: none of its files is there", folder.display());
    let mut stray = stray_findings(slug, &names_in(&folder));
    let (findings, summary) = match load(&folder, slug)? {
        Err(findings) => {
            stray.extend(findings);
            (stray, String::new())
        }
        Ok(definition) => {
            let read = |name: &str| fs::read(folder.join(name)).ok();
            let mut found = stray;
            found.extend(samples_findings(&definition, &read));
            found.extend(scenarios_findings(&definition, &site::calendar()?, &read));
            found.extend(super::runtime()?.block_on(deeds(&definition))?);
            found.extend(stray_deeds(&definition, &names_in(&folder.join(DEEDS))));
            let beside = folder.parent().and_then(Path::parent).map(Path::to_owned).unwrap_or_default();
            found.extend(with_lines(category(&definition, &beside), &read));
            found.extend(with_lines(links(&folder, &definition)?, &read));
            (found, summary(&definition))
        }
    };
    report(&findings, &summary, json)
}

/// The names of the files in a folder, in their order.
fn names_in(folder: &Path) -> Vec<String> {
    let files = fs::read_dir(folder).into_iter().flatten().flatten().filter(|entry| entry.path().is_file());
    let mut names: Vec<String> = files.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort();
    names
}

/// A category that is not in the list of services of `overrides`, or of the shipped one where they have none of their own.
fn category(own: &Definition, overrides: &Path) -> Vec<Finding> {
    // What is wrong with the list itself is said by its own check.
    let list = site::sheet_file(overrides, CATEGORIES).and_then(|list| Sheets::categories(list).ok());
    let list = list.unwrap_or_default();
    unknown_category(own, &list).into_iter().collect()
}

/// What is wrong between a procedure and those that it follows, or that follow it.
fn links(folder: &Path, own: &Definition) -> anyhow::Result<Vec<Finding>> {
    let others = beside(&folder.parent().map(Path::to_owned).unwrap_or_default())?;
    let mut all: Vec<&Definition> = others.iter().filter(|other| other.slug() != own.slug()).collect();
    all.push(own);
    // What concerns two others is said by their own checks.
    let concerns = |finding: &Finding| finding.file.starts_with(&format!("{}/", own.slug()));
    Ok(link_findings(&all).into_iter().filter(concerns).collect())
}

/// The procedures in a folder of procedures, and the shipped ones, as far as they can be read.
fn beside(own: &Path) -> anyhow::Result<Vec<Definition>> {
    let mut slugs = site::shipped_slugs();
    slugs.extend(fs::read_dir(own).into_iter().flatten().flatten().filter_map(|entry| {
        entry.file_name().into_string().ok().filter(|name| name != BLOCKS && entry.path().is_dir())
    }));
    slugs.sort();
    slugs.dedup();
    let mut procedures = Vec::new();
    for slug in slugs {
        // What is wrong with a procedure is said by its own check.
        procedures.extend(load(&own.join(&slug), &slug)?.ok());
    }
    Ok(procedures)
}

/// Lays out the examples of every act that the procedure makes a document of.
async fn deeds(definition: &Definition) -> anyhow::Result<Vec<Finding>> {
    let inspector = ChildInspector::new(std::env::current_exe()?, Limits::default());
    let mut found = Vec::new();
    for sample in deed_samples(definition) {
        if let Err(problems) = inspector.typeset_deed(&sample).await? {
            for finding in deed_findings(definition, &sample.template.file, &problems) {
                // Each once, in however many examples it shows.
                if !found.contains(&finding) {
                    found.push(finding);
                }
            }
        }
    }
    Ok(found)
}

/// Reads a folder as an installation would: the question bank beside it wins over the shipped one.
pub(super) fn load(folder: &Path, slug: &str) -> anyhow::Result<Result<Definition, Vec<Finding>>> {
    let orders = Orders::parse(&site::shipped_list("ordini.csv").unwrap_or_default())?;
    let beside = folder.parent().map(Path::to_owned).unwrap_or_default();
    let shared = Shared {
        block: &|block, name| {
            let own = beside.join(BLOCKS).join(block);
            if own.is_dir() { fs::read(own.join(name)).ok() } else { site::shipped_block(block, name) }
        },
        orders: orders.all(),
    };
    Ok(Definition::load(
        slug,
        // A folder that is not there is the shipped one.
        &|name| match folder.is_dir() {
            true => fs::read(folder.join(name)).ok(),
            false => site::shipped_procedure(slug, name),
        },
        &shared,
    ))
}

/// Checks the questions that lead to a procedure, against the procedures in the folder `procedures`
/// beside theirs and the shipped ones.
fn check_tree(folder: &Path, slug: &str, json: bool) -> anyhow::Result<ExitCode> {
    let own = folder.parent().and_then(Path::parent).map(|root| root.join("procedures")).unwrap_or_default();
    let procedures = beside(&own)?;
    let procedures: Vec<&Definition> = procedures.iter().collect();
    match Precheck::load(slug, &|name| fs::read(folder.join(name)).ok(), &procedures) {
        Ok((_, misfits)) => {
            report(&misfits, &format!("{slug}: every way of answering leads to an outcome."), json)
        }
        Err(findings) => report(&findings, "", json),
    }
}

/// Checks the sheet of a service that cannot be begun in the portal, against the categories beside it or the
/// shipped ones.
fn check_sheet(file: &Path, name: &str, json: bool) -> anyhow::Result<ExitCode> {
    let slug = name.strip_suffix(".toml").context("a service's sheet is a file <slug>.toml")?;
    let beside = file.with_file_name(CATEGORIES);
    let categories = fs::read(beside).ok().or_else(|| site::sheet_file(Path::new(""), CATEGORIES));
    let checked = Sheets::categories(categories.unwrap_or_default())
        .and_then(|categories| Sheet::load(slug, fs::read(file).unwrap_or_default(), &categories));
    match checked {
        Ok(sheet) => report(&[], &format!("{}: the sheet is complete.", sheet.slug()), json),
        Err(findings) => report(&findings, "", json),
    }
}

/// Publishes the folder of an installation's procedure, unless its samples do not hold, its version or
/// first day is not right, or drafts would lose something.
pub(super) async fn publish(config: &Config, slug: &str, json: bool) -> anyhow::Result<ExitCode> {
    let overrides = config.data_dir.join("overrides");
    let own = overrides.join("procedures").join(slug);
    let slugs = site::procedure_slugs(&overrides);
    if !slugs.iter().any(|known| known == slug) {
        let meant = procedures::near(slug, slugs.iter().map(String::as_str));
        let meant = meant.map_or_else(String::new, |meant| format!("; did you mean `{meant}`?"));
        let folder = overrides.join("procedures");
        anyhow::bail!(
            "no procedure has the slug `{slug}`: its folder would stand in {}{meant}",
            folder.display()
        );
    }
    let ctx = wiring::records(config).await?;
    let mut stray = stray_findings(slug, &names_in(&own));
    let definition = match wiring::folder(config, &ctx, slug) {
        Ok(definition) => definition,
        Err(findings) => {
            stray.extend(findings);
            return report(&stray, "", json);
        }
    };
    // Samples hold for the amounts of the folder, and were run on them; here they only have to be there.
    let mut found = stray;
    found.extend(match wiring::file(config, slug, SAMPLES) {
        Some(_) => Vec::new(),
        None => samples_findings(&definition, &|_| None),
    });
    let scenarios = wiring::file(config, slug, SCENARIOS);
    found.extend(scenarios_findings(&definition, &site::calendar()?, &|_| scenarios.clone()));
    found.extend(deeds(&definition).await?);
    found.extend(stray_deeds(&definition, &names_in(&own.join(DEEDS))));
    found.extend(with_lines(category(&definition, &overrides), &|name| wiring::file(config, slug, name)));
    let unlinked = procedures::unlinked(&ctx, &definition).await?;
    found.extend(with_lines(unlinked, &|name| wiring::file(config, slug, name)));
    let untimely = procedures::untimely(&ctx, &definition).await?;
    found.extend(with_lines(untimely, &|name| wiring::file(config, slug, name)));
    found.extend(procedures::unpublishable(&ctx, &definition).await?);
    let same = procedures::current(&ctx, slug).await.is_ok_and(|current| current.hash == definition.hash);
    if found.is_empty() {
        procedures::propose(&ctx, &definition, true).await?;
    }
    let version = definition.version();
    let done = match same {
        true => format!("{slug} version {version} is in force as it was: nothing changed."),
        false => format!("{slug} version {version} is in force: new requests follow it from now on."),
    };
    report(&found, &done, json)
}

fn summary(definition: &Definition) -> String {
    let questions: usize = definition.form.steps.iter().map(|step| step.questions.len()).sum();
    format!(
        "{} version {}: {} pages, {questions} questions, {} rules, {} documents, {} fees, {} states, {} events, {} \
         terms, {} templates of acts. Every sample and every scenario holds.",
        definition.slug(),
        definition.version(),
        definition.form.steps.len(),
        definition.form.rules.len(),
        definition.slots.len(),
        definition.fees.tables.len(),
        definition.workflow.states.len(),
        definition.workflow.events.len(),
        definition.clocks.terms.len(),
        definition.deeds.len(),
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
                    "key": finding.key,
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
        let file = folder.join(&*name);
        fs::create_dir_all(file.parent().unwrap_or(folder))?;
        fs::write(file, text)?;
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
