//! Stand-ins for outside services over real HTTP on loopback, for the demo and for tests: the login
//! provider (OIDC), pagoPA (Checkout, and the hub that delivers receipts), a post office that keeps the
//! mail, a provider of certified mail (PEC), a register of acts.
//!
//! Nothing here is safe to expose: anybody may become anybody by pressing a button.

mod fault;
mod html;
mod oidc;
mod payments;
mod pec;
mod people;
mod post;
mod registry;
mod serve;

pub use fault::Fault;
pub use oidc::{CODE_LIFE, Client};
pub use payments::Station;
pub use people::{Firm, People, PeopleError, Person, Texts};
pub use post::KeptMail;
pub use registry::{ActFile, RegisteredAct};
pub use serve::{Running, Settings, StartError, start};
