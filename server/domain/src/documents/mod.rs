//! Documents of cases: given by people, checked by the portal, never opened by it.

mod bring;
mod check;
mod download;
mod give;
mod list;
mod remove;
mod sweep;
mod upload;
mod verify;

pub(crate) use bring::{Brought, bring, put_down};
pub use check::{check_document, settled};
pub(crate) use download::address;
pub use download::{Download, Take, download, text};
pub use give::{Given, give};
pub(crate) use give::{give_answer, store_generated};
pub use list::CaseFile;
pub(crate) use list::{files_of, is_special, list, list_for_office, list_in, reserve};
pub use remove::remove;
pub(crate) use remove::remove_answer;
pub use sweep::sweep_objects;
pub use upload::{PART_SIZE, begin_upload, finish_upload, part_address};
pub use verify::{StoreVerdict, verify_store};

/// The slot of the receipt's PDF, which the portal makes itself.
pub const RECEIPT: &str = "receipt";

/// The slot of what the office put into a case: it came on paper, by certified mail or by hand.
pub const ARRIVED: &str = "arrived";
/// The same of what the office keeps for itself.
pub(crate) use contract::documents::OFFICE_ONLY;
/// The slot of the PDF that stands for it until the official number of a register outside has come.
pub const PROVISIONAL_RECEIPT: &str = "receipt_provisional";

/// What the slots of written acts of the office begin with; their place in the journal follows.
pub const DEED: &str = "deed:";

/// The same of acts that are for others alone: whose case it is does not read them.
pub const RESERVED_DEED: &str = "reserved_deed:";

/// Whether a slot is of a receipt.
pub(crate) fn is_receipt(slot: &str) -> bool {
    slot == RECEIPT || slot == PROVISIONAL_RECEIPT
}

/// Whether the portal made what stands in a slot: it is no file of the applicant's.
pub(crate) fn is_made(slot: &str) -> bool {
    is_receipt(slot) || slot.starts_with(DEED) || slot.starts_with(RESERVED_DEED)
}
