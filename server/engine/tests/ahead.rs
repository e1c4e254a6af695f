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
    let names = [("motivo", Type::Text), ("all_parere", Type::Int), ("in_contrario", Type::Int)];
    let names = names.into_iter().map(|(name, kind)| (name.to_owned(), kind)).collect();
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

#[test]
fn what_the_answers_rule_out_is_not_foretold() {
    let mut states = ["qui", "no", "si"].map(|id| state(id, Phase::InReview)).to_vec();
    states.push(State { track: Some("parere".into()), ..state("contrario", Phase::Concluded) });
    let tracks = vec![Track { id: "parere".into(), opened_by: Vec::new(), initial: "contrario".into() }];
    let workflow = Workflow { initial: "qui".into(), states, events: Vec::new(), tracks };
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
