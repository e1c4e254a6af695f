//! What everybody reads of a case for some days (*albo pretorio*): an act of it, announced with the answers that its
//! procedure names.

use std::collections::{BTreeMap, BTreeSet};

use contract::{
    Code, Lang,
    cases::{ActionView, Announcement, Publication},
    forms::Filling,
    ids::{CaseId, PublicationId},
    register::EntryKey,
    time::Moment,
};
use engine::{Effect, PublishRule};
use entity::cases::{arrivals, cases, protocollo, publications};
use jiff::{ToSpan, civil::Date};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::Expr,
};
use serde_json::json;
use uuid::Uuid;

use super::{
    advance::Advance,
    clock::History,
    holding,
    progress::{Filled, Today},
    register::name_of,
};
use crate::{
    ctx::Ctx,
    error::{Error, Result},
    procedures::{Definition, public_answers},
};

/// The most announcements of the public page; a city has a few dozens at a time.
const MOST: u64 = 500;

/// What an announcement says in each language.
type Says = BTreeMap<String, Announcement>;

/// What would be announced of a case, in a language.
async fn announcement(
    db: &impl ConnectionTrait,
    case: &cases::Model,
    definition: &Definition,
    (event, rule): (&str, &PublishRule),
    lang: Lang,
) -> Result<Announcement> {
    let id = CaseId(case.id);
    let history = History::load(db, id).await?;
    let act = history.standing_facts().filter(|fact| fact.event == rule.act).last();
    let texts = definition.text(lang);
    let title = match &act {
        Some(_) => {
            let words = texts.event(&rule.act);
            words.message_kind.unwrap_or(words.timeline).to_owned()
        }
        // What silence formed has no act of that name.
        None => texts.service().short.clone(),
    };
    // The number of the register outside may still be awaited: no other stands for it.
    let number = match &act {
        Some(fact) => registered_as(db, id, fact.seq).await?,
        None => case.number.clone(),
    };
    let filled = Filled::load(db, id).await?;
    let day = Today(case.received_at.map(|at| Moment(at).day()).unwrap_or_default());
    let mut lines = {
        let filling = Filling::new(&definition.form, &filled.pages, &day);
        public_answers(definition, lang, &filling, (event, &rule.answers))
    };
    if lines.is_empty() && !rule.answers.is_empty() {
        lines = as_registered(db, case, lang).await?;
    }
    Ok(Announcement {
        title,
        number: number.unwrap_or_default(),
        act_on: act.map(|fact| fact.day),
        lines,
        days: rule.days,
    })
}

/// What is known of a case that has no answers, since it came on paper: whose the office says that it is, or else who asked,
/// where and what about.
async fn as_registered(
    db: &impl ConnectionTrait,
    case: &cases::Model,
    lang: Lang,
) -> Result<Vec<(String, String)>> {
    let Some(row) = arrivals::Entity::find_by_id(case.id).one(db).await? else { return Ok(Vec::new()) };
    let [whose, asked, place, about] = match lang {
        Lang::It => ["Titolare", "Richiedente", "Luogo", "Oggetto"],
        Lang::En => ["Holder", "Applicant", "Place", "Subject"],
    };
    let who = match holding::titolari_names(db, CaseId(case.id)).await? {
        Some(names) => (whose, names),
        None => (asked, format!("{} {}", row.given_name, row.family_name)),
    };
    let said = [who, (place, row.place), (about, row.subject)].into_iter();
    let said = said.map(|(label, words)| (label.to_owned(), words.trim().to_owned()));
    Ok(said.filter(|(_, words)| !words.is_empty()).collect())
}

/// The name of an act in the register, once it has one.
async fn registered_as(db: &impl ConnectionTrait, case: CaseId, seq: i64) -> Result<Option<String>> {
    let row = protocollo::Entity::find()
        .filter(protocollo::Column::CaseId.eq(case.0))
        .filter(protocollo::Column::EventSeq.eq(seq))
        .one(db)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let name = name_of(db, EntryKey { year: row.year, number: row.number }).await?;
    Ok((!name.awaited).then_some(name.words))
}

/// Says with each action of the office what everybody will read.
///
/// # Errors
/// Database errors.
pub(super) async fn foretell(
    ctx: &Ctx,
    lang: Lang,
    case: &cases::Model,
    definition: &Definition,
    actions: &mut [ActionView],
) -> Result<()> {
    for action in actions {
        let rule = definition.workflow.event(&action.event).and_then(|event| event.publish.as_ref());
        if let Some(rule) = rule {
            action.announces =
                Some(announcement(ctx.db.read(), case, definition, (&action.event, rule), lang).await?);
        }
    }
    Ok(())
}

/// Lets everybody read what an event announces, from the day on which it happens.
///
/// # Errors
/// [`Error::Conflict`] with `AlreadyPublished` while the same can be read; database errors.
pub(super) async fn publish(
    ctx: &Ctx,
    tx: &impl ConnectionTrait,
    (case, definition): (&cases::Model, &Definition),
    (event, rule): (&str, &PublishRule),
    (id, seq): (PublicationId, i64),
) -> Result<()> {
    let mut says = Says::new();
    for lang in Lang::ALL {
        says.insert(lang.as_str().to_owned(), announcement(tx, case, definition, (event, rule), lang).await?);
    }
    let today = ctx.clock.now().day();
    let says = serde_json::to_string(&says)?;
    let same = publications::Entity::find()
        .filter(publications::Column::CaseId.eq(case.id))
        .filter(publications::Column::Says.eq(&says))
        .filter(publications::Column::UntilOn.gte(today.to_string()))
        .filter(publications::Column::WithdrawnOn.is_null())
        .one(tx)
        .await?;
    if same.is_some() {
        return Err(Error::Refused(Code::AlreadyPublished));
    }
    let row = publications::ActiveModel {
        id: Set(id.0),
        case_id: Set(case.id),
        event_seq: Set(seq),
        office: Set(case.office.clone()),
        says: Set(says),
        from_on: Set(today.to_string()),
        until_on: Set(today.saturating_add((i64::from(rule.days) - 1).days()).to_string()),
        withdrawn_on: Set(None),
    };
    publications::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Takes away what was announced by mistake.
///
/// # Errors
/// Database errors.
pub(super) async fn undone(ctx: &Ctx, tx: &impl ConnectionTrait, case: CaseId, of: i64) -> Result<()> {
    publications::Entity::update_many()
        .col_expr(publications::Column::WithdrawnOn, Expr::value(Some(ctx.clock.now().day().to_string())))
        .filter(publications::Column::CaseId.eq(case.0))
        .filter(publications::Column::EventSeq.eq(of))
        .exec(tx)
        .await?;
    Ok(())
}

/// The announcements of a case that nobody has taken down, by their ids.
///
/// # Errors
/// Database errors.
pub(super) async fn announced(db: &impl ConnectionTrait, case: CaseId) -> Result<BTreeSet<Uuid>> {
    let own = publications::Entity::find().filter(publications::Column::CaseId.eq(case.0));
    let rows = own.filter(publications::Column::WithdrawnOn.is_null()).all(db).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// What was announced of a case, newest first.
///
/// # Errors
/// Database errors.
pub(super) async fn of_case(ctx: &Ctx, lang: Lang, case: CaseId) -> Result<Vec<Publication>> {
    let rows = publications::Entity::find()
        .filter(publications::Column::CaseId.eq(case.0))
        .order_by_desc(publications::Column::EventSeq)
        .all(ctx.db.read())
        .await?;
    rows.iter().map(|row| view(ctx, lang, row)).collect()
}

/// What everybody can read today, newest first. It says nothing but what was announced.
///
/// # Errors
/// Database errors.
pub async fn albo(ctx: &Ctx, lang: Lang) -> Result<Vec<Publication>> {
    let today = ctx.clock.now().day().to_string();
    let rows = publications::Entity::find()
        .filter(publications::Column::UntilOn.gte(&today))
        .filter(publications::Column::WithdrawnOn.is_null())
        .order_by_desc(publications::Column::FromOn)
        .order_by_desc(publications::Column::Id)
        .limit(MOST)
        .all(ctx.db.read())
        .await?;
    rows.iter().map(|row| view(ctx, lang, row)).collect()
}

fn view(ctx: &Ctx, lang: Lang, row: &publications::Model) -> Result<Publication> {
    let mut says: Says = serde_json::from_str(&row.says)?;
    let day = |text: &str| text.parse::<Date>().map_err(anyhow::Error::from);
    let office = ctx.lists.offices.all().iter().find(|office| office.id == row.office);
    Ok(Publication {
        id: PublicationId(row.id),
        office: office.map_or_else(|| row.office.clone(), |office| office.name_in(lang).to_owned()),
        says: says.remove(lang.as_str()).ok_or_else(|| anyhow::anyhow!("an announcement without words"))?,
        from: day(&row.from_on)?,
        until: day(&row.until_on)?,
        withdrawn: row.withdrawn_on.is_some(),
    })
}

/// What the step puts on the albo, if anything, noted for the journal.
pub(super) fn published<'a>(ctx: &Ctx, what: &mut Advance<'a>) -> Option<(&'a PublishRule, PublicationId)> {
    let rule = what.step.event.publish.as_ref();
    let rule = rule.filter(|_| what.step.effects.contains(&Effect::Publish))?;
    let id = PublicationId(ctx.ids.next());
    what.facts.insert("publication".into(), json!(id.to_string()));
    Some((rule, id))
}
