//! Signatures that a form asks for: who is named in it finds the request after the login, reads what would be
//! filed, and signs it or says why not. Whoever is identified by the login signs what they send or confirm
//! there (D.Lgs. 82/2005, article 65, paragraph 1, letter b).

use contract::{
    Code, Lang,
    cases::{SignaturePage, SignatureRow, SignatureState},
    forms::Filling,
    ids::{CaseId, PersonId, SignatureId},
    messages::NoticeKind,
    time::Moment,
};
use entity::{
    cases::{cases, signature_requests},
    identity::persons,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder,
    QuerySelect, sea_query::Expr,
};

use super::{
    progress::{self, Filled, Today},
    show,
    signatures::{Content, Wanted, requests},
    statements::{Proofs, statements},
    submit::{Filed, filed},
};
use crate::{
    access::{self, Opened},
    audit,
    ctx::{Actor, Ctx},
    db::repeating,
    documents::{self, CaseFile},
    error::{Error, Result},
    journal::Salt,
    messages::{self, About},
    procedures::{self, Definition, Reading, answer_groups, bill_view},
};

/// The longest reason for not signing, in characters.
pub const MAX_REASON: usize = 1_000;

/// What would be filed of a draft now.
async fn ready(ctx: &Ctx, db: &impl ConnectionTrait, id: CaseId, definition: &Definition) -> Result<Filed> {
    let filled = Filled::load(db, id).await?;
    let files = documents::files_of(db, definition, id).await?;
    filed(definition, &filled, &files, Today::of(ctx))
}

/// Asks the people named in a draft to sign what stands in it now; who was asked for that already is not
/// asked twice. What was asked for another content is withdrawn, with its answers.
///
/// # Errors
/// As [`super::submit`]: only what is complete can be signed.
pub async fn ask_signatures(ctx: &Ctx, actor: &Actor, id: CaseId) -> Result<()> {
    let outcome = repeating(|| ask_once(ctx, actor, id)).await;
    access::guarded(ctx, actor, "case.submit", outcome).await
}

async fn ask_once(ctx: &Ctx, actor: &Actor, id: CaseId) -> Result<()> {
    let tx = ctx.db.begin().await?;
    let Opened { case, definition } = access::draft(ctx, &tx, actor, id).await?;
    // The row is held: two clicks ask once.
    access::touch_draft(ctx, &tx, id).await?;
    let filed = ready(ctx, &tx, id, &definition).await?;
    let content = Content::of(Salt::of(&case), &definition, &filed.pages, &filed.files)?;
    // Whatever was asked for another content is over, answered or not.
    signature_requests::Entity::delete_many()
        .filter(signature_requests::Column::CaseId.eq(id.0))
        .filter(signature_requests::Column::ContentSha256.ne(&content.sha256))
        .exec(&tx)
        .await?;
    let rows = requests(&tx, id).await?;
    let documents: Vec<String> = filed.files.iter().map(|file| file.id.to_string()).collect();
    let documents = serde_json::to_string(&documents)?;
    let open = |wanted: &&Wanted| content.view(wanted, &rows, &actor.fiscal_code).state.can_be_asked();
    let asked = content.wanted.iter().filter(open).map(|wanted| signature_requests::ActiveModel {
        id: Set(ctx.ids.next()),
        case_id: Set(id.0),
        page: Set(wanted.page.clone()),
        question: Set(wanted.question.clone()),
        fiscal_code: Set(wanted.fiscal_code.clone()),
        content_sha256: Set(content.sha256.clone()),
        documents: Set(documents.clone()),
        asked_at: Set(ctx.clock.now().0),
        outcome: Set(None),
        reason: Set(None),
        answered_by: Set(None),
        answered_at: Set(None),
    });
    let asked: Vec<_> = asked.collect();
    if !asked.is_empty() {
        tell_asked(ctx, &tx, id, &asked).await?;
        signature_requests::Entity::insert_many(asked).exec_without_returning(&tx).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Tells those who are asked and have logged in before; the others find the request when they do.
async fn tell_asked(
    ctx: &Ctx,
    tx: &impl ConnectionTrait,
    case: CaseId,
    asked: &[signature_requests::ActiveModel],
) -> Result<()> {
    for request in asked {
        let (id, code) = (*request.id.as_ref(), request.fiscal_code.as_ref());
        let known = persons::Entity::find().filter(persons::Column::FiscalCode.eq(code)).all(tx).await?;
        for person in known {
            let person = PersonId(person.id);
            let once = format!("sign:{id}:{person}");
            let kind = NoticeKind::AskedToSign;
            messages::ask(ctx, tx, About { person, kind, case, about: Some(id), once }).await?;
        }
    }
    Ok(())
}

/// The requests that wait for the actor, oldest first.
///
/// # Errors
/// [`Error::Forbidden`] for strangers.
pub async fn asked_of(ctx: &Ctx, actor: &Actor, lang: Lang) -> Result<Vec<SignatureRow>> {
    actor.person()?;
    let draft = signature_requests::Entity::belongs_to(cases::Entity)
        .from(signature_requests::Column::CaseId)
        .to(cases::Column::Id);
    let rows = signature_requests::Entity::find()
        .join(JoinType::InnerJoin, draft.into())
        .filter(cases::Column::Phase.eq("draft"))
        .filter(signature_requests::Column::FiscalCode.eq(&actor.fiscal_code))
        .filter(signature_requests::Column::Outcome.is_null())
        .order_by_asc(signature_requests::Column::AskedAt)
        .limit(200)
        .all(ctx.db.read())
        .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    // It names who prepared each draft.
    audit::note_now(ctx, actor, "signatures.read", "signatures".to_owned(), "ok").await?;
    let drafts = cases::Entity::find()
        .filter(cases::Column::Id.is_in(rows.iter().map(|row| row.case_id)))
        .all(ctx.db.read())
        .await?;
    let authors = show::names(ctx, drafts.iter().map(|case| case.created_by).collect()).await?;
    let mut asked = Vec::new();
    for row in rows {
        let Some(case) = drafts.iter().find(|case| case.id == row.case_id) else { continue };
        let definition = procedures::by_hash(ctx, &case.definition_hash).await?;
        asked.push(SignatureRow {
            id: SignatureId(row.id),
            procedure: definition.text(lang).service().short.clone(),
            by: authors.get(&case.created_by).cloned().unwrap_or_default(),
            asked_at: Moment(row.asked_at),
        });
    }
    Ok(asked)
}

/// What the actor is asked to sign, whole. The read is audited before it is answered.
///
/// # Errors
/// [`Error::NotFound`] if nothing is asked of the actor, or the case was sent meanwhile.
pub async fn signature_page(ctx: &Ctx, actor: &Actor, lang: Lang, id: SignatureId) -> Result<SignaturePage> {
    let opened = access::to_sign(ctx, ctx.db.read(), actor, id).await;
    let (asked, Opened { case, definition }) = access::guarded(ctx, actor, "case.sign", opened).await?;
    let case_id = CaseId(case.id);
    audit::note_now(ctx, actor, "case.read", format!("case:{case_id}"), "ok").await?;
    let filled = Filled::load(ctx.db.read(), case_id).await?;
    let files = documents::list(ctx, &definition, lang, case_id).await?;
    let authors = show::names(ctx, vec![case.created_by]).await?;
    let sender = show::fiscal_code(ctx, case.created_by).await?;
    let today = Today::of(ctx);
    let texts = definition.text(lang);
    // A draft that is not complete any more is another content: it cannot be signed.
    let content = match filed(&definition, &filled, &CaseFile::of(&files), today) {
        Ok(filed) => Some(Content::of(Salt::of(&case), &definition, &filed.pages, &filed.files)?),
        Err(Error::Refused(_)) => None,
        Err(other) => return Err(other),
    };
    let state = content.as_ref().map_or(SignatureState::Changed, |content| content.state(&asked));
    let signatures = match &content {
        Some(content) => content.states(ctx.db.read(), case_id, &sender).await?,
        None => Vec::new(),
    };
    let filling = Filling::new(&definition.form, &filled.pages, &today);
    let given = CaseFile::of(&files);
    let proofs = Proofs { sender: &sender, sent: None, signatures: &signatures, files: &given };
    let statements = statements(&definition, lang, &filling, &proofs);
    let reading = Reading { draft: false, special: true, statements };
    // What was asked is shown, not what the draft became since.
    let as_asked = state != SignatureState::Changed;
    Ok(SignaturePage {
        row: SignatureRow {
            id,
            procedure: texts.service().short.clone(),
            by: authors.get(&case.created_by).cloned().unwrap_or_default(),
            asked_at: Moment(asked.asked_at),
        },
        case: case_id,
        groups: if as_asked { answer_groups(&definition, lang, &filling, &reading) } else { Vec::new() },
        documents: files
            .into_iter()
            .filter(|file| as_asked && progress::counts(&definition, &filling, &file.slot))
            .collect(),
        bill: bill_view(&definition, lang, &filling).filter(|_| as_asked),
        effect: texts.filing().before.clone(),
        content_sha256: content.map(|content| content.sha256).unwrap_or_default(),
        state,
    })
}

/// What the person who is asked says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignatureAnswer {
    /// Yes, to the content with this hash.
    Sign(String),
    /// No, and why; the words may be empty.
    Decline(String),
}

impl SignatureAnswer {
    /// The word of the row.
    fn outcome(&self) -> &'static str {
        match self {
            Self::Sign(_) => "signed",
            Self::Decline(_) => "declined",
        }
    }

    /// The word of the audit.
    fn verb(&self) -> &'static str {
        match self {
            Self::Sign(_) => "case.sign",
            Self::Decline(_) => "case.decline",
        }
    }
}

/// Writes down the answer of who is asked. Said again it changes nothing: the first answer stands.
///
/// # Errors
/// [`Error::NotFound`] as [`signature_page`]; [`Error::Conflict`] with `SignatureChanged` if something
/// else stands in the case than what was read, with `AlreadyAnswered` for another answer than the first;
/// [`Error::Refused`] with `TextTooLong`.
pub async fn answer_signature(
    ctx: &Ctx,
    actor: &Actor,
    id: SignatureId,
    answer: &SignatureAnswer,
) -> Result<()> {
    let outcome = repeating(|| answer_once(ctx, actor, id, answer)).await;
    access::guarded(ctx, actor, "case.sign", outcome).await
}

async fn answer_once(ctx: &Ctx, actor: &Actor, id: SignatureId, answer: &SignatureAnswer) -> Result<()> {
    let tx = ctx.db.begin().await?;
    if let Some(answered) = answered(&tx, actor, id, answer).await? {
        return answered;
    }
    let (asked, Opened { case, definition }) = access::to_sign(ctx, &tx, actor, id).await?;
    let reason = match answer {
        SignatureAnswer::Sign(read) => {
            let changed = Error::Conflict(Code::SignatureChanged);
            let filed = match ready(ctx, &tx, CaseId(case.id), &definition).await {
                Err(Error::Refused(_)) => return Err(changed),
                other => other?,
            };
            let now = Content::of(Salt::of(&case), &definition, &filed.pages, &filed.files)?.sha256;
            if now != *read || now != asked.content_sha256 {
                return Err(changed);
            }
            None
        }
        SignatureAnswer::Decline(why) if why.chars().count() > MAX_REASON => {
            return Err(Error::Refused(Code::TextTooLong));
        }
        SignatureAnswer::Decline(why) => Some(why.trim().to_owned()),
    };
    let written = signature_requests::Entity::update_many()
        .col_expr(signature_requests::Column::Outcome, Expr::value(answer.outcome()))
        .col_expr(signature_requests::Column::Reason, Expr::value(reason))
        .col_expr(signature_requests::Column::AnsweredBy, Expr::value(actor.person()?.0))
        .col_expr(signature_requests::Column::AnsweredAt, Expr::value(ctx.clock.now().0))
        .filter(signature_requests::Column::Id.eq(id.0))
        .filter(signature_requests::Column::Outcome.is_null())
        .exec(&tx)
        .await?;
    if written.rows_affected == 0 {
        // Another click was faster, or the request was withdrawn: look again.
        return Err(Error::Repeat);
    }
    let (verb, said) = (answer.verb(), format!("case:{}", CaseId(case.id)));
    audit::note(ctx, &tx, actor, verb, said, "ok").await?;
    tx.commit().await?;
    Ok(())
}

/// What became of a request that the actor has answered already: the same answer again changes nothing, another
/// one comes too late. `None` while it waits.
async fn answered(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: SignatureId,
    answer: &SignatureAnswer,
) -> Result<Option<Result<()>>> {
    let row = signature_requests::Entity::find_by_id(id.0).one(tx).await?;
    let own = |row: &signature_requests::Model| row.answered_by == actor.person.map(|person| person.0);
    let outcome = row.filter(own).and_then(|row| row.outcome);
    Ok(outcome.map(|outcome| match outcome == answer.outcome() {
        true => Ok(()),
        false => Err(Error::Conflict(Code::AlreadyAnswered)),
    }))
}
