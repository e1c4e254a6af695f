//! What is typed of a case that came another way or that the office opens, and how it is understood.

use std::sync::Arc;

use contract::{
    Code,
    cases::{Channel, MAX_OFFICE_NUMBER, Phase},
    ids::{CaseId, PersonId},
    office::{ArrivalField, Misread},
    people::TaxCode,
    time::{Moment, typed_day},
};
use jiff::civil::Time;

use crate::{
    ctx::Ctx,
    error::{Error, Result},
    procedures::{self, Definition},
};

/// The outcome of what somebody typed: done, or what is wrong with it, field by field.
pub type Registered<T> = std::result::Result<T, Vec<Misread>>;

/// What is known of a case that came another way, as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Arriving {
    /// The procedure, by its slug.
    pub procedure: String,
    /// The case from which it is opened: it is linked to that.
    pub from: Option<CaseId>,
    /// How it came: `paper` or `pec`; `office` if the office opens it by itself; the earlier list is taken over by [`super::import`].
    pub channel: String,
    /// The day on which it came, `YYYY-MM-DD` or `DD/MM/YYYY`.
    pub day: String,
    /// The time of the day, `HH:MM`; the beginning of the day if nothing is written.
    pub time: String,
    /// Its number in the register, where it has one already.
    pub protocollo: String,
    /// The office's own number.
    pub office_number: String,
    /// Given name; nothing for a body.
    pub given_name: String,
    /// Family name, or the name of a body.
    pub family_name: String,
    /// Codice fiscale of a person or a body, where it is known.
    pub fiscal_code: String,
    /// The professional.
    pub technician: String,
    /// The address that it is about.
    pub place: String,
    /// The parcels that it is about.
    pub parcel: String,
    /// What it is about.
    pub subject: String,
    /// The state that it has reached; the first after filing if nothing is written.
    pub state: String,
}

/// What was typed, understood.
pub(super) struct Read {
    pub(super) definition: Arc<Definition>,
    pub(super) channel: Channel,
    pub(super) received: Moment,
    pub(super) typed: Arriving,
    pub(super) fiscal_code: String,
    /// Whose case it is, where it is opened from a case of theirs.
    pub(super) owner: Option<PersonId>,
    /// The state to be in afterwards, if it is not the one that filing leads to.
    pub(super) state: Option<String>,
}

/// Reads what was typed; all that is wrong is said at once. `of` is whose case it is opened from, with the names and the
/// codice fiscale by which they are known here.
pub(super) async fn read(
    ctx: &Ctx,
    typed: &Arriving,
    of: Option<&(PersonId, Arriving)>,
) -> Result<Registered<Read>> {
    let mut wrong = Vec::new();
    let mut say = |field: ArrivalField, code: Code| wrong.push(Misread { line: None, field, code });
    let typed = trimmed(typed);
    let definition = match procedures::current(ctx, &typed.procedure).await {
        Ok(definition) => Some(definition),
        Err(Error::NotFound(_)) => {
            say(ArrivalField::Procedure, Code::ProcedureUnknown);
            None
        }
        Err(other) => return Err(other),
    };
    let channel = Channel::parse(&typed.channel).filter(|channel| *channel != Channel::Portal);
    if channel.is_none() {
        say(ArrivalField::Channel, Code::ValueMissing);
    }
    let now = ctx.clock.now();
    let received = match received(&typed.day, &typed.time) {
        Ok(received) if received > now => Err((ArrivalField::Day, Code::DayInFuture)),
        other => other,
    };
    if let Err((field, code)) = received {
        say(field, code);
    }
    if typed.family_name.is_empty() {
        say(ArrivalField::FamilyName, Code::ValueMissing);
    }
    let owner = of.filter(|(_, known)| same_person(&trimmed(known), &typed)).map(|(person, _)| *person);
    let fiscal_code = TaxCode::parse(&typed.fiscal_code).map(|code| code.as_str().to_owned());
    if fiscal_code.is_err() && !typed.fiscal_code.is_empty() && owner.is_none() {
        say(ArrivalField::FiscalCode, Code::FiscalCodeWrong);
    }
    for (field, text, most) in lengths(&typed) {
        if text.chars().count() > most {
            say(field, Code::TextTooLong);
        }
    }
    let state = state_of(definition.as_deref(), &typed.state);
    if state.is_none() {
        say(ArrivalField::State, Code::StateUnknown);
    }
    match (definition, channel, received, state) {
        (Some(definition), Some(channel), Ok(received), Some(state)) if wrong.is_empty() => Ok(Ok(Read {
            definition,
            channel,
            received,
            fiscal_code: fiscal_code.unwrap_or_default(),
            owner,
            state,
            typed,
        })),
        _ => Ok(Err(wrong)),
    }
}

fn same_person(one: &Arriving, other: &Arriving) -> bool {
    let known = |of: &Arriving| (of.given_name.clone(), of.family_name.clone(), of.fiscal_code.clone());
    known(one) == known(other)
}

fn trimmed(typed: &Arriving) -> Arriving {
    let of = |text: &String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    Arriving {
        procedure: of(&typed.procedure),
        from: typed.from,
        channel: of(&typed.channel),
        day: of(&typed.day),
        time: of(&typed.time),
        protocollo: of(&typed.protocollo),
        office_number: of(&typed.office_number),
        given_name: of(&typed.given_name),
        family_name: of(&typed.family_name),
        fiscal_code: of(&typed.fiscal_code).to_uppercase(),
        technician: of(&typed.technician),
        place: of(&typed.place),
        parcel: of(&typed.parcel),
        subject: of(&typed.subject),
        state: of(&typed.state),
    }
}

fn lengths(typed: &Arriving) -> [(ArrivalField, &str, usize); 8] {
    [
        (ArrivalField::Protocollo, &typed.protocollo, 60),
        (ArrivalField::OfficeNumber, &typed.office_number, MAX_OFFICE_NUMBER),
        (ArrivalField::GivenName, &typed.given_name, 100),
        (ArrivalField::FamilyName, &typed.family_name, 200),
        (ArrivalField::Technician, &typed.technician, 200),
        (ArrivalField::Place, &typed.place, 300),
        (ArrivalField::Parcel, &typed.parcel, 300),
        (ArrivalField::Subject, &typed.subject, 1_000),
    ]
}

/// The state to be put into; the outer `None` says that the procedure has no such state after the draft.
fn state_of(definition: Option<&Definition>, word: &str) -> Option<Option<String>> {
    let Some(definition) = definition else { return Some(None) };
    if word.is_empty() {
        return Some(None);
    }
    let state = definition.workflow.state(word)?;
    (state.phase != Phase::Draft).then(|| Some(state.id.clone()))
}

fn received(day: &str, time: &str) -> std::result::Result<Moment, (ArrivalField, Code)> {
    let day = typed_day(day)
        .ok_or((ArrivalField::Day, if day.is_empty() { Code::ValueMissing } else { Code::DayUnreadable }))?;
    let time = if time.is_empty() { Some(Time::midnight()) } else { Time::strptime("%H:%M", time).ok() };
    let time = time.ok_or((ArrivalField::Time, Code::TimeUnreadable))?;
    Ok(Moment::in_rome(day, time))
}
