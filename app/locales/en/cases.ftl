# Drafts and cases.
phase-draft = Draft
phase-submitted = Sent
phase-in_review = Being processed
phase-waiting_applicant = Waiting for your answer
phase-concluded = Closed
phase-withdrawn = Withdrawn
phase-archived = Archived
dashboard-title = Personal area
dashboard-drafts = Drafts
dashboard-no-drafts = You have no drafts.
dashboard-cases = Your requests
dashboard-no-cases = You have not sent any request yet.
dashboard-new = Start a new request
draft-saved-at = Saved on
draft-resume = Continue the draft
draft-kept-until = The draft is kept until
draft-renew = Keep it for another { $months } months
draft-discard = Delete the draft
discard-title = Do you want to delete the draft “{ $procedure }”?
discard-explain = The answers and files of the draft will be lost. The office has not seen anything yet.
discard-button = Delete the draft
discard-keep = Keep the draft
back-to-rows = Back to the list
back-to-summary = Back to the summary
back-to-dashboard = Back to your personal area
steps-label = Steps of the request
step-of = Step { $here } of { $total }
step-done = complete
step-all-needed = Answer every question, except those marked “optional”.
step-save-and-go-on = Save and continue
step-save-to-summary = Save and return to the summary
step-save-and-leave = Save and continue later
stale-caption = Answers that differ between the two tabs
stale-question = Question
stale-stored = Saved by the other tab
stale-keep-other = Keep the answers of the other tab
stale-typed = Written on this page
answer-none = Not given
change-group = Change
correct-group = Correct
change-what = : { $what }
summary-title = Summary
summary-declaration = What you have entered counts as a declaration. Check that it is correct.
summary-incomplete = Complete these parts before sending
summary-missing-document = Upload the document “{ $document }”
summary-refused-file = Remove the file “{ $file }” from “{ $document }”: it was not accepted
summary-checking-file = The file “{ $file }” is still being checked: wait a few seconds, then reload the page
summary-not-ready = When you have completed the parts listed at the top of the page, the button to send will be here.
summary-effect = What happens when you send
summary-send = Confirm and send: { $procedure }
summary-later = Send later
confirmation-title = Request sent: { $procedure }
confirmation-number = The number of your request is
confirmation-next = What happens now
confirmation-follow = Follow the request
receipt-download = Download the receipt (PDF)
receipt-not-ready = We are preparing the PDF receipt: it usually takes a few seconds.
case-name = { $procedure } { $number }
case-sent-at = Sent on
case-received-at = Received on
case-opened-at = Opened by the office on
case-opened = Case opened by the office
case-opened-next = The office opened this case on its own initiative: you sent nothing. Here you see where it stands and read what it writes to you.
case-concerns = About
case-protocollo = Protocol number
case-office = Office
case-assigned-to = Handled by
case-applicant = Sent by
case-facts = About this request
case-next = What happens now
case-of-colleagues = Somebody else in the office can do this
case-of-colleagues-one = { $action }: { $roles }
case-actions = What you can do
actions-another-way = It came by certified mail, by post or at the counter
actions-another-way-what = Who filed the case acts in the portal. If they wrote to you another way, record it here for them: they are told. The words below are those that they read.
case-messages = Messages
case-history = History
history-portal = Recorded by the portal
history-automatic = It happened by itself, at the end of a term
history-counts = It counts from { $day }.
history-never = Undone: a rettifica says that it never happened.
history-put-right = A rettifica says that it happened on { $day }.
case-index-answers = What was declared
text-limit = At most { $limit } characters.
rows-lead = Add one entry for each. You can change and remove them until you send.
rows-none = There is no entry yet.
rows-change = Change
rows-remove = Remove
rows-wrong = to be completed
rows-go-on = Continue
step-kept-until = The draft is kept until { $day }.
tasks-title = What you have to fill in
tasks-all = See all steps
tasks-link = List of all parts
task-done = Complete
task-open = To be completed
tasks-other = Other parts
autosaved = Draft saved automatically
autosave-stale = This page was changed in another tab: save to see the differences
autosave-failed = Saving by itself does not work. Press “Save and continue later”: if needed we ask you to sign in again, and you find what you typed.
bill-title = What it costs
bill-total = Total
bill-example = Example amount: the municipality has not set its own yet.
bill-pending = The total is worked out once you have answered everything.
answer-reserved = Reserved: only who works on the case sees it
bill-fixed = Fixed amount: { $sum }
bill-each = { $count } × €{ $each } = { $sum }
bill-percent = { $percent }% of { $of } = { $sum }
bill-min = Least amount: { $sum }
bill-max = Greatest amount: { $sum }
version-title = New version of the form
version-lead = The municipality has updated this form. Your draft stays valid on the earlier version: you can send it as it is, or move to the new one. If you move, the answers to questions that are still there stay.
version-changes = What changes for you
version-added = New question: “{ $label }”
version-again = To be answered again: “{ $label }”
version-removed = Question removed: “{ $label }” (you had answered: { $answer })
version-document-added = New document: “{ $label }”
version-document-removed = Document removed: “{ $label }” (the files that you had uploaded will not be sent)
version-nothing = Nothing changes for your answers.
version-move = Move to the new version
version-stay = Stay on the earlier version
version-newer = There is a new version of this form. Your draft stays valid.
version-see = See what changes
rating-title = Your opinion
rating-anonymous = The rating is anonymous: it is linked neither to you nor to this request.
rating-question = How easy was it to use this service?
rating-stars = { $n ->
    [one] 1 star out of 5
   *[other] { $n } stars out of 5
}
rating-liked = What did you like most?
rating-liked-clear = The instructions were clear
rating-liked-complete = The instructions were complete
rating-liked-on-track = I always knew that I was on the right track
rating-liked-technical = I had no technical problems
rating-hard = Where did you find most difficulty?
rating-hard-clear = Sometimes the instructions were not clear
rating-hard-complete = Sometimes the instructions were not complete
rating-hard-on-track = Sometimes I did not know whether I was on the right track
rating-hard-technical = I had technical problems
rating-several = You can choose several answers, or none.
rating-other = Something else
rating-details = Would you like to add anything?
rating-details-hint = At most { $limit } characters. Do not write personal data.
rating-send = Send the rating
rating-stars-missing = Choose from 1 to 5 stars
rating-details-too-long = Write at most { $limit } characters in “Would you like to add anything?”
rating-thanks = Thank you for your opinion
rating-thanks-why = It helps us make the service easier for everybody.

statement-declared = Declared by: { $role }
statement-certified = Certified by: { $role }
confirmed-by-sending = confirms it by sending the case
confirmed-sent = confirmed it by sending the case with a digital login, { $words }
confirmed-by-signing = to be confirmed with the signature in the portal
confirmed-signed = confirmed it by signing in the portal with a digital login, { $words }
confirmed-by-document = to be confirmed with the document "{ $words }", still to be uploaded
confirmed-document = the document "{ $words }" is attached: its signature has to be verified
confirmed-declined = declined to sign
confirmed-nothing = no confirmation in the portal

signatures-title = Signatures
signature-own = Signed by who sends the case: sending it counts as signing
signature-to-ask = Signature still to be asked for
signature-asked = Signature asked for on
signature-signed = Signed on
signature-declined = Not signed, on
signature-reason = Reason: { $reason }
signature-changed = The case changed after the request: the signature has to be asked for again
signature-before = Signatures are needed before you send
signature-ask-explain =
    The people named find the request in their personal area, after logging in with their own digital identity. They read the case and sign it, or write why not.
    Tell them yourself. If you change the case afterwards, the signatures have to be asked for again.
signature-wait-explain = When everybody has signed, the button to send will be here. If you change the case, the signatures have to be asked for again.
signature-ask = Ask for the signatures
signature-list = Signatures you are asked for
signature-row = { $procedure }, prepared by { $by }
signature-page-title = Signing the case: { $procedure }
signature-by = Asked by { $by }, since
signature-read-first = Read the case to the end. If something is wrong do not sign: write what is wrong.
signature-yours = Your signature
signature-legal = You have logged in with your digital identity: confirming here counts as signing (article 65 of legislative decree 82 of 2005).
signature-sign = Sign the case: { $procedure }
signature-no = You do not want to sign?
signature-why-not = What is wrong (optional)
signature-decline = I do not sign
signature-stale = Who prepared the case has changed it. When it is ready you will be asked again: the new request will be in your personal area.
signature-done = There is nothing else to do. Who prepared the case sends it.
case-todo = What you must do
case-rup = Person responsible for the procedure
rup-none = Not named yet: until then the head of the office answers
case-office-number = The office’s number
request-lead = The office asks you:
request-due = Answer by
request-overdue = The last day for the answer was
request-own-sent = Sent unasked,
request-own-begun = Prepared and not sent yet,
action-prepare = Prepare it, with files
action-prepare-on = Go on preparing it
request-lead-whole = Read the act and answer. You can write and attach files.
request-answer-whole = Answer and attach files
point-no-files = No files
point-own = Files sent
point-whole = Files of the answer
request-answer = Answer point by point
requests-title = Requests of the office and answers
request-of = Request of
request-answered-at = Answer sent on
request-unanswered = Answer not sent yet
request-words = Words of the answer:
request-over = Closed. An answer given another way is in the history of the case.
point-no-answer = No answer.
point-unsent = Not sent: only you see it.
points-label = What you ask, point by point (optional)
points-label-required = What you order, point by point
points-hint = One point a line: the applicant answers each, with files too. At most { $most } points of { $limit } characters.
points-due-label = Answer by (optional)
points-due-hint = The applicant sees this day in the case.
reply-title = Answer the request
reply-back = Back to the case
reply-point = Point { $place }
reply-answer = Your answer
reply-add-files = Add files (optional)
reply-file-of = Point { $place }
reply-files = Files added already
reply-save = Save and go on later
reply-point-problem = Point { $place }: { $why }
letter-title = Write to the office
letter-lead = For a question or a piece of news about this case. If the office asked you something, answer its request instead.
letter-label = Your message
letter-send = Send the message
message-plain = Message
message-note = Note of the office
act-message = Message
act-rup-named = Person responsible for the procedure named
act-assigned = Case assigned
act-numbered = The office’s number changed
act-read = Message marked as read
act-document-kept = Document kept by the office
act-document-added = Document added by the office
act-taken-over = Case taken over from the earlier list
act-received = Communication received
rectified-never = Correction: “{ $event }” never happened
rectified-on = Correction: “{ $event }” counts from { $day }
rectified-days = Correction of the days declared with “{ $event }”
act-rectified = Correction of the record
act-moved = Moved to another version
copy-title = Do you have to file something similar?
copy-lead = Begin a new case with the same answers. Declarations, signatures and documents are given anew.
copy-lead-empty = Begin a new case of the same kind. Answers are given in the portal: this one came another way.
copy-button = New case from this one
terms-title = Terms
terms-ended = Terms that are over
term-if-nobody = If nobody acts:
term-length-source = It lasts { $length }. Source: { $source }.
term-why = How it is counted
term-waiting = It begins when the communication is proven to have been received.
term-waiting-set = The last day is { $day }, as the office wrote, or later if the law leaves more days from the receipt.
term-until-office = The office has until { $day }.
term-until-you = You have until { $day }.
term-until-applicant = The applicant has until { $day }.
term-until-body = The body has until { $day }.
term-until-nobody = Until { $day }.
term-on = It is set for { $day }.
term-on-over = That day has passed.
term-until-others = Those who were told have until { $day }.
term-left =
    { $n ->
        [0] The term ends today.
        [one] One day is left.
       *[other] { $n } days are left.
    }
term-over =
    { $n ->
        [one] The term ended one day ago.
       *[other] The term ended { $n } days ago.
    }
term-rolled = That day is a holiday: one can act until { $day }.
term-earliest = The law is read in two ways: the term may end as early as { $day }. Act before.
term-earliest-refused = The law is read in two ways: your request may count as refused as early as { $day }.
term-suspended = It is suspended since { $day }. What is left, { $left }, runs on later.
term-interrupted = It was interrupted on { $day }. When it begins again, it begins whole.
term-ended-on = Over since { $day }.
term-days =
    { $n ->
        [one] one day
       *[other] { $n } days
    }
term-working-days =
    { $n ->
        [one] one working day
       *[other] { $n } working days
    }
term-months =
    { $n ->
        [one] one month
       *[other] { $n } months
    }
term-years =
    { $n ->
        [one] one year
       *[other] { $n } years
    }
term-given =
    { $n ->
        [one] as the office sets it, one day at least
       *[other] as the office sets it, { $n } days at least
    }
term-move-start = the term begins
term-move-suspend = the term is suspended
term-move-resume = the term runs on
term-move-interrupt = the term is interrupted
term-move-restart = the term begins again, whole
term-move-extend = the term becomes longer
term-move-stay = the term stays as it is
term-line-earliest = By the other reading of the law it may end on { $day } already.
term-move-end = the term is over
term-cause-of = { $cause } ({ $day })
term-line = { $day }: { $cause }, { $what }.
term-line-due = It ends on { $day }.
term-line-left = What is left: { $left }.
ledger-caption = Ledger of the term “{ $term }”
ledger-day = Day, and how it is known
ledger-what = What happened
ledger-effect = Effect on the term
ledger-source = Source
proof-portal = the portal
proof-opened = opening in the portal
proof-pec = delivery by certified mail
proof-written = a note of the office, with the proof
proof-rectified = a correction
proof-declared = a statement in the case
proof-counted = the end of the term
term-line-proof = The day is known from: { $proof }.
term-line-source = Source: { $source }.
term-void-late = no effect on the term, since the last day for it was { $day }
term-void-often = no effect on the term, since the law allows it only once
term-void-never = no effect on the term
works-may-begin = Works: they may begin.
works-go-on = Works: they go on as before.
works-wait = Works: they may not begin yet.
works-stop = Works: they must stop.
effects-title = What happens
effect-term = “{ $term }”: { $what }.
effect-chosen = It ends on the day that you choose below.
effect-chosen-from = It ends on { $day }, unless you choose a later day below.
effect-on-receipt = From the day on which it is proven to have been received.
action-bodies = Which bodies?
action-bodies-addresses = Which addresses the act goes to
action-bodies-unknown = Without an address, the office sends it: { $bodies }. Whoever runs the portal can add the addresses.
action-bodies-asked = The act goes to the bodies asked in this case too: { $bodies }.
action-bodies-documents =
    { $n ->
        [one] With the certified e-mail they get a link to read the documents of the case for one day.
       *[other] With the certified e-mail they get a link to read the documents of the case for { $n } days. Who gets it by post and those you write below do not: you send them the documents if they need them.
    }
action-recipients = Who receives the act
action-recipients-more = Who else receives the act (optional)
action-recipients-hint = One a line, { $most } at most: name, semicolon, certified e-mail or postal address. For example: Mario Esempi; mario.esempi@pec.example. To certified e-mail it goes by itself; by post the office sends it.
action-recipients-only = Whoever filed the case sees that the act has gone out, but not to whom and not what it says.
action-sum = Sum to pay, in euros
action-sum-hint = Such as 1.234,50. It becomes a pagoPA notice in the name of { $debtor }; whoever filed the case can pay it too, from its page.
action-sum-optional = Such as 1.234,50. It becomes a pagoPA notice in the name of { $debtor }; whoever filed the case can pay it too, from its page. Leave it empty if nothing is to be paid by pagoPA.
action-pay-by = To be paid by
action-pay-by-optional = Needed if you write an amount. From tomorrow on: after that day the notice can still be paid.
action-pay-by-hint = From tomorrow on. The notice can still be paid after that day.
case-payments = Payments
case-to-pay = To be paid: { $sum }
albo-title = Public notices
albo-lead = The acts that the law wants everybody to read. Each stays here for the days it says.
albo-none = There is none today.
albo-number = Number
albo-day = Date
albo-period = To be read from { $from } to { $until }
albo-foretold =
    { $n ->
        [one] Everybody will read among the public notices, for one day:
       *[other] Everybody will read among the public notices, for { $n } days:
    }
albo-withdrawn = taken away before
albo-case = Public notices
action-unconfirmed = First say whether the case named, { $number }, is the right one: this act speaks of it.
action-unconfirmed-where = Go to the linked cases
action-day-later = The new last day, after the present one.
action-day = Until when
action-day-hint =
    { $n ->
        [one] The last day, one day at least after the receipt.
       *[other] The last day, at least { $n } days after the receipt. Left empty it is { $n } days.
    }
action-day-needed = Write the last day: no length is set already.
action-day-own = Write the day: without it nothing is sent.
action-day-most =
    { $n ->
        [one] At most one day.
       *[other] At most { $n } days.
    }
action-dated = The day on which it happened
action-dated-hint = If that is not today. Terms count from that day.
action-in-time = The term ended on { $day } and the case went on by itself.
action-in-time-hint = The day on which it came or happened: not after { $day }.
action-in-time-what = If it came by that day, record it here. What the end of the term led to counts no more: it stays in the history, as a correction. Terms are counted again.
action-left-over = What you had written: copy it if you need it
action-changed = While you were writing this happened in the case:
action-came = When it came
action-came-hint = If it came on paper or by certified mail on another day. Terms run from that day.
action-came-needed = The day of the certified mail, of the letter or at the counter. Terms run from that day.
action-proof = What proves it
action-deed-all = It becomes a PDF with a number in the register: whoever filed the case, the chosen bodies and those you write here receive it.
action-deed-more = It becomes a PDF with a number in the register: whoever filed the case and those you write here receive it.
action-deed-asked = It becomes a PDF with a number in the register: whoever filed the case and the recipients shown here receive it.
action-deed-others = It becomes a PDF with a number in the register: only the recipients you write here receive it.
action-deed = It becomes a PDF document with a number in the register: it goes to who filed the case.
action-preview = Preview
action-preview-tab = (opens in another tab)
action-late = The term “{ $term }” ended on { $day }.
action-late-reason = Why you go on all the same
action-late-hint = The reason stays in the case. The act changes no term.
path-title = The way of the case
path-next = What can happen now
path-beside = Beside it
path-in-words = The way in words
path-stop = { $state }, since { $day } ({ $by })
path-by-you = your turn
path-by-applicant = the applicant’s turn
path-by-office = the office’s turn
path-by-itself = by itself, if nothing else happens by { $day }
path-next-item = { $state }: { $by } ({ $who })
path-described = The way of the case: { $states }. Its state now is: { $now }.
what-if-title = What happens if…
what-if-link = What happens if…? Try another day
what-if-lead = Choose an event and a day: you see where the case would be and when its terms would end. Nothing is changed.
what-if-event = What happens
what-if-nobody = Nobody does anything
what-if-instead = What can be done on that day instead:
what-if-day = On which day
what-if-day-hint = Today or a later day.
what-if-button = Work it out
what-if-result = On { $day }
what-if-before = Before that day
what-if-by-end = By the end of that day
what-if-fired = { $day }: { $event }
what-if-state = The state of the case would be: { $state }
what-if-caution = This is a calculation, not a promise: what really happens counts.
act-linked = Linked to another case
act-unlinked = Link removed
act-transferred = Handed to another office
act-paid = Payment received
links-title = Linked cases
links-followed = This case follows
links-follower = It is followed by
links-beside = Linked by the office
links-declared = Named in the request as the earlier case: the office has not confirmed it yet
links-declared-follower = It names this one as the earlier case: to be confirmed
follow-title = What you can file now
follow-lead = Begin here: what you told us already is written there, you check and correct it.
follow-begun = You have begun already: go on from where you were.
together-title = Sent together
together-lead = You can prepare other requests and send them with this one, all at once. What you have written and attached here already is there too. What you change later, change in both.
together-lead-some = When you send this request you also send those below. Each gets its own number and receipt.
together-ready = complete
together-missing = to be completed
together-unsigned = signatures are missing
together-not-ready = Before sending, complete the requests that are sent with this one too.
together-led = This request is sent together with: { $procedure }. It is sent from the summary of that one.
together-leader = Go to the summary: { $procedure }
together-apart = Send it by itself

# The documents of a case for a body that got a link to them.
shared-title = Documents: { $procedure }, case { $number }
shared-lead = { $ente } makes these documents available to: { $recipient }.
shared-act = The link came with the act “{ $kind }”, register number { $number }. Office: { $office }.
shared-until = They can be read until { $day }. Every look is recorded. Do not pass the link on outside your body.
shared-over = The link does not open the documents any more: its days are over, or the case is. If they are still needed, ask the office: { $office }.
shared-documents = Documents of the case
shared-none = There are no documents to read.
shared-other = Added by the office
shared-read-act = Read the act: { $kind } (PDF)

# Who follows a case
act-handed-over = Passed to somebody else who follows it
act-titolare-changed = Changed hands
case-held-by = Followed now by
dashboard-of-others = Your cases that somebody else follows
dashboard-of-others-lead = They were filed by whom you gave the task, or by somebody who named you. You can read them.
dashboard-passed = Cases that you filed and somebody else follows now
dashboard-passed-lead = You read them no more. The receipt and the communications that you received stay yours.
holding-title = Who follows the case
holding-change = Give it to somebody else
holding-only-reads = This case is about you, but { $holder } follows it: they answer the office and get its acts. You can read it, and pay what the office asks.
holding-take-link = Do you want to follow it yourself?
holding-yours = You follow it: you answer the office and get its acts.
holding-theirs = { $holder } follows it: they answer the office and get its acts.
holding-give-title = Give it to somebody else
holding-give-lead =
    Write the tax code of who is to follow it: the person it is about, or another professional. They find it in their personal area and decide whether to accept it.

    Until they accept, you follow it. When they accept, they answer the office and get its acts instead of you; unless it is about you, you no longer see the case: the acts that you received stay among your communications. Whoever follows it reads everything, also the answers that you prepared and did not send. State, terms and documents stay as they are.
holding-code = Tax code of who is to follow it
holding-words = A few words for them and for the office (optional)
holding-give = Give the case
holding-open-title = Waiting for an answer
holding-open = You gave it to the person with tax code { $code }, on
holding-open-wait = They find it in their personal area. Until they accept, you follow it.
holding-declined = The person with tax code { $code } did not take it: you still follow it. Answer of
holding-withdraw = Take it back
holding-take-title = Follow the case yourself
holding-take-lead =
    The case is yours: you may follow it yourself whenever you like, even if you had given the task to somebody. From then on you answer the office and get its acts.

    { $holder } can do nothing in the case any more and no longer sees it: we tell them. The office reads it too. State, terms and documents stay as they are.

    The designer and the director of works do not change: if you change them too, write to the office.
holding-why = Why (optional): the office reads it
holding-take = I follow it from now on
holding-many = By yourself you cannot take the case from who follows it: it is about others too ({ $n } in all), or you stand for a firm or a condominium. Ask { $holder } to give it to somebody else, or write to the office.
handing-list = Cases that somebody gives you
handing-by = Given by { $by }, on
handing-title = Somebody gives you a case
handing-state = State
handing-lead =
    If you accept, you follow it: you answer the office, get its acts, and its notices come to you from then on. You read all of it after you have accepted.

    If it is not about you, accept it only if you act for whom it is about: the office may ask for the power of attorney.
handing-take = I accept the case
handing-decline = I do not accept
