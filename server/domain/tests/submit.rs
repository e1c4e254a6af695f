//! Filing: complete or refused, once, with numbers that have no gaps.

use contract::{Code, Lang, cases::Phase, identity::StaffRole};
use domain::{
    Error,
    cases::{self, Arriving},
};
use entity::cases::{case_events, counters, protocollo, receipts};
use sea_orm::{EntityTrait, PaginatorTrait, QueryOrder};
use testkit::TestWorld;

use crate::arrivals::paper;

#[tokio::test]
async fn a_complete_draft_is_filed_with_number_protocollo_and_receipt() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let case = world.filed(&ada).await;
    let receipt = cases::receipt_page(&world.ctx, &ada, Lang::It, case).await.unwrap();
    assert_eq!(receipt.number, "PR-2026-000001");
    assert_eq!(receipt.protocollo.words, "2026/0000001");
    assert!(receipt.pdf_ready);
    let page = cases::own_page(&world.ctx, &ada, Lang::It, case).await.unwrap();
    assert_eq!(page.phase, Phase::Submitted);
    assert!(page.receipt_ready);
    assert_eq!(page.documents.len(), 2);
    assert!(page.documents.iter().all(|document| document.sha256.is_some()));
    assert!(cases::verify_case(&world.ctx, case).await.unwrap().holds());
}

#[tokio::test]
async fn an_incomplete_draft_is_refused_and_stays_a_draft() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let case = world.draft(&ada).await;
    let refused = cases::submit(&world.ctx, &ada, case).await;
    assert!(matches!(refused, Err(Error::Refused(Code::Incomplete))));
    assert_eq!(receipts::Entity::find().count(world.ctx.db.read()).await.unwrap(), 0);
    assert_eq!(counters::Entity::find().count(world.ctx.db.read()).await.unwrap(), 0);
}

#[tokio::test]
async fn a_file_still_being_checked_is_waited_for() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let case = world.complete_draft(&ada).await;
    world.give(&ada, case, "altri", "unchecked").await;
    let refused = cases::submit(&world.ctx, &ada, case).await;
    assert!(matches!(refused, Err(Error::Refused(Code::StillChecking))));
    world.work_off().await;
    cases::submit(&world.ctx, &ada, case).await.unwrap();
}

#[tokio::test]
async fn filing_again_gives_the_first_receipt() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let case = world.filed(&ada).await;
    cases::submit(&world.ctx, &ada, case).await.unwrap();
    assert_eq!(receipts::Entity::find().count(world.ctx.db.read()).await.unwrap(), 1);
    assert_eq!(case_events::Entity::find().count(world.ctx.db.read()).await.unwrap(), 1);
}

#[tokio::test]
async fn two_clicks_at_once_file_once() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let case = world.complete_draft(&ada).await;
    let click = || cases::submit(&world.ctx, &ada, case);
    let (a, b, c, d) = tokio::join!(click(), click(), click(), click());
    for outcome in [a, b, c, d] {
        outcome.unwrap();
    }
    assert_eq!(receipts::Entity::find().count(world.ctx.db.read()).await.unwrap(), 1);
    assert_eq!(protocollo::Entity::find().count(world.ctx.db.read()).await.unwrap(), 1);
}

#[tokio::test]
async fn built_in_numbers_have_no_gaps_and_no_repeats_under_concurrency() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let mut drafts = Vec::new();
    for _ in 0..8 {
        drafts.push(world.complete_draft(&ada).await);
    }
    let filings = drafts.iter().map(|case| cases::submit(&world.ctx, &ada, *case));
    for outcome in futures_util::future::join_all(filings).await {
        outcome.unwrap();
    }
    let rows = protocollo::Entity::find()
        .order_by_asc(protocollo::Column::Number)
        .all(world.ctx.db.read())
        .await
        .unwrap();
    let numbers: Vec<i64> = rows.iter().map(|row| row.number).collect();
    assert_eq!(numbers, (1..=8).collect::<Vec<_>>());
}

#[tokio::test]
async fn the_numbers_begin_again_each_year_in_rome() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    world.filed(&ada).await;
    // 2 March 2026, 10:00 in Rome → 31 December 2026, 23:30 UTC, already 2027 in Rome.
    world.clock.advance_ms((304 * 24 * 60 + 14 * 60 + 30) * 60_000);
    let case = world.filed(&ada).await;
    let receipt = cases::receipt_page(&world.ctx, &ada, Lang::It, case).await.unwrap();
    assert_eq!(receipt.protocollo.words, "2027/0000001");
    assert_eq!(receipt.number, "PR-2027-000001");
}

#[tokio::test]
async fn a_stranger_to_the_case_finds_nothing_and_leaves_a_trace() {
    let world = TestWorld::new().await;
    let (ada, bea) = (world.citizen("Ada").await, world.citizen("Bea").await);
    let case = world.complete_draft(&ada).await;
    let refused = cases::submit(&world.ctx, &bea, case).await;
    assert!(matches!(refused, Err(Error::NotFound(_))));
    let denied = crate::audit::denied(&world).await;
    assert_eq!(denied, [("case.submit".to_owned(), format!("case:{case}"))]);
}

#[tokio::test]
async fn registers_and_journal_refuse_every_change() {
    use sea_orm::ConnectionTrait;
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    world.filed(&ada).await;
    for table in ["case_events", "protocollo", "receipts", "audit"] {
        for sql in [format!("DELETE FROM {table}"), update(table)] {
            let outcome = world.ctx.db.writer().execute_unprepared(&sql).await;
            let refusal = outcome.expect_err(&sql).to_string();
            assert!(refusal.contains("append-only"), "{sql}: {refusal}");
        }
    }
}

fn update(table: &str) -> String {
    let column = match table {
        "case_events" => "event",
        "protocollo" => "subject",
        "receipts" => "payload",
        _ => "action",
    };
    format!("UPDATE {table} SET {column} = 'x'")
}

#[tokio::test]
async fn a_receipt_says_who_answers_until_when_what_silence_means_and_whom_to_turn_to() {
    let mut world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let case = world.filed(&ada).await;
    let lines = |world: &TestWorld| -> Vec<(String, String)> {
        let (_, lines) = world.inspector.sheets().pop().unwrap().groups.remove(0);
        lines.into_iter().map(|line| (line.label, line.value)).collect()
    };
    let of = |lines: &[(String, String)], label: &str| -> String {
        lines.iter().find(|(of, _)| of == label).map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let said = lines(&world);
    assert_eq!(of(&said, "Ufficio competente"), "Ufficio tecnico, PEC tecnico@pec.prova.example");
    assert_eq!(of(&said, "Responsabile del procedimento"), "Dora Dirigenti");
    assert!(!of(&said, "Termine").is_empty(), "in the words of the procedure: {said:?}");
    assert!(!of(&said, "Se l'ufficio non risponde").is_empty(), "{said:?}");
    assert!(of(&said, "Come vedere gli atti").contains(&format!("/it/pratiche/{case}.")), "{said:?}");
    assert_eq!(of(&said, "Se l'ufficio è in ritardo"), "", "a CILA needs no answer: nobody is late");
    // An ente that has described no office says what it can.
    world.ctx.ente.offices.clear();
    world.filed(&ada).await;
    let said = lines(&world);
    assert!(of(&said, "Responsabile del procedimento").is_empty(), "nobody is made up");
    assert!(of(&said, "Ufficio competente").contains("protocollo@pec.prova.example"), "{said:?}");
}

#[tokio::test]
async fn a_receipt_says_whom_to_turn_to_only_where_the_office_has_to_decide() {
    let world = TestWorld::new().await;
    let clerk = world.officer("Clara", StaffRole::Clerk).await;
    for (procedure, whom) in [("termini", Some("Il Segretario comunale.")), ("cila", None)] {
        let typed = Arriving { procedure: procedure.into(), ..paper() };
        cases::register_arrival(&world.ctx, &clerk, &typed, &[]).await.unwrap().unwrap();
        world.work_off().await;
        let (_, lines) = world.inspector.sheets().pop().unwrap().groups.remove(0);
        let said = lines.iter().find(|line| line.label == "Se l'ufficio è in ritardo");
        assert_eq!(said.map(|line| line.value.as_str()), whom, "{procedure}");
    }
}
