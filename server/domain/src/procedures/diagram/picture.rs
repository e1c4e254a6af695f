//! The picture: main way, tracks, events of many states, terms and legend on one sheet.

use std::fmt::Write as _;

use super::{
    Drawing,
    cards::{self, Card},
    layout::{self, Arrow, Placed, Way},
    metrics::{width, wrapped},
    svg::{self, escaped},
    words::said,
};

/// Room around everything, and between its parts.
const MARGIN: i32 = 32;
const PART: i32 = 46;
/// Room between cards of a panel.
const BETWEEN: i32 = 20;
/// The least width of a sheet.
const LEAST: i32 = 1000;

/// What is drawn so far, and how far down.
struct Sheet {
    out: String,
    width: i32,
    y: i32,
}

/// States with their cards, and where these stand.
struct Group {
    states: Vec<usize>,
    cards: Vec<Card>,
    placed: Placed,
}

/// The whole picture.
pub(super) fn svg(drawing: &Drawing) -> String {
    let said = said(drawing.lang);
    let main = group(drawing, None);
    let tracks: Vec<Group> = drawing.tracks.iter().map(|track| group(drawing, Some(&track.id))).collect();
    let widest = tracks.iter().map(|track| track.placed.width + 2 * BETWEEN).max().unwrap_or(0);
    let width = LEAST.max(main.placed.width).max(widest) + 2 * MARGIN;
    let mut sheet = Sheet { out: String::new(), width, y: MARGIN };
    sheet.heading(drawing);
    sheet.legend(drawing);
    sheet.y += PART;
    let left = (width - main.placed.width) / 2;
    sheet.group(drawing, &main, left);
    sheet.tracks(drawing, &tracks);
    let many = drawing.of_many().map(|(letter, act)| cards::of_many(drawing, &letter, act));
    sheet.panel(said.from_many, &many.collect::<Vec<_>>());
    let terms = drawing.terms.iter().map(|term| cards::of_term(drawing, term));
    let title = capital(said.terms);
    sheet.panel(&title, &terms.collect::<Vec<_>>());
    let height = sheet.y + MARGIN;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"drawing-title\" aria-describedby=\"drawing-text\" \
         lang=\"{lang}\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">\n\
         <title id=\"drawing-title\">{}</title>\n<desc id=\"drawing-text\">{}</desc>\n<style>{}</style>\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>\n{}</svg>\n",
        escaped(&drawing.title),
        escaped(&drawing.in_words()),
        svg::style(),
        sheet.out,
        lang = drawing.lang.as_str(),
    )
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The cards of the main way, or of a track, in their places.
fn group(drawing: &Drawing, track: Option<&str>) -> Group {
    let own = drawing.nodes.iter().enumerate().filter(|(_, node)| node.track.as_deref() == track);
    let (states, cards): (Vec<usize>, Vec<Card>) =
        own.filter_map(|(place, _)| Some((place, cards::of_state(drawing, place)?))).unzip();
    let sizes: Vec<(i32, i32)> = cards.iter().map(|card| (card.width, card.height)).collect();
    let placed = layout::layered(&sizes, &arrows(drawing, &states));
    Group { states, cards, placed }
}

/// One arrow for each pair of states that an event joins. Events of many states only say what comes below what.
fn arrows(drawing: &Drawing, states: &[usize]) -> Vec<Arrow> {
    let mut found: Vec<Arrow> = Vec::new();
    let place = |state: usize| states.iter().position(|own| *own == state);
    let pairs = drawing.acts.iter().flat_map(|act| {
        let goals = act.goals.iter().filter_map(|(_, to)| *to);
        goals.flat_map(move |to| act.from.iter().map(move |from| (act, *from, to)))
    });
    for (act, from, to) in pairs.clone() {
        let (Some(from), Some(to)) = (place(from), place(to)) else { continue };
        let one = Arrow { from, to, both: false, dashed: act.by_itself(), drawn: !act.of_many() };
        match found.iter_mut().find(|arrow| arrow.from == from && arrow.to == to) {
            Some(known) if known.drawn == one.drawn => known.dashed &= one.dashed,
            Some(known) if one.drawn => *known = one,
            Some(_) => {}
            None => found.push(one),
        }
    }
    for (act, from, to) in pairs.filter(|(act, ..)| !act.of_many()) {
        let (Some(from), Some(to)) = (place(from), place(to)) else { continue };
        if let Some(arrow) =
            found.iter_mut().find(|arrow| arrow.from == to && arrow.to == from && arrow.drawn)
        {
            arrow.both = true;
            arrow.dashed &= act.by_itself();
        }
    }
    found
}

impl Sheet {
    fn heading(&mut self, drawing: &Drawing) {
        for line in wrapped(&drawing.title, 26, true, self.width - 2 * MARGIN) {
            self.y += 30;
            svg::text(&mut self.out, "name", (MARGIN, self.y), &line);
        }
        self.y += 24;
        svg::text(&mut self.out, "lead", (MARGIN, self.y), &drawing.counted());
        self.y += 20;
    }

    /// How to read it, in columns.
    fn legend(&mut self, drawing: &Drawing) {
        let said = said(drawing.lang);
        self.title(said.legend);
        let arrow = |both, dashed| {
            let arrow = Arrow { from: 0, to: 0, both, dashed, drawn: true };
            Some(Way { points: vec![(16, 2), (16, 40)], arrow })
        };
        let many = drawing.of_many().next().is_some();
        let items = [
            (None, said.legend_number, true),
            (arrow(false, false), said.legend_arrow, true),
            (arrow(true, false), said.legend_both, true),
            (arrow(false, true), said.legend_dashed, !drawing.terms.is_empty()),
            (None, said.legend_back, true),
            (None, said.legend_letters, many),
        ];
        let (mut x, mut below) = (MARGIN, self.y);
        for (sample, words, _) in items.into_iter().filter(|(.., there)| *there) {
            let lines = wrapped(words, 14, false, 260);
            let wide = lines.iter().map(|line| width(line, 14, false)).max().unwrap_or(0) + 70;
            if x + wide > self.width - MARGIN && x > MARGIN {
                (x, self.y) = (MARGIN, below + 14);
            }
            let indent = sample.as_ref().map_or(0, |_| 36);
            if let Some(sample) = &sample {
                svg::way(&mut self.out, sample, (x, self.y));
            }
            let mut y = self.y;
            for line in lines {
                y += 18;
                svg::text(&mut self.out, "lead", (x + indent, y - 4), &line);
            }
            below = below.max(y).max(self.y + 44);
            x += wide - 36 + indent;
        }
        self.y = below;
    }

    fn title(&mut self, words: &str) {
        self.y += 20;
        svg::text(&mut self.out, "part", (MARGIN, self.y), words);
        self.y += 18;
    }

    fn group(&mut self, drawing: &Drawing, group: &Group, left: i32) {
        for way in &group.placed.ways {
            svg::way(&mut self.out, way, (left, self.y));
        }
        for ((state, card), (x, y)) in group.states.iter().zip(&group.cards).zip(&group.placed.at) {
            svg::card(&mut self.out, card, (left + x, self.y + y));
            let leading =
                || drawing.of_many().filter(|(_, act)| act.goals.iter().any(|(_, to)| *to == Some(*state)));
            let letters: Vec<String> = leading().map(|(letter, _)| letter).collect();
            if !letters.is_empty() {
                let dashed = leading().all(|(_, act)| act.by_itself());
                svg::stub(&mut self.out, &letters.join(", "), (left + x + 24, self.y + y), dashed);
            }
        }
        self.y += group.placed.height;
    }

    /// A frame for each track, with its name and what opens it.
    fn tracks(&mut self, drawing: &Drawing, groups: &[Group]) {
        let said = said(drawing.lang);
        for (track, group) in drawing.tracks.iter().zip(groups) {
            self.y += PART;
            let (top, wide) = (self.y, group.placed.width + 2 * BETWEEN);
            let mut turns = format!("{}: {}", said.opened_by, drawing.openers(&track.opened_by));
            if !track.closed_by.is_empty() {
                let _ = write!(turns, ". {}: {}", said.closed_by, drawing.openers(&track.closed_by));
            }
            let lines = wrapped(&turns, 14, false, wide.max(LEAST) - 2 * BETWEEN);
            let head = 52 + 20 * i32::try_from(lines.len()).unwrap_or(1);
            let longest = lines.iter().map(|line| width(line, 14, false)).max().unwrap_or(0);
            let wide = wide.max(width(&track.label, 20, true) + 2 * BETWEEN).max(longest + 2 * BETWEEN);
            let height = head + group.placed.height + BETWEEN;
            let _ = writeln!(
                self.out,
                "<rect class=\"frame\" x=\"{MARGIN}\" y=\"{top}\" width=\"{wide}\" height=\"{height}\" rx=\"10\"/>"
            );
            svg::text(&mut self.out, "part", (MARGIN + BETWEEN, top + 32), &track.label);
            for (line, nth) in lines.iter().zip(0..) {
                svg::text(&mut self.out, "lead", (MARGIN + BETWEEN, top + 54 + 20 * nth), line);
            }
            self.y = top + head;
            self.group(drawing, group, MARGIN + BETWEEN);
            self.y = top + height;
        }
    }

    /// Cards in columns, each below the shortest.
    fn panel(&mut self, title: &str, cards: &[Card]) {
        let Some(wide) = cards.iter().map(|card| card.width + BETWEEN).max() else { return };
        self.y += PART - 20;
        self.title(title);
        let count = usize::try_from((self.width - 2 * MARGIN + BETWEEN) / wide).unwrap_or(1).max(1);
        let mut columns = vec![self.y; count];
        for card in cards {
            let shortest = columns.iter().copied().enumerate().min_by_key(|(place, y)| (*y, *place));
            let Some((place, y)) = shortest else { return };
            let x = MARGIN + wide * i32::try_from(place).unwrap_or(0);
            svg::card(&mut self.out, card, (x, y));
            if let Some(column) = columns.get_mut(place) {
                *column += card.height + BETWEEN;
            }
        }
        self.y = columns.iter().max().copied().unwrap_or(self.y) - BETWEEN;
    }
}
