//! Forms with conditions, rows and rules: what is asked follows the answers, and only that is filed.

use contract::{
    Code, Lang,
    cases::{StepPage, StepTarget},
    forms::Note,
    identity::StaffRole,
    ids::CaseId,
};
use domain::{
    Actor, Error,
    cases::{self, SaveStep, Saved, Shown},
    procedures,
};
use entity::cases::case_answers;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use testkit::TestWorld;

const OWNER: [(&str, &str); 3] = [
    ("titolare.nome", "Lucia"),
    ("titolare.cognome", "Esemplari"),
    ("titolare.codice_fiscale", "SMPLCU61C54M999F"),
];
const FIRM: [(&str, &str); 3] =
    [("ditta.denominazione", "Edilfinta"), ("ditta.partita_iva", "00743110157"), ("giorni", "20")];
const PLACE: [(&str, &str); 6] = [
    ("particella.foglio", "7"),
    ("particella.particella", "214"),
    ("zona", "B2"),
    ("inizio.giorno", "1"),
    ("inizio.mese", "4"),
    ("inizio.anno", "2026"),
];

pub(crate) async fn draft(world: &TestWorld, by: &Actor) -> CaseId {
    cases::start(&world.ctx, by, "prova", &[]).await.unwrap()
}

pub(crate) async fn page(world: &TestWorld, by: &Actor, case: CaseId, page: &str) -> StepPage {
    cases::step_page(&world.ctx, by, Lang::It, case, page, Shown::Stored).await.unwrap()
}

fn with<'a>(answers: &[(&'a str, &'a str)], more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    answers.iter().chain(more).copied().collect()
}

fn questions(name: &str) -> StepTarget {
    StepTarget::Questions(name.to_owned())
}

/// A draft by a firm that only has to be sent.
pub(crate) async fn complete(world: &TestWorld, by: &Actor) -> CaseId {
    let case = draft(world, by).await;
    world.answer(by, case, "chi", &with(&OWNER, &[("esecutore", "impresa"), ("salute", "asma")])).await;
    world.answer(by, case, "imprese~1", &FIRM).await;
    world.answer(by, case, "luogo", &PLACE).await;
    world.give(by, case, "durc", &format!("durc di {case}")).await;
    world.work_off().await;
    case
}

#[tokio::test]
async fn answers_decide_which_pages_come_and_rows_are_pages_of_their_own() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let case = draft(&world, &ada).await;
    let saved = world.answer(&ada, case, "chi", &with(&OWNER, &[("esecutore", "impresa")])).await;
    assert_eq!(saved, Saved::Done(questions("imprese~1")), "a group that needs a row begins with one");
    assert_eq!(world.answer(&ada, case, "imprese~1", &FIRM).await, Saved::Done(questions("imprese")));
    let list = page(&world, &ada, case, "imprese").await;
    let rows = list.rows.unwrap();
    assert_eq!((rows.rows.len(), rows.rows[0].words.as_str()), (1, "Edilfinta, partita IVA 00743110157"));
    assert_eq!(rows.new, questions("imprese~2"));
    assert_eq!(list.next, questions("luogo"));
    let alone = with(&OWNER, &[("esecutore", "in_proprio"), ("motivo", "So farlo")]);
    assert_eq!(world.answer(&ada, case, "chi", &alone).await, Saved::Done(questions("luogo")));
    let steps = page(&world, &ada, case, "chi").await.steps;
    assert!(!steps.iter().any(|step| step.target == questions("imprese")));
}

#[tokio::test]
async fn nobody_is_told_off_for_a_question_that_the_page_did_not_show() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let case = draft(&world, &ada).await;
    let typed = with(&OWNER, &[("esecutore", "in_proprio")]);
    assert_eq!(world.answer(&ada, case, "chi", &typed).await, Saved::MoreQuestions("motivo".to_owned()));
    assert_eq!(world.answer(&ada, case, "chi", &typed).await, Saved::WithProblems, "now it was there");
}

#[tokio::test]
async fn rows_are_bounded_and_a_removed_one_is_gone() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let case = draft(&world, &ada).await;
    world.answer(&ada, case, "chi", &with(&OWNER, &[("esecutore", "impresa")])).await;
    for row in ["imprese~1", "imprese~2", "imprese~3"] {
        world.answer(&ada, case, row, &FIRM).await;
    }
    let save = |step: &str| SaveStep { case, step: step.into(), typed: Vec::new(), row_version: 0 };
    let fourth = cases::save_step(&world.ctx, &ada, &save("imprese~4")).await;
    assert!(matches!(fourth, Err(Error::Refused(Code::TooManyRows))), "{fourth:?}");
    for none in ["imprese~9", "imprese~0", "luogo~1", "chi~x", "niente"] {
        let outcome = cases::save_step(&world.ctx, &ada, &save(none)).await;
        assert!(matches!(outcome, Err(Error::NotFound(_))), "{none}: {outcome:?}");
    }
    let version = page(&world, &ada, case, "imprese~2").await.row_version;
    let stale = cases::remove_row(&world.ctx, &ada, case, "imprese~2", version + 7).await;
    assert!(matches!(stale, Err(Error::Conflict(Code::StaleSave))));
    cases::remove_row(&world.ctx, &ada, case, "imprese~2", version).await.unwrap();
    cases::remove_row(&world.ctx, &ada, case, "imprese~2", version).await.unwrap();
    let rows = page(&world, &ada, case, "imprese").await.rows.unwrap();
    let names: Vec<&str> = rows.rows.iter().map(|row| row.page.as_str()).collect();
    assert_eq!(names, ["imprese~1", "imprese~3"], "the others keep their addresses");
    assert_eq!(rows.new, questions("imprese~4"));
}

#[tokio::test]
async fn a_rule_is_said_beside_its_question_in_the_words_of_the_procedure() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let case = draft(&world, &ada).await;
    let mut typed = PLACE;
    typed[5].1 = "2020";
    assert_eq!(world.answer(&ada, case, "luogo", &typed).await, Saved::WithProblems);
    let page = cases::step_page(&world.ctx, &ada, Lang::It, case, "luogo", Shown::Problems).await.unwrap();
    let field = page.fields.iter().find(|field| field.id == "inizio").unwrap();
    assert_eq!(field.problem.as_ref().unwrap().text.as_deref(), Some("Scrivi un giorno da oggi in poi"));
}

#[tokio::test]
async fn what_is_not_asked_is_never_filed() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let case = complete(&world, &ada).await;
    // The firm and its document were given; then the owner does it alone.
    let alone = with(&OWNER, &[("esecutore", "in_proprio"), ("motivo", "So farlo")]);
    world.answer(&ada, case, "chi", &alone).await;
    let summary = cases::summary_page(&world.ctx, &ada, Lang::It, case).await.unwrap();
    assert!(summary.ready);
    assert!(summary.documents.is_empty(), "a file that is not asked for is not sent");
    assert_eq!(summary.bill.unwrap().total, Some(3_000));
    cases::submit(&world.ctx, &ada, case).await.unwrap();
    let rows = case_answers::Entity::find()
        .filter(case_answers::Column::CaseId.eq(case.0))
        .all(world.ctx.db.read())
        .await
        .unwrap();
    let pages: Vec<&str> = rows.iter().map(|row| row.step.as_str()).collect();
    assert!(!pages.iter().any(|page| page.starts_with("imprese")), "{pages:?}");
    let filed = cases::own_page(&world.ctx, &ada, Lang::It, case).await.unwrap();
    assert!(filed.documents.iter().all(|document| document.slot != "durc"));
}

#[tokio::test]
async fn changing_an_answer_and_back_finds_everything_again() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let case = complete(&world, &ada).await;
    let before = cases::summary_page(&world.ctx, &ada, Lang::It, case).await.unwrap();
    world.answer(&ada, case, "chi", &with(&OWNER, &[("esecutore", "in_proprio"), ("motivo", "No")])).await;
    world.answer(&ada, case, "chi", &with(&OWNER, &[("esecutore", "impresa"), ("salute", "asma")])).await;
    let after = cases::summary_page(&world.ctx, &ada, Lang::It, case).await.unwrap();
    assert_eq!(after, before);
    assert_eq!(after.bill.unwrap().total, Some(6_250));
}

#[tokio::test]
async fn data_of_a_special_category_are_for_who_needs_to_know() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let (clerk, rup) =
        (world.officer("Clara", StaffRole::Clerk).await, world.officer("Rino", StaffRole::Rup).await);
    let case = complete(&world, &ada).await;
    cases::submit(&world.ctx, &ada, case).await.unwrap();
    world.work_off().await;
    let line = |page: contract::cases::CasePage| {
        let lines = page.groups.into_iter().flat_map(|group| group.lines);
        lines.filter(|line| line.label == "Stato di salute").map(|line| (line.value, line.reserved)).next()
    };
    let seen = |value: Option<&str>, reserved| Some((value.map(str::to_owned), reserved));
    let page = cases::office_page(&world.ctx, &clerk, Lang::It, case).await.unwrap();
    assert_eq!(line(page), seen(None, true), "not for everybody in the office");
    let page = cases::office_page(&world.ctx, &rup, Lang::It, case).await.unwrap();
    assert_eq!(line(page), seen(Some("asma"), false), "for who leads the case");
    let page = cases::own_page(&world.ctx, &ada, Lang::It, case).await.unwrap();
    assert_eq!(line(page), seen(Some("asma"), false), "for who wrote it");
    let query = domain::office::InboxQuery { query: "asma".into(), ..Default::default() };
    let found = domain::office::inbox(&world.ctx, &rup, Lang::It, &query).await.unwrap();
    assert!(found.rows.is_empty(), "it is not searched");
}

#[tokio::test]
async fn the_municipality_s_data_of_a_parcel_are_offered_and_never_forced() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let case = draft(&world, &ada).await;
    world.answer(&ada, case, "luogo", &PLACE[..2]).await;
    let zone = |page: StepPage| page.fields.into_iter().find(|field| field.id == "zona").unwrap();
    let known = zone(page(&world, &ada, case, "luogo").await);
    assert_eq!((known.inputs[0].value.as_str(), known.note), ("B2", Some(Note::FromTerritory)));
    // What no choice of the form names is said all the same.
    let seen = page(&world, &ada, case, "luogo").await;
    let constraints = seen.fields.into_iter().find(|field| field.id == "vincoli").unwrap();
    assert_eq!(constraints.inputs[0].value, "centro_storico");
    assert_eq!(constraints.note, Some(Note::MoreInTerritory));
    assert_eq!(constraints.known.as_deref(), Some("vincolo paesaggistico"));
    let mut typed = PLACE;
    typed[2].1 = "C1";
    world.answer(&ada, case, "luogo", &typed).await;
    let own = zone(page(&world, &ada, case, "luogo").await);
    assert_eq!((own.inputs[0].value.as_str(), own.note), ("C1", Some(Note::OtherInTerritory)));
}

#[tokio::test]
async fn an_address_fills_only_what_the_procedure_lets_it() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let given = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    };
    let known = given(&[("esecutore", "impresa"), ("motivo", "x"), ("titolare.nome", "Y"), ("salute", "z")]);
    let case = cases::start(&world.ctx, &ada, "prova", &known).await.unwrap();
    let values: Vec<String> = page(&world, &ada, case, "chi")
        .await
        .fields
        .iter()
        .flat_map(|field| field.inputs.iter().map(|input| input.value.clone()))
        .filter(|value| !value.is_empty())
        .collect();
    assert_eq!(values, ["impresa"]);
    let case = cases::start(&world.ctx, &ada, "prova", &given(&[("esecutore", "nessuno")])).await.unwrap();
    assert_eq!(page(&world, &ada, case, "chi").await.row_version, 0, "what cannot be chosen fills nothing");
}

#[tokio::test]
async fn a_page_that_saves_itself_is_found_stale_as_any_other() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let case = draft(&world, &ada).await;
    let save = |name: &str, row_version| SaveStep {
        case,
        step: "chi".into(),
        typed: vec![("titolare.nome".into(), name.into())],
        row_version,
    };
    let first = cases::autosave(&world.ctx, &ada, &save("Lu", 0)).await.unwrap();
    assert_eq!((first.row_version, first.stale), (1, false));
    assert!(cases::autosave(&world.ctx, &ada, &save("Anna", 0)).await.unwrap().stale);
    let same = cases::autosave(&world.ctx, &ada, &save("Lu", 0)).await.unwrap();
    assert_eq!((same.row_version, same.stale), (1, false), "the same text is no conflict");
    assert_eq!(cases::autosave(&world.ctx, &ada, &save("Lucia", 1)).await.unwrap().row_version, 2);
}

/// The same form, its question about the reason gone, one choice less, one question more.
fn second_version(retired: &str) -> procedures::Definition {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../testkit/procedures/prova");
    let read = |name: &str| {
        let text = std::fs::read_to_string(folder.join(name)).ok()?;
        let text = match name {
            "procedure.toml" => text.replace("version = 1", "version = 2"),
            "form.toml" => format!("{retired}{}", text.replace("id = \"motivo\"", "id = \"ragione\"")),
            "texts.it.toml" | "texts.en.toml" => text.replace("[question.motivo]", "[question.ragione]"),
            _ => text,
        };
        Some(text.into_bytes())
    };
    let shared = procedures::Shared { block: &|_, _| None, orders: &[] };
    procedures::Definition::load("prova", &read, &shared).unwrap_or_else(|findings| panic!("{findings:#?}"))
}

#[tokio::test]
async fn a_draft_of_an_old_version_is_kept_or_moved_with_what_changes() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let case = draft(&world, &ada).await;
    let alone = with(&OWNER, &[("esecutore", "in_proprio"), ("motivo", "So farlo")]);
    world.answer(&ada, case, "chi", &alone).await;
    let found = procedures::unpublishable(&world.ctx, &second_version("")).await.unwrap();
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].message.contains("`motivo`") && found[0].remedy.contains("retired"), "{}", found[0]);
    let new = second_version("retired = [\"motivo\"]\n");
    assert!(procedures::unpublishable(&world.ctx, &new).await.unwrap().is_empty());
    procedures::propose(&world.ctx, &new, true).await.unwrap();

    let kept = page(&world, &ada, case, "chi").await;
    assert!(kept.newer && kept.fields.iter().any(|field| field.id == "motivo"), "it stays as it is");
    let version = cases::version_page(&world.ctx, &ada, Lang::It, case).await.unwrap().unwrap();
    assert_eq!(
        version.changes,
        [
            contract::cases::VersionChange::Added("Perché in proprio?".into()),
            contract::cases::VersionChange::Removed("Perché in proprio?".into(), "So farlo".into()),
        ]
    );
    cases::take_new_version(&world.ctx, &ada, case).await.unwrap();
    let moved = page(&world, &ada, case, "chi").await;
    assert!(!moved.newer && moved.fields.iter().any(|field| field.id == "ragione"));
    let name = moved.fields.iter().find(|field| field.id == "titolare").unwrap();
    assert_eq!(name.inputs[0].value, "Lucia", "what is still asked is still answered");
    assert_eq!(cases::version_page(&world.ctx, &ada, Lang::It, case).await.unwrap(), None);
}

#[tokio::test]
async fn a_form_is_nobody_s_but_its_author_s() {
    let world = TestWorld::new().await;
    let (ada, eva) = (world.citizen("Ada").await, world.citizen("Eva").await);
    let case = draft(&world, &ada).await;
    let (ctx, lang) = (&world.ctx, Lang::It);
    let save = SaveStep { case, step: "chi".into(), typed: Vec::new(), row_version: 0 };
    assert!(matches!(cases::autosave(ctx, &eva, &save).await, Err(Error::NotFound(_))));
    assert!(matches!(cases::remove_row(ctx, &eva, case, "imprese~1", 1).await, Err(Error::NotFound(_))));
    assert!(matches!(cases::tasks_page(ctx, &eva, lang, case).await, Err(Error::NotFound(_))));
    assert!(matches!(cases::version_page(ctx, &eva, lang, case).await, Err(Error::NotFound(_))));
    assert!(matches!(cases::take_new_version(ctx, &eva, case).await, Err(Error::NotFound(_))));
    assert!(matches!(cases::take_offer(ctx, &eva, &save, "titolare", "x").await, Err(Error::NotFound(_))));
}
