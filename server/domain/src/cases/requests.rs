//! What the office asks point by point, and the answers beside the points.

use contract::{
    Code, Lang,
    documents::{CheckState, DocumentRow},
    ids::{CaseId, PointId},
    time::{Moment, day_words, elided},
};
use engine::{Event, PointsRule};
use entity::cases::{request_points, requests};
use jiff::civil::Date;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr,
};
use serde_json::{Map, Value, json};

use crate::{
    ctx::Ctx,
    documents,
    error::{Error, Result},
    journal::Salt,
    procedures::Definition,
};

/// What is about to be asked.
pub(super) struct Asked {
    points: Vec<String>,
    due: Option<Date>,
    /// Whether nothing is asked point by point: there is room for files beside the answer as a whole.
    whole: bool,
}

impl Asked {
    /// What an event asks; nothing if its procedure asks no points with it.
    ///
    /// # Errors
    /// [`Error::Refused`] with `TooManyPoints`, `PointTooLong` or `DueInThePast`.
    pub(super) fn of(
        event: &Event,
        points: &[String],
        due: Option<Date>,
        today: Date,
    ) -> Result<Option<Self>> {
        let Some(rule) = event.points else { return Ok(None) };
        let points: Vec<String> = points.iter().map(|point| point.trim().to_owned()).collect();
        let points: Vec<String> = points.into_iter().filter(|point| !point.is_empty()).collect();
        if points.is_empty() && rule.required {
            return Err(Error::Refused(Code::PointsMissing));
        }
        if points.len() > most(rule) {
            return Err(Error::Refused(Code::TooManyPoints));
        }
        if points.iter().any(|point| too_long(point, rule)) {
            return Err(Error::Refused(Code::PointTooLong));
        }
        if due.is_some_and(|due| due <= today) {
            return Err(Error::Refused(Code::DueInThePast));
        }
        let whole = points.is_empty();
        Ok(Some(Self { points, due, whole }))
    }

    /// The points.
    pub(super) fn points(&self) -> &[String] {
        &self.points
    }

    /// What the journal keeps: how many points, and the hash of all.
    pub(super) fn note(&self, salt: Salt, facts: &mut Map<String, Value>) {
        facts.insert("points".into(), json!(self.points.len()));
        facts.insert("points_sha256".into(), json!(salt.hash(json!(self.points).to_string())));
        if let Some(due) = self.due {
            facts.insert("due".into(), json!(due.to_string()));
        }
    }

    /// Writes the request of the journal row that asked.
    pub(super) async fn write(
        self,
        ctx: &Ctx,
        tx: &impl ConnectionTrait,
        case: CaseId,
        seq: i64,
    ) -> Result<()> {
        let row = requests::ActiveModel {
            case_id: Set(case.0),
            event_seq: Set(seq),
            due: Set(self.due.map(|due| due.to_string())),
            asked_at: Set(ctx.clock.now().0),
            answered_seq: Set(None),
            answered_at: Set(None),
            own_event: Set(None),
        };
        requests::Entity::insert(row).exec_without_returning(tx).await?;
        // The point of an answer as a whole asks for nothing: it is where files go.
        let whole = self.whole.then(String::new);
        let rows =
            self.points.into_iter().chain(whole).zip(1..).map(|(body, place)| request_points::ActiveModel {
                id: Set(ctx.ids.next()),
                case_id: Set(case.0),
                event_seq: Set(seq),
                place: Set(place),
                body: Set(body),
                answer: Set(String::new()),
                saved_at: Set(None),
            });
        request_points::Entity::insert_many(rows).exec_without_returning(tx).await?;
        Ok(())
    }
}

fn most(rule: PointsRule) -> usize {
    usize::try_from(rule.max).unwrap_or(usize::MAX)
}

/// Whether a point, or an answer to one, is longer than its procedure takes.
pub(super) fn too_long(text: &str, rule: PointsRule) -> bool {
    text.chars().count() > usize::try_from(rule.max_chars).unwrap_or(usize::MAX)
}

/// Undoes what a journal row did to requests that was recorded by mistake: an answer leaves its request open again, a
/// request is over.
pub(super) async fn undone(tx: &impl ConnectionTrait, case: CaseId, of: i64, by: i64) -> Result<()> {
    requests::Entity::update_many()
        .col_expr(requests::Column::AnsweredSeq, Expr::value(None::<i64>))
        .col_expr(requests::Column::AnsweredAt, Expr::value(None::<i64>))
        .filter(requests::Column::CaseId.eq(case.0))
        .filter(requests::Column::AnsweredSeq.eq(of))
        // What was sent unasked was sent: it stays where the office reads it.
        .filter(requests::Column::OwnEvent.is_null())
        .exec(tx)
        .await?;
    close_of(tx, case, of, by).await
}

/// The answers that are about to be sent.
pub(super) struct Answered {
    points: Vec<request_points::Model>,
    files: Vec<DocumentRow>,
}

impl Answered {
    /// What answers the open request of a case.
    pub(super) async fn load(
        tx: &impl ConnectionTrait,
        definition: &Definition,
        case: CaseId,
    ) -> Result<Self> {
        let open: Vec<i64> = open(tx, case).await?.into_iter().map(|request| request.event_seq).collect();
        Self::of(tx, definition, case, open).await
    }

    /// What stands beside the points of these.
    ///
    /// # Errors
    /// Database errors.
    pub(super) async fn of(
        tx: &impl ConnectionTrait,
        definition: &Definition,
        case: CaseId,
        places: Vec<i64>,
    ) -> Result<Self> {
        let points = request_points::Entity::find()
            .filter(request_points::Column::CaseId.eq(case.0))
            .filter(request_points::Column::EventSeq.is_in(places))
            .order_by_asc(request_points::Column::EventSeq)
            .order_by_asc(request_points::Column::Place)
            .all(tx)
            .await?;
        let files = documents::list_in(tx, definition, Lang::It, case).await?;
        let ids: Vec<PointId> = points.iter().map(|point| PointId(point.id)).collect();
        let files = files.into_iter().filter(|file| file.point.is_some_and(|of| ids.contains(&of))).collect();
        Ok(Self { points, files })
    }

    /// Whether anything was asked point by point.
    pub(super) fn asked(&self) -> bool {
        self.points.iter().any(|point| !point.body.is_empty())
    }

    /// Whether the answer says anything without words of its own: point by point, or by files.
    pub(super) fn says(&self) -> bool {
        self.asked() || !self.files.is_empty()
    }

    /// Goes on only if every point has an answer, in words or files.
    ///
    /// # Errors
    /// [`Error::Refused`] with `PointsUnanswered`, `PointTooLong`, `FileKind` or `StillChecking`.
    pub(super) fn demand(&self, rule: Option<PointsRule>) -> Result<()> {
        for point in &self.points {
            if let Some(code) = problem(point, &self.files, rule) {
                return Err(Error::Refused(code));
            }
        }
        Ok(())
    }

    /// The answers, in the order of their points: a JSON array.
    pub(super) fn text(&self) -> String {
        let answers: Vec<&str> = self.points.iter().map(|point| point.answer.as_str()).collect();
        json!(answers).to_string()
    }

    /// What the journal keeps of the answers: hashes.
    pub(super) fn note(&self, salt: Salt, facts: &mut Map<String, Value>) {
        if self.points.is_empty() {
            return;
        }
        if self.asked() {
            facts.insert("answers_sha256".into(), json!(salt.hash(self.text())));
        }
        let files: Vec<Value> = self
            .files
            .iter()
            .map(|file| {
                let point = file.point.map(|point| point.to_string());
                json!({"document": file.id.to_string(), "point": point, "sha256": file.sha256})
            })
            .collect();
        facts.insert("documents".into(), json!(files));
    }
}

/// Why the answer to a point cannot be sent as it is.
pub(super) fn problem(
    point: &request_points::Model,
    files: &[DocumentRow],
    rule: Option<PointsRule>,
) -> Option<Code> {
    let mut files = files.iter().filter(|file| file.point == Some(PointId(point.id)));
    // The words of an answer as a whole are the text of its event, which has its own length.
    if !point.body.is_empty() && rule.is_some_and(|rule| too_long(&point.answer, rule)) {
        return Some(Code::PointTooLong);
    }
    let first = files.next();
    if first.is_none() && point.answer.trim().is_empty() && !point.body.is_empty() {
        return Some(Code::PointsUnanswered);
    }
    first.into_iter().chain(files).find_map(|file| match file.check {
        CheckState::Checking => Some(Code::StillChecking),
        CheckState::Refused => file.reason,
        CheckState::Verified | CheckState::ToExamine | CheckState::Unopened => None,
    })
}

/// The requests of the office that wait for an answer.
pub(super) async fn open(db: &impl ConnectionTrait, case: CaseId) -> Result<Vec<requests::Model>> {
    let rows = requests::Entity::find()
        .filter(requests::Column::CaseId.eq(case.0))
        .filter(requests::Column::AnsweredSeq.is_null())
        .filter(requests::Column::OwnEvent.is_null())
        .order_by_asc(requests::Column::EventSeq)
        .all(db)
        .await?;
    Ok(rows)
}

/// The open requests are answered by this journal row.
pub(super) async fn close(tx: &impl ConnectionTrait, case: CaseId, seq: i64, at: Moment) -> Result<()> {
    requests::Entity::update_many()
        .col_expr(requests::Column::AnsweredSeq, Expr::value(Some(seq)))
        .col_expr(requests::Column::AnsweredAt, Expr::value(Some(at.0)))
        .filter(requests::Column::CaseId.eq(case.0))
        .filter(requests::Column::AnsweredSeq.is_null())
        .filter(requests::Column::OwnEvent.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// The open requests are over without an answer: this journal row took the case on. What was written and not sent stays
/// with who wrote it.
///
/// # Errors
/// Database errors.
pub(super) async fn over(tx: &impl ConnectionTrait, case: CaseId, seq: i64) -> Result<()> {
    requests::Entity::update_many()
        .col_expr(requests::Column::AnsweredSeq, Expr::value(Some(seq)))
        .filter(requests::Column::CaseId.eq(case.0))
        .filter(requests::Column::AnsweredSeq.is_null())
        .filter(requests::Column::OwnEvent.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// Closes the request of one journal row, if it asked any: what it asked was done another way, and what was written and not
/// sent stays with who wrote it.
pub(super) async fn close_of(tx: &impl ConnectionTrait, case: CaseId, of: i64, seq: i64) -> Result<()> {
    requests::Entity::update_many()
        .col_expr(requests::Column::AnsweredSeq, Expr::value(Some(seq)))
        .filter(requests::Column::CaseId.eq(case.0))
        .filter(requests::Column::EventSeq.eq(of))
        .filter(requests::Column::AnsweredSeq.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// The rule by which the points of this procedure are asked; procedures with several such events have the
/// widest.
pub(super) fn rule(definition: &Definition) -> Option<PointsRule> {
    definition.workflow.events.iter().filter_map(|event| event.points).max_by_key(|rule| rule.max_chars)
}

/// What a request adds to the words of its act, for whoever reads the act by itself: the points and the last day.
/// Nothing for other acts. An act of the office is written in Italian.
///
/// # Errors
/// Database errors.
pub(super) async fn act_words(db: &impl ConnectionTrait, case: CaseId, seq: i64) -> Result<String> {
    let Some(request) = requests::Entity::find_by_id((case.0, seq)).one(db).await? else {
        return Ok(String::new());
    };
    let points = request_points::Entity::find()
        .filter(request_points::Column::CaseId.eq(case.0))
        .filter(request_points::Column::EventSeq.eq(seq))
        .order_by_asc(request_points::Column::Place)
        .all(db)
        .await?;
    let mut words = String::new();
    for point in points.into_iter().filter(|point| !point.body.is_empty()) {
        words.push_str(&format!("\n\n{}. {}", point.place, point.body));
    }
    if let Some(due) = request.due.and_then(|due| due.parse::<Date>().ok()) {
        words.push_str(&elided(&format!("\n\nRispondere entro il {}.", day_words(due, Lang::It))));
    }
    Ok(words)
}
