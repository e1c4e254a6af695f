//! Taking over the open cases of the office's earlier list, from a spreadsheet saved as CSV.

use contract::{
    Code,
    cases::Channel,
    ids::CaseId,
    office::{ArrivalField, Misread},
};
use encoding_rs::WINDOWS_1252;

use super::{
    arrivals::write,
    arriving::{Arriving, Registered, read},
};
use crate::{
    ctx::{Actor, Ctx},
    db::repeating,
    error::Result,
    identity::policy::{self, Action},
};

/// The most cases in one file: they are all taken over in one transaction, or none is.
pub const MOST_IMPORTED: usize = 500;

/// Takes over every case of a file, or none: what is wrong is said line by line. A number that the office has
/// already given is wrong, so that the same file is not taken over twice.
///
/// # Errors
/// [`crate::Error::Forbidden`] for who does not work in the office of one of the procedures.
pub async fn import(ctx: &Ctx, actor: &Actor, file: &[u8]) -> Result<Registered<Vec<CaseId>>> {
    policy::demand(actor, Action::Import)?;
    let rows = match rows(&decoded(file)) {
        Ok(rows) => rows,
        Err(wrong) => return Ok(Err(wrong)),
    };
    let (mut ready, mut wrong) = (Vec::new(), Vec::new());
    for (line, typed) in rows {
        if typed.office_number.trim().is_empty() {
            wrong.push(Misread {
                line: Some(line),
                field: ArrivalField::OfficeNumber,
                code: Code::ValueMissing,
            });
        }
        match read(ctx, &typed, None).await? {
            Ok(read) => {
                policy::demand(actor, Action::Register(&read.definition.meta.office))?;
                ready.push((line, read));
            }
            Err(found) => wrong.extend(found.into_iter().map(|one| Misread { line: Some(line), ..one })),
        }
    }
    if !wrong.is_empty() {
        return Ok(Err(wrong));
    }
    let done = repeating(|| async {
        let tx = ctx.db.begin().await?;
        let (mut taken, mut wrong) = (Vec::new(), Vec::new());
        for (line, read) in &ready {
            match write(ctx, &tx, actor, read, &[]).await? {
                Ok(id) => taken.push(id),
                Err(one) => wrong.push(Misread { line: Some(*line), ..one }),
            }
        }
        if wrong.is_empty() {
            tx.commit().await?;
            return Ok(Ok(taken));
        }
        Ok(Err(wrong))
    })
    .await?;
    ctx.wake.notify_one();
    Ok(done)
}

/// The text of the file: UTF-8, else Windows-1252, as a spreadsheet writes it where nothing else was chosen. Control
/// characters that no keyboard types and no database takes are left out.
fn decoded(file: &[u8]) -> String {
    let text = match std::str::from_utf8(file) {
        Ok(text) => text.trim_start_matches('\u{feff}').to_owned(),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(file).0.into_owned(),
    };
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\r' | '\t')).collect()
}

/// The rows with their lines, from 2 on.
fn rows(text: &str) -> Registered<Vec<(u64, Arriving)>> {
    let whole = |code: Code| vec![Misread { line: None, field: ArrivalField::File, code }];
    let first = text.lines().next().unwrap_or_default();
    let separator = if first.matches(';').count() >= first.matches(',').count() { b';' } else { b',' };
    let mut reader =
        csv::ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(text.as_bytes());
    let names: Vec<String> = match reader.headers() {
        Ok(names) => names.iter().map(|name| name.trim().to_lowercase()).collect(),
        Err(_) => return Err(whole(Code::FileUnreadable)),
    };
    if ArrivalField::NEEDED.iter().any(|needed| !names.iter().any(|of| of == needed.column())) {
        return Err(whole(Code::ColumnsMissing));
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        let Ok(record) = record else { return Err(whole(Code::FileUnreadable)) };
        let line = record.position().map_or(0, csv::Position::line);
        if record.iter().all(|value| value.trim().is_empty()) {
            continue;
        }
        let value = |field: ArrivalField| {
            let at = names.iter().position(|of| of == field.column())?;
            record.get(at).map(str::to_owned)
        };
        rows.push((line, arriving(value)));
    }
    match rows.len() {
        0 => Err(whole(Code::FileEmpty)),
        many if many > MOST_IMPORTED => Err(whole(Code::TooManyRows)),
        _ => Ok(rows),
    }
}

fn arriving(value: impl Fn(ArrivalField) -> Option<String>) -> Arriving {
    let of = |field| value(field).unwrap_or_default();
    // Nothing written says what is true of all: they come from the earlier list.
    let channel = match of(ArrivalField::Channel).trim().to_lowercase().as_str() {
        "carta" => Channel::Paper,
        "pec" => Channel::Pec,
        _ => Channel::Import,
    };
    Arriving {
        procedure: of(ArrivalField::Procedure),
        from: None,
        channel: channel.as_str().to_owned(),
        day: of(ArrivalField::Day),
        time: of(ArrivalField::Time),
        protocollo: of(ArrivalField::Protocollo),
        office_number: of(ArrivalField::OfficeNumber),
        given_name: of(ArrivalField::GivenName),
        family_name: of(ArrivalField::FamilyName),
        fiscal_code: of(ArrivalField::FiscalCode),
        technician: of(ArrivalField::Technician),
        place: of(ArrivalField::Place),
        parcel: of(ArrivalField::Parcel),
        subject: of(ArrivalField::Subject),
        state: of(ArrivalField::State),
    }
}
