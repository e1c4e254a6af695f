//! A new case from one that was filed: who files for many clients types what is always the same once.

use contract::{
    Code,
    cases::Channel,
    forms::{Answers, FieldKind, PageKey},
    ids::CaseId,
};
use entity::cases::{case_answers, cases};
use sea_orm::{ActiveValue::Set, EntityTrait};

use super::{progress::Filled, version::moved};
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
/// category.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's case; [`Error::Conflict`] with `Incomplete` for a draft.
pub async fn copy(ctx: &Ctx, actor: &Actor, id: CaseId) -> Result<CaseId> {
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
        let now = ctx.clock.now().0;
        let row = cases::ActiveModel {
            id: Set(copy.0),
            number: Set(None),
            definition_hash: Set(new.hash.clone()),
            slug: Set(case.slug.clone()),
            comune: Set(case.comune.clone()),
            office: Set(new.meta.office.clone()),
            phase: Set("draft".to_owned()),
            state: Set(new.workflow.initial.clone()),
            created_by: Set(actor.person()?.0),
            assigned_to: Set(None),
            received_at: Set(None),
            created_at: Set(now),
            updated_at: Set(now),
            search: Set(String::new()),
            row_version: Set(1),
            rated: Set(0),
            rup: Set(None),
            office_number: Set(None),
            to_read: Set(0),
            channel: Set(Channel::Portal.as_str().to_owned()),
        };
        cases::Entity::insert(row).exec_without_returning(&tx).await?;
        for (page, answers) in &pages {
            let row = case_answers::ActiveModel {
                case_id: Set(copy.0),
                step: Set(page.clone()),
                answers: Set(serde_json::to_string(answers)?),
                saved_at: Set(now),
                row_version: Set(1),
            };
            case_answers::Entity::insert(row).exec_without_returning(&tx).await?;
        }
        tx.commit().await?;
        Ok(())
    })
    .await?;
    Ok(copy)
}

/// The answers of a page that may stand in another case too.
fn repeatable(definition: &Definition, page: &str, answers: &Answers) -> Answers {
    let said_anew = |kind: FieldKind| matches!(kind, FieldKind::Declaration | FieldKind::Signature);
    let step = page.parse().ok().and_then(|page: PageKey| definition.step(&page.step));
    let questions = step.map(|step| step.questions.as_slice()).unwrap_or_default();
    let dropped: Vec<String> = questions
        .iter()
        .filter(|question| said_anew(question.kind) || question.special)
        .flat_map(|question| question.kind.parts().iter().map(|part| question.input_name(part.name)))
        .collect();
    let mut kept = Answers::default();
    for (name, text) in answers.iter().filter(|(name, _)| !dropped.iter().any(|of| of == name)) {
        kept.set(name.to_owned(), text.to_owned());
    }
    kept
}
