//! The catalogue over HTTP: searched without scripts, every address a page.

use app::routes;

use crate::{app::TestApp, stories::IT};

#[tokio::test]
async fn services_are_found_by_words_and_by_category() {
    let app = TestApp::new().await;
    let anyone = app.anonymous();
    let found = anyone.open("/it/servizi?q=identita").await.shows_page(200);
    let found = found.says(200, &["Carta d'identità elettronica", "Servizi trovati per «identita»: "]);
    assert!(!found.text().contains("Rifiuti"));
    assert_eq!(found.header("cache-control"), "no-store", "nobody's search is kept");
    let building = anyone.open(&routes::services_looking(IT, "", "edilizia")).await.shows_page(200);
    building.says(200, &["(SCIA)", "Si fa online", "aria-current=\"true\""]);
    // Whatever an address says, it is a page.
    for query in [
        "q=%00%FF",
        "q=%3Cscript%3Ealert(1)%3C/script%3E",
        "categoria=inventata",
        "q=a&q=b",
        "q",
        "=&&=",
        "categoria='%20OR%201=1",
    ] {
        let page = anyone.get(&format!("/it/servizi?{query}")).await.shows_page(200).text();
        assert!(!page.contains("<script>alert"), "{query}");
    }
    let long = "x".repeat(5_000);
    anyone.get(&format!("/it/servizi?q={long}")).await.shows_page(200);
}

#[tokio::test]
async fn how_long_cases_took_is_said_on_the_page_and_given_as_data() {
    let app = TestApp::new().await;
    let anyone = app.anonymous();
    let page = anyone.open("/it/servizi/cila").await.shows_page(200);
    page.says(200, &["Quanto tempo ci vuole davvero", "Non abbiamo ancora abbastanza pratiche concluse"]);
    for lang in ["it", "en"] {
        let data = anyone.get(&format!("/{lang}/servizi/tempi.csv")).await;
        assert_eq!((data.status, data.header("content-type")), (200, "text/csv; charset=utf-8"));
        data.says(
            200,
            &["procedimento,titolo,dal,al,pratiche,giorni_medi,giorni_mediani\r\n", "\r\ncila,\""],
        );
    }
    let geometra = app.login("geometra").await;
    let sheet = geometra.open("/it/servizi/carta-identita-elettronica").await.shows_page(200).text();
    assert!(!sheet.contains("Quanto tempo ci vuole davvero"), "nothing of it is begun here");
}

#[tokio::test]
async fn a_service_that_cannot_be_begun_here_says_how_one_gets_it() {
    let app = TestApp::new().await;
    let page = app.anonymous().open("/it/servizi/carta-identita-elettronica").await.shows_page(200);
    let text = page.says(200, &["non si può ancora iniziare da qui", "Accedi al servizio"]).text();
    assert!(!text.contains("/inizia\""), "there is nothing to begin");
    let geometra = app.login("geometra").await;
    geometra.post("/it/servizi/carta-identita-elettronica/inizia", &[("nuova", "1")]).await.shows_page(404);
    geometra.get("/it/servizi/carta-identita-elettronica/inizia").await.shows_page(404);
}
