//! What pages show of a definition: questions, answers in words, documents, actions, the service.

use std::collections::BTreeMap;

use super::{Definition, FieldContext, Slot};
use contract::{
    Lang,
    cases::{AnswerGroup, AnswerLine, BillLine, BillView, PartView, StatementView},
    catalogue::{ServiceCard, ServicePage},
    documents::{DocumentRow, SlotView},
    forms::{
        AnswerProblem, Answers, FieldKind, Filling, Guide, PageKey, Problem, ProblemKind, Question, Step,
        public_words, value_words, words,
    },
    inspection::FileKind,
};

/// A problem with the procedure's own words for it, where it says what to write.
#[must_use]
pub fn problem_view(def: &Definition, lang: Lang, problem: &AnswerProblem<'_>) -> Problem {
    let texts = def.text(lang);
    let absent = matches!(problem.kind, ProblemKind::Missing | ProblemKind::NotDeclared);
    let own = texts.question(problem.question).missing.filter(|_| absent);
    let text = problem.rule.map(|rule| texts.rule(rule)).or(own);
    let money = def.form.question(problem.question).is_some_and(|(_, of)| of.kind == FieldKind::Money);
    let sum = money && matches!(problem.kind, ProblemKind::TooSmall | ProblemKind::TooLarge);
    Problem {
        kind: problem.kind,
        part: problem.part.to_owned(),
        text: text.map(str::to_owned),
        limit: problem.limit.filter(|_| !sum),
        cents: problem.limit.filter(|_| sum),
    }
}

/// What the browser needs to follow the conditions and rules of a page while one types.
pub(crate) fn guide(context: &FieldContext<'_, '_>, step: &Step) -> Guide {
    let texts = context.definition.text(context.lang);
    let label = |question: &str| texts.question(question).label.to_owned();
    Guide::new(context.filling, step, context.page, label, |rule| texts.rule(rule).to_owned())
}

/// The first answers of a row in words: what tells it from the others.
pub(crate) fn row_words(def: &Definition, lang: Lang, step: &Step, answers: &Answers) -> String {
    let texts = def.text(lang);
    let first = step.questions.iter().find_map(|question| {
        words(question, answers, lang, |value| texts.choice(&question.id, value).map(str::to_owned))
    });
    first.unwrap_or_default()
}

/// For whom answers are put into words.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// Whether they may still be changed: with links to where, and with what is missing or wrong.
    pub draft: bool,
    /// Whether the reader may see data of a special category.
    pub special: bool,
    /// Who answers for each part of the form, by the part's id.
    pub statements: BTreeMap<String, StatementView>,
}

/// All answers in words, page by page, of what is asked.
#[must_use]
pub fn answer_groups(
    def: &Definition,
    lang: Lang,
    filling: &Filling<'_>,
    reading: &Reading,
) -> Vec<AnswerGroup> {
    let mut groups: Vec<AnswerGroup> = Vec::new();
    let mut last: Option<&str> = None;
    for step in def.form.steps.iter().filter(|step| filling.step_shown(step)) {
        let mut of_step = step_groups(def, lang, filling, step, reading);
        let Some(first) = of_step.first_mut() else { continue };
        let part = step.section.as_deref();
        first.part = part.filter(|_| part != last).map(|part| PartView {
            title: def.text(lang).section(part).title.to_owned(),
            statement: reading.statements.get(part).cloned(),
        });
        last = part;
        groups.append(&mut of_step);
    }
    groups
}

/// The groups of one step: one, or one for each row.
fn step_groups(
    def: &Definition,
    lang: Lang,
    filling: &Filling<'_>,
    step: &Step,
    reading: &Reading,
) -> Vec<AnswerGroup> {
    let Reading { draft, special, .. } = *reading;
    let texts = def.text(lang);
    let title = texts.step(&step.id);
    let mut groups = Vec::new();
    let row_problem = filling.row_problem(step).filter(|_| draft);
    if step.repeat.is_some() && (filling.rows(step).is_empty() || row_problem.is_some()) {
        groups.push(AnswerGroup {
            part: None,
            title: title.title.to_owned(),
            change: draft.then(|| step.id.clone()),
            lines: Vec::new(),
            problems: row_problem
                .iter()
                .map(|problem| (title.title.to_owned(), problem_view(def, lang, problem)))
                .collect(),
        });
    }
    for (place, page) in filling.pages_of(step).into_iter().enumerate() {
        let lines = group_lines(def, lang, filling, step, &page, special);
        // A page that only says something has nothing to sum up.
        if lines.is_empty() && page.row.is_none() {
            continue;
        }
        let problems = if draft { filling.problems(&page) } else { Vec::new() };
        groups.push(AnswerGroup {
            part: None,
            title: match page.row {
                Some(_) => format!("{} – {} {}", title.title, title.row, place + 1),
                None => title.title.to_owned(),
            },
            change: draft.then(|| page.to_string()),
            lines,
            problems: problems
                .iter()
                .map(|problem| {
                    let label = texts.question(problem.question).label.to_owned();
                    (label, problem_view(def, lang, problem))
                })
                .collect(),
        });
    }
    groups
}

fn group_lines(
    def: &Definition,
    lang: Lang,
    filling: &Filling<'_>,
    step: &Step,
    page: &PageKey,
    special: bool,
) -> Vec<AnswerLine> {
    let texts = def.text(lang);
    let answers = filling.answers(page);
    step.questions
        .iter()
        .filter(|question| !matches!(question.kind, FieldKind::Information | FieldKind::File))
        .filter(|question| filling.shown(question, page.row))
        .map(|question| {
            let value = answer_words(def, lang, filling, question, page, answers);
            let reserved = question.special && !special && value.is_some();
            AnswerLine {
                label: texts.question(&question.id).label.to_owned(),
                value: value.filter(|_| !reserved),
                reserved,
            }
        })
        .collect()
}

fn answer_words(
    def: &Definition,
    lang: Lang,
    filling: &Filling<'_>,
    question: &Question,
    page: &PageKey,
    answers: &Answers,
) -> Option<String> {
    let label = |value: &str| def.text(lang).choice(&question.id, value).map(str::to_owned);
    if question.kind == FieldKind::Computed {
        filling.value_in(question, page.row).and_then(|value| value_words(&value, lang, label))
    } else {
        words(question, answers, lang, label)
    }
}

/// Every question of the form by its id, with its answer in words; of a step with rows, one after the other. Empty where
/// nothing was answered or asked, and for data of a special category.
pub(crate) fn answers_in_words(
    def: &Definition,
    lang: Lang,
    filling: &Filling<'_>,
) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for step in &def.form.steps {
        let shown = filling.step_shown(step);
        let pages = if shown { filling.pages_of(step) } else { Vec::new() };
        for question in step.questions.iter().filter(|question| question.kind != FieldKind::Information) {
            let told = pages.iter().filter(|page| !question.special && filling.shown(question, page.row));
            let told = told
                .filter_map(|page| answer_words(def, lang, filling, question, page, filling.answers(page)));
            all.insert(question.id.clone(), told.collect::<Vec<_>>().join("; "));
        }
    }
    all
}

/// The answers that everybody may read, label and words, in the order in which they are named; of a step with rows, one
/// after the other. Nothing of a special category, and nothing by which somebody can be reached.
pub(crate) fn public_answers(
    def: &Definition,
    lang: Lang,
    filling: &Filling<'_>,
    (event, names): (&str, &[String]),
) -> Vec<(String, String)> {
    let mut lines = Vec::new();
    for name in names {
        let step = def.form.steps.iter().find(|step| step.questions.iter().any(|own| own.id == *name));
        let Some(step) = step.filter(|step| filling.step_shown(step)) else { continue };
        let Some(question) = step.questions.iter().find(|own| own.id == *name && !own.special) else {
            continue;
        };
        let label = |value: &str| def.text(lang).choice(name, value).map(str::to_owned);
        let words = filling.pages_of(step).into_iter().filter(|page| filling.shown(question, page.row));
        let words = words.filter_map(|page| public_words(question, filling.answers(&page), lang, label));
        let words: Vec<String> = words.collect();
        if !words.is_empty() {
            lines.push((def.text(lang).published(event, name).to_owned(), words.join("; ")));
        }
    }
    lines
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
        superfluous: false,
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

/// The service in a list.
#[must_use]
pub fn service_card(def: &Definition, lang: Lang) -> ServiceCard {
    let service = def.text(lang).service();
    ServiceCard {
        slug: def.slug().to_owned(),
        title: service.title.clone(),
        summary: service.summary.clone(),
        category: service.category.clone(),
        category_id: def.meta.category.clone(),
        online: true,
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
        access: None,
        conditions: None,
        legal_basis: def.meta.sources.iter().map(|source| source.act.clone()).collect(),
        office: service.office.clone(),
        prechecks: Vec::new(),
        took: None,
    }
}

/// What a draft costs, line by line; `None` for a procedure that costs nothing. While an answer that
/// the sum needs is missing, there is no total.
#[must_use]
pub fn bill_view(def: &Definition, lang: Lang, filling: &Filling<'_>) -> Option<BillView> {
    if def.fees.is_empty() {
        return None;
    }
    let texts = def.text(lang);
    let Ok(bill) = def.fees.bill(filling) else { return Some(BillView { lines: Vec::new(), total: None }) };
    let lines = bill.lines.into_iter().map(|line| {
        let (title, why) = texts.fee(&line.table, &line.row);
        let example = def.fees.table(&line.table).is_some_and(|table| table.example);
        BillLine { title: title.to_owned(), why: why.to_owned(), example, line }
    });
    Some(BillView { lines: lines.collect(), total: Some(bill.total) })
}
