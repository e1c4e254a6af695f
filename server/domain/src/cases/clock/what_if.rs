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
    let on = on.filter(|day| *day >= today);
    let here = |event: &&Event| {
        let nobodys = event.who.iter().all(|who| who.nobody());
        event.track.is_none() && !nobodys && event.from.contains(&case.state)
    };
    let events: Vec<(String, String)> = definition
        .workflow
        .events
        .iter()
        .filter(here)
        .map(|event| (event.id.clone(), texts.event(&event.id).label.to_owned()))
        .collect();
    let chosen = event.filter(|event| events.iter().any(|(id, _)| id == event)).map(str::to_owned);
    let outcome = on.map(|on| {
        let supposing = Supposing { definition, lang, chart: &chart, facts: &facts };
        supposing.outcome(&standing, chosen.as_deref(), on)
    });
    Ok(WhatIf {
        case: id,
        procedure: texts.service().short.clone(),
        number: case.number.clone().unwrap_or_default(),
        office: !policy::allows(actor, Action::OwnCase(case)),
        events,
        chosen,
        today,
        on,
        outcome,
    })
}

struct Supposing<'a> {
    definition: &'a Definition,
    lang: Lang,
    chart: &'a Chart<'a>,
    facts: &'a CaseFacts<'a>,
}

impl Supposing<'_> {
    fn outcome(&self, now: &Standing, event: Option<&str>, on: Date) -> Outcome {
        const ANYBODY: [Who; 4] = [Who::Applicant, Who::Clerk, Who::Rup, Who::Dirigente];
        let texts = self.definition.text(self.lang);
        let (mut at, mut fired, mut idle) = (now.clone(), Vec::new(), Vec::new());
        while let Some(timer) = self.chart.timers(&at).into_iter().find(|timer| {
            let over = timer.after < on || event.is_none() && timer.after == on;
            over && !idle.contains(&(timer.term, timer.body.clone()))
        }) {
            let bodies = [timer.body.as_str()];
            let bodies = if timer.body.is_empty() { &bodies[..0] } else { &bodies };
            match self.step(&at, timer.event, &[Who::System], bodies, timer.on) {
                Ok(next) => {
                    fired.push((texts.event(timer.event).timeline.to_owned(), timer.on));
                    at = next;
                }
                Err(_) => idle.push((timer.term, timer.body)),
            }
            if fired.len() >= MOST {
                break;
            }
        }
        let mut refused = None;
        if let Some(event) = event {
            match self.step(&at, event, &ANYBODY, &[], on) {
                // An act that runs for a person is taken to arrive on the same day.
                Ok(next) => {
                    let what = happening(event, &ANYBODY, &[], on);
                    at = self.chart.received(&next, &what, self.facts).map_or(next, |(received, _)| received);
                }
                Err(code) => refused = Some(code),
            }
        }
        let state = texts.state(self.chart.state_of(&at));
        let terms = at.terms.iter().filter(|counting| counting.status().is_open()).filter_map(|counting| {
            let term = self.chart.term(counting.term)?;
            Some(views::view(self.definition, self.lang, term, counting, on))
        });
        Outcome {
            refused,
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
