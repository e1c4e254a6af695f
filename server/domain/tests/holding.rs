//! A case passes to whom its holder gives it to, once they take it.

use contract::{
    Code, Lang,
    cases::{Act, CasePage, TermStatus},
    ids::{CaseId, HandingId},
    messages::NoticeKind,
};
use domain::{
    Actor, Error,
    cases::{self, Fire, HandOn, HandingAnswer},
};
use entity::{
    cases::{cases as rows, protocollo},
    messages::{communications, notices},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::terms::Office;

pub(crate) const BRUNO: &str = "RSSMRA80A01H501U";
pub(crate) const LUCIA: &str = "SMPLCU61C54M999F";

pub(crate) async fn own(office: &Office, who: &Actor, case: CaseId) -> Result<CasePage, Error> {
    cases::own_page(&office.world.ctx, who, Lang::It, case).await
}

pub(crate) async fn row(office: &Office, case: CaseId) -> rows::Model {
    rows::Entity::find_by_id(case.0).one(office.world.ctx.db.read()).await.unwrap().unwrap()
}

pub(crate) async fn given(office: &Office, who: &Actor) -> Vec<HandingId> {
    let rows = cases::given_to(&office.world.ctx, who, Lang::It).await.unwrap();
    rows.into_iter().map(|row| row.id).collect()
}

fn to(case: CaseId, fiscal_code: &str) -> HandOn {
    HandOn { case, fiscal_code: fiscal_code.to_owned(), words: " Seguila tu. ".to_owned() }
}

/// A case that Ada held and that Bruno holds.
async fn passed(office: &Office, bruno: &Actor) -> CaseId {
    let case = office.filed("no").await;
    let ctx = &office.world.ctx;
    cases::hand_on(ctx, &office.ada, &to(case, " rssmra80a01h501u ")).await.unwrap();
    let id = given(office, bruno).await[0];
    cases::answer_handing(ctx, bruno, id, HandingAnswer::Take).await.unwrap();
    office.world.work_off().await;
    case
}

#[tokio::test]
async fn nothing_changes_until_whom_a_case_is_given_to_takes_it() {
    let office = Office::new().await;
    let ctx = &office.world.ctx;
    let case = office.filed("no").await;
    for (code, why) in [("", Code::FiscalCodeWrong), ("RSSMRA80A01H501X", Code::FiscalCodeWrong)] {
        let refused = cases::hand_on(ctx, &office.ada, &to(case, code)).await;
        assert!(matches!(refused, Err(Error::Refused(of)) if of == why), "{code}: {refused:?}");
    }
    let long = HandOn { words: "x".repeat(1_001), ..to(case, BRUNO) };
    let refused = cases::hand_on(ctx, &office.ada, &long).await;
    assert!(matches!(refused, Err(Error::Refused(Code::TextTooLong))), "{refused:?}");
    let eva = office.world.citizen("Eva").await;
    for stranger in [&eva, &office.rup] {
        let refused = cases::hand_on(ctx, stranger, &to(case, BRUNO)).await;
        assert!(matches!(refused, Err(Error::NotFound(_))), "{refused:?}");
    }
    cases::hand_on(ctx, &office.ada, &to(case, BRUNO)).await.unwrap();
    let twice = cases::hand_on(ctx, &office.ada, &to(case, LUCIA)).await;
    assert!(matches!(twice, Err(Error::Conflict(Code::AlreadyGiven))), "{twice:?}");
    // He has never logged in: he finds it when he does.
    let bruno = office.world.named("Bruno", BRUNO).await;
    let id = given(&office, &bruno).await[0];
    let told = cases::handing_page(ctx, &bruno, Lang::It, id).await.unwrap();
    assert_eq!((told.words.as_str(), told.row.by.as_str()), ("Seguila tu.", "Ada Di Prova"));
    assert!(matches!(own(&office, &bruno, case).await, Err(Error::NotFound(_))), "he does not hold it yet");
    for stranger in [&eva, &office.ada, &office.rup] {
        let read = cases::handing_page(ctx, stranger, Lang::It, id).await;
        assert!(matches!(read, Err(Error::NotFound(_))), "{read:?}");
        let taken = cases::answer_handing(ctx, stranger, id, HandingAnswer::Take).await;
        assert!(matches!(taken, Err(Error::NotFound(_))), "{taken:?}");
    }
    assert_eq!(own(&office, &office.ada, case).await.unwrap().holding.holder, "Ada Di Prova");
    assert_eq!(office.events(case, "@handed_over").await, 0);
}

#[tokio::test]
async fn who_takes_a_case_holds_it_and_who_gave_it_reads_it_no_more() {
    let office = Office::new().await;
    let bruno = office.world.named("Bruno", BRUNO).await;
    let before = {
        let case = office.filed("no").await;
        office.page(case).await
    };
    let case = passed(&office, &bruno).await;
    let page = own(&office, &bruno, case).await.unwrap();
    assert!(page.letter.possible && !page.holding.only_reads);
    assert!(matches!(own(&office, &office.ada, case).await, Err(Error::NotFound(_))));
    let event = Fire { text: Some("Motivi.".into()), ..Fire::new(case, "integra", page.row_version) };
    let late = cases::fire(&office.world.ctx, &office.ada, &event).await;
    assert!(matches!(late, Err(Error::NotFound(_))), "{late:?}");
    let mine = |mine: cases::Mine| mine.filed.iter().any(|(_, row)| row.id == case);
    assert!(mine(cases::mine(&office.world.ctx, &bruno, Lang::It).await.unwrap()));
    assert!(!mine(cases::mine(&office.world.ctx, &office.ada, Lang::It).await.unwrap()));
    let seen = office.page(case).await;
    assert_eq!((seen.state, seen.terms), (before.state, before.terms), "nothing else changed");
    assert_eq!((seen.applicant.as_str(), seen.holding.holder.as_str()), ("Ada Di Prova", "Bruno Di Prova"));
    assert!(seen.holding.passed && seen.desk.unwrap().to_read, "the office looks");
    assert_eq!(
        (seen.timeline[0].act, seen.timeline[0].by.as_str()),
        (Some(Act::HandedOver), "Bruno Di Prova")
    );
    assert!(
        seen.messages.iter().any(|message| message.body == "Seguila tu." && message.by == "Ada Di Prova")
    );
    // Whoever holds it knows who filed it; who works in the office stays the office's own knowledge.
    assert_eq!(page.timeline.last().unwrap().by, "Ada Di Prova");
    let sent = notices::Entity::find().filter(notices::Column::CaseId.eq(case.0));
    let sent = sent.all(office.world.ctx.db.read()).await.unwrap();
    let told = |who: &Actor, kind: NoticeKind| {
        sent.iter().any(|row| Some(row.person_id) == who.person.map(|id| id.0) && row.kind == kind.as_str())
    };
    assert!(told(&bruno, NoticeKind::AskedToHold) && told(&office.ada, NoticeKind::HandedOver), "{sent:?}");
    office.holds(case).await;
}

#[tokio::test]
async fn acts_go_to_who_holds_the_case_and_what_they_send_is_theirs() {
    let office = Office::new().await;
    let ctx = &office.world.ctx;
    let bruno = office.world.named("Bruno", BRUNO).await;
    let case = passed(&office, &bruno).await;
    let request =
        Fire { text: Some("Servono le tavole.".into()), ..Fire::new(case, "chiedi_integrazioni", 0) };
    office.fire_with(&office.rup, case, request).await.unwrap();
    let bruno_id = bruno.person.unwrap().0;
    let acts = communications::Entity::find().filter(communications::Column::CaseId.eq(case.0));
    assert!(acts.all(ctx.db.read()).await.unwrap().iter().all(|act| act.person_id == bruno_id));
    assert_eq!(cases::own_communications(ctx, &bruno, Lang::It).await.unwrap().len(), 1);
    own(&office, &bruno, case).await.unwrap();
    office.fire(&bruno, case, "integra").await.unwrap();
    let entries = protocollo::Entity::find().filter(protocollo::Column::CaseId.eq(case.0));
    let entries = entries.all(ctx.db.read()).await.unwrap();
    let party = |seq: usize| entries[seq].party_id.map(|id| id == bruno_id);
    assert_eq!((party(0), party(2)), (Some(false), Some(true)), "Ada filed, Bruno answered");
    office.holds(case).await;
}

#[tokio::test]
async fn an_act_that_nobody_has_opened_waits_for_who_holds_the_case_now() {
    let office = Office::new().await;
    let ctx = &office.world.ctx;
    let bruno = office.world.named("Bruno", BRUNO).await;
    let case = office.filed("no").await;
    let request =
        Fire { text: Some("Servono le tavole.".into()), ..Fire::new(case, "chiedi_integrazioni", 0) };
    office.fire_with(&office.rup, case, request).await.unwrap();
    assert_eq!(office.due(case, "integrazione").await, "waiting", "Ada has not read it");
    cases::hand_on(ctx, &office.ada, &to(case, BRUNO)).await.unwrap();
    let id = given(&office, &bruno).await[0];
    cases::answer_handing(ctx, &bruno, id, HandingAnswer::Take).await.unwrap();
    assert_eq!(office.due(case, "integrazione").await, "waiting", "to take a case is not to read it");
    own(&office, &bruno, case).await.unwrap();
    let page = office.page(case).await;
    let term = page.terms.iter().find(|term| term.id == "integrazione").unwrap();
    assert!(matches!(term.status, TermStatus::Running { .. }), "{term:?}");
    office.holds(case).await;
}

#[tokio::test]
async fn a_giving_ends_once_refused_taken_back_or_taken() {
    let office = Office::new().await;
    let ctx = &office.world.ctx;
    let bruno = office.world.named("Bruno", BRUNO).await;
    let case = office.filed("no").await;
    let give = async || cases::hand_on(ctx, &office.ada, &to(case, BRUNO)).await.unwrap();
    give().await;
    let first = given(&office, &bruno).await[0];
    cases::answer_handing(ctx, &bruno, first, HandingAnswer::Decline).await.unwrap();
    let told = async || own(&office, &office.ada, case).await.unwrap().holding.declined;
    assert_eq!(
        told().await.map(|declined| declined.fiscal_code).as_deref(),
        Some(BRUNO),
        "Ada reads who did not"
    );
    assert!(office.page(case).await.holding.declined.is_none(), "the office does not");
    give().await;
    assert!(told().await.is_none(), "she has asked again");
    let second = given(&office, &bruno).await[0];
    for _ in 0..2 {
        cases::withdraw_handing(ctx, &office.ada, case).await.unwrap();
    }
    assert!(given(&office, &bruno).await.is_empty());
    for over in [first, second] {
        let late = cases::answer_handing(ctx, &bruno, over, HandingAnswer::Take).await;
        assert!(matches!(late, Err(Error::NotFound(_))), "{late:?}");
    }
    give().await;
    let third = given(&office, &bruno).await[0];
    cases::hand_on(ctx, &office.ada, &to(case, BRUNO)).await.unwrap();
    assert_eq!(given(&office, &bruno).await, [third], "said again it changes nothing");
    // Two clicks at once: it is taken once, and neither is told that it failed.
    let click = || cases::answer_handing(ctx, &bruno, third, HandingAnswer::Take);
    let (one, other) = tokio::join!(click(), click());
    assert!(one.is_ok() && other.is_ok(), "{one:?} {other:?}");
    assert_eq!(office.events(case, "@handed_over").await, 1);
    let back = cases::hand_on(ctx, &bruno, &to(case, BRUNO)).await;
    assert!(matches!(back, Err(Error::Refused(Code::OwnFiscalCode))), "{back:?}");
}

#[tokio::test]
async fn an_officer_who_takes_a_case_works_on_it_no_more() {
    let office = Office::new().await;
    let ctx = &office.world.ctx;
    let role = contract::identity::StaffRole::Rup;
    domain::identity::appoint(ctx, BRUNO, "ufficio-tecnico", role).await.unwrap();
    let bruno = office.world.named("Bruno", BRUNO).await;
    let case = office.filed("no").await;
    cases::assign(ctx, &office.rup, case, bruno.person.unwrap()).await.unwrap();
    cases::name_rup(ctx, &office.head, case, bruno.person.unwrap()).await.unwrap();
    cases::hand_on(ctx, &office.ada, &to(case, BRUNO)).await.unwrap();
    let id = given(&office, &bruno).await[0];
    cases::answer_handing(ctx, &bruno, id, HandingAnswer::Take).await.unwrap();
    let now = row(&office, case).await;
    assert_eq!((now.assigned_to, now.rup), (None, None), "nobody decides in a case of their own");
    let request =
        Fire { text: Some("Mie.".into()), ..Fire::new(case, "chiedi_integrazioni", now.row_version) };
    let refused = cases::fire(ctx, &bruno, &request).await;
    assert!(refused.is_err(), "{refused:?}");
}

#[tokio::test]
async fn who_filed_a_case_decides_nothing_in_it_after_it_passed_to_another() {
    let office = Office::new().await;
    let ctx = &office.world.ctx;
    let bruno = office.world.named("Bruno", BRUNO).await;
    let case = cases::start(ctx, &office.rup, "termini", &[]).await.unwrap();
    office.world.answer(&office.rup, case, "domanda", &[("vincolo", "no")]).await;
    cases::submit(ctx, &office.rup, case).await.unwrap();
    cases::hand_on(ctx, &office.rup, &to(case, BRUNO)).await.unwrap();
    cases::answer_handing(ctx, &bruno, given(&office, &bruno).await[0], HandingAnswer::Take).await.unwrap();
    let version = row(&office, case).await.row_version;
    let request = Fire { text: Some("Mie.".into()), ..Fire::new(case, "chiedi_integrazioni", version) };
    let acted = cases::fire(ctx, &office.rup, &request).await;
    assert!(acted.is_err(), "{acted:?}");
    let wrote = cases::write_message(ctx, &office.rup, case, "Da qui.", 0).await;
    assert!(matches!(wrote, Err(Error::Forbidden)), "{wrote:?}");
    let given = cases::assign(ctx, &office.head, case, office.rup.person.unwrap()).await;
    assert!(matches!(given, Err(Error::Refused(Code::NotAColleague))), "{given:?}");
}

#[tokio::test]
async fn what_the_applicant_does_after_a_page_was_made_is_not_called_read() {
    let office = Office::new().await;
    let ctx = &office.world.ctx;
    let bruno = office.world.named("Bruno", BRUNO).await;
    let case = passed(&office, &bruno).await;
    for text in ["Uno.", "Due.", "Tre."] {
        cases::write_message(ctx, &bruno, case, text, 0).await.unwrap();
    }
    let seen = office.page(case).await.desk.unwrap().heard;
    let lucia = office.world.named("Lucia", LUCIA).await;
    cases::hand_on(ctx, &bruno, &to(case, LUCIA)).await.unwrap();
    cases::answer_handing(ctx, &lucia, given(&office, &lucia).await[0], HandingAnswer::Take).await.unwrap();
    cases::write_message(ctx, &lucia, case, "Sono io adesso.", 0).await.unwrap();
    let read = cases::mark_read(ctx, &office.clerk, case, seen).await;
    assert!(matches!(read, Err(Error::Refused(Code::WroteAgain))), "{read:?}");
}

#[tokio::test]
async fn an_officer_to_whom_a_case_passed_once_decides_nothing_in_it_later() {
    let office = Office::new().await;
    let ctx = &office.world.ctx;
    let role = contract::identity::StaffRole::Rup;
    domain::identity::appoint(ctx, BRUNO, "ufficio-tecnico", role).await.unwrap();
    let bruno = office.world.named("Bruno", BRUNO).await;
    let lucia = office.world.named("Lucia", LUCIA).await;
    let case = passed(&office, &bruno).await;
    cases::hand_on(ctx, &bruno, &to(case, LUCIA)).await.unwrap();
    cases::answer_handing(ctx, &lucia, given(&office, &lucia).await[0], HandingAnswer::Take).await.unwrap();
    let version = row(&office, case).await.row_version;
    let request = Fire { text: Some("Mie.".into()), ..Fire::new(case, "chiedi_integrazioni", version) };
    let acted = cases::fire(ctx, &bruno, &request).await;
    assert!(matches!(acted, Err(Error::Forbidden)), "{acted:?}");
    let wrote = cases::write_message(ctx, &bruno, case, "Da qui.", 0).await;
    assert!(matches!(wrote, Err(Error::Forbidden)), "{wrote:?}");
    cases::fire(ctx, &office.rup, &request).await.unwrap();
}

#[tokio::test]
async fn nobody_fills_the_box_of_somebody_whose_codice_fiscale_they_know() {
    let office = Office::new().await;
    let ctx = &office.world.ctx;
    let bruno = office.world.named("Bruno", BRUNO).await;
    let case = office.filed("no").await;
    let on = HandOn { case, fiscal_code: BRUNO.into(), words: String::new() };
    for _ in 0..30 {
        cases::hand_on(ctx, &office.ada, &on).await.unwrap();
        cases::withdraw_handing(ctx, &office.ada, case).await.unwrap();
    }
    let told = async || {
        let told = notices::Entity::find().filter(notices::Column::PersonId.eq(bruno.person.unwrap().0));
        told.all(ctx.db.read()).await.unwrap().len()
    };
    assert_eq!(told().await, 20, "so many a day, and no more");
    office.days(1).await;
    cases::hand_on(ctx, &office.ada, &on).await.unwrap();
    assert_eq!(told().await, 21, "the day after it is told again");
}
