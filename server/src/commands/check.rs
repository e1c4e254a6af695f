//! `sportello check`: the doctor. Each verdict says what is wrong and what to do.

use std::{process::ExitCode, time::Duration};

use domain::ports::{IdentityProvider, Objects};
use serde_json::json;

use super::say;
use crate::{config::Config, wiring};

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
    let (objects, login, clock) = world(config).await;
    verdicts.push(Verdict { what: "object store", outcome: objects });
    verdicts.push(Verdict { what: "login", outcome: login });
    verdicts.push(Verdict { what: "clock", outcome: clock });
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
    wiring::migrate(&db).await.map_err(|err| format!("{err:#}: restore the last backup"))?;
    Ok(format!("{:?}, schema of this version", db.backend()))
}

type Three = (Result<String, String>, Result<String, String>, Result<String, String>);

async fn world(config: &Config) -> Three {
    let world = match wiring::world(config).await {
        Ok(world) => world,
        Err(err) => {
            let text = format!("not examined: {err:#}");
            return (Err(text.clone()), Err(text.clone()), Err(text));
        }
    };
    let objects = objects(&*world.ctx.objects, world.embedded.is_some(), config).await;
    let login = login(&*world.identity, config).await;
    let year = world.ctx.clock.now().day().year();
    let clock = if (2026..2100).contains(&year) {
        Ok(world.ctx.clock.now().rfc3339())
    } else {
        Err(format!("it is the year {year}: set the machine's clock, every term depends on it"))
    };
    if let Some(store) = world.embedded {
        store.shutdown().await;
    }
    (objects, login, clock)
}

async fn objects(store: &dyn Objects, embedded: bool, config: &Config) -> Result<String, String> {
    let where_to = if embedded {
        format!("embedded, in {}", config.data_dir.join("objects").display())
    } else {
        config.s3_endpoint.as_ref().map(ToString::to_string).unwrap_or_default()
    };
    store.ready().await.map_err(|err| format!("{where_to}: {err}. Check s3_endpoint, keys and bucket"))?;
    if embedded {
        return Ok(where_to);
    }
    let origin = config.public_origin();
    Ok(format!(
        "{where_to}. The bucket needs this CORS rule: \
         {{\"AllowedOrigins\":[\"{origin}\"],\"AllowedMethods\":[\"GET\",\"PUT\"],\"AllowedHeaders\":[\"*\"]}}"
    ))
}

async fn login(provider: &dyn IdentityProvider, config: &Config) -> Result<String, String> {
    let answer = tokio::time::timeout(Duration::from_secs(10), provider.begin()).await;
    match answer {
        Ok(Ok(_)) => Ok(format!("{} answers", config.oidc_issuer)),
        Ok(Err(err)) => Err(format!(
            "{}: {err}. Check oidc_issuer; in the demo start sportello-sandbox",
            config.oidc_issuer
        )),
        Err(_) => Err(format!("{} does not answer within 10 seconds", config.oidc_issuer)),
    }
}
