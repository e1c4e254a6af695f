# Documents and uploads.
documents-title = Documents
documents-lead = Upload the documents asked for. Each file is kept in the draft as soon as you upload it.
documents-none = No documents.
documents-checking = We are checking a file: it usually takes a few seconds.
documents-refresh = Refresh the page
documents-choose = Choose the file
documents-choose-another = Choose another file
documents-limits = Formats: { $kinds }. Largest size: { $size }. Most files: { $files }.
documents-upload = Upload the file
documents-remove = Remove
documents-full = { $n ->
    [one] You have uploaded the file asked for. To change it, remove it first.
   *[other] You have uploaded all { $n } files. To change one, remove it first.
}
documents-go-on = Go to the summary
documents-later = Continue later
check-checking = Being checked
check-verified = Checked
check-to-examine = To be looked at by the office
check-unopened = Not checked: the portal does not open files of this kind
check-refused = Refused
file-pages = { $n ->
    [one] 1 page
   *[other] { $n } pages
}
document-reserved = Reserved document: only who works on the case opens it
file-signers = Signature of { $names } (not yet verified)
upload-progress = Upload
upload-started = Upload of { $name } started.
upload-half = { $name }: half uploaded.
upload-done = { $name } uploaded.
upload-waiting = Waiting
upload-cancelled = Upload of { $name } cancelled.
upload-broken-line = The upload of { $name } was interrupted. Check your connection and try again.
upload-cancel = Cancel
upload-wait = Wait until the files are uploaded, then press again.
upload-left = Some files did not arrive: try again or remove them, then press again.
upload-again = Try again
documents-superfluous = Your answers do not ask for this document any more: its files are not sent.
document-office-only = For the office alone
document-arrived = Document added by the office
document-read = Read in the browser
document-text-link = Read the text
document-text-title = Text of the document
document-text-lead = This is the text that the portal found in the file: for searching, and for who uses a screen reader. The original document counts.
document-text-none = The portal found no text in this file: it may be a scan.
