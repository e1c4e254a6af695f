//! How wide a text is, nearly: a drawing is laid out without asking for a font.

/// Width of a text in thousandths of its size, as Arial and the fonts made after it have it; a little more than less,
/// so that other fonts fit too.
fn thousandths(c: char) -> i32 {
    match c {
        'i' | 'j' | 'l' | '\'' | '’' | '|' | 'ì' => 240,
        'f' | 't' | 'I' | 'r' | ' ' | '.' | ',' | ':' | ';' | '!' | '(' | ')' | '[' | ']' | '-' | '/' => 320,
        's' | 'c' | 'k' | 'v' | 'x' | 'y' | 'z' | 'J' => 510,
        'm' | 'M' | '%' => 850,
        'w' => 730,
        'W' | '@' | '→' => 1000,
        'G' | 'O' | 'Q' => 790,
        'A'..='Z' | 'È' | 'À' | '&' | '«' | '»' => 690,
        // Whatever is far from Latin letters may be as wide as high.
        '\u{2200}'.. => 1000,
        _ => 570,
    }
}

/// How wide a text of a size is.
pub(super) fn width(text: &str, size: i32, bold: bool) -> i32 {
    let all: i32 = text.chars().map(thousandths).sum();
    let all = all * size / 1000;
    if bold { all + all / 12 } else { all }
}

/// A text in lines that fit. A word that is wider than a line is broken: a formula may be one word.
pub(super) fn wrapped(text: &str, size: i32, bold: bool, room: i32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if width(&longer, size, bold) <= room {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for c in word.chars() {
            if width(&line, size, bold) + width(&c.to_string(), size, bold) > room {
                lines.push(std::mem::take(&mut line));
            }
            line.push(c);
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}
