//! The way of a case, drawn and in words: what it has come through, where it is, what can come next.

use contract::{
    Lang,
    cases::{Binds, PathNext, PathStop, PathView},
    time::day_words,
};
use leptos::prelude::*;

use crate::texts::{t, t_args};

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
                <div class="portal-path">{drawing(lang, path)}</div>
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
fn drawing(lang: Lang, path: &PathView) -> AnyView {
    let mut drawn = Drawn { y: LINE, dots: Vec::new(), texts: Vec::new() };
    let last = path.travelled.len().saturating_sub(1);
    for (at, stop) in path.travelled.iter().enumerate() {
        let (dot, class) = if at == last {
            ("portal-path-now", "portal-path-here")
        } else {
            ("portal-path-done", "portal-path-text")
        };
        drawn.stop(dot, class, &stop.label);
        drawn.line("portal-path-small", day_words(stop.on, lang));
        drawn.y += LINE / 2;
    }
    if !path.next.is_empty() {
        drawn.line("portal-path-small", t(lang, "path-next").to_owned());
        drawn.y += LINE / 3;
    }
    let mut seen: Vec<&str> = Vec::new();
    for next in &path.next {
        if !seen.contains(&next.label.as_str()) {
            seen.push(&next.label);
            drawn.stop("portal-path-next", "portal-path-text", &next.label);
            drawn.y += LINE / 2;
        }
    }
    drawn.view(described(lang, path))
}

/// What is drawn so far, and how far down.
struct Drawn {
    y: usize,
    /// Dots from above, each with its kind.
    dots: Vec<(usize, &'static str)>,
    texts: Vec<(usize, &'static str, String)>,
}

impl Drawn {
    fn stop(&mut self, dot: &'static str, class: &'static str, label: &str) {
        self.dots.push((self.y, dot));
        for line in wrapped(label) {
            self.line(class, line);
        }
    }

    fn line(&mut self, class: &'static str, words: String) {
        self.texts.push((self.y + 5, class, words));
        self.y += LINE;
    }

    fn view(self, label: String) -> AnyView {
        let lines = self.dots.windows(2).filter_map(|pair| {
            let [(from, _), (to, kind)] = pair else { return None };
            let class = if *kind == "portal-path-next" { "portal-path-may" } else { "portal-path-line" };
            Some(view! { <line class=class x1=DOT y1=*from x2=DOT y2=*to /> })
        });
        let dots = self.dots.iter().map(|(at, kind)| {
            let radius = if *kind == "portal-path-now" { 9 } else { 6 };
            view! { <circle class=*kind cx=DOT cy=*at r=radius /> }
        });
        let texts = self.texts.into_iter().map(|(y, class, words)| {
            view! {
                <text class=class x=TEXT y=y>
                    {words}
                </text>
            }
        });
        let size = format!("0 0 {WIDTH} {}", self.y);
        view! {
            <svg role="img" aria-label=label viewBox=size width=WIDTH height=self.y>
                {lines.collect_view()}
                {dots.collect_view()}
                {texts.collect_view()}
            </svg>
        }
        .into_any()
    }
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
