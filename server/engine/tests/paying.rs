//! What the check finds in payments that an office asks for, and in what everybody may read.

use engine::*;

const WORKFLOW: &str = include_str!("../../testkit/procedures/termini/workflow.toml");

fn workflow() -> Workflow {
    toml::from_str(WORKFLOW).unwrap()
}

#[test]
fn payments_are_asked_by_the_office_and_what_is_published_is_an_act_with_a_law() {
    type Change = fn(&mut Event);
    let mistakes: [(&str, &str, Change, &str); 18] = [
        ("no sum", "chiedi_somma", |e| e.payment = None, "a payment of no sum"),
        ("a sum for nothing", "chiedi_somma", |e| e.effects.pop().map_or((), |_| ()), "would be lost"),
        (
            "of the applicant",
            "chiedi_somma",
            |e| e.who.push(Who::Applicant),
            "nobody of the office says how much",
        ),
        (
            "by the end of a term",
            "chiedi_somma",
            |e| e.who = vec![Who::System],
            "nobody of the office says how much",
        ),
        (
            "for a draft",
            "chiedi_somma",
            |e| e.from.push("bozza".into()),
            "nobody of the office says how much",
        ),
        ("a payment that asks", "somma_arrivata", |e| e.answers = true, "asks more than it brings"),
        (
            "that sends an act",
            "somma_arrivata",
            |e| e.effects.push(Effect::RegisterOutgoing),
            "asks more than",
        ),
        ("of nobody knows what", "somma_arrivata", |e| e.payments_of.clear(), "several events ask for one"),
        (
            "of what asks for none",
            "somma_arrivata",
            |e| e.payments_of.push("proroga".into()),
            "the payment of `proroga`, which never comes",
        ),
        (
            "nobody hears of it",
            "proroga",
            |e| e.payments_of.push("chiedi_somma".into()),
            "the payment of `chiedi_somma`, which never comes",
        ),
        ("nothing to read", "annuncia", |e| e.publish = None, "publishes nothing"),
        ("read by nobody", "annuncia", |e| e.effects.clear(), "says for everybody is lost"),
        ("no law", "annuncia", |e| e.source = None, "without a law that says so"),
        ("by the applicant", "annuncia", |e| e.who = vec![Who::Applicant], "nobody of the office looked at"),
        (
            "no act",
            "annuncia",
            |e| e.publish.as_mut().unwrap().act = "proroga".into(),
            "no act of the office",
        ),
        ("no day", "annuncia", |e| e.publish.as_mut().unwrap().days = 0, "can be read for 0 days"),
        ("by the end of a term", "annuncia", |e| e.who = vec![Who::System], "nobody of the office looked at"),
        ("itself", "annuncia", |e| e.publish.as_mut().unwrap().act = "annuncia".into(), "announces itself"),
    ];
    assert_eq!(workflow().findings(), []);
    for (rule, event, change, words) in mistakes {
        let mut workflow = workflow();
        let at = workflow.events.iter().position(|own| own.id == event).unwrap();
        change(&mut workflow.events[at]);
        let found = workflow.findings();
        let own = found.iter().find(|one| one.place == Place::Event(at) && one.message.contains(words));
        assert!(own.is_some_and(|one| !one.remedy.is_empty()), "{rule}: {found:?}");
    }
    let mut nobody = workflow();
    nobody.events.retain(|event| event.payment.is_none());
    let found = nobody.findings();
    assert!(found.iter().any(|one| one.message.contains("and nobody asks for one")), "{found:?}");
}
