//! Payments that the office asks for in a case, and what everybody reads of one.

use contract::{
    Code, Lang,
    cases::{Act, CasePage},
    ids::{CaseId, NoticeId, RequestId},
    payments::NoticeState,
};
use domain::{
    Actor, Error,
    cases::{self, AskedPayment, Fire, Rectify},
    payments::{self, Held},
};
use testkit::paid_by;

use crate::{
    terms::{Office, day},
    terms_office::came_on_paper,
};

pub(crate) fn asking(case: CaseId, cents: i64, by: &str) -> Fire {
    let payment = Some(AskedPayment { cents, by: day(by) });
    Fire { text: Some("Si paga.".into()), payment, ..Fire::new(case, "chiedi_somma", 0) }
}

/// A case of which 1.234,50 € are to be paid, asked on 2 March 2026.
async fn asked(office: &Office) -> CaseId {
    let case = office.filed("no").await;
    office.fire_with(&office.rup, case, asking(case, 123_450, "2026-04-01")).await.unwrap();
    case
}

pub(crate) async fn own(office: &Office, case: CaseId) -> CasePage {
    cases::own_page(&office.world.ctx, &office.ada, Lang::It, case).await.unwrap()
}

/// The receipt of a notice arrives, and its case hears of it before anything else is done.
async fn paid_before_work(office: &Office, nav: &str, cents: i64, token: &str) {
    let ctx = &office.world.ctx;
    let nobody = Actor::stranger(RequestId(ctx.ids.next()));
    payments::receive(ctx, &nobody, &paid_by(&nav.replace(' ', ""), cents, token)).await.unwrap();
    let case = cases::mine(ctx, &office.ada, Lang::It).await.unwrap().filed[0].1.id;
    let notice = own(office, case).await.payments.notices[0].id;
    cases::payment_arrived(ctx, notice).await.unwrap();
    office.world.work_off().await;
}

/// The receipt of a notice arrives, and the portal works.
async fn paid(office: &Office, nav: &str, cents: i64, token: &str) {
    let ctx = &office.world.ctx;
    let nobody = Actor::stranger(RequestId(ctx.ids.next()));
    payments::receive(ctx, &nobody, &paid_by(&nav.replace(' ', ""), cents, token)).await.unwrap();
    office.world.work_off().await;
}

#[tokio::test]
async fn what_the_office_asks_becomes_a_notice_of_whose_case_it_is() {
    let office = Office::new().await;
    let case = asked(&office).await;
    let page = own(&office, case).await;
    let [notice] = &page.payments.notices[..] else { panic!("{:?}", page.payments) };
    assert_eq!(
        (notice.cents, notice.due, notice.state),
        (123_450, Some(day("2026-04-01")), NoticeState::Open)
    );
    assert!(notice.reason.contains(&page.number), "{}", notice.reason);
    let deeds = office.world.inspector.deeds();
    let act = deeds.last().and_then(|sheet| sheet.act.payment.clone()).unwrap();
    assert_eq!((act.sum.as_str(), act.by.as_str()), ("1.234,50 €", "1 aprile 2026"));
    assert_eq!(act.notice, notice.nav, "the act says the number by which it is paid");
    let mine = cases::mine(&office.world.ctx, &office.ada, Lang::It).await.unwrap();
    assert_eq!(mine.filed[0].1.to_pay, 123_450, "the personal area says it too");
    let bruno = office.world.citizen("Bruno").await;
    let held = Held { key: office.world.ctx.ids.next(), notices: Vec::new() };
    let back = |cart: contract::ids::CartId, _: contract::payments::Returned| {
        format!("https://comune.example/it/pagamenti/{cart}/ritorno/fatto")
    };
    let strange = payments::begin(&office.world.ctx, &bruno, &held, &[notice.id], &back).await;
    assert!(matches!(strange, Err(Error::NotFound(_))), "{strange:?}");
    payments::begin(&office.world.ctx, &office.ada, &held, &[notice.id], &back).await.unwrap();
    office.holds(case).await;
}

#[tokio::test]
async fn a_sum_and_a_day_are_typed_that_can_be_paid() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    for (fire, code) in [
        (Fire { payment: None, ..asking(case, 1, "2026-04-01") }, Code::SumMissing),
        (asking(case, 0, "2026-04-01"), Code::SumWrong),
        (asking(case, -5, "2026-04-01"), Code::SumWrong),
        (asking(case, 10_000_000_000, "2026-04-01"), Code::SumWrong),
        (asking(case, 100, "2026-03-02"), Code::PayByPast),
        (asking(case, 100, "2199-01-01"), Code::PayByPast),
    ] {
        let refused = office.fire_with(&office.rup, case, fire).await;
        assert!(matches!(&refused, Err(Error::Refused(why)) if *why == code), "{code:?}: {refused:?}");
    }
    assert!(office.page(case).await.payments.notices.is_empty(), "no notice of what was refused");
    let without =
        office.fire_with(&office.head, case, Fire { payment: None, ..asking(case, 1, "2026-04-01") });
    assert!(matches!(without.await, Err(Error::Forbidden)), "who may not ask is told so");
}

#[tokio::test]
async fn the_last_receipt_moves_the_case_on_the_day_on_which_it_was_paid() {
    let office = Office::new().await;
    let case = asked(&office).await;
    office.fire_with(&office.rup, case, asking(case, 5_000, "2026-05-01")).await.unwrap();
    office.days(3).await;
    let notices = own(&office, case).await.payments.notices;
    paid(&office, &notices[0].nav, 123_450, "one").await;
    let page = office.page(case).await;
    assert_eq!((page.state.as_str(), office.events(case, "@paid").await), ("Stato da_pagare", 1));
    assert!(page.timeline.iter().any(|entry| entry.act == Some(Act::Paid)));
    paid(&office, &notices[1].nav, 5_000, "two").await;
    let page = office.page(case).await;
    assert_eq!((page.state.as_str(), office.events(case, "somma_arrivata").await), ("Stato istruttoria", 1));
    assert!(page.desk.is_some_and(|desk| desk.to_read), "the office looks");
    let words = &page.messages.last().unwrap().body;
    assert!(words.ends_with("50,00 €, 2 marzo 2026"), "the day that frees from the debt: {words}");
    assert!(page.payments.notices.iter().all(|notice| notice.state == NoticeState::Paid));
    // The work is done again after a crash, and a receipt is sent again.
    cases::payment_arrived(&office.world.ctx, notices[1].id).await.unwrap();
    paid(&office, &notices[1].nav, 5_000, "two").await;
    assert_eq!((office.events(case, "@paid").await, office.events(case, "somma_arrivata").await), (1, 1));
    office.holds(case).await;
}

#[tokio::test]
async fn a_payment_may_run_beside_the_main_way() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    let fine = Fire { event: "chiedi_multa".into(), ..asking(case, 33_333, "2026-04-01") };
    office.fire_with(&office.rup, case, fine).await.unwrap();
    let notice = own(&office, case).await.payments.notices[0].nav.clone();
    paid(&office, &notice, 33_333, "fine").await;
    let page = office.page(case).await;
    assert_eq!((page.state.as_str(), office.events(case, "multa_arrivata").await), ("Stato istruttoria", 1));
    let beside = page.path.beside.iter().map(|(track, _, state)| (track.as_str(), state.as_str()));
    assert_eq!(beside.collect::<Vec<_>>(), [("Multa", "Stato multa_chiusa")]);
    office.holds(case).await;
}

#[tokio::test]
async fn each_event_waits_for_the_payments_that_it_names_and_for_no_other() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    let fine = Fire { event: "chiedi_multa".into(), ..asking(case, 33_333, "2026-04-01") };
    office.fire_with(&office.rup, case, fine).await.unwrap();
    office.fire_with(&office.rup, case, asking(case, 123_450, "2026-04-01")).await.unwrap();
    let notices = own(&office, case).await.payments.notices;
    paid(&office, &notices[0].nav, 33_333, "fine").await;
    assert_eq!(office.events(case, "multa_arrivata").await, 1, "although the other is still owed");
    let page = office.page(case).await;
    assert_eq!(
        (page.state.as_str(), office.events(case, "somma_arrivata").await),
        ("Stato da_pagare", 0),
        "a fine pays for no act"
    );
    paid(&office, &notices[1].nav, 123_450, "sum").await;
    assert_eq!(office.page(case).await.state, "Stato istruttoria");
    office.holds(case).await;
}

#[tokio::test]
async fn a_payment_after_the_case_went_on_is_written_down_and_moves_nothing() {
    let office = Office::new().await;
    let case = asked(&office).await;
    let nav = own(&office, case).await.payments.notices[0].nav.clone();
    office.fire(&office.ada, case, "rinuncia").await.unwrap();
    let page = own(&office, case).await;
    assert_eq!(page.payments.notices[0].state, NoticeState::Cancelled, "what was given up is not to be paid");
    // It was paid at a counter all the same.
    paid(&office, &nav, 123_450, "late").await;
    // The office that looks at an older page does not clear what it has not seen.
    assert!(office.page(case).await.desk.unwrap().heard > 2);
    assert_eq!(
        (office.page(case).await.state.as_str(), office.events(case, "@paid").await),
        ("Stato rinunciata", 1)
    );
    let unknown = cases::payment_arrived(&office.world.ctx, NoticeId(office.world.ctx.ids.next())).await;
    unknown.unwrap();
    office.holds(case).await;
}

#[tokio::test]
async fn what_was_asked_point_by_point_waits_on_while_a_fine_is_paid() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    let fine = Fire { event: "chiedi_multa".into(), ..asking(case, 33_333, "2026-04-01") };
    office.fire_with(&office.rup, case, fine).await.unwrap();
    let request = Fire {
        text: Some("Servono le tavole.".into()),
        points: vec!["La pianta.".into()],
        due: Some(day("2026-04-30")),
        ..Fire::new(case, "chiedi_integrazioni", 0)
    };
    office.fire_with(&office.rup, case, request).await.unwrap();
    let notice = own(&office, case).await.payments.notices[0].nav.clone();
    paid(&office, &notice, 33_333, "fine").await;
    let page = own(&office, case).await;
    assert_eq!(office.events(case, "multa_arrivata").await, 1);
    assert!(page.requests.iter().any(|request| request.open), "it is still to be answered");
}

#[tokio::test]
async fn money_for_a_notice_that_was_closed_moves_nothing() {
    let office = Office::new().await;
    let case = asked(&office).await;
    let old = own(&office, case).await.payments.notices[0].nav.clone();
    undo(&office, case, "Fatto chiedi_somma").await;
    office.fire_with(&office.rup, case, asking(case, 200_000, "2026-04-01")).await.unwrap();
    paid(&office, &old, 123_450, "the old one").await;
    let page = office.page(case).await;
    assert_eq!((page.state.as_str(), office.events(case, "@paid").await), ("Stato da_pagare", 1));
    let new = own(&office, case).await.payments.notices[1].nav.clone();
    paid(&office, &new, 200_000, "the new one").await;
    assert_eq!(office.page(case).await.state, "Stato istruttoria");
    office.holds(case).await;
}

#[tokio::test]
async fn what_was_paid_in_time_counts_though_its_receipt_comes_after_the_term() {
    let office = Office::new().await;
    let case = asked(&office).await;
    let nav = own(&office, case).await.payments.notices[0].nav.clone();
    // The term of ten days is over, and nothing was worked off yet when the receipt of the second day comes.
    office.world.clock.advance_days(12);
    paid_before_work(&office, &nav, 123_450, "in time").await;
    assert_eq!(office.page(case).await.state, "Stato istruttoria");
    assert_eq!(
        (office.events(case, "somma_arrivata").await, office.events(case, "somma_mancata").await),
        (1, 0)
    );
    office.holds(case).await;
}

#[tokio::test]
async fn nobody_is_to_pay_after_the_day_that_the_same_act_sets() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    let late = Fire { due: Some(day("2026-03-20")), ..asking(case, 5_000, "2026-04-01") };
    let refused = office.fire_with(&office.rup, case, late).await;
    assert!(matches!(refused, Err(Error::Refused(Code::PayByPast))), "{refused:?}");
}

/// The head of the office says that an event was recorded by mistake.
pub(crate) async fn undo(office: &Office, case: CaseId, event: &str) {
    let page = cases::office_page(&office.world.ctx, &office.head, Lang::It, case).await.unwrap();
    let of = page.desk.unwrap().rectifiable.iter().find(|past| past.event.starts_with(event)).unwrap().of;
    let reason = "Per errore.".into();
    let rectify = Rectify { case, of, truly: None, reason, row_version: page.row_version };
    cases::rectify(&office.world.ctx, &office.head, &rectify).await.unwrap();
}

#[tokio::test]
async fn what_was_asked_by_mistake_is_to_be_paid_no_more() {
    let office = Office::new().await;
    let case = asked(&office).await;
    undo(&office, case, "Fatto chiedi_somma").await;
    let page = own(&office, case).await;
    assert_eq!(
        (page.state.as_str(), page.payments.notices[0].state),
        ("Stato istruttoria", NoticeState::Cancelled)
    );
    office.holds(case).await;
}

#[tokio::test]
async fn what_was_closed_by_mistake_is_to_be_paid_again() {
    let office = Office::new().await;
    let case = asked(&office).await;
    // One was asked by mistake, and stays closed.
    office.fire_with(&office.rup, case, asking(case, 5_000, "2026-05-01")).await.unwrap();
    undo(&office, case, "Fatto chiedi_somma").await;
    office.fire(&office.ada, case, "rinuncia").await.unwrap();
    let states = async || own(&office, case).await.payments.notices.into_iter().map(|notice| notice.state);
    assert!(states().await.all(|state| state == NoticeState::Cancelled));
    undo(&office, case, "Fatto rinuncia").await;
    let page = own(&office, case).await;
    let states: Vec<_> = page.payments.notices.iter().map(|notice| notice.state).collect();
    let open = states.iter().filter(|state| **state == NoticeState::Open).count();
    assert_eq!((states.len(), open, page.state.as_str()), (2, 1, "Stato da_pagare"), "{states:?}");
    let left = page.payments.notices.iter().find(|notice| notice.state == NoticeState::Open).unwrap();
    paid(&office, &left.nav, left.cents, "again").await;
    assert_eq!(office.page(case).await.state, "Stato istruttoria");
    office.holds(case).await;
}

#[tokio::test]
async fn what_turns_out_a_mistake_after_it_was_closed_is_never_to_be_paid_again() {
    let office = Office::new().await;
    let case = asked(&office).await;
    office.fire_with(&office.rup, case, asking(case, 5_000, "2026-05-01")).await.unwrap();
    office.fire(&office.ada, case, "rinuncia").await.unwrap();
    undo(&office, case, "Fatto chiedi_somma").await;
    undo(&office, case, "Fatto rinuncia").await;
    let page = own(&office, case).await;
    let open = page.payments.notices.iter().filter(|notice| notice.state == NoticeState::Open);
    assert_eq!((open.count(), page.state.as_str()), (1, "Stato da_pagare"), "{:?}", page.payments);
}

#[tokio::test]
async fn everybody_reads_what_is_announced_for_its_days_and_no_longer() {
    let office = Office::new().await;
    let ctx = &office.world.ctx;
    let case = office.filed("si").await;
    office.fire(&office.head, case, "rilascia").await.unwrap();
    assert!(cases::albo(ctx, Lang::It).await.unwrap().is_empty());
    let page = office.page(case).await;
    let action = page.actions.iter().find(|action| action.event == "annuncia").unwrap();
    let foretold = action.announces.clone().unwrap();
    office.days(2).await;
    office.fire(&office.clerk, case, "annuncia").await.unwrap();
    let again = office.fire(&office.clerk, case, "annuncia").await;
    assert!(matches!(again, Err(Error::Refused(Code::AlreadyPublished))), "{again:?}");
    let all = cases::albo(ctx, Lang::It).await.unwrap();
    assert_eq!((all.len(), &all[0].says), (1, &foretold), "what the office saw before is what is read");
    assert_eq!((all[0].from, all[0].until), (day("2026-03-04"), day("2026-03-18")));
    assert_eq!((foretold.act_on, foretold.lines.len()), (Some(day("2026-03-02")), 1));
    let act = page.communications.last().unwrap().protocollo.words.clone();
    assert_eq!(foretold.number, act, "the number of the act, not of the case");
    office.days(14).await;
    assert_eq!(cases::albo(ctx, Lang::It).await.unwrap().len(), 1, "the last day is one of them");
    office.days(1).await;
    assert!(cases::albo(ctx, Lang::It).await.unwrap().is_empty());
    assert_eq!(own(&office, case).await.published.len(), 1, "whose case it is still sees that it was");
    office.holds(case).await;
}

#[tokio::test]
async fn what_was_announced_by_mistake_is_taken_away() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    office.fire(&office.head, case, "rilascia").await.unwrap();
    office.fire(&office.clerk, case, "annuncia").await.unwrap();
    undo(&office, case, "Fatto annuncia").await;
    assert!(cases::albo(&office.world.ctx, Lang::It).await.unwrap().is_empty());
    assert!(own(&office, case).await.published[0].withdrawn);
}

#[tokio::test]
async fn of_a_case_on_paper_everybody_reads_whose_it_is_as_the_office_wrote_it() {
    let office = Office::new().await;
    office.world.clock.advance_days(20);
    let case = came_on_paper(&office).await;
    office.fire(&office.head, case, "rilascia").await.unwrap();
    office.fire(&office.clerk, case, "annuncia").await.unwrap();
    for (lang, expected) in [
        (Lang::It, [("Richiedente", "Ugo Bruni"), ("Oggetto", "Prova")]),
        (Lang::En, [("Applicant", "Ugo Bruni"), ("Subject", "Prova")]),
    ] {
        let read = cases::albo(&office.world.ctx, lang).await.unwrap();
        let lines = read[0].says.lines.iter().map(|(label, words)| (label.as_str(), words.as_str()));
        assert_eq!(lines.collect::<Vec<_>>(), expected);
    }
}
