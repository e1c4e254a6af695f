//! The way through a tree that the codes of an address describe.

use super::tree::{Choice, Node, Outcome, Question, Tree};

/// Codes looked at in one address: more than any tree has.
const MOST_CODES: usize = 500;

/// A way from the start: the questions answered, where it ends, and answers to other questions.
pub(super) struct Walk<'a> {
    pub(super) answered: Vec<(&'a Question, &'a Choice)>,
    pub(super) end: End<'a>,
    /// Answers that are on no question of the way. They are kept while one question is answered
    /// anew, so that those after it need not be given again.
    pub(super) aside: Vec<&'a Choice>,
}

pub(super) enum End<'a> {
    Question(&'a Question),
    Outcome(&'a Outcome),
}

/// Follows the codes from the start as far as they go, in whatever order they stand; what is no
/// code of the tree is left out. `None` only for a tree that was not checked.
pub(super) fn walk<'a>(tree: &'a Tree, given: &str) -> Option<Walk<'a>> {
    let codes: Vec<&str> = given.split(',').take(MOST_CODES).collect();
    let chosen =
        |question: &'a Question| question.choices.iter().find(|choice| codes.contains(&choice.id.as_str()));
    let mut answered: Vec<(&Question, &Choice)> = Vec::new();
    let mut next = tree.start.as_str();
    // A way of a checked tree asks each question once.
    for _ in 0..=tree.questions.len() {
        let end = match tree.node(next)? {
            Node::Outcome(outcome) => End::Outcome(outcome),
            Node::Question(question) => match chosen(question) {
                Some(choice) => {
                    answered.push((question, choice));
                    next = &choice.to;
                    continue;
                }
                None => End::Question(question),
            },
        };
        let on_the_way = |question: &Question| answered.iter().any(|(of, _)| of.id == question.id);
        let aside = tree.questions.iter().filter(|question| !on_the_way(question)).filter_map(chosen);
        let aside = if matches!(end, End::Question(_)) { aside.collect() } else { Vec::new() };
        return Some(Walk { answered, end, aside });
    }
    None
}

impl Walk<'_> {
    /// The codes of this way as an address carries them; `without` leaves one answer out.
    pub(super) fn codes(&self, without: Option<&str>) -> String {
        let answered = self.answered.iter().map(|(_, choice)| choice.id.as_str());
        let codes = answered.chain(self.aside.iter().map(|choice| choice.id.as_str()));
        codes.filter(|code| Some(*code) != without).collect::<Vec<_>>().join(",")
    }
}
