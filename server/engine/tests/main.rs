//! What workflows promise: who may do what, what is refused, and what is found before use.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod ahead;
mod calendar;
mod days;
mod explained;
mod expressions;
mod fees;
mod findings;
mod in_time;
mod journals;
mod ledgers;
mod lengths;
mod moved;
mod paying;
mod reach;
mod recipients;
mod stopped;
mod stops;
mod stories;
mod support;
mod terms;
mod versions;
mod ways;

use contract::{cases::Phase, identity::StaffRole};
use proptest::prelude::*;

use engine::*;
use support::{plain_event, possible, replayed, state, step};

const CILA: &str = include_str!("../../testkit/procedures/cila/workflow.toml");
const EVERYBODY: [Who; 4] = [Who::Applicant, Who::Clerk, Who::Rup, Who::Dirigente];

fn cila() -> Workflow {
    toml::from_str(CILA).unwrap()
}

#[test]
fn the_shipped_workflow_has_no_findings() {
    assert_eq!(cila().findings(), []);
    assert_eq!(cila().submission().unwrap().id, "invia");
}

#[test]
fn who_may_do_what_in_a_cila() {
    use Who::{Applicant, Clerk, Dirigente, Rup};
    let workflow = cila();
    let table: [(&str, Who, &[&str]); 24] = [
        ("bozza", Applicant, &["invia"]),
        ("bozza", Clerk, &[]),
        ("bozza", Rup, &[]),
        ("bozza", Dirigente, &[]),
        ("presentata", Applicant, &["ritira"]),
        ("presentata", Clerk, &["prendi_in_carico"]),
        ("presentata", Rup, &["prendi_in_carico"]),
        ("presentata", Dirigente, &["prendi_in_carico"]),
        ("in_esame", Applicant, &["ritira"]),
        ("in_esame", Clerk, &["chiedi_chiarimenti"]),
        ("in_esame", Rup, &["chiedi_chiarimenti", "chiudi"]),
        ("in_esame", Dirigente, &["chiudi"]),
        ("in_attesa", Applicant, &["rispondi", "ritira"]),
        ("in_attesa", Clerk, &[]),
        ("in_attesa", Rup, &[]),
        ("in_attesa", Dirigente, &[]),
        ("conclusa", Applicant, &[]),
        ("conclusa", Clerk, &[]),
        ("conclusa", Rup, &[]),
        ("conclusa", Dirigente, &[]),
        ("ritirata", Applicant, &[]),
        ("ritirata", Clerk, &[]),
        ("ritirata", Rup, &[]),
        ("ritirata", Dirigente, &[]),
    ];
    for (state, who, expected) in table {
        assert_eq!(possible(&workflow, state, &[who]), expected, "{who:?} in {state}");
        for event in &workflow.events {
            let done = step(&workflow, state, &event.id, &[who], Some("testo"));
            assert_eq!(
                done.is_ok(),
                expected.contains(&event.id.as_str()),
                "{who:?}, {} in {state}",
                event.id
            );
        }
    }
}

#[test]
fn the_path_of_a_cila_goes_through_its_phases() {
    let workflow = cila();
    let mut state = workflow.initial.clone();
    for (event, who, phase, effects) in [
        ("invia", Who::Applicant, Phase::Submitted, &[Effect::RegisterIncoming, Effect::Receipt][..]),
        ("prendi_in_carico", Who::Clerk, Phase::InReview, &[Effect::Assign]),
        (
            "chiedi_chiarimenti",
            Who::Clerk,
            Phase::WaitingApplicant,
            &[Effect::RegisterOutgoing, Effect::Message],
        ),
        ("rispondi", Who::Applicant, Phase::InReview, &[Effect::RegisterIncoming, Effect::Message]),
        ("chiudi", Who::Rup, Phase::Concluded, &[Effect::RegisterOutgoing, Effect::Message]),
    ] {
        let (to, found, causes, text) = step(&workflow, &state, event, &[who], Some("  testo\n")).unwrap();
        assert_eq!((found, causes.as_slice()), (phase, effects), "{event}");
        let takes = workflow.event(event).unwrap().text;
        assert_eq!(text.as_deref(), takes.map(|_| "testo"), "blanks around a text go");
        state = to;
    }
    let history = ["invia", "prendi_in_carico", "chiedi_chiarimenti", "rispondi", "chiudi"];
    assert_eq!(replayed(&workflow, &history), Ok(state));
}

#[test]
fn every_refusal_has_its_reason() {
    let workflow = cila();
    let too_long = "x".repeat(2_001);
    for (rule, state, event, who, text, expected) in [
        ("no such state", "x", "invia", Who::Applicant, None, Refusal::UnknownState("x".into())),
        ("no such event", "bozza", "x", Who::Applicant, None, Refusal::UnknownEvent("x".into())),
        ("twice", "presentata", "invia", Who::Applicant, None, Refusal::NotPossibleNow),
        ("another's right", "in_esame", "chiudi", Who::Clerk, Some("x"), Refusal::NotAllowed),
        ("no right is said before no state", "bozza", "chiudi", Who::Clerk, None, Refusal::NotAllowed),
        ("no text", "in_esame", "chiudi", Who::Rup, None, Refusal::TextMissing),
        ("a blank text", "in_esame", "chiudi", Who::Rup, Some(" \n "), Refusal::TextMissing),
        (
            "a long text",
            "in_attesa",
            "rispondi",
            Who::Applicant,
            Some(too_long.as_str()),
            Refusal::TextTooLong { max_chars: 2_000 },
        ),
    ] {
        assert_eq!(step(&workflow, state, event, &[who], text), Err(expected), "{rule}");
    }
    let withdrawn = step(&workflow, "in_esame", "ritira", &[Who::Applicant], Some(" ")).unwrap();
    assert_eq!(withdrawn.3, None, "an optional text may be left out");
    let sent = step(&workflow, "bozza", "invia", &[Who::Applicant], Some("x")).unwrap();
    assert_eq!(sent.3, None, "a text that nobody asked for is ignored");
    assert_eq!(replayed(&workflow, &["chiudi"]), Err(Refusal::NotPossibleNow));
}

#[test]
fn roles_of_the_office_have_a_part_in_cases_except_the_administrator() {
    let parts: Vec<Option<Who>> = StaffRole::ALL.into_iter().map(Who::of_role).collect();
    assert_eq!(parts, [Some(Who::Clerk), Some(Who::Rup), Some(Who::Dirigente), None]);
}

type Change = (&'static str, fn(&mut Workflow), &'static [(Place, &'static str)]);

#[test]
fn mistakes_are_found_where_they_are() {
    let changes: [Change; 25] = [
        ("no such initial state", |w| w.initial = "x".into(), &[(Place::Workflow, "names the state `x`")]),
        (
            "begins after the draft",
            |w| w.initial = "presentata".into(),
            &[(Place::Workflow, "has the phase `submitted`")],
        ),
        (
            "a state twice",
            |w| w.states.push(state("bozza", Phase::Draft)),
            &[(Place::State(6), "`bozza` is there twice")],
        ),
        (
            "an event twice",
            |w| w.events.push(w.events[1].clone()),
            &[(Place::Event(6), "`prendi_in_carico` is there twice")],
        ),
        ("leads nowhere", |w| w.events[4].to = "x".into(), &[(Place::Event(4), "names the state `x`")]),
        (
            "starts nowhere",
            |w| w.events[4].from = vec!["y".into()],
            &[(Place::Event(4), "names the state `y`")],
        ),
        ("nobody may", |w| w.events[2].who.clear(), &[(Place::Event(2), "nobody may fire")]),
        ("never possible", |w| w.events[2].from.clear(), &[(Place::Event(2), "possible in no state")]),
        (
            "unreachable",
            |w| w.states.push(state("x", Phase::Archived)),
            &[(Place::State(6), "no event ever leads")],
        ),
        (
            "a dead end",
            |w| {
                w.states.push(state("x", Phase::Draft));
                w.events.push(Event { to: "x".into(), from: vec!["bozza".into()], ..w.events[0].clone() });
                w.events[6].id = "y".into();
                w.events[6].effects.clear();
            },
            &[(Place::State(6), "can never end")],
        ),
        (
            "nothing files it",
            |w| w.events[0].effects.clear(),
            &[(Place::Event(0), "without a number"), (Place::Workflow, "no event files")],
        ),
        (
            "filed twice",
            |w| {
                w.events.push(w.events[0].clone());
                w.events[6].id = "y".into();
            },
            &[(Place::Event(6), "second submission")],
        ),
        (
            "received from the office",
            |w| w.events[1].effects.push(Effect::RegisterIncoming),
            &[(Place::Event(1), "registers as received what the office does")],
        ),
        (
            "sent by the applicant",
            |w| w.events[3].effects[0] = Effect::RegisterOutgoing,
            &[
                (Place::Event(3), "registers as sent what the applicant does"),
                (Place::Event(3), "sends an act without words"),
            ],
        ),
        (
            "sent about a draft",
            |w| w.events[4].from.push("bozza".into()),
            &[(Place::Event(4), "without a number"), (Place::Event(4), "about a draft")],
        ),
        (
            "sent without words",
            |w| w.events[1].effects.push(Effect::RegisterOutgoing),
            &[(Place::Event(1), "without words")],
        ),
        (
            "a message without text",
            |w| {
                w.events[2].text = None;
                w.events[2].effects.retain(|effect| *effect != Effect::RegisterOutgoing);
            },
            &[(Place::Event(2), "takes no text")],
        ),
        (
            "the applicant asks the office",
            |w| {
                w.events[2].who = vec![Who::Applicant];
                w.events[2].effects = vec![Effect::Message];
            },
            &[(Place::Event(2), "lets the applicant ask")],
        ),
        (
            "the office answers itself",
            |w| {
                w.events[3].who = vec![Who::Clerk];
                w.events[3].effects = vec![Effect::Message];
            },
            &[(Place::Event(3), "does not receive")],
        ),
        ("answers to nothing", |w| w.events[2].points = None, &[(Place::Event(3), "that nobody asks")]),
        (
            "files with an answer, which has room for them",
            |w| w.events[3].files = true,
            &[(Place::Event(3), "cannot have files sent with it")],
        ),
        (
            "files of the office's",
            |w| w.events[2].files = true,
            &[(Place::Event(2), "cannot have files sent with it")],
        ),
        (
            "no points possible",
            |w| w.events[2].points = Some(PointsRule { max: 3, max_chars: 0, required: false }),
            &[(Place::Event(2), "no possible points")],
        ),
        ("a text that is lost", |w| w.events[2].effects.clear(), &[(Place::Event(2), "would be lost")]),
        (
            "the applicant is stuck",
            |w| {
                w.events[3].who = vec![Who::Clerk];
                w.events[3].answers = false;
                w.events[3].effects.retain(|effect| *effect == Effect::Message);
                w.events[5].from.pop();
            },
            &[(Place::State(3), "up to the applicant")],
        ),
    ];
    for (rule, change, expected) in changes {
        let mut workflow = cila();
        change(&mut workflow);
        let found = workflow.findings();
        assert_eq!(found.len(), expected.len(), "{rule}: {found:?}");
        for (finding, (place, words)) in found.iter().zip(expected) {
            assert_eq!(finding.place, *place, "{rule}");
            assert!(finding.message.contains(words), "{rule}: {}", finding.message);
            assert!(!finding.remedy.is_empty(), "{rule}");
        }
    }
}

#[test]
fn unknown_words_are_refused() {
    for (rule, from, to) in [
        ("an unknown key", "phase = \"draft\"", "phase = \"draft\"\ncolour = \"red\""),
        ("an unknown phase", "phase = \"draft\"", "phase = \"begun\""),
        ("an unknown role", "\"rup\"", "\"mayor\""),
        ("an unknown effect", "\"receipt\"", "\"fireworks\""),
    ] {
        assert!(toml::from_str::<Workflow>(&CILA.replace(from, to)).is_err(), "{rule}");
    }
}

/// Workflows of up to five states, most of them with mistakes.
fn any_workflow() -> impl Strategy<Value = Workflow> {
    let id = "[a-e]";
    let any_state = (id, prop::sample::select(&Phase::ALL[..])).prop_map(|(id, phase)| state(&id, phase));
    let effects = prop::sample::subsequence(
        vec![
            Effect::RegisterIncoming,
            Effect::RegisterOutgoing,
            Effect::Receipt,
            Effect::Assign,
            Effect::Message,
        ],
        0..=2,
    );
    let who = prop::sample::subsequence(EVERYBODY.to_vec(), 0..=4);
    let text = prop::option::of((any::<bool>(), 0_u32..5))
        .prop_map(|text| text.map(|(required, max_chars)| TextRule { required, max_chars }));
    let event = ("[v-z]", prop::collection::vec(id, 0..3), id, who, text, effects).prop_map(
        |(id, from, to, who, text, effects)| Event { id, from, to, who, text, effects, ..plain_event() },
    );
    (id, prop::collection::vec(any_state, 0..6), prop::collection::vec(event, 0..8))
        .prop_map(|(initial, states, events)| Workflow { initial, states, events, tracks: Vec::new() })
}

/// Follows the choices as far as the workflow goes; returns the events fired and the last state.
fn walk(workflow: &Workflow, choices: &[prop::sample::Index]) -> (Vec<String>, String) {
    let mut state = workflow.initial.clone();
    let mut fired = Vec::new();
    for choice in choices {
        let possible = possible(workflow, &state, &EVERYBODY);
        if possible.is_empty() {
            break;
        }
        let event = choice.get(&possible);
        let (to, phase, ..) = step(workflow, &state, event, &EVERYBODY, Some("testo")).unwrap();
        assert_eq!(workflow.state(&to).map(|state| state.phase), Some(phase));
        fired.push(event.clone());
        state = to;
    }
    (fired, state)
}

proptest! {
    #[test]
    fn replaying_a_history_gives_the_same_state(choices in prop::collection::vec(any::<prop::sample::Index>(), 0..40)) {
        let workflow = cila();
        let (fired, state) = walk(&workflow, &choices);
        let fired: Vec<&str> = fired.iter().map(String::as_str).collect();
        prop_assert_eq!(replayed(&workflow, &fired), Ok(state));
        prop_assert_eq!(replayed(&workflow, &fired), replayed(&workflow, &fired));
    }

    #[test]
    fn no_workflow_leaves_its_states_or_breaks(
        workflow in any_workflow(), state in "[a-f]", event in "[u-z]", text in any::<String>()
    ) {
        let findings = workflow.findings();
        prop_assert_eq!(&findings, &workflow.findings());
        if let Ok((to, ..)) = step(&workflow, &state, &event, &EVERYBODY, Some(&text)) {
            prop_assert!(workflow.state(&to).is_some());
            prop_assert!(workflow.event(&event).unwrap().from.contains(&state));
        }
        if findings.is_empty() {
            let submission = workflow.submission();
            prop_assert!(submission.is_some_and(|event| event.who == [Who::Applicant]));
        }
    }
}

#[test]
fn a_text_may_be_exactly_as_long_as_the_longest() {
    for (length, fits) in [(2_000, true), (2_001, false)] {
        let text = "x".repeat(length);
        let sent = step(&cila(), "in_attesa", "rispondi", &[Who::Applicant], Some(&text));
        assert_eq!(sent.is_ok(), fits, "{length}");
    }
}
