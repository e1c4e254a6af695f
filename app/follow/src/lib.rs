//! What runs in the browser while somebody fills in a form: it follows the conditions while they type,
//! says what is wrong when they leave a question, saves by itself, and suggests names. It runs the same
//! form rules as the server. Without it the form works as it stands.
//!
//! It is a wasm of its own, without the pages' framework: whoever fills in a form on an old phone
//! downloads the rules and no more.

mod following;
mod page;

use wasm_bindgen::prelude::wasm_bindgen;

/// Follows the form of this page, if it has one. Runs when the browser has loaded the wasm.
#[wasm_bindgen(start)]
pub fn start() {
    following::start();
}
