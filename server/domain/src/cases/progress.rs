//! What is there and what is missing in a draft.

use std::collections::BTreeMap;

use contract::{
    Lang,
    cases::{StepLink, StepTarget},
    documents::CheckState,
    forms::{Answers, done, problems},
    ids::CaseId,
};
use entity::cases::case_answers;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::{documents::CaseFile, error::Result, procedures::Definition};

/// The answers of a case, group by group, each with the version of its row.
#[derive(Debug, Clone, Default)]
pub(super) struct Filled {
    pub(super) answers: BTreeMap<String, Answers>,
    pub(super) versions: BTreeMap<String, i64>,
}

impl Filled {
    pub(super) async fn load(db: &impl ConnectionTrait, case: CaseId) -> Result<Self> {
        let rows =
            case_answers::Entity::find().filter(case_answers::Column::CaseId.eq(case.0)).all(db).await?;
        let mut filled = Self::default();
        for row in rows {
            filled.versions.insert(row.step.clone(), row.row_version);
            filled.answers.insert(row.step, serde_json::from_str(&row.answers)?);
        }
        Ok(filled)
    }

    pub(super) fn of(&self, step: &str) -> Answers {
        self.answers.get(step).cloned().unwrap_or_default()
    }

    pub(super) fn version(&self, step: &str) -> i64 {
        self.versions.get(step).copied().unwrap_or(0)
    }

    pub(super) fn step_done(&self, definition: &Definition, step: &str) -> bool {
        definition.step(step).is_some_and(|step| done(step, &self.of(&step.id)))
    }

    /// Whether every group is complete.
    pub(super) fn complete(&self, definition: &Definition) -> bool {
        definition.form.steps.iter().all(|step| problems(step, &self.of(&step.id)).is_empty())
    }
}

/// Slots that must have a file and have none that counts.
pub(super) fn missing_slots<'a>(definition: &'a Definition, files: &[CaseFile]) -> Vec<&'a str> {
    definition
        .slots
        .iter()
        .filter(|slot| !slot.optional)
        .filter(|slot| !files.iter().any(|file| file.slot == slot.id && file.check != CheckState::Refused))
        .map(|slot| slot.id.as_str())
        .collect()
}

/// Whether the documents are all there and none was refused.
pub(super) fn documents_done(definition: &Definition, files: &[CaseFile]) -> bool {
    missing_slots(definition, files).is_empty() && files.iter().all(|file| file.check != CheckState::Refused)
}

/// The list of steps, the current one marked.
pub(super) fn step_links(
    definition: &Definition,
    lang: Lang,
    filled: &Filled,
    files: &[CaseFile],
    current: &StepTarget,
) -> Vec<StepLink> {
    let mut links: Vec<StepLink> = definition
        .form
        .steps
        .iter()
        .map(|step| {
            let target = StepTarget::Questions(step.id.clone());
            StepLink {
                title: definition.text(lang).step(&step.id).title.to_owned(),
                current: target == *current,
                done: filled.step_done(definition, &step.id),
                target,
            }
        })
        .collect();
    links.push(StepLink {
        title: String::new(),
        target: StepTarget::Documents,
        current: *current == StepTarget::Documents,
        done: documents_done(definition, files),
    });
    links.push(StepLink {
        title: String::new(),
        target: StepTarget::Summary,
        current: *current == StepTarget::Summary,
        done: false,
    });
    links
}

/// The first page where something is missing; the summary if nothing is.
pub(super) fn first_open(definition: &Definition, filled: &Filled, files: &[CaseFile]) -> StepTarget {
    definition
        .form
        .steps
        .iter()
        .find(|step| !filled.step_done(definition, &step.id))
        .map(|step| StepTarget::Questions(step.id.clone()))
        .unwrap_or_else(|| {
            if documents_done(definition, files) { StepTarget::Summary } else { StepTarget::Documents }
        })
}

/// The page after a group of questions, in order.
pub(super) fn after(definition: &Definition, step: &str) -> StepTarget {
    let steps = &definition.form.steps;
    steps
        .iter()
        .position(|candidate| candidate.id == step)
        .and_then(|at| steps.get(at + 1))
        .map_or(StepTarget::Documents, |next| StepTarget::Questions(next.id.clone()))
}
