//! Moving a case to the version of its procedure that is in force: what would change, and the form that does it.

use contract::{
    Lang,
    cases::{MovePage, MoveRefusal},
    money::euros,
    time::day_words,
};
use leptos::prelude::*;

use super::foreseen::consequences;
use crate::{
    cases::change_words,
    layout::{Frame, Page, Section, document},
    routes,
    texts::{code_line, t, t_args},
    ui::{WrongLine, back_link, case_name, hidden, problem_line, summary_of_problems, text_area},
};

/// The page that compares, with the form where the case can be moved.
#[must_use]
pub fn office_move(frame: &Frame, asked: &MovePage) -> String {
    let lang = frame.lang;
    let title = t(lang, "move-title");
    let page = Page::new(Section::Office, title)
        .under(t(lang, "inbox-title"), routes::office_inbox(lang))
        .wrong_if(asked.problem.is_some());
    document(frame, &page, || {
        let wrong = asked.problem.map(|why| {
            let words = code_line(lang, why);
            let href = asked.refused.is_none().then(|| "#motivo".to_owned());
            summary_of_problems(lang, "", vec![WrongLine { words, href }])
        });
        let versions = [
            ("from", asked.from.to_string()),
            ("to", asked.to.to_string()),
            ("day", day_words(asked.valid_from, lang)),
        ];
        let versions = versions.each_ref().map(|(name, value)| (*name, value.as_str()));
        view! {
            {wrong}
            <div class="portal-text">
                {back_link(&frame.assets, routes::office_case(lang, asked.case), t(lang, "reply-back"))}
                <h1>{title}</h1>
                <p>{case_name(&asked.procedure, &asked.number)}</p>
                <p>{t_args(lang, "move-versions", &versions)}</p>
                <p>{t(lang, "move-lead")}</p>
                {compared(lang, asked)}
                {match asked.refused {
                    Some(why) => refused(lang, why),
                    None => form(lang, asked),
                }}
            </div>
        }
    })
}

fn compared(lang: Lang, asked: &MovePage) -> AnyView {
    let mut lines = consequences(lang, &asked.comes);
    if let Some((before, after)) = asked.fees {
        let [before, after] = [before, after].map(|cents| euros(cents, lang));
        lines.push(t_args(lang, "move-fees", &[("before", &before), ("after", &after)]));
    }
    lines.extend(asked.changes.iter().map(|change| change_words(lang, change)));
    let list = if lines.is_empty() {
        view! { <p>{t(lang, "move-nothing")}</p> }.into_any()
    } else {
        let items = lines.into_iter().map(|words| view! { <li class="portal-break">{words}</li> });
        view! { <ul>{items.collect_view()}</ul> }.into_any()
    };
    view! {
        <h2 class="h4">{t(lang, "move-changes")}</h2>
        {list}
    }
    .into_any()
}

fn refused(lang: Lang, why: MoveRefusal) -> AnyView {
    let words = match why {
        MoveRefusal::Loses => t(lang, "move-loses"),
        MoveRefusal::Impossible => t(lang, "move-impossible"),
        MoveRefusal::Counted => t(lang, "move-counted"),
    };
    view! {
        <p class="alert alert-warning">
            <strong>{t(lang, "move-refused")}</strong>
            {format!(" {words}")}
        </p>
    }
    .into_any()
}

fn form(lang: Lang, asked: &MovePage) -> AnyView {
    let problem =
        asked.problem.map(|why| problem_line(lang, "motivo-errore".to_owned(), &code_line(lang, why)));
    let described = if problem.is_some() { "motivo-aiuto motivo-errore" } else { "motivo-aiuto" };
    view! {
        <form method="post" action=routes::office_move(lang, asked.case) class="portal-form" novalidate>
            {hidden("versione", asked.row_version)}
            {hidden("verso", asked.hash.clone())}
            <div class="form-group portal-field">
                <label class="active" r#for="motivo">{t(lang, "move-reason")}</label>
                <p class="portal-hint" id="motivo-aiuto">{t(lang, "move-reason-hint")}</p>
                {problem}
                {text_area("motivo", "motivo", &asked.typed, 4, Some(described.to_owned()), asked.problem.is_some())}
            </div>
            <div class="portal-buttons">
                <button type="submit" class="btn btn-primary" name="azione" value="sposta">
                    {t_args(lang, "move-button", &[("to", &asked.to.to_string())])}
                </button>
                <a class="btn btn-outline-primary" href=routes::office_case(lang, asked.case)>
                    {t(lang, "move-stay")}
                </a>
            </div>
        </form>
    }
    .into_any()
}

/// The link on the case's page, where there is another version in force.
pub(super) fn movable(lang: Lang, case: &contract::cases::CasePage) -> Option<AnyView> {
    let to = case.desk.as_ref()?.movable?;
    Some(
        view! {
            <section class="portal-group">
                <h2 class="h4">{t(lang, "move-title")}</h2>
                <p>{t_args(lang, "move-offer", &[("to", &to.to_string())])}</p>
                <p>
                    <a href=routes::office_move(lang, case.case)>{t(lang, "move-see")}</a>
                </p>
            </section>
        }
        .into_any(),
    )
}
