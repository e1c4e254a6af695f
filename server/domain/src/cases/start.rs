//! A case is born as a draft and keeps its id for life.

use contract::{
    Code, Lang,
    cases::{CaseRow, Channel},
    forms::{Answers, Form, Prefill, Step, accept, prefilled},
    ids::{CaseId, PersonId},
};
use entity::{
    cases::{case_answers, cases},
    identity::persons,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::list;
use crate::{
    ctx::{Actor, Ctx},
    db::repeating,
    error::{Error, Kind, Result},
    identity::policy::{self, Action},
    procedures::{self, Definition},
};

/// Begins a draft of a procedure, with what the login already says filled in, and what the address
/// of the page said (`given`: question id and choice), where the procedure lets it.
///
/// # Errors
/// [`Error::NotFound`] for an unknown service, [`Error::Forbidden`] for strangers.
pub async fn start(ctx: &Ctx, actor: &Actor, slug: &str, given: &[(String, String)]) -> Result<CaseId> {
    policy::demand(actor, Action::StartCase)?;
    let definition = procedures::current(ctx, slug).await?;
    let person = persons::Entity::find_by_id(actor.person()?.0)
        .one(ctx.db.read())
        .await?
        .ok_or(Error::NotFound(Kind::Person))?;
    let known = |what: Prefill| match what {
        Prefill::GivenName => Some(person.given_name.clone()),
        Prefill::FamilyName => Some(person.family_name.clone()),
        Prefill::FiscalCode => Some(person.fiscal_code.clone()),
        Prefill::Email => person.email.clone(),
        // A question about a person asks for each of these by itself.
        Prefill::Login => None,
    };
    let pages = first_answers(&definition.form, known, given);
    let id = CaseId(ctx.ids.next());
    repeating(|| async {
        let tx = ctx.db.begin().await?;
        write_draft(&tx, blank(ctx, &definition, id, PersonId(person.id)), &pages).await?;
        tx.commit().await?;
        Ok(())
    })
    .await?;
    Ok(id)
}

/// A new case of this person, with nothing in it yet.
pub(super) fn blank(ctx: &Ctx, definition: &Definition, id: CaseId, owner: PersonId) -> cases::Model {
    let now = ctx.clock.now().0;
    cases::Model {
        id: id.0,
        number: None,
        definition_hash: definition.hash.clone(),
        slug: definition.slug().to_owned(),
        comune: ctx.ente.comune.clone(),
        office: definition.meta.office.clone(),
        phase: "draft".to_owned(),
        state: definition.workflow.initial.clone(),
        created_by: owner.0,
        held_by: owner.0,
        assigned_to: None,
        received_at: None,
        created_at: now,
        updated_at: now,
        search: String::new(),
        row_version: 1,
        rated: 0,
        rup: None,
        office_number: None,
        to_read: 0,
        channel: Channel::Portal.as_str().to_owned(),
        domicile: None,
        salt: Some(ctx.ids.salt()),
        whose: None,
        place: None,
    }
}

/// The most drafts of one person: each may hold many large files.
const MOST_DRAFTS: u64 = 500;

/// Writes a new draft with the pages that know something already, in the caller's transaction.
///
/// # Errors
/// [`Error::Refused`] with `TooManyDrafts`; database errors.
pub(super) async fn write_draft(
    tx: &impl ConnectionTrait,
    draft: cases::Model,
    pages: &[(String, Answers)],
) -> Result<()> {
    let (id, now) = (draft.id, draft.created_at);
    let open = cases::Entity::find()
        .filter(cases::Column::HeldBy.eq(draft.held_by))
        .filter(cases::Column::Phase.eq("draft"));
    if open.count(tx).await? >= MOST_DRAFTS {
        return Err(Error::Refused(Code::TooManyDrafts));
    }
    insert(tx, draft).await?;
    for (page, answers) in pages {
        let row = case_answers::ActiveModel {
            case_id: Set(id),
            step: Set(page.clone()),
            answers: Set(serde_json::to_string(answers)?),
            saved_at: Set(now),
            row_version: Set(1),
        };
        case_answers::Entity::insert(row).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Writes a new case, in the caller's transaction.
///
/// # Errors
/// Database errors.
pub(super) async fn insert(tx: &impl ConnectionTrait, case: cases::Model) -> Result<()> {
    cases::Entity::insert(cases::ActiveModel::from(case)).exec_without_returning(tx).await?;
    Ok(())
}

/// The pages of a new draft that know something already. A group that repeats begins with a row where
/// the login fills one.
fn first_answers(
    form: &Form,
    known: impl Fn(Prefill) -> Option<String>,
    given: &[(String, String)],
) -> Vec<(String, Answers)> {
    let pages = form.steps.iter().map(|step| {
        let mut answers = prefilled(step, &known);
        for (name, text) in from_address(step, given).iter() {
            answers.set(name.to_owned(), text.to_owned());
        }
        (first_page(step), answers)
    });
    pages.filter(|(_, answers)| !answers.is_empty()).collect()
}

/// The page of a step; of a group that repeats that of its first row.
pub(super) fn first_page(step: &Step) -> String {
    if step.repeat.is_some() { format!("{}~1", step.id) } else { step.id.clone() }
}

/// What an address may fill: choices that the procedure names, and only with what can be chosen.
fn from_address(step: &Step, given: &[(String, String)]) -> Answers {
    let wanted = given.iter().filter(|(name, value)| {
        step.question(name).is_some_and(|question| {
            question.from_address && value.split(',').all(|one| question.choices.iter().any(|of| of == one))
        })
    });
    accept(step, wanted.cloned())
}

/// The actor's open drafts of a procedure, latest first: starting again asks which one.
///
/// # Errors
/// Database errors.
pub async fn open_drafts(ctx: &Ctx, actor: &Actor, lang: Lang, slug: &str) -> Result<Vec<CaseRow>> {
    if !procedures::is_slug(slug) {
        return Ok(Vec::new());
    }
    let mine = list::drafts_of(ctx, actor, lang, slug).await?;
    Ok(mine.drafts.into_iter().map(|(_, row)| row).collect())
}
