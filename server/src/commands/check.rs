//! `sportello check`: the doctor. Each verdict says what is wrong and what to do.

use std::{process::ExitCode, time::Duration};

use adapters::objects::StartError;
use domain::{
    clock::{Clock, SystemClock},
    ports::{IdentityProvider, Objects},
};
use serde_json::json;

use super::say;
use crate::{
    config::{Config, ProtocolPort},
    wiring,
};

struct Verdict {
    what: &'static str,
    outcome: Result<String, String>,
}

pub(super) async fn check(config: &Config, as_json: bool) -> anyhow::Result<ExitCode> {
    let mut verdicts = vec![Verdict {
        what: "configuration",
        outcome: Ok(format!("mode {:?}, portal at {}", config.mode, config.public_url)),
    }];
    verdicts.push(Verdict { what: "data folder", outcome: data_folder(config) });
    verdicts.push(Verdict { what: "database", outcome: database(config).await });
    verdicts.push(Verdict { what: "object store", outcome: objects(config).await });
    verdicts.push(Verdict { what: "login", outcome: login(config).await });
    verdicts.push(Verdict { what: "notices by mail", outcome: mail(config).await });
    verdicts.push(Verdict { what: "acts by PEC", outcome: pec(config).await });
    verdicts.push(Verdict { what: "register numbers", outcome: Ok(protocol(config)) });
    verdicts.push(Verdict { what: "offices", outcome: offices(config) });
    verdicts.push(Verdict { what: "clock", outcome: clock() });
    let healthy = verdicts.iter().all(|verdict| verdict.outcome.is_ok());
    if as_json {
        let rows: Vec<_> = verdicts
            .iter()
            .map(|verdict| {
                let (Ok(text) | Err(text)) = &verdict.outcome;
                json!({"what": verdict.what, "ok": verdict.outcome.is_ok(), "text": text})
            })
            .collect();
        say(&json!({"ok": healthy, "verdicts": rows}).to_string());
    } else {
        for verdict in &verdicts {
            match &verdict.outcome {
                Ok(text) => say(&format!("  ok   {}: {text}", verdict.what)),
                Err(text) => say(&format!("  BAD  {}: {text}", verdict.what)),
            }
        }
        say(if healthy { "Everything works." } else { "Something does not work: see BAD above." });
    }
    Ok(if healthy { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn data_folder(config: &Config) -> Result<String, String> {
    let folder = &config.data_dir;
    let probe = folder.join(".check");
    std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::write(&probe, b"check"))
        .and_then(|()| std::fs::remove_file(&probe))
        .map(|()| folder.display().to_string())
        .map_err(|err| format!("{} cannot be written ({err}): set data_dir or its owner", folder.display()))
}

async fn database(config: &Config) -> Result<String, String> {
    let advice = "set database_url, or start the server it names";
    let db = wiring::database(config).await.map_err(|err| format!("{err:#}: {advice}"))?;
    match wiring::pending_migrations(&db).await {
        Ok(0) => Ok(format!("{:?}, at this version's schema", db.backend())),
        Ok(_) => Err("not at this version's schema: run `sportello migrate`".into()),
        Err(err) => Err(format!("{err:#}: restore the last backup")),
    }
}

fn clock() -> Result<String, String> {
    let now = SystemClock.now();
    if (2026..2100).contains(&now.day().year()) {
        return Ok(now.rfc3339());
    }
    Err(format!("it says {}: set the machine's clock, every term depends on it", now.rfc3339()))
}

async fn objects(config: &Config) -> Result<String, String> {
    match wiring::objects(config).await {
        Ok((store, embedded)) => {
            let verdict = answers(&*store, embedded.is_some(), config).await;
            if let Some(embedded) = embedded {
                embedded.shutdown().await;
            }
            verdict
        }
        // One process at a time has the embedded store: a running portal, which can be asked.
        Err(err) if matches!(err.downcast_ref(), Some(StartError::InUse(_))) => running(config).await,
        Err(err) => Err(format!("{err:#}")),
    }
}

async fn running(config: &Config) -> Result<String, String> {
    let url = format!("http://{}/readyz", config.listen);
    match reqwest::get(&url).await {
        Ok(answer) if answer.status().is_success() => Ok("embedded, held by the running portal".into()),
        Ok(answer) => Err(format!("the running portal answers {} at /readyz", answer.status())),
        Err(err) => {
            Err(format!("held by a process that does not answer at {url} ({err}): is it another portal?"))
        }
    }
}

async fn answers(store: &dyn Objects, embedded: bool, config: &Config) -> Result<String, String> {
    let place = if embedded {
        format!("embedded, in {}", config.data_dir.join("objects").display())
    } else {
        config.s3_endpoint.as_ref().map(ToString::to_string).unwrap_or_default()
    };
    store.ready().await.map_err(|err| format!("{place}: {err}. Check s3_endpoint, keys and bucket"))?;
    if embedded {
        return Ok(place);
    }
    if config.s3_public_endpoint.is_none() {
        return Ok(format!("{place}. Browsers reach it through the portal"));
    }
    let origin = config.public_origin();
    Ok(format!(
        "{place}. The bucket needs this CORS rule: \
         {{\"AllowedOrigins\":[\"{origin}\"],\"AllowedMethods\":[\"GET\",\"PUT\"],\"AllowedHeaders\":[\"*\"]}}"
    ))
}

async fn login(config: &Config) -> Result<String, String> {
    let provider = wiring::identity(config).map_err(|err| format!("{err:#}"))?;
    let issuer = &config.oidc_issuer;
    match tokio::time::timeout(Duration::from_secs(10), provider.begin()).await {
        Ok(Ok(_)) => Ok(format!("{issuer} answers")),
        Ok(Err(err)) => {
            Err(format!("{issuer}: {err}. Check oidc_issuer; in the demo start sportello-sandbox"))
        }
        Err(_) => Err(format!("{issuer} does not answer within 10 seconds")),
    }
}

async fn mail(config: &Config) -> Result<String, String> {
    let mail = wiring::mail(config).map_err(|err| format!("{err:#}"))?;
    let Some(mail) = mail else {
        return Ok("not set up: nobody is told by e-mail (set smtp_host)".into());
    };
    let place = format!("{}:{}", config.smtp_host.clone().unwrap_or_default(), config.smtp_port);
    match mail.ready().await {
        Ok(()) => Ok(format!("{place} answers")),
        Err(err) => Err(format!("{place}: {err}. Check smtp_host, smtp_port, smtp_tls and the login")),
    }
}

/// What receipts have to say and the configuration does not.
fn offices(config: &Config) -> Result<String, String> {
    if config.offices.is_empty() {
        return Ok("none described: receipts do not say who answers for a case (write [[offices]])".into());
    }
    let silent = config.offices.iter().filter(|office| office.inertia.is_empty());
    let silent: Vec<&str> = silent.map(|office| office.slug.as_str()).collect();
    if silent.is_empty() {
        return Ok(format!("{} described", config.offices.len()));
    }
    Ok(format!("{}: `inertia` does not say whom to turn to (L. 241/1990, article 2)", silent.join(", ")))
}

async fn pec(config: &Config) -> Result<String, String> {
    let pec = wiring::pec(config).map_err(|err| format!("{err:#}"))?;
    let Some(pec) = pec else {
        return Ok("not set up: the office sends acts to digital domiciles (set pec_smtp_host)".into());
    };
    match pec.ready().await {
        Ok(()) => Ok(format!("{} can send and receive", config.pec_sender().unwrap_or_default())),
        Err(err) => Err(format!("{err}. Check the pec_… settings and the login")),
    }
}

/// Where the official numbers come from. The register outside is not asked: every question there is an act.
fn protocol(config: &Config) -> String {
    match (config.protocol, &config.protocol_url) {
        (ProtocolPort::BuiltIn, _) => "the portal's own register".into(),
        (ProtocolPort::Manual, _) => "typed by the office: receipts are provisional until then".into(),
        (ProtocolPort::External, url) => {
            format!("from {}", url.as_ref().map(ToString::to_string).unwrap_or_default())
        }
    }
}
