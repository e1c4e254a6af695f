//! Pages and text of a PDF.

use std::{
    cell::RefCell,
    collections::HashSet,
    io::{self, Write},
    rc::Rc,
};

use contract::inspection::{MAX_TEXT, Outcome, Report};
use lopdf::{Dictionary, Document, Object, ObjectId};
use pdf_extract::{ConvertToFmt, MediaBox, OutputDev, OutputError, PlainTextOutput, Transform, output_doc};

use crate::{guarded, inspection::Say};

/// The area of a page that is meant to be seen, as the reader passes it on.
type Art = Option<(f64, f64, f64, f64)>;

/// How deep the tree of pages may be.
const MAX_DEPTH: usize = 256;

/// Fills in pages and text. The pages are said before the text is tried: the reader of text is the
/// one that hostile files break.
pub(crate) fn read(bytes: Vec<u8>, report: &mut Report, say: Say) -> Outcome {
    let document = match guarded(|| Document::load_mem(&bytes)) {
        Some(Ok(document)) => document,
        Some(Err(_)) => return Outcome::Malformed,
        None => return Outcome::Crashed,
    };
    drop(bytes);
    match guarded(|| count_pages(&document)) {
        Some(Some(pages)) => report.pages = Some(pages),
        Some(None) => return Outcome::Malformed,
        None => return Outcome::Crashed,
    }
    say(report);
    if document.is_encrypted() {
        return Outcome::Malformed;
    }
    let (text, outcome) = read_text(&document);
    report.text = text;
    outcome
}

/// The number of pages; `None` if the tree has none, is broken or closes on itself.
fn count_pages(document: &Document) -> Option<u32> {
    let root = document.catalog().ok()?.get(b"Pages").and_then(Object::as_reference).ok()?;
    let mut seen = HashSet::from([root]);
    let mut open = vec![(root, 0)];
    let mut pages = 0_u32;
    while let Some((node, depth)) = open.pop() {
        let kids = kids(document, document.get_dictionary(node).ok()?)?;
        for kid in kids {
            let kid = kid.as_reference().ok()?;
            let entry = document.get_dictionary(kid).ok()?;
            if entry.has(b"Kids") {
                if depth == MAX_DEPTH || !seen.insert(kid) {
                    return None;
                }
                open.push((kid, depth + 1));
            } else {
                pages = pages.checked_add(1)?;
            }
        }
    }
    (pages > 0).then_some(pages)
}

fn kids<'a>(document: &'a Document, node: &'a Dictionary) -> Option<&'a Vec<Object>> {
    let (_, kids): (Option<ObjectId>, _) = document.dereference(node.get(b"Kids").ok()?).ok()?;
    kids.as_array().ok()
}

/// The text as far as it could be read, and how the reading ended.
fn read_text(document: &Document) -> (Option<String>, Outcome) {
    let kept = Kept::default();
    let ended = guarded(|| {
        let mut text = kept.clone();
        let plain = PlainTextOutput::new(&mut text as &mut dyn io::Write);
        output_doc(document, &mut Pages { plain, kept: kept.clone() })
    });
    let kept = kept.0.borrow();
    let outcome = match ended {
        Some(Ok(())) => Outcome::Opened,
        // Enough text is no failure.
        Some(Err(_)) if kept.full => Outcome::Opened,
        Some(Err(_)) => Outcome::Malformed,
        None => Outcome::Crashed,
    };
    let text = searchable(&String::from_utf8_lossy(&kept.text));
    ((!text.is_empty()).then_some(text), outcome)
}

/// Text without control characters, which no database keeps, cut at [`MAX_TEXT`] bytes.
fn searchable(text: &str) -> String {
    let mut kept = String::new();
    for letter in text.trim().chars() {
        let letter = match letter {
            '\n' => '\n',
            '\t' | '\r' => ' ',
            control if control.is_control() => continue,
            other => other,
        };
        if kept.len() + letter.len_utf8() > MAX_TEXT {
            break;
        }
        kept.push(letter);
    }
    kept
}

/// The text that is kept, shared between who writes letters and who ends pages.
#[derive(Clone, Default)]
struct Kept(Rc<RefCell<Capped>>);

/// Text that refuses to grow once it is enough.
#[derive(Default)]
struct Capped {
    text: Vec<u8>,
    full: bool,
}

impl io::Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut kept = self.0.borrow_mut();
        if kept.text.len() >= MAX_TEXT {
            kept.full = true;
            return Err(io::ErrorKind::StorageFull.into());
        }
        kept.text.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Plain text with a line end after each page: the last word of a page is not the first of the next.
struct Pages<W: ConvertToFmt> {
    plain: PlainTextOutput<W>,
    kept: Kept,
}

impl<W: ConvertToFmt> OutputDev for Pages<W> {
    fn begin_page(&mut self, number: u32, size: &MediaBox, art: Art) -> Result<(), OutputError> {
        self.plain.begin_page(number, size, art)
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        self.kept.write_all(b"\n")?;
        self.plain.end_page()
    }

    fn output_character(
        &mut self,
        place: &Transform,
        width: f64,
        spacing: f64,
        size: f64,
        letter: &str,
    ) -> Result<(), OutputError> {
        self.plain.output_character(place, width, spacing, size, letter)
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        self.plain.begin_word()
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        self.plain.end_word()
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        self.plain.end_line()
    }
}
