//! Mistakes in terms and tracks that no story would meet: each is said in words of its own.

use engine::{
    clock::{self, Change, Clocks, FromDay},
    *,
};

use crate::terms::{clocks, workflow};

fn term<'a>(clocks: &'a mut Clocks, id: &str) -> &'a mut clock::Term {
    clocks.terms.iter_mut().find(|term| term.id == id).unwrap()
}

/// A term that has a change of another once more, changed again.
fn moved_again(clocks: &mut Clocks, id: &str, change: impl Fn(&mut clock::Move)) {
    let own = term(clocks, id);
    let mut again = own.moves[0].clone();
    change(&mut again);
    own.moves.push(again);
}

/// The bodies' term counts from the receipt by those of these tracks.
fn waits_for(clocks: &mut Clocks, tracks: &[&str]) {
    term(clocks, "opposizione_enti").moves[0].day =
        FromDay::ReceiptBy(tracks.iter().map(|track| (*track).to_owned()).collect());
}

type Mistake = (&'static str, fn(&mut Workflow, &mut Clocks));

#[test]
fn each_mistake_is_said_in_words_of_its_own() {
    let mistakes: [Mistake; 15] = [
        ("turns a filed case back into a draft", |w, _| {
            w.events.iter_mut().find(|event| event.id == "integra").unwrap().to = "bozza".into();
        }),
        ("nobody may fire the event `somma_mancata`, and no term does", |_, c| term(c, "somma").fires = None),
        ("fires an event of another track", |_, c| term(c, "parere").fires = Some("silenzio".into())),
        ("moves the term `richiesta` twice", |_, c| moved_again(c, "richiesta", |_| {})),
        ("the silence at the end of the term `decisione` leads to no state", |_, c| {
            term(c, "decisione").fires = None;
        }),
        ("are of two tracks", |_, c| {
            moved_again(c, "parere", |again| {
                (again.event, again.does) = ("multa_arrivata".into(), Change::End);
            });
        }),
        ("comes after `mai`, which is no event of the main way", |w, _| {
            let attests = w.events.iter_mut().find(|event| event.id == "attesta").unwrap();
            (attests.dated, attests.after) = (true, Some("mai".into()));
        }),
        ("the day of the event `attesta` is that on which it is written down", |w, _| {
            w.events.iter_mut().find(|event| event.id == "attesta").unwrap().after = Some("invia".into());
        }),
        ("waits for bodies of the track `mai`, which is not there", |_, c| waits_for(c, &["mai"])),
        ("waits for bodies to which the act of `concludi` does not go", |_, c| waits_for(c, &[])),
        ("waits for bodies to which the act of `concludi` does not go", |w, _| {
            w.events.iter_mut().find(|event| event.id == "concludi").unwrap().recipients = None;
        }),
        ("count from the receipt of `concludi` by the one and by the other", |_, c| {
            moved_again(c, "richiesta", |again| {
                (again.event, again.day) = ("concludi".into(), FromDay::Receipt);
            });
        }),
        ("is there twice", |w, _| w.tracks[1].id = w.tracks[0].id.clone()),
        ("begins in", |w, _| w.tracks[0].initial = "multa_chiesta".into()),
        ("there are 146 states", |w, _| {
            let one = w.states[1].clone();
            w.states.extend((0..130).map(|n| State { id: format!("altro_{n}"), ..one.clone() }));
        }),
    ];
    for (words, change) in mistakes {
        let (mut workflow, mut clocks) = (workflow(), clocks());
        change(&mut workflow, &mut clocks);
        let all = [workflow.findings(), clocks.findings(&workflow)].concat();
        assert!(all.iter().any(|one| one.message.contains(words)), "{words}: {all:?}");
    }
    let fine = (workflow(), clocks());
    assert_eq!(
        [fine.0.findings(), fine.1.findings(&fine.0)].concat(),
        [],
        "as it is written nothing is wrong"
    );
}
