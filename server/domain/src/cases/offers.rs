//! Once only: what the login says of the actor is offered where a person is asked for, and what the actor
//! filed before about the same thing is offered again, with its date.

use std::collections::{BTreeMap, BTreeSet};

use contract::{
    Lang,
    forms::{Answers, FieldKind, OfferView, PageKey, Question, Step, stored, words},
    ids::CaseId,
    time::Moment,
};
use entity::{
    cases::{case_answers, cases},
    identity::persons,
};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::{
    ctx::{Actor, Ctx},
    error::Result,
    procedures,
};

/// How many earlier cases are looked at.
const CASES: u64 = 50;
/// How many answers are offered for one question.
const MOST: usize = 6;
/// The offer of what the login says; an answer that was filed has points in its id.
const LOGIN: &str = "accesso";

/// What is offered, by question.
pub(crate) type Offers = BTreeMap<String, Vec<OfferView>>;

/// What is known for the questions of a step, each answer once: what the login says of the actor, then the
/// answers that the actor gave before, newest first.
pub(super) async fn for_step(
    ctx: &Ctx,
    actor: &Actor,
    lang: Lang,
    case: CaseId,
    step: &Step,
) -> Result<Offers> {
    let mut offers = Offers::new();
    let mut seen: BTreeMap<String, Vec<String>> = BTreeMap::new();
    // Most pages ask nothing that could be known: they cost no query.
    if step.questions.iter().any(takes_login)
        && let Some(person) = who(ctx, actor).await?
    {
        for asked in step.questions.iter().filter(|question| takes_login(question)) {
            let inputs: Answers = own(asked, &person).into_iter().collect();
            seen.entry(asked.id.clone()).or_default().extend(stored(asked, &inputs));
            offers.entry(asked.id.clone()).or_default().push(own_offer(&person));
        }
    }
    if !step.questions.iter().any(|question| question.about.is_some()) {
        return Ok(offers);
    }
    for earlier in earlier(ctx, actor, Some(case), Some(step)).await? {
        let definition = procedures::by_hash(ctx, &earlier.case.definition_hash).await?;
        let given = Moment(earlier.case.received_at.unwrap_or(earlier.case.updated_at));
        for (page, answers) in &earlier.pages {
            let Ok(key) = page.parse::<PageKey>() else { continue };
            let Some(from) = definition.step(&key.step) else { continue };
            for (asked, answered) in matching(step, from) {
                let Some(known) = stored(answered, answers) else { continue };
                let already = seen.entry(asked.id.clone()).or_default();
                if already.len() >= MOST || already.contains(&known) {
                    continue;
                }
                already.push(known);
                let texts = definition.text(lang);
                let label = |value: &str| texts.choice(&answered.id, value).map(str::to_owned);
                let offer = OfferView {
                    id: format!("{}.{page}.{}", earlier.case.id, answered.id),
                    words: words(answered, answers, lang, label).unwrap_or_default(),
                    given: format!("{}, {}", texts.service().short, given.day_words(lang)),
                };
                offers.entry(asked.id.clone()).or_default().push(offer);
            }
        }
    }
    Ok(offers)
}

/// The inputs of an offer, under the names of the question that takes it. `None` if the actor never
/// gave such an answer and the login does not say it.
pub(super) async fn taken(
    ctx: &Ctx,
    actor: &Actor,
    question: &Question,
    offer: &str,
) -> Result<Option<Vec<(String, String)>>> {
    if offer == LOGIN {
        let person = if takes_login(question) { who(ctx, actor).await? } else { None };
        return Ok(person.map(|person| own(question, &person)));
    }
    let mut parts = offer.splitn(3, '.');
    let (Some(case), Some(page), Some(from)) = (parts.next(), parts.next(), parts.next()) else {
        return Ok(None);
    };
    let Some(earlier) = earlier(ctx, actor, None, None)
        .await?
        .into_iter()
        .find(|earlier| earlier.case.id.to_string() == case)
    else {
        return Ok(None);
    };
    let definition = procedures::by_hash(ctx, &earlier.case.definition_hash).await?;
    let Some((_, answered)) = definition.form.question(from) else { return Ok(None) };
    if !same_thing(question, answered) {
        return Ok(None);
    }
    let Some(answers) = earlier.pages.get(page) else { return Ok(None) };
    let inputs = question
        .kind
        .parts()
        .iter()
        .map(|part| (question.input_name(part.name), answers.of(answered, part.name).to_owned()));
    Ok(Some(inputs.filter(|(_, text)| !text.is_empty()).collect()))
}

/// Whether a question asks for a person, who may be the one who is logged in.
fn takes_login(question: &Question) -> bool {
    let person = matches!(question.kind, FieldKind::Person | FieldKind::Professional | FieldKind::Signature);
    person && !question.special
}

/// The person who is logged in.
async fn who(ctx: &Ctx, actor: &Actor) -> Result<Option<persons::Model>> {
    Ok(persons::Entity::find_by_id(actor.person()?.0).one(ctx.db.read()).await?)
}

/// The inputs of a question as far as the login says them.
fn own(question: &Question, person: &persons::Model) -> Vec<(String, String)> {
    let said = [
        ("nome", person.given_name.as_str()),
        ("cognome", person.family_name.as_str()),
        ("codice_fiscale", person.fiscal_code.as_str()),
        ("email", person.email.as_deref().unwrap_or_default()),
    ];
    let parts = question.kind.parts();
    said.iter()
        .filter(|(name, text)| !text.is_empty() && parts.iter().any(|part| part.name == *name))
        .map(|(name, text)| (question.input_name(name), (*text).to_owned()))
        .collect()
}

/// The login's data, without the place and day that an answer given before has.
fn own_offer(person: &persons::Model) -> OfferView {
    OfferView {
        id: LOGIN.to_owned(),
        words: format!("{} {}, {}", person.given_name, person.family_name, person.fiscal_code),
        given: String::new(),
    }
}

struct Earlier {
    case: cases::Model,
    pages: BTreeMap<String, Answers>,
}

/// The actor's own filed cases with their answers, newest first; with `asked`, only the answers of steps that
/// ask about the same things: whoever filed a hundred cases opens a page as fast as anybody.
async fn earlier(
    ctx: &Ctx,
    actor: &Actor,
    but: Option<CaseId>,
    asked: Option<&Step>,
) -> Result<Vec<Earlier>> {
    let mut mine = cases::Entity::find()
        .filter(cases::Column::CreatedBy.eq(actor.person()?.0))
        .filter(cases::Column::ReceivedAt.is_not_null());
    if let Some(but) = but {
        mine = mine.filter(cases::Column::Id.ne(but.0));
    }
    let mine = mine
        .order_by_desc(cases::Column::UpdatedAt)
        .order_by_desc(cases::Column::Id)
        .limit(CASES)
        .all(ctx.db.read())
        .await?;
    if mine.is_empty() {
        return Ok(Vec::new());
    }
    let mut rows = case_answers::Entity::find()
        .filter(case_answers::Column::CaseId.is_in(mine.iter().map(|case| case.id)));
    if let Some(asked) = asked {
        let Some(near) = near(ctx, asked, &mine).await? else { return Ok(Vec::new()) };
        rows = rows.filter(near);
    }
    let rows = rows.all(ctx.db.read()).await?;
    let mut pages: BTreeMap<_, BTreeMap<String, Answers>> = BTreeMap::new();
    for row in rows {
        pages.entry(row.case_id).or_default().insert(row.step, serde_json::from_str(&row.answers)?);
    }
    let with_pages = |case: cases::Model| Earlier { pages: pages.remove(&case.id).unwrap_or_default(), case };
    Ok(mine.into_iter().map(with_pages).collect())
}

/// The pages of cases on which the things of a step were asked; `None` if there are none.
async fn near(ctx: &Ctx, asked: &Step, of: &[cases::Model]) -> Result<Option<Condition>> {
    let hashes: BTreeSet<&str> = of.iter().map(|case| case.definition_hash.as_str()).collect();
    let mut steps = BTreeSet::new();
    for hash in hashes {
        let definition = procedures::by_hash(ctx, hash).await?;
        let matching = definition.form.steps.iter().filter(|step| matching(asked, step).next().is_some());
        steps.extend(matching.map(|step| step.id.clone()));
    }
    let pages = steps.iter().fold(Condition::any(), |pages, step| {
        let rows = case_answers::Column::Step.starts_with(format!("{step}~"));
        pages.add(case_answers::Column::Step.eq(step)).add(rows)
    });
    Ok((!steps.is_empty()).then_some(pages))
}

/// Questions of two steps that ask about the same thing.
fn matching<'a>(asked: &'a Step, answered: &'a Step) -> impl Iterator<Item = (&'a Question, &'a Question)> {
    asked.questions.iter().flat_map(move |of| {
        answered.questions.iter().filter(move |other| same_thing(of, other)).map(move |other| (of, other))
    })
}

fn same_thing(asked: &Question, answered: &Question) -> bool {
    asked.about.is_some()
        && asked.about == answered.about
        && asked.kind == answered.kind
        && !asked.special
        && !answered.special
}
