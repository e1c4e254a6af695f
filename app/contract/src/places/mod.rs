//! Where people, buildings and offices are: comuni and states, streets, parcels. The lists are read once,
//! on the server.

mod bodies;
mod cap;
mod comuni;
mod countries;
mod gazetteer;
mod index;
mod list;
mod offices;
mod orders;
mod provinces;
mod streets;
mod territory;

pub use bodies::{Bodies, Body};
pub use cap::{Cap, CapError};
pub use comuni::{Comune, Comuni};
pub use countries::{Countries, Country};
pub use list::ListError;
pub use offices::{Office, Offices, is_id as is_office_id};
pub use orders::{Order, Orders};
pub use provinces::{Province, Provinces};
pub use streets::{Street, Streets};
pub use territory::{Parcel, Territory};
