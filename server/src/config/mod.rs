//! Configuration: a TOML file, overridden by `SPORTELLO_*` environment variables, checked at start.
//!
//! The only place that reads the environment. Secrets come from the environment or from files of
//! their own, never from the TOML file.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
};

use app::layout::Ente as EnteDetails;
use domain::Office;
use figment::{
    Figment,
    providers::{Env, Format, Serialized, Toml},
    value::{Dict, Value},
};
use serde::{Deserialize, Serialize};
use url::Url;

mod validate;

pub use validate::ConfigError;

/// What the installation is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Trying out: demo municipality, sandbox login, plain http on this machine.
    Demo,
    /// Serving people: https, own municipality, own identity provider.
    Production,
}

/// Everything that can be set. Every key can also be given as `SPORTELLO_<KEY>`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// `demo` or `production`.
    pub mode: Mode,
    /// Address and port of the portal.
    pub listen: SocketAddr,
    /// Address and port of the metrics; loopback.
    pub metrics_listen: SocketAddr,
    /// What people type in the browser: scheme, host and port, nothing else.
    pub public_url: Url,
    /// Where the embedded database, the embedded objects and the keys are.
    pub data_dir: PathBuf,
    /// `sqlite:…` or `postgres://…`; a file in `data_dir` if not set.
    pub database_url: Option<String>,
    /// Connections to the database.
    pub database_connections: u32,
    /// An S3 endpoint; the embedded store if not set.
    pub s3_endpoint: Option<Url>,
    /// Where browsers reach that endpoint; without it files go through the portal.
    pub s3_public_endpoint: Option<Url>,
    /// Region of the bucket.
    pub s3_region: String,
    /// The bucket.
    pub s3_bucket: String,
    /// Access key of an external store.
    pub s3_access_key: Option<String>,
    /// Secret key of an external store. From the environment or `s3_secret_key_file`.
    pub s3_secret_key: Option<String>,
    /// A file with the secret key.
    pub s3_secret_key_file: Option<PathBuf>,
    /// The OpenID Connect provider.
    pub oidc_issuer: Url,
    /// The portal's name there.
    pub oidc_client_id: String,
    /// The portal's secret there. From the environment or `oidc_client_secret_file`.
    pub oidc_client_secret: Option<String>,
    /// A file with the secret.
    pub oidc_client_secret_file: Option<PathBuf>,
    /// The claim that holds the codice fiscale.
    pub oidc_fiscal_code_claim: String,
    /// pagoPA's Checkout service, up to `/v2`; without it nobody pays online.
    pub pagopa_checkout_url: Option<Url>,
    /// Where browsers are led to pay.
    pub pagopa_checkout_site: Url,
    /// The municipality's key towards pagoPA's services. From the environment or `pagopa_key_file`.
    pub pagopa_key: Option<String>,
    /// A file with that key.
    pub pagopa_key_file: Option<PathBuf>,
    /// The word with which receipts present themselves to the portal: whoever checks the certificate of pagoPA's
    /// hub before the portal adds it. From the environment or `pagopa_station_key_file`.
    pub pagopa_station_key: Option<String>,
    /// A file with that word.
    pub pagopa_station_key_file: Option<PathBuf>,
    /// The broker that receipts must name; any, if empty.
    pub pagopa_broker: String,
    /// The station that receipts must name; any, if empty.
    pub pagopa_station: String,
    /// The code under which notice numbers are made, assigned by pagoPA.
    pub pagopa_segregation: u8,
    /// Minutes without use after which a session ends.
    pub session_idle_minutes: u32,
    /// Hours after which a session ends in any case.
    pub session_hours: u32,
    /// Months that a draft is kept after its last change.
    pub draft_months: u8,
    /// Months after which what a closed report says of a person is erased.
    pub report_months: u8,
    /// Minutes of silence of the portal beyond which it was an outage.
    pub outage_minutes: u8,
    /// Largest request in MB.
    pub max_request_mb: u32,
    /// Seconds after which a request is given up.
    pub request_seconds: u32,
    /// What is logged, in the syntax of `tracing`: `info`, `sportello=debug`…
    pub log: String,
    /// Where backups go; `backups` in `data_dir` if not set.
    pub backup_dir: Option<PathBuf>,
    /// How many of the backups made before an upgrade are kept.
    pub backups_kept: u32,
    /// Hours after which the last backup is too old for `check`.
    pub backup_hours: u32,
    /// Letters before case numbers.
    pub prefix: String,
    /// The comune of cases where nothing else is said.
    pub comune: String,
    /// Name and contacts, as pages show them.
    pub ente: Option<EnteDetails>,
    /// The offices, as receipts name them: `[[offices]]` in the file.
    pub offices: Vec<Office>,
    /// *Codice IPA* of the administration, for the XML signature of the register.
    pub ipa_code: String,
    /// *Codice AOO*: the organisational area whose register this is.
    pub aoo_code: String,
    /// Which register gives the official numbers: `built_in`, `external`, `manual`.
    pub protocol: ProtocolPort,
    /// The address of the register outside, for `external`.
    pub protocol_url: Option<Url>,
    /// The token it wants. From the environment or `protocol_token_file`.
    pub protocol_token: Option<String>,
    /// A file with the token.
    pub protocol_token_file: Option<PathBuf>,
    /// The key that signs what the portal makes: P-256, PKCS #8 (DER); made in `data_dir` if not set.
    pub seal_key_file: Option<PathBuf>,
    /// The server of ordinary mail, for notices; without it none are sent.
    pub smtp_host: Option<String>,
    /// Its port.
    pub smtp_port: u16,
    /// How the connection is protected.
    pub smtp_tls: MailTls,
    /// Who the portal is there; no login if not set.
    pub smtp_user: Option<String>,
    /// The password. From the environment or `smtp_password_file`.
    pub smtp_password: Option<String>,
    /// A file with the password.
    pub smtp_password_file: Option<PathBuf>,
    /// The sender's address; the ente's e-mail address if not set.
    pub smtp_from: Option<String>,
    /// Whom `check --mail` tells what does not work.
    pub operator_mail: Option<String>,
    /// The provider of certified mail, for acts: its SMTP server. Without it acts that go by PEC are sent by
    /// somebody of the office.
    pub pec_smtp_host: Option<String>,
    /// Its port.
    pub pec_smtp_port: u16,
    /// The IMAP server with the box where receipts come.
    pub pec_imap_host: Option<String>,
    /// Its port.
    pub pec_imap_port: u16,
    /// How both connections are protected: `tls`, or `none` on this machine.
    pub pec_tls: MailTls,
    /// Who the portal is at both.
    pub pec_user: Option<String>,
    /// The password. From the environment or `pec_password_file`.
    pub pec_password: Option<String>,
    /// A file with the password.
    pub pec_password_file: Option<PathBuf>,
    /// The sender's address; the ente's PEC if not set.
    pub pec_from: Option<String>,
}

/// Which register gives the official numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProtocolPort {
    /// The portal's own.
    BuiltIn,
    /// The ente's own, over the network.
    External,
    /// The ente's own, typed by the office.
    Manual,
}

/// How a connection to a mail server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailTls {
    /// Encrypted from the first byte (port 465).
    Tls,
    /// Begun in the clear, encrypted before anything is said (port 587).
    Starttls,
    /// Not at all: only on this machine.
    None,
}

/// Keys whose values are numbers; all others are text, also where the text is made of digits.
const NUMBERS: [&str; 14] = [
    "outage_minutes",
    "report_months",
    "backups_kept",
    "backup_hours",
    "database_connections",
    "pagopa_segregation",
    "session_idle_minutes",
    "session_hours",
    "draft_months",
    "max_request_mb",
    "request_seconds",
    "smtp_port",
    "pec_smtp_port",
    "pec_imap_port",
];

/// Keys that only the file can hold: tables and lists.
const FILE_ONLY: [&str; 2] = ["ente", "offices"];

/// Lays the environment over the file. Other variables that begin with the same letters (the
/// sandbox's, the scripts') are not ours and are left alone.
fn environment(figment: Figment) -> Result<Figment, ConfigError> {
    let unreadable = |err| ConfigError::Unreadable(Box::new(err));
    let plain: Config = Figment::from(Toml::string(DEFAULTS)).extract().map_err(unreadable)?;
    // Every key, also those that have no value yet.
    let known: Dict = Figment::from(Serialized::defaults(plain)).extract().map_err(unreadable)?;
    let mut texts = Dict::new();
    for (key, value) in Env::prefixed("SPORTELLO_").iter() {
        let key = key.as_str().to_lowercase();
        if known.contains_key(&key) && !FILE_ONLY.contains(&key.as_str()) && !NUMBERS.contains(&key.as_str())
        {
            texts.insert(key, Value::from(value));
        }
    }
    let numbers = Env::prefixed("SPORTELLO_").only(&NUMBERS);
    Ok(figment.merge(Serialized::globals(texts)).merge(numbers))
}

/// What holds where nothing else is written.
const DEFAULTS: &str = include_str!("defaults.toml");

/// Name and contacts of the demo municipality.
const DEMO: &str = include_str!("../../data/demo/ente.toml");

impl Config {
    /// Reads the file, if there is one, and the environment, and checks the whole.
    ///
    /// # Errors
    /// [`ConfigError`], which names the key and where it came from.
    pub fn load(file: Option<&Path>) -> Result<Self, ConfigError> {
        let mut config = Self::read(file)?;
        config.read_secret_files()?;
        config.check()?;
        Ok(config)
    }

    /// Reads a configuration that is being set up: its secrets may still be missing. The portal does not
    /// start with it.
    ///
    /// # Errors
    /// As [`Config::load`].
    pub fn load_for_setup(file: &Path) -> Result<Self, ConfigError> {
        Self::read(Some(file))
    }

    fn read(file: Option<&Path>) -> Result<Self, ConfigError> {
        let mut figment = Figment::from(Toml::string(DEFAULTS));
        if let Some(file) = file {
            if !file.exists() {
                return Err(ConfigError::NoFile(file.to_owned()));
            }
            validate::refuse_secrets(file)?;
            figment = figment.merge(Toml::file_exact(file));
        }
        let figment = environment(figment)?;
        let mut config: Self = figment.extract().map_err(|err| ConfigError::Unreadable(Box::new(err)))?;
        if config.ente.is_none() && config.mode == Mode::Demo {
            config.take_demo()?;
        }
        Ok(config)
    }

    fn take_demo(&mut self) -> Result<(), ConfigError> {
        #[derive(Deserialize)]
        struct Demo {
            prefix: String,
            comune: String,
            ente: EnteDetails,
            offices: Vec<Office>,
            ipa_code: String,
            aoo_code: String,
        }
        let demo: Demo = toml::from_str(DEMO).map_err(|err| ConfigError::Wrong {
            key: "ente",
            why: err.to_string(),
            remedy: "rebuild the portal from an unchanged tree",
        })?;
        (self.prefix, self.comune, self.ente) = (demo.prefix, demo.comune, Some(demo.ente));
        (self.offices, self.ipa_code, self.aoo_code) = (demo.offices, demo.ipa_code, demo.aoo_code);
        if self.oidc_client_secret.is_none() && self.oidc_client_secret_file.is_none() {
            // The sandbox's own well-known word; production refuses it.
            self.oidc_client_secret = Some(validate::SANDBOX_SECRET.into());
        }
        self.take_sandbox_payments();
        Ok(())
    }

    /// In the demo whoever takes the logins takes the payments too, unless something else is said.
    pub fn take_sandbox_payments(&mut self) {
        if self.pagopa_checkout_url.is_none() && validate::is_loopback(&self.oidc_issuer) {
            self.pagopa_checkout_url = self.oidc_issuer.join("/checkout/ec/v2").ok();
            self.pagopa_checkout_site = self.oidc_issuer.clone();
            self.pagopa_key.get_or_insert_with(|| validate::SANDBOX_SECRET.into());
        }
        if self.pagopa_station_key.is_none() && self.pagopa_station_key_file.is_none() {
            self.pagopa_station_key = Some(validate::SANDBOX_SECRET.into());
        }
    }

    fn read_secret_files(&mut self) -> Result<(), ConfigError> {
        if let Some(file) = &self.s3_secret_key_file {
            self.s3_secret_key = Some(validate::secret("s3_secret_key_file", file)?);
        }
        if let Some(file) = &self.oidc_client_secret_file {
            self.oidc_client_secret = Some(validate::secret("oidc_client_secret_file", file)?);
        }
        if let Some(file) = &self.pagopa_key_file {
            self.pagopa_key = Some(validate::secret("pagopa_key_file", file)?);
        }
        if let Some(file) = &self.pagopa_station_key_file {
            self.pagopa_station_key = Some(validate::secret("pagopa_station_key_file", file)?);
        }
        if let Some(file) = &self.smtp_password_file {
            self.smtp_password = Some(validate::secret("smtp_password_file", file)?);
        }
        if let Some(file) = &self.protocol_token_file {
            self.protocol_token = Some(validate::secret("protocol_token_file", file)?);
        }
        if let Some(file) = &self.pec_password_file {
            self.pec_password = Some(validate::secret("pec_password_file", file)?);
        }
        Ok(())
    }

    /// The database, as its driver wants it.
    #[must_use]
    pub fn database(&self) -> String {
        self.database_url
            .clone()
            .unwrap_or_else(|| format!("sqlite://{}", self.data_dir.join("sportello.db").display()))
    }

    /// The folder of backups.
    #[must_use]
    pub fn backups(&self) -> PathBuf {
        self.backup_dir.clone().unwrap_or_else(|| self.data_dir.join("backups"))
    }

    /// The file of the portal's own key.
    #[must_use]
    pub fn seal_key(&self) -> PathBuf {
        self.seal_key_file.clone().unwrap_or_else(|| self.data_dir.join("seal.key"))
    }

    /// Whether pages travel encrypted, as cookies have to know. Browsers trust loopback as they
    /// trust https.
    #[must_use]
    pub fn secure_cookies(&self) -> bool {
        self.public_url.scheme() == "https" || validate::is_loopback(&self.public_url)
    }

    /// The public host and port, as browsers say it.
    #[must_use]
    pub fn public_authority(&self) -> String {
        let host = self.public_url.host_str().unwrap_or_default();
        match self.public_url.port() {
            Some(port) => format!("{host}:{port}"),
            None => host.to_owned(),
        }
    }

    /// The public origin, as browsers write it: scheme, host and port.
    #[must_use]
    pub fn public_origin(&self) -> String {
        self.public_url.origin().ascii_serialization()
    }
}
