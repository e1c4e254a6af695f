//! An inspector that says what the test wants: the real child process has tests of its own.

use std::{path::Path, sync::Mutex};

use async_trait::async_trait;
use contract::{
    deeds::{DeedSheet, TemplateProblem},
    inspection::{FileKind, NoticeSheet, Outcome, ReceiptSheet, Report},
};
use domain::ports::{Inspector, PortError};

/// Says "one page of PDF" of every file until told otherwise.
#[derive(Debug)]
pub struct TestInspector(Mutex<Report>, Mutex<Vec<ReceiptSheet>>, Mutex<Vec<DeedSheet>>);

impl Default for TestInspector {
    fn default() -> Self {
        Self(
            Mutex::new(Report {
                pages: Some(1),
                text: Some("relazione".into()),
                ..Report::unopened(FileKind::Pdf, Outcome::Opened)
            }),
            Mutex::default(),
            Mutex::default(),
        )
    }
}

impl TestInspector {
    /// The sheets that were laid out so far.
    pub fn sheets(&self) -> Vec<ReceiptSheet> {
        self.1.lock().unwrap().clone()
    }

    /// The acts that were laid out so far.
    pub fn deeds(&self) -> Vec<DeedSheet> {
        self.2.lock().unwrap().clone()
    }

    /// What to say from now on.
    pub fn say(&self, report: Report) {
        *self.0.lock().unwrap() = report;
    }
}

#[async_trait]
impl Inspector for TestInspector {
    async fn inspect(&self, _file: &Path) -> Result<Report, PortError> {
        Ok(self.0.lock().unwrap().clone())
    }

    async fn typeset(&self, sheet: &ReceiptSheet) -> Result<Vec<u8>, PortError> {
        self.1.lock().unwrap().push(sheet.clone());
        Ok(format!("%PDF-1.7 {}", sheet.title).into_bytes())
    }

    async fn typeset_notice(&self, sheet: &NoticeSheet) -> Result<Vec<u8>, PortError> {
        Ok(format!("%PDF-1.7 {} real={} {}", sheet.nav, sheet.real, sheet.amount).into_bytes())
    }

    async fn typeset_deed(
        &self,
        sheet: &DeedSheet,
    ) -> Result<Result<Vec<u8>, Vec<TemplateProblem>>, PortError> {
        self.2.lock().unwrap().push(sheet.clone());
        Ok(Ok(format!("%PDF-1.7 {} {}", sheet.act.title, sheet.act.protocol).into_bytes()))
    }
}
