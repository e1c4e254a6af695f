//! The attestation of the portal's outages in some days: an act of the office, in Italian, as PDF.

use contract::{
    Lang,
    inspection::{ReceiptSheet, SheetLine},
    outages::{Days, OutageRow},
    time::{day_words, elided},
};

use super::outages::past_outages;
use crate::{
    ctx::{Actor, Ctx},
    error::Result,
    identity::policy::{self, Action},
};

/// Lays out the attestation. Who asks is logged in: laying out costs more than a page.
///
/// # Errors
/// [`crate::Error::Forbidden`] for strangers; what the child process says.
pub async fn outage_attestation(ctx: &Ctx, actor: &Actor, days: Days) -> Result<Vec<u8>> {
    policy::demand(actor, Action::AskAttestation)?;
    let outages = past_outages(ctx, days).await?;
    Ok(ctx.inspector.typeset(&sheet(ctx, days, &outages)).await?)
}

fn sheet(ctx: &Ctx, days: Days, outages: &[OutageRow]) -> ReceiptSheet {
    let lang = Lang::It;
    let line = |label: &str, value: String| SheetLine { label: label.to_owned(), value };
    let now = ctx.clock.now();
    let described = |outage: &OutageRow| {
        let minutes = outage.minutes();
        let lasted = if minutes == 1 { "1 minuto".to_owned() } else { format!("{minutes} minuti") };
        let reason = if outage.reason.is_empty() { String::new() } else { format!(" — {}", outage.reason) };
        line(
            &elided(&format!("Dal {}", outage.began_at.words(lang))),
            elided(&format!("al {} ({lasted})", outage.ended_at.words(lang))) + &reason,
        )
    };
    let of = |announced: bool| -> Vec<SheetLine> {
        outages.iter().rev().filter(|outage| outage.announced == announced).map(described).collect()
    };
    let none = || vec![line("Nessuna", "Nel periodo non ne risultano.".to_owned())];
    let group = |title: &str, lines: Vec<SheetLine>| {
        (title.to_owned(), if lines.is_empty() { none() } else { lines })
    };
    let last = if days.to >= now.day() { now.words(lang) } else { day_words(days.to, lang) };
    ReceiptSheet {
        lang: lang.as_str().to_owned(),
        ente: ctx.ente.name.clone(),
        office: "Sportello telematico".to_owned(),
        title: "Attestazione delle interruzioni del portale".to_owned(),
        day: now.day().to_string(),
        facts: vec![
            line("Periodo", elided(&format!("dal {} al {last}", day_words(days.from, lang)))),
            line("Prodotta il", now.words(lang)),
        ],
        groups: vec![
            group("Interruzioni registrate dal portale", of(false)),
            group("Interruzioni programmate e annunciate", of(true)),
        ],
        documents_title: String::new(),
        documents: Vec::new(),
        notes: vec![
            "Il portale registra ogni minuto di essere in funzione. Un silenzio più lungo di quello ammesso \
             è registrato come interruzione, dall’ultimo minuto in cui era in funzione al primo in cui lo è \
             stato di nuovo."
                .to_owned(),
            "Le interruzioni della connessione di chi usa il portale non risultano qui. Gli orari sono quelli \
             italiani."
                .to_owned(),
        ],
    }
}
