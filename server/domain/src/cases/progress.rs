//! What is there and what is missing in a draft.

use std::collections::BTreeMap;

use contract::{
    Lang,
    cases::{StepLink, StepTarget},
    documents::CheckState,
    expr::{Names, Value},
    forms::{Answers, Filling, Form, PageKey, Pages, Step, steps_near},
    ids::CaseId,
};
use entity::cases::case_answers;
use jiff::civil::Date;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, sea_query::Expr,
};

use crate::{
    ctx::Ctx,
    documents::CaseFile,
    error::Result,
    procedures::{Definition, Slot, TODAY},
};

/// The answers of a case, page by page, each with the version of its row.
#[derive(Debug, Clone, Default)]
pub(super) struct Filled {
    pub(super) pages: Pages,
    pub(super) versions: BTreeMap<String, i64>,
}

impl Filled {
    pub(super) async fn load(db: &impl ConnectionTrait, case: CaseId) -> Result<Self> {
        let rows =
            case_answers::Entity::find().filter(case_answers::Column::CaseId.eq(case.0)).all(db).await?;
        let mut filled = Self::default();
        for row in rows {
            filled.put(row.step, &row.answers, row.row_version)?;
        }
        Ok(filled)
    }

    /// Loads what decides about one page; of other pages only that they are there, and their versions. A
    /// page of a long form is saved many times.
    pub(super) async fn load_near(
        db: &impl ConnectionTrait,
        case: CaseId,
        form: &Form,
        page: &str,
    ) -> Result<Self> {
        let own = page.split('~').next().unwrap_or_default();
        let near = form.step(own).map(|step| steps_near(form, step)).unwrap_or_default();
        // Only names of the form's own go into the statement: a page may be anything that somebody typed.
        let own = form.step(own).filter(|_| page.parse::<PageKey>().is_ok()).map(|_| page);
        let wanted = near.iter().fold(
            Condition::any().add(case_answers::Column::Step.is_in(near.iter().copied().chain(own))),
            |wanted, step| wanted.add(case_answers::Column::Step.starts_with(format!("{step}~"))),
        );
        // One question to the database: that of the other pages is only that they are there.
        let answers = Expr::case(wanted, Expr::col(case_answers::Column::Answers)).finally(None::<String>);
        let rows: Vec<(String, i64, Option<String>)> = case_answers::Entity::find()
            .select_only()
            .columns([case_answers::Column::Step, case_answers::Column::RowVersion])
            .expr_as(answers, "near")
            .filter(case_answers::Column::CaseId.eq(case.0))
            .into_tuple()
            .all(db)
            .await?;
        let mut filled = Self::default();
        for (step, version, answers) in rows {
            match answers {
                Some(answers) => filled.put(step, &answers, version)?,
                None => {
                    filled.versions.insert(step.clone(), version);
                    filled.pages.insert(step, Answers::default());
                }
            }
        }
        Ok(filled)
    }

    pub(super) fn put(&mut self, page: String, answers: &str, version: i64) -> Result<()> {
        self.versions.insert(page.clone(), version);
        self.pages.insert(page, serde_json::from_str(answers)?);
        Ok(())
    }

    pub(super) fn of(&self, page: &str) -> Answers {
        self.pages.get(page).cloned().unwrap_or_default()
    }

    pub(super) fn version(&self, page: &str) -> i64 {
        self.versions.get(page).copied().unwrap_or(0)
    }
}

/// The names that formulas know besides the form's own: the day on which they are worked out.
#[derive(Debug, Clone, Copy)]
pub(super) struct Today(pub(super) Date);

impl Today {
    /// A draft is judged by today, a filed case by the day on which it was filed.
    pub(super) fn of(ctx: &Ctx) -> Self {
        Self(ctx.clock.now().day())
    }
}

impl Names for Today {
    fn value(&self, name: &str) -> Option<Value> {
        (name == TODAY).then_some(Value::Date(self.0))
    }
}

/// The documents that these answers ask for.
pub(super) fn asked_slots<'a>(
    definition: &'a Definition,
    filling: &Filling<'_>,
) -> impl Iterator<Item = &'a Slot> {
    definition.slots.iter().filter(|slot| slot.when.as_ref().is_none_or(|when| when.holds(filling)))
}

/// Whether a file answers a document that is asked for now.
pub(super) fn counts(definition: &Definition, filling: &Filling<'_>, slot: &str) -> bool {
    asked_slots(definition, filling).any(|asked| asked.id == slot)
}

/// Slots that must have a file and have none that counts.
pub(super) fn missing_slots<'a>(
    definition: &'a Definition,
    filling: &Filling<'_>,
    files: &[CaseFile],
) -> Vec<&'a str> {
    asked_slots(definition, filling)
        .filter(|slot| !slot.optional)
        .filter(|slot| !files.iter().any(|file| file.slot == slot.id && file.check != CheckState::Refused))
        .map(|slot| slot.id.as_str())
        .collect()
}

/// Whether the documents are all there and none of those that count was refused.
pub(super) fn documents_done(definition: &Definition, filling: &Filling<'_>, files: &[CaseFile]) -> bool {
    missing_slots(definition, filling, files).is_empty()
        && !files
            .iter()
            .any(|file| file.check == CheckState::Refused && counts(definition, filling, &file.slot))
}

/// The list of steps that are asked, the current one marked.
pub(super) fn step_links(
    definition: &Definition,
    lang: Lang,
    filling: &Filling<'_>,
    files: &[CaseFile],
    current: &StepTarget,
) -> Vec<StepLink> {
    let texts = definition.text(lang);
    let here = match current {
        StepTarget::Questions(page) => page.parse().map(|page: PageKey| page.step).unwrap_or_default(),
        _ => String::new(),
    };
    let mut links: Vec<StepLink> = filling
        .steps()
        .map(|step| StepLink {
            title: texts.step(&step.id).title.to_owned(),
            section: step.section.as_ref().map_or("", |section| texts.section(section).title).to_owned(),
            current: step.id == here,
            done: filling.done(step),
            target: StepTarget::Questions(step.id.clone()),
        })
        .collect();
    for (target, done) in
        [(StepTarget::Documents, documents_done(definition, filling, files)), (StepTarget::Summary, false)]
    {
        links.push(StepLink {
            title: String::new(),
            section: String::new(),
            current: target == *current,
            done,
            target,
        });
    }
    links
}

/// The first page where something is missing; the summary if nothing is.
pub(super) fn first_open(definition: &Definition, filling: &Filling<'_>, files: &[CaseFile]) -> StepTarget {
    match filling.steps().find(|step| !filling.done(step)) {
        Some(step) => StepTarget::Questions(open_page(filling, step).to_string()),
        None if documents_done(definition, filling, files) => StepTarget::Summary,
        None => StepTarget::Documents,
    }
}

/// The page of a step where something is missing; its list of rows if that is what lacks.
fn open_page(filling: &Filling<'_>, step: &Step) -> PageKey {
    let wrong = filling.pages_of(step).into_iter().find(|page| !filling.problems(page).is_empty());
    wrong.unwrap_or_else(|| entrance(filling, step))
}

/// Where a step is entered: the first row of a group that needs one and has none, else its page.
fn entrance(filling: &Filling<'_>, step: &Step) -> PageKey {
    let needs_one = step.repeat.is_some_and(|repeat| repeat.min > 0);
    if needs_one && filling.rows(step).is_empty() {
        PageKey::row(&step.id, 1)
    } else {
        PageKey::step(&step.id)
    }
}

/// The page after another, in order: after a row comes the list of rows.
pub(super) fn after(filling: &Filling<'_>, page: &PageKey) -> StepTarget {
    if page.row.is_some() {
        return StepTarget::Questions(page.step.clone());
    }
    let mut later = filling.steps().skip_while(|step| step.id != page.step).skip(1);
    later
        .next()
        .map_or(StepTarget::Documents, |next| StepTarget::Questions(entrance(filling, next).to_string()))
}

/// The page before another; `None` before the first.
pub(super) fn before(filling: &Filling<'_>, page: &PageKey) -> Option<StepTarget> {
    let own = filling.form().step(&page.step).filter(|step| !filling.rows(step).is_empty());
    if page.row.is_some() && own.is_some() {
        return Some(StepTarget::Questions(page.step.clone()));
    }
    let earlier = filling.steps().take_while(|step| step.id != page.step).last();
    earlier.map(|step| StepTarget::Questions(step.id.clone()))
}
