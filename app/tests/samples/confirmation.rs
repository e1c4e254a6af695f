//! The confirmation after sending.

use contract::{cases::ReceiptPage, register::RegisterName};

use super::{AT, HOSTILE, case_id};

pub(crate) fn receipt(pdf_ready: bool) -> ReceiptPage {
    ReceiptPage {
        case: case_id(),
        procedure: "CILA".to_owned(),
        number: "RC-2026-000123".to_owned(),
        protocollo: RegisterName { words: "2026/0000123".to_owned(), awaited: false },
        received_at: AT,
        office: "Ufficio tecnico".to_owned(),
        effect: "Puoi cominciare i lavori.".to_owned(),
        next: vec!["L’ufficio può chiedere chiarimenti.".to_owned(), HOSTILE.to_owned()],
        pdf_ready,
        rated: false,
    }
}
