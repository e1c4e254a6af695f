//! What lists say of a case besides its name: of whom it is, and where.

use contract::ids::CaseId;
use contract::{Lang, identity::StaffRole};
use domain::{
    cases::{self, Arriving, SetTitolari},
    office::{self, InboxQuery},
};
use entity::cases::cases as rows;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use testkit::TestWorld;

use crate::{
    arrivals::paper,
    holding::{BRUNO, LUCIA},
    holding_titolari::{filed_for_bruno, of_a_firm, succeeded},
    links::office as with_links,
    terms::Office,
};

/// What the inbox says of a case, and what it says of all that a search finds.
async fn said(office: &Office, case: CaseId) -> String {
    let ctx = &office.world.ctx;
    let inbox = office::inbox(ctx, &office.clerk, Lang::It, &InboxQuery::default()).await.unwrap();
    let row = inbox.rows.into_iter().find(|row| row.id == case);
    match row {
        Some(row) => row.about,
        None => rows::Entity::find_by_id(case.0)
            .one(ctx.db.read())
            .await
            .unwrap()
            .unwrap()
            .whose
            .unwrap_or_default(),
    }
}

async fn found(office: &Office, words: &str) -> usize {
    let query = InboxQuery { query: words.to_owned(), ..InboxQuery::default() };
    office::inbox(&office.world.ctx, &office.clerk, Lang::It, &query).await.unwrap().rows.len()
}

fn says(case: CaseId, codes: &[&str], before: &[&str], holder: &str) -> SetTitolari {
    let owned = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect();
    SetTitolari {
        case,
        codes: owned(codes),
        before: owned(before),
        holder: holder.to_owned(),
        reason: "Erede.".to_owned(),
    }
}

#[tokio::test]
async fn lists_say_of_whom_a_case_is_and_follow_who_it_passes_to() {
    let world = Office::new().await;
    let ctx = &world.world.ctx;
    world.world.named("Lucia", LUCIA).await;
    let case = filed_for_bruno(&world).await;
    let about = async || {
        let mine = cases::mine(ctx, &world.ada, Lang::It).await.unwrap();
        let inbox = office::inbox(ctx, &world.clerk, Lang::It, &InboxQuery::default()).await.unwrap();
        let seen = inbox.rows.into_iter().find(|row| row.id == case).unwrap().about;
        assert_eq!(mine.filed[0].1.about, seen, "who filed it and the office read the same");
        seen
    };
    assert_eq!(about().await, "Bruno Esempio");
    cases::set_titolari(ctx, &world.rup, &says(case, &[LUCIA], &[BRUNO], "")).await.unwrap();
    assert_eq!(about().await, "Lucia Di Prova");
    world.world.work_off().await;
    assert_eq!(
        (found(&world, "lucia di prova").await, found(&world, LUCIA).await),
        (1, 1),
        "it is found by that"
    );
    cases::set_titolari(ctx, &world.rup, &says(case, &[BRUNO], &[LUCIA], "")).await.unwrap();
    assert_eq!(about().await, "", "no name is better than that of another");
    world.world.named("Bruno", BRUNO).await;
    world.world.work_off().await;
    assert_eq!(about().await, "Bruno Di Prova", "a name that a login tells");
    assert_eq!(found(&world, "bruno di prova").await, 1);
}

#[tokio::test]
async fn another_who_follows_a_case_changes_nothing_of_whose_it_is() {
    let office = Office::new().await;
    let ctx = &office.world.ctx;
    office.world.named("Lucia", LUCIA).await;
    let case = filed_for_bruno(&office).await;
    cases::set_titolari(ctx, &office.rup, &says(case, &[BRUNO], &[BRUNO], LUCIA)).await.unwrap();
    assert_eq!(said(&office, case).await, "Bruno Esempio", "he never logged in, and the case is his");
    let firm = of_a_firm(&office).await;
    cases::set_titolari(ctx, &office.rup, &says(firm, &[BRUNO], &[BRUNO], LUCIA)).await.unwrap();
    assert_eq!(said(&office, firm).await, "Prova S.r.l.");
    office.world.named("Bruno", BRUNO).await;
    cases::set_titolari(ctx, &office.rup, &says(firm, &[LUCIA], &[BRUNO], "")).await.unwrap();
    assert_eq!(said(&office, firm).await, "", "who answers for a firm is not the firm");
}

#[tokio::test]
async fn a_case_that_passes_by_another_is_told_as_that_one_is() {
    let office = with_links().await;
    // Lists know the name that the other was filed with, and not only those who logged in.
    let case = succeeded(&office, &office.ada.clone(), "si").await;
    assert_eq!(said(&office, case).await, "Bruno Esempio");
}

#[tokio::test]
async fn cases_that_were_filed_before_lists_said_it_are_told_too() {
    let office = Office::new().await;
    let ctx = &office.world.ctx;
    let filed = filed_for_bruno(&office).await;
    let firm = of_a_firm(&office).await;
    let on_paper = cases::register_arrival(ctx, &office.clerk, &paper(), &[]).await.unwrap().unwrap();
    let passed = filed_for_bruno(&office).await;
    office.world.named("Lucia", LUCIA).await;
    cases::set_titolari(ctx, &office.rup, &says(passed, &[LUCIA], &[BRUNO], "")).await.unwrap();
    let nothing = Expr::value(None::<String>);
    rows::Entity::update_many()
        .col_expr(rows::Column::Whose, nothing.clone())
        .col_expr(rows::Column::Place, nothing)
        .filter(rows::Column::Phase.ne("draft"))
        .exec(ctx.db.writer())
        .await
        .unwrap();
    ctx.db.settled().await.unwrap();
    cases::order_anew(ctx).await.unwrap();
    office.world.work_off().await;
    for (case, told) in [
        (filed, "Bruno Esempio"),
        (firm, "Prova S.r.l."),
        (on_paper, "Lucia Esemplari – Via del Forno 8"),
        (passed, "Lucia Di Prova"),
    ] {
        assert_eq!(said(&office, case).await, told);
    }
}

#[tokio::test]
async fn what_came_on_paper_is_told_by_who_sent_it_and_where_or_else_by_what_it_is_about() {
    let world = TestWorld::new().await;
    let clerk = world.officer("Clara", StaffRole::Clerk).await;
    let elsewhere = Arriving { place: " ".into(), protocollo: "77/2026".into(), ..paper() };
    for arriving in [paper(), elsewhere] {
        cases::register_arrival(&world.ctx, &clerk, &arriving, &[]).await.unwrap().unwrap();
    }
    let inbox = office::inbox(&world.ctx, &clerk, Lang::It, &InboxQuery::default()).await.unwrap();
    let mut about: Vec<&str> = inbox.rows.iter().map(|row| row.about.as_str()).collect();
    about.sort_unstable();
    assert_eq!(about, ["Lucia Esemplari – Rifacimento del tetto", "Lucia Esemplari – Via del Forno 8"]);
}

#[tokio::test]
async fn a_draft_is_told_by_what_was_answered_so_far() {
    let office = Office::new().await;
    let ctx = &office.world.ctx;
    let draft = cases::start(ctx, &office.ada, "termini", &[]).await.unwrap();
    let said = async || cases::mine(ctx, &office.ada, Lang::It).await.unwrap().drafts[0].1.about.clone();
    assert_eq!(said().await, "");
    let answers = [
        ("vincolo", "no"),
        ("committente.nome", "Bruno"),
        ("committente.cognome", "Esempio"),
        ("committente.codice_fiscale", BRUNO),
    ];
    office.world.answer(&office.ada, draft, "domanda", &answers).await;
    assert_eq!(said().await, "Bruno Esempio");
}

#[tokio::test]
async fn whom_the_office_writes_down_is_known_by_name_too() {
    let office = Office::new().await;
    let ctx = &office.world.ctx;
    let case = filed_for_bruno(&office).await;
    cases::set_titolari(ctx, &office.rup, &says(case, &[LUCIA], &[BRUNO], "")).await.unwrap();
    assert_eq!(said(&office, case).await, "", "nobody knows yet who has this code");
    let theirs = Arriving { fiscal_code: LUCIA.to_owned(), ..paper() };
    cases::register_arrival(ctx, &office.clerk, &theirs, &[]).await.unwrap().unwrap();
    office.world.work_off().await;
    assert_eq!(said(&office, case).await, "Lucia Esemplari");
}
