//! Several instances that start at the same moment, as a balancer's machines do after an upgrade.

use futures_util::future::join_all;
use server::wiring;
use tempfile::TempDir;
use testkit::TestDb;

#[tokio::test(flavor = "multi_thread")]
async fn instances_that_start_at_once_migrate_one_after_the_other() {
    let folder = TempDir::new().unwrap();
    let database = TestDb::empty(folder.path()).await;
    let instances = join_all((0..4).map(|_| database.connect())).await;
    for (instance, migrated) in join_all(instances.iter().map(wiring::migrate)).await.iter().enumerate() {
        assert!(migrated.is_ok(), "instance {instance}: {migrated:?}");
    }
    for instance in &instances {
        assert_eq!(wiring::pending_migrations(instance).await.unwrap(), 0);
        wiring::migrate(instance).await.unwrap();
    }
}

#[tokio::test]
async fn counting_what_is_pending_changes_nothing() {
    let folder = TempDir::new().unwrap();
    let database = TestDb::empty(folder.path()).await.connect().await;
    let all = wiring::pending_migrations(&database).await.unwrap();
    assert!(all > 0);
    assert_eq!(wiring::pending_migrations(&database).await.unwrap(), all);
}
