//! The words of a notice by e-mail: that there is something, and where to read it. Never what it is.

use contract::{
    Lang,
    ids::{CaseId, HandingId, SignatureId, Uuid},
    messages::NoticeKind,
};

use crate::{
    routes,
    texts::{t, t_args},
};

/// Subject and text of a notice. `url` is where the portal is, without a final slash; `about` is the signature that is asked
/// for, or the giving that waits for an answer, where one is.
#[must_use]
pub fn mail(
    lang: Lang,
    kind: NoticeKind,
    ente: &str,
    url: &str,
    case: CaseId,
    about: Option<Uuid>,
) -> (String, String) {
    let (subject, said) = match kind {
        NoticeKind::Filed | NoticeKind::News => ("mail-case-subject", "mail-news"),
        NoticeKind::AskedToSign => ("mail-sign-subject", "mail-sign"),
        NoticeKind::DraftEndsInMonth | NoticeKind::DraftEndsInWeek => ("mail-draft-subject", "mail-draft"),
        NoticeKind::TermsEnd => ("mail-terms-subject", "mail-terms"),
        NoticeKind::AskedToHold => ("mail-hold-subject", "mail-hold"),
        NoticeKind::HandedOver => ("mail-handed-subject", "mail-handed"),
    };
    let page = match (kind, about) {
        (NoticeKind::AskedToSign, Some(id)) => routes::signature(lang, SignatureId(id)),
        (NoticeKind::AskedToHold, Some(id)) => routes::handing(lang, HandingId(id)),
        // Who held it reads it no more.
        (NoticeKind::HandedOver, _) => routes::dashboard(lang),
        (NoticeKind::TermsEnd, _) => routes::office_deadlines(lang),
        _ => routes::case(lang, case),
    };
    let end = t_args(lang, "mail-end", &[("ente", ente)]);
    let settings = t_args(lang, "mail-settings", &[("link", &format!("{url}{}", routes::profile(lang)))]);
    let text = format!("{}\n\n{url}{page}\n\n{}\n\n{end}\n{settings}\n", t(lang, said), t(lang, "mail-why"));
    (t(lang, subject).to_owned(), text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_names_nothing_and_leads_to_the_page() {
        let case: CaseId = "01890000-0000-7000-8000-000000000001".parse().unwrap();
        for lang in Lang::ALL {
            for kind in NoticeKind::ALL {
                let (subject, text) =
                    mail(lang, kind, "Comune di Roccascura", "https://sportello.example", case, Some(case.0));
                let place = match kind {
                    NoticeKind::AskedToSign => format!("firme/{case}"),
                    NoticeKind::AskedToHold => format!("affidamenti/{case}"),
                    NoticeKind::HandedOver => "area-personale".to_owned(),
                    NoticeKind::TermsEnd => "ufficio/scadenze".to_owned(),
                    _ => format!("pratiche/{case}"),
                };
                let link = format!("\nhttps://sportello.example/{}/{place}\n", lang.as_str());
                assert!(text.contains(&link), "{text}");
                assert!(!subject.contains("mail-") && !text.contains("mail-"), "{subject} {text}");
                assert!(!text.contains("RC-") && !text.contains("CILA"), "{text}");
            }
        }
    }
}
