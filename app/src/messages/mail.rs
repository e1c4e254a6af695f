//! The words of a notice by e-mail: that there is something, and where to read it. Never what it is.

use contract::{
    Lang,
    ids::{CaseId, SignatureId},
    messages::NoticeKind,
};

use crate::{
    routes,
    texts::{t, t_args},
};

/// Subject and text of a notice. `url` is where the portal is, without a final slash; `signature` is the
/// one that is asked for, where one is.
#[must_use]
pub fn mail(
    lang: Lang,
    kind: NoticeKind,
    ente: &str,
    url: &str,
    case: CaseId,
    signature: Option<SignatureId>,
) -> (String, String) {
    let (subject, said) = match kind {
        NoticeKind::Filed | NoticeKind::News => ("mail-case-subject", "mail-news"),
        NoticeKind::AskedToSign => ("mail-sign-subject", "mail-sign"),
        NoticeKind::DraftEndsInMonth | NoticeKind::DraftEndsInWeek => ("mail-draft-subject", "mail-draft"),
        NoticeKind::TermsEnd => ("mail-terms-subject", "mail-terms"),
    };
    let page = match (kind, signature) {
        (NoticeKind::AskedToSign, Some(id)) => routes::signature(lang, id),
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
                let (subject, text) = mail(
                    lang,
                    kind,
                    "Comune di Roccascura",
                    "https://sportello.example",
                    case,
                    Some(SignatureId(case.0)),
                );
                let place = match kind {
                    NoticeKind::AskedToSign => format!("firme/{case}"),
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
