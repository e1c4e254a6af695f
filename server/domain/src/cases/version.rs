//! A draft on an older version of its form: kept as it is, or moved when its author says so.

use contract::{
    Lang,
    cases::{VersionChange, VersionPage},
    forms::{Answers, PageKey, Pages, accept, words},
    ids::CaseId,
};
use entity::cases::{case_answers, cases};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::Expr};

use super::progress::Filled;
use crate::{
    access::{self, Opened},
    ctx::{Actor, Ctx},
    db::repeating,
    documents::{self, CaseFile},
    error::{Error, Kind, Result},
    procedures::{self, Change, Definition},
};

/// What would change for a draft that moves to the current version. `None` if it is on it already.
///
/// # Errors
/// As [`super::step_page`].
pub async fn version_page(ctx: &Ctx, actor: &Actor, lang: Lang, id: CaseId) -> Result<Option<VersionPage>> {
    let Opened { definition, .. } = access::draft_shown_to_owner(ctx, actor, id).await?;
    let Some(new) = procedures::newer(ctx, &definition.hash).await? else { return Ok(None) };
    let changes = changes_for(ctx.db.read(), lang, id, &definition, &new).await?;
    Ok(Some(VersionPage {
        case: id,
        procedure: new.text(lang).service().short.clone(),
        version: new.version(),
        changes,
    }))
}

/// What is different in another version for a case with its answers and files.
///
/// # Errors
/// Database errors.
pub(super) async fn changes_for(
    db: &impl ConnectionTrait,
    lang: Lang,
    id: CaseId,
    old: &Definition,
    new: &Definition,
) -> Result<Vec<VersionChange>> {
    let filled = Filled::load(db, id).await?;
    let files = documents::files_of(db, old, id).await?;
    let changes = procedures::changes(old, new).into_iter();
    Ok(changes.filter_map(|change| said(old, new, lang, &filled, &files, change)).collect())
}

/// A change in the words of the form. What is gone matters only to who answered it or gave files for it.
fn said(
    old: &Definition,
    new: &Definition,
    lang: Lang,
    filled: &Filled,
    files: &[CaseFile],
    change: Change,
) -> Option<VersionChange> {
    let label = |of: &Definition, question: &str| of.text(lang).question(question).label.to_owned();
    let title = |of: &Definition, slot: &str| of.text(lang).slot(slot).title.to_owned();
    Some(match change {
        Change::Added(question) => VersionChange::Added(label(new, &question)),
        Change::OtherKind(question) => VersionChange::AnswerAgain(label(new, &question)),
        Change::ChoiceRemoved(question, choice) => {
            let chosen = answer(old, filled, lang, &question)?;
            let words = old.text(lang).choice(&question, &choice)?;
            if !chosen.contains(words) {
                return None;
            }
            VersionChange::AnswerAgain(label(new, &question))
        }
        Change::Removed(question) => {
            let lost = answer(old, filled, lang, &question)?;
            VersionChange::Removed(label(old, &question), lost)
        }
        Change::DocumentAdded(slot) => VersionChange::DocumentAdded(title(new, &slot)),
        Change::DocumentRemoved(slot) if files.iter().any(|file| file.slot == slot) => {
            VersionChange::DocumentRemoved(title(old, &slot))
        }
        Change::DocumentRemoved(_) => return None,
    })
}

fn answer(definition: &Definition, filled: &Filled, lang: Lang, question: &str) -> Option<String> {
    let (step, asked) = definition.form.question(question)?;
    let label = |value: &str| definition.text(lang).choice(question, value).map(str::to_owned);
    let pages =
        filled.pages.iter().filter(|(page, _)| page.parse().is_ok_and(|page: PageKey| page.step == step.id));
    let given: Vec<String> = pages.filter_map(|(_, answers)| words(asked, answers, lang, label)).collect();
    (!given.is_empty()).then(|| given.join("; "))
}

/// Moves a draft to the current version: every answer to a question that is still there stays.
///
/// # Errors
/// As [`super::save_step`]. A draft that is on the current version stays as it is.
pub async fn take_new_version(ctx: &Ctx, actor: &Actor, id: CaseId) -> Result<()> {
    let outcome = repeating(|| async {
        let tx = ctx.db.begin().await?;
        let Opened { definition, .. } = access::draft(ctx, &tx, actor, id).await?;
        let Some(new) = procedures::newer(ctx, &definition.hash).await? else { return Ok(()) };
        access::touch_draft(ctx, &tx, id).await?;
        let filled = Filled::load(&tx, id).await?;
        case_answers::Entity::delete_many().filter(case_answers::Column::CaseId.eq(id.0)).exec(&tx).await?;
        for (page, answers) in moved(&definition, &new, &filled.pages) {
            let row = case_answers::ActiveModel {
                case_id: Set(id.0),
                step: Set(page),
                answers: Set(serde_json::to_string(&answers)?),
                saved_at: Set(ctx.clock.now().0),
                // Pages made before the move are stale, whatever version they carry.
                row_version: Set(filled.versions.values().max().copied().unwrap_or(0) + 1),
            };
            case_answers::Entity::insert(row).exec_without_returning(&tx).await?;
        }
        let updated = cases::Entity::update_many()
            .col_expr(cases::Column::DefinitionHash, Expr::value(new.hash.clone()))
            .col_expr(cases::Column::State, Expr::value(new.workflow.initial.clone()))
            .filter(cases::Column::Id.eq(id.0))
            .exec(&tx)
            .await?;
        if updated.rows_affected != 1 {
            return Err(Error::NotFound(Kind::Case));
        }
        tx.commit().await?;
        Ok(())
    })
    .await;
    access::guarded(ctx, actor, "case.fill", outcome).await
}

/// The answers of a draft on the pages of another version, found by the ids of their questions.
pub(super) fn moved(old: &Definition, new: &Definition, pages: &Pages) -> Vec<(String, Answers)> {
    let mut found = Vec::new();
    for step in &new.form.steps {
        // Where the questions of this step stood before; rows follow rows.
        let stood: Vec<&str> = step
            .questions
            .iter()
            .filter_map(|question| old.form.question(&question.id))
            .filter(|(before, _)| before.repeat.is_some() == step.repeat.is_some())
            .map(|(before, _)| before.id.as_str())
            .collect();
        let mut rows: Vec<Option<u32>> = Vec::new();
        let keys = pages.keys().filter_map(|page| page.parse::<PageKey>().ok());
        rows.extend(keys.filter(|page| stood.contains(&page.step.as_str())).map(|page| page.row));
        rows.sort_unstable();
        rows.dedup();
        for row in rows {
            let inputs = stood
                .iter()
                .filter_map(|before| pages.get(&PageKey { step: (*before).to_owned(), row }.to_string()));
            let pool = inputs.flat_map(Answers::iter).map(|(name, text)| (name.to_owned(), text.to_owned()));
            let answers = accept(step, pool);
            if !answers.is_empty() {
                found.push((PageKey { step: step.id.clone(), row }.to_string(), answers));
            }
        }
    }
    found
}
