//! The pages around the questions: documents, summary, and which page comes next.

use contract::{
    Code, Lang,
    cases::{DocumentsPage, StepTarget, SummaryPage},
    documents::CheckState,
    forms::problems,
    ids::CaseId,
};

use super::progress::{self, Filled};
use crate::{
    access::{self, Opened},
    ctx::{Actor, Ctx},
    documents::{self, CaseFile},
    error::Result,
    procedures::{answer_groups, problem_view, slot_view},
};

/// The page to open when a draft is resumed: the first where something is missing.
///
/// # Errors
/// As [`super::step_page`].
pub async fn next_page(ctx: &Ctx, actor: &Actor, id: CaseId) -> Result<StepTarget> {
    let opened = access::draft(ctx, ctx.db.read(), actor, id).await;
    let Opened { definition, .. } = access::guarded(ctx, actor, "case.fill", opened).await?;
    let filled = Filled::load(ctx.db.read(), id).await?;
    let files = documents::files_of(ctx.db.read(), &definition, id).await?;
    Ok(progress::first_open(&definition, &filled, &files))
}

/// The page before a group of questions; `None` before the first.
///
/// # Errors
/// As [`super::step_page`].
pub async fn page_before(ctx: &Ctx, actor: &Actor, id: CaseId, step: &str) -> Result<Option<StepTarget>> {
    let opened = access::draft(ctx, ctx.db.read(), actor, id).await;
    let Opened { definition, .. } = access::guarded(ctx, actor, "case.fill", opened).await?;
    let steps = &definition.form.steps;
    let before = steps.iter().take_while(|candidate| candidate.id != step).last();
    Ok(before.map(|before| StepTarget::Questions(before.id.clone())))
}

/// The page where documents are uploaded.
///
/// # Errors
/// As [`super::step_page`].
pub async fn documents_page(
    ctx: &Ctx,
    actor: &Actor,
    lang: Lang,
    id: CaseId,
    problem: Option<(String, Code)>,
) -> Result<DocumentsPage> {
    let opened = access::draft(ctx, ctx.db.read(), actor, id).await;
    let Opened { definition, .. } = access::guarded(ctx, actor, "case.fill", opened).await?;
    let filled = Filled::load(ctx.db.read(), id).await?;
    let files = documents::list(ctx, &definition, lang, id).await?;
    let given = CaseFile::of(&files);
    let slots = definition
        .slots
        .iter()
        .map(|slot| {
            let of_slot = files.iter().filter(|file| file.slot == slot.id).cloned().collect();
            slot_view(&definition, slot, lang, of_slot)
        })
        .collect();
    Ok(DocumentsPage {
        case: id,
        procedure: definition.text(lang).service().short.clone(),
        steps: progress::step_links(&definition, lang, &filled, &given, &StepTarget::Documents),
        slots,
        problem,
    })
}

/// Everything on one page, right before sending.
///
/// # Errors
/// As [`super::step_page`].
pub async fn summary_page(ctx: &Ctx, actor: &Actor, lang: Lang, id: CaseId) -> Result<SummaryPage> {
    let opened = access::draft(ctx, ctx.db.read(), actor, id).await;
    let Opened { definition, .. } = access::guarded(ctx, actor, "case.fill", opened).await?;
    let filled = Filled::load(ctx.db.read(), id).await?;
    let files = documents::list(ctx, &definition, lang, id).await?;
    let given = CaseFile::of(&files);
    let texts = definition.text(lang);
    let mut groups = answer_groups(&definition, lang, &filled.answers);
    for (group, step) in groups.iter_mut().zip(&definition.form.steps) {
        group.change = Some(step.id.clone());
        group.problems = problems(step, &filled.of(&step.id))
            .iter()
            .map(|problem| {
                let label = texts.question(problem.question).label.to_owned();
                (label, problem_view(&definition, lang, problem))
            })
            .collect();
    }
    let missing = progress::missing_slots(&definition, &given);
    let ready = filled.complete(&definition)
        && progress::documents_done(&definition, &given)
        && files.iter().all(|file| file.check != CheckState::Checking);
    Ok(SummaryPage {
        case: id,
        procedure: texts.service().short.clone(),
        steps: progress::step_links(&definition, lang, &filled, &given, &StepTarget::Summary),
        groups,
        missing_documents: missing.iter().map(|slot| texts.slot(slot).title.to_owned()).collect(),
        documents: files,
        ready,
        effect: texts.filing().before.clone(),
    })
}
