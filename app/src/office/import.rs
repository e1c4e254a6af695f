//! Taking over the open cases of the office's earlier list.

use contract::office::{ArrivalField, ImportableProcedure, Misread};
use leptos::prelude::*;

use crate::{
    layout::{Frame, Page, Section, document},
    routes,
    texts::{code_line, t, t_args},
    ui::{WrongLine, problem_line, summary_of_problems},
};

/// The form that takes over a list; `wrong` is what was wrong with the last one, line by line.
#[must_use]
pub fn office_import(frame: &Frame, procedures: &[ImportableProcedure], wrong: &[Misread]) -> String {
    let lang = frame.lang;
    let title = t(lang, "import-title");
    let page = Page::new(Section::Office, title)
        .under(t(lang, "inbox-title"), routes::office_inbox(lang))
        .wrong_if(!wrong.is_empty());
    document(frame, &page, || {
        let problem = (!wrong.is_empty())
            .then(|| problem_line(lang, "file-errore".to_owned(), t(lang, "import-nothing-taken")));
        let described = if wrong.is_empty() { "file-aiuto" } else { "file-aiuto file-errore" };
        view! {
            {problems(frame, wrong)}
            <div class="portal-text">
                <h1>{title}</h1>
                <p>{t(lang, "import-lead")}</p>
                {columns(frame)}
                {states(frame, procedures)}
                <form
                    method="post"
                    action=routes::office_import(lang)
                    enctype="multipart/form-data"
                    class="portal-form"
                    novalidate
                >
                    <div class="form-group portal-field">
                        <label class="active" r#for="file">{t(lang, "import-file")}</label>
                        <p class="portal-hint" id="file-aiuto">{t(lang, "import-file-hint")}</p>
                        {problem}
                        <input
                            type="file"
                            class="portal-file-input"
                            id="file"
                            name="file"
                            accept=".csv,text/csv"
                            aria-describedby=described
                        />
                    </div>
                    <button type="submit" class="btn btn-primary" name="azione" value="importa">
                        {t(lang, "import-button")}
                    </button>
                </form>
            </div>
        }
    })
}

fn problems(frame: &Frame, wrong: &[Misread]) -> Option<AnyView> {
    let lang = frame.lang;
    let lines: Vec<WrongLine> = wrong
        .iter()
        .take(50)
        .map(|one| {
            let why = code_line(lang, one.code);
            let words = match one.line {
                Some(line) => {
                    let label = t(lang, &format!("arrival-{}", one.field.as_str()));
                    let line = line.to_string();
                    t_args(lang, "import-line", &[("line", &line), ("column", label), ("why", &why)])
                }
                None => why,
            };
            WrongLine { words, href: Some("#file".to_owned()) }
        })
        .collect();
    (!lines.is_empty()).then(|| summary_of_problems(lang, t(lang, "import-problems"), lines))
}

fn columns(frame: &Frame) -> AnyView {
    let lang = frame.lang;
    let needed = |field: &ArrivalField| ArrivalField::NEEDED.contains(field);
    let others = ArrivalField::ALL.into_iter().filter(|field| !needed(field) && *field != ArrivalField::File);
    let rows = ArrivalField::NEEDED.into_iter().chain(others).map(|field| {
        let name = field.column();
        let must = if needed(&field) { "import-needed" } else { "import-free" };
        view! {
            <tr role="row">
                <th role="rowheader" scope="row"><code>{name}</code></th>
                <td role="cell" data-label=t(lang, "import-column-what")>{t(lang, &format!("import-column-{name}"))}</td>
                <td role="cell" data-label=t(lang, "import-column-must")>{t(lang, must)}</td>
            </tr>
        }
    });
    view! {
        <table class="table portal-table" role="table">
            <caption class="caption-top">{t(lang, "import-columns")}</caption>
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{t(lang, "import-column")}</th>
                    <th role="columnheader" scope="col">{t(lang, "import-column-what")}</th>
                    <th role="columnheader" scope="col">{t(lang, "import-column-must")}</th>
                </tr>
            </thead>
            <tbody role="rowgroup">{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}

fn states(frame: &Frame, procedures: &[ImportableProcedure]) -> AnyView {
    let lang = frame.lang;
    let of = procedures.iter().map(|procedure| {
        let states = procedure.states.iter().map(|(word, label)| {
            view! { <li><code>{word.clone()}</code> {format!(": {label}")}</li> }
        });
        view! {
            <h3 class="h6"><code>{procedure.slug.clone()}</code> {format!(": {}", procedure.name)}</h3>
            <ul>{states.collect_view()}</ul>
        }
    });
    view! {
        <details class="portal-disclosure">
            <summary>
                <h2 class="h5">{t(lang, "import-words")}</h2>
            </summary>
            {of.collect_view()}
        </details>
    }
    .into_any()
}
