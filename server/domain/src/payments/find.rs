//! A notice is looked for by its number and the codice fiscale on it, without a login.

use contract::{
    ids::NoticeId,
    payments::{MOST_TOGETHER, NoticeForm, NoticeProblem, NoticeState},
    people::TaxCode,
};
use entity::payments::{notice_tries, payment_notices};
use pagopa::Nav;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, ExprTrait, OnConflict},
};
use sha2::{Digest, Sha256};

use super::notices::{Held, basket_notices, state};
use crate::{
    audit,
    ctx::{Actor, Ctx},
    db::repeating,
    error::Result,
};

/// How often notices of one codice fiscale may be looked for in vain, each hour.
const MOST_TRIES: i32 = 20;

const HOUR_MS: i64 = 60 * 60 * 1000;

/// What a search comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lookup {
    /// The notice, which can be paid.
    Found(NoticeId),
    /// What was typed, and why there is nothing to pay.
    Refused(NoticeForm),
}

/// Looks for a notice. A number that does not exist and a number with another codice fiscale are answered in the
/// same words: nobody finds out which notices there are. What is found is audited before it is answered.
///
/// # Errors
/// Database errors.
pub async fn find(ctx: &Ctx, actor: &Actor, held: &Held, form: NoticeForm) -> Result<Lookup> {
    if !form.problems.is_empty() {
        return Ok(Lookup::Refused(form));
    }
    let refused = |problem| Ok(Lookup::Refused(NoticeForm { problems: vec![problem], ..form.clone() }));
    let code = TaxCode::parse(&form.code).map(|code| code.to_string()).unwrap_or_default();
    let (subject, hour) = (hex::encode(Sha256::digest(&code)), ctx.clock.now().0 / HOUR_MS);
    let tried = notice_tries::Entity::find_by_id((subject.clone(), hour)).one(ctx.db.read()).await?;
    if tried.is_some_and(|row| row.tries >= MOST_TRIES) {
        return refused(NoticeProblem::TooManyTries);
    }
    let Some(row) = stored(ctx, &form.nav).await?.filter(|row| row.debtor_code == code) else {
        count(ctx, &subject, hour).await?;
        return refused(NoticeProblem::Unknown);
    };
    let id = NoticeId(row.id);
    audit::note_now(ctx, actor, "notice.found", format!("notice:{id}"), "ok").await?;
    match state(&row) {
        NoticeState::Paid => refused(NoticeProblem::Paid),
        NoticeState::Cancelled => refused(NoticeProblem::Cancelled),
        NoticeState::Open | NoticeState::Paying => {
            let basket = basket_notices(ctx, held).await?;
            let full = basket.len() >= MOST_TOGETHER && !basket.contains(&id);
            if full { refused(NoticeProblem::Full) } else { Ok(Lookup::Found(id)) }
        }
    }
}

/// The notice with this number. A number whose check digits are wrong is a number that nobody was given.
async fn stored(ctx: &Ctx, typed: &str) -> Result<Option<payment_notices::Model>> {
    let Ok(nav) = Nav::parse(typed) else { return Ok(None) };
    let found = payment_notices::Entity::find().filter(payment_notices::Column::Nav.eq(nav.as_str()));
    Ok(found.one(ctx.db.read()).await?)
}

/// Counts a search in vain, and forgets those of past hours.
async fn count(ctx: &Ctx, subject: &str, hour: i64) -> Result<()> {
    repeating(|| async {
        let tx = ctx.db.begin().await?;
        notice_tries::Entity::delete_many().filter(notice_tries::Column::Hour.lt(hour)).exec(&tx).await?;
        let row =
            notice_tries::ActiveModel { subject: Set(subject.to_owned()), hour: Set(hour), tries: Set(1) };
        let again = OnConflict::columns([notice_tries::Column::Subject, notice_tries::Column::Hour])
            .value(
                notice_tries::Column::Tries,
                Expr::col((notice_tries::Entity, notice_tries::Column::Tries)).add(1),
            )
            .to_owned();
        notice_tries::Entity::insert(row).on_conflict(again).exec_without_returning(&tx).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}
