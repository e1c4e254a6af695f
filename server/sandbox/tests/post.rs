//! The post office of the sandbox, and the portal's mail adapter against it.

use adapters::mail::{SmtpMail, SmtpSettings, Tls};
use adapters::pec::{ImapSettings, PecBox};
use domain::ports::{Attachment, Letter, Mail, Pec, PecNews, PortError};
use sandbox::{Running, Settings};

fn adapter(running: &Running) -> SmtpMail {
    let smtp = running.smtp.unwrap();
    SmtpMail::new(&SmtpSettings {
        host: smtp.ip().to_string(),
        port: smtp.port(),
        tls: Tls::None,
        login: None,
        from: "sportello@roccascura.example".to_owned(),
        name: "Comune di Roccascura".to_owned(),
    })
    .unwrap()
}

fn letter(to: &str, text: &str) -> Letter {
    let id = "01890000-0000-7000-8000-000000000001".parse().unwrap();
    Letter {
        id,
        to: to.to_owned(),
        subject: "C’è una novità".to_owned(),
        text: text.to_owned(),
        attachment: None,
    }
}

#[tokio::test]
async fn a_mail_arrives_as_it_was_written_and_can_be_read() {
    let running = sandbox::start(Settings::demo().unwrap()).await.unwrap();
    let mail = adapter(&running);
    mail.ready().await.unwrap();
    let text =
        format!("Perché sì.\n.una riga con un punto\n{}\nhttp://127.0.0.1:3000/it\n", "x".repeat(2_000));
    mail.send(&letter("lucia@roccascura.example", &text)).await.unwrap();
    let kept = running.mails();
    assert_eq!(kept.len(), 1);
    let mail = &kept[0];
    assert_eq!(mail.to, ["lucia@roccascura.example"]);
    assert_eq!(mail.from, "sportello@roccascura.example");
    assert_eq!(mail.subject, "C’è una novità");
    assert_eq!(mail.text.replace("\r\n", "\n").trim_end(), text.trim_end());
    assert_eq!(mail.message_id, "01890000-0000-7000-8000-000000000001@roccascura.example");
    let page = reqwest::get(format!("{}/posta", running.base_url)).await.unwrap().text().await.unwrap();
    assert!(page.contains("/posta/1") && page.contains("lucia@roccascura.example"), "{page}");
    let one = reqwest::get(format!("{}/posta/1", running.base_url)).await.unwrap().text().await.unwrap();
    assert!(one.contains("<a href=\"http://127.0.0.1:3000/it\">"), "{one}");
    let json: serde_json::Value =
        reqwest::get(format!("{}/posta.json", running.base_url)).await.unwrap().json().await.unwrap();
    assert_eq!(json[0]["number"], 1);
}

#[tokio::test]
async fn an_address_that_is_none_is_refused_for_good_and_a_server_that_is_gone_for_now() {
    let running = sandbox::start(Settings::demo().unwrap()).await.unwrap();
    let mail = adapter(&running);
    let refused = mail.send(&letter("nessun indirizzo", "x")).await.unwrap_err();
    assert!(matches!(refused, PortError::Refused(..)), "{refused}");
    running.shutdown().await;
    let gone = mail.send(&letter("lucia@roccascura.example", "x")).await.unwrap_err();
    assert!(matches!(gone, PortError::Unavailable(..)), "{gone}");
    assert!(!gone.to_string().contains("lucia"), "no address in an error: {gone}");
}

#[tokio::test]
async fn certified_mail_is_answered_by_receipts_that_are_told_once() {
    let running = sandbox::start(Settings::demo().unwrap()).await.unwrap();
    let (smtp, imap) = running.pec.unwrap();
    let settings = SmtpSettings {
        host: smtp.ip().to_string(),
        port: smtp.port(),
        tls: Tls::None,
        login: None,
        from: "protocollo@pec.roccascura.example".to_owned(),
        name: "Comune di Roccascura".to_owned(),
    };
    let imap = ImapSettings {
        host: imap.ip().to_string(),
        port: imap.port(),
        tls: false,
        user: "protocollo".to_owned(),
        password: "parola \"segreta\"".to_owned(),
    };
    let pec = PecBox::new(&settings, imap).unwrap();
    pec.ready().await.unwrap();
    assert!(pec.receipts().await.unwrap().is_empty());
    let letter = letter("lucia@pec.roccascura.example", "Un atto.");
    pec.send(&letter).await.unwrap();
    let receipts = pec.receipts().await.unwrap();
    let news: Vec<PecNews> = receipts.iter().map(|receipt| receipt.news).collect();
    assert_eq!(news, [PecNews::Accepted, PecNews::Delivered]);
    assert!(receipts.iter().all(|receipt| receipt.letter == letter.id));
    assert!(String::from_utf8_lossy(&receipts[1].raw).contains("daticert.xml"), "the whole receipt is kept");
    pec.put_away(&receipts[..1]).await.unwrap();
    assert_eq!(pec.receipts().await.unwrap(), receipts[1..], "what was not put away is told again");
    pec.put_away(&receipts[1..]).await.unwrap();
    assert!(pec.receipts().await.unwrap().is_empty());
    let id = "01890000-0000-7000-8000-000000000002".parse().unwrap();
    pec.send(&Letter { id, to: "errore@pec.example".to_owned(), ..letter }).await.unwrap();
    let news: Vec<PecNews> = pec.receipts().await.unwrap().iter().map(|receipt| receipt.news).collect();
    assert_eq!(news, [PecNews::Accepted, PecNews::Failed]);
    let id = "01890000-0000-7000-8000-000000000003".parse().unwrap();
    let file = Attachment { name: "diniego-2026-0000012.pdf".to_owned(), bytes: b"%PDF-1.7".to_vec() };
    let to = "lucia@pec.roccascura.example".to_owned();
    let with_file = Letter {
        id,
        to,
        subject: "Diniego".to_owned(),
        text: "Un atto, è.".to_owned(),
        attachment: Some(file),
    };
    pec.send(&with_file).await.unwrap();
    let mail = running.mails().into_iter().find(|mail| mail.subject == "Diniego").unwrap();
    assert_eq!(
        (mail.text.trim(), mail.files.as_slice()),
        ("Un atto, è.", &["diniego-2026-0000012.pdf".to_owned()][..])
    );
    assert_eq!(running.mails().len(), 3, "people read certified mail where they read the other");
}
