//! A filed case, as its owner and as the office see it: one page, two readers.

use std::collections::{BTreeMap, HashMap};

use contract::{
    Code, Lang,
    cases::{
        Act, ActionView, AnswerGroup, CasePage, Channel, ColleagueAction, Desk, FollowOffer, Letter,
        PathView, Phase, Rectifiable, SaidDays, SignatureView, Since, StatementView, TermView,
    },
    documents::DocumentRow,
    forms::Filling,
    ids::{CaseId, PersonId},
    time::Moment,
};
use engine::Who;
use entity::{
    cases::{case_events, cases},
    identity::persons,
};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{
    actions::Acting,
    albo,
    beside::Beside,
    charge,
    clock::{self, Ends, History, Known},
    communications, holding, links,
    path::path_view,
    paying,
    progress::{Filled, Today},
    receipt,
    request_views::request_views,
    signatures::Content,
    statements::{Proofs, statements},
    told::Told,
    transfer,
};
use crate::{
    access::{self, Opened},
    ctx::{Actor, Ctx},
    documents::{self, CaseFile},
    error::{Error, Result},
    identity::policy::{self, Action},
    journal::Salt,
    procedures::{self, Definition, Reading, answer_groups, bill_view},
};

/// A filed case, for who holds it and for whom it is. The look is audited before it is answered, of who holds it the first of
/// a session.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's; [`Error::Conflict`] with `Incomplete` for a draft,
/// which has pages of its own.
pub async fn own_page(ctx: &Ctx, actor: &Actor, lang: Lang, id: CaseId) -> Result<CasePage> {
    let opened = access::shown_to_applicant(ctx, actor, id).await?;
    let case = opened.case.clone();
    // Whose case it is reads it; who holds it acts in it.
    let holds = policy::allows(actor, Action::OwnCase(&case));
    let who: &[Who] = if holds { &[Who::Applicant] } else { &[] };
    let mut shown = page(ctx, actor, lang, opened, who).await?;
    // What could not be shown was not received.
    if holds && communications::mark_opened(ctx, actor, id, None).await? {
        // Terms run from here on: the page says so at once.
        let opened = access::own_case(ctx, ctx.db.read(), actor, id).await?;
        shown = page(ctx, actor, lang, opened, who).await?;
    }
    Ok(shown)
}

/// Whether the actor holds a filed case: they follow it from their own page, also where they work in its office.
///
/// # Errors
/// Database errors.
pub async fn is_held_by(ctx: &Ctx, actor: &Actor, id: CaseId) -> Result<bool> {
    match access::row(ctx.db.read(), id).await {
        Ok(case) => Ok(access::holds(actor, &case) && case.phase != "draft"),
        Err(Error::NotFound(_)) => Ok(false),
        Err(other) => Err(other),
    }
}

/// The office's page of a filed case. The read is audited before it is answered.
///
/// # Errors
/// [`Error::NotFound`] for a case of another office, a draft, or who is not staff.
pub async fn office_page(ctx: &Ctx, actor: &Actor, lang: Lang, id: CaseId) -> Result<CasePage> {
    let opened = access::office_case(ctx, actor, id).await;
    let opened = access::guarded(ctx, actor, "case.read", opened).await?;
    // Whose matter it is reads it here, and does what is theirs on their own page.
    let may = access::works_on(ctx.db.read(), actor, &opened.case).await?;
    let who = if may { policy::capacities(actor, &opened.case) } else { Vec::new() };
    page(ctx, actor, lang, opened, &who).await
}

async fn page(ctx: &Ctx, actor: &Actor, lang: Lang, opened: Opened, who: &[Who]) -> Result<CasePage> {
    let mut clocked = Clocked::load(ctx, actor, &opened, lang, who).await?;
    let (number, received_at) = filed_as(&opened.case)?;
    let told = Told::load(ctx, &opened, actor, lang).await?;
    let desk = desk(ctx, actor, lang, &opened, &mut clocked).await?;
    let Opened { case, definition } = opened;
    let id = CaseId(case.id);
    let filled = Filled::load(ctx.db.read(), id).await?;
    let (sender, signatures) = signed(ctx, &case, &definition, &filled).await?;
    let reads @ (special, _) = (access::reads_special(ctx.db.read(), actor, &case).await?, desk.is_some());
    let (mut documents, receipt_ready) = documents_of(ctx, &definition, lang, id, reads).await?;
    let given = CaseFile::of(&documents);
    let holds = access::holds(actor, &case);
    let requests = request_views(ctx, &case, &definition, &documents, (holds, lang)).await?;
    // What came with an answer stands beside its point.
    documents.retain(|row| row.point.is_none());
    let beside = Beside::load(ctx, actor, lang, &case).await?;
    let filed_on = Today(received_at.day());
    let filling = Filling::new(&definition.form, &filled.pages, &filed_on);
    let proofs = Proofs { sender: &sender, sent: Some(received_at), signatures: &signatures, files: &given };
    let said = statements(&definition, lang, &filling, &proofs);
    Ok(CasePage {
        case: id,
        procedure: definition.text(lang).service().short.clone(),
        by_office: Channel::parse(&case.channel) == Some(Channel::Office),
        protocollo: beside.protocollo,
        number,
        received_at,
        phase: Phase::parse(&case.phase).unwrap_or(Phase::Archived),
        state: definition.text(lang).state(&case.state).label.to_owned(),
        next: definition.text(lang).state(&case.state).next.to_owned(),
        actions: clocked.actions,
        linked: beside.linked,
        payments: beside.payments,
        published: beside.published,
        offers: clocked.offers,
        terms: clocked.terms,
        path: clocked.path,
        timeline: told.timeline,
        since: Since::default(),
        messages: told.messages,
        requests,
        letter: letter(actor, &case, who),
        communications: beside.communications,
        groups: groups(&definition, lang, (&filled, &filling), special, said),
        bill: bill_view(&definition, lang, &filling).filter(|_| !filled.pages.is_empty()),
        signatures,
        documents,
        receipt_ready,
        elsewhere: beside.elsewhere,
        applicant: told.applicant,
        arrival: beside.arrival,
        holding: beside.holding,
        assigned_to: told.assigned_to,
        office: transfer::office_of(ctx, lang, &definition, &case),
        rup: beside.rup,
        desk,
        row_version: case.row_version,
    })
}

/// The answers in words. Who asked for something on paper was asked no questions.
fn groups(
    definition: &Definition,
    lang: Lang,
    (filled, filling): (&Filled, &Filling<'_>),
    special: bool,
    statements: BTreeMap<String, StatementView>,
) -> Vec<AnswerGroup> {
    if filled.pages.is_empty() {
        return Vec::new();
    }
    answer_groups(definition, lang, filling, &Reading { draft: false, special, statements })
}

/// The documents of a case as this reader may see them, and whether the receipt is ready.
async fn documents_of(
    ctx: &Ctx,
    definition: &Definition,
    lang: Lang,
    id: CaseId,
    (special, for_office): (bool, bool),
) -> Result<(Vec<DocumentRow>, bool)> {
    let listed = match for_office {
        true => documents::list_for_office(ctx.db.read(), definition, lang, id).await?,
        false => documents::list(ctx, definition, lang, id).await?,
    };
    let (mut documents, receipt_ready) = receipt::split(listed);
    if !special {
        documents::reserve(definition, &mut documents);
    }
    Ok((documents, receipt_ready))
}

/// What the workflow and its terms say of a case to one reader.
struct Clocked {
    actions: Vec<ActionView>,
    of_colleagues: Vec<ColleagueAction>,
    offers: Vec<FollowOffer>,
    terms: Vec<TermView>,
    path: PathView,
    rectifiable: Vec<Rectifiable>,
    said: Vec<SaidDays>,
}

impl Clocked {
    async fn load(ctx: &Ctx, actor: &Actor, opened: &Opened, lang: Lang, who: &[Who]) -> Result<Self> {
        let Opened { case, definition } = opened;
        let db = ctx.db.read();
        let offers = links::offers(ctx, actor, lang, case).await?;
        let out_of_place = links::out_of_place(db, definition, CaseId(case.id)).await?;
        let history = History::load(db, CaseId(case.id)).await?;
        let chart = definition.chart(&ctx.lists.calendar);
        let standing = clock::load(db, &chart, case).await?;
        let known = Known::load(ctx, db, definition, case).await?;
        let facts = known.facts(definition);
        let today = ctx.clock.now().day();
        let acting = Acting {
            definition,
            chart: &chart,
            standing: &standing,
            facts: &facts,
            today,
            bodies: &ctx.lists.bodies,
        };
        let lead = policy::allows(actor, Action::Rectify(case));
        let mut actions = match who.iter().any(|one| *one != Who::Applicant) {
            true => acting.with_past(lang, who, &Ends::of(&history, &chart, lead)),
            false => acting.views(lang, who),
        };
        // What has a form of its own is filed with it.
        actions.retain(|action| !offers.iter().any(|offer| offer.fires.contains(&action.event)));
        let said = history.standing_facts().filter(|fact| !fact.payload.days.is_empty());
        let said = said.map(|fact| SaidDays {
            of: fact.seq,
            event: definition.told(lang, &fact.event, &fact.payload.bodies),
            on: fact.day,
            days: fact
                .payload
                .days
                .into_iter()
                .map(|(name, day)| {
                    let label = definition.text(lang).question(&name).label.to_owned();
                    (name, label, day)
                })
                .collect(),
        });
        Ok(Self {
            said: said.collect(),
            actions,
            of_colleagues: acting.of_colleagues(lang, who),
            offers,
            terms: clock::term_views(definition, lang, &chart, &history, today),
            path: path_view(&acting, lang, &history, &out_of_place),
            // What another has to answer for is put right by them, or by who leads.
            rectifiable: clock::rectifiable(definition, &chart, &history)
                .filter(|(fact, _)| clock::may_undo(actor, definition, case, &fact.event).is_ok())
                .map(|(fact, undone)| Rectifiable {
                    of: fact.seq,
                    event: definition.told(lang, &fact.event, &fact.payload.bodies),
                    on: fact.day,
                    undone,
                })
                .collect(),
        })
    }
}

/// The place in the journal of what the applicant did last: sent it, wrote, answered, paid, withdrew it, took it.
pub(super) async fn heard(db: &impl ConnectionTrait, case: &cases::Model) -> Result<u64> {
    let last = case_events::Entity::find()
        .filter(case_events::Column::CaseId.eq(case.id))
        .filter(
            Condition::any()
                .add(case_events::Column::AuthorId.is_in([case.created_by, case.held_by]))
                .add(case_events::Column::Event.is_in([Act::Paid.as_str(), Act::HandedOver.as_str()])),
        )
        .order_by_desc(case_events::Column::Seq)
        .one(db)
        .await?;
    Ok(last.map_or(0, |event| event.seq.unsigned_abs()))
}

/// Who sent a filed case, by codice fiscale, and the signatures that it was filed with.
pub(super) async fn signed(
    ctx: &Ctx,
    case: &cases::Model,
    definition: &Definition,
    filled: &Filled,
) -> Result<(String, Vec<SignatureView>)> {
    let sender = fiscal_code(ctx, case.created_by).await?;
    let content = Content::of(Salt::of(case), definition, &filled.pages, &[])?;
    let signatures = content.of_filed(ctx.db.read(), CaseId(case.id), &sender).await?;
    Ok((sender, signatures))
}

/// The codice fiscale of a person; empty for nobody.
pub(super) async fn fiscal_code(ctx: &Ctx, person: Uuid) -> Result<String> {
    let row = persons::Entity::find_by_id(person).one(ctx.db.read()).await?;
    Ok(row.map(|person| person.fiscal_code).unwrap_or_default())
}

/// The number of a case and when it was received; a draft has neither.
fn filed_as(case: &cases::Model) -> Result<(String, Moment)> {
    case.number.clone().zip(case.received_at.map(Moment)).ok_or(Error::Conflict(Code::Incomplete))
}

/// Who may do nothing in a case writes nothing in it either.
fn letter(actor: &Actor, case: &cases::Model, who: &[Who]) -> Letter {
    Letter { possible: !who.is_empty() && policy::allows(actor, Action::Write(case)), ..Letter::default() }
}

/// What the office alone knows of a case; nothing for its owner.
async fn desk(
    ctx: &Ctx,
    actor: &Actor,
    lang: Lang,
    opened: &Opened,
    clocked: &mut Clocked,
) -> Result<Option<Desk>> {
    let case = &opened.case;
    if !access::works_on(ctx.db.read(), actor, case).await? {
        return Ok(None);
    }
    albo::foretell(ctx, lang, case, &opened.definition, &mut clocked.actions).await?;
    paying::foretell(ctx, (case, &opened.definition), &mut clocked.actions).await?;
    links::foretell(ctx.db.read(), case, &opened.definition, &mut clocked.actions).await?;
    Ok(Some(Desk {
        next: opened.definition.text(lang).state(&case.state).office.to_owned(),
        of_colleagues: std::mem::take(&mut clocked.of_colleagues),
        office_number: case.office_number.clone(),
        unfound: links::unfound(ctx.db.read(), case, &opened.definition).await?,
        to_read: case.to_read == 1,
        heard: heard(ctx.db.read(), case).await?,
        may_handle: policy::allows(actor, Action::Handle(case)),
        may_assign: policy::allows(actor, Action::Assign(case)),
        may_name_rup: policy::allows(actor, Action::NameRup(case)),
        colleagues: charge::colleagues(ctx.db.read(), case).await?,
        assigned_to: case.assigned_to.map(PersonId),
        rup: case.rup.map(PersonId),
        transferable: match policy::allows(actor, Action::Transfer(case)) {
            true => transfer::others(ctx, lang, case),
            false => Vec::new(),
        },
        titolari: holding::titolari_to_set(ctx, actor, case).await?,
        movable: match policy::allows(actor, Action::Rectify(case)) {
            true => procedures::newer(ctx, &case.definition_hash).await?.map(|newer| newer.version()),
            false => None,
        },
        rectifiable: match policy::allows(actor, Action::Rectify(case)) {
            true => clocked.rectifiable.iter().rev().cloned().collect(),
            false => Vec::new(),
        },
        said: match policy::allows(actor, Action::Rectify(case)) {
            true => clocked.said.iter().rev().cloned().collect(),
            false => Vec::new(),
        },
        problem: None,
    }))
}

/// Given and family names of people, in one query.
pub(crate) async fn names(ctx: &Ctx, ids: Vec<Uuid>) -> Result<HashMap<Uuid, String>> {
    let rows = persons::Entity::find().filter(persons::Column::Id.is_in(ids)).all(ctx.db.read()).await?;
    Ok(rows.into_iter().map(|row| (row.id, full_name(&row))).collect())
}

/// Given and family name of one person, where there is one.
///
/// # Errors
/// Database errors.
pub(crate) async fn name(ctx: &Ctx, id: Option<Uuid>) -> Result<Option<String>> {
    let Some(id) = id else { return Ok(None) };
    Ok(names(ctx, vec![id]).await?.remove(&id))
}

/// Given and family name; the name alone of a body, which has no given name.
pub(crate) fn full_name(person: &persons::Model) -> String {
    format!("{} {}", person.given_name, person.family_name).trim().to_owned()
}
