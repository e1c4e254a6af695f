# Pages about errors and about the portal itself.
error-403 = Non puoi aprire questa pagina
error-403-what = La pagina è riservata a chi lavora in ufficio o a un’altra persona. Se usi più identità, controlla con quale hai fatto l’accesso.
error-404 = Non abbiamo trovato la pagina
error-404-what = L’indirizzo potrebbe essere incompleto, oppure la pagina non c’è più. Le tue pratiche sono nell’area personale.
error-405 = Questa pagina non si apre così
error-405-what = Torna alla pagina da cui sei partito e usa il pulsante che trovi lì.
error-500 = Qualcosa non ha funzionato
error-500-what = Il problema è nostro ed è stato registrato. Riprova tra qualche minuto.
error-503 = Il servizio è fermo per qualche minuto
error-503-what = Riprova tra poco.
error-nothing-lost = Le risposte già salvate e i file già caricati sono al sicuro: li ritrovi nell’area personale.
error-reference = Se ci contatti, indica questo codice: { $reference }
error-contact = Hai bisogno di aiuto?
error-to-dashboard = Vai all’area personale
error-to-services = Vai ai servizi
help-title = Aiuto
help-begin = Come si inizia
help-begin-text =
    Scegli un servizio e leggi che cosa serve. Poi premi «Inizia la pratica» ed entra con la tua identità digitale.
help-draft = Posso fermarmi a metà?
help-draft-text =
    Sì. Ogni passo viene salvato. Ritrovi la bozza nell’area personale e continui quando vuoi.
help-after = E dopo l’invio?
help-after-text =
    Ricevi subito un numero e una ricevuta. Nell’area personale vedi lo stato della pratica e i messaggi dell’ufficio.
privacy-title = Privacy
privacy-who = Chi tratta i dati
privacy-who-text =
    Il titolare dei dati è { $ente }. Puoi scrivere a { $pec }.
privacy-why = Perché
privacy-why-text =
    Usiamo i tuoi dati solo per i servizi che chiedi, per compiti di interesse pubblico e obblighi di legge (articolo 6, paragrafo 1, lettere c ed e, del Regolamento UE 2016/679).

    Li conserviamo per il tempo che la legge prevede per ogni pratica.
privacy-rights = I tuoi diritti
privacy-rights-text =
    Puoi chiedere di vedere i tuoi dati, di correggerli e, nei casi previsti, di cancellarli. Puoi fare reclamo al Garante per la protezione dei dati personali.
privacy-cookies = Cookie
privacy-cookies-text =
    Il portale usa solo i cookie necessari per farti restare nel tuo account. Non usa cookie di altri e non ti segue.
accessibility-title = Dichiarazione di accessibilità
accessibility-state = Come è fatto il portale
accessibility-state-text =
    { $ente } vuole un portale che tutti possano usare. Ogni pagina funziona da tastiera, a 320 pixel di larghezza e senza JavaScript, e segue le WCAG 2.1 livello AA.
accessibility-feedback = Hai trovato un ostacolo?
accessibility-feedback-text =
    Scrivi a { $pec } e racconta che cosa è successo. Se la risposta non arriva in 30 giorni puoi rivolgerti al Difensore civico per il digitale.
legal-title = Note legali
legal-licence = Licenza dei contenuti
legal-licence-text =
    I contenuti di questo sito, salvo diversa indicazione, sono di { $ente } e sono distribuiti con licenza Creative Commons Attribuzione 4.0 (CC-BY 4.0).
legal-software = Software
legal-software-text =
    Il portale è software libero, con licenza EUPL 1.2.
legal-acts = Valore dei testi
legal-acts-text =
    Gli atti sono in italiano. Le traduzioni aiutano a capire; se differiscono vale il testo italiano.
