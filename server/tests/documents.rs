//! Documents through the pages: each file has an outcome in words, whatever it is.

use adapters::objects::{Credentials, EmbeddedSettings, EmbeddedStore};
use app::routes;
use axum::body::Body;
use contract::{
    Code,
    ids::{CaseId, UploadId},
};
use http::{Request, header};
use serde_json::json;

use crate::{
    app::TestApp,
    browser::{Answer, Browser, ORIGIN, multipart},
    stories::{IT, PDF, SIGNED},
};

/// The page after an upload that was refused: still the documents, the reason beside the slot.
#[track_caller]
fn refused(page: Answer, code: Code) -> Answer {
    let words = [app::texts::code(IT, code), app::texts::code_hint(IT, code), "<title>Errore"];
    page.shows_page(200).says(200, &words)
}

async fn nothing_stored(app: &TestApp, case: CaseId) {
    assert!(app.documents(case).await.is_empty());
    assert!(app.ctx.objects.list("o/", None).await.unwrap().is_empty(), "no object without a row");
}

#[tokio::test]
async fn a_file_that_cannot_be_accepted_is_refused_in_words_and_not_stored() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    let case = geometra.draft().await;
    let page = routes::documents(IT, case);
    refused(geometra.upload(&page, "relazione", "vuoto.pdf", b"").await, Code::FileEmpty);
    refused(geometra.upload(&page, "relazione", "", b"").await, Code::FileMissing);
    let mut huge = PDF.to_vec();
    huge.resize(20 * 1024 * 1024 + 1, b'x');
    refused(geometra.upload(&page, "relazione", "enorme.pdf", &huge).await, Code::FileTooBig);
    geometra.upload(&page, "inventato", "relazione.pdf", PDF).await.shows_page(404);
    nothing_stored(&app, case).await;
}

#[tokio::test]
async fn a_renamed_program_is_known_by_its_content_and_stops_the_filing() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    let case = geometra.complete_draft().await;
    let program = b"MZ\x00\x03 this program cannot be run in DOS mode".repeat(40);
    let page =
        geometra.upload(&routes::documents(IT, case), "altri", "fattura.pdf", &program).await.shows_page(200);
    page.says(200, &["fattura.pdf", "Rifiutato", app::texts::code(IT, Code::FileKind).trim_end_matches('.')]);
    geometra.post(&routes::submit(IT, case), &[]).await.refuses(422, Code::Incomplete);
    let document = *app.documents(case).await.last().unwrap();
    let page = geometra.submit(&routes::remove_document(IT, case, document), &[]).await.shows_page(200);
    assert!(!page.text().contains("fattura.pdf"), "{}", page.text());
    geometra.post(&routes::submit(IT, case), &[]).await.location();
}

#[tokio::test]
async fn a_file_that_breaks_its_reader_is_left_to_a_person_and_does_not_stop_the_filing() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    let case = geometra.complete_draft().await;
    let bomb = include_bytes!("../inspect/tests/files/bomba.pdf");
    let page =
        geometra.upload(&routes::documents(IT, case), "altri", "bomba.pdf", bomb).await.shows_page(200);
    page.says(200, &["bomba.pdf", "Da esaminare in ufficio"]);
    geometra.post(&routes::submit(IT, case), &[]).await.location();
}

#[tokio::test]
async fn a_full_document_takes_no_more_files() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    let case = geometra.draft().await;
    let page = routes::documents(IT, case);
    geometra
        .upload(&page, "relazione", "uno.p7m", SIGNED)
        .await
        .says(200, &["Per cambiarlo, prima rimuovilo"]);
    refused(geometra.upload(&page, "relazione", "due.p7m", SIGNED).await, Code::TooManyFiles);
    assert_eq!(app.documents(case).await.len(), 1);
}

#[tokio::test]
async fn a_file_name_is_only_a_name() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    let case = geometra.draft().await;
    let page = routes::documents(IT, case);
    for name in [
        "../../etc/passwd",
        "C:\\\\disegni\\\\tavola.pdf",
        "<b>tavola</b>.pdf",
        "perché è così.pdf",
        "a\u{0}b.pdf",
    ] {
        let answer = geometra.upload(&page, "altri", name, format!("%PDF-1.4 {name}").as_bytes()).await;
        assert!(answer.status < 500, "{name:?}: {}", answer.text());
        let text = answer.text();
        assert!(!text.contains("../") && !text.contains("<b>tavola"), "{name:?}: {text}");
    }
    let long = format!("{}.pdf", "è".repeat(5000));
    geometra.upload(&page, "altri", &long, PDF).await.shows_page(200);
    for document in app.documents(case).await {
        let file = geometra.open(&routes::document(IT, document)).await;
        assert_eq!(file.status, 200, "{}", file.text());
        assert!(file.header("content-disposition").starts_with("attachment"));
    }
}

#[tokio::test]
async fn a_request_over_the_limit_is_refused_with_a_page() {
    let app = TestApp::with(&|config| config.max_request_mb = 1).await;
    let geometra = app.login("geometra").await;
    let case = geometra.draft().await;
    let large = vec![b'x'; 2 * 1024 * 1024];
    geometra
        .upload(&routes::documents(IT, case), "relazione", "grande.pdf", &large)
        .await
        .refuses(413, Code::TooLarge);
    nothing_stored(&app, case).await;
}

#[tokio::test]
async fn a_form_that_is_no_upload_is_answered_with_a_page() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    let page = routes::documents(IT, geometra.draft().await);
    // A form of another kind is an address asked in a way that it does not have.
    let plain = geometra.post(&page, &[("slot", "relazione")]).await;
    let status = plain.status;
    assert!(matches!(status, 400 | 404), "{status}");
    plain.shows_page(status);
    let cut = Request::post(&page)
        .header(header::ORIGIN, ORIGIN)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=pezzo")
        .body(Body::from(
            "--pezzo\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n%PDF",
        ))
        .unwrap();
    geometra.send(cut).await.refuses(400, Code::BadRequest);
}

#[tokio::test]
async fn an_upload_after_the_session_ended_leads_back_to_the_documents() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    let case = geometra.draft().await;
    let page = routes::documents(IT, case);
    app.end_sessions().await;
    geometra.send(multipart(&page, "relazione", "relazione.pdf", PDF)).await.asks_login(&page);
    let started = json!({"slot": "relazione", "name": "r.pdf", "size": 10});
    let said = geometra.call(&routes::start_upload(IT, case), &started).await.says(401, &["Accedi di nuovo"]);
    assert!(said.header("content-type").starts_with("application/json"), "the island reads JSON");
    nothing_stored(&app, case).await;
}

#[tokio::test]
async fn the_islands_conversation_ends_with_the_same_document() {
    conversation(&TestApp::new().await).await;
}

#[tokio::test]
async fn a_store_that_browsers_do_not_reach_is_reached_through_the_portal() {
    let folder = tempfile::TempDir::new().unwrap();
    let credentials = Credentials::generate();
    let nowhere = "http://127.0.0.1:1".parse().unwrap();
    let mut settings = EmbeddedSettings::new(folder.path(), credentials.clone(), nowhere);
    settings.bucket = "pratiche".to_owned();
    let outside = EmbeddedStore::start(settings).await.unwrap();
    let app = TestApp::with(&|config| {
        config.s3_endpoint = Some(outside.endpoint());
        config.s3_bucket = "pratiche".to_owned();
        config.s3_access_key = Some(credentials.access_key.clone());
        config.s3_secret_key = Some(credentials.secret_key.clone());
    })
    .await;
    let case = conversation(&app).await;
    // The owner reads what was given, from the portal's own host; nobody else has an address.
    let path = routes::document(IT, app.documents(case).await[0]);
    let geometra = app.login("geometra").await;
    let address = geometra.get(&path).await.location();
    assert!(address.starts_with(&format!("{ORIGIN}/oggetti/o/")), "{address}");
    let file = geometra.open(&path).await.says(200, &[]);
    assert_eq!(file.body, SIGNED);
    assert!(file.header("content-disposition").starts_with("attachment"));
    assert!(file.header("content-security-policy").contains("sandbox"), "as from the embedded store");
    let bare = address.split('?').next().unwrap().replace(ORIGIN, "");
    assert_eq!(geometra.get(&bare).await.status, 403);
    outside.shutdown().await;
    let address = address.replace(ORIGIN, "");
    assert_eq!(geometra.get(&address).await.status, 502, "a store that is down is no fault of the portal");
}

/// Sends a file as the island does, to a draft of the geometra's own.
async fn conversation(app: &TestApp) -> CaseId {
    let geometra = app.login("geometra").await;
    let case = geometra.draft().await;
    let started = json!({"slot": "relazione", "name": "relazione.pdf.p7m", "size": SIGNED.len()});
    let plan = geometra.call(&routes::start_upload(IT, case), &started).await.says(200, &[]);
    let plan: serde_json::Value = serde_json::from_slice(&plan.body).unwrap();
    let upload: UploadId = plan["upload"].as_str().unwrap().parse().unwrap();
    let early = geometra.call(&routes::finish_upload(IT, case, upload), &json!({})).await;
    early.says(422, &[app::texts::code_hint(IT, Code::UploadBroken)]);
    let part = geometra.call(&routes::upload_part(IT, case, upload, 1), &json!({})).await.says(200, &[]);
    let part: serde_json::Value = serde_json::from_slice(&part.body).unwrap();
    let address = part["url"].as_str().unwrap().strip_prefix(ORIGIN).unwrap();
    let put = |bytes: Vec<u8>, to: &str| {
        Request::put(to).header(header::CONTENT_LENGTH, bytes.len()).body(Body::from(bytes)).unwrap()
    };
    let (before, signature) = address.split_once("X-Amz-Signature=").unwrap();
    let turned: String = signature.chars().map(|c| if c == 'a' { 'b' } else { 'a' }).take(64).collect();
    let forged = format!("{before}X-Amz-Signature={turned}");
    assert_eq!(geometra.send(put(SIGNED.to_vec(), &forged)).await.status, 403);
    assert_eq!(geometra.send(put(SIGNED.to_vec(), address)).await.status, 200);
    geometra.call(&routes::finish_upload(IT, case, upload), &json!({})).await.says(204, &[]);
    geometra.call(&routes::finish_upload(IT, case, upload), &json!({})).await.says(204, &[]);
    assert_eq!(app.documents(case).await.len(), 1, "the last call may be repeated");
    geometra.open(&routes::documents(IT, case)).await.says(200, &["relazione.pdf.p7m", "Controllato"]);
    for (number, status) in [(0, 404), (2, 404)] {
        geometra.call(&routes::upload_part(IT, case, upload, number), &json!({})).await.says(status, &[]);
    }
    for wrong in [json!({}), json!({"slot": "relazione", "name": "r", "size": -1}), json!("testo")] {
        let answer = geometra.call(&routes::start_upload(IT, case), &wrong).await;
        answer.says(400, &[app::texts::code_hint(IT, Code::BadRequest)]);
    }
    case
}

async fn read(browser: &Browser, path: &str) -> u16 {
    browser.open(path).await.status
}

#[tokio::test]
async fn a_document_is_read_by_its_owner_and_its_office_and_by_nobody_else() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    let case = geometra.complete_draft().await;
    let document = app.documents(case).await[0];
    let path = routes::document(IT, document);
    let clerk = app.login("istruttrice").await;
    assert_eq!(read(&clerk, &path).await, 404, "a draft is nobody's but its author's");
    geometra.post(&routes::submit(IT, case), &[]).await.location();
    assert_eq!((read(&geometra, &path).await, read(&clerk, &path).await), (200, 200));
    for who in ["inquilina", "tributi", "amministratrice"] {
        let before = app.denied().await.len();
        let browser = app.login(who).await;
        browser.open(&path).await.shows_page(404);
        assert_eq!(
            app.denied().await[before..],
            [("document.read".to_owned(), format!("case:{case}"))],
            "{who}"
        );
    }
    app.anonymous().get(&path).await.asks_login(&path);
    let key = geometra.get(&path).await;
    assert_eq!(key.header("cache-control"), "no-store", "the address holds a signature");
    let bare = key.location().replace(ORIGIN, "");
    let bare = bare.split('?').next().unwrap().to_owned();
    assert_eq!(geometra.get(&bare).await.status, 403, "without a signature nobody reads");
    assert!(matches!(geometra.get("/oggetti/").await.status, 403 | 404), "no listing");
    assert!(matches!(geometra.get("/oggetti/?list-type=2").await.status, 403 | 404), "no listing");
}

/// The form of an answer, sent at once, with these files for its one point.
fn answer_with(page: &str, (point, version): (&str, &str), files: &[Vec<u8>]) -> Request<Body> {
    let mut body = Vec::new();
    let fields = [("versione", version), ("azione", "invia"), ("testo", "Ecco i file.")];
    for (name, value) in fields {
        let part = format!("--pezzo\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(part.as_bytes());
    }
    for (place, bytes) in files.iter().enumerate() {
        let part = format!(
            "--pezzo\r\nContent-Disposition: form-data; name=\"file-{point}\"; filename=\"{place}.pdf\"\r\n\r\n"
        );
        body.extend_from_slice(part.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--pezzo--\r\n");
    Request::post(page)
        .header(header::ORIGIN, ORIGIN)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=pezzo")
        .body(Body::from(body))
        .unwrap()
}

#[tokio::test]
async fn an_answer_with_large_files_is_sent_at_the_first_try_without_scripts() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    let case = geometra.filed().await;
    let clerk = app.login("istruttrice").await;
    let office = routes::office_case(IT, case);
    clerk.fire(&office, "prendi_in_carico", "").await.location();
    let version = clerk.get(&office).await.hidden("versione");
    let asked = [("versione", version.as_str()), ("testo", "Manca la pianta."), ("punti", "La pianta.")];
    clerk.post(&format!("{office}/eventi/chiedi_chiarimenti"), &asked).await.location();
    let page = routes::reply(IT, case);
    let shown = geometra.get(&page).await.says(200, &["La pianta."]);
    let text = shown.text();
    let point = text.split("name=\"file-").nth(1).unwrap().split('"').next().unwrap();
    // Each is below the limit of a file; together they are more than an upload's answer waits for.
    let large = |mark: u8| {
        let mut bytes = PDF.to_vec();
        bytes.resize(18 * 1024 * 1024, mark);
        bytes
    };
    let request = answer_with(&page, (point, &shown.hidden("versione")), &[large(b'x'), large(b'y')]);
    let sent = geometra.work_meanwhile(request).await;
    assert!(sent.location().contains("esito=reply-sent"), "{}", sent.location());
    clerk.get(&office).await.says(200, &["0.pdf", "1.pdf"]);
}
