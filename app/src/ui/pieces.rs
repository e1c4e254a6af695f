//! The smallest pieces: icons, alerts, times, hidden fields, paragraphs.

use contract::{
    Lang,
    cases::Phase,
    time::{Moment, before_day},
};
use leptos::prelude::*;

use crate::layout::Assets;

/// An icon of the sprite; decoration only, words beside it say the same.
/// Its symbol must be named in `style/icons.txt`.
pub(crate) fn icon(assets: &Assets, symbol: &'static str, class: &'static str) -> AnyView {
    view! {
        <svg class=class aria-hidden="true" focusable="false">
            <use href=format!("{}#{symbol}", assets.icons)></use>
        </svg>
    }
    .into_any()
}

/// A boxed message, of the kind whose class is given (`alert alert-info`).
pub(crate) fn alert(class: &'static str, role: Option<&'static str>, text: &str) -> AnyView {
    view! { <div class=class role=role>{text.to_owned()}</div> }.into_any()
}

/// A moment in words, readable by machines too. Of what came on paper the day alone is known: it stands for its first moment.
pub(crate) fn time(lang: Lang, at: Moment) -> AnyView {
    if at == Moment::of_day(at.day()) {
        return day(lang, at);
    }
    view! { <time datetime=at.rfc3339()>{at.words(lang)}</time> }.into_any()
}

/// The civil day in Rome of a moment in words, readable by machines too.
pub(crate) fn day(lang: Lang, at: Moment) -> AnyView {
    view! { <time datetime=at.day().to_string()>{at.day_words(lang)}</time> }.into_any()
}

/// Words that end with the article of a moment, and the moment.
pub(crate) fn words_at(lang: Lang, words: &str, at: Moment) -> AnyView {
    view! { <span>{before_day(words, at.day(), lang)}</span> {time(lang, at)} }.into_any()
}

/// Words that end with the article of a day, and the day.
pub(crate) fn words_on(lang: Lang, words: &str, at: Moment) -> AnyView {
    view! { <span>{before_day(words, at.day(), lang)}</span> {day(lang, at)} }.into_any()
}

/// The state of a case in the procedure's words, coloured by its phase.
pub(crate) fn phase_badge(phase: Phase, words: &str) -> AnyView {
    let class = match phase {
        Phase::Draft | Phase::Archived => "badge portal-badge portal-badge-quiet",
        Phase::Submitted | Phase::InReview => "badge portal-badge portal-badge-running",
        Phase::WaitingApplicant => "badge portal-badge portal-badge-waiting",
        Phase::Concluded | Phase::Withdrawn => "badge portal-badge portal-badge-ended",
    };
    view! { <span class=class>{words.to_owned()}</span> }.into_any()
}

/// A case's procedure and number as a heading: the number stays on one line.
pub(crate) fn case_name(procedure: &str, number: &str) -> AnyView {
    view! { <span>{format!("{procedure} ")}</span> <span class="portal-nowrap">{number.to_owned()}</span> }
        .into_any()
}

/// A field that the page carries from one request to the next.
pub(crate) fn hidden(name: impl Into<String>, value: impl ToString) -> AnyView {
    view! { <input type="hidden" name=name.into() value=value.to_string()/> }.into_any()
}

/// The link at the top of a page that leads to the one before.
pub(crate) fn back_link(assets: &Assets, href: String, words: impl Into<String>) -> AnyView {
    view! {
        <p class="portal-back">
            <a href=href>
                {icon(assets, "it-arrow-left", "icon icon-sm icon-primary")} <span>{words.into()}</span>
            </a>
        </p>
    }
    .into_any()
}

/// A plain text as paragraphs: an empty line parts them.
pub(crate) fn paragraphs(text: &str) -> AnyView {
    text.split("\n\n")
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| view! { <p>{part.to_owned()}</p> })
        .collect_view()
        .into_any()
}

/// Text made safe as the content of an element whose children Leptos does not escape (`textarea`).
/// The first line break is the parser's: without it, one that was typed would be lost.
pub(crate) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 8);
    safe.push('\n');
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_in_a_text_area_stays_text() {
        let typed = "</textarea><script src=x></script> & \"co\"";
        let html = super::super::text_area("nota", "nota", typed, 3, None, false).to_html();
        assert!(html.contains("&lt;/textarea&gt;&lt;script src=x&gt;"), "{html}");
        assert_eq!(html.matches("</textarea>").count(), 1);
        assert_eq!(html.matches("<script").count(), 0);
    }
}
