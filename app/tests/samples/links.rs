//! Cases that belong together, hostile where people or procedures write.

use app::{layout::Frame, pages};
use contract::{
    Code,
    cases::{Companion, FollowOffer, LinkForeseen, LinkedCase, Relation, StepTarget, SummaryPage, Together},
    ids::CaseId,
};

use super::{HOSTILE, case_id};

/// Two more cases.
fn others() -> [CaseId; 2] {
    ["0199a0e2-7c5e-7000-8000-00000000000a", "0199a0e2-7c5e-7000-8000-00000000000b"]
        .map(|id| id.parse().unwrap())
}

pub(crate) fn linked() -> Vec<LinkedCase> {
    let [one, other] = others();
    let case = |case, open, relation, declared| LinkedCase {
        case,
        open,
        number: "RC-2026-000124".to_owned(),
        procedure: HOSTILE.to_owned(),
        state: if open { HOSTILE.to_owned() } else { String::new() },
        relation,
        declared,
    };
    vec![case(one, true, Relation::Followed, true), case(other, false, Relation::Follower, false)]
}

pub(crate) fn offers() -> Vec<FollowOffer> {
    let offer = |slug: &str, draft| FollowOffer {
        slug: slug.to_owned(),
        link: "fine".to_owned(),
        label: HOSTILE.to_owned(),
        explain: HOSTILE.to_owned(),
        fires: vec!["fine".to_owned()],
        draft,
    };
    vec![offer("fine-lavori", None), offer("agibilita", Some(case_id()))]
}

pub(crate) fn together(ready: bool) -> Together {
    let [one, other] = others();
    let companion =
        |case, ready, next| Companion { case, procedure: HOSTILE.to_owned(), ready, unsigned: !ready, next };
    Together {
        leader: None,
        companions: vec![
            companion(one, ready, StepTarget::Summary),
            companion(other, true, StepTarget::Questions("lavori".to_owned())),
        ],
        offers: offers(),
    }
}

/// Of a draft that is sent with another.
pub(crate) fn led() -> Together {
    Together { leader: Some((others()[0], HOSTILE.to_owned())), ..Together::default() }
}

/// Summaries of drafts that are sent together.
pub(crate) fn summaries(citizen: &Frame) -> [(&'static str, String); 2] {
    let page =
        |together, why| pages::summary(citizen, &SummaryPage { together, ..super::summary(true) }, Some(why));
    [
        ("summary of one that leads", page(together(false), Code::CompanionIncomplete)),
        ("summary of one that is led", page(led(), Code::SentTogether)),
    ]
}

/// What would happen where a case is put together with another, with every kind of line.
pub(crate) fn foreseen(declared: bool) -> LinkForeseen {
    let day = crate::samples::terms::day("2026-03-14");
    let both = (HOSTILE.to_owned(), "RC-2026-000123".to_owned());
    LinkForeseen {
        case: case_id(),
        linking: (declared, HOSTILE.to_owned()),
        follower: both.clone(),
        followed: both,
        happens: vec![(HOSTILE.to_owned(), day)],
        waits: vec![day],
        comes: crate::samples::terms::consequences(),
    }
}
