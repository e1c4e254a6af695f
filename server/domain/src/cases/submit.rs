//! Filing: complete or refused, once, with its numbers and its receipt in the same transaction.

use contract::{
    Code,
    documents::CheckState,
    forms::{FieldKind, Filling, Pages, Question, stored},
    ids::{CaseId, DocumentId},
};
use engine::{Happening, Who};
use entity::cases::case_answers;
use jiff::civil::Date;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::Expr};
use serde_json::{Map, Value, json};

use super::{
    advance::{Advance, advance},
    clock::Known,
    described::{Described, Listed},
    given, holding, links,
    progress::{self, Filled, Today},
    signatures::Content,
};
use crate::{
    access::{self, Opened},
    ctx::{Actor, Ctx},
    db::{Tx, repeating},
    documents::{self, CaseFile},
    error::{Error, Result},
    journal::Salt,
    procedures::Definition,
    search::normalised,
};

/// Files a draft, with the drafts that are sent together with it: all or none. Called again (double click, lost answer) it does nothing: the first receipt stands.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's case; [`Error::Refused`] with `Incomplete`, `StillChecking` or `Unsigned`,
/// with `CompanionIncomplete` if what is sent with it lacks something, with `SentTogether` if it is sent with another.
pub async fn submit(ctx: &Ctx, actor: &Actor, id: CaseId) -> Result<()> {
    let outcome = repeating(|| submit_once(ctx, actor, id)).await;
    access::guarded(ctx, actor, "case.submit", outcome).await?;
    ctx.wake.notify_one();
    Ok(())
}

async fn submit_once(ctx: &Ctx, actor: &Actor, id: CaseId) -> Result<()> {
    // Read and judged before the transaction, so that nobody waits for it: `advance` files the case only as it was read.
    let leader = Prepared::load(ctx, actor, id).await?;
    if leader.opened.case.phase != "draft" {
        // Who filed it may still be waiting for the disk.
        return ctx.db.settled().await;
    }
    let mut together = vec![leader];
    for companion in links::companions(ctx.db.read(), id).await? {
        together.push(Prepared::load(ctx, actor, companion).await?);
    }
    let alone = together.iter().all(|one| one.opened.definition.links.is_empty());
    let mut judged = Vec::new();
    for (place, prepared) in together.iter().enumerate() {
        let filed = prepared.judged(ctx);
        // What lacks something is another draft than the one whose page was sent.
        judged.push(if place == 0 { filed? } else { filed.map_err(of_companion)? });
    }
    // Sent together only where one case is written: another's row may be written more than once.
    let tx = if alone { ctx.db.begin_step() } else { ctx.db.begin().await? };
    for (place, (prepared, filed)) in together.iter().zip(&judged).enumerate() {
        let outcome = file(ctx, &tx, actor, prepared, filed).await;
        if place == 0 { outcome? } else { outcome.map_err(of_companion)? }
    }
    ctx.fail.reached("submit.written");
    tx.commit().await?;
    ctx.fail.reached("submit.committed");
    Ok(())
}

/// Why a draft that would be sent with another is not, said on the page of the other.
fn of_companion(error: Error) -> Error {
    match error {
        Error::Refused(Code::Incomplete | Code::StillChecking | Code::Unsigned) => {
            Error::Refused(Code::CompanionIncomplete)
        }
        other => other,
    }
}

/// A draft as it was read before it is filed.
struct Prepared {
    opened: Opened,
    filled: Filled,
    files: Vec<CaseFile>,
}

impl Prepared {
    async fn load(ctx: &Ctx, actor: &Actor, id: CaseId) -> Result<Self> {
        let db = ctx.db.read();
        let opened = access::own_case(ctx, db, actor, id).await?;
        let filled = Filled::load(db, id).await?;
        let files = documents::files_of(db, &opened.definition, id).await?;
        Ok(Self { opened, filled, files })
    }

    fn judged(&self, ctx: &Ctx) -> Result<Filed> {
        filed(&self.opened.definition, &self.filled, &self.files, Today::of(ctx))
    }
}

/// Files a draft in a transaction that may file others too.
async fn file(ctx: &Ctx, tx: &Tx, actor: &Actor, prepared: &Prepared, filed: &Filed) -> Result<()> {
    let (case, definition) = (&prepared.opened.case, &*prepared.opened.definition);
    let id = CaseId(case.id);
    let content = Content::of(Salt::of(case), definition, &filed.pages, &filed.files)?;
    let signatures = content.seal(tx, id, actor, ctx.clock.now()).await?;
    ctx.fail.reached("submit.checked");
    links::filed_with(ctx, tx, actor, &links::Filing { case, definition, pages: &filed.pages }).await?;
    let Some(event) = definition.workflow.submission() else {
        return Err(Error::Internal(anyhow::anyhow!("the workflow has no submission")));
    };
    let chart = definition.chart(&ctx.lists.calendar);
    let before = chart.begin();
    let on = ctx.clock.now().day();
    let known = Known::of_filing(&filed.pages, Today::of(ctx));
    let files = filing(&event.id, on);
    let step = chart
        .step(&before, &files, &known.facts(definition))
        .map_err(|refusal| Error::Internal(refusal.into()))?;
    let today = Today::of(ctx);
    let what = Advance {
        facts: facts(Salt::of(case), definition, filed, signatures)?,
        listed: Some(Listed {
            search: search_text(actor, definition, &filed.pages),
            described: Described::of(definition, &Filling::new(&definition.form, &filed.pages, &today)),
        }),
        domicile: domicile(definition, &filed.pages),
        ..Advance::of(case, (definition, &chart), (&before, &step), on, actor.person()?)
    };
    match advance(ctx, tx, what).await {
        // Another click filed it, or a file was added meanwhile: look again from the beginning.
        Err(Error::Conflict(_)) => return Err(Error::Repeat),
        outcome => outcome?,
    };
    holding::remember(tx, id, definition, &filed.pages, Today::of(ctx)).await?;
    leave_behind(tx, id, &prepared.filled, filed).await?;
    given::remember(tx, actor.person()?, id, definition, &filed.pages, ctx.clock.now()).await
}

/// The certified mail that is asked for as where acts are sent to (`kind = "pec"`, `about = "recapiti"`), where it is answered.
fn domicile(definition: &Definition, pages: &Pages) -> Option<String> {
    let asked = definition.form.steps.iter().flat_map(|step| {
        let contact = |question: &&Question| {
            question.kind == FieldKind::Pec && question.about.as_deref() == Some("recapiti")
        };
        step.questions.iter().filter(contact).map(move |question| (step, question))
    });
    let mut given = asked.filter_map(|(step, question)| stored(question, pages.get(&step.id)?));
    given.find(|address| !address.trim().is_empty())
}

/// The event that files, by whoever files.
pub(super) fn filing(event: &str, on: Date) -> Happening<'_> {
    Happening {
        event,
        who: &[Who::Applicant],
        on,
        bodies: &[],
        text: None,
        until: None,
        forced: false,
        seq: 1,
        versions: &[],
        days: &[],
    }
}

/// What is filed of a draft: the answers to what is asked, and the files that are asked for.
pub(super) struct Filed {
    pub(super) pages: Pages,
    pub(super) files: Vec<CaseFile>,
    /// Files in places that the answers do not ask for.
    superfluous: Vec<DocumentId>,
}

/// What would be filed of a draft as it stands.
///
/// # Errors
/// [`Error::Refused`] with `Incomplete` or `StillChecking`.
pub(super) fn filed(
    definition: &Definition,
    filled: &Filled,
    files: &[CaseFile],
    today: Today,
) -> Result<Filed> {
    let filling = Filling::new(&definition.form, &filled.pages, &today);
    if !filling.complete() || !progress::documents_done(definition, &filling, files) {
        return Err(Error::Refused(Code::Incomplete));
    }
    let (files, superfluous): (Vec<CaseFile>, Vec<CaseFile>) =
        files.iter().cloned().partition(|file| progress::counts(definition, &filling, &file.slot));
    if files.iter().any(|file| file.check == CheckState::Checking) {
        return Err(Error::Refused(Code::StillChecking));
    }
    let superfluous = superfluous.into_iter().map(|file| file.id).collect();
    Ok(Filed { pages: filling.submission(), files, superfluous })
}

/// Takes out of the case what was typed or given where it is not asked: it was never filed.
async fn leave_behind(tx: &impl ConnectionTrait, id: CaseId, filled: &Filled, filed: &Filed) -> Result<()> {
    for (page, answers) in &filled.pages {
        match filed.pages.get(page) {
            Some(kept) if kept == answers => {}
            Some(kept) => {
                case_answers::Entity::update_many()
                    .col_expr(case_answers::Column::Answers, Expr::value(serde_json::to_string(kept)?))
                    .filter(case_answers::Column::CaseId.eq(id.0))
                    .filter(case_answers::Column::Step.eq(page.as_str()))
                    .exec(tx)
                    .await?;
            }
            None => {
                case_answers::Entity::delete_by_id((id.0, page.clone())).exec(tx).await?;
            }
        }
    }
    for document in &filed.superfluous {
        entity::documents::documents::Entity::delete_by_id(document.0).exec(tx).await?;
    }
    Ok(())
}

/// What the journal and the receipt keep of the content: hashes, so that the rows can be erased
/// when their time comes and the chain still holds.
fn facts(
    salt: Salt,
    definition: &Definition,
    filed: &Filed,
    signatures: Vec<Value>,
) -> Result<Map<String, Value>> {
    let answers = serde_jcs::to_string(&filed.pages)?;
    let documents: Vec<Value> = filed
        .files
        .iter()
        .map(|file| json!({"document": file.id.to_string(), "slot": file.slot, "sha256": file.sha256}))
        .collect();
    let mut facts = Map::new();
    facts.insert("definition".into(), json!(definition.hash));
    facts.insert("answers_sha256".into(), json!(salt.hash(answers)));
    facts.insert("documents".into(), json!(documents));
    if !signatures.is_empty() {
        facts.insert("signatures".into(), Value::Array(signatures));
    }
    Ok(facts)
}

/// The words a case is found by: who filed it and every short answer that is of no special
/// category. Its number has its own column.
fn search_text(actor: &Actor, definition: &Definition, pages: &Pages) -> String {
    let mut text = format!("{} {}", actor.name(), actor.fiscal_code);
    for (page, answers) in pages {
        let questions = definition.questions_of(page).iter();
        for question in questions.filter(|question| question.max_chars <= 200 && !question.special) {
            if let Some(value) = stored(question, answers) {
                text.push(' ');
                text.push_str(&value);
            }
        }
    }
    normalised(&text)
}
