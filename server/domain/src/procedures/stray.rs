//! Files in a procedure's folder that are none of its files.

use engine::expressions::nearest;

use super::{
    Definition, Finding, SAMPLES, SCENARIOS,
    check::is_id,
    deed_file,
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
                Some(meant) if !names.iter().any(|other| other == meant) => {
                    format!("call it `{meant}`, or take it out of the folder")
                }
                Some(meant) => format!("take it out of the folder: `{meant}` is there already"),
                None => "take it out of the folder, or call it as one of the files in the guide".to_owned(),
            };
            of_file(slug, name, "this is no file of a procedure, and nothing reads it", &remedy)
        })
        .collect()
}

/// Every template in the folder of acts that no event makes a document of. `names` are those of the files in it.
#[must_use]
pub fn stray_deeds(definition: &Definition, names: &[String]) -> Vec<Finding> {
    let made: Vec<String> = definition.deeds.keys().map(|id| deed_file(id)).collect();
    let files = names.iter().filter(|name| !name.starts_with('.')).map(|name| format!("deeds/{name}"));
    let stray = files.filter(|file| !made.contains(file)).map(|file| {
        let id = file.strip_prefix("deeds/").and_then(|name| name.strip_suffix(".typ"));
        let remedy = match id.filter(|id| is_id(id, '_')) {
            Some(id) => format!("write `deed = \"{id}\"` in the event whose act it is, or take the file out"),
            None => "take the file out: a template is called `<id>.typ`, in small letters, digits and `_`"
                .to_owned(),
        };
        of_file(definition.slug(), &file, "no event makes this document", &remedy)
    });
    stray.collect()
}
