//! Filling: one page of questions at a time; what was typed is kept, right or wrong.

use contract::{
    Code,
    cases::{Autosaved, StepTarget},
    forms::{Answers, Filling, PageKey, Pages, ProblemKind, Step, accept},
    ids::CaseId,
};
use entity::cases::case_answers;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, OnConflict},
};

use super::progress::{self, Filled, Today};
use crate::{
    access::{self, Opened},
    ctx::{Actor, Ctx},
    db::repeating,
    error::{Error, Kind, Result},
};

/// What a page wants to save.
#[derive(Debug, Clone)]
pub struct SaveStep {
    /// The case.
    pub case: CaseId,
    /// The page: a group of questions, or one row of a group that repeats (`titolari~2`).
    pub step: String,
    /// Input name → typed text, as the form sent it.
    pub typed: Vec<(String, String)>,
    /// The version that the page was made from.
    pub row_version: i64,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saved {
    /// Stored and complete: the next page in order.
    Done(StepTarget),
    /// Stored; the answers call for questions of this page that were not asked before.
    MoreQuestions,
    /// Stored; something is missing or wrong.
    WithProblems,
    /// Another page saved the same group in the meantime. Nothing was stored.
    Stale,
}

/// Stores a page's answers as they were typed.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's case or an unknown page, [`Error::Conflict`] if it is no
/// draft any more, [`Error::Refused`] with `TooManyRows` for a row too many.
pub async fn save_step(ctx: &Ctx, actor: &Actor, save: &SaveStep) -> Result<Saved> {
    let outcome = repeating(|| save_once(ctx, actor, save)).await;
    Ok(access::guarded(ctx, actor, "case.fill", outcome).await?.0)
}

/// Stores a page's answers while one types, as [`save_step`] does.
///
/// # Errors
/// As [`save_step`].
pub async fn autosave(ctx: &Ctx, actor: &Actor, save: &SaveStep) -> Result<Autosaved> {
    let outcome = repeating(|| save_once(ctx, actor, save)).await;
    let (saved, row_version) = access::guarded(ctx, actor, "case.fill", outcome).await?;
    Ok(Autosaved { row_version, stale: saved == Saved::Stale })
}

/// The page of a name, in a form: a step that does not repeat, or a row that is there or comes next.
pub(super) fn page_of<'a>(filling: &Filling<'a>, name: &str) -> Result<(&'a Step, PageKey)> {
    let missing = || Error::NotFound(Kind::Step);
    let page: PageKey = name.parse().ok().ok_or_else(missing)?;
    let step = filling.form().step(&page.step).ok_or_else(missing)?;
    let fits = match (step.repeat, page.row) {
        (None, None) | (Some(_), None) => true,
        (Some(_), Some(row)) => row <= filling.next_row(step),
        (None, Some(_)) => false,
    };
    if fits { Ok((step, page)) } else { Err(missing()) }
}

async fn save_once(ctx: &Ctx, actor: &Actor, save: &SaveStep) -> Result<(Saved, i64)> {
    let tx = ctx.db.begin().await?;
    let Opened { definition, .. } = access::draft(ctx, &tx, actor, save.case).await?;
    let mut filled = Filled::load(&tx, save.case).await?;
    let today = Today::of(ctx);
    let (answers, page, known) = {
        let before = Filling::new(&definition.form, &filled.pages, &today);
        let (step, page) = page_of(&before, &save.step)?;
        room_for(&before, step, &page)?;
        let asked: Vec<&str> = step
            .questions
            .iter()
            .filter(|question| before.shown(question, page.row))
            .map(|question| question.id.as_str())
            .collect();
        (accept(step, save.typed.iter().cloned()), page, asked.join(" "))
    };
    let version = filled.version(&save.step);
    let same = version > 0 && filled.of(&save.step) == answers;
    // The same text sent twice (double click, back button) is no conflict.
    if version != save.row_version && !same {
        return Ok((Saved::Stale, version));
    }
    if !same {
        access::touch_draft(ctx, &tx, save.case).await?;
        if !store(ctx, &tx, save, &answers).await? {
            return Ok((Saved::Stale, version));
        }
        tx.commit().await?;
    }
    let now = if same { version } else { save.row_version + 1 };
    filled.pages.insert(save.step.clone(), answers);
    Ok((outcome(&definition.form, &filled.pages, &today, &page, &known), now))
}

/// A group takes so many rows and no more.
fn room_for(filling: &Filling<'_>, step: &Step, page: &PageKey) -> Result<()> {
    let Some(repeat) = step.repeat else { return Ok(()) };
    let rows = filling.rows(step);
    let Some(row) = page.row else { return Err(Error::NotFound(Kind::Step)) };
    let full = u32::try_from(rows.len()).is_ok_and(|rows| rows >= repeat.max);
    if full && !rows.contains(&row) { Err(Error::Refused(Code::TooManyRows)) } else { Ok(()) }
}

/// What the page leads to, now that it is stored. `known` are the questions asked before.
fn outcome(form: &contract::forms::Form, pages: &Pages, today: &Today, page: &PageKey, known: &str) -> Saved {
    let filling = Filling::new(form, pages, today);
    let problems = filling.problems(page);
    if problems.is_empty() {
        return Saved::Done(progress::after(&filling, page));
    }
    // Nobody is told off for a question that the page did not show yet.
    let new = |question: &str| !known.split(' ').any(|id| id == question);
    let only_new = problems.iter().all(|problem| {
        matches!(problem.kind, ProblemKind::Missing | ProblemKind::NotDeclared) && new(problem.question)
    });
    if only_new { Saved::MoreQuestions } else { Saved::WithProblems }
}

/// Writes the page only if it still has the version that was read; says whether it did.
async fn store(ctx: &Ctx, tx: &impl ConnectionTrait, save: &SaveStep, answers: &Answers) -> Result<bool> {
    let now = ctx.clock.now().0;
    let text = serde_json::to_string(answers)?;
    if save.row_version == 0 {
        let row = case_answers::ActiveModel {
            case_id: Set(save.case.0),
            step: Set(save.step.clone()),
            answers: Set(text),
            saved_at: Set(now),
            row_version: Set(1),
        };
        let key = [case_answers::Column::CaseId, case_answers::Column::Step];
        let first = OnConflict::columns(key).do_nothing().to_owned();
        let written = case_answers::Entity::insert(row).on_conflict(first).exec_without_returning(tx).await?;
        return Ok(written == 1);
    }
    let written = case_answers::Entity::update_many()
        .col_expr(case_answers::Column::Answers, Expr::value(text))
        .col_expr(case_answers::Column::SavedAt, Expr::value(now))
        .col_expr(case_answers::Column::RowVersion, Expr::value(save.row_version + 1))
        .filter(case_answers::Column::CaseId.eq(save.case.0))
        .filter(case_answers::Column::Step.eq(save.step.as_str()))
        .filter(case_answers::Column::RowVersion.eq(save.row_version))
        .exec(tx)
        .await?;
    Ok(written.rows_affected == 1)
}

/// Takes a row out of a group that repeats. A row that is gone already is no error.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's case or an unknown row, [`Error::Conflict`] with
/// `AlreadySubmitted`, or with `StaleSave` if the row was changed since the page was made.
pub async fn remove_row(ctx: &Ctx, actor: &Actor, id: CaseId, page: &str, row_version: i64) -> Result<()> {
    let outcome = repeating(|| async {
        let tx = ctx.db.begin().await?;
        let Opened { definition, .. } = access::draft(ctx, &tx, actor, id).await?;
        let key: PageKey = page.parse().ok().ok_or(Error::NotFound(Kind::Step))?;
        let repeats = definition.step(&key.step).is_some_and(|step| step.repeat.is_some());
        if key.row.is_none() || !repeats {
            return Err(Error::NotFound(Kind::Step));
        }
        let stored = case_answers::Entity::find_by_id((id.0, page.to_owned())).one(&tx).await?;
        let Some(stored) = stored else { return Ok(()) };
        if stored.row_version != row_version {
            return Err(Error::Conflict(Code::StaleSave));
        }
        access::touch_draft(ctx, &tx, id).await?;
        case_answers::Entity::delete_by_id((id.0, page.to_owned())).exec(&tx).await?;
        tx.commit().await?;
        Ok(())
    })
    .await;
    access::guarded(ctx, actor, "case.fill", outcome).await
}
