//! Who declares or certifies a part of a form, and what confirms it.

use contract::{
    Lang,
    cases::{Confirmation, StatementPerson, StatementView},
    forms::SectionAct,
};
use leptos::prelude::*;

use crate::texts::t_args;

/// Whose words a page of questions is, on one line.
pub(crate) fn statement_line(lang: Lang, statement: &StatementView) -> AnyView {
    let people: Vec<&str> = statement.people.iter().map(|person| person.name.as_str()).collect();
    let people = (!people.is_empty()).then(|| format!(" – {}", people.join(", ")));
    view! { <p class="portal-statement">{act(lang, statement)} {people}</p> }.into_any()
}

/// Who answers for a part, each with what confirms it.
pub(super) fn statement(lang: Lang, statement: &StatementView) -> AnyView {
    let people = statement.people.iter().map(|person| {
        view! {
            <li>
                <strong>{person.name.clone()}</strong>
                {format!(": {}", confirmation(lang, person))}
            </li>
        }
    });
    let people = (!statement.people.is_empty())
        .then(|| view! { <ul class="portal-people">{people.collect_view()}</ul> });
    view! {
        <p class="portal-statement">{act(lang, statement)}</p>
        {people}
    }
    .into_any()
}

fn act(lang: Lang, statement: &StatementView) -> String {
    let key = match statement.act {
        SectionAct::Declared => "statement-declared",
        SectionAct::Certified => "statement-certified",
    };
    t_args(lang, key, &[("role", &statement.role)])
}

fn confirmation(lang: Lang, person: &StatementPerson) -> String {
    let (key, words) = match &person.confirmed {
        Confirmation::BySending => ("confirmed-by-sending", String::new()),
        Confirmation::Sent(at) => ("confirmed-sent", at.words(lang)),
        Confirmation::BySigning => ("confirmed-by-signing", String::new()),
        Confirmation::Signed(at) => ("confirmed-signed", at.words(lang)),
        Confirmation::ByDocument(title) => ("confirmed-by-document", title.clone()),
        Confirmation::Document(title) => ("confirmed-document", title.clone()),
        Confirmation::Declined => ("confirmed-declined", String::new()),
        Confirmation::Nothing => ("confirmed-nothing", String::new()),
    };
    t_args(lang, key, &[("words", &words)])
}
