//! "Paga un avviso": what is about to be paid, and the form that finds one notice more. Nobody has to log in.

use contract::{
    Code, Lang,
    money::euros,
    payments::{BasketPage, CODE_FIELD, MOST_TOGETHER, NAV_FIELD, NoticeForm, NoticeProblem, NoticeView},
};
use leptos::prelude::*;

use super::pieces::{civil_day, print_link, which};
use crate::{
    layout::{Frame, Page, Section, document},
    routes,
    texts::{code, code_hint, t, t_args},
    ui::{WrongLine, alert, field_class, problem_line, summary_of_problems},
};

/// What a session is about to pay. `problem` is why a payment could not be begun.
#[must_use]
pub fn payments(frame: &Frame, basket: &BasketPage, problem: Option<Code>) -> String {
    let lang = frame.lang;
    let title = t(lang, "payments-title");
    let wrong = problem.is_some() || !basket.form.problems.is_empty();
    document(frame, &Page::new(Section::Payments, title).wrong_if(wrong), || {
        view! {
            {problems(lang, &basket.form, problem)}
            <div class="portal-text">
                <h1>{title}</h1>
                <p class="lead">{t(lang, "payments-lead")}</p>
                {frame.viewer.is_none().then(|| own(lang))}
                {to_pay(lang, basket)}
                {(basket.notices.len() < MOST_TOGETHER).then(|| form(lang, basket))}
            </div>
        }
    })
}

fn own(lang: Lang) -> AnyView {
    view! {
        <p>
            <span>{format!("{} ", t(lang, "payments-own"))}</span>
            <a href=routes::taxes(lang)>{t(lang, "taxes-title")}</a>
            "."
        </p>
    }
    .into_any()
}

/// What is wrong, for the box at the top of the page.
fn problems(lang: Lang, form: &NoticeForm, problem: Option<Code>) -> Option<AnyView> {
    if let Some(why) = problem {
        let line = WrongLine { words: code_hint(lang, why).to_owned(), href: None };
        return Some(summary_of_problems(lang, code(lang, why), vec![line]));
    }
    let lines = form.problems.iter().map(|problem| WrongLine {
        words: words(lang, *problem).to_owned(),
        // Where no more notices are taken there is no field to lead to.
        href: (*problem != NoticeProblem::Full).then(|| format!("#{}", problem.field())),
    });
    let lines: Vec<WrongLine> = lines.collect();
    (!lines.is_empty()).then(|| summary_of_problems(lang, "", lines))
}

fn words(lang: Lang, problem: NoticeProblem) -> &'static str {
    t(lang, &format!("notice-problem-{}", problem.key()))
}

/// The notices found so far, with what they come to.
fn to_pay(lang: Lang, basket: &BasketPage) -> Option<AnyView> {
    if basket.notices.is_empty() {
        return None;
    }
    let items = basket.notices.iter().map(|notice| found(lang, notice));
    let sum = euros(basket.total, lang);
    let pay = if basket.online {
        view! {
            <form method="post" action=routes::payment_begin(lang)>
                <button type="submit" class="btn btn-primary" name="azione" value="paga">
                    {t_args(lang, "payments-pay-all", &[("sum", &sum)])}
                </button>
            </form>
            <p class="portal-hint">{t(lang, "payments-pay-where")}</p>
        }
        .into_any()
    } else {
        alert("alert alert-info", None, t(lang, "payments-off"))
    };
    Some(
        view! {
            <section class="portal-group">
                <h2 class="h4">{t(lang, "payments-basket")}</h2>
                <ul class="portal-cards">{items.collect_view()}</ul>
                <p>
                    <span>{format!("{}: ", t(lang, "payments-total"))}</span>
                    <strong>{sum.clone()}</strong>
                </p>
                {pay}
            </section>
        }
        .into_any(),
    )
}

fn found(lang: Lang, notice: &NoticeView) -> AnyView {
    let due = notice.due.map(|due| {
        view! {
            <p>
                <span>{format!("{} ", t(lang, "notice-due"))}</span>
                {civil_day(lang, due)}
            </p>
        }
    });
    view! {
        <li class="portal-card">
            <h3 class="h5">{notice.reason.clone()}</h3>
            <p>
                <strong>{euros(notice.cents, lang)}</strong>
            </p>
            {due}
            <p>
                <span>{format!("{}: ", t(lang, "notice-nav"))}</span>
                <span>{notice.nav.clone()}</span>
            </p>
            <p class="portal-card-actions">{print_link(lang, notice)}</p>
            <form method="post" action=routes::payment_remove(lang, notice.id)>
                <button type="submit" class="portal-link-button" name="azione" value="togli">
                    <span>{t(lang, "payments-remove")}</span>
                    {which(lang, notice)}
                </button>
            </form>
        </li>
    }
    .into_any()
}

fn form(lang: Lang, basket: &BasketPage) -> AnyView {
    let title = if basket.notices.is_empty() { "payments-find" } else { "payments-add" };
    let (form, first) = (&basket.form, basket.notices.is_empty());
    let class = if first { "btn btn-primary" } else { "btn btn-outline-primary" };
    view! {
        <section class="portal-group">
            <h2 class="h4">{t(lang, title)}</h2>
            <form method="post" action=routes::payments(lang) novalidate class="portal-form">
                {input(lang, form, NAV_FIELD, "payments-nav", "payments-nav-hint", &form.nav)}
                {input(lang, form, CODE_FIELD, "payments-code", "payments-code-hint", &form.code)}
                <button type="submit" class=class name="azione" value="cerca">{t(lang, "payments-search")}</button>
            </form>
        </section>
    }
    .into_any()
}

fn input(
    lang: Lang,
    form: &NoticeForm,
    name: &'static str,
    label: &'static str,
    hint: &'static str,
    typed: &str,
) -> AnyView {
    let problem = form.problems.iter().copied().find(|problem| problem.field() == name);
    let (hint_id, error_id) = (format!("{name}-aiuto"), format!("{name}-errore"));
    let described = if problem.is_some() { format!("{hint_id} {error_id}") } else { hint_id.clone() };
    let class = field_class(problem.is_some());
    view! {
        <div class=class>
            <label class="active" r#for=name>{t(lang, label)}</label>
            <p class="portal-hint" id=hint_id>{t(lang, hint)}</p>
            {problem.map(|problem| problem_line(lang, error_id, words(lang, problem)))}
            <input
                type="text"
                class="form-control"
                id=name
                name=name
                value=typed.to_owned()
                inputmode=(name == NAV_FIELD).then_some("numeric")
                autocomplete="off"
                autocapitalize="characters"
                spellcheck="false"
                aria-describedby=described
                aria-invalid=problem.is_some().then_some("true")
            />
        </div>
    }
    .into_any()
}
