//! Who holds a case, hostile where people type.

use contract::{
    cases::{HandingPage, HandingRow, HoldingPage, OpenHanding},
    ids::HandingId,
};

use super::*;

pub(crate) fn handing_row() -> HandingRow {
    HandingRow {
        id: HandingId(case_id().0),
        procedure: "CILA".to_owned(),
        number: "RC-2026-000123".to_owned(),
        by: HOSTILE.to_owned(),
        asked_at: AT,
    }
}

pub(crate) fn handing() -> HandingPage {
    HandingPage {
        row: handing_row(),
        received_at: AT,
        state: "Presentata".to_owned(),
        office: "Ufficio tecnico".to_owned(),
        words: HOSTILE.to_owned(),
    }
}

/// The page of who holds a case.
pub(crate) fn held_by_reader() -> HoldingPage {
    HoldingPage {
        case: case_id(),
        procedure: "CILA".to_owned(),
        number: "RC-2026-000123".to_owned(),
        holder: HOSTILE.to_owned(),
        own: true,
        titolari: 1,
        may_take: false,
        open: None,
    }
}

/// Given to somebody who has not answered.
pub(crate) fn given_away() -> HoldingPage {
    let open = OpenHanding { fiscal_code: "SMPLCU61C54M999F".to_owned(), asked_at: AT };
    HoldingPage { open: Some(open), ..held_by_reader() }
}

/// The page of whose case somebody else holds, alone or with others.
pub(crate) fn held_by_other(titolari: usize) -> HoldingPage {
    HoldingPage { own: false, titolari, may_take: titolari == 1, ..held_by_reader() }
}
