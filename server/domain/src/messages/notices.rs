//! Ordering a notice in the transaction of what it is about, and sending it afterwards.

use contract::{
    Lang,
    ids::{CaseId, NewsId, PersonId},
    messages::NoticeKind,
    time::Moment,
};
use entity::{cases::cases, messages::notices};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect,
    sea_query::{Expr, OnConflict},
};
use uuid::Uuid;

use crate::{
    ctx::{Ctx, Ente},
    db::repeating,
    error::{Error, Kind, Port, Result},
    identity,
    jobs::{self, Work},
    ports::{Letter, PortError},
};

/// What a notice is about, and for whom.
#[derive(Debug, Clone)]
pub(crate) struct About {
    /// Whom it is for.
    pub(crate) person: PersonId,
    /// What it is about.
    pub(crate) kind: NoticeKind,
    /// The case.
    pub(crate) case: CaseId,
    /// What of the case, such as a signature.
    pub(crate) about: Option<Uuid>,
    /// Two with the same word are one.
    pub(crate) once: String,
}

/// Orders a notice, in the caller's transaction. Where no mail is set up nothing is ordered: what was not
/// sent then is not sent when it is.
///
/// # Errors
/// Database errors.
pub(crate) async fn notify(ctx: &Ctx, tx: &impl ConnectionTrait, about: About) -> Result<()> {
    if ctx.post.mail.is_none() {
        return Ok(());
    }
    let id = NewsId(ctx.ids.next());
    if !written(ctx, tx, id, about).await? {
        return Ok(());
    }
    ordered(ctx, tx, id).await
}

/// The same, of something that happens once: in a step's transaction nobody knows what was written before.
///
/// # Errors
/// Database errors.
pub(crate) async fn tell(ctx: &Ctx, tx: &impl ConnectionTrait, about: About) -> Result<()> {
    if ctx.post.mail.is_none() {
        return Ok(());
    }
    let id = NewsId(ctx.ids.next());
    written(ctx, tx, id, about).await?;
    ordered(ctx, tx, id).await
}

/// The most mails in a day that tell a person what others ask of them.
const ASKED_A_DAY: u64 = 20;

/// The same, of what somebody else asks of a person: whoever knows a codice fiscale could fill a stranger's box. What is not
/// told is there after the login.
///
/// # Errors
/// Database errors.
pub(crate) async fn ask(ctx: &Ctx, tx: &impl ConnectionTrait, about: About) -> Result<()> {
    let kinds = [NoticeKind::AskedToHold, NoticeKind::AskedToSign].map(NoticeKind::as_str);
    let today = notices::Entity::find()
        .filter(notices::Column::PersonId.eq(about.person.0))
        .filter(notices::Column::Kind.is_in(kinds))
        .filter(notices::Column::MadeAt.gt(ctx.clock.now().0 - DAY_MS))
        .count(tx)
        .await?;
    if today < ASKED_A_DAY { notify(ctx, tx, about).await } else { Ok(()) }
}

/// A day in milliseconds.
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Orders the work that sends a notice.
async fn ordered(ctx: &Ctx, tx: &impl ConnectionTrait, id: NewsId) -> Result<()> {
    let key = Some(format!("notice:{id}"));
    jobs::enqueue(ctx, tx, &Work::SendNotice { notice: id }, ctx.clock.now(), key).await
}

/// Writes a notice down; says whether it is the first with its word.
async fn written(ctx: &Ctx, tx: &impl ConnectionTrait, id: NewsId, about: About) -> Result<bool> {
    let row = notices::ActiveModel {
        id: Set(id.0),
        person_id: Set(about.person.0),
        kind: Set(about.kind.as_str().to_owned()),
        case_id: Set(about.case.0),
        about: Set(about.about),
        once: Set(about.once),
        made_at: Set(ctx.clock.now().0),
        settled_at: Set(None),
        outcome: Set(None),
    };
    // By its word or, where the work is repeated, by its id.
    let once = OnConflict::new().do_nothing().to_owned();
    Ok(notices::Entity::insert(row).on_conflict(once).exec_without_returning(tx).await? == 1)
}

/// The work of telling the applicant that the office moved a case on: the notice is written down when it is sent, so
/// that a step writes one row less. `None` where no mail is set up.
pub(crate) fn telling(ctx: &Ctx, case: CaseId, seq: i64) -> Option<(Work, Option<String>, Moment)> {
    ctx.post.mail.as_ref()?;
    let work = Work::TellNews { notice: NewsId(ctx.ids.next()), case, seq };
    // A step happens once, and the notice has its own word.
    Some((work, None, ctx.clock.now()))
}

/// The word by which two notices of one step are known to be the same.
pub(crate) fn news_of(case: CaseId, seq: i64) -> String {
    format!("news:{case}:{seq}")
}

/// Writes down the notice of a step, once, and sends it as [`send_notice`] does.
///
/// # Errors
/// As [`send_notice`].
pub async fn tell_news(ctx: &Ctx, id: NewsId, case: CaseId, seq: i64, wording: Wording) -> Result<()> {
    let person: Option<Uuid> = cases::Entity::find_by_id(case.0)
        .select_only()
        .column(cases::Column::HeldBy)
        .into_tuple()
        .one(ctx.db.read())
        .await?;
    let person = PersonId(person.ok_or(Error::NotFound(Kind::Case))?);
    let once = news_of(case, seq);
    let about = About { person, kind: NoticeKind::News, case, about: None, once };
    repeating(|| async {
        let tx = ctx.db.begin().await?;
        written(ctx, &tx, id, about.clone()).await?;
        tx.commit().await
    })
    .await?;
    send_notice(ctx, id, wording).await
}

/// A notice about to be put into words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Notice {
    /// What it is about.
    pub kind: NoticeKind,
    /// The case.
    pub case: CaseId,
    /// What of the case, such as a signature.
    pub about: Option<Uuid>,
    /// The language of who reads it.
    pub lang: Lang,
}

/// Puts a notice into words: subject and text. The words are in the catalogue of texts.
pub type Wording = fn(&Notice, &Ente) -> (String, String);

/// Sends a notice to who wants notices, once. What was sent and could not be written down is sent again
/// under the same identifier.
///
/// # Errors
/// [`Error::Unavailable`] if the mail server does not answer: the job is repeated.
pub async fn send_notice(ctx: &Ctx, id: NewsId, wording: Wording) -> Result<()> {
    // A draft that was thrown away takes its notices along.
    let Some(row) = notices::Entity::find_by_id(id.0).one(ctx.db.read()).await? else { return Ok(()) };
    let Some(mail) = ctx.post.mail.clone().filter(|_| row.outcome.is_none()) else { return Ok(()) };
    let reach = identity::reach(ctx.db.read(), PersonId(row.person_id)).await?;
    let kind = NoticeKind::parse(&row.kind).ok_or(Error::NotFound(Kind::Job))?;
    let outcome = match reach.email {
        _ if !reach.notices => "unwanted",
        None => "no_address",
        Some(to) => {
            let notice = Notice { kind, case: CaseId(row.case_id), about: row.about, lang: reach.lang };
            let (subject, text) = wording(&notice, &ctx.ente);
            match mail.send(&Letter { id: id.0, to, subject, text, attachment: None }).await {
                Ok(()) => "sent",
                // The server takes nothing for this address, today or tomorrow.
                Err(PortError::Refused(..)) => "no_address",
                Err(err) => return Err(Error::Unavailable(Port::Post, err.to_string())),
            }
        }
    };
    ctx.fail.reached("notice.sent");
    notices::Entity::update_many()
        .col_expr(notices::Column::Outcome, Expr::value(outcome))
        .col_expr(notices::Column::SettledAt, Expr::value(ctx.clock.now().0))
        .filter(notices::Column::Id.eq(id.0))
        .filter(notices::Column::Outcome.is_null())
        .exec(ctx.db.writer())
        .await?;
    ctx.db.settled().await
}
