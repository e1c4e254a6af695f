//! Whose case it is reads it whoever holds it, and takes it where it is theirs alone.

use contract::{Code, Lang, cases::Act, ids::CaseId, register::EntryKey};
use domain::{
    Actor, Error,
    cases::{self, Annul, Fire, HandOn, HandingAnswer, Linking, Prove, SetTitolari},
};
use entity::{cases::case_titolari, messages::notices};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use crate::{
    holding::{BRUNO, LUCIA, own, row},
    links::{after, answers, granted, office as with_links},
    terms::Office,
};

/// A case that Ada files for Bruno.
pub(crate) async fn filed_for_bruno(office: &Office) -> CaseId {
    let ctx = &office.world.ctx;
    let case = cases::start(ctx, &office.ada, "termini", &[]).await.unwrap();
    let answers = [
        ("vincolo", "no"),
        ("committente.nome", "Bruno"),
        ("committente.cognome", "Esempio"),
        ("committente.codice_fiscale", BRUNO),
    ];
    office.world.answer(&office.ada, case, "domanda", &answers).await;
    cases::submit(ctx, &office.ada, case).await.unwrap();
    office.world.work_off().await;
    case
}

/// A case of a firm for which Bruno answers.
pub(crate) async fn of_a_firm(office: &Office) -> CaseId {
    let ctx = &office.world.ctx;
    let case = cases::start(ctx, &office.ada, "termini", &[]).await.unwrap();
    let answers = [
        ("vincolo", "no"),
        ("committente.nome", "Bruno"),
        ("committente.cognome", "Esempio"),
        ("committente.codice_fiscale", BRUNO),
        ("ditta.denominazione", "Prova S.r.l."),
        ("ditta.partita_iva", "00743110157"),
    ];
    office.world.answer(&office.ada, case, "domanda", &answers).await;
    cases::submit(ctx, &office.ada, case).await.unwrap();
    office.world.work_off().await;
    case
}

async fn of_others(office: &Office, who: &Actor) -> Vec<CaseId> {
    let mine = cases::mine(&office.world.ctx, who, Lang::It).await.unwrap();
    mine.followed_by_others.into_iter().map(|(_, row)| row.id).collect()
}

pub(crate) async fn number(office: &Office, case: CaseId) -> String {
    row(office, case).await.number.unwrap()
}

async fn codes(office: &Office, case: CaseId) -> Vec<String> {
    let rows = case_titolari::Entity::find().filter(case_titolari::Column::CaseId.eq(case.0));
    let rows = rows.all(office.world.ctx.db.read()).await.unwrap();
    rows.into_iter().map(|row| row.fiscal_code).collect()
}

#[tokio::test]
async fn whose_case_it_is_reads_it_and_does_nothing_in_it() {
    let office = Office::new().await;
    let ctx = &office.world.ctx;
    let bruno = office.world.named("Bruno", BRUNO).await;
    let draft = cases::start(ctx, &office.ada, "termini", &[]).await.unwrap();
    let other = office.filed("no").await;
    let case = filed_for_bruno(&office).await;
    assert_eq!(of_others(&office, &bruno).await, [case]);
    for hidden in [draft, other] {
        assert!(matches!(own(&office, &bruno, hidden).await, Err(Error::NotFound(_))));
    }
    let request =
        Fire { text: Some("Servono le tavole.".into()), ..Fire::new(case, "chiedi_integrazioni", 0) };
    office.fire_with(&office.rup, case, request).await.unwrap();
    let page = own(&office, &bruno, case).await.unwrap();
    assert!(page.holding.only_reads && page.actions.is_empty() && page.offers.is_empty());
    assert!(page.desk.is_none() && !page.letter.possible);
    assert!(page.messages.iter().any(|message| message.body == "Servono le tavole."));
    assert!(page.timeline.iter().all(|entry| entry.by != "Rino Di Prova"), "who works there is not told");
    assert_eq!(office.due(case, "integrazione").await, "waiting", "the act went to Ada, who has not read it");
    let answer = Fire { text: Some("Ecco.".into()), ..Fire::new(case, "integra", page.row_version) };
    let acted = cases::fire(ctx, &bruno, &answer).await;
    assert!(matches!(acted, Err(Error::NotFound(_))), "{acted:?}");
    let wrote = cases::write_message(ctx, &bruno, case, "Buongiorno.", 0).await;
    assert!(matches!(wrote, Err(Error::Forbidden)), "{wrote:?}");
    let page = own(&office, &office.ada, case).await.unwrap();
    assert!(!page.holding.only_reads && !page.actions.is_empty());
    assert!(of_others(&office, &office.ada).await.is_empty());
}

#[tokio::test]
async fn whose_case_it_is_alone_takes_it_from_who_holds_it() {
    let office = Office::new().await;
    let ctx = &office.world.ctx;
    let bruno = office.world.named("Bruno", BRUNO).await;
    let eva = office.world.citizen("Eva").await;
    let case = filed_for_bruno(&office).await;
    for stranger in [&eva, &office.rup] {
        let taken = cases::take_over(ctx, stranger, case, "").await;
        assert!(matches!(taken, Err(Error::NotFound(_) | Error::Forbidden)), "{taken:?}");
    }
    cases::take_over(ctx, &office.ada, case, "").await.unwrap();
    assert_eq!(office.events(case, "@handed_over").await, 0, "she holds it already");
    cases::take_over(ctx, &bruno, case, "Ho cambiato tecnico.").await.unwrap();
    office.world.work_off().await;
    let page = own(&office, &bruno, case).await.unwrap();
    assert!(!page.holding.only_reads && page.letter.possible && page.holding.passed);
    assert!(
        matches!(own(&office, &office.ada, case).await, Err(Error::NotFound(_))),
        "the case stays, she goes"
    );
    assert!(of_others(&office, &bruno).await.is_empty());
    let seen = office.page(case).await;
    assert_eq!(seen.timeline[0].act, Some(Act::HandedOver));
    assert!(seen.messages.iter().any(|message| message.body == "Ho cambiato tecnico."));
    office.holds(case).await;
}

#[tokio::test]
async fn one_of_several_takes_nothing_from_who_holds_it_for_all() {
    let office = Office::new().await;
    let bruno = office.world.named("Bruno", BRUNO).await;
    let case = filed_for_bruno(&office).await;
    let second = case_titolari::ActiveModel {
        case_id: Set(case.0),
        fiscal_code: Set("SMPLCU61C54M999F".to_owned()),
        for_body: Set(0),
    };
    let db = office.world.ctx.db.writer();
    case_titolari::Entity::insert(second).exec_without_returning(db).await.unwrap();
    let page = cases::holding_page(&office.world.ctx, &bruno, Lang::It, case).await.unwrap();
    assert_eq!((page.titolari, page.may_take), (2, false));
    let taken = cases::take_over(&office.world.ctx, &bruno, case, "").await;
    assert!(matches!(taken, Err(Error::Forbidden)), "{taken:?}");
    own(&office, &bruno, case).await.unwrap();
}

/// What follows a granted case of Ada's, filed by somebody, for Bruno; granted too.
pub(crate) async fn succeeded(office: &Office, by: &Actor, instead: &str) -> CaseId {
    let ctx = &office.world.ctx;
    let case = granted(office).await;
    let number = row(office, case).await.number.unwrap();
    let draft = if by.person == office.ada.person {
        cases::follow(ctx, by, &after(case)).await.unwrap()
    } else {
        cases::start(ctx, by, "seguito", &[]).await.unwrap()
    };
    let answers = [
        ("vincolo", instead),
        ("titolo_numero", number.as_str()),
        ("titolo_data", "2026-03-02"),
        ("subentrante.nome", "Bruno"),
        ("subentrante.cognome", "Esempio"),
        ("subentrante.codice_fiscale", BRUNO),
    ];
    office.world.answer(by, draft, "lavori", &answers).await;
    cases::submit(ctx, by, draft).await.unwrap();
    if by.person != office.ada.person {
        cases::link(ctx, &office.clerk, draft, &Linking::Declared(case)).await.unwrap();
    }
    office.fire(&office.head, draft, "accogli").await.unwrap();
    case
}

#[tokio::test]
async fn a_case_passes_to_who_succeeds_by_another_that_they_filed() {
    let office = with_links().await;
    let bruno = office.world.named("Bruno", BRUNO).await;
    let case = succeeded(&office, &bruno, "si").await;
    assert_eq!(codes(&office, case).await, [BRUNO]);
    let page = own(&office, &bruno, case).await.unwrap();
    assert!(page.holding.passed && !page.holding.only_reads);
    assert!(page.timeline.iter().all(|entry| entry.by != "Dina Di Prova"), "who decided is not told");
    assert!(matches!(own(&office, &office.ada, case).await, Err(Error::NotFound(_))));
    assert_eq!(office.events(case, "@handed_over").await, 1);
    let told = notices::Entity::find()
        .filter(notices::Column::CaseId.eq(case.0))
        .filter(notices::Column::Kind.eq("handed_over"))
        .one(office.world.ctx.db.read());
    assert_eq!(
        told.await.unwrap().unwrap().outcome.as_deref(),
        Some("no_address"),
        "she would have been told"
    );
    office.holds(case).await;
}

#[tokio::test]
async fn who_comes_beside_another_takes_nothing_from_who_holds_it() {
    let office = with_links().await;
    let bruno = office.world.named("Bruno", BRUNO).await;
    let case = succeeded(&office, &bruno, "no").await;
    assert_eq!(codes(&office, case).await, [BRUNO]);
    assert!(own(&office, &bruno, case).await.unwrap().holding.only_reads);
    own(&office, &office.ada, case).await.unwrap();
    assert_eq!(office.events(case, "@handed_over").await, 0);
}

#[tokio::test]
async fn who_held_a_case_holds_it_on_for_who_succeeds_until_they_take_it() {
    let office = with_links().await;
    let bruno = office.world.named("Bruno", BRUNO).await;
    let case = succeeded(&office, &office.ada.clone(), "si").await;
    assert_eq!(codes(&office, case).await, [BRUNO]);
    assert_eq!(
        (office.events(case, "@handed_over").await, office.events(case, "@titolare_changed").await),
        (0, 1)
    );
    assert!(own(&office, &bruno, case).await.unwrap().holding.only_reads);
    cases::take_over(&office.world.ctx, &bruno, case, "").await.unwrap();
    assert!(!own(&office, &bruno, case).await.unwrap().holding.only_reads);
    office.holds(case).await;
}

#[tokio::test]
async fn who_answers_for_a_firm_takes_nothing_in_their_own_name() {
    let office = Office::new().await;
    let ctx = &office.world.ctx;
    let bruno = office.world.named("Bruno", BRUNO).await;
    let case = of_a_firm(&office).await;
    assert!(own(&office, &bruno, case).await.unwrap().holding.only_reads, "he reads it");
    assert!(!cases::holding_page(ctx, &bruno, Lang::It, case).await.unwrap().may_take);
    let taken = cases::take_over(ctx, &bruno, case, "").await;
    assert!(matches!(taken, Err(Error::Forbidden)), "another may answer for the firm by now: {taken:?}");
}

#[tokio::test]
async fn an_officer_decides_nothing_in_a_case_that_is_for_them() {
    let office = Office::new().await;
    let ctx = &office.world.ctx;
    let role = contract::identity::StaffRole::Rup;
    domain::identity::appoint(ctx, BRUNO, "ufficio-tecnico", role).await.unwrap();
    let bruno = office.world.named("Bruno", BRUNO).await;
    let case = filed_for_bruno(&office).await;
    let version = row(&office, case).await.row_version;
    let request = Fire { text: Some("Mie.".into()), ..Fire::new(case, "chiedi_integrazioni", version) };
    let acted = cases::fire(ctx, &bruno, &request).await;
    assert!(matches!(acted, Err(Error::Forbidden)), "{acted:?}");
    let numbered = cases::set_office_number(ctx, &bruno, case, "7/2026").await;
    assert!(matches!(numbered, Err(Error::Forbidden)), "{numbered:?}");
    let page = cases::office_page(ctx, &bruno, Lang::It, case).await.unwrap();
    assert!(page.desk.is_none() && page.actions.is_empty() && page.offers.is_empty(), "he only reads");
    assert!(!page.letter.possible);
    cases::fire(ctx, &office.rup, &request).await.unwrap();
}

#[tokio::test]
async fn beside_the_case_too_an_officer_does_nothing_for_one_that_is_for_them() {
    let office = Office::new().await;
    let ctx = &office.world.ctx;
    let role = contract::identity::StaffRole::Dirigente;
    domain::identity::appoint(ctx, BRUNO, "ufficio-tecnico", role).await.unwrap();
    let bruno = office.world.named("Bruno", BRUNO).await;
    let case = filed_for_bruno(&office).await;
    let another = office.filed("no").await;
    office.fire(&office.rup, case, "chiedi_integrazioni").await.unwrap();
    let act = office.page(case).await.communications[0].clone();
    let prove = Prove {
        id: act.id,
        day: "2026-03-10".into(),
        evidence: "A mano.".into(),
        row_version: act.row_version,
    };
    let key = EntryKey { year: 2026, number: 1 };
    let annul = Annul { key, reason: "Doppia.".into(), authority: "Det. 12/2026".into() };
    let (its, others) = (number(&office, case).await, number(&office, another).await);
    for refused in [
        cases::prove(ctx, &bruno, &prove).await,
        cases::annul(ctx, &bruno, &annul).await,
        cases::link(ctx, &bruno, case, &Linking::Number(&others)).await,
    ] {
        assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
    }
    let entry = cases::register_entry(ctx, &bruno, key).await;
    assert!(matches!(entry, Err(Error::NotFound(_))), "it says whom the office wrote to: {entry:?}");
    let beside = cases::link(ctx, &bruno, another, &Linking::Number(&its)).await;
    assert!(matches!(beside, Err(Error::Refused(Code::CaseUnknown))), "{beside:?}");
    cases::link(ctx, &office.head, another, &Linking::Number(&its)).await.unwrap();
    let apart = cases::unlink_case(ctx, &bruno, another, case, "Per errore.").await;
    assert!(matches!(apart, Err(Error::Forbidden)), "{apart:?}");
}

#[tokio::test]
async fn a_draft_of_who_held_the_case_before_brings_nothing_about_there() {
    let office = with_links().await;
    let ctx = &office.world.ctx;
    let bruno = office.world.named("Bruno", BRUNO).await;
    let case = granted(&office).await;
    let draft = cases::follow(ctx, &office.ada, &after(case)).await.unwrap();
    cases::hand_on(ctx, &office.ada, &HandOn { case, fiscal_code: BRUNO.into(), words: String::new() })
        .await
        .unwrap();
    let id = cases::given_to(ctx, &bruno, Lang::It).await.unwrap()[0].id;
    cases::answer_handing(ctx, &bruno, id, HandingAnswer::Take).await.unwrap();
    cases::submit(ctx, &office.ada, draft).await.unwrap();
    office.fire(&office.head, draft, "accogli").await.unwrap();
    assert_eq!(
        office.page(case).await.state,
        "Stato rilasciata",
        "the office says first whether it is that case"
    );
    assert!(office.page(draft).await.linked[0].declared);
}

#[tokio::test]
async fn whose_case_it_is_does_not_see_who_merely_named_its_number() {
    let office = with_links().await;
    let bruno = office.world.named("Bruno", BRUNO).await;
    let eva = office.world.citizen("Eva").await;
    let case = filed_for_bruno(&office).await;
    office.fire(&office.head, case, "rilascia").await.unwrap();
    crate::links::naming(&office, &eva, &row(&office, case).await.number.unwrap()).await;
    assert!(own(&office, &bruno, case).await.unwrap().linked.is_empty());
    assert_eq!(office.page(case).await.linked.len(), 1);
}

#[tokio::test]
async fn the_office_says_whose_a_case_is_with_a_reason() {
    let office = Office::new().await;
    let ctx = &office.world.ctx;
    let bruno = office.world.named("Bruno", BRUNO).await;
    let lucia = office.world.named("Lucia", LUCIA).await;
    let case = filed_for_bruno(&office).await;
    let says = |codes: &[&str], holder: &str, reason: &str| SetTitolari {
        case,
        codes: codes.iter().map(|code| (*code).to_owned()).collect(),
        before: vec![if reason == "Lo chiede lei." { LUCIA } else { BRUNO }.to_owned()],
        holder: holder.to_owned(),
        reason: reason.to_owned(),
    };
    let clerks = cases::set_titolari(ctx, &office.clerk, &says(&[LUCIA], "", "Erede.")).await;
    assert!(matches!(clerks, Err(Error::Forbidden)), "who leads it answers for that: {clerks:?}");
    for (asked, why) in [
        (says(&[LUCIA], "", " "), Code::TextMissing),
        (says(&["SMPLCU61C54M999X"], "", "Erede."), Code::FiscalCodeWrong),
        (says(&[LUCIA], "BNCLRA70A41H501Z", "Erede."), Code::FiscalCodeWrong),
        (says(&[LUCIA], "PRVLNI88S42Z129J", "Erede."), Code::HolderUnknown),
    ] {
        let refused = cases::set_titolari(ctx, &office.rup, &asked).await;
        assert!(matches!(refused, Err(Error::Refused(of)) if of == why), "{refused:?}");
    }
    assert_eq!(codes(&office, case).await, [BRUNO], "nothing of it happened");
    cases::set_titolari(ctx, &office.rup, &says(&[" smplcu61c54m999f "], "", "Erede.")).await.unwrap();
    assert!(matches!(own(&office, &bruno, case).await, Err(Error::NotFound(_))));
    assert!(own(&office, &lucia, case).await.unwrap().holding.only_reads);
    let adas = own(&office, &office.ada, case).await.unwrap();
    assert!(adas.messages.iter().any(|message| message.body == "Erede." && message.from_office));
    let stale = cases::set_titolari(ctx, &office.rup, &says(&[BRUNO, LUCIA], "", "Anche lui.")).await;
    assert!(matches!(stale, Err(Error::Refused(Code::StaleSave))), "from a page of before: {stale:?}");
    for _ in 0..2 {
        cases::set_titolari(ctx, &office.rup, &says(&[LUCIA], LUCIA, "Lo chiede lei.")).await.unwrap();
    }
    assert!(!own(&office, &lucia, case).await.unwrap().holding.only_reads);
    assert!(matches!(own(&office, &office.ada, case).await, Err(Error::NotFound(_))));
    assert_eq!(
        (office.events(case, "@titolare_changed").await, office.events(case, "@handed_over").await),
        (2, 1)
    );
    office.holds(case).await;
}

#[tokio::test]
async fn a_draft_leaves_out_whose_the_case_was_before() {
    let office = with_links().await;
    let ctx = &office.world.ctx;
    let (kept, passed) = (filed_for_bruno(&office).await, filed_for_bruno(&office).await);
    let says = SetTitolari {
        case: passed,
        codes: vec![LUCIA.to_owned()],
        before: vec![BRUNO.to_owned()],
        holder: String::new(),
        reason: "Erede.".to_owned(),
    };
    cases::set_titolari(ctx, &office.rup, &says).await.unwrap();
    for (case, taken) in [(kept, true), (passed, false)] {
        office.fire(&office.head, case, "rilascia").await.unwrap();
        let draft = cases::follow(ctx, &office.ada, &after(case)).await.unwrap();
        assert_eq!(answers(&office, draft).await.contains(BRUNO), taken, "{taken}");
    }
}
