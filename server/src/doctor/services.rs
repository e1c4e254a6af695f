//! What the portal stands on: database, object store, login, backups.

use std::{sync::Arc, time::Duration};

use adapters::objects::StartError;
use contract::Lang;
use domain::{
    clock::{Clock, SystemClock},
    office,
    ports::{IdentityProvider, Objects},
    procedures::{self, Definition},
};

use super::{Outcome, bad};
use crate::{
    config::{Config, Mode},
    wiring,
};

const HOUR_MS: i64 = 60 * 60 * 1000;

pub(super) async fn database(config: &Config) -> Outcome {
    let advice = "set `database_url`, or start the server that it names";
    let db = wiring::database(config).await.map_err(|err| bad(format!("{err:#}"), advice))?;
    let schema = wiring::schema(&db).await.map_err(|err| bad(format!("{err:#}"), advice))?;
    if let Err(newer) = schema.known() {
        return Err(bad(newer.to_string(), "start the newer version again"));
    }
    match schema.pending {
        0 => Ok(format!("{:?}, at this version's schema", db.backend())),
        pending => Err(bad(
            format!("{pending} migrations behind this version's schema"),
            "run `sportello migrate`, which puts a copy aside first",
        )),
    }
}

pub(super) async fn objects(config: &Config) -> Outcome {
    match wiring::objects(config).await {
        Ok((store, embedded)) => {
            let outcome = answers(&*store, embedded.is_some(), config).await;
            if let Some(embedded) = embedded {
                embedded.shutdown().await;
            }
            outcome
        }
        // One process at a time has the embedded store: a running portal, which can be asked.
        Err(err) if matches!(err.downcast_ref(), Some(StartError::InUse(_))) => running(config).await,
        Err(err) => Err(bad(format!("{err:#}"), "check `data_dir` and its owner")),
    }
}

async fn running(config: &Config) -> Outcome {
    let url = format!("http://{}/readyz", config.listen);
    match reqwest::get(&url).await {
        Ok(answer) if answer.status().is_success() => Ok("embedded, held by the running portal".into()),
        Ok(answer) => Err(bad(
            format!("the running portal answers {} at /readyz", answer.status()),
            "read the portal's log",
        )),
        Err(err) => Err(bad(
            format!("held by a process that does not answer at {url} ({err})"),
            "see whether another portal uses the same `data_dir`",
        )),
    }
}

async fn answers(store: &dyn Objects, embedded: bool, config: &Config) -> Outcome {
    let place = if embedded {
        format!("embedded, in {}", config.data_dir.join("objects").display())
    } else {
        config.s3_endpoint.as_ref().map(ToString::to_string).unwrap_or_default()
    };
    let ready = store.ready().await;
    ready.map_err(|err| bad(format!("{place}: {err}"), "check `s3_endpoint`, keys and bucket"))?;
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

pub(super) async fn login(config: &Config) -> Outcome {
    let issuer = &config.oidc_issuer;
    let advice = "check `oidc_issuer`; in the demo start sportello-sandbox";
    let provider = wiring::identity(config).map_err(|err| bad(format!("{err:#}"), advice))?;
    match tokio::time::timeout(Duration::from_secs(10), provider.begin()).await {
        Ok(Ok(_)) => Ok(format!("{issuer} answers")),
        Ok(Err(err)) => Err(bad(format!("{issuer}: {err}"), advice)),
        Err(_) => Err(bad(format!("{issuer} does not answer within 10 seconds"), advice)),
    }
}

/// Whether the municipality's own lists can be read: the portal does not start without them.
pub(super) fn lists(config: &Config) -> Outcome {
    match wiring::lists(config) {
        Ok(lists) => Ok(format!("{} days of rest besides Sundays", lists.calendar.holidays.len())),
        Err(err) => Err(bad(
            format!("{err:#}"),
            "mend the line in `overrides/lists/`: the portal does not start before",
        )),
    }
}

/// Whether the folders of procedures are without mistakes. Who has a published revision goes on with it meanwhile.
pub(super) async fn procedures(config: &Config) -> Outcome {
    let ctx = wiring::records(config).await;
    let ctx = ctx.map_err(|err| bad(format!("not known: {err:#}"), "see `database`"))?;
    let slugs = wiring::procedure_slugs(config);
    let wrong: Vec<(String, usize, String)> = slugs
        .iter()
        .filter_map(|slug| {
            let found = wiring::folder(config, &ctx, slug).err()?;
            let first = found.first().map(ToString::to_string).unwrap_or_default();
            Some((slug.clone(), found.len(), first))
        })
        .collect();
    if wrong.is_empty() {
        return Ok(format!("{} without mistakes", slugs.len()));
    }
    let lines: Vec<String> =
        wrong.iter().map(|(slug, count, first)| format!("{slug}: {count} mistakes, first {first}")).collect();
    Err(bad(
        lines.join("\n"),
        "read all with `sportello procedure check <folder>`; what was published before goes on",
    ))
}

/// Whether bills are made with amounts that are only examples. In a demo they are.
pub(super) async fn fees(config: &Config) -> Outcome {
    let ctx = wiring::records(config).await;
    let ctx = ctx.map_err(|err| bad(format!("not known: {err:#}"), "see `database`"))?;
    let published = procedures::all_current(&ctx).await;
    let published = published.map_err(|err| bad(format!("not known: {err}"), "see `database`"))?;
    let examples = |definition: &Arc<Definition>| {
        let tables = definition.fees.tables.iter().filter(|table| table.example);
        tables.map(|table| format!("{}/{}", definition.slug(), table.id)).collect::<Vec<_>>()
    };
    let mut examples: Vec<String> = published.iter().flat_map(examples).collect();
    examples.sort();
    if examples.is_empty() {
        return Ok("all are the municipality's own".into());
    }
    let said = format!("only examples: {}", examples.join(", "));
    match config.mode {
        Mode::Demo => Ok(said),
        Mode::Production => Err(bad(
            said,
            "write the municipality's own into `overrides/fees/<procedure>.toml`, then `sportello procedure publish`",
        )),
    }
}

/// How old the last backup is. A demo needs none.
pub(super) async fn backup(config: &Config) -> Outcome {
    let ctx = wiring::records(config).await;
    let ctx = ctx.map_err(|err| bad(format!("not known: {err:#}"), "see `database`"))?;
    let last = office::last_backup(&ctx).await;
    let last = last.map_err(|err| bad(format!("not known: {err}"), "see `database`"))?;
    let advice = "run `sportello backup` from a timer once a day, and take the archive to another machine";
    let demo = config.mode == Mode::Demo;
    let Some(last) = last else {
        return if demo { Ok("none yet".into()) } else { Err(bad("there is none", advice)) };
    };
    let hours = (SystemClock.now().0 - last.at.0) / HOUR_MS;
    let said = format!("{} of {}, {hours} hours ago", last.file_name, last.at.words(Lang::En));
    if demo || hours <= i64::from(config.backup_hours) { Ok(said) } else { Err(bad(said, advice)) }
}
