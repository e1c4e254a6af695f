//! What the portal does after an answer: the kinds of work.

use contract::ids::{CaseId, CommunicationId, DocumentId, NewsId, NoticeId, PersonId};
use serde::{Deserialize, Serialize};

/// Everything the portal does after an answer. `server/src/jobs/dispatch.rs` says what each does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Work {
    /// Hash and inspect what was uploaded.
    CheckDocument {
        /// The document.
        document: DocumentId,
    },
    /// Lay out and store the receipt's PDF.
    MakeReceipt {
        /// The case.
        case: CaseId,
    },
    /// Lay out and store the document of a written act of the office, then send it on its way.
    MakeDeed {
        /// The case.
        case: CaseId,
        /// The act's place in the journal.
        seq: i64,
    },
    /// Make a filed case found by what stands in it now.
    IndexCase {
        /// The case.
        case: CaseId,
    },
    /// Seal the audit rows written since the last seal.
    SealAudit,
    /// Remove expired sessions, old finished work, abandoned uploads, objects nobody refers to.
    Sweep,
    /// Remove the drafts whose last day has ended.
    ExpireDrafts,
    /// Send a notice by e-mail.
    SendNotice {
        /// The notice.
        notice: NewsId,
    },
    /// Write down and send the notice of a step of the office.
    TellNews {
        /// The notice.
        notice: NewsId,
        /// The case.
        case: CaseId,
        /// The step's place in its journal.
        seq: i64,
    },
    /// Tell whose drafts end in a month or in a week.
    AnnounceDrafts,
    /// Make the register's lists of the days that have ended.
    CloseRegister,
    /// Hand an act to the provider of certified mail.
    SendPec {
        /// The act on its way.
        communication: CommunicationId,
    },
    /// Look for the receipts of certified mail.
    FetchPec,
    /// Ask the register outside for the official number of an entry.
    RegisterOutside {
        /// Year in the portal's own register.
        year: i32,
        /// Number in the year.
        number: i64,
    },
    /// Fire the ends of a case's terms that are over.
    EndTerms {
        /// The case.
        case: CaseId,
    },
    /// Let happen in a case what the one that follows it said for a day that has come.
    CarryOn {
        /// The case that said it.
        case: CaseId,
        /// The one that it follows.
        followed: CaseId,
        /// The event with which it said it.
        event: String,
    },
    /// Warn of terms of the office that come near their end.
    WarnOfTerms,
    /// Count terms anew by days of rest that have changed.
    RecountTerms {
        /// The hash of the days of rest.
        calendar: String,
    },
    /// Work out how long a case took.
    TellTime {
        /// The case.
        case: CaseId,
    },
    /// Work out how long every case took that is over.
    TellTimes,
    /// Write what lists say of cases filed before they said it.
    DescribeCases,
    /// Name somebody in the lists of their cases, where these say nobody.
    NamePerson {
        /// Who is known by name now.
        person: PersonId,
    },
    /// Tell the case that asked for it that a payment has arrived.
    TellPaid {
        /// The notice.
        notice: NoticeId,
    },
    /// Tell the register outside that an entry was annulled.
    AnnulOutside {
        /// Year in the portal's own register.
        year: i32,
        /// Number in the year.
        number: i64,
    },
}

impl Work {
    /// Whether nobody sits before a page and waits for it.
    pub(super) fn can_wait(&self) -> bool {
        matches!(
            self,
            Self::EndTerms { .. }
                | Self::CarryOn { .. }
                | Self::RecountTerms { .. }
                | Self::TellTime { .. }
                | Self::TellTimes
                | Self::DescribeCases
                | Self::NamePerson { .. }
                | Self::WarnOfTerms
                | Self::AnnounceDrafts
        )
    }

    /// The word in the table and in the metrics.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::CheckDocument { .. } => "check_document",
            Self::MakeReceipt { .. } => "make_receipt",
            Self::MakeDeed { .. } => "make_deed",
            Self::IndexCase { .. } => "index_case",
            Self::SealAudit => "seal_audit",
            Self::Sweep => "sweep",
            Self::ExpireDrafts => "expire_drafts",
            Self::SendNotice { .. } => "send_notice",
            Self::TellNews { .. } => "tell_news",
            Self::AnnounceDrafts => "announce_drafts",
            Self::CloseRegister => "close_register",
            Self::SendPec { .. } => "send_pec",
            Self::FetchPec => "fetch_pec",
            Self::RegisterOutside { .. } => "register_outside",
            Self::WarnOfTerms => "warn_of_terms",
            Self::EndTerms { .. } => "end_terms",
            Self::CarryOn { .. } => "carry_on",
            Self::RecountTerms { .. } => "recount_terms",
            Self::TellTime { .. } => "tell_time",
            Self::TellTimes => "tell_times",
            Self::DescribeCases => "describe_cases",
            Self::NamePerson { .. } => "name_person",
            Self::TellPaid { .. } => "tell_paid",
            Self::AnnulOutside { .. } => "annul_outside",
        }
    }
}
