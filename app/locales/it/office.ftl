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
inbox-search-label = Numero, nome o codice fiscale
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
