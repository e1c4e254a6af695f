//! Days that answers said for terms, put right by the office: terms follow, answers stay.

use contract::{Code, Lang, cases::DayProof, ids::CaseId};
use domain::{
    Actor, Error,
    cases::{self, Rectify, RectifyDays},
};
use entity::{
    cases::{case_answers, case_events},
    messages::notices,
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};

use crate::terms::{Office, day};

/// A case filed on 2 March 2026 and granted on that day; its works were declared to end on 1 February.
pub(crate) async fn granted(office: &Office) -> CaseId {
    let case = cases::start(&office.world.ctx, &office.ada, "termini", &[]).await.unwrap();
    let answers = [
        ("vincolo", "no"),
        ("fine_lavori.giorno", "1"),
        ("fine_lavori.mese", "2"),
        ("fine_lavori.anno", "2026"),
    ];
    office.world.answer(&office.ada, case, "domanda", &answers).await;
    cases::submit(&office.world.ctx, &office.ada, case).await.unwrap();
    office.fire(&office.head, case, "rilascia").await.unwrap();
    case
}

/// The event that says days, as the office's page of the case has it.
async fn event(office: &Office, case: CaseId) -> contract::cases::SaidDays {
    let page = cases::office_page(&office.world.ctx, &office.head, Lang::It, case).await.unwrap();
    page.desk.unwrap().said.into_iter().next().unwrap()
}

async fn put_right(
    office: &Office,
    by: &Actor,
    case: CaseId,
    days: &[(&str, &str)],
    reason: &str,
) -> Result<(), Error> {
    let of = event(office, case).await.of;
    let days = days.iter().map(|(name, on)| ((*name).to_owned(), day(on))).collect();
    let row_version = office.page(case).await.row_version;
    let asked = RectifyDays { case, of, days, reason: reason.into(), row_version };
    let done = cases::rectify_days(&office.world.ctx, by, &asked).await;
    office.world.work_off().await;
    done
}

async fn answers(office: &Office, case: CaseId) -> Vec<case_answers::Model> {
    let own = case_answers::Entity::find().filter(case_answers::Column::CaseId.eq(case.0));
    own.order_by_asc(case_answers::Column::Step).all(office.world.ctx.db.read()).await.unwrap()
}

#[tokio::test]
async fn a_day_that_an_answer_said_is_put_right_and_the_answer_stays() {
    let office = Office::new().await;
    let case = granted(&office).await;
    assert_eq!(office.due(case, "saldo").await, "2026-04-02", "sixty days from 1 February");
    let said = event(&office, case).await;
    assert_eq!(said.days, [("fine_lavori".to_owned(), "Fine lavori".to_owned(), day("2026-02-01"))]);
    assert!(office.page(case).await.desk.unwrap().said.is_empty(), "not for clerks");
    let (before, told) = (answers(&office, case).await, news(&office).await);
    put_right(&office, &office.head, case, &[("fine_lavori", "2026-02-11")], "Il verbale dice l'11.")
        .await
        .unwrap();
    assert_eq!(office.due(case, "saldo").await, "2026-04-12");
    assert_eq!(event(&office, case).await.days[0].2, day("2026-02-11"), "the form shows what stands");
    assert_eq!(answers(&office, case).await, before);
    // A day to come is one too: works may be declared to end later.
    put_right(&office, &office.head, case, &[("fine_lavori", "2026-06-01")], "Finiranno a giugno.")
        .await
        .unwrap();
    assert_eq!(office.due(case, "saldo").await, "2026-07-31", "the last word holds");
    let page = office.page(case).await;
    let term = page.terms.iter().find(|term| term.id == "saldo").unwrap();
    assert_eq!(term.lines[0].proof, DayProof::Rectified);
    office.holds(case).await;
    let row = case_events::Entity::find()
        .filter(case_events::Column::CaseId.eq(case.0))
        .order_by_desc(case_events::Column::Seq)
        .one(office.world.ctx.db.read())
        .await
        .unwrap()
        .unwrap();
    assert_eq!((row.event.as_str(), row.author_id), ("@rectified", office.head.person.unwrap().0));
    assert!(row.payload.starts_with(r#"{"days":[["fine_lavori","2026-06-01"]],"of":"#), "{}", row.payload);
    assert!(!row.payload.contains("giugno"), "the reason can be erased: the journal has its hash");
    assert_eq!(news(&office).await, told + 2, "the applicant is told each time");
    let own = cases::own_page(&office.world.ctx, &office.ada, Lang::It, case).await.unwrap();
    assert!(own.messages.iter().any(|message| message.body == "Finiranno a giugno."));
    assert_eq!(
        own.timeline.iter().filter(|entry| entry.act == Some(contract::cases::Act::Rectified)).count(),
        2
    );
}

async fn news(office: &Office) -> u64 {
    notices::Entity::find().count(office.world.ctx.db.read()).await.unwrap()
}

#[tokio::test]
async fn what_cannot_be_is_refused_and_changes_nothing() {
    let office = Office::new().await;
    let case = granted(&office).await;
    let before = office.page(case).await;
    for (days, reason, expected) in [
        (&[("fine_lavori", "2026-02-01")][..], "Errore.", Code::DaysUnchanged),
        (&[], "Errore.", Code::DaysUnchanged),
        (&[("fine_lavori", "2026-02-11")], "  ", Code::TextMissing),
    ] {
        let refused = put_right(&office, &office.head, case, days, reason).await;
        assert!(matches!(&refused, Err(Error::Refused(code)) if *code == expected), "{days:?}: {refused:?}");
    }
    let unknown = put_right(&office, &office.head, case, &[("vincolo", "2026-02-11")], "Errore.").await;
    assert!(matches!(unknown, Err(Error::NotFound(_))), "no day was said so: {unknown:?}");
    // The decision was the head's: neither the clerk nor the RUP undo anything of it.
    for by in [&office.clerk, &office.rup] {
        let refused = put_right(&office, by, case, &[("fine_lavori", "2026-02-11")], "Errore.").await;
        assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
    }
    let own = put_right(&office, &office.ada, case, &[("fine_lavori", "2026-02-11")], "Errore.").await;
    assert!(matches!(own, Err(Error::NotFound(_))), "the office's page is not the applicant's: {own:?}");
    assert_eq!(office.page(case).await.terms, before.terms);
    // What did not happen said nothing.
    let of = event(&office, case).await.of;
    let undo = |row_version| Rectify { case, of, truly: None, reason: "Mai deciso.".into(), row_version };
    cases::rectify(&office.world.ctx, &office.head, &undo(before.row_version)).await.unwrap();
    let page = cases::office_page(&office.world.ctx, &office.head, Lang::It, case).await.unwrap();
    assert!(page.desk.unwrap().said.is_empty());
    let asked = RectifyDays {
        case,
        of,
        days: vec![("fine_lavori".into(), day("2026-02-11"))],
        reason: "Errore.".into(),
        row_version: page.row_version,
    };
    let refused = cases::rectify_days(&office.world.ctx, &office.head, &asked).await;
    assert!(matches!(refused, Err(Error::Conflict(Code::CannotRectify))), "{refused:?}");
    let stale = RectifyDays { row_version: page.row_version - 1, ..asked };
    let stale = cases::rectify_days(&office.world.ctx, &office.head, &stale).await;
    assert!(matches!(stale, Err(Error::Conflict(Code::StaleSave))), "{stale:?}");
    office.holds(case).await;
}

#[tokio::test]
async fn days_and_the_day_of_the_event_are_put_right_one_beside_the_other() {
    let office = Office::new().await;
    let case = granted(&office).await;
    office.days(3).await;
    put_right(&office, &office.head, case, &[("fine_lavori", "2026-02-11")], "Il verbale.").await.unwrap();
    let of = event(&office, case).await.of;
    let row_version = office.page(case).await.row_version;
    let moved = Rectify { case, of, truly: Some(day("2026-03-04")), reason: "Errore.".into(), row_version };
    cases::rectify(&office.world.ctx, &office.head, &moved).await.unwrap();
    assert_eq!(office.due(case, "saldo").await, "2026-04-12", "the declared day stands");
    assert_eq!(office.due(case, "inizio_lavori").await, "2027-03-04", "and so does the day of the event");
    assert_eq!(event(&office, case).await.on, day("2026-03-04"));
    office.holds(case).await;
}
