//! What an act says, put together when it is done.

use std::collections::BTreeMap;

use contract::{
    Lang,
    deeds::{DeedCase, DeedContent, DeedPayment, DeedRecipient, DeedSigner, DeedTerm},
    forms::Filling,
    ids::{CaseId, PersonId},
    inspection::SheetLine,
    time::{Moment, day_words},
};
use engine::{
    Chart, RecipientsRule, Step, Track, Who,
    clock::{Length, Status, Term},
};
use entity::{
    cases::{cases, receipts},
    identity::persons,
};
use jiff::civil::Date;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::Deed;
use crate::{
    cases::{
        progress::{Filled, Today},
        register::name_of,
        responsible,
        show::full_name,
        transfer::office_of,
    },
    ctx::Ctx,
    error::Result,
    identity,
    procedures::{Definition, answers_in_words},
};

/// An act about to be done.
pub(in crate::cases) struct Drawing<'a> {
    pub(in crate::cases) case: &'a cases::Model,
    pub(in crate::cases) definition: &'a Definition,
    pub(in crate::cases) chart: &'a Chart<'a>,
    pub(in crate::cases) step: &'a Step<'a>,
    pub(in crate::cases) author: PersonId,
    /// In which capacities the author may act.
    pub(in crate::cases) who: &'a [Who],
    pub(in crate::cases) points: &'a [String],
    pub(in crate::cases) due: Option<Date>,
    pub(in crate::cases) bodies: &'a [String],
    /// The names of those to whom it goes beside whose case it is.
    pub(in crate::cases) others: Vec<String>,
    /// What is to be paid.
    pub(in crate::cases) payment: Option<DeedPayment>,
    pub(in crate::cases) today: Date,
}

/// What the act says, if its procedure makes a document of it.
///
/// # Errors
/// Database errors.
pub(in crate::cases) async fn draw(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    act: &Drawing<'_>,
) -> Result<Option<Deed>> {
    let Some(template) = act.step.event.deed.clone() else { return Ok(None) };
    let (case, definition) = (act.case, act.definition);
    let texts = definition.text(Lang::It);
    let words = texts.event(&act.step.event.id);
    let people = [Some(case.held_by), Some(act.author.0), case.rup].into_iter().flatten();
    let people = persons::Entity::find().filter(persons::Column::Id.is_in(people)).all(db).await?;
    let name = |id| people.iter().find(|person| person.id == id).map(full_name);
    // Who takes it in charge as RUP is the one, where nobody was named.
    let takes = responsible::takes_on(case, act.step, act.who);
    let named = case.rup.or(takes.then_some(act.author.0)).and_then(name);
    let office = ctx.ente.office(&case.office);
    let office_name =
        office.map_or_else(|| office_of(ctx, Lang::It, act.definition, case), |office| office.name.clone());
    let recipient = if RecipientsRule::is_reserved(act.step.event.recipients.as_ref()) {
        DeedRecipient::default()
    } else {
        let reach = identity::reach(db, PersonId(case.held_by)).await?;
        DeedRecipient {
            name: name(case.held_by).unwrap_or_default(),
            address: reach.address.unwrap_or_default(),
        }
    };
    let content = DeedContent {
        ente: ctx.ente.name.clone(),
        office: office_name,
        contacts: contacts(ctx, case),
        title: words.message_kind.unwrap_or(words.timeline).to_owned(),
        day: act.today.to_string(),
        day_words: day_words(act.today, Lang::It),
        protocol: String::new(),
        draft: false,
        recipient,
        others: act.others.clone(),
        case: about(ctx, db, case, definition).await?,
        text: act.step.text.clone().unwrap_or_default(),
        points: act.points.to_vec(),
        due: act.due.map(|due| day_words(due, Lang::It)).unwrap_or_default(),
        source: act.step.event.source.clone().unwrap_or_default(),
        bodies: bodies(act),
        positions: positions(act),
        payment: act.payment.clone(),
        responsible: responsible::or_head(ctx, case, named).name,
        signer: DeedSigner {
            name: name(act.author.0).unwrap_or_default(),
            role: role(act.step, act.who).to_owned(),
        },
        terms: terms(act),
        answers: answers(db, case, definition).await?,
    };
    let text = serde_json::to_string(&content)?;
    Ok(Some(Deed { version: definition.hash.clone(), template, content, text }))
}

/// How to reach the office, where its files are, whom to turn to.
fn contacts(ctx: &Ctx, case: &cases::Model) -> Vec<SheetLine> {
    let office = ctx.ente.office(&case.office);
    let of = |get: fn(&crate::ctx::Office) -> &String| office.map(get).cloned().unwrap_or_default();
    let own = of(|office| &office.pec);
    let pec = if own.is_empty() { ctx.ente.codes.pec.clone() } else { own };
    let lines = [
        ("PEC", pec),
        ("Come vedere gli atti", of(|office| &office.files)),
        ("Se l'ufficio è in ritardo", of(|office| &office.inertia)),
    ];
    let line = |(label, value): (&str, String)| SheetLine { label: label.to_owned(), value };
    lines.into_iter().filter(|(_, value)| !value.is_empty()).map(line).collect()
}

async fn about(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    case: &cases::Model,
    definition: &Definition,
) -> Result<DeedCase> {
    let receipt = receipts::Entity::find_by_id(case.id).one(db).await?;
    let protocol = match receipt {
        Some(receipt) => {
            let key = contract::register::EntryKey {
                year: receipt.protocollo_year,
                number: receipt.protocollo_number,
            };
            let name = name_of(db, key).await?;
            if name.awaited { String::new() } else { name.words }
        }
        None => String::new(),
    };
    Ok(DeedCase {
        number: case.number.clone().unwrap_or_default(),
        procedure: definition.text(Lang::It).service().short.clone(),
        filed_on: case.received_at.map(|at| Moment(at).day_words(Lang::It)).unwrap_or_default(),
        protocol,
        link: format!("{}/it/pratiche/{}", ctx.ente.url, CaseId(case.id)),
    })
}

/// The bodies by their names.
fn bodies(act: &Drawing<'_>) -> Vec<String> {
    let texts = act.definition.text(Lang::It);
    let event = &act.step.event;
    // The word of a body may stand for another in another track.
    let own = |track: &&Track| event.track.as_ref() == Some(&track.id) || track.opened_by.contains(&event.id);
    let (own, others): (Vec<&Track>, Vec<&Track>) = act.definition.workflow.tracks.iter().partition(own);
    let name = |body: &String| {
        let of =
            own.iter().chain(&others).find_map(|track| texts.bodies(&track.id).find(|(id, _)| id == body));
        of.map_or_else(|| body.clone(), |(_, name)| name.to_owned())
    };
    act.bodies.iter().map(name).collect()
}

/// What each body has said that the act goes to because it was asked, as it stands after it.
fn positions(act: &Drawing<'_>) -> Vec<SheetLine> {
    let texts = act.definition.text(Lang::It);
    let rule = act.step.event.recipients.clone().unwrap_or_default();
    let asked = act.chart.asked(&act.step.standing, &rule).map(|(track, running)| SheetLine {
        label: texts.body(track, &running.body).to_owned(),
        value: act.chart.state(running.state).map_or("", |state| texts.state(&state.id).label).to_owned(),
    });
    asked.collect()
}

/// The highest capacity in which the act is theirs.
fn role(step: &Step<'_>, who: &[Who]) -> &'static str {
    let as_a = |one: Who| who.contains(&one) && step.event.who.contains(&one);
    if as_a(Who::Dirigente) {
        "Dirigente"
    } else if as_a(Who::Rup) {
        "Responsabile del procedimento"
    } else {
        "Per l'ufficio"
    }
}

fn terms(act: &Drawing<'_>) -> BTreeMap<String, DeedTerm> {
    let texts = act.definition.text(Lang::It);
    let of = |(place, term): (usize, &Term)| {
        let words = texts.term(&term.id);
        let own = act.step.standing.terms.iter().filter(|counting| usize::from(counting.term) == place);
        // Of a term that runs once for each body, what matters most is told.
        let counting = own.min_by_key(|counting| weight(counting.status()));
        let (status, ends, left) = match counting.map(engine::Counting::status) {
            // It begins anew, however often it has ended.
            None | Some(Status::Ended(_)) if begins_by_receipt(act, term) => ("waiting", String::new(), 0),
            None => ("none", String::new(), 0),
            Some(Status::Waiting) => ("waiting", String::new(), 0),
            // The day until which there is time: one that nobody works on is none.
            Some(Status::Running(due)) => ("running", day_words(due.rolled, Lang::It), 0),
            Some(Status::Suspended { left, .. }) => ("suspended", String::new(), left),
            Some(Status::Interrupted { .. }) => ("interrupted", String::new(), 0),
            Some(Status::Ended(_)) => ("ended", String::new(), 0),
        };
        let version = counting.map_or(0, |counting| counting.version);
        // The day that the office set; the law may leave more from the receipt, which is not known yet.
        let set =
            act.due.filter(|_| status == "waiting" && matches!(term.length_in(version), Length::Given(_)));
        let ends = set.map_or(ends, |due| day_words(due, Lang::It));
        let shown = DeedTerm {
            label: words.label.to_owned(),
            status: status.to_owned(),
            length: length(term.length_in(version)),
            began: counting
                .and_then(|counting| counting.count.began)
                .map_or(String::new(), |began| day_words(began, Lang::It)),
            ends,
            left,
            source: term.source.clone(),
            silence: words.silence.to_owned(),
        };
        (term.id.clone(), shown)
    };
    act.definition.clocks.terms.iter().enumerate().map(of).collect()
}

/// What stands still comes before what runs, and what is over last.
fn weight(status: Status) -> u8 {
    match status {
        Status::Suspended { .. } => 0,
        Status::Interrupted { .. } => 1,
        Status::Running(_) => 2,
        Status::Waiting => 3,
        Status::Ended(_) => 4,
    }
}

/// Whether the term begins when the act is received.
fn begins_by_receipt(act: &Drawing<'_>, term: &Term) -> bool {
    let event = &act.step.event.id;
    act.chart.has_terms()
        && term.moves.iter().any(|moves| {
            moves.event == *event
                && moves.does == engine::clock::Change::Start
                && moves.day.is_receipt()
                && moves.to.as_deref().is_none_or(|to| to == act.step.to)
        })
}

/// How long a term is: `30 giorni`.
pub(super) fn length(length: Length) -> String {
    let (count, one, many) = match length {
        Length::Days(days) | Length::Given(days) => (days, "giorno", "giorni"),
        Length::WorkingDays(days) => (days, "giorno lavorativo", "giorni lavorativi"),
        Length::Months(months) => (months, "mese", "mesi"),
        Length::Years(years) => (years, "anno", "anni"),
    };
    format!("{count} {}", if count == 1 { one } else { many })
}

async fn answers(
    db: &impl ConnectionTrait,
    case: &cases::Model,
    definition: &Definition,
) -> Result<BTreeMap<String, String>> {
    let filled = Filled::load(db, CaseId(case.id)).await?;
    let day = Today(case.received_at.map(|at| Moment(at).day()).unwrap_or_default());
    Ok(answers_in_words(definition, Lang::It, &Filling::new(&definition.form, &filled.pages, &day)))
}
