//! A new case from one that was filed: who files for many clients types what is always the same once.

use contract::{
    Code,
    forms::{Answers, FieldKind, PageKey, Question},
    ids::CaseId,
};

use super::{
    progress::Filled,
    start::{blank, write_draft},
    version::moved,
};
use crate::{
    access::{self, Opened},
    ctx::{Actor, Ctx},
    db::repeating,
    error::{Error, Result},
    identity::policy::{self, Action},
    procedures::{self, Definition},
};

/// Begins a draft of the current version with the answers of a filed case of one's own. What a person states,
/// certifies or signs is not taken over: it is said anew each time. Neither are files, nor data of a special
/// category. Says whether any answer was: of what came on paper there is none.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's case; [`Error::Conflict`] with `Incomplete` for a draft.
pub async fn copy(ctx: &Ctx, actor: &Actor, id: CaseId) -> Result<(CaseId, bool)> {
    policy::demand(actor, Action::StartCase)?;
    let Opened { case, definition } = access::shown_to_owner(ctx, actor, id).await?;
    if case.phase == "draft" {
        return Err(Error::Conflict(Code::Incomplete));
    }
    let new = procedures::current(ctx, &case.slug).await?;
    let filled = Filled::load(ctx.db.read(), id).await?;
    let pages: Vec<(String, Answers)> = moved(&definition, &new, &filled.pages)
        .into_iter()
        .map(|(page, answers)| {
            let kept = repeatable(&new, &page, &answers);
            (page, kept)
        })
        .filter(|(_, answers)| !answers.is_empty())
        .collect();
    let copy = CaseId(ctx.ids.next());
    repeating(|| async {
        let tx = ctx.db.begin().await?;
        write_draft(&tx, blank(ctx, &new, copy, actor.person()?), &pages).await?;
        tx.commit().await?;
        Ok(())
    })
    .await?;
    Ok((copy, !pages.is_empty()))
}

/// Whether what was answered to a question is said anew in each case: it is stated, certified, signed, or of a special
/// category.
pub(super) fn said_anew(question: &Question) -> bool {
    matches!(question.kind, FieldKind::Declaration | FieldKind::Signature) || question.special
}

/// The answers of a page that may stand in another case too.
fn repeatable(definition: &Definition, page: &str, answers: &Answers) -> Answers {
    let step = page.parse().ok().and_then(|page: PageKey| definition.step(&page.step));
    let questions = step.map(|step| step.questions.as_slice()).unwrap_or_default();
    let dropped: Vec<String> = questions
        .iter()
        .filter(|question| said_anew(question))
        .flat_map(|question| question.kind.parts().iter().map(|part| question.input_name(part.name)))
        .collect();
    let mut kept = Answers::default();
    for (name, text) in answers.iter().filter(|(name, _)| !dropped.iter().any(|of| of == name)) {
        kept.set(name.to_owned(), text.to_owned());
    }
    kept
}
