//! `sportello init`: asks what an installation must know, checks it, writes the files that the portal starts
//! with, and gives the first people their roles. Nothing that is there is overwritten.

mod answers;
mod ask;
mod tariffs;
mod write;

use std::{
    io::IsTerminal as _,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::Context;
use contract::{identity::StaffRole, people::CodiceFiscale, places::Comuni};
use domain::identity;

use super::say;
use crate::{config::Config, site, wiring};
use answers::Answers;

/// Where answers come from and where files go.
#[derive(Debug, clap::Args)]
pub(super) struct Init {
    /// A TOML file with the answers, instead of questions on the terminal.
    #[arg(long)]
    answers: Option<PathBuf>,
    /// The configuration file to write.
    #[arg(long, default_value = "sportello.toml")]
    to: PathBuf,
}

pub(super) async fn init(asked: &Init) -> anyhow::Result<ExitCode> {
    anyhow::ensure!(!asked.to.exists(), "{} is there already: nothing was changed", asked.to.display());
    let comuni = site::shipped_list("comuni.csv").unwrap_or_default();
    let comuni = Comuni::parse(&comuni)?;
    let fees = tariffs::shipped()?;
    let answers = match &asked.answers {
        Some(file) => read(file)?,
        None => {
            let (mut input, mut out) = (std::io::stdin().lock(), std::io::stdout());
            anyhow::ensure!(
                std::io::stdin().is_terminal(),
                "nobody is at the terminal: give the answers in a file (--answers FILE)"
            );
            ask::ask(&mut input, &mut out, &comuni, &tariffs::fees(&fees))?
        }
    };
    let mut problems = answers.problems(&comuni);
    problems.extend(tariffs::problems(&answers, &fees));
    if !problems.is_empty() {
        for problem in problems {
            say(&format!("  BAD  {problem}"));
        }
        anyhow::bail!("nothing was written: correct the answers above");
    }
    let written = write::write(&answers, &comuni, &asked.to)?;
    for file in &written {
        say(&format!("  wrote  {}", file.display()));
    }
    appoint(&answers, &asked.to).await?;
    say(&next(&answers, &asked.to));
    Ok(ExitCode::SUCCESS)
}

fn read(file: &Path) -> anyhow::Result<Answers> {
    let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
    toml::from_str(&text).with_context(|| file.display().to_string())
}

/// Makes the database and gives the roles.
async fn appoint(answers: &Answers, file: &Path) -> anyhow::Result<()> {
    let config = Config::load_for_setup(file)?;
    let db = wiring::database(&config).await?;
    wiring::upgrade(&config, &db).await?;
    db.close().await?;
    let ctx = wiring::records(&config).await?;
    for row in &answers.staff {
        let person = CodiceFiscale::parse(&row.fiscal_code)?;
        let role = StaffRole::parse(&row.role).context("a role")?;
        identity::appoint(&ctx, person.as_str(), &row.office, role).await?;
    }
    say(&format!("  {} people have their roles", answers.staff.len()));
    Ok(())
}

fn next(answers: &Answers, file: &Path) -> String {
    format!(
        "Next: put the identity provider's secret into {}, a proxy with a certificate for {} before {}, then\n  \
         sportello --config {file} check\n  sportello --config {file} serve",
        answers.secret_file().display(),
        answers.host,
        answers.listen,
        file = file.display(),
    )
}
