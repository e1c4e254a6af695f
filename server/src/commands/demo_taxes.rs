//! The demo's taxes, as `taxes.toml` tells them: recorded and paid by the same verbs as real ones.

use std::collections::HashMap;

use anyhow::Context;
use contract::Lang;
use domain::{
    Actor, Ctx, payments,
    taxes::{self, NewLine, NewPosition, Words},
};
use jiff::{ToSpan, civil::Date};
use pagopa::{
    Nav,
    receipt::{Delivery, Receipt, Subject, Transfer},
};
use serde::Deserialize;

const TAXES: &str = include_str!("../../data/demo/taxes.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Demo {
    position: Vec<DemoPosition>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DemoPosition {
    by: String,
    tax: String,
    #[serde(default)]
    years_ago: i16,
    /// Days before today on which it was recorded.
    days_ago: i64,
    title: Words,
    place: String,
    lines: Vec<NewLine>,
    plans: Vec<Vec<DemoPart>>,
    #[serde(default)]
    paid: Vec<DemoPaid>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DemoPart {
    /// Days from today.
    due: i64,
    cents: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DemoPaid {
    plan: usize,
    number: usize,
    days_ago: i64,
}

/// Records every position and pays what was paid; `at` sets the clock so many days back. Returns how many.
pub(super) async fn tell(
    ctx: &Ctx,
    actors: &HashMap<String, Actor>,
    at: impl Fn(i64),
) -> anyhow::Result<usize> {
    let demo: Demo = toml::from_str(TAXES).context("taxes.toml")?;
    at(0);
    let today = ctx.clock.now().day();
    for position in &demo.position {
        let owner = actors.get(&position.by).with_context(|| format!("nobody is called {}", position.by))?;
        at(position.days_ago);
        let id = taxes::record(ctx, &new(position, owner, today)?).await?;
        let page = taxes::position(ctx, owner, Lang::It, id).await?;
        for paid in &position.paid {
            let plan = page.plans.get(paid.plan.saturating_sub(1)).context("no such way of paying")?;
            let part = plan.instalments.get(paid.number.saturating_sub(1)).context("no such part")?;
            at(paid.days_ago);
            let message = receipt(ctx, &part.notice.nav, part.notice.cents)?;
            payments::receive(ctx, &Actor::stranger(owner.request), &message).await?;
        }
    }
    at(0);
    Ok(demo.position.len())
}

fn new(position: &DemoPosition, owner: &Actor, today: Date) -> anyhow::Result<NewPosition> {
    let year = today.year() - position.years_ago;
    let words = |text: &str| text.replace("{year}", &year.to_string());
    let part = |part: &DemoPart| Ok((today.checked_add(part.due.days())?, part.cents));
    let plans = position.plans.iter().map(|plan| plan.iter().map(part).collect());
    Ok(NewPosition {
        owner_code: owner.fiscal_code.clone(),
        owner_name: owner.name(),
        tax: position.tax.clone(),
        year,
        title: Words { it: words(&position.title.it), en: words(&position.title.en) },
        place: position.place.clone(),
        lines: position.lines.clone(),
        plans: plans.collect::<anyhow::Result<_>>()?,
    })
}

/// A receipt as the hub would have sent it on that day.
fn receipt(ctx: &Ctx, nav: &str, cents: i64) -> anyhow::Result<String> {
    let nav = Nav::parse(nav)?;
    let (creditor, day) = (ctx.pagopa.creditor.to_string(), ctx.clock.now().day().to_string());
    let nobody = Subject { person: true, code: "ANONIMO".into(), name: "ANONIMO".into() };
    let receipt = Receipt {
        id: ctx.ids.next().simple().to_string(),
        notice: nav.to_string(),
        creditor: creditor.clone(),
        executed: true,
        reference: nav.iuv().to_string(),
        cents,
        description: "Tassa sui rifiuti".into(),
        company: ctx.ente.name.clone(),
        debtor: nobody,
        transfers: vec![Transfer {
            place: 1,
            cents,
            creditor: creditor.clone(),
            iban: Some("IT0000000000000000000000000".into()),
            remittance: "Tassa sui rifiuti".into(),
            category: "9/0101101IM/".into(),
        }],
        psp: "SANDBOX".into(),
        psp_code: Some("99990001127".into()),
        psp_name: "Banca di prova".into(),
        channel: "99990001127_01".into(),
        channel_kind: "CHECKOUT".into(),
        payer: None,
        method: Some("creditCard".into()),
        note: None,
        fee: Some(150),
        paid_at: Some(format!("{day}T10:12:00")),
        applied_on: Some(day),
        transferred_on: None,
        stand_in: false,
    };
    let (broker, station) = (ctx.pagopa.broker.clone(), ctx.pagopa.station.clone());
    let named = |text: String| if text.is_empty() { creditor.clone() } else { text };
    Ok(Delivery { broker: named(broker), station: named(station), creditor: creditor.clone(), receipt }
        .written())
}
