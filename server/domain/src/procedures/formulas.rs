//! Formulas of a procedure: read against the names that its form gives, and free of circles.

use std::collections::{BTreeMap, BTreeSet};

use contract::{
    expr::{Formula, Type},
    forms::{Question, Step, row_type, type_of},
};
use engine::expressions::{Fault, Known, read, read_as};

use super::{Finding, form_file::FormSource};

/// The name of the day on which a formula is worked out.
pub(crate) const TODAY: &str = "today";

/// Reads every formula of a form. Gives the names that formulas of documents and fees may use.
pub(super) fn compile(form: &mut FormSource<'_>, found: &mut Vec<Finding>) -> Known {
    let mut compiler = Compiler::new(&form.form.steps);
    compiler.computed(form, found);
    let known = compiler.outside();
    conditions(&compiler, form, found);
    rules(&compiler, form, found);
    if found.is_empty() {
        circles(form, found);
        super::slips::findings(form, found);
        super::special::findings(form, found);
    }
    known
}

/// Reads a condition in place; what is wrong with it is given back.
pub(super) fn condition(formula: &mut Formula, known: &Known) -> Result<(), Fault> {
    typed(formula, known, &Type::Bool)
}

/// Reads a formula of a type in place.
pub(super) fn typed(formula: &mut Formula, known: &Known, wanted: &Type) -> Result<(), Fault> {
    formula.tree = Some(read_as(&formula.text, known, wanted)?);
    Ok(())
}

/// The names that formulas outside the form may use, with their types, of a form without findings.
pub(super) fn known_of(steps: &[Step]) -> Known {
    let mut compiler = Compiler::new(steps);
    loop {
        compiler.lists(steps);
        let open = steps.iter().enumerate().flat_map(|(at, step)| {
            let computed = step.questions.iter().filter_map(|one| Some((one, one.value.as_ref()?)));
            computed.map(move |(question, formula)| (at, question, formula))
        });
        let learned: Vec<(usize, &str, Type)> = open
            .filter(|(_, question, _)| !compiler.computed.contains_key(&question.id))
            .filter_map(|(at, question, formula)| {
                let (_, of) = read(&formula.text, &compiler.inside(at)).ok()?;
                Some((at, question.id.as_str(), of))
            })
            .collect();
        if learned.is_empty() {
            return compiler.outside();
        }
        for (at, id, of) in learned {
            compiler.learn(at, id, of);
        }
    }
}

struct Compiler {
    /// Names that mean the same everywhere.
    names: BTreeMap<String, Type>,
    /// For each repeated step, the names of a row.
    rows: BTreeMap<usize, BTreeMap<String, Type>>,
    /// Types of computed values, by id.
    computed: BTreeMap<String, Type>,
}

impl Compiler {
    fn new(steps: &[Step]) -> Self {
        let mut all = Self {
            names: BTreeMap::from([(TODAY.to_owned(), Type::Date)]),
            rows: BTreeMap::new(),
            computed: BTreeMap::new(),
        };
        for (at, step) in steps.iter().enumerate() {
            let typed = step.questions.iter().filter_map(|of| Some((of.id.clone(), type_of(of)?)));
            if step.repeat.is_some() {
                all.rows.insert(at, typed.collect());
            } else {
                all.names.extend(typed);
            }
        }
        all
    }

    fn outside(&self) -> Known {
        Known { names: self.names.clone() }
    }

    /// The names that a formula of a step may use.
    fn inside(&self, step: usize) -> Known {
        let mut names = self.names.clone();
        if let Some(row) = self.rows.get(&step) {
            names.extend(row.iter().map(|(name, of)| (name.clone(), of.clone())));
        }
        Known { names }
    }

    fn learn(&mut self, step: usize, id: &str, of: Type) {
        self.computed.insert(id.to_owned(), of.clone());
        match self.rows.get_mut(&step) {
            Some(row) => row.insert(id.to_owned(), of),
            None => self.names.insert(id.to_owned(), of),
        };
    }

    /// Repeated steps become lists once all their computed values have a type.
    fn lists(&mut self, steps: &[Step]) {
        for step in steps.iter().filter(|step| step.repeat.is_some()) {
            let open =
                |question: &&Question| question.value.is_some() && !self.computed.contains_key(&question.id);
            if !step.questions.iter().any(|question| open(&question)) {
                let of = row_type(step, |question| self.computed.get(&question.id).cloned());
                self.names.insert(step.id.clone(), of);
            }
        }
    }

    /// Works out the types of computed values, those that need others after them.
    fn computed(&mut self, form: &mut FormSource<'_>, found: &mut Vec<Finding>) {
        loop {
            self.lists(&form.form.steps);
            let mut faults = Vec::new();
            let mut learned = false;
            for at in 0..form.form.steps.len() {
                let known = self.inside(at);
                let questions = form.form.steps.get_mut(at).map(|step| &mut step.questions);
                for (nth, question) in questions.into_iter().flatten().enumerate() {
                    let Some(formula) = &mut question.value else { continue };
                    if formula.tree.is_some() {
                        continue;
                    }
                    match read(&formula.text, &known) {
                        Ok((tree, of)) => {
                            formula.tree = Some(tree);
                            self.learn(at, &question.id, of);
                            learned = true;
                        }
                        Err(fault) => faults.push((at, nth, fault)),
                    }
                }
            }
            if !learned || faults.is_empty() {
                self.lists(&form.form.steps);
                found.extend(
                    faults.into_iter().map(|(at, nth, fault)| {
                        form.at_question(at, nth, "value", fault.message, fault.remedy)
                    }),
                );
                return;
            }
        }
    }
}

fn conditions(compiler: &Compiler, form: &mut FormSource<'_>, found: &mut Vec<Finding>) {
    for at in 0..form.form.steps.len() {
        let inside = compiler.inside(at);
        let Some(step) = form.form.steps.get_mut(at) else { continue };
        let mut own = BTreeSet::new();
        let mut faults = Vec::new();
        if let Some(when) = &mut step.when {
            match condition(when, &compiler.outside()) {
                Ok(()) => own = when.names(),
                Err(fault) => faults.push((None, fault)),
            }
        }
        own.retain(|name| *name == step.id || step.questions.iter().any(|question| question.id == *name));
        for (nth, question) in step.questions.iter_mut().enumerate() {
            if let Some(when) = &mut question.when
                && let Err(fault) = condition(when, &inside)
            {
                faults.push((Some(nth), fault));
            }
        }
        for name in own {
            let message = format!("whether the page is asked depends on `{name}`, which it asks itself");
            found.push(form.at_step(at, "when", message, "ask that question on an earlier page"));
        }
        for (nth, fault) in faults {
            found.push(match nth {
                Some(nth) => form.at_question(at, nth, "when", fault.message, fault.remedy),
                None => form.at_step(at, "when", fault.message, fault.remedy),
            });
        }
    }
}

fn rules(compiler: &Compiler, form: &mut FormSource<'_>, found: &mut Vec<Finding>) {
    let place: BTreeMap<String, usize> = form
        .form
        .steps
        .iter()
        .enumerate()
        .flat_map(|(at, step)| step.questions.iter().map(move |question| (question.id.clone(), at)))
        .collect();
    for nth in 0..form.form.rules.len() {
        let Some(rule) = form.form.rules.get_mut(nth) else { continue };
        let Some(at) = place.get(&rule.at) else {
            let message =
                format!("the rule `{}` is said beside `{}`, which is no question", rule.id, rule.at);
            found.push(form.at_rule(nth, "at", message, "write the id of a question of this form"));
            continue;
        };
        if let Err(fault) = condition(&mut rule.must, &compiler.inside(*at)) {
            found.push(form.at_rule(nth, "must", fault.message, fault.remedy));
        }
    }
}

/// Questions that are asked, or worked out, only if they themselves are answered.
fn circles(form: &FormSource<'_>, found: &mut Vec<Finding>) {
    let mut needs: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for step in &form.form.steps {
        let page: BTreeSet<String> = step.when.as_ref().map(Formula::names).unwrap_or_default();
        let mut rows = page.clone();
        for question in &step.questions {
            let mut own = page.clone();
            own.extend(question.when.as_ref().map(Formula::names).unwrap_or_default());
            own.extend(question.value.as_ref().map(Formula::names).unwrap_or_default());
            rows.extend(own.iter().filter(|name| step.question(name).is_none()).cloned());
            needs.insert(&question.id, own);
        }
        if step.repeat.is_some() {
            needs.insert(&step.id, rows);
        }
    }
    for (at, step) in form.form.steps.iter().enumerate() {
        for (nth, question) in step.questions.iter().enumerate() {
            let Some(way) = circle(&needs, &question.id) else { continue };
            let key = if question.value.is_some() { "value" } else { "when" };
            let message = format!("`{}` depends on itself: {}", question.id, way.join(" → "));
            found.push(form.at_question(at, nth, key, message, "take one of these conditions away"));
        }
    }
}

/// The way from a name back to itself.
fn circle(needs: &BTreeMap<&str, BTreeSet<String>>, start: &str) -> Option<Vec<String>> {
    let mut seen = BTreeSet::new();
    let mut open: Vec<Vec<String>> = vec![vec![start.to_owned()]];
    while let Some(way) = open.pop() {
        let next = way.last().and_then(|last| needs.get(last.as_str()));
        for name in next.into_iter().flatten() {
            let mut longer = way.clone();
            longer.push(name.clone());
            if name == start {
                return Some(longer);
            }
            if seen.insert(name.clone()) {
                open.push(longer);
            }
        }
    }
    None
}
