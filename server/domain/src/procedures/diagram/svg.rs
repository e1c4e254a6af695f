//! The pieces of SVG that a drawing is made of.

use std::fmt::Write as _;

use contract::cases::Phase;

use super::{cards::Card, layout::Way, metrics::width};

/// Ink of the texts of the drawing, by class. Each is read on white or on a head's colour with 4.5:1 at least.
pub(super) const INKS: [(&str, &str); 7] = [
    ("title", "#17202b"),
    ("under", "#36414d"),
    ("act", "#17202b"),
    ("row", "#36414d"),
    ("ended", "#8a1c4a"),
    ("note", "#4a5560"),
    ("lead", "#36414d"),
];

/// The colours of heads, by phase; the phase is written there too.
pub(super) const HEADS: [(Phase, &str); 7] = [
    (Phase::Draft, "#e8e8ee"),
    (Phase::Submitted, "#d9e8ff"),
    (Phase::InReview, "#fff0cc"),
    (Phase::WaitingApplicant, "#ffe0d1"),
    (Phase::Concluded, "#d5f0dd"),
    (Phase::Withdrawn, "#e9dff5"),
    (Phase::Archived, "#e3e3e3"),
];

/// Ground and ink of the numbers in the corners.
pub(super) const BADGE: (&str, &str) = ("#17324d", "#ffffff");

/// Size and weight of the texts, by class.
const SIZES: [(&str, i32, bool); 9] = [
    ("name", 26, true),
    ("part", 20, true),
    ("title", 15, true),
    ("lead", 14, false),
    ("act", 13, true),
    ("under", 12, false),
    ("row", 12, false),
    ("ended", 12, false),
    ("note", 11, false),
];

/// The size of a text in pixels, and whether it is bold, by its class.
pub(super) fn size(class: &str) -> (i32, bool) {
    SIZES.iter().find(|(of, ..)| *of == class).map_or((14, false), |(_, size, bold)| (*size, *bold))
}

/// How texts and lines look. Nothing is taken from elsewhere: whoever has none of the fonts has one of the last kind.
pub(super) fn style() -> String {
    let mut style = String::from(
        "text{font-family:Arial,\"Liberation Sans\",Helvetica,sans-serif}\
         .under{font-style:italic}.name,.part{fill:#17202b}.badge{font-size:13px;font-weight:bold}\
         .card{fill:#fff;stroke:#7a8794}.frame{fill:#f7f9fb;stroke:#7a8794;stroke-width:1.5}\
         .way{fill:none;stroke:#3d5a80;stroke-width:1.8;stroke-linejoin:round}.head{fill:#3d5a80}\
         .mark{stroke:#3d5a80;stroke-width:3}.self{stroke:#8a1c4a;stroke-dasharray:6 4}.self-head{fill:#8a1c4a}",
    );
    for (class, size, bold) in SIZES {
        let weight = if bold { ";font-weight:bold" } else { "" };
        let _ = write!(style, ".{class}{{font-size:{size}px{weight}}}");
    }
    for (class, ink) in INKS {
        let _ = write!(style, ".{class}{{fill:{ink}}}");
    }
    let _ = write!(style, ".ground{{fill:{}}}.badge{{fill:{}}}", BADGE.0, BADGE.1);
    style
}

/// A text as XML takes it.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // XML has no other control characters.
            c if c.is_control() && c != '\n' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// A line of text, as wide as it was laid out: a font wider than those that were reckoned with would leave its card.
pub(super) fn text(out: &mut String, class: &str, (x, y): (i32, i32), words: &str) {
    let (size, bold) = size(class);
    let _ = writeln!(
        out,
        "<text class=\"{class}\" x=\"{x}\" y=\"{y}\" textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\">{}</text>",
        width(words, size, bold).max(1),
        escaped(words)
    );
}

/// A card with its corner above on the left.
pub(super) fn card(out: &mut String, card: &Card, (x, y): (i32, i32)) {
    let Card { width, height, head, .. } = *card;
    let _ = writeln!(out, "<g><title>{}</title>", escaped(&card.hover));
    let _ = writeln!(
        out,
        "<rect class=\"card\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"6\"/>"
    );
    let colour =
        HEADS.iter().find(|(phase, _)| card.phase == Some(*phase)).map_or("#eef2f6", |(_, colour)| colour);
    let (left, right, below) = (x + 1, x + width - 1, y + head);
    let _ = writeln!(
        out,
        "<path fill=\"{colour}\" d=\"M{left} {below}V{}q0-5 5-5H{}q5 0 5 5V{below}z\"/>",
        y + 6,
        right - 5
    );
    if !card.badge.is_empty() {
        let _ = writeln!(
            out,
            "<rect class=\"ground\" x=\"{}\" y=\"{}\" width=\"30\" height=\"20\" rx=\"4\"/>\
             <text class=\"badge\" text-anchor=\"middle\" x=\"{}\" y=\"{}\">{}</text>",
            x + 10,
            y + 11,
            x + 25,
            y + 26,
            escaped(&card.badge)
        );
    }
    for line in &card.lines {
        text(out, line.face.class(), (x + line.x, y + line.y), &line.text);
    }
    for mark in &card.marks {
        let class = if mark.dashed { "mark self" } else { "mark" };
        let _ =
            writeln!(out, "<path class=\"{class}\" d=\"M{} {}V{}\"/>", x + 13, y + mark.from, y + mark.to);
    }
    out.push_str("</g>\n");
}

/// An arrow, moved by a corner.
pub(super) fn way(out: &mut String, way: &Way, (x, y): (i32, i32)) {
    let points: Vec<String> = way.points.iter().map(|(px, py)| format!("{} {}", px + x, py + y)).collect();
    let class = if way.arrow.dashed { "way self" } else { "way" };
    let _ = writeln!(out, "<path class=\"{class}\" d=\"M{}\"/>", points.join("L"));
    let class = if way.arrow.dashed { "self-head" } else { "head" };
    if let Some((px, py)) = way.points.last() {
        head(out, class, (px + x, py + y), -1);
    }
    if let Some((px, py)) = way.points.first().filter(|_| way.arrow.both) {
        head(out, class, (px + x, py + y), 1);
    }
}

/// The head of an arrow: its point, and whether it points down (-1) or up (1).
fn head(out: &mut String, class: &str, (x, y): (i32, i32), up: i32) {
    let base = y + 9 * up;
    let _ = writeln!(out, "<path class=\"{class}\" d=\"M{x} {y}L{} {base}H{}z\"/>", x - 5, x + 5);
}

/// A short arrow down into a card, with the letters of the events that lead there from many states.
pub(super) fn stub(out: &mut String, letters: &str, (x, y): (i32, i32), dashed: bool) {
    let (class, point) = if dashed { ("way self", "self-head") } else { ("way", "head") };
    let _ = writeln!(out, "<path class=\"{class}\" d=\"M{x} {}V{}\"/>", y - 20, y - 8);
    head(out, point, (x, y), -1);
    text(out, "act", (x + 9, y - 9), letters);
}
