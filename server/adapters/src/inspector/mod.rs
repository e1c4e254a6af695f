//! The bounded child process: `sportello inspect` and `sportello typeset`, started anew for each file.

mod child;

use std::{
    num::NonZero,
    path::{Path, PathBuf},
    process::Stdio,
    thread::available_parallelism,
    time::Duration,
};

use async_trait::async_trait;
use contract::{
    deeds::{DeedSheet, TemplateProblem},
    inspection::{FileKind, NoticeSheet, Outcome, ReceiptSheet, Report},
};
use domain::ports::{Inspector, PortError};
use tokio::sync::Semaphore;

use child::{Answer, Ended};

/// What this port is called in errors.
const NAME: &str = "the inspection process";

/// What a child may take of the portal. What it may take of the machine it limits by itself.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Time from start to answer; then it is killed.
    pub wall: Duration,
    /// The most it may say of a file, in bytes.
    pub report_bytes: u64,
    /// The largest document it may lay out, in bytes.
    pub pdf_bytes: u64,
    /// How many run at once; others wait their turn.
    pub children: usize,
}

impl Default for Limits {
    /// 15 seconds, 4 MB of report, 50 MB of PDF, as many children as processors.
    fn default() -> Self {
        Self {
            wall: Duration::from_secs(15),
            report_bytes: 4 * 1024 * 1024,
            pdf_bytes: 50 * 1024 * 1024,
            children: available_parallelism().map_or(1, NonZero::get),
        }
    }
}

/// Starts a child for each file: hostile bytes cost one process, never the portal.
#[derive(Debug)]
pub struct ChildInspector {
    exe: PathBuf,
    limits: Limits,
    turns: Semaphore,
}

impl ChildInspector {
    /// Children are `exe inspect` and `exe typeset`; the portal passes its own path.
    #[must_use]
    pub fn new(exe: PathBuf, limits: Limits) -> Self {
        Self { exe, limits, turns: Semaphore::new(limits.children.max(1)) }
    }

    async fn run(&self, command: &str, input: child::Input<'_>, most: u64) -> std::io::Result<Answer> {
        // A closed semaphore would be an error of ours; it is never closed.
        let _turn = self.turns.acquire().await.map_err(std::io::Error::other)?;
        child::run(&self.exe, command, input, most, self.limits.wall).await
    }

    /// Lays out whatever sheet this is.
    async fn lay_out(&self, json: serde_json::Result<Vec<u8>>) -> Result<Vec<u8>, PortError> {
        let answer = self.typeset_child(json).await?;
        whole(answer)
    }

    async fn typeset_child(&self, json: serde_json::Result<Vec<u8>>) -> Result<Answer, PortError> {
        let json = json.map_err(|error| PortError::Refused(NAME, error.to_string()))?;
        self.run("typeset", child::Input::Bytes(&json), self.limits.pdf_bytes)
            .await
            .map_err(|error| PortError::Unavailable(NAME, error.to_string()))
    }
}

/// The document, if it is whole.
fn whole(answer: Answer) -> Result<Vec<u8>, PortError> {
    match answer.ended {
        Ended::Whole => Ok(answer.bytes),
        Ended::TooLong => Err(PortError::Unavailable(NAME, "it took too long".to_owned())),
        Ended::TooMuch => Err(PortError::Refused(NAME, "the document is too large".to_owned())),
        Ended::Died(status) => Err(PortError::Refused(NAME, status.to_string())),
    }
}

#[async_trait]
impl Inspector for ChildInspector {
    async fn inspect(&self, file: &Path) -> Result<Report, PortError> {
        let answer = async {
            let file = tokio::fs::File::open(file).await?.into_std().await;
            self.run("inspect", child::Input::File(Stdio::from(file)), self.limits.report_bytes).await
        };
        // A machine without room for a child is no verdict on a file: the work is repeated.
        answer
            .await
            .map(|answer| verdict(&answer))
            .map_err(|error| PortError::Unavailable(NAME, error.to_string()))
    }

    async fn typeset(&self, sheet: &ReceiptSheet) -> Result<Vec<u8>, PortError> {
        self.lay_out(serde_json::to_vec(sheet)).await
    }

    async fn typeset_notice(&self, sheet: &NoticeSheet) -> Result<Vec<u8>, PortError> {
        self.lay_out(serde_json::to_vec(sheet)).await
    }

    async fn typeset_deed(
        &self,
        sheet: &DeedSheet,
    ) -> Result<Result<Vec<u8>, Vec<TemplateProblem>>, PortError> {
        let answer = self.typeset_child(serde_json::to_vec(sheet)).await?;
        let problems = match answer.ended {
            Ended::Died(status) if child::ran_out_of_time(status) => vec![endless()],
            Ended::TooLong => vec![endless()],
            Ended::Died(_) => serde_json::from_slice(&answer.bytes).unwrap_or_default(),
            Ended::Whole | Ended::TooMuch => Vec::new(),
        };
        if problems.is_empty() { whole(answer).map(Ok) } else { Ok(Err(problems)) }
    }
}

/// A template that never comes to an end is a mistake of who wrote it.
fn endless() -> TemplateProblem {
    TemplateProblem {
        line: None,
        message: "laying it out takes too long".to_owned(),
        hint: "look for a loop that never ends".to_owned(),
    }
}

/// The last whole line that the child wrote. If it ended before its last line, how it ended counts.
fn verdict(answer: &Answer) -> Report {
    let last = answer
        .bytes
        .split_inclusive(|byte| *byte == b'\n')
        .filter(|line| line.ends_with(b"\n"))
        .rev()
        .find_map(|line| serde_json::from_slice::<Report>(line).ok());
    let outcome = match answer.ended {
        Ended::Whole => None,
        Ended::TooLong => Some(Outcome::Stopped),
        Ended::Died(status) if child::ran_out_of_time(status) => Some(Outcome::Stopped),
        Ended::TooMuch | Ended::Died(_) => Some(Outcome::Crashed),
    };
    match (last, outcome) {
        (Some(report), None) => report,
        (Some(report), Some(outcome)) => Report { outcome, ..report },
        (None, outcome) => Report::unopened(FileKind::Other, outcome.unwrap_or(Outcome::Crashed)),
    }
}

#[cfg(test)]
mod tests;
