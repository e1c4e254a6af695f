//! What is wrong with the life of a case and with its terms: names, formulas, and what never ends.

use contract::{
    cases::{Phase, Works},
    expr::{Formula, Type},
    forms::{FieldKind, Form},
};
use engine::{
    Effect, Place, Who, Workflow,
    clock::{Clocks, FromDay},
    expressions::Known,
};

use super::{
    Finding,
    check::{ID_REMEDY, is_id},
    formulas,
    load::{CLOCKS, Folder, of_file},
    slips,
    source::{
        At::{self, Item, Key},
        Source,
    },
};

/// Everything wrong in `workflow.toml` and `clocks.toml`. Their formulas are read in place.
pub(super) fn findings(folder: &mut Folder<'_>, known: Option<&Known>, found: &mut Vec<Finding>) {
    let Some(workflow) = &mut folder.workflow else { return };
    ids(workflow, found);
    if let Some(known) = known {
        let known = with_tracks(known, &workflow.value);
        conditions(workflow, &known, found);
        if let Some(clocks) = &mut folder.clocks {
            lengths(clocks, &known, found);
        }
    }
    let missing = folder.clocks.is_none() && waits_for_terms(&workflow.value);
    if missing {
        found.push(no_terms(folder.slug));
    }
    for finding in workflow.value.findings() {
        found.push(placed(workflow, finding));
    }
    let none = Clocks::default();
    let clocks = folder.clocks.as_ref().map_or(&none, |clocks| &clocks.value);
    // What names terms would only repeat that none is there.
    for finding in clocks.findings(&workflow.value).into_iter().filter(|_| !missing) {
        let in_clocks = matches!(finding.place, Place::Term(_) | Place::Version(..) | Place::Move(..));
        found.push(match folder.clocks.as_ref().filter(|_| in_clocks) {
            Some(clocks) => placed(clocks, finding),
            None => placed(workflow, finding),
        });
    }
    if let (Some(workflow), Some(form)) = (&folder.workflow, &folder.form) {
        published(workflow, &form.form, found);
        debtors(workflow, &form.form, found);
        slips::in_workflow(&form.form, workflow, found);
        if let Some(clocks) = &folder.clocks {
            slips::in_clocks(&form.form, clocks, found);
            days(clocks, &form.form, found);
        }
    }
    let Some(workflow) = &folder.workflow else { return };
    registered(workflow, found);
    if let Some(documents) = &folder.documents {
        let there = |id: &String| documents.value.slots.iter().any(|slot| slot.id == *id);
        for (index, event) in workflow.value.events.iter().enumerate() {
            for id in event.documents.iter().filter(|id| !there(id)) {
                let message =
                    format!("the event `{}` needs the document `{id}`, which is not there", event.id);
                let way = [Key("event"), Item(index), Key("documents")];
                found.push(workflow.finding(&way, message, "name a document of documents.toml"));
            }
            if event.files && documents.value.answers.is_none() {
                let message =
                    format!("the event `{}` sends files, and none may come with an answer", event.id);
                let way = [Key("event"), Item(index), Key("files")];
                found.push(workflow.finding(&way, message, "add `[answers]` to documents.toml"));
            }
        }
    }
}

/// Said once, where the whole file of terms is missing.
fn no_terms(slug: &str) -> Finding {
    let remedy =
        format!("add `{CLOCKS}` with the terms to the procedure's folder; a slip in its name is enough");
    of_file(slug, CLOCKS, "the file is not there, and events of workflow.toml wait for terms", &remedy)
}

/// Whether something in a workflow comes about by terms: without them it says nothing.
pub(super) fn waits_for_terms(workflow: &Workflow) -> bool {
    workflow.events.iter().any(|event| event.before.is_some() || event.who.contains(&Who::System))
}

/// What stops the works is an act that is sent; what the applicant does in a filed case comes in.
fn registered(workflow: &Source<'_, Workflow>, found: &mut Vec<Finding>) {
    let draft = |id: &String| workflow.value.state(id).is_some_and(|state| state.phase == Phase::Draft);
    for (index, event) in workflow.value.events.iter().enumerate() {
        let has = |effect: Effect| event.effects.contains(&effect);
        let office = event.who.iter().any(|who| matches!(who, Who::Clerk | Who::Rup | Who::Dirigente));
        let at = |key| [Key("event"), Item(index), Key(key)];
        let works = event.branches.iter().map(|branch| branch.works).chain([event.works]);
        let registered = has(Effect::RegisterOutgoing) || has(Effect::RegisterIncoming);
        if office && works.flatten().any(|works| works == Works::Stop) && !registered {
            let message =
                format!("the event `{}` stops the works, and nothing is registered and sent", event.id);
            let remedy = "add the effect `register_outgoing` and a `deed`, or `register_incoming` for an act of others";
            found.push(workflow.finding(&at("works"), message, remedy));
        }
        let own = event.who == [Who::Applicant] && !event.from.iter().any(draft);
        if own && !registered {
            let message = format!("what the applicant does with the event `{}` is not registered", event.id);
            found.push(workflow.finding(&at("id"), message, "add the effect `register_incoming`"));
        }
    }
}

/// What everybody reads are answers, and none that is nobody else's to read.
fn published(workflow: &Source<'_, Workflow>, form: &Form, found: &mut Vec<Finding>) {
    for (index, event) in workflow.value.events.iter().enumerate() {
        for (at, name) in event.publish.iter().flat_map(|rule| &rule.answers).enumerate() {
            let way = [Key("event"), Item(index), Key("publish"), Key("answers"), Item(at)];
            let question = form.steps.iter().flat_map(|step| &step.questions).find(|own| own.id == *name);
            let (message, remedy) = match question {
                None => (
                    format!("the event `{}` publishes `{name}`, which is no question of the form", event.id),
                    "name a question of form.toml",
                ),
                Some(question) if question.special => (
                    format!("the event `{}` publishes `{name}`, which is of a special category", event.id),
                    "take it out: nobody may publish it",
                ),
                Some(question) if !question.kind.public() => (
                    format!(
                        "the event `{}` publishes `{name}`, by which somebody can be reached or known",
                        event.id
                    ),
                    "take it out: of a person or a firm the name is published, and no more",
                ),
                Some(_) => continue,
            };
            found.push(workflow.finding(&way, message, remedy));
        }
    }
}

/// Who owes a payment is named by a person, a firm or a code.
fn debtors(workflow: &Source<'_, Workflow>, form: &Form, found: &mut Vec<Finding>) {
    use FieldKind::{Company, Person, Professional, TaxCode};
    for (index, event) in workflow.value.events.iter().enumerate() {
        for (at, name) in event.payment.iter().flat_map(|rule| &rule.debtor).enumerate() {
            let says = match form.question(name) {
                None => "is no question of the form",
                Some((_, question)) if question.special => "is of a special category",
                Some((_, question))
                    if !matches!(question.kind, Person | Professional | Company | TaxCode) =>
                {
                    "names nobody"
                }
                Some(_) => continue,
            };
            let way = [Key("event"), Item(index), Key("payment"), Key("debtor"), Item(at)];
            let message = format!("the event `{}` asks `{name}` for a payment, which {says}", event.id);
            let remedy = "name a question of the kind `person`, `professional`, `company` or `tax_code`";
            found.push(workflow.finding(&way, message, remedy));
        }
    }
}

/// A day that an answer says is the answer to a question for a day, which is asked once.
fn days(clocks: &Source<'_, Clocks>, form: &Form, found: &mut Vec<Finding>) {
    for (index, term) in clocks.value.terms.iter().enumerate() {
        for (at, moves) in term.moves.iter().enumerate() {
            let FromDay::Answer(name) = &moves.day else { continue };
            let says = match form.question(name) {
                None => "is no question of the form",
                Some((_, question)) if question.kind != FieldKind::Date => "asks for no day",
                Some((step, _)) if step.repeat.is_some() => "is asked in rows",
                Some(_) => continue,
            };
            let way = [Key("term"), Item(index), Key("on"), Item(at), Key("day")];
            let message = format!("the term `{}` counts from the answer to `{name}`, which {says}", term.id);
            found.push(clocks.finding(
                &way,
                message,
                "name a question of the kind `date` that is asked once",
            ));
        }
    }
}

fn ids(workflow: &Source<'_, Workflow>, found: &mut Vec<Finding>) {
    let value = &workflow.value;
    let states = value.states.iter().enumerate().map(|(index, state)| (Place::State(index), &state.id));
    let events = value.events.iter().enumerate().map(|(index, event)| (Place::Event(index), &event.id));
    let tracks = value.tracks.iter().enumerate().map(|(index, track)| (Place::Track(index), &track.id));
    for (place, id) in states.chain(events).chain(tracks) {
        if !is_id(id, '_') {
            let message = format!("`{id}` cannot be an id");
            found.push(workflow.finding(&way(place), message, ID_REMEDY));
        }
    }
}

/// Conditions know the answers, and how many tracks run and were opened.
fn with_tracks(known: &Known, workflow: &Workflow) -> Known {
    let mut known = known.clone();
    for state in workflow.states.iter().filter(|state| state.track.is_some()) {
        known.names.insert(format!("in_{}", state.id), Type::Int);
        for track in workflow.tracks.iter().filter(|track| state.track.as_ref() != Some(&track.id)) {
            known.names.insert(format!("in_{}_without_{}", state.id, track.id), Type::Int);
        }
    }
    for track in &workflow.tracks {
        for counts in ["open", "all"] {
            known.names.insert(format!("{counts}_{}", track.id), Type::Int);
        }
    }
    known
}

/// An event that moves a body's track may ask what else that body has.
fn with_own(known: &Known, workflow: &Workflow) -> Known {
    let mut known = known.clone();
    known.names.extend(workflow.tracks.iter().map(|track| (format!("own_{}", track.id), Type::Int)));
    known
}

fn conditions(workflow: &mut Source<'_, Workflow>, known: &Known, found: &mut Vec<Finding>) {
    let mut faults = Vec::new();
    let beside = with_own(known, &workflow.value);
    for (index, event) in workflow.value.events.iter_mut().enumerate() {
        let known = if event.track.is_some() { &beside } else { known };
        let at_event = vec![Key("event"), Item(index), Key("when")];
        let own = event.when.iter_mut().map(|when| (at_event.clone(), when));
        let branches = event.branches.iter_mut().enumerate().map(|(at, branch)| {
            let way = vec![Key("event"), Item(index), Key("branch"), Item(at), Key("when")];
            (way, &mut branch.when)
        });
        faults.extend(own.chain(branches).filter_map(|(way, when)| fault(way, when, known)));
    }
    for (way, fault) in faults {
        found.push(workflow.finding(&way, fault.message, fault.remedy));
    }
}

fn lengths(clocks: &mut Source<'_, Clocks>, known: &Known, found: &mut Vec<Finding>) {
    let mut faults = Vec::new();
    for (index, term) in clocks.value.terms.iter_mut().enumerate() {
        if !is_id(&term.id, '_') {
            let fault = engine::expressions::Fault {
                message: format!("`{}` cannot be an id", term.id),
                remedy: ID_REMEDY.to_owned(),
            };
            faults.push((vec![Key("term"), Item(index), Key("id")], fault));
        }
        for (at, version) in term.versions.iter_mut().enumerate() {
            let way = vec![Key("term"), Item(index), Key("version"), Item(at), Key("when")];
            faults.extend(version.when.as_mut().and_then(|when| fault(way, when, known)));
        }
    }
    for (way, fault) in faults {
        found.push(clocks.finding(&way, fault.message, fault.remedy));
    }
}

type Fault = (Vec<At<'static>>, engine::expressions::Fault);

fn fault(way: Vec<At<'static>>, when: &mut Formula, known: &Known) -> Option<Fault> {
    formulas::condition(when, known).err().map(|fault| (way, fault))
}

/// A finding on the line of the key that says it; where that is not there, of the id.
fn placed<T>(source: &Source<'_, T>, finding: engine::Finding) -> Finding {
    let whole = way(finding.place);
    let mut own = whole.clone();
    if let (Some(last), Some(key)) = (own.last_mut(), finding.key) {
        *last = Key(key);
    }
    let way = if source.has(&own) { own } else { whole };
    source.finding(&way, finding.message, finding.remedy)
}

/// The way to what a finding is about.
fn way(place: Place) -> Vec<At<'static>> {
    let in_list = |list: &'static str, index: usize| vec![Key(list), Item(index), Key("id")];
    match place {
        Place::Workflow => vec![Key("initial")],
        Place::State(index) => in_list("state", index),
        Place::Event(index) => in_list("event", index),
        Place::Track(index) => in_list("track", index),
        Place::Term(index) => in_list("term", index),
        Place::Branch(event, at) => vec![Key("event"), Item(event), Key("branch"), Item(at), Key("to")],
        Place::Version(term, at) => vec![Key("term"), Item(term), Key("version"), Item(at), Key("length")],
        Place::Move(term, at) => vec![Key("term"), Item(term), Key("on"), Item(at), Key("event")],
    }
}
