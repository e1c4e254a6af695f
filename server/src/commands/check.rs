//! `sportello check`: prints what the doctor finds.

use std::process::ExitCode;

use serde_json::json;

use super::say;
use crate::{config::Config, doctor};

/// Examines, prints, and with `mail` tells the operator what is bad.
pub(super) async fn check(config: &Config, as_json: bool, mail: bool) -> anyhow::Result<ExitCode> {
    let findings = doctor::examine(config).await;
    let healthy = findings.iter().all(|finding| finding.outcome.is_ok());
    if as_json {
        let rows: Vec<_> = findings
            .iter()
            .map(|finding| match &finding.outcome {
                Ok(text) => json!({"what": finding.what, "ok": true, "text": text}),
                Err(fault) => {
                    json!({"what": finding.what, "ok": false, "text": fault.text, "remedy": fault.remedy})
                }
            })
            .collect();
        say(&json!({"ok": healthy, "verdicts": rows}).to_string());
    } else {
        for finding in &findings {
            match &finding.outcome {
                Ok(text) => say(&format!("  ok   {}: {text}", finding.what)),
                Err(fault) => say(&format!("  BAD  {}: {}. {}", finding.what, fault.text, fault.remedy)),
            }
        }
        say(if healthy { "Everything works." } else { "Something does not work: see BAD above." });
    }
    // After the printing: who reads the journal of the timer learns it also if nobody can be told.
    if mail && let Some(to) = doctor::tell(config, &findings).await? {
        tracing::info!(to, "told by mail what does not work");
    }
    Ok(if healthy { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
