//! Rows of a group in two tabs, parcels and the municipality's files, and files for few eyes.

use contract::{Code, Lang, cases::StepPage, forms::Note, identity::StaffRole, ids::CaseId};
use domain::{
    Actor, Error,
    cases::{self, SaveStep, Saved, Shown},
    documents,
};
use testkit::TestWorld;

const CHI: [(&str, &str); 4] = [
    ("titolare.nome", "Lucia"),
    ("titolare.cognome", "Esemplari"),
    ("titolare.codice_fiscale", "SMPLCU61C54M999F"),
    ("esecutore", "impresa"),
];
const FIRM: [(&str, &str); 3] =
    [("ditta.denominazione", "Edilfinta"), ("ditta.partita_iva", "00743110157"), ("giorni", "20")];

async fn draft(world: &TestWorld, by: &Actor) -> CaseId {
    let case = cases::start(&world.ctx, by, "prova", &[]).await.unwrap();
    world.answer(by, case, "chi", &CHI).await;
    case
}

async fn page(world: &TestWorld, by: &Actor, case: CaseId, page: &str, shown: Shown) -> StepPage {
    cases::step_page(&world.ctx, by, Lang::It, case, page, shown).await.unwrap()
}

fn typed(answers: &[(&str, &str)]) -> Vec<(String, String)> {
    answers.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

fn save(case: CaseId, step: &str, name: &str, row_version: i64) -> SaveStep {
    SaveStep { case, step: step.to_owned(), typed: typed(&[("ditta.denominazione", name)]), row_version }
}

#[tokio::test]
async fn a_page_of_a_row_that_was_replaced_changes_nothing() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let case = draft(&world, &ada).await;
    world.answer(&ada, case, "imprese~1", &FIRM).await;
    world.answer(&ada, case, "imprese~2", &FIRM).await;
    let old = page(&world, &ada, case, "imprese~2", Shown::Stored).await.row_version;
    // Another tab takes the row out and adds another firm: it gets the same number.
    cases::remove_row(&world.ctx, &ada, case, "imprese~2", old).await.unwrap();
    cases::save_step(&world.ctx, &ada, &save(case, "imprese~2", "Seconda", 0)).await.unwrap();
    let outcome = cases::save_step(&world.ctx, &ada, &save(case, "imprese~2", "Edilfinta", old)).await;
    assert_eq!(outcome.unwrap(), Saved::Stale);
    let outcome = cases::remove_row(&world.ctx, &ada, case, "imprese~2", old).await;
    assert!(matches!(outcome, Err(Error::Conflict(Code::StaleSave))), "it is another firm now");
}

#[tokio::test]
async fn what_was_typed_for_a_row_that_is_gone_is_shown_as_a_new_one() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let case = draft(&world, &ada).await;
    for row in ["imprese~1", "imprese~2", "imprese~3"] {
        world.answer(&ada, case, row, &FIRM).await;
    }
    let version = |name: &'static str| {
        let (world, ada) = (&world, &ada);
        async move { page(world, ada, case, name, Shown::Stored).await.row_version }
    };
    let third = version("imprese~3").await;
    for row in ["imprese~2", "imprese~3"] {
        cases::remove_row(&world.ctx, &ada, case, row, version(row).await).await.unwrap();
    }
    let typing = save(case, "imprese~3", "Terza", third);
    assert_eq!(cases::save_step(&world.ctx, &ada, &typing).await.unwrap(), Saved::Stale);
    let shown = page(&world, &ada, case, "imprese~3", Shown::Stale(typing.typed)).await;
    assert_eq!((shown.step.as_str(), shown.row_version), ("imprese~2", 0), "it can be saved as a new row");
    assert_eq!(shown.fields[0].inputs[0].value, "Terza", "nothing typed is lost");
}

#[tokio::test]
async fn a_row_in_which_nothing_was_typed_is_none() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let case = draft(&world, &ada).await;
    world.answer(&ada, case, "imprese~1", &FIRM).await;
    let empty = SaveStep { case, step: "imprese~2".into(), typed: Vec::new(), row_version: 0 };
    assert_eq!(cases::save_step(&world.ctx, &ada, &empty).await.unwrap(), Saved::WithProblems);
    let rows = page(&world, &ada, case, "imprese", Shown::Stored).await.rows.unwrap();
    assert_eq!(rows.rows.len(), 1, "who pressed the button by mistake just goes back");
}

#[tokio::test]
async fn a_newer_text_is_not_overwritten_after_a_login() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let case = draft(&world, &ada).await;
    let old = page(&world, &ada, case, "chi", Shown::Stored).await.row_version;
    let mut other = CHI;
    other[0].1 = "Luisa";
    world.answer(&ada, case, "chi", &other).await;
    let mut kept = CHI;
    kept[0].1 = "Lucrezia";
    let shown = page(&world, &ada, case, "chi", Shown::Typed(typed(&kept), old)).await;
    assert!(shown.stale.is_some(), "both texts are shown, and a person chooses");
    let now = shown.row_version;
    let shown = page(&world, &ada, case, "chi", Shown::Typed(typed(&kept), now)).await;
    assert!(shown.stale.is_none());
}

#[tokio::test]
async fn the_municipality_says_what_it_has_of_a_parcel_also_after_it_changed() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let case = draft(&world, &ada).await;
    let parcel = |number: &'static str| [("particella.foglio", "7"), ("particella.particella", number)];
    let zone = |page: StepPage| page.fields.into_iter().find(|field| field.id == "zona").unwrap();
    world.answer(&ada, case, "luogo", &parcel("214")).await;
    let known = zone(page(&world, &ada, case, "luogo", Shown::Problems).await);
    assert_eq!((known.inputs[0].value.as_str(), known.note), ("B2", Some(Note::FromTerritory)));
    assert!(known.problem.is_none(), "what is filled in is not missing");
    let mut answers = parcel("214").to_vec();
    answers.push(("zona", "B2"));
    world.answer(&ada, case, "luogo", &answers).await;
    let kept = zone(page(&world, &ada, case, "luogo", Shown::Stored).await);
    assert_eq!(kept.note, Some(Note::FromTerritory), "it is still the municipality's");
    answers[2].1 = "E1";
    world.answer(&ada, case, "luogo", &answers).await;
    let other = zone(page(&world, &ada, case, "luogo", Shown::Stored).await);
    assert_eq!(other.inputs[0].value, "E1", "the declaration is the person's");
    assert_eq!((other.note, other.known.as_deref()), (Some(Note::OtherInTerritory), Some("B2")));
}

#[tokio::test]
async fn a_page_that_saves_itself_learns_what_it_looks_at_elsewhere() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let case = draft(&world, &ada).await;
    let parcel = [("particella.foglio", "7"), ("particella.particella", "214")];
    let save = SaveStep { case, step: "luogo".into(), typed: typed(&parcel), row_version: 0 };
    let saved = cases::autosave(&world.ctx, &ada, &save).await.unwrap();
    assert_eq!(saved.names.keys().collect::<Vec<_>>(), ["today"], "the rule about the beginning looks at it");
    assert_eq!(saved.known["zona"], "B2", "the municipality has the zone of the parcel");
}

#[tokio::test]
async fn a_file_of_a_special_category_is_opened_by_who_needs_to_know() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let (clerk, rup) =
        (world.officer("Clara", StaffRole::Clerk).await, world.officer("Rino", StaffRole::Rup).await);
    let case = draft(&world, &ada).await;
    world.answer(&ada, case, "imprese~1", &FIRM).await;
    let place = [
        ("particella.foglio", "7"),
        ("particella.particella", "214"),
        ("zona", "B2"),
        ("inizio.giorno", "1"),
        ("inizio.mese", "4"),
        ("inizio.anno", "2026"),
    ];
    world.answer(&ada, case, "luogo", &place).await;
    world.give(&ada, case, "durc", "durc").await;
    let file = world.give(&ada, case, "altri", "certificato medico").await;
    world.work_off().await;
    cases::submit(&world.ctx, &ada, case).await.unwrap();
    world.work_off().await;
    let row =
        |page: contract::cases::CasePage| page.documents.into_iter().find(|row| row.id == file).unwrap();
    let seen = row(cases::office_page(&world.ctx, &clerk, Lang::It, case).await.unwrap());
    assert_eq!((seen.reserved, seen.name.as_str()), (true, ""), "its name already says too much");
    let refused = documents::download(&world.ctx, &clerk, file, documents::Take::Save).await;
    assert!(matches!(refused, Err(Error::NotFound(_))), "{refused:?}");
    for (who, page) in [
        (&rup, cases::office_page(&world.ctx, &rup, Lang::It, case).await.unwrap()),
        (&ada, cases::own_page(&world.ctx, &ada, Lang::It, case).await.unwrap()),
    ] {
        assert!(!row(page).reserved);
        assert!(documents::download(&world.ctx, who, file, documents::Take::Save).await.is_ok());
    }
}
