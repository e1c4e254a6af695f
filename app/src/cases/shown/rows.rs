//! The list of rows of a group that repeats: change one, remove one, add one.

use contract::{
    Lang,
    cases::{RowView, RowsView, StepPage},
};
use leptos::prelude::*;

use crate::{layout::Frame, routes, texts::t, ui::hidden};

/// The rows, each with its links, and the way on.
pub(super) fn row_list(frame: &Frame, step: &StepPage, rows: &RowsView) -> AnyView {
    let lang = frame.lang;
    let list = if rows.rows.is_empty() {
        view! { <p>{t(lang, "rows-none")}</p> }.into_any()
    } else {
        let items = rows.rows.iter().map(|row| row_line(lang, step, row));
        view! { <ul class="portal-rows">{items.collect_view()}</ul> }.into_any()
    };
    let add = rows.add.as_ref().map(|words| {
        view! {
            <p>
                <a class="btn btn-outline-primary" href=routes::target(lang, step.case, &rows.new)>{words.clone()}</a>
            </p>
        }
    });
    // From the summary one goes back there; else on, unless something is still wrong here.
    let go_on = if step.from_summary {
        routes::summary(lang, step.case)
    } else if let Some(wrong) = rows.rows.iter().find(|row| row.wrong) {
        routes::step_with_problems(lang, step.case, &wrong.page)
    } else if rows.problem.is_some() && rows.rows.is_empty() {
        routes::step_with_problems(lang, step.case, &step.step)
    } else {
        routes::target(lang, step.case, &step.next)
    };
    view! {
        <p class="portal-hint">{t(lang, "rows-lead")}</p>
        {list}
        {add}
        <div class="portal-buttons">
            <a class="btn btn-primary" href=go_on>{t(lang, "rows-go-on")}</a>
        </div>
    }
    .into_any()
}

fn row_line(lang: Lang, step: &StepPage, row: &RowView) -> AnyView {
    let of = format!(": {} {}", row.name, row.words);
    let wrong = row.wrong.then(|| {
        view! { <span class="badge portal-badge portal-badge-waiting">{t(lang, "rows-wrong")}</span> }
    });
    view! {
        <li class="portal-row">
            <p class="portal-row-name">
                <strong>{row.name.clone()}</strong>
                <span>{format!(" {}", row.words)}</span>
                {wrong}
            </p>
            <div class="portal-row-actions">
                <a href=routes::target(lang, step.case, &row.target)>
                    <span>{t(lang, "rows-change")}</span>
                    <span class="visually-hidden">{of.clone()}</span>
                </a>
                <form method="post" action=routes::remove_row(lang, step.case, &row.page)>
                    {hidden("versione", row.row_version)}
                    <button type="submit" class="portal-link-button" name="azione" value="togli">
                        <span>{t(lang, "rows-remove")}</span>
                        <span class="visually-hidden">{of}</span>
                    </button>
                </form>
            </div>
        </li>
    }
    .into_any()
}
