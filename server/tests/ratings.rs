//! The question at the end of a case, through its pages: wrong input is kept and explained, nobody is named.

use app::routes;
use entity::cases::ratings;
use sea_orm::{EntityTrait, PaginatorTrait};

use crate::{app::TestApp, stories::IT};

async fn stored(app: &TestApp) -> Vec<ratings::Model> {
    ratings::Entity::find().all(app.ctx.db.read()).await.unwrap()
}

#[tokio::test]
async fn a_rating_is_thanked_for_and_shown_to_the_office_without_a_name() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    let case = geometra.filed().await;
    let (page, form) = (routes::confirmation(IT, case), routes::rate(IT, case));
    geometra.open(&page).await.shows_page(200).says(200, &[&format!("action=\"{form}\""), "stelle-5"]);
    // What answers the question of the other stars does not count.
    let fields = [
        ("stelle", "2"),
        ("piaciuto", "clear"),
        ("difficile", "technical"),
        ("difficile", "inventato"),
        ("dettagli", "Il portale si è <b>fermato</b>."),
        ("azione", "valuta"),
    ];
    let sent = geometra.post(&form, &fields).await;
    assert!(sent.location().starts_with(&page), "{}", sent.location());
    let thanked = geometra.follow(sent).await.shows_page(200);
    let thanked = thanked.says(200, &["Abbiamo ricevuto la tua valutazione", "Grazie per la tua opinione"]);
    assert!(!thanked.text().contains(&form), "the form is gone");
    let rows = stored(&app).await;
    assert_eq!((rows.len(), rows[0].stars, rows[0].aspects.as_str()), (1, 2, r#"["technical"]"#));
    // A page that was left open rates again: the first rating stays.
    geometra.submit(&form, &[("stelle", "5")]).await.shows_page(200);
    assert_eq!(stored(&app).await, rows);

    let clerk = app.login("istruttrice").await;
    clerk.get(&routes::office_inbox(IT)).await.says(200, &[&routes::office_ratings(IT)]);
    let shown = clerk.get(&routes::office_ratings(IT)).await.shows_page(200);
    let shown = shown.says(200, &["2,0 su 5", "1 valutazione", "Ho avuto problemi tecnici: 1", "si è &lt;b"]);
    let number = app.receipt(case).await.number;
    assert!(!shown.text().contains(&number) && !shown.text().contains("Fintelli"));
    geometra.get(&routes::office_ratings(IT)).await.shows_page(403);
}

#[tokio::test]
async fn a_rating_with_a_mistake_is_kept_and_explained_and_not_stored() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    let case = geometra.filed().await;
    let form = routes::rate(IT, case);
    for stars in ["", "0", "6", "abc", "4.5", "'; DROP TABLE ratings; --"] {
        let fields = [("stelle", stars), ("difficile", "on_track"), ("dettagli", "Parole da tenere.")];
        let page = geometra.post(&form, &fields).await.shows_page(422);
        page.says(422, &["<title>Errore", "Scegli da 1 a 5 stelle", "Parole da tenere.", "#stelle-1"]);
    }
    let long = format!("{}<fine>", "lungo ".repeat(33));
    let page = geometra.post(&form, &[("stelle", "3"), ("dettagli", &long)]).await.shows_page(422);
    let kept = long.replace('<', "&lt;").replace('>', "&gt;");
    let page = page.says(422, &["Scrivi al massimo 200 caratteri", &kept, "#dettagli"]);
    assert!(!page.text().contains("Scegli da 1 a 5 stelle"));
    for body in ["stelle=%FF", "stelle=3&dettagli=a%00b", "stelle=4&dettagli=%ED%A0%80", "=&&&"] {
        let answer = geometra.post_encoded(&form, body).await;
        assert!(matches!(answer.status, 303 | 422), "{body}: {} {}", answer.status, answer.text());
    }
    assert_eq!(ratings::Entity::find().count(app.ctx.db.read()).await.unwrap(), 1, "the one without mistake");
}

#[tokio::test]
async fn a_draft_is_not_rated_and_somebody_elses_case_is_not_there() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    let (draft, filed) = (geometra.draft().await, geometra.filed().await);
    for stars in ["5", "0"] {
        let sent = geometra.post(&routes::rate(IT, draft), &[("stelle", stars)]).await;
        assert_eq!(sent.location(), routes::summary(IT, draft));
        let other = app.login("inquilina").await;
        other.post(&routes::rate(IT, filed), &[("stelle", stars)]).await.shows_page(404);
    }
    assert_eq!(stored(&app).await, []);
}

#[tokio::test]
async fn what_was_typed_when_the_session_ended_is_there_after_the_login() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    let case = geometra.filed().await;
    let page = routes::confirmation(IT, case);
    app.end_sessions().await;
    let fields = [("stelle", "4"), ("dettagli", "Una frase scritta con cura.")];
    geometra.post(&routes::rate(IT, case), &fields).await.asks_login(&page);
    assert_eq!(stored(&app).await, []);
    geometra.log_in("geometra", &page).await;
    let shown = geometra.get(&page).await.shows_page(200).says(200, &["Una frase scritta con cura."]);
    assert!(!shown.text().contains("<title>Errore"), "nothing is wrong with it");
}

#[tokio::test]
async fn anybody_says_how_clear_a_page_is_and_the_office_reads_it_without_a_name() {
    let app = TestApp::new().await;
    let stranger = app.anonymous();
    let page = stranger.get("/it/servizi/tari").await.shows_page(200);
    page.says(200, &["Quanto sono chiare le informazioni su questa pagina?", "value=\"/servizi/tari\""]);
    let form = routes::rate_page(IT);
    let wrong = [("pagina", "/servizi/tari"), ("stelle", "9"), ("dettagli", "Parole da tenere.")];
    let refused = stranger.post(&form, &wrong).await.shows_page(422);
    refused.says(422, &["<title>Errore", "#stelle-1", "Parole da tenere."]);
    let right = [
        ("pagina", "/servizi/tari"),
        ("stelle", "2"),
        ("difficile", "clear"),
        ("dettagli", "Poco <b>chiaro</b>."),
    ];
    let thanked = stranger.submit(&form, &right).await.shows_page(200);
    thanked.says(200, &["Abbiamo ricevuto la tua valutazione", "href=\"/it/servizi/tari\""]);
    for path in ["/servizi/inventato", "//evil.example", "/area-personale", "", "javascript:x"] {
        stranger.post(&form, &[("pagina", path), ("stelle", "5")]).await.shows_page(404);
        stranger.get(&routes::rate_page_of(IT, path)).await.shows_page(404);
    }
    let clerk = app.login("istruttrice").await;
    let shown = clerk.get(&routes::office_ratings(IT)).await.shows_page(200);
    shown.says(200, &["/servizi/tari", "2,0 su 5", "Poco &lt;b&gt;chiaro"]);
    assert_eq!(stored(&app).await, [], "the page was rated, and no case");
}
