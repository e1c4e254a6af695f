//! A workflow as a drawing: complete, by itself, readable.

use std::{collections::BTreeSet, fs};

use contract::Lang;

use super::{
    super::{Definition, Drawing},
    BLOCKS, folder, load,
};

fn all() -> Vec<Definition> {
    let slugs = fs::read_dir(folder()).unwrap();
    let mut slugs: Vec<String> =
        slugs.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    slugs.retain(|slug| slug != BLOCKS && !slug.contains('.'));
    slugs.sort();
    slugs.iter().map(|slug| load(slug).unwrap()).collect()
}

/// Everything that a picture says in words.
fn words(drawing: &Drawing) -> String {
    let svg = drawing.svg();
    let (_, rest) = svg.split_once("<desc id=\"drawing-text\">").unwrap();
    let words = rest.split("</desc>").next().unwrap();
    words.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// The value of an attribute of a tag.
fn number(tag: &str, attribute: &str) -> i32 {
    let (_, rest) = tag.split_once(&format!(" {attribute}=\"")).unwrap();
    rest.split('"').next().unwrap().parse().unwrap()
}

/// Left, top, width and height of every tag with a class.
fn boxes(svg: &str, class: &str) -> Vec<(i32, i32, i32, i32)> {
    let tags = svg.split('<').filter(|tag| tag.starts_with(&format!("rect class=\"{class}\"")));
    tags.map(|tag| (number(tag, "x"), number(tag, "y"), number(tag, "width"), number(tag, "height")))
        .collect()
}

/// The tags that are open at the end, and whether all closed in order.
fn well_formed(svg: &str) -> bool {
    let mut open = Vec::new();
    for tag in svg.split('<').skip(1) {
        let (tag, _) = tag.split_once('>').unwrap();
        match tag.strip_prefix('/') {
            Some(name) if open.pop() == Some(name) => {}
            Some(_) => return false,
            None if tag.ends_with('/') => {}
            None => open.push(tag.split_whitespace().next().unwrap()),
        }
    }
    open.is_empty()
}

#[test]
fn a_picture_stands_by_itself_and_says_everything_in_words() {
    for definition in all() {
        for lang in Lang::ALL {
            let drawing = Drawing::new(&definition, lang);
            let svg = drawing.svg();
            assert_eq!(svg, Drawing::new(&definition, lang).svg(), "the same each time");
            assert!(well_formed(&svg), "{}", definition.slug());
            assert!(svg.starts_with("<svg ") && svg.contains("role=\"img\""));
            for never in ["<script", "href", "url(", "@import", "<image", "<use", "foreignObject"] {
                assert!(!svg.contains(never), "{}: {never}", definition.slug());
            }
            assert_eq!(svg.matches("http").count(), 1, "only the name of the language");
            let (_, words) = svg.split_once("<desc id=\"drawing-text\">").unwrap();
            let (words, _) = words.split_once("</desc>").unwrap();
            let texts = definition.text(lang);
            let escaped = |text: &str| text.replace('&', "&amp;").replace('"', "&quot;");
            for state in &definition.workflow.states {
                assert!(words.contains(&escaped(texts.state(&state.id).label)), "{}", state.id);
            }
            for event in &definition.workflow.events {
                assert!(words.contains(&escaped(texts.event(&event.id).label)), "{}", event.id);
            }
            for term in &definition.clocks.terms {
                assert!(words.contains(&escaped(texts.term(&term.id).label)), "{}", term.id);
            }
        }
    }
}

#[test]
fn cards_are_on_the_sheet_and_not_on_each_other() {
    for definition in all() {
        let svg = Drawing::new(&definition, Lang::It).svg();
        let (wide, high) = (number(&svg, "width"), number(&svg, "height"));
        let (cards, frames) = (boxes(&svg, "card"), boxes(&svg, "frame"));
        assert!(cards.len() >= definition.workflow.states.len() + definition.clocks.terms.len());
        assert_eq!(frames.len(), definition.workflow.tracks.len());
        for (at, one) in cards.iter().enumerate() {
            assert!(one.0 > 0 && one.1 > 0 && one.0 + one.2 < wide && one.1 + one.3 < high, "{one:?}");
            for other in &cards[at + 1..] {
                let apart = one.0 + one.2 <= other.0
                    || other.0 + other.2 <= one.0
                    || one.1 + one.3 <= other.1
                    || other.1 + other.3 <= one.1;
                assert!(apart, "{}: {one:?} {other:?}", definition.slug());
            }
        }
    }
}

/// Luminance of a colour, as the Web Content Accessibility Guidelines define it.
fn luminance(colour: &str) -> f64 {
    let part = |at: usize| {
        let share = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
        if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
}

fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn texts_and_lines_stand_out_from_what_they_are_on() {
    let svg = Drawing::new(&load("permesso-di-costruire").unwrap(), Lang::It).svg();
    let (_, style) = svg.split_once("<style>").unwrap();
    let (style, _) = style.split_once("</style>").unwrap();
    let ink = |class: &str| {
        let (_, rest) = style.split_once(&format!(".{class}{{fill:")).unwrap();
        rest.split('}').next().unwrap().to_owned()
    };
    let heads: BTreeSet<&str> =
        svg.split("<path fill=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert!(heads.len() > 4, "phases have colours of their own: {heads:?}");
    for class in ["title", "under"] {
        for head in &heads {
            assert!(contrast(&ink(class), head) >= 4.5, "{class} on {head}");
        }
    }
    for class in ["act", "row", "ended", "note", "lead"] {
        for ground in ["#ffffff", "#f7f9fb"] {
            assert!(contrast(&ink(class), ground) >= 4.5, "{class} on {ground}");
        }
    }
    assert!(contrast(&ink("badge"), &ink("ground")) >= 4.5);
}

#[test]
fn a_text_is_as_wide_as_it_was_laid_out_whichever_font_there_is() {
    let svg = Drawing::new(&load("permesso-di-costruire").unwrap(), Lang::It).svg();
    let texts: Vec<&str> = svg.split("<text ").skip(1).map(|rest| rest.split('>').next().unwrap()).collect();
    assert!(texts.len() > 500, "{}", texts.len());
    for text in texts.iter().filter(|text| !text.contains("badge")) {
        let (_, rest) = text.split_once("textLength=\"").unwrap_or_else(|| panic!("{text}"));
        let long: i32 = rest.split('"').next().unwrap().parse().unwrap();
        let card = ["title", "act", "row"].iter().any(|of| text.contains(of));
        assert!(long > 0 && (long < 380 || !card), "{text}");
    }
}

#[test]
fn nodes_and_edges_are_those_of_the_workflow() {
    for definition in all() {
        let drawing = Drawing::new(&definition, Lang::En);
        let states: Vec<&str> = definition.workflow.states.iter().map(|state| state.id.as_str()).collect();
        assert_eq!(drawing.nodes.iter().map(|node| node.id.as_str()).collect::<Vec<_>>(), states);
        let ways: usize = definition
            .workflow
            .events
            .iter()
            .map(|event| event.from.len() * (event.branches.len() + 1))
            .sum();
        assert_eq!(drawing.edges.len(), ways);
        for edge in &drawing.edges {
            assert!(states.contains(&edge.from.as_str()) && states.contains(&edge.to.as_str()), "{edge:?}");
        }
        let by_terms =
            |id: &str| definition.clocks.terms.iter().any(|term| term.fires.as_deref() == Some(id));
        assert!(drawing.edges.iter().all(|edge| edge.terms.is_empty() != by_terms(&edge.event)));
        assert!(drawing.nodes.iter().filter(|node| node.initial).count() > definition.workflow.tracks.len());
    }
}

#[test]
fn mermaid_has_a_line_for_each_state_and_each_way() {
    for definition in all() {
        let drawing = Drawing::new(&definition, Lang::It);
        let text = drawing.mermaid();
        assert!(text.contains("\nstateDiagram-v2\n"));
        let ways = text.lines().filter(|line| line.contains(" --> s_") && !line.contains("[*]"));
        assert_eq!(ways.clone().count(), drawing.edges.len());
        for line in ways {
            let (_, label) = line.split_once(" : ").unwrap();
            let plain =
                label.replace("#58;", "").replace("#quot;", "").replace("#lt;", "").replace("#gt;", "");
            let plain = plain.replace("#59;", "").replace("#35;", "");
            assert!(!plain.contains(['"', '<', '>', ';', '#', ':']), "{line}");
        }
        for node in &drawing.nodes {
            assert_eq!(text.matches(&format!(" as s_{}\n", node.id)).count(), 1, "{}", node.id);
        }
        assert_eq!(text.matches("{\n").count(), drawing.tracks.len());
    }
}

#[test]
fn conditions_are_told_in_words_and_not_as_formulas() {
    for definition in all() {
        for lang in Lang::ALL {
            let words = words(&Drawing::new(&definition, lang));
            for line in words.lines() {
                assert!(
                    !["==", "&&", "||", "all_", "open_", "has("].iter().any(|sign| line.contains(sign)),
                    "{line}"
                );
            }
        }
    }
    let words = words(&Drawing::new(&load("permesso-di-costruire").unwrap(), Lang::It));
    for said in [
        "solo se non è in corso «Parere di un ente (30 giorni)» e non è in corso «Parere di un ente che tutela",
        "solo se nessuno è in «Dissenso» e nessuno è in «Assenso con prescrizioni»",
        "solo se «Perché chiedi il permesso?» è «Basterebbe una SCIA, ma preferisco il permesso (articolo 22, comma 7)»",
        "se «Servono atti di assenso di altri enti o uffici?» è «Sì, e almeno uno manca",
        "c’è stato «Istruttoria finita» e («Servono atti di assenso di altri enti o uffici?» non è",
        "(vale ancora «Riunione tenuta: Verbale registrato» e l’ente è tra quelli di «Riunione della conferenza",
    ] {
        assert!(words.contains(said), "{said}");
    }
}

#[test]
fn a_term_says_what_begins_stops_and_ends_it_and_by_which_law() {
    let drawing = Drawing::new(&load("permesso-di-costruire").unwrap(), Lang::It);
    let words = words(&drawing);
    for said in [
        "– Comincia con: «Chiedi documenti» (da quando è ricevuto; L. 7 agosto 1990, n. 241, articolo 21-bis)",
        "– Si interrompe, e ciò che è passato non conta, con: «Chiedi documenti» (D.P.R. 6 giugno 2001, n. 380, articolo 20, comma 5)",
        "– Si allunga di 60 giorni con: «Dichiara il progetto complesso»",
        "«Comunica i motivi per dire no», «Determinazione negativa» (per prudenza: si allunga di 10 giorni;",
        "«Invia la domanda» se porta a «Presentata, conferenza da convocare»",
        "(10 giorni dopo; per prudenza non conta;",
    ] {
        assert!(words.contains(said), "{said}\n{words}");
    }
    let svg = drawing.svg();
    assert!(svg.contains("Comincia con:") && svg.contains("Si interrompe, e ciò"), "the cards say it too");
}
