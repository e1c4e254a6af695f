//! Filling: one page of questions at a time; what was typed is kept, right or wrong.

use std::collections::BTreeMap;

use contract::{
    Code,
    cases::{Autosaved, StepTarget},
    expr::Value,
    forms::{Answers, Filling, PageKey, ProblemKind, Step, accept, names_beyond},
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
    procedures::{Definition, known_of_parcel},
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
    /// Stored; the answers call for questions of this page that were not asked before, first this one.
    MoreQuestions(String),
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
    Ok(access::guarded(ctx, actor, "case.fill", outcome).await?.saved)
}

/// Stores a page's answers while one types, as [`save_step`] does.
///
/// # Errors
/// As [`save_step`].
pub async fn autosave(ctx: &Ctx, actor: &Actor, save: &SaveStep) -> Result<Autosaved> {
    let outcome = repeating(|| save_once(ctx, actor, save)).await;
    let Stored { saved, version, known, names } = access::guarded(ctx, actor, "case.fill", outcome).await?;
    Ok(Autosaved { row_version: version, stale: saved == Saved::Stale, known, names })
}

/// The page of a name, in a form: a step that does not repeat, the list of one that does, a row of it that
/// is there or comes next; with `gone` also a row that was taken out, for whoever still has its page.
pub(super) fn page_of<'a>(filling: &Filling<'a>, name: &str, gone: bool) -> Result<(&'a Step, PageKey)> {
    let missing = || Error::NotFound(Kind::Step);
    let page: PageKey = name.parse().ok().ok_or_else(missing)?;
    let step = filling.form().step(&page.step).ok_or_else(missing)?;
    let fits = match (step.repeat, page.row) {
        (None, None) | (Some(_), None) => true,
        (Some(_), Some(row)) => gone || row <= filling.next_row(step),
        (None, Some(_)) => false,
    };
    if fits { Ok((step, page)) } else { Err(missing()) }
}

/// How a page was stored.
struct Stored {
    saved: Saved,
    /// The version of what is stored now.
    version: i64,
    /// What the municipality's files say of the parcels of the page.
    known: BTreeMap<String, String>,
    /// What the names of other pages stand for.
    names: BTreeMap<String, Value>,
}

impl Stored {
    fn stale(version: i64) -> Self {
        Self { saved: Saved::Stale, version, known: BTreeMap::new(), names: BTreeMap::new() }
    }
}

async fn save_once(ctx: &Ctx, actor: &Actor, save: &SaveStep) -> Result<Stored> {
    let Opened { definition, case } = access::draft(ctx, ctx.db.read(), actor, save.case).await?;
    let mut filled = Filled::load_near(ctx.db.read(), save.case, &definition.form, &save.step).await?;
    let today = Today::of(ctx);
    let (answers, page, known) = {
        let before = Filling::new(&definition.form, &filled.pages, &today);
        let (step, page) = page_of(&before, &save.step, save.row_version > 0)?;
        // A row that was taken out elsewhere is no row too many: its page is merely old.
        if save.row_version == 0 {
            room_for(&before, step, &page)?;
        }
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
        return Ok(Stored::stale(version));
    }
    // A row that nothing was typed in is none: whoever pressed "add" by mistake just goes back.
    let untouched = page.row.is_some() && version == 0 && answers.is_empty();
    let now = match save.row_version {
        _ if same || untouched => version,
        // A row's number may have been another row's before; the versions of a case never come again.
        0 if page.row.is_some() => case.row_version + 1,
        read => read + 1,
    };
    if !same && !untouched {
        let tx = ctx.db.begin().await?;
        access::touch_as_read(ctx, &tx, &case).await?;
        if !store(ctx, &tx, save, &answers, now).await? {
            return Ok(Stored::stale(version));
        }
        tx.commit().await?;
    } else if same {
        // The same text may still be waiting for the disk.
        ctx.db.settled().await?;
    }
    filled.pages.insert(save.step.clone(), answers);
    let filling = Filling::new(&definition.form, &filled.pages, &today);
    Ok(Stored {
        saved: outcome(&filling, &page, &known),
        version: now,
        known: known_of_parcels(ctx, &definition, &filling, &page),
        names: definition.step(&page.step).map(|step| names_beyond(&filling, step)).unwrap_or_default(),
    })
}

/// A group takes so many rows and no more.
fn room_for(filling: &Filling<'_>, step: &Step, page: &PageKey) -> Result<()> {
    let Some(repeat) = step.repeat else { return Ok(()) };
    let rows = filling.rows(step);
    let Some(row) = page.row else { return Err(Error::NotFound(Kind::Step)) };
    let full = u32::try_from(rows.len()).is_ok_and(|rows| rows >= repeat.max);
    if full && !rows.contains(&row) { Err(Error::Refused(Code::TooManyRows)) } else { Ok(()) }
}

/// What the municipality's files say of the parcels of a page.
fn known_of_parcels(
    ctx: &Ctx,
    definition: &Definition,
    filling: &Filling<'_>,
    page: &PageKey,
) -> BTreeMap<String, String> {
    let questions = definition.step(&page.step).into_iter().flat_map(|step| &step.questions);
    let known = questions.filter_map(|question| {
        let value = known_of_parcel(&ctx.lists, definition, filling, page, question)?;
        Some((question.id.clone(), value))
    });
    known.collect()
}

/// What the page leads to, now that it is stored. `known` are the questions asked before.
fn outcome(filling: &Filling<'_>, page: &PageKey, known: &str) -> Saved {
    let problems = filling.problems(page);
    if problems.is_empty() {
        return Saved::Done(progress::after(filling, page));
    }
    // Nobody is told off for a question that the page did not show yet.
    let new = |question: &str| !known.split(' ').any(|id| id == question);
    let only_new = problems.iter().all(|problem| {
        matches!(problem.kind, ProblemKind::Missing | ProblemKind::NotDeclared) && new(problem.question)
    });
    match problems.first().filter(|_| only_new) {
        Some(first) => Saved::MoreQuestions(first.question.to_owned()),
        None => Saved::WithProblems,
    }
}

/// Writes the page as this version, only if it still has the one that was read; says whether it did.
async fn store(
    ctx: &Ctx,
    tx: &impl ConnectionTrait,
    save: &SaveStep,
    answers: &Answers,
    version: i64,
) -> Result<bool> {
    let now = ctx.clock.now().0;
    let text = serde_json::to_string(answers)?;
    if save.row_version == 0 {
        let row = case_answers::ActiveModel {
            case_id: Set(save.case.0),
            step: Set(save.step.clone()),
            answers: Set(text),
            saved_at: Set(now),
            row_version: Set(version),
        };
        let key = [case_answers::Column::CaseId, case_answers::Column::Step];
        let first = OnConflict::columns(key).do_nothing().to_owned();
        let written = case_answers::Entity::insert(row).on_conflict(first).exec_without_returning(tx).await?;
        return Ok(written == 1);
    }
    let written = case_answers::Entity::update_many()
        .col_expr(case_answers::Column::Answers, Expr::value(text))
        .col_expr(case_answers::Column::SavedAt, Expr::value(now))
        .col_expr(case_answers::Column::RowVersion, Expr::value(version))
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
