# Pages about errors and about the portal itself.
error-403 = You cannot open this page
error-403-what = The page is reserved for office staff or for somebody else. If you use more than one identity, check which one you signed in with.
error-404 = We could not find the page
error-404-what = The address may be incomplete, or the page is no longer there. Your requests are in your personal area.
error-405 = This page does not open that way
error-405-what = Go back to the page you came from and use the button there.
error-500 = Something did not work
error-500-what = The problem is ours and has been recorded. Try again in a few minutes.
error-503 = The service is stopped for a few minutes
error-503-what = Try again shortly.
error-nothing-lost = Saved answers and uploaded files are safe: you will find them in your personal area.
error-reference = If you contact us, give this code: { $reference }
error-contact = Do you need help?
error-to-dashboard = Go to your personal area
error-to-services = Go to the services
help-title = Help
help-begin = How to start
help-begin-text =
    Choose a service and read what you need. Then press “Start the request” and sign in with your digital identity.

    If you do not know which procedure you need, answer the questions of “Which procedure do you need?”: you find them on the home page and on the service’s page. At the end you read which one it is and what to prepare, and you can print the list. No sign-in is needed. Your answers go into the request that you start.
help-fill = How to fill in a form
help-fill-text =
    Each page has a few questions. Answer all of them, except those marked “optional”. Questions change with your answers: you see only those that concern you.

    “Save and continue” leads to the next page. “Back” and the list of steps take you where you want: what you typed stays.

    If an answer cannot be right, the page says what to correct and where. What you typed stays in its place.

    Before sending you check all your answers. With “Change” you change one and come back to the summary.
help-again = Do I have to type again what I gave before?
help-again-text =
    No. Your name and codice fiscale come from your sign-in. Data of a request that you sent before are offered to you with their date: if they still hold, press “Use these data”.

    Zone and constraints of a parcel may come from the municipality’s files: the page says so, and you check that they are right.
help-rows = How do I add several people or firms?
help-rows-text =
    The page shows a list. With “Add” you fill in one person, one firm or one parcel at a time. From there you change them or take them out.
help-draft = Can I stop half way?
help-draft-text =
    Yes. Every page is saved when you go on, when you go back and with “Save and continue later”. If JavaScript is on in your browser, it is also saved by itself while you type.

    Your draft stays in your personal area until the day written beside it: usually 12 months, which begin again each time you save or press the button that keeps it. When that day has passed it is deleted.

    If you do nothing for a long time you have to sign in again: you find the same page with what you had typed.
help-two = I have the same page open in two windows
help-two-text =
    If the other window saved something different, the portal does not choose for you: it shows you both answers and you decide which one holds.
help-version = The form changed while I was filling it in
help-version-text =
    Your draft stays on the form it was started with. The page tells you and shows what changes: if you like, you move to the new form and keep the answers that still hold.
help-sign = Who has to sign the case?
help-sign-text =
    If you send it and you are the one who signs, sending counts as signing.
    If somebody else has to sign, choose “Ask for the signatures” in the summary. That person logs in with their own digital identity, finds the request in the personal area, reads everything and signs, or writes why not. Then you can send.
    A signature holds only for what was written: if you change an answer or a document, it has to be asked for again.
help-after = And after sending?
help-after-text =
    You get a number and a receipt at once. Your personal area shows the state of the case, who is responsible for it and the messages of the office.
    If the office asks for clarifications, the case begins with “What you must do”: answer point by point, with files too, and save and go on later if you like. Observations on a notice of refusal are sent in the same way, with files. To send more documents of your own accord, prepare them with “Send more documents”: they are registered, and until you send them only whoever follows the case sees them. For other questions write a message from the page of the case.
    Did you file something on paper or by PEC? If the office registered it with your codice fiscale, you find it here too.
help-hold = A professional acts for me: do I see the case too?
help-hold-text =
    Yes. If your tax code stands in the case as whose it is, you find it in your personal area, under “Your cases that somebody else follows”: you read the case and the acts of the office, and you can pay. Data on health or convictions, if there are any, stay reserved.
    Whoever follows the case answers the office and gets its acts. If the case is yours alone, in your own name, you may follow it yourself at any time, with “Do you want to follow it yourself?”: whoever followed it no longer sees it, keeps the acts that they received, and is told.
    Whoever follows a case may give it to somebody else, with “Give it to somebody else”: their tax code is enough, and it passes when they accept. State, terms and documents stay as they are.
help-terms = How long does the office have to answer?
help-terms-text =
    On the page of the case, under “Terms”, you find each term: until when it runs, why, and what happens if nobody acts.
    “What happens if…?” works out what would change if you or the office did something on a certain day. It is a calculation: it changes nothing.
help-next = What do I file next?
help-next-text =
    Open the case that you filed: under “What you can file now” is what follows it, such as the end of the works or fitness for use. What you told us already is written there: check it.
    If you like, you prepare two requests and send them together, from the summary of the first. Each gets its own number and receipt.
help-same = I have to file several similar cases
help-same-text =
    Open the case that you filed and choose “New case from this one”: the answers are copied. Declarations, signatures and documents are given anew.
    You get a number and a receipt at once. Your personal area shows the state of the request and the messages of the office.
help-person = How do I talk to a person?
help-person-text =
    At the bottom of every page you find “Ask for help”, “Book an appointment” and “Report a problem”. No sign-in is needed. If you sign in first, you also read the office’s answer on the page “Contact the municipality”.
help-outage = The portal did not work and I had a deadline
help-outage-text =
    The page “Outages of the portal” says when it could not be reached, minute by minute. Signed in, you download an attestation as PDF.
faq-title = Frequently asked questions
faq-identity = What do I need to sign in?
faq-identity-text =
    You need a digital identity. You need none to read about services, to write to the municipality or to ask for an appointment.
faq-which = How do I find out which procedure I need?
faq-which-text =
    Look for the service by name or by category. For building works you can answer a few questions: at the end you read which procedure you need and what to prepare.
faq-other = Can I file for somebody else?
faq-other-text =
    Yes, where the procedure allows it: for example a professional with the owner’s power of attorney. Who has to sign signs in with their own digital identity and signs in the portal.
faq-when = How long does it take?
faq-when-text =
    You find it on the service’s page, under “Times and deadlines”. After sending, your personal area shows the state of your request.
faq-mistake = I sent a request with a mistake. What do I do?
faq-mistake-text =
    Open the request in your personal area: if it is still possible, you find there how to withdraw it or to answer the office. Otherwise ask for help and give the number of the request.
faq-documents = Which files can I upload?
faq-documents-text =
    Usually PDF, also signed (P7M), and pictures. The page of documents says the formats and the largest size of each.
faq-receipt = Where do I find the receipt?
faq-receipt-text =
    On the page of the request, right after sending and later too: you download it as PDF with the register number (protocollo).
faq-office = Can I still go to the counter?
faq-office-text =
    Yes. Opening hours are at the bottom of every page. To avoid waiting, ask for an appointment.
faq-data = Who sees my data?
faq-data-text =
    The office in charge of the request and, where the law says so, the bodies that have to give an opinion. Every look is recorded. You find everything on the page about privacy.
help-notices = Do you tell me when there is news?
help-notices-text =
    Yes, by email, if you want. The email only says that there is news and where to read it: it holds nothing of the case. In your profile you choose the address and the language, or say that you do not want it.
help-acts = How do official communications reach me?
help-acts-text =
    In the portal, by PEC or on paper: you choose in your profile. If you gave a PEC address in an application, it holds for that case. In the portal a communication counts as received on the day you open the case; by PEC on the day the provider delivers it. The terms that concern you run from that day.
    Every act is a PDF document with its number in the register: you open it from the page of the case, under “Official communications”. By certified mail it comes as an attachment.
privacy-title = Privacy
privacy-who = Who handles your data
privacy-who-text =
    The controller is { $ente }. You can write to { $pec }.
    If your case needs the opinion of other bodies, the office sends them the act and a link to the documents, for the days that are needed.
privacy-why = Why
privacy-why-text =
    We use your data only for the services you ask for, for tasks in the public interest and legal duties (article 6(1)(c) and (e) of Regulation EU 2016/679).

    We keep them for the time the law sets for each procedure.
privacy-reports = Reports and requests
privacy-reports-text =
    When you write to us with a form of this site we use name, contacts and text only to answer you. We erase them after the report is closed, or earlier if you ask and the law allows it.
privacy-rights = Your rights
privacy-rights-text =
    You can ask to see your data, to have them corrected and, where the law allows, deleted. You can complain to the Italian data protection authority (Garante).
privacy-cookies = Cookies
privacy-cookies-text =
    The portal uses only the cookies needed to keep you signed in. It uses nobody else’s and does not follow you.
accessibility-title = Accessibility statement
accessibility-state = How the portal is made
accessibility-state-text =
    { $ente } wants a portal that everybody can use. Every page works by keyboard, at 320 pixels and without JavaScript, and follows WCAG 2.1 level AA.
accessibility-feedback = Did something stop you?
accessibility-feedback-text =
    Write to { $pec } and tell what happened. If no answer comes in 30 days you can turn to the Italian digital ombudsman (Difensore civico per il digitale).
legal-title = Legal notes
legal-licence = Licence of the contents
legal-licence-text =
    Under the principle open by default of article 52 of legislative decree 82 of 7 March 2005 (CAD), and unless stated otherwise (third parties’ contents included), data, documents and information published on this site are licensed under CC-BY 4.0. You are free to share, perform and adapt them for any purpose, commercial ones included, as long as you name the source and add no further restrictions.
legal-software = Software
legal-software-text =
    The portal is free software under the EUPL 1.2.
legal-acts = Value of the texts
legal-acts-text =
    Official acts are in Italian. Translations help to understand; where they differ, the Italian text holds.
help-pay = How do I pay a notice?
help-pay-text =
    On the page “Pay a notice” you look for the notice by its number of 18 digits and the codice fiscale of who has to pay: no login is needed, and you can pay up to five together. If you log in, “My taxes” shows what concerns you without a search. If the office asks for a payment in a case of yours, the notice is on the page of the case, in the name of who has to pay even if you sent the case for them: you can pay it, or give them its number. When the receipt arrives the case goes on by itself.

    You pay with pagoPA, outside this portal. You can also print the notice and pay at a bank, at the post office or at a tobacconist’s.
help-paid = I have paid, but the portal does not say so yet
help-paid-text =
    The portal takes a notice as paid only when it receives the receipt from pagoPA. It usually comes within seconds, sometimes later. Do not pay again: open the same page later.
