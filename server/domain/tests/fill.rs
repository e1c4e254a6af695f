//! Filling: what was typed is kept, right or wrong; two pages never overwrite each other unseen.

use contract::{Code, Lang, cases::StepTarget};
use domain::{
    Error,
    cases::{self, SaveStep, Saved},
};
use testkit::TestWorld;

const FIRST: &str = "committente_immobile";

#[tokio::test]
async fn a_draft_begins_with_what_the_login_says() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let case = world.draft(&ada).await;
    let step = "lavori_dichiarazioni";
    let page = cases::step_page(&world.ctx, &ada, Lang::It, case, step, cases::Shown::Stored).await.unwrap();
    let name = page.fields.iter().find(|field| field.id == "tecnico_nome").unwrap();
    assert_eq!(name.inputs[0].value, "Ada");
}

#[tokio::test]
async fn wrong_values_are_kept_as_typed_with_the_reason_beside_them() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let case = world.draft(&ada).await;
    let typed = "SMPLCU61C54M999X";
    let saved = world.answer(&ada, case, FIRST, &[("committente_codice_fiscale", typed)]).await;
    assert_eq!(saved, Saved::WithProblems);
    let page =
        cases::step_page(&world.ctx, &ada, Lang::It, case, FIRST, cases::Shown::Problems).await.unwrap();
    let field = page.fields.iter().find(|field| field.id == "committente_codice_fiscale").unwrap();
    assert_eq!(field.inputs[0].value, typed);
    assert!(field.problem.is_some());
}

#[tokio::test]
async fn two_tabs_on_one_draft_do_not_overwrite_each_other() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let case = world.draft(&ada).await;
    let save = |name: &str, version| SaveStep {
        case,
        step: FIRST.into(),
        typed: vec![("committente_nome".into(), name.into())],
        row_version: version,
    };
    assert_eq!(cases::save_step(&world.ctx, &ada, &save("Lucia", 0)).await.unwrap(), Saved::WithProblems);
    let second = cases::save_step(&world.ctx, &ada, &save("Luisa", 0)).await.unwrap();
    assert_eq!(second, Saved::Stale);
    let typed = save("Luisa", 0).typed;
    let page =
        cases::step_page(&world.ctx, &ada, Lang::It, case, FIRST, cases::Shown::Stale(typed)).await.unwrap();
    let stale = page.stale.unwrap();
    assert_eq!((stale[0].stored.as_str(), stale[0].typed.as_str()), ("Lucia", "Luisa"));
    let again = cases::save_step(&world.ctx, &ada, &save("Luisa", page.row_version)).await.unwrap();
    assert_eq!(again, Saved::WithProblems);
}

#[tokio::test]
async fn the_same_text_sent_twice_is_no_conflict() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let case = world.draft(&ada).await;
    let save = SaveStep {
        case,
        step: FIRST.into(),
        typed: vec![("committente_nome".into(), "Lucia".into())],
        row_version: 0,
    };
    for _ in 0..2 {
        assert_eq!(cases::save_step(&world.ctx, &ada, &save).await.unwrap(), Saved::WithProblems);
    }
}

#[tokio::test]
async fn a_draft_opens_where_something_is_missing() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let empty = world.draft(&ada).await;
    let next = cases::next_page(&world.ctx, &ada, empty).await.unwrap();
    assert_eq!(next, StepTarget::Questions(FIRST.into()));
    let complete = world.complete_draft(&ada).await;
    assert_eq!(cases::next_page(&world.ctx, &ada, complete).await.unwrap(), StepTarget::Summary);
    let summary = cases::summary_page(&world.ctx, &ada, Lang::It, complete).await.unwrap();
    assert!(summary.ready);
}

#[tokio::test]
async fn nothing_is_filled_after_filing() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let case = world.filed(&ada).await;
    let save = SaveStep { case, step: FIRST.into(), typed: Vec::new(), row_version: 1 };
    let refused = cases::save_step(&world.ctx, &ada, &save).await;
    assert!(matches!(refused, Err(Error::Conflict(Code::AlreadySubmitted))));
    let refused = cases::discard(&world.ctx, &ada, case).await;
    assert!(matches!(refused, Err(Error::Conflict(Code::AlreadySubmitted))));
}

#[tokio::test]
async fn a_discarded_draft_leaves_nothing() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let case = world.complete_draft(&ada).await;
    cases::discard(&world.ctx, &ada, case).await.unwrap();
    let gone = cases::next_page(&world.ctx, &ada, case).await;
    assert!(matches!(gone, Err(Error::NotFound(_))));
    assert!(cases::mine(&world.ctx, &ada, Lang::It).await.unwrap().drafts.is_empty());
}

#[tokio::test]
async fn two_saves_at_the_same_moment_do_not_both_win() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let case = world.draft(&ada).await;
    world.answer(&ada, case, FIRST, &[("committente_nome", "Lucia")]).await;
    let save = |name: &str| SaveStep {
        case,
        step: FIRST.into(),
        typed: vec![("committente_nome".into(), name.into())],
        row_version: 1,
    };
    let (first, second) = (save("Luisa"), save("Lucrezia"));
    let (a, b) =
        tokio::join!(cases::save_step(&world.ctx, &ada, &first), cases::save_step(&world.ctx, &ada, &second));
    let mut outcomes = [a.unwrap(), b.unwrap()];
    outcomes.sort_by_key(|outcome| *outcome == Saved::Stale);
    assert_eq!(outcomes, [Saved::WithProblems, Saved::Stale]);
}

#[tokio::test]
async fn nobody_has_more_drafts_than_one_person_needs() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    for _ in 0..500 {
        cases::start(&world.ctx, &ada, "cila", &[]).await.unwrap();
    }
    let more = cases::start(&world.ctx, &ada, "cila", &[]).await;
    assert!(matches!(more, Err(Error::Refused(Code::TooManyDrafts))), "{more:?}");
    let bea = world.citizen("Bea").await;
    cases::start(&world.ctx, &bea, "cila", &[]).await.unwrap();
}
