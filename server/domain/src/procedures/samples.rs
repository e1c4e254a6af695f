//! Sample answers of a procedure with what must come of them: the proof, in its folder, that its form
//! leads to the end and asks what its author meant.

use std::collections::{BTreeMap, BTreeSet};

use contract::{
    decimal::Decimal,
    expr::{Names, Value},
    forms::{Answers, Filling, PageKey, Pages, accept},
    money::euros,
};
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
        for (key, message) in run(definition, sample, &mut reached) {
            let way = [Key("sample"), Item(at), Key(key)];
            let remedy = "correct the sample, or what it shows to be wrong in the form";
            found.push(source.finding(&way, format!("«{}»: {message}", sample.name), remedy));
        }
    }
    found.extend(reached.missing(definition, read));
    found
}

/// What differs, with the key it is about. What the sample gets to is added to `reached`.
fn run<'d>(
    definition: &'d Definition,
    sample: &Sample,
    reached: &mut Reached<'d>,
) -> Vec<(&'static str, String)> {
    let mut wrong = Vec::new();
    let Ok(today) = sample.today.parse::<Date>() else {
        return vec![("today", format!("`{}` is no day of the form YYYY-MM-DD", sample.today))];
    };
    let mut pages = Pages::new();
    for (page, typed) in &sample.answers {
        match taken(definition, page, typed) {
            Ok(answers) => drop(pages.insert(page.clone(), answers)),
            Err(message) => wrong.push(("answers", message)),
        }
    }
    let on = On(today);
    let filling = Filling::new(&definition.form, &pages, &on);
    reached.add(definition, &filling);
    wrong
        .extend(verdict(definition, &filling, &sample.expect).into_iter().map(|message| ("expect", message)));
    wrong
}

fn taken(definition: &Definition, page: &str, typed: &BTreeMap<String, String>) -> Result<Answers, String> {
    let step = page.parse().ok().and_then(|key: PageKey| definition.step(&key.step));
    let step = step.ok_or_else(|| format!("there is no page `{page}`"))?;
    let answers = accept(step, typed.iter().map(|(name, text)| (name.clone(), text.clone())));
    match typed.iter().find(|(name, text)| !text.is_empty() && answers.get(name).is_empty()) {
        Some((name, _)) => Err(format!("the page `{page}` has no input `{name}`")),
        None => Ok(answers),
    }
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
