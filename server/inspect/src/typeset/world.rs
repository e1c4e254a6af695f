//! All that typst may see: one template, one sheet, our fonts. No clock, no files, no packages.

use typst::{
    Feature, Library, LibraryExt, World,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Duration},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};

/// How a sheet is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Template {
    /// A receipt.
    Receipt,
    /// A payment notice.
    Notice,
}

impl Template {
    fn source(self) -> (&'static str, &'static str) {
        match self {
            Self::Receipt => ("receipt.typ", include_str!("../../../templates/documents/receipt.typ")),
            Self::Notice => ("notice.typ", include_str!("../../../templates/documents/notice.typ")),
        }
    }
}

/// The letters of the documents; the last font has those that the others lack.
const FONTS: [&[u8]; 4] = [
    include_bytes!("../../../templates/fonts/TitilliumWeb-Regular.ttf"),
    include_bytes!("../../../templates/fonts/TitilliumWeb-SemiBold.ttf"),
    include_bytes!("../../../templates/fonts/TitilliumWeb-Bold.ttf"),
    include_bytes!("../../../templates/fonts/DejaVuSans.ttf"),
];

/// The fonts of the documents.
pub(crate) fn fonts() -> Vec<Font> {
    FONTS.iter().flat_map(|bytes| Font::iter(Bytes::new(*bytes))).collect()
}

/// A template and the sheet it lays out.
pub(crate) struct SheetWorld {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    template: Source,
    sheet: FileId,
    json: Bytes,
}

impl SheetWorld {
    /// The world of one sheet, given as JSON; the template reads it as data, never as markup.
    pub(crate) fn new(fonts: Vec<Font>, template: Template, json: String) -> Result<Self, String> {
        let path = |name: &str| {
            let path = VirtualPath::new(name).map_err(|problem| format!("{name}: {problem:?}"))?;
            Ok::<_, String>(RootedPath::new(VirtualRoot::Project, path).intern())
        };
        let (name, text) = template.source();
        Ok(Self {
            // The extras let the template name the headers of rows.
            library: LazyHash::new(
                Library::builder().with_features([Feature::A11yExtras].into_iter().collect()).build(),
            ),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            template: Source::new(path(name)?, text.to_owned()),
            sheet: path("sheet.json")?,
            json: Bytes::from_string(json),
        })
    }
}

impl World for SheetWorld {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() { Ok(self.template.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.sheet { Ok(self.json.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
