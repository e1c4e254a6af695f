//! The doctor: what of an installation works, what does not, and what to do about it. `sportello check` prints
//! it; whatever watches the installation by itself asks here too.

mod certificates;
mod letter;
mod machine;
mod post;
mod services;
mod time;

pub use letter::tell;

use crate::config::Config;

/// What was looked at, and how it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What was looked at: `database`, `certificate of https://…`.
    pub what: String,
    /// How it is, or what is wrong with it.
    pub outcome: Result<String, Fault>,
}

/// Something that does not work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong.
    pub text: String,
    /// What to do.
    pub remedy: String,
}

/// How one thing is.
type Outcome = Result<String, Fault>;

fn bad(text: impl Into<String>, remedy: impl Into<String>) -> Fault {
    Fault { text: text.into(), remedy: remedy.into() }
}

/// Examines an installation, beside a running portal or while none runs. No record is changed.
pub async fn examine(config: &Config) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut found = |what: &str, outcome: Outcome| findings.push(Finding { what: what.to_owned(), outcome });
    let about = format!("mode {:?}, portal at {}", config.mode, config.public_url);
    found("configuration", Ok(about));
    found("data folder", machine::data_folder(config));
    found("disk", machine::disk(config));
    found("database", services::database(config).await);
    found("object store", services::objects(config).await);
    found("login", services::login(config).await);
    found("notices by mail", post::mail(config).await);
    found("acts by PEC", post::pec(config).await);
    found("register numbers", Ok(post::protocol(config)));
    found("offices", post::offices(config));
    found("lists", services::lists(config));
    found("procedures", services::procedures(config).await);
    found("fees", services::fees(config).await);
    found("clock", time::clock(config).await);
    found("backup", services::backup(config).await);
    for host in certificates::hosts(config) {
        let what = format!("certificate of {}", host.origin().ascii_serialization());
        findings.push(Finding { what, outcome: certificates::certificate(&host).await });
    }
    findings
}
