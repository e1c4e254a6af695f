//! Filing: complete or refused, once, with its numbers and its receipt in the same transaction.

use contract::{Code, documents::CheckState, forms::stored, ids::CaseId};
use engine::Who;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::{
    advance::{Advance, advance},
    progress::{self, Filled},
};
use crate::{
    access,
    ctx::{Actor, Ctx},
    db::repeating,
    documents::{self, CaseFile},
    error::{Error, Result},
    procedures::Definition,
    search::normalised,
};

/// Files a draft. Called again (double click, lost answer) it does nothing: the first receipt stands.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's case; [`Error::Refused`] with `Incomplete` or
/// `StillChecking`.
pub async fn submit(ctx: &Ctx, actor: &Actor, id: CaseId) -> Result<()> {
    let outcome = repeating(|| submit_once(ctx, actor, id)).await;
    access::guarded(ctx, actor, "case.submit", outcome).await?;
    ctx.wake.notify_one();
    Ok(())
}

async fn submit_once(ctx: &Ctx, actor: &Actor, id: CaseId) -> Result<()> {
    let tx = ctx.db.begin().await?;
    let opened = access::own_case(ctx, &tx, actor, id).await?;
    let (case, definition) = (&opened.case, &*opened.definition);
    if case.phase != "draft" {
        return Ok(());
    }
    let filled = Filled::load(&tx, id).await?;
    let files = documents::files_of(&tx, definition, id).await?;
    demand_complete(definition, &filled, &files)?;
    ctx.fail.reached("submit.checked");
    let Some(event) = definition.workflow.submission() else {
        return Err(Error::Internal(anyhow::anyhow!("the workflow has no submission")));
    };
    let step = definition
        .workflow
        .step(&case.state, &event.id, &[Who::Applicant], None)
        .map_err(|refusal| Error::Internal(refusal.into()))?;
    let what = Advance {
        case,
        definition,
        step: &step,
        author: actor.person()?,
        from_office: false,
        facts: facts(definition, &filled, &files)?,
        search: Some(search_text(actor, definition, &filled)),
    };
    match advance(ctx, &tx, what).await {
        // Another click filed it, or a file was added meanwhile: look again from the beginning.
        Err(Error::Conflict(_)) => return Err(Error::Repeat),
        outcome => outcome?,
    }
    ctx.fail.reached("submit.written");
    tx.commit().await?;
    ctx.fail.reached("submit.committed");
    Ok(())
}

fn demand_complete(definition: &Definition, filled: &Filled, files: &[CaseFile]) -> Result<()> {
    if !filled.complete(definition) || !progress::documents_done(definition, files) {
        return Err(Error::Refused(Code::Incomplete));
    }
    if files.iter().any(|file| file.check == CheckState::Checking) {
        return Err(Error::Refused(Code::StillChecking));
    }
    Ok(())
}

/// What the journal and the receipt keep of the content: hashes, so that the rows can be erased
/// when their time comes and the chain still holds.
fn facts(definition: &Definition, filled: &Filled, files: &[CaseFile]) -> Result<Map<String, Value>> {
    let answers = serde_jcs::to_string(&filled.answers)?;
    let documents: Vec<Value> = files
        .iter()
        .map(|file| json!({"document": file.id.to_string(), "slot": file.slot, "sha256": file.sha256}))
        .collect();
    let mut facts = Map::new();
    facts.insert("definition".into(), json!(definition.hash));
    facts.insert("answers_sha256".into(), json!(hex::encode(Sha256::digest(answers))));
    facts.insert("documents".into(), json!(documents));
    Ok(facts)
}

/// The words a case is found by: who filed it and every short answer. Its number has its own column.
fn search_text(actor: &Actor, definition: &Definition, filled: &Filled) -> String {
    let mut text = format!("{} {}", actor.name, actor.fiscal_code);
    for step in &definition.form.steps {
        let answers = filled.of(&step.id);
        for question in step.questions.iter().filter(|question| question.max_chars <= 200) {
            if let Some(value) = stored(question, &answers) {
                text.push(' ');
                text.push_str(&value);
            }
        }
    }
    normalised(&text)
}
