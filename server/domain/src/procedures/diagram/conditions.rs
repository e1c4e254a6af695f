//! Conditions in words: what an author wrote in CEL, as an office and a lawyer read it. What has no plain words stays as it
//! was written, whole: a sentence that is half words and half formula says neither.

use contract::{
    Lang,
    expr::{Expr, Formula, Op},
    time::day_words,
};

use super::{Definition, Words, words::either};

/// A condition in the words of a language, or as it was written.
pub(super) fn in_words(definition: &Definition, lang: Lang, formula: &Formula) -> String {
    let reader = Reader { definition, words: definition.text(lang), lang };
    let said = formula.tree.as_ref().and_then(|tree| reader.condition(tree, false));
    said.unwrap_or_else(|| formula.text.clone())
}

struct Reader<'d> {
    definition: &'d Definition,
    words: Words<'d>,
    lang: Lang,
}

/// What a name of a condition counts.
enum Counted {
    /// How often something beside was begun.
    Begun,
    /// The same of what an event takes away again: how often since then.
    Holds,
    /// How many of them run.
    Open,
    /// How many stand in a state.
    Standing,
    /// How many of its own body.
    Own,
}

impl Reader<'_> {
    fn either(&self, italian: &'static str, english: &'static str) -> &'static str {
        either(self.lang, italian, english)
    }

    /// A condition; `inner`: within another, where a choice stands in brackets.
    fn condition(&self, expr: &Expr, inner: bool) -> Option<String> {
        let Expr::Call(op, operands) = expr else { return None };
        match (op, operands.as_slice()) {
            (Op::And | Op::Or, _) => {
                let mut parts = Vec::new();
                flat(*op, expr, &mut parts);
                // What is not answered is not this answer either: that goes without saying.
                let others = parts.clone();
                parts.retain(|part| *op == Op::And || !says_nothing(part, &others));
                let between = match op {
                    Op::And => self.either(" e ", " and "),
                    _ => self.either(" oppure ", " or "),
                };
                let said =
                    parts.into_iter().map(|one| self.condition(one, true)).collect::<Option<Vec<_>>>()?;
                let said = said.join(between);
                Some(if inner { format!("({said})") } else { said })
            }
            (Op::Not, [one]) => self.denied(one),
            (Op::Has, [Expr::Name(name)]) => {
                Some(format!("{} {}", self.asked(name)?, self.either("ha una risposta", "is answered")))
            }
            (Op::In, [Expr::Name(name), Expr::Call(Op::List, values)]) => {
                let values =
                    values.iter().map(|value| self.value(name, value)).collect::<Option<Vec<_>>>()?;
                let is = self.either("è", "is");
                Some(format!("{} {is} {}", self.asked(name)?, values.join(self.either(" o ", " or "))))
            }
            (op, [left, right]) => self.compared(*op, (left, right), inner),
            _ => None,
        }
    }

    fn denied(&self, expr: &Expr) -> Option<String> {
        match expr {
            Expr::Call(Op::Has, operands) => match operands.as_slice() {
                [Expr::Name(name)] => {
                    let not = self.either("non ha risposta", "is not answered");
                    Some(format!("{} {not}", self.asked(name)?))
                }
                _ => None,
            },
            other => Some(format!(
                "{} ({})",
                self.either("non vale", "it is not so:"),
                self.condition(other, false)?
            )),
        }
    }

    fn compared(&self, op: Op, (left, right): (&Expr, &Expr), inner: bool) -> Option<String> {
        if let Some(counted) = self.counts(op, (left, right), inner) {
            return Some(counted);
        }
        let Expr::Name(name) = left else { return None };
        let is = match op {
            Op::Eq => self.either("è", "is"),
            Op::Ne => self.either("non è", "is not"),
            Op::Lt => self.either("è meno di", "is less than"),
            Op::Le => self.either("è al massimo", "is at most"),
            Op::Gt => self.either("è più di", "is more than"),
            Op::Ge => self.either("è almeno", "is at least"),
            _ => return None,
        };
        Some(format!("{} {is} {}", self.asked(name)?, self.value(name, right)?))
    }

    /// A question, by its words.
    fn asked(&self, name: &str) -> Option<String> {
        let mut questions = self.definition.form.steps.iter().flat_map(|step| &step.questions);
        questions.any(|question| question.id == name).then_some(())?;
        let label = self.words.question(name).label;
        (!label.is_empty()).then(|| format!("«{}»", label.trim_end_matches(':')))
    }

    /// What is compared with an answer.
    fn value(&self, question: &str, value: &Expr) -> Option<String> {
        match value {
            Expr::Bool(yes) => Some(if *yes { self.either("sì", "yes") } else { "no" }.to_owned()),
            Expr::Int(number) => Some(number.to_string()),
            Expr::Date(day) => Some(day_words(*day, self.lang)),
            Expr::Text(text) => self.words.choice(question, text).map(|choice| format!("«{choice}»")),
            _ => None,
        }
    }

    /// What runs beside, counted: some of it, or none. Sums of such counts are told as one list.
    fn counts(&self, op: Op, (left, right): (&Expr, &Expr), inner: bool) -> Option<String> {
        let some = match (op, right) {
            (Op::Gt, Expr::Int(0)) | (Op::Ge, Expr::Int(1)) => true,
            (Op::Eq, Expr::Int(0)) | (Op::Lt, Expr::Int(1)) => false,
            _ => return None,
        };
        let mut names = Vec::new();
        summed(left, &mut names)?;
        let counted = names.iter().map(|name| self.counted(name, &names)).collect::<Option<Vec<_>>>()?;
        let said = |(kind, label): &(Counted, String)| {
            let before = match (kind, some) {
                (Counted::Begun, true) => self.either("c’è stato", "there was"),
                (Counted::Begun, false) => self.either("non c’è stato", "there was no"),
                (Counted::Holds, true) => self.either("vale ancora", "still holding is"),
                (Counted::Holds, false) => {
                    self.either("non c’è o non vale più", "not there, or no longer holding, is")
                }
                (Counted::Open, true) => self.either("è in corso", "under way is"),
                (Counted::Open, false) => self.either("non è in corso", "not under way is"),
                (Counted::Standing, true) => self.either("qualcuno è in", "somebody stands in"),
                (Counted::Standing, false) => self.either("nessuno è in", "nobody stands in"),
                (Counted::Own, true) => self.either("l’ente è tra quelli di", "the body is among those of"),
                (Counted::Own, false) => {
                    self.either("l’ente non è tra quelli di", "the body is not among those of")
                }
            };
            format!("{before} {label}")
        };
        let between = if some { self.either(" o ", " or ") } else { self.either(" e ", " and ") };
        let mut said: Vec<String> = counted.iter().map(said).collect();
        said.dedup();
        let many = inner && some && said.len() > 1;
        let said = said.join(between);
        Some(if many { format!("({said})") } else { said })
    }

    /// What a name counts, in the procedure's words. `beside` are all the names that are counted with it.
    fn counted(&self, name: &str, beside: &[&str]) -> Option<(Counted, String)> {
        let (kind, of) = name.split_once('_')?;
        match kind {
            "all" => {
                let ends =
                    self.definition.workflow.track(of).is_some_and(|track| !track.closed_by.is_empty());
                Some((if ends { Counted::Holds } else { Counted::Begun }, self.track(of)?))
            }
            "open" => Some((Counted::Open, self.track(of)?)),
            "own" => Some((Counted::Own, self.track(of)?)),
            "in" => match of.split_once("_without_") {
                Some((state, without)) => {
                    let not = self.either("senza essere in", "without being in");
                    let state = self.state(state, beside)?;
                    Some((Counted::Standing, format!("{state} {not} {}", self.track(without)?)))
                }
                None => Some((Counted::Standing, self.state(of, beside)?)),
            },
            _ => None,
        }
    }

    /// What runs beside: where it has one state alone, that says what was done.
    fn track(&self, id: &str) -> Option<String> {
        let workflow = &self.definition.workflow;
        let track = workflow.track(id)?;
        let label = self.words.track(&track.id);
        let mut states = workflow.states_of(Some(id));
        Some(match (states.next(), states.next()) {
            (Some(only), None) => match self.words.state(&only.id).label {
                whole if whole.starts_with(label) => format!("«{whole}»"),
                done => format!("«{label}: {done}»"),
            },
            _ => format!("«{label}»"),
        })
    }

    /// A state of what runs beside; with what that is, where others of the same name are not counted with it.
    fn state(&self, id: &str, beside: &[&str]) -> Option<String> {
        let workflow = &self.definition.workflow;
        let state = workflow.state(id)?;
        let label = self.words.state(id).label;
        let counted = |other: &str| {
            let own = |name: &&str| {
                name.strip_prefix("in_").is_some_and(|of| of.split("_without_").next() == Some(other))
            };
            beside.iter().any(own)
        };
        let mut others = workflow
            .states
            .iter()
            .filter(|other| other.track.is_some() && self.words.state(&other.id).label == label);
        match (&state.track, others.all(|other| counted(&other.id))) {
            (Some(track), false) => Some(format!("«{label}» ({})", self.words.track(track))),
            _ => Some(format!("«{label}»")),
        }
    }
}

/// `!has(x)` beside `x != v`.
fn says_nothing(part: &Expr, beside: &[&Expr]) -> bool {
    let Expr::Call(Op::Not, absent) = part else { return false };
    let [Expr::Call(Op::Has, absent)] = absent.as_slice() else { return false };
    let differs =
        |other: &&Expr| matches!(other, Expr::Call(Op::Ne, operands) if operands.first() == absent.first());
    beside.iter().any(differs)
}

/// The parts of a condition that are joined by the same word.
fn flat<'e>(op: Op, expr: &'e Expr, parts: &mut Vec<&'e Expr>) {
    match expr {
        Expr::Call(own, operands) if *own == op => operands.iter().for_each(|one| flat(op, one, parts)),
        other => parts.push(other),
    }
}

/// The names of a sum, in their order; nothing where it holds anything else.
fn summed<'e>(expr: &'e Expr, names: &mut Vec<&'e str>) -> Option<()> {
    match expr {
        Expr::Name(name) => names.push(name),
        Expr::Call(Op::Add, operands) => {
            for operand in operands {
                summed(operand, names)?;
            }
        }
        _ => return None,
    }
    Some(())
}
