//! The way of a case, drawn and in words: what it has come through, where it is, what can come next.

use std::fmt::Write as _;

use contract::{
    Lang,
    cases::{Binds, PathNext, PathStop, PathView},
    time::day_words,
};
use leptos::prelude::*;

use crate::{
    texts::{t, t_args},
    ui::escaped,
};

/// The way of a case.
pub(crate) fn path(lang: Lang, path: &PathView, for_office: bool) -> Option<AnyView> {
    if path.travelled.is_empty() {
        return None;
    }
    let last = path.travelled.len() - 1;
    let travelled = path.travelled.iter().enumerate().map(|(at, stop)| {
        let words = stop_words(lang, stop);
        if at == last {
            view! {
                <li aria-current="step">
                    <strong>{words}</strong>
                </li>
            }
            .into_any()
        } else {
            view! { <li>{words}</li> }.into_any()
        }
    });
    let next = path.next.iter().map(|next| view! { <li>{next_words(lang, next, for_office)}</li> });
    let coming = (!path.next.is_empty()).then(|| {
        view! {
            <p>{t(lang, "path-next")}</p>
            <ul>{next.collect_view()}</ul>
        }
    });
    let beside = (!path.beside.is_empty()).then(|| {
        let items = path.beside.iter().map(|(track, body, state)| {
            let name = if body.is_empty() { track.clone() } else { format!("{track} – {body}") };
            view! { <li>{format!("{name}: {state}")}</li> }
        });
        view! {
            <h3 class="h5">{t(lang, "path-beside")}</h3>
            <ul>{items.collect_view()}</ul>
        }
    });
    Some(
        view! {
            <section class="portal-group" id="percorso">
                <h2 class="h4">{t(lang, "path-title")}</h2>
                <div class="portal-path" inner_html=drawing(lang, path)></div>
                <details>
                    <summary>{t(lang, "path-in-words")}</summary>
                    <ol>{travelled.collect_view()}</ol>
                    {coming}
                </details>
                {beside}
            </section>
        }
        .into_any(),
    )
}

fn stop_words(lang: Lang, stop: &PathStop) -> String {
    t_args(lang, "path-stop", &[("state", &stop.label), ("day", &day_words(stop.on, lang)), ("by", &stop.by)])
}

fn next_words(lang: Lang, next: &PathNext, for_office: bool) -> String {
    let who = match (next.whose, for_office) {
        (Some(Binds::Applicant), false) => t(lang, "path-by-you").to_owned(),
        (Some(Binds::Applicant), true) => t(lang, "path-by-applicant").to_owned(),
        (Some(_), _) => t(lang, "path-by-office").to_owned(),
        (None, _) => match next.on {
            Some(on) => t_args(lang, "path-by-itself", &[("day", &day_words(on, lang))]),
            None => String::new(),
        },
    };
    t_args(lang, "path-next-item", &[("state", &next.label), ("by", &next.by), ("who", &who)])
}

/// Width of the drawing and height of a line of text, in its own units.
const WIDTH: usize = 360;
const LINE: usize = 18;
/// Where the dots stand, and the texts beside them.
const DOT: usize = 14;
const TEXT: usize = 36;
/// Characters that fit in a line of text.
const FITS: usize = 40;

/// The drawing: full dots for what was travelled, a large one for the present state, rings for what can come.
fn drawing(lang: Lang, path: &PathView) -> String {
    let mut body = String::new();
    let (mut y, mut dots) = (LINE, Vec::new());
    let last = path.travelled.len().saturating_sub(1);
    for (at, stop) in path.travelled.iter().enumerate() {
        let class = if at == last { "portal-path-now" } else { "portal-path-done" };
        dots.push((y, class));
        let label = wrapped(&stop.label);
        for line in &label {
            text(&mut body, y, if at == last { "portal-path-here" } else { "portal-path-text" }, line);
            y += LINE;
        }
        text(&mut body, y, "portal-path-small", &day_words(stop.on, lang));
        y += LINE + LINE / 2;
    }
    if !path.next.is_empty() {
        text(&mut body, y, "portal-path-small", t(lang, "path-next"));
        y += LINE + LINE / 3;
    }
    let mut seen: Vec<&str> = Vec::new();
    for next in &path.next {
        if seen.contains(&next.label.as_str()) {
            continue;
        }
        seen.push(&next.label);
        dots.push((y, "portal-path-next"));
        for line in wrapped(&next.label) {
            text(&mut body, y, "portal-path-text", &line);
            y += LINE;
        }
        y += LINE / 2;
    }
    let mut lines = String::new();
    for pair in dots.windows(2) {
        let [(from, _), (to, class)] = pair else { continue };
        let class = if *class == "portal-path-next" { "portal-path-may" } else { "portal-path-line" };
        let _ = write!(lines, r#"<line class="{class}" x1="{DOT}" y1="{from}" x2="{DOT}" y2="{to}"/>"#);
    }
    for (at, class) in &dots {
        let radius = if *class == "portal-path-now" { 9 } else { 6 };
        let _ = write!(lines, r#"<circle class="{class}" cx="{DOT}" cy="{at}" r="{radius}"/>"#);
    }
    let label = escaped(&described(lang, path));
    let label = label.trim_start();
    format!(
        r#"<svg role="img" aria-label="{label}" viewBox="0 0 {WIDTH} {y}" width="{WIDTH}" height="{y}">{lines}{body}</svg>"#
    )
}

fn text(body: &mut String, y: usize, class: &str, words: &str) {
    let (y, words) = (y + 5, escaped(words));
    let words = words.trim_start();
    let _ = write!(body, r#"<text class="{class}" x="{TEXT}" y="{y}">{words}</text>"#);
}

/// The drawing in one sentence.
fn described(lang: Lang, path: &PathView) -> String {
    let states: Vec<&str> = path.travelled.iter().map(|stop| stop.label.as_str()).collect();
    let now = states.last().copied().unwrap_or_default();
    t_args(lang, "path-described", &[("states", &states.join(", ")), ("now", now)])
}

/// A text in lines that fit.
fn wrapped(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let Some(last) = lines.last_mut() else { break };
        if !last.is_empty() && last.chars().count() + 1 + word.chars().count() > FITS {
            lines.push(word.to_owned());
        } else {
            if !last.is_empty() {
                last.push(' ');
            }
            last.push_str(word);
        }
    }
    lines
}
