//! Services that cannot be begun in the portal: what each is and how one gets it, a file each.

use std::collections::BTreeSet;

use contract::{
    Lang,
    catalogue::{CategoryView, ServiceCard, ServicePage},
};
use serde::Deserialize;

use super::{
    Finding,
    source::{
        At::{Item, Key},
        Source,
    },
};

/// The file of the groups of services, in the folder of the sheets.
pub const CATEGORIES: &str = "_categories.toml";

/// The longest summary, in characters: it stands in lists.
const LONGEST_SUMMARY: usize = 160;

/// A group of services.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    id: String,
    it: String,
    en: String,
}

impl Category {
    /// The word by which procedures and services name it.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct CategoriesFile {
    category: Vec<Category>,
}

/// A service's sheet (*scheda servizio*) as its file says it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct SheetFile {
    category: String,
    source: Vec<SheetSource>,
    it: SheetTexts,
    en: SheetTexts,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct SheetSource {
    act: String,
    #[serde(default, rename = "url")]
    _url: Option<String>,
}

/// The words of a sheet in one language, in the parts of the model of municipal sites.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct SheetTexts {
    title: String,
    summary: String,
    addressed_to: String,
    description: String,
    how_to: String,
    needed: Vec<String>,
    obtained: String,
    times: String,
    cost: String,
    access: String,
    conditions: Option<String>,
    office: String,
}

/// A service that cannot be begun in the portal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    slug: String,
    file: SheetFile,
}

impl Sheet {
    /// Reads a sheet. `slug` is the name of its file without `.toml`.
    ///
    /// # Errors
    /// Everything that is wrong with it, with its lines.
    pub fn load(slug: &str, bytes: Vec<u8>, categories: &[Category]) -> Result<Self, Vec<Finding>> {
        let name = format!("{slug}.toml");
        let text = utf8(&name, bytes)?;
        let mut found = Vec::new();
        let read = Source::<SheetFile>::read(name, &text, &mut found);
        let Some(read) = read else { return Err(found) };
        found.extend(read.blank_texts());
        let file = &read.value;
        if !categories.iter().any(|category| category.id == file.category) {
            let known: Vec<&str> = categories.iter().map(|category| category.id.as_str()).collect();
            let message = format!("there is no category `{}`", file.category);
            found.push(read.finding(
                &[Key("category")],
                message,
                format!("write one of {}", known.join(", ")),
            ));
        }
        for (lang, texts) in [("it", &file.it), ("en", &file.en)] {
            if texts.summary.chars().count() > LONGEST_SUMMARY {
                let at = [Key(lang), Key("summary")];
                let remedy =
                    format!("say it in {LONGEST_SUMMARY} characters; the rest belongs to the description");
                found.push(read.finding(&at, "the summary is too long for a list", remedy));
            }
        }
        if file.it.needed.len() != file.en.needed.len() {
            let message = "the languages do not list the same things that are needed";
            found.push(read.finding(&[Key("en"), Key("needed")], message, "translate each item of [it]"));
        }
        if file.it.conditions.is_some() != file.en.conditions.is_some() {
            let message = "only one language states conditions";
            found.push(read.finding(&[Key("en")], message, "write `conditions` in both, or in none"));
        }
        if found.is_empty() { Ok(Self { slug: slug.to_owned(), file: read.value }) } else { Err(found) }
    }

    /// The word in the address.
    #[must_use]
    pub fn slug(&self) -> &str {
        &self.slug
    }

    fn texts(&self, lang: Lang) -> &SheetTexts {
        match lang {
            Lang::It => &self.file.it,
            Lang::En => &self.file.en,
        }
    }
}

/// The sheets of a portal and the groups of all its services.
#[derive(Debug, Clone, Default)]
pub struct Sheets {
    categories: Vec<Category>,
    sheets: Vec<Sheet>,
}

impl Sheets {
    /// The groups that [`CATEGORIES`] lists.
    ///
    /// # Errors
    /// Everything that is wrong with the file.
    pub fn categories(bytes: Vec<u8>) -> Result<Vec<Category>, Vec<Finding>> {
        let text = utf8(CATEGORIES, bytes)?;
        let mut found = Vec::new();
        let read = Source::<CategoriesFile>::read(CATEGORIES.to_owned(), &text, &mut found);
        let Some(read) = read else { return Err(found) };
        found.extend(read.blank_texts());
        let mut seen = BTreeSet::new();
        for (index, category) in read.value.category.iter().enumerate() {
            if !seen.insert(category.id.as_str()) {
                let at = [Key("category"), Item(index), Key("id")];
                found.push(read.finding(
                    &at,
                    "this id is there twice",
                    "give each category an id of its own",
                ));
            }
        }
        if found.is_empty() { Ok(read.value.category) } else { Err(found) }
    }

    /// All of them together.
    #[must_use]
    pub fn new(categories: Vec<Category>, mut sheets: Vec<Sheet>) -> Self {
        sheets.sort_by(|a, b| a.slug.cmp(&b.slug));
        Self { categories, sheets }
    }

    /// The groups in order, each with no services counted.
    #[must_use]
    pub fn groups(&self, lang: Lang) -> Vec<CategoryView> {
        let view = |category: &Category| CategoryView {
            id: category.id.clone(),
            name: match lang {
                Lang::It => category.it.clone(),
                Lang::En => category.en.clone(),
            },
            services: 0,
        };
        self.categories.iter().map(view).collect()
    }

    /// Every sheet as a list shows it, and the words it is found by.
    pub fn cards(&self, lang: Lang) -> impl Iterator<Item = (ServiceCard, &str)> {
        self.sheets.iter().map(move |sheet| (self.card(sheet, lang), sheet.texts(lang).description.as_str()))
    }

    fn card(&self, sheet: &Sheet, lang: Lang) -> ServiceCard {
        let texts = sheet.texts(lang);
        let group = self.groups(lang).into_iter().find(|group| group.id == sheet.file.category);
        ServiceCard {
            slug: sheet.slug.clone(),
            title: texts.title.clone(),
            summary: texts.summary.clone(),
            category: group.map(|group| group.name).unwrap_or_default(),
            category_id: sheet.file.category.clone(),
            online: false,
        }
    }

    /// The page of a sheet.
    #[must_use]
    pub fn page(&self, slug: &str, lang: Lang) -> Option<ServicePage> {
        let sheet = self.sheets.iter().find(|sheet| sheet.slug == slug)?;
        let texts = sheet.texts(lang).clone();
        Some(ServicePage {
            card: self.card(sheet, lang),
            addressed_to: texts.addressed_to,
            description: texts.description,
            how_to: texts.how_to,
            needed: texts.needed,
            obtained: texts.obtained,
            times: texts.times,
            cost: texts.cost,
            access: Some(texts.access),
            conditions: texts.conditions,
            legal_basis: sheet.file.source.iter().map(|source| source.act.clone()).collect(),
            office: texts.office,
            prechecks: Vec::new(),
            took: None,
        })
    }
}

fn utf8(file: &str, bytes: Vec<u8>) -> Result<String, Vec<Finding>> {
    String::from_utf8(bytes).ok().ok_or_else(|| {
        vec![Finding {
            file: file.to_owned(),
            line: None,
            key: None,
            message: "the file is no UTF-8 text".to_owned(),
            remedy: "save it with the encoding UTF-8".to_owned(),
        }]
    })
}
