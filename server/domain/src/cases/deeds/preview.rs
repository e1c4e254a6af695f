//! A look at the document that an act would be, before it is done.

use contract::deeds::DeedSheet;

use super::{Drawing, draw, template};
use crate::{
    access::{self, Opened},
    cases::{
        came::day_of,
        clock::{self, Ends, Known},
        communications,
        fire::{Fire, judged},
        links, paying,
        requests::Asked,
        set_day,
    },
    ctx::{Actor, Ctx},
    error::{Error, Kind, Result},
    identity::policy,
};

/// The PDF that an act would become if it were done now, with `BOZZA` on every page and no number. Nothing is written
/// but that the case was read.
///
/// # Errors
/// As [`crate::cases::fire`]; [`Error::NotFound`] where no document is made of it.
pub async fn preview_deed(ctx: &Ctx, actor: &Actor, fire: &Fire) -> Result<Vec<u8>> {
    let opened = access::office_case(ctx, actor, fire.case).await;
    let Opened { case, definition } = access::guarded(ctx, actor, "case.read", opened).await?;
    let db = ctx.db.read();
    access::demand_work(db, actor, &case).await?;
    links::demanded(db, &definition, (fire.case, &fire.event)).await?;
    let who = policy::capacities(actor, &case);
    let chart = definition.chart(&ctx.lists.calendar);
    let mut before = clock::load(db, &chart, &case).await?;
    if let Some(came) = &fire.came {
        let with = ((&*definition, &chart), (&case, &before));
        let ends = clock::to_put_back(db, with.0, with.1, (fire, came), (actor, &who)).await?;
        before = ends.and_then(Ends::standing).unwrap_or(before);
    }
    let known = Known::load(ctx, db, &definition, &case).await?;
    let on = day_of(ctx, db, &definition, &case, fire, &who).await?;
    let step = judged(&chart, &before, fire, &who, on, &known, &definition)?;
    set_day::demanded(&chart, &before, &step, (fire.due, on))?;
    let today = ctx.clock.now().day();
    let asked = Asked::of(step.event, &fire.points, fire.due, today)?;
    let asks = (step.event, fire.payment, fire.due);
    let to_pay = paying::to_pay(db, (&case, &definition), asks, today).await?;
    let named = communications::recipients(ctx, &definition, step.event, &fire.bodies, &fire.recipients)?;
    let others = communications::with_asked(ctx, (&definition, &chart), &before, step.event, named);
    let drawing = Drawing {
        case: &case,
        definition: &definition,
        chart: &chart,
        step: &step,
        author: actor.person()?,
        who: &who,
        points: asked.as_ref().map(Asked::points).unwrap_or_default(),
        due: fire.due,
        bodies: &fire.bodies,
        others: communications::in_deed(step.event, &others),
        payment: to_pay.as_ref().map(|asked| paying::in_deed(ctx, asked, None)),
        today,
    };
    let deed = draw(ctx, db, &drawing).await?.ok_or(Error::NotFound(Kind::Document))?;
    let mut act = deed.content;
    act.draft = true;
    let sheet = DeedSheet { template: template(&definition, &deed.template)?, act };
    let made = ctx.inspector.typeset_deed(&sheet).await?;
    Ok(made.map_err(|problems| anyhow::anyhow!("the template {}: {problems:?}", deed.template))?)
}
