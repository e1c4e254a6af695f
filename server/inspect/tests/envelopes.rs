//! Signed envelopes made with `openssl cms`, by people who do not exist.

use contract::inspection::{FileKind, Outcome};

use crate::child::{inspect, sample};

const MARIA: &str = "BIANCHI MARIA";
const NICOLO: &str = "Nicolò D'Àngelo";

#[test]
fn envelopes_are_opened_down_to_the_document() {
    let cases: [(&str, &[&str], &str); 5] = [
        ("firmato.pdf.p7m", &[MARIA], "one signer, DER"),
        ("base64.pdf.p7m", &[MARIA], "base64 with PEM lines"),
        ("streamed.pdf.p7m", &[MARIA], "BER with indefinite lengths, as many tools write"),
        ("due.pdf.p7m", &[MARIA, NICOLO], "two signers, accents"),
        ("doppia.pdf.p7m", &[NICOLO, MARIA], "an envelope in an envelope, from the outside in"),
    ];
    let document = sample("relazione.pdf");
    for (name, signers, rule) in cases {
        let (report, child) = inspect(&sample(name));
        assert!(child.status.success(), "{rule}");
        assert_eq!((report.kind, report.outcome), (FileKind::P7m, Outcome::Opened), "{rule}");
        assert_eq!(report.pages, Some(2), "{rule}: the pages inside");
        assert!(report.text.unwrap().contains("asseverazione"), "{rule}: the text inside");
        let signed = report.signed.unwrap();
        assert_eq!((signed.content, signed.content_size), (FileKind::Pdf, document.len() as u64), "{rule}");
        let mut found = signed.signers;
        let mut expected = signers.to_vec();
        if name.starts_with("due") {
            // The signers of one envelope are a set.
            found.sort();
            expected.sort_unstable();
        }
        assert_eq!(found, expected, "{rule}");
    }
}

#[test]
fn bare_base64_is_an_envelope_too() {
    let text = String::from_utf8(sample("base64.pdf.p7m")).unwrap();
    let bare: String = text.lines().filter(|line| !line.starts_with("-----")).collect();
    for file in [bare.clone(), format!("{}\r\n", bare.trim_end_matches('='))] {
        assert_eq!(inspect(file.as_bytes()).0.pages, Some(2), "with and without padding");
    }
}

#[test]
fn a_detached_signature_has_no_content() {
    let (report, _) = inspect(&sample("detached.p7m"));
    let signed = report.signed.unwrap();
    assert_eq!((report.outcome, signed.content_size), (Outcome::Opened, 0));
    assert_eq!(signed.signers, [MARIA]);
}

#[test]
fn six_envelopes_are_one_too_many() {
    let (report, _) = inspect(&sample("sei.pdf.p7m"));
    assert_eq!((report.outcome, report.signed.unwrap().content), (Outcome::Stopped, FileKind::P7m));
}

#[test]
fn a_broken_envelope_is_malformed() {
    let whole = sample("firmato.pdf.p7m");
    let mut renamed = whole.clone();
    renamed.truncate(30);
    for file in [whole[..1000].to_vec(), renamed, sample("streamed.pdf.p7m")[..2000].to_vec()] {
        let (report, _) = inspect(&file);
        assert_eq!((report.kind, report.outcome), (FileKind::P7m, Outcome::Malformed));
    }
}
