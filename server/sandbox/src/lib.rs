//! Stand-ins for outside services over real HTTP on loopback, for the demo and for tests: so far the login provider (OIDC).
//!
//! Nothing here is safe to expose: anybody may become anybody by pressing a button.

mod fault;
mod oidc;
mod people;
mod serve;

pub use fault::Fault;
pub use oidc::{CODE_LIFE, Client};
pub use people::{Firm, People, PeopleError, Person, Texts};
pub use serve::{Running, Settings, StartError, start};
