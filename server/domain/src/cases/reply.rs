//! Answering the office's request: a page of points, saved as a draft until it is sent by an event of the
//! procedure.

use std::collections::BTreeMap;

use contract::{
    Code, Lang,
    cases::{Act, ReplyPage, RequestView},
    ids::{CaseId, DocumentId, PointId},
};
use engine::{Event, Who};
use entity::{
    cases::{cases, request_points},
    messages::messages,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr};

use super::{communications, request_views::request_views, requests, sending};
use crate::{
    access::{self, Opened},
    ctx::{Actor, Ctx},
    db::repeating,
    documents::{self, Given},
    error::{Error, Result},
    procedures::{Definition, slot_view},
};

/// The longest draft of an answer that is kept, in characters: what is too long for the office is kept too, so
/// that it can be shortened.
const KEPT: usize = 20_000;

/// The page where the open request of a case is answered.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's case; [`Error::Conflict`] with `EventNotPossible` where nothing is
/// asked.
pub async fn reply_page(ctx: &Ctx, actor: &Actor, lang: Lang, id: CaseId) -> Result<ReplyPage> {
    let opened = access::shown_to_owner(ctx, actor, id).await?;
    let (mut page, asked) = page(ctx, lang, opened).await?;
    // What could not be shown was not received; and of what is not shown here nobody learns here.
    if communications::mark_opened(ctx, actor, id, Some(&asked)).await? {
        // Terms run from here on: the page says so at once.
        (page, _) = self::page(ctx, lang, access::own_case(ctx, ctx.db.read(), actor, id).await?).await?;
    }
    Ok(page)
}

/// The page, and the places of the acts of the office that it shows.
async fn page(ctx: &Ctx, lang: Lang, Opened { case, definition }: Opened) -> Result<(ReplyPage, Vec<i64>)> {
    let (db, id) = (ctx.db.read(), CaseId(case.id));
    let Replying { event, own: unasked } = Replying::of(db, &definition, &case).await?;
    let files = documents::list(ctx, &definition, lang, id).await?;
    let views = request_views(ctx, &case, &definition, &files, (true, lang)).await?;
    let views = views.into_iter().filter(|request| request.own == unasked).collect();
    let request = joined(views).ok_or(Error::Conflict(Code::EventNotPossible))?;
    let asked: Vec<i64> = match unasked {
        true => Vec::new(),
        false => requests::open(db, id).await?.into_iter().map(|row| row.event_seq).collect(),
    };
    let texts = definition.text(lang);
    let own = texts.event(&event.id);
    let page = ReplyPage {
        case: id,
        procedure: texts.service().short.clone(),
        number: case.number.clone().unwrap_or_default(),
        label: own.label.to_owned(),
        explain: own.explain.to_owned(),
        intro: said_with(db, id, &asked).await?,
        request,
        slot: definition.answer_slot.as_ref().map(|slot| slot_view(&definition, slot, lang, Vec::new())),
        text_label: event.text.and(own.text_label).map(str::to_owned),
        text_max: event.text.map_or(0, |rule| rule.max_chars),
        max_chars: requests::rule(&definition).map_or(0, |rule| rule.max_chars),
        typed: String::new(),
        problem: None,
        row_version: case.row_version,
    };
    Ok((page, asked))
}

/// What the office wrote with the acts at these places, one after the other.
async fn said_with(db: &impl ConnectionTrait, case: CaseId, asked: &[i64]) -> Result<String> {
    if asked.is_empty() {
        return Ok(String::new());
    }
    let rows = messages::Entity::find()
        .filter(messages::Column::CaseId.eq(case.0))
        .filter(messages::Column::EventSeq.is_in(asked.iter().copied()))
        .filter(messages::Column::EventSeq.is_not_in(communications::reserved(db, case).await?))
        .filter(messages::Column::FromOffice.eq(1))
        .filter(messages::Column::Event.ne(Act::Rectified.as_str()))
        .order_by_asc(messages::Column::EventSeq)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| row.body).collect::<Vec<_>>().join("\n\n"))
}

/// The open requests as one: where several are open they are answered by one letter.
fn joined(views: Vec<RequestView>) -> Option<RequestView> {
    let mut open = views.into_iter().filter(|request| request.open);
    let mut request = open.next()?;
    for more in open {
        request.due = request.due.into_iter().chain(more.due).min();
        request.overdue |= more.overdue;
        request.points.extend(more.points);
    }
    Some(request)
}

/// What is written on the page: an answer to the office, else what the applicant sends unasked.
struct Replying<'a> {
    event: &'a Event,
    own: bool,
}

impl<'a> Replying<'a> {
    async fn of(db: &impl ConnectionTrait, definition: &'a Definition, case: &cases::Model) -> Result<Self> {
        let id = CaseId(case.id);
        if let Ok(event) = reply_event(definition, &case.state)
            && !requests::open(db, id).await?.is_empty()
        {
            return Ok(Self { event, own: false });
        }
        let none = Error::Conflict(Code::EventNotPossible);
        let Some(prepared) = sending::prepared(db, id).await? else { return Err(none) };
        let event = prepared.own_event.and_then(|event| sending::event_of(definition, &case.state, &event));
        Ok(Self { event: event.ok_or(none)?, own: true })
    }

    /// The places of what is open.
    async fn places(&self, db: &impl ConnectionTrait, id: CaseId) -> Result<Vec<i64>> {
        let open = match self.own {
            true => sending::prepared(db, id).await?.into_iter().collect(),
            false => requests::open(db, id).await?,
        };
        Ok(open.into_iter().map(|row| row.event_seq).collect())
    }
}

/// The event by which the applicant answers in this state.
///
/// # Errors
/// [`Error::Conflict`] with `EventNotPossible` if there is none.
pub(super) fn reply_event<'a>(definition: &'a Definition, state: &str) -> Result<&'a Event> {
    let mut events = definition.workflow.events.iter();
    let answers = |event: &&Event| {
        event.answers && event.who.contains(&Who::Applicant) && event.from.iter().any(|from| from == state)
    };
    events.find(answers).ok_or(Error::Conflict(Code::EventNotPossible))
}

/// Which event sends what is written on the page, and whether nobody asked for it.
///
/// # Errors
/// As [`reply_page`].
pub async fn reply_event_of(ctx: &Ctx, actor: &Actor, id: CaseId) -> Result<(String, bool)> {
    let opened = access::own_case(ctx, ctx.db.read(), actor, id).await;
    let opened = access::guarded(ctx, actor, "case.reply", opened).await?;
    let replying = Replying::of(ctx.db.read(), &opened.definition, &opened.case).await?;
    Ok((replying.event.id.clone(), replying.own))
}

/// Keeps the answers typed so far, point by point. What is not named stays as it is.
///
/// # Errors
/// As [`reply_page`].
pub async fn save_reply(ctx: &Ctx, actor: &Actor, id: CaseId, typed: &[(PointId, String)]) -> Result<()> {
    let outcome = repeating(|| async {
        let tx = ctx.db.begin().await?;
        access::hold(&tx, id).await?;
        let opened = access::own_case(ctx, &tx, actor, id).await?;
        let open = Replying::of(&tx, &opened.definition, &opened.case).await?.places(&tx, id).await?;
        let points = request_points::Entity::find()
            .filter(request_points::Column::CaseId.eq(id.0))
            .filter(request_points::Column::EventSeq.is_in(open.clone()))
            .all(&tx)
            .await?;
        // The last word on each point that is open; what is none is not looked at.
        let typed: BTreeMap<PointId, &String> =
            typed.iter().map(|(point, answer)| (*point, answer)).collect();
        let typed = points.iter().filter_map(|row| typed.get_key_value(&PointId(row.id)));
        for (point, answer) in typed {
            let answer: String = answer.trim().chars().take(KEPT).collect();
            request_points::Entity::update_many()
                .col_expr(request_points::Column::Answer, Expr::value(answer))
                .col_expr(request_points::Column::SavedAt, Expr::value(Some(ctx.clock.now().0)))
                .filter(request_points::Column::Id.eq(point.0))
                .filter(request_points::Column::CaseId.eq(id.0))
                .filter(request_points::Column::EventSeq.is_in(open.clone()))
                .exec(&tx)
                .await?;
        }
        tx.commit().await?;
        Ok(())
    })
    .await;
    access::guarded(ctx, actor, "case.reply", outcome).await
}

/// Adds a file to the answer to a point; `given.slot` is not looked at.
///
/// # Errors
/// As [`reply_page`], and those of [`documents::give`].
pub async fn give_with_reply(
    ctx: &Ctx,
    actor: &Actor,
    given: &Given<'_>,
    point: PointId,
) -> Result<DocumentId> {
    let outcome = documents::give_answer(ctx, actor, given, point).await;
    access::guarded(ctx, actor, "case.reply", outcome).await
}

/// Takes a file out of an answer that was not sent.
///
/// # Errors
/// As [`reply_page`].
pub async fn remove_from_reply(ctx: &Ctx, actor: &Actor, id: CaseId, document: DocumentId) -> Result<()> {
    let outcome = documents::remove_answer(ctx, actor, id, document).await;
    access::guarded(ctx, actor, "case.reply", outcome).await
}
