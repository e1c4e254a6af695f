//! All that the browser sees: pages rendered on the server, and the few islands that come alive in
//! the browser. A page is a function from loaded data to one HTML document.

pub mod cases;
pub mod documents;
pub mod routes;

#[cfg(feature = "ssr")]
pub mod layout;
#[cfg(feature = "ssr")]
pub mod messages;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod texts;

#[cfg(feature = "ssr")]
mod catalogue;
#[cfg(feature = "ssr")]
mod identity;
#[cfg(feature = "ssr")]
mod office;
#[cfg(feature = "ssr")]
mod payments;
#[cfg(feature = "ssr")]
mod reports;
#[cfg(feature = "ssr")]
mod taxes;
#[cfg(feature = "ssr")]
mod ui;

#[cfg(feature = "hydrate")]
pub mod hydrate;
