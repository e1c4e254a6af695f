//! The register of outages through its pages: anybody reads it, administrators announce, the PDF is one.

use app::routes;
use contract::{
    identity::StaffRole,
    ids::{OutageId, RequestId},
    outages::NewOutage,
    time::Moment,
};
use domain::{Actor, office};

use crate::{app::TestApp, stories::IT};

/// Announced for the day after tomorrow by the administrator.
pub(crate) async fn announced(app: &TestApp) -> OutageId {
    let now = app.ctx.clock.now().0;
    let hours = |hours: i64| Moment(now + hours * 3_600_000);
    let outage = NewOutage { began_at: hours(48), ended_at: hours(49), reason: "Aggiornamento".to_owned() };
    let role = ("sistemi-informativi".to_owned(), StaffRole::Administrator);
    let administrator = Actor { staff: vec![role], ..Actor::stranger(RequestId(app.ctx.ids.next())) };
    office::announce_outage(&app.ctx, &administrator, &outage).await.unwrap()
}

#[tokio::test]
async fn what_was_recorded_is_public_and_printed_for_who_is_logged_in() {
    let app = TestApp::new().await;
    office::beat(&app.ctx).await.unwrap();
    app.clock.advance_minutes(25);
    office::beat(&app.ctx).await.unwrap();
    let stranger = app.anonymous();
    for (path, words) in [("/it/disservizi", "25 minuti"), ("/en/disservizi", "25 minutes")] {
        stranger.get(path).await.shows_page(200).says(200, &[words]);
    }
    let before = stranger.get("/it/disservizi?dal=2020-01-01&al=2020-01-31").await.shows_page(200);
    before.says(200, &["Nessuna interruzione nel periodo"]);
    for query in
        ["dal=x&al=y", "dal=2026-02-01", "dal=2026-02-02&al=2026-02-01", "dal=2020-01-01&al=2026-01-01"]
    {
        let page = stranger.get(&format!("/it/disservizi?{query}")).await.shows_page(422);
        page.says(422, &["<title>Errore", "href=\"#dal\""]);
    }
    let attestation = routes::outage_attestation(IT);
    stranger.get(&attestation).await.asks_login(&attestation);
    let geometra = app.login("geometra").await;
    let pdf = geometra.get(&attestation).await;
    assert_eq!((pdf.status, pdf.header("content-type")), (200, "application/pdf"));
    assert!(pdf.body.starts_with(b"%PDF") && pdf.header("content-disposition").contains("interruzioni-"));
}

#[tokio::test]
async fn the_administrator_announces_with_a_form_that_loses_nothing() {
    let app = TestApp::new().await;
    let administrator = app.login("amministratrice").await;
    let path = routes::office_outages(IT);
    administrator.get(&path).await.shows_page(200).says(200, &["Nessuna interruzione annunciata"]);
    let wrong = [("da_giorno", "domani"), ("a_ora", "9"), ("motivo", "Un <motivo>")];
    let page = administrator.post(&path, &wrong).await.shows_page(422);
    page.says(
        422,
        &["<title>Errore", "href=\"#da_giorno\"", "href=\"#a_giorno\"", "Un &lt;motivo&gt;", "domani"],
    );
    let day = Moment(app.ctx.clock.now().0 + 3 * 86_400_000).day().to_string();
    let right = [
        ("da_giorno", day.as_str()),
        ("da_ora", "22:00"),
        ("a_giorno", day.as_str()),
        ("a_ora", "23:30"),
        ("motivo", "Aggiornamento"),
    ];
    administrator.submit(&path, &right).await.shows_page(200).says(200, &["90 minuti", "Aggiornamento"]);
    app.anonymous()
        .get("/it/disservizi")
        .await
        .shows_page(200)
        .says(200, &["Interruzioni annunciate", "90 minuti"]);
    app.end_sessions().await;
    administrator.post(&path, &right).await.asks_login(&path);
    administrator.log_in("amministratrice", &path).await;
    let kept = administrator.get(&path).await.shows_page(200).says(200, &["value=\"22:00\""]);
    let recall = kept.text().split("action=\"").find(|rest| rest.contains("/togli\"")).unwrap().to_owned();
    let recall = recall.split('"').next().unwrap().to_owned();
    administrator.submit(&recall, &[]).await.shows_page(200).says(200, &["Nessuna interruzione annunciata"]);
    administrator.post(&recall, &[]).await.shows_page(404);
    app.login("istruttrice").await.get(&path).await.shows_page(403);
}
