//! Two versions of a procedure side by side: what changed for somebody who has begun to fill it.

use contract::{
    forms::{Answers, FieldKind, Question},
    ids::CaseId,
};
use entity::cases::{case_answers, cases};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use super::{Definition, Finding, by_hash, current};
use crate::{ctx::Ctx, error::Result};

/// What is different for a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// It is asked now and was not before.
    Added(String),
    /// It is not asked any more.
    Removed(String),
    /// It is asked in another way: an answer may have to be given again.
    OtherKind(String),
    /// It does not offer a choice any more: the question and the choice.
    ChoiceRemoved(String, String),
}

/// Everything that changed for the questions, in the order of the newer form; what is gone comes last.
#[must_use]
pub fn changes(old: &Definition, new: &Definition) -> Vec<Change> {
    let mut found = Vec::new();
    for question in questions(new) {
        match old.form.question(&question.id) {
            None => found.push(Change::Added(question.id.clone())),
            Some((_, before)) if before.kind != question.kind => {
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
    found
}

fn questions(definition: &Definition) -> impl Iterator<Item = &Question> {
    let all = definition.form.steps.iter().flat_map(|step| &step.questions);
    all.filter(|question| question.kind.takes_answers() || question.kind == FieldKind::Computed)
}

/// What keeps a revision from replacing the published one: questions and choices that are gone while
/// drafts have answers to them, unless the form says that they are retired.
///
/// # Errors
/// Database errors.
pub async fn unpublishable(ctx: &Ctx, new: &Definition) -> Result<Vec<Finding>> {
    let Ok(old) = current(ctx, new.slug()).await else { return Ok(Vec::new()) };
    if old.hash == new.hash {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for change in changes(&old, new) {
        let (question, choice) = match &change {
            Change::Removed(question) => (question, None),
            Change::ChoiceRemoved(question, choice) => (question, Some(choice)),
            Change::Added(_) | Change::OtherKind(_) => continue,
        };
        let word = choice.map_or_else(|| question.clone(), |choice| format!("{question}.{choice}"));
        if new.form.retired.contains(&word) {
            continue;
        }
        let drafts = drafts_answering(ctx, &old, question, choice.map(String::as_str)).await?;
        if drafts > 0 {
            let what = if choice.is_some() { "the choice" } else { "the question" };
            found.push(Finding {
                file: format!("{}/form.toml", new.slug()),
                line: None,
                message: format!(
                    "{what} `{word}` of the published version is gone and {drafts} drafts have it"
                ),
                remedy: format!("keep it, or write `retired = [\"{word}\"]` before the first step"),
            });
        }
    }
    Ok(found)
}

/// How many drafts of a revision answered a question, or chose one of its choices.
async fn drafts_answering(ctx: &Ctx, of: &Definition, question: &str, choice: Option<&str>) -> Result<usize> {
    let Some((_, asked)) = of.form.question(question) else { return Ok(0) };
    let drafts: Vec<uuid::Uuid> = cases::Entity::find()
        .select_only()
        .column(cases::Column::Id)
        .filter(cases::Column::DefinitionHash.eq(&of.hash))
        .filter(cases::Column::Phase.eq("draft"))
        .into_tuple()
        .all(ctx.db.read())
        .await?;
    let rows = case_answers::Entity::find()
        .filter(case_answers::Column::CaseId.is_in(drafts))
        .all(ctx.db.read())
        .await?;
    let mut having: Vec<CaseId> = Vec::new();
    for row in rows {
        let answers: Answers = serde_json::from_str(&row.answers)?;
        let has = asked.kind.parts().iter().any(|part| {
            let text = answers.of(asked, part.name);
            match choice {
                Some(choice) => text.split(',').any(|one| one == choice),
                None => !text.is_empty(),
            }
        });
        if has {
            having.push(CaseId(row.case_id));
        }
    }
    having.sort_unstable();
    having.dedup();
    Ok(having.len())
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
