//! The web layer: a handler parses, calls one verb, renders. All addresses are in `router.rs`.

mod assets;
mod cases;
mod catalogue;
mod desk;
mod document_form;
mod documents;
mod door;
mod error;
mod events;
mod fields;
mod health;
mod identity;
mod kept;
mod objects;
mod observe;
mod office;
mod origin;
mod outages;
mod payments;
mod precheck;
mod ratings;
mod replies;
mod reports;
mod router;
mod safety;
mod serve;
mod session;
mod signatures;
mod state;
mod suggestions;
mod taxes;
mod uploads;

pub use observe::metrics_handle;
pub use router::router;
pub use serve::{serve, serve_metrics};
pub use state::App;
