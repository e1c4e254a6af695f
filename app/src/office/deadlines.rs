//! The calendar of terms: what ends when in the office, the first to end first.

use contract::{
    Lang,
    cases::Binds,
    office::{DeadlineRow, Deadlines},
    time::day_words,
};
use leptos::prelude::*;

use crate::{
    catalogue::took_words,
    layout::{Frame, Page, Section, document},
    routes,
    texts::{t, t_args},
};

/// The heading of what the office still has to do.
const OVERDUE: &str = "deadlines-overdue";

/// The calendar of terms of an office.
#[must_use]
pub fn office_deadlines(frame: &Frame, shown: &Deadlines) -> String {
    let lang = frame.lang;
    let title = t(lang, "deadlines-title");
    let page = Page::new(Section::Office, title).under(t(lang, "inbox-title"), routes::office_inbox(lang));
    document(frame, &page, || {
        let groups = grouped(shown).into_iter().map(|(key, rows)| section(lang, key, &rows));
        let overdue = section(lang, OVERDUE, &shown.overdue.iter().collect::<Vec<_>>());
        let late = section(lang, "deadlines-long-over", &shown.late.iter().collect::<Vec<_>>());
        let none = (shown.rows.is_empty() && shown.late.is_empty() && shown.overdue.is_empty())
            .then(|| view! { <p>{t(lang, "deadlines-none")}</p> });
        let more = shown.more.then(|| view! { <p>{t(lang, "deadlines-more")}</p> });
        view! {
            <h1>{title}</h1>
            <p>{t(lang, "deadlines-lead")}</p>
            {filters(lang, shown)}
            {none}
            {overdue}
            {groups.collect_view()}
            {more}
            {late}
            {took(lang, shown)}
        }
    })
}

/// Terms under a heading, if there are any.
fn section(lang: Lang, key: &'static str, rows: &[&DeadlineRow]) -> Option<AnyView> {
    let over = key == OVERDUE;
    let items = rows.iter().map(|row| view! { <li class="portal-term">{one(lang, row, over)}</li> });
    (!rows.is_empty()).then(|| {
        view! {
            <section class="portal-group">
                <h2 class="h4">{t(lang, key)}</h2>
                <ul class="portal-terms">{items.collect_view()}</ul>
            </section>
        }
        .into_any()
    })
}

/// How long the cases of the office took: what is published, for who answers for it.
fn took(lang: Lang, shown: &Deadlines) -> Option<AnyView> {
    if shown.took.is_empty() {
        return None;
    }
    let services = shown.took.iter().map(|service| {
        view! {
            <dt>{service.title.clone()}</dt>
            <dd>{took_words(lang, &service.took)}</dd>
        }
    });
    Some(
        view! {
            <section class="portal-group">
                <h2 class="h4">{t(lang, "deadlines-times")}</h2>
                <p>{t(lang, "times-left-out")}</p>
                <dl>{services.collect_view()}</dl>
            </section>
        }
        .into_any(),
    )
}

fn filters(lang: Lang, shown: &Deadlines) -> AnyView {
    let whose = [
        (None, "deadlines-all"),
        (Some(Binds::Office), "deadlines-office"),
        (Some(Binds::Applicant), "deadlines-applicant"),
        (Some(Binds::Body), "deadlines-body"),
        (Some(Binds::Others), "deadlines-others"),
        (Some(Binds::Nobody), "deadlines-nobody"),
    ];
    let whose = whose.map(|(binds, key)| link(lang, key, binds, shown.mine, shown.binds == binds));
    let mine = [(false, "deadlines-of-all"), (true, "deadlines-of-mine")];
    let mine = mine.map(|(mine, key)| link(lang, key, shown.binds, mine, shown.mine == mine));
    view! {
        <nav aria-label=t(lang, "deadlines-filter")>
            <ul class="portal-filters">{whose.collect_view()}</ul>
            <ul class="portal-filters">{mine.collect_view()}</ul>
        </nav>
    }
    .into_any()
}

fn link(lang: Lang, key: &'static str, binds: Option<Binds>, mine: bool, current: bool) -> AnyView {
    let href = routes::office_deadlines_of(lang, binds, mine);
    view! {
        <li>
            <a href=href aria-current=current.then_some("true")>
                {t(lang, key)}
            </a>
        </li>
    }
    .into_any()
}

/// A heading, and the days left that belong under it.
type Nearness = (&'static str, fn(i32) -> bool);

/// The terms by how near they are, the empty groups left out.
fn grouped(shown: &Deadlines) -> Vec<(&'static str, Vec<&DeadlineRow>)> {
    let left = |row: &&DeadlineRow| (row.earliest - shown.today).get_days();
    let groups: [Nearness; 4] = [
        ("deadlines-over", |left| left < 0),
        ("deadlines-week", |left| (0..7).contains(&left)),
        ("deadlines-month", |left| (7..31).contains(&left)),
        ("deadlines-later", |left| left >= 31),
    ];
    let group =
        |(key, holds): Nearness| (key, shown.rows.iter().filter(|row| holds(left(row))).collect::<Vec<_>>());
    groups.into_iter().map(group).filter(|(_, rows)| !rows.is_empty()).collect()
}

fn one(lang: Lang, row: &DeadlineRow, over: bool) -> AnyView {
    let day = |day| day_words(day, lang);
    let term = if row.body.is_empty() { row.term.clone() } else { format!("{} – {}", row.term, row.body) };
    let who = t(
        lang,
        match row.binds {
            Binds::Office => "deadlines-by-office",
            Binds::Applicant => "deadlines-by-applicant",
            Binds::Body => "deadlines-by-body",
            Binds::Others => "deadlines-by-others",
            Binds::Nobody => "deadlines-by-nobody",
        },
    );
    let usual = match row.nominal {
        Some(nominal) if nominal != row.earliest => {
            Some(t_args(lang, "deadlines-usual", &[("day", &day(nominal))]))
        }
        Some(_) => None,
        None => Some(t(lang, "deadlines-still").to_owned()),
    };
    let usual = usual.map(|words| view! { <p>{words}</p> });
    let rolled = row.latest.filter(|latest| Some(*latest) != row.nominal);
    let rolled =
        rolled.map(|latest| view! { <p>{t_args(lang, "term-rolled", &[("day", &day(latest))])}</p> });
    let free = (!row.taken).then(|| view! { <p>{t(lang, "deadlines-free")}</p> });
    let name = t_args(lang, "case-name", &[("procedure", &row.procedure), ("number", &row.number)]);
    // Of what is over the words say what has become of it.
    let silence = match over {
        true => row.silence.clone(),
        false => t_args(lang, "deadlines-silence", &[("words", &row.silence)]),
    };
    view! {
        <p>
            <strong>{day(row.earliest)}</strong>
            {format!(" – {term} ({who})")}
        </p>
        <p>
            <a href=routes::office_case(lang, row.case)>{name}</a>
            {format!(" – {}", row.state)}
        </p>
        {(!row.about.is_empty()).then(|| view! { <p>{row.about.clone()}</p> })}
        {row.own.then(|| view! { <p>{t(lang, "office-own")}</p> })}
        {usual}
        {rolled}
        <p>{silence}</p>
        {free}
    }
    .into_any()
}
