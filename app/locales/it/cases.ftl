# Drafts and cases.
phase-draft = Bozza
phase-submitted = Inviata
phase-in_review = In lavorazione
phase-waiting_applicant = In attesa di una tua risposta
phase-concluded = Conclusa
phase-withdrawn = Ritirata
phase-archived = Archiviata
dashboard-title = Area personale
dashboard-drafts = Bozze
dashboard-no-drafts = Non hai bozze.
dashboard-cases = Le tue pratiche
dashboard-no-cases = Non hai ancora inviato pratiche.
dashboard-new = Inizia una nuova pratica
draft-saved-at = Salvata il
draft-resume = Continua la bozza
draft-kept-until = La bozza resta salvata fino al
draft-renew = Tieni per altri { $months } mesi
draft-discard = Elimina la bozza
discard-title = Vuoi eliminare la bozza «{ $procedure }»?
discard-explain = Le risposte e i file della bozza vanno persi. L’ufficio non ha ancora visto nulla.
discard-button = Elimina la bozza
discard-keep = Tieni la bozza
back-to-rows = Torna all’elenco
back-to-summary = Torna al riepilogo
back-to-dashboard = Torna all’area personale
steps-label = Passi della pratica
step-of = Passo { $here } di { $total }
step-done = completo
step-all-needed = Rispondi a tutte le domande, tranne quelle con la parola «facoltativo».
step-save-and-go-on = Salva e continua
step-save-to-summary = Salva e torna al riepilogo
step-save-and-leave = Salva e continua dopo
stale-caption = Le risposte diverse nelle due schede
stale-question = Domanda
stale-stored = Salvato dall’altra scheda
stale-keep-other = Tieni le risposte dell’altra scheda
stale-typed = Scritto in questa pagina
answer-none = Non indicato
change-group = Modifica
correct-group = Correggi
change-what = : { $what }
summary-title = Riepilogo
summary-declaration = Le informazioni che hai fornito hanno valore di dichiarazione. Verifica che siano corrette.
summary-incomplete = Prima di inviare, completa queste parti
summary-missing-document = Carica il documento «{ $document }»
summary-refused-file = Togli il file «{ $file }» da «{ $document }»: non è stato accettato
summary-checking-file = Il file «{ $file }» è ancora in controllo: aspetta qualche secondo, poi ricarica la pagina
summary-not-ready = Quando avrai completato le parti segnalate all’inizio della pagina, qui troverai il pulsante per inviare.
summary-effect = Che cosa succede quando invii
summary-send = Conferma e invia: { $procedure }
summary-later = Invia più tardi
confirmation-title = Pratica inviata: { $procedure }
confirmation-number = Il numero della tua pratica è
confirmation-next = Che cosa succede adesso
confirmation-follow = Segui la pratica
receipt-download = Scarica la ricevuta (PDF)
receipt-not-ready = Stiamo preparando la ricevuta in PDF: di solito bastano pochi secondi.
case-name = { $procedure } { $number }
case-sent-at = Inviata il
case-received-at = Ricevuta il
case-opened-at = Aperta d’ufficio il
case-opened = Pratica aperta d’ufficio
case-opened-next = L’ufficio ha aperto questa pratica di sua iniziativa: tu non hai inviato nulla. Qui vedi a che punto è e leggi che cosa ti scrive.
case-concerns = Riguarda
case-protocollo = Numero di protocollo
case-office = Ufficio
case-assigned-to = Presa in carico da
case-applicant = Presentata da
case-facts = Dati della pratica
case-next = Che cosa succede adesso
case-of-colleagues = Può farlo un’altra persona dell’ufficio
case-of-colleagues-one = { $action }: { $roles }
case-actions = Che cosa puoi fare
actions-another-way = È arrivato per PEC, per posta o allo sportello
actions-another-way-what = Chi ha presentato la pratica agisce nel portale. Se invece ti ha scritto in un altro modo, registralo qui per suo conto: lui riceve un avviso. Le parole qui sotto sono quelle che legge lui.
case-messages = Messaggi
case-history = Storia della pratica
history-portal = Registrato dal portale
history-automatic = Passaggio automatico, alla fine di un termine
history-counts = Vale dal giorno { $day }.
history-never = Annullato: una rettifica dice che non è mai successo.
history-put-right = Una rettifica dice che è successo il giorno { $day }.
case-index-answers = Che cosa è stato dichiarato
text-limit = Al massimo { $limit } caratteri.
rows-lead = Aggiungi una voce per ciascuno. Puoi cambiarle e toglierle fino all’invio.
rows-none = Non c’è ancora nessuna voce.
rows-change = Modifica
rows-remove = Togli
rows-wrong = da completare
rows-go-on = Continua
step-kept-until = La bozza resta salvata fino al { $day }.
tasks-title = Che cosa devi compilare
tasks-all = Vedi tutti i passi
tasks-link = Elenco di tutte le parti
task-done = Completo
task-open = Da completare
tasks-other = Altre parti
autosaved = Bozza salvata automaticamente
autosave-stale = Questa pagina è stata cambiata in un’altra scheda: salva per vedere le differenze
autosave-failed = Il salvataggio automatico non riesce. Premi «Salva e continua dopo»: se serve ti chiediamo di entrare di nuovo e ritrovi quello che hai scritto.
bill-title = Quanto si paga
bill-total = Totale
bill-example = Importo di esempio: il Comune non ha ancora indicato il suo.
bill-pending = Il totale si calcola quando hai risposto a tutte le domande.
answer-reserved = Dato riservato: lo vede chi segue la pratica
bill-fixed = Importo fisso: { $sum }
bill-each = { $count } × { $each } € = { $sum }
bill-percent = { $percent }% di { $of } = { $sum }
bill-min = Importo minimo: { $sum }
bill-max = Importo massimo: { $sum }
version-title = Nuova versione del modulo
version-lead = Il Comune ha aggiornato questo modulo. La tua bozza resta valida con la versione di prima: puoi inviarla così, o passare alla nuova. Se passi alla nuova, le risposte alle domande che ci sono ancora restano.
version-changes = Che cosa cambia per te
version-added = Domanda nuova: «{ $label }»
version-again = Da rispondere di nuovo: «{ $label }»
version-removed = Domanda tolta: «{ $label }» (avevi risposto: { $answer })
version-document-added = Documento nuovo: «{ $label }»
version-document-removed = Documento tolto: «{ $label }» (i file che avevi caricato non saranno inviati)
version-nothing = Per le tue risposte non cambia nulla.
version-move = Passa alla nuova versione
version-stay = Resta sulla versione di prima
version-newer = C’è una nuova versione di questo modulo. La tua bozza resta valida.
version-see = Vedi che cosa cambia
rating-title = La tua opinione
rating-anonymous = La valutazione è anonima: non resta legata né a te né a questa pratica.
rating-question = Quanto è stato facile usare questo servizio?
rating-stars = { $n ->
    [one] 1 stella su 5
   *[other] { $n } stelle su 5
}
rating-liked = Quali sono stati gli aspetti che hai preferito?
rating-liked-clear = Le indicazioni erano chiare
rating-liked-complete = Le indicazioni erano complete
rating-liked-on-track = Capivo sempre che stavo procedendo correttamente
rating-liked-technical = Non ho avuto problemi tecnici
rating-hard = Dove hai incontrato le maggiori difficoltà?
rating-hard-clear = A volte le indicazioni non erano chiare
rating-hard-complete = A volte le indicazioni non erano complete
rating-hard-on-track = A volte non capivo se stavo procedendo correttamente
rating-hard-technical = Ho avuto problemi tecnici
rating-several = Puoi scegliere più risposte, o nessuna.
rating-other = Altro
rating-details = Vuoi aggiungere altri dettagli?
rating-details-hint = Al massimo { $limit } caratteri. Non scrivere dati personali.
rating-send = Invia la valutazione
rating-stars-missing = Scegli da 1 a 5 stelle
rating-details-too-long = Scrivi al massimo { $limit } caratteri in «Vuoi aggiungere altri dettagli?»
rating-thanks = Grazie per la tua opinione
rating-thanks-why = Ci aiuta a rendere il servizio più facile per tutti.

statement-declared = Dichiara: { $role }
statement-certified = Assevera: { $role }
confirmed-by-sending = lo conferma inviando la pratica
confirmed-sent = lo ha confermato inviando la pratica con accesso digitale, { $words }
confirmed-by-signing = da confermare con la firma nel portale
confirmed-signed = lo ha confermato firmando nel portale con accesso digitale, { $words }
confirmed-by-document = da confermare con il documento «{ $words }», ancora da caricare
confirmed-document = è allegato il documento «{ $words }»: la firma va verificata
confirmed-declined = ha rifiutato di firmare
confirmed-nothing = nessuna conferma nel portale

signatures-title = Firme
signature-own = Firma chi invia la pratica: inviarla vale come firma
signature-to-ask = Firma ancora da chiedere
signature-asked = Firma chiesta il
signature-signed = Firmata il
signature-declined = Non firmata il
signature-reason = Motivo: { $reason }
signature-changed = La pratica è cambiata dopo la richiesta: la firma va chiesta di nuovo
signature-before = Prima di inviare servono le firme
signature-ask-explain =
    Le persone indicate trovano la richiesta nella loro area personale, dopo l’accesso con la loro identità digitale. Leggono la pratica e la firmano, oppure scrivono perché no.
    Avvisale tu. Se dopo cambi la pratica, le firme vanno chieste di nuovo.
signature-wait-explain = Quando tutti avranno firmato, qui troverai il pulsante per inviare. Se cambi la pratica, le firme vanno chieste di nuovo.
signature-ask = Chiedi le firme
signature-list = Firme che ti chiedono
signature-row = { $procedure }, preparata da { $by }
signature-page-title = Firma della pratica: { $procedure }
signature-by = Te la chiede { $by }, dal
signature-read-first = Leggi la pratica fino in fondo. Se qualcosa è sbagliato non firmare: scrivi che cosa non va.
signature-yours = La tua firma
signature-legal = Hai fatto l’accesso con la tua identità digitale: confermare qui vale come firma (articolo 65 del decreto legislativo 82 del 2005).
signature-sign = Firma la pratica: { $procedure }
signature-no = Non vuoi firmare?
signature-why-not = Che cosa non va (facoltativo)
signature-decline = Non firmo
signature-stale = Chi ha preparato la pratica l’ha cambiata. Quando è pronta te la chiede di nuovo: troverai la nuova richiesta nell’area personale.
signature-done = Non devi fare altro. La pratica la invia chi l’ha preparata.
case-todo = Che cosa devi fare
case-rup = Responsabile del procedimento
rup-none = Non ancora nominato: intanto risponde chi dirige l’ufficio
case-office-number = Numero dell’ufficio
request-lead = L’ufficio ti chiede:
request-due = Rispondi entro il
request-overdue = Il termine per rispondere era il
request-own-sent = Inviato di propria iniziativa,
request-own-begun = Preparato e non ancora inviato,
action-prepare = Prepara l’invio, con i file
action-prepare-on = Continua a preparare l’invio
request-lead-whole = Leggi l’atto e rispondi. Puoi scrivere e allegare file.
request-answer-whole = Rispondi e allega i file
point-no-files = Nessun file
point-own = File inviati
point-whole = File della risposta
request-answer = Rispondi punto per punto
requests-title = Richieste dell’ufficio e risposte
request-of = Richiesta del
request-answered-at = Risposta inviata il
request-unanswered = Risposta non ancora inviata
request-words = Parole della risposta:
request-over = Chiusa. Una risposta data in altro modo è nella storia della pratica.
point-no-answer = Nessuna risposta.
point-unsent = Non inviata: la vedi solo tu.
points-label = Che cosa chiedi, punto per punto (facoltativo)
points-label-required = Che cosa prescrivi, punto per punto
points-hint = Un punto per riga: il richiedente risponde a ciascuno, anche con file. Al massimo { $most } punti, di { $limit } caratteri ciascuno.
points-due-label = Rispondere entro (facoltativo)
points-due-hint = Il richiedente vede questa data nella pratica.
reply-title = Rispondi alla richiesta
reply-back = Torna alla pratica
reply-point = Punto { $place }
reply-answer = La tua risposta
reply-add-files = Aggiungi file (facoltativo)
reply-file-of = Punto { $place }
reply-files = File già aggiunti
reply-save = Salva e continua dopo
reply-point-problem = Punto { $place }: { $why }
letter-title = Scrivi all’ufficio
letter-lead = Per una domanda o un’informazione su questa pratica. Se l’ufficio ti ha chiesto chiarimenti, usa invece la risposta alla richiesta.
letter-label = Il tuo messaggio
letter-send = Invia il messaggio
message-plain = Messaggio
message-note = Annotazione dell’ufficio
act-message = Messaggio
act-rup-named = Nominato il responsabile del procedimento
act-assigned = Pratica assegnata
act-numbered = Numero dell’ufficio cambiato
act-read = Messaggio segnato come letto
act-document-kept = Documento conservato dall’ufficio
act-document-added = Documento aggiunto dall’ufficio
act-taken-over = Pratica ripresa dall’elenco precedente
act-received = Comunicazione ricevuta
rectified-never = Rettifica: «{ $event }» non è mai successo
rectified-on = Rettifica: «{ $event }» vale dal giorno { $day }
rectified-days = Rettifica dei giorni dichiarati con «{ $event }»
act-rectified = Rettifica
act-moved = Passaggio a un’altra versione
copy-title = Devi presentare una pratica simile?
copy-lead = Comincia una nuova pratica con le stesse risposte. Dichiarazioni, firme e documenti vanno dati di nuovo.
copy-lead-empty = Comincia una nuova pratica dello stesso tipo. Le risposte si danno nel portale: questa è arrivata in un altro modo.
copy-button = Nuova pratica da questa
terms-title = Termini
terms-ended = Termini conclusi
term-if-nobody = Se nessuno agisce:
term-length-source = Dura { $length }. Fonte: { $source }.
term-why = Come si calcola
term-waiting = Parte quando la comunicazione risulta ricevuta.
term-waiting-set = L’ultimo giorno è il { $day }, come ha scritto l’ufficio, o più tardi se la legge lascia più giorni da quando si riceve.
term-until-office = L’ufficio ha tempo fino al { $day }.
term-until-you = Hai tempo fino al { $day }.
term-until-applicant = Il richiedente ha tempo fino al { $day }.
term-until-body = L’ente ha tempo fino al { $day }.
term-until-nobody = Fino al { $day }.
term-on = Il giorno fissato è il { $day }.
term-on-over = Quel giorno è passato.
term-until-others = Chi è stato avvisato ha tempo fino al { $day }.
term-left =
    { $n ->
        [0] Il termine finisce oggi.
        [one] Manca un giorno.
       *[other] Mancano { $n } giorni.
    }
term-over =
    { $n ->
        [one] È passato un giorno dal termine.
       *[other] Sono passati { $n } giorni dal termine.
    }
term-rolled = Quel giorno è festivo: si può agire fino al { $day }.
term-earliest = La legge si legge in due modi: il termine potrebbe finire già il { $day }. Agisci prima.
term-earliest-refused = La legge si legge in due modi: la tua domanda potrebbe risultare respinta già il { $day }.
term-suspended = È sospeso dal { $day }. Restano { $left }, che riprendono dopo.
term-interrupted = Si è interrotto il { $day }. Quando riparte, riparte per intero.
term-ended-on = Concluso il { $day }.
term-days =
    { $n ->
        [one] un giorno
       *[other] { $n } giorni
    }
term-working-days =
    { $n ->
        [one] un giorno lavorativo
       *[other] { $n } giorni lavorativi
    }
term-months =
    { $n ->
        [one] un mese
       *[other] { $n } mesi
    }
term-years =
    { $n ->
        [one] un anno
       *[other] { $n } anni
    }
term-given =
    { $n ->
        [one] quanto stabilisce l’ufficio, almeno un giorno
       *[other] quanto stabilisce l’ufficio, almeno { $n } giorni
    }
term-move-start = il termine parte
term-move-suspend = il termine si sospende
term-move-resume = il termine riprende
term-move-interrupt = il termine si interrompe
term-move-restart = il termine riparte per intero
term-move-extend = il termine si allunga
term-move-stay = il termine resta com’è
term-line-earliest = Per l’altra lettura della legge potrebbe finire già il { $day }.
term-move-end = il termine si conclude
term-cause-of = { $cause } ({ $day })
term-line = { $day }: { $cause }, { $what }.
term-line-due = Scade il { $day }.
term-line-left = Restano { $left }.
ledger-caption = Registro del termine «{ $term }»
ledger-day = Giorno, e come si sa
ledger-what = Che cosa è successo
ledger-effect = Effetto sul termine
ledger-source = Fonte
proof-portal = portale
proof-opened = apertura nel portale
proof-pec = consegna PEC
proof-written = annotazione dell’ufficio, con la prova
proof-rectified = rettifica
proof-declared = dichiarazione nella pratica
proof-counted = fine del termine
term-line-proof = Il giorno risulta da: { $proof }.
term-line-source = Fonte: { $source }.
term-void-late = nessun effetto sul termine, perché l’ultimo giorno utile era il { $day }
term-void-often = nessun effetto sul termine, perché la legge lo permette una volta sola
term-void-never = nessun effetto sul termine
works-may-begin = Lavori: possono iniziare.
works-go-on = Lavori: vanno avanti come prima.
works-wait = Lavori: non possono ancora iniziare.
works-stop = Lavori: devono fermarsi.
effects-title = Che cosa succede
effect-term = «{ $term }»: { $what }.
effect-chosen = Scade il giorno che scegli qui sotto.
effect-chosen-from = Scade il { $day }, se non scegli qui sotto un giorno più lontano.
effect-on-receipt = Dal giorno in cui risulta ricevuta.
action-bodies = A quali enti?
action-bodies-addresses = A quali indirizzi parte l’atto
action-bodies-unknown = Senza indirizzo, li spedisce l’ufficio: { $bodies }. Chi gestisce il portale può aggiungere gli indirizzi.
action-bodies-asked = L’atto va anche agli enti chiamati in questa pratica: { $bodies }.
action-bodies-documents =
    { $n ->
        [one] Con la PEC ricevono un collegamento per leggere i documenti della pratica per un giorno.
       *[other] Con la PEC ricevono un collegamento per leggere i documenti della pratica per { $n } giorni. Chi lo riceve per posta e chi scrivi tu qui sotto no: se servono, mandi loro i documenti.
    }
action-recipients = Chi riceve l’atto
action-recipients-more = Chi altro riceve l’atto (facoltativo)
action-recipients-hint = Uno per riga, { $most } al massimo: nome, punto e virgola, PEC o indirizzo postale. Per esempio: Mario Esempi; mario.esempi@pec.example. Alle PEC parte da solo; per posta lo spedisce l’ufficio.
action-recipients-only = Chi ha presentato la pratica vede che l’atto è partito, ma non a chi e non che cosa dice.
action-sum = Importo da pagare, in euro
action-sum-hint = Per esempio 1.234,50. Ne nasce un avviso pagoPA intestato a { $debtor }: lo paga anche chi ha presentato la pratica, dalla sua pagina.
action-sum-optional = Per esempio 1.234,50. Ne nasce un avviso pagoPA intestato a { $debtor }: lo paga anche chi ha presentato la pratica, dalla sua pagina. Lascia vuoto se non c’è nulla da pagare con pagoPA.
action-pay-by = Da pagare entro il
action-pay-by-optional = Serve se scrivi un importo. Da domani in poi: dopo quel giorno l’avviso si può ancora pagare.
action-pay-by-hint = Da domani in poi. Dopo quel giorno l’avviso si può ancora pagare.
case-payments = Pagamenti
case-to-pay = Da pagare: { $sum }
albo-title = Albo pretorio
albo-lead = Gli atti delle pratiche che la legge vuole siano letti da tutti. Ognuno resta qui per i giorni indicati.
albo-none = Oggi non c’è nessun atto.
albo-number = Numero
albo-day = Data
albo-period = Si legge dal { $from } al { $until }
albo-foretold =
    { $n ->
        [one] Chiunque potrà leggere per un giorno, nell’albo pretorio:
       *[other] Chiunque potrà leggere per { $n } giorni, nell’albo pretorio:
    }
albo-withdrawn = tolto prima
albo-case = Pubblicazioni all’albo
action-unconfirmed = Prima di’ se la pratica indicata, { $number }, è quella giusta: questo atto ne parla.
action-unconfirmed-where = Vai alle pratiche collegate
action-day-later = Il nuovo ultimo giorno, dopo la scadenza di adesso.
action-day = Entro quando
action-day-hint =
    { $n ->
        [one] L’ultimo giorno utile, almeno un giorno dopo la ricezione.
       *[other] L’ultimo giorno utile, almeno { $n } giorni dopo la ricezione. Se lo lasci vuoto sono { $n } giorni.
    }
action-day-needed = Scrivi l’ultimo giorno utile: non c’è una durata già fissata.
action-day-own = Scrivi il giorno: senza, l’atto non parte.
action-day-most =
    { $n ->
        [one] Al massimo un giorno.
       *[other] Al massimo { $n } giorni.
    }
action-dated = In che giorno è successo
action-dated-hint = Se non è oggi. I termini contano da quel giorno.
action-in-time = Il termine è finito il { $day } e la pratica è andata avanti da sola.
action-in-time-hint = Il giorno in cui è arrivata o è successo: non oltre il { $day }.
action-in-time-what = Se è arrivato entro quel giorno, registralo qui. Il passaggio automatico non vale più: resta nella storia, come rettifica. I termini si ricontano.
action-left-over = Quello che avevi scritto: copialo se ti serve
action-changed = Mentre scrivevi nella pratica è successo questo:
action-came = Quando è arrivata
action-came-hint = Se è arrivata su carta o via PEC in un altro giorno. I termini corrono da quel giorno.
action-came-needed = Il giorno della PEC, della lettera o dello sportello. I termini corrono da quel giorno.
action-proof = Che cosa lo prova
action-deed-all = Diventa un documento PDF con numero di protocollo: lo ricevono chi ha presentato la pratica, gli enti scelti e chi scrivi qui.
action-deed-more = Diventa un documento PDF con numero di protocollo: lo ricevono chi ha presentato la pratica e chi scrivi qui.
action-deed-asked = Diventa un documento PDF con numero di protocollo: lo ricevono chi ha presentato la pratica e i destinatari indicati qui.
action-deed-others = Diventa un documento PDF con numero di protocollo: lo ricevono solo i destinatari che scrivi qui.
action-deed = Diventa un documento PDF con numero di protocollo: lo riceve chi ha presentato la pratica.
action-preview = Anteprima
action-preview-tab = (si apre in un’altra scheda)
action-late = Il termine «{ $term }» è finito il { $day }.
action-late-reason = Perché procedi lo stesso
action-late-hint = Il motivo resta nella pratica. L’atto non cambia i termini.
path-title = Percorso
path-next = Che cosa può succedere adesso
path-beside = In parallelo
path-in-words = Il percorso in parole
path-stop = { $state }, dal { $day } ({ $by })
path-by-you = tocca a te
path-by-applicant = tocca al richiedente
path-by-office = tocca all’ufficio
path-by-itself = da solo, se non succede altro entro il { $day }
path-next-item = { $state }: { $by } ({ $who })
path-described = Percorso della pratica: { $states }. Adesso è in stato: { $now }.
what-if-title = Che cosa succede se…
what-if-link = Che cosa succede se…? Prova con un’altra data
what-if-lead = Scegli un evento e un giorno: vedi a che punto sarebbe la pratica e quando scadrebbero i termini. Non cambia nulla.
what-if-event = Che cosa succede
what-if-nobody = Nessuno fa nulla
what-if-instead = Quel giorno si può fare invece:
what-if-day = In quale giorno
what-if-day-hint = Oggi o un giorno futuro.
what-if-button = Calcola
what-if-result = Al { $day }
what-if-before = Prima di quel giorno
what-if-by-end = Fino alla fine di quel giorno
what-if-fired = { $day }: { $event }
what-if-state = La pratica sarebbe in stato: { $state }
what-if-caution = È un calcolo, non una promessa: conta ciò che succede davvero.
act-linked = Collegata a un’altra pratica
act-unlinked = Collegamento tolto
act-transferred = Passata a un altro ufficio
act-paid = Pagamento arrivato
links-title = Pratiche collegate
links-followed = Questa pratica fa seguito a
links-follower = Le fa seguito
links-beside = Collegata dall’ufficio
links-declared = Indicata nella domanda come pratica precedente: l’ufficio deve ancora confermarla
links-declared-follower = Indica questa come pratica precedente: da confermare
follow-title = Che cosa puoi presentare ora
follow-lead = Parti da qui: i dati che ci hai già dato sono già scritti, li controlli e li correggi.
follow-begun = Hai già iniziato: riprendi da dove eri.
together-title = Invii insieme
together-lead = Puoi preparare altre pratiche e inviarle insieme a questa, con un solo invio. Quello che hai già scritto e allegato qui lo ritrovi lì. Se poi cambi qualcosa, cambialo in tutte e due.
together-lead-some = Quando invii questa pratica invii anche quelle che seguono. Ognuna avrà il suo numero e la sua ricevuta.
together-ready = completa
together-missing = da completare
together-unsigned = mancano le firme
together-not-ready = Prima di inviare, completa anche le pratiche che invii insieme.
together-led = Questa pratica si invia insieme a: { $procedure }. L’invio si fa dal riepilogo di quella.
together-leader = Vai al riepilogo: { $procedure }
together-apart = Inviala da sola

# The documents of a case for a body that got a link to them.
shared-title = Documenti: { $procedure }, pratica { $number }
shared-lead = Il { $ente } mette questi documenti a disposizione di: { $recipient }.
shared-act = Il collegamento è arrivato con l’atto «{ $kind }», protocollo { $number }. Ufficio: { $office }.
shared-until = Si possono leggere fino al { $day }. Ogni lettura è registrata. Non inoltrare il collegamento fuori dall’ente.
shared-over = Il collegamento non apre più i documenti: i suoi giorni sono passati, o la pratica è conclusa. Se servono ancora, chiedili all’ufficio: { $office }.
shared-documents = Documenti della pratica
shared-none = Non ci sono documenti da leggere.
shared-other = Aggiunto dall’ufficio
shared-read-act = Leggi l’atto: { $kind } (PDF)

# Chi segue una pratica
act-handed-over = Passata a un’altra persona che la segue
act-titolare-changed = Cambiato il titolare
case-held-by = La segue ora
dashboard-of-others = Pratiche tue che segue un’altra persona
dashboard-of-others-lead = Le ha presentate chi hai incaricato, o qualcuno che ha indicato te come titolare. Puoi leggerle.
dashboard-passed = Pratiche che hai presentato e ora segue un’altra persona
dashboard-passed-lead = Non le leggi più. Restano tue la ricevuta e le comunicazioni che hai ricevuto.
holding-title = Chi segue la pratica
holding-change = Affidala a un’altra persona
holding-only-reads = Questa pratica riguarda te, ma la segue { $holder }: risponde all’ufficio e riceve i suoi atti. Tu puoi leggerla e pagare quello che l’ufficio chiede.
holding-take-link = Vuoi seguirla tu?
holding-yours = La segui tu: rispondi all’ufficio e ricevi i suoi atti.
holding-theirs = La segue { $holder }: risponde all’ufficio e riceve i suoi atti.
holding-give-title = Affidala a un’altra persona
holding-give-lead =
    Scrivi il codice fiscale di chi la seguirà: il titolare, o un altro professionista. La trova nella sua area personale e decide se accettarla.

    Finché non accetta, la segui tu. Quando accetta, risponde all’ufficio e riceve gli atti al posto tuo; se non sei il titolare, non vedi più la pratica: gli atti che hai già ricevuto restano tra le tue comunicazioni. Chi la segue legge tutto, anche le risposte che hai preparato e non hai inviato. Stato, termini e documenti restano come sono.
holding-code = Codice fiscale di chi la seguirà
holding-words = Due righe per chi la riceve e per l’ufficio (facoltativo)
holding-give = Affida la pratica
holding-open-title = In attesa di risposta
holding-open = L’hai affidata alla persona con codice fiscale { $code }, il
holding-open-wait = La trova nella sua area personale. Finché non accetta, la segui tu.
holding-declined = La persona con codice fiscale { $code } non l’ha presa: la segui ancora tu. Risposta del
holding-withdraw = Annulla l’affidamento
holding-take-title = Segui tu la pratica
holding-take-lead =
    La pratica è tua: puoi seguirla tu quando vuoi, anche se avevi incaricato qualcuno. Da subito rispondi tu all’ufficio e ricevi i suoi atti.

    { $holder } non può più fare nulla nella pratica e non la vede più: lo avvisiamo noi. Lo legge anche l’ufficio. Stato, termini e documenti restano come sono.

    Il progettista e il direttore dei lavori non cambiano: se cambi anche loro, scrivilo all’ufficio.
holding-why = Perché (facoltativo): lo legge l’ufficio
holding-take = Da ora la seguo io
holding-many = Da solo non puoi togliere la pratica a chi la segue: ci sono altri titolari ({ $n } in tutto), o rappresenti una società o un condominio. Chiedi a { $holder } di affidarla a un’altra persona, oppure scrivi all’ufficio.
handing-list = Pratiche che ti affidano
handing-by = Te la affida { $by }, dal
handing-title = Ti affidano una pratica
handing-state = Stato
handing-lead =
    Se accetti la segui tu: rispondi all’ufficio, ricevi i suoi atti e da quel momento i suoi avvisi arrivano a te. La leggi tutta dopo che hai accettato.

    Se non sei il titolare, accetta solo se hai il suo incarico: l’ufficio può chiederti la procura.
handing-take = Accetto la pratica
handing-decline = Non accetto
