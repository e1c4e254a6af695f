//! The documents of a case for a body that got a link to them.

use contract::{Lang, cases::SharedFile, ids::DocumentId, time::day_words};
use leptos::prelude::*;

use crate::{
    layout::{Frame, Page, Section, document},
    messages::register_name,
    routes,
    texts::{size, t, t_args},
};

/// What a link shows: which act it came with, and the documents.
#[must_use]
pub fn shared_file(frame: &Frame, file: &SharedFile) -> String {
    let lang = frame.lang;
    let title = t_args(lang, "shared-title", &[("procedure", &file.procedure), ("number", &file.number)]);
    document(frame, &Page::new(Section::Elsewhere, &title), || {
        let until = day_words(file.until, lang);
        let body = if file.over {
            view! { <p>{t_args(lang, "shared-over", &[("office", &file.office)])}</p> }.into_any()
        } else {
            listed(lang, file)
        };
        let lead = [("ente", file.ente.as_str()), ("recipient", file.recipient.as_str())];
        let number = register_name(lang, &file.protocollo);
        view! {
            <div class="portal-text">
                <h1>{title.clone()}</h1>
                <p class="lead">{t_args(lang, "shared-lead", &lead)}</p>
                <p>{t_args(lang, "shared-act", &[("kind", &file.kind), ("number", &number), ("office", &file.office)])}</p>
                {(!file.over).then(|| view! { <p>{t_args(lang, "shared-until", &[("day", &until)])}</p> })}
                {body}
            </div>
        }
    })
}

fn listed(lang: Lang, file: &SharedFile) -> AnyView {
    let link = |id: DocumentId, words: String| {
        view! { <a href=routes::shared_document(lang, &file.token, id)>{words}</a> }
    };
    let act = file
        .act
        .map(|id| view! { <p>{link(id, t_args(lang, "shared-read-act", &[("kind", &file.kind)]))}</p> });
    let items = file.documents.iter().map(|one| {
        let title = if one.title.is_empty() { t(lang, "shared-other").to_owned() } else { one.title.clone() };
        view! {
            <li class="portal-break">
                {link(one.id, one.name.clone())} <br />
                <span class="portal-caption">{format!("{title}, {}", size(lang, one.size))}</span>
            </li>
        }
    });
    let documents = if file.documents.is_empty() {
        view! { <p>{t(lang, "shared-none")}</p> }.into_any()
    } else {
        view! { <ul class="portal-links">{items.collect_view()}</ul> }.into_any()
    };
    view! {
        {act}
        <h2 class="h4">{t(lang, "shared-documents")}</h2>
        {documents}
    }
    .into_any()
}
