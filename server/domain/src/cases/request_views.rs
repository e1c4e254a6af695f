//! What the office asked, with the answers, as a page shows it.

use std::collections::{BTreeMap, HashMap};

use contract::{
    Lang,
    cases::{Act, PointView, RequestView},
    documents::DocumentRow,
    ids::{CaseId, PointId},
    time::Moment,
};
use engine::{
    Chart, PointsRule, Standing,
    clock::{Binds, Change, Move, Term},
};
use entity::{
    cases::{case_events, case_terms, cases, request_points, requests},
    messages::messages,
};
use jiff::civil::Date;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{
    clock, communications,
    requests::{problem, rule},
    sending,
};
use crate::{
    ctx::Ctx,
    error::Result,
    procedures::{self, Definition},
};

/// The requests of a case, oldest first, with what stands beside them in tables of its own.
struct Asked {
    rows: Vec<requests::Model>,
    /// By the place of the request.
    points: BTreeMap<i64, Vec<request_points::Model>>,
    /// What was written with the acts and the answers, by their places; not with what went to others alone.
    words: BTreeMap<i64, String>,
    /// The acts that asked and those that ended it, by their places.
    acts: BTreeMap<i64, String>,
}

impl Asked {
    async fn load(ctx: &Ctx, case: Uuid) -> Result<Self> {
        let db = ctx.db.read();
        let rows = requests::Entity::find()
            .filter(requests::Column::CaseId.eq(case))
            .order_by_asc(requests::Column::EventSeq)
            .all(db)
            .await?;
        let mut points: BTreeMap<i64, Vec<request_points::Model>> = BTreeMap::new();
        if rows.is_empty() {
            return Ok(Self { rows, points, words: BTreeMap::new(), acts: BTreeMap::new() });
        }
        let of_case = request_points::Entity::find().filter(request_points::Column::CaseId.eq(case));
        for row in of_case.order_by_asc(request_points::Column::Place).all(db).await? {
            points.entry(row.event_seq).or_default().push(row);
        }
        let places: Vec<i64> = rows.iter().map(|row| row.event_seq).filter(|seq| *seq > 0).collect();
        let answered = rows.iter().filter_map(|row| row.answered_seq);
        let places: Vec<i64> = places.into_iter().chain(answered).collect();
        let mut words = words_of(ctx, case, places.iter().copied()).await?;
        let reserved = communications::reserved(db, CaseId(case)).await?;
        words.retain(|seq, _| !reserved.contains(seq));
        let acts = acts_of(ctx, case, places).await?;
        Ok(Self { rows, points, words, acts })
    }
}

/// Every request of a case with its points. Answers that were not sent are shown to the owner alone.
pub(super) async fn request_views(
    ctx: &Ctx,
    case: &cases::Model,
    definition: &Definition,
    files: &[DocumentRow],
    (owner, lang): (bool, Lang),
) -> Result<Vec<RequestView>> {
    let Asked { rows: asked, mut points, words, acts } = Asked::load(ctx, case.id).await?;
    let chart = definition.chart(&ctx.lists.calendar);
    let standing =
        if asked.is_empty() { chart.begin() } else { clock::load(ctx.db.read(), &chart, case).await? };
    let texts = definition.text(lang);
    let rule = rule(definition);
    let today = ctx.clock.now().day();
    let waits = case.phase == "waiting_applicant";
    // What the applicant prepares is theirs until it is sent.
    let asked = asked
        .into_iter()
        .filter(|request| request.own_event.is_none() || request.answered_at.is_some() || owner);
    let view = |request: requests::Model| {
        let here = |event: &String| sending::event_of(definition, &case.state, event).is_some();
        let possible = request.own_event.as_ref().map_or(waits, here);
        let open = request.answered_seq.is_none() && possible;
        let set: Option<Date> = request.due.as_deref().and_then(|due| due.parse().ok());
        let shown = owner || request.answered_at.is_some();
        let of = points.remove(&request.event_seq).unwrap_or_default();
        let whole = request.own_event.is_none() && of.iter().all(|point| point.body.is_empty());
        let act = request.own_event.as_ref().or_else(|| acts.get(&request.event_seq));
        let answering = |event: &String| definition.workflow.event(event).is_some_and(|event| event.answers);
        let answers = |seq: &i64| request.own_event.is_some() || acts.get(seq).is_some_and(answering);
        // The term that runs may end later than the day that was set: it leaves what the law does from its receipt.
        let term = act.filter(|_| open).and_then(|act| term_of(&chart, &standing, act));
        let due = set.max(term.map(|(nominal, _)| nominal));
        let last = due.max(term.map(|(_, latest)| latest));
        let what = act.and_then(|act| texts.event(act).message_kind).unwrap_or_default().to_owned();
        RequestView {
            what,
            asked_at: Moment(request.asked_at),
            asked: words.get(&request.event_seq).filter(|_| whole).cloned().unwrap_or_default(),
            due: due.map(Moment::noon_of),
            overdue: open && last.is_some_and(|last| last < today),
            open,
            own: request.own_event.is_some(),
            answered_at: request.answered_at.map(Moment),
            // One letter may answer several requests; what else ended one is no answer to it.
            words: request
                .answered_seq
                .filter(answers)
                .and_then(|seq| words.get(&seq).cloned())
                .unwrap_or_default(),
            points: of.into_iter().map(|point| point_view(point, files, rule, shown)).collect(),
        }
    };
    Ok(asked.map(view).collect())
}

/// The last day of the term that an act began for the applicant, while it runs: as counted, and on which they may still act.
fn term_of(chart: &Chart<'_>, standing: &Standing, act: &str) -> Option<(Date, Date)> {
    let begun = |term: &Term| begun_by(term, act);
    let own = standing.terms.iter().filter(|counting| chart.term(counting.term).is_some_and(begun));
    own.filter_map(|counting| counting.status().due()).map(|due| (due.nominal, due.rolled)).max()
}

/// The last day of the term that an open request of each case began for its applicant, as counted, where it runs.
///
/// # Errors
/// Database errors.
pub(crate) async fn terms_of_requests(
    ctx: &Ctx,
    rows: &[cases::Model],
    open: &[requests::Model],
) -> Result<HashMap<Uuid, Date>> {
    let ids: Vec<Uuid> = open.iter().map(|request| request.case_id).collect();
    let db = ctx.db.read();
    let acts = case_events::Entity::find()
        .filter(case_events::Column::CaseId.is_in(ids.clone()))
        .filter(case_events::Column::Seq.is_in(open.iter().map(|request| request.event_seq)))
        .all(db)
        .await?;
    let running = case_terms::Entity::find()
        .filter(case_terms::Column::CaseId.is_in(ids))
        .filter(case_terms::Column::Status.eq("running"))
        .all(db)
        .await?;
    let mut found = HashMap::new();
    for request in open {
        let Some(case) = rows.iter().find(|row| row.id == request.case_id) else { continue };
        let definition = procedures::by_hash(ctx, &case.definition_hash).await?;
        let at = |act: &&case_events::Model| act.case_id == case.id && act.seq == request.event_seq;
        let Some(act) = acts.iter().find(at) else { continue };
        let of_act = |row: &&case_terms::Model| {
            let term = definition.clocks.term(&row.term);
            row.case_id == case.id && term.is_some_and(|term| begun_by(term, &act.event))
        };
        let ends = running.iter().filter(of_act).filter_map(|row| row.nominal.as_ref()?.parse().ok());
        if let Some(last) = ends.max() {
            found.insert(case.id, last);
        }
    }
    Ok(found)
}

/// Whether an act begins a term for whose case it is.
fn begun_by(term: &Term, act: &str) -> bool {
    let starts = |does: Change| matches!(does, Change::Start | Change::Restart);
    let by_act = |moves: &Move| moves.event == act && starts(moves.does);
    term.binds == Binds::Applicant && term.moves.iter().any(by_act)
}

/// The events at these places of a journal.
async fn acts_of(ctx: &Ctx, case: Uuid, places: Vec<i64>) -> Result<BTreeMap<i64, String>> {
    if places.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows = case_events::Entity::find()
        .filter(case_events::Column::CaseId.eq(case))
        .filter(case_events::Column::Seq.is_in(places))
        .all(ctx.db.read())
        .await?;
    Ok(rows.into_iter().map(|row| (row.seq, row.event)).collect())
}

/// What was written with the acts and the answers at these places of a journal.
async fn words_of(ctx: &Ctx, case: Uuid, places: impl Iterator<Item = i64>) -> Result<BTreeMap<i64, String>> {
    let places: Vec<i64> = places.collect();
    if places.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows = messages::Entity::find()
        .filter(messages::Column::CaseId.eq(case))
        .filter(messages::Column::EventSeq.is_in(places))
        // What the office noted beside it is no part of the answer.
        .filter(messages::Column::Event.ne(Act::Rectified.as_str()))
        .all(ctx.db.read())
        .await?;
    Ok(rows.into_iter().map(|row| (row.event_seq, row.body)).collect())
}

fn point_view(
    point: request_points::Model,
    files: &[DocumentRow],
    rule: Option<PointsRule>,
    shown: bool,
) -> PointView {
    let id = PointId(point.id);
    PointView {
        id,
        place: u32::try_from(point.place).unwrap_or(0),
        problem: problem(&point, files, rule),
        body: point.body,
        answer: if shown { point.answer } else { String::new() },
        files: files.iter().filter(|file| shown && file.point == Some(id)).cloned().collect(),
    }
}
