//! The answers that people gave in the cases they filed, each once, by what it is about: who filed a
//! thousand cases opens a page as fast as anybody.

use std::collections::BTreeMap;

use contract::{
    forms::{Answers, Pages, Question, stored},
    ids::{CaseId, PersonId},
    time::Moment,
};
use entity::cases::{
    case_answers, cases,
    given_answers::{self, Column as Is},
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait,
    sea_query::{Asterisk, OnConflict, Query, SelectStatement, UnionType},
};
use sha2::{Digest, Sha256};

use crate::{ctx::Ctx, error::Result, procedures::Definition};

/// An answer that was filed, and where it stands.
#[derive(Clone, FromQueryResult)]
pub(super) struct Given {
    about: String,
    kind: String,
    /// Names the answer among those of a person about one thing.
    pub(super) fingerprint: String,
    /// The question that was answered, of the definition with this hash.
    pub(super) question: String,
    pub(super) definition_hash: String,
    given_at: i64,
    answers: String,
}

impl Given {
    /// The answers of the page on which it stands.
    pub(super) fn answers(&self) -> Result<Answers> {
        Ok(serde_json::from_str(&self.answers)?)
    }

    /// When it was given last.
    pub(super) fn at(&self) -> Moment {
        Moment(self.given_at)
    }
}

/// What a question is about and how it is asked, if answers to it are offered again.
fn asked(question: &Question) -> Result<Option<(&str, String)>> {
    let Some(about) = question.about.as_deref().filter(|_| !question.special) else { return Ok(None) };
    let kind = serde_json::to_string(&question.kind)?;
    Ok(Some((about, kind.trim_matches('"').to_owned())))
}

/// The name of an answer: equal for answers that say the same.
pub(super) fn fingerprint(question: &Question, answers: &Answers) -> Option<String> {
    Some(hex::encode(Sha256::digest(stored(question, answers)?)))
}

/// Keeps of a filed case what may be offered to its author again: where it stands, not what it says.
///
/// # Errors
/// Database errors.
pub(super) async fn remember(
    tx: &impl ConnectionTrait,
    author: PersonId,
    case: CaseId,
    definition: &Definition,
    pages: &Pages,
    now: Moment,
) -> Result<()> {
    let mut rows = BTreeMap::new();
    for (page, answers) in pages {
        for question in definition.questions_of(page) {
            let Some((about, kind)) = asked(question)? else { continue };
            let Some(fingerprint) = fingerprint(question, answers) else { continue };
            rows.insert((about, kind, fingerprint), (page, &question.id));
        }
    }
    if rows.is_empty() {
        return Ok(());
    }
    let rows =
        rows.into_iter().map(|((about, kind, fingerprint), (page, question))| given_answers::ActiveModel {
            person_id: Set(author.0),
            about: Set(about.to_owned()),
            kind: Set(kind),
            fingerprint: Set(fingerprint),
            case_id: Set(case.0),
            page: Set(page.clone()),
            question: Set(question.clone()),
            given_at: Set(now.0),
        });
    let again = OnConflict::columns([Is::PersonId, Is::About, Is::Kind, Is::Fingerprint])
        .update_columns([Is::CaseId, Is::Page, Is::Question, Is::GivenAt])
        .to_owned();
    given_answers::Entity::insert_many(rows).on_conflict(again).exec_without_returning(tx).await?;
    Ok(())
}

/// The answers that a person gave before to one of these questions each, newest first, at most so many of a
/// question. With `one`, the answer of this fingerprint alone.
///
/// # Errors
/// Database errors.
pub(super) async fn newest<'q>(
    ctx: &Ctx,
    author: PersonId,
    questions: &'q [Question],
    one: Option<&str>,
    most: u64,
) -> Result<Vec<(&'q Question, Given)>> {
    let mut things = BTreeMap::new();
    for question in questions {
        if let Some(thing) = asked(question)? {
            things.entry(thing).or_insert_with(Vec::new).push(question);
        }
    }
    // One statement, with the bound of each thing inside: the index gives no row too many.
    let mut selects = things.keys().map(|(about, kind)| bounded(author, about, kind, one, most));
    let Some(mut select) = selects.next() else { return Ok(Vec::new()) };
    for other in selects {
        select.union(UnionType::All, other);
    }
    let rows = Given::find_by_statement(ctx.db.read().get_database_backend().build(&select));
    let mut found = Vec::new();
    for given in rows.all(ctx.db.read()).await? {
        let thing = (given.about.as_str(), given.kind.clone());
        for question in things.get(&thing).into_iter().flatten() {
            found.push((*question, given.clone()));
        }
    }
    found.sort_by(|(_, a), (_, b)| {
        b.given_at.cmp(&a.given_at).then_with(|| a.fingerprint.cmp(&b.fingerprint))
    });
    Ok(found)
}

/// The newest answers about one thing, in a statement that stands as part of another.
fn bounded(author: PersonId, about: &str, kind: &str, one: Option<&str>, most: u64) -> SelectStatement {
    let case = given_answers::Entity::belongs_to(cases::Entity).from(Is::CaseId).to(cases::Column::Id);
    let page = given_answers::Entity::belongs_to(case_answers::Entity)
        .from((Is::CaseId, Is::Page))
        .to((case_answers::Column::CaseId, case_answers::Column::Step));
    let mut newest = given_answers::Entity::find()
        .select_only()
        .columns([Is::About, Is::Kind, Is::Fingerprint, Is::Question, Is::GivenAt])
        .column(cases::Column::DefinitionHash)
        .column(case_answers::Column::Answers)
        .join(JoinType::InnerJoin, case.into())
        .join(JoinType::InnerJoin, page.into())
        .filter(Is::PersonId.eq(author.0))
        .filter(Is::About.eq(about))
        .filter(Is::Kind.eq(kind));
    if let Some(one) = one {
        newest = newest.filter(Is::Fingerprint.eq(one));
    }
    let newest = newest.order_by_desc(Is::GivenAt).order_by_asc(Is::Fingerprint).limit(most);
    Query::select().column(Asterisk).from_subquery(newest.into_query(), "newest").to_owned()
}
