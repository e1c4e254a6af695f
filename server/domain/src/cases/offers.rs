//! Once only: what the login says of the actor is offered where a person is asked for, and what the actor
//! filed before about the same thing is offered again, with its date.

use std::collections::{BTreeMap, BTreeSet};

use contract::{
    Lang,
    forms::{FieldKind, OfferView, Question, Step, words},
};

use super::given::{self, Given};
use crate::{
    ctx::{Actor, Ctx},
    error::Result,
    procedures,
};

/// How many answers are offered for one question, beside what the login says.
const MOST: u64 = 6;
/// The offer of what the login says; an answer that was filed has a fingerprint.
const LOGIN: &str = "accesso";

/// What is offered, by question.
pub(crate) type Offers = BTreeMap<String, Vec<OfferView>>;

/// What is known for the questions of a step, each answer once: what the login says of the actor, then the
/// answers that the actor gave before, newest first.
pub(super) async fn for_step(ctx: &Ctx, actor: &Actor, lang: Lang, step: &Step) -> Result<Offers> {
    let mut offers = Offers::new();
    // What the login says is offered first, and not again as an answer that says the same.
    let mut own_prints = BTreeSet::new();
    for asked in step.questions.iter().filter(|question| takes_login(question)) {
        own_prints.extend(given::fingerprint(asked, &own(asked, actor).into_iter().collect()));
        offers.entry(asked.id.clone()).or_default().push(own_offer(actor));
    }
    for (asked, answer) in given::newest(ctx, actor.person()?, &step.questions, None, MOST).await? {
        if !(takes_login(asked) && own_prints.contains(&answer.fingerprint)) {
            offers.entry(asked.id.clone()).or_default().extend(offer(ctx, lang, &answer).await?);
        }
    }
    Ok(offers)
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
