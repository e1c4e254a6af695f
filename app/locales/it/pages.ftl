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

    Se non sai quale pratica ti serve, rispondi alle domande di «Di quale pratica hai bisogno?»: le trovi nella pagina iniziale e nella scheda del servizio. Alla fine leggi quale è e che cosa preparare, e puoi stampare l’elenco. Non serve l’accesso. Le risposte passano nella pratica che inizi.
help-fill = Come si compila
help-fill-text =
    Ogni pagina ha poche domande. Rispondi a tutte, tranne quelle con scritto «facoltativo». Le domande cambiano con le risposte: vedi solo quelle che ti riguardano.

    «Salva e continua» porta alla pagina dopo. «Indietro» e l’elenco dei passi ti portano dove vuoi: quello che hai scritto resta.

    Se una risposta non va bene, la pagina dice che cosa correggere e dove. Quello che hai scritto resta al suo posto.

    Prima dell’invio controlli tutte le risposte. Con «Modifica» cambi una risposta e torni al riepilogo.
help-again = Devo riscrivere i dati che ho già dato?
help-again-text =
    No. Nome e codice fiscale arrivano dall’accesso. I dati di una pratica che hai già inviato ti vengono proposti, con la data: se vanno ancora bene premi «Usa questi dati».

    Zona e vincoli di un terreno possono arrivare dagli archivi del Comune: la pagina lo dice, tu controlla che siano giusti.
help-rows = Come aggiungo più persone o imprese?
help-rows-text =
    La pagina mostra un elenco. Con «Aggiungi» compili una persona, un’impresa o una particella alla volta. Da lì le cambi o le togli.
help-draft = Posso fermarmi a metà?
help-draft-text =
    Sì. Ogni pagina si salva quando vai avanti, quando torni indietro e con «Salva e continua dopo». Se nel browser è attivo JavaScript si salva anche da sola mentre scrivi.

    La bozza resta nell’area personale fino al giorno scritto accanto: di solito sono 12 mesi, e ripartono ogni volta che salvi o premi il pulsante per tenerla. Passato quel giorno viene cancellata.

    Se resti fermo a lungo devi entrare di nuovo: ritrovi la stessa pagina con quello che avevi scritto.
help-two = Ho due finestre aperte sulla stessa pagina
help-two-text =
    Se l’altra finestra ha salvato qualcosa di diverso, il portale non sceglie per te: ti mostra le due risposte e tu decidi quale vale.
help-version = Il modulo è cambiato mentre compilavo
help-version-text =
    La tua bozza resta sul modulo con cui l’hai iniziata. La pagina te lo dice e ti mostra che cosa cambia: se vuoi passi al modulo nuovo e tieni le risposte che valgono ancora.
help-sign = Chi deve firmare la pratica?
help-sign-text =
    Se invii tu e sei tu che firmi, inviare vale come firma.
    Se deve firmare un’altra persona, dal riepilogo scegli «Chiedi le firme». Quella persona entra nel portale con la sua identità digitale, trova la richiesta nell’area personale, legge tutto e firma, oppure scrive perché non firma. Poi puoi inviare.
    Una firma vale solo per quello che c’era scritto: se cambi una risposta o un documento, va chiesta di nuovo.
help-after = E dopo l’invio?
help-after-text =
    Ricevi subito un numero e una ricevuta. Nell’area personale vedi lo stato della pratica, chi ne è responsabile e i messaggi dell’ufficio.
    Se l’ufficio chiede chiarimenti, la pratica comincia con «Che cosa devi fare»: rispondi punto per punto, anche con file, e puoi salvare e continuare dopo. Anche le osservazioni su un preavviso di rifiuto si inviano così, con i file. Se vuoi mandare altri documenti di tua iniziativa, prepari l’invio con «Invia altri documenti»: vengono protocollati, e finché non li invii li vede solo chi segue la pratica. Per altre domande scrivi un messaggio dalla pagina della pratica.
    Hai presentato una pratica su carta o per PEC? Se l’ufficio l’ha registrata con il tuo codice fiscale, la trovi anche qui.
help-hold = Ho incaricato un professionista: la vedo anch’io?
help-hold-text =
    Sì. Se nella pratica c’è il tuo codice fiscale come titolare, la trovi nell’area personale, sotto «Pratiche tue che segue un’altra persona»: leggi la pratica e gli atti dell’ufficio, e puoi pagare. Restano riservati i dati sulla salute o giudiziari, se ci sono.
    Risponde all’ufficio, e riceve gli atti, chi segue la pratica. Se sei l’unico titolare, a nome tuo, puoi seguirla tu in ogni momento, con «Vuoi seguirla tu?»: chi la seguiva non la vede più, tiene gli atti che ha ricevuto e viene avvisato.
    Chi segue una pratica può affidarla a un’altra persona, con «Affidala a un’altra persona»: basta il codice fiscale, e passa quando quella persona accetta. Stato, termini e documenti restano come sono.
help-terms = Quanto tempo ha l’ufficio per rispondere?
help-terms-text =
    Nella pagina della pratica, sotto «Termini», trovi ogni termine: fino a quando corre, perché, e che cosa succede se nessuno agisce.
    «Che cosa succede se…?» calcola che cosa cambierebbe se tu o l’ufficio faceste qualcosa in un certo giorno. È un calcolo: non cambia nulla.
help-next = Che cosa presento dopo?
help-next-text =
    Apri la pratica già inviata: sotto «Che cosa puoi presentare ora» trovi quello che le fa seguito, per esempio la fine dei lavori o l’agibilità. I dati che hai già dato sono già scritti: controllali.
    Se vuoi, prepari due pratiche e le invii insieme, dal riepilogo della prima. Ognuna ha il suo numero e la sua ricevuta.
help-same = Devo presentare più pratiche simili
help-same-text =
    Apri la pratica già inviata e scegli «Nuova pratica da questa»: le risposte vengono copiate. Dichiarazioni, firme e documenti vanno dati di nuovo.
    Ricevi subito un numero e una ricevuta. Nell’area personale vedi lo stato della pratica e i messaggi dell’ufficio.
help-person = Come parlo con una persona?
help-person-text =
    In fondo a ogni pagina trovi «Richiedi assistenza», «Prenota appuntamento» e «Segnala disservizio». Non serve l’accesso. Se entri prima, la risposta dell’ufficio la leggi anche nella pagina «Contatta il Comune».
help-outage = Il portale non funzionava e avevo una scadenza
help-outage-text =
    Nella pagina «Interruzioni del portale» trovi quando non era raggiungibile, minuto per minuto. Con l’accesso scarichi un’attestazione in PDF.
faq-title = Domande frequenti
faq-identity = Che cosa mi serve per entrare?
faq-identity-text =
    Ti serve un’identità digitale. Per leggere le schede dei servizi, scrivere al Comune o chiedere un appuntamento non serve.
faq-which = Come capisco quale pratica mi serve?
faq-which-text =
    Cerca il servizio per nome o per categoria. Per i lavori edilizi puoi rispondere a poche domande: alla fine leggi quale pratica serve e che cosa preparare.
faq-other = Posso fare la pratica per un’altra persona?
faq-other-text =
    Sì, se la pratica lo prevede: per esempio un tecnico con la procura del proprietario. Chi deve firmare entra con la sua identità digitale e firma dal portale.
faq-when = Quanto tempo ci vuole?
faq-when-text =
    Lo trovi nella scheda del servizio, sotto «Tempi e scadenze». Dopo l’invio vedi lo stato della pratica nella tua area personale.
faq-mistake = Ho inviato la pratica con un errore. Che cosa faccio?
faq-mistake-text =
    Apri la pratica nell’area personale: se si può ancora, trovi lì come ritirarla o rispondere all’ufficio. Altrimenti chiedi assistenza e indica il numero della pratica.
faq-documents = Quali file posso caricare?
faq-documents-text =
    Di solito PDF, anche firmati (P7M), e immagini. La pagina dei documenti dice formati e dimensione massima di ognuno.
faq-receipt = Dove trovo la ricevuta?
faq-receipt-text =
    Nella pagina della pratica, subito dopo l’invio e anche in seguito: la scarichi in PDF con il numero di protocollo.
faq-office = Posso ancora andare allo sportello?
faq-office-text =
    Sì. Gli orari sono in fondo a ogni pagina. Se vuoi evitare la fila chiedi un appuntamento.
faq-data = Chi vede i miei dati?
faq-data-text =
    L’ufficio che segue la pratica e, dove la legge lo prevede, gli enti che devono dare un parere. Ogni lettura resta registrata. Trovi tutto nella pagina Privacy.
help-notices = Mi avvisate se c’è una novità?
help-notices-text =
    Sì, per email, se lo vuoi. L’email dice solo che c’è una novità e dove leggerla: non contiene dati della pratica. Nel profilo scegli a quale indirizzo e in quale lingua, oppure dici che non la vuoi.
help-acts = Come mi arrivano le comunicazioni ufficiali?
help-acts-text =
    Nel portale, per PEC o su carta: lo scegli nel profilo. Se nella domanda hai indicato una PEC, per quella pratica vale la PEC. Nel portale una comunicazione risulta ricevuta il giorno in cui apri la pratica; per PEC il giorno in cui il gestore la consegna. Da quel giorno corrono i termini che ti riguardano.
    Ogni atto è un documento PDF con il numero di protocollo: lo apri dalla pagina della pratica, alla voce «Comunicazioni ufficiali». Per PEC ti arriva allegato.
privacy-title = Privacy
privacy-who = Chi tratta i dati
privacy-who-text =
    Il titolare dei dati è { $ente }. Puoi scrivere a { $pec }.
    Se per la tua pratica serve il parere di altri enti, l’ufficio manda loro l’atto e un collegamento ai documenti, per i giorni che servono.
privacy-why = Perché
privacy-why-text =
    Usiamo i tuoi dati solo per i servizi che chiedi, per compiti di interesse pubblico e obblighi di legge (articolo 6, paragrafo 1, lettere c ed e, del Regolamento UE 2016/679).

    Li conserviamo per il tempo che la legge prevede per ogni pratica.
privacy-reports = Segnalazioni e richieste
privacy-reports-text =
    Quando ci scrivi con un modulo del sito usiamo nome, recapiti e testo solo per risponderti. Li cancelliamo dopo che la segnalazione è chiusa, o prima se lo chiedi e la legge lo permette.
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
    In applicazione del principio open by default ai sensi dell’articolo 52 del decreto legislativo 7 marzo 2005, n. 82 (CAD) e salvo dove diversamente specificato (compresi i contenuti incorporati di terzi), i dati, i documenti e le informazioni pubblicati sul sito sono rilasciati con licenza CC-BY 4.0. Gli utenti sono quindi liberi di condividere (riprodurre, distribuire, comunicare al pubblico, esporre in pubblico), rappresentare, eseguire e recitare questo materiale con qualsiasi mezzo e formato e modificare (trasformare il materiale e utilizzarlo per opere derivate) per qualsiasi fine, anche commerciale con il solo onere di attribuzione, senza apporre restrizioni aggiuntive.
legal-software = Software
legal-software-text =
    Il portale è software libero, con licenza EUPL 1.2.
legal-acts = Valore dei testi
legal-acts-text =
    Gli atti sono in italiano. Le traduzioni aiutano a capire; se differiscono vale il testo italiano.
help-pay = Come pago un avviso?
help-pay-text =
    Dalla pagina «Paga un avviso» cerchi l’avviso con il suo codice di 18 cifre e il codice fiscale di chi deve pagare: non serve accedere, e puoi pagarne fino a cinque insieme. Se accedi, in «I miei tributi» trovi quello che ti riguarda senza cercare. Se l’ufficio chiede un pagamento per una tua pratica, l’avviso è nella pagina della pratica, intestato a chi deve pagare anche se la pratica l’hai inviata tu per suo conto: lo puoi pagare tu, o dargli il numero. Quando arriva la ricevuta la pratica va avanti da sola.

    Il pagamento avviene con pagoPA, fuori da questo portale. Puoi anche stampare l’avviso e pagare in banca, in posta o in tabaccheria.
help-paid = Ho pagato, ma il portale non lo dice ancora
help-paid-text =
    Il portale considera pagato un avviso solo quando riceve la ricevuta da pagoPA. Di solito arriva in pochi secondi, qualche volta dopo. Non pagare di nuovo: apri più tardi la stessa pagina.
