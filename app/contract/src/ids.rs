//! Typed identifiers: a case is never mistaken for a document.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
pub use uuid::Uuid;

/// The text given is no identifier: wrong length, or a character that is not hexadecimal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an identifier")]
pub struct BadId;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.as_hyphenated().fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = BadId;
            fn from_str(text: &str) -> Result<Self, BadId> {
                Uuid::parse_str(text).map(Self).ok().ok_or(BadId)
            }
        }
    )*};
}

ids! {
    /// A case (*pratica*), from its first draft to the archive.
    CaseId;
    /// A person who has logged in at least once.
    PersonId;
    /// A document of a case: a name and a place in it; the bytes are a blob.
    DocumentId;
    /// Stored bytes.
    BlobId;
    /// An upload that has begun and is not complete.
    UploadId;
    /// A signature asked of somebody.
    SignatureId;
    /// A case given to somebody who says whether they take it.
    HandingId;
    /// A payment notice: one amount that can be paid, with its number.
    NoticeId;
    /// What everybody reads of a case for some days.
    PublicationId;
    /// A cart: notices that are paid together, once.
    CartId;
    /// A tax position: what somebody owes of one tax for one year.
    PositionId;
    /// A message of a case, from either side.
    MessageId;
    /// A point of a request of the office.
    PointId;
    /// A report, or a request for help or for an appointment.
    ReportId;
    /// A time in which the portal was not there, or will not be.
    OutageId;
    /// A unit of work that happens after the answer.
    JobId;
    /// A request, as written in the log and shown on error pages.
    RequestId;
    /// A mail that says that there is news.
    NewsId;
    /// An act of the office on its way to the applicant.
    CommunicationId;
}
