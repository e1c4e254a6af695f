//! What is wrong in the form of an act: all of it at once, each mistake at its field.

use jiff::Span;
use serde::{Deserialize, Serialize};

use super::{ActionView, CasePage};
use crate::{
    Code,
    forms::typed_money,
    messages::LONGEST_EVIDENCE,
    time::{Date, typed_day},
};

/// A field of the form of an act, in the order of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ActField {
    /// The bodies that it is for.
    Bodies,
    /// Whom it goes to beside.
    Recipients,
    /// What is written.
    Text,
    /// What is asked point by point.
    Points,
    /// The sum to be paid.
    Sum,
    /// The last day to pay.
    PayBy,
    /// The last day that it sets.
    Due,
    /// The day on which it came another way.
    Came,
    /// What proves that day.
    Proof,
    /// Why it comes late.
    Reason,
}

/// One thing for which an act was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActProblem {
    /// Where it is put right; none where it is about the act as a whole.
    pub field: Option<ActField>,
    /// Why.
    pub code: Code,
}

impl CasePage {
    /// Whether the office asked the reader point by point: the answer then has a page of its own. The office itself writes
    /// down an answer on paper as a whole.
    #[must_use]
    pub fn by_points(&self) -> bool {
        self.desk.is_none()
            && self.requests.iter().any(|request| request.open && !request.own && !request.points.is_empty())
    }

    /// Whether the office has before it a case that was filed in the portal.
    #[must_use]
    pub fn filed_here(&self) -> bool {
        self.desk.is_some() && !self.by_office && self.arrival.is_none()
    }

    /// Whether the form of an act stands on this page: not where it has a page of its own, or is possible no more.
    #[must_use]
    pub fn has_form(&self, action: &ActionView) -> bool {
        let elsewhere = action.files && self.desk.is_none() || action.answers && self.by_points();
        !elsewhere && !action.is_over()
    }
}

impl ActionView {
    /// Whether its term lets nobody do it any more. What came another way may have come before.
    #[must_use]
    pub fn is_over(&self) -> bool {
        let over = self.late.as_ref().is_some_and(|late| !late.forcible);
        over && self.in_time.is_none() && !self.stands_in
    }

    /// What is wrong at a field.
    #[must_use]
    pub fn problem_at(&self, field: ActField) -> Option<Code> {
        self.problems.iter().find(|problem| problem.field == Some(field)).map(|problem| problem.code)
    }

    /// What is wrong with the act as a whole.
    #[must_use]
    pub fn problem_of_all(&self) -> Option<Code> {
        self.problems.iter().find(|problem| problem.field.is_none()).map(|problem| problem.code)
    }

    /// That it was refused for this, with what was typed in it already put back.
    pub fn refuse(&mut self, code: Code) {
        self.problems.push(ActProblem { field: self.field_of(code), code });
    }

    /// The same of a form, with whatever else it lacks: one reads all that is wrong at once. What is not about the form is said
    /// alone. `came_needed` says that what came another way needs its day.
    pub fn refuse_form(&mut self, code: Code, came_needed: bool, today: Date) {
        self.refuse(code);
        if self.problems.iter().any(|problem| problem.field.is_none()) {
            return;
        }
        for (field, code) in self.lacks(came_needed).into_iter().chain(self.odd(today)) {
            if self.problem_at(field).is_none() {
                self.problems.push(ActProblem { field: Some(field), code });
            }
        }
        self.problems.sort_by_key(|problem| problem.field);
    }

    /// The field that a refusal is about.
    fn field_of(&self, code: Code) -> Option<ActField> {
        let typed = &self.beside;
        let dated = self.stands_in || self.dated || !blank(&typed.came);
        let forcible = self.late.as_ref().is_some_and(|late| late.forcible);
        Some(match code {
            Code::BodyMissing | Code::BodyAsked if !self.bodies.is_empty() => ActField::Bodies,
            Code::RecipientMissing | Code::RecipientWrong | Code::TooManyRecipients => ActField::Recipients,
            Code::PointsMissing | Code::TooManyPoints | Code::PointTooLong if self.points.is_some() => {
                ActField::Points
            }
            Code::SumMissing
                if self.payment.as_ref().is_some_and(|payment| !payment.sum.trim().is_empty()) =>
            {
                ActField::PayBy
            }
            Code::SumMissing | Code::SumWrong => ActField::Sum,
            Code::PayByPast => ActField::PayBy,
            Code::DueMissing
            | Code::DueTooEarly
            | Code::DueTooLate
            | Code::DueOnRest
            | Code::DueInThePast => ActField::Due,
            Code::DayUnreadable if unreadable(&typed.came) => ActField::Came,
            Code::DayUnreadable if unreadable(&typed.due) => ActField::Due,
            Code::DayUnreadable => ActField::PayBy,
            Code::CameMissing | Code::CameLate => ActField::Came,
            Code::DayWrong if dated => ActField::Came,
            Code::ProofMissing => ActField::Proof,
            Code::TextTooLong if typed.proof.trim().chars().count() > LONGEST_EVIDENCE => ActField::Proof,
            Code::TextTooLong if forcible && !self.text_is_long() => ActField::Reason,
            Code::TextMissing | Code::TextTooLong if self.text_label.is_some() => ActField::Text,
            Code::TermOverForcible if forcible => ActField::Reason,
            _ => return None,
        })
    }

    fn text_is_long(&self) -> bool {
        self.typed.replace("\r\n", "\n").trim().chars().count() > self.text_max as usize
    }

    /// What the form itself shows to be missing or unreadable. Whatever else may be wrong is known only to whoever judges it.
    fn lacks(&self, came_needed: bool) -> Vec<(ActField, Code)> {
        let typed = &self.beside;
        let (due, came) = (typed.due.trim(), typed.came.trim());
        let only_in_time = self.in_time.is_some_and(|in_time| in_time.only);
        let no_day = came.is_empty() && (came_needed || only_in_time || !blank(&typed.proof));
        // What has a day of its own may have come in time.
        let late = self.late.as_ref().is_some_and(|late| late.forcible) && came.is_empty() && !no_day;
        let text = self.text_label.is_some();
        let choose = !self.bodies.is_empty() && self.body.is_none();
        let points = self.points.as_ref().is_some_and(|points| points.required && blank(&points.typed));
        let others = self.recipients.as_ref().is_some_and(|form| form.only && blank(&form.typed));
        let day_set = self.sets_day.is_some_and(|set| set.least == 1);
        let mut lacks = Vec::new();
        let mut say = |wrong: bool, field: ActField, code: Code| {
            if wrong {
                lacks.push((field, code));
            }
        };
        say(choose && typed.bodies.is_empty(), ActField::Bodies, Code::BodyMissing);
        say(others, ActField::Recipients, Code::RecipientMissing);
        say(text && self.text_required && blank(&self.typed), ActField::Text, Code::TextMissing);
        say(text && self.text_is_long(), ActField::Text, Code::TextTooLong);
        say(points, ActField::Points, Code::PointsMissing);
        if let Some(payment) = &self.payment {
            let (sum, by) = (payment.sum.trim(), payment.by.trim());
            let asked = payment.required || !sum.is_empty() || !by.is_empty();
            say(asked && sum.is_empty(), ActField::Sum, Code::SumMissing);
            let wrong = !sum.is_empty() && typed_money(sum).is_none_or(|cents| cents <= 0);
            say(wrong, ActField::Sum, Code::SumWrong);
            say(!sum.is_empty() && by.is_empty(), ActField::PayBy, Code::SumMissing);
            say(unreadable(by), ActField::PayBy, Code::DayUnreadable);
        }
        say(day_set && due.is_empty(), ActField::Due, Code::DueMissing);
        say(unreadable(due), ActField::Due, Code::DayUnreadable);
        say(no_day, ActField::Came, Code::CameMissing);
        say(unreadable(came), ActField::Came, Code::DayUnreadable);
        say(!came.is_empty() && blank(&typed.proof), ActField::Proof, Code::ProofMissing);
        say(late && blank(&typed.reason), ActField::Reason, Code::TermOverForcible);
        lacks
    }
}

impl ActionView {
    /// What can be read and cannot be meant: days that are over or too far, too much of something, a recipient without an address.
    fn odd(&self, today: Date) -> Vec<(ActField, Code)> {
        let mut odd = Vec::new();
        let mut say = |wrong: bool, field: ActField, code: Code| {
            if wrong {
                odd.push((field, code));
            }
        };
        let lines =
            |text: &str| text.lines().filter(|line| !blank(line)).map(str::to_owned).collect::<Vec<_>>();
        if let Some(form) = &self.recipients {
            let named = lines(&form.typed);
            let nowhere = |line: &String| line.split_once(';').is_none_or(|(_, address)| blank(address));
            say(named.len() > usize::from(form.most), ActField::Recipients, Code::TooManyRecipients);
            say(named.iter().any(nowhere), ActField::Recipients, Code::RecipientWrong);
        }
        if let Some(form) = &self.points {
            let points = lines(&form.typed);
            let long = |line: &String| line.trim().chars().count() > form.max_chars as usize + MARK;
            say(points.len() > form.max as usize, ActField::Points, Code::TooManyPoints);
            say(points.iter().any(long), ActField::Points, Code::PointTooLong);
        }
        let by = self.payment.as_ref().and_then(|payment| typed_day(payment.by.trim()));
        say(by.is_some_and(|by| by <= today), ActField::PayBy, Code::PayByPast);
        // What has a day of its own is counted from that.
        let due = typed_day(self.beside.due.trim()).filter(|_| blank(&self.beside.came));
        if let (Some(due), Some(set)) = (due, self.sets_day.filter(|set| set.least > 0)) {
            let after = |days: u16| today.saturating_add(Span::new().days(days));
            say(due <= today, ActField::Due, Code::DueInThePast);
            say(due < after(set.least), ActField::Due, Code::DueTooEarly);
            say(set.most.is_some_and(|most| due > after(most)), ActField::Due, Code::DueTooLate);
        }
        odd
    }
}

/// The longest mark that a line of a list may begin with, which is no part of a point: `12. `.
const MARK: usize = 4;

fn blank(typed: &str) -> bool {
    typed.trim().is_empty()
}

/// Whether something was typed that is no day.
fn unreadable(typed: &str) -> bool {
    !blank(typed) && typed_day(typed.trim()).is_none()
}
