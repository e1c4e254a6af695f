//! What every page is given besides its own data: language, place, reader, municipality, assets.

use std::sync::Arc;

use contract::{Lang, identity::Viewer};

use super::{Assets, Ente};

/// What every page is given besides its own data. Cheap to make for each request.
#[derive(Debug, Clone)]
pub struct Frame {
    /// The language of the page.
    pub lang: Lang,
    /// The page's path after the language word (`/servizi/cila`, empty for the home page): the
    /// language switch leads to the same page.
    pub path: String,
    /// Who is logged in; `None` on pages that are kept for everybody.
    pub viewer: Option<Viewer>,
    /// Whom the portal speaks for.
    pub ente: Arc<Ente>,
    /// Where style sheet, icons and wasm are.
    pub assets: Arc<Assets>,
    /// What the last action did, said once at the top of the next page.
    pub notice: Option<Notice>,
}

macro_rules! notices {
    ($($(#[$doc:meta])* $name:ident = $word:literal,)*) => {
        /// What the last action did, said once at the top of the next page.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Notice { $($(#[$doc])* $name,)* }

        impl Notice {
            /// Every notice.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The word that carries it from one request to the next; its text is `notice-<word>`.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }

            /// The notice of a word; anything else is none.
            #[must_use]
            pub fn parse(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$name),)* _ => None }
            }
        }
    };
}

notices! {
    /// The draft was saved.
    Saved = "saved",
    /// The answers call for more questions of the page.
    MoreQuestions = "more-questions",
    /// The draft is on the newest version of its form.
    NewVersion = "new-version",
    /// A file was added to the draft.
    FileAdded = "file-added",
    /// A file was taken out of the draft.
    FileRemoved = "file-removed",
    /// A row was taken out of a group.
    RowRemoved = "row-removed",
    /// A row was not taken out, because another tab had changed it.
    RowChanged = "row-changed",
    /// A draft was thrown away.
    Discarded = "discarded",
    /// A draft's time has begun anew.
    Renewed = "renewed",
    /// The people named in a draft were asked to sign it.
    SignaturesAsked = "signatures-asked",
    /// Somebody signed what they were asked to sign.
    Signed = "signed",
    /// Somebody answered a request twice, in two ways.
    FirstAnswer = "first-answer",
    /// Somebody said that they do not sign.
    Declined = "declined",
    /// The service was rated.
    Rated = "rated",
    /// An action on a case was done.
    ActionDone = "action-done",
    /// The answers to the office's request were sent.
    ReplySent = "reply-sent",
    /// What nobody asked for was sent.
    DocumentsSent = "documents-sent",
    /// A message was sent.
    MessageSent = "message-sent",
    /// What was typed before the login is on the page, and not sent.
    Kept = "kept",
    /// The office's page of a case led to one's own: an officer follows their own case as anybody.
    OwnCase = "own-case",
    /// A draft was begun with the answers of another case.
    Copied = "copied",
    /// A draft that follows another case was begun with what both ask.
    Followed = "followed",
    /// A case was handed to another office.
    Transferred = "transferred",
    /// A case was given to somebody who has to say whether they take it.
    HandedOn = "handed-on",
    /// That was taken back.
    HandingWithdrawn = "handing-withdrawn",
    /// Whose case it is holds it now, or whom it was given to.
    TakenOver = "taken-over",
    /// Whom a case was given to does not take it.
    HandingDeclined = "handing-declined",
    /// What came another way was registered.
    Registered = "registered",
    /// The cases of a list were taken over.
    Imported = "imported",
    /// How one wants to be reached was saved.
    ContactsSaved = "contacts-saved",
    /// It was written down that an act was received.
    ProofWritten = "proof-written",
    /// An entry of the register was annulled.
    EntryAnnulled = "entry-annulled",
    /// The official number of an entry was written down.
    EntryNumbered = "entry-numbered",
    /// The session was ended.
    LoggedOut = "logged-out",
    /// Every session of the person was ended.
    LoggedOutEverywhere = "logged-out-everywhere",
    /// A notice was found and can be paid.
    NoticeFound = "notice-found",
    /// A notice was taken out of those about to be paid.
    NoticeRemoved = "notice-removed",
    /// A piece of work will be tried again.
    JobQueued = "job-queued",
}

impl Frame {
    /// The path of this very page, language first.
    pub(crate) fn here(&self) -> String {
        format!("/{}{}", self.lang.as_str(), self.path)
    }
}
