//! What people of the demo wrote outside a procedure, and what the offices answered.

use std::collections::HashMap;

use anyhow::Context;
use contract::{
    Lang,
    ids::{ReportId, RequestId},
    people::Email,
    reports::{Band, NewReport, ReportKind, Weekday},
};
use domain::{
    Actor, Ctx,
    reports::{self, Answer},
};
use serde::Deserialize;

const REPORTS: &str = include_str!("../../data/demo/reports.toml");

#[derive(Deserialize)]
struct Demo {
    report: Vec<DemoReport>,
}

#[derive(Deserialize)]
struct DemoReport {
    kind: ReportKind,
    days_ago: i64,
    /// Whoever is logged in; else `name` and `email`.
    by: Option<String>,
    name: Option<String>,
    email: Option<String>,
    office: Option<String>,
    service: Option<String>,
    place: Option<String>,
    text: String,
    #[serde(default)]
    days: Vec<Weekday>,
    band: Option<Band>,
    answered_by: Option<String>,
    answer: Option<String>,
}

/// Tells them in order; `at` sets the clock to so many days ago.
pub(super) async fn tell(ctx: &Ctx, actors: &HashMap<String, Actor>, at: impl Fn(i64)) -> anyhow::Result<()> {
    let demo: Demo = toml::from_str(REPORTS).context("reports.toml")?;
    let who = |key: &str| actors.get(key).with_context(|| format!("nobody is called {key}"));
    for told in demo.report {
        at(told.days_ago);
        let sender = match &told.by {
            Some(key) => who(key)?.clone(),
            None => Actor::stranger(RequestId(ctx.ids.next())),
        };
        let email = told.email.or_else(|| sender.email.clone()).context("a report without an address")?;
        let report = NewReport {
            id: ReportId(ctx.ids.next()),
            kind: told.kind,
            lang: Lang::It,
            office: told.office,
            service: told.service,
            name: told.name.unwrap_or_else(|| sender.name()),
            email: Email::parse(&email)?,
            phone: None,
            place: told.place,
            text: told.text,
            days: told.days,
            band: told.band,
        };
        let id = reports::send(ctx, &sender, &report).await?;
        if let (Some(key), Some(text)) = (&told.answered_by, told.answer) {
            let answer = Answer { report: id, text, close: false, row_version: 1 };
            reports::answer(ctx, who(key)?, &answer).await?;
        }
    }
    Ok(())
}
