//! The office and the applicant act in turn; the journal tells it all.

use contract::{Code, Lang, cases::Phase, identity::StaffRole};
use domain::{
    Actor, Error,
    cases::{self, Fire},
    documents::Given,
};
use testkit::TestWorld;

use crate::terms::Office;

async fn fire(
    world: &TestWorld,
    by: &Actor,
    owner: &Actor,
    case: contract::ids::CaseId,
    event: &str,
    text: &str,
) -> domain::Result<()> {
    let row_version = cases::own_page(&world.ctx, owner, Lang::It, case).await?.row_version;
    let text = (!text.is_empty()).then(|| text.to_owned());
    cases::fire(&world.ctx, by, &Fire { text, ..Fire::new(case, event, row_version) }).await
}

#[tokio::test]
async fn ask_answer_close_is_seen_by_both_sides() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let clerk = world.officer("Clara", StaffRole::Clerk).await;
    let rup = world.officer("Rino", StaffRole::Rup).await;
    let case = world.filed(&ada).await;
    fire(&world, &clerk, &ada, case, "prendi_in_carico", "").await.unwrap();
    fire(&world, &clerk, &ada, case, "chiedi_chiarimenti", "Manca la quota.").await.unwrap();
    let page = cases::own_page(&world.ctx, &ada, Lang::It, case).await.unwrap();
    assert_eq!(page.phase, Phase::WaitingApplicant);
    assert_eq!(page.messages[0].body, "Manca la quota.");
    assert!(page.actions.iter().any(|action| action.event == "rispondi"));
    fire(&world, &ada, &ada, case, "rispondi", "È 2,70 m.").await.unwrap();
    fire(&world, &rup, &ada, case, "chiudi", "Nessun rilievo.").await.unwrap();
    let office = cases::office_page(&world.ctx, &clerk, Lang::It, case).await.unwrap();
    assert_eq!(office.phase, Phase::Concluded);
    assert_eq!(office.assigned_to.as_deref(), Some("Clara Di Prova"));
    assert_eq!(office.timeline.len(), 5);
    assert!(cases::verify_case(&world.ctx, case).await.unwrap().holds());
}

#[tokio::test]
async fn the_citizen_deals_with_the_office_not_with_names() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let clerk = world.officer("Clara", StaffRole::Clerk).await;
    let case = world.filed(&ada).await;
    fire(&world, &clerk, &ada, case, "prendi_in_carico", "").await.unwrap();
    let page = cases::own_page(&world.ctx, &ada, Lang::It, case).await.unwrap();
    assert!(page.timeline.iter().all(|entry| !entry.by.contains("Clara")));
    assert_eq!(page.assigned_to.as_deref(), Some(page.office.as_str()));
}

#[tokio::test]
async fn who_may_do_what_is_the_workflows_word() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let clerk = world.officer("Clara", StaffRole::Clerk).await;
    let case = world.filed(&ada).await;
    let mine = fire(&world, &ada, &ada, case, "prendi_in_carico", "").await;
    assert!(matches!(mine, Err(Error::Forbidden)), "an applicant does not act as the office");
    fire(&world, &clerk, &ada, case, "prendi_in_carico", "").await.unwrap();
    let closed = fire(&world, &clerk, &ada, case, "chiudi", "Fatto.").await;
    assert!(matches!(closed, Err(Error::Forbidden)), "a clerk does not close");
}

#[tokio::test]
async fn nobody_acts_as_the_office_on_a_case_of_their_own() {
    let world = TestWorld::new().await;
    let clerk = world.officer("Clara", StaffRole::Clerk).await;
    let case = world.filed(&clerk).await;
    let taken = fire(&world, &clerk, &clerk, case, "prendi_in_carico", "").await;
    assert!(matches!(taken, Err(Error::Forbidden)));
}

#[tokio::test]
async fn an_event_needs_its_text_and_its_moment() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let clerk = world.officer("Clara", StaffRole::Clerk).await;
    let case = world.filed(&ada).await;
    let early = fire(&world, &clerk, &ada, case, "chiedi_chiarimenti", "Perché?").await;
    assert!(matches!(early, Err(Error::Conflict(Code::EventNotPossible))));
    fire(&world, &clerk, &ada, case, "prendi_in_carico", "").await.unwrap();
    let empty = fire(&world, &clerk, &ada, case, "chiedi_chiarimenti", "").await;
    assert!(matches!(empty, Err(Error::Refused(Code::TextMissing))));
    let long = fire(&world, &clerk, &ada, case, "chiedi_chiarimenti", &"è".repeat(2_001)).await;
    assert!(matches!(long, Err(Error::Refused(Code::TextTooLong))));
}

#[tokio::test]
async fn what_can_be_done_is_offered_in_the_words_of_the_procedure() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let rup = world.officer("Rino", StaffRole::Rup).await;
    let case = world.filed(&ada).await;
    let page = cases::office_page(&world.ctx, &rup, Lang::En, case).await.unwrap();
    let take = &page.actions[0];
    assert_eq!((take.label.as_str(), take.text_label.as_deref()), ("Take in charge", None));
    fire(&world, &rup, &ada, case, "prendi_in_carico", "").await.unwrap();
    let page = cases::office_page(&world.ctx, &rup, Lang::It, case).await.unwrap();
    let events = page.actions.iter().map(|action| (action.event.as_str(), action.stands_in));
    let events: Vec<(&str, bool)> = events.collect();
    // A withdrawal may come by letter: the office writes it down for who filed.
    assert_eq!(events, [("chiedi_chiarimenti", false), ("chiudi", false), ("ritira", true)]);
    assert!(page.actions.iter().all(|action| action.text_label.is_some() && action.text_max == 2_000));
}

#[tokio::test]
async fn two_officers_at_once_do_not_both_win() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let clerk = world.officer("Clara", StaffRole::Clerk).await;
    let rup = world.officer("Rino", StaffRole::Rup).await;
    let case = world.filed(&ada).await;
    let row_version = cases::own_page(&world.ctx, &ada, Lang::It, case).await.unwrap().row_version;
    let take = Fire::new(case, "prendi_in_carico", row_version);
    let (a, b) = tokio::join!(cases::fire(&world.ctx, &clerk, &take), cases::fire(&world.ctx, &rup, &take));
    assert_eq!(usize::from(a.is_ok()) + usize::from(b.is_ok()), 1, "{a:?} {b:?}");
}

#[tokio::test]
async fn a_draft_leaves_only_by_being_filed() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let case = world.draft(&ada).await;
    let send = Fire::new(case, "invia", 1);
    let sent = cases::fire(&world.ctx, &ada, &send).await;
    assert!(matches!(sent, Err(Error::Conflict(Code::EventNotPossible))));
}

#[tokio::test]
async fn an_act_without_points_is_answered_as_a_whole_by_words_or_by_files() {
    let office = Office::new().await;
    let (ctx, ada) = (&office.world.ctx, &office.ada);
    let osserva = |case, version, text: Option<&str>| Fire {
        text: text.map(str::to_owned),
        ..Fire::new(case, "osserva", version)
    };
    for by_file in [true, false] {
        let case = office.filed("no").await;
        office.fire(&office.rup, case, "preavvisa").await.unwrap();
        let form = office.page(case).await.actions.into_iter().find(|action| action.event == "preavvisa");
        assert!(form.is_none_or(|form| form.points.is_none()), "nobody types points");
        let page = cases::reply_page(ctx, ada, Lang::It, case).await.unwrap();
        let [whole] = &page.request.points[..] else { panic!("{:?}", page.request) };
        assert!(whole.is_whole() && page.slot.is_some() && page.text_label.is_some());
        let version = page.row_version;
        let silent = cases::fire(ctx, ada, &osserva(case, version, None)).await;
        assert!(matches!(silent, Err(Error::Refused(Code::TextMissing))), "{silent:?}");
        if by_file {
            let file = testkit::pdf("osservazioni");
            let size = file.as_file().metadata().unwrap().len();
            let given = Given { case, slot: "", name: "osservazioni.pdf", file: file.path(), size };
            cases::give_with_reply(ctx, ada, &given, whole.id).await.unwrap();
            let checking = cases::fire(ctx, ada, &osserva(case, version, None)).await;
            assert!(matches!(checking, Err(Error::Refused(Code::StillChecking))), "{checking:?}");
            office.world.work_off().await;
        }
        let text = (!by_file).then_some("Non è così.");
        cases::fire(ctx, ada, &osserva(case, version, text)).await.unwrap();
        let seen = office.page(case).await;
        let files: Vec<_> = seen.requests[0].points[0].files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(files.is_empty(), !by_file, "{files:?}");
        assert_eq!(seen.requests[0].words, text.unwrap_or_default(), "the answer stands beside the question");
        assert!(!seen.requests[0].asked.is_empty(), "what was asked too");
        assert!(seen.requests[0].answered_at.is_some());
        office.holds(case).await;
    }
}

#[tokio::test]
async fn what_ends_a_request_otherwise_is_no_answer_to_it() {
    let world = TestWorld::new().await;
    let (ada, rup) = (world.citizen("Ada").await, world.officer("Rino", StaffRole::Rup).await);
    for (event, words) in [("ritira", ""), ("rispondi", "Lo dico io.")] {
        let case = world.filed(&ada).await;
        fire(&world, &rup, &ada, case, "prendi_in_carico", "").await.unwrap();
        fire(&world, &rup, &ada, case, "chiedi_chiarimenti", "Manca la quota.").await.unwrap();
        fire(&world, &ada, &ada, case, event, "Lo dico io.").await.unwrap();
        let seen = cases::office_page(&world.ctx, &rup, Lang::It, case).await.unwrap();
        assert!(!seen.requests[0].open);
        assert_eq!(seen.requests[0].words, words, "{event}");
    }
}

#[tokio::test]
async fn a_request_that_nobody_answered_is_over_once_the_case_goes_on() {
    let office = Office::new().await;
    let ctx = &office.world.ctx;
    let case = office.filed("no").await;
    let ask = |point: &str| Fire {
        text: Some("Servono le tavole.".into()),
        points: vec![point.into()],
        reason: Some("Mancano ancora.".into()),
        ..Fire::new(case, "chiedi_integrazioni", 0)
    };
    office.fire_with(&office.rup, case, ask("La pianta.")).await.unwrap();
    office.reads(case).await;
    let first = cases::reply_page(ctx, &office.ada, Lang::It, case).await.unwrap().request.points[0].id;
    cases::save_reply(ctx, &office.ada, case, &[(first, "Quasi pronta.".into())]).await.unwrap();
    office.days(60).await;
    assert_eq!(office.page(case).await.state, "Stato istruttoria", "nobody answered in time");
    let seen = office.page(case).await;
    assert!(!seen.requests[0].open && seen.requests[0].answered_at.is_none(), "{:?}", seen.requests);
    assert_eq!(seen.requests[0].points[0].answer, "", "what was not sent stays hers");
    office.fire_with(&office.rup, case, ask("La sezione.")).await.unwrap();
    let page = cases::reply_page(ctx, &office.ada, Lang::It, case).await.unwrap();
    let asked: Vec<&str> = page.request.points.iter().map(|point| point.body.as_str()).collect();
    assert_eq!(asked, ["La sezione."], "what is over is not asked again");
    let point = page.request.points[0].id;
    cases::save_reply(ctx, &office.ada, case, &[(point, "Eccola.".into())]).await.unwrap();
    office.fire(&office.ada, case, "integra").await.unwrap();
    let seen = office.page(case).await;
    let answered: Vec<bool> = seen.requests.iter().map(|request| request.answered_at.is_some()).collect();
    assert_eq!(answered, [false, true]);
    office.holds(case).await;
}

#[tokio::test]
async fn who_takes_a_case_in_charge_as_rup_answers_for_it_where_nobody_was_named() {
    for (rule, named, by, answers) in [
        ("nobody named: the RUP", false, StaffRole::Rup, Some("Rino Di Prova")),
        ("a clerk answers for nothing", false, StaffRole::Clerk, None),
        ("who was named stays", true, StaffRole::Rup, Some("Dora Di Prova")),
    ] {
        let world = TestWorld::new().await;
        let ada = world.citizen("Ada").await;
        let head = world.officer("Dora", StaffRole::Dirigente).await;
        let who = world.officer(if by == StaffRole::Rup { "Rino" } else { "Clara" }, by).await;
        let case = world.filed(&ada).await;
        if named {
            cases::name_rup(&world.ctx, &head, case, head.person.unwrap()).await.unwrap();
        }
        let row_version = cases::office_page(&world.ctx, &who, Lang::It, case).await.unwrap().row_version;
        cases::fire(&world.ctx, &who, &Fire::new(case, "prendi_in_carico", row_version)).await.unwrap();
        let page = cases::own_page(&world.ctx, &ada, Lang::It, case).await.unwrap();
        assert_eq!(page.rup.as_deref(), answers, "{rule}");
        assert!(cases::verify_case(&world.ctx, case).await.unwrap().holds(), "{rule}");
    }
}

#[tokio::test]
async fn the_same_button_pressed_twice_does_it_once() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    let row_version = office.page(case).await.row_version;
    let request = |text: &str, points: &[&str]| Fire {
        text: Some(text.into()),
        points: points.iter().map(|point| (*point).to_owned()).collect(),
        ..Fire::new(case, "prescrivi", row_version)
    };
    let due = Fire { due: Some(crate::terms::day("2026-04-30")), ..request("Misure.", &["La prima."]) };
    let ctx = &office.world.ctx;
    cases::fire(ctx, &office.rup, &due).await.unwrap();
    cases::fire(ctx, &office.rup, &due).await.unwrap();
    assert_eq!(office.events(case, "prescrivi").await, 1, "it is done once, and nothing is refused");
    let another = Fire { points: vec!["La seconda.".into()], ..due.clone() };
    for (by, fire, why) in [
        (&office.rup, &another, "other measures are another act"),
        (&office.head, &due, "and so is what somebody else does"),
    ] {
        let refused = cases::fire(ctx, by, fire).await;
        assert!(refused.is_err(), "{why}: {refused:?}");
    }
    let body = Fire { bodies: vec!["asl".into()], ..Fire::new(case, "chiedi_parere", 0) };
    office.fire_with(&office.rup, case, body).await.unwrap();
    let refused = cases::fire(ctx, &office.rup, &due).await;
    assert!(matches!(refused, Err(Error::Conflict(Code::StaleSave))), "the case has moved on: {refused:?}");
    assert_eq!(office.events(case, "prescrivi").await, 1);
    office.holds(case).await;
}

#[tokio::test]
async fn the_same_message_sent_twice_at_once_is_one() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    let write =
        async |text: &str| cases::write_message(&office.world.ctx, &office.clerk, case, text, 99).await;
    let said = async || office.page(case).await.messages.len();
    let before = said().await;
    write("Ha telefonato?").await.unwrap();
    write("Ha telefonato?").await.unwrap();
    assert_eq!(said().await, before + 1);
    office.days(1).await;
    write("Ha telefonato?").await.unwrap();
    assert_eq!(said().await, before + 2, "asked again the day after it is another");
}
