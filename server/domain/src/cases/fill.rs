//! Filling: one group of questions at a time; what was typed is kept, right or wrong.

use contract::{
    Lang,
    cases::{StaleField, StepPage, StepTarget},
    forms::{Answers, accept, problems, words},
    ids::CaseId,
};
use entity::cases::case_answers;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, OnConflict},
};

use super::progress::{self, Filled};
use crate::{
    access::{self, Opened},
    ctx::{Actor, Ctx},
    db::repeating,
    documents,
    error::{Error, Kind, Result},
    procedures::{Definition, field_views},
};

/// What a page wants to save.
#[derive(Debug, Clone)]
pub struct SaveStep {
    /// The case.
    pub case: CaseId,
    /// The group of questions.
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
    /// Stored; something is missing or wrong.
    WithProblems,
    /// Another page saved the same group in the meantime. Nothing was stored.
    Stale,
}

/// Stores a group's answers as they were typed.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's case or an unknown group, [`Error::Conflict`] if it is
/// no draft any more.
pub async fn save_step(ctx: &Ctx, actor: &Actor, save: &SaveStep) -> Result<Saved> {
    let outcome = repeating(|| save_once(ctx, actor, save)).await;
    access::guarded(ctx, actor, "case.fill", outcome).await
}

async fn save_once(ctx: &Ctx, actor: &Actor, save: &SaveStep) -> Result<Saved> {
    let tx = ctx.db.begin().await?;
    let Opened { definition, .. } = access::draft(ctx, &tx, actor, save.case).await?;
    let step = definition.step(&save.step).ok_or(Error::NotFound(Kind::Step))?;
    let answers = accept(step, save.typed.iter().cloned());
    let stored = case_answers::Entity::find_by_id((save.case.0, save.step.clone())).one(&tx).await?;
    let version = stored.as_ref().map_or(0, |row| row.row_version);
    let same = stored.is_some_and(|row| {
        serde_json::from_str::<Answers>(&row.answers).is_ok_and(|stored| stored == answers)
    });
    // The same text sent twice (double click, back button) is no conflict.
    if version != save.row_version && !same {
        return Ok(Saved::Stale);
    }
    if !same {
        access::touch_draft(ctx, &tx, save.case).await?;
        if !store(ctx, &tx, save, &answers).await? {
            return Ok(Saved::Stale);
        }
        tx.commit().await?;
    }
    if problems(step, &answers).is_empty() {
        Ok(Saved::Done(progress::after(&definition, &save.step)))
    } else {
        Ok(Saved::WithProblems)
    }
}

/// Writes the group only if it still has the version that was read; says whether it did.
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

/// What a group's page shows in its fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    /// What is stored.
    Stored,
    /// What is stored, with what is missing or wrong beside it.
    Problems,
    /// What was typed before the session ended.
    Typed(Vec<(String, String)>),
    /// What this page typed, and where it differs from what another page stored meanwhile.
    Stale(Vec<(String, String)>),
}

/// A group's page.
///
/// # Errors
/// As [`save_step`].
pub async fn step_page(
    ctx: &Ctx,
    actor: &Actor,
    lang: Lang,
    id: CaseId,
    step: &str,
    shown: Shown,
) -> Result<StepPage> {
    let opened = access::draft(ctx, ctx.db.read(), actor, id).await;
    let Opened { definition, .. } = access::guarded(ctx, actor, "case.fill", opened).await?;
    let of = definition.step(step).ok_or(Error::NotFound(Kind::Step))?;
    let filled = Filled::load(ctx.db.read(), id).await?;
    let files = documents::files_of(ctx.db.read(), &definition, id).await?;
    let stored = filled.of(step);
    let show_problems = shown == Shown::Problems;
    let stale = matches!(shown, Shown::Stale(_));
    let shown = match shown {
        Shown::Stored | Shown::Problems => stored.clone(),
        Shown::Typed(typed) | Shown::Stale(typed) => accept(of, typed),
    };
    let texts = definition.text(lang).step(step);
    Ok(StepPage {
        case: id,
        procedure: definition.text(lang).service().short.clone(),
        step: step.to_owned(),
        title: texts.title.to_owned(),
        intro: texts.intro.to_owned(),
        steps: progress::step_links(
            &definition,
            lang,
            &filled,
            &files,
            &StepTarget::Questions(step.to_owned()),
        ),
        fields: field_views(&definition, of, lang, &shown, show_problems),
        row_version: filled.version(step),
        stale: stale.then(|| differences(&definition, step, lang, &stored, &shown)),
        from_summary: false,
    })
}

fn differences(
    definition: &Definition,
    step: &str,
    lang: Lang,
    stored: &Answers,
    typed: &Answers,
) -> Vec<StaleField> {
    let Some(step) = definition.step(step) else { return Vec::new() };
    let texts = definition.text(lang);
    step.questions
        .iter()
        .filter_map(|question| {
            let label = |value: &str| texts.choice(&question.id, value).map(str::to_owned);
            let stored = words(question, stored, lang, label).unwrap_or_default();
            let typed = words(question, typed, lang, label).unwrap_or_default();
            (stored != typed).then(|| StaleField {
                label: texts.question(&question.id).label.to_owned(),
                stored,
                typed,
            })
        })
        .collect()
}
