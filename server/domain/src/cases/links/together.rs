//! Drafts that are prepared and sent together (L. 241/1990, article 19-bis), and what filing does to links.

use contract::{
    Code, Lang,
    cases::{Act, Companion, Together},
    forms::{Filling, stored},
    ids::CaseId,
};
use entity::cases::{case_links, cases, receipts};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::Expr};
use serde_json::{Map, json};

use super::{CONFIRMED, DECLARED, DRAFT, carry::to_read, followed_by, followers_of, offers, way_from, write};
use crate::{
    access,
    cases::{
        acts,
        progress::{self, Filled, Today},
        signatures::Content,
        submit::filed,
    },
    ctx::{Actor, Ctx},
    db::repeating,
    documents,
    error::{Error, Result},
    journal::Salt,
    procedures::{self, Definition, Link},
};

/// The drafts that are sent with a draft.
///
/// # Errors
/// Database errors.
pub(in crate::cases) async fn companions(db: &impl ConnectionTrait, leader: CaseId) -> Result<Vec<CaseId>> {
    let rows = followers_of(db, leader).await?;
    Ok(rows.into_iter().filter(|row| row.status == DRAFT).map(|row| CaseId(row.case_id)).collect())
}

/// The draft that a draft is sent with.
///
/// # Errors
/// Database errors.
pub(in crate::cases) async fn leader_of(
    db: &impl ConnectionTrait,
    companion: CaseId,
) -> Result<Option<cases::Model>> {
    let rows = followed_by(db, companion).await?.into_iter().filter(|row| row.status == DRAFT);
    let ids: Vec<_> = rows.map(|row| row.followed_id).collect();
    if ids.is_empty() {
        return Ok(None);
    }
    let leader = cases::Entity::find()
        .filter(cases::Column::Id.is_in(ids))
        .filter(cases::Column::Phase.eq("draft"))
        .one(db)
        .await?;
    Ok(leader)
}

/// Takes a draft apart from the one that it is sent with: it is sent by itself.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's case; [`Error::Conflict`] with `AlreadySubmitted` for one that was filed.
pub async fn separate(ctx: &Ctx, actor: &Actor, id: CaseId) -> Result<()> {
    let outcome = repeating(|| async {
        let tx = ctx.db.begin().await?;
        access::draft(ctx, &tx, actor, id).await?;
        // Whoever is about to file both looks again.
        access::touch_draft(ctx, &tx, id).await?;
        if let Some(leader) = leader_of(&tx, id).await? {
            case_links::Entity::delete_by_id((id.0, leader.id)).exec(&tx).await?;
        }
        tx.commit().await?;
        Ok(())
    })
    .await;
    access::guarded(ctx, actor, "case.separate", outcome).await
}

/// What a draft is sent together with, and what could be added.
///
/// # Errors
/// Database errors.
pub(in crate::cases) async fn together(
    ctx: &Ctx,
    actor: &Actor,
    lang: Lang,
    case: &cases::Model,
) -> Result<Together> {
    let db = ctx.db.read();
    let id = CaseId(case.id);
    if let Some(leader) = leader_of(db, id).await? {
        let definition = procedures::by_hash(ctx, &leader.definition_hash).await?;
        let name = definition.text(lang).service().short.clone();
        return Ok(Together { leader: Some((CaseId(leader.id), name)), ..Together::default() });
    }
    let mut found = Together::default();
    for companion in companions(db, id).await? {
        found.companions.push(companion_view(ctx, actor, lang, companion).await?);
    }
    found.offers = offers(ctx, actor, lang, case).await?;
    found.offers.retain(|offer| offer.draft.is_none());
    Ok(found)
}

async fn companion_view(ctx: &Ctx, actor: &Actor, lang: Lang, id: CaseId) -> Result<Companion> {
    let db = ctx.db.read();
    let case = access::row(db, id).await?;
    let definition = procedures::by_hash(ctx, &case.definition_hash).await?;
    let filled = Filled::load(db, id).await?;
    let files = documents::files_of(db, &definition, id).await?;
    let today = Today::of(ctx);
    let (whole, signed) = match filed(&definition, &filled, &files, today) {
        Ok(filed) => {
            let content = Content::of(Salt::of(&case), &definition, &filed.pages, &filed.files)?;
            let asked = content.states(db, id, &actor.fiscal_code).await?;
            (true, asked.iter().all(|view| view.state.holds()))
        }
        Err(Error::Refused(_)) => (false, false),
        Err(other) => return Err(other),
    };
    let filling = Filling::new(&definition.form, &filled.pages, &today);
    Ok(Companion {
        case: id,
        procedure: definition.text(lang).service().short.clone(),
        ready: whole && signed,
        unsigned: whole && !signed,
        next: progress::first_open(&definition, &filling, &files),
    })
}

/// A draft that is being filed.
pub(in crate::cases) struct Filing<'a> {
    pub(in crate::cases) case: &'a cases::Model,
    pub(in crate::cases) definition: &'a Definition,
    pub(in crate::cases) pages: &'a contract::forms::Pages,
}

/// Makes the links of a draft hold, before it is filed in the same transaction: the journals of the cases that it
/// follows say so. What only an answer names waits for the office, unless it is the applicant's own. Of several ways to
/// which that answer leads, that from where the other case is now.
///
/// # Errors
/// [`Error::Conflict`] with `SentTogether` if the case that it is sent with is still a draft.
pub(in crate::cases) async fn filed_with(
    ctx: &Ctx,
    tx: &impl ConnectionTrait,
    actor: &Actor,
    filing: &Filing<'_>,
) -> Result<()> {
    let id = CaseId(filing.case.id);
    // Most procedures follow none, and ask the database nothing.
    if filing.definition.links.is_empty() {
        return Ok(());
    }
    let mut rows = followed_by(tx, id).await?;
    let mut gone = Vec::new();
    for row in rows.iter().filter(|row| row.status == DRAFT) {
        let followed = access::row(tx, CaseId(row.followed_id)).await?;
        if followed.phase == "draft" {
            return Err(Error::Refused(Code::SentTogether));
        }
        match meant(tx, filing, row).await? {
            // Who began it may not hold the other case any more.
            Meant::This if access::holds(actor, &followed) => {
                let link = way_now(filing.definition, &row.link, &followed);
                confirm(ctx, tx, actor, id, &followed, link).await?;
            }
            Meant::This => set_status(tx, id, row.followed_id, DECLARED).await?,
            // The link from which it was begun is not the one that was filed.
            Meant::Another => {
                case_links::Entity::delete_by_id((id.0, row.followed_id)).exec(tx).await?;
                gone.push(row.followed_id);
            }
            Meant::Unknown => set_status(tx, id, row.followed_id, DECLARED).await?,
        }
    }
    rows.retain(|row| !gone.contains(&row.followed_id));
    let mut known: Vec<uuid::Uuid> = rows.iter().map(|row| row.followed_id).chain([id.0]).collect();
    for link in filing.definition.links.iter().filter(|link| !rows.iter().any(|row| row.link == link.id)) {
        let Some(followed) = named(tx, filing, link).await? else { continue };
        if known.contains(&followed.id) {
            continue;
        }
        known.push(followed.id);
        let link = way_from(&filing.definition.links, link, &followed);
        write(ctx, tx, (id, CaseId(followed.id)), &link.id, DECLARED).await?;
        if actor.person.is_some_and(|person| person.0 == followed.held_by) {
            confirm(ctx, tx, actor, id, &followed, &link.id).await?;
        }
    }
    Ok(())
}

/// Which case a draft that was begun from one names in the end.
enum Meant {
    /// The one that it was begun from, or none.
    This,
    /// Another of the same procedure.
    Another,
    /// None that there is here: the office looks.
    Unknown,
}

async fn meant(tx: &impl ConnectionTrait, filing: &Filing<'_>, row: &case_links::Model) -> Result<Meant> {
    let Some(link) = filing.definition.links.iter().find(|link| link.id == row.link) else {
        return Ok(Meant::This);
    };
    if said(filing, link).is_none() {
        return Ok(Meant::This);
    }
    Ok(match named(tx, filing, link).await? {
        Some(named) if named.id == row.followed_id => Meant::This,
        Some(_) => Meant::Another,
        None => Meant::Unknown,
    })
}

async fn set_status(tx: &impl ConnectionTrait, id: CaseId, followed: uuid::Uuid, status: &str) -> Result<()> {
    case_links::Entity::update_many()
        .col_expr(case_links::Column::Status, Expr::value(status))
        .filter(case_links::Column::CaseId.eq(id.0))
        .filter(case_links::Column::FollowedId.eq(followed))
        .exec(tx)
        .await?;
    Ok(())
}

/// The id of the way that leads on from where a followed case is now; the known one where none does.
pub(super) fn way_now<'a>(definition: &'a Definition, known: &'a str, followed: &cases::Model) -> &'a str {
    let link = definition.links.iter().find(|link| link.id == known);
    link.map_or(known, |link| &way_from(&definition.links, link, followed).id)
}

/// Makes a link hold in this way: the journal of the case that is followed says so.
pub(super) async fn confirm(
    ctx: &Ctx,
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: CaseId,
    followed: &cases::Model,
    link: &str,
) -> Result<()> {
    case_links::Entity::update_many()
        .col_expr(case_links::Column::Status, Expr::value(CONFIRMED))
        .col_expr(case_links::Column::Link, Expr::value(link))
        .filter(case_links::Column::CaseId.eq(id.0))
        .filter(case_links::Column::FollowedId.eq(followed.id))
        .exec(tx)
        .await?;
    let facts =
        Map::from_iter([("case".to_owned(), json!(id.to_string())), ("link".to_owned(), json!(link))]);
    acts::record(ctx, tx, followed, Act::Linked, actor.person()?, facts).await?;
    to_read(tx, CaseId(followed.id)).await
}

/// The filed case of the procedure that an answer names, by its number or its place in the register.
async fn named(tx: &impl ConnectionTrait, filing: &Filing<'_>, link: &Link) -> Result<Option<cases::Model>> {
    let Some(typed) = said(filing, link) else { return Ok(None) };
    let found = by_number(tx, &typed).await?;
    Ok(found.filter(|found| found.slug == link.to))
}

/// What the form's own question says of the case that is followed, where it is asked and answered.
pub(super) fn said(filing: &Filing<'_>, link: &Link) -> Option<String> {
    let (step, question) = filing.definition.form.question(link.number.as_deref()?)?;
    stored(question, filing.pages.get(&step.id)?)
}

/// The filed case of a number of the portal's, or of a place in its register, also where more was written around it: «prot.
/// 2026/26 del 29 novembre 2026».
pub(super) async fn by_number(db: &impl ConnectionTrait, typed: &str) -> Result<Option<cases::Model>> {
    let typed = typed.trim().to_uppercase();
    let apart = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '.' | '(' | ')' | '°' | 'º');
    let words =
        typed.split(apart).filter(|word| word.contains(|c: char| c.is_ascii_digit())).take(MOST_WORDS);
    for word in std::iter::once(typed.as_str()).chain(words.filter(|word| *word != typed)) {
        if let Some(case) = of_number(db, word).await? {
            return Ok(Some(case));
        }
    }
    Ok(None)
}

/// The most words of an answer that are looked up.
const MOST_WORDS: usize = 6;

async fn of_number(db: &impl ConnectionTrait, word: &str) -> Result<Option<cases::Model>> {
    if let Some(case) = cases::Entity::find().filter(cases::Column::Number.eq(word)).one(db).await? {
        return Ok(Some(case));
    }
    let Some((year, number)) = word.split_once('/') else { return Ok(None) };
    let (Ok(year), Ok(number)) = (year.trim().parse::<i32>(), number.trim().parse::<i64>()) else {
        return Ok(None);
    };
    let receipt = receipts::Entity::find()
        .filter(receipts::Column::ProtocolloYear.eq(year))
        .filter(receipts::Column::ProtocolloNumber.eq(number))
        .one(db)
        .await?;
    let Some(receipt) = receipt else { return Ok(None) };
    Ok(cases::Entity::find_by_id(receipt.case_id).one(db).await?)
}
