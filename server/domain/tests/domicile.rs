//! The certified mail that somebody chose in a form for the acts of that case (D.Lgs. 82/2005, article 3-bis).

use contract::{Lang, ids::CaseId, messages::Way};
use domain::cases::{self, HandOn, HandingAnswer};

use crate::{
    holding::{BRUNO, row},
    terms::Office,
};

const CHOSEN: &str = "ada.cantiere@pec.example.org";

/// A case in which this was answered as where acts are sent to.
async fn filed(office: &Office, address: &str) -> CaseId {
    let ctx = &office.world.ctx;
    let case = cases::start(ctx, &office.ada, "termini", &[]).await.unwrap();
    office.world.answer(&office.ada, case, "domanda", &[("vincolo", "no")]).await;
    office.world.answer(&office.ada, case, "recapiti", &[("recapito_pec", address)]).await;
    cases::submit(ctx, &office.ada, case).await.unwrap();
    office.world.work_off().await;
    case
}

/// The addresses to which the acts of a case went, with how each did.
async fn served(office: &Office, case: CaseId) -> Vec<(Way, Option<String>)> {
    let page = cases::office_page(&office.world.ctx, &office.clerk, Lang::It, case).await.unwrap();
    page.communications.into_iter().map(|act| (act.way, act.address)).collect()
}

#[tokio::test]
async fn acts_go_to_the_certified_mail_that_was_chosen_for_the_case_and_to_no_other_case() {
    let office = Office::new().await;
    let (chosen, other) = (filed(&office, CHOSEN).await, filed(&office, "").await);
    for case in [chosen, other] {
        office.fire(&office.rup, case, "chiedi_integrazioni").await.unwrap();
    }
    let sent: Vec<String> = office.world.pec.sent().into_iter().map(|letter| letter.to).collect();
    assert_eq!(sent, [CHOSEN]);
    assert_eq!(served(&office, chosen).await, [(Way::Pec, Some(CHOSEN.to_owned()))]);
    assert_eq!(served(&office, other).await, [(Way::Portal, None)]);
    // What is delivered by certified mail is not received by opening the portal.
    office.reads(chosen).await;
    office.reads(other).await;
    assert_eq!(office.due(chosen, "integrazione").await, "waiting");
    assert_eq!(office.due(other, "integrazione").await, "2026-03-12");
}

#[tokio::test]
async fn who_takes_the_case_over_did_not_choose_that_address() {
    let office = Office::new().await;
    let ctx = &office.world.ctx;
    let case = filed(&office, CHOSEN).await;
    let bruno = office.world.named("Bruno", BRUNO).await;
    let to = HandOn { case, fiscal_code: BRUNO.to_owned(), words: String::new() };
    cases::hand_on(ctx, &office.ada, &to).await.unwrap();
    let given = cases::given_to(ctx, &bruno, Lang::It).await.unwrap();
    cases::answer_handing(ctx, &bruno, given[0].id, HandingAnswer::Take).await.unwrap();
    assert_eq!(row(&office, case).await.domicile, None);
    office.fire(&office.rup, case, "chiedi_integrazioni").await.unwrap();
    assert_eq!(served(&office, case).await, [(Way::Portal, None)]);
    assert!(office.world.pec.sent().is_empty());
}
