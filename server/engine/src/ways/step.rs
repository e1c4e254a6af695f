//! What one event does where a case may be.

use contract::cases::Phase;

use super::{Act, At, Counted, Next, Stands, Ways};
use crate::{
    Who,
    assumed::{Assumed, bit},
    clock::{Change, Move, Quota, Term},
    stepping::over,
};

impl<'d> Ways<'d> {
    fn phase(&self, state: usize) -> Phase {
        self.workflow.states.get(state).map_or(Phase::Archived, |state| state.phase)
    }

    /// Everything that may happen in a place.
    pub(super) fn after(&self, at: &At<'d>) -> Vec<(usize, Next<'d>)> {
        let mut found = Vec::new();
        for (index, act) in self.acts.iter().enumerate() {
            for (to, assumed) in self.targets(at, act) {
                for ended in fired(at, act) {
                    let mut next = Next { at: at.clone(), stopped: Vec::new(), freed: Vec::new() };
                    next.at.assumed = assumed.clone();
                    if self.close {
                        next.at.assumed.close(act.closes);
                        next.at.assumed.open(act.opens);
                    }
                    if act.event.track.is_none() {
                        next.at.place.state = to;
                    }
                    if let Some(ended) = ended {
                        self.change(&mut next, ended, Change::End, None);
                    }
                    if self.moved(&mut next, act, to) {
                        self.closed(&mut next, act);
                        if next.at.place.state != at.place.state {
                            next.at.here &= !at.here;
                        }
                        found.push((index, next));
                    }
                }
            }
        }
        found.extend(self.received(at));
        found
    }

    /// The states to which an event leads from a place, each with what it takes for granted. What runs beside leaves the case
    /// where it is: it may happen whenever the case is filed.
    fn targets(&self, at: &At<'d>, act: &Act<'d>) -> Vec<(usize, Assumed<'d>)> {
        let (event, state) = (act.event, at.place.state);
        if event.track.is_some() {
            let beside = self.phase(state) != Phase::Draft && !act.moves.is_empty();
            let states = act.branches.iter().map(|(_, to)| *to).chain(act.to).filter(|_| beside);
            return states.map(|to| (to, at.assumed.clone())).collect();
        }
        if act.from & bit(state) == 0 {
            return Vec::new();
        }
        let own = if event.stays() { Some(state) } else { act.to };
        if !self.close {
            let states = act.branches.iter().map(|(_, to)| *to).chain(own);
            return states.map(|to| (to, at.assumed.clone())).collect();
        }
        let tracks = &self.workflow.tracks;
        let mut otherwise = match &event.when {
            Some(when) => at.assumed.holding(when, tracks),
            None => Some(at.assumed.clone()),
        };
        let mut found = Vec::new();
        for (branch, to) in &act.branches {
            let Some(so_far) = &otherwise else { break };
            found.extend(so_far.holding(&branch.when, tracks).map(|assumed| (*to, assumed)));
            otherwise = so_far.failing(&branch.when, tracks);
        }
        found.extend(own.zip(otherwise));
        // Until a case is filed, its answers may change.
        for (_, assumed) in found.iter_mut().filter(|(to, _)| self.phase(*to) == Phase::Draft) {
            *assumed = at.assumed.clone();
        }
        found
    }

    /// Does to the terms what the event does; false if that is refused.
    fn moved(&self, next: &mut Next<'d>, act: &Act<'d>, to: usize) -> bool {
        for (own, nth, moves) in act.moves.iter().filter(|(.., moves)| !moves.day.is_receipt()) {
            if self.leads(moves, to) && !self.carried_out(next, (*own, *nth, moves)) {
                return false;
            }
        }
        for place in &act.receipts {
            let Some((_, own, _, moves)) = self.receipts.get(*place) else { continue };
            let begins =
                self.terms.get(*own).is_some_and(|term| self.may_begin(term, moves, next.at.place.state));
            if begins && self.leads(moves, to) {
                next.at.place.waits |= bit(*place);
                next.at.here |= if self.close { bit(*place) } else { 0 };
            }
        }
        true
    }

    fn leads(&self, moves: &Move, to: usize) -> bool {
        moves.to.as_ref().is_none_or(|id| self.workflow.states.get(to).is_some_and(|state| state.id == *id))
    }

    fn may_begin(&self, term: &Term, moves: &Move, state: usize) -> bool {
        let begins = matches!(moves.does, Change::Start | Change::Restart | Change::Resume);
        !begins || term.outlives || !over(self.phase(state))
    }

    /// Does what one rule says; false if it is done too often.
    fn carried_out(&self, next: &mut Next<'d>, (own, nth, moves): (usize, usize, &Move)) -> bool {
        let (Some(term), Some(counted)) = (self.terms.get(own), next.at.place.terms.get(own)) else {
            return true;
        };
        if !self.may_begin(term, moves, next.at.place.state) {
            return true;
        }
        let running = counted.stands == Stands::Running;
        let spent = |quota: Option<Quota>, times: u16| {
            running && quota.and_then(|quota| quota.times).is_some_and(|most| times >= most)
        };
        match moves.does {
            Change::Suspend if spent(term.suspends, counted.suspended) => return false,
            Change::Interrupt if spent(term.interrupts, counted.interrupted) => return false,
            change => self.change(next, own, change, Some(nth)),
        }
        true
    }

    /// Changes a term; what it does not stand for leaves it alone.
    fn change(&self, next: &mut Next<'d>, own: usize, change: Change, by: Option<usize>) {
        let (Some(term), Some(counted)) = (self.terms.get(own), next.at.place.terms.get_mut(own)) else {
            return;
        };
        let before = counted.stands;
        let limited = |quota: Option<Quota>| u16::from(quota.is_some_and(|quota| quota.times.is_some()));
        counted.stands = match (before, change) {
            (Stands::Waiting | Stands::Ended, Change::Start) => {
                (counted.suspended, counted.interrupted) = (0, 0);
                Stands::Running
            }
            (Stands::Running, Change::Suspend) => {
                counted.suspended += limited(term.suspends);
                Stands::Suspended
            }
            (Stands::Running, Change::Interrupt) => {
                counted.interrupted += limited(term.interrupts);
                Stands::Interrupted
            }
            (Stands::Suspended, Change::Resume) | (Stands::Interrupted, Change::Restart) => Stands::Running,
            (Stands::Waiting, Change::End) => Stands::Waiting,
            (_, Change::End) => Stands::Ended,
            (stands, _) => stands,
        };
        let after = counted.stands;
        next.stopped.extend(by.filter(|_| before == Stands::Running && after.still()).map(|nth| (own, nth)));
        if before.still() && !after.still() {
            next.freed.push(own);
        }
        // Its matter is settled: what is received only now begins nothing.
        if change == Change::End {
            self.forget(&mut next.at, own);
        }
    }

    fn forget(&self, at: &mut At<'d>, own: usize) {
        let receipts = self.receipts.iter().enumerate().filter(|(_, (_, of, ..))| *of == own);
        let others = receipts.fold(u128::MAX, |set, (place, _)| set & !bit(place));
        at.place.waits &= others;
        at.here &= others;
    }

    /// Ends what does not outlive the case, where it is over.
    fn closed(&self, next: &mut Next<'d>, act: &Act<'d>) {
        if act.event.track.is_some() || !over(self.phase(next.at.place.state)) {
            return;
        }
        for (own, _) in self.terms.iter().enumerate().filter(|(_, term)| !term.outlives) {
            self.forget(&mut next.at, own);
            let open = |term: &&mut Counted| term.stands == Stands::Running || term.stands.still();
            if let Some(term) = next.at.place.terms.get_mut(own).filter(open) {
                term.stands = Stands::Ended;
            }
        }
    }

    /// The receipts that may come in a place.
    fn received(&self, at: &At<'d>) -> Vec<(usize, Next<'d>)> {
        let may_come = if self.close { at.here } else { at.place.waits };
        let mut found = Vec::new();
        for (place, (act, own, nth, moves)) in self.receipts.iter().enumerate() {
            if may_come & bit(place) == 0 {
                continue;
            }
            let mut next = Next { at: at.clone(), stopped: Vec::new(), freed: Vec::new() };
            next.at.place.waits &= !bit(place);
            next.at.here &= !bit(place);
            self.carried_out(&mut next, (*own, *nth, moves));
            found.push((*act, next));
        }
        found
    }
}

/// The terms by whose end an event comes about here, one at a time; one nothing for what comes about otherwise.
fn fired(at: &At<'_>, act: &Act<'_>) -> Vec<Option<usize>> {
    if act.event.who != [Who::System] || act.fired_by.is_empty() {
        return vec![None];
    }
    let runs = |own: &&usize| at.place.terms.get(**own).is_some_and(|term| term.stands == Stands::Running);
    act.fired_by.iter().filter(runs).map(|own| Some(*own)).collect()
}
