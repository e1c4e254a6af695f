//! New versions of a form: what keeps them from being put in force, and what they change for drafts.

use contract::{Lang, cases::VersionChange, ids::CaseId};
use domain::{
    Actor, cases,
    procedures::{self, Definition},
};
use testkit::TestWorld;

const OWNER: [(&str, &str); 3] = [
    ("titolare.nome", "Lucia"),
    ("titolare.cognome", "Esemplari"),
    ("titolare.codice_fiscale", "SMPLCU61C54M999F"),
];

/// The tests' form as the version of a number, with changes: file, what is there, what stands there now.
fn version(number: u32, changes: &[(&str, &str, &str)]) -> Definition {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../testkit/procedures/prova");
    let read = |name: &str| {
        let mut text = std::fs::read_to_string(folder.join(name)).ok()?;
        if name == "procedure.toml" {
            text = text.replace("version = 1", &format!("version = {number}"));
        }
        for (_, from, to) in changes.iter().filter(|(file, ..)| *file == name) {
            assert!(text.contains(from), "{name}: {from}");
            text = text.replace(from, to);
        }
        Some(text.into_bytes())
    };
    let shared = procedures::Shared { block: &|_, _| None, orders: &[] };
    Definition::load("prova", &read, &shared).unwrap_or_else(|findings| panic!("{findings:#?}"))
}

/// A draft whose first page is answered, with these answers besides.
async fn draft(world: &TestWorld, by: &Actor, more: &[(&str, &str)]) -> CaseId {
    let case = cases::start(&world.ctx, by, "prova", &[]).await.unwrap();
    let answers: Vec<(&str, &str)> = OWNER.iter().chain(more).copied().collect();
    world.answer(by, case, "chi", &answers).await;
    case
}

async fn alone(world: &TestWorld, by: &Actor) -> CaseId {
    draft(world, by, &[("esecutore", "in_proprio"), ("motivo", "So farlo")]).await
}

async fn changes(world: &TestWorld, by: &Actor, case: CaseId) -> Vec<VersionChange> {
    cases::version_page(&world.ctx, by, Lang::It, case).await.unwrap().unwrap().changes
}

/// The keys of what keeps a version from being put in force today.
async fn keys(world: &TestWorld, new: &Definition) -> Vec<Option<String>> {
    let found = procedures::untimely(&world.ctx, new).await.unwrap();
    found.into_iter().map(|finding| finding.key).collect()
}

const REASON: &str =
    "[[step.question]]\nid = \"motivo\"\nkind = \"text\"\nwhen = 'esecutore == \"in_proprio\"'\n";
const DAYS: &str = "id = \"giorni\"\nkind = \"number\"\nmin = 1\n";

#[tokio::test]
async fn a_question_that_moves_into_rows_is_an_answer_lost() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let rows = format!("{DAYS}\n[[step.question]]\nid = \"motivo\"\nkind = \"text\"\n");
    let new = version(2, &[("form.toml", REASON, ""), ("form.toml", DAYS, &rows)]);
    assert!(procedures::unpublishable(&world.ctx, &new).await.unwrap().is_empty(), "there are no drafts");
    draft(&world, &ada, &[("esecutore", "impresa")]).await;
    assert!(procedures::unpublishable(&world.ctx, &new).await.unwrap().is_empty(), "it was not answered");
    let case = alone(&world, &ada).await;
    let found = procedures::unpublishable(&world.ctx, &new).await.unwrap();
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].message.contains("`motivo`") && found[0].remedy.contains("another id"), "{}", found[0]);
    procedures::propose(&world.ctx, &new, true).await.unwrap();
    let again = VersionChange::AnswerAgain("Perché in proprio?".into());
    assert_eq!(changes(&world, &ada, case).await, [again]);
}

#[tokio::test]
async fn a_document_that_is_gone_is_retired_and_said() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let without = draft(&world, &ada, &[("esecutore", "impresa")]).await;
    let given = draft(&world, &ada, &[("esecutore", "impresa")]).await;
    world.give(&ada, given, "durc", "durc").await;
    let (slot, other) = ("[[slot]]\nid = \"durc\"", "[[slot]]\nid = \"visura\"");
    let words = [
        ("form.toml", "documents = [\"durc\"]", "documents = [\"visura\"]"),
        ("texts.it.toml", "[slot.durc]", "[slot.visura]"),
        ("texts.en.toml", "[slot.durc]", "[slot.visura]"),
    ];
    let new = version(2, &[[("documents.toml", slot, other)].as_slice(), words.as_slice()].concat());
    let found = procedures::unpublishable(&world.ctx, &new).await.unwrap();
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!((found[0].file.as_str(), found[0].line), ("prova/documents.toml", Some(1)));
    assert!(found[0].message.contains("`durc`") && found[0].remedy.contains("retired"), "{}", found[0]);
    let retired = format!("retired = [\"durc\"]\n{other}");
    let new =
        version(2, &[[("documents.toml", slot, retired.as_str())].as_slice(), words.as_slice()].concat());
    assert!(procedures::unpublishable(&world.ctx, &new).await.unwrap().is_empty());
    procedures::propose(&world.ctx, &new, true).await.unwrap();
    let (added, removed) =
        (VersionChange::DocumentAdded("DURC".into()), VersionChange::DocumentRemoved("DURC".into()));
    assert_eq!(
        changes(&world, &ada, without).await,
        std::slice::from_ref(&added),
        "nothing was given for it"
    );
    assert_eq!(changes(&world, &ada, given).await, [added, removed]);
}

#[tokio::test]
async fn a_draft_two_versions_behind_is_judged_by_its_own() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    alone(&world, &ada).await;
    let second = version(2, &[]);
    assert!(procedures::unpublishable(&world.ctx, &second).await.unwrap().is_empty());
    procedures::propose(&world.ctx, &second, true).await.unwrap();
    let gone = [
        ("form.toml", "id = \"motivo\"", "id = \"ragione\""),
        ("texts.it.toml", "[question.motivo]", "[question.ragione]"),
        ("texts.en.toml", "[question.motivo]", "[question.ragione]"),
    ];
    let found = procedures::unpublishable(&world.ctx, &version(3, &gone)).await.unwrap();
    assert!(found.len() == 1 && found[0].message.contains("`motivo`"), "{found:#?}");
    alone(&world, &ada).await;
    let found = procedures::unpublishable(&world.ctx, &version(3, &gone)).await.unwrap();
    assert!(found.len() == 1 && found[0].message.contains("2 drafts"), "{found:#?}");
}

#[tokio::test]
async fn a_version_is_put_in_force_once_and_not_before_its_day() {
    let world = TestWorld::new().await;
    let words = ("texts.it.toml", "title = \"Luogo\"", "title = \"Il luogo\"");
    let later = ("procedure.toml", "valid_from = \"2026-01-01\"", "valid_from = \"2099-01-01\"");
    assert_eq!(keys(&world, &version(1, &[])).await, [], "what is in force may be published again");
    assert_eq!(keys(&world, &version(1, &[words])).await, [Some("version".to_owned())]);
    assert_eq!(keys(&world, &version(2, &[words])).await, []);
    assert_eq!(keys(&world, &version(2, &[later])).await, [Some("valid_from".to_owned())]);
}
