//! pagoPA as its specifications write it: notice numbers, QR codes, carts, receipts. No I/O, no clock, no policy.
//!
//! Sources, as the doc comments name them: *SACI* (how a notice number is made), *avviso* (the guide of the
//! paper notice, edition 3.4), *SANP* (the technical specifications, edition 3.12), *Checkout* (the `OpenAPI`
//! description of carts, edition 2), *paForNode* (the schema of what the hub asks of a creditor).

pub mod amount;
pub mod answer;
pub mod cart;
mod creditor;
mod notice;
pub mod qr;
pub mod receipt;

pub use creditor::{CreditorCode, CreditorCodeError};
pub use notice::{Iuv, Layout, Nav, NavError, Segregation};
