//! A procedure's workflow drawn for an office and a lawyer, written to a file or to whoever asked.

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::Context;
use contract::Lang;
use domain::procedures::Drawing;

use super::{say, simulate};

/// What a drawing is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    /// A picture that stands by itself, for browsers and word processors.
    Svg,
    /// Text of Mermaid's `stateDiagram-v2`.
    Mermaid,
    /// States, ways between them, tracks and terms as data.
    Json,
}

#[derive(Debug, clap::Args)]
pub(super) struct Diagram {
    /// The folder of the procedure, or the slug of a shipped one.
    procedure: PathBuf,
    /// The language of the words: `it` or `en`.
    #[arg(long, default_value = "it", value_parser = lang)]
    lang: Lang,
    /// What to write.
    #[arg(long, value_enum, default_value = "svg")]
    format: Format,
    /// The file to write, over what is there; else standard output.
    #[arg(long)]
    output: Option<PathBuf>,
}

fn lang(word: &str) -> Result<Lang, String> {
    Lang::parse(word).ok_or_else(|| "write `it` or `en`".to_owned())
}

/// Draws the workflow of a folder, or of a shipped procedure.
pub(super) fn diagram(asked: &Diagram) -> anyhow::Result<ExitCode> {
    let drawing = Drawing::new(&simulate::definition(&asked.procedure)?, asked.lang);
    let text = match asked.format {
        Format::Svg => drawing.svg(),
        Format::Mermaid => drawing.mermaid(),
        Format::Json => serde_json::to_string_pretty(&drawing)?,
    };
    match &asked.output {
        None => say(text.trim_end()),
        Some(file) => write(file, text.trim_end())?,
    }
    Ok(ExitCode::SUCCESS)
}

fn write(file: &Path, text: &str) -> anyhow::Result<()> {
    fs::write(file, format!("{text}\n")).with_context(|| format!("{} cannot be written", file.display()))?;
    say(&format!("The drawing is in {}.", file.display()));
    Ok(())
}
