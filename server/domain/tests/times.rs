//! How long cases took: without the days in which they waited for their applicant, and as it stands after a mistake was
//! put right.

use contract::{
    Code, Lang,
    catalogue::{TookFigures, TookTimes},
    ids::CaseId,
};
use domain::{
    Error,
    cases::{self, Arriving, Rectify},
    catalogue, office,
};
use entity::{cases::case_times, office::jobs};
use jiff::civil::Date;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::terms::{Office, day};

/// Day of conclusion, days, days of the applicant.
async fn kept(office: &Office, case: CaseId) -> Option<(String, i32, i32)> {
    let row = case_times::Entity::find_by_id(case.0).one(office.world.ctx.db.read()).await.unwrap()?;
    Some((row.concluded_on, row.days, row.applicant_days))
}

async fn published(office: &Office) -> TookTimes {
    catalogue::service(&office.world.ctx, Lang::It, "termini").await.unwrap().took.unwrap()
}

/// Puts the newest event of these words right.
async fn rectify(office: &Office, case: CaseId, event: &str, truly: Option<Date>) -> Result<(), Error> {
    let page = cases::office_page(&office.world.ctx, &office.head, Lang::It, case).await.unwrap();
    let found =
        page.desk.unwrap().rectifiable.into_iter().find(|past| past.event.starts_with(event)).unwrap();
    let reason = "Errore.".to_owned();
    let asked = Rectify { case, of: found.of, truly, reason, row_version: page.row_version };
    cases::rectify(&office.world.ctx, &office.head, &asked).await
}

#[tokio::test]
async fn the_days_of_the_applicant_are_left_out_and_a_mistake_put_right_counts_anew() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    office.days(10).await;
    office.fire(&office.rup, case, "chiedi_integrazioni").await.unwrap();
    office.days(20).await;
    office.fire(&office.ada, case, "integra").await.unwrap();
    office.days(5).await;
    assert_eq!(kept(&office, case).await, None, "it is not over");
    office.fire(&office.head, case, "rilascia").await.unwrap();
    assert_eq!(kept(&office, case).await, Some(("2026-04-06".into(), 35, 20)));
    // What comes after the conclusion changes nothing.
    office.days(9).await;
    office.fire(&office.head, case, "proroga").await.unwrap();
    assert_eq!(kept(&office, case).await, Some(("2026-04-06".into(), 35, 20)));
    // The answer had come earlier, and the request had been filed the day before.
    rectify(&office, case, "Fatto integra", Some(day("2026-03-25"))).await.unwrap();
    assert_eq!(kept(&office, case).await, Some(("2026-04-06".into(), 35, 13)));
    rectify(&office, case, "Fatto invia", Some(day("2026-03-01"))).await.unwrap();
    assert_eq!(kept(&office, case).await, Some(("2026-04-06".into(), 36, 13)));
    rectify(&office, case, "Fatto proroga", None).await.unwrap();
    rectify(&office, case, "Fatto rilascia", None).await.unwrap();
    assert_eq!(kept(&office, case).await, None, "it was never concluded");
    office.holds(case).await;
}

#[tokio::test]
async fn averages_are_published_of_five_cases_and_of_the_last_twelve_months() {
    let office = Office::new().await;
    for days in [1, 2, 3, 6] {
        let case = office.filed("no").await;
        office.days(days).await;
        office.fire(&office.head, case, "rilascia").await.unwrap();
    }
    assert_eq!(published(&office).await.figures, None, "four people could be known by them");
    let case = office.filed("no").await;
    office.days(61).await;
    office.days(1).await;
    office.fire(&office.head, case, "attesta").await.unwrap();
    let took = published(&office).await;
    // 1, 2, 3, 6 and 62 days.
    let of = |took: TookTimes| took.figures.map(|of: TookFigures| (of.cases, of.mean.0, of.median.0));
    assert_eq!(of(took), Some((5, 148, 30)));
    assert_eq!((took.from, took.to), (day("2025-05-16"), day("2026-05-15")));
    let csv = catalogue::service_times_csv(&office.world.ctx, Lang::It).await.unwrap();
    assert!(csv.contains("termini,\"Prova dei termini\",2025-05-16,2026-05-15,5,14.8,3\r\n"), "{csv}");
    assert!(csv.contains(",2025-05-16,2026-05-15,,,\r\n"), "the others have no figures: {csv}");
    let shown = office::deadlines(&office.world.ctx, &office.clerk, Lang::It, None, false).await.unwrap();
    assert!(shown.took.iter().any(|service| service.slug == "termini" && service.took == took));
    // The first of them was concluded on 3 March 2026: a year later it counts no more.
    office.days(291).await;
    assert_eq!(of(published(&office).await), Some((5, 148, 30)), "2 March 2027 is the last day of its year");
    office.days(1).await;
    assert_eq!(published(&office).await.figures, None);
}

#[tokio::test]
async fn what_began_elsewhere_is_not_counted() {
    let office = Office::new().await;
    for channel in ["import", "paper"] {
        let typed = Arriving {
            procedure: "termini".into(),
            channel: channel.into(),
            day: "2025-03-10".into(),
            given_name: "Ugo".into(),
            family_name: "Bruni".into(),
            subject: "Prova".into(),
            office_number: format!("{channel}/1"),
            state: if channel == "import" { "istruttoria".into() } else { String::new() },
            ..Arriving::default()
        };
        let case =
            cases::register_arrival(&office.world.ctx, &office.clerk, &typed, &[]).await.unwrap().unwrap();
        office.world.work_off().await;
        let event = if channel == "import" { "rilascia" } else { "attesta" };
        office.fire(&office.head, case, event).await.unwrap();
        // What came on paper was filed here, on its own day.
        assert_eq!(kept(&office, case).await.is_some(), channel == "paper", "{channel}");
    }
}

#[tokio::test]
async fn cases_that_were_concluded_before_are_told_once() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    office.days(4).await;
    office.fire(&office.head, case, "nega").await.unwrap();
    let ctx = &office.world.ctx;
    case_times::Entity::delete_many().exec(ctx.db.writer()).await.unwrap();
    let (one, other) = tokio::join!(cases::order_anew(ctx), cases::order_anew(ctx));
    one.and(other).unwrap();
    let ordered = async || {
        let of = jobs::Entity::find().filter(jobs::Column::Kind.eq("tell_times"));
        of.count(ctx.db.read()).await.unwrap()
    };
    assert_eq!(ordered().await, 1, "of several instances one orders it");
    office.world.work_off().await;
    assert_eq!(kept(&office, case).await, Some(("2026-03-06".into(), 4, 0)));
    cases::order_anew(ctx).await.unwrap();
    assert_eq!(ordered().await, 1, "and nothing is ordered again");
}

#[tokio::test]
async fn a_conclusion_is_not_put_before_the_case() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    office.days(4).await;
    office.fire(&office.head, case, "nega").await.unwrap();
    let before = rectify(&office, case, "Fatto nega", Some(day("2026-03-01"))).await;
    assert!(matches!(before, Err(Error::Refused(Code::DayWrong))), "{before:?}");
    assert_eq!(kept(&office, case).await, Some(("2026-03-06".into(), 4, 0)), "nothing changed");
}
