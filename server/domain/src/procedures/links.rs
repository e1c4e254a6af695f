//! What a procedure follows: cases of others from which it is begun, what it takes from them, what it brings about there.

use contract::{expr::Formula, forms::FieldKind};
use engine::{
    Who,
    expressions::{Known, nearest},
};
use serde::{Deserialize, Serialize};

use super::{
    Definition, Finding,
    check::{ID_REMEDY, is_id},
    formulas,
    load::Folder,
    source::At::{self, Item, Key},
};

/// The file of links, for procedures that follow others.
pub const LINKS: &str = "links.toml";

/// `links.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Links {
    #[serde(rename = "link")]
    pub(super) links: Vec<Link>,
}

/// A way in which a case of this procedure follows a case of another, or of the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// Its id; the words are in the texts.
    pub id: String,
    /// The slug of the procedure that is followed.
    pub to: String,
    /// The states of the case that is followed in which this one may be begun from it; a draft's state means that both
    /// are prepared and sent together (L. 241/1990, article 19-bis).
    pub states: Vec<String>,
    /// The question that names the case which is followed, by its number or its place in the register, where it is not
    /// begun from there: the office then says whether it is that one. Of several links with the same question that counts
    /// from where the other case is; else the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Acts of the office here that it cannot do before it has said that the case which an answer names is the one: what they
    /// say of that case is then true there too. They hold for every link with the same question.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub confirmed_before: Vec<String>,
    /// Acts of the office here that are there only while the case follows another so, the office having said which. They hold
    /// for every link with the same question.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub only_with: Vec<String>,
    /// Acts of the office here that are there only while the case follows none so: for what no case of the portal keeps count
    /// of. They hold for every link with the same question.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub only_without: Vec<String>,
    /// Events here after which what was said for a day to come happens there no more: a withdrawal, a rejection. They hold for
    /// every link with the same question.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub void_after: Vec<String>,
    /// Questions whose answers are not taken over although both forms ask them under the same id: they mean another day,
    /// or another payment.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skip: Vec<String>,
    /// What the form is told beside the answers that both forms ask under the same id; `[[link.fill]]` in the file.
    #[serde(rename = "fill", default, skip_serializing_if = "Vec::is_empty")]
    pub fills: Vec<Fill>,
    /// What it brings about there; `[[link.fires]]` in the file.
    #[serde(rename = "fires", default, skip_serializing_if = "Vec::is_empty")]
    pub fires: Vec<Fires>,
    /// The law that it comes from.
    pub source: String,
}

/// An answer that comes from the case which is followed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fill {
    /// The question of this form.
    pub question: String,
    /// Where its answer comes from: one of these.
    pub from: FillFrom,
}

/// Where an answer comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FillFrom {
    /// Always the same: a choice.
    Value(String),
    /// What is known of every case.
    Fact(FillFact),
    /// The day on which this event of that case last happened.
    DayOf(String),
    /// The answer to a question of that form.
    Answer(String),
}

/// What is known of every filed case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FillFact {
    /// Its number: `RC-2026-000123`.
    Number,
    /// Its place in the register: `2026/0000123`.
    Protocollo,
    /// The day on which it was filed.
    Filed,
}

/// An event of this procedure that makes another happen in the case which is followed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fires {
    /// The event here.
    pub on: String,
    /// The event there; it has `linked` in its `who`.
    pub event: String,
    /// It happens there only if this holds of the answers here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Formula>,
    /// The question here that says the day on which it counts there; the day of the event here, if it says none, one
    /// that has not come, or one on which it could not have happened there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<String>,
    /// That the case there is for other people from here on: for those of whom the case here is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hands_over: Option<HandsOver>,
}

/// How a case comes to be for other people.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HandsOver {
    /// Those of whom it was stay beside the others, and who holds it holds it on, where this holds of the answers here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beside: Option<Formula>,
}

/// Reads the conditions of the links of a folder in place.
fn conditions(folder: &mut Folder<'_>, known: Option<&Known>, found: &mut Vec<Finding>) {
    let (Some(links), Some(known)) = (&mut folder.links, known) else { return };
    let mut faults = Vec::new();
    for (index, link) in links.value.links.iter_mut().enumerate() {
        for (at, fires) in link.fires.iter_mut().enumerate() {
            let beside = fires.hands_over.as_mut().and_then(|hands| hands.beside.as_mut());
            for (key, formula) in [("when", fires.when.as_mut()), ("hands_over", beside)] {
                let fault = formula.and_then(|formula| formulas::condition(formula, known).err());
                let way: [At<'static>; 5] = [Key("link"), Item(index), Key("fires"), Item(at), Key(key)];
                faults.extend(fault.map(|fault| (way, fault)));
            }
        }
    }
    found.extend(faults.into_iter().map(|(way, fault)| links.finding(&way, fault.message, fault.remedy)));
}

/// What is wrong with the links of a folder, as far as its own files tell. Their formulas are read in place.
pub(super) fn findings(folder: &mut Folder<'_>, known: Option<&Known>, found: &mut Vec<Finding>) {
    conditions(folder, known, found);
    let Some(links) = &folder.links else { return };
    for (index, link) in links.value.links.iter().enumerate() {
        let mut add = |key: &'static str, message: String, remedy: &str| {
            found.push(links.finding(&[Key("link"), Item(index), Key(key)], message, remedy));
        };
        let id = &link.id;
        if !is_id(id, '_') {
            add("id", format!("`{id}` cannot be the id of a link"), ID_REMEDY);
        }
        if links.value.links.iter().take(index).any(|other| other.id == *id) {
            add("id", format!("the link `{id}` is there twice"), "give each link an id of its own");
        }
        if link.states.is_empty() && link.number.is_none() {
            let remedy =
                "name in `states` where it may be begun, or in `number` the question that names the case";
            add("states", format!("nothing leads to the link `{id}`"), remedy);
        }
        let question =
            |name: &str| folder.form.as_ref().is_none_or(|form| form.form.question(name).is_some());
        if let Some(number) = link.number.as_deref().filter(|number| !question(number)) {
            let message = format!("the link `{id}` reads the question `{number}`, which is not there");
            add("number", message, "name a question of form.toml");
        }
        if let Some(fill) = link.fills.iter().find(|fill| !question(&fill.question)) {
            let message = format!("the link `{id}` fills `{}`, which is no question", fill.question);
            add("fill", message, "name a question of form.toml");
        }
        if let Some(skip) = link.skip.iter().find(|skip| !question(skip)) {
            let message = format!("the link `{id}` leaves out `{skip}`, which is no question");
            add("skip", message, "name a question of form.toml");
        }
        let says_day = |name: &String| {
            folder.form.as_ref().is_none_or(|form| {
                form.form.question(name).is_some_and(|(_, question)| question.kind == FieldKind::Date)
            })
        };
        if let Some(day) = link.fires.iter().filter_map(|fires| fires.day.as_ref()).find(|day| !says_day(day))
        {
            let message = format!("the link `{id}` takes its day from `{day}`, which asks for none");
            add("fires", message, "name in `day` a question of the kind `date`");
        }
        let event = |name: &str| folder.workflow.as_ref().is_none_or(|flow| flow.value.event(name).is_some());
        if let Some(act) = link.confirmed_before.iter().find(|act| link.number.is_none() || !event(act)) {
            let message = format!("the link `{id}` lets nobody do `{act}` before it is confirmed");
            let remedy = "name events of workflow.toml, and in `number` the question that names the case";
            add("confirmed_before", message, remedy);
        }
        let placed = [("only_with", &link.only_with), ("only_without", &link.only_without)];
        for (key, act) in
            placed.iter().filter_map(|(key, acts)| Some((*key, acts.iter().find(|act| !event(act))?)))
        {
            let message = format!("the link `{id}` says when `{act}` is there, which is no event here");
            add(key, message, "name events of workflow.toml");
        }
        let both = |act: &&String| {
            let same =
                |other: &&Link| other.id == *id || other.number.is_some() && other.number == link.number;
            links.value.links.iter().filter(same).any(|other| other.only_without.contains(act))
        };
        if let Some(act) = link.only_with.iter().find(both) {
            let message = format!("`{act}` is there only with a case that is followed and only without one");
            add("only_with", message, "leave it in `only_with` or in `only_without`");
        }
        if let Some(void) = link.void_after.iter().find(|void| !event(void)) {
            let message = format!("the link `{id}` is void after `{void}`, which is no event here");
            add("void_after", message, "name events of workflow.toml");
        }
        if let Some(fires) = link.fires.iter().find(|fires| !event(&fires.on)) {
            let message = format!("the link `{id}` waits for `{}`, which is no event here", fires.on);
            add("fires", message, "name an event of workflow.toml in `on`");
        }
    }
    found.extend(links.blank_texts());
}

/// What is wrong with links between procedures: names that the procedure which is followed does not have, and events for
/// a linked case that none brings about. Only what is among `all` is looked at.
#[must_use]
pub fn link_findings(all: &[&Definition]) -> Vec<Finding> {
    let mut found = Vec::new();
    for definition in all {
        for link in &definition.links {
            match all.iter().find(|other| other.slug() == link.to) {
                Some(other) => across(definition, link, other, &mut found),
                None => {
                    let message =
                        format!("it follows the procedure `{}`, which is not there or has mistakes", link.to);
                    let slugs = all.iter().map(|other| other.slug());
                    let remedy = match nearest::near(&link.to, slugs) {
                        Some(meant) => format!("write `{meant}`"),
                        None => "name the slug of a procedure in `to`; where it is there, check it first"
                            .to_owned(),
                    };
                    found.push(between(definition.slug(), link, "to", message, remedy));
                }
            }
        }
        let linked = |event: &&engine::Event| event.who == [Who::Linked];
        for event in definition.workflow.events.iter().filter(linked) {
            let fires = |link: &Link| {
                link.to == definition.slug() && link.fires.iter().any(|fires| fires.event == event.id)
            };
            if !all.iter().any(|other| other.links.iter().any(fires)) {
                found.push(Finding {
                    file: format!("{}/workflow.toml", definition.slug()),
                    line: None,
                    key: Some(format!("event.{}", event.id)),
                    message: format!("no linked case brings the event `{}` about", event.id),
                    remedy: "name it in `[[link.fires]]` of the procedure that follows this one".to_owned(),
                });
            }
        }
    }
    found
}

/// What a link says of the procedure that it follows.
fn across(own: &Definition, link: &Link, other: &Definition, found: &mut Vec<Finding>) {
    let mut add = |key: String, message: String, remedy: String| {
        found.push(between(own.slug(), link, &key, message, remedy));
    };
    let events = || other.workflow.events.iter();
    for state in link.states.iter().filter(|state| other.workflow.state(state).is_none()) {
        let known = other.workflow.states.iter().map(|state| state.id.as_str());
        let message = format!("`{}` has no state `{state}`", link.to);
        add(format!("states.{state}"), message, nearest::remedy(state, known));
    }
    for fires in &link.fires {
        let open = other.workflow.event(&fires.event).is_some_and(|event| event.who.contains(&Who::Linked));
        if !open {
            let linked = events().filter(|event| event.who.contains(&Who::Linked));
            let remedy = match nearest::near(&fires.event, linked.map(|event| event.id.as_str())) {
                Some(meant) => format!("write `{meant}`"),
                None => "name an event there that has `linked` in its `who`".to_owned(),
            };
            let message = format!("`{}` lets no linked case bring `{}` about", link.to, fires.event);
            add(format!("fires.{}.event", fires.event), message, remedy);
        }
    }
    for fill in &link.fills {
        let choices = own.form.question(&fill.question).map(|(_, question)| &question.choices);
        let remedy = match &fill.from {
            FillFrom::Answer(question) if other.form.question(question).is_none() => {
                let asked = other.form.steps.iter().flat_map(|step| &step.questions);
                nearest::remedy(question, asked.map(|question| question.id.as_str()))
            }
            FillFrom::DayOf(event) if other.workflow.event(event).is_none() => {
                nearest::remedy(event, events().map(|event| event.id.as_str()))
            }
            FillFrom::Value(value)
                if choices.is_some_and(|choices| !choices.is_empty() && !choices.contains(value)) =>
            {
                nearest::remedy(value, choices.into_iter().flatten().map(String::as_str))
            }
            _ => continue,
        };
        let message = format!("`{}` cannot be filled so", fill.question);
        add(format!("fill.{}.from", fill.question), message, remedy);
    }
}

fn between(slug: &str, link: &Link, key: &str, message: String, remedy: String) -> Finding {
    Finding {
        file: format!("{slug}/{LINKS}"),
        line: None,
        key: Some(format!("link.{}.{key}", link.id)),
        message,
        remedy,
    }
}
