//! Payment notices: two standards at once, a code to scan, and outside production the words that nobody must pay.

use contract::inspection::NoticeSheet;

use crate::child::{inspect, run};

const QR: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"99\" height=\"99\" viewBox=\"0 0 99 99\">\
                  <path d=\"M0 0h9v9h-9z\"/></svg>";

fn sheet(real: bool) -> NoticeSheet {
    NoticeSheet {
        lang: "it".to_owned(),
        day: "2026-11-22".to_owned(),
        ente: "Comune di Roccascura".to_owned(),
        ente_code: "00000000000".to_owned(),
        debtor: "Lucia Esemplari".to_owned(),
        debtor_code: "SMPLCU61C54M999F".to_owned(),
        reason: "Tassa sui rifiuti (TARI) 2026, rata 1 di 3".to_owned(),
        amount: "58,00 €".to_owned(),
        due: "16/12/2026".to_owned(),
        nav: "3010 0000 0000 0001 44".to_owned(),
        qr: QR.to_owned(),
        online: real,
        real,
    }
}

fn typeset(sheet: &NoticeSheet) -> Vec<u8> {
    let child = run("typeset", &serde_json::to_vec(sheet).unwrap());
    assert!(child.status.success(), "{}", child.status);
    child.output
}

fn text(pdf: &[u8]) -> String {
    inspect(pdf).0.text.unwrap().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_notice_is_pdf_ua_1_and_pdf_a_2a_and_says_what_is_paid_to_whom() {
    let pdf = typeset(&sheet(true));
    let raw = String::from_utf8_lossy(&pdf);
    for mark in ["<pdfuaid:part>1</pdfuaid:part>", "<pdfaid:part>2</pdfaid:part>", "<pdfaid:conformance>A"] {
        assert!(raw.contains(mark), "{mark}");
    }
    let said = text(&pdf);
    for words in ["AVVISO DI PAGAMENTO", "Lucia Esemplari", "3010 0000 0000 0001 44", "58,00 €", "16/12/2026"]
    {
        assert!(said.contains(words), "{words} in {said}");
    }
    assert_eq!(inspect(&pdf).0.pages, Some(1));
}

#[test]
fn only_a_real_notice_does_not_say_that_it_must_not_be_paid() {
    let draft = |real| text(&typeset(&sheet(real))).contains("FAC-SIMILE – NON PAGARE");
    assert!(draft(false) && !draft(true));
    let own_site = |online| text(&typeset(&sheet(online))).contains("Sul sito dell’ente creditore");
    assert!(own_site(true) && !own_site(false), "the creditor's site is named only where one can pay there");
    let english = NoticeSheet { lang: "en".to_owned(), ..sheet(false) };
    assert!(text(&typeset(&english)).contains("DO NOT PAY"));
}

#[test]
fn no_text_keeps_a_notice_from_being_made() {
    let long = "parola".repeat(100);
    for words in ["", "😀 漢字 שלום", "#panic(\"no\") *b* $x$ \\ [", "a\n\nb", &long] {
        let hostile = NoticeSheet {
            ente: format!("Comune {words}"),
            debtor: words.to_owned(),
            reason: words.to_owned(),
            due: String::new(),
            ..sheet(false)
        };
        typeset(&hostile);
    }
}
