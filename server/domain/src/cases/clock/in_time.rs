//! What came in time and is recorded when the end of its term has led the case on already: that end then led to nothing.

use contract::{Code, Lang, time::day_words};
use engine::{Chart, Standing, Who};
use jiff::civil::Date;
use sea_orm::ConnectionTrait;
use serde_json::{Map, json};

use super::{
    At, History,
    history::{Fact, past_of},
    rectify::{Again, rectified, undone},
};
use crate::{
    access,
    cases::{came::Came, fire::Fire},
    ctx::{Actor, Ctx},
    error::{Error, Result},
    procedures::Definition,
};

/// What the end of a term led to by itself, and how the case stood before.
pub(in crate::cases) struct PutBack {
    /// The place of that event in the journal.
    of: i64,
    ended: String,
    /// The last day of the term.
    pub(in crate::cases) last: Date,
    /// How the case would stand without it.
    pub(in crate::cases) standing: Standing,
}

impl PutBack {
    /// Nothing where no term's end led the case to where it is, or somebody has acted since on what it led to.
    pub(in crate::cases) fn of(history: &History, chart: &Chart<'_>) -> Option<Self> {
        let facts: Vec<Fact> = history.standing_facts().collect();
        let past = past_of(&facts);
        let ended = chart.ended_by_itself(&past)?;
        let standing = history.with(rectified(ended.seq, None)).replay(chart).ok()?.standing;
        Some(Self { of: ended.seq, ended: ended.event.to_owned(), last: ended.on, standing })
    }

    /// Whether the term that ended waited for this event, and somebody of the office records it.
    pub(in crate::cases) fn waited_for(&self, chart: &Chart<'_>, event: &str, who: &[Who]) -> bool {
        let office = who.iter().any(|one| *one != Who::Applicant);
        office && chart.waited_for(&self.ended, &self.standing, event, who)
    }

    /// What is to be put back so that this can be recorded; nothing where the case has not gone on without it.
    ///
    /// # Errors
    /// [`Error::Refused`] with `DayWrong` where it came after the term and is possible no more; database errors.
    pub(in crate::cases) async fn needed(
        db: &impl ConnectionTrait,
        (definition, chart, standing): (&Definition, &Chart<'_>, &Standing),
        (fire, came): (&Fire, &Came),
        who: &[Who],
    ) -> Result<Option<Self>> {
        let history = History::load(db, fire.case).await?;
        let found = Self::of(&history, chart).filter(|found| found.waited_for(chart, &fire.event, who));
        let Some(found) = found else { return Ok(None) };
        if came.on <= found.last {
            return Ok(Some(found));
        }
        let event = definition.workflow.event(&fire.event);
        let here = event.is_some_and(|event| event.from.iter().any(|from| from == chart.state_of(standing)));
        if here { Ok(None) } else { Err(Error::Refused(Code::DayWrong)) }
    }
}

/// Puts back what the end of a term led to, where what is recorded came in time; reads the case again then. Gives by how much
/// the version of the case has grown.
///
/// # Errors
/// As [`PutBack::needed`].
pub(in crate::cases) async fn put_back(
    ctx: &Ctx,
    tx: &impl ConnectionTrait,
    actor: &Actor,
    fire: &Fire,
    (definition, chart): (&Definition, &Chart<'_>),
    (at, who): (&mut At, &[Who]),
) -> Result<i64> {
    let Some(came) = &fire.came else { return Ok(0) };
    access::hold(tx, fire.case).await?;
    let standing = at.standing(chart)?;
    let Some(found) = PutBack::needed(tx, (definition, chart, &standing), (fire, came), who).await? else {
        return Ok(0);
    };
    let reason = format!(
        "È registrato dopo un fatto del {}, entro il termine che finiva il {}: il passaggio automatico non vale.",
        day_words(came.on, Lang::It),
        day_words(found.last, Lang::It),
    );
    let again = Again {
        case: &at.case,
        definition,
        chart,
        standing: &found.standing,
        facts: Map::from_iter([("of".to_owned(), json!(found.of))]),
        reason: &reason,
        filed: None,
    };
    let seq = again.put(ctx, tx, actor).await?;
    undone(ctx, tx, fire.case, (found.of, seq)).await?;
    *at = At::load(tx, fire.case, Some(actor)).await?;
    Ok(1)
}
