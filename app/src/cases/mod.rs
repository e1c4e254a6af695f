//! A case from its first draft to its end, as its owner sees it; the office's view shares the parts.

#[cfg(feature = "ssr")]
mod shown;

#[cfg(feature = "ssr")]
pub use shown::*;
