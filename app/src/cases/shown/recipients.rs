//! Whom an act goes to beside whose case it is.

use contract::{
    Lang,
    cases::{ActField, ActionView, RECIPIENTS_FIELD, RecipientsForm},
};
use leptos::prelude::*;

use super::act_fields::field_id;
use crate::{
    texts::{code_line, t, t_args, t_count},
    ui::{field_class, problem_line, text_area},
};

/// Where the bodies that are chosen are written to, and the place for others.
pub(super) fn recipient_fields(lang: Lang, action: &ActionView) -> Option<AnyView> {
    let form = action.recipients.as_ref()?;
    Some(view! { {addresses(lang, form)} {asked(lang, form)} {documents(lang, form)} {(form.most > 0).then(|| others(lang, action, form))} }.into_any())
}

/// The names of those without an address: the office sends them the act itself.
fn unknown(lang: Lang, bodies: &[(String, String)]) -> Option<AnyView> {
    let unknown: Vec<&str> =
        bodies.iter().filter(|(_, address)| address.is_empty()).map(|(name, _)| name.as_str()).collect();
    (!unknown.is_empty()).then(|| {
        let words = t_args(lang, "action-bodies-unknown", &[("bodies", &unknown.join(", "))]);
        view! { <p class="portal-hint">{words}</p> }.into_any()
    })
}

/// For how long bodies read the documents of the case, where they do.
fn documents(lang: Lang, form: &RecipientsForm) -> Option<AnyView> {
    (form.documents_days > 0 && !(form.bodies.is_empty() && form.asked.is_empty())).then(|| {
        let words = t_count(lang, "action-bodies-documents", form.documents_days.into());
        view! { <p class="portal-hint">{words}</p> }.into_any()
    })
}

/// The bodies that get the act because they were asked in the case.
fn asked(lang: Lang, form: &RecipientsForm) -> Option<AnyView> {
    if form.asked.is_empty() {
        return None;
    }
    let names: Vec<&str> = form.asked.iter().map(|(name, _)| name.as_str()).collect();
    let goes = t_args(lang, "action-bodies-asked", &[("bodies", &names.join(", "))]);
    Some(view! { <p>{goes}</p> {unknown(lang, &form.asked)} }.into_any())
}

fn addresses(lang: Lang, form: &RecipientsForm) -> Option<AnyView> {
    if form.bodies.is_empty() {
        return None;
    }
    let known = form.bodies.iter().filter(|(_, address)| !address.is_empty());
    let known = known.map(|(name, address)| view! { <li>{format!("{name}: {address}")}</li> });
    let known: Vec<_> = known.collect();
    let any = !known.is_empty();
    Some(
        view! {
            <details class="portal-field">
                <summary>{t(lang, "action-bodies-addresses")}</summary>
                {any.then(|| view! { <ul>{known}</ul> })}
                {unknown(lang, &form.bodies)}
            </details>
        }
        .into_any(),
    )
}

fn others(lang: Lang, action: &ActionView, form: &RecipientsForm) -> AnyView {
    let id = field_id(ActField::Recipients, action);
    let (hint_id, problem_id) = (format!("{id}-aiuto"), format!("{id}-errore"));
    let why = action.problem_at(ActField::Recipients);
    let only_id = format!("{id}-riservato");
    let described =
        [Some(&only_id).filter(|_| form.only), Some(&hint_id), Some(&problem_id).filter(|_| why.is_some())];
    let described = described.into_iter().flatten().cloned().collect::<Vec<_>>().join(" ");
    let problem = why.map(|why| problem_line(lang, problem_id, &code_line(lang, why)));
    let class = field_class(why.is_some());
    let label = if form.only { "action-recipients" } else { "action-recipients-more" };
    let reserved = form
        .only
        .then(|| view! { <p class="portal-hint" id=only_id>{t(lang, "action-recipients-only")}</p> });
    let hint = t_args(lang, "action-recipients-hint", &[("most", &form.most.to_string())]);
    view! {
        <div class=class>
            <label class="active" r#for=id.clone()>{t(lang, label)}</label>
            {reserved}
            <p class="portal-hint" id=hint_id>{hint}</p>
            {problem}
            {text_area(&id, RECIPIENTS_FIELD, &form.typed, 4, Some(described), why.is_some())}
        </div>
    }
    .into_any()
}
