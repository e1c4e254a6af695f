//! Who answers for each part of a form, and what confirms it: sending, a signature in the portal, a document.

use std::collections::BTreeMap;

use contract::{
    Lang,
    cases::{Confirmation, SignatureState, SignatureView, StatementPerson, StatementView},
    documents::CheckState,
    forms::{Filling, Section},
    time::Moment,
};

use super::progress;
use crate::{documents::CaseFile, procedures::Definition};

/// What a case has that confirms who answers for what.
pub(super) struct Proofs<'p> {
    /// The codice fiscale of who sends the case, or sent it.
    pub(super) sender: &'p str,
    /// When it was sent; `None` for a draft.
    pub(super) sent: Option<Moment>,
    /// The signatures that the answers ask for.
    pub(super) signatures: &'p [SignatureView],
    /// The files that are there.
    pub(super) files: &'p [CaseFile],
}

/// The statement of each part of the form that somebody answers for, by the part's id.
pub(super) fn statements(
    definition: &Definition,
    lang: Lang,
    filling: &Filling<'_>,
    proofs: &Proofs<'_>,
) -> BTreeMap<String, StatementView> {
    let of = |section: &Section| {
        let confirmed = |code: &str| proofs.of(definition, lang, filling, section, code);
        (section.id.clone(), statement(definition, lang, filling, section, confirmed))
    };
    definition.form.sections.iter().map(of).collect()
}

/// The statement of one part, while it is being filled: whose it is, not yet what confirms it.
pub(super) fn of_part(
    definition: &Definition,
    lang: Lang,
    filling: &Filling<'_>,
    part: Option<&str>,
) -> Option<StatementView> {
    let section = definition.form.section(part?)?;
    Some(statement(definition, lang, filling, section, |_| Confirmation::Nothing))
}

fn statement(
    definition: &Definition,
    lang: Lang,
    filling: &Filling<'_>,
    section: &Section,
    confirmed: impl Fn(&str) -> Confirmation,
) -> StatementView {
    StatementView {
        act: section.act,
        role: definition.text(lang).section(&section.id).role.to_owned(),
        people: people(definition, filling, &section.by)
            .into_iter()
            .map(|(name, code)| StatementPerson { name, confirmed: confirmed(&code) })
            .collect(),
    }
}

/// The names that a question was answered with, each with its codice fiscale in upper case, empty for who has none.
fn people(definition: &Definition, filling: &Filling<'_>, question: &str) -> Vec<(String, String)> {
    let Some((step, question)) = definition.form.question(question) else { return Vec::new() };
    if !filling.step_shown(step) {
        return Vec::new();
    }
    let mut named: Vec<(String, String)> = Vec::new();
    for page in filling.pages_of(step).iter().filter(|page| filling.shown(question, page.row)) {
        let of = |part: &str| filling.answers(page).of(question, part).trim().to_owned();
        let name = format!("{} {}", of("nome"), of("cognome")).trim().to_owned();
        let code: String = of("codice_fiscale").split_whitespace().collect::<String>().to_uppercase();
        let person = (name, code);
        if !person.0.is_empty() && !named.contains(&person) {
            named.push(person);
        }
    }
    named
}

impl Proofs<'_> {
    /// What confirms the words of somebody for a part: what one did oneself goes before a document.
    fn of(
        &self,
        definition: &Definition,
        lang: Lang,
        filling: &Filling<'_>,
        section: &Section,
        code: &str,
    ) -> Confirmation {
        if !code.is_empty() && code == self.sender {
            return self.sent.map_or(Confirmation::BySending, Confirmation::Sent);
        }
        let signature = self.signatures.iter().find(|of| !code.is_empty() && of.fiscal_code == code);
        if let Some(signature) = signature {
            return match signature.state {
                SignatureState::Signed(at) => Confirmation::Signed(at),
                SignatureState::Declined(..) => Confirmation::Declined,
                _ => Confirmation::BySigning,
            };
        }
        let asked = section.documents.iter().find(|slot| progress::counts(definition, filling, slot));
        let Some(slot) = asked else { return Confirmation::Nothing };
        let title = definition.text(lang).slot(slot).title.to_owned();
        let there = |file: &CaseFile| file.slot == *slot && file.check != CheckState::Refused;
        match (self.files.iter().any(there), self.sent) {
            (true, _) => Confirmation::Document(title),
            (false, None) => Confirmation::ByDocument(title),
            (false, Some(_)) => Confirmation::Nothing,
        }
    }
}
