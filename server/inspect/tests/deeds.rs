//! Acts of the office: a template of a procedure, laid out in two standards at once, or refused with its line.

use contract::deeds::{
    DeedCase, DeedContent, DeedRecipient, DeedSheet, DeedSigner, DeedTemplate, DeedTerm, TemplateProblem,
};

use crate::child::{inspect, run};

const TEMPLATE: &str = "#import \"/letter.typ\": *\n#show: letter\n\n#words()\n#points()\n\
                        La risposta va data #ends(\"integrazione\").\n#decides(\"CHIEDE\")[#answer(\"piano\")]\n";

fn sheet(source: &str) -> DeedSheet {
    let term = DeedTerm {
        label: "Integrazione".to_owned(),
        status: "waiting".to_owned(),
        length: "30 giorni".to_owned(),
        ..DeedTerm::default()
    };
    DeedSheet {
        template: DeedTemplate { file: "deeds/richiesta.typ".to_owned(), source: source.to_owned() },
        act: DeedContent {
            ente: "Comune di Roccascura".to_owned(),
            office: "Ufficio tecnico".to_owned(),
            title: "Richiesta di integrazioni".to_owned(),
            day: "2026-11-28".to_owned(),
            day_words: "28 novembre 2026".to_owned(),
            protocol: "2026/0000124 del 28 novembre 2026".to_owned(),
            recipient: DeedRecipient { name: "Lucia Esemplari".to_owned(), address: String::new() },
            case: DeedCase { number: "RC-2026-000123".to_owned(), ..DeedCase::default() },
            text: "Manca una tavola.\nServe per la verifica.".to_owned(),
            points: vec!["La pianta del primo piano".to_owned(), "La sezione".to_owned()],
            signer: DeedSigner { name: "Anna Fintelli".to_owned(), role: "Dirigente".to_owned() },
            terms: [("integrazione".to_owned(), term)].into(),
            answers: [("piano".to_owned(), "Primo".to_owned())].into(),
            ..DeedContent::default()
        },
    }
}

fn made(sheet: &DeedSheet) -> Vec<u8> {
    let child = run("typeset", &serde_json::to_vec(sheet).unwrap());
    assert!(child.status.success(), "{}: {}", child.status, String::from_utf8_lossy(&child.output));
    child.output
}

fn text(pdf: &[u8]) -> String {
    inspect(pdf).0.text.unwrap().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn an_act_says_who_writes_to_whom_under_which_number_and_what() {
    let pdf = made(&sheet(TEMPLATE));
    let raw = String::from_utf8_lossy(&pdf);
    for mark in ["<pdfuaid:part>1</pdfuaid:part>", "<pdfaid:part>2</pdfaid:part>", "<pdfaid:conformance>A"] {
        assert!(raw.contains(mark), "{mark}");
    }
    let said = text(&pdf);
    for words in [
        "Comune di Roccascura",
        "2026/0000124 del 28 novembre 2026",
        "Lucia Esemplari",
        "Richiesta di integrazioni",
        "Manca una tavola.",
        "La pianta del primo piano",
        "entro 30 giorni dal ricevimento di questo atto",
        "Primo",
        "Anna Fintelli",
    ] {
        assert!(said.contains(words), "{words} in {said}");
    }
    assert!(!said.contains("BOZZA"), "what was done is no draft");
}

#[test]
fn a_draft_says_so() {
    let mut draft = sheet(TEMPLATE);
    draft.act.draft = true;
    draft.act.protocol.clear();
    let said = text(&made(&draft));
    assert!(said.contains("BOZZA") && said.contains("da assegnare"), "{said}");
}

#[test]
fn what_is_wrong_with_a_template_is_told_with_its_line() {
    let cases = [
        ("#import \"/letter.typ\": *\n#show: letter\n#answer(\"superficie\")", Some(3), "superficie"),
        ("#import \"/letter.typ\": *\n#show: letter\n\n#wordz()", Some(4), "wordz"),
        ("Testo #(", Some(1), "unclosed"),
        ("#read(\"/etc/passwd\")", Some(1), "access"),
        ("#import \"@preview/cetz:0.3.0\": *", Some(1), ""),
        ("#while true {}", Some(1), "always true"),
    ];
    for (template, line, words) in cases {
        let child = run("typeset", &serde_json::to_vec(&sheet(template)).unwrap());
        assert!(!child.status.success(), "{template}");
        let problems: Vec<TemplateProblem> = serde_json::from_slice(&child.output).unwrap();
        let told = problems.first().unwrap();
        assert_eq!(told.line, line, "{template}: {told:?}");
        assert!(told.message.contains(words), "{template}: {told:?}");
    }
}

#[test]
fn what_was_typed_is_never_read_as_a_template() {
    for words in ["", "😀 漢字", "#panic(\"no\") *b* $x$ \\ [", "a\n\nb", "= Titolo", &"parola".repeat(200)]
    {
        let mut hostile = sheet(TEMPLATE);
        hostile.act.text = words.to_owned();
        hostile.act.points = vec![words.to_owned()];
        hostile.act.recipient.name = words.to_owned();
        hostile.act.case.procedure = words.to_owned();
        made(&hostile);
    }
}
