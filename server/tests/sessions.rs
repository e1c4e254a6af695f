//! Sessions: a cookie that is worth nothing before the login, after it ends, or somewhere else.

use app::routes;
use entity::{identity::sessions, office::audit};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, sea_query::Expr};

use crate::{app::TestApp, browser::ORIGIN, stories::IT};

const AREA: &str = "/it/area-personale";

impl TestApp {
    /// Every session runs out, as if its time had passed.
    pub(crate) async fn end_sessions(&self) {
        self.sessions_end_in(-1).await;
    }

    async fn sessions_end_in(&self, minutes: i64) {
        let moment = self.ctx.clock.now().0 + minutes * 60_000;
        let changed =
            sessions::Entity::update_many().col_expr(sessions::Column::ExpiresAt, Expr::value(moment));
        changed.exec(self.ctx.db.writer()).await.unwrap();
    }

    async fn logged_in(&self) -> Vec<sessions::Model> {
        sessions::Entity::find()
            .filter(sessions::Column::LoggedInAt.is_not_null())
            .all(self.ctx.db.read())
            .await
            .unwrap()
    }
}

#[tokio::test]
async fn a_look_at_ones_own_case_is_written_down_once_in_each_session() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    let case = geometra.filed().await;
    let lines = || async {
        audit::Entity::find()
            .filter(audit::Column::Action.eq("case.read.own"))
            .filter(audit::Column::Subject.eq(format!("case:{case}")))
            .count(app.ctx.db.read())
            .await
            .unwrap()
    };
    assert_eq!(lines().await, 1, "the draft's pages");
    for page in [routes::case(IT, case), routes::confirmation(IT, case)] {
        geometra.get(&page).await.shows_page(200);
    }
    assert_eq!(lines().await, 1);
    app.login("geometra").await.get(&routes::case(IT, case)).await.shows_page(200);
    assert_eq!(lines().await, 2, "another session");
    app.login("inquilina").await.get(&routes::case(IT, case)).await.shows_page(404);
    assert_eq!(lines().await, 2);
}

#[tokio::test]
async fn the_cookie_is_bound_to_the_host_to_encryption_and_to_http() {
    let app = TestApp::new().await;
    let browser = app.anonymous();
    let begun = browser.post("/it/accesso", &[]).await;
    let cookie = begun.header("set-cookie");
    assert!(cookie.starts_with("__Host-sportello="), "{cookie}");
    for flag in ["HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
        assert!(cookie.split("; ").any(|part| part == flag), "{flag}: {cookie}");
    }
    assert!(!cookie.contains("Domain"), "{cookie}");
    assert!(!cookie.contains("Max-Age"), "whose a session was is known after it ended: {cookie}");
    // Reading public pages leaves no cookie, and no row.
    let reader = app.anonymous();
    for path in ["/it", "/it/servizi", "/it/servizi/cila", "/it/privacy", AREA, "/it/accesso"] {
        reader.get(path).await;
    }
    assert_eq!(reader.session(), None);
    assert_eq!(
        sessions::Entity::find().count(app.ctx.db.read()).await.unwrap(),
        1,
        "only the login that began"
    );
}

#[tokio::test]
async fn the_id_changes_at_login_and_the_old_one_opens_nothing() {
    let app = TestApp::new().await;
    let browser = app.anonymous();
    let back = browser.way_back(&[("person", "geometra")], AREA).await;
    let before = browser.session().unwrap();
    let fixed = app.anonymous();
    fixed.with_cookies_of(&browser);
    browser.get(&back).await.location();
    assert_ne!(browser.session().unwrap(), before);
    fixed.get(AREA).await.asks_login(AREA);
    browser.get(AREA).await.shows_page(200);
    // What is stored opens no session either.
    let stored = app.logged_in().await;
    assert_eq!(stored.len(), 1);
    assert!(!stored[0].id_hash.contains(&browser.session().unwrap().1));
    assert!(!stored[0].data.contains("FNTMRC"), "no personal data in a session: {}", stored[0].data);
}

#[tokio::test]
async fn after_the_logout_the_cookie_is_worthless() {
    let app = TestApp::new().await;
    let browser = app.login("geometra").await;
    let copy = app.anonymous();
    copy.with_cookies_of(&browser);
    let out = browser.submit(&routes::logout(IT), &[("azione", "esci")]).await;
    out.shows_page(200).says(200, &["Sei uscito dal portale."]);
    for browser in [browser, copy] {
        browser.get(AREA).await.asks_login(AREA);
    }
    assert!(app.logged_in().await.is_empty());
}

#[tokio::test]
async fn the_logout_everywhere_ends_the_other_browsers_and_nobody_elses() {
    let app = TestApp::new().await;
    let (here, there) = (app.login("geometra").await, app.login("geometra").await);
    let other = app.login("inquilina").await;
    here.open("/it/profilo").await.says(200, &["questo dispositivo"]);
    assert_eq!(app.logged_in().await.len(), 3);
    let out = here.submit(&routes::logout_everywhere(IT), &[("azione", "esci")]).await;
    out.shows_page(200).says(200, &["Sei uscito dal portale su tutti i dispositivi."]);
    there.get(AREA).await.asks_login(AREA);
    here.get(AREA).await.asks_login(AREA);
    other.get(AREA).await.shows_page(200);
}

#[tokio::test]
async fn a_session_ends_when_it_is_not_used() {
    let app = TestApp::new().await;
    let browser = app.login("geometra").await;
    app.clock.advance_minutes(29);
    browser.get(AREA).await.shows_page(200);
    let idle = app.login("inquilina").await;
    app.clock.advance_minutes(31);
    idle.get(AREA).await.asks_login(AREA);
}

#[tokio::test]
async fn a_session_in_use_goes_on() {
    let app = TestApp::new().await;
    let browser = app.login("geometra").await;
    for _ in 0..4 {
        app.clock.advance_minutes(20);
        browser.get(AREA).await.shows_page(200);
    }
}

#[tokio::test]
async fn a_session_ends_after_its_hours_however_much_it_is_used() {
    let app = TestApp::new().await;
    // The login happened twelve hours ago but for five minutes, the last use now.
    app.clock.advance_minutes(-(11 * 60 + 55));
    let browser = app.login("geometra").await;
    app.clock.advance_minutes(11 * 60 + 55);
    app.sessions_end_in(10).await;
    browser.get(AREA).await.shows_page(200);
    app.clock.advance_minutes(6);
    browser.get(AREA).await.asks_login(AREA);
    assert!(app.logged_in().await.is_empty(), "it is gone, not only refused");
}

#[tokio::test]
async fn a_role_that_was_taken_away_is_gone_at_once() {
    let app = TestApp::new().await;
    let clerk = app.login("istruttrice").await;
    clerk.get("/it/ufficio").await.shows_page(200);
    entity::identity::staff::Entity::delete_many().exec(app.ctx.db.writer()).await.unwrap();
    clerk.get("/it/ufficio").await.shows_page(403);
}

#[tokio::test]
async fn an_invented_cookie_is_nobody() {
    let app = TestApp::new().await;
    let name = app.login("geometra").await.session().unwrap().0;
    for value in ["", "a", "AAAAAAAAAAAAAAAAAAAAAA", "../../..", "' OR 1=1 --", "%00"] {
        let request = http::Request::get(AREA)
            .header("cookie", format!("{name}={value}"))
            .header("origin", ORIGIN)
            .body(axum::body::Body::empty())
            .unwrap();
        app.anonymous().send(request).await.asks_login(AREA);
    }
}

#[tokio::test]
async fn what_was_typed_on_the_desk_is_there_after_the_next_login_and_was_not_done() {
    let app = TestApp::new().await;
    let owner = app.login("geometra").await;
    let case = owner.complete_draft().await;
    owner.post(&routes::submit(IT, case), &[("azione", "invia")]).await.location();
    let (page, desk) = (routes::office_case(IT, case), routes::office_desk(IT, case));
    for (form, value, reason) in [
        ("numero", "77/bis", ""),
        ("trasferisci", "tributi", "Spetta ai tributi."),
        ("titolari", "SMPLCU61C54M999F", "Ha comprato la casa."),
        ("collega", "RC-2026-000099", ""),
        ("rettifica", "", "La data era un’altra."),
    ] {
        let rup = app.login("rup").await;
        let event = if form == "rettifica" { "1" } else { "" };
        let typed = [("azione", form), ("valore", value), ("motivo", reason), ("evento", event)];
        app.end_sessions().await;
        rup.post(&desk, &typed).await.asks_login(&page);
        let led = rup.log_in("rup", &page).await.location();
        let words = ["Non è ancora fatto: la sessione era scaduta.", value, reason];
        rup.open(&led).await.shows_page(200).says(200, &words);
        rup.get(&page).await.says(200, &["Presentata"]);
    }
}
