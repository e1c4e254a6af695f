//! What is refused before a formula runs, and the words for it.

use proptest::{collection::vec, prelude::*, sample::select};

use super::tree;

/// What formulas are made of, and some of what they are not.
const PIECES: &[&str] = &[
    "yes",
    "units",
    "cost",
    "today",
    "kind",
    "tags",
    "owners",
    "parcel",
    "x",
    ".sheet",
    ".share",
    ".",
    "1",
    "0x",
    "1.5",
    "'a'",
    "\"",
    "'",
    "r'",
    "b'",
    "\\",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    "?",
    ":",
    "&&",
    "||",
    "!",
    "-",
    "+",
    "*",
    "/",
    "//",
    "%",
    "==",
    "=",
    "<",
    ">=",
    " in ",
    "has(",
    "all(x, ",
    ".filter(x, ",
    "size(",
    "euro('1')",
    "date(",
    "null",
    "\n",
    "é",
    "🦀",
    "\u{0}",
    "`",
    "@",
    "if",
    "true",
    " ",
];

#[track_caller]
fn refused(rows: &[(&str, &str, &str)]) {
    for (formula, message, remedy) in rows {
        match tree(formula) {
            Ok(found) => panic!("{formula}: {found:?}"),
            Err(fault) => {
                assert_eq!((fault.message.as_str(), fault.remedy.as_str()), (*message, *remedy), "{formula}");
            }
        }
    }
}

#[test]
fn what_cannot_be_read_is_shown_with_its_place() {
    refused(&[
        ("units = 3", "there is a single `=` at column 7", "write `==` to compare"),
        ("yes & yes", "there is a single `&` at column 5", "write `&&` for and"),
        ("yes | yes", "there is a single `|` at column 5", "write `||` for or"),
        ("yes and yes", "`and` is no operator at column 7", "write `&&`"),
        ("units <> 3", "there is a single `<` at column 7", "write `!=` for different"),
        ("units => 3", "there is a single `=` at column 7", "write `>=` or `<=`"),
        ("kind == “a”", "there is a single `“` at column 9", "write straight quotes: \" or '"),
        ("kind == 'a", "a text is begun and not ended", "close it with the same quote"),
        ("(units == 3", "a bracket is opened and not closed", "close it"),
        ("", "the formula is empty", "write a formula, or leave the key out"),
        ("  \n", "the formula is empty", "write a formula, or leave the key out"),
        ("units ==", "the formula ends too early, at column 9", "write what is missing"),
        (
            "units == 3) && yes",
            "the formula cannot be read at column 11: `) && yes`",
            "see that every operator has something on both sides",
        ),
        (
            "yes &&\n  units 3",
            "the formula cannot be read at line 2, column 9: `3`",
            "see that every operator has something on both sides",
        ),
        ("if", "a word at column 1 is reserved by the language", "choose another name"),
        ("99999999999999999999", "the number at column 1 is too large", "write a smaller number"),
    ]);
}

#[test]
fn names_that_are_not_known_are_refused_with_the_nearest() {
    refused(&[
        ("unit > 3", "the name `unit` is not known", "write `units`"),
        ("parcel.shet == '1'", "the record has no field `shet`", "write `sheet`"),
        ("parcel.x == '1'", "the record has no field `x`", "write one of: sheet, unit"),
        ("owners.all(o, ow.share > 1)", "the name `ow` is not known", "write `o`"),
        ("day(units)", "there is no function `day`", "write `days`"),
        (
            "kind.matches('a.*')",
            "there is no function `matches`",
            "write one of: has, size, startsWith, endsWith, contains, days, add_days, add_months, year, sum, min, max, all, exists, exists_one, filter, map, euro, date",
        ),
        (
            "units.share",
            "`.share` asks for a field, and what stands before it is a number",
            "ask for fields of records only",
        ),
    ]);
}

#[test]
fn types_that_do_not_fit_are_refused_with_both_named() {
    let texts = "write a text in quotes and a number without";
    refused(&[
        ("kind == 3", "`==` stands between a text and a number", texts),
        ("kind + units", "`+` stands between a text and a number", texts),
        (
            "cost > 100",
            "`>` stands between an amount of money and a number",
            "write an amount as `euro(\"125.00\")`",
        ),
        (
            "cost / 2",
            "`/` stands between an amount of money and a number",
            "amounts are never divided: write a percentage in the fees",
        ),
        (
            "cost * cost",
            "`*` stands between an amount of money and an amount of money",
            "write numbers on both sides",
        ),
        (
            "today > '2026-01-01'",
            "`>` stands between a date and a text",
            "write a date as `date(\"2026-01-31\")`",
        ),
        ("today + 30", "`+` stands between a date and a number", "write `add_days(date, 30)`"),
        ("today - today", "`-` stands between a date and a date", "write `days(from, to)`"),
        (
            "yes < yes",
            "`<` stands between yes or no and yes or no",
            "compare two numbers, amounts, dates or texts",
        ),
        ("units && yes", "`&&` stands between a number and yes or no", "write a comparison on both sides"),
        (
            "units in tags",
            "`in` stands between a number and a list of texts",
            "write a value on the left and a list of such values on the right",
        ),
        ("!units", "`!` stands before a number", "write it before a comparison in brackets"),
        ("-kind", "`-` stands before a text", "write it before a number"),
        ("units ? 1 : 2", "the condition before `?` is a number", "write a comparison before `?`"),
        (
            "yes ? 1 : 'a'",
            "the two sides of `:` are a number and a text",
            "write values of one type on both sides",
        ),
        ("[1, 'a'] == counts", "a list holds a number and a text", "write elements of one type"),
        ("size([])", "a list is empty", "write its elements, or leave it out"),
        ("sum(tags)", "`sum` is given a list of texts", "write it as in `sum(list)`"),
        ("max(owners) == 1", "`max` is given a list of records", "write it as in `max(list)`"),
        ("days(today, 3)", "`days` is given a date and a number", "write it as in `days(from, to)`"),
    ]);
}

#[test]
fn functions_are_written_in_one_way() {
    refused(&[
        (
            "startsWith(kind, 'a')",
            "`startsWith` is used in another way",
            "write it as in `text.startsWith(\"a\")`",
        ),
        ("today.year()", "`year` is used in another way", "write it as in `year(date)`"),
        ("days(today)", "`days` is used in another way", "write it as in `days(from, to)`"),
        ("counts.all(n > 0)", "`all` is used in another way", "write it as in `list.all(x, x > 0)`"),
        (
            "counts.all(parcel.sheet, true)",
            "an element of a list needs a plain name",
            "write it as in `list.all(x, x > 0)`",
        ),
        (
            "counts.all(units, true)",
            "`units` would stand for two things",
            "give the element a name that nothing else has",
        ),
        ("kind.all(c, true)", "a text is no list", "write it as in `list.all(x, x > 0)`"),
        (
            "counts.all(n, n)",
            "the condition for each element is a number",
            "write it as in `list.all(x, x > 0)`",
        ),
        (
            "has(units + 1)",
            "`has` asks about something that is not an answer",
            "write a name or a field, as in `has(note)`",
        ),
        (
            "counts[0]",
            "elements of a list have no numbers here",
            "use `exists`, `all`, `filter`, `min` or `max` on the list",
        ),
        ("euro('12,50')", "`12,50` is no amount in euros and cents", "write `euro(\"125.00\")`"),
        ("euro('0.005')", "`0.005` is no amount in euros and cents", "write `euro(\"125.00\")`"),
        ("euro(units)", "`euro` takes a text in quotes", "write `euro(\"125.00\")`"),
        ("date('2026-02-30')", "`2026-02-30` is no day of the calendar", "write `date(\"2026-01-31\")`"),
        ("date('2026-2-3')", "`2026-2-3` is no day of the calendar", "write `date(\"2026-01-31\")`"),
    ]);
}

#[test]
fn what_cel_has_and_formulas_have_not_is_refused() {
    for formula in [
        "1.5 > 1.0",
        "1u",
        "null",
        "b'x'",
        "{'a': 1}",
        "A{b: 1}",
        "units == null",
        "a.?b",
        ".units",
        "type(units)",
    ] {
        assert!(tree(formula).is_err(), "{formula}");
    }
}

#[test]
fn the_largest_formulas_are_read_and_larger_ones_refused() {
    let nested = |depth| format!("{}yes{}", "(".repeat(depth), ")".repeat(depth));
    assert!(tree(&nested(30)).is_ok());
    assert!(tree(&"!(".repeat(30)).is_err());
    assert!(tree(&format!("{}yes{}", "!(".repeat(30), ")".repeat(30))).is_ok());
    assert_eq!(tree(&nested(31)).unwrap_err().message, "the formula nests more than 30 brackets");
    assert!(tree(&vec!["yes"; 285].join(" && ")).is_ok(), "logical operators are balanced");
    assert!(tree(&vec!["1"; 900].join("+")).unwrap_err().message.contains("60 deep"));
    for open in ["(", "[", "{", "a(", "a[", "-(", "!(", "a?b:", "a.", "a.b(", "'", "\"\"\"", "r'\\'("] {
        assert!(tree(&open.repeat(2_000 / open.len())).is_err(), "{open}");
    }
    assert!(tree(&"a".repeat(2_001)).unwrap_err().message.contains("2000 characters"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn any_text_is_read_or_refused_in_words(pieces in vec(select(PIECES), 0..20), noise in "\\PC{0,6}") {
        let text = pieces.concat() + &noise;
        if let Err(fault) = tree(&text) {
            prop_assert!(!fault.message.is_empty() && !fault.remedy.is_empty());
            prop_assert!(!fault.message.ends_with('.') && !fault.remedy.ends_with('.'), "{}: {:?}", text, fault);
            // What the parser's own failure would be turned into.
            prop_assert_ne!(fault.remedy, "write it more simply", "{}", text);
        }
    }
}
