//! Letters that can be printed. PDF/A forbids a letter without a shape, and a receipt must not fail
//! because a file name holds an emoji.

use contract::{
    deeds::DeedContent,
    inspection::{NoticeSheet, ReceiptSheet, SheetLine},
};
use serde_json::Value;
use typst::text::Font;
use unicode_normalization::UnicodeNormalization;

/// Stands for a letter that no font has.
const MISSING: char = '□';

/// A copy of the sheet in letters that the fonts have.
pub(crate) fn printable(sheet: &ReceiptSheet, fonts: &[Font]) -> ReceiptSheet {
    let text = |text: &String| printable_text(text, fonts);
    let lines = |lines: &Vec<SheetLine>| -> Vec<SheetLine> {
        lines.iter().map(|line| SheetLine { label: text(&line.label), value: text(&line.value) }).collect()
    };
    ReceiptSheet {
        lang: sheet.lang.clone(),
        ente: text(&sheet.ente),
        office: text(&sheet.office),
        title: text(&sheet.title),
        day: sheet.day.clone(),
        facts: lines(&sheet.facts),
        groups: sheet.groups.iter().map(|(title, group)| (text(title), lines(group))).collect(),
        documents_title: text(&sheet.documents_title),
        documents: lines(&sheet.documents),
        notes: sheet.notes.iter().map(text).collect(),
    }
}

/// A copy of the notice in letters that the fonts have.
pub(crate) fn printable_notice(sheet: &NoticeSheet, fonts: &[Font]) -> NoticeSheet {
    let text = |text: &String| printable_text(text, fonts);
    NoticeSheet {
        ente: text(&sheet.ente),
        debtor: text(&sheet.debtor),
        debtor_code: text(&sheet.debtor_code),
        reason: text(&sheet.reason),
        ..sheet.clone()
    }
}

/// An act in letters that the fonts have, as JSON.
pub(crate) fn printable_deed(act: &DeedContent, fonts: &[Font]) -> serde_json::Result<String> {
    let mut act = serde_json::to_value(act)?;
    print(&mut act, fonts);
    serde_json::to_string(&act)
}

fn print(value: &mut Value, fonts: &[Font]) {
    match value {
        Value::String(text) => *text = printable_text(text, fonts),
        Value::Array(list) => list.iter_mut().for_each(|value| print(value, fonts)),
        Value::Object(map) => map.values_mut().for_each(|value| print(value, fonts)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Letters and accents are joined first: names of files from some systems come in pieces.
fn printable_text(text: &str, fonts: &[Font]) -> String {
    let has_shape = |letter: char| fonts.iter().any(|font| font.info().coverage.contains(u32::from(letter)));
    text.nfc()
        .filter_map(|letter| match letter {
            '\n' => Some('\n'),
            '\t' | '\u{2028}' | '\u{2029}' => Some(' '),
            // Controls, and marks that show nothing or turn the order of what follows.
            control if control.is_control() => None,
            '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' => None,
            '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' => None,
            // Letters that mean something only to their sender.
            '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}' => Some(MISSING),
            letter if has_shape(letter) => Some(letter),
            _ => Some(MISSING),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::world;

    #[test]
    fn only_letters_with_a_shape_are_printed() {
        let fonts = world::fonts();
        let cases = [
            ("Società «È così» – 10 €", "Società «È così» – 10 €", "Italian is left alone"),
            ("perche\u{301}", "perché", "a letter and its accent become one"),
            ("Łukasz Žižek Ωμέγα Иван", "Łukasz Žižek Ωμέγα Иван", "other alphabets of Europe are there"),
            ("pianta 🏠 漢.pdf", "pianta □ □.pdf", "what no font has becomes a box"),
            ("a\u{202E}fdp.exe", "afdp.exe", "no mark turns a file name around"),
            ("a\0b\tc\nd", "ab c\nd", "controls go, lines stay"),
        ];
        for (given, printed, rule) in cases {
            assert_eq!(printable_text(given, &fonts), printed, "{rule}");
        }
    }
}
