//! The history of a case and what was said in it, as a reader may know it.

use contract::{
    Lang,
    cases::{Act, MessageView, Rectified, TimelineEntry},
    ids::CaseId,
    time::Moment,
};
use engine::Who;
use entity::{cases::case_events, messages::messages};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{clock::History, communications, holding, show::names, transfer};
use crate::{
    access::{self, Opened},
    ctx::{Actor, Ctx},
    error::Result,
};

/// What happened and what was said, with the names that this reader may know.
pub(super) struct Told {
    pub(super) timeline: Vec<TimelineEntry>,
    pub(super) messages: Vec<MessageView>,
    pub(super) applicant: String,
    pub(super) assigned_to: Option<String>,
}

impl Told {
    pub(super) async fn load(ctx: &Ctx, opened: &Opened, actor: &Actor, lang: Lang) -> Result<Self> {
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
        let for_office = access::works_on(ctx.db.read(), actor, case).await?;
        let applicants = holding::holders_of(case, &events);
        // The citizen deals with the office; who in it did what is the office's own knowledge.
        let by = |author: Uuid| {
            if !applicants.contains(&author) && !for_office {
                return transfer::office_of(ctx, lang, &opened.definition, case);
            }
            names.get(&author).cloned().unwrap_or_default()
        };
        let of_reader = events.iter().filter_map(|event| {
            let act = Act::parse(&event.event);
            (for_office || act.is_none_or(Act::concerns_applicant)).then_some((event, act))
        });
        let oldest_first: Vec<case_events::Model> = events.iter().rev().cloned().collect();
        let history = History::of(&oldest_first)?;
        let rectifies = |seq: i64| {
            let (wrong, put_right) = history.rectifies(seq)?;
            Some(Rectified {
                event: opened.definition.told(lang, &wrong.event, &wrong.payload.bodies),
                put_right,
            })
        };
        let bodies =
            |seq: i64| history.at(seq).map(|fact| fact.payload.bodies.as_slice()).unwrap_or_default();
        let told = |event: &case_events::Model| opened.definition.told(lang, &event.event, bodies(event.seq));
        let workflow = &opened.definition.workflow;
        let timeline = of_reader.enumerate().map(|(index, (event, act))| TimelineEntry {
            at: Moment(event.at),
            title: if act.is_some() { String::new() } else { told(event) },
            act,
            // What the portal itself wrote down, as that a payment came, nobody did.
            by: if event.author_id.is_nil() { String::new() } else { by(event.author_id) },
            latest: index == 0,
            automatic: workflow.event(&event.event).is_some_and(|event| event.who.contains(&Who::System)),
            counts: history
                .at(event.seq)
                .filter(|fact| fact.act != Some(Act::Rectified))
                .map(|fact| fact.day)
                .filter(|day| *day != Moment(event.at).day()),
            put_right: history.put_right(event.seq),
            rectifies: rectifies(event.seq),
        });
        let reserved = communications::reserved(ctx.db.read(), CaseId(case.id)).await?;
        // What went to others alone is not for whose case it is, nor what proves the day of what the office recorded later.
        let proves = |row: &messages::Model| {
            let event = events.iter().find(|event| event.seq == row.event_seq);
            let dated = event.and_then(|event| opened.definition.workflow.event(&event.event));
            row.event == Act::Rectified.as_str() && dated.is_some_and(|event| event.dated)
        };
        let kind_of = |row: &messages::Model| {
            let kind = texts.event(&row.event).message_kind.unwrap_or_default();
            let whose = opened.definition.bodies_in_words(lang, &row.event, bodies(row.event_seq));
            if kind.is_empty() { String::new() } else { format!("{kind}{whose}") }
        };
        let rows = rows.into_iter();
        let rows = rows.filter(|row| for_office || !reserved.contains(&row.event_seq) && !proves(row));
        let messages = rows.map(|row| MessageView {
            at: Moment(row.at),
            by: by(row.author_id),
            from_office: row.from_office == 1,
            kind: kind_of(&row),
            rectifies: rectifies(row.event_seq),
            note: row.event == Act::Rectified.as_str() && rectifies(row.event_seq).is_none(),
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
