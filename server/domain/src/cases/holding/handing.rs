//! A case that passes to somebody else because people say so: its holder and who takes it, or whom alone it is for.

use contract::{
    Code,
    cases::MAX_HANDING,
    ids::{CaseId, HandingId, PersonId},
    messages::NoticeKind,
    people::CodiceFiscale,
};
use entity::{
    cases::{cases, handings},
    identity::persons,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::Expr};
use serde_json::{Map, json};

use super::{Passing, pass};
use crate::{
    access, audit,
    ctx::{Actor, Ctx},
    db::{Tx, repeating},
    error::{Error, Kind, Result},
    identity::policy::{self, Action},
    messages::{About, ask, notify},
};

const HAND_ON: &str = "case.hand_on";
const TAKE_OVER: &str = "case.take_over";

/// To whom somebody wants to give a case that they hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandOn {
    /// The case.
    pub case: CaseId,
    /// Codice fiscale of who is to hold it, as it was typed.
    pub fiscal_code: String,
    /// What goes with it, for them and for the office to read; may be empty.
    pub words: String,
}

/// Gives a case to somebody else: they find it after their login, and hold it once they say so. Until then nothing changes.
///
/// # Errors
/// [`Error::NotFound`] for a case the actor does not hold; [`Error::Refused`] with `FiscalCodeWrong`, `OwnFiscalCode`,
/// `TextTooLong`; [`Error::Conflict`] with `AlreadyGiven` while somebody else has to answer.
pub async fn hand_on(ctx: &Ctx, actor: &Actor, asked: &HandOn) -> Result<()> {
    let outcome = repeating(|| hand_on_once(ctx, actor, asked)).await;
    access::guarded(ctx, actor, HAND_ON, outcome).await?;
    ctx.wake.notify_one();
    Ok(())
}

async fn hand_on_once(ctx: &Ctx, actor: &Actor, asked: &HandOn) -> Result<()> {
    let (tx, case) = held(ctx, actor, asked.case).await?;
    let Ok(code) = CodiceFiscale::parse(&asked.fiscal_code) else {
        return Err(Error::Refused(Code::FiscalCodeWrong));
    };
    let code = code.as_str().to_owned();
    if code == actor.fiscal_code {
        return Err(Error::Refused(Code::OwnFiscalCode));
    }
    let words = short(&asked.words)?;
    match open_of(&tx, asked.case).await? {
        // Said again it changes nothing.
        Some(open) if open.fiscal_code == code => return Ok(()),
        Some(_) => return Err(Error::Conflict(Code::AlreadyGiven)),
        None => {}
    }
    let id = HandingId(ctx.ids.next());
    let row = handings::ActiveModel {
        id: Set(id.0),
        case_id: Set(case.id),
        fiscal_code: Set(code.clone()),
        asked_by: Set(actor.person()?.0),
        words: Set(words.to_owned()),
        asked_at: Set(ctx.clock.now().0),
        outcome: Set(None),
        answered_by: Set(None),
        answered_at: Set(None),
    };
    handings::Entity::insert(row).exec_without_returning(&tx).await?;
    // Who has never logged in finds it when they do.
    for person in persons::Entity::find().filter(persons::Column::FiscalCode.eq(code)).all(&tx).await? {
        let person = PersonId(person.id);
        let once = format!("handing:{id}:{person}");
        let kind = NoticeKind::AskedToHold;
        ask(ctx, &tx, About { person, kind, case: asked.case, about: Some(id.0), once }).await?;
    }
    audit::note(ctx, &tx, actor, HAND_ON, format!("case:{}", asked.case), "ok").await?;
    tx.commit().await
}

/// Takes back a case that was given to somebody who has not answered. Done once, however often it is called.
///
/// # Errors
/// [`Error::NotFound`] for a case the actor does not hold.
pub async fn withdraw_handing(ctx: &Ctx, actor: &Actor, case: CaseId) -> Result<()> {
    let outcome = repeating(|| async {
        let (tx, _) = held(ctx, actor, case).await?;
        if let Some(open) = open_of(&tx, case).await? {
            end(ctx, &tx, actor, &open, "withdrawn").await?;
        }
        tx.commit().await
    })
    .await;
    access::guarded(ctx, actor, HAND_ON, outcome).await
}

/// What somebody says to whom a case is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HandingAnswer {
    /// They hold it from here on.
    Take,
    /// They do not.
    Decline,
}

impl HandingAnswer {
    /// The word of the row.
    fn outcome(self) -> &'static str {
        match self {
            Self::Take => "taken",
            Self::Decline => "declined",
        }
    }
}

/// Writes down the answer of whom a case is given to. Said again it changes nothing. Gives the case.
///
/// # Errors
/// [`Error::NotFound`] if nothing is given to the actor, or not any more.
pub async fn answer_handing(
    ctx: &Ctx,
    actor: &Actor,
    id: HandingId,
    answer: HandingAnswer,
) -> Result<CaseId> {
    let outcome = repeating(|| answer_once(ctx, actor, id, answer)).await;
    let case = access::guarded(ctx, actor, HAND_ON, outcome).await?;
    ctx.wake.notify_one();
    Ok(case)
}

async fn answer_once(ctx: &Ctx, actor: &Actor, id: HandingId, answer: HandingAnswer) -> Result<CaseId> {
    let tx = ctx.db.begin().await?;
    let of = handings::Entity::find_by_id(id.0).one(&tx).await?.ok_or(Error::NotFound(Kind::Case))?;
    access::hold(&tx, CaseId(of.case_id)).await?;
    // Said again it changes nothing.
    let of = handings::Entity::find_by_id(id.0).one(&tx).await?.ok_or(Error::NotFound(Kind::Case))?;
    let own = actor.person.is_some_and(|person| of.answered_by == Some(person.0));
    if own && of.outcome.as_deref() == Some(answer.outcome()) {
        return Ok(CaseId(of.case_id));
    }
    let (handing, case) = access::given(&tx, actor, id).await?;
    let case_id = CaseId(case.id);
    let author = actor.person()?;
    match answer {
        HandingAnswer::Take => {
            end(ctx, &tx, actor, &handing, answer.outcome()).await?;
            let facts = Map::from_iter([("handing".to_owned(), json!(id.to_string()))]);
            let words = Some((handing.words.as_str(), PersonId(handing.asked_by)));
            pass(ctx, &tx, Passing { case: &case, to: author, author, facts, words }).await?;
        }
        HandingAnswer::Decline => {
            end(ctx, &tx, actor, &handing, answer.outcome()).await?;
            let (person, once) = (PersonId(handing.asked_by), format!("declined:{id}"));
            let kind = NoticeKind::News;
            notify(ctx, &tx, About { person, kind, case: case_id, about: None, once }).await?;
        }
    }
    audit::note(ctx, &tx, actor, HAND_ON, format!("case:{case_id}"), "ok").await?;
    tx.commit().await?;
    Ok(case_id)
}

/// Takes a case from who holds it: whom alone it is for. Who held it does nothing in it any more, and is told. Nothing changes
/// for who holds it already.
///
/// # Errors
/// [`Error::NotFound`] for a case that is not for the actor; [`Error::Forbidden`] if it is not for them alone;
/// [`Error::Refused`] with `TextTooLong`.
pub async fn take_over(ctx: &Ctx, actor: &Actor, case: CaseId, words: &str) -> Result<()> {
    let outcome = repeating(|| async {
        let tx = ctx.db.begin().await?;
        access::hold(&tx, case).await?;
        let opened = access::readable_in(ctx, &tx, actor, case).await?;
        if access::holds(actor, &opened.case) {
            return Ok(());
        }
        let titolari = access::titolari_of(&tx, case).await?;
        policy::demand(actor, Action::TakeOver(&opened.case, &titolari))?;
        let words = short(words)?;
        let author = actor.person()?;
        let facts = Map::from_iter([("titolare".to_owned(), json!(true))]);
        let words = Some((words, author));
        pass(ctx, &tx, Passing { case: &opened.case, to: author, author, facts, words }).await?;
        audit::note(ctx, &tx, actor, TAKE_OVER, format!("case:{case}"), "ok").await?;
        tx.commit().await
    })
    .await;
    access::guarded(ctx, actor, TAKE_OVER, outcome).await?;
    ctx.wake.notify_one();
    Ok(())
}

/// A filed case that the actor holds; its row is held until the transaction ends.
async fn held(ctx: &Ctx, actor: &Actor, id: CaseId) -> Result<(Tx, cases::Model)> {
    let tx = ctx.db.begin().await?;
    access::hold(&tx, id).await?;
    let opened = access::own_case(ctx, &tx, actor, id).await?;
    policy::demand(actor, Action::HandOn(&opened.case))?;
    Ok((tx, opened.case))
}

/// Whom a case was given to and who has not answered yet.
///
/// # Errors
/// Database errors.
pub(super) async fn open_of(db: &impl ConnectionTrait, case: CaseId) -> Result<Option<handings::Model>> {
    Ok(handings::Entity::find()
        .filter(handings::Column::CaseId.eq(case.0))
        .filter(handings::Column::Outcome.is_null())
        .one(db)
        .await?)
}

async fn end(
    ctx: &Ctx,
    tx: &impl ConnectionTrait,
    actor: &Actor,
    handing: &handings::Model,
    outcome: &str,
) -> Result<()> {
    handings::Entity::update_many()
        .col_expr(handings::Column::Outcome, Expr::value(outcome))
        .col_expr(handings::Column::AnsweredBy, Expr::value(actor.person()?.0))
        .col_expr(handings::Column::AnsweredAt, Expr::value(ctx.clock.now().0))
        .filter(handings::Column::Id.eq(handing.id))
        .exec(tx)
        .await?;
    Ok(())
}

fn short(words: &str) -> Result<&str> {
    let words = words.trim();
    if words.chars().count() > MAX_HANDING { Err(Error::Refused(Code::TextTooLong)) } else { Ok(words) }
}
