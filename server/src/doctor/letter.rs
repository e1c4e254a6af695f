//! What the doctor writes to who runs the installation, when something does not work.

use anyhow::Context as _;
use domain::{
    clock::{Ids as _, RandomIds},
    ports::{Letter, Mail as _},
};

use super::Finding;
use crate::{config::Config, wiring};

/// Tells the operator by mail what does not work; says whom it told, `None` if there was nothing to tell.
///
/// # Errors
/// When nobody can be told: no address, no server, or a server that refuses.
pub async fn tell(config: &Config, findings: &[Finding]) -> anyhow::Result<Option<String>> {
    let Some((subject, text)) = words(config, findings) else { return Ok(None) };
    let to = config.operator_mail.clone().context("nobody to tell: set `operator_mail`")?;
    let mail = wiring::mail(config)?.context("no server to tell them by: set `smtp_host`")?;
    mail.send(&Letter { id: RandomIds.next(), to: to.clone(), subject, text, attachment: None }).await?;
    Ok(Some(to))
}

/// Subject and text, if there is something to tell.
fn words(config: &Config, findings: &[Finding]) -> Option<(String, String)> {
    let faults: Vec<String> = findings
        .iter()
        .filter_map(|finding| {
            let fault = finding.outcome.as_ref().err()?;
            Some(format!("{}: {}\n  what to do: {}\n", finding.what, fault.text, fault.remedy))
        })
        .collect();
    if faults.is_empty() {
        return None;
    }
    let works: Vec<&str> =
        findings.iter().filter(|of| of.outcome.is_ok()).map(|of| of.what.as_str()).collect();
    let url = &config.public_url;
    let text = format!(
        "What does not work at {url}:\n\n{}\nWhat works: {}.\n\nAsk again with: sportello check\n",
        faults.join("\n"),
        works.join(", ")
    );
    Some((format!("Sportello: {} of {} checks failed", faults.len(), findings.len()), text))
}
