//! What a replay keeps of the changes of terms on its way.

use jiff::civil::Date;

use crate::{Happened, chart::same_body, clock::Change, standing::Moved};

/// What a replay has done to terms so far.
pub(crate) struct Trace {
    pub(crate) moved: Vec<Moved>,
    /// What is known of each term that something was to move.
    marks: Vec<Mark>,
    /// Whether everything came in the order of its days.
    pub(crate) orderly: bool,
    /// Whether something was put right.
    pub(crate) rectified: bool,
}

struct Mark {
    term: u16,
    body: String,
    /// The latest day of a change.
    last: Date,
    /// Whether something had no effect.
    undone: bool,
    /// The place in the journal of the last that was to end it.
    ended: i64,
}

impl Trace {
    pub(crate) fn of(history: &[Happened<'_>]) -> Self {
        let put_right =
            |fact: &Happened<'_>| matches!(fact, Happened::Rectified { .. } | Happened::DaysRectified { .. });
        let rectified = history.iter().any(put_right);
        Self { moved: Vec::with_capacity(history.len() * 2), marks: Vec::new(), orderly: true, rectified }
    }

    /// The terms that something was to end after a place in the journal.
    pub(crate) fn settled_since(&self, seq: i64) -> Vec<(u16, String)> {
        self.marks.iter().filter(|mark| mark.ended > seq).map(|mark| (mark.term, mark.body.clone())).collect()
    }

    /// Notes the changes from a place on. What had no effect when it happened may have had one if what came to be known
    /// later was known: then each term is read again by day.
    pub(crate) fn mark(&mut self, from: usize, receipt: bool) {
        for new in self.moved.iter().skip(from) {
            let ends = if new.entry.change == Change::End { new.entry.cause } else { 0 };
            let found =
                self.marks.iter_mut().find(|mark| mark.term == new.term && same_body(&mark.body, &new.body));
            match found {
                Some(mark) => {
                    self.orderly &= !(mark.last > new.entry.on || receipt && mark.undone);
                    mark.last = mark.last.max(new.entry.on);
                    mark.undone |= !new.done;
                    mark.ended = mark.ended.max(ends);
                }
                None => self.marks.push(Mark {
                    term: new.term,
                    body: new.body.clone(),
                    last: new.entry.on,
                    undone: !new.done,
                    ended: ends,
                }),
            }
        }
    }
}
