//! A post office that keeps what it is given and says what the test wants.

use std::sync::Mutex;

use async_trait::async_trait;
use domain::ports::{Letter, Mail, Pec, PecReceipt, PortError};

/// Takes every letter, until told that it is down.
#[derive(Debug, Default)]
pub struct TestPost {
    sent: Mutex<Vec<Letter>>,
    receipts: Mutex<Vec<PecReceipt>>,
    down: Mutex<bool>,
}

impl TestPost {
    /// The letters taken so far, oldest first.
    pub fn sent(&self) -> Vec<Letter> {
        self.sent.lock().unwrap().clone()
    }

    /// Does not answer from now on, or answers again.
    pub fn down(&self, down: bool) {
        *self.down.lock().unwrap() = down;
    }

    /// A receipt comes into the box.
    pub fn receive(&self, receipt: PecReceipt) {
        self.receipts.lock().unwrap().push(receipt);
    }

    fn take(&self, letter: &Letter) -> Result<(), PortError> {
        if *self.down.lock().unwrap() {
            return Err(PortError::Unavailable("the post", "switched off".into()));
        }
        self.sent.lock().unwrap().push(letter.clone());
        Ok(())
    }
}

#[async_trait]
impl Mail for TestPost {
    async fn send(&self, letter: &Letter) -> Result<(), PortError> {
        self.take(letter)
    }
}

#[async_trait]
impl Pec for TestPost {
    async fn send(&self, letter: &Letter) -> Result<(), PortError> {
        self.take(letter)
    }

    async fn receipts(&self) -> Result<Vec<PecReceipt>, PortError> {
        Ok(self.receipts.lock().unwrap().clone())
    }

    async fn put_away(&self, receipts: &[PecReceipt]) -> Result<(), PortError> {
        self.receipts.lock().unwrap().retain(|receipt| !receipts.contains(receipt));
        Ok(())
    }
}
