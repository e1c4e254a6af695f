//! Of whom a case is, by its answers.

use std::collections::{BTreeMap, BTreeSet};

use contract::{
    Lang,
    cases::{Act, CaseRow},
    forms::{FieldKind, Filling, Pages, Question},
    ids::{CaseId, PersonId},
    messages::NoticeKind,
};
use entity::{
    cases::{arrivals, case_titolari, cases},
    identity::persons,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder,
    QuerySelect, RelationDef, Select,
};
use serde_json::{Map, json};
use uuid::Uuid;

use super::{Passing, pass};
use crate::{
    access, audit,
    cases::{
        acts::{self, news},
        described::{Described, kept, sent_by},
        index, list,
        progress::Today,
    },
    ctx::{Actor, Ctx},
    db::repeating,
    error::Result,
    jobs::{self, Work},
    messages::{About, tell},
    procedures::Definition,
};

/// Cases whose ids are read at once.
const BATCH: u64 = 200;

/// Of whom a case is: codici fiscali, and whether each stands there for a firm or another body.
type Named = BTreeMap<String, bool>;

/// What the answers give, where the procedure says which questions name of whom a case is. Who answers for a firm or a
/// condominium names it beside themselves.
fn named(definition: &Definition, filling: &Filling<'_>) -> Named {
    let mut named = Named::new();
    for name in &definition.meta.titolari {
        let Some((step, question)) = definition.form.question(name) else { continue };
        for page in filling.pages_of(step) {
            let answers = filling.answers(&page);
            let code: String = answers.of(question, "codice_fiscale").split_whitespace().collect();
            let body = |other: &Question| match other.kind {
                FieldKind::Company => {
                    ["partita_iva", "codice_fiscale"].iter().any(|part| !answers.of(other, part).is_empty())
                }
                FieldKind::TaxCode => !answers.of(other, "").is_empty(),
                _ => false,
            };
            let shown = step.questions.iter().filter(|other| filling.shown(other, page.row));
            *named.entry(code.to_uppercase()).or_default() |= shown.into_iter().any(body);
        }
    }
    named.remove("");
    named
}

/// Keeps of whom a case is, as it is filed.
///
/// # Errors
/// Database errors.
pub(in crate::cases) async fn remember(
    tx: &impl ConnectionTrait,
    case: CaseId,
    definition: &Definition,
    pages: &Pages,
    today: Today,
) -> Result<()> {
    let of = named(definition, &Filling::new(&definition.form, pages, &today));
    write(tx, case, of).await
}

/// The codici fiscali of those whom the answers name.
pub(in crate::cases) fn titolari_named(definition: &Definition, filling: &Filling<'_>) -> BTreeSet<String> {
    named(definition, filling).into_keys().collect()
}

async fn write(tx: &impl ConnectionTrait, case: CaseId, named: Named) -> Result<()> {
    if named.is_empty() {
        return Ok(());
    }
    let rows = named.into_iter().map(|(fiscal_code, for_body)| case_titolari::ActiveModel {
        case_id: Set(case.0),
        fiscal_code: Set(fiscal_code),
        for_body: Set(i32::from(for_body)),
    });
    case_titolari::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

async fn known(tx: &impl ConnectionTrait, case: CaseId) -> Result<Named> {
    let rows = access::titolari_of(tx, case).await?;
    Ok(rows.into_iter().map(|row| (row.fiscal_code, row.for_body == 1)).collect())
}

/// What brings it about that a case is for others.
pub(in crate::cases) struct Inherited<'a> {
    /// The case whose titolari they are: a transfer.
    pub(in crate::cases) from: &'a cases::Model,
    pub(in crate::cases) author: PersonId,
    /// Whether those before stay, and who holds the case holds it on for all.
    pub(in crate::cases) beside: bool,
}

/// A case is for those of whom another is, which brought that about: a transfer, the permit. It passes to who holds the
/// other one if they are among them; else whoever held it holds it on, and they may take it. Who holds it is told.
///
/// # Errors
/// Database errors.
pub(in crate::cases) async fn inherit(
    ctx: &Ctx,
    tx: &impl ConnectionTrait,
    followed: CaseId,
    Inherited { from, author, beside }: Inherited<'_>,
) -> Result<()> {
    access::hold(tx, followed).await?;
    let now = known(tx, CaseId(from.id)).await?;
    let before = known(tx, followed).await?;
    // What came on paper names nobody: the office says whose it is.
    if now.is_empty() {
        return Ok(());
    }
    if !beside {
        case_titolari::Entity::delete_many()
            .filter(case_titolari::Column::CaseId.eq(followed.0))
            .filter(case_titolari::Column::FiscalCode.is_not_in(now.keys().cloned()))
            .exec(tx)
            .await?;
    }
    let gone: Vec<&String> = before.keys().filter(|code| !beside && !now.contains_key(*code)).collect();
    let new: Named = now.iter().filter(|(code, _)| !before.contains_key(*code)).map(owned).collect();
    let changed = !new.is_empty() || !gone.is_empty();
    write(tx, followed, new).await?;
    let case = access::row(tx, followed).await?;
    if changed {
        let whose = match (beside, &case.whose, &from.whose) {
            (false, _, Some(theirs)) => Some(theirs.clone()),
            (true, Some(those_before), Some(theirs)) => Some(together(those_before, theirs)),
            _ => titolari_names(tx, followed).await?,
        };
        name(tx, followed, whose).await?;
    }
    told(ctx, tx, &case, (&gone, CaseId(from.id))).await?;
    let holder = persons::Entity::find_by_id(from.held_by).one(tx).await?;
    let theirs = !beside && holder.is_some_and(|person| now.contains_key(&person.fiscal_code));
    let facts = Map::from_iter([("linked".to_owned(), json!(CaseId(from.id).to_string()))]);
    if theirs && from.held_by != case.held_by {
        let to = PersonId(from.held_by);
        return pass(ctx, tx, Passing { case: &case, to, author, facts, words: None }).await;
    }
    if changed {
        let seq = acts::record(ctx, tx, &case, Act::TitolareChanged, author, facts).await?;
        tell(ctx, tx, news(&case, seq)).await?;
        index::order(ctx, tx, followed).await?;
    }
    Ok(())
}

/// Tells those of whom a case is no more, but its holder, who is told anyway.
async fn told(
    ctx: &Ctx,
    tx: &impl ConnectionTrait,
    case: &cases::Model,
    (gone, from): (&[&String], CaseId),
) -> Result<()> {
    if gone.is_empty() {
        return Ok(());
    }
    let codes = gone.iter().map(|code| code.as_str());
    let people = persons::Entity::find().filter(persons::Column::FiscalCode.is_in(codes)).all(tx).await?;
    for person in people.into_iter().filter(|person| person.id != case.held_by) {
        let (person, once) = (PersonId(person.id), format!("handed:{from}:{}", person.id));
        let kind = NoticeKind::HandedOver;
        tell(ctx, tx, About { person, kind, case: CaseId(case.id), about: None, once }).await?;
    }
    Ok(())
}

/// Two lines of names as one; what one says already is not said twice.
fn together(before: &str, more: &str) -> String {
    let has = |line: &str, other: &str| line.split(", ").any(|name| name == other);
    match (has(more, before), has(before, more)) {
        (true, _) => more.to_owned(),
        (_, true) => before.to_owned(),
        _ => format!("{before}, {more}"),
    }
}

/// The names of those of whom the office says that a case is, where all of them are known by name. Of a firm only who answers
/// for it is known: that is not its name.
///
/// # Errors
/// Database errors.
pub(in crate::cases) async fn titolari_names(
    db: &impl ConnectionTrait,
    case: CaseId,
) -> Result<Option<String>> {
    let mut names = Vec::new();
    for titolare in access::titolari_of(db, case).await? {
        if titolare.for_body == 1 {
            return Ok(None);
        }
        let known = persons::Entity::find()
            .filter(persons::Column::FiscalCode.eq(&titolare.fiscal_code))
            .order_by_desc(persons::Column::UpdatedAt)
            .one(db)
            .await?;
        let Some(person) = known else { return Ok(None) };
        names.push(format!("{} {}", person.given_name, person.family_name).trim().to_owned());
    }
    Ok((!names.is_empty()).then(|| names.join(", ")))
}

/// What lists say of whom a case is, after the office said it: the names of those who are known here, or none. Where it says
/// nobody, who sent it on paper.
///
/// # Errors
/// Database errors.
pub(super) async fn renamed(tx: &impl ConnectionTrait, case: CaseId) -> Result<()> {
    let whose = match access::titolari_of(tx, case).await?.is_empty() {
        true => arrivals::Entity::find_by_id(case.0).one(tx).await?.map(|row| sent_by(&row)),
        false => titolari_names(tx, case).await?,
    };
    name(tx, case, whose).await
}

async fn name(tx: &impl ConnectionTrait, case: CaseId, whose: Option<String>) -> Result<()> {
    cases::Entity::update_many()
        .col_expr(cases::Column::Whose, kept(&Described::said(&whose.unwrap_or_default(), "").whose))
        .filter(cases::Column::Id.eq(case.0))
        .exec(tx)
        .await?;
    Ok(())
}

/// Somebody is known by name, since they logged in: lists name them soon, where they could say nobody until now.
///
/// # Errors
/// Database errors.
pub async fn named_by_login(ctx: &Ctx, person: PersonId) -> Result<()> {
    let known = persons::Entity::find_by_id(person.0).one(ctx.db.read()).await?;
    let Some(known) = known else { return Ok(()) };
    // Most people have none: nothing is written at their login.
    if known.fiscal_code.is_empty() || nameless(&known.fiscal_code).one(ctx.db.read()).await?.is_none() {
        return Ok(());
    }
    repeating(|| async {
        let tx = ctx.db.begin().await?;
        known_by_name(ctx, &tx, (person, &known.fiscal_code)).await?;
        tx.commit().await
    })
    .await?;
    ctx.wake.notify_one();
    Ok(())
}

/// The same of whom the office has just written down.
///
/// # Errors
/// Database errors.
pub(in crate::cases) async fn known_by_name(
    ctx: &Ctx,
    tx: &impl ConnectionTrait,
    (person, code): (PersonId, &str),
) -> Result<()> {
    if !code.is_empty() && nameless(code).one(tx).await?.is_some() {
        jobs::enqueue(ctx, tx, &Work::NamePerson { person }, ctx.clock.now(), None).await?;
    }
    Ok(())
}

/// The cases of somebody of which lists say nobody. Of a firm for which they answer their name says nothing.
fn nameless(code: &str) -> Select<cases::Entity> {
    cases::Entity::find()
        .join(JoinType::InnerJoin, of_cases())
        .filter(case_titolari::Column::FiscalCode.eq(code))
        .filter(case_titolari::Column::ForBody.eq(0))
        .filter(cases::Column::Whose.is_null())
        .order_by_asc(cases::Column::Id)
}

/// Names somebody in the lists of the cases that are theirs, where these say nobody. Called by a job; returns how many cases
/// were looked at.
///
/// # Errors
/// Database errors: the job is repeated.
pub async fn name_person(ctx: &Ctx, person: PersonId) -> Result<u64> {
    let known = persons::Entity::find_by_id(person.0).one(ctx.db.read()).await?;
    let Some(known) = known.filter(|person| !person.fiscal_code.is_empty()) else { return Ok(0) };
    let (mut after, mut count) = (Uuid::nil(), 0);
    loop {
        let ids: Vec<Uuid> = nameless(&known.fiscal_code)
            .select_only()
            .column(cases::Column::Id)
            .filter(cases::Column::Id.gt(after))
            .limit(BATCH)
            .into_tuple()
            .all(ctx.db.read())
            .await?;
        let Some(last) = ids.last() else { return Ok(count) };
        after = *last;
        for id in ids.into_iter().map(CaseId) {
            repeating(|| name_in(ctx, id)).await?;
            count += 1;
        }
    }
}

async fn name_in(ctx: &Ctx, id: CaseId) -> Result<()> {
    let tx = ctx.db.begin().await?;
    access::hold(&tx, id).await?;
    // Somebody may have said meanwhile whose it is.
    if access::row(&tx, id).await?.whose.is_none() {
        renamed(&tx, id).await?;
        index::order(ctx, &tx, id).await?;
        tx.commit().await?;
    }
    Ok(())
}

fn of_cases() -> RelationDef {
    let of = cases::Entity::belongs_to(case_titolari::Entity);
    of.from(cases::Column::Id).to(case_titolari::Column::CaseId).into()
}

fn owned((code, for_body): (&String, &bool)) -> (String, bool) {
    (code.clone(), *for_body)
}

/// The filed cases that are the actor's and that somebody else holds, latest change first, 200 at most.
///
/// # Errors
/// [`crate::Error::Forbidden`] for strangers.
pub(in crate::cases) async fn named_in(
    ctx: &Ctx,
    actor: &Actor,
    lang: Lang,
) -> Result<Vec<(String, CaseRow)>> {
    let person = actor.person()?;
    if actor.fiscal_code.is_empty() {
        return Ok(Vec::new());
    }
    let named = cases::Entity::find()
        .join(JoinType::InnerJoin, of_cases())
        .filter(case_titolari::Column::FiscalCode.eq(&actor.fiscal_code))
        .filter(cases::Column::HeldBy.ne(person.0))
        .order_by_desc(cases::Column::UpdatedAt)
        .limit(200)
        .all(ctx.db.read())
        .await?;
    if named.is_empty() {
        return Ok(Vec::new());
    }
    // Others filed them.
    audit::note_now(ctx, actor, "cases.read_as_titolare", "cases".to_owned(), "ok").await?;
    list::rows(ctx, lang, named).await
}
