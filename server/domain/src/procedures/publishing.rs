//! What keeps a revision from being put in force: drafts that would lose something, a version or a day
//! that is not right.

use std::collections::BTreeMap;

use contract::forms::Answers;
use engine::expressions::nearest;
use entity::{
    cases::{case_answers, cases},
    documents::documents,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};

use super::{Category, Change, Definition, Finding, all_current, by_hash, changes, current, link_findings};
use crate::{
    ctx::Ctx,
    error::{Error, Result},
};

/// What drafts, whatever version they are on, would lose with a revision: answers to questions that are
/// gone or asked in another way, choices and documents that are gone; unless the revision says that they
/// are retired.
///
/// # Errors
/// Database errors.
pub async fn unpublishable(ctx: &Ctx, new: &Definition) -> Result<Vec<Finding>> {
    let mut losses: Vec<(Change, usize)> = Vec::new();
    for hash in hashes_of_drafts(ctx, new.slug()).await? {
        if hash == new.hash {
            continue;
        }
        let old = by_hash(ctx, &hash).await?;
        let mut lost = changes(&old, new);
        lost.retain(|change| !retired(new, change));
        let drafts = drafts_on(ctx, &hash).await?;
        for change in lost {
            let count = drafts.iter().filter(|draft| draft.loses(&old, &change)).count();
            match losses.iter_mut().find(|(known, _)| *known == change) {
                Some((_, drafts)) => *drafts += count,
                None => losses.push((change, count)),
            }
        }
    }
    let losses = losses.iter().filter(|(_, drafts)| *drafts > 0);
    Ok(losses.filter_map(|(change, drafts)| loss(new.slug(), change, *drafts)).collect())
}

/// What a revision would break between procedures that follow one another: names that are gone, or are not there yet. A
/// procedure that the municipality does not have is followed by nothing, and is no mistake.
///
/// # Errors
/// Database errors.
pub async fn unlinked(ctx: &Ctx, new: &Definition) -> Result<Vec<Finding>> {
    let published = all_current(ctx).await?;
    let mut new = new.clone();
    new.links
        .retain(|link| link.to == new.meta.slug || published.iter().any(|other| other.slug() == link.to));
    let others: Vec<&Definition> =
        published.iter().map(AsRef::as_ref).filter(|other| other.slug() != new.slug()).collect();
    let with = |one: Option<&Definition>| {
        let all: Vec<&Definition> = others.iter().copied().chain(one).collect();
        link_findings(&all)
    };
    let old = published.iter().find(|old| old.slug() == new.slug()).map(AsRef::as_ref);
    let before = with(old);
    Ok(with(Some(&new)).into_iter().filter(|finding| !before.contains(finding)).collect())
}

/// What keeps a person from putting a revision in force today: the number of a version that was there
/// before, a first day that has not come.
///
/// # Errors
/// Database errors.
pub async fn untimely(ctx: &Ctx, new: &Definition) -> Result<Vec<Finding>> {
    let mut found: Vec<Finding> = not_yet(ctx, new).into_iter().collect();
    let old = match current(ctx, new.slug()).await {
        Ok(old) => old,
        Err(Error::NotFound(_)) => return Ok(found),
        Err(error) => return Err(error),
    };
    // A municipality changes its amounts without a new version of the procedure; what they are due for is the procedure's.
    let amounts_alone = Definition { hash: new.hash.clone(), ..(*old).clone() }.without_amounts()
        == new.clone().without_amounts();
    if old.hash != new.hash && new.version() <= old.version() && !amounts_alone {
        let (is, was) = (new.version(), old.version());
        let message = format!("this is version {is}, and another version {was} is in force");
        found.push(of_meta(new, "version", message, format!("write {} or more", was.saturating_add(1))));
    }
    Ok(found)
}

/// A finding where the first day of a revision has not come.
#[must_use]
pub fn not_yet(ctx: &Ctx, new: &Definition) -> Option<Finding> {
    let first = new.meta.valid_from;
    let early = first > ctx.clock.now().day();
    early.then(|| {
        let message = format!("cases may be filed under it from {first} on: that day has not come");
        of_meta(new, "valid_from", message, "publish it from that day on, or write an earlier day".to_owned())
    })
}

/// A finding where the category is none of those in the list of services.
#[must_use]
pub fn unknown_category(new: &Definition, list: &[Category]) -> Option<Finding> {
    let known = list.iter().map(Category::id);
    let word = new.meta.category.as_str();
    (!list.is_empty() && !known.clone().any(|id| id == word)).then(|| {
        let words = nearest::remedy(word, known);
        let own = "one of your own stands in `services/_categories.toml`, beside the folder of procedures";
        of_meta(new, "category", format!("there is no category `{word}`"), format!("{words}; {own}"))
    })
}

fn of_meta(new: &Definition, key: &str, message: String, remedy: String) -> Finding {
    Finding {
        file: format!("{}/procedure.toml", new.slug()),
        line: None,
        key: Some(key.to_owned()),
        message,
        remedy,
    }
}

/// Whether a revision says that it means this change. A question that is still asked cannot be retired.
fn retired(new: &Definition, change: &Change) -> bool {
    match change {
        Change::Removed(question) => new.form.retired.contains(question),
        Change::ChoiceRemoved(question, choice) => new.form.retired.contains(&format!("{question}.{choice}")),
        Change::DocumentRemoved(slot) => new.retired_slots.contains(slot),
        Change::Added(_) | Change::OtherKind(_) | Change::DocumentAdded(_) => false,
    }
}

/// What a change takes from so many drafts, in words for the author. The key goes to the top of the file.
fn loss(slug: &str, change: &Change, drafts: usize) -> Option<Finding> {
    let form = "form.toml";
    let (file, what, remedy) = match change {
        Change::Removed(question) => (
            form,
            format!("the question `{question}` is gone"),
            format!("keep it, or write `retired = [\"{question}\"]` before the first step"),
        ),
        Change::ChoiceRemoved(question, choice) => (
            form,
            format!("the choice `{question}.{choice}` is gone"),
            format!("keep it, or write `retired = [\"{question}.{choice}\"]` before the first step"),
        ),
        Change::OtherKind(question) => (
            form,
            format!("the question `{question}` is of another kind, or repeats otherwise"),
            format!("give it another id, and write `retired = [\"{question}\"]` before the first step"),
        ),
        Change::DocumentRemoved(slot) => (
            "documents.toml",
            format!("the document `{slot}` is gone"),
            format!("keep it, or write `retired = [\"{slot}\"]` before the first slot"),
        ),
        Change::Added(_) | Change::DocumentAdded(_) => return None,
    };
    Some(Finding {
        file: format!("{slug}/{file}"),
        line: Some(1),
        key: Some("retired".to_owned()),
        message: format!("{what}, and {drafts} drafts would lose what they have"),
        remedy,
    })
}

/// The revisions that drafts of a procedure are on.
async fn hashes_of_drafts(ctx: &Ctx, slug: &str) -> Result<Vec<String>> {
    let hashes: Vec<String> = cases::Entity::find()
        .select_only()
        .column(cases::Column::DefinitionHash)
        .distinct()
        .filter(cases::Column::Slug.eq(slug))
        .filter(cases::Column::Phase.eq("draft"))
        .into_tuple()
        .all(ctx.db.read())
        .await?;
    Ok(hashes)
}

/// What was typed and uploaded in a draft.
#[derive(Debug, Default)]
struct Draft {
    pages: Vec<Answers>,
    slots: Vec<String>,
}

impl Draft {
    /// Whether a change takes something from it. `old` is the revision that it is on.
    fn loses(&self, old: &Definition, change: &Change) -> bool {
        match change {
            Change::Removed(question) | Change::OtherKind(question) => {
                self.answers(old, question, |text| !text.is_empty())
            }
            Change::ChoiceRemoved(question, choice) => {
                self.answers(old, question, |text| text.split(',').any(|one| one == choice))
            }
            Change::DocumentRemoved(slot) => self.slots.contains(slot),
            Change::Added(_) | Change::DocumentAdded(_) => false,
        }
    }

    /// Whether an input of a question holds such a text.
    fn answers(&self, old: &Definition, question: &str, such: impl Fn(&str) -> bool) -> bool {
        let Some((_, asked)) = old.form.question(question) else { return false };
        let parts = asked.kind.parts();
        self.pages.iter().any(|page| parts.iter().any(|part| such(page.of(asked, part.name))))
    }
}

/// The drafts on a revision that hold anything.
async fn drafts_on(ctx: &Ctx, hash: &str) -> Result<Vec<Draft>> {
    let ids = cases::Entity::find()
        .select_only()
        .column(cases::Column::Id)
        .filter(cases::Column::DefinitionHash.eq(hash))
        .filter(cases::Column::Phase.eq("draft"))
        .into_query();
    let rows = case_answers::Entity::find()
        .filter(case_answers::Column::CaseId.in_subquery(ids.clone()))
        .all(ctx.db.read())
        .await?;
    let files = documents::Entity::find()
        .filter(documents::Column::CaseId.in_subquery(ids))
        .all(ctx.db.read())
        .await?;
    let mut drafts: BTreeMap<uuid::Uuid, Draft> = BTreeMap::new();
    for row in rows {
        drafts.entry(row.case_id).or_default().pages.push(serde_json::from_str(&row.answers)?);
    }
    for file in files {
        drafts.entry(file.case_id).or_default().slots.push(file.slot);
    }
    Ok(drafts.into_values().collect())
}
