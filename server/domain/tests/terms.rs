//! The legal clock on a real database: terms run by the law's days, fire once, and can be worked out again.

use contract::{
    Code, Lang,
    cases::{CasePage, Phase, TermStatus, VoidMove},
    identity::StaffRole,
    ids::CaseId,
};
use domain::{
    Actor, Error,
    cases::{self, Fire},
};
use entity::cases::{case_answers, case_events};
use jiff::civil::Date;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use testkit::TestWorld;

pub(crate) struct Office {
    pub(crate) world: TestWorld,
    pub(crate) ada: Actor,
    pub(crate) clerk: Actor,
    pub(crate) rup: Actor,
    pub(crate) head: Actor,
}

impl Office {
    pub(crate) async fn new() -> Self {
        let world = TestWorld::new().await;
        let ada = world.citizen("Ada").await;
        let clerk = world.officer("Clara", StaffRole::Clerk).await;
        let rup = world.officer("Rino", StaffRole::Rup).await;
        let head = world.officer("Dina", StaffRole::Dirigente).await;
        Self { world, ada, clerk, rup, head }
    }

    /// A case filed on 2 March 2026.
    pub(crate) async fn filed(&self, vincolo: &str) -> CaseId {
        let case = cases::start(&self.world.ctx, &self.ada, "termini", &[]).await.unwrap();
        self.world.answer(&self.ada, case, "domanda", &[("vincolo", vincolo)]).await;
        cases::submit(&self.world.ctx, &self.ada, case).await.unwrap();
        self.world.work_off().await;
        case
    }

    pub(crate) async fn page(&self, case: CaseId) -> CasePage {
        cases::office_page(&self.world.ctx, &self.clerk, Lang::It, case).await.unwrap()
    }

    pub(crate) async fn fire(&self, by: &Actor, case: CaseId, event: &str) -> Result<(), Error> {
        self.fire_with(by, case, Fire { text: Some("Motivi.".into()), ..Fire::new(case, event, 0) }).await
    }

    pub(crate) async fn fire_with(&self, by: &Actor, case: CaseId, fire: Fire) -> Result<(), Error> {
        let row_version = self.page(case).await.row_version;
        let done = cases::fire(&self.world.ctx, by, &Fire { row_version, ..fire }).await;
        self.world.work_off().await;
        done
    }

    /// The applicant opens the case, and with it what the office sent.
    pub(crate) async fn reads(&self, case: CaseId) {
        cases::own_page(&self.world.ctx, &self.ada, Lang::It, case).await.unwrap();
    }

    /// Days pass, and the portal works.
    pub(crate) async fn days(&self, days: i64) {
        self.world.clock.advance_days(days);
        self.world.work_off().await;
    }

    pub(crate) async fn due(&self, case: CaseId, term: &str) -> String {
        let page = self.page(case).await;
        let Some(view) = page.terms.iter().find(|view| view.id == term) else { return "none".into() };
        match view.status {
            TermStatus::Waiting => "waiting".into(),
            TermStatus::Running { nominal, .. } => nominal.to_string(),
            TermStatus::Suspended { left, .. } => format!("suspended {left}"),
            TermStatus::Interrupted { .. } => "interrupted".into(),
            TermStatus::Ended(_) => "ended".into(),
        }
    }

    pub(crate) async fn holds(&self, case: CaseId) {
        let verdict = cases::verify_case(&self.world.ctx, case).await.unwrap();
        assert!(verdict.holds(), "{verdict:?}");
    }

    pub(crate) async fn events(&self, case: CaseId, event: &str) -> u64 {
        case_events::Entity::find()
            .filter(case_events::Column::CaseId.eq(case.0))
            .filter(case_events::Column::Event.eq(event))
            .count(self.world.ctx.db.read())
            .await
            .unwrap()
    }
}

pub(crate) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

#[tokio::test]
async fn filing_starts_the_terms_and_the_page_says_why() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    let page = office.page(case).await;
    let term = page.terms.iter().find(|term| term.id == "decisione").unwrap();
    assert_eq!(
        term.status,
        TermStatus::Running {
            nominal: day("2026-05-01"),
            earliest: day("2026-05-01"),
            latest: day("2026-05-02"),
            left: 60
        },
        "Labour Day is no working day"
    );
    assert_eq!((term.lines.len(), term.lines[0].cause.as_str()), (1, "Fatto invia"));
    assert_eq!(term.lines[0].source, "D.P.R. 380/2001, articolo 20, comma 3");
    assert_eq!(office.due(case, "richiesta").await, "2026-04-01");
    assert_eq!(office.due(case, "osservazioni").await, "none", "it has not begun");
    office.holds(case).await;
}

#[tokio::test]
async fn a_request_interrupts_and_the_answer_begins_the_whole_term_again() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    office.days(12).await;
    let request = Fire {
        text: Some("Servono le tavole.".into()),
        due: Some(day("2026-04-30")),
        ..Fire::new(case, "chiedi_integrazioni", 0)
    };
    office.fire_with(&office.rup, case, request).await.unwrap();
    assert_eq!(office.due(case, "decisione").await, "interrupted");
    assert_eq!(office.due(case, "integrazione").await, "waiting", "it runs for a person: from the receipt");
    office.days(2).await;
    office.reads(case).await;
    assert_eq!(office.due(case, "integrazione").await, "2026-04-30", "the day that the office set");
    assert_eq!(office.events(case, "@received").await, 1);
    office.days(35).await;
    office.fire(&office.ada, case, "integra").await.unwrap();
    assert_eq!(office.due(case, "decisione").await, "2026-06-19", "sixty days from 20 April");
    assert_eq!(office.due(case, "integrazione").await, "ended");
    office.holds(case).await;
    let again = office.fire(&office.rup, case, "chiedi_integrazioni").await;
    assert!(matches!(again, Err(Error::Refused(Code::TermOverForcible))), "{again:?}");
}

#[tokio::test]
async fn a_request_after_its_term_is_refused_or_forced_and_then_interrupts_nothing() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    office.days(31).await;
    let page = office.page(case).await;
    assert!(page.actions.iter().all(|action| action.late.is_none()), "the clerk may not ask at all");
    let page = cases::office_page(&office.world.ctx, &office.rup, Lang::It, case).await.unwrap();
    let action = page.actions.iter().find(|action| action.event == "chiedi_integrazioni").unwrap();
    let late = action.late.as_ref().unwrap();
    assert_eq!((late.last, late.forcible), (day("2026-04-01"), true));
    let refused = office.fire(&office.rup, case, "chiedi_integrazioni").await;
    assert!(matches!(refused, Err(Error::Refused(Code::TermOverForcible))), "{refused:?}");
    let forced = Fire {
        text: Some("Servono le tavole.".into()),
        reason: Some("La tavola 3 è illeggibile.".into()),
        ..Fire::new(case, "chiedi_integrazioni", 0)
    };
    office.fire_with(&office.rup, case, forced).await.unwrap();
    assert_eq!(office.due(case, "decisione").await, "2026-05-01", "it runs on");
    let page = office.page(case).await;
    assert!(page.messages.iter().any(|message| message.body == "La tavola 3 è illeggibile."));
    let term = page.terms.iter().find(|term| term.id == "decisione").unwrap();
    assert_eq!(term.lines.last().unwrap().void, Some(VoidMove::TooLate(day("2026-04-01"))), "and it is said");
    office.holds(case).await;
}

#[tokio::test]
async fn silence_forms_once_however_late_the_portal_wakes_and_counts_from_its_own_day() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    // The 1st is a holiday: on the 2nd the office may still act.
    office.days(61).await;
    assert_eq!(office.page(case).await.state, "Stato istruttoria");
    // The portal was down for a week.
    office.world.clock.advance_days(8);
    let (one, other) =
        tokio::join!(cases::end_terms(&office.world.ctx, case), cases::end_terms(&office.world.ctx, case));
    one.and(other).unwrap();
    office.world.work_off().await;
    assert_eq!(office.events(case, "silenzio").await, 1);
    let page = office.page(case).await;
    assert_eq!((page.state.as_str(), page.phase), ("Stato da_attestare", Phase::InReview));
    assert!(page.desk.unwrap().to_read, "the office has to attest it");
    assert_eq!(page.path.travelled.last().unwrap().on, day("2026-05-01"), "its own day");
    let late = office.fire(&office.head, case, "nega").await;
    assert!(matches!(late, Err(Error::Conflict(Code::EventNotPossible))), "{late:?}");
    office.fire(&office.head, case, "attesta").await.unwrap();
    assert_eq!(office.page(case).await.phase, Phase::Concluded);
    office.holds(case).await;
}

#[tokio::test]
async fn the_answers_choose_the_length_and_the_way_also_after_they_were_erased() {
    let office = Office::new().await;
    let case = office.filed("si").await;
    assert_eq!(office.due(case, "decisione").await, "2026-06-30", "a hundred and twenty days");
    office.days(121).await;
    assert_eq!(office.page(case).await.state, "Stato inadempimento");
    case_answers::Entity::delete_many()
        .filter(case_answers::Column::CaseId.eq(case.0))
        .exec(office.world.ctx.db.writer())
        .await
        .unwrap();
    office.holds(case).await;
}

#[tokio::test]
async fn where_the_law_is_read_in_two_ways_the_office_knows_the_earlier_day() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    office.days(42).await;
    office.fire(&office.rup, case, "preavvisa").await.unwrap();
    assert_eq!(office.due(case, "decisione").await, "suspended 18");
    office.reads(case).await;
    assert_eq!(office.due(case, "osservazioni").await, "2026-04-23");
    office.days(7).await;
    office.fire(&office.ada, case, "osserva").await.unwrap();
    let page = office.page(case).await;
    let term = page.terms.iter().find(|term| term.id == "decisione").unwrap();
    // Observations on the 20th: it runs on from the 30th, for 18 days.
    let TermStatus::Running { nominal, earliest, .. } = term.status else { panic!("{:?}", term.status) };
    assert_eq!((earliest, nominal), (day("2026-05-11"), day("2026-05-18")));
    office.holds(case).await;
}

#[tokio::test]
async fn without_observations_the_term_runs_on_by_itself() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    office.days(42).await;
    office.fire(&office.rup, case, "preavvisa").await.unwrap();
    office.reads(case).await;
    office.days(11).await;
    assert_eq!(office.page(case).await.state, "Stato istruttoria");
    assert_eq!(office.due(case, "decisione").await, "2026-05-11");
    office.holds(case).await;
}

#[tokio::test]
async fn bodies_are_asked_beside_and_each_has_its_clock() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    let ask = |bodies: &[&str]| Fire {
        bodies: bodies.iter().map(|body| (*body).to_owned()).collect(),
        ..Fire::new(case, "chiedi_parere", 0)
    };
    for wrong in [&[][..], &["genio"]] {
        let refused = office.fire_with(&office.rup, case, ask(wrong)).await;
        assert!(matches!(refused, Err(Error::Refused(Code::BodyMissing))), "{wrong:?}: {refused:?}");
    }
    office.fire_with(&office.rup, case, ask(&["asl", "vvf"])).await.unwrap();
    let again = office.fire_with(&office.rup, case, ask(&["asl"])).await;
    assert!(matches!(again, Err(Error::Refused(Code::BodyAsked))), "{again:?}");
    let page = office.page(case).await;
    let bodies: Vec<&str> =
        page.terms.iter().filter(|term| term.id == "parere").map(|term| term.body.as_str()).collect();
    assert_eq!(bodies, ["ASL", "Vigili del fuoco"]);
    assert_eq!(page.path.beside.len(), 2);
    let early = office.fire(&office.head, case, "rilascia").await;
    assert!(matches!(early, Err(Error::Refused(Code::ConditionFails))), "opinions are missing: {early:?}");
    let given = Fire { bodies: vec!["asl".into()], ..Fire::new(case, "parere_favorevole", 0) };
    office.fire_with(&office.rup, case, given).await.unwrap();
    // The twentieth day is a Sunday: the Monday is the last.
    office.days(21).await;
    assert_eq!(office.events(case, "parere_scaduto").await, 0);
    office.days(1).await;
    assert_eq!(office.events(case, "parere_scaduto").await, 1, "the other body never answered");
    office.fire(&office.head, case, "rilascia").await.unwrap();
    assert_eq!(office.page(case).await.phase, Phase::Concluded);
    assert_eq!(office.due(case, "decisione").await, "ended");
    assert_eq!(office.due(case, "inizio_lavori").await, "2027-03-24", "it runs after the conclusion");
    office.holds(case).await;
    office.days(366).await;
    assert_eq!(office.page(case).await.state, "Stato decaduta");
    office.holds(case).await;
}
