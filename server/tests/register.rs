//! The register, the acts on their way and the contacts, through their pages.

use app::routes;
use contract::{
    Code,
    ids::{CaseId, CommunicationId},
    messages::PecPaper,
    time::Moment,
};
use entity::{
    cases::{protocollo, protocollo_days},
    messages::communications,
};
use sandbox::Running;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use server::config::{MailTls, ProtocolPort};
use sha2::{Digest, Sha256};

use crate::{
    app::TestApp,
    stories::{IT, PDF},
};

/// A day whose list was made, long ago.
pub(crate) async fn closed_day(app: &TestApp) -> String {
    let day = "2020-01-01".to_owned();
    if protocollo_days::Entity::find_by_id(&*day).one(app.ctx.db.read()).await.unwrap().is_none() {
        let key = format!("registro/{}", app.ctx.ids.next());
        app.ctx.objects.put_bytes(&key, PDF.into(), "text/csv").await.unwrap();
        let row = protocollo_days::ActiveModel {
            day: Set(day.clone()),
            entries: Set(0),
            object_key: Set(key),
            sha256: Set(hex::encode(Sha256::digest(PDF))),
            size: Set(0),
            made_at: Set(0),
        };
        protocollo_days::Entity::insert(row).exec_without_returning(app.ctx.db.writer()).await.unwrap();
    }
    day
}

/// What happened, in the words of the page.
fn said(code: Code) -> &'static str {
    app::texts::code(IT, code)
}

/// What the office asks, the applicant answers: the case, its register numbers in order.
async fn asked_and_answered(app: &TestApp) -> (CaseId, Vec<protocollo::Model>) {
    let geometra = app.login("geometra").await;
    let case = geometra.filed().await;
    let clerk = app.login("istruttrice").await;
    let page = routes::office_case(IT, case);
    clerk.fire(&page, "prendi_in_carico", "").await.location();
    clerk.fire(&page, "chiedi_chiarimenti", "Manca la quota del soffitto.").await.location();
    geometra.fire(&routes::case(IT, case), "rispondi", "È 2,70 m.").await.location();
    let rows = protocollo::Entity::find()
        .filter(protocollo::Column::CaseId.eq(case.0))
        .order_by_asc(protocollo::Column::Number)
        .all(app.ctx.db.read())
        .await
        .unwrap();
    (case, rows)
}

#[tokio::test]
async fn the_office_finds_an_act_by_day_and_by_number() {
    let app = TestApp::new().await;
    let (_, rows) = asked_and_answered(&app).await;
    let ways: Vec<&str> = rows.iter().map(|row| row.direction.as_str()).collect();
    assert_eq!(ways, ["in", "out", "in"]);
    let clerk = app.login("istruttrice").await;
    let today = Moment(rows[0].registered_at).day();
    let sent = format!("{}/{:07}", rows[1].year, rows[1].number);
    clerk.get(&routes::register(IT)).await.says(200, &[&sent, "Uscita", "Entrata", "Marco Fintelli"]);
    clerk.get(&format!("/it/ufficio/protocollo?giorno={today}")).await.says(200, &[&sent]);
    clerk.get(&format!("/it/ufficio/protocollo?numero={}", rows[1].number)).await.says(200, &[&sent]);
    let none =
        clerk.get("/it/ufficio/protocollo?giorno=2020-01-01").await.says(200, &["Nessuna registrazione"]);
    assert!(!none.text().contains(&sent));
    clerk
        .get("/it/ufficio/protocollo?giorno=ieri")
        .await
        .says(422, &["Il giorno non va bene", "value=\"ieri\""]);
    clerk.get("/it/ufficio/protocollo?numero=abc").await.says(422, &["Il numero di protocollo non va bene"]);
    let entry = routes::register_entry(IT, rows[1].year, rows[1].number);
    clerk.get(&entry).await.says(200, &["Manca la quota del soffitto.", "Uscita"]);
    let filed = routes::register_entry(IT, rows[0].year, rows[0].number);
    clerk.get(&filed).await.says(200, &["elaborato.pdf", "SHA-256: "]);
    let tax = app.login("tributi").await;
    assert!(!tax.get(&routes::register(IT)).await.says(200, &[]).text().contains(&sent), "another office");
    tax.get(&entry).await.shows_page(404);
}

#[tokio::test]
async fn an_entry_is_annulled_by_who_answers_for_it_and_stays_readable() {
    let app = TestApp::new().await;
    let (_, rows) = asked_and_answered(&app).await;
    let (year, number) = (rows[1].year, rows[1].number);
    let (page, annul) = (routes::register_entry(IT, year, number), routes::annul_entry(IT, year, number));
    let typed = [("motivo", "Registrato due volte <b>"), ("provvedimento", "Determinazione 12/2026")];
    let clerk = app.login("istruttrice").await;
    assert!(!clerk.get(&page).await.says(200, &[]).text().contains("/annullamento"));
    clerk.post(&annul, &typed).await.shows_page(403);
    let head = app.login("dirigente").await;
    head.post(&annul, &typed[..1]).await.says(422, &["Registrato due volte &lt;b&gt;"]);
    head.post(&annul, &typed).await.location();
    let after = head.get(&page).await.says(200, &["Annullata", "Determinazione 12/2026", "Anna Simulanti"]);
    assert!(after.text().contains("Manca la quota del soffitto."), "what was annulled can be read");
    head.post(&annul, &typed).await.says(409, &[said(Code::AlreadyAnnulled)]);
    clerk.get(&routes::register(IT)).await.says(200, &["Annullata"]);
}

#[tokio::test]
async fn a_text_typed_for_an_annulment_survives_the_login() {
    let app = TestApp::new().await;
    let (_, rows) = asked_and_answered(&app).await;
    let (year, number) = (rows[0].year, rows[0].number);
    let head = app.login("dirigente").await;
    app.end_sessions().await;
    let page = routes::register_entry(IT, year, number);
    let typed = [("motivo", "Una ragione scritta con cura."), ("provvedimento", "x")];
    head.post(&routes::annul_entry(IT, year, number), &typed).await.asks_login(&page);
    head.log_in("dirigente", &page).await;
    head.get(&page).await.says(200, &["Una ragione scritta con cura."]);
}

#[tokio::test]
async fn the_day_is_closed_after_it_has_ended_and_its_list_read_by_who_leads() {
    let app = TestApp::new().await;
    let (_, rows) = asked_and_answered(&app).await;
    let day = Moment(rows[0].registered_at).day().to_string();
    app.clock.advance_minutes(26 * 60);
    domain::cases::close_days(&app.ctx).await.unwrap();
    let address = routes::register_day(IT, &day);
    let clerk = app.login("istruttrice").await;
    clerk.get(&address).await.shows_page(403);
    let head = app.login("dirigente").await;
    head.get(&routes::register(IT)).await.says(200, &[&address, "SHA-256: "]);
    let list = head.get(&address).await;
    assert_eq!(list.status, 200);
    assert!(list.header("content-type").starts_with("text/csv"));
    let text = list.text();
    assert_eq!(text.lines().count(), 4, "{text}");
    assert!(text.contains("\"uscita\";\"Marco Fintelli\""), "{text}");
    head.get(&routes::register_day(IT, "2019-01-01")).await.shows_page(404);
    head.get(&routes::register_day(IT, "..%2F..")).await.shows_page(404);
}

#[tokio::test]
async fn an_act_counts_as_received_when_its_recipient_opens_it() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    let case = geometra.filed().await;
    let clerk = app.login("istruttrice").await;
    let page = routes::office_case(IT, case);
    clerk.fire(&page, "prendi_in_carico", "").await.location();
    clerk.fire(&page, "chiedi_chiarimenti", "Manca la quota.").await.location();
    clerk.get(&page).await.says(200, &["Non ancora aperta"]);
    let number = app.receipt(case).await.number;
    clerk.get(&routes::office_communications(IT)).await.says(200, &[&number, "Marco Fintelli"]);
    geometra.get(&routes::communications(IT)).await.says(200, &[&number, "Non ancora aperta"]);
    geometra.get(&routes::case(IT, case)).await.says(200, &["Manca la quota."]);
    geometra.get(&routes::communications(IT)).await.says(200, &["aperta nel portale"]);
    clerk.get(&page).await.says(200, &["aperta nel portale"]);
    let left = clerk.get(&routes::office_communications(IT)).await.says(200, &["risultano ricevute"]);
    assert!(!left.text().contains(&number));
}

#[tokio::test]
async fn who_wants_paper_gets_it_from_the_office_which_says_what_proves_it() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    let contacts =
        [("versione", "0"), ("avvisi", "no"), ("canale", "paper"), ("indirizzo", "Via delle Mura 12")];
    geometra.post(&routes::reach(IT), &contacts).await.location();
    let case = geometra.filed().await;
    let clerk = app.login("istruttrice").await;
    let page = routes::office_case(IT, case);
    clerk.fire(&page, "prendi_in_carico", "").await.location();
    clerk.fire(&page, "chiedi_chiarimenti", "Manca la quota.").await.location();
    geometra.get(&routes::case(IT, case)).await.says(200, &["Manca la quota."]);
    let acts =
        clerk.get(&routes::office_communications(IT)).await.says(200, &["Da spedire", "Via delle Mura 12"]);
    let row = communications::Entity::find().one(app.ctx.db.read()).await.unwrap().unwrap();
    let prove = routes::prove_communication(IT, CommunicationId(row.id));
    assert!(acts.text().contains(&prove));
    let today = app.ctx.clock.now().day().to_string();
    let version = row.row_version.to_string();
    let fields = |day: &'static str, evidence: &'static str| {
        vec![("versione", version.clone()), ("giorno", day.to_owned()), ("prova", evidence.to_owned())]
    };
    for (day, evidence, code) in [
        ("domani", "raccomandata", Code::DayWrong),
        ("2020-01-01", "raccomandata", Code::DayWrong),
        ("2999-01-01", "raccomandata", Code::DayWrong),
    ] {
        let fields = fields(day, evidence);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        clerk.post(&prove, &fields).await.says(422, &[said(code)]).says(422, &["value=\"raccomandata\""]);
    }
    let good = [("versione", version.as_str()), ("giorno", today.as_str()), ("prova", "raccomandata 1-2")];
    app.login("tributi").await.post(&prove, &good).await.shows_page(404);
    clerk.post(&prove, &good).await.location();
    clerk.get(&page).await.says(200, &["raccomandata 1-2"]);
    clerk.post(&prove, &good).await.says(409, &[said(Code::AlreadyProved)]);
}

#[tokio::test]
async fn contacts_are_kept_and_a_stale_form_loses_nothing() {
    let app = TestApp::new().await;
    let browser = app.login("geometra").await;
    let profile = routes::profile(IT);
    let version =
        browser.get(&profile).await.says(200, &["marco.fintelli@roccascura.example"]).hidden("versione");
    let wrong =
        [("versione", version.as_str()), ("avvisi", "si"), ("email", "a b"), ("canale", "pec"), ("pec", "")];
    browser
        .post(&routes::reach(IT), &wrong)
        .await
        .says(422, &["Controlla l’email per gli avvisi", "Scrivi la tua PEC", "value=\"a b\""]);
    let right = [
        ("versione", version.as_str()),
        ("avvisi", "si"),
        ("email", "avvisi@roccascura.example"),
        ("lingua", "en"),
        ("canale", "pec"),
        ("pec", "marco@pec.roccascura.example"),
    ];
    assert!(browser.post(&routes::reach(IT), &right).await.location().contains("esito=contacts-saved"));
    browser.get(&profile).await.says(200, &["avvisi@roccascura.example", "marco@pec.roccascura.example"]);
    let stale = [("versione", version.as_str()), ("avvisi", "no"), ("email", "altra@roccascura.example")];
    browser.post(&routes::reach(IT), &stale).await.says(409, &[said(Code::StaleSave)]);
    app.end_sessions().await;
    browser.post(&routes::reach(IT), &right).await.asks_login(&profile);
}

/// A portal whose mail and certified mail go to a sandbox of its own.
async fn with_post(sandbox: &Running) -> TestApp {
    let (smtp, (pec, imap)) = (sandbox.smtp.unwrap(), sandbox.pec.unwrap());
    TestApp::with(&|config| {
        config.smtp_host = Some(smtp.ip().to_string());
        config.smtp_port = smtp.port();
        config.smtp_tls = MailTls::None;
        config.pec_smtp_host = Some(pec.ip().to_string());
        config.pec_smtp_port = pec.port();
        config.pec_imap_host = Some(imap.ip().to_string());
        config.pec_imap_port = imap.port();
        config.pec_tls = MailTls::None;
        config.pec_user = Some("protocollo".to_owned());
        config.pec_password = Some("segreta".to_owned());
    })
    .await
}

#[tokio::test]
async fn a_notice_says_nothing_and_an_act_by_certified_mail_comes_back_with_its_proof() {
    let sandbox = sandbox::start(sandbox::Settings::demo().unwrap()).await.unwrap();
    let app = with_post(&sandbox).await;
    let geometra = app.login("geometra").await;
    let contacts =
        [("versione", "0"), ("avvisi", "si"), ("canale", "pec"), ("pec", "marco@pec.roccascura.example")];
    geometra.post(&routes::reach(IT), &contacts).await.location();
    let case = geometra.filed().await;
    app.work_off().await;
    let notice = sandbox.mails().remove(0);
    assert_eq!(notice.to, ["marco.fintelli@roccascura.example"]);
    assert!(notice.text.contains(&format!("http://127.0.0.1:3000/it/pratiche/{case}")), "{}", notice.text);
    let number = app.receipt(case).await.number;
    for secret in [number.as_str(), "CILA", "Fintelli"] {
        assert!(!notice.text.contains(secret) && !notice.subject.contains(secret), "{}", notice.text);
    }
    let clerk = app.login("istruttrice").await;
    let page = routes::office_case(IT, case);
    clerk.fire(&page, "prendi_in_carico", "").await.location();
    clerk.fire(&page, "chiedi_chiarimenti", "Manca la quota del soffitto.").await.location();
    app.work_off().await;
    let act = sandbox.mails().into_iter().find(|mail| mail.to == ["marco@pec.roccascura.example"]).unwrap();
    assert!(act.text.contains("Manca la quota del soffitto.") && act.text.contains(&number), "{}", act.text);
    clerk.get(&page).await.says(200, &["In partenza"]);
    app.clock.advance_minutes(2);
    app.work_off().await;
    clerk.get(&page).await.says(200, &["consegnata per PEC"]);
    let row = communications::Entity::find().one(app.ctx.db.read()).await.unwrap().unwrap();
    assert!(row.accepted_key.is_some() && row.proof_key.is_some(), "the provider's receipts are kept");
    for paper in PecPaper::ALL {
        let receipt = routes::pec_receipt(IT, CommunicationId(row.id), paper.as_str());
        clerk.get(&page).await.says(200, &[&receipt]);
        let saved = clerk.get(&receipt).await;
        assert_eq!((saved.status, saved.header("content-type")), (200, "message/rfc822"));
        assert!(
            saved
                .header("content-disposition")
                .contains(&format!("attachment; filename=\"{}-", paper.as_str()))
        );
        assert!(saved.text().contains("X-Riferimento-Message-ID"), "{}", saved.text());
        geometra.get(&receipt).await.shows_page(404);
    }
    let other = routes::pec_receipt(IT, CommunicationId(row.id), "altra");
    clerk.get(&other).await.shows_page(404);
}

#[tokio::test]
async fn an_official_number_comes_from_the_register_outside_or_is_typed() {
    let sandbox = sandbox::start(sandbox::Settings::demo().unwrap()).await.unwrap();
    let url = format!("{}/protocollo", sandbox.base_url);
    let app = TestApp::with(&|config| {
        config.protocol = ProtocolPort::External;
        config.protocol_url = Some(url.parse().unwrap());
    })
    .await;
    let geometra = app.login("geometra").await;
    let case = geometra.filed().await;
    geometra.get(&routes::confirmation(IT, case)).await.says(200, &["in attesa del numero ufficiale"]);
    app.work_off().await;
    geometra.get(&routes::case(IT, case)).await.says(200, &["E0045001 del "]);
    let acts = sandbox.acts();
    assert_eq!((acts.len(), acts[0].files.len()), (1, 2));
    assert_eq!(acts[0].party, "Marco Fintelli");
    let receipt = app.receipt(case).await;
    let annul = routes::annul_entry(IT, receipt.protocollo_year, receipt.protocollo_number);
    let typed = [("motivo", "Registrata due volte."), ("provvedimento", "Determinazione 12/2026")];
    let head = app.login("dirigente").await;
    let entry = routes::register_entry(IT, receipt.protocollo_year, receipt.protocollo_number);
    head.get(&entry).await.says(200, &["lo comunica anche al registro dell’ente"]);
    head.post(&annul, &typed).await.location();
    app.work_off().await;
    assert_eq!(sandbox.acts()[0].annulled.as_deref(), Some("Registrata due volte."));

    let app = TestApp::with(&|config| config.protocol = ProtocolPort::Manual).await;
    let geometra = app.login("geometra").await;
    let case = geometra.filed().await;
    app.work_off().await;
    let receipt = app.receipt(case).await;
    let (year, number) = (receipt.protocollo_year, receipt.protocollo_number);
    let (entry, typed) = (routes::register_entry(IT, year, number), routes::number_entry(IT, year, number));
    let clerk = app.login("istruttrice").await;
    clerk.get(&entry).await.says(200, &["in attesa del numero ufficiale", "Numero del registro"]);
    let today = app.ctx.clock.now().day().to_string();
    clerk
        .post(&typed, &[("numero", "45678/2026"), ("giorno", "")])
        .await
        .says(422, &["value=\"45678/2026\""]);
    clerk.post(&typed, &[("numero", "45678/2026"), ("giorno", &today)]).await.location();
    clerk.get(&entry).await.says(200, &["Protocollo 45678/2026 del "]);
    clerk
        .post(&typed, &[("numero", "1"), ("giorno", &today)])
        .await
        .says(409, &[said(Code::AlreadyNumbered)]);
    geometra.get(&routes::case(IT, case)).await.says(200, &["45678/2026 del "]);
}
