//! The office's desk: what is asked point by point, who works on a case, messages both ways, and search.

use contract::{
    Code, Lang,
    cases::{CasePage, Phase},
    documents::UploadStart,
    identity::StaffRole,
    ids::{CaseId, PersonId, PointId},
    office::Charge,
};
use domain::{
    Actor, Error,
    cases::{self, Fire},
    documents::{self, Given},
    office::{self, InboxQuery},
};
use testkit::TestWorld;

use crate::documents::put_part;

async fn office_page(world: &TestWorld, by: &Actor, case: CaseId) -> CasePage {
    cases::office_page(&world.ctx, by, Lang::It, case).await.unwrap()
}

async fn fire(world: &TestWorld, by: &Actor, version: i64, fire: Fire) -> domain::Result<()> {
    cases::fire(&world.ctx, by, &Fire { row_version: version, ..fire }).await
}

fn event(case: CaseId, event: &str) -> Fire {
    Fire::new(case, event, 0)
}

/// A case in which a clerk has asked two points.
async fn asked(world: &TestWorld, owner: &Actor, clerk: &Actor) -> CaseId {
    let case = world.filed(owner).await;
    let version = office_page(world, clerk, case).await.row_version;
    fire(world, clerk, version, event(case, "prendi_in_carico")).await.unwrap();
    let request = Fire {
        text: Some("Servono chiarimenti.".into()),
        points: vec!["La quota del vano.".into(), "  ".into(), "La pianta corretta.".into()],
        due: world.ctx.clock.now().day().tomorrow().ok(),
        ..event(case, "chiedi_chiarimenti")
    };
    let version = office_page(world, clerk, case).await.row_version;
    fire(world, clerk, version, request).await.unwrap();
    case
}

async fn points(world: &TestWorld, owner: &Actor, case: CaseId) -> Vec<PointId> {
    let page = cases::reply_page(&world.ctx, owner, Lang::It, case).await.unwrap();
    page.request.points.iter().map(|point| point.id).collect()
}

async fn send(world: &TestWorld, owner: &Actor, case: CaseId) -> domain::Result<()> {
    let version = cases::own_page(&world.ctx, owner, Lang::It, case).await.unwrap().row_version;
    fire(world, owner, version, event(case, "rispondi")).await
}

#[tokio::test]
async fn every_point_is_answered_beside_it_by_words_or_files() {
    let world = TestWorld::new().await;
    let (ada, clerk) = (world.citizen("Ada").await, world.officer("Clara", StaffRole::Clerk).await);
    let case = asked(&world, &ada, &clerk).await;
    let page = cases::own_page(&world.ctx, &ada, Lang::It, case).await.unwrap();
    assert_eq!(page.requests[0].points.len(), 2, "a blank line is no point");
    assert!(page.requests[0].open && page.requests[0].due.is_some());
    let points = points(&world, &ada, case).await;
    assert!(matches!(send(&world, &ada, case).await, Err(Error::Refused(Code::PointsUnanswered))));
    cases::save_reply(&world.ctx, &ada, case, &[(points[0], " 2,70 m ".into())]).await.unwrap();
    assert!(matches!(send(&world, &ada, case).await, Err(Error::Refused(Code::PointsUnanswered))));
    // Nothing that was not sent is the office's to read.
    let seen = office_page(&world, &clerk, case).await;
    assert_eq!(seen.requests[0].points[0].answer, "");
    let file = testkit::pdf("pianta corretta");
    let size = file.as_file().metadata().unwrap().len();
    let given = Given { case, slot: "", name: "pianta.pdf", file: file.path(), size };
    cases::give_with_reply(&world.ctx, &ada, &given, points[1]).await.unwrap();
    assert!(matches!(send(&world, &ada, case).await, Err(Error::Refused(Code::StillChecking))));
    world.work_off().await;
    let before = seen.desk.unwrap().heard;
    send(&world, &ada, case).await.unwrap();
    let unseen = cases::mark_read(&world.ctx, &clerk, case, before).await;
    assert!(
        matches!(unseen, Err(Error::Refused(Code::WroteAgain))),
        "answers to points are no message: {unseen:?}"
    );
    let seen = office_page(&world, &clerk, case).await;
    assert!(seen.desk.as_ref().unwrap().to_read);
    assert_eq!(seen.phase, Phase::InReview);
    assert_eq!(seen.requests[0].points[0].answer, "2,70 m");
    assert_eq!(seen.requests[0].points[1].files[0].name, "pianta.pdf");
    assert!(seen.requests[0].answered_at.is_some() && !seen.requests[0].open);
    assert!(seen.documents.iter().all(|file| file.name != "pianta.pdf"), "it stands beside its point");
    assert!(cases::verify_case(&world.ctx, case).await.unwrap().holds());
}

#[tokio::test]
async fn a_file_of_an_answer_comes_in_parts_while_the_office_waits_for_it_and_becomes_one_document() {
    let world = TestWorld::new().await;
    let (ada, clerk) = (world.citizen("Ada").await, world.officer("Clara", StaffRole::Clerk).await);
    let bea = world.citizen("Bea").await;
    let case = asked(&world, &ada, &clerk).await;
    let points = points(&world, &ada, case).await;
    let start =
        UploadStart { slot: String::new(), point: Some(points[1]), name: "pianta.pdf".into(), size: 11 };
    for stranger in [&bea, &clerk] {
        let refused = documents::begin_upload(&world.ctx, stranger, case, &start).await;
        assert!(matches!(refused, Err(Error::NotFound(_))), "{refused:?}");
    }
    let empty = UploadStart { size: 0, ..start.clone() };
    let refused = documents::begin_upload(&world.ctx, &ada, case, &empty).await;
    assert!(matches!(refused, Err(Error::Refused(Code::FileEmpty))), "{refused:?}");
    let of_draft = UploadStart { slot: "relazione".into(), point: None, ..start.clone() };
    let refused = documents::begin_upload(&world.ctx, &ada, case, &of_draft).await;
    assert!(matches!(refused, Err(Error::Conflict(_))), "the documents of a filed case are what they are");
    let begin = async || documents::begin_upload(&world.ctx, &ada, case, &start).await.unwrap().upload;
    let (first, late) = (begin().await, begin().await);
    put_part(&world, &ada, case, first, b"hello parts").await;
    put_part(&world, &ada, case, late, b"hello again").await;
    let finish = || documents::finish_upload(&world.ctx, &ada, case, first);
    let (once, twice) = tokio::join!(finish(), finish());
    assert_eq!(once.unwrap(), twice.unwrap(), "at once, and again");
    assert!(finish().await.is_ok());
    world.work_off().await;
    cases::save_reply(&world.ctx, &ada, case, &[(points[0], "Una.".into())]).await.unwrap();
    send(&world, &ada, case).await.unwrap();
    let seen = office_page(&world, &clerk, case).await;
    let files: Vec<&str> = seen.requests[0].points[1].files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(files, ["pianta.pdf"]);
    let refused = documents::finish_upload(&world.ctx, &ada, case, late).await;
    assert!(
        matches!(refused, Err(Error::Conflict(Code::EventNotPossible))),
        "the answer was sent without it"
    );
}

#[tokio::test]
async fn what_was_sent_is_not_changed_and_nobody_else_answers() {
    let world = TestWorld::new().await;
    let (ada, clerk) = (world.citizen("Ada").await, world.officer("Clara", StaffRole::Clerk).await);
    let bea = world.citizen("Bea").await;
    let case = asked(&world, &ada, &clerk).await;
    let points = points(&world, &ada, case).await;
    let answers = [(points[0], "Una.".to_owned()), (points[1], "Due.".to_owned())];
    for stranger in [&bea, &clerk] {
        let refused = cases::save_reply(&world.ctx, stranger, case, &answers).await;
        assert!(matches!(refused, Err(Error::NotFound(_))));
        let refused = cases::reply_page(&world.ctx, stranger, Lang::It, case).await;
        assert!(matches!(refused, Err(Error::NotFound(_))));
    }
    cases::save_reply(&world.ctx, &ada, case, &answers).await.unwrap();
    send(&world, &ada, case).await.unwrap();
    let late = cases::save_reply(&world.ctx, &ada, case, &answers).await;
    assert!(matches!(late, Err(Error::Conflict(Code::EventNotPossible))));
    let file = testkit::pdf("tardi");
    let size = file.as_file().metadata().unwrap().len();
    let given = Given { case, slot: "", name: "tardi.pdf", file: file.path(), size };
    let late = cases::give_with_reply(&world.ctx, &ada, &given, points[0]).await;
    assert!(matches!(late, Err(Error::Conflict(Code::EventNotPossible))));
}

#[tokio::test]
async fn a_request_that_cannot_be_is_refused() {
    let world = TestWorld::new().await;
    let (ada, clerk) = (world.citizen("Ada").await, world.officer("Clara", StaffRole::Clerk).await);
    let case = world.filed(&ada).await;
    let version = office_page(&world, &clerk, case).await.row_version;
    fire(&world, &clerk, version, event(case, "prendi_in_carico")).await.unwrap();
    let today = world.ctx.clock.now().day();
    let request = Fire { text: Some("Servono chiarimenti.".into()), ..event(case, "chiedi_chiarimenti") };
    let version = office_page(&world, &clerk, case).await.row_version;
    for (wrong, code) in [
        (Fire { points: vec!["uno".into(); 4], ..request.clone() }, Code::TooManyPoints),
        (Fire { points: vec!["a".repeat(101)], ..request.clone() }, Code::PointTooLong),
        (Fire { due: Some(today), ..request.clone() }, Code::DueInThePast),
    ] {
        let refused = fire(&world, &clerk, version, wrong).await;
        assert!(matches!(refused, Err(Error::Refused(why)) if why == code), "{code:?}");
    }
    // Without points the letter itself is the answer: it says something.
    fire(&world, &clerk, version, request).await.unwrap();
    assert!(matches!(send(&world, &ada, case).await, Err(Error::Refused(Code::TextMissing))));
}

#[tokio::test]
async fn a_dirigente_names_the_rup_and_the_applicant_reads_who_it_is() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let (clerk, rup) =
        (world.officer("Clara", StaffRole::Clerk).await, world.officer("Rino", StaffRole::Rup).await);
    let head = world.officer("Dora", StaffRole::Dirigente).await;
    let case = world.filed(&ada).await;
    let of = |actor: &Actor| actor.person.unwrap();
    for who in [&clerk, &rup] {
        let refused = cases::name_rup(&world.ctx, who, case, of(&rup)).await;
        assert!(matches!(refused, Err(Error::Forbidden)));
    }
    let refused = cases::name_rup(&world.ctx, &ada, case, of(&rup)).await;
    assert!(matches!(refused, Err(Error::NotFound(_))));
    let refused = cases::name_rup(&world.ctx, &head, case, of(&clerk)).await;
    assert!(matches!(refused, Err(Error::Refused(Code::NotAColleague))), "a clerk leads no case");
    cases::name_rup(&world.ctx, &head, case, of(&rup)).await.unwrap();
    cases::assign(&world.ctx, &clerk, case, of(&clerk)).await.unwrap();
    let own = cases::own_page(&world.ctx, &ada, Lang::It, case).await.unwrap();
    assert_eq!(own.rup.as_deref(), Some("Rino Di Prova"));
    assert!(own.desk.is_none(), "the desk is the office's");
    assert_eq!(own.timeline.len(), 2, "who in the office has it is its own work");
    let seen = office_page(&world, &clerk, case).await;
    assert_eq!(seen.timeline.len(), 3);
    assert_eq!(seen.assigned_to.as_deref(), Some("Clara Di Prova"));
    let mine = InboxQuery { charge: Some(Charge::Rup), ..InboxQuery::default() };
    for (who, rows) in [(&rup, 1), (&clerk, 0)] {
        assert_eq!(office::inbox(&world.ctx, who, Lang::It, &mine).await.unwrap().rows.len(), rows);
    }
    assert!(cases::verify_case(&world.ctx, case).await.unwrap().holds());
}

#[tokio::test]
async fn nobody_hands_on_a_case_of_their_own_or_to_a_stranger() {
    let world = TestWorld::new().await;
    let clerk = world.officer("Clara", StaffRole::Clerk).await;
    let ada = world.citizen("Ada").await;
    let own = world.filed(&clerk).await;
    let me = clerk.person.unwrap();
    assert!(matches!(cases::assign(&world.ctx, &clerk, own, me).await, Err(Error::Forbidden)));
    let case = world.filed(&ada).await;
    for nobody in [ada.person.unwrap(), PersonId(uuid::Uuid::nil())] {
        let refused = cases::assign(&world.ctx, &clerk, case, nobody).await;
        assert!(matches!(refused, Err(Error::Refused(Code::NotAColleague))));
    }
}

#[tokio::test]
async fn messages_go_both_ways_and_the_office_sees_what_it_has_not_read() {
    let world = TestWorld::new().await;
    let (ada, clerk) = (world.citizen("Ada").await, world.officer("Clara", StaffRole::Clerk).await);
    let bea = world.citizen("Bea").await;
    let case = world.filed(&ada).await;
    let unread = InboxQuery { charge: Some(Charge::ToRead), ..InboxQuery::default() };
    let count = async || office::inbox(&world.ctx, &clerk, Lang::It, &unread).await.unwrap().rows.len();
    assert_eq!(count().await, 0, "filing is no message");
    let refused = cases::write_message(&world.ctx, &bea, case, "Ciao", 0).await;
    assert!(matches!(refused, Err(Error::NotFound(_))));
    let refused = cases::write_message(&world.ctx, &ada, case, "  ", 0).await;
    assert!(matches!(refused, Err(Error::Refused(Code::TextMissing))));
    cases::write_message(&world.ctx, &ada, case, "Quando passa il tecnico?", 0).await.unwrap();
    assert_eq!(count().await, 1);
    cases::write_message(&world.ctx, &clerk, case, "Buongiorno.", 1).await.unwrap();
    assert_eq!(count().await, 1, "written on a page that did not show the question");
    cases::write_message(&world.ctx, &clerk, case, "Giovedì.", 2).await.unwrap();
    assert_eq!(count().await, 0, "an answer deals with it");
    cases::write_message(&world.ctx, &ada, case, "Grazie!", 0).await.unwrap();
    let take = |heard| Fire { heard: Some(heard), ..event(case, "prendi_in_carico") };
    let version = office_page(&world, &clerk, case).await.row_version;
    fire(&world, &clerk, version, take(2)).await.unwrap();
    assert_eq!(count().await, 1, "what the page did not show is not dealt with by taking the case");
    let early = cases::mark_read(&world.ctx, &clerk, case, 2).await;
    assert!(matches!(early, Err(Error::Refused(Code::WroteAgain))), "what was not seen stays to be read");
    assert_eq!(count().await, 1);
    cases::mark_read(&world.ctx, &clerk, case, 5).await.unwrap();
    assert_eq!(count().await, 0);
    let own = cases::own_page(&world.ctx, &ada, Lang::It, case).await.unwrap();
    let bodies: Vec<&str> = own.messages.iter().map(|message| message.body.as_str()).collect();
    assert_eq!(bodies, ["Quando passa il tecnico?", "Buongiorno.", "Giovedì.", "Grazie!"]);
    assert!(own.messages.iter().all(|message| !message.by.contains("Clara")));
    assert!(cases::verify_case(&world.ctx, case).await.unwrap().holds());
}

#[tokio::test]
async fn the_offices_own_number_is_unique_there_and_finds_the_case() {
    let world = TestWorld::new().await;
    let (ada, clerk) = (world.citizen("Ada").await, world.officer("Clara", StaffRole::Clerk).await);
    let (one, other) = (world.filed(&ada).await, world.filed(&ada).await);
    cases::set_office_number(&world.ctx, &clerk, one, "  PE  45/2026 ").await.unwrap();
    cases::set_office_number(&world.ctx, &clerk, one, "PE 45/2026").await.unwrap();
    let refused = cases::set_office_number(&world.ctx, &clerk, other, "PE 45/2026").await;
    assert!(matches!(refused, Err(Error::Refused(Code::NumberTaken))));
    world.work_off().await;
    let query = InboxQuery { query: "pe 45/2026".into(), ..InboxQuery::default() };
    let found = office::inbox(&world.ctx, &clerk, Lang::It, &query).await.unwrap();
    assert_eq!(found.rows.len(), 1);
    assert_eq!(found.rows[0].office_number.as_deref(), Some("PE 45/2026"));
    cases::set_office_number(&world.ctx, &clerk, one, "").await.unwrap();
    cases::set_office_number(&world.ctx, &clerk, other, "PE 45/2026").await.unwrap();
}

#[tokio::test]
async fn a_case_is_found_by_its_register_number_and_by_the_words_of_its_documents() {
    let world = TestWorld::new().await;
    let (ada, clerk) = (world.citizen("Ada").await, world.officer("Clara", StaffRole::Clerk).await);
    let tax = world.person("Tina", &[("ufficio-tributi", StaffRole::Clerk)]).await;
    world.filed(&ada).await;
    let case = world.filed(&ada).await;
    let page = office_page(&world, &clerk, case).await;
    for (query, rows) in
        [(page.protocollo.words.as_str(), 1), ("relazione", 2), ("relaz", 2), ("2", 2), ("lazione", 0)]
    {
        let query = InboxQuery { query: query.into(), ..InboxQuery::default() };
        let found = office::inbox(&world.ctx, &clerk, Lang::It, &query).await.unwrap();
        assert_eq!(found.rows.len(), rows, "{}", query.query);
        let elsewhere = office::inbox(&world.ctx, &tax, Lang::It, &query).await.unwrap();
        assert_eq!(elsewhere.rows.len(), 0, "another office finds nothing of this one");
    }
}

#[tokio::test]
async fn what_is_found_comes_page_by_page_without_loss() {
    let world = TestWorld::new().await;
    let (ada, clerk) = (world.citizen("Ada").await, world.officer("Clara", StaffRole::Clerk).await);
    for _ in 0..27 {
        world.filed(&ada).await;
    }
    let query = InboxQuery { query: "lucia".into(), ..InboxQuery::default() };
    let first = office::inbox(&world.ctx, &clerk, Lang::It, &query).await.unwrap();
    assert_eq!(first.rows.len(), 25);
    let query = InboxQuery { after: first.next.clone(), ..query };
    let second = office::inbox(&world.ctx, &clerk, Lang::It, &query).await.unwrap();
    assert_eq!((second.rows.len(), second.next), (2, None));
}

#[tokio::test]
async fn a_new_case_from_another_takes_its_answers_and_nothing_that_a_person_states() {
    let world = TestWorld::new().await;
    let (ada, bea) = (world.citizen("Ada").await, world.citizen("Bea").await);
    let case = world.filed(&ada).await;
    assert!(matches!(cases::copy(&world.ctx, &bea, case).await, Err(Error::NotFound(_))));
    let (copy, answered) = cases::copy(&world.ctx, &ada, case).await.unwrap();
    assert!(answered);
    assert!(matches!(cases::copy(&world.ctx, &ada, copy).await, Err(Error::Conflict(Code::Incomplete))));
    let page =
        |step: &'static str| cases::step_page(&world.ctx, &ada, Lang::It, copy, step, cases::Shown::Stored);
    let values = |page: contract::cases::StepPage| {
        let fields = page.fields.into_iter().flat_map(|field| field.inputs);
        fields.map(|input| (input.name, input.value)).collect::<std::collections::BTreeMap<_, _>>()
    };
    let first = values(page("committente_immobile").await.unwrap());
    assert_eq!(first["committente_nome"], "Lucia");
    let second = values(page("lavori_dichiarazioni").await.unwrap());
    assert_eq!(second["descrizione"], "Rifacimento del bagno.");
    assert_eq!(second["asseverazione"], "", "who certifies says so each time");
}

#[tokio::test]
async fn a_file_of_an_answer_that_was_not_sent_is_the_applicants_alone() {
    let world = TestWorld::new().await;
    let (ada, clerk) = (world.citizen("Ada").await, world.officer("Clara", StaffRole::Clerk).await);
    let case = asked(&world, &ada, &clerk).await;
    let points = points(&world, &ada, case).await;
    world.inspector.say(contract::inspection::Report {
        pages: Some(1),
        text: Some("parolasegreta".into()),
        ..contract::inspection::Report::unopened(
            contract::inspection::FileKind::Pdf,
            contract::inspection::Outcome::Opened,
        )
    });
    let file = testkit::pdf("segreto");
    let size = file.as_file().metadata().unwrap().len();
    let given = Given { case, slot: "", name: "segreto.pdf", file: file.path(), size };
    let document = cases::give_with_reply(&world.ctx, &ada, &given, points[0]).await.unwrap();
    world.work_off().await;
    let take = documents::Take::Save;
    assert!(documents::download(&world.ctx, &ada, document, take).await.is_ok());
    let refused = documents::download(&world.ctx, &clerk, document, take).await;
    assert!(matches!(refused, Err(Error::NotFound(_))));
    let query = InboxQuery { query: "parolasegreta".into(), ..InboxQuery::default() };
    let found = async || office::inbox(&world.ctx, &clerk, Lang::It, &query).await.unwrap().rows.len();
    assert_eq!(found().await, 0);
    cases::save_reply(&world.ctx, &ada, case, &[(points[1], "Due.".into())]).await.unwrap();
    send(&world, &ada, case).await.unwrap();
    world.work_off().await;
    assert_eq!(found().await, 1);
    assert!(documents::download(&world.ctx, &clerk, document, take).await.is_ok());
}

#[tokio::test]
async fn nobody_takes_a_case_from_who_has_it_but_who_leads() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let (clara, carlo) =
        (world.officer("Clara", StaffRole::Clerk).await, world.officer("Carlo", StaffRole::Clerk).await);
    let rup = world.officer("Rino", StaffRole::Rup).await;
    let case = world.filed(&ada).await;
    let of = |actor: &Actor| actor.person.unwrap();
    cases::assign(&world.ctx, &clara, case, of(&clara)).await.unwrap();
    let taken = cases::assign(&world.ctx, &carlo, case, of(&carlo)).await;
    assert!(matches!(taken, Err(Error::Forbidden)));
    cases::assign(&world.ctx, &clara, case, of(&carlo)).await.unwrap();
    cases::assign(&world.ctx, &rup, case, of(&clara)).await.unwrap();
}
