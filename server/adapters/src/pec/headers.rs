//! The headers of a receipt: the only part of it that the portal reads. The rest is kept as it came.

use contract::time::Moment;
use domain::ports::{PecNews, PecReceipt};
use jiff::fmt::rfc2822;
use uuid::Uuid;

/// The longest header read, in bytes.
const LONGEST: usize = 64 * 1024;

/// What a mail says, if it is a receipt of a letter of ours. A warning of a later failure and a provider's
/// note to another provider are none.
pub(super) fn receipt(uid: u32, raw: Vec<u8>) -> Option<PecReceipt> {
    let lines = unfolded(&raw);
    let get = |name: &str| {
        let value = lines.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        value.map(|(_, value)| value.trim())
    };
    let news = match get("X-Ricevuta")? {
        "accettazione" => PecNews::Accepted,
        "avvenuta-consegna" => PecNews::Delivered,
        "non-accettazione" | "errore-consegna" | "rilevazione-virus" => PecNews::Failed,
        _ => return None,
    };
    let about = get("X-Riferimento-Message-ID")?;
    let letter = about.trim_start_matches('<').split('@').next().and_then(|id| Uuid::parse_str(id).ok())?;
    let at = rfc2822::parse(get("Date")?).ok()?.timestamp().as_millisecond();
    let reference = match news {
        PecNews::Failed => get("X-Ricevuta").unwrap_or_default(),
        PecNews::Accepted | PecNews::Delivered => get("Message-ID").unwrap_or_default(),
    };
    let reference = reference.trim_matches(['<', '>']).chars().take(300).collect();
    Some(PecReceipt { letter, news, at: Moment(at), reference, uid, raw })
}

/// Whether a header is that of a receipt of a letter of ours.
pub(super) fn is_receipt(header: &[u8]) -> bool {
    receipt(0, header.to_vec()).is_some()
}

/// Names and values of a header; lines that begin with a blank belong to the one before.
fn unfolded(raw: &[u8]) -> Vec<(String, String)> {
    let head = String::from_utf8_lossy(raw.get(..LONGEST).unwrap_or(raw)).into_owned();
    let mut lines: Vec<(String, String)> = Vec::new();
    for line in head.lines().take_while(|line| !line.trim_end().is_empty()) {
        match (line.starts_with([' ', '\t']), lines.last_mut(), line.split_once(':')) {
            (true, Some((_, value)), _) => {
                value.push(' ');
                value.push_str(line.trim());
            }
            (false, _, Some((name, value))) => lines.push((name.to_owned(), value.trim().to_owned())),
            _ => {}
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    const LETTER: &str = "01890000-0000-7000-8000-000000000001";

    fn mail(kind: &str, about: &str) -> Vec<u8> {
        format!(
            "Received: by x\r\n\tfor y\r\nMessage-ID: <opec1@pec.example>\r\nX-Ricevuta: {kind}\r\n\
             X-Riferimento-Message-ID:\r\n {about}\r\nDate: Sat, 28 Nov 2026 10:41:00 +0100\r\n\r\n\
             X-Ricevuta: avvenuta-consegna\r\n"
        )
        .into_bytes()
    }

    #[test]
    fn a_receipt_says_what_it_is_and_of_which_letter() {
        let about = format!("<{LETTER}@pec.roccascura.example>");
        for (kind, about, expected) in [
            ("accettazione", about.as_str(), Some(PecNews::Accepted)),
            ("avvenuta-consegna", about.as_str(), Some(PecNews::Delivered)),
            ("errore-consegna", about.as_str(), Some(PecNews::Failed)),
            ("non-accettazione", about.as_str(), Some(PecNews::Failed)),
            ("preavviso-errore-consegna", about.as_str(), None),
            ("presa-in-carico", about.as_str(), None),
            ("avvenuta-consegna", "<somebody-elses@mail.example>", None),
            ("", about.as_str(), None),
        ] {
            let read = receipt(7, mail(kind, about));
            assert_eq!(read.as_ref().map(|receipt| receipt.news), expected, "{kind} {about}");
            if let Some(receipt) = read {
                assert_eq!(receipt.letter.to_string(), LETTER);
                assert_eq!(receipt.at.rfc3339(), "2026-11-28T09:41:00Z");
                assert_eq!(receipt.uid, 7);
            }
        }
        assert_eq!(receipt(1, b"Subject: ciao\r\n\r\nX-Ricevuta: accettazione\r\n".to_vec()), None);
        assert_eq!(receipt(1, vec![0xff; 100_000]), None);
    }
}
