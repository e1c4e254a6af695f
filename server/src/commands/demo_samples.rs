//! Cases of the demo that are filled like a sample of their procedure.

use std::collections::BTreeMap;

use anyhow::Context;
use domain::procedures::SAMPLES;
use jiff::{ToSpan, civil::Date};
use serde::Deserialize;

use crate::site;

#[derive(Deserialize)]
struct Samples {
    sample: Vec<Sample>,
}

#[derive(Deserialize)]
struct Sample {
    name: String,
    today: String,
    #[serde(default)]
    answers: Pages,
    expect: Expect,
}

#[derive(Deserialize)]
struct Expect {
    #[serde(default)]
    documents: Vec<String>,
}

type Pages = BTreeMap<String, BTreeMap<String, String>>;

/// The answers of a sample with its days moved to `today`, and a file for each document that it must have.
///
/// # Errors
/// There is no such procedure or sample.
pub(super) fn sampled(slug: &str, name: &str, today: Date) -> anyhow::Result<(Pages, Vec<(String, String)>)> {
    let file = site::shipped_procedure(slug, SAMPLES).with_context(|| format!("{slug} has no samples"))?;
    let samples: Samples = toml::from_str(&String::from_utf8(file)?).context("the samples")?;
    let found = samples.sample.into_iter().find(|sample| sample.name == name);
    let sample = found.with_context(|| format!("{slug} has no sample called {name}"))?;
    let told: Date = sample.today.parse().context("the day of the sample")?;
    let later = (today - told).get_days();
    let answers = sample.answers.into_iter().map(|(page, inputs)| (page, moved(inputs, later))).collect();
    let files = sample.expect.documents.into_iter().map(|slot| {
        let name = format!("{slot}.pdf");
        (slot, name)
    });
    Ok((answers, files.collect()))
}

/// The same answers with every day so many days later.
fn moved(inputs: BTreeMap<String, String>, later: i32) -> BTreeMap<String, String> {
    let mut moved = inputs.clone();
    for (name, day) in &inputs {
        let Some(question) = name.strip_suffix(".giorno") else { continue };
        let part = |part: &str| inputs.get(&format!("{question}.{part}")).map(String::as_str);
        let read = || {
            let (month, year) = (part("mese")?.parse().ok()?, part("anno")?.parse().ok()?);
            Date::new(year, month, day.parse().ok()?).ok()?.checked_add(later.days()).ok()
        };
        let Some(date) = read() else { continue };
        moved.insert(format!("{question}.giorno"), date.day().to_string());
        moved.insert(format!("{question}.mese"), date.month().to_string());
        moved.insert(format!("{question}.anno"), date.year().to_string());
    }
    moved
}
