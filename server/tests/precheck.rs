//! The questions that lead to the right procedure, as anybody walks them, honestly or not.

use app::routes;

use crate::{app::TestApp, stories::IT};

const SLUG: &str = "lavori-edilizi";

/// A way to the CILA, one code for each question.
const WAY: [&str; 9] = [
    "lavori_altri",
    "volume_no",
    "forma_no",
    "uso_no",
    "strutture_no",
    "interno_unita",
    "interna_tutelata",
    "esecutore_impresa",
    "presenta_tecnico",
];

fn after(codes: &str) -> String {
    routes::precheck_after(IT, SLUG, codes)
}

#[tokio::test]
async fn a_stranger_walks_from_the_home_page_to_the_list_with_plain_forms() {
    let app = TestApp::new().await;
    let anybody = app.anonymous();
    anybody.get("/it").await.says(200, &[&format!("href=\"{}\"", after(""))]);
    anybody.get("/it/servizi/cila").await.says(200, &["Non sai se ti serve?", &after("")]);
    let mut page = anybody.get(&after("")).await.shows_page(200);
    for (place, code) in WAY.iter().enumerate() {
        let question = page.hidden("domanda");
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        if place > 0 {
            form.append_pair("r", &page.hidden("r"));
        }
        form.append_pair("domanda", &question).append_pair("r", code);
        let sent = anybody.get(&format!("{}?{}", after(""), form.finish())).await;
        assert_eq!(sent.location(), after(&WAY[..=place].join(",")));
        page = anybody.follow(sent).await.shows_page(200);
    }
    let whole = WAY.join(",");
    let list = routes::precheck_list_after(IT, SLUG, &whole);
    let known = "name=\"dato.tipo_lavori\" value=\"frazionamento_accorpamento\"";
    let page = page.says(200, &["Serve una CILA", "articolo 6-bis", known, "dato.esecutore", &list]);
    assert!(page.text().contains("Procura al tecnico"));
    // The languages lead to the same answers, and the answer of each question can be changed.
    let page = page.says(200, &[&format!("/en/verifica/{SLUG}?r={whole}")]);
    let others = WAY[1..].join(",");
    let changed = anybody.get(&after(&others)).await;
    page.says(200, &[&format!("href=\"{}\"", after(&others))]);
    changed.shows_page(200).says(200, &["Che lavori vuoi fare?"]);
    let again = anybody.get(&after(&format!("{others},{}", WAY[0]))).await;
    assert_eq!(again.location(), after(&whole));
    let printed = anybody.get(&list).await.shows_page(200);
    let printed =
        printed.says(200, &["Cosa ti serve – Serve una CILA", "Procura al tecnico", "Divido o unisco"]);
    assert!(!printed.text().contains("<form"), "nothing to press on paper");
}

#[tokio::test]
async fn a_question_sent_without_an_answer_is_asked_again_and_says_so() {
    let app = TestApp::new().await;
    let anybody = app.anonymous();
    for (codes, question, says) in [
        ("", "lavori", "Scegli una risposta a «Che lavori vuoi fare?»"),
        ("lavori_altri", "volume", "Scegli una risposta a «Costruisci"),
    ] {
        let given = if codes.is_empty() { String::new() } else { format!("r={codes}&") };
        let sent = anybody.get(&format!("{}?{given}domanda={question}", after(""))).await;
        assert!(sent.location().ends_with("errori=1#errori"), "{}", sent.location());
        let page = anybody.follow(sent).await.shows_page(200);
        page.says(200, &["<title>Errore", says, "id=\"errori\"", "portal-field-wrong"]);
    }
}

#[tokio::test]
async fn whatever_is_in_the_address_leads_to_a_question_or_an_outcome_of_ours() {
    let app = TestApp::new().await;
    let anybody = app.anonymous();
    let long = format!("r={}", "x".repeat(30_000));
    let many = format!("r={}", "lavori_altri,".repeat(2_000));
    for (query, led) in [
        ("r=", ""),
        ("r=inventato", ""),
        ("r=lavori_altri,inventato", "lavori_altri"),
        ("r=lavori_altri%2Cvolume_no", "lavori_altri,volume_no"),
        ("r=lavori_altri&r=volume_no", "lavori_altri,volume_no"),
        ("r=volume_no,lavori_altri", "lavori_altri,volume_no"),
        ("r=lavori_finiture,lavori_altri,lavori_temporanei", "lavori_finiture"),
        ("r=lavori_altri,lavori_altri", "lavori_altri"),
        ("r=lavori_finiture&errori=1", "lavori_finiture"),
        ("r=lavori_finiture&domanda=lavori", "lavori_finiture"),
        ("r=%FF%FE%00", ""),
        ("r=%27%20OR%20%271%27%3D%271", ""),
        ("r=<script>alert(1)</script>", ""),
        ("r=..%2F..%2Fetc%2Fpasswd", ""),
        ("altro=lavori_altri", ""),
        ("errori=2", ""),
        (long.as_str(), ""),
    ] {
        let query = query.replace('<', "%3C").replace('>', "%3E");
        let answer = anybody.get(&format!("{}?{query}", after(""))).await;
        assert_eq!(answer.location(), after(led), "{query:.60}");
        let page = anybody.follow(answer).await.shows_page(200);
        assert!(!page.text().contains("alert(1)"));
        let list = anybody.open(&format!("{}?{query}", routes::precheck_list(IT, SLUG))).await;
        list.shows_page(200);
    }
    anybody.open(&format!("{}?{many}", after(""))).await.shows_page(200);
    for slug in ["inventata", "cila", "a%00b", "%FF", "..%2f..%2f", "'%20OR%20'1'='1"] {
        for path in [format!("/it/verifica/{slug}"), format!("/it/verifica/{slug}/cosa-serve?r=x")] {
            anybody.open(&path).await.shows_page(404);
        }
    }
    anybody.open(&format!("/xx/verifica/{SLUG}")).await.shows_page(404);
}

#[tokio::test]
async fn the_first_question_is_kept_for_everybody_and_no_answer_is() {
    let app = TestApp::new().await;
    let anybody = app.anonymous();
    let first = anybody.get(&after("")).await.says(200, &[]);
    assert!(!first.header("etag").is_empty());
    let answered = anybody.get(&after("lavori_altri")).await.says(200, &[]);
    assert_eq!(answered.header("cache-control"), "no-store");
    assert_eq!(anybody.session(), None, "nobody is followed");
}

#[tokio::test]
async fn the_button_of_an_outcome_begins_a_draft() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    let fields = [("dato.tipo_lavori", "altri_lavori"), ("dato.esecutore", "impresa"), ("azione", "inizia")];
    let begun = geometra.post(&routes::start(IT, "cila"), &fields).await.location();
    assert!(begun.contains("/pratiche/"), "{begun}");
    // Somebody with a draft is asked which one; a new one still takes along what was answered.
    let asked = geometra.post(&routes::start(IT, "cila"), &fields).await.location();
    let known = "name=\"dato.tipo_lavori\" value=\"altri_lavori\"";
    geometra.open(&asked).await.says(200, &[known, "name=\"nuova\"", "Inizia una nuova pratica"]);
    let hostile = [("dato.tipo_lavori", "'; --"), ("dato.inventata", "x"), ("nuova", "1")];
    let begun = geometra.post(&routes::start(IT, "cila"), &hostile).await.location();
    geometra.open(&begun).await.shows_page(200);
}
