//! A drawing as text of Mermaid's `stateDiagram-v2`, for other programs.

use std::fmt::Write as _;

use super::{
    Drawing, Node,
    words::{self, said},
};

/// The whole text.
pub(super) fn text(drawing: &Drawing) -> String {
    let mut text = format!("---\ntitle: {}\n---\nstateDiagram-v2\n", quoted(&drawing.title));
    text.push_str("    direction TB\n");
    states(&mut text, drawing, None, "    ");
    ways(&mut text, drawing, None, "    ");
    for track in &drawing.tracks {
        let _ = writeln!(text, "    state {} as track_of_{} {{", quoted(&track.label), track.id);
        states(&mut text, drawing, Some(&track.id), "        ");
        ways(&mut text, drawing, Some(&track.id), "        ");
        text.push_str("    }\n");
    }
    text
}

fn states(text: &mut String, drawing: &Drawing, track: Option<&str>, indent: &str) {
    for (place, node) in drawing.nodes.iter().enumerate().filter(|(_, node)| node.track.as_deref() == track) {
        let id = name(&node.id);
        let phase = words::phase(drawing.lang, node.phase);
        let _ = writeln!(text, "{indent}state {} as {id}", quoted(&format!("{} ({phase})", node.label)));
        if node.initial {
            let _ = writeln!(text, "{indent}[*] --> {id}");
        }
        if drawing.acts_of(place).next().is_none() {
            let _ = writeln!(text, "{indent}{id} --> [*]");
        }
    }
}

fn ways(text: &mut String, drawing: &Drawing, track: Option<&str>, indent: &str) {
    let said = said(drawing.lang);
    let track_of = |node: &Node| node.track.as_deref() == track;
    for edge in &drawing.edges {
        if !drawing.nodes.iter().any(|node| node.id == edge.from && track_of(node)) {
            continue;
        }
        let act = drawing.acts.iter().find(|act| act.id == edge.event);
        let who = act.filter(|act| act.by_itself()).map(|act| drawing.end_of(act));
        let who = who.unwrap_or_else(|| words::who(drawing.lang, &edge.who));
        let mut label = format!("{} – {who}", edge.label);
        for (word, formula) in [(said.given, &edge.branch), (said.only_if, &edge.when)] {
            if let Some(formula) = formula {
                let _ = write!(label, ", {word} {formula}");
            }
        }
        let _ = writeln!(text, "{indent}{} --> {} : {}", name(&edge.from), name(&edge.to), plain(&label));
    }
}

/// An id that is no word of the language, such as `end` or `state`.
fn name(id: &str) -> String {
    format!("s_{id}")
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "'").replace(['\n', '\\'], " "))
}

/// A label without the characters that the language reads itself, as its codes.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            ';' => plain.push_str("#59;"),
            ':' => plain.push_str("#58;"),
            '#' => plain.push_str("#35;"),
            '"' => plain.push_str("#quot;"),
            '<' => plain.push_str("#lt;"),
            '>' => plain.push_str("#gt;"),
            c if c.is_control() => plain.push(' '),
            c => plain.push(c),
        }
    }
    plain
}
