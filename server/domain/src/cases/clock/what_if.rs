//! "What if?": an event on a day that has not come, worked out and not written.

use contract::{
    Code, Lang,
    cases::{Outcome, WhatIf},
    ids::CaseId,
};
use engine::{Chart, Event, Happening, Standing, Who};
use jiff::civil::Date;

use super::{CaseFacts, Known, kept, views};
use crate::{
    access::{self, Opened},
    ctx::{Actor, Ctx},
    error::Result,
    identity::policy::{self, Action},
    procedures::Definition,
};

/// The most events that fire by themselves until a day.
const MOST: usize = 100;

/// What would come of an event on a day, or of nobody doing anything until the end of that day. Both sides may ask; the
/// office's look is audited.
///
/// # Errors
/// [`crate::Error::NotFound`] for a case the actor may not see.
pub async fn what_if(
    ctx: &Ctx,
    actor: &Actor,
    lang: Lang,
    id: CaseId,
    event: Option<&str>,
    on: Option<Date>,
) -> Result<WhatIf> {
    let opened = match access::own_case(ctx, ctx.db.read(), actor, id).await {
        Ok(opened) => {
            crate::audit::note_own(ctx, actor, id).await?;
            opened
        }
        Err(_) => {
            let opened = access::office_case(ctx, actor, id).await;
            access::guarded(ctx, actor, "case.read", opened).await?
        }
    };
    let Opened { case, definition } = &opened;
    let calendar = &ctx.lists.calendar;
    let chart = definition.chart(calendar);
    let standing = kept::load(ctx.db.read(), &chart, case).await?;
    let known = Known::load(ctx, ctx.db.read(), definition, case).await?;
    let facts = known.facts(definition);
    let texts = definition.text(lang);
    let today = ctx.clock.now().day();
    let problem = on.filter(|day| *day < today).map(|day| (day.to_string(), Code::DayOver));
    let on = on.filter(|day| *day >= today);
    let office = !policy::allows(actor, Action::OwnCase(case));
    let supposing = Supposing { definition, lang, chart: &chart, facts: &facts, office };
    let mut events = supposing.possible(&standing);
    // What can be done only by then is asked for too.
    let then = on.map(|on| supposing.by_itself(&standing, on, false).0);
    for more in then.iter().flat_map(|then| supposing.possible(then)) {
        if !events.contains(&more) {
            events.push(more);
        }
    }
    let chosen = event.filter(|event| events.iter().any(|(id, _)| id == event)).map(str::to_owned);
    let outcome = on.map(|on| supposing.outcome(&standing, chosen.as_deref(), on));
    Ok(WhatIf {
        case: id,
        procedure: texts.service().short.clone(),
        number: case.number.clone().unwrap_or_default(),
        office,
        events,
        chosen,
        today,
        on,
        outcome,
        problem,
    })
}

struct Supposing<'a> {
    definition: &'a Definition,
    lang: Lang,
    chart: &'a Chart<'a>,
    facts: &'a CaseFacts<'a>,
    /// Whether the office asks: it supposes what either side may do.
    office: bool,
}

impl Supposing<'_> {
    /// What somebody on the asking side could do where a case is, if nothing is lacking: its id and its words.
    fn possible(&self, at: &Standing) -> Vec<(String, String)> {
        let texts = self.definition.text(self.lang);
        let state = self.chart.state_of(at);
        let theirs = |event: &Event| match self.office {
            true => !event.who.iter().all(|who| who.nobody()),
            false => event.who.contains(&Who::Applicant),
        };
        let here = |event: &&Event| {
            event.track.is_none()
                && theirs(event)
                && event.from.iter().any(|from| from == state)
                && !self.chart.ruled_out(event, at, self.facts)
        };
        let events = self.definition.workflow.events.iter().filter(here);
        events.map(|event| (event.id.clone(), texts.event(&event.id).label.to_owned())).collect()
    }

    /// Where a case comes to by itself until a day, and what happens; with the end of that day if nobody does anything on it.
    fn by_itself(&self, now: &Standing, on: Date, whole_day: bool) -> (Standing, Vec<(String, Date)>) {
        let (mut at, mut fired, mut idle) = (now.clone(), Vec::new(), Vec::new());
        while let Some(timer) = self.chart.timers(&at).into_iter().find(|timer| {
            let over = timer.after < on || whole_day && timer.after == on;
            over && !idle.contains(&(timer.term, timer.body.clone()))
        }) {
            let bodies = [timer.body.as_str()];
            let bodies = if timer.body.is_empty() { &bodies[..0] } else { &bodies };
            match self.step(&at, timer.event, &[Who::System], bodies, timer.on) {
                Ok(next) => {
                    fired.push((self.definition.told_of(self.lang, &timer), timer.on));
                    at = next;
                }
                Err(_) => idle.push((timer.term, timer.body)),
            }
            if fired.len() >= MOST {
                break;
            }
        }
        (at, fired)
    }

    fn outcome(&self, now: &Standing, event: Option<&str>, on: Date) -> Outcome {
        const ANYBODY: [Who; 4] = [Who::Applicant, Who::Clerk, Who::Rup, Who::Dirigente];
        let texts = self.definition.text(self.lang);
        let (mut at, fired) = self.by_itself(now, on, event.is_none());
        let mut instead = Vec::new();
        let mut refused = None;
        if let Some(event) = event {
            match self.step(&at, event, &ANYBODY, &[], on) {
                // An act that runs for a person is taken to arrive on the same day.
                Ok(next) => {
                    let what = happening(event, &ANYBODY, &[], on);
                    at = self.chart.received(&next, &what, self.facts).map_or(next, |(received, _)| received);
                }
                Err(code) => {
                    refused = Some(code);
                    let possible = self.possible(&at).into_iter();
                    let others = possible
                        .filter(|(id, _)| id != event && self.step(&at, id, &ANYBODY, &[], on).is_ok());
                    instead = others.map(|(_, words)| words).collect();
                }
            }
        }
        let state = texts.state(self.chart.state_of(&at));
        let terms = at.terms.iter().filter(|counting| counting.status().is_open()).filter_map(|counting| {
            let term = self.chart.term(counting.term)?;
            Some(views::view(self.definition, self.lang, term, counting, on))
        });
        Outcome {
            refused,
            instead,
            fired,
            state: state.label.to_owned(),
            next: state.next.to_owned(),
            terms: terms.collect(),
        }
    }

    fn step(
        &self,
        at: &Standing,
        event: &str,
        who: &[Who],
        bodies: &[&str],
        on: Date,
    ) -> std::result::Result<Standing, Code> {
        let what = happening(event, who, bodies, on);
        let step = self.chart.step(at, &what, self.facts);
        step.map(|step| step.standing).map_err(|refusal| match super::super::refusal::refused(refusal) {
            crate::Error::Refused(code) | crate::Error::Conflict(code) => code,
            _ => Code::EventNotPossible,
        })
    }
}

fn happening<'a>(event: &'a str, who: &'a [Who], bodies: &'a [&'a str], on: Date) -> Happening<'a> {
    Happening {
        event,
        who,
        on,
        bodies,
        text: Some("…"),
        until: None,
        forced: false,
        seq: 0,
        versions: &[],
        days: &[],
    }
}
