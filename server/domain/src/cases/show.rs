//! A filed case, as its owner and as the office see it: one page, two readers.

use std::collections::HashMap;

use contract::{
    Code, Lang,
    cases::{CasePage, MessageView, Phase, TimelineEntry},
    forms::Filling,
    ids::CaseId,
    time::Moment,
};
use engine::Who;
use entity::{
    cases::{case_events, receipts},
    identity::persons,
    messages::messages,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{
    communications,
    progress::{Filled, Today},
    receipt,
    signatures::Content,
};
use crate::{
    access::{self, Opened},
    ctx::{Actor, Ctx},
    documents,
    error::{Error, Result},
    identity::policy::{self, Action},
    procedures::{action_views, answer_groups, bill_view},
};

/// The owner's page of a filed case. The first look of a session is audited before it is answered.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's; [`Error::Conflict`] with `Incomplete` for a draft,
/// which has pages of its own.
pub async fn own_page(ctx: &Ctx, actor: &Actor, lang: Lang, id: CaseId) -> Result<CasePage> {
    let opened = access::shown_to_owner(ctx, actor, id).await?;
    communications::mark_opened(ctx, actor, id).await?;
    page(ctx, actor, lang, opened, &[Who::Applicant]).await
}

/// The office's page of a filed case. The read is audited before it is answered.
///
/// # Errors
/// [`Error::NotFound`] for a case of another office, a draft, or who is not staff.
pub async fn office_page(ctx: &Ctx, actor: &Actor, lang: Lang, id: CaseId) -> Result<CasePage> {
    let opened = access::office_case(ctx, actor, id).await;
    let opened = access::guarded(ctx, actor, "case.read", opened).await?;
    let who = policy::capacities(actor, &opened.case);
    page(ctx, actor, lang, opened, &who).await
}

async fn page(ctx: &Ctx, actor: &Actor, lang: Lang, opened: Opened, who: &[Who]) -> Result<CasePage> {
    let id = CaseId(opened.case.id);
    let phase = Phase::parse(&opened.case.phase).unwrap_or(Phase::Archived);
    let receipt = receipts::Entity::find_by_id(id.0).one(ctx.db.read()).await?;
    let (Some(receipt), Some(number)) = (receipt, opened.case.number.clone()) else {
        return Err(Error::Conflict(Code::Incomplete));
    };
    let told = Told::load(ctx, &opened, actor, lang).await?;
    let protocollo = receipt::protocollo(ctx, &receipt).await?;
    let communications = communications::of_case(ctx, lang, &opened.case).await?;
    let Opened { case, definition } = opened;
    let texts = definition.text(lang);
    let filled = Filled::load(ctx.db.read(), id).await?;
    let content = Content::of(&definition, &filled.pages, &[])?;
    let author = persons::Entity::find_by_id(case.created_by).one(ctx.db.read()).await?;
    let sender = author.map(|person| person.fiscal_code).unwrap_or_default();
    let signatures = content.of_filed(ctx.db.read(), id, &sender).await?;
    let special = policy::allows(actor, Action::ReadSpecial(&case));
    let filed_on = Today(Moment(receipt.received_at).day());
    let (mut documents, receipt_ready) = receipt::split(documents::list(ctx, &definition, lang, id).await?);
    if !special {
        documents::reserve(&definition, &mut documents);
    }
    let state = texts.state(&case.state);
    let filling = Filling::new(&definition.form, &filled.pages, &filed_on);
    Ok(CasePage {
        case: id,
        procedure: texts.service().short.clone(),
        number,
        protocollo,
        received_at: Moment(receipt.received_at),
        phase,
        state: state.label.to_owned(),
        next: state.next.to_owned(),
        actions: action_views(&definition, lang, &case.state, who),
        timeline: told.timeline,
        messages: told.messages,
        communications,
        groups: answer_groups(&definition, lang, &filling, false, special),
        bill: bill_view(&definition, lang, &filling),
        signatures,
        documents,
        receipt_ready,
        applicant: told.applicant,
        assigned_to: told.assigned_to,
        office: texts.service().office.clone(),
        row_version: case.row_version,
    })
}

/// What happened and what was said, with the names that this reader may know.
struct Told {
    timeline: Vec<TimelineEntry>,
    messages: Vec<MessageView>,
    applicant: String,
    assigned_to: Option<String>,
}

impl Told {
    async fn load(ctx: &Ctx, opened: &Opened, actor: &Actor, lang: Lang) -> Result<Self> {
        let case = &opened.case;
        let events = case_events::Entity::find()
            .filter(case_events::Column::CaseId.eq(case.id))
            .order_by_desc(case_events::Column::Seq)
            .all(ctx.db.read())
            .await?;
        let rows = messages::Entity::find()
            .filter(messages::Column::CaseId.eq(case.id))
            .order_by_asc(messages::Column::EventSeq)
            .all(ctx.db.read())
            .await?;
        let authors =
            events.iter().map(|event| event.author_id).chain([case.created_by]).chain(case.assigned_to);
        let names = names(ctx, authors.collect()).await?;
        let texts = opened.definition.text(lang);
        let for_office = actor.person.is_some_and(|person| person.0 != case.created_by);
        // The citizen deals with the office; who in it did what is the office's own knowledge.
        let by = |author: Uuid| {
            if author != case.created_by && !for_office {
                return texts.service().office.clone();
            }
            names.get(&author).cloned().unwrap_or_default()
        };
        let timeline = events.iter().enumerate().map(|(index, event)| TimelineEntry {
            at: Moment(event.at),
            title: texts.event(&event.event).timeline.to_owned(),
            by: by(event.author_id),
            latest: index == 0,
        });
        let messages = rows.into_iter().map(|row| MessageView {
            at: Moment(row.at),
            by: by(row.author_id),
            from_office: row.from_office == 1,
            kind: texts.event(&row.event).message_kind.unwrap_or_default().to_owned(),
            body: row.body,
        });
        Ok(Self {
            timeline: timeline.collect(),
            messages: messages.collect(),
            applicant: by(case.created_by),
            assigned_to: case.assigned_to.map(by),
        })
    }
}

/// Given and family names of people, in one query.
pub(crate) async fn names(ctx: &Ctx, ids: Vec<Uuid>) -> Result<HashMap<Uuid, String>> {
    let rows = persons::Entity::find().filter(persons::Column::Id.is_in(ids)).all(ctx.db.read()).await?;
    Ok(rows.into_iter().map(|row| (row.id, format!("{} {}", row.given_name, row.family_name))).collect())
}
