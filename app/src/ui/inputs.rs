//! One input of a question: a line of text, a list, a box to tick.

use contract::forms::{FieldView, InputView, PartKind, TICKED};
use leptos::prelude::*;

use super::field::Asked;
use crate::texts::t;

/// The HTML id of an input: the question's for the first, so that its label and the list of problems
/// lead there.
pub(super) fn id_of(field: &FieldView, part: &str) -> String {
    match field.inputs.iter().position(|input| input.part == part) {
        Some(place) if place > 0 => format!("{}-{part}", field.id),
        _ => field.id.clone(),
    }
}

/// The HTML id of a choice among buttons.
pub(super) fn choice_id(field: &FieldView, place: usize) -> String {
    if place == 0 { field.id.clone() } else { format!("{}-{}", field.id, place + 1) }
}

/// One input of a question of several, under its own label.
pub(super) fn part(asked: &Asked<'_>, input: &InputView) -> AnyView {
    let field = asked.field;
    let id = id_of(field, &input.part);
    let kind = asked.part_kind(&input.part);
    let label = t(asked.lang, part_key(&input.part));
    if kind == PartKind::Tick {
        return view! {
            <div class="portal-part portal-part-line">
                {tick(&id, &input.name, &input.value, label.to_owned(), asked.why(), asked.wrong(&input.part))}
            </div>
        }
        .into_any();
    }
    let control = if kind == PartKind::Choice {
        select(asked, &id, input, asked.why())
    } else {
        text_input(asked, input, asked.why())
    };
    view! {
        <div class=part_class(kind) class:portal-part-birth=input.part.starts_with("nato_")>
            <label class="active" r#for=id>{label}</label>
            {control}
        </div>
    }
    .into_any()
}

fn part_class(kind: PartKind) -> &'static str {
    match kind {
        PartKind::Day | PartKind::Month | PartKind::Province | PartKind::Sezione => "portal-part",
        PartKind::Foglio | PartKind::Particella | PartKind::Subalterno => "portal-part",
        PartKind::Year | PartKind::Cap => "portal-part portal-part-wide",
        PartKind::Short(limit) if limit <= 20 => "portal-part portal-part-wide",
        _ => "portal-part portal-part-line",
    }
}

/// A line of text.
pub(super) fn text_input(asked: &Asked<'_>, input: &InputView, described_by: Option<String>) -> AnyView {
    let field = asked.field;
    let kind = asked.part_kind(&input.part);
    let (html_type, keyboard) = match kind {
        PartKind::Email | PartKind::Pec => ("email", None),
        PartKind::Phone => ("tel", None),
        PartKind::Number | PartKind::Day | PartKind::Month | PartKind::Year | PartKind::Cap => {
            ("text", Some("numeric"))
        }
        PartKind::PartitaIva => ("text", Some("numeric")),
        PartKind::Money => ("text", Some("decimal")),
        _ => ("text", None),
    };
    let code = matches!(
        kind,
        PartKind::CodiceFiscale
            | PartKind::TaxCode
            | PartKind::Iban
            | PartKind::Plate
            | PartKind::Province
            | PartKind::PartitaIva
    );
    let plain = code || matches!(kind, PartKind::Email | PartKind::Pec | PartKind::Phone);
    let list = match kind {
        PartKind::Comune => Some("comuni"),
        PartKind::Street => Some("vie"),
        _ => None,
    };
    let suggestions = list.map(|_| format!("{}-elenco", id_of(field, &input.part)));
    let datalist = suggestions.clone().map(|id| view! { <datalist id=id></datalist> });
    view! {
        <input
            type=html_type
            class="form-control"
            id=id_of(field, &input.part)
            name=input.name.clone()
            value=input.value.clone()
            inputmode=keyboard
            list=suggestions
            data-elenco=list
            autocomplete=token(field, &input.part)
            autocapitalize=code.then_some("characters")
            spellcheck=plain.then_some("false")
            aria-describedby=described_by
            aria-invalid=asked.wrong(&input.part).then_some("true")
        />
        {datalist}
    }
    .into_any()
}

/// The rest of a date is asked of the same person: only birthdays have tokens for the parts.
fn token(field: &FieldView, part: &str) -> Option<String> {
    let own = field.autocomplete.as_deref()?;
    match (own, part) {
        (_, "") => Some(own.to_owned()),
        ("bday", "giorno") => Some("bday-day".to_owned()),
        ("bday", "mese") => Some("bday-month".to_owned()),
        ("bday", "anno") => Some("bday-year".to_owned()),
        _ => None,
    }
}

/// One of the question's choices, from a list.
pub(super) fn select(
    asked: &Asked<'_>,
    id: &str,
    input: &InputView,
    described_by: Option<String>,
) -> AnyView {
    let options = asked.field.choices.iter().map(|choice| {
        view! {
            <option value=choice.value.clone() selected=choice.value == input.value>
                {choice.label.clone()}
            </option>
        }
    });
    view! {
        <select
            class="form-select"
            id=id.to_owned()
            name=input.name.clone()
            aria-describedby=described_by
            aria-invalid=asked.wrong(&input.part).then_some("true")
        >
            <option value="">{t(asked.lang, "choice-none-yet")}</option>
            {options.collect_view()}
        </select>
    }
    .into_any()
}

/// A box to tick.
pub(crate) fn tick(
    id: &str,
    name: &str,
    value: &str,
    label: String,
    described_by: Option<String>,
    wrong: bool,
) -> AnyView {
    view! {
        <div class="form-check">
            <input
                type="checkbox"
                id=id.to_owned()
                name=name.to_owned()
                value="true"
                checked=value == TICKED || value == "true"
                aria-describedby=described_by
                aria-invalid=wrong.then_some("true")
            />
            <label class="active" r#for=id.to_owned()>{label}</label>
        </div>
    }
    .into_any()
}

/// The key of a part's label.
pub(crate) fn part_key(part: &str) -> &'static str {
    const KEYS: [(&str, &str); 26] = [
        ("giorno", "part-giorno"),
        ("mese", "part-mese"),
        ("anno", "part-anno"),
        ("foglio", "part-foglio"),
        ("particella", "part-particella"),
        ("subalterno", "part-subalterno"),
        ("sezione", "part-sezione"),
        ("via", "part-via"),
        ("civico", "part-civico"),
        ("cap", "part-cap"),
        ("comune", "part-comune"),
        ("nome", "part-nome"),
        ("cognome", "part-cognome"),
        ("codice_fiscale", "part-codice-fiscale"),
        ("senza_codice", "part-senza-codice"),
        ("nato_giorno", "part-nato-giorno"),
        ("nato_mese", "part-nato-mese"),
        ("nato_anno", "part-nato-anno"),
        ("nato_a", "part-nato-a"),
        ("denominazione", "part-denominazione"),
        ("partita_iva", "part-partita-iva"),
        ("pec", "part-pec"),
        ("ordine", "part-ordine"),
        ("provincia", "part-provincia"),
        ("numero", "part-numero"),
        ("email", "part-email"),
    ];
    KEYS.iter().find(|(name, _)| *name == part).map_or("part-giorno", |(_, key)| key)
}
