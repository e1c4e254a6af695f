//! Rows of the room `cases`.

pub mod arrivals;
pub mod case_answers;
pub mod case_events;
pub mod case_links;
pub mod case_payments;
pub mod case_terms;
pub mod case_times;
pub mod case_titolari;
pub mod case_tracks;
#[expect(clippy::module_inception, reason = "the table has the room's name")]
pub mod cases;
pub mod counters;
pub mod deeds;
pub mod given_answers;
pub mod handings;
pub mod protocollo;
pub mod protocollo_annulments;
pub mod protocollo_days;
pub mod protocollo_outside;
pub mod publications;
pub mod ratings;
pub mod receipts;
pub mod reckonings;
pub mod request_points;
pub mod requests;
pub mod signature_requests;
