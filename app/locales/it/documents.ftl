# Documents and uploads.
documents-title = Documenti
documents-lead = Carica i documenti richiesti. Ogni file resta nella bozza appena lo carichi.
documents-none = Nessun documento.
documents-checking = Stiamo controllando un file: di solito bastano pochi secondi.
documents-refresh = Aggiorna la pagina
documents-choose = Scegli il file
documents-choose-another = Scegli un altro file
documents-limits = Formati: { $kinds }. Dimensione massima: { $size }. Numero massimo di file: { $files }.
documents-upload = Carica il file
documents-remove = Rimuovi
documents-full = { $n ->
    [one] Hai caricato il file previsto. Per cambiarlo, prima rimuovilo.
   *[other] Hai caricato tutti i { $n } file previsti. Per cambiarne uno, prima rimuovilo.
}
documents-go-on = Vai al riepilogo
documents-later = Continua più tardi
check-checking = Controllo in corso
check-verified = Controllato
check-to-examine = Da esaminare in ufficio
check-unopened = Non controllato: il portale non apre i file di questo tipo
check-refused = Rifiutato
file-pages = { $n ->
    [one] 1 pagina
   *[other] { $n } pagine
}
document-reserved = Documento riservato: lo apre chi segue la pratica
file-signers = Firma di { $names } (non ancora verificata)
upload-progress = Caricamento
upload-started = Caricamento di { $name } iniziato.
upload-half = { $name }: metà caricata.
upload-done = { $name } caricato.
upload-waiting = In attesa
upload-cancelled = Caricamento di { $name } annullato.
upload-broken-line = Il caricamento di { $name } si è interrotto. Controlla la connessione e riprova.
upload-cancel = Annulla
upload-wait = Aspetta che i file siano caricati, poi premi di nuovo.
upload-left = Alcuni file non sono arrivati: riprova o rimuovili, poi premi di nuovo.
upload-again = Riprova
documents-superfluous = In base alle tue risposte questo documento non serve più: i file non vengono inviati.
document-office-only = Solo per l’ufficio
document-arrived = Documento aggiunto dall’ufficio
document-read = Leggi nel browser
document-text-link = Leggi il testo
document-text-title = Testo del documento
document-text-lead = Questo è il testo che il portale ha trovato nel file: serve a cercare e a chi usa un lettore di schermo. Vale il documento originale.
document-text-none = In questo file il portale non ha trovato testo: potrebbe essere una scansione.
