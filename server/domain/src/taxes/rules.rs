//! How a position stands, from its parts. No database, no clock.

use contract::payments::NoticeState;
use contract::taxes::{PlanView, PositionState};
use jiff::civil::Date;

/// What is paid of a position, in cents.
pub(super) fn paid(plans: &[PlanView]) -> i64 {
    let parts = plans.iter().flat_map(|plan| &plan.instalments);
    parts.filter(|part| part.notice.state == NoticeState::Paid).map(|part| part.notice.cents).sum()
}

/// How a position of this sum stands. Where there are several ways of paying, nobody is late as long as one of
/// them is on time.
pub(super) fn state(total: i64, plans: &[PlanView]) -> PositionState {
    let paid = paid(plans);
    if paid >= total {
        return if paid > total { PositionState::Overpaid } else { PositionState::Paid };
    }
    let mut open = plans
        .iter()
        .filter(|plan| plan.instalments.iter().any(|part| part.notice.state.payable()))
        .peekable();
    let late = |plan: &PlanView| plan.instalments.iter().any(|part| part.notice.late);
    if open.peek().is_some() && open.all(late) {
        return PositionState::Late;
    }
    if paid > 0 { PositionState::PartlyPaid } else { PositionState::Due }
}

/// What is to be paid next: the earliest last day and, of several on that day, the smallest sum.
pub(super) fn next(plans: &[PlanView]) -> Option<(Date, i64)> {
    let parts = plans.iter().flat_map(|plan| &plan.instalments);
    let open = parts.filter(|part| part.notice.state.payable());
    open.filter_map(|part| Some((part.notice.due?, part.notice.cents))).min()
}

#[cfg(test)]
mod tests {
    use contract::{ids::NoticeId, payments::NoticeView, taxes::InstalmentView};
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 7, 1);

    fn plan(parts: &[(i8, i64, NoticeState)]) -> PlanView {
        let part = |(number, (month, cents, state)): (u32, &(i8, i64, NoticeState))| {
            let due = date(2026, *month, 16);
            InstalmentView {
                number,
                notice: NoticeView {
                    id: NoticeId(Default::default()),
                    nav: String::new(),
                    reason: String::new(),
                    debtor: String::new(),
                    cents: *cents,
                    due: Some(due),
                    late: state.payable() && due < TODAY,
                    state: *state,
                },
            }
        };
        PlanView { instalments: (1..).zip(parts).map(part).collect() }
    }

    #[test]
    fn a_position_stands_as_its_parts_do() {
        use NoticeState::{Cancelled, Open, Paid, Paying};
        for (rule, plans, expected, next_due) in [
            ("nothing is late", vec![plan(&[(9, 100, Open)])], PositionState::Due, Some((9, 100))),
            (
                "a payment under way is none yet",
                vec![plan(&[(9, 100, Paying)])],
                PositionState::Due,
                Some((9, 100)),
            ),
            ("its day is over", vec![plan(&[(6, 100, Open)])], PositionState::Late, Some((6, 100))),
            ("paid", vec![plan(&[(6, 100, Paid)])], PositionState::Paid, None),
            (
                "one way of two is on time",
                vec![plan(&[(6, 100, Open)]), plan(&[(9, 50, Open), (12, 50, Open)])],
                PositionState::Due,
                Some((6, 100)),
            ),
            (
                "both ways are late",
                vec![plan(&[(6, 100, Open)]), plan(&[(6, 50, Open), (12, 50, Open)])],
                PositionState::Late,
                Some((6, 50)),
            ),
            (
                "the first part is paid, the other way closed",
                vec![plan(&[(6, 100, Cancelled)]), plan(&[(6, 50, Paid), (12, 50, Open)])],
                PositionState::PartlyPaid,
                Some((12, 50)),
            ),
            (
                "the second part is late",
                vec![plan(&[(5, 50, Paid), (6, 50, Open)])],
                PositionState::Late,
                Some((6, 50)),
            ),
            (
                "paid twice, in two ways",
                vec![plan(&[(6, 100, Paid)]), plan(&[(6, 50, Paid), (12, 50, Cancelled)])],
                PositionState::Overpaid,
                None,
            ),
        ] {
            let due = next_due.map(|(month, cents)| (date(2026, month, 16), cents));
            assert_eq!((state(100, &plans), next(&plans)), (expected, due), "{rule}");
        }
    }
}
