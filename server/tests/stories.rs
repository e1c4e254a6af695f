//! What many tests begin with, done through the pages: a draft, a complete one, a filed case.

use app::routes;
use contract::{
    Lang,
    ids::{CaseId, DocumentId},
};
use entity::{
    cases::{cases, receipts},
    documents::documents,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use testkit::ANSWERS;

use crate::{
    app::TestApp,
    browser::{Answer, Browser},
};

pub(crate) const IT: Lang = Lang::It;

/// A PDF of two pages with text.
pub(crate) const PDF: &[u8] = include_bytes!("../inspect/tests/files/relazione.pdf");

/// A PDF in a real signed envelope.
pub(crate) const SIGNED: &[u8] = include_bytes!("../inspect/tests/files/firmato.pdf.p7m");

/// The two groups of questions.
pub(crate) const STEPS: [&str; 2] = ["committente_immobile", "lavori_dichiarazioni"];

/// The good answers of a group.
pub(crate) fn answers(step: &str) -> Vec<(&'static str, &'static str)> {
    ANSWERS.iter().filter(|(of, ..)| *of == step).map(|(_, name, text)| (*name, *text)).collect()
}

/// Good answers, some of them changed.
pub(crate) fn answers_but(
    step: &str,
    changes: &[(&'static str, &'static str)],
) -> Vec<(&'static str, &'static str)> {
    let kept =
        answers(step).into_iter().filter(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
    kept.chain(changes.iter().copied()).collect()
}

/// The case in an address of the portal.
pub(crate) fn case_in(path: &str) -> CaseId {
    path.split("/pratiche/").nth(1).unwrap().split(['/', '?']).next().unwrap().parse().unwrap()
}

impl Browser {
    /// Begins a draft from the service's page.
    pub(crate) async fn draft(&self) -> CaseId {
        let begun = self.post(&routes::start(IT, "cila"), &[("azione", "inizia"), ("nuova", "si")]).await;
        case_in(&begun.location())
    }

    /// Types into a group's page and presses "save and go on".
    pub(crate) async fn fill(&self, case: CaseId, step: &str, typed: &[(&str, &str)]) -> Answer {
        let path = routes::step(IT, case, step);
        let version = self.get(&path).await.says(200, &[]).hidden("versione");
        let mut fields = vec![("versione", version.as_str()), ("azione", "avanti")];
        fields.extend_from_slice(typed);
        self.post(&path, &fields).await
    }

    /// A draft that only has to be sent.
    pub(crate) async fn complete_draft(&self) -> CaseId {
        let case = self.draft().await;
        for step in STEPS {
            self.fill(case, step, &answers(step)).await.location();
        }
        let documents = routes::documents(IT, case);
        // The bytes of a second case differ: equal ones are stored once, which is another test's affair.
        let mut drawing = PDF.to_vec();
        drawing.extend_from_slice(format!("\n% {case}\n").as_bytes());
        self.upload(&documents, "elaborato", "elaborato.pdf", &drawing)
            .await
            .says(200, &["elaborato.pdf", "Controllato"]);
        self.upload(&documents, "relazione", "relazione.pdf.p7m", SIGNED)
            .await
            .says(200, &["relazione.pdf.p7m"]);
        case
    }

    /// A case that was sent.
    pub(crate) async fn filed(&self) -> CaseId {
        let case = self.complete_draft().await;
        let sent = self.post(&routes::submit(IT, case), &[("azione", "invia")]).await;
        assert_eq!(sent.location(), routes::confirmation(IT, case));
        case
    }

    /// Fires an event from the page where it is offered.
    pub(crate) async fn fire(&self, page: &str, event: &str, text: &str) -> Answer {
        let version = self.get(page).await.says(200, &[]).hidden("versione");
        self.post(&format!("{page}/eventi/{event}"), &[("versione", &version), ("testo", text)]).await
    }
}

impl TestApp {
    /// A case as it is stored.
    pub(crate) async fn row(&self, case: CaseId) -> cases::Model {
        cases::Entity::find_by_id(case.0).one(self.ctx.db.read()).await.unwrap().unwrap()
    }

    /// A filed case's entry in the receipts register.
    pub(crate) async fn receipt(&self, case: CaseId) -> receipts::Model {
        receipts::Entity::find_by_id(case.0).one(self.ctx.db.read()).await.unwrap().unwrap()
    }

    /// The documents of a case, in the order in which they were given.
    pub(crate) async fn documents(&self, case: CaseId) -> Vec<DocumentId> {
        let rows = documents::Entity::find()
            .filter(documents::Column::CaseId.eq(case.0))
            .order_by_asc(documents::Column::Id)
            .all(self.ctx.db.read())
            .await
            .unwrap();
        rows.into_iter().map(|row| DocumentId(row.id)).collect()
    }
}
