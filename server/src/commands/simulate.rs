//! A story of a case told to a procedure from outside: what state it comes to, and when its terms end.

use std::{fmt::Write as _, fs, path::Path, process::ExitCode};

use anyhow::Context;
use domain::procedures::{Came, Day, Definition, Scenario, Stood, simulate as told, story_slips};
use serde::{Deserialize, Serialize};

use super::{procedure, say, trouble};
use crate::site;

/// Several stories in one file, as `[[scenario]]`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Several {
    scenario: Vec<Scenario>,
}

#[derive(Serialize)]
struct Told<'a> {
    name: &'a str,
    /// Whether everything came as the story expects.
    ok: bool,
    /// What did not.
    differences: Vec<String>,
    steps: Vec<Came>,
}

/// Tells the stories of a file to a procedure: the folder of one, or a shipped one by its slug. The exit code is 1 if
/// something does not come as a story expects, 2 if they cannot be told; JSON says why as `error`.
pub(super) fn ended(procedure: &Path, input: &Path, json: bool) -> ExitCode {
    simulate(procedure, input, json).unwrap_or_else(|err| {
        trouble(&err, json);
        ExitCode::from(2)
    })
}

fn simulate(procedure: &Path, input: &Path, json: bool) -> anyhow::Result<ExitCode> {
    let definition = definition(procedure)?;
    let text = fs::read_to_string(input).with_context(|| format!("{} cannot be read", input.display()))?;
    let scenarios = read(&text).with_context(|| format!("{} is no story", input.display()))?;
    for scenario in &scenarios {
        held(&definition, scenario)?;
    }
    let country = site::calendar()?;
    let all: Vec<Told<'_>> = scenarios
        .iter()
        .map(|scenario| {
            let steps = told(&definition, &country, scenario);
            let pairs = steps.iter().zip(&scenario.steps);
            let differences: Vec<String> = pairs
                .flat_map(|(came, told)| {
                    let say = move |message| format!("{} on {}: {message}", came.what, came.on.0);
                    // A step that says nothing of what comes of it is meant to happen.
                    came.differences(&told.expect.clone().unwrap_or_default()).into_iter().map(say)
                })
                .collect();
            Told { name: &scenario.name, ok: differences.is_empty(), differences, steps }
        })
        .collect();
    if json {
        let answer = serde_json::json!({
            "procedure": definition.slug(),
            "version": definition.version(),
            "hash": definition.hash,
            "scenarios": all,
        });
        say(&serde_json::to_string_pretty(&answer)?);
    } else {
        say(words(&all).trim_end());
    }
    Ok(if all.iter().all(|told| told.ok) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The procedure of a folder, or a shipped one.
pub(super) fn definition(procedure: &Path) -> anyhow::Result<Definition> {
    let folder = procedure.canonicalize().unwrap_or_else(|_| procedure.to_owned());
    let slug =
        folder.file_name().and_then(|name| name.to_str()).context("the name of the procedure is no text")?;
    // A way to a folder that is not there is a slip, whatever its last word: it never means the shipped one.
    let known = folder.is_dir()
        || procedure.components().count() == 1 && site::shipped_slugs().iter().any(|shipped| shipped == slug);
    anyhow::ensure!(known, "there is no folder {}, and no shipped procedure `{slug}`", procedure.display());
    match procedure::load(&folder, slug)? {
        Ok(definition) => Ok(definition),
        Err(findings) => {
            let lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
            anyhow::bail!("the procedure does not hold:\n{}", lines.join("\n"))
        }
    }
}

/// What the file holds: one story, or several as `[[scenario]]`, in TOML or JSON. What is wrong is said with its line.
fn read(text: &str) -> anyhow::Result<Vec<Scenario>> {
    let begins = text.trim_start();
    let scenarios = if begins.starts_with('[') && !begins.starts_with("[[") {
        serde_json::from_str(text)?
    } else if begins.starts_with('{') {
        let several = serde_json::from_str::<serde_json::Value>(text)?.get("scenario").is_some();
        if several {
            serde_json::from_str::<Several>(text)?.scenario
        } else {
            vec![serde_json::from_str(text)?]
        }
    } else {
        let several = text.parse::<toml::Table>()?.contains_key("scenario");
        if several { toml::from_str::<Several>(text)?.scenario } else { vec![toml::from_str(text)?] }
    };
    anyhow::ensure!(scenarios.iter().any(|one: &Scenario| !one.steps.is_empty()), "nothing happens in it");
    Ok(scenarios)
}

/// Goes on only if every step tells one thing, of what the procedure knows.
fn held(definition: &Definition, scenario: &Scenario) -> anyhow::Result<()> {
    let of = if scenario.name.is_empty() { String::new() } else { format!("«{}», ", scenario.name) };
    if let Some(place) = scenario.steps.iter().position(|told| !told.is_one_thing()) {
        let remedy =
            "write one of `event`, `received`, `rectified` and `until`, with `on` where it has a day";
        anyhow::bail!("{of}step {}: it tells nothing, two things at once, or no day; {remedy}", place + 1);
    }
    let wrong: Vec<String> = story_slips(definition, scenario).iter().map(ToString::to_string).collect();
    anyhow::ensure!(wrong.is_empty(), "{of}{}", wrong.join("\n"));
    Ok(())
}

fn words(all: &[Told<'_>]) -> String {
    let mut text = String::new();
    for told in all {
        let _ = writeln!(text, "{}", told.name);
        for came in &told.steps {
            for (event, on) in &came.fired {
                let _ = writeln!(text, "  {}  {event} (by itself)", on.0);
            }
            let why = came.because.as_deref().unwrap_or_default();
            let refused = came.refused.as_ref().map(|code| format!(" REFUSED ({code}): {why}"));
            let refused = refused.unwrap_or_default();
            let _ = writeln!(text, "  {}  {}{refused} → {}", came.on.0, came.what, came.state);
            if let Some(works) = came.works {
                let _ = writeln!(text, "              works: {}", works.as_str());
            }
            for (term, stood) in &came.terms {
                let _ = writeln!(text, "              {term}: {}", days(stood));
            }
        }
        for difference in &told.differences {
            let _ = writeln!(text, "  ≠ {difference}");
        }
    }
    text
}

/// How a term stands, with the days on which it may end besides the one that is counted.
fn days(stood: &Stood) -> String {
    let other = |day: Option<Day>| day.filter(|day| Some(*day) != stood.nominal);
    let rolled = other(stood.latest).map(|day| format!("no working day: one may act until {}", day.0));
    let earliest = other(stood.earliest).map(|day| format!("{} by the more cautious reading", day.0));
    let besides: Vec<String> = rolled.into_iter().chain(earliest).collect();
    if besides.is_empty() { stood.words.clone() } else { format!("{} ({})", stood.words, besides.join("; ")) }
}
