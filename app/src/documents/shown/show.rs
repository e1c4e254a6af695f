//! The page where documents are given: one section for each document asked for.

use contract::{
    Code,
    cases::DocumentsPage,
    documents::{CheckState, SlotView},
};
use leptos::prelude::*;

use super::{
    super::upload_island::{UploadQueue, UploadWords},
    list::file_line,
};
use crate::{
    layout::{Frame, Page, Runs, Section, document},
    routes,
    texts::{code, code_hint, size, t, t_args, t_count},
    ui::{self, WrongLine, back_link, field_class, hidden, previous, problem_line, summary_of_problems},
};

/// The documents of a draft: what is asked for, what is there, a form for one more file each.
#[must_use]
pub fn documents(frame: &Frame, documents: &DocumentsPage) -> String {
    let lang = frame.lang;
    let title = t(lang, "documents-title");
    let mut page = Page::new(Section::Personal, format!("{title} – {}", documents.procedure))
        .wrong_if(documents.problem.is_some());
    page.runs = Some(Runs::Islands);
    document(frame, &page, || {
        let back =
            previous(lang, documents.case, &documents.steps).unwrap_or_else(|| routes::dashboard(lang));
        let sections = documents.slots.iter().map(|slot| section(frame, documents, slot));
        view! {
            {back_link(&frame.assets, back, t(lang, "back"))}
            {problems(frame, documents)}
            <p class="portal-caption portal-caption-strong">{documents.procedure.clone()}</p>
            <h1>{title}</h1>
            {ui::steps(lang, documents.case, &documents.steps, ui::Way::Link)}
            <div class="portal-text">
                <p>{t(lang, "documents-lead")}</p>
                {still_checking(frame, documents)}
                {sections.collect_view()}
                <div class="portal-buttons">
                    <a class="btn btn-primary" href=routes::summary(lang, documents.case)>{t(lang, "documents-go-on")}</a>
                    <a class="btn btn-outline-primary" href=routes::dashboard(lang)>{t(lang, "documents-later")}</a>
                </div>
            </div>
        }
    })
}

fn problems(frame: &Frame, documents: &DocumentsPage) -> Option<AnyView> {
    let lang = frame.lang;
    let (slot, why) = documents.problem.as_ref()?;
    let title = documents.slots.iter().find(|asked| asked.slot == *slot).map(|asked| asked.title.as_str());
    let words = format!("{}: {}", title.unwrap_or(slot), refusal(frame, *why));
    // A full document has no form any more: its section is the place to look at.
    let full = documents.slots.iter().any(|asked| asked.slot == *slot && files_left(asked) == 0);
    let href = if full { format!("#documento-{slot}") } else { format!("#file-{slot}") };
    Some(summary_of_problems(lang, "", vec![WrongLine { words, href: Some(href) }]))
}

fn refusal(frame: &Frame, why: Code) -> String {
    format!("{} {}", code(frame.lang, why), code_hint(frame.lang, why))
}

fn still_checking(frame: &Frame, documents: &DocumentsPage) -> Option<AnyView> {
    let lang = frame.lang;
    let mut files = documents.slots.iter().flat_map(|slot| &slot.files);
    files.any(|file| file.check == CheckState::Checking).then(|| {
        view! {
            <p class="alert alert-info">
                <span>{format!("{} ", t(lang, "documents-checking"))}</span>
                <a class="alert-link" href=routes::documents(lang, documents.case)>{t(lang, "documents-refresh")}</a>
            </p>
        }
        .into_any()
    })
}

fn files_left(slot: &SlotView) -> u32 {
    slot.max_files.saturating_sub(u32::try_from(slot.files.len()).unwrap_or(u32::MAX))
}

fn section(frame: &Frame, documents: &DocumentsPage, slot: &SlotView) -> AnyView {
    let lang = frame.lang;
    let title = if slot.optional {
        t_args(lang, "label-optional", &[("label", &slot.title)])
    } else {
        slot.title.clone()
    };
    let left = files_left(slot);
    let add = if left == 0 {
        view! { <p class="portal-hint">{t_count(lang, "documents-full", u64::from(slot.max_files))}</p> }
            .into_any()
    } else {
        upload_form(frame, documents, slot, left)
    };
    view! {
        <section class="portal-group" id=format!("documento-{}", slot.slot) tabindex="-1">
            <h2 class="h4">{title}</h2>
            <p>{slot.hint.clone()}</p>
            {slot.superfluous.then(|| view! { <p class="portal-note">{t(lang, "documents-superfluous")}</p> })}
            {files(frame, documents, slot)}
            {(!slot.superfluous).then_some(add)}
        </section>
    }
    .into_any()
}

fn files(frame: &Frame, documents: &DocumentsPage, slot: &SlotView) -> Option<AnyView> {
    let lang = frame.lang;
    if slot.files.is_empty() {
        return None;
    }
    let items = slot.files.iter().map(|file| {
        view! {
            <li class="portal-file">
                {file_line(lang, file)}
                <form method="post" action=routes::remove_document(lang, documents.case, file.id)>
                    <button type="submit" class="portal-link-button" name="azione" value="rimuovi">
                        <span>{t(lang, "documents-remove")}</span>
                        <span class="visually-hidden">{format!(" {}", file.name)}</span>
                    </button>
                </form>
            </li>
        }
    });
    Some(view! { <ul class="portal-files">{items.collect_view()}</ul> }.into_any())
}

fn upload_form(frame: &Frame, documents: &DocumentsPage, slot: &SlotView, left: u32) -> AnyView {
    let lang = frame.lang;
    let (input_id, hint_id, problem_id) = (
        format!("file-{}", slot.slot),
        format!("file-{}-aiuto", slot.slot),
        format!("file-{}-errore", slot.slot),
    );
    let problem = documents.problem.as_ref().filter(|(wrong, _)| *wrong == slot.slot).map(|(_, why)| *why);
    let described_by = if problem.is_some() { format!("{hint_id} {problem_id}") } else { hint_id.clone() };
    let class = field_class(problem.is_some());
    let label = if slot.files.is_empty() { "documents-choose" } else { "documents-choose-another" };
    let limits = t_args(
        lang,
        "documents-limits",
        &[
            ("kinds", &slot.kinds.join(", ")),
            ("size", &size(lang, slot.max_bytes)),
            ("files", &slot.max_files.to_string()),
        ],
    );
    view! {
        <form
            method="post"
            action=routes::documents(lang, documents.case)
            enctype="multipart/form-data"
            id=format!("carica-{}", slot.slot)
            class="portal-form portal-upload-form"
            novalidate
        >
            {hidden("slot", &slot.slot)}
            <div class=class>
                <label class="active" r#for=input_id.clone()>
                    <span>{t(lang, label)}</span>
                    <span class="visually-hidden">{format!(" – {}", slot.title)}</span>
                </label>
                <p class="portal-hint" id=hint_id>{limits}</p>
                {problem.map(|why| problem_line(lang, problem_id, &refusal(frame, why)))}
                <input
                    type="file"
                    class="portal-file-input"
                    id=input_id
                    name="file"
                    accept=slot.accept.clone()
                    aria-describedby=described_by
                    aria-invalid=problem.is_some().then_some("true")
                />
            </div>
            <button type="submit" class="btn btn-outline-primary" name="azione" value="carica">
                <span>{t(lang, "documents-upload")}</span>
                <span class="visually-hidden">{format!(" – {}", slot.title)}</span>
            </button>
        </form>
        <UploadQueue lang=lang case=documents.case document=slot.slot.clone() point=None files_left=left words=upload_words(frame)/>
    }
    .into_any()
}

/// The island's sentences; it puts the file's name where `{name}` stands.
pub(crate) fn upload_words(frame: &Frame) -> UploadWords {
    let lang = frame.lang;
    let named = |key: &str| t_args(lang, key, &[("name", "{name}")]);
    UploadWords {
        progress: t(lang, "upload-progress").to_owned(),
        started: named("upload-started"),
        half: named("upload-half"),
        done: named("upload-done"),
        waiting: t(lang, "upload-waiting").to_owned(),
        cancelled: named("upload-cancelled"),
        broken: named("upload-broken-line"),
        cancel: t(lang, "upload-cancel").to_owned(),
        again: t(lang, "upload-again").to_owned(),
        remove: t(lang, "documents-remove").to_owned(),
        error: t(lang, "error-prefix").to_owned(),
        wait: t(lang, "upload-wait").to_owned(),
        left: t(lang, "upload-left").to_owned(),
    }
}
