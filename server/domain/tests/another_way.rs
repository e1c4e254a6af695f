//! What an applicant with the portal sends by certified mail or by letter, and the office writes down for them.

use contract::{Code, Lang, cases::PutRight, ids::CaseId};
use domain::{
    Error,
    cases::{self, Came, Fire},
};
use entity::messages::notices;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::terms::{Office, day};

/// An answer that came by certified mail on a day.
fn by_pec(case: CaseId, on: &str) -> Fire {
    Fire {
        text: Some("La pianta è nella PEC.".into()),
        came: Some(Came { on: day(on), evidence: "PEC del 24 marzo".into() }),
        ..Fire::new(case, "integra", 0)
    }
}

/// A case of the portal, filed on the 2nd of March 2026, that waits since the 14th for one answer.
async fn asked(office: &Office) -> CaseId {
    let case = office.filed("no").await;
    office.days(12).await;
    let request = Fire {
        text: Some("Servono le tavole.".into()),
        points: vec!["La pianta.".into()],
        ..Fire::new(case, "chiedi_integrazioni", 0)
    };
    office.fire_with(&office.rup, case, request).await.unwrap();
    office.reads(case).await;
    office.days(10).await;
    case
}

async fn news(office: &Office, case: CaseId) -> u64 {
    notices::Entity::find()
        .filter(notices::Column::CaseId.eq(case.0))
        .filter(notices::Column::Kind.eq("news"))
        .filter(notices::Column::PersonId.eq(office.ada.person.unwrap().0))
        .count(office.world.ctx.db.read())
        .await
        .unwrap()
}

#[tokio::test]
async fn what_came_by_certified_mail_counts_from_its_day_and_its_author_is_told() {
    let office = Office::new().await;
    let case = asked(&office).await;
    let offered = office.page(case).await.actions.into_iter().find(|action| action.event == "integra");
    assert!(offered.is_some_and(|action| action.stands_in && !action.dated));
    office.days(1).await;
    let told = news(&office, case).await;
    office.fire_with(&office.clerk, case, by_pec(case, "2026-03-24")).await.unwrap();
    assert_eq!(office.due(case, "decisione").await, "2026-05-23", "sixty days from the 24th");
    assert_eq!(
        news(&office, case).await,
        told + 1,
        "who did nothing in the portal reads that something was done"
    );
    let own = cases::own_page(&office.world.ctx, &office.ada, Lang::It, case).await.unwrap();
    let said: Vec<&str> = own.messages.iter().map(|message| message.body.as_str()).collect();
    let record = own.timeline.iter().find(|entry| entry.title == "Fatto integra").unwrap();
    assert_eq!((record.counts, record.automatic), (Some(day("2026-03-24")), false));
    assert!(said.contains(&"Arrivata il 24 marzo 2026: PEC del 24 marzo"), "{said:?}");
    office.holds(case).await;
}

#[tokio::test]
async fn nothing_is_written_down_for_who_has_the_portal_without_a_day_and_a_proof() {
    let office = Office::new().await;
    let case = asked(&office).await;
    let bare = office.fire(&office.clerk, case, "integra").await;
    assert!(matches!(bare, Err(Error::Refused(Code::CameMissing))), "{bare:?}");
    let came = Some(Came { on: day("2026-03-24"), evidence: " ".into() });
    let unproved = Fire { came, ..by_pec(case, "2026-03-24") };
    let unproved = office.fire_with(&office.clerk, case, unproved).await;
    assert!(matches!(unproved, Err(Error::Refused(Code::ProofMissing))), "{unproved:?}");
    let before = office.fire_with(&office.clerk, case, by_pec(case, "2026-03-13")).await;
    assert!(matches!(before, Err(Error::Refused(Code::DayWrong))), "before the request: {before:?}");
    assert_eq!(office.events(case, "integra").await, 0);
}

#[tokio::test]
async fn what_was_written_in_the_portal_and_not_sent_stays_with_its_author() {
    let office = Office::new().await;
    let case = asked(&office).await;
    let ctx = &office.world.ctx;
    let page = cases::reply_page(ctx, &office.ada, Lang::It, case).await.unwrap();
    let point = page.request.points[0].id;
    cases::save_reply(ctx, &office.ada, case, &[(point, "Una bozza.".into())]).await.unwrap();
    office.fire_with(&office.clerk, case, by_pec(case, "2026-03-24")).await.unwrap();
    let seen = office.page(case).await;
    assert!(seen.requests.iter().all(|request| !request.open && request.answered_at.is_none()));
    assert_eq!(seen.requests[0].points[0].answer, "", "the office reads what was sent to it");
    let own = cases::own_page(ctx, &office.ada, Lang::It, case).await.unwrap();
    assert_eq!(own.requests[0].points[0].answer, "Una bozza.", "nothing is lost");
    office.holds(case).await;
}

#[tokio::test]
async fn a_record_by_mistake_is_put_right_and_the_applicant_can_answer() {
    let office = Office::new().await;
    let case = asked(&office).await;
    office.fire_with(&office.clerk, case, by_pec(case, "2026-03-24")).await.unwrap();
    let ctx = &office.world.ctx;
    let page = cases::office_page(ctx, &office.head, Lang::It, case).await.unwrap();
    let asked = cases::Rectify {
        case,
        of: page.desk.unwrap().rectifiable[0].of,
        truly: None,
        reason: "Era la PEC di un'altra pratica.".into(),
        row_version: page.row_version,
    };
    cases::rectify(ctx, &office.head, &asked).await.unwrap();
    assert_eq!(office.due(case, "decisione").await, "interrupted");
    let told = office.page(case).await.timeline;
    let record = told.iter().find(|entry| entry.title == "Fatto integra").unwrap();
    assert_eq!(record.put_right, Some(PutRight::Never), "its history says so beside it");
    let request = told.iter().find(|entry| entry.title == "Fatto chiedi_integrazioni").unwrap();
    assert_eq!((request.put_right, request.counts, request.automatic), (None, None, false));
    office.fire(&office.ada, case, "integra").await.unwrap_err();
    let page = cases::reply_page(ctx, &office.ada, Lang::It, case).await.unwrap();
    assert!(page.request.open, "the request waits again");
    office.holds(case).await;
}

#[tokio::test]
async fn nobody_stands_in_for_themselves_or_from_another_office() {
    let office = Office::new().await;
    let case = asked(&office).await;
    let own = cases::fire(&office.world.ctx, &office.ada, &by_pec(case, "2026-03-24")).await;
    assert!(matches!(own, Err(Error::Refused(Code::DayWrong))), "no earlier day in the portal: {own:?}");
    let zoe = office.world.citizen("Zoe").await;
    let stranger = cases::fire(&office.world.ctx, &zoe, &by_pec(case, "2026-03-24")).await;
    assert!(matches!(stranger, Err(Error::NotFound(_))), "{stranger:?}");
}
