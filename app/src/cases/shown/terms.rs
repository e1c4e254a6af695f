//! The terms of a case in words: until when, why, and what happens if nobody acts.

use contract::{
    Lang,
    cases::{
        Binds, DayProof, Silence, TermEffect, TermLength, TermLine, TermMove, TermStatus, TermView, VoidMove,
        Works,
    },
    time::{Date, day_words},
};
use leptos::prelude::*;

use crate::texts::{t, t_args, t_count};

/// The terms of a case; those that are over come last, closed.
pub(crate) fn terms(
    lang: Lang,
    terms: &[TermView],
    for_office: bool,
    simulator: Option<String>,
) -> Option<AnyView> {
    if terms.is_empty() {
        return None;
    }
    let over = |term: &&TermView| matches!(term.status, TermStatus::Ended(_));
    let (ended, open): (Vec<_>, Vec<_>) = terms.iter().partition(over);
    let open_list = (!open.is_empty()).then(|| {
        let items =
            open.iter().map(|own| view! { <li class="portal-term">{term(lang, own, for_office)}</li> });
        view! { <ul class="portal-terms">{items.collect_view()}</ul> }
    });
    let ended_list = (!ended.is_empty()).then(|| {
        let items =
            ended.iter().map(|own| view! { <li class="portal-term">{term(lang, own, for_office)}</li> });
        view! {
            <details>
                <summary>{t(lang, "terms-ended")}</summary>
                <ul class="portal-terms">{items.collect_view()}</ul>
            </details>
        }
    });
    Some(
        view! {
            <section class="portal-group" id="termini">
                <h2 class="h4">{t(lang, "terms-title")}</h2>
                {open_list}
                {ended_list}
                {simulator.map(|href| view! { <p><a href=href>{t(lang, "what-if-link")}</a></p> })}
            </section>
        }
        .into_any(),
    )
}

fn term(lang: Lang, term: &TermView, for_office: bool) -> AnyView {
    let name =
        if term.body.is_empty() { term.label.clone() } else { format!("{} – {}", term.label, term.body) };
    // A term that stands still ends on no day: nothing follows from nobody doing anything.
    let open = matches!(term.status, TermStatus::Running { .. } | TermStatus::Waiting);
    let silence = (open && !term.silence_words.is_empty()).then(|| {
        view! {
            <p>
                <strong>{t(lang, "term-if-nobody")}</strong>
                {format!(" {}", term.silence_words)}
            </p>
        }
    });
    let length = t_args(
        lang,
        "term-length-source",
        &[("length", &length(lang, term.length)), ("source", &term.source)],
    );
    let why = if for_office { ledger(lang, term) } else { lines(lang, term) };
    view! {
        <h3 class="h5">{name}</h3>
        {standing(lang, term, for_office).into_iter().map(|words| view! { <p>{words}</p> }).collect_view()}
        {silence}
        <details>
            <summary>{t(lang, "term-why")}</summary>
            <p>{length}</p>
            {why}
        </details>
    }
    .into_any()
}

/// What moved a term, a sentence each.
fn lines(lang: Lang, term: &TermView) -> AnyView {
    let lines = term.lines.iter().map(|own| view! { <li>{line(lang, own)}</li> });
    view! { <ol>{lines.collect_view()}</ol> }.into_any()
}

/// The same as the office keeps it: a ledger, with what proves each day.
fn ledger(lang: Lang, term: &TermView) -> AnyView {
    let heads = ["ledger-day", "ledger-what", "ledger-effect", "ledger-source"];
    let heads = heads.map(|key| view! { <th scope="col" role="columnheader">{t(lang, key)}</th> });
    let cell = |key: &'static str, words: String| {
        view! {
            <td role="cell" data-label=t(lang, key)>
                {words}
            </td>
        }
    };
    let rows = term.lines.iter().map(|own| {
        view! {
            <tr role="row">
                <th scope="row" role="rowheader">
                    <span>{day_words(own.on, lang)}</span>
                    <span class="portal-caption">{proof_words(lang, own.proof)}</span>
                </th>
                {cell("ledger-what", cause_words(lang, own))}
                {cell("ledger-effect", format!("{}. {} {}", effect_words(lang, own), then_words(lang, own), early(lang, own.earliest)))}
                {cell("ledger-source", own.source.clone())}
            </tr>
        }
    });
    let caption = t_args(lang, "ledger-caption", &[("term", &term.label)]);
    view! {
        <table class="table portal-table" role="table">
            <caption class="visually-hidden">{caption}</caption>
            <thead role="rowgroup">
                <tr role="row">{heads.collect_view()}</tr>
            </thead>
            <tbody role="rowgroup">{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}

/// How the day of a line is known.
fn proof_words(lang: Lang, proof: DayProof) -> &'static str {
    t(
        lang,
        match proof {
            DayProof::Portal => "proof-portal",
            DayProof::Opened => "proof-opened",
            DayProof::Pec => "proof-pec",
            DayProof::Evidence => "proof-written",
            DayProof::Rectified => "proof-rectified",
            DayProof::Declared => "proof-declared",
            DayProof::Counted => "proof-counted",
        },
    )
}

/// How a term stands, a sentence each.
fn standing(lang: Lang, term: &TermView, for_office: bool) -> Vec<String> {
    let day = |day: Date| day_words(day, lang);
    match term.status {
        TermStatus::Waiting => {
            let set = |day| t_args(lang, "term-waiting-set", &[("day", &day_words(day, lang))]);
            let waits = t(lang, "term-waiting").to_owned();
            std::iter::once(waits).chain(term.set.map(set)).collect()
        }
        TermStatus::Running { nominal, earliest, latest, left } => {
            let key = match (term.binds, for_office) {
                _ if term.appointment => "term-on",
                (Binds::Office, _) => "term-until-office",
                (Binds::Applicant, false) => "term-until-you",
                (Binds::Applicant, true) => "term-until-applicant",
                (Binds::Body, _) => "term-until-body",
                (Binds::Others, _) => "term-until-others",
                (Binds::Nobody, _) => "term-until-nobody",
            };
            let mut words = vec![t_args(lang, key, &[("day", &day(nominal))])];
            // What may still be done on the next working day is not over before that.
            let more = nominal.until(latest).map_or(0, |span| span.get_days());
            words.extend(match (left, left.saturating_add(more)) {
                (0.., _) => Some(t_count(lang, "term-left", u64::from(left.unsigned_abs()))),
                (_, 0..) => None,
                _ if term.appointment => Some(t(lang, "term-on-over").to_owned()),
                (_, over) => Some(t_count(lang, "term-over", u64::from(over.unsigned_abs()))),
            });
            if latest != nominal && !term.appointment {
                words.push(t_args(lang, "term-rolled", &[("day", &day(latest))]));
            }
            if earliest != nominal {
                words.extend(cautious(lang, term, for_office, earliest));
            }
            words
        }
        TermStatus::Suspended { since, left, earliest } => {
            let left = t_count(lang, "term-days", u64::from(left.unsigned_abs()));
            let words = t_args(lang, "term-suspended", &[("day", &day(since)), ("left", &left)]);
            let early = earliest.and_then(|earliest| cautious(lang, term, for_office, earliest));
            std::iter::once(words).chain(early).collect()
        }
        TermStatus::Interrupted { since } => vec![t_args(lang, "term-interrupted", &[("day", &day(since))])],
        TermStatus::Ended(on) => vec![t_args(lang, "term-ended-on", &[("day", &day(on))])],
    }
}

/// The day on which a term may end at the earliest. Who must act before is told; so is the citizen whose request may
/// count as refused by then. That something is granted is told them by the reading that holds for sure.
fn cautious(lang: Lang, term: &TermView, for_office: bool, earliest: Date) -> Option<String> {
    let day = day_words(earliest, lang);
    match (for_office, term.silence) {
        (true, _) => Some(t_args(lang, "term-earliest", &[("day", &day)])),
        (false, Silence::Refusal) => Some(t_args(lang, "term-earliest-refused", &[("day", &day)])),
        (false, _) => None,
    }
}

/// The day on which a term may end already by another reading of the law, if there is one.
fn early(lang: Lang, earliest: Option<Date>) -> String {
    earliest
        .map_or_else(String::new, |day| t_args(lang, "term-line-earliest", &[("day", &day_words(day, lang))]))
}

/// How long a term is, in words.
fn length(lang: Lang, length: TermLength) -> String {
    match length {
        TermLength::Days(n) => t_count(lang, "term-days", n.into()),
        TermLength::WorkingDays(n) => t_count(lang, "term-working-days", n.into()),
        TermLength::Months(n) => t_count(lang, "term-months", n.into()),
        TermLength::Years(n) => t_count(lang, "term-years", n.into()),
        TermLength::Given(n) => t_count(lang, "term-given", n.into()),
    }
}

/// What happens to a term, in words.
fn move_words(lang: Lang, change: TermMove) -> &'static str {
    t(
        lang,
        match change {
            TermMove::Start => "term-move-start",
            TermMove::Suspend => "term-move-suspend",
            TermMove::Resume => "term-move-resume",
            TermMove::Interrupt => "term-move-interrupt",
            TermMove::Restart => "term-move-restart",
            TermMove::Extend => "term-move-extend",
            TermMove::Stay => "term-move-stay",
            TermMove::End => "term-move-end",
        },
    )
}

/// One thing that happened to a term: when, by what, with what outcome, by which law.
fn line(lang: Lang, line: &TermLine) -> String {
    let on = day_words(line.on, lang);
    let (cause, what) = (cause_words(lang, line), effect_words(lang, line));
    let mut words = t_args(lang, "term-line", &[("day", &on), ("cause", &cause), ("what", &what)]);
    for more in [then_words(lang, line), day_known(lang, line.proof)] {
        if !more.is_empty() {
            words.push(' ');
            words.push_str(&more);
        }
    }
    words.push(' ');
    words.push_str(&t_args(lang, "term-line-source", &[("source", &line.source)]));
    words
}

/// What caused a line, with its own day where that is another.
fn cause_words(lang: Lang, line: &TermLine) -> String {
    match line.cause_on {
        Some(on) => t_args(lang, "term-cause-of", &[("cause", &line.cause), ("day", &day_words(on, lang))]),
        None => line.cause.clone(),
    }
}

/// What it did to the term.
fn effect_words(lang: Lang, line: &TermLine) -> String {
    match line.void {
        Some(why) => void(lang, why),
        None => move_words(lang, line.change).to_owned(),
    }
}

/// How the term stood after it.
fn then_words(lang: Lang, line: &TermLine) -> String {
    let due = line.due.map(|due| t_args(lang, "term-line-due", &[("day", &day_words(due, lang))]));
    let left = line.left.map(|left| {
        let left = t_count(lang, "term-days", u64::from(left.unsigned_abs()));
        t_args(lang, "term-line-left", &[("left", &left)])
    });
    due.into_iter().chain(left).collect::<Vec<_>>().join(" ")
}

/// How the day is known, where that is not the portal itself.
fn day_known(lang: Lang, proof: DayProof) -> String {
    match proof {
        DayProof::Portal => String::new(),
        proof => t_args(lang, "term-line-proof", &[("proof", proof_words(lang, proof))]),
    }
}

fn void(lang: Lang, why: VoidMove) -> String {
    match why {
        VoidMove::TooLate(last) => t_args(lang, "term-void-late", &[("day", &day_words(last, lang))]),
        VoidMove::TooOften => t(lang, "term-void-often").to_owned(),
        VoidMove::Never => t(lang, "term-void-never").to_owned(),
    }
}

/// What an act does to the works and to terms, said before it is done.
pub(crate) fn effects(
    lang: Lang,
    works: Option<Works>,
    terms: &[TermEffect],
    for_office: bool,
) -> Option<AnyView> {
    let works = works.map(|works| {
        let key = match works {
            Works::MayBegin => "works-may-begin",
            Works::GoOn => "works-go-on",
            Works::Wait => "works-wait",
            Works::Stop => "works-stop",
        };
        view! { <li>{t(lang, key)}</li> }
    });
    if works.is_none() && terms.is_empty() {
        return None;
    }
    // Who must act before the earliest day is told of it.
    let early = |own: &TermEffect| if for_office { early(lang, own.earliest) } else { String::new() };
    let items = terms.iter().map(|own| view! { <li>{format!("{} {}", effect(lang, own), early(own))}</li> });
    Some(
        view! {
            <div class="portal-effects">
                <p class="portal-caption">{t(lang, "effects-title")}</p>
                <ul>{works} {items.collect_view()}</ul>
            </div>
        }
        .into_any(),
    )
}

fn effect(lang: Lang, effect: &TermEffect) -> String {
    let what = move_words(lang, effect.change);
    let mut words = t_args(lang, "effect-term", &[("term", &effect.label), ("what", what)]);
    if effect.on_receipt {
        words.push(' ');
        words.push_str(t(lang, "effect-on-receipt"));
    }
    if let Some(due) = effect.due {
        let key = if effect.chosen { "effect-chosen-from" } else { "term-line-due" };
        words.push(' ');
        words.push_str(&t_args(lang, key, &[("day", &day_words(due, lang))]));
    } else if effect.chosen {
        words.push(' ');
        words.push_str(t(lang, "effect-chosen"));
    }
    if let Some(left) = effect.left {
        let left = t_count(lang, "term-days", u64::from(left.unsigned_abs()));
        words.push(' ');
        words.push_str(&t_args(lang, "term-line-left", &[("left", &left)]));
    }
    words
}
