//! Journals in which the order of writing and that of the days disagree: what each fact does to a term when all is known.

use engine::{
    clock::{Calendar, Clocks, Misplaced, Status},
    *,
};
use jiff::civil::Date;

use crate::support::record;

/// A case in which every event does one thing to a term; `chiede` and `scade` alone lead it elsewhere.
const FLOW: &str = r#"
    initial = "bozza"
    state = [
        { id = "bozza", phase = "draft" }, { id = "aperta", phase = "in_review" },
        { id = "attesa", phase = "waiting_applicant" }, { id = "scaduta", phase = "in_review" },
    ]
    event = [
        { id = "invia", from = ["bozza"], to = "aperta", who = ["applicant"], effects = ["register_incoming"] },
        { id = "apre", from = ["aperta"], who = ["rup"] }, { id = "ferma", from = ["aperta"], who = ["rup"], before = "finestra", late = "forced" },
        { id = "riprende", from = ["aperta"], who = ["rup"] }, { id = "allunga", from = ["aperta"], who = ["rup"] },
        { id = "interrompe", from = ["aperta"], who = ["rup"], before = "finestra", late = "forced" },
        { id = "riparte", from = ["aperta"], who = ["rup"] }, { id = "finisce", from = ["aperta"], who = ["rup"] },
        { id = "chiede", from = ["aperta"], to = "attesa", who = ["rup"] },
        { id = "risponde", from = ["attesa"], to = "aperta", who = ["applicant"] },
        { id = "torna", from = ["attesa"], to = "aperta", who = ["rup"] },
        { id = "avvisa", from = ["aperta"], who = ["rup"] },
        { id = "nota", from = ["aperta", "attesa"], who = ["rup"] },
        { id = "scade", from = ["aperta"], to = "scaduta", who = ["system"] },
    ]
"#;
const CLOCKS: &str = r#"
    [[term]]
    id = "corsa"
    binds = "office"
    length = { days = 10 }
    suspends = {}
    interrupts = {}
    fires = "scade"
    source = "Legge"
    on = [
        { event = "apre", does = "start", source = "Legge" }, { event = "ferma", does = "suspend", source = "Legge" },
        { event = "riprende", does = "resume", source = "Legge" },
        { event = "interrompe", does = "interrupt", source = "Legge" },
        { event = "riparte", does = "restart", source = "Legge" },
        { event = "allunga", does = { extend = { days = 5 } }, source = "Legge" },
        { event = "finisce", does = "end", source = "Legge" },
    ]
    [[term]]
    id = "risposta"
    binds = "applicant"
    length = { days = 10 }
    source = "Legge"
    on = [
        { event = "chiede", to = "attesa", does = "start", day = "receipt", source = "Legge" },
        { event = "risponde", does = "end", source = "Legge" },
        { event = "avvisa", does = "end", source = "Legge" },
        { event = "avvisa", does = "start", day = "receipt", source = "Legge" },
    ]
    [[term]]
    id = "finestra"
    binds = "office"
    length = { days = 10 }
    source = "Legge"
    on = [{ event = "invia", does = "start", source = "Legge" }]
    [[term]]
    id = "notificata"
    binds = "office"
    length = { days = 60 }
    interrupts = {}
    source = "Legge"
    on = [
        { event = "invia", does = "start", source = "Legge" },
        { event = "interrompe", does = "interrupt", day = "receipt", source = "Legge" },
    ]
"#;

fn day(text: &str) -> Date {
    format!("2026-{text}").parse().unwrap()
}

/// What stands in a journal: `event day`, `received place day`, `truly place day` or `undone place`.
fn facts<'a>(flow: &'a Workflow, journal: &'a str) -> Vec<Happened<'a>> {
    let fact = |(seq, line): (i64, &'a str)| {
        let words: Vec<&str> = line.split(' ').collect();
        let place = |text: &str| text.parse().unwrap();
        match words[..] {
            ["received", of, on] => Happened::Received { of: place(of), on: day(on), seq },
            ["truly", of, on] => Happened::Rectified { of: place(of), on: Some(day(on)) },
            ["undone", of] => Happened::Rectified { of: place(of), on: None },
            [event, on] => {
                let to = Some(flow.event(event).unwrap().to.as_str()).filter(|to| !to.is_empty());
                Happened::Event(Record { to, on: day(on), ..record(seq, event, "2026-01-01") })
            }
            _ => panic!("{line}"),
        }
    };
    (1..).zip(journal.split(", ")).map(fact).collect()
}

/// A term after a journal: the places of what is in its ledger, `!` where it has no effect, and how it stands.
fn read(term: &str, journal: &str) -> (String, String) {
    let (flow, clocks): (Workflow, Clocks) = (toml::from_str(FLOW).unwrap(), toml::from_str(CLOCKS).unwrap());
    let calendar = Calendar::default();
    let chart = Chart::new(&flow, &clocks, &calendar);
    let history = facts(&flow, journal);
    let replayed = chart.replay(&chart.begin(), &history, &NoFacts).unwrap();
    let quick = chart.replayed(&chart.begin(), &history, &NoFacts).unwrap();
    assert_eq!(quick, replayed.standing, "{journal}: without its ledgers it stands the same");
    let place = chart.term_place(term).unwrap();
    let found = quick.terms.iter().find(|counting| counting.term == place);
    let ledger = replayed.ledgers.iter().find(|ledger| ledger.term == term);
    let line = |line: &LedgerLine| match line {
        LedgerLine::Done(line, earliest) => {
            assert_eq!(*earliest, line.after.due().map(|due| due.nominal), "{journal}: as counted");
            line.entry.cause.to_string()
        }
        LedgerLine::Void(entry, _) => format!("!{}", entry.cause),
    };
    let lines: Vec<String> = ledger.iter().flat_map(|ledger| &ledger.lines).map(line).collect();
    let stands = match found.map_or(Status::Waiting, Counting::status) {
        Status::Waiting => "waiting".to_owned(),
        Status::Running(due) => format!("until {}", due.nominal.strftime("%m-%d")),
        Status::Suspended { since, left } => format!("stopped {}, {left} left", since.strftime("%m-%d")),
        Status::Interrupted { since } => format!("interrupted {}", since.strftime("%m-%d")),
        Status::Ended(on) => format!("ended {}", on.strftime("%m-%d")),
    };
    (lines.join(" "), stands)
}

/// The rule, the journal after the filing on 1 March, the ledger's lines, and how the term stands.
fn told(term: &str, cases: &[(&str, &str, &str, &str)]) {
    for (rule, journal, lines, stands) in cases {
        let read = read(term, &format!("invia 03-01, {journal}"));
        assert_eq!(read, ((*lines).to_owned(), (*stands).to_owned()), "{rule}");
    }
}

#[test]
fn what_happened_to_a_term_counts_by_its_days_and_on_one_day_as_it_was_written() {
    told(
        "corsa",
        &[
            (
                "an earlier day comes first",
                "apre 03-02, ferma 03-10, allunga 03-05",
                "2 4 3",
                "stopped 03-10, 7 left",
            ),
            (
                "stopped and begun again on one day",
                "apre 03-02, ferma 03-05, riprende 03-05",
                "2 3 4",
                "until 03-12",
            ),
            (
                "and stopped once more on that day",
                "apre 03-02, ferma 03-05, riprende 03-05, ferma 03-05",
                "2 3 4 5",
                "stopped 03-05, 7 left",
            ),
            (
                "stopped on the day on which it begins",
                "apre 03-02, ferma 03-02",
                "2 3",
                "stopped 03-02, 10 left",
            ),
            ("begun and over on one day", "apre 03-10, finisce 03-10", "2 3", "ended 03-10"),
            (
                "over, and begun again on that day",
                "apre 03-02, finisce 03-10, apre 03-10",
                "2 3 4",
                "until 03-20",
            ),
            (
                "what it does not stand for is no line",
                "apre 03-02, riprende 03-05, riparte 03-06",
                "2",
                "until 03-12",
            ),
            (
                "a stop that comes to be known when a later one is over",
                "apre 03-02, ferma 03-08, riprende 03-20, ferma 03-04, riprende 03-21",
                "2 5 4",
                "until 03-28",
            ),
        ],
    );
}

#[test]
fn what_ends_a_term_ends_what_was_written_before_and_leaves_alone_what_begins_after_it() {
    told(
        "corsa",
        &[
            ("told for a day before it began", "apre 03-10, finisce 03-05", "2 3", "ended 03-05"),
            (
                "also where something else is told for a day before",
                "apre 03-10, ferma 03-05, finisce 03-04",
                "2 4",
                "ended 03-04",
            ),
            (
                "what begins then begins from its own day",
                "apre 03-10, finisce 03-05, apre 03-07",
                "2 3 4",
                "until 03-17",
            ),
            (
                "what only goes on goes on before the end, by its day",
                "apre 03-01, interrompe 03-05, finisce 03-10, riparte 03-08",
                "2 3 5 4",
                "ended 03-10",
            ),
            (
                "what ended nothing when it was written ends what comes to be known later of a day before",
                "apre 03-02, finisce 03-10, finisce 03-20, apre 03-15",
                "2 3 5 4",
                "ended 03-20",
            ),
            (
                "and nothing that began on a day after",
                "apre 03-02, finisce 03-10, finisce 03-20, apre 03-21",
                "2 3 5",
                "until 03-31",
            ),
        ],
    );
}

#[test]
fn what_is_received_begins_its_term_unless_its_matter_is_settled() {
    told(
        "risposta",
        &[
            ("from the receipt, which is its cause", "chiede 03-10, received 2 03-12", "3", "until 03-22"),
            ("not before it is received", "chiede 03-10", "", "waiting"),
            (
                "answered before the receipt is known",
                "chiede 03-10, risponde 03-15, received 2 03-12",
                "",
                "waiting",
            ),
            (
                "answered before it is received",
                "chiede 03-10, risponde 03-15, received 2 03-18",
                "",
                "waiting",
            ),
            (
                "answered, and asked again since",
                "chiede 03-10, risponde 03-12, chiede 03-15, received 4 03-16, received 2 03-11",
                "5",
                "until 03-26",
            ),
            ("an act that itself ends what ran before", "avvisa 03-10, received 2 03-12", "3", "until 03-22"),
            (
                "by then the case has gone on",
                "chiede 03-10, torna 03-11, received 2 03-13",
                "4",
                "until 03-23",
            ),
            (
                "the act was done on another day",
                "chiede 03-10, received 2 03-12, truly 2 03-11",
                "3",
                "until 03-22",
            ),
            ("the act was not done", "chiede 03-10, received 2 03-12, undone 2", "", "waiting"),
        ],
    );
}

#[test]
fn of_what_is_put_right_the_last_word_holds_and_what_ended_by_itself_stays_ended() {
    told(
        "corsa",
        &[
            ("put right twice", "apre 03-10, truly 2 03-12, truly 2 03-11", "2", "until 03-21"),
            ("undone, and done after all", "apre 03-10, undone 2, truly 2 03-11", "2", "until 03-21"),
            (
                "done on another day, and then not at all",
                "apre 03-10, truly 2 03-11, undone 2",
                "",
                "waiting",
            ),
            ("its end led to nothing", "apre 03-10, scade 03-20, undone 3", "2 3", "ended 03-20"),
            (
                "its end led to nothing, for it had not come yet",
                "apre 03-10, scade 03-20, truly 2 03-15, undone 3",
                "2",
                "until 03-25",
            ),
            ("what its end led to stands", "apre 03-10, scade 03-20, truly 2 03-15", "2 3", "ended 03-20"),
        ],
    );
}

#[test]
fn whether_an_act_was_late_is_asked_again_only_where_something_was_put_right() {
    // Its own term ends on 11 March.
    told(
        "corsa",
        &[
            (
                "what was accepted is not judged again",
                "apre 03-02, interrompe 03-12",
                "2 3",
                "interrupted 03-12",
            ),
            ("on the last day", "apre 03-02, interrompe 03-11", "2 3", "interrupted 03-11"),
            (
                "the case was filed before: it was late, and stops nothing",
                "apre 03-02, interrompe 03-11, truly 1 02-28",
                "2 !3",
                "until 03-12",
            ),
            ("so is what suspends", "apre 03-02, ferma 03-11, truly 1 02-28", "2 !3", "until 03-12"),
            (
                "it was late, and the case was filed later",
                "apre 03-03, interrompe 03-12, truly 1 03-02",
                "2 3",
                "interrupted 03-12",
            ),
            (
                "something else was put right",
                "apre 03-02, interrompe 03-11, truly 2 03-03",
                "2 3",
                "interrupted 03-11",
            ),
        ],
    );
    let journal = "apre 03-02, interrompe 03-11, received 3 03-15, truly 2 03-03";
    told("notificata", &[("a receipt is late for nothing", journal, "1 4", "interrupted 03-15")]);
}

#[test]
fn what_leaves_a_case_where_it_is_stands_wherever_the_case_was_in_truth() {
    let (flow, clocks): (Workflow, Clocks) = (toml::from_str(FLOW).unwrap(), toml::from_str(CLOCKS).unwrap());
    let calendar = Calendar::default();
    let chart = Chart::new(&flow, &clocks, &calendar);
    let noted = Happened::Event(Record { to: Some("attesa"), ..record(3, "nota", "2026-03-11") });
    let mut history = facts(&flow, "invia 03-01, chiede 03-10");
    history.push(noted);
    let stands = |history: &[Happened<'_>]| {
        chart.replayed(&chart.begin(), history, &NoFacts).map(|standing| chart.state_of(&standing))
    };
    assert_eq!(stands(&history), Ok("attesa"));
    let undone = [&history[..], &[Happened::Rectified { of: 2, on: None }]].concat();
    assert_eq!(stands(&undone), Ok("aperta"), "nobody asked, and what was noted stays");
    history.remove(1);
    let elsewhere = Refusal::Elsewhere { event: "nota".into(), to: "attesa".into() };
    assert_eq!(
        stands(&history),
        Err(elsewhere),
        "nothing was put right: a journal that does not fit is refused"
    );
}

#[test]
fn an_act_that_a_day_put_right_makes_late_stops_nothing() {
    let (flow, mut clocks): (Workflow, Clocks) =
        (toml::from_str(FLOW).unwrap(), toml::from_str(CLOCKS).unwrap());
    let window = clocks.terms.iter_mut().find(|term| term.id == "finestra").unwrap();
    window.moves[0].day = clock::FromDay::Answer("giorno".into());
    let calendar = Calendar::default();
    let chart = Chart::new(&flow, &clocks, &calendar);
    let said = [("giorno", day("03-01"))];
    let mut history = facts(&flow, "invia 03-01, apre 03-02, interrompe 03-11");
    history[0] =
        Happened::Event(Record { to: Some("aperta"), days: &said, ..record(1, "invia", "2026-03-01") });
    let lines = |history: &[Happened<'_>]| {
        let replayed = chart.replay(&chart.begin(), history, &NoFacts).unwrap();
        replayed.ledgers.into_iter().find(|ledger| ledger.term == "corsa").unwrap().lines
    };
    assert!(matches!(lines(&history)[1], LedgerLine::Done(..)), "on the last day");
    let truly = [("giorno", day("02-28"))];
    history.push(Happened::DaysRectified { of: 1, days: &truly });
    let late = &lines(&history)[1];
    assert!(
        matches!(late, LedgerLine::Void(_, Misplaced::TooLate(last)) if *last == day("03-10")),
        "{late:?}"
    );
}
