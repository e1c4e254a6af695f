//! Drafts that are prepared and sent together.

use contract::{Code, Lang, cases::Together, ids::CaseId};
use domain::{
    Error,
    cases::{self, FollowAs, SignatureAnswer},
};
use entity::documents::documents;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::{
    links::{after, office, row},
    terms::Office,
};

fn with(draft: CaseId) -> FollowAs {
    FollowAs { link: "insieme".into(), ..after(draft) }
}

async fn together(office: &Office, draft: CaseId) -> Together {
    cases::summary_page(&office.world.ctx, &office.ada, Lang::It, draft).await.unwrap().together
}

#[tokio::test]
async fn drafts_are_prepared_and_sent_together() {
    let office = office().await;
    let ctx = &office.world.ctx;
    let leader = cases::start(ctx, &office.ada, "termini", &[]).await.unwrap();
    office.world.answer(&office.ada, leader, "domanda", &[("vincolo", "si")]).await;
    office.world.give(&office.ada, leader, "allegato", "pianta").await;
    assert_eq!(together(&office, leader).await.offers.len(), 1);
    let companion = cases::follow(ctx, &office.ada, &with(leader)).await.unwrap();
    office.world.work_off().await;
    let given = documents::Entity::find().filter(documents::Column::CaseId.eq(companion.0));
    assert_eq!(given.count(ctx.db.read()).await.unwrap(), 1, "files are given once");
    assert_eq!(together(&office, companion).await.leader.unwrap().0, leader);
    // What the answer becomes has to be told to both: here it lacks one.
    office.world.answer(&office.ada, companion, "lavori", &[("vincolo", "")]).await;
    assert!(!together(&office, leader).await.ready());
    let alone = cases::submit(ctx, &office.ada, companion).await;
    assert!(matches!(alone, Err(Error::Refused(_))), "{alone:?}");
    let half = cases::submit(ctx, &office.ada, leader).await;
    assert!(matches!(half, Err(Error::Refused(Code::CompanionIncomplete))), "{half:?}");
    assert_eq!(row(&office, leader).await.phase, "draft", "all or none");
    office.world.answer(&office.ada, companion, "lavori", &[("vincolo", "no")]).await;
    let alone = cases::submit(ctx, &office.ada, companion).await;
    assert!(matches!(alone, Err(Error::Refused(Code::SentTogether))), "{alone:?}");
    cases::submit(ctx, &office.ada, leader).await.unwrap();
    cases::submit(ctx, &office.ada, leader).await.unwrap();
    office.world.work_off().await;
    let (first, second) = (row(&office, leader).await, row(&office, companion).await);
    assert_eq!((first.phase.as_str(), second.phase.as_str()), ("in_review", "in_review"));
    assert_ne!(first.number, second.number, "each has its number");
    assert_eq!(office.page(leader).await.linked[0].case, companion);
    office.holds(leader).await;
    office.holds(companion).await;
}

#[tokio::test]
async fn nothing_is_sent_while_the_other_draft_waits_for_a_signature() {
    let office = office().await;
    let ctx = &office.world.ctx;
    let lucia = office.world.named("Lucia", "SMPLCU61C54M999F").await;
    let leader = cases::start(ctx, &office.ada, "termini", &[]).await.unwrap();
    office.world.answer(&office.ada, leader, "domanda", &[("vincolo", "no")]).await;
    let companion = cases::follow(ctx, &office.ada, &with(leader)).await.unwrap();
    let named = [
        ("vincolo", "no"),
        ("firma.nome", "Lucia"),
        ("firma.cognome", "Esemplari"),
        ("firma.codice_fiscale", "SMPLCU61C54M999F"),
        ("firma.email", "lucia@roccascura.example"),
    ];
    office.world.answer(&office.ada, companion, "lavori", &named).await;
    let shown = together(&office, leader).await;
    assert!(shown.companions[0].unsigned && !shown.ready());
    let refused = cases::submit(ctx, &office.ada, leader).await;
    assert!(matches!(refused, Err(Error::Refused(Code::CompanionIncomplete))), "{refused:?}");
    assert_eq!(row(&office, leader).await.phase, "draft", "all or none");
    cases::ask_signatures(ctx, &office.ada, companion).await.unwrap();
    let asked = cases::asked_of(ctx, &lucia, Lang::It).await.unwrap()[0].id;
    let page = cases::signature_page(ctx, &lucia, Lang::It, asked).await.unwrap();
    cases::answer_signature(ctx, &lucia, asked, &SignatureAnswer::Sign(page.content_sha256)).await.unwrap();
    assert!(together(&office, leader).await.ready());
    cases::submit(ctx, &office.ada, leader).await.unwrap();
    assert_ne!(row(&office, companion).await.phase, "draft");
}

#[tokio::test]
async fn a_draft_is_taken_apart_and_a_discarded_leader_leaves_its_companion() {
    let office = office().await;
    let ctx = &office.world.ctx;
    let leader = cases::start(ctx, &office.ada, "termini", &[]).await.unwrap();
    office.world.answer(&office.ada, leader, "domanda", &[("vincolo", "no")]).await;
    let companion = cases::follow(ctx, &office.ada, &with(leader)).await.unwrap();
    let bruno = office.world.citizen("Bruno").await;
    let strange = cases::separate(ctx, &bruno, companion).await;
    assert!(matches!(strange, Err(Error::NotFound(_))), "{strange:?}");
    cases::separate(ctx, &office.ada, companion).await.unwrap();
    cases::submit(ctx, &office.ada, companion).await.unwrap();
    assert_eq!(row(&office, leader).await.phase, "draft");
    let other = cases::follow(ctx, &office.ada, &with(leader)).await.unwrap();
    cases::discard(ctx, &office.ada, leader).await.unwrap();
    assert!(together(&office, other).await.leader.is_none());
    cases::submit(ctx, &office.ada, other).await.unwrap();
}
