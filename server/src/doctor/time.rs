//! The clock: every legal term depends on it. It is compared with those of the machines that answer.

use std::time::Duration;

use contract::time::Moment;
use domain::clock::{Clock, SystemClock};
use url::Url;

use super::{Outcome, bad};
use crate::{config::Config, wiring};

/// Farther apart than this, one of the clocks is wrong. The `Date` of an answer has whole seconds.
const MOST_APART_MS: i64 = 5_000;

const ADVICE: &str = "let the machines follow a time server (systemd-timesyncd, chrony)";

pub(super) async fn clock(config: &Config) -> Outcome {
    let now = SystemClock.now();
    if !(2026..2100).contains(&now.day().year()) {
        return Err(bad(format!("it says {}", now.rfc3339()), ADVICE));
    }
    let mut said = vec![now.rfc3339()];
    for (whose, theirs) in others(config).await {
        said.push(compared(&whose, theirs)?);
    }
    Ok(said.join(", "))
}

fn compared(whose: &str, (ours, theirs): (Moment, Moment)) -> Outcome {
    let apart = ours.0 - theirs.0;
    if apart.abs() > MOST_APART_MS {
        let seconds = apart / 1000;
        return Err(bad(format!("{seconds} seconds from the clock of the {whose}"), ADVICE));
    }
    Ok(format!("as the clock of the {whose}"))
}

/// The clocks of other machines, each with ours at that moment. One that does not answer says nothing.
async fn others(config: &Config) -> Vec<(String, (Moment, Moment))> {
    let mut found = Vec::new();
    if let Ok(db) = wiring::database(config).await
        && let Ok(Some(theirs)) = db.time().await
    {
        found.push(("database".to_owned(), (SystemClock.now(), theirs)));
    }
    let asked = [("object store", config.s3_endpoint.as_ref()), ("login", Some(&config.oidc_issuer))];
    for (whose, url) in asked {
        if let Some(url) = url
            && let Some(theirs) = date_of(url).await
        {
            found.push((whose.to_owned(), (SystemClock.now(), theirs)));
        }
    }
    found
}

/// The date that a server writes on its answers, whatever else it answers.
async fn date_of(url: &Url) -> Option<Moment> {
    let client = reqwest::Client::builder().timeout(Duration::from_secs(5)).build().ok()?;
    let answer = client.head(url.clone()).send().await.ok()?;
    let date = answer.headers().get(http::header::DATE)?.to_str().ok()?;
    let at = jiff::fmt::rfc2822::parse(date).ok()?;
    Some(Moment(at.timestamp().as_millisecond()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_some_seconds_apart_are_one_time_and_more_are_not() {
        let compare = |theirs: i64| compared("database", (Moment(1_795_340_460_000), Moment(theirs)));
        assert!(compare(1_795_340_456_000).is_ok() && compare(1_795_340_464_999).is_ok());
        for wrong in [1_795_340_400_000, 1_795_340_520_000] {
            assert!(compare(wrong).is_err_and(|fault| fault.text.contains("60 seconds")));
        }
    }
}
