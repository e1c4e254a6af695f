//! A place to write to the other side, and the words for what is no event of a procedure.

use contract::{
    Lang,
    cases::{Act, Letter, MAX_MESSAGE},
};
use leptos::prelude::*;

use crate::{
    texts::{code_line, t, t_args},
    ui::{WrongLine, field_class, hidden, problem_line, summary_of_problems, text_area},
};

/// The form that writes a message; `title` and `lead` say to whom. `heard` is how often the applicant had done something,
/// which the office's form tells: what comes later is not answered by it.
pub(crate) fn letter(
    lang: Lang,
    letter: &Letter,
    address: String,
    (title, lead): (&'static str, &'static str),
    heard: Option<u64>,
) -> Option<AnyView> {
    if !letter.possible {
        return None;
    }
    let wrong = letter.problem.is_some();
    let class = field_class(wrong);
    let described = if wrong { "messaggio-aiuto messaggio-errore" } else { "messaggio-aiuto" };
    let problem =
        letter.problem.map(|why| problem_line(lang, "messaggio-errore".to_owned(), &code_line(lang, why)));
    let limit = t_args(lang, "text-limit", &[("limit", &MAX_MESSAGE.to_string())]);
    Some(
        view! {
            <section class="portal-group" id="messaggi">
                <h2 class="h4">{t(lang, title)}</h2>
                <p>{t(lang, lead)}</p>
                <form method="post" action=address novalidate class="portal-form">
                    {heard.map(|heard| hidden("sentiti", heard.to_string()))}
                    <div class=class>
                        <label class="active" r#for="messaggio">{t(lang, "letter-label")}</label>
                        <p class="portal-hint" id="messaggio-aiuto">{limit}</p>
                        {problem}
                        {text_area("messaggio", "messaggio", &letter.typed, 4, Some(described.to_owned()), wrong)}
                    </div>
                    <button type="submit" class="btn btn-outline-primary" name="azione" value="scrivi">
                        {t(lang, "letter-send")}
                    </button>
                </form>
            </section>
        }
        .into_any(),
    )
}

/// Why a message was not sent, for the top of the page.
pub(crate) fn refused_letter(lang: Lang, letter: &Letter) -> Option<AnyView> {
    let why = letter.problem?;
    let words = code_line(lang, why);
    Some(summary_of_problems(lang, "", vec![WrongLine { words, href: Some("#messaggio".to_owned()) }]))
}

/// What was done, in words.
pub(crate) fn act_words(lang: Lang, act: Act) -> &'static str {
    let key = match act {
        Act::Message => "act-message",
        Act::RupNamed => "act-rup-named",
        Act::Assigned => "act-assigned",
        Act::Numbered => "act-numbered",
        Act::Read => "act-read",
        Act::DocumentAdded => "act-document-added",
        Act::DocumentKept => "act-document-kept",
        Act::TakenOver => "act-taken-over",
        Act::Received => "act-received",
        Act::Rectified => "act-rectified",
        Act::Moved => "act-moved",
        Act::Linked => "act-linked",
        Act::Unlinked => "act-unlinked",
        Act::Transferred => "act-transferred",
        Act::Paid => "act-paid",
        Act::HandedOver => "act-handed-over",
        Act::TitolareChanged => "act-titolare-changed",
    };
    t(lang, key)
}
