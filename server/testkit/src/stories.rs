//! Cases ready made: a draft that is complete, a case that was filed.

use std::io::Write;

use contract::{
    Lang,
    ids::{CaseId, DocumentId},
    register::EntryKey,
};
use domain::{
    Actor, Ctx, Ente,
    cases::{self, SaveStep},
    documents::{self, Given},
    jobs::{self, Work},
    messages::{self, Notice},
};
use tempfile::NamedTempFile;

use crate::TestWorld;

/// Answers that complete a CILA: group, input, text.
pub const ANSWERS: &[(&str, &str, &str)] = &[
    ("committente_immobile", "committente_nome", "Lucia"),
    ("committente_immobile", "committente_cognome", "Esemplari"),
    ("committente_immobile", "committente_codice_fiscale", "SMPLCU61C54M999F"),
    ("committente_immobile", "titolo", "proprietario"),
    ("committente_immobile", "indirizzo", "Via delle Mura 12"),
    ("committente_immobile", "catasto.foglio", "7"),
    ("committente_immobile", "catasto.particella", "214"),
    ("lavori_dichiarazioni", "tipo_lavori", "manutenzione_straordinaria"),
    ("lavori_dichiarazioni", "descrizione", "Rifacimento del bagno."),
    ("lavori_dichiarazioni", "inizio_lavori.giorno", "1"),
    ("lavori_dichiarazioni", "inizio_lavori.mese", "4"),
    ("lavori_dichiarazioni", "inizio_lavori.anno", "2026"),
    ("lavori_dichiarazioni", "esecutore", "in_proprio"),
    ("lavori_dichiarazioni", "tecnico_nome", "Marco"),
    ("lavori_dichiarazioni", "tecnico_cognome", "Fintelli"),
    ("lavori_dichiarazioni", "tecnico_codice_fiscale", "FNTMRC79H21M998M"),
    ("lavori_dichiarazioni", "tecnico_ordine", "Collegio dei geometri"),
    ("lavori_dichiarazioni", "tecnico_numero", "1234"),
    ("lavori_dichiarazioni", "asseverazione", "si"),
    ("lavori_dichiarazioni", "altri_assensi", "si"),
    ("lavori_dichiarazioni", "privacy", "si"),
];

/// A file with these bytes after the mark of a PDF.
#[must_use]
pub fn pdf(content: &str) -> NamedTempFile {
    let mut file = NamedTempFile::new().unwrap();
    write!(file, "%PDF-1.4 {content}").unwrap();
    file
}

impl TestWorld {
    /// An empty draft of the CILA.
    pub async fn draft(&self, by: &Actor) -> CaseId {
        cases::start(&self.ctx, by, "cila", &[]).await.unwrap()
    }

    /// Saves answers of one group over what is there.
    pub async fn answer(
        &self,
        by: &Actor,
        case: CaseId,
        step: &str,
        answers: &[(&str, &str)],
    ) -> cases::Saved {
        let page = cases::step_page(&self.ctx, by, Lang::It, case, step, cases::Shown::Stored).await.unwrap();
        let typed = answers.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        let save = SaveStep { case, step: step.to_owned(), typed, row_version: page.row_version };
        cases::save_step(&self.ctx, by, &save).await.unwrap()
    }

    /// Gives a file for a document of the draft.
    pub async fn give(&self, by: &Actor, case: CaseId, slot: &str, content: &str) -> DocumentId {
        let file = pdf(content);
        let size = file.as_file().metadata().unwrap().len();
        let given = Given { case, slot, name: "relazione.pdf", file: file.path(), size };
        documents::give(&self.ctx, by, &given).await.unwrap()
    }

    /// A draft that only has to be sent. Its files are checked.
    pub async fn complete_draft(&self, by: &Actor) -> CaseId {
        let case = self.draft(by).await;
        for step in ["committente_immobile", "lavori_dichiarazioni"] {
            let of_step: Vec<_> =
                ANSWERS.iter().filter(|(of, ..)| *of == step).map(|(_, name, text)| (*name, *text)).collect();
            self.answer(by, case, step, &of_step).await;
        }
        self.give(by, case, "elaborato", &format!("elaborato di {case}")).await;
        self.give(by, case, "relazione", &format!("relazione di {case}")).await;
        self.work_off().await;
        case
    }

    /// A case that was filed, its receipt made.
    pub async fn filed(&self, by: &Actor) -> CaseId {
        let case = self.complete_draft(by).await;
        cases::submit(&self.ctx, by, case).await.unwrap();
        self.work_off().await;
        case
    }

    /// Does all the work that is due, as the runner would.
    pub async fn work_off(&self) {
        while let Some(claimed) = jobs::claim(&self.ctx, "test").await.unwrap() {
            perform(&self.ctx, &claimed.work).await;
            jobs::done(&self.ctx, claimed.id).await.unwrap();
        }
    }
}

async fn perform(ctx: &Ctx, work: &Work) {
    match work {
        Work::CheckDocument { document } => documents::check_document(ctx, *document).await.unwrap(),
        Work::MakeReceipt { case } => cases::make_receipt(ctx, *case).await.unwrap(),
        Work::EndTerms { case } => cases::end_terms(ctx, *case).await.unwrap(),
        Work::CarryOn { case, followed, event } => {
            cases::carry_on(ctx, *case, *followed, event).await.unwrap();
        }
        Work::IndexCase { case } => cases::index_case(ctx, *case).await.unwrap(),
        Work::SendNotice { notice } => messages::send_notice(ctx, *notice, worded).await.unwrap(),
        Work::TellNews { notice, case, seq } => {
            messages::tell_news(ctx, *notice, *case, *seq, worded).await.unwrap();
        }
        Work::MakeDeed { case, seq } => cases::make_deed(ctx, *case, *seq).await.unwrap(),
        Work::SendPec { communication } => cases::send_pec(ctx, *communication).await.unwrap(),
        Work::RegisterOutside { year, number } => {
            cases::register_outside(ctx, EntryKey { year: *year, number: *number }).await.unwrap();
        }
        Work::AnnulOutside { year, number } => {
            cases::annul_outside(ctx, EntryKey { year: *year, number: *number }).await.unwrap();
        }
        Work::RecountTerms { calendar } => {
            cases::recount_terms(ctx, calendar).await.unwrap();
        }
        Work::TellPaid { notice } => cases::payment_arrived(ctx, *notice).await.unwrap(),
        Work::TellTime { case } => cases::tell_time(ctx, *case).await.unwrap(),
        Work::TellTimes => {
            cases::tell_times(ctx).await.unwrap();
        }
        Work::NamePerson { person } => {
            cases::name_person(ctx, *person).await.unwrap();
        }
        Work::DescribeCases => {
            cases::describe_cases(ctx).await.unwrap();
        }
        Work::WarnOfTerms => {
            cases::warn_of_terms(ctx).await.unwrap();
        }
        Work::SealAudit
        | Work::Sweep
        | Work::ExpireDrafts
        | Work::AnnounceDrafts
        | Work::CloseRegister
        | Work::FetchPec => {}
    }
}

/// The kind of a notice and where it leads; the real words are the pages' affair.
fn worded(notice: &Notice, ente: &Ente) -> (String, String) {
    (notice.kind.as_str().to_owned(), format!("{}/{}/{}", ente.url, notice.lang.as_str(), notice.case))
}
