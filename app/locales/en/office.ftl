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
inbox-search-label = Number, name or tax code
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
