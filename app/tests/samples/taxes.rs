//! Sample data of taxes and payments, hostile where people or files say something.

use contract::{
    payments::{
        BasketPage, CartState, NoticeForm, NoticeProblem, NoticeState, NoticeView, PaymentPage, ReceiptFault,
        ReceiptToCheck, ReceiptView,
    },
    taxes::{InstalmentView, PlanView, PositionPage, PositionRow, PositionState},
};

use super::{AT, HOSTILE};

pub(crate) fn notice(state: NoticeState, late: bool) -> NoticeView {
    NoticeView {
        id: "01890000-0000-7000-8000-00000000000a".parse().unwrap(),
        nav: "3010 0000 0000 0001 44".to_owned(),
        reason: HOSTILE.to_owned(),
        debtor: HOSTILE.to_owned(),
        cents: 17_400,
        due: Some("2026-06-16".parse().unwrap()),
        late,
        state,
    }
}

pub(crate) fn row(state: PositionState) -> PositionRow {
    PositionRow {
        id: "01890000-0000-7000-8000-00000000000b".parse().unwrap(),
        title: "Tassa sui rifiuti (TARI) 2026".to_owned(),
        place: HOSTILE.to_owned(),
        state,
        total: 17_400,
        paid: 5_800,
        next: Some(("2026-06-16".parse().unwrap(), 5_800)),
    }
}

pub(crate) fn position(state: PositionState, online: bool) -> PositionPage {
    let part = |number, state, late| InstalmentView { number, notice: notice(state, late) };
    let parts = vec![
        part(1, NoticeState::Paid, false),
        part(2, NoticeState::Open, true),
        part(3, NoticeState::Paying, false),
    ];
    PositionPage {
        row: row(state),
        owner: HOSTILE.to_owned(),
        lines: vec![("Quota fissa".to_owned(), 6_734), (HOSTILE.to_owned(), -100)],
        plans: vec![
            PlanView { instalments: vec![part(1, NoticeState::Open, false)] },
            PlanView { instalments: parts },
            PlanView { instalments: vec![part(1, NoticeState::Cancelled, false)] },
        ],
        online,
    }
}

pub(crate) fn basket(notices: usize, problems: Vec<NoticeProblem>) -> BasketPage {
    BasketPage {
        notices: vec![notice(NoticeState::Open, false); notices],
        total: 17_400,
        online: notices < 5,
        form: NoticeForm { nav: HOSTILE.to_owned(), code: HOSTILE.to_owned(), problems },
    }
}

pub(crate) fn payment(state: CartState) -> PaymentPage {
    PaymentPage {
        id: "01890000-0000-7000-8000-00000000000c".parse().unwrap(),
        state,
        notices: NoticeState::ALL.map(|state| notice(state, false)).to_vec(),
        total: 34_800,
        checkout: Some("https://checkout.example/1".to_owned()),
        cases: vec![(super::case_id(), "RC-2026-000123".to_owned())],
        begun_at: AT,
    }
}

pub(crate) fn proof() -> ReceiptView {
    ReceiptView {
        notice: notice(NoticeState::Paid, false).id,
        nav: "3010 0000 0000 0001 44".to_owned(),
        iuv: "01000000000000144".to_owned(),
        token: HOSTILE.to_owned(),
        reason: HOSTILE.to_owned(),
        cents: 17_400,
        paid_at: AT,
        applied_on: Some("2026-06-16".parse().unwrap()),
        psp: HOSTILE.to_owned(),
        psp_code: Some("88888888888".to_owned()),
        fee: Some(150),
        debtor: HOSTILE.to_owned(),
        creditor: "Comune di Roccascura".to_owned(),
        creditor_code: "00000000000".to_owned(),
        overpaid: true,
        real: false,
    }
}

pub(crate) fn receipts() -> Vec<ReceiptToCheck> {
    let receipt = |fault| ReceiptToCheck {
        token: HOSTILE.to_owned(),
        nav: "301000000000000144".to_owned(),
        cents: 17_400,
        psp: HOSTILE.to_owned(),
        fault,
        at: AT,
    };
    ReceiptFault::ALL.map(receipt).to_vec()
}
