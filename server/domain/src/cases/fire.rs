//! An event of the workflow on a filed case: by the applicant or by the office.

use std::collections::BTreeSet;

use contract::{
    Code, Lang,
    cases::Act,
    ids::CaseId,
    time::{day_words, elided},
};
use engine::{Chart, Happening, Refusal, Standing, Step, Who};
use entity::cases::cases;
use jiff::civil::Date;
use sea_orm::ConnectionTrait;
use serde_json::{Map, Value};

use super::{
    acts,
    advance::{Advance, advance_after},
    came::day_of,
    clock::{self, At, Known},
    communications::{self, Recipient},
    deeds::{Drawing, draw},
    index, links,
    paying::{self, AskedPayment, ToPay},
    refusal::refused,
    requests::{self, Answered, Asked},
    responsible, sending, set_day,
    twice::{just_done, noted},
};
use crate::{
    access,
    ctx::{Actor, Ctx},
    db::{Tx, repeating},
    error::{Error, Result},
    identity::policy::{self, Action},
    journal::Salt,
    payments::Issued,
    procedures::{self, Definition},
};

pub use super::came::Came;

/// The longest reason for an act that comes too late, in characters.
const LONGEST_REASON: usize = 2_000;

/// What somebody wants to do.
#[derive(Debug, Clone)]
pub struct Fire {
    /// The case.
    pub case: CaseId,
    /// The workflow's event.
    pub event: String,
    /// What was written with it.
    pub text: Option<String>,
    /// What is asked point by point, where the event asks.
    pub points: Vec<String>,
    /// The last day that it sets: for an answer, or for a term whose length is set each time.
    pub due: Option<Date>,
    /// The bodies that it is for, by the words of the procedure.
    pub bodies: Vec<String>,
    /// Whom its act goes to beside whose case it is, and beside the bodies.
    pub recipients: Vec<Recipient>,
    /// What is to be paid, where the event asks for a payment.
    pub payment: Option<AskedPayment>,
    /// Why it is done although its term has ended.
    pub reason: Option<String>,
    /// The day on which it came and what proves that, where it came to the office another way.
    pub came: Option<Came>,
    /// The version of the case that their page was made from.
    pub row_version: i64,
    /// How far the applicant had come when the office's page was made: what was written since stays to be
    /// read. Not looked at, if it is not known.
    pub heard: Option<u64>,
}

impl Fire {
    /// An event without words, from a page of that version of the case.
    #[must_use]
    pub fn new(case: CaseId, event: impl Into<String>, row_version: i64) -> Self {
        Self {
            case,
            event: event.into(),
            text: None,
            points: Vec::new(),
            due: None,
            bodies: Vec::new(),
            recipients: Vec::new(),
            payment: None,
            reason: None,
            came: None,
            row_version,
            heard: None,
        }
    }
}

/// Does it, if the workflow offers it to this actor now. The same press of a button twice does it once.
///
/// # Errors
/// [`Error::NotFound`] for a case the actor may not see; [`Error::Forbidden`] if the event is not
/// theirs; [`Error::Conflict`] with `EventNotPossible` or `StaleSave` if the case has moved on;
/// [`Error::Refused`] for a missing or over-long text, points or days that cannot be, and points of the office's
/// that have no answer.
pub async fn fire(ctx: &Ctx, actor: &Actor, fire: &Fire) -> Result<()> {
    let mut outcome = repeating(|| fire_once(ctx, actor, fire, false)).await;
    // What ended by itself until today comes before: nobody acts in a term that is over.
    if let Ok(Fired::Behind) = outcome {
        clock::end_terms(ctx, fire.case).await?;
        outcome = repeating(|| fire_once(ctx, actor, fire, true)).await;
    }
    if matches!(outcome, Err(Error::Conflict(_) | Error::Refused(_))) && just_done(ctx, actor, fire).await? {
        return Ok(());
    }
    access::guarded(ctx, actor, "case.event", outcome).await?;
    ctx.wake.notify_one();
    Ok(())
}

enum Fired {
    /// It happened.
    Done,
    /// Nothing happened: terms of the case have ended, and what follows from that comes first.
    Behind,
}

/// What came another way may put back what the end of a term led to: the case is written twice then.
async fn begin(ctx: &Ctx, fire: &Fire) -> Result<Tx> {
    if fire.came.is_some() { ctx.db.begin().await } else { Ok(ctx.db.begin_step()) }
}

/// `caught_up` says that what ended by itself was fired, as far as it means anything where the case is.
async fn fire_once(ctx: &Ctx, actor: &Actor, fire: &Fire, caught_up: bool) -> Result<Fired> {
    let tx = begin(ctx, fire).await?;
    let mut at = At::load(&tx, fire.case, Some(actor)).await?;
    let who = filed(actor, &at.case)?;
    let definition = procedures::by_hash(ctx, &at.case.definition_hash).await?;
    let from_office = !policy::allows(actor, Action::OwnCase(&at.case));
    if from_office && at.concerned {
        return Err(Error::Forbidden);
    }
    let chart = definition.chart(&ctx.lists.calendar);
    if !caught_up && clock::any_over(&chart, &at.standing(&chart)?, ctx.clock.now().day()) {
        return Ok(Fired::Behind);
    }
    let newer = clock::put_back(ctx, &tx, actor, fire, (&definition, &chart), (&mut at, &who)).await?;
    let (case, before) = (&at.case, at.standing(&chart)?);
    held(&tx, &definition, fire, from_office).await?;
    let known = Known::of_event(ctx, &tx, &definition, case, &fire.event).await?;
    let on = day_of(ctx, &tx, &definition, case, fire, &who).await?;
    let step = judged(&chart, &before, fire, &who, on, &known, &definition)?;
    set_day::demanded(&chart, &before, &step, (fire.due, on))?;
    if case.row_version != fire.row_version + newer {
        return Err(Error::Conflict(Code::StaleSave));
    }
    let unseen = fire.heard.is_some_and(|heard| from_office && at.heard.unsigned_abs() > heard);
    let mut with = With::of(ctx, &tx, (case, &definition), (&chart, &before), fire, &step).await?;
    answering(&tx, (case, &definition), from_office, &step, &mut with).await?;
    with.sent = sending::attached(&tx, (case, &definition), (from_office, &step), &mut with.facts).await?;
    let author = actor.person()?;
    let act = Drawing {
        case,
        definition: &definition,
        chart: &chart,
        step: &step,
        author,
        who: &who,
        points: with.asked.as_ref().map(Asked::points).unwrap_or_default(),
        due: fire.due,
        bodies: &fire.bodies,
        others: communications::in_deed(step.event, &with.recipients),
        payment: with.due.as_ref().map(|(asked, issued)| paying::in_deed(ctx, asked, Some(issued))),
        today: ctx.clock.now().day(),
    };
    let deed = draw(ctx, &tx, &act).await?;
    let takes = responsible::takes_on(case, &step, &who);
    let facts = responsible::noted(std::mem::take(&mut with.facts), takes, author);
    let what = Advance {
        from_office,
        deed: deed.as_ref(),
        facts,
        unseen,
        recipients: &with.recipients,
        ..Advance::of(case, (&definition, &chart), (&before, &step), on, author)
    };
    let seq = advance_after(ctx, &tx, what, at.last).await?;
    wrote(ctx, &tx, actor, fire, &step, with, seq).await?;
    note_office(ctx, &tx, actor, fire, from_office.then_some(&step.event.who[..])).await?;
    ctx.fail.reached("fire.written");
    tx.commit().await?;
    Ok(Fired::Done)
}

/// What comes with a step: what is asked point by point and to be paid, whom it goes to, and what the journal keeps of all.
struct With {
    asked: Option<Asked>,
    due: Option<(ToPay, Issued)>,
    recipients: Vec<Recipient>,
    facts: Map<String, Value>,
    /// What the applicant prepared and sends with it.
    sent: Option<i64>,
    /// Whether the office does it.
    by_office: bool,
}

impl With {
    async fn of(
        ctx: &Ctx,
        tx: &impl ConnectionTrait,
        case: (&cases::Model, &Definition),
        (chart, before): (&Chart<'_>, &Standing),
        fire: &Fire,
        step: &Step<'_>,
    ) -> Result<Self> {
        let asked = Asked::of(step.event, &fire.points, fire.due, ctx.clock.now().day())?;
        let salt = Salt::of(case.0);
        let mut facts = noted(salt, fire, asked.as_ref());
        let recipients = communications::recipients(ctx, case.1, step.event, &fire.bodies, &fire.recipients)?;
        communications::note(salt, &recipients, &mut facts);
        let recipients = communications::with_asked(ctx, (case.1, chart), before, step.event, recipients);
        communications::note_all(salt, &recipients, &mut facts);
        let due = paying::ask(ctx, tx, case, (step.event, fire.payment, fire.due), &mut facts).await?;
        Ok(Self { asked, due, recipients, facts, sent: None, by_office: false })
    }
}

/// Answers to points and documents change without a step: where an event looks at them, the case is held first. An act of the
/// office that says something of another case waits until it has said which.
async fn held(
    tx: &impl ConnectionTrait,
    definition: &Definition,
    fire: &Fire,
    from_office: bool,
) -> Result<()> {
    if from_office {
        links::demanded(tx, definition, (fire.case, &fire.event)).await?;
    }
    match definition.workflow.event(&fire.event) {
        Some(event) if event.answers || event.files || !event.documents.is_empty() => {
            access::hold(tx, fire.case).await
        }
        _ => Ok(()),
    }
}

/// In which capacities the actor may act in a filed case.
fn filed(actor: &Actor, case: &cases::Model) -> Result<Vec<Who>> {
    let who = policy::capacities(actor, case);
    if who.is_empty() {
        return Err(Error::Hidden(format!("case:{}", CaseId(case.id))));
    }
    // A draft leaves only by being filed, which checks that it is complete.
    if case.phase == "draft" {
        return Err(Error::Conflict(Code::EventNotPossible));
    }
    Ok(who)
}

/// Goes on only if what is asked is answered, and notes the answers for the journal.
async fn answering(
    tx: &impl ConnectionTrait,
    (case, definition): (&cases::Model, &Definition),
    from_office: bool,
    step: &Step<'_>,
    with: &mut With,
) -> Result<()> {
    with.by_office = from_office;
    if !step.event.answers {
        return Ok(());
    }
    let answered = Answered::load(tx, definition, CaseId(case.id)).await?;
    // What came on paper answers as a whole: the office writes down what it says, and adds the files.
    if !from_office {
        answered.demand(requests::rule(definition))?;
    }
    // A letter says something: the answers to the points, or its own words.
    if (from_office || !answered.says()) && step.text.is_none() {
        return Err(Error::Refused(Code::TextMissing));
    }
    // What is prepared in the portal and was not sent is no part of what came another way.
    if !from_office {
        answered.note(Salt::of(case), &mut with.facts);
    }
    Ok(())
}

/// What the office does to somebody's case is in the audit too, beside the journal.
async fn note_office(
    ctx: &Ctx,
    tx: &impl ConnectionTrait,
    actor: &Actor,
    fire: &Fire,
    from_office: Option<&[Who]>,
) -> Result<()> {
    let Some(who) = from_office else { return Ok(()) };
    // What the office writes down for the applicant is told apart from what it does itself.
    let own = who.iter().any(|one| matches!(one, Who::Clerk | Who::Rup | Who::Dirigente));
    let action = format!("case.event{}.{}", if own { "" } else { "_for_applicant" }, fire.event);
    crate::audit::note(ctx, tx, actor, &action, format!("case:{}", fire.case), "ok").await
}

pub(super) fn judged<'d>(
    chart: &Chart<'d>,
    before: &Standing,
    fire: &Fire,
    who: &[Who],
    on: Date,
    known: &Known,
    definition: &Definition,
) -> Result<Step<'d>> {
    if fire.reason.as_ref().is_some_and(|reason| reason.chars().count() > LONGEST_REASON) {
        return Err(Error::Refused(Code::TextTooLong));
    }
    let bodies = named(chart, fire, definition)?;
    let what = Happening {
        event: &fire.event,
        who,
        on,
        bodies: &bodies,
        text: fire.text.as_deref(),
        until: fire.due,
        forced: fire.reason.as_ref().is_some_and(|reason| !reason.trim().is_empty()),
        seq: 0,
        versions: &[],
        days: &[],
    };
    let office = who.iter().any(|one| *one != Who::Applicant);
    let undated = office && fire.came.is_none() && definition.workflow.recorded_later(&fire.event, who);
    chart.step(before, &what, &known.facts(definition)).map_err(|refusal| match refusal {
        // Today is too late, and the day on which it happened is not written.
        Refusal::TooLate { forcible: false, .. } if undated => Error::Refused(Code::CameMissing),
        refusal => refused(refusal),
    })
}

/// The bodies that an event is for: those that its track knows, each once; one for an event that moves a track.
fn named<'a>(chart: &Chart<'_>, fire: &'a Fire, definition: &Definition) -> Result<Vec<&'a str>> {
    let bodies: BTreeSet<&str> = fire.bodies.iter().map(String::as_str).collect();
    let texts = definition.text(Lang::It);
    let mut known: BTreeSet<&str> = BTreeSet::new();
    for track in chart.tracks_of(&fire.event) {
        known.extend(texts.bodies(&track.id).map(|(id, _)| id));
    }
    let moves = definition.workflow.event(&fire.event).is_some_and(|event| event.track.is_some());
    let twice = bodies.len() < fire.bodies.len();
    let strange = !bodies.is_subset(&known);
    let none = bodies.is_empty() && !known.is_empty();
    if twice || strange || none || moves && bodies.len() > 1 {
        return Err(Error::Refused(Code::BodyMissing));
    }
    Ok(fire.bodies.iter().map(String::as_str).collect())
}

/// What is written beside the step: what is asked and to be paid, why it comes late, that the open request is answered.
async fn wrote(
    ctx: &Ctx,
    tx: &impl ConnectionTrait,
    actor: &Actor,
    fire: &Fire,
    step: &Step<'_>,
    with: With,
    seq: i64,
) -> Result<()> {
    if let Some((_, issued)) = &with.due {
        paying::keep(tx, fire.case, seq, issued).await?;
    }
    if let Some(asked) = with.asked {
        asked.write(ctx, tx, fire.case, seq).await?;
    }
    if let (Some(_), Some(reason)) = (step.late, &fire.reason) {
        acts::explained(ctx, tx, fire.case, seq, actor.person()?, Act::Rectified, reason).await?;
    }
    if let Some(came) = &fire.came {
        let happened = if step.event.dated { "Avvenuto il" } else { "Arrivata il" };
        let happened = elided(&format!("{happened} {}", day_words(came.on, Lang::It)));
        let words = format!("{happened}: {}", came.evidence.trim());
        acts::explained(ctx, tx, fire.case, seq, actor.person()?, Act::Rectified, &words).await?;
    }
    match with.by_office {
        true if step.event.answers => requests::over(tx, fire.case, seq).await?,
        false if step.event.answers => requests::close(tx, fire.case, seq, ctx.clock.now()).await?,
        _ => {}
    }
    if let Some(own) = with.sent {
        sending::sent(tx, fire.case, own, (seq, ctx.clock.now())).await?;
    }
    if step.event.answers || with.sent.is_some() {
        index::order(ctx, tx, fire.case).await?;
    }
    Ok(())
}
