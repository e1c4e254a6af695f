//! Nobody decides for the office in their own matter, nor reads as the office what others alone got: however they logged in,
//! and whichever way the matter is theirs.

use contract::{
    Code, Lang,
    cases::Act,
    documents::OFFICE_ONLY,
    identity::StaffRole,
    ids::RequestId,
    inspection::{FileKind, Outcome, Report},
    messages::PecPaper,
    register::EntryKey,
};
use domain::{
    Actor, Error,
    cases::{self, ArrivedFile, Fire, HandOn, HandingAnswer, Linking, RegisterQuery},
    documents::{self, Take},
    identity,
    office::{InboxQuery, deadlines, inbox},
};

use crate::{
    fascicolo::links,
    holding::{BRUNO, LUCIA, given, row},
    holding_titolari::{filed_for_bruno, number},
    recipients::{calling, informing},
    terms::Office,
};

/// Bruno, for whom a case is, who also leads cases in the office.
async fn bruno_leads(office: &Office) -> Actor {
    identity::appoint(&office.world.ctx, BRUNO, "ufficio-tecnico", StaffRole::Rup).await.unwrap();
    office.world.named("Bruno", BRUNO).await
}

/// The same person by another provider: another subject, the same codice fiscale.
async fn again(office: &Office, who: &Actor) -> Actor {
    office.world.named("Con un altro gestore", &who.fiscal_code).await
}

#[tokio::test]
async fn who_logs_in_by_another_provider_is_still_a_party() {
    let office = Office::new().await;
    let ctx = &office.world.ctx;
    let case = office.filed("no").await;
    identity::appoint(ctx, &office.ada.fiscal_code, "ufficio-tecnico", StaffRole::Rup).await.unwrap();
    let ada = again(&office, &office.ada).await;
    assert_ne!(ada.person, office.ada.person, "two people in the table");
    let page = cases::office_page(ctx, &ada, Lang::It, case).await.unwrap();
    assert!(page.desk.is_none() && page.actions.is_empty(), "{:?}", page.actions);
    let version = row(&office, case).await.row_version;
    let fire = Fire { text: Some("Mia.".into()), ..Fire::new(case, "chiedi_integrazioni", version) };
    let acted = cases::fire(ctx, &ada, &fire).await;
    assert!(matches!(acted, Err(Error::Forbidden)), "{acted:?}");
    let numbered = cases::set_office_number(ctx, &ada, case, "7/2026").await;
    assert!(matches!(numbered, Err(Error::Forbidden)), "{numbered:?}");
    cases::fire(ctx, &office.rup, &fire).await.unwrap();
}

#[tokio::test]
async fn who_held_a_case_once_is_a_party_by_every_provider() {
    let office = Office::new().await;
    let ctx = &office.world.ctx;
    let case = office.filed("no").await;
    let bruno = bruno_leads(&office).await;
    let lucia = office.world.named("Lucia", LUCIA).await;
    for (from, to) in [(&office.ada, &bruno), (&bruno, &lucia)] {
        let on = HandOn { case, fiscal_code: to.fiscal_code.clone(), words: String::new() };
        cases::hand_on(ctx, from, &on).await.unwrap();
        cases::answer_handing(ctx, to, given(&office, to).await[0], HandingAnswer::Take).await.unwrap();
    }
    for bruno in [again(&office, &bruno).await, bruno] {
        let numbered = cases::set_office_number(ctx, &bruno, case, "7/2026").await;
        assert!(matches!(numbered, Err(Error::Forbidden)), "{numbered:?}");
    }
}

#[tokio::test]
async fn a_case_that_follows_ones_own_is_ones_matter_too() {
    let office = Office::new().await;
    let ctx = &office.world.ctx;
    let own = filed_for_bruno(&office).await;
    let bruno = bruno_leads(&office).await;
    let other = office.filed("no").await;
    cases::set_office_number(ctx, &bruno, other, "7/2026").await.unwrap();
    let link = Linking::Number(&number(&office, own).await);
    cases::link(ctx, &office.rup, other, &link).await.unwrap();
    let numbered = cases::set_office_number(ctx, &bruno, other, "8/2026").await;
    assert!(matches!(numbered, Err(Error::Forbidden)), "{numbered:?}");
}

#[tokio::test]
async fn whom_the_office_wrote_to_besides_is_not_for_an_officer_who_is_a_party() {
    let office = Office::new().await;
    let ctx = &office.world.ctx;
    let case = filed_for_bruno(&office).await;
    let bruno = bruno_leads(&office).await;
    office.fire_with(&office.rup, case, informing(case)).await.unwrap();
    office.world.work_off().await;
    let acts = office.page(case).await.communications;
    let act = acts.iter().find(|act| act.recipient.starts_with("Carla")).unwrap();
    let query = RegisterQuery::default();
    let keys: Vec<EntryKey> = cases::register_page(ctx, &office.clerk, &query)
        .await
        .unwrap()
        .rows
        .iter()
        .map(|row| row.key)
        .collect();
    assert!(
        !keys.is_empty()
            && !cases::office_communications(ctx, &office.clerk, Lang::It).await.unwrap().is_empty()
    );
    let his = cases::register_page(ctx, &bruno, &query).await.unwrap().rows;
    assert_eq!(his.len(), keys.len(), "the register has no gap");
    assert!(his.iter().all(|row| row.own && row.party.is_empty() && row.subject.is_empty()), "{his:?}");
    assert!(cases::office_communications(ctx, &bruno, Lang::It).await.unwrap().is_empty());
    for key in keys {
        cases::register_entry(ctx, &office.clerk, key).await.unwrap();
        assert!(matches!(cases::register_entry(ctx, &bruno, key).await, Err(Error::NotFound(_))));
        assert!(matches!(cases::segnatura(ctx, &bruno, key).await, Err(Error::NotFound(_))));
    }
    let receipt = cases::pec_receipt(ctx, &bruno, act.id, PecPaper::Acceptance).await;
    assert!(matches!(receipt, Err(Error::NotFound(_))), "{receipt:?}");
}

#[tokio::test]
async fn the_list_of_a_day_that_names_others_in_ones_own_matter_is_for_another_to_read() {
    let office = Office::new().await;
    let ctx = &office.world.ctx;
    let case = filed_for_bruno(&office).await;
    identity::appoint(ctx, BRUNO, "ufficio-tecnico", StaffRole::Dirigente).await.unwrap();
    let bruno = office.world.named("Bruno", BRUNO).await;
    let filed = ctx.clock.now().day().to_string();
    office.days(1).await;
    let informed = ctx.clock.now().day().to_string();
    office.fire_with(&office.rup, case, informing(case)).await.unwrap();
    office.days(1).await;
    cases::close_days(ctx).await.unwrap();
    cases::day_list(ctx, &bruno, &filed).await.unwrap();
    let refused = cases::day_list(ctx, &bruno, &informed).await;
    assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
    cases::day_list(ctx, &office.head, &informed).await.unwrap();
}

#[tokio::test]
async fn a_case_is_given_to_nobody_whose_matter_it_is() {
    let office = Office::new().await;
    let ctx = &office.world.ctx;
    let case = filed_for_bruno(&office).await;
    let bruno = bruno_leads(&office).await.person().unwrap();
    let dirigente = office.world.officer("Dora", StaffRole::Dirigente).await;
    let refused = cases::assign(ctx, &dirigente, case, bruno).await;
    assert!(matches!(refused, Err(Error::Refused(Code::NotAColleague))), "{refused:?}");
    let refused = cases::name_rup(ctx, &dirigente, case, bruno).await;
    assert!(matches!(refused, Err(Error::Refused(Code::NotAColleague))), "{refused:?}");
}

#[tokio::test]
async fn what_the_office_keeps_for_itself_is_seen_by_who_works_on_the_case_and_by_nobody_else() {
    let office = Office::new().await;
    let ctx = &office.world.ctx;
    let case = filed_for_bruno(&office).await;
    let bruno = bruno_leads(&office).await;
    let objection = testkit::pdf("opposizione");
    let size = objection.as_file().metadata().unwrap().len();
    let file = ArrivedFile { name: "opposizione.pdf".into(), file: objection.path().to_owned(), size };
    let told = office.page(case).await.timeline.len();
    cases::add_arrived(ctx, &office.clerk, case, &file, true).await.unwrap();
    cases::add_arrived(ctx, &office.clerk, case, &ArrivedFile { name: "copia.pdf".into(), ..file }, false)
        .await
        .unwrap();
    office.world.work_off().await;
    let seen = cases::office_page(ctx, &office.rup, Lang::It, case).await.unwrap();
    let kept = seen.documents.iter().find(|row| row.name == "opposizione.pdf").unwrap();
    assert_eq!((kept.slot.as_str(), seen.timeline.len()), (OFFICE_ONLY, told + 2));
    documents::download(ctx, &office.rup, kept.id, Take::Show).await.unwrap();
    office.fire_with(&office.rup, case, calling(case, Vec::new())).await.unwrap();
    let link = links(&office).remove(0);
    let nobody = Actor::stranger(RequestId(ctx.ids.next()));
    let shared = cases::shared_file(ctx, &nobody, Lang::It, &link).await.unwrap();
    let kept_away = |names: Vec<String>| !names.contains(&"opposizione.pdf".to_owned());
    assert!(kept_away(shared.documents.into_iter().map(|row| row.name).collect()), "nor do bodies read it");
    let taken = cases::shared_document(ctx, &nobody, &link, kept.id).await;
    assert!(matches!(taken, Err(Error::NotFound(_))), "{taken:?}");
    for (who, page) in [
        (&office.ada, cases::own_page(ctx, &office.ada, Lang::It, case).await.unwrap()),
        (&bruno, cases::office_page(ctx, &bruno, Lang::It, case).await.unwrap()),
    ] {
        assert!(kept_away(page.documents.into_iter().map(|row| row.name).collect()));
        assert_eq!(page.timeline.iter().filter(|line| line.act == Some(Act::DocumentKept)).count(), 0);
        let read = documents::download(ctx, who, kept.id, Take::Show).await;
        assert!(matches!(read, Err(Error::NotFound(_))), "{read:?}");
        let read = documents::text(ctx, who, kept.id).await;
        assert!(matches!(read, Err(Error::NotFound(_))), "{read:?}");
    }
}

#[tokio::test]
async fn nobody_learns_by_a_search_what_the_office_keeps_of_their_own_case() {
    let office = Office::new().await;
    let ctx = &office.world.ctx;
    let case = office.world.filed(&office.ada).await;
    identity::appoint(ctx, &office.ada.fiscal_code, "ufficio-tecnico", StaffRole::Rup).await.unwrap();
    let ada = again(&office, &office.ada).await;
    office.world.inspector.say(Report {
        text: Some("parolanemica".into()),
        ..Report::unopened(FileKind::Pdf, Outcome::Opened)
    });
    let objection = testkit::pdf("opposizione");
    let size = objection.as_file().metadata().unwrap().len();
    let file = ArrivedFile { name: "opposizione.pdf".into(), file: objection.path().to_owned(), size };
    cases::add_arrived(ctx, &office.clerk, case, &file, true).await.unwrap();
    office.world.work_off().await;
    let query = InboxQuery { query: "parolanemica".into(), ..InboxQuery::default() };
    for (who, found) in [(&office.rup, 1), (&ada, 0)] {
        assert_eq!(inbox(ctx, who, Lang::It, &query).await.unwrap().rows.len(), found);
    }
}

#[tokio::test]
async fn lists_of_the_office_say_which_cases_are_the_readers_own() {
    let office = Office::new().await;
    let ctx = &office.world.ctx;
    let (theirs, other) = (filed_for_bruno(&office).await, office.filed("no").await);
    let bruno = bruno_leads(&office).await;
    for (who, own) in [(&bruno, true), (&office.rup, false)] {
        let rows = inbox(ctx, who, Lang::It, &InboxQuery::default()).await.unwrap().rows;
        assert_eq!(
            rows.iter().map(|row| (row.id, row.own)).collect::<Vec<_>>(),
            [(theirs, own), (other, false)]
        );
        let terms = deadlines(ctx, who, Lang::It, None, false).await.unwrap().rows;
        assert!(!terms.is_empty() && terms.iter().all(|row| row.own == (own && row.case == theirs)));
    }
}
