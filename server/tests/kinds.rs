//! A form with a question of every kind, filled in by people who mean harm or press the wrong key.

use std::{fmt::Write as _, fs, path::Path};

use app::routes;
use contract::{forms::FieldKind, ids::CaseId};

use crate::{
    app::TestApp,
    browser::Browser,
    stories::{IT, case_in},
};

const SLUG: &str = "tutte";
/// The word that tells what was typed from the rest of a page.
const TYPED: &str = "zqtypedqz";

fn name(kind: FieldKind) -> String {
    serde_json::to_value(kind).unwrap().as_str().unwrap().to_owned()
}

/// One page with a question of each kind, and one that is asked only after a certain choice.
fn form() -> String {
    let mut form = "[[step]]\nid = \"pagina\"\n".to_owned();
    for kind in FieldKind::ALL {
        let name = name(kind);
        let more = match kind {
            FieldKind::Choice | FieldKind::Choices => "choices = [\"uno\", \"due\"]",
            FieldKind::Professional => "choices = [\"architetti\", \"geometri\"]",
            FieldKind::File => "slot = \"altri\"",
            FieldKind::Computed => "value = \"q_number + 1\"",
            _ => "",
        };
        write!(form, "\n[[step.question]]\nid = \"q_{name}\"\nkind = \"{name}\"\n{more}\n").unwrap();
    }
    form + "\n[[step.question]]\nid = \"nascosta\"\nkind = \"text\"\nwhen = 'q_choice == \"uno\"'\n"
}

/// The tests' own procedure, with this form instead of its own.
fn install(data_dir: &Path) {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("testkit/procedures/prova");
    let to = data_dir.join("overrides/procedures").join(SLUG);
    fs::create_dir_all(&to).unwrap();
    let procedure = fs::read_to_string(from.join("procedure.toml")).unwrap();
    fs::write(to.join("procedure.toml"), procedure.replace("slug = \"prova\"", "slug = \"tutte\"")).unwrap();
    fs::copy(from.join("workflow.toml"), to.join("workflow.toml")).unwrap();
    let slot =
        "[[slot]]\nid = \"altri\"\noptional = true\nmax_files = 2\nmax_bytes = 1048576\nkinds = [\"pdf\"]\n";
    fs::write(to.join("documents.toml"), slot).unwrap();
    fs::write(to.join("form.toml"), form()).unwrap();
    for lang in ["it", "en"] {
        let file = format!("texts.{lang}.toml");
        let mut texts: toml::Table = fs::read_to_string(from.join(&file)).unwrap().parse().unwrap();
        for section in ["section", "step", "question", "rule", "slot", "fee"] {
            texts.remove(section);
        }
        let mut words = toml::to_string(&texts).unwrap();
        words.push_str(
            "\n[step.pagina]\ntitle = \"Pagina\"\n[slot.altri]\ntitle = \"Altri\"\nhint = \"Altri\"\n",
        );
        for id in
            FieldKind::ALL.map(|kind| format!("q_{}", name(kind))).iter().chain([&"nascosta".to_owned()])
        {
            write!(words, "[question.{id}]\nlabel = \"Domanda {id}\"\nhint = \"Aiuto\"\n").unwrap();
        }
        words.push_str("[question.q_choice.choice]\nuno = \"Uno\"\ndue = \"Due\"\n");
        words.push_str("[question.q_choices.choice]\nuno = \"Uno\"\ndue = \"Due\"\n");
        fs::write(to.join(file), words).unwrap();
    }
}

async fn portal() -> TestApp {
    TestApp::with(&|config| install(&config.data_dir)).await
}

async fn draft(browser: &Browser) -> CaseId {
    let begun = browser.post(&routes::start(IT, SLUG), &[("azione", "inizia"), ("nuova", "si")]).await;
    case_in(&begun.location())
}

/// Every input of a question, as the page names it.
fn inputs(kind: FieldKind) -> Vec<String> {
    let id = format!("q_{}", name(kind));
    let input = |part: &str| if part.is_empty() { id.clone() } else { format!("{id}.{part}") };
    kind.parts().iter().map(|part| input(part.name)).collect()
}

#[tokio::test]
async fn no_kind_of_question_breaks_under_what_people_type() {
    let app = portal().await;
    let browser = app.login("proprietaria").await;
    let case = draft(&browser).await;
    let page = routes::step(IT, case, "pagina");
    let long = format!("{TYPED}{}", "à".repeat(20_000));
    let lines = format!("{TYPED}\r\n{}", "a\r\n".repeat(3_000));
    let hostile = [
        format!("{TYPED}'; DROP TABLE case_answers; --"),
        format!("<script>{TYPED}</script>\"' onfocus=alert(1) x=\""),
        format!("{TYPED}\u{0}\u{1b}[31m\u{7f}"),
        format!("\u{202e}{TYPED}\u{200b}\u{feff}"),
        format!("{TYPED}\u{1f9d1}\u{200d}\u{1f52c}e\u{301}"),
        format!("{{{{{TYPED}}}}} ${{7*7}} %s %n {{label}}"),
        format!("-{TYPED}-99999999999999999999999999999999"),
        "-0".to_owned(),
        "9223372036854775808".to_owned(),
        "1e308".to_owned(),
        "٣١".to_owned(),
        " \t\u{a0} ".to_owned(),
        lines,
        long,
    ];
    for kind in FieldKind::ALL {
        let inputs = inputs(kind);
        // What takes no answer is sent one all the same.
        let own = format!("q_{}", name(kind));
        let names = if inputs.is_empty() { vec![own] } else { inputs };
        for typed in &hostile {
            let version = browser.get(&page).await.says(200, &[]).hidden("versione");
            let mut fields = vec![("versione", version.as_str()), ("azione", "avanti")];
            fields.extend(names.iter().map(|name| (name.as_str(), typed.as_str())));
            let answer = browser.post(&page, &fields).await;
            let start: String = typed.chars().take(40).collect();
            assert!(answer.status < 500, "{kind:?} breaks under {start:?}: {}", answer.text());
            let shown = browser.follow(answer).await.shows_page(200).text();
            assert!(!shown.contains(&format!("<script>{TYPED}")), "{kind:?}: what was typed became markup");
            let free = !kind.chooses() && !matches!(kind, FieldKind::Declaration);
            if free && kind.takes_answers() && typed.contains(TYPED) {
                assert!(shown.contains(TYPED), "{kind:?} loses {start:?}");
            }
        }
    }
}

#[tokio::test]
async fn what_does_not_belong_to_the_page_is_left_out() {
    let app = portal().await;
    let browser = app.login("proprietaria").await;
    let case = draft(&browser).await;
    let page = routes::step(IT, case, "pagina");
    let strange = [
        ("versione", "0"),
        ("azione", "avanti"),
        // Hidden, because the choice is another; contradictory; unknown; a part that the kind has not.
        ("q_choice", "due"),
        ("q_choice", "uno"),
        ("q_choice", "tre"),
        ("nascosta", TYPED),
        ("sconosciuta", TYPED),
        ("q_address.pianeta", TYPED),
        ("q_computed", TYPED),
        ("q_date.giorno", "31"),
        ("q_date.mese", "2"),
        ("q_date.anno", "2026"),
        ("q_person.senza_codice", "si"),
        ("q_person.codice_fiscale", "RSSMRA80A01H501U"),
        ("", TYPED),
    ];
    let answer = browser.post(&page, &strange).await;
    let shown = browser.follow(answer).await.shows_page(200).text();
    for lost in ["sconosciuta", "pianeta"] {
        assert!(!shown.contains(lost), "{lost}");
    }
    let summary = browser.open(&routes::summary(IT, case)).await.shows_page(200).text();
    assert!(!summary.contains(TYPED), "what is not asked is not filed: {summary}");
    // Bytes that are no text, a name and a value cut in the middle, thousands of fields.
    let many: String = (0..5_000).map(|at| format!("q_text={at}&")).collect();
    for body in ["q_text=%FF%FE%C3&versione=0", "q_text=%", "%E0%A4%A=1&versione=%00", "&&&=&=", &many] {
        let answer = browser.post_encoded(&page, body).await;
        assert!(answer.status < 500, "{}: {}", &body[..20.min(body.len())], answer.text());
        let shown = browser.follow(answer).await;
        assert!(shown.status < 500);
    }
    browser.get(&page).await.shows_page(200);
}

#[tokio::test]
async fn a_form_for_one_client_shows_nothing_of_another() {
    let app = portal().await;
    let geometra = app.login("geometra").await;
    let (first, second) = (draft(&geometra).await, draft(&geometra).await);
    let page = |case| routes::step(IT, case, "pagina");
    // Refused and kept in the session; then a page of the other client is opened in the same browser.
    let fields = [
        ("versione", "0"),
        ("azione", "avanti"),
        ("q_text", TYPED),
        ("q_email", "sbagliata"),
        ("q_person.nome", "Serafina"),
        ("q_person.cognome", "Delicata"),
    ];
    let answer = geometra.post(&page(first), &fields).await;
    let other = geometra.get(&page(second)).await.shows_page(200).text();
    for of_first in [TYPED, "Serafina", "Delicata", "sbagliata", &first.to_string()] {
        assert!(!other.contains(of_first), "{of_first} belongs to another client");
    }
    geometra.follow(answer).await.says(200, &[TYPED, "Serafina"]);
    // Somebody else who logs in with the same browser finds nothing of it.
    geometra.post(&routes::logout(IT), &[]).await;
    geometra.log_in("proprietaria", "/it/area-personale").await;
    let mine = geometra.get("/it/area-personale").await.says(200, &[]).text();
    assert!(!mine.contains(&first.to_string()) && !mine.contains("Serafina"));
    geometra.get(&page(first)).await.says(404, &[]);
}
