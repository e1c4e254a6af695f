//! Folders become definitions, broken folders become findings with file and line, pages get their words.

use std::{fs, path::PathBuf};

use contract::{
    Lang,
    cases::Phase,
    forms::{Filling, NoNames, PageKey, Pages, Prefill, ProblemKind, accept, prefilled},
    places::{Comuni, Order, Orders, Streets, Territory},
};
use engine::clock::Calendar;

use super::*;
use crate::lists::Lists;

mod broken;
mod diagram;
mod diff;
mod forms;
mod published;
mod said;
mod sections;

const SLUG: &str = "cila";

fn data() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../data")
}

fn folder() -> PathBuf {
    data().join("procedures")
}

/// The tests' own procedure: small, and it stays as it is.
fn file_of(slug: &str, file: &str) -> Option<Vec<u8>> {
    fs::read(data().join("../testkit/procedures").join(slug).join(file)).ok()
}

fn orders() -> Vec<Order> {
    let orders = fs::read_to_string(data().join("lists/ordini.csv")).unwrap();
    Orders::parse(&orders).unwrap().all().to_vec()
}

fn load(slug: &str) -> Result<Definition, Vec<Finding>> {
    let shared = Shared {
        block: &|block, file| fs::read(folder().join(BLOCKS).join(block).join(file)).ok(),
        orders: &orders(),
    };
    Definition::load(slug, &|file| fs::read(folder().join(slug).join(file)).ok(), &shared)
}

fn load_with(read: &dyn Fn(&str) -> Option<Vec<u8>>) -> Result<Definition, Vec<Finding>> {
    Definition::load(SLUG, read, &Shared { block: &|_, _| None, orders: &orders() })
}

fn shipped() -> Definition {
    load_with(&|file| file_of(SLUG, file)).unwrap()
}

/// The shipped folder with one file changed.
fn changed(file: &str, change: &dyn Fn(String) -> String) -> (String, Result<Definition, Vec<Finding>>) {
    let text = change(String::from_utf8(file_of(SLUG, file).unwrap()).unwrap());
    let loaded = load_with(&|name| {
        if name == file { Some(text.clone().into_bytes()) } else { file_of(SLUG, name) }
    });
    (text, loaded)
}

fn italy() -> Calendar {
    toml::from_str(&fs::read_to_string(data().join("calendar/italia.toml")).unwrap()).unwrap()
}

#[test]
fn every_shipped_procedure_loads_and_comes_back_from_its_json() {
    let slugs =
        fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    for slug in slugs.filter(|slug| slug != BLOCKS && !slug.contains('.')) {
        let definition = load(&slug).unwrap_or_else(|findings| {
            let lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
            panic!("{}", lines.join("\n"))
        });
        assert_eq!(definition.slug(), slug);
        assert_eq!(definition.hash.len(), 64);
        let json = definition.to_canonical_json().unwrap();
        let again = Definition::from_json(&json).unwrap();
        assert_eq!(again, definition, "nothing is lost in the database, the hash included");
        assert_eq!(again.to_canonical_json().unwrap(), json);
        let initial = definition.workflow.state(&definition.workflow.initial).unwrap();
        assert_eq!(initial.phase, Phase::Draft);
        assert!(definition.workflow.submission().is_some());
        let read = |file: &str| fs::read(folder().join(&slug).join(file)).ok();
        let told = scenarios_findings(&definition, &italy(), &read);
        let findings: Vec<String> =
            samples_findings(&definition, &read).iter().chain(&told).map(ToString::to_string).collect();
        assert!(findings.is_empty(), "{}", findings.join("\n"));
    }
}

#[test]
fn one_changed_word_makes_another_version() {
    let (_, other) = changed("texts.en.toml", &|text| text.replace("Send the CILA", "Send this CILA"));
    assert_ne!(other.unwrap().hash, shipped().hash);
    let (_, same) = changed("form.toml", &|text| format!("# A comment.\n{text}"));
    assert_eq!(same.unwrap().hash, shipped().hash, "comments and blanks are not part of it");
    assert!(Definition::from_json("{}").is_err());
}

/// Valid answers to every question of the shipped form.
fn complete() -> Pages {
    let definition = shipped();
    let typed = [
        ("committente_nome", "Anna"),
        ("committente_cognome", "Verdi"),
        ("committente_codice_fiscale", "cntchr83t41d969d"),
        ("titolo", "proprietario"),
        ("indirizzo", "via Roma 12"),
        ("catasto.foglio", "12"),
        ("catasto.particella", "345"),
        ("catasto.subalterno", "2"),
        ("tipo_lavori", "manutenzione_straordinaria"),
        ("descrizione", "Spostamento di una parete interna."),
        ("inizio_lavori.giorno", "15"),
        ("inizio_lavori.mese", "9"),
        ("inizio_lavori.anno", "2026"),
        ("esecutore", "in_proprio"),
        ("tecnico_nome", "Mario"),
        ("tecnico_cognome", "Rossi"),
        ("tecnico_codice_fiscale", "RSSMRA80A01H501U"),
        ("tecnico_ordine", "Collegio dei geometri di Rieti"),
        ("tecnico_numero", "123"),
        ("asseverazione", "si"),
        ("altri_assensi", "si"),
        ("privacy", "si"),
    ];
    definition
        .form
        .steps
        .iter()
        .map(|step| {
            let all = typed.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
            (step.id.clone(), accept(step, all))
        })
        .collect()
}

/// The summary of a draft with these answers.
fn summed_up(definition: &Definition, lang: Lang, pages: &Pages) -> Vec<contract::cases::AnswerGroup> {
    let reading = Reading { draft: true, special: true, ..Reading::default() };
    answer_groups(definition, lang, &Filling::new(&definition.form, pages, &NoNames), &reading)
}

#[test]
fn the_form_can_be_filled() {
    let definition = shipped();
    for lang in Lang::ALL {
        for group in summed_up(&definition, lang, &complete()) {
            assert_eq!(group.problems, [], "{lang:?} {}", group.title);
        }
    }
    let groups = summed_up(&definition, Lang::It, &complete());
    let said: Vec<&str> =
        groups.iter().flat_map(|group| &group.lines).filter_map(|line| line.value.as_deref()).collect();
    for words in [
        "È l'unico proprietario",
        "CNTCHR83T41D969D",
        "Foglio 12, particella 345, sub. 2",
        "15 settembre 2026",
        "Sì",
    ] {
        assert!(said.contains(&words), "{words}");
    }
}

#[test]
fn a_new_draft_lacks_everything_but_what_the_login_knows() {
    let definition = shipped();
    let data = |what| match what {
        Prefill::GivenName => Some("Giulia".to_owned()),
        Prefill::FamilyName => Some("Bianchi".to_owned()),
        Prefill::FiscalCode => Some("RSSMRA80A01H501U".to_owned()),
        Prefill::Email | Prefill::Login => None,
    };
    let known: Pages =
        definition.form.steps.iter().map(|step| (step.id.clone(), prefilled(step, data))).collect();
    let required = definition.form.steps.iter().flat_map(|step| &step.questions).filter(|q| !q.optional);
    let filled = known.values().map(|answers| answers.iter().count()).sum::<usize>();
    assert_eq!(filled, 3, "the professional's name and code");
    let groups = summed_up(&definition, Lang::It, &known);
    let lacking = groups.iter().map(|group| group.problems.len()).sum::<usize>();
    assert_eq!(lacking, required.count() - filled);
    // A step that was never saved counts as empty.
    assert!(!summed_up(&definition, Lang::It, &Pages::new())[0].problems.is_empty());
}

fn lists() -> Lists {
    Lists {
        bodies: contract::places::Bodies::default(),
        calendar: Calendar::default(),
        offices: contract::places::Offices::default(),
        comuni: Comuni::parse("belfiore;istat;name;province;region;valid_from;valid_to;cap\n").unwrap(),
        streets: Streets::parse("name;cap\n").unwrap(),
        orders: Orders::parse("id;it;en;by_province\n").unwrap(),
        territory: Territory::parse("foglio;particella;zone;constraints\n").unwrap(),
    }
}

#[test]
fn questions_show_what_was_typed_and_what_is_wrong() {
    let definition = shipped();
    let step = &definition.form.steps[0];
    let typed = [("committente_codice_fiscale", "RSSMRA80A01H501X"), ("catasto.foglio", "12")];
    let answers = accept(step, typed.map(|(name, text)| (name.to_owned(), text.to_owned())));
    let pages = Pages::from([(step.id.clone(), answers)]);
    let (filling, page, lists) =
        (Filling::new(&definition.form, &pages, &NoNames), PageKey::step(&step.id), lists());
    let context = |show_problems| FieldContext {
        definition: &definition,
        lang: Lang::It,
        filling: &filling,
        page: &page,
        show_problems,
        lists: &lists,
        given: &|_| 0,
    };
    let quiet = field_views(&context(false), step, &Offers::default());
    assert!(
        quiet.iter().all(|field| field.problem.is_none()),
        "a page opened for the first time accuses nobody"
    );
    let fields = field_views(&context(true), step, &Offers::default());
    assert_eq!(fields.len(), step.questions.len());
    let field = |id: &str| fields.iter().find(|field| field.id == id).unwrap();

    let code = field("committente_codice_fiscale");
    assert_eq!(code.inputs[0].value, "RSSMRA80A01H501X", "a wrong answer is kept");
    assert_eq!(code.problem.as_ref().unwrap().kind, ProblemKind::CodiceFiscaleCheck);
    assert_eq!(code.problem.as_ref().unwrap().text, None, "the portal's words for a mistake");
    let name = field("committente_nome").problem.clone().unwrap();
    assert_eq!(name.kind, ProblemKind::Missing);
    assert_eq!(name.text.as_deref(), Some("Scrivi il nome della persona per cui si fanno i lavori"));
    let parcel = field("catasto");
    let names: Vec<&str> = parcel.inputs.iter().map(|input| input.name.as_str()).collect();
    assert_eq!(names, ["catasto.sezione", "catasto.foglio", "catasto.particella", "catasto.subalterno"]);
    assert_eq!(parcel.problem.as_ref().unwrap().kind, ProblemKind::Parcel);
    assert_eq!(field("titolo").choices[0].label, "È l'unico proprietario");
    assert!(field("committente_email").optional && field("committente_email").problem.is_none());
}

#[test]
fn the_service_page_says_everything_in_every_language() {
    let definition = shipped();
    for lang in Lang::ALL {
        let page = service_page(&definition, lang);
        assert_eq!(page.card, service_card(&definition, lang));
        for text in
            [&page.addressed_to, &page.description, &page.how_to, &page.obtained, &page.times, &page.cost]
        {
            assert!(text.len() > 30, "{lang:?}: {text}");
        }
        assert!(!page.needed.is_empty() && !page.legal_basis.is_empty() && !page.office.is_empty());
    }
    assert!(service_page(&definition, Lang::It).times.contains("La CILA ha effetto da subito"));
    assert!(service_page(&definition, Lang::It).times.contains("silenzio"));
}

#[test]
fn documents_and_actions_are_shown_in_words() {
    let definition = shipped();
    let slot = slot_view(&definition, definition.slot("altri").unwrap(), Lang::It, Vec::new());
    assert_eq!(slot.kinds, ["PDF", "P7M", "JPEG", "PNG"]);
    assert!(slot.accept.starts_with(".pdf,application/pdf,.p7m") && slot.optional);
}

#[test]
fn a_page_never_fails_for_want_of_a_word() {
    let definition = shipped();
    let texts = definition.text(Lang::En);
    assert_eq!(texts.state("unknown").label, "unknown");
    assert_eq!(texts.event("unknown").timeline, "unknown");
    assert_eq!(texts.question("unknown").label, "unknown");
    assert_eq!(texts.step("unknown").title, "unknown");
    assert_eq!(texts.slot("unknown").hint, "");
    assert_eq!(texts.choice("titolo", "unknown"), None);
    assert_eq!(texts.state("bozza").label, "Draft");
}
