//! Sample answers of a procedure with what must come of them: the proof, in its folder, that its form
//! leads to the end and asks what its author meant.

use std::collections::{BTreeMap, BTreeSet};

use contract::{
    decimal::Decimal,
    expr::{Names, Value},
    forms::{Answers, Filling, PageKey, Pages, accept},
    money::euros,
};
use engine::expressions::nearest;
use jiff::civil::Date;
use serde::Deserialize;

use super::{
    Definition, Finding, TODAY,
    load::{decoded, of_file},
    reached::Reached,
    source::{
        At::{Item, Key},
        Source,
    },
};

/// The file of sample answers.
pub const SAMPLES: &str = "samples.toml";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Samples {
    #[serde(default, rename = "sample")]
    samples: Vec<Sample>,
}

/// One case as somebody might fill it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sample {
    name: String,
    /// The day on which it is filed.
    today: String,
    /// Page → input → text.
    #[serde(default)]
    answers: BTreeMap<String, BTreeMap<String, String>>,
    expect: Expect,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expect {
    /// Whether nothing is missing or wrong in the answers.
    complete: bool,
    /// `page question problem`, each problem in order, where it is not complete.
    #[serde(default)]
    problems: Vec<String>,
    /// Questions and steps that are asked.
    #[serde(default)]
    shown: Vec<String>,
    /// Questions and steps that are not asked.
    #[serde(default)]
    hidden: Vec<String>,
    /// The documents that must be given, all of them; not looked at if it is not there.
    documents: Option<Vec<String>>,
    /// What it costs, in euros; not looked at if it is not there.
    total: Option<String>,
}

struct On(Date);

impl Names for On {
    fn value(&self, name: &str) -> Option<Value> {
        (name == TODAY).then_some(Value::Date(self.0))
    }
}

/// Everything that does not come of the samples as their author expects. At least one sample must be
/// complete: it shows that the form can be filled to the end. Every page and every document must be
/// asked for in one of them. `read` gives the bytes of a file of the folder that `definition` was
/// loaded from.
#[must_use]
pub fn samples_findings(definition: &Definition, read: &dyn Fn(&str) -> Option<Vec<u8>>) -> Vec<Finding> {
    let mut found = Vec::new();
    let slug = definition.slug();
    let Some(bytes) = read(SAMPLES) else {
        let message = "the file is not there: nothing shows that the form has a way to the end";
        return vec![of_file(slug, SAMPLES, message, "add it with at least one complete sample")];
    };
    let Some(text) = decoded(slug, SAMPLES, bytes, &mut found) else { return found };
    let file = format!("{slug}/{SAMPLES}");
    let Some(source) = Source::<Samples>::read(file, &text, &mut found) else { return found };
    let mut reached = Reached::default();
    if !source.value.samples.iter().any(|sample| sample.expect.complete) {
        let message = "no sample is complete: nothing shows that the form has a way to the end";
        found.push(source.finding(&[], message, "add `[[sample]]` with `expect.complete = true`"));
    }
    for (at, sample) in source.value.samples.iter().enumerate() {
        for wrong in run(definition, sample, &mut reached) {
            let keys = wrong.keys.iter().map(|key| Key(key));
            let way: Vec<_> = [Key("sample"), Item(at)].into_iter().chain(keys).collect();
            found.push(source.finding(&way, format!("«{}»: {}", sample.name, wrong.message), wrong.remedy));
        }
    }
    found.extend(reached.missing(definition, read));
    found
}

/// Something wrong with a sample: the keys under which it stands, what it is, what to write instead.
struct Wrong {
    keys: Vec<String>,
    message: String,
    remedy: String,
}

impl Wrong {
    fn at(keys: &[&str], message: String, remedy: impl Into<String>) -> Self {
        Self { keys: keys.iter().map(|key| (*key).to_owned()).collect(), message, remedy: remedy.into() }
    }
}

/// What differs. What the sample gets to is added to `reached`.
fn run<'d>(definition: &'d Definition, sample: &Sample, reached: &mut Reached<'d>) -> Vec<Wrong> {
    let Ok(today) = sample.today.parse::<Date>() else {
        let message = format!("`{}` is no day of the form YYYY-MM-DD", sample.today);
        return vec![Wrong::at(&["today"], message, "write a day of the calendar, as \"2026-02-28\"")];
    };
    let (mut pages, mut slips) = (Pages::new(), Vec::new());
    for (page, typed) in &sample.answers {
        pages.extend(taken(definition, page, typed, &mut slips).map(|answers| (page.clone(), answers)));
    }
    let on = On(today);
    let filling = Filling::new(&definition.form, &pages, &on);
    reached.add(definition, &filling);
    // What comes of answers with a slip would only say the slip again.
    if !slips.is_empty() {
        return slips;
    }
    let remedy = "correct the sample, or what it shows to be wrong in the form";
    let differs = verdict(definition, &filling, &sample.expect).into_iter();
    differs.map(|message| Wrong::at(&["expect"], message, remedy)).collect()
}

fn taken(
    definition: &Definition,
    page: &str,
    typed: &BTreeMap<String, String>,
    slips: &mut Vec<Wrong>,
) -> Option<Answers> {
    let step = page.parse().ok().and_then(|key: PageKey| definition.step(&key.step));
    let Some(step) = step else {
        let known = definition.form.steps.iter().map(|step| step.id.as_str());
        let (message, remedy) = (format!("there is no page `{page}`"), nearest::remedy(page, known));
        slips.push(Wrong::at(&["answers", page], message, remedy));
        return None;
    };
    let answers = accept(step, typed.iter().map(|(name, text)| (name.clone(), text.clone())));
    for (name, _) in typed.iter().filter(|(name, text)| !text.is_empty() && answers.get(name).is_empty()) {
        let known = step.questions.iter().map(|question| question.id.as_str());
        let message = format!("the page `{page}` has no input `{name}`");
        slips.push(Wrong::at(&["answers", page, name], message, nearest::remedy(name, known)));
    }
    Some(answers)
}

fn verdict(definition: &Definition, filling: &Filling<'_>, expect: &Expect) -> Vec<String> {
    let mut wrong = Vec::new();
    let problems: Vec<String> = definition
        .form
        .steps
        .iter()
        .filter(|step| filling.step_shown(step))
        .flat_map(|step| filling.step_problems(step))
        .map(|(page, problem)| format!("{page} {} {}", problem.question, problem.kind.key()))
        .collect();
    if expect.complete && !problems.is_empty() {
        wrong.push(format!("it is not complete: {}", problems.join(", ")));
    }
    if !expect.complete && problems != expect.problems {
        let found = if problems.is_empty() { "nothing".to_owned() } else { problems.join(", ") };
        wrong.push(format!("what is wrong in it is: {found}"));
    }
    let asked = |id: &str| match (definition.step(id), definition.form.question(id)) {
        (Some(step), _) => Some(filling.step_shown(step)),
        (None, Some((step, question))) => {
            Some(filling.pages_of(step).iter().any(|page| filling.shown(question, page.row)))
        }
        (None, None) => None,
    };
    for (ids, wanted) in [(&expect.shown, true), (&expect.hidden, false)] {
        for id in ids {
            match asked(id) {
                None => wrong.push(format!("there is no question and no step `{id}`")),
                Some(is) if is != wanted => {
                    wrong.push(format!("`{id}` is {}asked", if is { "" } else { "not " }));
                }
                Some(_) => {}
            }
        }
    }
    wrong.extend(documents(definition, filling, expect));
    wrong.extend(total(definition, filling, expect));
    wrong
}

fn documents(definition: &Definition, filling: &Filling<'_>, expect: &Expect) -> Option<String> {
    let wanted: BTreeSet<&str> = expect.documents.as_ref()?.iter().map(String::as_str).collect();
    let asked: BTreeSet<&str> = definition
        .slots
        .iter()
        .filter(|slot| !slot.optional && slot.when.as_ref().is_none_or(|when| when.holds(filling)))
        .map(|slot| slot.id.as_str())
        .collect();
    let list = |ids: &BTreeSet<&str>| ids.iter().copied().collect::<Vec<_>>().join(", ");
    (asked != wanted).then(|| format!("the documents that must be given are: {}", list(&asked)))
}

fn total(definition: &Definition, filling: &Filling<'_>, expect: &Expect) -> Option<String> {
    let text = expect.total.as_ref()?;
    let Some(wanted) = Decimal::parse(text).and_then(|sum| sum.cents()) else {
        return Some(format!("`{text}` is no sum: write euros and cents as 125.00"));
    };
    match definition.fees.bill(filling) {
        Ok(bill) if bill.total == wanted => None,
        Ok(bill) => Some(format!("it costs {}", euros(bill.total, contract::Lang::It))),
        Err(stop) => Some(format!("the fees cannot be worked out: {stop}")),
    }
}
