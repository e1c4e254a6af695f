//! Every reason the portal can give for a refusal: a closed list, translated at the edge.
//!
//! Each code has in every language a message (what happened) and a hint (what to do).

use serde::{Deserialize, Serialize};

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $key:literal,)*) => {
        /// A reason, in words of the field. The text is in `app/locales/<lang>/codes.ftl`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Code { $($(#[$doc])* $name,)* }

        impl Code {
            /// Every code, for the tests that each is translated and used.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The key of its texts: `code-<key>` is the message, `code-<key>-hint` what to do.
            #[must_use]
            pub fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)* }
            }
        }
    };
}

codes! {
    /// Somebody else saved the same page in the meantime.
    StaleSave = "stale-save",
    /// The case is no draft any more.
    AlreadySubmitted = "already-submitted",
    /// The draft lacks answers or documents.
    Incomplete = "incomplete",
    /// Somebody whom the form names has not signed, or not what stands there now.
    Unsigned = "unsigned",
    /// Who is asked to sign has answered already.
    AlreadyAnswered = "already-answered",
    /// What was to be signed changed while it was being read.
    SignatureChanged = "signature-changed",
    /// A file is still being checked.
    StillChecking = "still-checking",
    /// The event is not possible in the state the case is in.
    EventNotPossible = "event-not-possible",
    /// The event needs a text and none was written.
    TextMissing = "text-missing",
    /// The text is longer than allowed.
    TextTooLong = "text-too-long",
    /// No file was chosen.
    FileMissing = "file-missing",
    /// The file has no bytes.
    FileEmpty = "file-empty",
    /// The file is over the limit of its kind.
    FileTooBig = "file-too-big",
    /// The content is not of a kind accepted here, whatever the name says.
    FileKind = "file-kind",
    /// The file could not be opened: a person will look at it.
    FileUnreadable = "file-unreadable",
    /// The document is full: no more files of this kind are accepted.
    TooManyFiles = "too-many-files",
    /// The group has as many rows as it may have.
    TooManyRows = "too-many-rows",
    /// The upload broke off before the end.
    UploadBroken = "upload-broken",
    /// The session is over.
    SessionExpired = "session-expired",
    /// The form did not come from a page of ours.
    ForeignForm = "foreign-form",
    /// The identity provider does not answer or refused.
    LoginUnavailable = "login-unavailable",
    /// The login was cancelled, or its answer does not belong to this browser.
    LoginFailed = "login-failed",
    /// The database does not answer.
    DatabaseUnavailable = "database-unavailable",
    /// The object store does not answer.
    ObjectsUnavailable = "objects-unavailable",
    /// The request is larger than the portal accepts.
    TooLarge = "too-large",
    /// The request could not be read.
    BadRequest = "bad-request",
    /// No day of the calendar, or one that has not come.
    DayWrong = "day-wrong",
    /// What was typed is no number of the register.
    RegisterNumberWrong = "register-number-wrong",
    /// The entry of the register was annulled already.
    AlreadyAnnulled = "already-annulled",
    /// The act has its official number already.
    AlreadyNumbered = "already-numbered",
    /// What proves that an act was received is written already.
    AlreadyProved = "already-proved",
    /// The page took too long.
    TimedOut = "timed-out",
}
