//! `sportello audit verify` and `sportello cases replay`.

use std::process::ExitCode;

use contract::ids::CaseId;
use domain::{cases as verbs, office};
use serde_json::json;

use super::say;
use crate::{config::Config, wiring};

pub(super) async fn audit(config: &Config, as_json: bool) -> anyhow::Result<ExitCode> {
    let ctx = wiring::records(config).await?;
    let verdict = office::verify_seals(&ctx).await?;
    let holds = verdict.broken_at.is_none();
    if as_json {
        say(&json!({"seals": verdict.seals, "broken_at": verdict.broken_at, "holds": holds}).to_string());
    } else if let Some(seal) = verdict.broken_at {
        say(&format!("Seal {seal} does not fit its rows: the audit was changed outside the portal."));
    } else {
        say(&format!("{} seals, all fit their rows.", verdict.seals));
    }
    Ok(if holds { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

pub(super) async fn case(config: &Config, id: CaseId, as_json: bool) -> anyhow::Result<ExitCode> {
    let ctx = wiring::records(config).await?;
    let verdict = verbs::verify_case(&ctx, id).await?;
    if as_json {
        say(&json!({
            "events": verdict.events, "broken_at": verdict.broken_at,
            "replayed": verdict.replayed, "recorded": verdict.recorded, "holds": verdict.holds(),
        })
        .to_string());
    } else if verdict.holds() {
        say(&format!("{} events give the state on record, {}.", verdict.events, verdict.recorded));
    } else {
        let replayed = verdict.replayed.as_deref().unwrap_or("none");
        say(&format!("The journal gives {replayed}, on record is {}.", verdict.recorded));
    }
    Ok(if verdict.holds() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

pub(super) async fn cases(config: &Config, as_json: bool) -> anyhow::Result<ExitCode> {
    let ctx = wiring::records(config).await?;
    let found = verbs::verify_cases(&ctx).await?;
    let holds = found.broken.is_empty();
    if as_json {
        let broken: Vec<String> = found.broken.iter().map(ToString::to_string).collect();
        say(&json!({ "cases": found.cases, "events": found.events, "broken": broken, "holds": holds })
            .to_string());
    } else {
        for case in &found.broken {
            say(&format!(
                "The journal of case {case} does not hold: `sportello cases replay {case}` says how."
            ));
        }
        say(&format!(
            "{} cases with {} events, {} of them do not hold.",
            found.cases,
            found.events,
            found.broken.len()
        ));
    }
    Ok(if holds { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
