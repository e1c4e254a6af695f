//! The names that templates of acts use, in whatever branch they stand.

use contract::forms::FieldKind;
use engine::expressions::nearest;

use super::{
    Finding,
    check_deeds::deed_file,
    load::{Folder, of_file},
};

/// What gives an answer, and what gives a term: the words of a template before the name in quotes.
const OF_ANSWERS: [&str; 2] = ["answer", "act.answers.at"];
const OF_TERMS: [&str; 3] = ["term", "ends", "act.terms.at"];

/// Names in templates that no question and no term has. Laying out examples finds only those that an example comes to.
pub(super) fn findings(folder: &Folder<'_>, found: &mut Vec<Finding>) {
    let (Some(form), Some(workflow)) = (&folder.form, &folder.workflow) else { return };
    let questions: Vec<&str> = form
        .form
        .steps
        .iter()
        .flat_map(|step| &step.questions)
        .filter(|question| question.kind != FieldKind::Information)
        .map(|question| question.id.as_str())
        .collect();
    let clocks = folder.clocks.as_ref().map(|clocks| &clocks.value.terms);
    let terms: Vec<&str> = clocks.into_iter().flatten().map(|term| term.id.as_str()).collect();
    for (id, text) in &folder.deeds {
        let text = without_remarks(text);
        let mut say = |kind: &str, words: &[&str], known: &[&str]| {
            for (line, name) in words.iter().flat_map(|word| named(&text, word)) {
                if known.contains(&name) {
                    continue;
                }
                let remedy = if known.is_empty() {
                    format!("take it out: there is no {kind}")
                } else {
                    nearest::remedy(name, known.iter().copied())
                };
                let message = format!("the template names the {kind} `{name}`, which is not there");
                found.push(Finding {
                    line: Some(line),
                    ..of_file(folder.slug, &deed_file(id), &message, &remedy)
                });
            }
        };
        say("question", &OF_ANSWERS, &questions);
        // Where the whole file of terms is missing, that is said.
        if !terms.is_empty() || !super::check_workflow::waits_for_terms(&workflow.value) {
            say("term", &OF_TERMS, &terms);
        }
    }
}

/// The template with its remarks blanked, so that lines stay where they are.
fn without_remarks(text: &str) -> String {
    let mut blanked = String::with_capacity(text.len());
    let mut within = 0_usize;
    for line in text.split_inclusive('\n') {
        let mut rest = line;
        let mut before = ' ';
        while let Some(sign) = rest.chars().next() {
            // An address has two slashes too.
            if within == 0 && rest.starts_with("//") && before != ':' {
                blanked.push('\n');
                break;
            }
            if rest.starts_with("/*") {
                within += 1;
            } else if rest.starts_with("*/") && within > 0 {
                within -= 1;
            }
            blanked.push(if within == 0 || sign == '\n' { sign } else { ' ' });
            before = sign;
            rest = rest.get(sign.len_utf8()..).unwrap_or_default();
        }
    }
    blanked
}

/// The names in quotes that are all that a word of the template is given, each with its line from 1.
fn named<'t>(text: &'t str, word: &str) -> Vec<(usize, &'t str)> {
    // A template that gives the word a meaning of its own knows what it names.
    if text.contains(&format!("let {word}(")) {
        return Vec::new();
    }
    let of_word = |sign: char| sign.is_alphanumeric() || matches!(sign, '-' | '_' | '.');
    let mut names = Vec::new();
    for (at, _) in text.match_indices(word) {
        let alone = !text.get(..at).is_some_and(|before| before.ends_with(of_word));
        let given = text.get(at + word.len()..).and_then(|rest| rest.strip_prefix('('));
        let name = given.and_then(|given| given.trim_start().strip_prefix('"')?.split_once('"'));
        let Some((name, rest)) = name.filter(|_| alone) else { continue };
        if rest.trim_start().starts_with(')') {
            let line = 1 + text.get(..at).unwrap_or_default().matches('\n').count();
            names.push((line, name));
        }
    }
    names
}
