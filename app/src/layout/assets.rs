//! The addresses of style sheet, icons, fonts and wasm, under names that change with their content.

use serde_json::Value;

/// The manifest of the built assets lacks a file that every page needs.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the asset manifest has no {0}")]
pub struct MissingAsset(pub &'static str);

/// Where the browser finds what a page needs. Made once at start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assets {
    /// The style sheet.
    pub style: String,
    /// The sprite of icons.
    pub icons: String,
    /// The picture beside the window's title.
    pub favicon: Option<String>,
    /// Fonts fetched before the style sheet asks for them: those of the first lines of text.
    pub fonts: Vec<String>,
    /// The portal's own starter of the wasm, an ES module. Without it, and without what follows, the pages
    /// are complete all the same.
    pub starter: Option<String>,
    /// What wakes the islands.
    pub islands: Option<Code>,
    /// What follows a form while one types.
    pub form: Option<Code>,
}

/// What a page runs in the browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Runs {
    /// Islands, with the framework of the pages.
    Islands,
    /// The rules of a form, a wasm of its own: whoever fills in downloads no more than that.
    Form,
}

/// The two files of a wasm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// The module written by wasm-bindgen.
    pub script: String,
    /// The wasm.
    pub wasm: String,
}

impl Assets {
    /// Reads the manifest of the asset build: an object from logical name (`style.css`,
    /// `icons.svg`, `favicon.svg`, `starter.js`, `pkg/islands.js`, `pkg/islands.wasm`, `pkg/follow.js`, `pkg/follow.wasm`,
    /// `fonts/…`) to the hashed name served under `/assets/`.
    ///
    /// # Errors
    /// [`MissingAsset`] if the style sheet or the icons are not in it.
    pub fn from_manifest(manifest: &Value) -> Result<Self, MissingAsset> {
        let address = |name: &str| manifest.get(name).and_then(Value::as_str).map(served);
        let code = |name: &str| {
            let file = |end: &str| address(&format!("pkg/{name}.{end}"));
            Some(Code { script: file("js")?, wasm: file("wasm")? })
        };
        let fonts = manifest.as_object().into_iter().flatten();
        let fonts = fonts
            .filter(|(name, _)| name.ends_with(".woff2") && name.contains("regular"))
            .filter_map(|(_, hashed)| hashed.as_str())
            .map(served)
            .collect();
        Ok(Self {
            style: address("style.css").ok_or(MissingAsset("style.css"))?,
            icons: address("icons.svg").ok_or(MissingAsset("icons.svg"))?,
            favicon: address("favicon.svg"),
            fonts,
            starter: address("starter.js"),
            islands: code("islands"),
            form: code("follow"),
        })
    }

    /// The starter and the code of a page that runs something, where they were built.
    pub(crate) fn code(&self, runs: Runs) -> Option<(&str, &Code)> {
        let code = match runs {
            Runs::Islands => &self.islands,
            Runs::Form => &self.form,
        };
        self.starter.as_deref().zip(code.as_ref())
    }
}

fn served(hashed: &str) -> String {
    if hashed.starts_with('/') { hashed.to_owned() } else { format!("/assets/{hashed}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pages_live_without_wasm_but_not_without_style() {
        let manifest = serde_json::json!({
            "style.css": "style.1a2b.css",
            "icons.svg": "icons.3c4d.svg",
            "fonts/titillium-web-regular.woff2": "fonts/titillium-web-regular.5e6f.woff2",
            "fonts/titillium-web-700.woff2": "fonts/titillium-web-700.7a8b.woff2",
        });
        let assets = Assets::from_manifest(&manifest);
        assert_eq!(
            assets,
            Ok(Assets {
                style: "/assets/style.1a2b.css".into(),
                icons: "/assets/icons.3c4d.svg".into(),
                favicon: None,
                fonts: vec!["/assets/fonts/titillium-web-regular.5e6f.woff2".into()],
                starter: None,
                islands: None,
                form: None,
            })
        );
        assert_eq!(Assets::from_manifest(&serde_json::json!({})), Err(MissingAsset("style.css")));
    }
}
