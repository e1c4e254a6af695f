//! The journal of a case as the engine reads it.

use contract::{
    cases::{Act, DayProof, PutRight},
    ids::CaseId,
    time::Moment,
};
use engine::{Chart, Happened, NoFacts, Past, Record, Refusal, Replayed, Standing};
use entity::cases::case_events;
use jiff::civil::Date;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Deserialize;

use crate::error::Result;

/// What the journal holds of a case, decoded.
#[derive(Debug, Clone)]
pub(in crate::cases) struct History {
    facts: Vec<Fact>,
    /// The state in which a case began that was taken over from elsewhere.
    taken_over: Option<String>,
    /// Moment of the first row: the filing.
    filed: Option<Date>,
}

#[derive(Debug, Clone)]
pub(in crate::cases) struct Fact {
    pub(in crate::cases) seq: i64,
    pub(in crate::cases) event: String,
    pub(in crate::cases) to: String,
    pub(in crate::cases) day: Date,
    /// The moment at which it was written down, or at which it came.
    pub(in crate::cases) at: Moment,
    pub(in crate::cases) payload: Payload,
    pub(in crate::cases) act: Option<Act>,
}

/// What a row of the journal says beside the event, as far as terms are concerned.
#[derive(Debug, Clone, Default, Deserialize)]
pub(in crate::cases) struct Payload {
    /// The day on which it counts, where that is not the day of the row.
    #[serde(default)]
    pub(in crate::cases) on: Option<String>,
    #[serde(default)]
    pub(in crate::cases) until: Option<String>,
    #[serde(default)]
    pub(in crate::cases) bodies: Vec<String>,
    #[serde(default)]
    pub(in crate::cases) versions: Vec<(String, u16)>,
    /// The days that answers said for terms; of a rectification those that were truly so.
    #[serde(default)]
    pub(in crate::cases) days: Vec<(String, Date)>,
    /// The last day of its own term, where it came after that.
    #[serde(default)]
    pub(in crate::cases) late: Option<String>,
    #[serde(default)]
    pub(in crate::cases) track_state: Option<String>,
    /// When it came to the office, for what came on paper or by certified mail.
    #[serde(default)]
    pub(in crate::cases) received_at: Option<i64>,
    /// What proves that something was received: `opened`, `pec`, `evidence`.
    #[serde(default)]
    pub(in crate::cases) proof: Option<String>,
    /// `evidence` where the day was written down by the office.
    #[serde(default)]
    pub(in crate::cases) day_kind: Option<String>,
    /// The place of what was received, or rectified.
    #[serde(default)]
    pub(in crate::cases) of: Option<i64>,
}

impl History {
    /// Reads the journal of a case.
    ///
    /// # Errors
    /// Database errors.
    pub(in crate::cases) async fn load(db: &impl ConnectionTrait, case: CaseId) -> Result<Self> {
        let rows = case_events::Entity::find()
            .filter(case_events::Column::CaseId.eq(case.0))
            .order_by_asc(case_events::Column::Seq)
            .all(db)
            .await?;
        Self::of(&rows)
    }

    /// Decodes the rows of a journal, oldest first.
    ///
    /// # Errors
    /// A payload that is no JSON.
    pub(in crate::cases) fn of(rows: &[case_events::Model]) -> Result<Self> {
        let mut history = Self { facts: Vec::new(), taken_over: None, filed: None };
        for row in rows {
            let act = Act::parse(&row.event);
            let counts = act.is_none_or(|act| matches!(act, Act::Received | Act::Rectified));
            if act == Some(Act::TakenOver) {
                // It begins where it had come to there.
                history.facts.clear();
                history.taken_over = Some(row.to_state.clone());
            }
            if !counts {
                continue;
            }
            let payload: Payload = serde_json::from_str(&row.payload)?;
            let moment = payload.received_at.map_or(Moment(row.at), Moment);
            let day = payload.on.as_ref().and_then(|on| on.parse().ok()).unwrap_or_else(|| moment.day());
            history.filed = history.filed.or(Some(day));
            history.facts.push(Fact {
                seq: row.seq,
                event: row.event.clone(),
                to: payload.track_state.clone().unwrap_or_else(|| row.to_state.clone()),
                day,
                at: moment,
                payload,
                act,
            });
        }
        Ok(history)
    }

    /// Whether the case began elsewhere.
    pub(in crate::cases) fn taken_over(&self) -> bool {
        self.taken_over.is_some()
    }

    /// The row at a place.
    pub(in crate::cases) fn at(&self, seq: i64) -> Option<&Fact> {
        self.facts.iter().find(|fact| fact.seq == seq)
    }

    /// Every row that counts, oldest first.
    pub(in crate::cases) fn facts(&self) -> &[Fact] {
        &self.facts
    }

    /// The events that stand: those that were rectified away are left out, those that were moved have their true day.
    pub(in crate::cases) fn standing_facts(&self) -> impl Iterator<Item = Fact> {
        let events = self.facts.iter().filter(|fact| fact.act.is_none());
        events.filter_map(|fact| {
            let mut stands = fact.clone();
            if let Some(word) = self.rectified(fact.seq).rfind(|word| word.payload.days.is_empty()) {
                stands.day = word.payload.on.as_ref()?.parse().ok()?;
            }
            for (name, day) in self.rectified(fact.seq).flat_map(|word| &word.payload.days) {
                if let Some(own) = stands.payload.days.iter_mut().find(|(own, _)| own == name) {
                    own.1 = *day;
                }
            }
            Some(stands)
        })
    }

    /// What put right the row at a place, oldest first.
    fn rectified(&self, seq: i64) -> impl DoubleEndedIterator<Item = &Fact> {
        let about = move |fact: &&Fact| fact.act == Some(Act::Rectified) && fact.payload.of == Some(seq);
        self.facts.iter().filter(about)
    }

    /// What became of the row at a place, where it was put right.
    pub(in crate::cases) fn put_right(&self, seq: i64) -> Option<PutRight> {
        let word = self.rectified(seq).rfind(|word| word.payload.days.is_empty())?;
        let on = word.payload.on.as_ref().and_then(|on| on.parse().ok());
        Some(on.map_or(PutRight::Never, PutRight::On))
    }

    /// Whether an event would have been received before the day that it has among these.
    pub(in crate::cases) fn read_before(&self, facts: &[Fact], place: usize) -> bool {
        let Some(sent) = facts.get(place) else { return false };
        let own = |fact: &&Fact| fact.act == Some(Act::Received) && fact.payload.of == Some(sent.seq);
        self.facts.iter().filter(own).any(|received| received.day < sent.day)
    }

    /// What the row at a place puts right, and what became of that by it; nothing where days that answers said were put
    /// right, or where it is no rectification.
    pub(in crate::cases) fn rectifies(&self, seq: i64) -> Option<(&Fact, Option<PutRight>)> {
        let word = self.at(seq).filter(|fact| fact.act == Some(Act::Rectified))?;
        let wrong = self.at(word.payload.of?)?;
        let on = word.payload.on.as_ref().and_then(|on| on.parse().ok());
        let became = word.payload.days.is_empty().then(|| on.map_or(PutRight::Never, PutRight::On));
        Some((wrong, became))
    }

    /// Whether a day that an answer said with the row at a place was put right.
    pub(in crate::cases) fn day_rectified(&self, seq: i64, name: &str) -> bool {
        self.rectified(seq).flat_map(|word| &word.payload.days).any(|(own, _)| own == name)
    }

    /// How the day of a row is known.
    pub(in crate::cases) fn proof_of(&self, fact: &Fact) -> DayProof {
        if self.rectified(fact.seq).any(|word| word.payload.on.is_some()) {
            return DayProof::Rectified;
        }
        match fact.payload.proof.as_deref().or(fact.payload.day_kind.as_deref()) {
            Some("opened") => DayProof::Opened,
            Some("pec") => DayProof::Pec,
            Some(_) => DayProof::Evidence,
            // What came another way was registered with the moment at which it came.
            None if fact.payload.received_at.is_some() => DayProof::Evidence,
            None => DayProof::Portal,
        }
    }

    /// The same with one thing more that is not written yet.
    pub(in crate::cases) fn with(&self, fact: Fact) -> Self {
        let mut more = self.clone();
        more.facts.push(fact);
        more
    }

    /// The same as far as a place, by what was put right of it since too.
    pub(in crate::cases) fn until(&self, seq: i64) -> Self {
        let mut less = self.clone();
        less.facts.retain(|fact| fact.seq < seq || fact.act == Some(Act::Rectified));
        less
    }

    /// Where the case began.
    fn start(&self, chart: &Chart<'_>) -> Standing {
        let taken = self.taken_over.as_deref().and_then(|state| chart.standing(state));
        taken.map_or_else(|| chart.begin(), |standing| Standing { filed: self.filed, ..standing })
    }

    /// Works the case out again. What was decided by answers is on record: none are needed, so that this works when
    /// they have been erased.
    ///
    /// # Errors
    /// The [`Refusal`] of what the procedure does not lead to.
    pub(in crate::cases) fn replay<'d>(
        &self,
        chart: &Chart<'d>,
    ) -> std::result::Result<Replayed<'d>, Refusal> {
        let bodies: Vec<Vec<&str>> =
            self.facts.iter().map(|fact| fact.payload.bodies.iter().map(String::as_str).collect()).collect();
        let versions: Vec<Vec<(&str, u16)>> = self
            .facts
            .iter()
            .map(|fact| fact.payload.versions.iter().map(|(term, at)| (term.as_str(), *at)).collect())
            .collect();
        let days: Vec<Vec<(&str, Date)>> = self
            .facts
            .iter()
            .map(|fact| fact.payload.days.iter().map(|(name, day)| (name.as_str(), *day)).collect())
            .collect();
        let happened: Vec<Happened<'_>> = self
            .facts
            .iter()
            .zip(bodies.iter().zip(&versions).zip(&days))
            .map(|(fact, ((bodies, versions), days))| fact.happened(bodies, versions, days))
            .collect();
        chart.replay(&self.start(chart), &happened, &NoFacts)
    }
}

/// Events as far as their order says what made something possible.
pub(in crate::cases) fn past_of(facts: &[Fact]) -> Vec<Past<'_>> {
    let past = |fact| {
        let Fact { seq, event, to, day, payload, .. }: &Fact = fact;
        Past { seq: *seq, event, to, on: *day, bodies: &payload.bodies }
    };
    facts.iter().map(past).collect()
}

impl Fact {
    fn happened<'a>(
        &'a self,
        bodies: &'a [&'a str],
        versions: &'a [(&'a str, u16)],
        days: &'a [(&'a str, Date)],
    ) -> Happened<'a> {
        let of = self.payload.of.unwrap_or_default();
        match self.act {
            Some(Act::Received) => Happened::Received { of, on: self.day, seq: self.seq },
            Some(Act::Rectified) if !days.is_empty() => Happened::DaysRectified { of, days },
            Some(Act::Rectified) => {
                Happened::Rectified { of, on: self.payload.on.as_ref().and_then(|on| on.parse().ok()) }
            }
            _ => Happened::Event(Record {
                seq: self.seq,
                event: &self.event,
                to: Some(&self.to),
                on: self.day,
                bodies,
                until: self.payload.until.as_ref().and_then(|until| until.parse().ok()),
                late: self.payload.late.as_ref().and_then(|late| late.parse().ok()),
                versions,
                days,
            }),
        }
    }
}
