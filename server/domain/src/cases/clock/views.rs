//! Terms in words' shape: how each stands, why, and what an act would do to it.

use contract::{
    Lang,
    cases::{
        DayProof, LateAct, TermEffect, TermLength, TermLine, TermMove, TermStatus, TermView, VoidMove, Works,
    },
};
use engine::{
    Chart, Counting, Event, Happening, Ledger, LedgerLine, Standing, Who,
    clock::{Change, FromDay, Length, Misplaced, Move, Status, Term},
};
use jiff::civil::Date;

use super::{CaseFacts, History, history::Fact};
use crate::procedures::{Definition, Words};

/// Every term of a case that has begun or waits for a receipt, with everything that moved it.
pub(in crate::cases) fn term_views(
    definition: &Definition,
    lang: Lang,
    chart: &Chart<'_>,
    history: &History,
    today: Date,
) -> Vec<TermView> {
    let Ok(replayed) = history.replay(chart) else { return Vec::new() };
    let begun = replayed.ledgers.iter().filter_map(|ledger| {
        let term = chart.term(ledger.counting.term)?;
        Some(TermView {
            lines: lines(definition, lang, term, ledger, history),
            ..view(definition, lang, term, &ledger.counting, today)
        })
    });
    let mut views: Vec<TermView> = begun.collect();
    for (term, set) in waiting(definition, history) {
        if !views.iter().any(|view| view.id == term.id) {
            let place = chart.term_place(&term.id).unwrap_or_default();
            let view = view(definition, lang, term, &Counting::waiting_for(place), today);
            views.push(TermView { set, ..view });
        }
    }
    // As the procedure lists them.
    views.sort_by_key(|view| (chart.term_place(&view.id), view.body.clone()));
    views
}

/// The terms that begin with the receipt of something that was sent and has not been received, each with the last day that the
/// office has set, where it sets one.
fn waiting<'d>(definition: &'d Definition, history: &History) -> Vec<(&'d Term, Option<Date>)> {
    let received = |seq: i64| {
        history
            .facts()
            .iter()
            .any(|fact| fact.act == Some(contract::cases::Act::Received) && fact.payload.of == Some(seq))
    };
    let stands: Vec<Fact> = history.standing_facts().collect();
    let sent: Vec<&Fact> = stands.iter().filter(|fact| !received(fact.seq)).collect();
    // What something has settled since waits for nothing.
    let settled = |term: &Term, seq: i64| {
        let ends =
            |event: &str| term.moves.iter().any(|moves| moves.does == Change::End && moves.event == event);
        stands.iter().any(|fact| fact.seq > seq && ends(&fact.event))
    };
    let waits = |term: &'d Term| {
        let act = term.moves.iter().find_map(|moves| {
            let begins = moves.day.is_receipt() && moves.does == Change::Start;
            let begun_by = |fact: &&&Fact| {
                fact.event == moves.event
                    && moves.to.as_ref().is_none_or(|to| *to == fact.to)
                    && !settled(term, fact.seq)
            };
            sent.iter().rfind(begun_by).filter(|_| begins)
        })?;
        let given = matches!(term.length, Length::Given(_));
        let set = act.payload.until.as_deref().filter(|_| given).and_then(|day| day.parse().ok());
        Some((term, set))
    };
    definition.clocks.terms.iter().filter_map(waits).collect()
}

pub(super) fn view(
    definition: &Definition,
    lang: Lang,
    term: &Term,
    counting: &Counting,
    today: Date,
) -> TermView {
    let texts = definition.text(lang);
    let words = texts.term(&term.id);
    let body = match &term.track {
        Some(track) => texts.body(track, &counting.body).to_owned(),
        None => String::new(),
    };
    TermView {
        id: term.id.clone(),
        label: words.label.to_owned(),
        body,
        binds: term.binds,
        appointment: term.appointment,
        length: length(term.length_in(counting.version)),
        source: source_of(term, counting.version).to_owned(),
        status: status(counting, today),
        set: None,
        silence: term.silence,
        silence_words: words.silence.to_owned(),
        lines: Vec::new(),
    }
}

fn source_of(term: &Term, version: u16) -> &str {
    let other = usize::from(version).checked_sub(1).and_then(|at| term.versions.get(at));
    other.map_or(&term.source, |version| &version.source)
}

fn status(counting: &Counting, today: Date) -> TermStatus {
    match counting.status() {
        Status::Waiting => TermStatus::Waiting,
        Status::Running(due) => {
            let earliest = counting.earliest().unwrap_or(due.nominal);
            let left = (due.nominal - today).get_days();
            TermStatus::Running { nominal: due.nominal, earliest, latest: due.rolled, left }
        }
        Status::Suspended { since, left } => {
            TermStatus::Suspended { since, left, earliest: counting.earliest() }
        }
        Status::Interrupted { since } => TermStatus::Interrupted { since },
        Status::Ended(on) => TermStatus::Ended(on),
    }
}

fn length(length: Length) -> TermLength {
    match length {
        Length::Days(days) => TermLength::Days(days),
        Length::WorkingDays(days) => TermLength::WorkingDays(days),
        Length::Months(months) => TermLength::Months(months),
        Length::Years(years) => TermLength::Years(years),
        Length::Given(least) => TermLength::Given(least),
    }
}

fn moved(change: Change) -> TermMove {
    match change {
        Change::Start => TermMove::Start,
        Change::Suspend => TermMove::Suspend,
        Change::Resume => TermMove::Resume,
        Change::Interrupt => TermMove::Interrupt,
        Change::Restart => TermMove::Restart,
        Change::Extend(Length::Days(0)) => TermMove::Stay,
        Change::Extend(_) => TermMove::Extend,
        Change::End => TermMove::End,
    }
}

fn lines(
    definition: &Definition,
    lang: Lang,
    term: &Term,
    ledger: &Ledger<'_>,
    history: &History,
) -> Vec<TermLine> {
    let texts = definition.text(lang);
    let stands: Vec<Fact> = history.standing_facts().collect();
    let line = |line: &LedgerLine| {
        let (entry, after, earliest, void) = match line {
            LedgerLine::Done(line, earliest) => (line.entry, Some(line.after), *earliest, None),
            LedgerLine::Void(entry, why) => (*entry, None, None, Some(void(*why))),
        };
        let due = after.and_then(Status::due).map(|due| due.nominal);
        let fact = history.at(entry.cause);
        // What was received is told by what was sent.
        let told = fact.and_then(|fact| fact.payload.of.and_then(|of| history.at(of)).or(Some(fact)));
        let event = told.map_or("", |fact| fact.event.as_str());
        let told_on =
            told.and_then(|fact| stands.iter().find(|own| own.seq == fact.seq)).map(|fact| fact.day);
        let cause_on = told_on.filter(|day| *day != entry.on);
        let own = term.moves.iter().find(|moves| moves.event == event && moves.does == entry.change);
        let source = own.map_or(&term.source, |moves| &moves.source);
        TermLine {
            on: entry.on,
            change: moved(entry.change),
            cause: texts.event(event).timeline.to_owned(),
            cause_on,
            source: source.clone(),
            due,
            earliest: earliest.filter(|early| Some(*early) != due),
            left: match after {
                Some(Status::Suspended { left, .. }) => Some(left),
                _ => None,
            },
            void,
            proof: proof(definition, history, fact, own),
        }
    };
    ledger.lines.iter().map(line).collect()
}

/// How the day of a line is known.
fn proof(definition: &Definition, history: &History, fact: Option<&Fact>, moves: Option<&Move>) -> DayProof {
    if let Some(FromDay::Answer(name)) = moves.map(|moves| &moves.day) {
        let rectified = fact.is_some_and(|fact| history.day_rectified(fact.seq, name));
        return if rectified { DayProof::Rectified } else { DayProof::Declared };
    }
    let Some(fact) = fact else { return DayProof::default() };
    let event = definition.workflow.event(&fact.event);
    if event.is_some_and(|event| event.who.contains(&Who::System)) {
        return DayProof::Counted;
    }
    history.proof_of(fact)
}

fn void(why: Misplaced) -> VoidMove {
    match why {
        Misplaced::TooLate(last) => VoidMove::TooLate(last),
        Misplaced::Spent(_) => VoidMove::TooOften,
        Misplaced::Never | Misplaced::NotNow | Misplaced::OutOfOrder(_) => VoidMove::Never,
    }
}

#[expect(clippy::too_many_arguments, reason = "what a step is worked out from")]
/// What an act done today would do to the terms of a case; nothing where it is not possible now.
pub(in crate::cases) fn effects_of(
    definition: &Definition,
    lang: Lang,
    chart: &Chart<'_>,
    at: &Standing,
    event: &Event,
    body: &str,
    facts: &CaseFacts<'_>,
    today: Date,
) -> (Vec<TermEffect>, Option<Works>) {
    let texts = definition.text(lang);
    let bodies = [body];
    let what = hypothetical(event, if body.is_empty() { &[] } else { &bodies }, today);
    let Ok(step) = chart.step(at, &what, facts) else { return (Vec::new(), event.works) };
    let now = step.moved.iter().filter_map(|own| {
        let term = chart.term(own.term)?;
        let counting = step
            .standing
            .terms
            .iter()
            .find(|counting| counting.term == own.term && counting.body == own.body)?;
        Some(effect(name(texts, term, &own.body), (term, own.entry.change), counting, false))
    });
    let mut effects: Vec<TermEffect> = now.collect();
    if let Ok((later, moves)) = chart.received(&step.standing, &what, facts) {
        effects.extend(moves.iter().filter_map(|own| {
            let term = chart.term(own.term)?;
            let counting =
                later.terms.iter().find(|counting| counting.term == own.term && counting.body == own.body)?;
            Some(effect(name(texts, term, &own.body), (term, own.entry.change), counting, true))
        }));
    }
    (effects, step.works)
}

/// A term's name, with the body whose answer it is for.
fn name(texts: Words<'_>, term: &Term, body: &str) -> String {
    let label = texts.term(&term.id).label;
    match &term.track {
        Some(track) if !body.is_empty() => format!("{label} – {}", texts.body(track, body)),
        _ => label.to_owned(),
    }
}

fn effect(label: String, (term, change): (&Term, Change), after: &Counting, on_receipt: bool) -> TermEffect {
    // The day that is set is not known yet: only how early it can be, where the law leaves some days at the least.
    let least = match (change, term.length) {
        (Change::Start | Change::Restart, Length::Given(least)) => Some(least),
        (Change::Extend(Length::Given(_)), _) => Some(1),
        _ => None,
    };
    let known = |_: &Date| !on_receipt && least.is_none();
    let nominal = after.count.status.due().map(|due| due.nominal);
    TermEffect {
        label,
        change: moved(change),
        // Who acts on the last day has until one on which somebody works.
        due: after.latest().filter(|_| !on_receipt && least != Some(1)),
        earliest: after.earliest().filter(|early| Some(*early) != nominal).filter(known),
        chosen: least.is_some(),
        left: match after.status() {
            Status::Suspended { left, .. } => Some(left),
            _ => None,
        },
        on_receipt,
    }
}

/// An act as it would be done today by whoever may.
fn hypothetical<'a>(event: &'a Event, bodies: &'a [&'a str], today: Date) -> Happening<'a> {
    const ANYBODY: [Who; 7] =
        [Who::Applicant, Who::Clerk, Who::Rup, Who::Dirigente, Who::System, Who::Linked, Who::Payment];
    Happening {
        event: &event.id,
        who: &ANYBODY,
        on: today,
        bodies,
        text: event.text.map(|_| "…"),
        until: None,
        forced: true,
        seq: 0,
        versions: &[],
        days: &[],
    }
}

/// Whether an act done today would come after its term.
pub(in crate::cases) fn late_for(
    definition: &Definition,
    lang: Lang,
    chart: &Chart<'_>,
    at: &Standing,
    (event, body): (&Event, &str),
    today: Date,
) -> Option<LateAct> {
    let bodies = [body];
    let (term, last) = chart.over_since(event, at, today, if body.is_empty() { &[] } else { &bodies })?;
    let term = definition.text(lang).term(&term.id).label.to_owned();
    Some(LateAct { term, last, forcible: !event.late.is_refused() })
}
