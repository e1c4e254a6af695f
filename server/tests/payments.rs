//! Payments through the pages and through the hub's door: whoever pays loses nothing, and only the hub confirms.

use app::routes;
use axum::body::Body;
use contract::{
    Code, Lang,
    ids::{CartId, NoticeId, PositionId},
    payments::NoticeState,
};
use domain::taxes;
use entity::payments::payment_notices;
use http::{Request, header};
use sea_orm::EntityTrait;
use testkit::{receipt_of, tari};

use crate::{
    app::TestApp,
    browser::{Answer, Browser},
    stories::IT,
};

/// The codice fiscale of the geometra (people.toml).
const GEOMETRA: &str = "FNTMRC79H21M998M";

/// The demo's creditor.
const CREDITOR: &str = "00000000000";

/// What a tax position gives to address: the owner's own, with a payment under way and one that is paid.
pub(crate) struct Taxed {
    pub(crate) position: PositionId,
    pub(crate) notice: NoticeId,
    pub(crate) paid: NoticeId,
    pub(crate) cart: CartId,
}

impl Taxed {
    pub(crate) async fn of(app: &TestApp, owner: &Browser) -> Self {
        let position = taxes::record(&app.ctx, &tari(GEOMETRA)).await.unwrap();
        let (notice, paid) = (app.notices(position).await[2].id, app.notices(position).await[1].clone());
        app.hub(&receipt_of(CREDITOR, &paid.nav, paid.amount, &paid.id.to_string()).written()).await;
        owner.post(&routes::payment_begin(IT), &[("avviso", &notice.to_string())]).await;
        let cart = app.carts().await.last().copied().unwrap();
        Self { position, notice: NoticeId(notice), paid: NoticeId(paid.id), cart }
    }
}

impl TestApp {
    /// The notices of a position: all at once, then the parts.
    pub(crate) async fn notices(&self, position: PositionId) -> Vec<payment_notices::Model> {
        let mut rows = payment_notices::Entity::find().all(self.ctx.db.read()).await.unwrap();
        rows.retain(|row| row.debt_id == position.0);
        rows.sort_by(|a, b| (a.plan, &a.due_on).cmp(&(b.plan, &b.due_on)));
        rows
    }

    async fn carts(&self) -> Vec<CartId> {
        let rows = entity::payments::payment_carts::Entity::find().all(self.ctx.db.read()).await.unwrap();
        let mut ids: Vec<CartId> = rows.into_iter().map(|row| CartId(row.id)).collect();
        ids.sort_unstable();
        ids
    }

    /// Delivers a message with the right word.
    async fn hub(&self, message: &str) -> Answer {
        deliver(self, Some("Bearer sandbox-secret"), message).await
    }
}

async fn deliver(app: &TestApp, authorization: Option<&str>, message: &str) -> Answer {
    let mut request = Request::post(routes::PAYMENT_STATION).header(header::CONTENT_TYPE, "text/xml");
    if let Some(value) = authorization {
        request = request.header(header::AUTHORIZATION, value);
    }
    app.anonymous().send(request.body(Body::from(message.to_owned())).unwrap()).await
}

/// Presses a button of the page where one pays, and returns where it leads, in the portal.
async fn press(checkout: &str, action: &str) -> String {
    let client =
        reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy().build().unwrap();
    // The hub of the tests' sandbox reaches no portal: receipts are delivered by hand.
    let form = [("azione", action), ("ricevuta", "mai")];
    let answer = client.post(checkout).form(&form).send().await.unwrap();
    let to = answer.headers()[header::LOCATION].to_str().unwrap();
    to.strip_prefix(crate::browser::ORIGIN).unwrap().to_owned()
}

async fn state(app: &TestApp, id: NoticeId) -> NoticeState {
    let row = payment_notices::Entity::find_by_id(id.0).one(app.ctx.db.read()).await.unwrap().unwrap();
    NoticeState::parse(&row.state).unwrap()
}

#[tokio::test]
async fn who_owes_pays_from_the_position_and_reads_paid_when_the_receipt_is_there() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    let position = taxes::record(&app.ctx, &tari(GEOMETRA)).await.unwrap();
    let whole = app.notices(position).await[0].clone();
    let shown = geometra.open(&routes::tax_position(IT, position)).await.shows_page(200);
    shown.says(200, &["Paga adesso", "Paga in 3 rate", "Rata 2 di 3", "174,00 €"]);
    let fields = [("avviso", whole.id.to_string()), ("posizione", position.to_string())];
    let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
    let checkout = geometra.post(&routes::payment_begin(IT), &fields).await.location();
    assert!(checkout.starts_with(app.config.pagopa_checkout_site.as_str()), "{checkout}");
    let again = geometra.post(&routes::payment_begin(IT), &fields).await.location();
    assert_eq!(checkout, again, "a double click leads to the same cart");

    let back = press(&checkout, "paga").await;
    let waiting = geometra.open(&back).await.shows_page(200);
    let waiting = waiting.says(200, &["Stiamo aspettando la ricevuta", "Aggiorna la pagina"]);
    assert_eq!(state(&app, NoticeId(whole.id)).await, NoticeState::Paying, "coming back confirms nothing");
    let here = waiting.path.clone();
    app.hub(&receipt_of(CREDITOR, &whole.nav, 17_400, "t").written())
        .await
        .says(200, &["<outcome>OK</outcome>"]);
    geometra.open(&here).await.shows_page(200).says(200, &["Pagamento ricevuto", "Quietanza"]);
    let proof = geometra.open(&routes::notice_proof(IT, NoticeId(whole.id))).await.shows_page(200);
    proof.says(
        200,
        &["FAC-SIMILE", "Banca di Prova", "174,00 €", CREDITOR, "88888888888", "2 marzo 2026, 09:58"],
    );
    let done = geometra.open(&routes::tax_position(IT, position)).await;
    assert!(!done.text().contains("Paga adesso") && done.text().contains("Pagato"));
    let late = geometra.post(&routes::payment_begin(IT), &fields).await.shows_page(409);
    late.says(409, &["già stato pagato", "non abbiamo addebitato niente"]);
}

#[tokio::test]
async fn anybody_pays_several_notices_together_without_a_login() {
    let app = TestApp::new().await;
    let position = taxes::record(&app.ctx, &tari(GEOMETRA)).await.unwrap();
    let of = app.notices(position).await;
    let (somebody, here) = (app.anonymous(), routes::payments(IT));
    somebody.open(&here).await.shows_page(200).says(200, &["Non serve accedere", "Cerca l’avviso"]);
    for notice in &of[1..3] {
        let typed = [("avviso", notice.nav.as_str()), ("codice_fiscale", "fnt mrc 79h21 m998m")];
        somebody.submit(&here, &typed).await.shows_page(200).says(200, &["Abbiamo trovato l’avviso"]);
    }
    somebody.open(&here).await.says(200, &["116,00 €", "rata 1 di 3", "rata 2 di 3"]);
    let checkout = somebody.post(&routes::payment_begin(IT), &[]).await.location();
    let back = press(&checkout, "rifiuta").await;
    let failed = somebody.open(&back).await.shows_page(200);
    failed.says(200, &["non è andato a buon fine", "Riprova"]);
    let both = [("avviso", of[1].id.to_string()), ("avviso", of[2].id.to_string())];
    let both = both.each_ref().map(|(name, value)| (*name, value.as_str()));
    let second = somebody.post(&routes::payment_begin(IT), &both).await.location();
    assert_ne!(second, checkout, "what failed is begun anew");
    let back = press(&second, "paga").await;
    let page = somebody.open(&back).await;
    for (notice, token) in [(&of[1], "a"), (&of[2], "b")] {
        app.hub(&receipt_of(CREDITOR, &notice.nav, 5_800, token).written()).await.says(200, &["OK"]);
    }
    somebody.open(&page.path).await.says(200, &["Pagamento ricevuto"]);
    // What was paid stays at hand while one looks for the next.
    let more = [("avviso", of[3].nav.as_str()), ("codice_fiscale", GEOMETRA)];
    let basket = somebody.submit(&here, &more).await.shows_page(200).says(200, &["rata 3 di 3", "58,00 €"]);
    assert!(!basket.text().contains("rata 1 di 3"), "nothing that is paid is to be paid");
    somebody.open(&routes::notice_proof(IT, NoticeId(of[1].id))).await.shows_page(200);
    // Another browser has no business with it.
    app.anonymous().get(&page.path).await.asks_login(&page.path);
    app.login("inquilina").await.get(&page.path).await.shows_page(404);
}

#[tokio::test]
async fn what_is_typed_wrong_is_kept_and_explained_beside_its_field() {
    let app = TestApp::new().await;
    let position = taxes::record(&app.ctx, &tari(GEOMETRA)).await.unwrap();
    let nav = app.notices(position).await[0].nav.clone();
    let (somebody, here) = (app.anonymous(), routes::payments(IT));
    for (typed, says) in [
        (("", ""), "Scrivi il codice avviso"),
        (("3010 0000", GEOMETRA), "ha 18 cifre e nessuna lettera"),
        (("30100000000000014A", GEOMETRA), "ha 18 cifre e nessuna lettera"),
        ((&nav, "Lucia <b>"), "Il codice fiscale ha 16 caratteri"),
        (
            ("301000000000000145", GEOMETRA),
            "Non troviamo un avviso con questo codice e questo codice fiscale",
        ),
        ((&nav, "PRVLNI88S42Z129J"), "Non troviamo un avviso con questo codice e questo codice fiscale"),
    ] {
        let fields = [("avviso", typed.0), ("codice_fiscale", typed.1)];
        let page = somebody.post(&here, &fields).await.shows_page(422).says(422, &["<title>Errore", says]);
        let page = page.text();
        for kept in [typed.0, typed.1] {
            let kept = kept.replace('<', "&lt;").replace('>', "&gt;");
            assert!(page.contains(&format!(" value=\"{kept}\"")) || kept.is_empty(), "{kept}: {page}");
        }
    }
    for body in ["avviso=%FF", "avviso=%00&codice_fiscale=%ED%A0%80", "=&&&", ""] {
        assert_eq!(somebody.post_encoded(&here, body).await.status, 422, "{body}");
    }
    for body in ["avviso=%FF", "avviso=1&posizione=2", "azione=paga"] {
        let answer = somebody.post_encoded(&routes::payment_begin(IT), body).await.shows_page(422);
        answer.refuses(422, Code::NothingToPay);
    }
}

#[tokio::test]
async fn a_forged_receipt_changes_nothing() {
    let app = TestApp::new().await;
    let position = taxes::record(&app.ctx, &tari(GEOMETRA)).await.unwrap();
    let whole = app.notices(position).await[0].clone();
    let message = receipt_of(CREDITOR, &whole.nav, 17_400, "forged").written();
    for (authorization, status) in [
        (None, 401),
        (Some("Basic c2FuZGJveDpzZWNyZXQ="), 401),
        (Some("Bearer "), 403),
        (Some("Bearer sandbox-secre"), 403),
        (Some("Bearer sandbox-secret2"), 403),
    ] {
        let answer = deliver(&app, authorization, &message).await;
        assert_eq!((answer.status, answer.text().as_str()), (status, ""), "{authorization:?}");
    }
    assert_eq!(state(&app, NoticeId(whole.id)).await, NoticeState::Open);
    let unset = TestApp::with(&|config| config.pagopa_station_key = None).await;
    assert_eq!(deliver(&unset, Some("Bearer "), &message).await.status, 403);
    let taken = app.hub(&message).await.says(200, &["<outcome>OK</outcome>"]);
    assert!(taken.header("content-type").starts_with("text/xml"));
    app.hub(&message).await.says(200, &["PAA_RECEIPT_DUPLICATA"]);
    app.hub("\u{1}not xml").await.says(200, &["PAA_SINTASSI_XSD"]);
}

#[tokio::test]
async fn a_gateway_that_is_down_or_not_there_leaves_a_page_to_read_and_a_notice_to_print() {
    let nowhere = "http://127.0.0.1:9/checkout/ec/v2";
    let app = TestApp::with(&|config| config.pagopa_checkout_url = Some(nowhere.parse().unwrap())).await;
    let geometra = app.login("geometra").await;
    let position = taxes::record(&app.ctx, &tari(GEOMETRA)).await.unwrap();
    let whole = app.notices(position).await[0].id.to_string();
    let fields = [("avviso", whole.as_str()), ("posizione", &position.to_string())];
    let down = geometra.post(&routes::payment_begin(IT), &fields).await;
    down.refuses(503, Code::PaymentsUnavailable).says(503, &["Stampa l’avviso", "174,00 €"]);

    let off = TestApp::with(&|config| config.pagopa_checkout_url = None).await;
    let geometra = off.login("geometra").await;
    let position = taxes::record(&off.ctx, &tari(GEOMETRA)).await.unwrap();
    let page = geometra.open(&routes::tax_position(IT, position)).await.shows_page(200);
    let page = page.says(200, &["Il pagamento online non è attivo", "Stampa l’avviso"]);
    assert!(!page.text().contains("Paga adesso"));
    let whole = off.notices(position).await[0].id.to_string();
    let refused = geometra.post(&routes::payment_begin(IT), &[("avviso", &whole)]).await;
    refused.refuses(422, Code::PaymentsOff);
}

#[tokio::test]
async fn the_notice_is_a_pdf_that_says_it_must_not_be_paid() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    let position = taxes::record(&app.ctx, &tari(GEOMETRA)).await.unwrap();
    let whole = app.notices(position).await[0].clone();
    for lang in Lang::ALL {
        let paper = geometra.get(&routes::notice_paper(lang, NoticeId(whole.id))).await;
        assert_eq!((paper.status, paper.header("content-type")), (200, "application/pdf"));
        assert!(paper.header("content-disposition").contains(&format!("avviso-{}.pdf", whole.nav)));
        assert!(paper.body.starts_with(b"%PDF-"));
    }
    app.login("inquilina").await.get(&routes::notice_paper(IT, NoticeId(whole.id))).await.shows_page(404);
}

#[tokio::test]
async fn what_a_session_found_survives_the_login_and_can_be_taken_out() {
    let app = TestApp::new().await;
    let position = taxes::record(&app.ctx, &tari(GEOMETRA)).await.unwrap();
    let whole = app.notices(position).await[0].clone();
    let (somebody, here) = (app.anonymous(), routes::payments(IT));
    somebody.submit(&here, &[("avviso", &whole.nav), ("codice_fiscale", GEOMETRA)]).await.shows_page(200);
    somebody.log_in("inquilina", &here).await;
    somebody.open(&here).await.says(200, &["rata unica"]);
    let removed = somebody.submit(&routes::payment_remove(IT, NoticeId(whole.id)), &[]).await.shows_page(200);
    assert!(!removed.says(200, &["Abbiamo tolto l’avviso"]).text().contains("rata unica"));
    somebody.submit(&routes::payment_remove(IT, NoticeId(whole.id)), &[]).await.shows_page(200);
}

#[test]
fn a_notice_number_and_its_code_are_read_and_written_on_the_command_line() {
    let run = |arguments: &[&str]| {
        let output =
            std::process::Command::new(env!("CARGO_BIN_EXE_sportello")).args(arguments).output().unwrap();
        let said: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
        (output.status.success(), said)
    };
    let (ok, said) = run(&["notice", "parse", "3010 0000 0000 0001 44", "--json"]);
    assert!(ok && said["ok"] == true && said["iuv"] == "01000000000000144" && said["aux"] == 3, "{said}");
    let (ok, said) = run(&["notice", "parse", "PAGOPA|002|301000000000000144|77777777777|05", "--json"]);
    assert!(ok && said["cents"] == 5 && said["creditor"] == "77777777777", "{said}");
    for wrong in ["301000000000000145", "PAGOPA|002|301000000000000144|77777777777", ""] {
        let (ok, said) = run(&["notice", "parse", wrong, "--json"]);
        assert!(!ok && said["ok"] == false && said["error"].is_string(), "{wrong}: {said}");
    }
    let (ok, said) = run(&["notice", "render", "301000000000000144", "77777777777", "17400", "--json"]);
    assert!(ok && said["qr"] == "PAGOPA|002|301000000000000144|77777777777|17400", "{said}");
    assert!(said["svg"].as_str().unwrap().contains("<svg"));
    assert!(!run(&["notice", "render", "301000000000000144", "77777777777", "0", "--json"]).0);
}
