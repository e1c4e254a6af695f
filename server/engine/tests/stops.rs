//! What the check finds of terms that stand still for good, and of ends that lead to nothing.

use engine::{Finding, Place};

use crate::ways::{found, with};

/// A case that the office decides, or else silence does; documents may be asked for.
const FLOW: &str = r#"
    initial = "bozza"
    state = [
        { id = "bozza", phase = "draft" }, { id = "presentata", phase = "submitted" },
        { id = "esame", phase = "in_review" }, { id = "integrazione", phase = "waiting_applicant" },
        { id = "mancata", phase = "in_review" }, { id = "silenzio", phase = "concluded" },
        { id = "decisa", phase = "concluded" },
    ]
    event = [
        { id = "invia", from = ["bozza"], to = "presentata", who = ["applicant"], effects = ["register_incoming"] },
        { id = "prendi", from = ["presentata"], to = "esame", who = ["rup"] },
        { id = "chiedi", from = ["esame"], to = "integrazione", who = ["rup"] },
        { id = "integra", from = ["integrazione"], to = "esame", who = ["applicant"] },
        { id = "rinuncia", from = ["integrazione"], to = "mancata", who = ["applicant"] },
        { id = "decidi", from = ["presentata", "esame", "mancata"], to = "decisa", who = ["rup"] },
        { id = "tace", from = ["presentata", "esame", "mancata"], to = "silenzio", who = ["system"] },
    ]
"#;
const CLOCKS: &str = r#"
    [[term]]
    id = "decisione"
    binds = "office"
    length = { days = 30 }
    suspends = {}
    silence = "assent"
    fires = "tace"
    source = "Legge"
    on = [
        { event = "invia", does = "start", source = "Legge" },
        { event = "chiedi", does = "suspend", source = "Legge" },
        { event = "integra", does = "resume", source = "Legge" },
        { event = "rinuncia", does = "resume", source = "Legge" },
    ]
"#;

/// Rule, the workflow, the terms, where it is found and what is said; nothing where it is no mistake.
type Case<'a> = (&'a str, String, String, Option<(Place, &'a str)>);

fn judged(cases: Vec<Case<'_>>) {
    for (rule, flow, clocks, expected) in cases {
        let found: Vec<Finding> = found(&flow, &clocks);
        match expected {
            None => assert_eq!(found, [], "{rule}"),
            Some((place, message)) => {
                let said: Vec<_> = found.iter().map(|one| (one.place, one.message.as_str())).collect();
                assert_eq!(said, [(place, message)], "{rule}");
            }
        }
    }
}

#[test]
fn a_term_that_was_stopped_goes_on_before_the_case_ends() {
    let late = with(CLOCKS, r#""integra", does = "resume""#, r#""prendi", does = "resume""#);
    let late = with(&late, r#"{ event = "rinuncia", does = "resume", source = "Legge" },"#, "");
    judged(vec![
        ("it goes on", FLOW.to_owned(), CLOCKS.to_owned(), None),
        (
            "only before it was stopped",
            FLOW.to_owned(),
            late.clone(),
            Some((
                Place::Move(0, 1),
                "once `chiedi` has stopped the term `decisione` in the state `integrazione`, nothing lets it go on",
            )),
        ),
        (
            "what decides ends it, but silence cannot decide",
            FLOW.to_owned(),
            with(
                &late,
                "    ]\n",
                "        { event = \"decidi\", does = \"end\", source = \"Legge\" },\n    ]\n",
            ),
            Some((
                Place::Term(0),
                "in the state `esame` the term `decisione` can stand still for good, and its silence never forms: \
                 after invia, prendi, chiedi, integra",
            )),
        ),
        (
            "it is meant",
            FLOW.to_owned(),
            with(
                &late,
                "suspends = {}",
                "suspends = {}\nidle_in = [\"integrazione\", \"esame\", \"mancata\"]",
            ),
            None,
        ),
    ]);
}

#[test]
fn a_term_does_not_stand_still_for_good_where_its_silence_would_mean_something() {
    let one_way = with(
        CLOCKS,
        r#"{ event = "rinuncia", does = "resume", source = "Legge" },"#,
        r#"{ event = "decidi", does = "end", source = "Legge" },"#,
    );
    let reached = with(
        FLOW,
        r#"["esame"], to = "integrazione", who = ["rup"] },"#,
        r#"["esame"], to = "integrazione", who = ["rup"] },
        { id = "salta", from = ["presentata"], to = "mancata", who = ["rup"] },"#,
    );
    let message = "in the state `mancata` the term `decisione` can stand still for good, and its silence never forms: \
                   after invia, prendi, chiedi, rinuncia";
    let never_both = with(
        &with(
            &reached,
            r#""esame", who = ["rup"] }"#,
            r#""esame", who = ["rup"], when = 'tipo == "a"', source = "Legge" }"#,
        ),
        r#""mancata", who = ["applicant"] }"#,
        r#""mancata", who = ["applicant"], when = '"b" == tipo', source = "Legge" }"#,
    );
    judged(vec![
        ("it runs there on another way", reached.clone(), one_way.clone(), Some((Place::Term(0), message))),
        ("it never runs there", FLOW.to_owned(), one_way.clone(), None),
        (
            "it is meant",
            reached,
            with(&one_way, "suspends = {}", "suspends = {}\nidle_in = [\"mancata\"]"),
            None,
        ),
        ("no case comes there, by its conditions", never_both, one_way, None),
    ]);
}

#[test]
fn silence_leads_somewhere_wherever_the_term_runs_and_the_office_has_to_act() {
    let lost = with(
        FLOW,
        r#"["presentata", "esame", "mancata"], to = "silenzio""#,
        r#"["esame", "mancata"], to = "silenzio""#,
    );
    let nowhere = with(
        FLOW,
        r#"["presentata", "esame", "mancata"], to = "silenzio""#,
        r#"["decisa"], to = "silenzio""#,
    );
    let runs_on = with(CLOCKS, r#"{ event = "chiedi", does = "suspend", source = "Legge" },"#, "");
    let other = CLOCKS.replace("silence = \"assent\"", "");
    let message = "in the state `presentata` the silence at the end of the term `decisione` leads to nothing: after invia";
    judged(vec![
        ("the first state is left out", lost.clone(), CLOCKS.to_owned(), Some((Place::Term(0), message))),
        (
            "it is meant",
            lost.clone(),
            with(CLOCKS, "suspends = {}", "suspends = {}\nidle_in = [\"presentata\"]"),
            None,
        ),
        ("its end means nothing", lost, other.clone(), None),
        ("it waits while the applicant has to act", FLOW.to_owned(), runs_on, None),
        (
            "possible only where it does not run",
            nowhere.clone(),
            CLOCKS.to_owned(),
            Some((Place::Term(0), "the end of the term `decisione` can never fire `tace`")),
        ),
        (
            "so also where silence means nothing",
            nowhere,
            other,
            Some((Place::Term(0), "the end of the term `decisione` can never fire `tace`")),
        ),
    ]);
}

#[test]
fn what_waits_for_a_receipt_is_not_taken_to_come_when_its_matter_is_settled() {
    let asks = r#"
        { event = "chiedi", does = "start", day = "receipt", source = "Legge" },
        { event = "integra", does = "end", source = "Legge" },
        { event = "rinuncia", does = "end", source = "Legge" },
    "#;
    let clocks = format!(
        "{CLOCKS}\n[[term]]\nid = \"altra\"\nbinds = \"applicant\"\nlength = {{ days = 10 }}\nsilence = \"refusal\"\n\
         fires = \"scade\"\nsource = \"Legge\"\non = [{asks}]"
    );
    let flow = FLOW.replace(
        r#"{ id = "tace""#,
        "{ id = \"scade\", from = [\"integrazione\"], to = \"mancata\", who = [\"system\"] },\n{ id = \"tace\"",
    );
    let clocks = clocks.replace(
        r#"{ event = "rinuncia", does = "resume", source = "Legge" },"#,
        "{ event = \"rinuncia\", does = \"resume\", source = \"Legge\" },\n{ event = \"scade\", does = \"resume\", source = \"Legge\" },",
    );
    judged(vec![("it is answered before it is received", flow, clocks, None)]);
}

#[test]
fn a_term_is_idle_in_states_that_are_there() {
    let clocks = with(CLOCKS, "suspends = {}", "suspends = {}\nidle_in = [\"altrove\"]");
    let message = "the term `decisione` is idle in `altrove`, which is no state of the main way";
    judged(vec![("no such state", FLOW.to_owned(), clocks, Some((Place::Term(0), message)))]);
}

#[test]
fn the_receipt_of_an_act_that_ends_the_case_ends_no_term_of_it() {
    let received = |event: &str| {
        let more = format!(
            "        {{ event = \"{event}\", does = \"end\", day = \"receipt\", source = \"Legge\" }},\n    ]\n"
        );
        (FLOW.to_owned(), with(CLOCKS, "    ]\n", &more))
    };
    let (flow, clocks) = received("decidi");
    let message = "the term `decisione` ends with the case, whenever the act of `decidi` is received";
    let (open, same) = received("prendi");
    judged(vec![
        ("it ends with the case, before", flow, clocks, Some((Place::Move(0, 4), message))),
        ("it ends while the case goes on", open, same, None),
    ]);
}
