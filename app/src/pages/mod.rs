//! Every page of the portal: from loaded data to one whole HTML document.
//!
//! The pages live in their rooms; this is the list of them, and the two that belong to no room.

mod error;
mod info;

pub use crate::{
    cases::{
        HoldingTyped, Waiting, albo, case, confirmation, dashboard, discard, given, handing, holding, reply,
        shared_file, signature, step, summary, tasks, version, what_if,
    },
    catalogue::{home, page_rating, precheck, precheck_list, service, services},
    documents::{document_text, documents},
    identity::{login, profile},
    messages::{communications, office_communications},
    office::{
        office_case, office_deadlines, office_import, office_inbox, office_jobs, office_link, office_move,
        office_outages, office_ratings, office_rectify, office_register, outages, register, register_entry,
    },
    payments::{office_receipts, payment, payments, proof},
    reports::{contact, contact_sent, contacts, erase_report, office_report, office_reports},
    taxes::{tax_position, taxes},
};
pub use error::{ErrorPage, error};
pub use info::{Info, info};
