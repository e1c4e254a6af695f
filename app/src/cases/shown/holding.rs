//! Who holds a case: where it is given to somebody else, taken, accepted.

use contract::{
    Code, Lang,
    cases::{CasePage, HandingPage, HandingRow, HoldingPage, MAX_HANDING, OpenHanding},
};
use leptos::prelude::*;

use crate::{
    layout::{Frame, Page, Section, document},
    routes,
    texts::{code, code_hint, code_line, t, t_args},
    ui::{
        WrongLine, alert, back_link, case_name, field_class, paragraphs, problem_line, summary_of_problems,
        text_area, time, words_at,
    },
};

/// The fields of the forms.
const CODE: &str = "codice_fiscale";
const WORDS: &str = "testo";

/// What was typed and refused.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HoldingTyped {
    /// The codice fiscale.
    pub fiscal_code: String,
    /// The words.
    pub words: String,
    /// Why.
    pub problem: Option<Code>,
}

/// Says to whose case it is, and who does not hold it, that they only read; where they may take it.
pub(super) fn only_reads(lang: Lang, case: &CasePage) -> Option<AnyView> {
    case.holding.only_reads.then(|| {
        view! {
            <div class="alert alert-info" role="note">
                <p>{t_args(lang, "holding-only-reads", &[("holder", &case.holding.holder)])}</p>
                <p>
                    <a href=routes::holding(lang, case.case)>{t(lang, "holding-take-link")}</a>
                </p>
            </div>
        }
        .into_any()
    })
}

/// Who holds a case, among its facts.
pub(super) fn holder_line(lang: Lang, case: &CasePage) -> AnyView {
    let change = (!case.holding.only_reads).then(|| {
        view! {
            " "
            <a href=routes::holding(lang, case.case)>{t(lang, "holding-change")}</a>
        }
    });
    view! {
        <div class="portal-answer">
            <dt>{t(lang, "holding-title")}</dt>
            <dd>
                <span>{case.holding.holder.clone()}</span>
                {change}
                {declined(lang, case)}
            </dd>
        </div>
    }
    .into_any()
}

/// Who was to hold it and did not take it: the giver holds it on, and may ask somebody else.
fn declined(lang: Lang, case: &CasePage) -> Option<AnyView> {
    let declined = case.holding.declined.as_ref()?;
    let words = t_args(lang, "holding-declined", &[("code", &declined.fiscal_code)]);
    Some(view! { <p class="portal-hint">{words_at(lang, &words, declined.at)}</p> }.into_any())
}

/// The cases that wait for the person to say whether they take them, at the top of the personal area.
pub(super) fn given_list(lang: Lang, given: &[HandingRow]) -> Option<AnyView> {
    let items = given.iter().map(|row| {
        view! {
            <li class="portal-card">
                <h3 class="h5">
                    <a href=routes::handing(lang, row.id)>
                        {t_args(lang, "case-name", &[("procedure", &row.procedure), ("number", &row.number)])}
                    </a>
                </h3>
                <p>
                    {words_at(lang, &t_args(lang, "handing-by", &[("by", &row.by)]), row.asked_at)}
                </p>
            </li>
        }
    });
    (!given.is_empty()).then(|| {
        view! {
            <h2 class="h4">{t(lang, "handing-list")}</h2>
            <ul class="portal-cards">{items.collect_view()}</ul>
        }
        .into_any()
    })
}

/// Who holds a case, with the form of who may change that.
#[must_use]
pub fn holding(frame: &Frame, held: &HoldingPage, typed: &HoldingTyped) -> String {
    let lang = frame.lang;
    let title = t(lang, "holding-title");
    let name = t_args(lang, "case-name", &[("procedure", &held.procedure), ("number", &held.number)]);
    let page = Page::new(Section::Personal, title)
        .under(name, routes::case(lang, held.case))
        .wrong_if(typed.problem.is_some());
    document(frame, &page, || {
        let who = if held.own { t(lang, "holding-yours").to_owned() } else { theirs(lang, held) };
        view! {
            {problems(lang, typed)}
            <div class="portal-text">
                <h1>{title}</h1>
                <p>{case_name(&held.procedure, &held.number)}</p>
                <p>{who}</p>
                {change(lang, held, typed)}
            </div>
        }
    })
}

fn theirs(lang: Lang, held: &HoldingPage) -> String {
    t_args(lang, "holding-theirs", &[("holder", &held.holder)])
}

/// The one thing that this reader can do.
fn change(lang: Lang, held: &HoldingPage, typed: &HoldingTyped) -> AnyView {
    match &held.open {
        Some(open) => waiting(lang, held, open),
        None if held.own => give(lang, held, typed),
        None if held.may_take => take(lang, held, typed),
        None => {
            let people = [("n", held.titolari.to_string()), ("holder", held.holder.clone())];
            let people: Vec<(&str, &str)> =
                people.iter().map(|(name, value)| (*name, value.as_str())).collect();
            alert("alert alert-info", None, &t_args(lang, "holding-many", &people))
        }
    }
}

fn problems(lang: Lang, typed: &HoldingTyped) -> Option<AnyView> {
    let why = typed.problem?;
    let href = match why {
        Code::TextTooLong => Some(format!("#{WORDS}")),
        Code::FiscalCodeWrong | Code::OwnFiscalCode => Some(format!("#{CODE}")),
        _ => None,
    };
    let line = WrongLine { words: code_hint(lang, why).to_owned(), href };
    Some(summary_of_problems(lang, code(lang, why), vec![line]))
}

fn waiting(lang: Lang, held: &HoldingPage, open: &OpenHanding) -> AnyView {
    view! {
        <section class="portal-group">
            <h2 class="h4">{t(lang, "holding-open-title")}</h2>
            <p>
                {words_at(lang, &t_args(lang, "holding-open", &[("code", &open.fiscal_code)]), open.asked_at)}
            </p>
            <p>{t(lang, "holding-open-wait")}</p>
            <form method="post" action=routes::holding(lang, held.case)>
                <button type="submit" class="btn btn-outline-danger" name="azione" value="annulla">
                    {t(lang, "holding-withdraw")}
                </button>
            </form>
        </section>
    }
    .into_any()
}

fn give(lang: Lang, held: &HoldingPage, typed: &HoldingTyped) -> AnyView {
    let wrong = matches!(typed.problem, Some(Code::FiscalCodeWrong | Code::OwnFiscalCode));
    let problem = typed.problem.filter(|_| wrong).map(|why| {
        let words = code_line(lang, why);
        problem_line(lang, format!("{CODE}-errore"), &words)
    });
    view! {
        <section class="portal-group">
            <h2 class="h4">{t(lang, "holding-give-title")}</h2>
            {paragraphs(t(lang, "holding-give-lead"))}
            <form method="post" action=routes::holding(lang, held.case) novalidate class="portal-form">
                <div class=field_class(wrong)>
                    <label class="active" r#for=CODE>{t(lang, "holding-code")}</label>
                    {problem}
                    <input
                        type="text"
                        class="form-control"
                        id=CODE
                        name=CODE
                        value=typed.fiscal_code.clone()
                        autocomplete="off"
                        autocapitalize="characters"
                        spellcheck="false"
                        aria-describedby=wrong.then(|| format!("{CODE}-errore"))
                        aria-invalid=wrong.then_some("true")
                    />
                </div>
                {words(lang, "holding-words", typed)}
                <button type="submit" class="btn btn-primary" name="azione" value="affida">
                    {t(lang, "holding-give")}
                </button>
            </form>
        </section>
    }
    .into_any()
}

fn take(lang: Lang, held: &HoldingPage, typed: &HoldingTyped) -> AnyView {
    view! {
        <section class="portal-group">
            <h2 class="h4">{t(lang, "holding-take-title")}</h2>
            {paragraphs(&t_args(lang, "holding-take-lead", &[("holder", &held.holder)]))}
            <form method="post" action=routes::holding(lang, held.case) novalidate class="portal-form">
                {words(lang, "holding-why", typed)}
                <button type="submit" class="btn btn-primary" name="azione" value="subentra">
                    {t(lang, "holding-take")}
                </button>
            </form>
        </section>
    }
    .into_any()
}

fn words(lang: Lang, label: &'static str, typed: &HoldingTyped) -> AnyView {
    let wrong = typed.problem == Some(Code::TextTooLong);
    let (hint, error) = (format!("{WORDS}-aiuto"), format!("{WORDS}-errore"));
    let described = if wrong { format!("{hint} {error}") } else { hint.clone() };
    let problem = wrong.then(|| {
        let words = code_line(lang, Code::TextTooLong);
        problem_line(lang, error, &words)
    });
    view! {
        <div class=field_class(wrong)>
            <label class="active" r#for=WORDS>{t(lang, label)}</label>
            <p class="portal-hint" id=hint>
                {t_args(lang, "text-limit", &[("limit", &MAX_HANDING.to_string())])}
            </p>
            {problem}
            {text_area(WORDS, WORDS, &typed.words, 3, Some(described), wrong)}
        </div>
    }
    .into_any()
}

/// A case that somebody gives to the reader, who says whether they take it.
#[must_use]
pub fn handing(frame: &Frame, given: &HandingPage) -> String {
    let lang = frame.lang;
    let (row, title) = (&given.row, t(lang, "handing-title"));
    let line = |key: &'static str, value: String| {
        view! {
            <div class="portal-answer">
                <dt>{t(lang, key)}</dt>
                <dd>{value}</dd>
            </div>
        }
    };
    let wrote = (!given.words.is_empty()).then(|| {
        view! {
            <blockquote class="portal-message">
                <p class="portal-message-body">{given.words.clone()}</p>
            </blockquote>
        }
    });
    document(frame, &Page::new(Section::Personal, title), || {
        view! {
            {back_link(&frame.assets, routes::dashboard(lang), t(lang, "dashboard-title"))}
            <div class="portal-text">
                <h1>{title}</h1>
                <p>
                    {words_at(lang, &t_args(lang, "handing-by", &[("by", &row.by)]), row.asked_at)}
                </p>
                <section class="portal-group">
                    <h2 class="h4">{case_name(&row.procedure, &row.number)}</h2>
                    <dl class="portal-answers">
                        <div class="portal-answer">
                            <dt>{t(lang, "case-received-at")}</dt>
                            <dd>{time(lang, given.received_at)}</dd>
                        </div>
                        {line("handing-state", given.state.clone())}
                        {line("case-office", given.office.clone())}
                    </dl>
                    {wrote}
                </section>
                {paragraphs(t(lang, "handing-lead"))}
                <form method="post" action=routes::handing(lang, row.id) class="portal-actions">
                    <button type="submit" class="btn btn-primary" name="azione" value="accetta">
                        {t(lang, "handing-take")}
                    </button>
                    " "
                    <button type="submit" class="btn btn-outline-danger" name="azione" value="rifiuta">
                        {t(lang, "handing-decline")}
                    </button>
                </form>
            </div>
        }
    })
}
