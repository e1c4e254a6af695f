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
    /// What wakes the islands; without it the pages are complete all the same.
    pub islands: Option<IslandAssets>,
}

/// The three files that wake the islands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IslandAssets {
    /// The portal's own starter, an ES module.
    pub starter: String,
    /// The module written by wasm-bindgen.
    pub script: String,
    /// The wasm.
    pub wasm: String,
}

impl Assets {
    /// Reads the manifest of the asset build: an object from logical name (`style.css`,
    /// `icons.svg`, `favicon.svg`, `starter.js`, `pkg/sportello.js`, `pkg/sportello.wasm`, `fonts/…`) to the
    /// hashed name served under `/assets/`.
    ///
    /// # Errors
    /// [`MissingAsset`] if the style sheet or the icons are not in it.
    pub fn from_manifest(manifest: &Value) -> Result<Self, MissingAsset> {
        let address = |name: &str| manifest.get(name).and_then(Value::as_str).map(served);
        let islands =
            match (address("starter.js"), address("pkg/sportello.js"), address("pkg/sportello.wasm")) {
                (Some(starter), Some(script), Some(wasm)) => Some(IslandAssets { starter, script, wasm }),
                _ => None,
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
            islands,
        })
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
                islands: None,
            })
        );
        assert_eq!(Assets::from_manifest(&serde_json::json!({})), Err(MissingAsset("style.css")));
    }
}
