//! The rules that a configuration must satisfy, each refusal naming the key and the remedy.

use std::path::{Path, PathBuf};

use contract::people::Email;
use pagopa::CreditorCode;
use url::{Host, Url};

use super::{Config, MailTls, Mode, ProtocolPort};

/// Why the portal does not start with this configuration.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file named on the command line is not there.
    #[error("there is no configuration file {0}: write it or leave out --config")]
    NoFile(PathBuf),
    /// A value has the wrong shape.
    #[error("{0}")]
    Unreadable(Box<figment::Error>),
    /// A value breaks a rule.
    #[error("`{key}` {why}: {remedy}")]
    Wrong {
        /// The key.
        key: &'static str,
        /// What is wrong.
        why: String,
        /// What to do.
        remedy: &'static str,
    },
}

/// The secret that the sandbox accepts; known to everybody, so refused in production.
pub(super) const SANDBOX_SECRET: &str = "sandbox-secret";

const SECRETS: [&str; 7] = [
    "s3_secret_key",
    "oidc_client_secret",
    "pagopa_key",
    "pagopa_station_key",
    "smtp_password",
    "pec_password",
    "protocol_token",
];

fn wrong(key: &'static str, why: impl Into<String>, remedy: &'static str) -> ConfigError {
    ConfigError::Wrong { key, why: why.into(), remedy }
}

impl Config {
    pub(super) fn check(&self) -> Result<(), ConfigError> {
        let url = &self.public_url;
        if !matches!(url.scheme(), "http" | "https") || url.path() != "/" || url.query().is_some() {
            return Err(wrong("public_url", format!("is {url}"), "write only scheme, host and port"));
        }
        if !self.metrics_listen.ip().is_loopback() {
            return Err(wrong(
                "metrics_listen",
                "is not on loopback",
                "metrics are for this machine: use 127.0.0.1",
            ));
        }
        let database = self.database();
        if !database.starts_with("sqlite:") && !database.starts_with("postgres") {
            return Err(wrong(
                "database_url",
                "is neither SQLite nor PostgreSQL",
                "begin it with sqlite: or postgres://",
            ));
        }
        if self.s3_endpoint.is_some() && (self.s3_access_key.is_none() || self.s3_secret_key.is_none()) {
            return Err(wrong(
                "s3_access_key",
                "or `s3_secret_key` is missing",
                "an external store needs both",
            ));
        }
        if self.ente.is_none() {
            return Err(wrong("ente", "is missing", "write [ente] with name, contacts and region"));
        }
        if self.prefix.is_empty() || !self.prefix.chars().all(|c| c.is_ascii_uppercase()) {
            return Err(wrong("prefix", "is not made of capital letters", "write two or three, like RC"));
        }
        if self.session_idle_minutes < 5 || self.session_hours == 0 {
            return Err(wrong("session_idle_minutes", "is under 5", "people need time to read"));
        }
        if !(6..=60).contains(&self.draft_months) {
            return Err(wrong(
                "draft_months",
                format!("is {}", self.draft_months),
                "write a number of months from 6 to 60",
            ));
        }
        if !(1..=120).contains(&self.report_months) {
            return Err(wrong(
                "report_months",
                format!("is {}", self.report_months),
                "write a number of months from 1 to 120",
            ));
        }
        if !(2..=60).contains(&self.outage_minutes) {
            return Err(wrong(
                "outage_minutes",
                format!("is {}", self.outage_minutes),
                "write a number from 2 to 60: the portal says each minute that it is there",
            ));
        }
        if self.backups_kept == 0 || self.backup_hours == 0 {
            return Err(wrong("backups_kept", "or `backup_hours` is 0", "write at least 1"));
        }
        if self.max_request_mb == 0 || self.request_seconds == 0 {
            return Err(wrong("max_request_mb", "or `request_seconds` is 0", "write at least 1"));
        }
        self.check_payments()?;
        self.check_mail()?;
        self.check_protocol()?;
        if self.mode == Mode::Production { self.check_production() } else { Ok(()) }
    }

    /// What notices and receipts are made of.
    fn check_payments(&self) -> Result<(), ConfigError> {
        let code = self.ente.as_ref().map(|ente| ente.fiscal_code.as_str()).unwrap_or_default();
        if CreditorCode::parse(code).is_err() {
            return Err(wrong("ente", "has a `fiscal_code` that is not 11 digits", "write the body's own"));
        }
        if self.pagopa_segregation > 99 {
            return Err(wrong("pagopa_segregation", "is above 99", "write the code that pagoPA assigned"));
        }
        Ok(())
    }

    /// In production payments go to pagoPA, under words that only pagoPA and the municipality know.
    fn check_real_payments(&self) -> Result<(), ConfigError> {
        let Some(url) = &self.pagopa_checkout_url else { return Ok(()) };
        if url.scheme() != "https" || self.pagopa_checkout_site.scheme() != "https" {
            return Err(wrong("pagopa_checkout_url", "is not https", "write pagoPA's own address"));
        }
        for (key, value) in
            [("pagopa_key", &self.pagopa_key), ("pagopa_station_key", &self.pagopa_station_key)]
        {
            match value.as_deref() {
                None | Some("") => {
                    return Err(wrong(
                        key,
                        "is missing",
                        "set it in the environment or in a file of its own (…_file)",
                    ));
                }
                Some(SANDBOX_SECRET) => return Err(wrong(key, "is the sandbox's", "use a secret one")),
                Some(_) => {}
            }
        }
        Ok(())
    }

    fn check_protocol(&self) -> Result<(), ConfigError> {
        match (self.protocol, &self.protocol_url) {
            (ProtocolPort::External, None) => {
                Err(wrong("protocol_url", "is missing", "write where the register outside answers"))
            }
            (ProtocolPort::External, Some(url)) if url.scheme() != "https" && !is_loopback(url) => {
                Err(wrong("protocol_url", "is not https", "names and hashes travel encrypted"))
            }
            _ => Ok(()),
        }
    }

    fn check_mail(&self) -> Result<(), ConfigError> {
        if let Some(host) = &self.smtp_host {
            mail_server("smtp_host", host, "smtp_tls", self.smtp_tls)?;
            if self.smtp_user.is_some() != self.smtp_password.is_some() {
                return Err(wrong("smtp_user", "or `smtp_password` is missing", "a login needs both"));
            }
            sender("smtp_from", self.mail_sender())?;
        }
        if let Some(to) = &self.operator_mail {
            if Email::parse(to).is_err() {
                return Err(wrong("operator_mail", "is no address", "write that of who runs the portal"));
            }
            if self.smtp_host.is_none() {
                return Err(wrong("operator_mail", "is set without `smtp_host`", "mail needs a server"));
            }
        }
        let (Some(smtp), Some(imap)) = (&self.pec_smtp_host, &self.pec_imap_host) else {
            if self.pec_smtp_host.is_some() != self.pec_imap_host.is_some() {
                let why = "or `pec_imap_host` is missing";
                return Err(wrong("pec_smtp_host", why, "acts are sent by one, receipts come by the other"));
            }
            return Ok(());
        };
        mail_server("pec_smtp_host", smtp, "pec_tls", self.pec_tls)?;
        mail_server("pec_imap_host", imap, "pec_tls", self.pec_tls)?;
        if self.pec_tls == MailTls::Starttls {
            return Err(wrong("pec_tls", "is starttls", "write tls: providers encrypt from the first byte"));
        }
        if self.pec_user.is_none() || self.pec_password.is_none() {
            return Err(wrong("pec_user", "or `pec_password` is missing", "a box needs both"));
        }
        sender("pec_from", self.pec_sender())
    }

    /// The address that acts come from.
    pub(crate) fn pec_sender(&self) -> Option<String> {
        self.pec_from.clone().or_else(|| self.ente.as_ref().map(|ente| ente.pec.clone()))
    }

    /// The address that notices come from.
    pub(crate) fn mail_sender(&self) -> Option<String> {
        self.smtp_from.clone().or_else(|| self.ente.as_ref().map(|ente| ente.email.clone()))
    }

    fn check_production(&self) -> Result<(), ConfigError> {
        if self.public_url.scheme() != "https" {
            return Err(wrong(
                "public_url",
                "is not https",
                "people's data travel encrypted: put a proxy with a certificate before the portal",
            ));
        }
        if self.oidc_issuer.scheme() != "https" {
            return Err(wrong("oidc_issuer", "is not https", "write the real identity provider"));
        }
        self.check_real_payments()?;
        match self.oidc_client_secret.as_deref() {
            None | Some("") => Err(wrong(
                "oidc_client_secret",
                "is missing",
                "set SPORTELLO_OIDC_CLIENT_SECRET or oidc_client_secret_file",
            )),
            Some(SANDBOX_SECRET) => {
                Err(wrong("oidc_client_secret", "is the sandbox's", "ask the provider for one"))
            }
            Some(_) => Ok(()),
        }
    }
}

/// The name of a mail server, and a connection that is protected unless it stays on this machine.
fn mail_server(
    key: &'static str,
    host: &str,
    tls_key: &'static str,
    tls: MailTls,
) -> Result<(), ConfigError> {
    let here = matches!(host, "localhost" | "127.0.0.1" | "::1");
    if host.trim().is_empty() || host.contains(['/', ' ']) || host.contains(':') && !here {
        return Err(wrong(key, format!("is {host}"), "write the name of the server alone"));
    }
    if tls == MailTls::None && !here {
        return Err(wrong(tls_key, "is none", "write tls: mail leaves this machine"));
    }
    Ok(())
}

fn sender(key: &'static str, from: Option<String>) -> Result<(), ConfigError> {
    match from {
        Some(from) if Email::parse(&from).is_ok() => Ok(()),
        _ => Err(wrong(key, "is no address", "write the address that mail comes from")),
    }
}

pub(super) fn refuse_secrets(file: &Path) -> Result<(), ConfigError> {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let Ok(table) = text.parse::<toml::Table>() else { return Ok(()) };
    let password = |url: &str| Url::parse(url).is_ok_and(|url| url.password().is_some());
    if table.get("database_url").and_then(toml::Value::as_str).is_some_and(password) {
        let remedy = "set SPORTELLO_DATABASE_URL, or let the server trust a socket";
        return Err(wrong("database_url", "holds a password in the configuration file", remedy));
    }
    match SECRETS.into_iter().find(|key| table.contains_key(*key)) {
        Some(key) => Err(wrong(
            key,
            "is in the configuration file",
            "secrets go into the environment or a file of their own (…_file)",
        )),
        None => Ok(()),
    }
}

pub(super) fn secret(key: &'static str, file: &Path) -> Result<String, ConfigError> {
    std::fs::read_to_string(file)
        .map(|text| text.trim().to_owned())
        .map_err(|err| wrong(key, format!("cannot be read ({err})"), "check path and permissions"))
}

pub(super) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}
