//! Who is who: people known from their login, sessions, roles, and the one place that decides.

mod actor;
mod login;
pub mod policy;
mod preferences;
mod profile;
mod sessions;
mod staff;

pub use actor::actor;
pub(crate) use login::REGISTERED;
pub use login::{record_login, same_person};
pub(crate) use preferences::{Reach, reach};
pub use preferences::{contact_form, save_preferences};
pub use profile::profile;
pub use sessions::{
    StoredSession, begin_session, end_all_sessions, end_session, ended_session, load_session, save_session,
    sweep_sessions,
};
pub use staff::{appoint, dismiss};
