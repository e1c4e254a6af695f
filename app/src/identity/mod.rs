//! Who is using the portal: the login page and the profile.

mod login;
mod profile;

pub use login::login;
pub use profile::profile;
