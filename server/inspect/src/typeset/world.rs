//! All that typst may see: the templates, one sheet, our fonts. No clock, no other files, no packages.

use typst::{
    Feature, Library, LibraryExt, World,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Duration},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};

/// The templates that are part of the program: what all share, the frame of acts, and two whole documents.
const SHIPPED: [(&str, &str); 4] = [
    ("paper.typ", include_str!("../../../templates/documents/paper.typ")),
    ("letter.typ", include_str!("../../../templates/documents/letter.typ")),
    ("receipt.typ", include_str!("../../../templates/documents/receipt.typ")),
    ("notice.typ", include_str!("../../../templates/documents/notice.typ")),
];

/// How a sheet is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Template<'a> {
    /// A receipt.
    Receipt,
    /// A payment notice.
    Notice,
    /// An act, by the file and the source that came with it.
    Deed(&'a str, &'a str),
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
    sources: Vec<Source>,
    main: FileId,
    sheet: FileId,
    json: Bytes,
}

impl SheetWorld {
    /// The world of one sheet, given as JSON; the template reads it as data, never as markup.
    pub(crate) fn new(fonts: Vec<Font>, template: Template<'_>, json: String) -> Result<Self, String> {
        let (main, own) = match template {
            Template::Receipt => (path("receipt.typ")?, None),
            Template::Notice => (path("notice.typ")?, None),
            Template::Deed(file, source) => {
                let main = path(file)?;
                (main, Some(Source::new(main, source.to_owned())))
            }
        };
        let shipped = SHIPPED.map(|(name, text)| Ok::<_, String>(Source::new(path(name)?, text.to_owned())));
        let sources = own.into_iter().map(Ok).chain(shipped).collect::<Result<_, _>>()?;
        Ok(Self {
            // The extras let the template name the headers of rows.
            library: LazyHash::new(
                Library::builder().with_features([Feature::A11yExtras].into_iter().collect()).build(),
            ),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            sources,
            main,
            sheet: path("sheet.json")?,
            json: Bytes::from_string(json),
        })
    }

    /// The line of the main template, from 1, in which a byte of it stands.
    pub(crate) fn line_of(&self, byte: usize) -> Option<usize> {
        let main = self.sources.iter().find(|source| source.id() == self.main)?;
        main.lines().byte_to_line(byte).map(|line| line + 1)
    }
}

fn path(name: &str) -> Result<FileId, String> {
    let path = VirtualPath::new(name).map_err(|problem| format!("{name}: {problem:?}"))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl World for SheetWorld {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.sources.iter().find(|source| source.id() == id).cloned().ok_or(FileError::AccessDenied)
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
