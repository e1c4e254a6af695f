//! What came in time and is recorded when the end of its term has led the case on already: that end then led to nothing.

use contract::{
    Code, Lang,
    time::{day_words, elided},
};
use engine::{Chart, EndedByItself, Standing, Who};
use entity::cases::cases;
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
    identity::policy::{self, Action},
    procedures::Definition,
};

/// What the ends of terms led to by themselves, the latest first, and how the case would stand without each and those after it.
pub(in crate::cases) struct Ends(Vec<(EndedByItself, Standing)>);

impl Ends {
    /// None where no term's end led the case to where it is, or somebody has acted since on what it led to. A silence with a
    /// meaning is put back by who leads alone, as by a *rettifica*.
    pub(in crate::cases) fn of(history: &History, chart: &Chart<'_>, lead: bool) -> Self {
        let mut history = history.clone();
        let mut ends = Vec::new();
        loop {
            let facts: Vec<Fact> = history.standing_facts().collect();
            let Some(ended) = chart.ended_by_itself(&past_of(&facts)).filter(|ended| lead || !ended.silence)
            else {
                return Self(ends);
            };
            history = history.with(rectified(ended.seq, None));
            let Ok(without) = history.replay(chart) else { return Self(ends) };
            ends.push((ended, without.standing));
        }
    }

    /// How the case would stand without each, with the last day by which something had to come for that.
    pub(in crate::cases) fn each(&self) -> impl Iterator<Item = (&EndedByItself, &Standing)> {
        self.0.iter().map(|(ended, standing)| (ended, standing))
    }

    /// Up to the one whose term waited for an event.
    fn until(mut self, chart: &Chart<'_>, event: &str, who: &[Who]) -> Option<Self> {
        let waits =
            |(ended, before): &(EndedByItself, Standing)| waited_for(chart, ended, before, event, who);
        let place = self.0.iter().position(waits)?;
        self.0.truncate(place + 1);
        Some(self)
    }

    /// How the case stood when the first of them had not ended.
    pub(in crate::cases) fn standing(self) -> Option<Standing> {
        self.0.into_iter().next_back().map(|(_, standing)| standing)
    }

    fn last(&self) -> Option<Date> {
        self.0.last().map(|(ended, _)| ended.last)
    }
}

/// Whether the term that ended waited for an event, and somebody of the office records it.
pub(in crate::cases) fn waited_for(
    chart: &Chart<'_>,
    ended: &EndedByItself,
    before: &Standing,
    event: &str,
    who: &[Who],
) -> bool {
    who.iter().any(|one| *one != Who::Applicant) && chart.waited_for(&ended.event, before, event, who)
}

/// What is to be put back so that something can be recorded; nothing where the case has not gone on without it.
///
/// # Errors
/// [`Error::Refused`] with `CameLate` where it came after the term and is possible no more; database errors.
pub(in crate::cases) async fn to_put_back(
    db: &impl ConnectionTrait,
    (definition, chart): (&Definition, &Chart<'_>),
    (case, standing): (&cases::Model, &Standing),
    (fire, came): (&Fire, &Came),
    (actor, who): (&Actor, &[Who]),
) -> Result<Option<Ends>> {
    let history = History::load(db, fire.case).await?;
    let lead = policy::allows(actor, Action::Rectify(case));
    let Some(ends) = Ends::of(&history, chart, lead).until(chart, &fire.event, who) else { return Ok(None) };
    if ends.last().is_some_and(|last| came.on <= last) {
        return Ok(Some(ends));
    }
    let event = definition.workflow.event(&fire.event);
    let here = event.is_some_and(|event| event.from.iter().any(|from| from == chart.state_of(standing)));
    if here { Ok(None) } else { Err(Error::Refused(Code::CameLate)) }
}

/// Puts back what the ends of terms led to, where what is recorded came in time; reads the case again then. Gives by how much
/// the version of the case has grown.
///
/// # Errors
/// As [`to_put_back`].
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
    // What another wrote until the row was held is seen.
    *at = At::load(tx, fire.case, Some(actor)).await?;
    let standing = at.standing(chart)?;
    let with = (&at.case, &standing);
    let ends = to_put_back(tx, (definition, chart), with, (fire, came), (actor, who)).await?;
    let mut newer = 0;
    for (ended, without) in ends.iter().flat_map(Ends::each) {
        let reason = elided(&format!(
            "È stato registrato più tardi un fatto del {}, avvenuto entro il termine che finiva il {}: ciò che la sua \
             fine aveva fatto scattare non vale.",
            day_words(came.on, Lang::It),
            day_words(ended.last, Lang::It),
        ));
        let facts = Map::from_iter([("of".to_owned(), json!(ended.seq))]);
        let case = &at.case;
        let again = Again { case, definition, chart, standing: without, facts, reason: &reason, filed: None };
        let seq = again.put(ctx, tx, actor).await?;
        undone(ctx, tx, fire.case, (ended.seq, seq)).await?;
        *at = At::load(tx, fire.case, Some(actor)).await?;
        newer += 1;
    }
    Ok(newer)
}
