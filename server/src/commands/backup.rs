//! `sportello backup` and `sportello restore`.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use serde_json::json;

use super::say;
use crate::{
    backup::{self, Scope},
    config::Config,
    wiring,
};

pub(super) async fn make(
    config: &Config,
    to: Option<PathBuf>,
    without_objects: bool,
    as_json: bool,
) -> anyhow::Result<ExitCode> {
    let to = match to {
        Some(to) => to,
        None => {
            std::fs::create_dir_all(config.backups())?;
            config.backups()
        }
    };
    let scope = if without_objects { Scope::WithoutObjects } else { Scope::Everything };
    let (ctx, embedded) = wiring::beside(config).await?;
    let made = backup::make(config, &ctx, &to, scope).await;
    if let Some(embedded) = embedded {
        embedded.shutdown().await;
    }
    let made = made?;
    if as_json {
        say(&json!({
            "ok": true, "file": made.file, "size": made.size, "sha256": made.sha256, "objects": made.objects,
        })
        .to_string());
    } else {
        let (file, objects) = (made.file.display(), made.objects);
        say(&format!("{file} is whole: {} bytes, {objects} objects, SHA-256 {}.", made.size, made.sha256));
        say("It holds people's data and the installation's keys: keep it as safe as the installation.");
    }
    Ok(ExitCode::SUCCESS)
}

pub(super) async fn restore(
    config: &Config,
    archive: &Path,
    replace: bool,
    as_json: bool,
) -> anyhow::Result<ExitCode> {
    let restored = backup::restore(config, archive, replace).await?;
    let proof = &restored.proof;
    let whole = proof.problems.is_empty();
    if as_json {
        say(&json!({
            "ok": whole, "made_at": restored.manifest.made_at, "version": restored.manifest.sportello,
            "objects": restored.objects, "cases_replayed": proof.cases, "seals_verified": proof.seals,
            "objects_verified": proof.objects, "problems": proof.problems,
        })
        .to_string());
        return Ok(if whole { ExitCode::SUCCESS } else { ExitCode::FAILURE });
    }
    say(&format!("Restored what was backed up at {}.", restored.manifest.made_at));
    say(&format!(
        "Verified: {} cases replayed, {} seals of the audit, {} documents hashed.",
        proof.cases, proof.seals, proof.objects
    ));
    for problem in &proof.problems {
        say(&format!("  BAD  {problem}"));
    }
    say(if whole { "Everything holds." } else { "Something does not hold: see BAD above." });
    Ok(if whole { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
