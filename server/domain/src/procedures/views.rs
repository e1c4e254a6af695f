//! What pages show of a definition: questions, answers in words, documents, actions, the service.

use std::collections::BTreeMap;

use contract::{
    Lang,
    cases::{ActionView, AnswerGroup, AnswerLine, Phase},
    catalogue::{ServiceCard, ServicePage},
    documents::{DocumentRow, SlotView},
    forms::{
        AnswerProblem, Answers, ChoiceView, FieldView, InputView, Problem, ProblemKind, Question, Step,
        problems, words,
    },
    inspection::FileKind,
};
use engine::Who;

use super::{Definition, Slot};

/// The questions of a step with what was typed; with what is wrong too, once it was saved.
#[must_use]
pub fn field_views(
    def: &Definition,
    step: &Step,
    lang: Lang,
    answers: &Answers,
    show_problems: bool,
) -> Vec<FieldView> {
    let found = if show_problems { problems(step, answers) } else { Vec::new() };
    step.questions
        .iter()
        .map(|question| {
            let problem = found.iter().find(|problem| problem.question == question.id);
            field_view(def, question, lang, answers, problem.map(|problem| problem_view(def, lang, problem)))
        })
        .collect()
}

fn field_view(
    def: &Definition,
    question: &Question,
    lang: Lang,
    answers: &Answers,
    problem: Option<Problem>,
) -> FieldView {
    let texts = def.text(lang);
    let own = texts.question(&question.id);
    let choice = |value: &String| ChoiceView {
        value: value.clone(),
        label: texts.choice(&question.id, value).unwrap_or(value).to_owned(),
    };
    let input = |part: &&'static str| InputView {
        name: question.input_name(part),
        part: (*part).to_owned(),
        value: answers.of(question, part).to_owned(),
    };
    FieldView {
        id: question.id.clone(),
        kind: question.kind,
        label: own.label.to_owned(),
        hint: own.hint.map(str::to_owned),
        optional: question.optional,
        max_chars: question.max_chars,
        autocomplete: question.autocomplete.clone(),
        choices: question.choices.iter().map(choice).collect(),
        inputs: question.kind.parts().iter().map(input).collect(),
        problem,
    }
}

/// A problem with the procedure's own words for it, where it says what to write.
#[must_use]
pub fn problem_view(def: &Definition, lang: Lang, problem: &AnswerProblem<'_>) -> Problem {
    let absent = matches!(problem.kind, ProblemKind::Missing | ProblemKind::NotDeclared);
    let own = def.text(lang).question(problem.question).missing.filter(|_| absent);
    Problem { kind: problem.kind, text: own.map(str::to_owned), limit: problem.limit }
}

/// All answers in words, step by step, with what is missing or wrong. `answers` is by step id; a
/// step that is not in it was never saved. Links to change them are for the caller to add.
#[must_use]
pub fn answer_groups(def: &Definition, lang: Lang, answers: &BTreeMap<String, Answers>) -> Vec<AnswerGroup> {
    let texts = def.text(lang);
    let nothing = Answers::default();
    def.form
        .steps
        .iter()
        .map(|step| {
            let given = answers.get(&step.id).unwrap_or(&nothing);
            let line = |question: &Question| AnswerLine {
                label: texts.question(&question.id).label.to_owned(),
                value: words(question, given, lang, |value| {
                    texts.choice(&question.id, value).map(str::to_owned)
                }),
            };
            let wrong = |problem: &AnswerProblem<'_>| {
                (texts.question(problem.question).label.to_owned(), problem_view(def, lang, problem))
            };
            AnswerGroup {
                title: texts.step(&step.id).title.to_owned(),
                change: None,
                lines: step.questions.iter().map(line).collect(),
                problems: problems(step, given).iter().map(wrong).collect(),
            }
        })
        .collect()
}

/// A document asked for, with the files already given.
#[must_use]
pub fn slot_view(def: &Definition, slot: &Slot, lang: Lang, files: Vec<DocumentRow>) -> SlotView {
    let own = def.text(lang).slot(&slot.id);
    SlotView {
        slot: slot.id.clone(),
        title: own.title.to_owned(),
        hint: own.hint.to_owned(),
        optional: slot.optional,
        max_files: slot.max_files,
        max_bytes: slot.max_bytes,
        kinds: slot.kinds.iter().map(|kind| kind_words(*kind).0.to_owned()).collect(),
        accept: slot.kinds.iter().map(|kind| kind_words(*kind).1).collect::<Vec<_>>().join(","),
        files,
    }
}

/// A kind of file as people say it, and as the `accept` attribute says it.
fn kind_words(kind: FileKind) -> (&'static str, &'static str) {
    match kind {
        FileKind::Pdf => ("PDF", ".pdf,application/pdf"),
        FileKind::P7m => ("P7M", ".p7m,application/pkcs7-mime"),
        FileKind::Jpeg => ("JPEG", ".jpg,.jpeg,image/jpeg"),
        FileKind::Png => ("PNG", ".png,image/png"),
        FileKind::Other => ("", ""),
    }
}

/// What somebody can do with a case in a state, in the order of the workflow.
#[must_use]
pub fn action_views(def: &Definition, lang: Lang, state: &str, who: &[Who]) -> Vec<ActionView> {
    let texts = def.text(lang);
    def.workflow
        .possible(state, who)
        .map(|event| {
            let own = texts.event(&event.id);
            ActionView {
                event: event.id.clone(),
                label: own.label.to_owned(),
                explain: own.explain.to_owned(),
                withdraws: def.workflow.state(&event.to).is_some_and(|to| to.phase == Phase::Withdrawn),
                text_label: event.text.and(own.text_label).map(str::to_owned),
                text_max: event.text.map_or(0, |text| text.max_chars),
                typed: String::new(),
                problem: None,
            }
        })
        .collect()
}

/// The service in a list.
#[must_use]
pub fn service_card(def: &Definition, lang: Lang) -> ServiceCard {
    let service = def.text(lang).service();
    ServiceCard {
        slug: def.slug().to_owned(),
        title: service.title.clone(),
        summary: service.summary.clone(),
        category: service.category.clone(),
    }
}

/// The service's own page.
#[must_use]
pub fn service_page(def: &Definition, lang: Lang) -> ServicePage {
    let service = def.text(lang).service();
    ServicePage {
        card: service_card(def, lang),
        addressed_to: service.addressed_to.clone(),
        description: service.description.clone(),
        how_to: service.how_to.clone(),
        needed: service.needed.clone(),
        obtained: service.obtained.clone(),
        times: service.times.clone(),
        cost: service.cost.clone(),
        legal_basis: def.meta.sources.iter().map(|source| source.act.clone()).collect(),
        office: service.office.clone(),
    }
}
