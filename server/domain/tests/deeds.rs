//! Written acts of the office as documents: what they say is fixed when they are done, they go where the act goes.

use contract::{
    Code, Lang,
    cases::CasePage,
    identity::StaffRole,
    ids::{CaseId, DocumentId},
    messages::Channel,
    people::Pec,
};
use domain::{
    Error,
    cases::{self, Fire},
    documents::{self, Take},
    ports::Protocol,
};
use entity::cases::{case_events, deeds};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::{
    notices::prefers,
    terms::{Office, day},
};

/// Asks for two things by the end of March.
fn asking(case: CaseId) -> Fire {
    Fire {
        text: Some("Manca una tavola.\nServe.".into()),
        points: vec!["La pianta".into(), "La sezione".into()],
        due: Some(day("2026-03-31")),
        ..Fire::new(case, "chiedi_integrazioni", 0)
    }
}

fn document(page: &CasePage) -> Option<DocumentId> {
    page.communications.iter().find_map(|act| act.document)
}

#[tokio::test]
async fn an_act_becomes_a_document_that_says_what_was_done() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    office.fire_with(&office.rup, case, asking(case)).await.unwrap();
    let sheets = office.world.inspector.deeds();
    assert_eq!(sheets.len(), 1);
    let (template, act) = (&sheets[0].template, &sheets[0].act);
    assert_eq!(template.file, "deeds/richiesta.typ");
    assert!(template.source.contains("#points()"), "the template of the version of the case");
    assert_eq!(act.protocol, "2026/0000002 del 2 marzo 2026");
    assert_eq!((act.text.as_str(), act.points.len()), ("Manca una tavola.\nServe.", 2));
    assert_eq!(
        (act.due.as_str(), act.source.as_str()),
        ("31 marzo 2026", "D.P.R. 380/2001, articolo 20, comma 5")
    );
    assert!(act.recipient.name.starts_with("Ada") && act.signer.name.starts_with("Rino"));
    assert_eq!(act.signer.role, "Responsabile del procedimento");
    assert_eq!((act.case.filed_on.as_str(), act.answers["vincolo"].as_str()), ("2 marzo 2026", "No"));
    let states = ["decisione", "integrazione", "saldo"].map(|id| act.terms[id].status.as_str());
    assert_eq!(states, ["interrupted", "waiting", "none"], "as they stand after the act");
    assert_eq!(act.terms["integrazione"].ends, "31 marzo 2026", "the day that the office set");
    assert!(!act.draft);
    let page = office.page(case).await;
    assert!(page.documents.iter().all(|file| !file.slot.starts_with("deed")), "no file of the applicant's");
    assert!(page.receipt_ready);
    office.holds(case).await;
}

#[tokio::test]
async fn a_document_is_for_the_parties_and_is_made_once() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    office.fire_with(&office.rup, case, asking(case)).await.unwrap();
    let made = document(&office.page(case).await).unwrap();
    cases::make_deed(&office.world.ctx, case, 2).await.unwrap();
    assert_eq!(office.world.inspector.deeds().len(), 1, "done twice is done once");
    let own = cases::own_page(&office.world.ctx, &office.ada, Lang::It, case).await.unwrap();
    assert_eq!(document(&own), Some(made));
    documents::download(&office.world.ctx, &office.ada, made, Take::Show).await.unwrap();
    let stranger = office.world.citizen("Zoe").await;
    let refused = documents::download(&office.world.ctx, &stranger, made, Take::Show).await;
    assert!(matches!(refused, Err(Error::NotFound(_))), "{refused:?}");
}

#[tokio::test]
async fn the_journal_keeps_the_hash_of_what_an_act_says_and_none_of_its_words() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    office.fire_with(&office.rup, case, asking(case)).await.unwrap();
    let db = office.world.ctx.db.read();
    let kept = deeds::Entity::find_by_id((case.0, 2)).one(db).await.unwrap().unwrap();
    let event = case_events::Entity::find()
        .filter(case_events::Column::CaseId.eq(case.0))
        .filter(case_events::Column::Seq.eq(2))
        .one(db)
        .await
        .unwrap()
        .unwrap();
    assert!(kept.content.contains("Manca una tavola") && !event.payload.contains("Manca"));
    let payload: serde_json::Value = serde_json::from_str(&event.payload).unwrap();
    assert_eq!(payload["deed"], "richiesta");
    let row = entity::cases::cases::Entity::find_by_id(case.0).one(db).await.unwrap().unwrap();
    assert_eq!(payload["deed_sha256"], domain::journal::Salt::of(&row).hash(&kept.content));
}

#[tokio::test]
async fn by_certified_mail_the_document_goes_along() {
    let office = Office::new().await;
    prefers(&office.world, &office.ada, |wanted| {
        wanted.channel = Channel::Pec;
        wanted.pec = Pec::parse("ada@pec.example.org").ok();
    })
    .await;
    let case = office.filed("no").await;
    office.fire_with(&office.rup, case, asking(case)).await.unwrap();
    let letters = office.world.pec.sent();
    assert_eq!(letters.len(), 1, "once, when its document is ready");
    let file = letters[0].attachment.as_ref().unwrap();
    assert!(file.name.ends_with("-2026-0000002.pdf"), "{}", file.name);
    assert!(file.bytes.starts_with(b"%PDF"));
    assert_eq!(office.world.inspector.deeds()[0].act.recipient.address, "ada@pec.example.org");
}

#[tokio::test]
async fn an_act_waits_for_its_official_number() {
    let mut office = Office::new().await;
    office.world.ctx.protocol = Protocol::Manual;
    let case = office.filed("no").await;
    office.fire_with(&office.rup, case, asking(case)).await.unwrap();
    assert_eq!(document(&office.page(case).await), None, "no act goes out under another number");
    office.reads(case).await;
    assert_eq!(office.due(case, "integrazione").await, "waiting", "nothing runs from half an act");
    let key = contract::register::EntryKey { year: 2026, number: 2 };
    let give = cases::GiveNumber { key, number: "45678".into(), day: "2026-03-02".into() };
    let clerk = office.world.officer("Carlo", StaffRole::Clerk).await;
    cases::give_number(&office.world.ctx, &clerk, &give).await.unwrap();
    office.world.work_off().await;
    assert!(document(&office.page(case).await).is_some());
    assert_eq!(office.world.inspector.deeds()[0].act.protocol, "45678 del 2 marzo 2026");
    office.reads(case).await;
    assert_eq!(office.due(case, "integrazione").await, "2026-03-31");
    office.holds(case).await;
}

#[tokio::test]
async fn a_preview_shows_what_would_be_made_and_changes_nothing() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    let ctx = &office.world.ctx;
    let state = office.page(case).await.state;
    let pdf = cases::preview_deed(ctx, &office.rup, &asking(case)).await.unwrap();
    assert!(pdf.starts_with(b"%PDF"));
    let act = office.world.inspector.deeds().remove(0).act;
    assert_eq!(
        (act.draft, act.protocol.as_str(), act.text.as_str()),
        (true, "", "Manca una tavola.\nServe.")
    );
    assert_eq!(office.page(case).await.state, state);
    assert_eq!(deeds::Entity::find().count(ctx.db.read()).await.unwrap(), 0);
    let wordless = Fire { text: None, ..asking(case) };
    let refused = cases::preview_deed(ctx, &office.rup, &wordless).await;
    assert!(matches!(refused, Err(Error::Refused(Code::TextMissing))), "{refused:?}");
    let no_document = Fire { text: Some("Motivi.".into()), ..Fire::new(case, "preavvisa", 0) };
    assert!(matches!(cases::preview_deed(ctx, &office.rup, &no_document).await, Err(Error::NotFound(_))));
    let clerks = cases::preview_deed(ctx, &office.clerk, &asking(case)).await;
    assert!(matches!(clerks, Err(Error::Forbidden)), "an act of the RUP: {clerks:?}");
    let own = cases::preview_deed(ctx, &office.ada, &asking(case)).await;
    assert!(matches!(own, Err(Error::NotFound(_))), "{own:?}");
}
