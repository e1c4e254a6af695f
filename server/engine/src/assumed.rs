//! What must be true of a case for it to have come where it is, as far as the conditions of its workflow tell.

use std::collections::{BTreeMap, BTreeSet};

use contract::expr::{Expr, Formula, Op};

use crate::Track;

/// What is taken for granted on one way through a workflow: answers that were compared with a text, and what runs beside that
/// was opened. Of all else nothing is known, and it may be either way.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Assumed<'d> {
    answers: BTreeMap<&'d str, Answer<'d>>,
    /// The tracks that were opened, one bit each.
    opened: u128,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Answer<'d> {
    Is(&'d str),
    /// None of these, or not answered.
    IsNot(BTreeSet<&'d str>),
}

/// The least and the most that a number may be; no most where nobody knows.
type Span = (i64, Option<i64>);

impl<'d> Assumed<'d> {
    /// The same after a track was opened.
    pub(crate) fn open(&mut self, tracks: u128) {
        self.opened |= tracks;
    }

    /// The same after tracks were taken away.
    pub(crate) fn close(&mut self, tracks: u128) {
        self.opened &= !tracks;
    }

    /// The same with a condition that holds; nothing if it cannot.
    pub(crate) fn holding(&self, formula: &'d Formula, tracks: &[Track]) -> Option<Self> {
        formula.tree.as_ref().map_or_else(|| Some(self.clone()), |tree| self.when(tree, true, tracks))
    }

    /// The same with a condition that does not hold; nothing if it must.
    pub(crate) fn failing(&self, formula: &'d Formula, tracks: &[Track]) -> Option<Self> {
        formula.tree.as_ref().map_or_else(|| Some(self.clone()), |tree| self.when(tree, false, tracks))
    }

    fn when(&self, tree: &'d Expr, holds: bool, tracks: &[Track]) -> Option<Self> {
        match (tree, holds) {
            (Expr::Call(Op::And, both), true) | (Expr::Call(Op::Or, both), false) => {
                both.iter().try_fold(self.clone(), |known, one| known.when(one, holds, tracks))
            }
            // At least one of them: each alone is looked at, and nothing is learned.
            (Expr::Call(Op::Or, some), true) | (Expr::Call(Op::And, some), false) => {
                some.iter().any(|one| self.when(one, holds, tracks).is_some()).then(|| self.clone())
            }
            (Expr::Call(Op::Eq, sides), _) if compared(sides).is_some() => {
                let (name, text) = compared(sides)?;
                if holds { self.is(name, text) } else { self.is_not(name, text) }
            }
            (Expr::Call(Op::Ne, sides), true) if compared(sides).is_some() => {
                let (name, text) = compared(sides)?;
                self.is_not(name, text)
            }
            (Expr::Call(Op::In, sides), _) => self.among(sides, holds),
            (Expr::Call(Op::Not, one), true) => {
                one.iter().try_fold(self.clone(), |known, one| known.when(one, false, tracks))
            }
            // Of what is not so, that it is, or that nobody knows: only numbers are always known.
            (Expr::Call(Op::Not, one), false) => {
                let never = one.iter().any(|one| self.settled(one, tracks) == Some(false));
                (!never).then(|| self.clone())
            }
            (Expr::Call(op, sides), _) => {
                self.counts(*op, sides, tracks).is_none_or(|comes| comes == holds).then(|| self.clone())
            }
            _ => Some(self.clone()),
        }
    }

    fn among(&self, sides: &'d [Expr], holds: bool) -> Option<Self> {
        let [Expr::Name(name), Expr::Call(Op::List, list)] = sides else { return Some(self.clone()) };
        let texts: Option<Vec<&str>> = list
            .iter()
            .map(|one| match one {
                Expr::Text(text) => Some(text.as_str()),
                _ => None,
            })
            .collect();
        let Some(texts) = texts else { return Some(self.clone()) };
        if holds {
            texts.into_iter().any(|text| self.is(name, text).is_some()).then(|| self.clone())
        } else {
            texts.into_iter().try_fold(self.clone(), |known, text| known.is_not(name, text))
        }
    }

    fn is(&self, name: &'d str, text: &'d str) -> Option<Self> {
        let possible = match self.answers.get(name) {
            None => true,
            Some(Answer::Is(known)) => *known == text,
            Some(Answer::IsNot(others)) => !others.contains(text),
        };
        let mut next = self.clone();
        next.answers.insert(name, Answer::Is(text));
        possible.then_some(next)
    }

    fn is_not(&self, name: &'d str, text: &'d str) -> Option<Self> {
        let mut next = self.clone();
        match next.answers.get_mut(name) {
            Some(Answer::Is(known)) => return (*known != text).then_some(next),
            Some(Answer::IsNot(others)) => {
                others.insert(text);
            }
            None => {
                next.answers.insert(name, Answer::IsNot(BTreeSet::from([text])));
            }
        }
        Some(next)
    }

    /// What a condition on numbers alone comes to, where that is known.
    fn settled(&self, tree: &Expr, tracks: &[Track]) -> Option<bool> {
        let Expr::Call(op, parts) = tree else { return None };
        let mut known = parts.iter().map(|part| self.settled(part, tracks));
        match op {
            Op::And if known.clone().any(|part| part == Some(false)) => Some(false),
            Op::And => known.all(|part| part == Some(true)).then_some(true),
            Op::Or if known.clone().any(|part| part == Some(true)) => Some(true),
            Op::Or => known.all(|part| part == Some(false)).then_some(false),
            Op::Not => known.next()?.map(|part| !part),
            _ => self.counts(*op, parts, tracks),
        }
    }

    /// What a comparison of numbers comes to, where that is known: how many tracks were opened and run.
    fn counts(&self, op: Op, sides: &[Expr], tracks: &[Track]) -> Option<bool> {
        let [one, other] = sides else { return None };
        let ((least, most), (from, to)) = (self.span(one, tracks)?, self.span(other, tracks)?);
        let below = most.is_some_and(|most| most < from);
        let above = to.is_some_and(|to| least > to);
        let same = most == Some(least) && to == Some(from) && least == from;
        let known = |yes: bool, no: bool| if yes { Some(true) } else { no.then_some(false) };
        match op {
            Op::Eq => known(same, below || above),
            Op::Ne => known(below || above, same),
            Op::Gt => known(above, most.is_some_and(|most| most <= from)),
            Op::Ge => known(to.is_some_and(|to| least >= to), below),
            Op::Lt => known(below, to.is_some_and(|to| least >= to)),
            Op::Le => known(most.is_some_and(|most| most <= from), above),
            _ => None,
        }
    }

    fn span(&self, tree: &Expr, tracks: &[Track]) -> Option<Span> {
        match tree {
            Expr::Int(number) => Some((*number, Some(*number))),
            Expr::Name(name) => {
                let all = name.strip_prefix("all_");
                let known = all.or_else(|| name.strip_prefix("open_"))?;
                let at = tracks.iter().position(|track| track.id == known)?;
                let opened = self.opened & bit(at) != 0;
                Some((i64::from(opened && all.is_some()), (!opened).then_some(0)))
            }
            Expr::Call(Op::Add, sides) => sides.iter().try_fold((0, Some(0)), |(least, most), one| {
                let (own_least, own_most) = self.span(one, tracks)?;
                Some((least + own_least, most.zip(own_most).map(|(most, own)| most + own)))
            }),
            _ => None,
        }
    }
}

/// A place in a list as one bit of a set.
pub(crate) fn bit(place: usize) -> u128 {
    u32::try_from(place).ok().and_then(|place| 1_u128.checked_shl(place)).unwrap_or(0)
}

/// An answer that is compared with a text, on whatever side.
fn compared(sides: &[Expr]) -> Option<(&str, &str)> {
    match sides {
        [Expr::Name(name), Expr::Text(text)] | [Expr::Text(text), Expr::Name(name)] => Some((name, text)),
        _ => None,
    }
}
