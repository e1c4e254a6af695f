//! Once only: what the login says of the actor is offered where a person is asked for, and what the actor
//! filed before about the same thing is offered again, with its date.

use std::collections::{BTreeMap, BTreeSet};

use contract::{
    Lang,
    cases::GivenPage,
    forms::{FieldKind, OfferView, PageKey, Question, Step, words},
    ids::CaseId,
};

use super::{
    given::{self, Given},
    progress::Filled,
};
use crate::{
    access::{self, Opened},
    ctx::{Actor, Ctx},
    error::{Error, Kind, Result},
    procedures::{self, Offers},
    search,
};

/// How many answers are offered for one question, beside what the login says.
const MOST: u64 = 6;
/// The offer of what the login says; an answer that was filed has a fingerprint.
const LOGIN: &str = "accesso";

/// How many answers the page of all of them lists, the newest.
const ALL: u64 = 500;

/// What is known for the questions of a step, each answer once: what the login says of the actor, then the
/// answers that the actor gave before, newest first.
pub(super) async fn for_step(ctx: &Ctx, actor: &Actor, lang: Lang, step: &Step) -> Result<Offers> {
    let mut offers = Offers::default();
    // What the login says is offered first, and not again as an answer that says the same.
    let mut own_prints = BTreeSet::new();
    for asked in step.questions.iter().filter(|question| takes_login(question)) {
        own_prints.extend(given::fingerprint(asked, &own(asked, actor).into_iter().collect()));
        offers.of.entry(asked.id.clone()).or_default().push(own_offer(actor));
    }
    let mut seen: BTreeMap<&str, u64> = BTreeMap::new();
    for (asked, answer) in given::newest(ctx, actor.person()?, &step.questions, None, MOST + 1).await? {
        let seen = seen.entry(&asked.id).or_default();
        *seen += 1;
        if *seen > MOST {
            offers.more.insert(asked.id.clone());
        } else if !(takes_login(asked) && own_prints.contains(&answer.fingerprint)) {
            offers.of.entry(asked.id.clone()).or_default().extend(offer(ctx, lang, &answer).await?);
        }
    }
    Ok(offers)
}

/// Everything that the actor answered before to what a question of a draft asks, by its words.
///
/// # Errors
/// As [`super::step_page`]; [`Error::NotFound`] for a question whose answers stay in their cases.
pub async fn given_page(
    ctx: &Ctx,
    actor: &Actor,
    lang: Lang,
    id: CaseId,
    page: &str,
    question: &str,
) -> Result<GivenPage> {
    let Opened { definition, .. } = access::draft_shown_to_owner(ctx, actor, id).await?;
    let missing = || Error::NotFound(Kind::Step);
    let key: PageKey = page.parse().ok().ok_or_else(missing)?;
    let step = definition.step(&key.step).ok_or_else(missing)?;
    let question = step.question(question).filter(|of| !of.special).ok_or_else(missing)?;
    let mut offers = Vec::new();
    let mut own_print = None;
    if takes_login(question) {
        offers.push(own_offer(actor));
        own_print = given::fingerprint(question, &own(question, actor).into_iter().collect());
    }
    let alone = std::slice::from_ref(question);
    let mut given = Vec::new();
    for (_, answer) in given::newest(ctx, actor.person()?, alone, None, ALL).await? {
        if own_print.as_ref() != Some(&answer.fingerprint) {
            given.extend(offer(ctx, lang, &answer).await?);
        }
    }
    given.sort_by_key(|offer| search::normalised(&offer.words));
    offers.append(&mut given);
    let filled = Filled::load(ctx.db.read(), id).await?;
    let texts = definition.text(lang);
    Ok(GivenPage {
        case: id,
        procedure: texts.service().short.clone(),
        step: page.to_owned(),
        question: question.id.clone(),
        label: texts.question(&question.id).label.to_owned(),
        offers,
        from_summary: false,
        stored: filled.of(page).iter().map(|(name, text)| (name.to_owned(), text.to_owned())).collect(),
        row_version: filled.version(page),
    })
}

/// An answer given before, in words, with service and date. `None` if its definition has no such question.
async fn offer(ctx: &Ctx, lang: Lang, answer: &Given) -> Result<Option<OfferView>> {
    let definition = procedures::by_hash(ctx, &answer.definition_hash).await?;
    let Some((_, question)) = definition.form.question(&answer.question) else { return Ok(None) };
    let texts = definition.text(lang);
    let label = |value: &str| texts.choice(&question.id, value).map(str::to_owned);
    Ok(Some(OfferView {
        id: answer.fingerprint.clone(),
        words: words(question, &answer.answers()?, lang, label).unwrap_or_default(),
        given: format!("{}, {}", texts.service().short, answer.at().day_words(lang)),
    }))
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
        return Ok(takes_login(question).then(|| own(question, actor)));
    }
    let alone = std::slice::from_ref(question);
    let found = given::newest(ctx, actor.person()?, alone, Some(offer), 1).await?;
    let Some((_, answer)) = found.first() else { return Ok(None) };
    let definition = procedures::by_hash(ctx, &answer.definition_hash).await?;
    let Some((_, answered)) = definition.form.question(&answer.question) else { return Ok(None) };
    let answers = answer.answers()?;
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

/// The inputs of a question as far as the login says them.
fn own(question: &Question, actor: &Actor) -> Vec<(String, String)> {
    let said = [
        ("nome", actor.given_name.as_str()),
        ("cognome", actor.family_name.as_str()),
        ("codice_fiscale", actor.fiscal_code.as_str()),
        ("email", actor.email.as_deref().unwrap_or_default()),
    ];
    let parts = question.kind.parts();
    said.iter()
        .filter(|(name, text)| !text.is_empty() && parts.iter().any(|part| part.name == *name))
        .map(|(name, text)| (question.input_name(name), (*text).to_owned()))
        .collect()
}

/// The login's data, without the place and day that an answer given before has.
fn own_offer(actor: &Actor) -> OfferView {
    OfferView {
        id: LOGIN.to_owned(),
        words: format!("{}, {}", actor.name(), actor.fiscal_code),
        given: String::new(),
    }
}
