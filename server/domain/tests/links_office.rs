//! What the office does with cases that belong together: confirms, puts together, takes apart, hands on.

use contract::{
    Code, Lang,
    cases::{Act, Channel, Relation},
    identity::StaffRole,
    ids::CaseId,
};
use domain::{
    Error,
    cases::{self, Arriving, Linking, Transfer},
};
use entity::{
    cases::{case_terms, cases as rows, receipts},
    messages::notices,
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::arrivals::paper;
use crate::links::{granted, naming, office, row};
use crate::terms::{Office, day};

#[tokio::test]
async fn a_case_that_an_answer_names_is_confirmed_by_the_office_unless_it_is_the_applicants_own() {
    let office = office().await;
    let ctx = &office.world.ctx;
    let case = granted(&office).await;
    let number = row(&office, case).await.number.unwrap();
    let bruno = office.world.citizen("Bruno").await;
    let mut filed = Vec::new();
    for (person, said) in [(&bruno, format!(" {} ", number.to_lowercase())), (&office.ada, number.clone())] {
        let draft = cases::start(ctx, person, "seguito", &[]).await.unwrap();
        office.world.answer(person, draft, "lavori", &[("vincolo", "no"), ("titolo_numero", &said)]).await;
        cases::submit(ctx, person, draft).await.unwrap();
        filed.push(draft);
    }
    let [strange, own] = filed[..] else { panic!() };
    let page = office.page(strange).await;
    assert!(page.linked[0].declared && page.linked[0].case == case);
    assert!(!office.page(own).await.linked[0].declared);
    let adas = cases::own_page(ctx, &office.ada, Lang::It, case).await.unwrap();
    assert_eq!(adas.linked.len(), 1, "what a stranger named is not hers to see: {:?}", adas.linked);
    // It was granted before the office looked.
    office.fire(&office.head, strange, "accogli").await.unwrap();
    assert_eq!(office.page(case).await.state, "Stato rilasciata");
    let own = cases::link(ctx, &bruno, strange, &Linking::Declared(case)).await;
    assert!(matches!(own, Err(Error::NotFound(_))), "{own:?}");
    cases::link(ctx, &office.clerk, strange, &Linking::Declared(case)).await.unwrap();
    assert_eq!(office.page(case).await.state, "Stato decaduta");
    let adas = cases::own_page(ctx, &office.ada, Lang::It, case).await.unwrap();
    let brunos = adas.linked.iter().find(|linked| linked.case == strange).unwrap();
    assert!(!brunos.open && brunos.state.is_empty(), "number and procedure, no more: {brunos:?}");
    office.holds(case).await;
}

#[tokio::test]
async fn a_number_is_found_in_what_was_written_around_it() {
    let office = office().await;
    let case = granted(&office).await;
    let number = row(&office, case).await.number.unwrap();
    let place = receipts::Entity::find_by_id(case.0).one(office.world.ctx.db.read()).await.unwrap().unwrap();
    let place = format!("{}/{:07}", place.protocollo_year, place.protocollo_number);
    let bruno = office.world.citizen("Bruno").await;
    for (said, found) in [
        (format!("Pratica {number}, del 2 marzo 2026"), true),
        (format!("prot. {place} del 02/03/2026"), true),
        (format!("(n.{place})"), true),
        ("prot. 77 del 02/03/2026".to_owned(), false),
    ] {
        let naming = naming(&office, &bruno, &said).await;
        let linked = office.page(naming).await.linked;
        assert_eq!(linked.iter().any(|linked| linked.case == case), found, "{said}: {linked:?}");
    }
}

#[tokio::test]
async fn the_office_reads_that_a_number_names_no_case_of_the_portal_until_it_links_one() {
    let office = office().await;
    let case = granted(&office).await;
    let number = row(&office, case).await.number.unwrap();
    let bruno = office.world.citizen("Bruno").await;
    let unfound = async |case| office.page(case).await.desk.unwrap().unfound;
    let known = naming(&office, &bruno, &number).await;
    assert_eq!(unfound(known).await, Vec::<String>::new(), "named: the office says whether it is that one");
    let strange = naming(&office, &bruno, "123/1998").await;
    assert_eq!(unfound(strange).await, ["123/1998"], "once, whatever the ways to it");
    cases::link(&office.world.ctx, &office.clerk, strange, &Linking::Number(&number)).await.unwrap();
    assert_eq!(unfound(strange).await, Vec::<String>::new());
}

#[tokio::test]
async fn nobody_puts_a_case_of_their_own_beside_another() {
    let office = office().await;
    let ctx = &office.world.ctx;
    let own = {
        let draft = cases::start(ctx, &office.clerk, "termini", &[]).await.unwrap();
        office.world.answer(&office.clerk, draft, "domanda", &[("vincolo", "no")]).await;
        cases::submit(ctx, &office.clerk, draft).await.unwrap();
        draft
    };
    let case = office.filed("no").await;
    let number = row(&office, own).await.number.unwrap();
    let refused = cases::link(ctx, &office.clerk, case, &Linking::Number(&number)).await;
    assert!(matches!(refused, Err(Error::Refused(Code::CaseUnknown))), "{refused:?}");
    cases::link(ctx, &office.rup, case, &Linking::Number(&number)).await.unwrap();
    let apart = cases::unlink_case(ctx, &office.clerk, case, own, "Motivo.").await;
    assert!(matches!(apart, Err(Error::Forbidden)), "{apart:?}");
}

#[tokio::test]
async fn who_named_a_wrong_case_is_told_and_nobody_else() {
    let office = office().await;
    let ctx = &office.world.ctx;
    let case = granted(&office).await;
    let bruno = office.world.citizen("Bruno").await;
    let follower = naming(&office, &bruno, &row(&office, case).await.number.unwrap()).await;
    cases::unlink_case(ctx, &office.clerk, case, follower, "Non è la tua pratica.").await.unwrap();
    let said = |page: contract::cases::CasePage| {
        page.messages.iter().any(|message| message.body == "Non è la tua pratica.")
    };
    assert!(said(cases::own_page(ctx, &bruno, Lang::It, follower).await.unwrap()));
    assert!(!said(cases::own_page(ctx, &office.ada, Lang::It, case).await.unwrap()));
}

#[tokio::test]
async fn the_office_puts_cases_together_and_takes_them_apart_with_a_reason() {
    let office = office().await;
    let ctx = &office.world.ctx;
    let (one, other) = (office.filed("no").await, office.filed("si").await);
    let unknown = cases::link(ctx, &office.clerk, one, &Linking::Number("RC-2026-999999")).await;
    assert!(matches!(unknown, Err(Error::Refused(Code::CaseUnknown))), "{unknown:?}");
    let itself =
        cases::link(ctx, &office.clerk, one, &Linking::Number(&row(&office, one).await.number.unwrap()))
            .await;
    assert!(matches!(itself, Err(Error::Refused(Code::CaseItself))), "{itself:?}");
    let entry = office.page(other).await.protocollo.words;
    cases::link(ctx, &office.clerk, one, &Linking::Number(&entry)).await.unwrap();
    let again =
        cases::link(ctx, &office.clerk, other, &Linking::Number(&row(&office, one).await.number.unwrap()))
            .await;
    assert!(matches!(again, Err(Error::Refused(Code::AlreadyLinked))), "{again:?}");
    assert_eq!(office.page(other).await.linked[0].relation, Relation::Beside);
    let silent = cases::unlink_case(ctx, &office.clerk, one, other, " ").await;
    assert!(matches!(silent, Err(Error::Refused(Code::TextMissing))), "{silent:?}");
    cases::unlink_case(ctx, &office.clerk, one, other, "Era un'altra.").await.unwrap();
    assert!(office.page(other).await.linked.is_empty());
    assert!(office.page(other).await.messages.iter().any(|message| message.body == "Era un'altra."));
    let told = notices::Entity::find()
        .filter(notices::Column::CaseId.eq(other.0))
        .filter(notices::Column::Kind.eq("news"))
        .count(ctx.db.read());
    assert_eq!(told.await.unwrap(), 2, "once that they belong together, once that they do not");
    office.holds(one).await;
    office.holds(other).await;
}

#[tokio::test]
async fn a_case_is_handed_to_the_office_that_it_is_for() {
    let office = office().await;
    let ctx = &office.world.ctx;
    let case = office.filed("no").await;
    let elsewhere = "urp".to_owned();
    let asked = |to: &str, reason: &str| Transfer { case, to: to.into(), reason: reason.into() };
    let clerks = cases::transfer(ctx, &office.clerk, &asked(&elsewhere, "Non è nostra.")).await;
    assert!(matches!(clerks, Err(Error::Forbidden)), "{clerks:?}");
    let nowhere = cases::transfer(ctx, &office.rup, &asked("cucina", "Non è nostra.")).await;
    assert!(matches!(nowhere, Err(Error::Refused(Code::OfficeUnknown))), "{nowhere:?}");
    let silent = cases::transfer(ctx, &office.rup, &asked(&elsewhere, "")).await;
    assert!(matches!(silent, Err(Error::Refused(Code::TextMissing))), "{silent:?}");
    let due = office.due(case, "decisione").await;
    cases::set_office_number(ctx, &office.clerk, case, "12/2026").await.unwrap();
    cases::transfer(ctx, &office.rup, &asked(&elsewhere, "Non è nostra.")).await.unwrap();
    let gone = cases::office_page(ctx, &office.rup, Lang::It, case).await;
    assert!(matches!(gone, Err(Error::NotFound(_))), "{gone:?}");
    let other = office.world.person("Olga", &[(&elsewhere, StaffRole::Rup)]).await;
    let page = cases::office_page(ctx, &other, Lang::It, case).await.unwrap();
    let desk = page.desk.unwrap();
    assert!(page.rup.is_none() && page.assigned_to.is_none() && desk.to_read);
    assert_eq!(desk.office_number, None, "numbers of an office are its own");
    let terms = case_terms::Entity::find()
        .filter(case_terms::Column::CaseId.eq(case.0))
        .filter(case_terms::Column::Office.eq(&elsewhere))
        .filter(case_terms::Column::Nominal.eq(&due))
        .count(ctx.db.read());
    assert_eq!(terms.await.unwrap(), 1, "terms run on, in the other office's calendar");
    let own = cases::own_page(ctx, &office.ada, Lang::It, case).await.unwrap();
    assert!(own.timeline.iter().any(|entry| entry.act == Some(Act::Transferred)));
    assert!(own.messages.iter().any(|message| message.body == "Non è nostra."));
    office.holds(case).await;
}

#[tokio::test]
async fn what_the_office_opens_from_a_case_is_linked_to_it_and_was_received_from_nobody() {
    let office = office().await;
    let ctx = &office.world.ctx;
    let case = granted(&office).await;
    let (number, known) = cases::arriving_from(ctx, &office.clerk, case).await.unwrap();
    assert_eq!(Some(number), row(&office, case).await.number);
    assert_eq!((known.given_name.as_str(), known.fiscal_code.is_empty()), ("Ada", false));
    let today = ctx.clock.now().day().to_string();
    let typed = Arriving {
        procedure: "seguito".into(),
        channel: "office".into(),
        day: today,
        from: Some(case),
        subject: "Verifica d'ufficio".into(),
        ..known
    };
    let opened = cases::register_arrival(ctx, &office.clerk, &typed, &[]).await.unwrap().unwrap();
    office.world.work_off().await;
    let page = office.page(opened).await;
    let linked = &page.linked[0];
    assert_eq!((linked.case, linked.relation, linked.declared), (case, Relation::Followed, false));
    assert!(page.protocollo.words.is_empty() && !page.receipt_ready, "nobody sent it");
    assert!(row(&office, opened).await.number.is_some());
    assert_eq!(page.arrival.unwrap().channel, Channel::Office);
    let adas = cases::own_page(ctx, &office.ada, Lang::It, opened).await;
    assert!(
        adas.unwrap().by_office,
        "it is hers, whatever her codice fiscale looks like, and she reads who began"
    );
    assert_eq!(office.page(case).await.linked[0].case, opened);
    office.fire(&office.head, opened, "accogli").await.unwrap();
    assert_eq!(
        office.page(case).await.state,
        "Stato decaduta",
        "the first hears of it as of any that follows"
    );
    for id in [case, opened] {
        office.holds(id).await;
    }
}

#[tokio::test]
async fn who_is_named_anew_for_a_case_opened_from_another_is_whose_it_is() {
    let office = office().await;
    let ctx = &office.world.ctx;
    let case = granted(&office).await;
    let (_, known) = cases::arriving_from(ctx, &office.clerk, case).await.unwrap();
    let typed = Arriving {
        procedure: "seguito".into(),
        channel: "paper".into(),
        from: Some(case),
        family_name: "Altra".into(),
        fiscal_code: String::new(),
        subject: "Altro".into(),
        day: ctx.clock.now().day().to_string(),
        ..known
    };
    let opened = cases::register_arrival(ctx, &office.clerk, &typed, &[]).await.unwrap().unwrap();
    let adas = cases::own_page(ctx, &office.ada, Lang::It, opened).await;
    assert!(matches!(adas, Err(Error::NotFound(_))), "it is nobody's who only has the first: {adas:?}");
}

#[tokio::test]
async fn no_case_is_opened_from_one_that_is_not_the_officers_to_work_on() {
    let office = office().await;
    let ctx = &office.world.ctx;
    let case = office.filed("no").await;
    let own = {
        let draft = cases::start(ctx, &office.clerk, "termini", &[]).await.unwrap();
        office.world.answer(&office.clerk, draft, "domanda", &[("vincolo", "no")]).await;
        cases::submit(ctx, &office.clerk, draft).await.unwrap();
        draft
    };
    let before = rows::Entity::find().count(ctx.db.read()).await.unwrap();
    let unknown = CaseId(ctx.ids.next());
    for (by, from) in [(&office.clerk, unknown), (&office.clerk, own), (&office.ada, case)] {
        let typed = Arriving { procedure: "seguito".into(), from: Some(from), ..paper() };
        let refused = cases::register_arrival(ctx, by, &typed, &[]).await;
        assert!(matches!(refused, Err(Error::NotFound(_) | Error::Forbidden)), "{refused:?}");
        let looked = cases::arriving_from(ctx, by, from).await;
        assert!(matches!(looked, Err(Error::NotFound(_) | Error::Forbidden)), "{looked:?}");
    }
    assert_eq!(rows::Entity::find().count(ctx.db.read()).await.unwrap(), before);
}

/// Everything that everybody can see of a case, as its rows stand.
async fn seen(office: &Office, case: CaseId) -> String {
    let page = cases::office_page(&office.world.ctx, &office.head, Lang::It, case).await.unwrap();
    format!("{:?} {:?} {:?} {:?}", page.state, page.timeline, page.terms, page.linked)
}

#[tokio::test]
async fn what_a_link_brings_about_is_said_before_and_nothing_is_written() {
    let office = office().await;
    let ctx = &office.world.ctx;
    let bruno = office.world.citizen("Bruno").await;
    let case = granted(&office).await;
    let number = row(&office, case).await.number.unwrap();
    let follower = naming(&office, &bruno, &number).await;
    office.fire(&office.head, follower, "accogli").await.unwrap();
    office.days(4).await;
    let before = (seen(&office, case).await, seen(&office, follower).await);
    let linking = Linking::Declared(case);
    let foreseen =
        cases::foresee_link(ctx, &office.clerk, Lang::It, follower, &linking).await.unwrap().unwrap();
    assert_eq!(foreseen.happens, [("Fatto seguita".to_owned(), day("2026-03-02"))]);
    assert_eq!(foreseen.comes.state, ("Stato rilasciata".to_owned(), "Stato decaduta".to_owned()));
    assert_eq!((foreseen.followed.1.as_str(), foreseen.linking.0), (number.as_str(), true));
    assert_eq!(foreseen.comes.terms, [], "this one moves no term");
    office.world.work_off().await;
    assert_eq!((seen(&office, case).await, seen(&office, follower).await), before, "it was only looked at");
    cases::link(ctx, &office.clerk, follower, &linking).await.unwrap();
    assert_eq!(office.page(case).await.state, foreseen.comes.state.1, "and so it happens");
    office.holds(case).await;
}

#[tokio::test]
async fn a_link_that_brings_nothing_about_is_made_without_a_question() {
    let office = office().await;
    let ctx = &office.world.ctx;
    let (one, other) = (granted(&office).await, granted(&office).await);
    let number = row(&office, other).await.number.unwrap();
    let foreseen =
        cases::foresee_link(ctx, &office.clerk, Lang::It, one, &Linking::Number(&number)).await.unwrap();
    assert_eq!(foreseen, None);
    assert!(office.page(one).await.linked.is_empty());
}

#[tokio::test]
async fn what_cannot_be_linked_is_not_foreseen() {
    let office = office().await;
    let ctx = &office.world.ctx;
    let one = granted(&office).await;
    let unknown = Linking::Number("RC-2026-999999");
    let unknown = cases::foresee_link(ctx, &office.clerk, Lang::It, one, &unknown).await;
    assert!(matches!(unknown, Err(Error::Refused(Code::CaseUnknown))), "{unknown:?}");
    let number = row(&office, one).await.number.unwrap();
    let zoe = office.world.citizen("Zoe").await;
    let stranger = cases::foresee_link(ctx, &zoe, Lang::It, one, &Linking::Number(&number)).await;
    assert!(matches!(stranger, Err(Error::NotFound(_))), "{stranger:?}");
}
