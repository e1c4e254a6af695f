//! Mail: notices, acts by certified mail, and what documents have to say of the offices.

use super::{Outcome, bad};
use crate::{
    config::{Config, ProtocolPort},
    wiring,
};

/// The server of notices, and its login.
pub(super) async fn mail(config: &Config) -> Outcome {
    let advice = "check `smtp_host`, `smtp_port`, `smtp_tls` and the login";
    let mail = wiring::mail(config).map_err(|err| bad(format!("{err:#}"), advice))?;
    let Some(mail) = mail else {
        return Ok("not set up: nobody is told by e-mail (set `smtp_host`)".into());
    };
    let place = format!("{}:{}", config.smtp_host.clone().unwrap_or_default(), config.smtp_port);
    match mail.ready().await {
        Ok(()) => Ok(format!("{place} answers")),
        Err(err) => Err(bad(format!("{place}: {err}"), advice)),
    }
}

/// The box of certified mail: sending and receiving.
pub(super) async fn pec(config: &Config) -> Outcome {
    let advice = "check the `pec_…` settings and the login";
    let pec = wiring::pec(config).map_err(|err| bad(format!("{err:#}"), advice))?;
    let Some(pec) = pec else {
        return Ok("not set up: the office sends acts to digital domiciles (set `pec_smtp_host`)".into());
    };
    match pec.ready().await {
        Ok(()) => Ok(format!("{} can send and receive", config.pec_sender().unwrap_or_default())),
        Err(err) => Err(bad(err.to_string(), advice)),
    }
}

/// Where the official numbers come from. The register outside is not asked: every question there is an act.
pub(super) fn protocol(config: &Config) -> String {
    match (config.protocol, &config.protocol_url) {
        (ProtocolPort::BuiltIn, _) => "the portal's own register".into(),
        (ProtocolPort::Manual, _) => "typed by the office: receipts are provisional until then".into(),
        (ProtocolPort::External, url) => {
            format!("from {}", url.as_ref().map(ToString::to_string).unwrap_or_default())
        }
    }
}

/// What receipts have to say and the configuration does not.
pub(super) fn offices(config: &Config) -> Outcome {
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
