//! What the office reads of terms over many cases: the calendar, the inbox.

use contract::{Lang, cases::Binds, office::DeadlineRow};
use domain::{
    Error,
    cases::{self, Fire},
    office,
};

use entity::office::audit;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::terms::{Office, day};

/// The looks at the calendar that were written down.
async fn looks(office: &Office) -> u64 {
    let looks = audit::Entity::find().filter(audit::Column::Action.eq("deadlines.read"));
    looks.count(office.world.ctx.db.read()).await.unwrap()
}

#[tokio::test]
async fn what_is_long_over_and_still_open_comes_last_in_the_calendar() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    let shown =
        async || office::deadlines(&office.world.ctx, &office.rup, Lang::It, None, false).await.unwrap();
    office.days(60).await;
    let near = shown().await;
    assert_eq!(looks(&office).await, 1, "it shows whose the cases are");
    let over = |rows: &[DeadlineRow]| rows.iter().any(|row| row.term == "Termine richiesta");
    assert!(over(&near.rows) && near.late.is_empty(), "thirty days after its end: {near:?}");
    office.days(1).await;
    let later = shown().await;
    assert!(!over(&later.rows) && over(&later.late), "{later:?}");
    office.fire(&office.head, case, "nega").await.unwrap();
    assert!(shown().await.late.is_empty(), "nobody waits any more");
}

#[tokio::test]
async fn what_the_office_still_has_to_do_after_the_end_of_its_term_is_not_forgotten() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    let shown = async |binds| {
        let shown = office::deadlines(&office.world.ctx, &office.rup, Lang::It, binds, false).await.unwrap();
        shown.overdue.iter().map(|row| (row.term.clone(), row.earliest)).collect::<Vec<_>>()
    };
    office.days(59).await;
    assert_eq!(shown(None).await, [], "the term runs");
    office.days(10).await;
    office.world.work_off().await;
    let since = [("Termine decisione".to_owned(), day("2026-05-01"))];
    assert_eq!(shown(None).await, since, "the silence is to be attested");
    assert_eq!(shown(Some(Binds::Office)).await, since);
    assert_eq!(shown(Some(Binds::Applicant)).await, [], "it is the office's to do");
    office.fire(&office.head, case, "attesta").await.unwrap();
    assert_eq!(shown(None).await, []);
}

#[tokio::test]
async fn the_inbox_says_the_last_day_that_the_applicant_reads() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    let ask = Fire {
        text: Some("Servono le tavole.".into()),
        points: vec!["La pianta.".into()],
        due: Some(day("2026-03-13")),
        ..Fire::new(case, "chiedi_integrazioni", 0)
    };
    office.fire_with(&office.rup, case, ask).await.unwrap();
    let due = async || {
        let query = office::InboxQuery::default();
        let rows = office::inbox(&office.world.ctx, &office.rup, Lang::It, &query).await.unwrap().rows;
        rows[0].due.map(|at| at.day().to_string())
    };
    assert_eq!(due().await.as_deref(), Some("2026-03-13"), "the day that was set");
    office.days(9).await;
    office.reads(case).await;
    assert_eq!(due().await.as_deref(), Some("2026-03-21"), "ten days are left from the receipt on the 11th");
    let own = cases::own_page(&office.world.ctx, &office.ada, Lang::It, case).await.unwrap();
    assert_eq!(own.requests[0].due.map(|at| at.day().to_string()), due().await);
}

#[tokio::test]
async fn the_office_has_a_calendar_and_is_warned_once_a_morning() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    office
        .fire_with(
            &office.rup,
            case,
            Fire { bodies: vec!["asl".into()], ..Fire::new(case, "chiedi_parere", 0) },
        )
        .await
        .unwrap();
    let list = async |binds, mine| {
        office::deadlines(&office.world.ctx, &office.rup, Lang::It, binds, mine).await.unwrap().rows
    };
    let terms: Vec<String> = list(None, false).await.into_iter().map(|row| row.term).collect();
    assert_eq!(terms, ["Termine parere", "Termine richiesta", "Termine decisione"], "the first to end first");
    assert_eq!(list(Some(Binds::Body), false).await.len(), 1);
    assert!(list(None, true).await.is_empty(), "nobody has it in charge");
    let stranger = office::deadlines(&office.world.ctx, &office.ada, Lang::It, None, false).await;
    assert!(matches!(stranger, Err(Error::Forbidden)));
    let told = async || cases::warn_of_terms(&office.world.ctx).await.unwrap();
    assert_eq!(told().await, 0, "the terms have just begun");
    office.days(15).await;
    assert_eq!(told().await, 1, "half of thirty days: who leads the office is told");
    assert_eq!(told().await, 0, "once");
    office.days(15).await;
    assert_eq!(told().await, 1, "the last day of one and half of the other: one message");
    assert_eq!(told().await, 0);
}
