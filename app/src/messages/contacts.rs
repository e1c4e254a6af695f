//! How somebody wants to be reached: the form of the profile page.

use contract::{
    Lang,
    messages::{Channel, ContactForm, ContactProblem, LONGEST_POSTAL},
};
use leptos::prelude::*;

use crate::{
    routes,
    texts::{self, t, t_args},
    ui::{WrongLine, field_class, hidden, problem_line, summary_of_problems, text_area},
};

/// The input that a problem is about.
fn place(problem: ContactProblem) -> &'static str {
    match problem {
        ContactProblem::EmailWrong | ContactProblem::EmailMissing => "email",
        ContactProblem::PecMissing | ContactProblem::PecWrong => "pec",
        ContactProblem::PostalMissing | ContactProblem::PostalTooLong => "indirizzo",
    }
}

fn words(lang: Lang, problem: ContactProblem) -> String {
    match problem {
        ContactProblem::EmailWrong => t(lang, "contacts-email-wrong").to_owned(),
        ContactProblem::EmailMissing => t(lang, "contacts-email-missing").to_owned(),
        ContactProblem::PecMissing => t(lang, "contacts-pec-missing").to_owned(),
        ContactProblem::PecWrong => t(lang, "contacts-pec-wrong").to_owned(),
        ContactProblem::PostalMissing => t(lang, "contacts-postal-missing").to_owned(),
        ContactProblem::PostalTooLong => {
            t_args(lang, "contacts-postal-long", &[("limit", &LONGEST_POSTAL.to_string())])
        }
    }
}

/// What is wrong with the form, for the box at the top of the page.
pub(crate) fn contact_problems(lang: Lang, form: &ContactForm) -> Option<AnyView> {
    let refused = form.refused.map(|code| WrongLine {
        words: format!("{}. {}", texts::code(lang, code).trim_end_matches('.'), texts::code_hint(lang, code)),
        href: None,
    });
    let wrong = form.problems.iter().map(|problem| WrongLine {
        words: words(lang, *problem),
        href: Some(format!("#{}", place(*problem))),
    });
    let lines: Vec<WrongLine> = refused.into_iter().chain(wrong).collect();
    (!lines.is_empty()).then(|| summary_of_problems(lang, "", lines))
}

/// The form.
pub(crate) fn contacts(lang: Lang, form: &ContactForm) -> AnyView {
    view! {
        <section class="portal-group" id="contatti">
            <h2 class="h4">{t(lang, "contacts-title")}</h2>
            <p>{t(lang, "contacts-lead")}</p>
            <form method="post" action=routes::reach(lang) novalidate class="portal-form">
                {hidden("versione", form.row_version)}
                {radios(lang, "avvisi", "contacts-notices", &[
                    ("si", "contacts-notices-yes", form.notices),
                    ("no", "contacts-notices-no", !form.notices),
                ])}
                {line(lang, form, "email", "contacts-email", &form.email, email_hint(lang, form))}
                {radios(lang, "lingua", "contacts-language", &[
                    ("it", "contacts-language-it", form.lang == Lang::It),
                    ("en", "contacts-language-en", form.lang == Lang::En),
                ])}
                {radios(lang, "canale", "contacts-channel", &[
                    (Channel::Portal.as_str(), "contacts-channel-portal", form.channel == Channel::Portal),
                    (Channel::Pec.as_str(), "contacts-channel-pec", form.channel == Channel::Pec),
                    (Channel::Paper.as_str(), "contacts-channel-paper", form.channel == Channel::Paper),
                ])}
                {line(lang, form, "pec", "contacts-pec", &form.pec, t(lang, "contacts-pec-hint").to_owned())}
                {postal(lang, form)}
                <button type="submit" class="btn btn-primary" name="azione" value="salva">
                    {t(lang, "contacts-save")}
                </button>
            </form>
        </section>
    }
    .into_any()
}

fn email_hint(lang: Lang, form: &ContactForm) -> String {
    match &form.login_email {
        Some(email) => t_args(lang, "contacts-email-hint", &[("email", email)]),
        None => t(lang, "contacts-email-hint-none").to_owned(),
    }
}

fn radios(
    lang: Lang,
    name: &'static str,
    legend: &'static str,
    choices: &[(&'static str, &'static str, bool)],
) -> AnyView {
    let choices = choices.iter().enumerate().map(|(index, (value, key, chosen))| {
        let id = if index == 0 { name.to_owned() } else { format!("{name}-{}", index + 1) };
        view! {
            <div class="form-check">
                <input type="radio" id=id.clone() name=name value=*value checked=*chosen/>
                <label class="active" r#for=id>{t(lang, key)}</label>
            </div>
        }
    });
    view! {
        <fieldset class="form-group portal-field">
            <legend>{t(lang, legend)}</legend>
            {choices.collect_view()}
        </fieldset>
    }
    .into_any()
}

/// The problem of an input, its line and the ids that describe the input.
fn wrong(lang: Lang, form: &ContactForm, id: &str) -> (Option<AnyView>, String, &'static str) {
    let problem = form.problems.iter().find(|problem| place(**problem) == id);
    let line = problem.map(|problem| problem_line(lang, format!("{id}-errore"), &words(lang, *problem)));
    let described = match problem {
        Some(_) => format!("{id}-aiuto {id}-errore"),
        None => format!("{id}-aiuto"),
    };
    let class = field_class(problem.is_some());
    (line, described, class)
}

fn line(
    lang: Lang,
    form: &ContactForm,
    id: &'static str,
    label: &'static str,
    value: &str,
    hint: String,
) -> AnyView {
    let (problem, described, class) = wrong(lang, form, id);
    let invalid = problem.is_some().then_some("true");
    view! {
        <div class=class>
            <label class="active" r#for=id>{t(lang, label)}</label>
            <p class="portal-hint" id=format!("{id}-aiuto")>{hint}</p>
            {problem}
            <input
                type="email"
                class="form-control"
                id=id
                name=id
                value=value.to_owned()
                autocomplete=(id == "email").then_some("email")
                spellcheck="false"
                aria-describedby=described
                aria-invalid=invalid
            />
        </div>
    }
    .into_any()
}

fn postal(lang: Lang, form: &ContactForm) -> AnyView {
    let (problem, described, class) = wrong(lang, form, "indirizzo");
    let area = text_area("indirizzo", "indirizzo", &form.postal, 3, Some(described), problem.is_some());
    view! {
        <div class=class>
            <label class="active" r#for="indirizzo">{t(lang, "contacts-postal")}</label>
            <p class="portal-hint" id="indirizzo-aiuto">{t(lang, "contacts-postal-hint")}</p>
            {problem}
            {area}
        </div>
    }
    .into_any()
}
