//! Terms in every standing, the way of a case, "what if?", the calendar of an office.

use app::{layout::Frame, pages};
use contract::{
    Code,
    cases::{
        Binds, Consequences, DayProof, LateAct, MovePage, MoveRefusal, Outcome, PathNext, PathStop, PathView,
        RectifyForeseen, Silence, TermChange, TermEffect, TermLength, TermLine, TermMove, TermStatus,
        TermView, Truth, Turned, VersionChange, VoidMove, WhatIf,
    },
    catalogue::{ServiceTimes, Tenths, TookFigures},
    office::{DeadlineRow, Deadlines},
    time::Date,
};

use super::{HOSTILE, case_id, took};

pub(crate) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn line(change: TermMove, void: Option<VoidMove>) -> TermLine {
    TermLine {
        on: day("2026-03-20"),
        change,
        cause: HOSTILE.to_owned(),
        cause_on: Some(day("2026-03-14")),
        source: "D.P.R. 380/2001, articolo 20, comma 5".to_owned(),
        due: Some(day("2026-05-01")),
        earliest: Some(day("2026-04-20")),
        left: Some(12),
        void,
        proof: DayProof::Pec,
    }
}

fn term(status: TermStatus, length: TermLength, binds: Binds) -> TermView {
    let moves = [
        TermMove::Start,
        TermMove::Suspend,
        TermMove::Resume,
        TermMove::Interrupt,
        TermMove::Restart,
        TermMove::Extend,
        TermMove::Stay,
        TermMove::End,
    ];
    let void = [VoidMove::TooLate(day("2026-04-01")), VoidMove::TooOften, VoidMove::Never];
    let lines = moves.map(|change| line(change, None));
    let voids = void.map(|why| line(TermMove::Interrupt, Some(why)));
    TermView {
        id: "istruttoria".to_owned(),
        label: HOSTILE.to_owned(),
        body: HOSTILE.to_owned(),
        binds,
        appointment: binds == Binds::Nobody,
        length,
        source: "D.P.R. 380/2001, articolo 20, comma 3".to_owned(),
        set: (status == TermStatus::Waiting).then(|| day("2026-05-30")),
        status,
        silence: if binds == Binds::Body { Silence::Refusal } else { Silence::Assent },
        silence_words: HOSTILE.to_owned(),
        lines: lines.into_iter().chain(voids).collect(),
    }
}

pub(crate) fn terms() -> Vec<TermView> {
    let running = |left| TermStatus::Running {
        nominal: day("2026-05-01"),
        earliest: day("2026-04-21"),
        latest: day("2026-05-02"),
        left,
    };
    vec![
        term(running(12), TermLength::Days(60), Binds::Office),
        term(running(-3), TermLength::WorkingDays(5), Binds::Applicant),
        term(running(0), TermLength::Months(6), Binds::Body),
        term(TermStatus::Waiting, TermLength::Given(30), Binds::Applicant),
        term(
            TermStatus::Suspended { since: day("2026-03-14"), left: 18, earliest: Some(day("2026-04-01")) },
            TermLength::Years(1),
            Binds::Office,
        ),
        term(TermStatus::Interrupted { since: day("2026-03-14") }, TermLength::Days(1), Binds::Office),
        term(TermStatus::Ended(day("2026-03-14")), TermLength::Days(30), Binds::Office),
    ]
}

pub(crate) fn path() -> PathView {
    let stop =
        |label: &str| PathStop { label: label.to_owned(), on: day("2026-03-02"), by: HOSTILE.to_owned() };
    let next =
        |whose, on| PathNext { label: HOSTILE.to_owned(), by: HOSTILE.to_owned(), whose, on, over: false };
    PathView {
        travelled: vec![stop("Presentata"), stop(HOSTILE)],
        next: vec![
            next(Some(Binds::Applicant), None),
            next(Some(Binds::Office), None),
            next(None, Some(day("2026-05-01"))),
        ],
        beside: vec![("Pareri".to_owned(), HOSTILE.to_owned(), "Chiesto".to_owned())],
    }
}

pub(crate) fn effects() -> Vec<TermEffect> {
    vec![TermEffect {
        label: HOSTILE.to_owned(),
        change: TermMove::Suspend,
        due: Some(day("2026-05-01")),
        earliest: Some(day("2026-04-20")),
        left: Some(18),
        on_receipt: true,
        chosen: false,
    }]
}

pub(crate) fn late() -> LateAct {
    LateAct { term: HOSTILE.to_owned(), last: day("2026-04-01"), forcible: true }
}

pub(crate) fn what_if(office: bool) -> WhatIf {
    WhatIf {
        case: case_id(),
        procedure: "CILA".to_owned(),
        number: "RC-2026-000123".to_owned(),
        office,
        events: vec![("chiudi".to_owned(), HOSTILE.to_owned())],
        chosen: Some("chiudi".to_owned()),
        today: day("2026-03-02"),
        on: Some(day("2026-03-20")),
        outcome: Some(Outcome {
            instead: vec![HOSTILE.to_owned()],
            refused: Some(Code::TermOver),
            fired: vec![(HOSTILE.to_owned(), day("2026-03-10"))],
            state: HOSTILE.to_owned(),
            next: HOSTILE.to_owned(),
            terms: terms(),
        }),
        problem: office.then(|| (HOSTILE.to_owned(), Code::DayUnreadable)),
    }
}

pub(crate) fn deadlines() -> Deadlines {
    let row = |nominal: &str, binds| DeadlineRow {
        case: case_id(),
        number: "RC-2026-000123".to_owned(),
        procedure: "CILA".to_owned(),
        about: HOSTILE.to_owned(),
        state: HOSTILE.to_owned(),
        term: HOSTILE.to_owned(),
        body: HOSTILE.to_owned(),
        binds,
        silence: HOSTILE.to_owned(),
        nominal: (binds != Binds::Body).then(|| day("2026-06-01")),
        earliest: day(nominal),
        latest: (binds != Binds::Body).then(|| day("2026-06-02")),
        taken: binds != Binds::Office,
        own: binds == Binds::Office,
    };
    Deadlines {
        today: day("2026-03-02"),
        binds: Some(Binds::Office),
        mine: false,
        overdue: vec![row("2026-02-10", Binds::Office)],
        rows: vec![
            row("2026-03-01", Binds::Office),
            row("2026-03-04", Binds::Applicant),
            row("2026-03-20", Binds::Body),
            row("2026-05-20", Binds::Office),
        ],
        late: vec![row("2025-05-20", Binds::Office)],
        more: true,
        took: vec![
            ServiceTimes { slug: "cila".to_owned(), title: HOSTILE.to_owned(), took: took(None) },
            ServiceTimes {
                slug: "scia".to_owned(),
                title: "SCIA".to_owned(),
                took: took(Some(TookFigures { cases: 7, mean: Tenths(121), median: Tenths(115) })),
            },
        ],
    }
}

/// Moving a case, refused when it was tried; with every kind of line.
/// Everything that can be different in a case.
pub(crate) fn consequences() -> Consequences {
    let status = [
        None,
        Some(TermStatus::Waiting),
        Some(TermStatus::Suspended { since: day("2026-03-14"), left: 1, earliest: None }),
        Some(TermStatus::Interrupted { since: day("2026-03-14") }),
        Some(TermStatus::Ended(day("2026-03-14"))),
    ];
    let running = TermStatus::Running {
        nominal: day("2026-03-14"),
        earliest: day("2026-03-14"),
        latest: day("2026-03-14"),
        left: 3,
    };
    let change = |before| TermChange { label: HOSTILE.to_owned(), before, after: Some(running) };
    Consequences {
        state: (HOSTILE.to_owned(), "Altro".to_owned()),
        terms: status.into_iter().map(change).collect(),
        fires: vec![(HOSTILE.to_owned(), day("2026-03-14"))],
        passes: true,
        requests: Turned { off: 1, on: 2 },
        payments: Turned { off: 1, on: 2 },
        announcements: Turned { off: 1, on: 2 },
        actions_gone: vec![HOSTILE.to_owned()],
        actions_new: vec![HOSTILE.to_owned()],
    }
}

/// Before something is put right, whatever is true of it.
pub(crate) fn rectified(office: &Frame) -> Vec<(&'static str, String)> {
    let days = vec![("inizio_lavori".to_owned(), HOSTILE.to_owned(), day("2026-03-14"), day("2026-03-16"))];
    let page = |truth, comes| pages::office_rectify(office, &rectify_foreseen(truth, comes));
    vec![
        ("rectify a day", page(Truth::On(day("2026-03-16")), consequences())),
        ("rectify nothing", page(Truth::Never, Consequences::default())),
        ("rectify after all", page(Truth::AfterAll(day("2026-03-16")), consequences())),
        ("rectify declared days", page(Truth::Days(days), consequences())),
    ]
}

fn rectify_foreseen(truth: Truth, comes: Consequences) -> RectifyForeseen {
    RectifyForeseen {
        case: case_id(),
        procedure: HOSTILE.to_owned(),
        number: "RC-2026-000123".to_owned(),
        of: 2,
        event: HOSTILE.to_owned(),
        on: day("2026-03-14"),
        truth,
        reason: HOSTILE.to_owned(),
        sent: true,
        comes,
        row_version: 2,
    }
}

pub(crate) fn move_page(refused: Option<MoveRefusal>) -> MovePage {
    MovePage {
        case: case_id(),
        procedure: HOSTILE.to_owned(),
        number: "RC-2026-000123".to_owned(),
        from: 1,
        to: 2,
        valid_from: day("2026-03-14"),
        hash: HOSTILE.to_owned(),
        refused,
        changes: vec![VersionChange::Removed(HOSTILE.to_owned(), HOSTILE.to_owned())],
        comes: consequences(),
        fees: Some((6_500, 7_000)),
        row_version: 2,
        problem: refused.is_none().then_some(Code::TextMissing),
        typed: HOSTILE.to_owned(),
    }
}
