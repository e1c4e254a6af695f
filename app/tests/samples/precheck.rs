//! Sample data of the questions that lead to the right procedure.

use contract::catalogue::{
    GivenAnswer, OutcomeKind, PrecheckCard, PrecheckChoice, PrecheckOutcome, PrecheckPage, PrecheckQuestion,
    PrecheckStep,
};

use super::{AT, HOSTILE};

pub(crate) fn card() -> PrecheckCard {
    PrecheckCard {
        slug: "lavori".to_owned(),
        title: "Di quale pratica hai bisogno?".to_owned(),
        summary: "Poche domande.".to_owned(),
    }
}

fn page(step: PrecheckStep) -> PrecheckPage {
    PrecheckPage {
        card: card(),
        intro: "Non salviamo le risposte.".to_owned(),
        given: vec![GivenAnswer {
            question: "Dove?".to_owned(),
            answer: HOSTILE.to_owned(),
            change: "altro_si".to_owned(),
        }],
        codes: "dove_casa,altro_si".to_owned(),
        back: Some("altro_si".to_owned()),
        made_at: AT,
        step,
    }
}

pub(crate) fn question() -> PrecheckPage {
    let choice = |code: &str, hint: Option<&str>| PrecheckChoice {
        code: code.to_owned(),
        label: HOSTILE.to_owned(),
        hint: hint.map(str::to_owned),
    };
    page(PrecheckStep::Question(PrecheckQuestion {
        id: "muri".to_owned(),
        label: "Tocchi i muri portanti?".to_owned(),
        hint: Some("Lo sa il tecnico.".to_owned()),
        choices: vec![choice("muri_si", None), choice("muri_no", Some("Solo tramezzi."))],
    }))
}

pub(crate) fn outcome(kind: OutcomeKind) -> PrecheckOutcome {
    let procedure = (kind == OutcomeKind::Procedure).then(|| "cila".to_owned());
    PrecheckOutcome {
        kind,
        title: "Serve una CILA".to_owned(),
        why: "Perché non tocchi le strutture.".to_owned(),
        source: "DPR 380/2001, articolo 6-bis".to_owned(),
        todo: vec!["Affidati a un tecnico.".to_owned()],
        needed: vec!["Relazione del tecnico".to_owned(), HOSTILE.to_owned()],
        procedure,
        prefill: vec![("tipo_lavori".to_owned(), "altri_lavori".to_owned())],
    }
}

pub(crate) fn ended(kind: OutcomeKind) -> PrecheckPage {
    page(PrecheckStep::Outcome(outcome(kind)))
}
