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
