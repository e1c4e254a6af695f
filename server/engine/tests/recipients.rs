//! What the check finds in acts that go to others than whose case it is.

use engine::*;

const WORKFLOW: &str = include_str!("../../testkit/procedures/termini/workflow.toml");

#[test]
fn an_act_for_others_is_an_act_of_the_office_that_says_to_whom() {
    type Change = fn(&mut Event);
    let mistakes: [(&str, &str, Change, &str); 15] = [
        ("nothing is sent", "convoca", |e| e.effects.clear(), "has recipients, and sends nothing"),
        ("nobody", "convoca", |e| *rule(e) = RecipientsRule::default(), "are nobody"),
        ("too many", "convoca", |e| rule(e).others = 51, "may go to 51 others"),
        ("no body is asked", "avvisa_altri", |e| rule(e).bodies = true, "goes to bodies, and it asks none"),
        ("no track", "convoca", |e| rule(e).asked = vec!["x".into()], "bodies of `x`, which is no track"),
        ("asked alone", "avvisa_altri", |e| rule(e).asked = vec!["parere".into()], "is for others alone"),
        ("no law", "convoca", |e| e.source = None, "opens the documents of the case"),
        ("no body reads", "convoca", |e| rule(e).bodies = false, "opens the documents of the case"),
        ("for ever", "convoca", |e| rule(e).documents_days = 367, "opens the documents of the case"),
        ("read alone", "avvisa_altri", |e| rule(e).documents_days = 30, "is for others alone"),
        ("bodies alone", "convoca", |e| rule(e).only = true, "is for others alone"),
        ("nobody alone", "avvisa_altri", |e| rule(e).others = 0, "is for others alone"),
        ("it moves the case", "avvisa_altri", |e| e.to = "negata".into(), "is for others alone"),
        (
            "it asks whose case it is",
            "avvisa_altri",
            |e| e.points = Some(PointsRule { max: 1, max_chars: 10, required: false }),
            "is for others alone",
        ),
        (
            "a payment sends it",
            "somma_arrivata",
            |e| e.recipients = Some(RecipientsRule { others: 1, ..RecipientsRule::default() }),
            "asks more than it brings",
        ),
    ];
    for (name, event, change, words) in mistakes {
        let mut workflow: Workflow = toml::from_str(WORKFLOW).unwrap();
        let at = workflow.events.iter().position(|own| own.id == event).unwrap();
        change(&mut workflow.events[at]);
        let found = workflow.findings();
        let own = found.iter().find(|one| one.place == Place::Event(at) && one.message.contains(words));
        assert!(own.is_some_and(|one| !one.remedy.is_empty()), "{name}: {found:?}");
    }
}

fn rule(event: &mut Event) -> &mut RecipientsRule {
    event.recipients.as_mut().unwrap()
}
