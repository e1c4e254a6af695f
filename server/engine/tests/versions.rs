//! Two lengths of one term: of those that hold the first in the file counts, and no second one is hidden behind it.

use engine::Place;

use crate::ways::found;

const FLOW: &str = r#"
    initial = "bozza"
    state = [
        { id = "bozza", phase = "draft" }, { id = "esame", phase = "in_review" }, { id = "chiusa", phase = "concluded" },
    ]
    event = [
        { id = "invia", from = ["bozza"], to = "esame", who = ["applicant"], effects = ["register_incoming"] },
        { id = "chiudi", from = ["esame"], to = "chiusa", who = ["rup"] },
    ]
"#;

#[test]
fn two_lengths_in_force_at_once_are_found_however_their_conditions_are_written() {
    let historic = r#"when = 'tipo == "storico"'"#;
    let from = "valid_from = \"2027-01-01\"";
    for (rule, one, other, wrong) in [
        ("the other way round", historic, r#"when = '"storico" == tipo'"#, true),
        ("in a list that was before", r#"when = 'tipo in ["storico", "ordinario"]'"#, historic, true),
        ("the narrower is first", historic, r#"when = 'tipo in ["storico", "ordinario"]'"#, false),
        ("more conditions", historic, r#"when = 'tipo == "storico" && size(tipo) > 3'"#, true),
        ("a condition behind none", from, historic, true),
        ("a condition before none", historic, from, false),
        ("none at all, twice", from, "", true),
        ("on other days", "valid_to = \"2026-12-31\"", from, false),
        ("of other cases", historic, r#"when = 'tipo == "ordinario"'"#, false),
        (
            "a comparison that says nothing of the other",
            "when = 'size(tipo) > 2'",
            "when = 'size(tipo) > 3'",
            false,
        ),
    ] {
        let version = |keys: &str, days: u16| {
            format!("[[term.version]]\nlength = {{ days = {days} }}\nsource = \"Legge\"\n{keys}\n")
        };
        let clocks = format!(
            "[[term]]\nid = \"decisione\"\nbinds = \"office\"\nlength = {{ days = 30 }}\nsource = \"Legge\"\n\
             on = [{{ event = \"invia\", does = \"start\", source = \"Legge\" }}]\n{}{}",
            version(one, 60),
            version(other, 90)
        );
        let found = found(FLOW, &clocks);
        if !wrong {
            assert_eq!(found, [], "{rule}");
            continue;
        }
        let message = "two lengths of the term `decisione` are in force on the same days";
        assert_eq!(found.len(), 1, "{rule}: {found:?}");
        assert_eq!((found[0].place, found[0].message.as_str()), (Place::Version(0, 1), message), "{rule}");
        assert!(found[0].remedy.contains("the first in the file counts"), "{rule}");
    }
}

#[test]
fn a_source_names_an_act() {
    for (source, names) in
        [("L. 241/1990", true), ("Legge", true), ("?", false), (" ", false), ("…", false), ("", false)]
    {
        assert_eq!(engine::cites(source), names, "{source}");
    }
}
