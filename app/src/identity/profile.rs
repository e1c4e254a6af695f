//! The profile: identity data from the login, shown and not editable, and where one is logged in.

use contract::{identity::Profile, messages::ContactForm};
use leptos::prelude::*;

use crate::{
    layout::{Frame, Page, Section, document},
    messages::{contact_problems, contacts},
    routes,
    texts::{role, t},
    ui::{time, words_at},
};

/// The profile of who is logged in.
#[must_use]
pub fn profile(frame: &Frame, profile: &Profile, form: &ContactForm) -> String {
    let lang = frame.lang;
    let title = t(lang, "profile-title");
    let page = Page::new(Section::Personal, title)
        .under(t(lang, "dashboard-title"), routes::dashboard(lang))
        .wrong_if(!form.problems.is_empty() || form.refused.is_some());
    document(frame, &page, || {
        view! {
            {contact_problems(lang, form)}
            <div class="portal-text">
                <h1>{title}</h1>
                <p>{t(lang, "profile-lead")}</p>
                {facts(frame, profile)}
                {contacts(lang, form)}
                <h2 class="h4">{t(lang, "profile-sessions")}</h2>
                {sessions(frame, profile)}
                <form method="post" action=routes::logout_everywhere(lang)>
                    <p>{t(lang, "profile-everywhere-explain")}</p>
                    <button type="submit" class="btn btn-outline-primary" name="azione" value="esci">
                        {t(lang, "profile-everywhere")}
                    </button>
                </form>
            </div>
        }
    })
}

fn facts(frame: &Frame, profile: &Profile) -> AnyView {
    let lang = frame.lang;
    let line = |key: &'static str, value: String| {
        view! {
            <div class="portal-answer">
                <dt>{t(lang, key)}</dt>
                <dd>{value}</dd>
            </div>
        }
    };
    let roles: Vec<&str> = profile.roles.iter().map(|held| role(lang, *held)).collect();
    let email = profile.email.clone().unwrap_or_else(|| t(lang, "answer-none").to_owned());
    view! {
        <dl class="portal-answers">
            {line("profile-given-name", profile.given_name.clone())}
            {line("profile-family-name", profile.family_name.clone())}
            {line("profile-fiscal-code", profile.fiscal_code.clone())}
            {line("profile-email", email)}
            {(!roles.is_empty()).then(|| line("profile-roles", roles.join(", ")))}
        </dl>
    }
    .into_any()
}

fn sessions(frame: &Frame, profile: &Profile) -> AnyView {
    let lang = frame.lang;
    let rows = profile.sessions.iter().map(|session| {
        let here =
            session.current.then(|| view! { <strong>{format!(" – {}", t(lang, "session-here"))}</strong> });
        view! {
            <li>
                {words_at(lang, t(lang, "session-from"), session.logged_in_at)}
                <span>{format!(", {} ", t(lang, "session-last"))}</span>
                {time(lang, session.last_seen_at)}
                {here}
            </li>
        }
    });
    view! { <ul>{rows.collect_view()}</ul> }.into_any()
}
