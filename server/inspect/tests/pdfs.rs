//! PDFs, good and hostile.

use contract::inspection::{FileKind, Outcome, Report};

use crate::child::{inspect, sample};

/// Numbered objects as a PDF with a true cross-reference table.
fn pdf(objects: &[&str]) -> Vec<u8> {
    let mut file = "%PDF-1.4\n".to_owned();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (index, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", file.len()));
        file.push_str(&format!("{} 0 obj\n{object}\nendobj\n", index + 1));
    }
    let start = file.len();
    file.push_str(&table);
    file.push_str(&format!("trailer\n<< /Size {} /Root 1 0 R >>\n", objects.len() + 1));
    file.push_str(&format!("startxref\n{start}\n%%EOF\n"));
    file.into_bytes()
}

fn stream(attributes: &str, content: &str) -> String {
    format!("<< {attributes} /Length {} >>\nstream\n{content}\nendstream", content.len())
}

const CATALOG: &str = "<< /Type /Catalog /Pages 2 0 R >>";
const PAGES: &str = "<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842] >>";

/// A page that draws a form that draws itself.
fn self_referencing() -> Vec<u8> {
    let resources = "/Resources << /XObject << /Fm 5 0 R >> >>";
    let page = format!("<< /Type /Page /Parent 2 0 R /Contents 4 0 R {resources} >>");
    let form = stream(&format!("/Type /XObject /Subtype /Form /BBox [0 0 9 9] {resources}"), "/Fm Do");
    pdf(&[CATALOG, PAGES, &page, &stream("", "/Fm Do"), &form])
}

#[test]
fn a_good_pdf_gives_pages_and_text() {
    let (report, child) = inspect(&sample("relazione.pdf"));
    assert!(child.status.success());
    assert_eq!((report.kind, report.outcome, report.pages), (FileKind::Pdf, Outcome::Opened, Some(2)));
    let text = report.text.unwrap();
    assert!(text.contains("Relazione tecnica di asseverazione"), "{text}");
    assert!(text.contains("asseverazione\nFoglio 12 particella 345"), "a line end between pages: {text}");
    assert!(child.peak < 100 << 20, "a small file takes little: {} bytes", child.peak);
}

#[test]
fn a_pdf_that_draws_itself_kills_the_child_but_its_pages_are_known() {
    let (report, child) = inspect(&self_referencing());
    assert!(!child.status.success(), "the reader runs out of stack");
    assert_eq!((report.kind, report.outcome, report.pages), (FileKind::Pdf, Outcome::Crashed, Some(1)));
}

#[test]
fn a_bomb_is_stopped_within_its_memory() {
    let (report, child) = inspect(&sample("bomba.pdf"));
    assert_ne!(report.outcome, Outcome::Opened, "265 bytes that unpack to 4 GB");
    assert_eq!((report.kind, report.pages), (FileKind::Pdf, Some(1)));
    assert!(child.peak <= 1 << 30, "{} bytes", child.peak);
}

#[test]
fn malformed_files_have_a_verdict() {
    let good = sample("relazione.pdf");
    let text = String::from_utf8(good.clone()).unwrap();
    let endless = "<< /Type /Pages /Kids [3 0 R 2 0 R] /Count 9 /MediaBox [0 0 595 842] >>";
    let page = "<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>";
    let no_box = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>";
    let wheel = "<< /Type /Pages /Kids [4 0 R] /Count 1 >>";
    let huge = "<< /Length 99999999999 >>\nstream\nBT ET\nendstream";
    let parents = "<< /Type /Pages /Parent 2 0 R /Kids [3 0 R] /Count 1 >>";
    let cases = [
        (good[..good.len() / 2].to_vec(), "cut in the middle"),
        (text.replace("startxref\n", "startxref\n9").into_bytes(), "the table is elsewhere"),
        (text.replace("/Root 1 0 R", "/Root 99 0 R").into_bytes(), "no catalog"),
        (pdf(&[CATALOG, endless, page, &stream("", "BT ET")]), "a tree of pages that closes on itself"),
        (pdf(&[CATALOG, wheel, page, wheel]), "a wheel of pages"),
        (pdf(&[CATALOG, no_box, page, &stream("", "BT ET")]), "no page size: the reader panics"),
        (pdf(&[CATALOG, parents, page, &stream("", "BT ET")]), "a page tree that is its own parent"),
        (b"%PDF-1.7\n".repeat(1000), "headers only"),
        (pdf(&[CATALOG, "[".repeat(200_000).as_str(), page]), "brackets without end"),
    ];
    for (file, rule) in cases {
        let (report, _) = inspect(&file);
        assert_eq!(report.kind, FileKind::Pdf, "{rule}");
        assert_ne!(report.outcome, Outcome::Opened, "{rule}");
    }
    // The length is a lie that readers correct: any verdict will do.
    let (report, _) = inspect(&pdf(&[CATALOG, PAGES, page, huge]));
    assert_eq!(report.kind, FileKind::Pdf, "a stream of 99 GB, says its header");
}

#[test]
fn names_are_not_believed() {
    let cases: [(&[u8], FileKind, &str); 3] = [
        (b"", FileKind::Other, "an empty file"),
        (b"Gentile ufficio, in allegato...", FileKind::Other, "a text called .pdf"),
        (b"\x89PNG\r\n\x1A\n", FileKind::Png, "a picture by its mark"),
    ];
    for (file, kind, rule) in cases {
        assert_eq!(inspect(file).0, Report::unopened(kind, Outcome::Opened), "{rule}");
    }
}

#[test]
fn a_file_over_the_limit_is_not_opened() {
    let mut file = b"%PDF-1.4\n".to_vec();
    file.resize(inspect::MAX_FILE + 1, b' ');
    let (report, _) = inspect(&file);
    assert_eq!(report, Report::unopened(FileKind::Pdf, Outcome::Stopped));
}
