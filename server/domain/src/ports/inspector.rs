//! The bounded child process that opens untrusted bytes and lays out documents.

use std::path::Path;

use async_trait::async_trait;
use contract::{
    deeds::{DeedSheet, TemplateProblem},
    inspection::{NoticeSheet, ReceiptSheet, Report},
};

use super::PortError;

/// What the child process does. A child that dies is a verdict, never an error of the portal.
#[async_trait]
pub trait Inspector: Send + Sync {
    /// Looks at a file. What cannot be opened, or breaks its reader, has a report that says so; an
    /// error means that no child could be started, and says nothing of the file.
    async fn inspect(&self, file: &Path) -> Result<Report, PortError>;
    /// Lays out a receipt as PDF/UA-1 and PDF/A-2a.
    async fn typeset(&self, sheet: &ReceiptSheet) -> Result<Vec<u8>, PortError>;
    /// Lays out a payment notice, in the same two standards.
    async fn typeset_notice(&self, sheet: &NoticeSheet) -> Result<Vec<u8>, PortError>;
    /// Lays out an act of the office, in the same two standards, or says what is wrong with its template.
    async fn typeset_deed(
        &self,
        sheet: &DeedSheet,
    ) -> Result<Result<Vec<u8>, Vec<TemplateProblem>>, PortError>;
}
