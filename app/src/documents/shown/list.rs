//! Files of a case in a list: name, size, what the check found.

use contract::{
    Lang,
    documents::{CheckState, DocumentRow, OFFICE_ONLY},
};
use leptos::prelude::*;

use crate::{
    routes,
    texts::{check, code, size, t, t_args, t_count},
};

/// Files with the document that each one answers.
pub(crate) fn document_list(lang: Lang, files: &[DocumentRow]) -> AnyView {
    if files.is_empty() {
        return view! { <p>{t(lang, "documents-none")}</p> }.into_any();
    }
    let items = files.iter().map(|file| {
        let title = match file.slot_title.as_str() {
            "" if file.slot == OFFICE_ONLY => t(lang, "document-office-only").to_owned(),
            "" => t(lang, "document-arrived").to_owned(),
            title => title.to_owned(),
        };
        view! {
            <li class="portal-file">
                <span class="portal-caption">{title}</span>
                {file_line(lang, file)}
            </li>
        }
    });
    view! { <ul class="portal-files">{items.collect_view()}</ul> }.into_any()
}

/// A file's name as a link with its size, and the state of its check in words.
pub(crate) fn file_line(lang: Lang, file: &DocumentRow) -> AnyView {
    let class = match file.check {
        CheckState::Verified => "portal-check",
        CheckState::Checking => "portal-check portal-check-running",
        CheckState::ToExamine | CheckState::Unopened | CheckState::Refused => {
            "portal-check portal-check-attention"
        }
    };
    let mut facts = vec![check(lang, file.check).to_owned()];
    // Facts stand side by side: a sentence among them loses its full stop.
    facts.extend(file.reason.map(|why| code(lang, why).trim_end_matches('.').to_owned()));
    facts.extend(file.found.pages.map(|pages| t_count(lang, "file-pages", u64::from(pages))));
    if file.reserved {
        let words = t(lang, "document-reserved");
        return view! { <span class="portal-file-name">{words}</span> }.into_any();
    }
    if !file.found.signers.is_empty() {
        facts.push(t_args(lang, "file-signers", &[("names", &file.found.signers.join(", "))]));
    }
    view! {
        <span class="portal-file-name">
            <a href=routes::document(lang, file.id)>{format!("{} ({})", file.name, size(lang, file.size))}</a>
        </span>
        <span class=class>{facts.join(" · ")}</span>
        {reading(lang, file)}
    }
    .into_any()
}

/// The ways to read a checked file without saving it: shown by the browser, and as text.
fn reading(lang: Lang, file: &DocumentRow) -> Option<AnyView> {
    if file.check != CheckState::Verified {
        return None;
    }
    let text = file.found.pages.is_some().then(|| {
        view! {
            <a href=routes::document_text(lang, file.id)>
                <span>{t(lang, "document-text-link")}</span>
                <span class="visually-hidden">{format!(" {}", file.name)}</span>
            </a>
        }
    });
    let shown = file.found.signers.is_empty().then(|| {
        view! {
            <a href=routes::document_shown(lang, file.id)>
                <span>{t(lang, "document-read")}</span>
                <span class="visually-hidden">{format!(" {}", file.name)}</span>
            </a>
        }
    });
    Some(view! { <span class="portal-file-ways">{shown} " " {text}</span> }.into_any())
}
