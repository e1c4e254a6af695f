//! Certificates: of the portal as people reach it, and of the servers that the portal calls.

use std::time::Duration;

use contract::{Lang, time::Moment};
use domain::clock::{Clock, SystemClock};
use url::Url;
use x509_cert::{Certificate, der::Decode as _};

use super::{Fault, Outcome, bad};
use crate::config::Config;

/// A certificate that ends sooner than this was not renewed when it should have been.
const LEAST_DAYS: i64 = 14;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

const ADVICE: &str = "renew it, and see why it was not renewed by itself";

/// The addresses that are reached encrypted, each host once.
pub(super) fn hosts(config: &Config) -> Vec<Url> {
    let all = [Some(&config.public_url), Some(&config.oidc_issuer), config.s3_endpoint.as_ref()];
    let all = all.into_iter().chain([config.s3_public_endpoint.as_ref()]).flatten();
    let mut found: Vec<Url> = Vec::new();
    for url in all.filter(|url| url.scheme() == "https") {
        if !found.iter().any(|known| known.origin() == url.origin()) {
            found.push(url.clone());
        }
    }
    found
}

/// Whether a host's certificate is trusted from here, and for how long it holds.
pub(super) async fn certificate(url: &Url) -> Outcome {
    let unreachable = |err: &dyn std::fmt::Display| bad(format!("{err}"), "see whether the host answers");
    let client = reqwest::Client::builder()
        .timeout(Duration::from_secs(10))
        .redirect(reqwest::redirect::Policy::none())
        .tls_info(true)
        .build();
    let client = client.map_err(|err| unreachable(&err))?;
    // Trust, name and dates are judged by the handshake.
    let answer = client.head(url.clone()).send().await.map_err(|err| {
        let err = anyhow::Error::from(err);
        bad(format!("{err:#}"), ADVICE)
    })?;
    let tls = answer.extensions().get::<reqwest::tls::TlsInfo>();
    let Some(der) = tls.and_then(reqwest::tls::TlsInfo::peer_certificate) else {
        return Err(bad("the host shows none", ADVICE));
    };
    ends(der).and_then(|until| judged(until, SystemClock.now()))
}

fn ends(der: &[u8]) -> Result<Moment, Fault> {
    let certificate = Certificate::from_der(der).map_err(|err| bad(format!("unreadable: {err}"), ADVICE))?;
    let until = certificate.tbs_certificate.validity.not_after.to_unix_duration();
    Ok(Moment(i64::try_from(until.as_millis()).unwrap_or(i64::MAX)))
}

fn judged(until: Moment, now: Moment) -> Outcome {
    let days = (until.0 - now.0).div_euclid(DAY_MS);
    let said = format!("holds until {}, {days} days from now", until.day_words(Lang::En));
    if days >= LEAST_DAYS { Ok(said) } else { Err(bad(said, ADVICE)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_certificate_that_ends_soon_is_said_two_weeks_before() {
        let now = Moment(1_795_340_460_000);
        let in_days = |days: i64| judged(Moment(now.0 + days * DAY_MS), now);
        assert!(in_days(14).is_ok() && in_days(90).is_ok());
        assert!(in_days(13).is_err() && in_days(-1).is_err());
    }
}
