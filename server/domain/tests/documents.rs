//! Documents: stored before they are listed, hashed by the portal, judged by content.

use contract::{
    Code, Lang,
    documents::{CheckState, UploadStart},
    identity::StaffRole,
    ids::CaseId,
    inspection::{FileKind, Outcome, Report},
};
use domain::{
    Actor, Error,
    cases::{self, ArrivedFile, Arriving},
    documents::{self, Given},
};
use entity::documents::blobs;
use sea_orm::{EntityTrait, PaginatorTrait};
use sha2::{Digest, Sha256};
use testkit::{TestWorld, pdf};

use crate::arrivals::paper;

async fn checks(world: &TestWorld, by: &Actor, case: CaseId) -> Vec<(CheckState, Option<Code>)> {
    let page = cases::documents_page(&world.ctx, by, Lang::It, case, None).await.unwrap();
    page.slots.into_iter().flat_map(|slot| slot.files).map(|file| (file.check, file.reason)).collect()
}

#[tokio::test]
async fn a_file_is_listed_at_once_and_verified_by_the_work_after() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let case = world.draft(&ada).await;
    world.give(&ada, case, "relazione", "testo").await;
    assert_eq!(checks(&world, &ada, case).await, [(CheckState::Checking, None)]);
    world.work_off().await;
    assert_eq!(checks(&world, &ada, case).await, [(CheckState::Verified, None)]);
    let page = cases::documents_page(&world.ctx, &ada, Lang::It, case, None).await.unwrap();
    let file = page.slots.iter().flat_map(|slot| &slot.files).next().unwrap();
    assert_eq!(file.sha256, Some(hex::encode(Sha256::digest("%PDF-1.4 testo"))));
}

#[tokio::test]
async fn a_file_is_judged_by_its_content_and_the_place_it_is_given_for() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    for (report, expected) in [
        (Report::unopened(FileKind::Other, Outcome::Opened), (CheckState::Refused, Some(Code::FileKind))),
        (Report::unopened(FileKind::Jpeg, Outcome::Opened), (CheckState::Refused, Some(Code::FileKind))),
        (
            Report::unopened(FileKind::Pdf, Outcome::Crashed),
            (CheckState::ToExamine, Some(Code::FileUnreadable)),
        ),
        (Report::unopened(FileKind::Pdf, Outcome::Opened), (CheckState::Verified, None)),
    ] {
        let case = world.draft(&ada).await;
        world.inspector.say(report.clone());
        world.give(&ada, case, "relazione", &format!("{report:?}")).await;
        world.work_off().await;
        assert_eq!(checks(&world, &ada, case).await, [expected], "{report:?}");
    }
}

#[tokio::test]
async fn what_the_office_brings_and_nothing_opens_is_not_called_checked() {
    let world = TestWorld::new().await;
    let clerk = world.officer("Clara", StaffRole::Clerk).await;
    for (kind, expected) in [(FileKind::Other, CheckState::Unopened), (FileKind::Jpeg, CheckState::Verified)]
    {
        world.inspector.say(Report::unopened(kind, Outcome::Opened));
        let file = pdf(&format!("{kind:?}"));
        let size = file.as_file().metadata().unwrap().len();
        let brought = [ArrivedFile { name: "disegno.dwg".into(), file: file.path().to_owned(), size }];
        let typed = Arriving { subject: format!("{kind:?}"), ..paper() };
        let case = cases::register_arrival(&world.ctx, &clerk, &typed, &brought).await.unwrap().unwrap();
        world.work_off().await;
        let page = cases::office_page(&world.ctx, &clerk, Lang::It, case).await.unwrap();
        assert_eq!(page.documents[0].check, expected, "{kind:?}");
    }
}

#[tokio::test]
async fn a_file_that_broke_its_reader_does_not_stop_the_filing() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    world.inspector.say(Report::unopened(FileKind::Pdf, Outcome::Crashed));
    let case = world.filed(&ada).await;
    let page = cases::own_page(&world.ctx, &ada, Lang::It, case).await.unwrap();
    assert!(page.documents.iter().all(|file| file.check == CheckState::ToExamine && file.sha256.is_some()));
}

#[tokio::test]
async fn a_refused_file_stops_the_filing() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let case = world.complete_draft(&ada).await;
    world.inspector.say(Report::unopened(FileKind::Other, Outcome::Opened));
    world.give(&ada, case, "altri", "programma").await;
    world.work_off().await;
    let refused = cases::submit(&world.ctx, &ada, case).await;
    assert!(matches!(refused, Err(Error::Refused(Code::Incomplete))));
}

#[tokio::test]
async fn empty_oversized_and_too_many_files_are_refused_before_they_are_stored() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let case = world.draft(&ada).await;
    let file = pdf("x");
    for (size, code) in [(0, Code::FileEmpty), (20 * 1024 * 1024 + 1, Code::FileTooBig)] {
        let given = Given { case, slot: "relazione", name: "r.pdf", file: file.path(), size };
        let refused = documents::give(&world.ctx, &ada, &given).await;
        assert!(matches!(refused, Err(Error::Refused(found)) if found == code));
    }
    world.give(&ada, case, "relazione", "uno").await;
    let given = Given { case, slot: "relazione", name: "r.pdf", file: file.path(), size: 10 };
    let refused = documents::give(&world.ctx, &ada, &given).await;
    assert!(matches!(refused, Err(Error::Refused(Code::TooManyFiles))));
    assert_eq!(blobs::Entity::find().count(world.ctx.db.read()).await.unwrap(), 1);
}

#[tokio::test]
async fn the_same_bytes_are_kept_once() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let case = world.draft(&ada).await;
    world.give(&ada, case, "elaborato", "uguale").await;
    world.give(&ada, case, "altri", "uguale").await;
    world.work_off().await;
    assert_eq!(blobs::Entity::find().count(world.ctx.db.read()).await.unwrap(), 1);
    assert_eq!(checks(&world, &ada, case).await.len(), 2);
    world.clock.advance_days(400);
    assert_eq!(documents::sweep_objects(&world.ctx).await.unwrap(), 1, "the copy is swept");
    let left = world.ctx.objects.list("o/", None).await.unwrap();
    assert_eq!(left.len(), 1);
}

#[tokio::test]
async fn what_was_removed_is_swept_a_day_later_and_not_before() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let case = world.draft(&ada).await;
    let document = world.give(&ada, case, "relazione", "via").await;
    world.work_off().await;
    documents::remove(&world.ctx, &ada, case, document).await.unwrap();
    assert_eq!(documents::sweep_objects(&world.ctx).await.unwrap(), 0);
    world.clock.advance_days(400);
    assert_eq!(documents::sweep_objects(&world.ctx).await.unwrap(), 1);
    assert_eq!(blobs::Entity::find().count(world.ctx.db.read()).await.unwrap(), 0);
}

#[tokio::test]
async fn an_upload_in_parts_ends_as_a_document_once() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let case = world.draft(&ada).await;
    let start =
        UploadStart { slot: "relazione".into(), point: None, name: "a/b\\relazione.p7m".into(), size: 11 };
    let plan = documents::begin_upload(&world.ctx, &ada, case, &start).await.unwrap();
    assert_eq!(plan.parts, 1);
    let early = documents::finish_upload(&world.ctx, &ada, case, plan.upload).await;
    assert!(matches!(early, Err(Error::Refused(Code::UploadBroken))), "no part has arrived");
    let beyond = documents::part_address(&world.ctx, &ada, case, plan.upload, 2).await;
    assert!(matches!(beyond, Err(Error::NotFound(_))));
    put_part(&world, &ada, case, plan.upload, b"hello parts").await;
    let first = documents::finish_upload(&world.ctx, &ada, case, plan.upload).await.unwrap();
    let again = documents::finish_upload(&world.ctx, &ada, case, plan.upload).await.unwrap();
    assert_eq!(first, again);
    let page = cases::documents_page(&world.ctx, &ada, Lang::It, case, None).await.unwrap();
    let files: Vec<_> = page.slots.iter().flat_map(|slot| &slot.files).collect();
    assert_eq!(files.len(), 1);
    assert_eq!(files[0].name, "relazione.p7m");
}

/// Puts a part as the browser does: through the public door, with the signed address.
pub(crate) async fn put_part(
    world: &TestWorld,
    by: &Actor,
    case: CaseId,
    upload: contract::ids::UploadId,
    bytes: &'static [u8],
) {
    let address = documents::part_address(&world.ctx, by, case, upload, 1).await.unwrap();
    let door = world.store.as_ref().unwrap().public();
    let request = http::Request::put(address.url)
        .header(http::header::CONTENT_LENGTH, bytes.len())
        .body(http_body_util::Full::new(bytes::Bytes::from_static(bytes)))
        .unwrap();
    assert_eq!(door.call(request).await.status(), 200);
}

#[tokio::test]
async fn an_upload_finished_twice_at_once_is_one_document() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let case = world.draft(&ada).await;
    let start = UploadStart { slot: "relazione".into(), point: None, name: "r.pdf".into(), size: 11 };
    let plan = documents::begin_upload(&world.ctx, &ada, case, &start).await.unwrap();
    put_part(&world, &ada, case, plan.upload, b"hello parts").await;
    let finish = || documents::finish_upload(&world.ctx, &ada, case, plan.upload);
    let (a, b) = tokio::join!(finish(), finish());
    assert_eq!(a.unwrap(), b.unwrap());
}

#[tokio::test]
async fn an_upload_is_what_was_announced_or_nothing() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let case = world.draft(&ada).await;
    let start = UploadStart { slot: "relazione".into(), point: None, name: "r.pdf".into(), size: 10 };
    let plan = documents::begin_upload(&world.ctx, &ada, case, &start).await.unwrap();
    put_part(&world, &ada, case, plan.upload, b"longer than announced").await;
    let refused = documents::finish_upload(&world.ctx, &ada, case, plan.upload).await;
    assert!(matches!(refused, Err(Error::Refused(Code::UploadBroken))));
    assert!(checks(&world, &ada, case).await.is_empty());
}

#[tokio::test]
async fn another_persons_upload_and_document_do_not_exist() {
    let world = TestWorld::new().await;
    let (ada, bea) = (world.citizen("Ada").await, world.citizen("Bea").await);
    let case = world.draft(&ada).await;
    let start = UploadStart { slot: "relazione".into(), point: None, name: "r.pdf".into(), size: 11 };
    let plan = documents::begin_upload(&world.ctx, &ada, case, &start).await.unwrap();
    assert!(matches!(
        documents::part_address(&world.ctx, &bea, case, plan.upload, 1).await,
        Err(Error::NotFound(_))
    ));
    let document = world.give(&ada, case, "elaborato", "mio").await;
    assert!(matches!(
        documents::download(&world.ctx, &bea, document, documents::Take::Save).await,
        Err(Error::NotFound(_))
    ));
    assert!(documents::download(&world.ctx, &ada, document, documents::Take::Save).await.is_ok());
    let denied = crate::audit::denied(&world).await;
    let actions: Vec<&str> = denied.iter().map(|(action, _)| action.as_str()).collect();
    assert_eq!(actions, ["case.fill", "document.read"]);
}

#[tokio::test]
async fn with_the_store_down_nothing_is_half_added() {
    let mut world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let case = world.draft(&ada).await;
    world.store.take().unwrap().shutdown().await;
    let file = pdf("x");
    let given = Given { case, slot: "relazione", name: "r.pdf", file: file.path(), size: 10 };
    let refused = documents::give(&world.ctx, &ada, &given).await;
    assert!(matches!(refused, Err(Error::Unavailable(..))), "{refused:?}");
    assert!(checks(&world, &ada, case).await.is_empty());
}
