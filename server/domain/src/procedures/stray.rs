//! Files in a procedure's folder that are none of its files.

use engine::expressions::nearest;

use super::{
    Finding, SAMPLES, SCENARIOS,
    links::LINKS,
    load::{CLOCKS, FEES, FILES, of_file},
};

/// Every file of a folder that looks like one of a procedure and is none: nothing reads it. Notes and hidden files may be
/// there.
#[must_use]
pub fn stray_findings(slug: &str, names: &[String]) -> Vec<Finding> {
    let known: Vec<&str> = FILES.into_iter().chain([FEES, CLOCKS, LINKS, SAMPLES, SCENARIOS]).collect();
    let stray =
        |name: &&String| name.ends_with(".toml") && !name.starts_with('.') && !known.contains(&name.as_str());
    names
        .iter()
        .filter(stray)
        .map(|name| {
            let remedy = match nearest::near(name, known.iter().copied()) {
                Some(meant) => format!("call it `{meant}`, or take it out of the folder"),
                None => "take it out of the folder, or call it as one of the files in the guide".to_owned(),
            };
            of_file(slug, name, "this is no file of a procedure, and nothing reads it", &remedy)
        })
        .collect()
}
