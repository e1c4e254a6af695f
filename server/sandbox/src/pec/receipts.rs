//! The receipts of a letter: accepted, then delivered, or not delivered for who is called `errore…`.

use mail_parser::MessageParser;

/// The receipts of a letter, in order, each a whole mail with the provider's data in XML.
pub(super) fn of(from: &str, to: &[String], raw: &[u8]) -> Vec<String> {
    let parsed = MessageParser::default().parse(raw).unwrap_or_default();
    let letter = Letter {
        id: parsed.message_id().unwrap_or_default().to_owned(),
        subject: parsed.subject().unwrap_or_default().to_owned(),
        // The letter's own: this program has no clock of its own here.
        date: parsed.date().map(mail_parser::DateTime::to_rfc822).unwrap_or_default(),
        from: from.to_owned(),
        to: to.first().cloned().unwrap_or_default(),
    };
    let arrives = if letter.to.starts_with("errore") { "errore-consegna" } else { "avvenuta-consegna" };
    vec![letter.receipt("accettazione"), letter.receipt(arrives)]
}

struct Letter {
    id: String,
    subject: String,
    date: String,
    from: String,
    to: String,
}

impl Letter {
    fn receipt(&self, kind: &str) -> String {
        let Self { id, subject, date, from, to } = self;
        let error = if kind == "errore-consegna" { "no-dest" } else { "nessuno" };
        let words = match kind {
            "accettazione" => "è stato accettato dal sistema ed inoltrato.",
            "avvenuta-consegna" => "è stato consegnato nella casella di destinazione.",
            _ => "non è stato consegnato nella casella di destinazione.",
        };
        let data = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n\
             <postacert tipo=\"{kind}\" errore=\"{error}\">\r\n\
             <intestazione><mittente>{from}</mittente>\
             <destinatari tipo=\"certificato\">{to}</destinatari><risposte>{from}</risposte>\
             <oggetto>{}</oggetto></intestazione>\r\n\
             <dati><gestore-emittente>Gestore di prova</gestore-emittente>\
             <identificativo>opec.{id}</identificativo><msgid>&lt;{id}&gt;</msgid></dati>\r\n\
             </postacert>",
            escaped(subject)
        );
        let upper = kind.to_uppercase().replace('-', " ");
        [
            format!("Date: {date}"),
            "From: posta-certificata@gestore.example".to_owned(),
            format!("To: {from}"),
            format!("Subject: {upper}: {id}"),
            format!("Message-ID: <opec.{kind}.{id}>"),
            format!("X-Ricevuta: {kind}"),
            format!("X-Riferimento-Message-ID: <{id}>"),
            "MIME-Version: 1.0".to_owned(),
            "Content-Type: multipart/mixed; boundary=\"confine\"".to_owned(),
            String::new(),
            "--confine".to_owned(),
            "Content-Type: text/plain; charset=utf-8".to_owned(),
            "Content-Transfer-Encoding: 8bit".to_owned(),
            String::new(),
            format!("Il messaggio \"{subject}\" proveniente da {from} ed indirizzato a {to} {words}"),
            "--confine".to_owned(),
            "Content-Type: application/xml; name=\"daticert.xml\"".to_owned(),
            "Content-Disposition: attachment; filename=\"daticert.xml\"".to_owned(),
            String::new(),
            data,
            "--confine--".to_owned(),
            String::new(),
        ]
        .join("\r\n")
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
