//! The pages around the questions: documents, summary, and which page comes next.

use contract::{
    Code, Lang,
    cases::{DocumentsPage, StepTarget, SummaryPage, TasksPage},
    documents::{CheckState, SlotView},
    forms::{Filling, PageKey},
    ids::CaseId,
};

use super::{
    links,
    progress::{self, Filled, Today},
    signatures::Content,
    statements::{Proofs, statements},
    step_page::kept_until,
    submit::filed,
};
use crate::{
    access::{self, Opened},
    ctx::{Actor, Ctx},
    documents::{self, CaseFile},
    error::{Error, Result},
    journal::Salt,
    procedures::{Reading, Slot, answer_groups, bill_view, slot_view},
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
    let today = Today::of(ctx);
    Ok(progress::first_open(&definition, &Filling::new(&definition.form, &filled.pages, &today), &files))
}

/// The page before a page of questions; `None` before the first.
///
/// # Errors
/// As [`super::step_page`].
pub async fn page_before(ctx: &Ctx, actor: &Actor, id: CaseId, page: &str) -> Result<Option<StepTarget>> {
    let opened = access::draft(ctx, ctx.db.read(), actor, id).await;
    let Opened { definition, .. } = access::guarded(ctx, actor, "case.fill", opened).await?;
    let filled = Filled::load(ctx.db.read(), id).await?;
    let today = Today::of(ctx);
    let filling = Filling::new(&definition.form, &filled.pages, &today);
    Ok(page.parse().ok().and_then(|page: PageKey| progress::before(&filling, &page)))
}

/// The parts of a draft, each with its state.
///
/// # Errors
/// As [`super::step_page`].
pub async fn tasks_page(ctx: &Ctx, actor: &Actor, lang: Lang, id: CaseId) -> Result<TasksPage> {
    let Opened { definition, case } = access::draft_shown_to_owner(ctx, actor, id).await?;
    let filled = Filled::load(ctx.db.read(), id).await?;
    let files = documents::files_of(ctx.db.read(), &definition, id).await?;
    let today = Today::of(ctx);
    let filling = Filling::new(&definition.form, &filled.pages, &today);
    // No page is the current one here.
    let nowhere = StepTarget::Questions(String::new());
    Ok(TasksPage {
        case: id,
        procedure: definition.text(lang).service().short.clone(),
        steps: progress::step_links(&definition, lang, &filling, &files, &nowhere),
        kept_until: kept_until(ctx, lang, case.updated_at),
    })
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
    let Opened { definition, .. } = access::draft_shown_to_owner(ctx, actor, id).await?;
    let filled = Filled::load(ctx.db.read(), id).await?;
    let files = documents::list(ctx, &definition, lang, id).await?;
    let given = CaseFile::of(&files);
    let today = Today::of(ctx);
    let filling = Filling::new(&definition.form, &filled.pages, &today);
    // A file in a place that is not asked for any more is shown, so that nobody wonders where it is.
    let holds_files = |slot: &&Slot| files.iter().any(|file| file.slot == slot.id);
    let slots = definition
        .slots
        .iter()
        .filter(|slot| progress::counts(&definition, &filling, &slot.id) || holds_files(slot))
        .map(|slot| {
            let of_slot = files.iter().filter(|file| file.slot == slot.id).cloned().collect();
            SlotView {
                superfluous: !progress::counts(&definition, &filling, &slot.id),
                ..slot_view(&definition, slot, lang, of_slot)
            }
        })
        .collect();
    Ok(DocumentsPage {
        case: id,
        procedure: definition.text(lang).service().short.clone(),
        steps: progress::step_links(&definition, lang, &filling, &given, &StepTarget::Documents),
        slots,
        problem,
    })
}

/// Everything on one page, right before sending.
///
/// # Errors
/// As [`super::step_page`].
pub async fn summary_page(ctx: &Ctx, actor: &Actor, lang: Lang, id: CaseId) -> Result<SummaryPage> {
    let Opened { case, definition } = access::draft_shown_to_owner(ctx, actor, id).await?;
    let together = links::together(ctx, actor, lang, &case).await?;
    let filled = Filled::load(ctx.db.read(), id).await?;
    let files = documents::list(ctx, &definition, lang, id).await?;
    let given = CaseFile::of(&files);
    // What a signature is asked for is what would be filed: nothing is, while something is missing.
    let signatures = match filed(&definition, &filled, &given, Today::of(ctx)) {
        Ok(filed) => {
            let content = Content::of(Salt::of(&case), &definition, &filed.pages, &filed.files)?;
            content.states(ctx.db.read(), id, &actor.fiscal_code).await?
        }
        Err(Error::Refused(_)) => Vec::new(),
        Err(other) => return Err(other),
    };
    let texts = definition.text(lang);
    let today = Today::of(ctx);
    let filling = Filling::new(&definition.form, &filled.pages, &today);
    let missing = progress::missing_slots(&definition, &filling, &given);
    let asked: Vec<_> =
        files.into_iter().filter(|file| progress::counts(&definition, &filling, &file.slot)).collect();
    let ready = filling.complete()
        && progress::documents_done(&definition, &filling, &given)
        && asked.iter().all(|file| file.check != CheckState::Checking);
    let proofs = Proofs { sender: &actor.fiscal_code, sent: None, signatures: &signatures, files: &given };
    let statements = statements(&definition, lang, &filling, &proofs);
    Ok(SummaryPage {
        case: id,
        procedure: texts.service().short.clone(),
        steps: progress::step_links(&definition, lang, &filling, &given, &StepTarget::Summary),
        groups: answer_groups(
            &definition,
            lang,
            &filling,
            &Reading { draft: true, special: true, statements },
        ),
        missing_documents: missing.iter().map(|slot| texts.slot(slot).title.to_owned()).collect(),
        documents: asked,
        ready,
        effect: texts.filing().before.clone(),
        bill: bill_view(&definition, lang, &filling),
        signatures,
        together,
    })
}
