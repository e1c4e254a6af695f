//! Writing to the municipality through its pages: without a login, without scripts, nothing typed lost.

use app::routes;
use contract::{Code, ids::ReportId};
use entity::reports::reports;
use sea_orm::{EntityTrait, PaginatorTrait};

use crate::{app::TestApp, browser::Browser, stories::IT};

const FAULT: &str = "/it/contatti/disservizio";

/// Fields of a form that nothing is wrong with.
fn fields<'a>(id: &'a str, email: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("modulo", id),
        ("nome", "Ada Neri"),
        ("email", email),
        ("dove", "Via Roma 1"),
        ("testo", "Il lampione è <b>spento</b>."),
        ("ufficio", "ufficio-tecnico"),
        ("giorni", "monday"),
        ("giorni", "friday"),
        ("fascia", "any"),
        ("privacy", "si"),
    ]
}

/// An appointment asked of the technical office by this person.
pub(crate) async fn of_technical_office(app: &TestApp, owner: &Browser) -> ReportId {
    let page = "/it/contatti/appuntamento";
    let id = owner.get(page).await.says(200, &["ufficio-tecnico"]).hidden("modulo");
    app.clock.advance_minutes(1);
    // The tests of all routes ask for more than one: an hour lies between them.
    let sent = owner.post(page, &fields(&id, "ada@example.it")).await;
    app.clock.advance_minutes(12);
    assert_eq!(sent.location(), routes::contact_sent(IT, id.parse().unwrap()));
    id.parse().unwrap()
}

async fn count(app: &TestApp) -> u64 {
    reports::Entity::find().count(app.ctx.db.read()).await.unwrap()
}

#[tokio::test]
async fn a_stranger_reports_a_fault_and_gets_a_number_once() {
    let app = TestApp::new().await;
    let stranger = app.anonymous();
    let page = stranger.get(FAULT).await.shows_page(200);
    assert_eq!(page.header("cache-control"), "no-store");
    let id = page.hidden("modulo");
    app.clock.advance_minutes(1);
    let first = stranger.post(FAULT, &fields(&id, "ada@example.it")).await.location();
    let second = stranger.post(FAULT, &fields(&id, "ada@example.it")).await.location();
    assert_eq!((first.as_str(), count(&app).await), (second.as_str(), 1));
    let sent = stranger.get(&first).await.shows_page(200).says(200, &["SG-", "Ricevuta"]);
    for word in ["Ada", "Via Roma", "example.it", "lampione"] {
        assert!(!sent.text().contains(word), "the page after sending names nobody: {word}");
    }
    let row = reports::Entity::find().one(app.ctx.db.read()).await.unwrap().unwrap();
    assert_eq!(
        (row.office.as_str(), row.person_id, row.band),
        ("comunicazione", None, None),
        "the front desk"
    );
    assert_eq!(row.body, "Il lampione è <b>spento</b>.");
}

#[tokio::test]
async fn a_wrong_form_is_shown_again_with_everything_that_was_typed() {
    let app = TestApp::new().await;
    let stranger = app.anonymous();
    for word in ["disservizio", "assistenza", "appuntamento", "accessibilita"] {
        let path = format!("/it/contatti/{word}");
        let id = stranger.get(&path).await.shows_page(200).hidden("modulo");
        let empty = stranger.post(&path, &[]).await.shows_page(422);
        empty.says(422, &["<title>Errore", "href=\"#nome\"", "href=\"#email\"", "href=\"#privacy\""]);
        app.clock.advance_minutes(1);
        let mut typed = fields(&id, "ada @ example");
        typed.push(("telefono", "0862 <1>"));
        let page = stranger.post(&path, &typed).await.shows_page(422);
        page.says(422, &["href=\"#email\"", "Il lampione è &lt;b&gt;spento", "ada @ example", &id]);
    }
    for body in ["nome=%FF", "modulo=1&giorni=monday%00", "email=a%40b.it&testo=%ED%A0%80", "=&&&"] {
        stranger.post_encoded(FAULT, body).await.shows_page(422);
    }
    stranger.get("/it/contatti/inventato").await.shows_page(404);
    stranger.get("/it/contatti/fault").await.shows_page(404);
    stranger.post("/it/contatti/inventato", &[]).await.shows_page(404);
    stranger.get(&routes::contact_sent(IT, ReportId(app.ctx.ids.next()))).await.shows_page(404);
    assert_eq!(count(&app).await, 0);
}

#[tokio::test]
async fn programs_are_told_apart_and_people_lose_nothing() {
    let app = TestApp::new().await;
    let stranger = app.anonymous();
    let id = stranger.get(FAULT).await.hidden("modulo");
    // At once: a program. The same form a little later: somebody.
    let quick = stranger.post(FAULT, &fields(&id, "ada@example.it")).await.shows_page(422);
    let quick = quick.says(422, &["troppo in fretta", "spento", &id]);
    assert!(!quick.text().contains("href=\"#sito\""));
    let mut trapped = fields(&id, "ada@example.it");
    trapped.push(("sito", "https://spam.example"));
    app.clock.advance_minutes(1);
    stranger.post(FAULT, &trapped).await.shows_page(422).says(422, &["href=\"#sito\"", "spento"]);
    assert_eq!(count(&app).await, 0);
    stranger.post(FAULT, &fields(&id, "ada@example.it")).await.location();
    for _ in 0..4 {
        let id = stranger.get(FAULT).await.hidden("modulo");
        app.clock.advance_minutes(1);
        stranger.post(FAULT, &fields(&id, "ada@example.it")).await.location();
    }
    let id = stranger.get(FAULT).await.hidden("modulo");
    app.clock.advance_minutes(1);
    let many = stranger.post(FAULT, &fields(&id, "ada@example.it")).await;
    many.refuses(429, Code::TooManyReports).says(429, &["spento"]);
    assert_eq!(count(&app).await, 5);
}

#[tokio::test]
async fn who_is_logged_in_writes_in_their_own_name_and_reads_the_answer() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    let clerk = app.login("istruttrice").await;
    let form = geometra.get("/it/contatti/appuntamento?servizio=cila").await.shows_page(200);
    form.says(200, &["readonly", "<option value=\"cila\" selected"]);
    let id = of_technical_office(&app, &geometra).await;
    let row = reports::Entity::find_by_id(id.0).one(app.ctx.db.read()).await.unwrap().unwrap();
    assert_ne!(row.name, "Ada Neri", "the name is the login's, whatever was typed");
    let (page, answer) = (routes::office_report(IT, id), routes::answer_report(IT, id));
    clerk.get(&routes::office_inbox(IT)).await.says(200, &[&routes::office_reports(IT)]);
    clerk
        .get("/it/ufficio/segnalazioni?tipo=appuntamento&stato=open")
        .await
        .shows_page(200)
        .says(200, &[&row.number]);
    let closed = clerk.get("/it/ufficio/segnalazioni?stato=closed").await.shows_page(200);
    assert!(!closed.text().contains(&row.number));
    let version =
        clerk.get(&page).await.shows_page(200).says(200, &["mailto:ada@example.it"]).hidden("versione");
    let nothing =
        clerk.post(&answer, &[("versione", &version), ("testo", " "), ("azione", "rispondi")]).await;
    nothing.refuses(422, Code::TextMissing);
    let said = [("versione", version.as_str()), ("testo", "Lunedì alle 9."), ("azione", "rispondi")];
    clerk.submit(&answer, &said).await.shows_page(200).says(200, &["Fatto", "Lunedì alle 9."]);
    let stale = [("versione", version.as_str()), ("testo", "Martedì."), ("azione", "rispondi")];
    clerk.post(&answer, &stale).await.refuses(422, Code::StaleSave).says(422, &["Martedì."]);
    geometra.get("/it/contatti").await.shows_page(200).says(200, &[&row.number]);
    geometra.get(&routes::contact_sent(IT, id)).await.shows_page(200).says(200, &["Lunedì alle 9."]);
    let other = app.anonymous().get(&routes::contact_sent(IT, id)).await.shows_page(200);
    assert!(!other.text().contains("Lunedì alle 9."));
}

#[tokio::test]
async fn the_office_erases_what_a_report_says_of_a_person() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    let clerk = app.login("istruttrice").await;
    let id = of_technical_office(&app, &geometra).await;
    let erase = routes::erase_report(IT, id);
    clerk.get(&erase).await.shows_page(200).says(200, &["Non si può annullare"]);
    let page = clerk.submit(&erase, &[]).await.shows_page(200).says(200, &["sono stati cancellati"]);
    for word in ["ada@example.it", "spento"] {
        assert!(!page.text().contains(word), "{word}");
    }
    app.end_sessions().await;
    clerk
        .post(&routes::answer_report(IT, id), &[("testo", "Una frase.")])
        .await
        .asks_login(&routes::office_report(IT, id));
}

#[tokio::test]
async fn the_pages_behind_the_footers_links_open() {
    let app = TestApp::new().await;
    let stranger = app.anonymous();
    for lang in ["it", "en"] {
        let home = stranger.get(&format!("/{lang}")).await.shows_page(200).text();
        let footer = home.split("<footer").nth(1).unwrap();
        let links: Vec<&str> =
            footer.split("href=\"/").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
        assert!(links.len() >= 8, "{links:?}");
        for link in links {
            stranger.get(&format!("/{link}")).await.shows_page(200);
        }
    }
}
