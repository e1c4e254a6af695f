//! What is wrong on a page: said at the top with links to the fields, and again beside each field.

use contract::Lang;
use leptos::prelude::*;

use crate::texts::t;

/// One thing that is wrong: the words, and where it is put right (`#id` on the same page).
pub(crate) struct WrongLine {
    pub(crate) words: String,
    pub(crate) href: Option<String>,
}

/// The classes of a question and its input, which are marked where something is wrong.
pub(crate) fn field_class(wrong: bool) -> &'static str {
    if wrong { "form-group portal-field portal-field-wrong" } else { "form-group portal-field" }
}

/// The box at the top of a page on which something is wrong. Without scripts too the reader lands on it: addresses end in
/// `#errori`, and a page that answers a form has no such address and begins there.
pub(crate) fn summary_of_problems(lang: Lang, title: &str, lines: Vec<WrongLine>) -> AnyView {
    problems(lang, title, lines, true)
}

/// The same box where nobody sent anything: what is missing still. The page begins where it always does.
pub(crate) fn what_is_missing(lang: Lang, title: &str, lines: Vec<WrongLine>) -> AnyView {
    problems(lang, title, lines, false)
}

fn problems(lang: Lang, title: &str, lines: Vec<WrongLine>, begins: bool) -> AnyView {
    let lines = lines.into_iter().map(|line| match line.href {
        Some(href) => view! {
            <li>
                <a class="alert-link" href=href>{line.words}</a>
            </li>
        }
        .into_any(),
        None => view! { <li>{line.words}</li> }.into_any(),
    });
    let title = if title.is_empty() { t(lang, "problems-title") } else { title };
    view! {
        <div class="alert alert-danger portal-problems" id="errori" tabindex="-1" role="alert" autofocus=begins>
            <h2 class="alert-heading h5">{title.to_owned()}</h2>
            <ul>{lines.collect_view()}</ul>
        </div>
    }
    .into_any()
}

/// What is wrong with one field, right above it; `id` goes into its `aria-describedby`.
pub(crate) fn problem_line(lang: Lang, id: String, words: &str) -> AnyView {
    view! {
        <p class="portal-problem" id=id>
            <span class="visually-hidden">{format!("{} ", t(lang, "error-prefix"))}</span>
            <span>{words.to_owned()}</span>
        </p>
    }
    .into_any()
}
