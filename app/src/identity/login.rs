//! The login page: one button that leads to the identity provider, and what went wrong before.

use contract::Code;
use leptos::prelude::*;

use crate::{
    layout::{Frame, Page, Section, document},
    routes,
    texts::{code, code_hint, t},
    ui::{WrongLine, hidden, summary_of_problems},
};

/// The login page. `return_to` is the path to open afterwards; empty for the personal area. `kept`: the session ended while
/// somebody was writing there, and what was typed waits for them.
#[must_use]
pub fn login(frame: &Frame, return_to: &str, kept: bool, problem: Option<Code>) -> String {
    let lang = frame.lang;
    let title = t(lang, "login-title");
    let page = Page::new(Section::Elsewhere, title).wrong_if(problem.is_some());
    document(frame, &page, || {
        let problem = problem.map(|why| {
            let hint = WrongLine { words: code_hint(lang, why).to_owned(), href: None };
            summary_of_problems(lang, code(lang, why), vec![hint])
        });
        view! {
            {problem}
            <div class="portal-text">
                <h1>{title}</h1>
                {kept.then(|| view! { <p class="portal-note">{t(lang, "login-kept")}</p> })}
                <p class="lead">{t(lang, "login-lead")}</p>
                <form method="post" action=routes::login(lang)>
                    {hidden("ritorno", return_to)}
                    <button type="submit" class="btn btn-primary" name="azione" value="accedi">
                        {t(lang, "login-button")}
                    </button>
                </form>
                <p>{t(lang, "login-data")}</p>
            </div>
        }
    })
}
