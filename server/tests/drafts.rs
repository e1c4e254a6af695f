//! Filling a draft through its pages: what was typed is kept and explained, in every kind of trouble.

use app::routes;
use contract::{
    Code,
    ids::CaseId,
    time::{before_day, elided},
};
use entity::cases::{case_answers, cases};
use sea_orm::{EntityTrait, PaginatorTrait};

use crate::{
    app::TestApp,
    stories::{IT, STEPS, answers, answers_but, case_in},
};

async fn stored(app: &TestApp, case: CaseId, step: &str) -> String {
    let row =
        case_answers::Entity::find_by_id((case.0, step.to_owned())).one(app.ctx.db.read()).await.unwrap();
    row.map(|row| row.answers).unwrap_or_default()
}

#[tokio::test]
async fn a_wrong_codice_fiscale_is_kept_and_explained() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    let case = geometra.draft().await;
    for (typed, explained) in [
        ("SMPLCU61C54M999A", "l’ultima lettera non corrisponde alle altre"),
        ("SMPLCU61C54", "16 lettere e cifre, oppure 11 cifre se è provvisorio"),
    ] {
        let saved = geometra
            .fill(case, STEPS[0], &answers_but(STEPS[0], &[("committente_codice_fiscale", typed)]))
            .await;
        let page = geometra.follow(saved).await.shows_page(200);
        assert!(
            page.path.starts_with(&routes::step(IT, case, STEPS[0])),
            "the same page again: {}",
            page.path
        );
        let page = page.says(200, &[explained, typed, "Via delle Mura 12", "<title>Errore"]);
        assert!(page.text().contains("aria-invalid=\"true\""), "{}", page.text());
    }
}

#[tokio::test]
async fn missing_answers_are_asked_for_by_name_and_only_after_trying() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    let case = geometra.draft().await;
    let asked = "Scrivi il nome della persona per cui si fanno i lavori";
    let first = geometra.open(&routes::step(IT, case, STEPS[0])).await.shows_page(200);
    assert!(!first.text().contains(asked), "nothing is wrong before one has tried");
    let saved = geometra.fill(case, STEPS[0], &[("indirizzo", "Via delle Mura 12")]).await;
    let page = geometra.follow(saved).await.shows_page(200);
    page.says(
        200,
        &[
            asked,
            "Scrivi almeno foglio e particella",
            "Scegli il titolo del committente",
            "Via delle Mura 12",
        ],
    );
    let saved = geometra
        .fill(case, STEPS[1], &answers_but(STEPS[1], &[("privacy", ""), ("inizio_lavori.mese", "13")]))
        .await;
    let page = geometra.follow(saved).await.shows_page(200);
    page.says(200, &["spunta la casella", "un giorno del calendario", "Rifacimento del bagno."]);
}

#[tokio::test]
async fn a_draft_is_saved_on_the_way_out_and_found_again() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    let case = geometra.draft().await;
    let path = routes::step(IT, case, STEPS[0]);
    let fields = [("versione", "0"), ("indirizzo", "Vicolo Corto 2"), ("azione", "salva")];
    let left = geometra.submit(&path, &fields).await.shows_page(200);
    left.says(200, &["Abbiamo salvato la bozza.", &path]);
    geometra.open(&routes::case(IT, case)).await.says(200, &["Vicolo Corto 2"]);
    let back = geometra.fill(case, STEPS[1], &[("azione", "indietro")]).await;
    assert!(back.location().starts_with("/it/pratiche/"), "{}", back.path);
    // From the summary and back to it.
    let fields = [&[("versione", "1"), ("azione", "avanti")][..], &answers(STEPS[0])].concat();
    let saved = geometra.post(&routes::step_from_summary(IT, case, STEPS[0]), &fields).await;
    assert_eq!(saved.location(), routes::summary(IT, case));
}

#[tokio::test]
async fn a_session_that_ended_in_mid_step_loses_nothing() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    let case = geometra.draft().await;
    let path = routes::step(IT, case, STEPS[0]);
    let version = geometra.get(&path).await.hidden("versione");
    app.end_sessions().await;

    let typed = [
        ("versione", version.as_str()),
        ("committente_nome", "Lucia"),
        ("indirizzo", "Via Lunga 40"),
        ("azione", "avanti"),
    ];
    geometra.post(&path, &typed).await.asks_login(&path);
    assert!(
        !stored(&app, case, STEPS[0]).await.contains("Via Lunga 40"),
        "nobody may save without a session"
    );
    let led = geometra.log_in("geometra", &path).await.location();
    assert_eq!(led, format!("{path}?esito=kept"));
    let page = geometra.open(&led).await.shows_page(200);
    let page = page.says(200, &["Lucia", "Via Lunga 40", "ma non è ancora inviato"]);
    // Shown once: it is saved by the button, not by looking.
    let version = page.hidden("versione");
    let typed = [("versione", version.as_str()), ("indirizzo", "Via Lunga 40"), ("azione", "salva")];
    geometra.submit(&path, &typed).await.says(200, &["Abbiamo salvato la bozza."]);
    assert!(stored(&app, case, STEPS[0]).await.contains("Via Lunga 40"));
}

#[tokio::test]
async fn what_one_person_typed_is_not_shown_to_the_next_at_the_same_browser() {
    let app = TestApp::new().await;
    let browser = app.login("geometra").await;
    let case = browser.draft().await;
    let path = routes::step(IT, case, STEPS[0]);
    app.end_sessions().await;
    browser.post(&path, &[("versione", "0"), ("indirizzo", "Via Segreta 1")]).await.asks_login(&path);
    browser.log_in("inquilina", &path).await;
    let page = browser.open(&path).await.shows_page(404);
    assert!(!page.text().contains("Via Segreta 1"), "{}", page.text());
}

#[tokio::test]
async fn two_tabs_on_one_draft_lose_neither_text() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    let case = geometra.draft().await;
    let path = routes::step(IT, case, STEPS[0]);
    let version = geometra.get(&path).await.hidden("versione");
    let save =
        |street: &'static str| vec![("indirizzo", street), ("azione", "avanti"), ("titolo", "proprietario")];
    let first = [vec![("versione", version.as_str())], save("Via Prima 1")].concat();
    geometra.post(&path, &first).await.location();
    let second = [vec![("versione", version.as_str())], save("Via Seconda 2")].concat();
    let stale = geometra.post(&path, &second).await.refuses(409, Code::StaleSave);
    let stale = stale.says(409, &["Via Prima 1", "Via Seconda 2", "Salvato dall’altra scheda"]);
    assert!(stored(&app, case, STEPS[0]).await.contains("Via Prima 1"), "nothing was overwritten");
    // Having seen both, the second tab saves again.
    let version = stale.hidden("versione");
    let again = [vec![("versione", version.as_str())], save("Via Seconda 2")].concat();
    geometra.post(&path, &again).await.location();
    assert!(stored(&app, case, STEPS[0]).await.contains("Via Seconda 2"));
    // The same text sent twice (double click, back button) is no conflict.
    geometra.post(&path, &again).await.location();
}

#[tokio::test]
async fn only_the_fields_of_the_page_are_saved() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    let case = geometra.draft().await;
    let (row, other) = (app.row(case).await, stored(&app, case, STEPS[1]).await);
    let hidden = [
        ("descrizione", "da un altro passo"),
        ("phase", "submitted"),
        ("created_by", "00000000-0000-0000-0000-000000000000"),
        ("committente_nome", "Lucia"),
        ("committente_nome", "Doppia"),
    ];
    geometra.fill(case, STEPS[0], &hidden).await.location();
    let saved = stored(&app, case, STEPS[0]).await;
    assert!(
        saved.contains("Lucia") && !saved.contains("altro passo") && !saved.contains("submitted"),
        "{saved}"
    );
    assert_eq!(stored(&app, case, STEPS[1]).await, other);
    let after = app.row(case).await;
    assert_eq!((after.phase, after.created_by), (row.phase, row.created_by));
}

#[tokio::test]
async fn a_value_too_long_or_badly_encoded_is_explained_and_never_breaks_a_page() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    let case = geometra.draft().await;
    let path = routes::step(IT, case, STEPS[1]);
    let long = "muro ".repeat(500);
    let saved = geometra.fill(case, STEPS[1], &[("descrizione", long.as_str())]).await;
    geometra.follow(saved).await.shows_page(200).says(200, &["al massimo 2.000 caratteri", &long[..2000]]);
    for (rule, body) in [
        ("not UTF-8", "descrizione=%FF%FE%80"),
        ("a NUL, which PostgreSQL cannot store", "descrizione=a%00b"),
        ("half a surrogate", "descrizione=%ED%A0%80"),
        ("a choice that nobody offered", "tipo_lavori=%27%20OR%201=1"),
    ] {
        let version = geometra.get(&path).await.says(200, &[]).hidden("versione");
        let saved = geometra.post_encoded(&path, &format!("versione={version}&azione=avanti&{body}")).await;
        let page = geometra.follow(saved).await.shows_page(200);
        assert!(page.text().contains("aria-invalid=\"true\""), "{rule}: {}", page.text());
        geometra.open(&routes::summary(IT, case)).await.shows_page(200);
    }
    for version in ["", "-1", "99999999999999999999", "nulla"] {
        geometra.post(&path, &[("versione", version), ("descrizione", "x")]).await.shows_page(409);
    }
    let script = "<script>alert(1)</script>\"><img src=x onerror=alert(1)>";
    geometra.fill(case, STEPS[1], &[("descrizione", script), ("impresa", script)]).await.location();
    for path in [path, routes::summary(IT, case)] {
        let page = geometra.open(&path).await.shows_page(200).text();
        assert!(!page.contains("<script>alert") && !page.contains("<img src=x"), "{page}");
    }
}

#[tokio::test]
async fn a_form_of_two_megabytes_is_refused_with_a_page() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    let case = geometra.draft().await;
    let huge = "a".repeat(2 * 1024 * 1024 + 1);
    let answer = geometra.post(&routes::step(IT, case, STEPS[0]), &[("indirizzo", &huge)]).await;
    answer.refuses(413, Code::TooLarge);
}

#[tokio::test]
async fn a_second_draft_of_a_service_can_be_begun_from_the_page() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    let first = geometra.draft().await;
    let start = routes::start(IT, "cila");
    let asked = geometra.submit(&start, &[("azione", "inizia")]).await.shows_page(200);
    let asked = asked.says(200, &["Continua la bozza", &first.to_string()]);
    assert_eq!(
        cases::Entity::find().count(app.ctx.db.read()).await.unwrap(),
        1,
        "nobody gets drafts by mistake"
    );
    // Whatever the page's button sends begins a new one.
    let page = asked.text();
    let action = format!("action=\"{start}\"");
    let form = page.split("<form").find(|form| form.contains(&action)).expect("a form that begins a draft");
    let form = form.split("</form>").next().unwrap();
    let value =
        |tag: &str, name: &str| tag.split(&format!("{name}=\"")).nth(1)?.split('"').next().map(str::to_owned);
    let fields: Vec<(String, String)> = form
        .split('<')
        .filter(|tag| tag.starts_with("input") || tag.starts_with("button"))
        .filter_map(|tag| Some((value(tag, "name")?, value(tag, "value").unwrap_or_default())))
        .collect();
    let sent: Vec<(&str, &str)> = fields.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let begun = geometra.post(&start, &sent).await.location();
    assert!(begun.contains("/pratiche/"), "the button {sent:?} leads back to the question: {begun}");
    assert_ne!(case_in(&begun), first);
}

#[tokio::test]
async fn a_draft_says_until_when_it_is_kept_and_one_click_renews_it() {
    let app = TestApp::with(&|config| config.draft_months = 18).await;
    let geometra = app.login("geometra").await;
    let case = geometra.draft().await;
    let until = |app: &TestApp| {
        let last = app.ctx.clock.now().months_later(18);
        let before = before_day("resta salvata fino al", last.day(), IT);
        format!("{before}</span><time datetime=\"{}\">{}", last.day(), last.day_words(IT))
    };
    let page = geometra.open(&routes::dashboard(IT)).await.shows_page(200);
    let button = format!("action=\"{}\"", routes::renew(IT, case));
    page.says(200, &[&until(&app), "Tieni per altri 18 mesi", &button]);
    let before = app.row(case).await;
    // Within the life of the session.
    app.clock.advance_minutes(20);
    let page = geometra.submit(&routes::renew(IT, case), &[("azione", "rinnova")]).await.shows_page(200);
    page.says(200, &["la bozza resta salvata più a lungo", &until(&app)]);
    let last = app.ctx.clock.now().months_later(18).day_words(IT);
    let page = geometra.open(&routes::step(IT, case, STEPS[0])).await;
    page.says(200, &[&elided(&format!("La bozza resta salvata fino al {last}."))]);
    assert!(app.row(case).await.updated_at > before.updated_at);
    // Somebody else finds nothing, and it is written down.
    let before = (app.row(case).await, app.denied().await.len());
    app.login("inquilina").await.post(&routes::renew(IT, case), &[]).await.shows_page(404);
    assert_eq!(app.row(case).await, before.0);
    assert_eq!(app.denied().await[before.1..], [("case.renew".to_owned(), format!("case:{case}"))]);
    // A filed case has no time to renew: the button of an old page leads to the case.
    let filed = geometra.filed().await;
    assert_eq!(geometra.post(&routes::renew(IT, filed), &[]).await.location(), routes::case(IT, filed));
}

#[tokio::test]
async fn a_discarded_draft_is_gone_with_everything_in_it() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    let case = geometra.complete_draft().await;
    geometra.open(&routes::discard(IT, case)).await.shows_page(200).says(200, &["Vuoi eliminare la bozza"]);
    geometra
        .submit(&routes::discard(IT, case), &[("azione", "elimina")])
        .await
        .says(200, &["Abbiamo eliminato la bozza."]);
    geometra.open(&routes::case(IT, case)).await.shows_page(404);
    assert_eq!(case_answers::Entity::find().count(app.ctx.db.read()).await.unwrap(), 0);
    assert!(app.documents(case).await.is_empty());
    geometra.post(&routes::discard(IT, case), &[]).await.shows_page(404);
}
