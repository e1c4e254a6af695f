//! Where a case can still be led: what its answers rule out is not foretold, what can change is.

use std::collections::BTreeMap;

use contract::{
    cases::Phase,
    expr::{Formula, Names, Type, Value},
};
use engine::{
    clock::{Calendar, Clocks},
    expressions::{Known, checked},
    *,
};

use crate::support::{plain_event, state};

struct Given(BTreeMap<String, Value>);

impl Facts for Given {
    fn answers(&self) -> &dyn Names {
        &self.0
    }

    fn has_document(&self, _: &str) -> bool {
        false
    }
}

/// A condition on an answer and on how many opinions there are.
fn when(text: &str) -> Formula {
    let counted =
        ["all_parere", "all_riunione", "in_contrario", "in_contrario_without_riunione", "own_riunione"]
            .map(|name| (name, Type::Int));
    let names = counted.into_iter().chain([("motivo", Type::Text)]);
    let names = names.map(|(name, kind)| (name.to_owned(), kind)).collect();
    checked(&Formula { text: text.into(), tree: None }, &Known { names }, &Type::Bool).unwrap()
}

/// An event that leads to `no`, or by a branch to `si`.
fn event(own: Option<&str>, branch: Option<&str>, to: &str) -> Event {
    let branch = branch.map(|text| Branch { when: when(text), to: "si".into(), works: None, source: None });
    Event {
        from: vec!["qui".into()],
        to: to.into(),
        when: own.map(when),
        branches: branch.into_iter().collect(),
        ..plain_event()
    }
}

/// Three states and opinions beside: in `qui` they are asked for, in `no` they are not, but those that run go on.
fn opinions() -> Workflow {
    let mut states = ["qui", "no", "si"].map(|id| state(id, Phase::InReview)).to_vec();
    let beside = |id, phase| State { track: Some("parere".into()), ..state(id, phase) };
    states.extend([beside("chiesto", Phase::InReview), beside("contrario", Phase::Concluded)]);
    states.push(State { track: Some("riunione".into()), ..state("chiamato", Phase::Concluded) });
    let asks = Event { id: "chiedi".into(), from: vec!["qui".into()], to: String::new(), ..plain_event() };
    let goes_on = Event { id: "vai".into(), from: vec!["qui".into()], to: "no".into(), ..plain_event() };
    let answers = Event {
        id: "risponde".into(),
        track: Some("parere".into()),
        from: vec!["chiesto".into()],
        to: "contrario".into(),
        ..plain_event()
    };
    // Taken back only by who was called to a meeting, which nobody calls here.
    let taken_back = Event {
        id: "ritira".into(),
        track: Some("parere".into()),
        from: vec!["contrario".into()],
        to: "chiesto".into(),
        when: Some(when("all_riunione > 0")),
        ..plain_event()
    };
    let meeting = Track {
        id: "riunione".into(),
        opened_by: Vec::new(),
        closed_by: Vec::new(),
        initial: "chiamato".into(),
    };
    let track = Track {
        id: "parere".into(),
        opened_by: vec!["chiedi".into()],
        closed_by: Vec::new(),
        initial: "chiesto".into(),
    };
    Workflow {
        initial: "qui".into(),
        states,
        events: vec![asks, goes_on, answers, taken_back],
        tracks: vec![track, meeting],
    }
}

#[test]
fn what_has_run_beside_rules_out_as_long_as_nothing_moves_it() {
    let workflow = opinions();
    let (clocks, calendar) = (Clocks::default(), Calendar::default());
    let chart = Chart::new(&workflow, &clocks, &calendar);
    let (qui, no) = (chart.standing("qui").unwrap(), chart.standing("no").unwrap());
    let asked = Standing { tracks: vec![Running { track: 0, body: "asl".into(), state: 3 }], ..no.clone() };
    let given = Standing { tracks: vec![Running { track: 0, body: "asl".into(), state: 4 }], ..no.clone() };
    let facts = Given(BTreeMap::new());
    for (rule, at, condition, ruled_out) in [
        ("opinions can be asked for here", &qui, "in_contrario > 0", false),
        ("nobody asks for one any more", &no, "in_contrario > 0", true),
        ("that none is against it stays so", &no, "in_contrario == 0", false),
        ("an answer is still to come", &asked, "in_contrario > 0", false),
        ("it may also be another", &asked, "in_contrario == 0", false),
        ("it has come", &given, "in_contrario > 0", false),
        ("and is not taken back", &given, "in_contrario == 0", true),
        ("how many there are stays so", &given, "all_parere > 1", true),
        ("what was given is among all", &given, "all_parere == 1", false),
        ("and stays among them", &given, "all_parere == 0", true),
        ("it could be taken back where they meet, and nobody meets there", &given, "in_contrario < 1", true),
    ] {
        assert_eq!(chart.ruled_out(&event(Some(condition), None, "si"), at, &facts), ruled_out, "{rule}");
    }
}

#[test]
fn what_runs_beside_may_still_change_by_whatever_keeps_the_case_where_it_is() {
    let asked = |from: &str, to: &str, branch: Option<&str>| {
        let branch = branch.map(|to| Branch {
            when: when("motivo == \"x\""),
            to: to.into(),
            works: None,
            source: None,
        });
        let branches = branch.into_iter().collect();
        Event { id: "chiedi".into(), from: vec![from.into()], to: to.into(), branches, ..plain_event() }
    };
    for (rule, asks, may_come) in [
        ("it names no other state", asked("qui", "", None), true),
        ("it leads where the case is", asked("qui", "qui", None), true),
        ("one of its branches does", asked("qui", "no", Some("qui")), true),
        ("it leads the case away", asked("qui", "no", None), false),
        ("so do its branches", asked("qui", "no", Some("si")), false),
        ("it is possible elsewhere", asked("no", "", None), false),
    ] {
        let mut workflow = opinions();
        workflow.events[0] = asks;
        let (clocks, calendar) = (Clocks::default(), Calendar::default());
        let chart = Chart::new(&workflow, &clocks, &calendar);
        let (at, facts) = (chart.standing("qui").unwrap(), Given(BTreeMap::new()));
        let ruled_out = chart.ruled_out(&event(Some("all_parere > 0"), None, "si"), &at, &facts);
        assert_eq!(ruled_out, !may_come, "{rule}");
    }
}

#[test]
fn what_was_given_beside_may_still_be_taken_away_where_an_act_does_that() {
    for (rule, from, taken_away) in [("where the case is", "no", true), ("elsewhere", "qui", false)] {
        let mut workflow = opinions();
        workflow.events.push(Event {
            id: "toglie".into(),
            from: vec![from.into()],
            to: String::new(),
            ..plain_event()
        });
        workflow.tracks[0].closed_by = vec!["toglie".into()];
        let (clocks, calendar) = (Clocks::default(), Calendar::default());
        let chart = Chart::new(&workflow, &clocks, &calendar);
        let given = vec![Running { track: 0, body: "asl".into(), state: 4 }];
        let (at, facts) =
            (Standing { tracks: given, ..chart.standing("no").unwrap() }, Given(BTreeMap::new()));
        let ruled_out = chart.ruled_out(&event(Some("in_contrario == 0"), None, "si"), &at, &facts);
        assert_eq!(ruled_out, !taken_away, "{rule}");
    }
}

#[test]
fn of_two_that_wait_for_each_other_nothing_is_ruled_out() {
    let mut workflow = opinions();
    let calls = Event {
        id: "convoca".into(),
        from: vec!["no".into()],
        to: String::new(),
        when: Some(when("in_contrario == 0")),
        ..plain_event()
    };
    workflow.events.push(calls);
    workflow.tracks[1].opened_by = vec!["convoca".into()];
    let (clocks, calendar) = (Clocks::default(), Calendar::default());
    let chart = Chart::new(&workflow, &clocks, &calendar);
    let given = vec![Running { track: 0, body: "asl".into(), state: 4 }];
    let (at, facts) = (Standing { tracks: given, ..chart.standing("no").unwrap() }, Given(BTreeMap::new()));
    // The opinion is taken back by who was called, and nobody is called as long as it stands.
    assert!(!chart.ruled_out(&event(Some("in_contrario == 0"), None, "si"), &at, &facts));
}

#[test]
fn a_condition_asks_which_body_and_what_is_over_counts_no_more() {
    let mut workflow = opinions();
    let meets = Event {
        id: "convoca".into(),
        who: vec![Who::Rup],
        from: vec!["qui".into()],
        to: String::new(),
        ..plain_event()
    };
    let determines = Event {
        id: "determina".into(),
        who: vec![Who::Rup],
        from: vec!["qui".into()],
        to: "si".into(),
        ..plain_event()
    };
    let over_dissent = Some(when("in_contrario_without_riunione == 0"));
    workflow.events.extend([meets, Event { when: over_dissent, ..determines }]);
    let taken_back = workflow.events.iter_mut().find(|event| event.id == "ritira").unwrap();
    (taken_back.who, taken_back.when) = (vec![Who::Rup], Some(when("own_riunione > 0")));
    workflow.tracks[1].opened_by = vec!["convoca".into()];
    workflow.tracks[1].closed_by = vec!["determina".into()];
    let (clocks, calendar) = (Clocks::default(), Calendar::default());
    let chart = Chart::new(&workflow, &clocks, &calendar);
    let mut at = chart.standing("qui").unwrap();
    at.tracks = vec![Running { track: 0, body: "asl".into(), state: 4 }];
    let step = |at: &Standing, event: &str, bodies: &[&str]| {
        let what = Happening {
            event,
            who: &[Who::Rup],
            on: "2026-03-02".parse().unwrap(),
            bodies,
            text: None,
            until: None,
            forced: false,
            seq: 1,
            versions: &[],
            days: &[],
        };
        chart.step(at, &what, &NoFacts).map(|step| step.standing)
    };
    let another = step(&at, "convoca", &["arpa"]).unwrap();
    assert_eq!(step(&another, "determina", &[]), Err(Refusal::ConditionFails), "who dissents was not called");
    assert_eq!(step(&another, "ritira", &["asl"]), Err(Refusal::ConditionFails), "nor has it been there");
    let called = step(&another, "convoca", &["asl"]).unwrap();
    assert_eq!(
        step(&called, "ritira", &["asl"]).unwrap().tracks[0].state,
        3,
        "who was called may change its mind"
    );
    let determined = step(&called, "determina", &[]).unwrap();
    assert_eq!(determined.tracks, at.tracks, "the meeting is over, the dissent stays");
}

#[test]
fn a_track_ends_with_an_act_of_the_main_way_and_only_where_no_term_is_of_it() {
    let read = |by: &str| {
        let mut workflow: Workflow =
            toml::from_str(include_str!("../../testkit/procedures/termini/workflow.toml")).unwrap();
        workflow.tracks[0].closed_by = vec![by.to_owned()];
        let clocks: Clocks =
            toml::from_str(include_str!("../../testkit/procedures/termini/clocks.toml")).unwrap();
        [workflow.findings(), clocks.findings(&workflow)].concat()
    };
    for (by, place, words) in [
        ("niente", Place::Track(0), "is closed by `niente`, which is no event of the main way"),
        ("chiedi_parere", Place::Track(0), "both opens and closes"),
        ("nega", Place::Term(4), "belongs to the track `parere`, which is closed"),
    ] {
        let found = read(by);
        let own = found.iter().find(|one| one.place == place && one.message.contains(words));
        assert!(own.is_some_and(|one| !one.remedy.is_empty()), "{by}: {found:?}");
    }
}

#[test]
fn what_the_answers_rule_out_is_not_foretold() {
    let workflow = opinions();
    let (clocks, calendar) = (Clocks::default(), Calendar::default());
    let chart = Chart::new(&workflow, &clocks, &calendar);
    let at = chart.standing("qui").unwrap();
    let facts = Given(BTreeMap::from([("motivo".to_owned(), Value::Text("scelta".into()))]));
    let own = Some("motivo == \"scelta\"");
    let other = Some("motivo == \"obbligo\"");
    for (rule, event, leads) in [
        ("nothing is asked", event(None, None, "no"), vec!["no"]),
        ("the condition holds", event(own, None, "no"), vec!["no"]),
        ("the answers rule it out", event(other, None, "no"), vec![]),
        ("opinions can still come", event(Some("all_parere > 0"), None, "no"), vec!["no"]),
        ("one can still turn against it", event(Some("in_contrario > 0"), None, "no"), vec!["no"]),
        (
            "opinions cannot mend an answer",
            event(Some("all_parere > 0 && motivo == \"obbligo\""), None, "no"),
            vec![],
        ),
        ("both ways are open", event(None, Some("all_parere > 0"), "no"), vec!["no", "si"]),
        ("the answers take the branch", event(None, own, "no"), vec!["si"]),
        ("they do not take it", event(None, other, "no"), vec!["no"]),
        ("without the branch it stays", event(None, Some("all_parere > 0"), ""), vec!["si"]),
    ] {
        assert_eq!(chart.leads(&event, &at, &facts), leads, "{rule}");
    }
    let unanswered = Given(BTreeMap::new());
    assert_eq!(chart.leads(&event(other, None, "no"), &at, &unanswered), ["no"], "nobody knows yet");
}
