//! What the pages of a tree show.

use std::collections::BTreeMap;

use contract::{
    Lang,
    catalogue::{GivenAnswer, PrecheckChoice, PrecheckOutcome, PrecheckPage, PrecheckQuestion, PrecheckStep},
    time::Moment,
};

use super::{
    Precheck,
    tree::{LangTexts, Outcome, Question},
    walk::{End, Walk, walk},
};

/// The page after these answers. `None` only for a tree that was not checked.
pub(super) fn page(tree: &Precheck, lang: Lang, given: &str, now: Moment) -> Option<PrecheckPage> {
    let texts = tree.texts(lang);
    let walk = walk(&tree.tree, given)?;
    let answers = walk.answered.iter().map(|(question, choice)| GivenAnswer {
        question: texts.question.get(&question.id).map(|texts| texts.label.clone()).unwrap_or_default(),
        answer: texts.choice.get(&choice.id).map(|texts| texts.label.clone()).unwrap_or_default(),
        change: walk.codes(Some(&choice.id)),
    });
    Some(PrecheckPage {
        card: tree.card(lang),
        intro: texts.intro.clone(),
        given: answers.collect(),
        codes: walk.codes(None),
        back: walk.answered.last().map(|(_, choice)| walk.codes(Some(&choice.id))),
        made_at: now,
        step: match walk.end {
            End::Question(of) => PrecheckStep::Question(question(texts, of)?),
            End::Outcome(of) => PrecheckStep::Outcome(outcome(texts, of, &walk)?),
        },
    })
}

fn question(texts: &LangTexts, of: &Question) -> Option<PrecheckQuestion> {
    let words = texts.question.get(&of.id)?;
    let choices = of.choices.iter().filter_map(|choice| {
        let words = texts.choice.get(&choice.id)?;
        Some(PrecheckChoice { code: choice.id.clone(), label: words.label.clone(), hint: words.hint.clone() })
    });
    Some(PrecheckQuestion {
        id: of.id.clone(),
        label: words.label.clone(),
        hint: words.hint.clone(),
        choices: choices.collect(),
    })
}

fn outcome(texts: &LangTexts, of: &Outcome, walk: &Walk<'_>) -> Option<PrecheckOutcome> {
    let words = texts.outcome.get(&of.id)?;
    let added = walk.answered.iter().filter_map(|(_, choice)| texts.choice.get(&choice.id));
    let added = added.flat_map(|words| &words.needed);
    // What the outcome says is said last, and wins.
    let mut prefill: BTreeMap<String, String> = BTreeMap::new();
    for (_, choice) in &walk.answered {
        prefill.extend(choice.prefill.clone());
    }
    prefill.extend(of.prefill.clone());
    Some(PrecheckOutcome {
        kind: of.kind,
        title: words.title.clone(),
        why: words.why.clone(),
        source: of.source.clone(),
        todo: words.todo.clone(),
        needed: words.needed.iter().chain(added).cloned().collect(),
        prefill: if of.procedure.is_some() { prefill.into_iter().collect() } else { Vec::new() },
        procedure: of.procedure.clone(),
    })
}
