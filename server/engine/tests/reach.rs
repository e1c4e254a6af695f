//! Which ways a case can take where terms are stopped and go on: what the check follows, and what it knows to be impossible.

use crate::ways::found;

/// An event as `id from>to`, with `?condition` behind where it has one, or `>to|other?condition` where it leads there by a
/// branch; without `to` it leaves the case where it is.
fn event(text: &str) -> String {
    let (text, when) = text.split_once('?').unwrap_or((text, ""));
    let (id, way) = text.split_once(' ').unwrap();
    let (from, to) = way.split_once('>').unwrap();
    let (to, branch) = to.split_once('|').unwrap_or((to, ""));
    let who = if id == "tace" { "system" } else { "rup" };
    let from: Vec<&str> = from.split('+').collect();
    let event = format!(
        "[[event]]\nid = \"{id}\"\nfrom = {from:?}\nto = \"{to}\"\nwho = [\"{who}\"]\nsource = \"Legge\"\n"
    );
    match (branch, when) {
        (_, "") => event,
        ("", when) => format!("{event}when = '{when}'\n"),
        (to, when) => {
            format!("{event}[[event.branch]]\nwhen = '{when}'\nto = \"{to}\"\nsource = \"Legge\"\n")
        }
    }
}

/// A workflow of these events and the states that they name, which `decidi` concludes. It is filed from `pronta`, where there
/// is such a draft.
fn flow(events: &str) -> String {
    let names = events
        .split(", ")
        .flat_map(|event| event.split('?').next().unwrap().split([' ', '>', '|', '+']).skip(1));
    let mut states: Vec<&str> =
        names.filter(|name| !name.is_empty()).chain(["bozza", "esame", "decisa"]).collect();
    states.sort_unstable();
    states.dedup();
    let phase = |id: &str| match id {
        "bozza" | "pronta" => "draft",
        "decisa" | "negata" => "concluded",
        _ => "in_review",
    };
    let open: Vec<&str> = states.iter().copied().filter(|id| phase(id) == "in_review").collect();
    let filed = if states.contains(&"pronta") { "pronta" } else { "bozza" };
    let states: String =
        states.iter().map(|id| format!("[[state]]\nid = \"{id}\"\nphase = \"{}\"\n", phase(id))).collect();
    let events: String = events.split(", ").map(event).collect();
    format!(
        "initial = \"bozza\"\n{states}{events}[[event]]\nid = \"decidi\"\nfrom = {open:?}\nto = \"decisa\"\nwho = [\"rup\"]\n\
         [[event]]\nid = \"invia\"\nfrom = [\"{filed}\"]\nto = \"esame\"\nwho = [\"applicant\"]\neffects = [\"register_incoming\"]\n"
    )
}

/// Opinions beside: `apre` asks for them, `rende` gives them, `toglie` takes them away.
fn beside(events: &str) -> String {
    let closed = if events.contains("toglie") { "\"toglie\"" } else { "" };
    let state = |id, phase| format!("[[state]]\nid = \"{id}\"\nphase = \"{phase}\"\ntrack = \"parere\"\n");
    format!(
        "{}{}{}[[event]]\nid = \"rende\"\ntrack = \"parere\"\nfrom = [\"chiesto\"]\nto = \"reso\"\nwho = [\"rup\"]\n\
         [[track]]\nid = \"parere\"\nopened_by = [\"apre\"]\nclosed_by = [{closed}]\ninitial = \"chiesto\"\n",
        flow(events),
        state("chiesto", "in_review"),
        state("reso", "concluded"),
    )
}

/// A term that these rules move, each `event does`, with `receipt` or `to=state` behind, and what else it says.
fn term(rules: &str, more: &str) -> String {
    let rule = |rule: &str| {
        let words: Vec<&str> = rule.split(' ').collect();
        let more = match words.get(2).map(|word| (*word, word.strip_prefix("to="))) {
            Some((_, Some(to))) => format!("to = \"{to}\"\n"),
            Some((day, None)) => format!("day = \"{day}\"\n"),
            None => String::new(),
        };
        format!("[[term.on]]\nevent = \"{}\"\ndoes = \"{}\"\nsource = \"Legge\"\n{more}", words[0], words[1])
    };
    let rules: String = rules.split(", ").map(rule).collect();
    format!(
        "[[term]]\nid = \"corsa\"\nbinds = \"office\"\nlength = {{ days = 30 }}\nsource = \"Legge\"\n{more}\n{rules}"
    )
}

const OFTEN: &str = "suspends = {}\ninterrupts = {}";
const SUSPENDED_ONCE: &str = "suspends = { times = 1 }\ninterrupts = {}";
const INTERRUPTED_ONCE: &str = "suspends = {}\ninterrupts = { times = 1 }";

/// The event that stops the term for good, and the state in which it then stands still.
type Stop<'a> = Option<(&'a str, &'a str)>;

fn stopped(rule: &str, flow: &str, clocks: &str, expected: Stop<'_>) {
    let found = found(flow, clocks);
    let said: Vec<&str> = found.iter().map(|one| one.message.as_str()).collect();
    let expected = expected.map(|(event, state)| {
        format!("once `{event}` has stopped the term `corsa` in the state `{state}`, nothing lets it go on")
    });
    assert_eq!(said, expected.iter().map(String::as_str).collect::<Vec<_>>(), "{rule}");
}

#[test]
fn a_term_goes_on_by_whatever_can_come_after_its_stop() {
    for (rule, events, rules, expected) in [
        (
            "only before it",
            "prende esame>due, chiedi due>attesa, integra attesa>due",
            "prende resume, chiedi suspend",
            Some(("chiedi", "attesa")),
        ),
        (
            "by what leaves the case where it is",
            "chiedi esame>attesa, sblocca attesa>, integra attesa>esame",
            "chiedi suspend, sblocca resume",
            None,
        ),
        (
            "some steps later",
            "chiedi esame>attesa, passa attesa>altra, segue altra>terza, integra terza>esame",
            "chiedi suspend, integra resume",
            None,
        ),
        (
            "what was suspended does not begin anew",
            "prende esame>due, ferma due>attesa, integra attesa>due, chiedi due>lunga, riapre lunga>due",
            "ferma interrupt, integra restart, prende resume, chiedi suspend, riapre restart",
            Some(("chiedi", "lunga")),
        ),
        (
            "what stands still already is not stopped by what comes then",
            "chiedi esame>attesa, integra attesa>esame, sollecita attesa>altra",
            "chiedi suspend, integra resume, sollecita suspend",
            None,
        ),
        (
            "it is stopped only where the event leads there",
            "chiedi esame>attesa|trappola?tipo == \"a\", integra attesa>esame",
            "chiedi suspend to=attesa, integra resume",
            None,
        ),
        (
            "and there it stands still",
            "chiedi esame>attesa|trappola?tipo == \"a\", integra attesa>esame",
            "chiedi suspend, integra resume",
            Some(("chiedi", "trappola")),
        ),
        (
            "when it is received",
            "chiedi esame>attesa, avvisa attesa>altra",
            "chiedi suspend, avvisa resume receipt",
            None,
        ),
        (
            "not by the receipt of what was settled before",
            "avvisa esame>uno, chiude uno>due, riapre due>tre, chiedi tre>trappola",
            "avvisa resume receipt, chiude end, riapre start, chiedi suspend",
            Some(("chiedi", "trappola")),
        ),
    ] {
        stopped(rule, &flow(events), &term(&format!("invia start, {rules}"), OFTEN), expected);
    }
}

#[test]
fn a_stop_that_was_made_as_often_as_it_may_be_is_none() {
    let events = "chiedi esame>attesa, integra attesa>due, ferma due>trappola";
    let suspends = "invia start, chiedi suspend, integra resume, ferma suspend";
    let interrupts = "invia start, chiedi interrupt, integra restart, ferma interrupt";
    let trap = Some(("ferma", "trappola"));
    for (rule, events, rules, more, expected) in [
        ("suspended twice", events, suspends, OFTEN, trap),
        ("suspended once", events, suspends, SUSPENDED_ONCE, None),
        ("interruptions are counted apart", events, suspends, INTERRUPTED_ONCE, trap),
        ("interrupted twice", events, interrupts, OFTEN, trap),
        ("interrupted once", events, interrupts, INTERRUPTED_ONCE, None),
        ("suspensions are counted apart", events, interrupts, SUSPENDED_ONCE, trap),
        (
            "what stands still is not stopped once more, and nothing is refused",
            "chiedi esame>attesa, sollecita attesa>altra, integra altra>due",
            "invia start, chiedi suspend, sollecita suspend, integra resume",
            SUSPENDED_ONCE,
            None,
        ),
        (
            "what begins after its end was never stopped",
            "chiedi esame>attesa, integra attesa>esame, chiude attesa>due, riapre due>tre, ferma tre>trappola",
            "invia start, chiedi suspend, integra resume, chiude end, riapre start, ferma suspend",
            SUSPENDED_ONCE,
            trap,
        ),
    ] {
        stopped(rule, &flow(events), &term(rules, more), expected);
    }
}

#[test]
fn no_way_is_found_that_answers_rule_out() {
    let rules = "invia start, prendi resume, chiedi suspend";
    let trap = Some(("chiedi", "trappola"));
    for (rule, events, expected) in [
        (
            "the branch was taken",
            r#"prendi esame>due|tre?tipo == "a", chiedi tre>trappola?tipo == "a""#,
            trap,
        ),
        (
            "the branch was not taken",
            r#"prendi esame>due|tre?tipo == "a", chiedi due>trappola?tipo == "a""#,
            None,
        ),
        ("it was another", r#"prendi esame>due|tre?tipo == "a", chiedi tre>trappola?tipo == "b""#, None),
        ("it was not that", r#"prendi esame>due?tipo != "a", chiedi due>trappola?tipo == "a""#, None),
        (
            "it may have been another",
            r#"prendi esame>due?tipo != "a", chiedi due>trappola?tipo == "b""#,
            trap,
        ),
        ("one of these", r#"prendi esame>due?tipo == "b", chiedi due>trappola?tipo in ["a","b"]"#, trap),
        ("none of these", r#"prendi esame>due?tipo == "c", chiedi due>trappola?tipo in ["a","b"]"#, None),
        (
            "until it is filed an answer may change",
            r#"prepara bozza>pronta?tipo == "a", prendi esame>due, chiedi due>trappola?tipo == "b""#,
            trap,
        ),
    ] {
        stopped(rule, &flow(events), &term(rules, OFTEN), expected);
    }
}

/// A condition on opinions, and whether it may hold and may fail as long as nobody was asked, and once somebody was.
const COUNTED: [(&str, [bool; 2], [bool; 2]); 23] = [
    ("all_parere > 0", [false, true], [true, false]),
    ("0 < all_parere", [false, true], [true, false]),
    ("all_parere > 1", [false, true], [true, true]),
    ("all_parere >= 0", [true, false], [true, false]),
    ("all_parere >= 1", [false, true], [true, false]),
    ("all_parere >= 2", [false, true], [true, true]),
    ("all_parere < 1", [true, false], [false, true]),
    ("all_parere < 0", [false, true], [false, true]),
    ("all_parere < 2", [true, false], [true, true]),
    ("all_parere <= 0", [true, false], [false, true]),
    ("all_parere <= 1", [true, false], [true, true]),
    ("all_parere == 0", [true, false], [false, true]),
    ("all_parere == 1", [false, true], [true, true]),
    ("all_parere != 0", [false, true], [true, false]),
    ("all_parere != 1", [true, false], [true, true]),
    ("!(all_parere > 0)", [true, false], [false, true]),
    ("!(all_parere == 0)", [false, true], [true, false]),
    ("!(all_parere > 0 || open_parere > 0)", [true, false], [false, true]),
    ("open_parere == 0", [true, false], [true, true]),
    ("open_parere > 0", [false, true], [true, true]),
    ("all_parere + open_parere < 1", [true, false], [false, true]),
    ("1 == 1", [true, false], [true, false]),
    ("1 != 1", [false, true], [false, true]),
];

#[test]
fn no_way_is_found_that_what_runs_beside_rules_out() {
    let trap = Some(("chiedi", "trappola"));
    for (when, unasked, asked) in COUNTED {
        for (rule, before, here, may) in [
            ("nobody was asked", "apre esame>due", "esame", unasked),
            ("somebody was asked", "apre esame>due", "due", asked),
            ("it was taken away", "apre esame>due, toglie due>tre", "tre", unasked),
        ] {
            let holds = beside(&format!("{before}, chiedi {here}>trappola?{when}"));
            let rules = term("invia start, apre resume, chiedi suspend", OFTEN);
            stopped(&format!("{rule}, {when}"), &holds, &rules, trap.filter(|_| may[0]));
            let fails =
                beside(&format!("{before}, chiedi {here}>trappola|altra?{when}, riprende altra>ultima"));
            let rules = term("invia start, chiedi suspend, riprende resume", OFTEN);
            stopped(&format!("{rule}, not {when}"), &fails, &rules, trap.filter(|_| may[1]));
        }
    }
    let flow = beside("apre esame>due, chiedi due>attesa");
    let rules = "invia start, chiedi suspend, rende resume";
    stopped(
        "what runs beside lets it go on, and leaves the case where it is",
        &flow,
        &term(rules, OFTEN),
        None,
    );
}

#[test]
fn a_silence_is_looked_for_wherever_its_term_can_run_and_nowhere_else() {
    let silence = format!("{OFTEN}\nsilence = \"assent\"\nfires = \"tace\"");
    let outlives = format!("{silence}\noutlives = true");
    let receipt = "chiedi start receipt, esci suspend, torna resume";
    let never = "the end of the term `corsa` can never fire `tace`";
    let nothing = "in the state `decisa` the silence at the end of the term `corsa` leads to nothing";
    for (rule, events, rules, more, message) in [
        ("it ends with the case", "tace esame>negata", "invia start", &silence, None),
        ("it outlives the case", "tace esame>negata", "invia start", &outlives, Some(nothing)),
        ("it outlives the case that begins it", "tace decisa>negata", "decidi start", &outlives, None),
        ("and cannot end before", "tace esame>negata", "decidi start", &outlives, Some(never)),
        (
            "nothing is received only when the case has gone on",
            "chiedi esame>attesa, esci attesa>altra, torna altra>attesa, tace attesa>negata",
            receipt,
            &silence,
            None,
        ),
        (
            "where the case went on it runs",
            "chiedi esame>attesa, esci attesa>altra, torna altra>attesa, tace attesa>negata",
            "chiedi start receipt",
            &silence,
            Some("in the state `altra` the silence at the end of the term `corsa` leads to nothing"),
        ),
    ] {
        let found = found(&flow(events), &term(rules, more));
        let said: Vec<&str> = found.iter().map(|one| one.message.split(": after").next().unwrap()).collect();
        assert_eq!(said, message.into_iter().collect::<Vec<_>>(), "{rule}");
    }
}
