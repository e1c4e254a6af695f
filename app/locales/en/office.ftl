# The office.
office-title = Office
office-phase-submitted = To be taken in charge
office-phase-in-review = Being examined
office-phase-waiting-applicant = Waiting for the applicant
office-phase-concluded = Closed
office-phase-withdrawn = Withdrawn
inbox-title = Cases of the office
inbox-failed-jobs = { $n ->
    [one] One automatic operation failed
   *[other] { $n } automatic operations failed
}
inbox-filters = Filter by state
inbox-all-open = All open
inbox-search = Search
inbox-search-label = Number, register number, name, tax code, address, parcel or words of documents
inbox-searched = You are searching for “{ $words }”.
inbox-search-end = Remove the search
inbox-caption = Cases, oldest first
inbox-empty = No case matches.
inbox-number = Number
inbox-procedure = Case
inbox-applicant = Sent by
inbox-state = State
inbox-received = Received on
inbox-assigned = Handled by
inbox-nobody = Nobody
inbox-open = Open case { $number }
inbox-next = Next page
jobs-title = Failed operations
jobs-lead = The portal tried several times. When the cause is solved, repeat the operation from here: nothing is lost or done twice.
jobs-none = No operation is waiting.
jobs-kind = Operation
jobs-at = Last attempt
jobs-attempts = Attempts
jobs-error = Error
jobs-action = Action
jobs-retry = Try again
ratings-title = Ratings of the services
ratings-lead = What people say at the end of a request. Ratings are anonymous.
ratings-none = There are no ratings yet.
ratings-average = { $average } out of 5 ({ $count })
ratings-count = { $n ->
    [one] 1 rating
   *[other] { $n } ratings
}
ratings-stars = Stars
ratings-how-many = How many ratings
ratings-liked = What those who gave 4 or 5 stars liked
ratings-hard = What was hard for those who gave 1 to 3 stars
ratings-texts = The latest comments
inbox-everybody = Everybody’s
inbox-charges = Filter by person in charge
inbox-charge-mine = In my charge
inbox-charge-rup = I am the RUP
inbox-charge-nobody = Nobody in charge
inbox-charge-to-read = Messages to read
inbox-procedure-choice = Procedure
inbox-procedure-all = All procedures
inbox-unread = Message to read
office-own = It concerns you: somebody else in the office has to handle it
inbox-due = Answer by
desk-title = Who deals with it
desk-assign = In charge
desk-assign-button = Assign
desk-rup = Person responsible for the procedure (RUP)
desk-rup-button = Name the RUP
desk-choose = Choose
desk-number = The office’s own number
desk-number-hint = The number in your internal register, if you keep one. The case can be searched by it too.
desk-number-button = Save the number
desk-unread = There is something new in the case: read what, and answer if need be. Or say that no answer is needed.
desk-mark-read = No answer needed
desk-document = Add a document
desk-document-label = Files to add to the case
desk-document-hint = Those that came on paper, by PEC or at the desk, and those that the office gives: copies, extracts, a certificate signed outside the portal. One or more, at most 500 MB each. The applicant sees and downloads them in the case, under “Documents”, unless they are for the office alone.
desk-document-office-only = For the office alone
desk-document-office-only-hint = For what the applicant must not see: an objection of somebody else, the receipt of a registered letter to others. They are told nothing. If they ask for access to the file, the office decides.
desk-document-button = Add the files
letter-office-title = Write to the applicant
letter-office-lead = A plain message: it changes neither the state of the case nor its terms. To ask for something use the action of the case.
channel-portal = Filed in the portal
channel-paper = Came on paper
channel-pec = Came by PEC
channel-office = Opened by the office
channel-import = Taken over from the earlier list
arrival-by = Registered by { $name },
arrival-procedura = Procedure
arrival-canale = How it came
arrival-giorno = Day of arrival
arrival-giorno-hint = The real day of arrival: legal terms begin here.
arrival-ora = Time of arrival
arrival-protocollo = Register number it already has
arrival-protocollo-hint = If empty, the portal registers the case now.
arrival-numero = The office’s own number
arrival-nome = Given name
arrival-cognome = Family name, or name of a body
arrival-cognome-hint = Of who files the case: for a firm or a body write its name.
arrival-codice-fiscale = Codice fiscale
arrival-codice-fiscale-hint = With the codice fiscale the person finds the case in the personal area.
arrival-tecnico = Professional
arrival-indirizzo = Address of the building
arrival-particelle = Cadastral parcels
arrival-particelle-hint = Sheet and parcel, such as 7/214. Part several by a blank.
arrival-oggetto = Subject
arrival-stato = State
arrival-file = Files
arrival-file-hint = The scan of the case and its attachments, at most 500 MB a file. If something has to be corrected, files must be chosen again.
arrived-title = Register a case that came on paper or by PEC, or that the office opens
arrived-lead = The case joins the list with the others, with its number and the real day of arrival or opening. One that the office opens has no place among what was received: its beginning is served by an act.
arrived-from = It will be linked to case { $number }
arrived-how = Arrival
arrived-who = Who files it, or whom it concerns
arrived-what = What it is about
arrived-button = Register the case
import-title = Import open cases from a list
import-lead = Bring the cases that the office is working on into the portal: save the list as a CSV file, one line a case. If a line has a mistake, the portal imports nothing and says where.
import-columns = The columns of the file
import-column = Column
import-column-what = What it holds
import-column-must = Needed
import-needed = Yes
import-free = No
import-column-procedura = The procedure’s word (see below)
import-column-numero_pratica = The number that the office uses already: no case is imported twice
import-column-data_presentazione = Day of arrival, such as 31/12/2025
import-column-cognome_o_denominazione = Family name of who filed it, or name of a body
import-column-nome = Given name
import-column-codice_fiscale = Codice fiscale or partita IVA
import-column-protocollo = Number and year in the register; if missing, the case is registered now
import-column-ora = Time of arrival, such as 10:30
import-column-tecnico = Professional
import-column-indirizzo = Address of the building
import-column-particelle = Sheet and parcel, such as 7/214
import-column-oggetto = Subject
import-column-stato = The state’s word (see below); if missing, the case is to be taken in charge
import-column-canale = carta (paper) or pec
import-words = The words for procedure and state
import-file = CSV file
import-file-hint = At most 500 cases a file. Columns are parted by a semicolon or a comma.
import-button = Import the cases
import-problems = The file was not imported
import-nothing-taken = No case was imported: correct the file and upload it again.
import-line = Line { $line }, { $column }: { $why }
outages-title = Outages of the portal
outages-lead = When the portal could not be reached, and when it will not be. The portal records it by itself, minute by minute.
outages-coming = Announced outages
outages-past = Outages in these days
outages-none = No outage in these days.
outages-from = From
outages-to = To
outages-show = Show
outages-days-wrong = Write two days, the first not after the second, at most a year
outages-attestation = Download the attestation for these days (PDF, in Italian)
outages-attestation-hint = To download it you need to sign in.
outage-announced = Planned
outage-recorded = Recorded
outage-minutes = { $n ->
    [one] 1 minute
   *[other] { $n } minutes
}
office-outages-title = Announce outages of the portal
office-outages-lead = Who uses the portal reads them on the page
office-outages-new = New planned outage
office-outages-none = No outage is announced.
office-outages-send = Announce
office-outages-recall = Take the announcement back
outage-begins = Beginning
outage-ends = End
outage-day = Day
outage-time = Time
outage-reason = Reason
outage-from-wrong = Write day and time of the beginning
outage-to-wrong = Write day and time of the end
outage-order-wrong = Check the end: it comes after the beginning and at most a week later
outage-over = Check the end: it is past already
page-ratings-title = How clear the pages are
page-ratings-lead = What people say of the public pages. These ratings are anonymous too.
deadlines-title = Terms about to end
deadlines-lead = The terms that run in the cases of your office, the first to end first.
deadlines-filter = Which terms
deadlines-all = All
deadlines-office = The office’s
deadlines-applicant = The applicants’
deadlines-body = Other bodies’
deadlines-nobody = Waits and validity
deadlines-others = Other people’s
deadlines-of-all = All cases
deadlines-of-mine = Only mine
deadlines-none = No term is running.
deadlines-more = There are more terms, which end after these.
deadlines-overdue = Still to be done, though the term is over
deadlines-over = Past
deadlines-long-over = Over for more than 30 days and still open
deadlines-week = In the next seven days
deadlines-month = Within a month
deadlines-later = Later
deadlines-by-office = office
deadlines-by-applicant = applicant
deadlines-by-body = other body
deadlines-by-nobody = wait or validity
deadlines-by-others = other people
deadlines-free = Nobody has this case in charge.
deadlines-usual = The law is read in two ways: by the other reading it ends on { $day }.
deadlines-still = The law is read in two ways: by the other reading the term is suspended.
deadlines-times = Average times of the office
deadlines-silence = If nobody acts: { $words }
rectify-title = Correct the record
rectify-lead = If an act was recorded by mistake or with the wrong day, correct it here. Before you confirm you read what changes. Nothing is erased: the correction stays in the history and the terms are counted again.
rectify-holder = This case passed to another person: a correction does not give it back to who held it before. If need be, put that right under “Whose case it is”.
rectify-which = What is wrong
rectify-event = { $event }, { $day }
rectify-undone = { $event }, { $day } (undone: if it did happen, write the day)
rectify-day = The true day
rectify-day-hint = Write the day on which it really happened.
rectify-reason = Why
rectify-button = Correct the day
rectify-never = It never happened
rectify-days-title = Declared days
rectify-days-lead = Some terms count from a day that was written in the request. If that day is wrong, write the true one. The answers stay as they were sent.
rectify-days-button = Correct the declared days
rectifying-title = Before the correction
rectifying-what = What you correct
rectifying-on = “{ $event }”: it counts from { $before }, the true day is { $after }.
rectifying-never = “{ $event }”, { $before }: it never happened.
rectifying-after-all = “{ $event }”: it was undone by mistake, it happened on { $after }.
rectifying-day = { $label }: { $after } instead of { $before }.
rectifying-reason = Why: { $reason }
rectifying-nothing = State and terms stay as they are.
rectifying-sent = The act has gone out: it stays in the register and in the case, marked as corrected. If who received it has to know more, write to them.
rectifying-sent-day = The act has gone out and stays as it is, in the register and in the case. If it says the wrong day, write to who received it.
rectifying-told = Who filed the case reads the correction and its reason too.
rectifying-button = Yes, correct it
foreseen-requests-off =
    { $n ->
        [one] The request that waits for an answer is closed.
       *[other] { $n } requests that wait for an answer are closed.
    }
foreseen-requests-on =
    { $n ->
        [one] A request is open again: who filed the case has to answer.
       *[other] { $n } requests are open again: who filed the case has to answer.
    }
foreseen-payments-off =
    { $n ->
        [one] A payment is not due any more: its notice is cancelled.
       *[other] { $n } payments are not due any more: their notices are cancelled.
    }
foreseen-payments-on =
    { $n ->
        [one] A payment is due again: its notice is valid once more.
       *[other] { $n } payments are due again: their notices are valid once more.
    }
foreseen-announcements-off =
    { $n ->
        [one] An announcement is taken down.
       *[other] { $n } announcements are taken down.
    }
foreseen-announcements-on =
    { $n ->
        [one] An announcement is made.
       *[other] { $n } announcements are made.
    }
move-title = Version of the procedure
move-offer = Version { $to } of this procedure is in force. The case stays on its own unless you move it.
move-see = See what would change
move-versions = The case follows version { $from }. Version { $to } is in force from { $day }.
move-lead = If you move it, state and terms are counted again by the rules of the new version, from the first day. What happened stays in the history of the case.
move-changes = What would change
move-nothing = Nothing changes for this case.
move-state = State: from “{ $before }” to “{ $after }”
move-term = Term “{ $term }”. Now: { $before }. Then: { $after }.
move-term-none = not running
move-term-waiting = waiting for the proof of receipt
move-term-running = ends on { $day }
move-term-suspended =
    { $n ->
        [one] suspended, one day left
       *[other] suspended, { $n } days left
    }
move-term-interrupted = interrupted
move-term-ended = concluded
move-action-gone = No longer possible: “{ $label }”
move-action-new = Possible besides: “{ $label }”
move-refused = The case cannot be moved.
move-loses = The new version has no place for something that was declared or attached.
move-impossible = The new version does not foresee what has already happened.
move-fires = Right afterwards: “{ $event }”, with the day { $day }. The term is over already.
move-fees = Fees as worked out: from { $before } to { $after }. What was asked and paid stays.
move-counted = A term depends on answers in another way: counted again it would come to a wrong day.
move-reason = Why you move it
move-reason-hint = The reason stays in the case; who filed it reads it too.
move-button = Move to version { $to }
move-stay = Leave it as it is
links-confirm = Yes, it is case { $number }
links-confirm-hint = With the confirmation what happens here holds in that case too. What has happened already holds now: a transfer that was granted puts the permit in the new name.
links-remove = Remove the link with case { $number }
links-reason = Why
links-reason-hint = The people who filed the cases read it too.
links-remove-button = Remove the link
links-open = Open a case linked to this one, by the office or come on paper
links-unfound = The answers name the case “{ $number }”, which is not in the portal.
links-unfound-hint = What happens here does not reach it: note it there yourself. If the case is here under another number, link it with “Link another case”.
links-add-title = Link another case
links-add-hint = Write the number of the case or of the register, for example RC-2026-000123 or 2026/0000123. If one follows the other, what the procedure provides for happens in the earlier case.
links-add = Number of the case
links-add-button = Link
linking-title = Before the two cases are linked
linking-which = The case “{ $follower }” follows the case “{ $followed }”.
linking-what = What happens in the case “{ $followed }”
linking-event = It is recorded: “{ $event }”, with the day { $day }.
linking-passes = The case changes hands: it passes to who succeeds, who gets the acts from then on.
linking-waits = On { $day } happens what the answers say for that day.
linking-mistake = If it is not the right case, do not link it: to take the link away does not undo what happened, that takes a rettifica.
linking-button = Yes, link the two cases
transfer-title = Hand to another office
transfer-lead = If the case is for another office of the municipality, hand it over with a reason. Terms run on. Who filed it is told. You will not see it any more.
transfer-to = The office in charge
transfer-reason = Why
transfer-button = Hand over
desk-concerned = This case is about you: for the office it is followed by somebody who is no party to it (law 241/1990, article 6-bis). Here you only read it. If it is yours, what you can do as a citizen is among your cases. If nobody in the office may follow it, who runs the portal appoints a substitute.
desk-next = For the office:
titolari-title = Whose case it is
titolari-lead = For a wrong tax code, a transfer that came on paper, a death, or a firm that somebody else stands for now. Whoever is named here reads the case in their personal area. The reason is read by whoever follows it too.
titolari-codes = Tax codes of those whose case it is
titolari-codes-hint = One a line. Whoever is no longer in the list no longer reads the case.
titolari-holder = Tax code of who follows it from now on (optional)
titolari-holder-hint = Leave it empty if that stays. They must have logged in before: they answer the office and get its acts instead of who follows it today.
titolari-reason = Why, and by which document
titolari-button = Record whose it is
