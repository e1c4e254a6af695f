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
    /// The case that an answer names as followed has to be confirmed first.
    LinkUnconfirmed = "link-unconfirmed",
    /// The case has changed since the page was made from which this was sent.
    CaseChanged = "case-changed",
    /// The event needs a text and none was written.
    TextMissing = "text-missing",
    /// The text is longer than allowed.
    TextTooLong = "text-too-long",
    /// A point of the office's request has no answer yet.
    PointsUnanswered = "points-unanswered",
    /// More points than one request may have.
    TooManyPoints = "too-many-points",
    /// Nothing is prescribed, point by point, where something has to be.
    PointsMissing = "points-missing",
    /// A point is longer than allowed.
    PointTooLong = "point-too-long",
    /// What stands there is no day of the calendar.
    DayUnreadable = "day-unreadable",
    /// The day by which an answer is asked for has passed already.
    DueInThePast = "due-in-the-past",
    /// The case has gone on by the end of a term, and nobody says on which day it came before that.
    CameMissing = "came-missing",
    /// It came after the last day of its term, and is possible no more.
    CameLate = "came-late",
    /// More time is granted, and nobody says until when.
    DueMissing = "due-missing",
    /// The last day that was set is before the least, or gives no more time.
    DueTooEarly = "due-too-early",
    /// The last day that was set is after the most.
    DueTooLate = "due-too-late",
    /// Something is to be done on the day that was set, and nobody works then.
    DueOnRest = "due-on-rest",
    /// A payment is asked for without a sum, or without its last day.
    SumMissing = "sum-missing",
    /// What stands there is no sum, or one that nobody can pay.
    SumWrong = "sum-wrong",
    /// The last day for a payment is not to come.
    PayByPast = "pay-by-past",
    /// An act is for others, and nobody is named.
    RecipientMissing = "recipient-missing",
    /// A recipient without a name or without an address, or with one that can be none.
    RecipientWrong = "recipient-wrong",
    /// More recipients than one act may have.
    TooManyRecipients = "too-many-recipients",
    /// Everybody reads the same of this case already.
    AlreadyPublished = "already-published",
    /// The applicant wrote again since the page was made.
    WroteAgain = "wrote-again",
    /// Another case of the office has this number of its own.
    NumberTaken = "number-taken",
    /// The person chosen does not work on cases of this office.
    NotAColleague = "not-a-colleague",
    /// Something that is needed was not written.
    ValueMissing = "value-missing",
    /// Nothing says how it is known on which day something came.
    ProofMissing = "proof-missing",
    /// Somebody has as many drafts as one person may have.
    TooManyDrafts = "too-many-drafts",
    /// A case was given to somebody who has not answered yet.
    AlreadyGiven = "already-given",
    /// A case is for a firm by now of which too little is known to make out a notice.
    DebtorUnknown = "debtor-unknown",
    /// Nobody has logged in with this codice fiscale: a case passes to somebody who is known.
    HolderUnknown = "holder-unknown",
    /// The codice fiscale is one's own.
    OwnFiscalCode = "own-fiscal-code",
    /// The codice fiscale or partita IVA has a mistake.
    FiscalCodeWrong = "fiscal-code-wrong",
    /// The day has not come yet.
    DayInFuture = "day-in-future",
    /// What stands there is no time of the day.
    TimeUnreadable = "time-unreadable",
    /// No procedure is called so.
    ProcedureUnknown = "procedure-unknown",
    /// The procedure has no such state for a filed case.
    StateUnknown = "state-unknown",
    /// The file lacks columns that are needed.
    ColumnsMissing = "columns-missing",
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
    /// More was sent in a short time than people write.
    TooManyReports = "too-many-reports",
    /// The session is over.
    SessionExpired = "session-expired",
    /// The session was over when it was sent: it is there again, and was not done.
    NotSentYet = "not-sent-yet",
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
    /// Who takes payments does not answer.
    PaymentsUnavailable = "payments-unavailable",
    /// Nobody takes payments for this municipality online.
    PaymentsOff = "payments-off",
    /// The notice is paid.
    AlreadyPaid = "already-paid",
    /// The notice is not to be paid any more: another one of the same debt was.
    NoticeCancelled = "notice-cancelled",
    /// These notices cannot be paid together: there are too many, or they are for the same debt.
    NoticesApart = "notices-apart",
    /// There is nothing to pay.
    NothingToPay = "nothing-to-pay",
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
    /// What the event needs is not there yet: an opinion, a document, an answer.
    ConditionFails = "condition-fails",
    /// The term for it has ended.
    TermOver = "term-over",
    /// The term for it has ended: it can be done with a written reason.
    TermOverForcible = "term-over-forcible",
    /// The law lets this happen to the term only so often.
    TermSpent = "term-spent",
    /// That body was asked already.
    BodyAsked = "body-asked",
    /// No body was chosen, or one that the procedure does not know.
    BodyMissing = "body-missing",
    /// What happened since would not have been possible.
    CannotRectify = "cannot-rectify",
    /// The draft is sent with another, from the page of that one.
    SentTogether = "sent-together",
    /// What would be sent with the draft is not complete.
    CompanionIncomplete = "companion-incomplete",
    /// The office has no case of that number.
    CaseUnknown = "case-unknown",
    /// It is the number of the case itself.
    CaseItself = "case-itself",
    /// The cases belong together already.
    AlreadyLinked = "already-linked",
    /// No office is called so, or it has the case already.
    OfficeUnknown = "office-unknown",
    /// No day was changed.
    DaysUnchanged = "days-unchanged",
    /// The end of a term that led the case on would be another day.
    EndMoved = "end-moved",
    /// The day is over.
    DayOver = "day-over",
    /// The portal had received it by then.
    FiledByThen = "filed-by-then",
    /// It was said before that it never happened, and it does not come back by itself.
    AlreadyUndone = "already-undone",
    /// Something would be lost in the other version, or was not possible there.
    CannotMove = "cannot-move",
    /// The page took too long.
    TimedOut = "timed-out",
}
