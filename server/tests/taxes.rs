//! One's own taxes through their pages.

use app::routes;
use domain::taxes;
use testkit::tari;

use crate::{app::TestApp, stories::IT};

const GEOMETRA: &str = "FNTMRC79H21M998M";

#[tokio::test]
async fn who_owes_finds_their_taxes_in_the_personal_area() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    let area = geometra.open(&routes::dashboard(IT)).await.shows_page(200);
    area.says(200, &["I miei tributi", &routes::taxes(IT), &routes::payments(IT)]);
    geometra.open(&routes::taxes(IT)).await.shows_page(200).says(200, &["Non risulta nessun tributo"]);
    let position = taxes::record(&app.ctx, &tari(GEOMETRA)).await.unwrap();
    let list = geometra.open(&routes::taxes(IT)).await.shows_page(200);
    list.says(200, &["Tassa sui rifiuti (TARI) 2026", "174,00 €", &routes::tax_position(IT, position)]);
}

#[tokio::test]
async fn somebody_elses_position_is_not_there() {
    let app = TestApp::new().await;
    let position = taxes::record(&app.ctx, &tari(GEOMETRA)).await.unwrap();
    let here = routes::tax_position(IT, position);
    app.anonymous().get(&here).await.asks_login(&here);
    for who in ["inquilina", "tributi"] {
        let other = app.login(who).await;
        other.get(&here).await.shows_page(404);
        assert!(!other.open(&routes::taxes(IT)).await.text().contains("TARI"));
    }
    let look = ("position.read".to_owned(), format!("position:{position}"));
    assert_eq!(app.denied().await, [look.clone(), look]);
    for wrong in ["/it/tributi/1", "/it/tributi/%00", "/it/pagamenti/x", "/it/pagamenti/avvisi/x/stampa"] {
        app.login("geometra").await.get(wrong).await.shows_page(404);
    }
}
