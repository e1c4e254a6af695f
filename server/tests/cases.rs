//! A case through the pages: filed once, followed by who filed it, led to its end by the office.

use app::routes;
use contract::Code;
use entity::cases::{protocollo, receipts};
use sea_orm::{EntityTrait, PaginatorTrait};

use crate::{
    app::TestApp,
    browser::Browser,
    stories::{IT, PDF, SIGNED, STEPS, answers, case_in},
};

#[tokio::test]
async fn from_the_services_page_to_the_decision() {
    let app = TestApp::new().await;
    let geometra = app.anonymous();
    geometra.open("/it/servizi").await.shows_page(200).says(200, &["/it/servizi/cila"]);
    geometra.open("/it/servizi/cila").await.shows_page(200).says(200, &["Inizia la pratica"]);

    // The button asks who one is, and the way goes on where it was.
    let start = routes::start(IT, "cila");
    geometra.post(&start, &[("azione", "inizia")]).await.asks_login(&start);
    geometra.log_in("geometra", &start).await;
    let begun = geometra.get(&start).await.location();
    let case = case_in(&begun);
    assert_eq!(begun, routes::step(IT, case, STEPS[0]));

    file(&app, &geometra, case).await;
    let number = app.receipt(case).await.number;
    follow_to_the_end(&app, &geometra, case, &number).await;
}

async fn file(app: &TestApp, geometra: &Browser, case: contract::ids::CaseId) {
    // What the login says is there already, as the professional's data.
    geometra.open(&routes::step(IT, case, STEPS[1])).await.says(200, &["Fintelli", "FNTMRC79H21M998M"]);
    let next = geometra.fill(case, STEPS[0], &answers(STEPS[0])).await;
    assert_eq!(next.location(), routes::step(IT, case, STEPS[1]));
    let next = geometra.fill(case, STEPS[1], &answers(STEPS[1])).await;
    assert_eq!(next.location(), routes::documents(IT, case));

    let documents = routes::documents(IT, case);
    let page = geometra.upload(&documents, "elaborato", "elaborato grafico.pdf", PDF).await;
    page.shows_page(200)
        .says(200, &["Abbiamo ricevuto il file", "elaborato grafico.pdf", "2 pagine", "Controllato"]);
    let page = geometra.upload(&documents, "relazione", "relazione.pdf.p7m", SIGNED).await;
    page.shows_page(200).says(200, &["relazione.pdf.p7m", "Firma di", "non ancora verificata"]);

    let summary = geometra.open(&routes::summary(IT, case)).await.shows_page(200);
    summary.says(
        200,
        &["Lucia", "Via delle Mura 12", "relazione.pdf.p7m", "Conferma e invia", "ha effetto da subito"],
    );
    let sent = geometra.submit(&routes::submit(IT, case), &[("azione", "invia")]).await.shows_page(200);
    assert_eq!(sent.path, routes::confirmation(IT, case));
    let receipt = app.receipt(case).await;
    let protocollo = format!("{}/{:07}", receipt.protocollo_year, receipt.protocollo_number);
    assert!(receipt.number.starts_with("RC-") && receipt.number.ends_with("-000001"), "{}", receipt.number);
    sent.says(200, &["Pratica inviata", &receipt.number, &protocollo, "Stiamo preparando la ricevuta"]);

    app.work_off().await;
    geometra.open(&routes::confirmation(IT, case)).await.says(200, &["Scarica la ricevuta"]);
    let pdf = geometra.open(&routes::receipt(IT, case)).await;
    assert!(pdf.path.starts_with("/oggetti/"), "{}", pdf.path);
    assert_eq!((pdf.status, &pdf.body[..5]), (200, &b"%PDF-"[..]));
    assert!(pdf.header("content-disposition").starts_with("attachment"), "never shown inside the portal");
}

async fn follow_to_the_end(app: &TestApp, geometra: &Browser, case: contract::ids::CaseId, number: &str) {
    let clerk = app.login("istruttrice").await;
    let page = routes::office_case(IT, case);
    clerk.open("/it/ufficio").await.shows_page(200).says(200, &[number, "Marco Fintelli", &page]);
    clerk
        .open(&page)
        .await
        .shows_page(200)
        .says(200, &["Prendi in carico", "Marco Fintelli", "elaborato grafico.pdf"]);
    let done = clerk.fire(&page, "prendi_in_carico", "").await;
    clerk.follow(done).await.says(200, &["Fatto.", "In esame", "Sara Modellari"]);
    let question = "Manca la sezione B.\r\nSi chiede il perché di <b>quota 12</b>.";
    clerk.fire(&page, "chiedi_chiarimenti", question).await.location();

    let own = routes::case(IT, case);
    let asked = geometra.open(&own).await.shows_page(200);
    let asked = asked.says(
        200,
        &["In attesa di chiarimenti", "Richiesta di chiarimenti", "Manca la sezione B.", "&lt;b&gt;quota 12"],
    );
    assert!(
        !asked.text().contains("Sara Modellari"),
        "the citizen deals with the office, not with its people"
    );
    geometra.fire(&own, "rispondi", "La sezione B è la tavola 2.").await.location();

    clerk.open(&page).await.says(200, &["La sezione B è la tavola 2.", "In esame"]);
    let rup = app.login("rup").await;
    rup.fire(&page, "chiudi", "Controllo concluso senza rilievi.").await.location();

    let end = geometra.open(&own).await.shows_page(200).text();
    let steps = [
        "Pratica chiusa dall'ufficio",
        "Chiarimenti inviati dal richiedente",
        "Chiarimenti chiesti dall'ufficio",
        "Pratica presa in carico",
        "CILA presentata",
    ];
    let told = end.split("Storia della pratica").nth(1).unwrap();
    let places = steps.map(|step| told.find(step).or_else(|| told.find(&step.replace('\'', "&#x27;"))));
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?}: newest first: {end}");
    assert!(end.contains("Controllo concluso senza rilievi.") && end.contains("Conclusa"), "{end}");
    assert!(!end.contains("name=\"testo\""), "nothing can be done any more");
    geometra.open("/it/area-personale").await.says(200, &[number, "Conclusa"]);
    assert_eq!(app.denied().await, []);
}

#[tokio::test]
async fn two_clicks_on_send_file_one_case_with_one_receipt() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    let case = geometra.complete_draft().await;
    let path = routes::submit(IT, case);
    let (one, two) = tokio::join!(geometra.post(&path, &[]), geometra.post(&path, &[]));
    assert_eq!(one.location(), routes::confirmation(IT, case));
    assert_eq!(two.location(), one.location());
    let number = app.receipt(case).await.number;
    // The answer got lost, the page is sent again an hour later.
    app.clock.advance_minutes(10);
    geometra.submit(&path, &[]).await.says(200, &[&number]);
    assert_eq!(app.receipt(case).await.number, number);
    assert_eq!(receipts::Entity::find().count(app.ctx.db.read()).await.unwrap(), 1);
    assert_eq!(protocollo::Entity::find().count(app.ctx.db.read()).await.unwrap(), 1);
}

#[tokio::test]
async fn after_sending_the_pages_of_the_draft_lead_to_the_case() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    let case = geometra.filed().await;
    let own = routes::case(IT, case);
    for path in [routes::step(IT, case, STEPS[0]), routes::documents(IT, case), routes::summary(IT, case)] {
        assert_eq!(geometra.get(&path).await.location(), own, "back to {path}");
    }
    let before = app.row(case).await;
    let late = geometra
        .post(&routes::step(IT, case, STEPS[0]), &[("versione", "1"), ("indirizzo", "Altrove 1")])
        .await;
    assert_eq!(late.location(), own);
    let page = geometra.follow(geometra.get(&routes::discard(IT, case)).await).await;
    assert_eq!(page.path, own, "a filed case is not thrown away");
    assert_eq!(geometra.post(&routes::discard(IT, case), &[]).await.location(), own);
    let late = geometra.upload(&routes::documents(IT, case), "altri", "tardi.pdf", PDF).await;
    assert!(late.status < 500 && !late.text().contains("tardi.pdf"), "{}", late.text());
    assert_eq!(app.row(case).await, before);
}

#[tokio::test]
async fn a_draft_that_lacks_something_is_not_filed_and_says_what() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    let case = geometra.draft().await;
    geometra.fill(case, STEPS[0], &answers(STEPS[0])).await.location();
    let summary = geometra.open(&routes::summary(IT, case)).await.shows_page(200);
    let summary =
        summary.says(200, &["Descrivi i lavori in poche frasi", "Carica il documento «Elaborato grafico»"]);
    assert!(!summary.text().contains("Conferma e invia"), "{}", summary.text());
    let refused = geometra.post(&routes::submit(IT, case), &[]).await;
    refused.refuses(422, Code::Incomplete).says(422, &["Lucia", "Carica il documento «Relazione tecnica"]);
    assert_eq!(app.row(case).await.phase, "draft");
    assert_eq!(geometra.get(&routes::confirmation(IT, case)).await.location(), routes::summary(IT, case));
    geometra.get(&routes::receipt(IT, case)).await.shows_page(404);
}

#[tokio::test]
async fn another_persons_case_does_not_exist_and_the_look_is_written_down() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    let (draft, filed) = (geometra.draft().await, geometra.filed().await);
    let stranger = app.login("inquilina").await;
    for case in [draft, filed] {
        for path in [
            routes::case(IT, case),
            routes::step(IT, case, STEPS[0]),
            routes::documents(IT, case),
            routes::summary(IT, case),
            routes::confirmation(IT, case),
            routes::office_case(IT, case),
        ] {
            let before = app.denied().await.len();
            let page = stranger.open(&path).await.shows_page(404);
            assert!(!page.text().contains("Fintelli"), "{}", page.text());
            let denied = app.denied().await;
            assert_eq!(denied.len(), before + 1, "{path} leaves one row");
            assert_eq!(denied[before].1, format!("case:{case}"));
        }
    }
    let before = app.row(draft).await;
    let save = [("versione", "0"), ("indirizzo", "Via del Furto 1")];
    stranger.post(&routes::step(IT, draft, STEPS[0]), &save).await.shows_page(404);
    stranger.post(&routes::submit(IT, draft), &[]).await.shows_page(404);
    stranger.post(&routes::discard(IT, draft), &[]).await.shows_page(404);
    stranger.post(&routes::case_event(IT, filed, "ritira"), &[("versione", "2")]).await.shows_page(404);
    assert_eq!(app.row(draft).await, before);
    // One that never was looks the same.
    let never = contract::ids::CaseId(app.ctx.ids.next());
    stranger.get(&routes::case(IT, never)).await.shows_page(404);
}

#[tokio::test]
async fn an_action_that_came_too_late_keeps_the_words_and_says_why() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    let case = geometra.filed().await;
    let own = routes::case(IT, case);
    let clerk = app.login("istruttrice").await;
    // The owner's page was made before the office took the case in charge.
    let version = geometra.get(&own).await.hidden("versione");
    clerk.fire(&routes::office_case(IT, case), "prendi_in_carico", "").await.location();
    let fields = [("versione", version.as_str()), ("testo", "Ho cambiato idea.")];
    let late = geometra.post(&routes::case_event(IT, case, "ritira"), &fields).await.shows_page(422);
    late.says(422, &["Ho cambiato idea.", app::texts::code_hint(IT, Code::CaseChanged)]);
    assert_eq!(app.row(case).await.state, "in_esame");
    // An event of another state, an event of nobody, an event of the office.
    let now = app.row(case).await.row_version.to_string();
    let fields = [("versione", now.as_str()), ("testo", "Eccomi.")];
    let wrong = geometra.post(&routes::case_event(IT, case, "rispondi"), &fields).await.shows_page(422);
    wrong.says(422, &["Eccomi.", app::texts::code_hint(IT, Code::EventNotPossible)]);
    geometra.post(&routes::case_event(IT, case, "inventato"), &fields).await.shows_page(422);
    geometra.post(&routes::case_event(IT, case, "chiudi"), &fields).await.shows_page(403);
    geometra.post(&routes::case_event(IT, case, "invia"), &fields).await.shows_page(422);
    assert_eq!(app.row(case).await.state, "in_esame");
}

#[tokio::test]
async fn a_text_that_is_missing_or_too_long_is_asked_again() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    let case = geometra.filed().await;
    let page = routes::office_case(IT, case);
    let clerk = app.login("istruttrice").await;
    clerk.fire(&page, "prendi_in_carico", "").await.location();
    clerk.fire(&page, "chiedi_chiarimenti", "  \r\n ").await.refuses(422, Code::TextMissing);
    // What is wrong elsewhere in the form is said with it, once each, and the page begins there.
    let version = clerk.get(&page).await.hidden("versione");
    let typed =
        [("versione", version.as_str()), ("testo", " "), ("entro", "31/02/2026"), ("punti", "La quota")];
    let links = ["href=\"#testo-chiedi_chiarimenti\"", "href=\"#entro-chiedi_chiarimenti\""];
    let begins = "id=\"errori\" tabindex=\"-1\" role=\"alert\" autofocus";
    let address = routes::office_event(IT, case, "chiedi_chiarimenti");
    let both = clerk.post(&address, &typed).await.shows_page(422).says(422, &links);
    let both = both.says(422, &[begins, "La quota</textarea>"]);
    assert_eq!(both.text().matches("class=\"portal-problem\"").count(), 2, "each at its field");
    let long = "è".repeat(2001);
    clerk.fire(&page, "chiedi_chiarimenti", &long).await.refuses(422, Code::TextTooLong).says(422, &[&long]);
    clerk.fire(&page, "chiedi_chiarimenti", &"è".repeat(2000)).await.location();
    assert_eq!(app.row(case).await.state, "in_attesa");
}

#[tokio::test]
async fn all_that_was_given_before_is_reached_without_losing_the_page_or_the_way_back() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    let draft = geometra.draft().await;
    let page = routes::step(IT, draft, STEPS[0]);
    let version = geometra.get(&page).await.hidden("versione");
    let typed = [
        ("versione", version.as_str()),
        ("azione", "dati:committente_nome"),
        ("committente_cognome", "Esemplari"),
        ("da", "riepilogo"),
    ];
    let list = geometra.post(&page, &typed).await.location();
    assert_eq!(list, format!("{}?da=riepilogo", routes::given(IT, draft, STEPS[0], "committente_nome")));
    let shown = geometra.get(&list).await.shows_page(200);
    assert!(
        shown.text().contains(&format!("{page}?da=riepilogo#campo-committente_nome")),
        "{}",
        shown.text()
    );
    assert!(geometra.get(&page).await.text().contains("value=\"Esemplari\""), "what was typed is saved");
    let version = geometra.get(&page).await.hidden("versione");
    let strange = [("versione", version.as_str()), ("azione", "dati:../../altro")];
    let elsewhere = geometra.post(&page, &strange).await.location();
    assert!(!elsewhere.contains("altro"), "{elsewhere}");
    let unknown = routes::given(IT, draft, STEPS[0], "nessuna");
    geometra.get(&unknown).await.shows_page(404);
}
