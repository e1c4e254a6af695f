//! Sample data of contacts, acts on their way and the register.

use contract::{
    Code, Lang,
    ids::CommunicationId,
    messages::{Channel, CommunicationView, ContactForm, ContactProblem, Delivery, PecPaper, ProofForm, Way},
    register::{
        Annulment, ClosedDay, Direction, EntryKey, NumberForm, RegisterEntry, RegisterName, RegisterPage,
        RegisterRow,
    },
};

use super::{AT, HOSTILE, case_id};

/// The form of the contacts, in order or with everything wrong.
pub(crate) fn contacts(wrong: bool) -> ContactForm {
    use ContactProblem::{EmailMissing, PecWrong, PostalMissing, PostalTooLong};
    ContactForm {
        notices: true,
        email: HOSTILE.to_owned(),
        channel: if wrong { Channel::Pec } else { Channel::Portal },
        pec: HOSTILE.to_owned(),
        postal: HOSTILE.to_owned(),
        lang: Lang::En,
        row_version: 3,
        login_email: wrong.then(|| HOSTILE.to_owned()),
        problems: if wrong { vec![EmailMissing, PecWrong, PostalMissing, PostalTooLong] } else { vec![] },
        refused: wrong.then_some(Code::StaleSave),
    }
}

/// One act in each place on its way.
pub(crate) fn acts() -> Vec<CommunicationView> {
    let received = |proof: &str| Delivery::Received {
        on: "2026-11-28".to_owned(),
        proof: proof.to_owned(),
        evidence: HOSTILE.to_owned(),
    };
    let ways = [
        (Way::Portal, Delivery::Waiting),
        (Way::Pec, Delivery::Waiting),
        (Way::Pec, Delivery::Accepted(AT)),
        (Way::ToSend, Delivery::Waiting),
        (Way::Pec, Delivery::Failed(HOSTILE.to_owned())),
        (Way::Portal, received("opened")),
        (Way::Pec, received("pec")),
        (Way::ToSend, received("evidence")),
    ];
    let act = |(place, (way, delivery)): (usize, (Way, Delivery))| CommunicationView {
        passed: place == 1,
        undone: place == 2,
        opened_file: (place == 6).then_some(AT),
        papers: PecPaper::ALL.to_vec(),
        id: format!("01890000-0000-7000-8000-0000000000{place:02}").parse().unwrap(),
        case: case_id(),
        case_number: "RC-2026-000123".to_owned(),
        kind: HOSTILE.to_owned(),
        protocollo: RegisterName { words: "2026/0000124".to_owned(), awaited: place == 0 },
        made_at: AT,
        recipient: HOSTILE.to_owned(),
        way,
        address: Some(HOSTILE.to_owned()),
        delivery,
        document: Some("01890000-0000-7000-8000-000000000077".parse().unwrap()),
        row_version: 1,
    };
    ways.into_iter().enumerate().map(act).collect()
}

/// What was typed for the fourth act, and refused.
pub(crate) fn proof() -> ProofForm {
    let of: CommunicationId = "01890000-0000-7000-8000-000000000003".parse().unwrap();
    ProofForm {
        of: Some(of),
        day: HOSTILE.to_owned(),
        evidence: HOSTILE.to_owned(),
        problem: Some(Code::DayWrong),
    }
}

fn row(direction: Direction, annulled: bool) -> RegisterRow {
    RegisterRow {
        key: EntryKey { year: 2026, number: 124 },
        name: RegisterName { words: "2026/0000124".to_owned(), awaited: false },
        direction,
        at: AT,
        party: HOSTILE.to_owned(),
        subject: HOSTILE.to_owned(),
        case: case_id(),
        case_number: "RC-2026-000123".to_owned(),
        own: annulled,
        annulled,
    }
}

/// The register, found or not.
pub(crate) fn register(problem: Option<Code>) -> RegisterPage {
    let found = problem.is_none();
    let closed =
        ClosedDay { day: "2026-11-27".parse().unwrap(), entries: 2, sha256: "0".repeat(64), made_at: AT };
    RegisterPage {
        day: HOSTILE.to_owned(),
        number: HOSTILE.to_owned(),
        problem,
        rows: if found { vec![row(Direction::In, false), row(Direction::Out, true)] } else { vec![] },
        more: found,
        closed: if found { vec![closed] } else { vec![] },
    }
}

/// An entry that can be annulled, or was.
pub(crate) fn entry(annulled: bool, problem: Option<Code>) -> RegisterEntry {
    RegisterEntry {
        row: row(Direction::Out, annulled),
        files: vec![(HOSTILE.to_owned(), "0".repeat(64)), (String::new(), "1".repeat(64))],
        text: Some(HOSTILE.to_owned()),
        annulment: annulled.then(|| Annulment {
            reason: HOSTILE.to_owned(),
            authority: HOSTILE.to_owned(),
            by: HOSTILE.to_owned(),
            at: AT,
        }),
        numbering: (!annulled).then(|| NumberForm {
            number: HOSTILE.to_owned(),
            day: HOSTILE.to_owned(),
            problem,
        }),
        signed_here: annulled,
        by_hand: !annulled,
        may_annul: !annulled,
        reason: HOSTILE.to_owned(),
        authority: HOSTILE.to_owned(),
        problem,
    }
}
