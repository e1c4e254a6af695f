//! Receipts: two standards at once, whatever people write.

use contract::inspection::{FileKind, Outcome, ReceiptSheet, SheetLine};

use crate::child::{inspect, run};

fn line(label: &str, value: &str) -> SheetLine {
    SheetLine { label: label.to_owned(), value: value.to_owned() }
}

fn sheet() -> ReceiptSheet {
    ReceiptSheet {
        lang: "it".to_owned(),
        ente: "Comune di Roccascura".to_owned(),
        office: "Sportello unico per l'edilizia".to_owned(),
        title: "Ricevuta di presentazione".to_owned(),
        day: "2026-11-22".to_owned(),
        facts: vec![line("Numero della pratica", "RC-2026-000123")],
        groups: vec![("Lavori".to_owned(), vec![line("Descrizione", "Opere interne")])],
        documents_title: "Documenti".to_owned(),
        documents: vec![line("relazione.pdf", &"0123456789abcdef".repeat(4))],
        notes: vec!["La pratica è stata presentata.".to_owned()],
    }
}

fn typeset(sheet: &ReceiptSheet) -> Vec<u8> {
    let child = run("typeset", &serde_json::to_vec(sheet).unwrap());
    assert!(child.status.success(), "{}", child.status);
    child.output
}

#[test]
fn a_receipt_is_pdf_ua_1_and_pdf_a_2a() {
    let pdf = typeset(&sheet());
    let raw = String::from_utf8_lossy(&pdf);
    for mark in [
        "<pdfuaid:part>1</pdfuaid:part>",
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
    ] {
        assert!(raw.contains(mark), "{mark}");
    }
    assert!(raw.contains("/Lang"), "the language is declared");
    let (report, _) = inspect(&pdf);
    assert_eq!((report.kind, report.outcome, report.pages), (FileKind::Pdf, Outcome::Opened, Some(1)));
    let text = report.text.unwrap();
    for words in [
        "Comune di Roccascura",
        "RC-2026-000123",
        "Opere interne",
        "relazione.pdf",
        &"0123456789abcdef".repeat(4),
    ] {
        assert!(text.contains(words), "{words} in {text}");
    }
}

#[test]
fn the_same_sheet_gives_the_same_bytes() {
    assert!(typeset(&sheet()) == typeset(&sheet()), "a receipt made again is the same receipt");
}

#[test]
fn what_people_write_is_never_markup() {
    let hostile = "#panic(\"no\") *b* $x$ <l> @r \\ #read(\"/etc/passwd\") // - = [";
    let mut sheet = sheet();
    sheet.facts.push(line(hostile, hostile));
    sheet.notes.push(hostile.to_owned());
    let text = inspect(&typeset(&sheet)).0.text.unwrap();
    assert!(text.contains("#read") && text.contains("*b*"), "{text}");
}

#[test]
fn no_text_keeps_a_receipt_from_being_made() {
    let long = "parola".repeat(600);
    let texts = [
        "",
        "😀 漢字 שלום مرحبا",
        "e\u{301}\u{302}\u{303}",
        "\u{0}\u{1F}\u{FFFF}\u{E000}",
        "a\n\n\nb",
        &long,
    ];
    for text in texts {
        let mut sheet = sheet();
        sheet.title = format!("Ricevuta {text}");
        sheet.facts.push(line(text, text));
        sheet.documents.push(line(text, text));
        let rows = if text.len() < 100 { 60 } else { 5 };
        sheet.groups.push((text.to_owned(), vec![line(text, text); rows]));
        sheet.notes.push(text.to_owned());
        typeset(&sheet);
    }
    let empty = ReceiptSheet { facts: vec![], groups: vec![], documents: vec![], notes: vec![], ..sheet() };
    typeset(&ReceiptSheet { lang: "en".to_owned(), ..empty });
}

#[test]
fn what_is_not_a_sheet_is_refused() {
    let wrong_day = ReceiptSheet { day: "ieri".to_owned(), ..sheet() };
    for input in [b"".to_vec(), b"{}".to_vec(), serde_json::to_vec(&wrong_day).unwrap()] {
        let child = run("typeset", &input);
        assert!(!child.status.success());
        assert!(child.output.is_empty(), "no half document");
    }
}
