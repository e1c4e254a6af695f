//! Two versions of a procedure side by side: what changed for somebody who has begun to fill it.

use contract::forms::{FieldKind, Question};

use super::{Definition, by_hash, current};
use crate::{ctx::Ctx, error::Result};

/// What is different for a question or a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// It is asked now and was not before.
    Added(String),
    /// It is not asked any more.
    Removed(String),
    /// It is asked in another way, once instead of in rows or in rows instead of once: the answer has to
    /// be given again.
    OtherKind(String),
    /// It does not offer a choice any more: the question and the choice.
    ChoiceRemoved(String, String),
    /// A document that was not there before.
    DocumentAdded(String),
    /// A document that is not asked for any more.
    DocumentRemoved(String),
}

/// Everything that changed for the questions, in the order of the newer form; what is gone comes last.
/// Then the same for the documents.
#[must_use]
pub fn changes(old: &Definition, new: &Definition) -> Vec<Change> {
    let mut found = Vec::new();
    for question in questions(new) {
        let rows = in_rows(new, &question.id);
        match old.form.question(&question.id) {
            None => found.push(Change::Added(question.id.clone())),
            Some((step, before)) if before.kind != question.kind || step.repeat.is_some() != rows => {
                found.push(Change::OtherKind(question.id.clone()));
            }
            Some((_, before)) => {
                let gone = before.choices.iter().filter(|choice| !question.choices.contains(choice));
                found.extend(gone.map(|choice| Change::ChoiceRemoved(question.id.clone(), choice.clone())));
            }
        }
    }
    let gone = questions(old).filter(|question| new.form.question(&question.id).is_none());
    found.extend(gone.map(|question| Change::Removed(question.id.clone())));
    let come = new.slots.iter().filter(|slot| old.slot(&slot.id).is_none());
    found.extend(come.map(|slot| Change::DocumentAdded(slot.id.clone())));
    let gone = old.slots.iter().filter(|slot| new.slot(&slot.id).is_none());
    found.extend(gone.map(|slot| Change::DocumentRemoved(slot.id.clone())));
    found
}

fn questions(definition: &Definition) -> impl Iterator<Item = &Question> {
    let all = definition.form.steps.iter().flat_map(|step| &step.questions);
    all.filter(|question| question.kind.takes_answers() || question.kind == FieldKind::Computed)
}

/// Whether a question is answered once for each row of its step.
fn in_rows(definition: &Definition, question: &str) -> bool {
    definition.form.question(question).is_some_and(|(step, _)| step.repeat.is_some())
}

/// The revision that a draft on this one could move to; `None` if it is on the current one.
///
/// # Errors
/// Database errors.
pub(crate) async fn newer(ctx: &Ctx, hash: &str) -> Result<Option<std::sync::Arc<Definition>>> {
    let own = by_hash(ctx, hash).await?;
    let now = current(ctx, own.slug()).await?;
    Ok((now.hash != own.hash).then_some(now))
}
