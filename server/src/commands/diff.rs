//! Two versions of a procedure compared, told in the words of an office.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    path::Path,
    process::ExitCode,
};

use anyhow::Context;
use contract::Lang;
use domain::{
    Error,
    procedures::{self, Definition, Difference, Part, What, differences, under_way},
};
use serde_json::json;

use super::{say, simulate};
use crate::{config::Config, wiring};

/// Compares two folders, or shipped procedures by their slugs. The exit code is 0 if they are equal, 1 if something
/// differs.
pub(super) fn folders(old: &Path, new: &Path, json: bool) -> anyhow::Result<ExitCode> {
    let (before, after) = (simulate::definition(old)?, simulate::definition(new)?);
    let named = |path: &Path, of: &Definition| format!("{}, version {}", path.display(), of.version());
    told(&before, &after, [named(old, &before), named(new, &after)], json)
}

/// Compares the revision of an installation that is in force with the folder that `publish` would put in force.
pub(super) async fn installed(config: &Config, slug: &str, json: bool) -> anyhow::Result<ExitCode> {
    let ctx = wiring::records(config).await?;
    let before = match procedures::current(&ctx, slug).await {
        Err(Error::NotFound(_)) => anyhow::bail!("no version of `{slug}` is in force in this installation"),
        found => found?,
    };
    let after = match wiring::folder(config, &ctx, slug) {
        Ok(after) => after,
        Err(findings) => {
            let lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
            anyhow::bail!("the folder does not hold:\n{}", lines.join("\n"))
        }
    };
    let names = [
        format!("{slug}, version {}, in force", before.version()),
        format!("{slug}, version {}, the folder", after.version()),
    ];
    told(&before, &after, names, json)
}

fn told(old: &Definition, new: &Definition, names: [String; 2], json: bool) -> anyhow::Result<ExitCode> {
    let found = differences(old, new);
    let missed = under_way(old, new);
    if json {
        let side = |of: &Definition| json!({ "slug": of.slug(), "version": of.version(), "hash": of.hash });
        let answer = json!({
            "equal": found.is_empty(),
            "a": side(old),
            "b": side(new),
            "differences": found,
            "under_way": missed,
        });
        say(&serde_json::to_string_pretty(&answer)?);
    } else if found.is_empty() {
        say(&format!("{} are equal.", names.join(" and ")));
    } else {
        let telling = Telling { old, new };
        say(telling.whole(&names, &found, &missed).context("the answer cannot be written")?.trim_end());
    }
    Ok(if found.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The files, and the parts of a definition that stand in each, with their names.
const FILES: [(&str, &[(Part, &str)]); 8] = [
    ("procedure.toml", &[(Part::Meta, "the procedure"), (Part::Source, "acts it rests on")]),
    (
        "form.toml",
        &[
            (Part::Page, "pages"),
            (Part::Question, "questions"),
            (Part::Section, "who answers for its parts"),
            (Part::Rule, "rules"),
            (Part::Retired, "gone on purpose"),
        ],
    ),
    ("documents.toml", &[(Part::Document, "documents")]),
    ("fees.toml", &[(Part::Fee, "fees"), (Part::FeeRow, "rows of fees")]),
    (
        "workflow.toml",
        &[
            (Part::Workflow, "the life of a case"),
            (Part::State, "states"),
            (Part::Event, "events"),
            (Part::Track, "tracks"),
        ],
    ),
    ("clocks.toml", &[(Part::Term, "terms")]),
    ("links.toml", &[(Part::Link, "what it follows")]),
    ("deeds", &[(Part::Deed, "templates of acts")]),
];

/// The longest text on a line: what is longer is cut.
const CUT: usize = 160;

/// Two definitions that are told apart.
struct Telling<'d> {
    old: &'d Definition,
    new: &'d Definition,
}

impl Telling<'_> {
    fn whole(
        &self,
        names: &[String; 2],
        found: &[Difference],
        missed: &[Difference],
    ) -> Result<String, std::fmt::Error> {
        let [a, b] = names;
        let mut text = format!("A: {a}\nB: {b}\n");
        for (file, parts) in FILES {
            let there = |part: Part| found.iter().any(|own| own.part == part);
            if !parts.iter().any(|(part, _)| there(*part)) {
                continue;
            }
            writeln!(text, "\n{file}")?;
            for (part, name) in parts.iter().filter(|(part, _)| there(*part)) {
                writeln!(text, "  {name}")?;
                for own in found.iter().filter(|own| own.part == *part) {
                    writeln!(text, "    {}", self.line(own))?;
                }
            }
        }
        self.texts(&mut text, found)?;
        self.cases(&mut text, missed)?;
        Ok(text)
    }

    /// A difference on one line.
    fn line(&self, own: &Difference) -> String {
        let name = self.name(own.part, &own.id);
        if let (Part::Deed, Some(before), Some(after)) = (own.part, &own.before, &own.after) {
            let (before, after) = apart(before, after);
            return format!("~ {name}\n        was: {before}\n        is:  {after}");
        }
        let value = |of: &Option<String>| of.as_deref().map_or("nothing".to_owned(), cut);
        match own.what {
            What::Added => format!("+ {name}{}", with(own.after.as_deref())),
            What::Removed => format!("- {name}{}", with(own.before.as_deref())),
            What::Changed => {
                let key = own.key.as_deref().map(|key| format!(" {}", key_words(key))).unwrap_or_default();
                format!("~ {name}{key}: {} → {}", value(&own.before), value(&own.after))
            }
        }
    }

    /// A thing by its id and its own words.
    fn name(&self, part: Part, id: &str) -> String {
        let own = [self.new, self.old].into_iter().find_map(|of| {
            let words = of.text(Lang::It);
            let label = match part {
                Part::Page => words.step(id).title,
                Part::Question => words.question(id).label,
                Part::Section => words.section(id).title,
                Part::Document => words.slot(id).title,
                Part::Fee => words.fee(id, "").0,
                Part::State => words.state(id).label,
                Part::Event => words.event(id).label,
                Part::Track => words.track(id),
                Part::Term => words.term(id).label,
                _ => id,
            };
            (label != id).then(|| label.to_owned())
        });
        match own {
            _ if id == "*" => "their".to_owned(),
            Some(label) => format!("{id} «{}»", cut(&label)),
            None => id.to_owned(),
        }
    }

    /// The texts of both languages. Those of what came or went whole are only counted: it is told above.
    fn texts(&self, text: &mut String, found: &[Difference]) -> std::fmt::Result {
        let whole: BTreeSet<(&str, &str)> = found
            .iter()
            .filter(|own| own.what != What::Changed)
            .filter_map(|own| Some((table(own.part)?, own.id.as_str())))
            .collect();
        let mut files: BTreeMap<&str, (Vec<String>, usize)> = BTreeMap::new();
        for own in found.iter().filter(|own| own.part == Part::Text) {
            let (lang, way) = own.id.split_once('.').unwrap_or(("", &own.id));
            let (lines, counted) = files.entry(lang).or_default();
            let mut words = way.split('.');
            if words.next().zip(words.next()).is_some_and(|one| whole.contains(&one)) {
                *counted += 1;
                continue;
            }
            lines.push(match (&own.before, &own.after) {
                (Some(before), Some(after)) => {
                    let (before, after) = apart(before, after);
                    format!("~ {way}\n        was: {before}\n        is:  {after}")
                }
                (None, Some(after)) => format!("+ {way}: {}", cut(after)),
                (before, _) => format!("- {way}: {}", cut(before.as_deref().unwrap_or_default())),
            });
        }
        for (lang, (lines, counted)) in files {
            writeln!(text, "\ntexts.{lang}.toml")?;
            for line in lines {
                writeln!(text, "    {line}")?;
            }
            if counted > 0 {
                writeln!(text, "    {counted} texts of what came or went above")?;
            }
        }
        Ok(())
    }

    /// What filed cases may stand in and B does not have.
    fn cases(&self, text: &mut String, missed: &[Difference]) -> std::fmt::Result {
        writeln!(text, "\ncases under way")?;
        if missed.is_empty() {
            return writeln!(text, "    B has every state and term in which a case of A may stand.");
        }
        writeln!(text, "    They stay with the version they were begun on. New cases do not know any more:")?;
        for own in missed {
            let kind = if own.part == Part::State { "state" } else { "term" };
            let name = self.name(own.part, &own.id);
            let moved = match own.what {
                What::Changed => format!(
                    " of {}, which is now of {}",
                    own.before.as_deref().unwrap_or("the main way"),
                    own.after.as_deref().unwrap_or("the main way"),
                ),
                _ => String::new(),
            };
            writeln!(text, "    - {kind} {name}{moved}")?;
        }
        Ok(())
    }
}

/// The table of the texts that has the words of a part.
fn table(part: Part) -> Option<&'static str> {
    Some(match part {
        Part::Page => "step",
        Part::Question => "question",
        Part::Section => "section",
        Part::Rule => "rule",
        Part::Document => "slot",
        Part::Fee => "fee",
        Part::State => "state",
        Part::Event => "event",
        Part::Track => "track",
        Part::Term => "term",
        _ => return None,
    })
}

/// A key as an office says it; those of nested tables keep their way.
fn key_words(key: &str) -> String {
    let word = |word: &str| -> Option<&'static str> {
        Some(match word {
            "when" => "condition",
            "optional" => "may be left out",
            "max_chars" => "longest text",
            "must" => "what must hold",
            "at" => "said beside",
            "page" => "page",
            "who" => "who may",
            "from" => "from the states",
            "to" => "leads to",
            "before" => "only within the term",
            "late" => "after it",
            "branch" => "branch",
            "on" => "moved by",
            "does" => "does",
            "length" => "length",
            "version" => "other length",
            "fires" => "at its end",
            "silence" => "silence means",
            "binds" => "binds",
            "opened_by" => "opened by",
            "closed_by" => "closed by",
            "source" => "source",
            "amount" => "amount",
            "kinds" => "kinds of file",
            "max_files" => "most files",
            "max_bytes" => "largest file",
            "repeat" => "rows",
            "valid_from" => "from",
            "valid_to" => "until",
            _ => return None,
        })
    };
    key.split('.').map(|own| word(own).unwrap_or(own)).collect::<Vec<_>>().join(", ")
}

fn with(value: Option<&str>) -> String {
    value.map(|value| format!(": {}", cut(value))).unwrap_or_default()
}

/// A text on one line, cut if it is long.
fn cut(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= CUT {
        return line;
    }
    line.chars().take(CUT).chain(['…']).collect()
}

/// Two texts from a little before where they part, so that a change at the end of a long text is seen.
fn apart(before: &str, after: &str) -> (String, String) {
    let same = before.chars().zip(after.chars()).take_while(|(one, other)| one == other).count();
    let skip =
        if before.chars().count().max(after.chars().count()) <= CUT { 0 } else { same.saturating_sub(40) };
    let from = |text: &str| {
        let rest: String = text.chars().skip(skip).collect();
        if skip > 0 { format!("…{}", cut(&rest)) } else { cut(&rest) }
    };
    (from(before), from(after))
}
