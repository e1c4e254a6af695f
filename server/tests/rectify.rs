//! The office puts right, on the page of a case, a day that its applicant declared.

use std::path::Path;

use app::routes;

use crate::{
    app::TestApp,
    stories::{IT, case_in},
};

/// The tests' own procedure of terms, with one that counts from a declared day.
fn install(data_dir: &Path) {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("testkit/procedures/termini");
    let to = data_dir.join("overrides/procedures/termini");
    for folder in ["", "deeds"] {
        std::fs::create_dir_all(to.join(folder)).unwrap();
        for entry in std::fs::read_dir(from.join(folder)).unwrap().map(Result::unwrap) {
            if entry.path().is_file() {
                std::fs::copy(entry.path(), to.join(folder).join(entry.file_name())).unwrap();
            }
        }
    }
}

#[tokio::test]
async fn a_declared_day_is_put_right_on_the_page_and_its_applicant_reads_why() {
    let app = TestApp::with(&|config| install(&config.data_dir)).await;
    let owner = app.login("geometra").await;
    let begun = owner.post(&routes::start(IT, "termini"), &[("azione", "inizia"), ("nuova", "si")]).await;
    let case = case_in(&begun.location());
    let answers = [
        ("vincolo", "no"),
        ("fine_lavori.giorno", "1"),
        ("fine_lavori.mese", "2"),
        ("fine_lavori.anno", "2026"),
    ];
    owner.fill(case, "domanda", &answers).await.location();
    owner.post(&routes::submit(IT, case), &[("azione", "invia")]).await.location();
    let page = routes::office_case(IT, case);
    let head = app.login("dirigente").await;
    assert!(!head.get(&page).await.text().contains("Giorni dichiarati"), "no term counts from it yet");
    head.fire(&page, "rilascia", "Si rilascia.").await.location();
    let shown = head.get(&page).await.says(200, &["Giorni dichiarati", "Fine lavori"]);
    let text = shown.text();
    let form = text.split("Giorni dichiarati").nth(1).unwrap();
    let tag = |name: &str| form.split(&format!("name=\"{name}\"")).nth(1).unwrap().split('>').next().unwrap();
    let input = tag("giorno-fine_lavori");
    assert!(input.contains("value=\"2026-02-01\""), "the day as it stands: {input}");
    assert!(!app.login("istruttrice").await.get(&page).await.text().contains("Giorni dichiarati"));
    let value = |name: &str| tag(name).split('"').nth(1).unwrap().to_owned();
    let (event, version) = (value("evento"), shown.hidden("versione"));
    let send = async |day: &str, why: &str| {
        let fields = [
            ("azione", "rettifica-giorni"),
            ("versione", version.as_str()),
            ("evento", event.as_str()),
            ("giorno-fine_lavori", day),
            ("motivo", why),
        ];
        head.post(&routes::office_desk(IT, case), &fields).await
    };
    // What was typed stays where it is refused.
    send("31/02/2026", "Perché sì").await.says(422, &["La data non esiste", "Perché sì", "31/02/2026"]);
    send("2026-02-01", "Errore.").await.says(422, &["Non hai cambiato nessun giorno"]);
    send("2026-02-11", " ").await.says(422, &["2026-02-11"]);
    // What it changes is read first, and nothing is done.
    let why = "Il verbale dice <b>11</b>.";
    let told = send("2026-02-11", why).await.says(
        200,
        &[
            "Prima della rettifica",
            "Fine lavori: 11 febbraio 2026 invece di 1 febbraio 2026.",
            "Termine «Termine saldo»",
        ],
    );
    assert!(!told.text().contains("<b>11</b>"));
    head.get(&page).await.says(200, &["value=\"2026-02-01\""]);
    let kept = ["versione", "evento", "giorno-fine_lavori", "visto"];
    let kept: Vec<(&str, String)> = kept.map(|name| (name, told.hidden(name))).into();
    let mut confirmed: Vec<(&str, &str)> = kept.iter().map(|(name, value)| (*name, value.as_str())).collect();
    confirmed.extend([("motivo", why), ("azione", "rettifica-giorni")]);
    let done = head.post(&routes::office_desk(IT, case), &confirmed).await;
    assert_eq!(done.location().split('?').next().unwrap(), page);
    head.get(&page).await.says(200, &["value=\"2026-02-11\""]);
    let own = owner.get(&routes::case(IT, case)).await;
    own.says(200, &["Rettifica", "Il verbale dice &lt;b&gt;11&lt;/b&gt;."]);
}

#[tokio::test]
async fn an_act_is_put_right_once_it_was_read_what_that_changes() {
    let app = TestApp::with(&|config| install(&config.data_dir)).await;
    let owner = app.login("geometra").await;
    let begun = owner.post(&routes::start(IT, "termini"), &[("azione", "inizia"), ("nuova", "si")]).await;
    let case = case_in(&begun.location());
    owner.fill(case, "domanda", &[("vincolo", "no")]).await.location();
    owner.post(&routes::submit(IT, case), &[("azione", "invia")]).await.location();
    let page = routes::office_case(IT, case);
    let rup = app.login("rup").await;
    rup.fire(&page, "chiedi_integrazioni", "Servono le tavole.").await.location();
    let shown = rup.get(&page).await;
    let event =
        shown.text().split("id=\"rettifica\"").nth(1).unwrap().split("value=\"").nth(1).unwrap().to_owned();
    let (event, version) = (event.split('"').next().unwrap(), shown.hidden("versione"));
    let send = async |seen: &str| {
        let fields = [
            ("azione", "rettifica-mai"),
            ("versione", version.as_str()),
            ("evento", event),
            ("motivo", "Era un’altra pratica."),
            ("visto", seen),
        ];
        rup.post(&routes::office_desk(IT, case), &fields).await
    };
    let told = send("").await;
    let words = [
        "non è mai successo",
        "Stato: da «Stato integrazioni» a «Stato istruttoria»",
        "Si chiude la richiesta che aspetta una risposta.",
        "L’atto è già partito",
        "Sì, rettifica",
    ];
    told.says(200, &words);
    rup.get(&page).await.says(200, &["Stato integrazioni"]);
    send("1").await.location();
    let after = rup.get(&page).await.says(200, &["Era un’altra pratica."]);
    assert!(
        !after.text().contains(&format!("<option value=\"{event}\"")),
        "an act is recorded anew, not brought back"
    );
}

#[tokio::test]
async fn who_acts_in_a_page_of_before_reads_what_happened_since_and_keeps_what_they_wrote() {
    let app = TestApp::with(&|config| install(&config.data_dir)).await;
    let owner = app.login("geometra").await;
    let begun = owner.post(&routes::start(IT, "termini"), &[("azione", "inizia"), ("nuova", "si")]).await;
    let case = case_in(&begun.location());
    owner.fill(case, "domanda", &[("vincolo", "no")]).await.location();
    owner.post(&routes::submit(IT, case), &[("azione", "invia")]).await.location();
    let page = routes::office_case(IT, case);
    let (one, other) = (app.login("rup").await, app.login("rup").await);
    let old = other.get(&page).await.hidden("versione");
    let (asks, asked) =
        (format!("{page}/eventi/chiedi_parere"), format!("{page}/eventi/chiedi_integrazioni"));
    one.post(&asks, &[("versione", &old), ("ente", "asl")]).await.location();
    let late = [("versione", old.as_str()), ("testo", "Servono le tavole.")];
    let again = other.post(&asked, &late).await;
    let happened = "Mentre scrivevi nella pratica è successo questo:";
    again.says(
        422,
        &["La pratica è cambiata mentre scrivevi.", happened, "Fatto chiedi_parere", "Servono le tavole."],
    );
    // Gone meanwhile, the words stay all the same.
    one.fire(&page, "chiedi_integrazioni", "Le mie.").await.location();
    other.post(&asked, &late).await.says(422, &[happened, "Fatto chiedi_integrazioni"]);
}

#[tokio::test]
async fn what_was_typed_for_one_body_stays_with_that_body() {
    let app = TestApp::with(&|config| install(&config.data_dir)).await;
    let owner = app.login("geometra").await;
    let begun = owner.post(&routes::start(IT, "termini"), &[("azione", "inizia"), ("nuova", "si")]).await;
    let case = case_in(&begun.location());
    owner.fill(case, "domanda", &[("vincolo", "no")]).await.location();
    owner.post(&routes::submit(IT, case), &[("azione", "invia")]).await.location();
    let page = routes::office_case(IT, case);
    let rup = app.login("rup").await;
    let version = rup.get(&page).await.hidden("versione");
    let asks = format!("{page}/eventi/chiedi_parere");
    rup.post(&asks, &[("versione", &version), ("ente", "asl"), ("ente", "vvf")]).await.location();
    let shown = rup.get(&page).await;
    for id in ["prova-parere_favorevole-asl", "prova-parere_favorevole-vvf"] {
        assert_eq!(
            shown.text().matches(&format!("id=\"{id}\"")).count(),
            1,
            "each label leads to its own field"
        );
    }
    let version = shown.hidden("versione");
    let answers = format!("{page}/eventi/parere_favorevole");
    let far =
        [("versione", version.as_str()), ("ente", "vvf"), ("arrivato_il", "2031-01-01"), ("prova", "Nota 7")];
    let refused = rup.post(&answers, &far).await;
    let refused = refused.says(422, &["href=\"#arrivato-parere_favorevole-vvf\"", "Nota 7"]);
    let text = refused.text();
    let form = |body: &str| {
        let from = text.split(&format!("id=\"prova-parere_favorevole-{body}\"")).nth(1).unwrap();
        from.split('>').next().unwrap().to_owned()
    };
    assert!(form("vvf").contains("Nota 7") && !form("asl").contains("Nota 7"), "{}", form("asl"));
    // Where the case has gone on by the end of a term, what came before needs its day.
    let undated = [("versione", version.as_str()), ("ente", "vvf"), ("in_tempo", "1"), ("prova", "Nota 7")];
    let refused = rup.post(&answers, &undated).await;
    refused.says(
        422,
        &["href=\"#arrivato-parere_favorevole-vvf\"", "Manca il giorno in cui è arrivato", "Nota 7"],
    );
}

#[tokio::test]
async fn what_came_by_certified_mail_is_written_down_in_the_page_of_a_case_of_the_portal() {
    let app = TestApp::with(&|config| install(&config.data_dir)).await;
    let owner = app.login("geometra").await;
    let begun = owner.post(&routes::start(IT, "termini"), &[("azione", "inizia"), ("nuova", "si")]).await;
    let case = case_in(&begun.location());
    owner.fill(case, "domanda", &[("vincolo", "no")]).await.location();
    owner.post(&routes::submit(IT, case), &[("azione", "invia")]).await.location();
    let page = routes::office_case(IT, case);
    let clerk = app.login("istruttrice").await;
    let group = "id=\"altra-via\"";
    let shown = clerk.get(&page).await.says(200, &["È arrivato per PEC, per posta o allo sportello"]);
    assert!(!shown.text().contains(&format!("{group} open")), "it is the exception");
    let add = format!("{page}/eventi/aggiungi");
    let today = app.ctx.clock.now().day().to_string();
    let typed = [("testo", "Ecco la perizia."), ("arrivato_il", ""), ("prova", "PEC del <9>")];
    let send = async |day: &str| {
        let version = clerk.get(&page).await.hidden("versione");
        let mut fields = [&typed[..], &[("versione", version.as_str())]].concat();
        fields[1].1 = day;
        clerk.post(&add, &fields).await
    };
    let wrong = ["Manca il giorno in cui è arrivato", "Ecco la perizia.", "PEC del &lt;9&gt;"];
    let again = send("").await.says(422, &wrong);
    assert!(again.text().contains(&format!("{group} open")), "what is wrong is not hidden");
    send("domani").await.says(422, &["Ecco la perizia."]);
    send(&today).await.location();
    owner.get(&routes::case(IT, case)).await.says(200, &["Ecco la perizia.", "PEC del &lt;9&gt;"]);
}
