//! What can be registered at an office, and what a list to be taken over may say.

use contract::{Lang, cases::Phase, office::ImportableProcedure};

use crate::{
    ctx::{Actor, Ctx},
    error::{Error, Result},
    identity::policy::{self, Action},
    procedures,
};

/// The procedures whose cases the actor may register: slug and short name, by name.
///
/// # Errors
/// [`Error::Forbidden`] for who works in no office that has a procedure.
pub async fn registrable(ctx: &Ctx, actor: &Actor, lang: Lang) -> Result<Vec<(String, String)>> {
    let of = importable(ctx, actor, lang).await?;
    Ok(of.into_iter().map(|procedure| (procedure.slug, procedure.name)).collect())
}

/// The same with the states that a case taken over may have.
///
/// # Errors
/// [`Error::Forbidden`] for who works in no office.
pub async fn importable(ctx: &Ctx, actor: &Actor, lang: Lang) -> Result<Vec<ImportableProcedure>> {
    if !policy::allows(actor, Action::Import) {
        return Err(Error::Forbidden);
    }
    let all = procedures::all_current(ctx).await?;
    let mut found = Vec::new();
    for definition in all {
        if !policy::allows(actor, Action::Register(&definition.meta.office)) {
            continue;
        }
        let texts = definition.text(lang);
        let states = definition.workflow.states.iter().filter(|state| state.phase != Phase::Draft);
        found.push(ImportableProcedure {
            slug: definition.slug().to_owned(),
            name: texts.service().short.clone(),
            states: states.map(|state| (state.id.clone(), texts.state(&state.id).label.to_owned())).collect(),
        });
    }
    if found.is_empty() {
        return Err(Error::Forbidden);
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}
