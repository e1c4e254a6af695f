//! The entry of the wasm: prepares the islands' runtime; `starter.js` then wakes each island.

use leptos::wasm_bindgen;

/// Prepares the reactive runtime. Called once, before any island is woken.
#[wasm_bindgen::prelude::wasm_bindgen(wasm_bindgen = leptos::wasm_bindgen)]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
