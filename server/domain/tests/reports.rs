//! Reports: sent once by anybody, read and answered by the office in charge, erased when their time is over.

use contract::{
    Code, Lang,
    identity::StaffRole,
    ids::{ReportId, RequestId},
    people::Email,
    reports::{Band, NewReport, ReportKind, ReportState, Weekday},
};
use domain::{
    Actor, Error,
    reports::{self, Answer, ReportQuery},
};
use entity::reports::reports as rows;
use sea_orm::{EntityTrait, PaginatorTrait};
use testkit::TestWorld;

fn stranger(world: &TestWorld) -> Actor {
    Actor::stranger(RequestId(world.ctx.ids.next()))
}

fn report(world: &TestWorld, email: &str, office: Option<&str>) -> NewReport {
    NewReport {
        id: ReportId(world.ctx.ids.next()),
        kind: ReportKind::Appointment,
        lang: Lang::It,
        office: office.map(str::to_owned),
        service: Some("cila".to_owned()),
        name: "Ada Neri".to_owned(),
        email: Email::parse(email).unwrap(),
        phone: None,
        place: Some("Via Roma 1".to_owned()),
        text: "Vorrei un appuntamento.".to_owned(),
        days: vec![Weekday::Monday],
        band: Some(Band::Morning),
    }
}

async fn row(world: &TestWorld, id: ReportId) -> rows::Model {
    rows::Entity::find_by_id(id.0).one(world.ctx.db.read()).await.unwrap().unwrap()
}

#[tokio::test]
async fn the_same_form_sent_twice_is_one_report_and_numbers_have_no_gap() {
    let world = TestWorld::new().await;
    let who = stranger(&world);
    let first = report(&world, "ada@example.it", None);
    let send = || reports::send(&world.ctx, &who, &first);
    let (a, b) = tokio::join!(send(), send());
    assert_eq!((a.unwrap(), b.unwrap()), (first.id, first.id));
    let second = report(&world, "bea@example.it", Some("ufficio-tecnico"));
    reports::send(&world.ctx, &who, &second).await.unwrap();
    assert_eq!(rows::Entity::find().count(world.ctx.db.read()).await.unwrap(), 2);
    let (first, second) = (row(&world, first.id).await, row(&world, second.id).await);
    assert_eq!((first.number.as_str(), second.number.as_str()), ("SG-2026-000001", "SG-2026-000002"));
    assert_eq!(
        (first.office.as_str(), second.office.as_str()),
        ("urp", "ufficio-tecnico"),
        "the front desk first"
    );
}

#[tokio::test]
async fn nobody_sends_more_in_an_hour_than_people_write() {
    let world = TestWorld::new().await;
    let who = stranger(&world);
    for _ in 0..5 {
        reports::send(&world.ctx, &who, &report(&world, "ada@example.it", None)).await.unwrap();
    }
    let refused = reports::send(&world.ctx, &who, &report(&world, "ada@example.it", None)).await;
    assert!(matches!(refused, Err(Error::Refused(Code::TooManyReports))));
    reports::send(&world.ctx, &who, &report(&world, "bea@example.it", None)).await.unwrap();
    let ada = world.citizen("Ada").await;
    reports::send(&world.ctx, &ada, &report(&world, "ada@example.it", None)).await.unwrap();
    world.clock.advance_ms(61 * 60_000);
    reports::send(&world.ctx, &who, &report(&world, "ada@example.it", None)).await.unwrap();
}

#[tokio::test]
async fn only_the_office_in_charge_reads_and_looks_are_written_down() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let sent = report(&world, "ada@example.it", Some("ufficio-tecnico"));
    reports::send(&world.ctx, &ada, &sent).await.unwrap();
    let clerk = world.officer("Clara", StaffRole::Clerk).await;
    let other = world.person("Tina", &[("tributi", StaffRole::Clerk)]).await;
    let administrator = world.person("Anna", &[("ced", StaffRole::Administrator)]).await;
    let list = reports::list(&world.ctx, &clerk, &ReportQuery::default()).await.unwrap();
    assert_eq!(list.rows.iter().map(|row| row.id).collect::<Vec<_>>(), [sent.id]);
    let view = reports::show(&world.ctx, &clerk, Lang::It, sent.id).await.unwrap();
    assert_eq!(
        (view.office.as_str(), view.days, view.band),
        ("Ufficio tecnico", vec![Weekday::Monday], Some(Band::Morning))
    );
    assert!(reports::list(&world.ctx, &other, &ReportQuery::default()).await.unwrap().rows.is_empty());
    for who in [&administrator, &ada, &stranger(&world)] {
        assert!(matches!(
            reports::list(&world.ctx, who, &ReportQuery::default()).await,
            Err(Error::Forbidden)
        ));
    }
    for who in [&other, &administrator, &ada] {
        let shown = reports::show(&world.ctx, who, Lang::It, sent.id).await;
        assert!(matches!(shown, Err(Error::NotFound(_))));
        assert!(matches!(reports::erase(&world.ctx, who, sent.id).await, Err(Error::NotFound(_))));
        let said = Answer { report: sent.id, text: "No.".to_owned(), close: false, row_version: 1 };
        assert!(matches!(reports::answer(&world.ctx, who, &said).await, Err(Error::NotFound(_))));
    }
    let denied = crate::audit::denied(&world).await;
    assert_eq!(denied.len(), 9, "{denied:?}");
    assert!(denied.contains(&("report.read".to_owned(), format!("report:{}", sent.id))));
}

#[tokio::test]
async fn an_answer_is_for_who_sent_it_and_a_stale_one_changes_nothing() {
    let world = TestWorld::new().await;
    let (ada, bea) = (world.citizen("Ada").await, world.citizen("Bea").await);
    let clerk = world.officer("Clara", StaffRole::Clerk).await;
    let sent = report(&world, "ada@example.it", Some("ufficio-tecnico"));
    reports::send(&world.ctx, &ada, &sent).await.unwrap();
    let say = |text: &str, close, row_version| Answer {
        report: sent.id,
        text: text.to_owned(),
        close,
        row_version,
    };
    let answer = |what: Answer| {
        let (ctx, clerk) = (&world.ctx, &clerk);
        async move { reports::answer(ctx, clerk, &what).await }
    };
    assert!(matches!(answer(say(" ", false, 1)).await, Err(Error::Refused(Code::TextMissing))));
    let long = "a".repeat(4_001);
    assert!(matches!(answer(say(&long, false, 1)).await, Err(Error::Refused(Code::TextTooLong))));
    answer(say("Lunedì alle 9.", false, 1)).await.unwrap();
    assert!(matches!(answer(say("Martedì.", false, 1)).await, Err(Error::Conflict(Code::StaleSave))));
    let own = reports::receipt(&world.ctx, &ada, sent.id).await.unwrap();
    assert_eq!((own.state, own.answer.as_deref()), (ReportState::Answered, Some("Lunedì alle 9.")));
    for who in [&bea, &stranger(&world)] {
        assert_eq!(reports::receipt(&world.ctx, who, sent.id).await.unwrap().answer, None);
    }
    answer(say("", true, 2)).await.unwrap();
    let closed = row(&world, sent.id).await;
    assert_eq!((closed.state.as_str(), closed.answer.as_deref()), ("closed", Some("Lunedì alle 9.")));
    assert!(matches!(answer(say("Ancora.", false, 3)).await, Err(Error::Refused(Code::EventNotPossible))));
    assert_eq!(reports::mine(&world.ctx, &ada).await.unwrap().len(), 1);
    assert!(reports::mine(&world.ctx, &bea).await.unwrap().is_empty());
}

#[tokio::test]
async fn erasing_leaves_nothing_of_the_person() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let clerk = world.officer("Clara", StaffRole::Clerk).await;
    let sent = report(&world, "ada@example.it", Some("ufficio-tecnico"));
    reports::send(&world.ctx, &ada, &sent).await.unwrap();
    let before = row(&world, sent.id).await;
    reports::erase(&world.ctx, &clerk, sent.id).await.unwrap();
    reports::erase(&world.ctx, &clerk, sent.id).await.unwrap();
    // Every column is named here: a new one must be thought about.
    let rows::Model {
        id,
        number,
        kind,
        state,
        office,
        service,
        person_id,
        name,
        email,
        phone,
        place,
        body,
        days,
        band,
        lang,
        received_at,
        answer,
        answered_by,
        answered_at,
        erased_at,
        row_version,
    } = row(&world, sent.id).await;
    assert_eq!((id, number, kind), (before.id, before.number, before.kind));
    assert_eq!(
        (office, service, lang, received_at),
        (before.office, before.service, before.lang, before.received_at)
    );
    assert_eq!((state.as_str(), row_version), ("closed", 2));
    assert_eq!(
        (person_id, phone, place, answer, answered_by, answered_at),
        (None, None, None, None, None, None)
    );
    assert_eq!((name.as_str(), email.as_str(), body.as_str()), ("", "", ""));
    assert_eq!((days, band), (before.days, before.band));
    assert!(erased_at.is_some());
}

#[tokio::test]
async fn a_closed_report_is_erased_after_its_months_and_not_a_day_before() {
    let world = TestWorld::new().await;
    let clerk = world.officer("Clara", StaffRole::Clerk).await;
    let (closed, open) = (
        report(&world, "ada@example.it", Some("ufficio-tecnico")),
        report(&world, "bea@example.it", Some("ufficio-tecnico")),
    );
    for sent in [&closed, &open] {
        reports::send(&world.ctx, &stranger(&world), sent).await.unwrap();
    }
    let end = Answer { report: closed.id, text: "Fatto.".to_owned(), close: true, row_version: 1 };
    reports::answer(&world.ctx, &clerk, &end).await.unwrap();
    world.clock.advance_days(364);
    assert_eq!(reports::erase_old(&world.ctx).await.unwrap(), 0);
    world.clock.advance_days(2);
    assert_eq!(reports::erase_old(&world.ctx).await.unwrap(), 1);
    assert_eq!(reports::erase_old(&world.ctx).await.unwrap(), 0);
    assert_eq!(
        (row(&world, closed.id).await.name, row(&world, open.id).await.name),
        (String::new(), "Ada Neri".to_owned())
    );
}

#[tokio::test]
async fn the_list_goes_on_from_page_to_page_and_is_narrowed() {
    let world = TestWorld::new().await;
    let clerk = world.officer("Clara", StaffRole::Clerk).await;
    for number in 0..28 {
        let sent = report(&world, &format!("p{number}@example.it"), Some("ufficio-tecnico"));
        let kind = if number == 0 { ReportKind::Fault } else { ReportKind::Appointment };
        reports::send(&world.ctx, &stranger(&world), &NewReport { kind, ..sent }).await.unwrap();
    }
    let first = reports::list(&world.ctx, &clerk, &ReportQuery::default()).await.unwrap();
    assert_eq!(first.rows.len(), 25);
    let after = ReportQuery { after: first.next, ..ReportQuery::default() };
    let second = reports::list(&world.ctx, &clerk, &after).await.unwrap();
    assert_eq!((second.rows.len(), second.next), (3, None));
    let faults = ReportQuery { kind: Some(ReportKind::Fault), ..ReportQuery::default() };
    assert_eq!(reports::list(&world.ctx, &clerk, &faults).await.unwrap().rows.len(), 1);
    let closed = ReportQuery { state: Some(ReportState::Closed), ..ReportQuery::default() };
    assert!(reports::list(&world.ctx, &clerk, &closed).await.unwrap().rows.is_empty());
    let forged = ReportQuery { after: Some("x'; --".to_owned()), ..ReportQuery::default() };
    assert_eq!(reports::list(&world.ctx, &clerk, &forged).await.unwrap().rows.len(), 25);
}
