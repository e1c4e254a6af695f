//! From a tree's folder to a tree, or to a list of everything wrong with the folder.

use contract::Lang;
use serde::de::DeserializeOwned;

use super::{
    Precheck, check, check_texts,
    tree::{LangTexts, Tree},
};
use crate::procedures::{Definition, Finding, source::Source};

/// The files of a tree's folder.
pub const PRECHECK_FILES: [&str; 3] = ["tree.toml", "texts.it.toml", "texts.en.toml"];

impl Precheck {
    /// Builds a tree from the files of its folder. `read` gives the bytes of a file of [`PRECHECK_FILES`],
    /// or nothing if it is not there; `procedures` are those that outcomes may name. With the tree
    /// comes what it would hand to their forms and they do not take: worth mending, harmless.
    ///
    /// # Errors
    /// Everything that is wrong, file by file and line by line.
    pub fn load(
        slug: &str,
        read: &dyn Fn(&str) -> Option<Vec<u8>>,
        procedures: &[&Definition],
    ) -> Result<(Self, Vec<Finding>), Vec<Finding>> {
        let mut findings = Vec::new();
        let [tree, it, en] = PRECHECK_FILES.map(|file| text(slug, file, read, &mut findings));
        let tree = source::<Tree>(slug, "tree.toml", tree.as_deref(), &mut findings);
        let it = source::<LangTexts>(slug, "texts.it.toml", it.as_deref(), &mut findings);
        let en = source::<LangTexts>(slug, "texts.en.toml", en.as_deref(), &mut findings);
        if let Some(tree) = &tree {
            check::findings(tree, procedures, &mut findings);
        }
        let texts: Vec<_> =
            [(Lang::It, &it), (Lang::En, &en)].into_iter().filter_map(|(_, texts)| texts.as_ref()).collect();
        check_texts::findings(tree.as_ref().map(|tree| &tree.value), &texts, &mut findings);
        let rank = |finding: &Finding| PRECHECK_FILES.iter().position(|file| finding.file.ends_with(file));
        findings.sort_by_key(|finding| (rank(finding), finding.line));
        match (tree, it, en) {
            (Some(tree), Some(it), Some(en)) if findings.is_empty() => {
                let misfits = check::misfits(&tree, procedures);
                Ok((Self { slug: slug.to_owned(), tree: tree.value, it: it.value, en: en.value }, misfits))
            }
            _ => Err(findings),
        }
    }
}

fn text(
    slug: &str,
    file: &str,
    read: &dyn Fn(&str) -> Option<Vec<u8>>,
    findings: &mut Vec<Finding>,
) -> Option<String> {
    let (message, remedy) = match read(file).map(String::from_utf8) {
        Some(Ok(text)) => return Some(text),
        Some(Err(_)) => ("the file is no UTF-8 text", "save it with the encoding UTF-8"),
        None => ("the file is not there", "add it to the tree's folder"),
    };
    findings.push(Finding {
        file: format!("{slug}/{file}"),
        line: None,
        key: None,
        message: message.to_owned(),
        remedy: remedy.to_owned(),
    });
    None
}

fn source<'a, T: DeserializeOwned>(
    slug: &str,
    file: &str,
    text: Option<&'a str>,
    findings: &mut Vec<Finding>,
) -> Option<Source<'a, T>> {
    Source::read(format!("{slug}/{file}"), text?, findings)
}
