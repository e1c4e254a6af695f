//! From text to the parser's tree, with faults in the words of authors.

use std::thread;

use cel::{Env, IdedExpr, ParseErrors};

use super::Fault;

/// The longest formula, in characters.
const LONGEST: usize = 2_000;
/// The deepest nesting of brackets.
const BRACKETS: usize = 30;
/// What the parser needs for the deepest nesting, with room to spare: without optimisation it takes more
/// than a hundred kilobytes for each bracket, and would end the process where its stack ends.
const STACK: usize = 64 * 1024 * 1024;

/// Parses a formula. Functions and macros stay the calls that they are written as.
pub(super) fn parse(text: &str) -> Result<IdedExpr, Fault> {
    if text.chars().count() > LONGEST {
        let message = format!("the formula has more than {LONGEST} characters");
        return Err(Fault::new(message, "split it in several"));
    }
    let marks = marks(text);
    if marks.deepest > BRACKETS {
        let message = format!("the formula nests more than {BRACKETS} brackets");
        return Err(Fault::new(message, "split it in several, or take brackets away"));
    }
    if text.trim().is_empty() {
        return Err(Fault::new("the formula is empty", "write a formula, or leave the key out"));
    }
    let parsed = thread::scope(|scope| {
        let parser = || Env::default().with_optional_support(false).parser().parse(text);
        thread::Builder::new().stack_size(STACK).spawn_scoped(scope, parser).map(|thread| thread.join())
    });
    match parsed {
        Ok(Ok(Ok(tree))) => Ok(tree),
        Ok(Ok(Err(errors))) => Err(marks.fault.unwrap_or_else(|| fault(text, &errors))),
        // The parser's own failure is a fault of the formula too, never of whoever checks it.
        Ok(Err(_)) | Err(_) => Err(Fault::new("the formula cannot be read", "write it more simply")),
    }
}

/// What can be seen in a formula without parsing it.
#[derive(Default)]
struct Marks {
    /// How deeply brackets are nested.
    deepest: usize,
    /// A usual mistake, if there is one: the likely reason if the formula cannot be parsed.
    fault: Option<Fault>,
}

fn marks(text: &str) -> Marks {
    let mut marks = Marks::default();
    let mut depth = 0_usize;
    let mut quoted = None;
    let mut before = ' ';
    let mut word = String::new();
    let mut letters = text.chars().zip(text.chars().skip(1).chain([' '])).enumerate();
    while let Some((index, (letter, next))) = letters.next() {
        if let Some(quote) = quoted {
            if letter == '\\' {
                letters.next();
            } else if letter == quote {
                quoted = None;
            }
            continue;
        }
        match letter {
            '"' | '\'' => quoted = Some(letter),
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        marks.deepest = marks.deepest.max(depth);
        if letter.is_alphanumeric() || letter == '_' {
            word.push(letter);
        } else {
            word.clear();
        }
        let end_of_word = !(next.is_alphanumeric() || next == '_');
        let written = if end_of_word { word.as_str() } else { "" };
        if let Some((message, remedy)) = mistake(before, letter, next, written) {
            let message = format!("{message} at column {}", index + 1);
            marks.fault.get_or_insert_with(|| Fault::new(message, remedy));
        }
        before = letter;
    }
    if quoted.is_some() {
        let fault = Fault::new("a text is begun and not ended", "close it with the same quote");
        marks.fault.get_or_insert(fault);
    } else if depth > 0 {
        let fault = Fault::new("a bracket is opened and not closed", "close it");
        marks.fault.get_or_insert(fault);
    }
    marks
}

/// A usual mistake at a letter, with its neighbours and the word that ends there.
fn mistake(before: char, letter: char, next: char, word: &str) -> Option<(String, &'static str)> {
    let found = match (before, letter, next) {
        ('=' | '!' | '<' | '>', '=', _) | (_, '=', '=') => None,
        (_, '=', '>' | '<') => Some("write `>=` or `<=`"),
        (_, '=', _) => Some("write `==` to compare"),
        ('&', '&', _) | (_, '&', '&') | ('|', '|', _) | (_, '|', '|') => None,
        (_, '&', _) => Some("write `&&` for and"),
        (_, '|', _) => Some("write `||` for or"),
        (_, '<', '>') => Some("write `!=` for different"),
        (_, '“' | '”' | '„' | '«' | '»' | '‘' | '’', _) => Some("write straight quotes: \" or '"),
        (_, '€', _) => Some("write an amount as `euro(\"125.00\")`"),
        _ => None,
    };
    let words = match word {
        "and" | "AND" => Some("write `&&`"),
        "or" | "OR" => Some("write `||`"),
        "not" | "NOT" => Some("write `!`"),
        _ => None,
    };
    found
        .map(|remedy| (format!("there is a single `{letter}`"), remedy))
        .or(words.map(|remedy| (format!("`{word}` is no operator"), remedy)))
}

/// Words for the parser's first error: where it is, and what stands there.
fn fault(text: &str, errors: &ParseErrors) -> Fault {
    let remedy = "see that every operator has something on both sides";
    let Some(error) = errors.errors.first() else {
        return Fault::new("the formula cannot be read", remedy);
    };
    let place = |number: isize| usize::try_from(number).unwrap_or(1).max(1);
    let (line, column) = (place(error.pos.0), place(error.pos.1));
    let at = if text.trim_end().contains('\n') {
        format!("line {line}, column {column}")
    } else {
        format!("column {column}")
    };
    if error.msg.starts_with("reserved identifier") {
        return Fault::new(format!("a word at {at} is reserved by the language"), "choose another name");
    }
    if error.msg.starts_with("invalid int literal") {
        return Fault::new(format!("the number at {at} is too large"), "write a smaller number");
    }
    let rest: String =
        text.lines().nth(line - 1).unwrap_or_default().chars().skip(column - 1).take(20).collect();
    match rest.trim() {
        "" => Fault::new(format!("the formula ends too early, at {at}"), "write what is missing"),
        rest => Fault::new(format!("the formula cannot be read at {at}: `{rest}`"), remedy),
    }
}
