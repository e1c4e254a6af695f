//! The proof that an installation is whole: what `restore` ends with.

use domain::{
    Ctx, cases,
    documents::{self, StoreVerdict},
    office,
};

use super::BackupError;

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// Cases whose journals were replayed.
    pub cases: u64,
    /// Seals of the audit that were recomputed.
    pub seals: usize,
    /// Documents' bytes that were read and hashed.
    pub objects: u64,
    /// What does not hold, a sentence each; empty if all is well.
    pub problems: Vec<String>,
}

/// Replays every case, recomputes every seal of the audit, and reads every document's bytes.
///
/// # Errors
/// When database or store do not answer. What does not hold is no error.
pub async fn prove(ctx: &Ctx, with_objects: bool) -> Result<Proof, BackupError> {
    let mut problems = ctx.db.faults().await?;
    let seals = office::verify_seals(ctx).await?;
    if let Some(seal) = seals.broken_at {
        problems.push(format!("seal {seal} of the audit does not fit its rows"));
    }
    let replayed = cases::verify_cases(ctx).await?;
    problems.extend(replayed.broken.iter().map(|case| format!("the journal of case {case} does not hold")));
    let store = if with_objects { documents::verify_store(ctx).await? } else { StoreVerdict::default() };
    problems.extend(store.missing.iter().map(|key| format!("the object {key} is missing")));
    problems.extend(store.changed.iter().map(|key| format!("the object {key} is not what was given")));
    Ok(Proof { cases: replayed.cases, seals: seals.seals, objects: store.objects, problems })
}
