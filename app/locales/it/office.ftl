# The office.
office-title = Ufficio
office-phase-submitted = Da prendere in carico
office-phase-in-review = In esame
office-phase-waiting-applicant = In attesa del richiedente
office-phase-concluded = Concluse
office-phase-withdrawn = Ritirate
inbox-title = Pratiche dell’ufficio
inbox-failed-jobs = { $n ->
    [one] Un’operazione automatica non è riuscita
   *[other] { $n } operazioni automatiche non sono riuscite
}
inbox-filters = Filtra per stato
inbox-all-open = Tutte le aperte
inbox-search = Cerca
inbox-search-label = Numero, protocollo, nome, codice fiscale, indirizzo, particella o parole dei documenti
inbox-searched = Stai cercando: «{ $words }».
inbox-search-end = Togli la ricerca
inbox-caption = Pratiche, dalla più vecchia
inbox-empty = Nessuna pratica con questi criteri.
inbox-number = Numero
inbox-procedure = Pratica
inbox-applicant = Presentata da
inbox-state = Stato
inbox-received = Ricevuta il
inbox-assigned = In carico a
inbox-nobody = Nessuno
inbox-open = Apri la pratica { $number }
inbox-next = Pagina successiva
jobs-title = Operazioni non riuscite
jobs-lead = Il portale ha provato più volte. Quando la causa è risolta, ripeti l’operazione da qui: non si perde e non si raddoppia nulla.
jobs-none = Nessuna operazione in attesa.
jobs-kind = Operazione
jobs-at = Ultima prova
jobs-attempts = Prove
jobs-error = Errore
jobs-action = Azione
jobs-retry = Riprova
ratings-title = Valutazioni dei servizi
ratings-lead = Che cosa dicono le persone alla fine di una pratica. Le valutazioni sono anonime.
ratings-none = Non ci sono ancora valutazioni.
ratings-average = { $average } su 5 ({ $count })
ratings-count = { $n ->
    [one] 1 valutazione
   *[other] { $n } valutazioni
}
ratings-stars = Stelle
ratings-how-many = Quante valutazioni
ratings-liked = Che cosa è piaciuto a chi ha dato 4 o 5 stelle
ratings-hard = Che cosa è stato difficile per chi ha dato da 1 a 3 stelle
ratings-texts = Gli ultimi commenti
inbox-everybody = Di tutti
inbox-charges = Filtra per incarico
inbox-charge-mine = In carico a me
inbox-charge-rup = Sono il RUP
inbox-charge-nobody = Senza incarico
inbox-charge-to-read = Messaggi da leggere
inbox-procedure-choice = Procedura
inbox-procedure-all = Tutte le procedure
inbox-unread = Messaggio da leggere
office-own = Ti riguarda: deve seguirla un altro dell’ufficio
inbox-due = Risposta entro il
desk-title = Chi se ne occupa
desk-assign = In carico a
desk-assign-button = Assegna
desk-rup = Responsabile del procedimento (RUP)
desk-rup-button = Nomina il RUP
desk-choose = Scegli
desk-number = Numero di pratica dell’ufficio
desk-number-hint = Il numero del vostro registro interno, se lo usate. Serve anche per cercare la pratica.
desk-number-button = Salva il numero
desk-unread = Nella pratica c’è qualcosa di nuovo: leggi che cosa, e rispondi se serve. Oppure segna che non serve una risposta.
desk-mark-read = Non serve una risposta
desk-document = Aggiungi un documento
desk-document-label = File da aggiungere alla pratica
desk-document-hint = Quelli arrivati su carta, per PEC o allo sportello, e quelli che dà l’ufficio: copie, estratti, un certificato firmato fuori dal portale. Anche più di uno, al massimo 500 MB ciascuno. Il richiedente li vede e li scarica nella sua pratica, in «Documenti», se non sono solo per l’ufficio.
desk-document-office-only = Solo per l’ufficio
desk-document-office-only-hint = Per ciò che il richiedente non deve vedere: l’opposizione di un’altra persona, la ricevuta di una raccomandata mandata ad altri. Non gli arriva alcun avviso. Se chiede l’accesso agli atti, l’ufficio decide.
desk-document-button = Aggiungi i file
letter-office-title = Scrivi al richiedente
letter-office-lead = Un messaggio semplice: non cambia lo stato della pratica e non fa decorrere termini. Per chiedere qualcosa usa l’azione della pratica.
channel-portal = Presentata nel portale
channel-paper = Arrivata su carta
channel-pec = Arrivata per PEC
channel-office = Aperta d’ufficio
channel-import = Ripresa dall’elenco precedente
arrival-by = Registrata da { $name },
arrival-procedura = Procedura
arrival-canale = Come è arrivata
arrival-giorno = Giorno di arrivo
arrival-giorno-hint = La data vera di arrivo: i termini di legge partono da qui.
arrival-ora = Ora di arrivo
arrival-protocollo = Protocollo già dato
arrival-protocollo-hint = Se è vuoto, la pratica viene protocollata adesso dal portale.
arrival-numero = Numero di pratica dell’ufficio
arrival-nome = Nome
arrival-cognome = Cognome o denominazione
arrival-cognome-hint = Di chi presenta la pratica: per una ditta o un ente scrivi la denominazione.
arrival-codice-fiscale = Codice fiscale
arrival-codice-fiscale-hint = Con il codice fiscale la persona ritrova la pratica nella sua area personale.
arrival-tecnico = Tecnico incaricato
arrival-indirizzo = Indirizzo dell’immobile
arrival-particelle = Particelle catastali
arrival-particelle-hint = Foglio e particella, per esempio 7/214. Se sono più d’una, separale con uno spazio.
arrival-oggetto = Oggetto
arrival-stato = Stato
arrival-file = File
arrival-file-hint = La scansione della pratica e i suoi allegati, al massimo 500 MB per file. Se qualcosa è da correggere, i file vanno scelti di nuovo.
arrived-title = Registra una pratica arrivata su carta o per PEC, o aperta d’ufficio
arrived-lead = La pratica entra in elenco insieme alle altre, con il suo numero e la data vera di arrivo o di apertura. Quella che apre l’ufficio non ha un protocollo in arrivo: l’avvio si comunica con un atto.
arrived-from = Sarà collegata alla pratica { $number }
arrived-how = Arrivo
arrived-who = Chi la presenta, o chi riguarda
arrived-what = Di che cosa si tratta
arrived-button = Registra la pratica
import-title = Importa le pratiche aperte da un elenco
import-lead = Porta nel portale le pratiche che l’ufficio ha già in corso: salva l’elenco come file CSV, una riga per pratica. Se una riga ha un errore, il portale non importa nulla e ti dice dove.
import-columns = Le colonne del file
import-column = Colonna
import-column-what = Che cosa contiene
import-column-must = Serve sempre
import-needed = Sì
import-free = No
import-column-procedura = La parola della procedura (vedi sotto)
import-column-numero_pratica = Il numero che l’ufficio usa già: una pratica non si importa due volte
import-column-data_presentazione = Giorno di arrivo, per esempio 31/12/2025
import-column-cognome_o_denominazione = Cognome di chi l’ha presentata, o denominazione
import-column-nome = Nome
import-column-codice_fiscale = Codice fiscale o partita IVA
import-column-protocollo = Numero e anno di protocollo; se manca, la pratica viene protocollata adesso
import-column-ora = Ora di arrivo, per esempio 10:30
import-column-tecnico = Tecnico incaricato
import-column-indirizzo = Indirizzo dell’immobile
import-column-particelle = Foglio e particella, per esempio 7/214
import-column-oggetto = Oggetto
import-column-stato = La parola dello stato (vedi sotto); se manca, la pratica è da prendere in carico
import-column-canale = carta oppure pec
import-words = Le parole per procedura e stato
import-file = File CSV
import-file-hint = Al massimo 500 pratiche per file. Le colonne si separano con il punto e virgola o con la virgola.
import-button = Importa le pratiche
import-problems = Il file non è stato importato
import-nothing-taken = Non è stata importata nessuna pratica: correggi il file e caricalo di nuovo.
import-line = Riga { $line }, { $column }: { $why }
outages-title = Interruzioni del portale
outages-lead = Quando il portale non era raggiungibile e quando non lo sarà. Il portale lo registra da solo, minuto per minuto.
outages-coming = Interruzioni annunciate
outages-past = Interruzioni nel periodo
outages-none = Nessuna interruzione nel periodo.
outages-from = Dal
outages-to = Al
outages-show = Mostra
outages-days-wrong = Scrivi due giorni, il primo non dopo il secondo, al massimo un anno
outages-attestation = Scarica l’attestazione del periodo (PDF)
outages-attestation-hint = Per scaricarla serve l’accesso.
outage-announced = Programmata
outage-recorded = Registrata
outage-minutes = { $n ->
    [one] 1 minuto
   *[other] { $n } minuti
}
office-outages-title = Annuncia interruzioni del portale
office-outages-lead = Chi usa il portale le legge nella pagina
office-outages-new = Nuova interruzione programmata
office-outages-none = Nessuna interruzione annunciata.
office-outages-send = Annuncia
office-outages-recall = Togli l’annuncio
outage-begins = Inizio
outage-ends = Fine
outage-day = Giorno
outage-time = Ora
outage-reason = Motivo
outage-from-wrong = Scrivi giorno e ora di inizio
outage-to-wrong = Scrivi giorno e ora di fine
outage-order-wrong = Controlla la fine: viene dopo l’inizio e al massimo una settimana più tardi
outage-over = Controlla la fine: è già passata
page-ratings-title = Chiarezza delle pagine
page-ratings-lead = Che cosa dicono le persone delle pagine pubbliche. Anche queste valutazioni sono anonime.
deadlines-title = Termini in scadenza
deadlines-lead = I termini che corrono nelle pratiche del tuo ufficio, dal primo che scade.
deadlines-filter = Quali termini
deadlines-all = Tutti
deadlines-office = Dell’ufficio
deadlines-applicant = Dei richiedenti
deadlines-body = Di altri enti
deadlines-nobody = Attese e validità
deadlines-others = Di altre persone
deadlines-of-all = Tutte le pratiche
deadlines-of-mine = Solo le mie
deadlines-none = Nessun termine in corso.
deadlines-more = Ci sono altri termini, che scadono dopo questi.
deadlines-overdue = Da fare ancora, a termine scaduto
deadlines-over = Passati
deadlines-long-over = Finiti da più di 30 giorni e ancora aperti
deadlines-week = Nei prossimi sette giorni
deadlines-month = Entro un mese
deadlines-later = Più avanti
deadlines-by-office = ufficio
deadlines-by-applicant = richiedente
deadlines-by-body = altro ente
deadlines-by-nobody = attesa o validità
deadlines-by-others = altre persone
deadlines-free = Nessuno ha in carico questa pratica.
deadlines-usual = La legge si legge in due modi: secondo l’altra lettura scade il { $day }.
deadlines-still = La legge si legge in due modi: secondo l’altra lettura il termine è sospeso.
deadlines-times = Tempi medi dell’ufficio
deadlines-silence = Se nessuno agisce: { $words }
rectify-title = Rettifica
rectify-lead = Se un atto è stato registrato per errore o con il giorno sbagliato, correggilo qui. Prima di confermare leggi che cosa cambia. Nulla si cancella: la rettifica resta nella storia e i termini si ricalcolano.
rectify-holder = Questa pratica è passata a un’altra persona: la rettifica non la riporta a chi l’aveva prima. Se serve, correggilo in «Di chi è la pratica».
rectify-which = Che cosa è sbagliato
rectify-event = { $event }, { $day }
rectify-undone = { $event }, { $day } (annullato: se è successo davvero, scrivi il giorno)
rectify-day = Il giorno vero
rectify-day-hint = Scrivi il giorno in cui è successo davvero.
rectify-reason = Perché
rectify-button = Correggi il giorno
rectify-never = Non è mai successo
rectify-days-title = Giorni dichiarati
rectify-days-lead = Alcuni termini contano da un giorno scritto nella pratica. Se quel giorno è sbagliato, scrivi quello vero. Le risposte restano come sono state inviate.
rectify-days-button = Correggi i giorni dichiarati
rectifying-title = Prima della rettifica
rectifying-what = Che cosa correggi
rectifying-on = «{ $event }»: è registrato con il giorno { $before }. Il giorno vero è { $after }.
rectifying-never = «{ $event }», { $before }: non è mai successo.
rectifying-after-all = «{ $event }»: era stato annullato per errore. È successo. Giorno: { $after }.
rectifying-day = { $label }: { $after } invece di { $before }.
rectifying-reason = Perché: { $reason }
rectifying-nothing = Stato e termini restano come sono.
rectifying-sent = L’atto è già partito: resta nel protocollo e nella pratica, con scritto che è stato rettificato. Se chi l’ha ricevuto deve sapere altro, scrivigli.
rectifying-sent-day = L’atto è già partito e resta com’è, nel protocollo e nella pratica. Se dice il giorno sbagliato, scrivi a chi l’ha ricevuto.
rectifying-told = La rettifica e il suo motivo li legge anche chi ha presentato la pratica.
rectifying-button = Sì, rettifica
foreseen-requests-off =
    { $n ->
        [one] Si chiude la richiesta che aspetta una risposta.
       *[other] Si chiudono { $n } richieste che aspettano una risposta.
    }
foreseen-requests-on =
    { $n ->
        [one] Torna aperta una richiesta: chi ha presentato la pratica deve rispondere.
       *[other] Tornano aperte { $n } richieste: chi ha presentato la pratica deve rispondere.
    }
foreseen-payments-off =
    { $n ->
        [one] Un pagamento non è più dovuto: l’avviso si annulla.
       *[other] { $n } pagamenti non sono più dovuti: gli avvisi si annullano.
    }
foreseen-payments-on =
    { $n ->
        [one] Un pagamento torna dovuto: l’avviso è di nuovo valido.
       *[other] { $n } pagamenti tornano dovuti: gli avvisi sono di nuovo validi.
    }
foreseen-announcements-off =
    { $n ->
        [one] Una pubblicazione all’albo si ritira.
       *[other] { $n } pubblicazioni all’albo si ritirano.
    }
foreseen-announcements-on =
    { $n ->
        [one] Si fa una pubblicazione all’albo.
       *[other] Si fanno { $n } pubblicazioni all’albo.
    }
move-title = Versione del procedimento
move-offer = È in vigore la versione { $to } di questo procedimento. La pratica resta sulla sua, se non la sposti.
move-see = Vedi che cosa cambierebbe
move-versions = La pratica segue la versione { $from }. Dal { $day } è in vigore la versione { $to }.
move-lead = Se la sposti, stato e termini si contano di nuovo con le regole della nuova versione, dal primo giorno. Quello che è successo resta nella storia della pratica.
move-changes = Che cosa cambierebbe
move-nothing = Per questa pratica non cambia nulla.
move-state = Stato: da «{ $before }» a «{ $after }»
move-term = Termine «{ $term }». Ora: { $before }. Dopo: { $after }.
move-term-none = non corre
move-term-waiting = attende la prova della ricezione
move-term-running = finisce il { $day }
move-term-suspended =
    { $n ->
        [one] sospeso, resta un giorno
       *[other] sospeso, restano { $n } giorni
    }
move-term-interrupted = interrotto
move-term-ended = concluso
move-action-gone = Non si può più fare: «{ $label }»
move-action-new = Si può fare in più: «{ $label }»
move-refused = La pratica non si può spostare.
move-loses = Nella nuova versione non c’è posto per qualcosa che è stato dichiarato o allegato.
move-impossible = Quello che è già successo non è previsto nella nuova versione.
move-fires = Subito dopo: «{ $event }», con il giorno { $day }. Il termine è già finito.
move-fees = Diritti e spese calcolati: da { $before } a { $after }. Quanto è già stato chiesto e pagato resta.
move-counted = Un termine dipende dalle risposte in un altro modo: contato di nuovo darebbe un giorno sbagliato.
move-reason = Perché la sposti
move-reason-hint = Il motivo resta nella pratica, e lo legge anche chi l’ha presentata.
move-button = Sposta alla versione { $to }
move-stay = Lascia com’è
links-confirm = Sì, è la pratica { $number }
links-confirm-hint = Con la conferma quello che succede qui vale anche in quella pratica. Quello che è già successo vale adesso: una voltura già concessa intesta il permesso.
links-remove = Togli il collegamento con la pratica { $number }
links-reason = Perché
links-reason-hint = Lo leggono anche le persone che hanno presentato le pratiche.
links-remove-button = Togli il collegamento
links-open = Apri una pratica collegata a questa, d’ufficio o arrivata su carta
links-unfound = Le risposte indicano la pratica «{ $number }», che nel portale non c’è.
links-unfound-hint = Quello che succede qui non arriva là: annotalo tu. Se la pratica c’è sotto un altro numero, collegala con «Collega un’altra pratica».
links-add-title = Collega un’altra pratica
links-add-hint = Scrivi il numero della pratica o il protocollo, per esempio RC-2026-000123 o 2026/0000123. Se una fa seguito all’altra, nella pratica precedente succede quello che la procedura prevede.
links-add = Numero della pratica
links-add-button = Collega
linking-title = Prima di collegare le due pratiche
linking-which = La pratica «{ $follower }» fa seguito alla pratica «{ $followed }».
linking-what = Che cosa succede nella pratica «{ $followed }»
linking-event = Si registra: «{ $event }», con il giorno { $day }.
linking-passes = La pratica cambia intestazione: passa a chi subentra, che da allora riceve gli atti.
linking-waits = Il giorno { $day } succede quello che le risposte indicano per allora.
linking-mistake = Se non è la pratica giusta, non collegarla: togliere il collegamento non annulla quello che è successo, serve una rettifica.
linking-button = Sì, collega le due pratiche
transfer-title = Passa a un altro ufficio
transfer-lead = Se la pratica spetta a un altro ufficio del Comune, passala con una motivazione. I termini continuano a correre. Chi l’ha presentata riceve un avviso. Tu non la vedrai più.
transfer-to = Ufficio competente
transfer-reason = Perché
transfer-button = Passa la pratica
desk-concerned = Questa pratica riguarda te: per l’ufficio la segue chi non è parte in causa (legge 241/1990, articolo 6-bis). Qui la leggi soltanto. Se la pratica è tua, quello che puoi fare come cittadino è nelle tue pratiche. Se nell’ufficio non può seguirla nessuno, chi gestisce il portale incarica un sostituto.
desk-next = Per l’ufficio:
titolari-title = Di chi è la pratica
titolari-lead = Serve se il codice fiscale è sbagliato, se la voltura è arrivata su carta, se il titolare è morto o se un altro rappresenta la società. Chi è indicato qui legge la pratica nella sua area personale. Il motivo lo legge anche chi la segue.
titolari-codes = Codici fiscali dei titolari
titolari-codes-hint = Uno per riga. Chi non è più nell’elenco non legge più la pratica.
titolari-holder = Codice fiscale di chi la segue da ora (facoltativo)
titolari-holder-hint = Lascia vuoto se non cambia. Deve essere già entrato nel portale: risponde all’ufficio e riceve gli atti al posto di chi la segue oggi.
titolari-reason = Perché, e in base a quale documento
titolari-button = Registra di chi è
