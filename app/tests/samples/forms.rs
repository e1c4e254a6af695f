//! Sample pages of questions, rows, parts and versions.

use contract::{
    cases::{
        Confirmation, GivenPage, PartView, RowView, RowsView, StatementPerson, StatementView, StepLink,
        StepPage, StepTarget, TasksPage, VersionChange, VersionPage,
    },
    forms::{
        ChoiceView, FieldKind, FieldView, Filling, Form, Guide, InputView, NoNames, Note, OfferView, Pages,
        Problem, ProblemKind, SectionAct, Step,
    },
};

use super::{AT, HOSTILE, case_id};

pub(crate) fn steps(current: usize) -> Vec<StepLink> {
    let targets = [
        ("Committente e immobile", StepTarget::Questions("committente".to_owned())),
        ("Lavori e dichiarazioni", StepTarget::Questions("lavori".to_owned())),
        ("", StepTarget::Documents),
        ("", StepTarget::Summary),
    ];
    let links = targets.into_iter().enumerate().map(|(place, (title, target))| StepLink {
        title: title.to_owned(),
        section: String::new(),
        target,
        current: place == current,
        done: place < current,
    });
    links.collect()
}

/// A question of a kind with something typed in it.
pub(crate) fn field(id: &str, kind: FieldKind, problem: Option<ProblemKind>) -> FieldView {
    let inputs = kind.parts().iter().map(|part| InputView {
        name: if part.name.is_empty() { id.to_owned() } else { format!("{id}.{}", part.name) },
        part: part.name.to_owned(),
        value: HOSTILE.to_owned(),
    });
    FieldView {
        id: id.to_owned(),
        kind,
        label: format!("Domanda {id}"),
        hint: Some("Come scritto nell’atto.".to_owned()),
        optional: kind == FieldKind::Phone,
        max_chars: 200,
        autocomplete: (kind == FieldKind::Email).then(|| "email".to_owned()),
        choices: vec![
            ChoiceView { value: "proprietario".to_owned(), label: "Proprietario".to_owned() },
            ChoiceView { value: HOSTILE.to_owned(), label: "Altro".to_owned() },
        ],
        inputs: inputs.collect(),
        problem: problem.filter(|_| kind.takes_answers()).map(|kind| Problem {
            kind,
            part: String::new(),
            text: None,
            limit: Some(200),
            cents: None,
        }),
        shown: true,
        note: Some(Note::OtherInTerritory),
        known: Some(HOSTILE.to_owned()),
        more_offers: true,
        offers: vec![OfferView {
            id: "0.immobile.q".to_owned(),
            words: HOSTILE.to_owned(),
            given: "CILA, 3 marzo 2026".to_owned(),
        }],
        said: Some(HOSTILE.to_owned()),
        slot: (kind == FieldKind::File).then(|| "procura".to_owned()),
    }
}

/// A question of every kind, with something that can be wrong with it.
pub(crate) fn kinds() -> Vec<(String, FieldKind, ProblemKind)> {
    let problem = |place: usize| ProblemKind::ALL[place % ProblemKind::ALL.len()];
    let kind = |(place, kind): (usize, &FieldKind)| (format!("q{place}"), *kind, problem(place));
    FieldKind::ALL.iter().enumerate().map(kind).collect()
}

/// A page whose only question is followed while one types.
fn guide() -> Guide {
    let question = serde_json::from_value(serde_json::json!({"id": "note", "kind": "text"})).unwrap();
    let step = Step { id: "lavori".to_owned(), questions: vec![question], ..Step::default() };
    let form = Form { steps: vec![step], ..Form::default() };
    let pages = Pages::new();
    let filling = Filling::new(&form, &pages, &NoNames);
    let page = "lavori".parse().unwrap();
    Guide::new(&filling, &form.steps[0], &page, |_| HOSTILE.to_owned(), |_| String::new())
}

pub(crate) fn step(wrong: bool) -> StepPage {
    StepPage {
        case: case_id(),
        procedure: "CILA".to_owned(),
        step: "lavori".to_owned(),
        title: "Lavori e dichiarazioni".to_owned(),
        intro: "Descrivi i lavori.".to_owned(),
        statement: part().statement,
        steps: steps(1),
        fields: kinds()
            .into_iter()
            .map(|(id, kind, problem)| field(&id, kind, wrong.then_some(problem)))
            .collect(),
        rows: None,
        row: None,
        next: StepTarget::Documents,
        guide: Some(guide()),
        kept_until: "25 novembre 2027".to_owned(),
        newer: true,
        row_version: 7,
        stale: None,
        from_summary: false,
    }
}

/// The list of rows of a group that repeats.
pub(crate) fn rows(problem: bool) -> StepPage {
    let row = |number: u32| RowView {
        target: StepTarget::Questions(format!("titolari~{number}")),
        page: format!("titolari~{number}"),
        name: format!("Titolare {number}"),
        words: HOSTILE.to_owned(),
        wrong: problem,
        row_version: 1,
    };
    let problem = problem.then(|| Problem {
        kind: ProblemKind::TooManyRows,
        part: String::new(),
        text: None,
        limit: Some(1),
        cents: None,
    });
    let rows = RowsView {
        rows: vec![row(1), row(3)],
        add: Some("Aggiungi un titolare".to_owned()),
        new: StepTarget::Questions("titolari~4".to_owned()),
        problem,
    };
    StepPage { rows: Some(rows), fields: Vec::new(), guide: None, ..step(false) }
}

/// A part for which people answer in each of the ways there are.
pub(crate) fn part() -> PartView {
    let ways = [
        Confirmation::BySending,
        Confirmation::Sent(AT),
        Confirmation::BySigning,
        Confirmation::Signed(AT),
        Confirmation::ByDocument(HOSTILE.to_owned()),
        Confirmation::Document(HOSTILE.to_owned()),
        Confirmation::Declined,
        Confirmation::Nothing,
    ];
    let person = |confirmed| StatementPerson { name: HOSTILE.to_owned(), confirmed };
    PartView {
        title: "Asseverazioni".to_owned(),
        statement: Some(StatementView {
            act: SectionAct::Certified,
            role: "il tecnico incaricato".to_owned(),
            people: ways.into_iter().map(person).collect(),
        }),
    }
}

/// What was answered before to a question.
pub(crate) fn given(some: bool) -> GivenPage {
    GivenPage {
        case: case_id(),
        procedure: "CILA".to_owned(),
        step: "committente".to_owned(),
        question: "q".to_owned(),
        label: "Chi è il titolare?".to_owned(),
        offers: if some { field("q", FieldKind::Text, None).offers } else { Vec::new() },
        from_summary: some,
        stored: vec![("note".to_owned(), HOSTILE.to_owned())],
        row_version: 3,
    }
}

pub(crate) fn tasks() -> TasksPage {
    TasksPage {
        case: case_id(),
        procedure: "CILA".to_owned(),
        steps: steps(9),
        kept_until: "25 novembre 2027".to_owned(),
    }
}

pub(crate) fn version() -> VersionPage {
    VersionPage {
        case: case_id(),
        procedure: "CILA".to_owned(),
        version: 2,
        changes: vec![
            VersionChange::Added(HOSTILE.to_owned()),
            VersionChange::AnswerAgain(HOSTILE.to_owned()),
            VersionChange::Removed(HOSTILE.to_owned(), HOSTILE.to_owned()),
        ],
    }
}
