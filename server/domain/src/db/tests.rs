//! What a transaction promises, on the embedded database.

use std::{path::Path, time::Duration};

use sea_orm::{ConnectionTrait, DbBackend, Statement};

use super::{Db, DbSettings};

async fn counting(folder: &Path) -> Db {
    let url = format!("sqlite://{}", folder.join("x.db").display());
    let db = Db::connect(&DbSettings { url, connections: 2 }).await.unwrap();
    db.writer().execute_unprepared("CREATE TABLE t (n integer PRIMARY KEY)").await.unwrap();
    db
}

fn insert(n: i64) -> Statement {
    Statement::from_sql_and_values(DbBackend::Sqlite, "INSERT INTO t VALUES (?)", [n.into()])
}

async fn count(on: &impl ConnectionTrait) -> i64 {
    let count = Statement::from_string(DbBackend::Sqlite, "SELECT count(*) FROM t");
    on.query_one_raw(count).await.unwrap().unwrap().try_get_by_index(0).unwrap()
}

#[tokio::test]
async fn what_is_dropped_before_its_end_never_happened_and_the_next_one_writes() {
    let folder = tempfile::tempdir().unwrap();
    let db = counting(folder.path()).await;
    for step in [false, true] {
        let tx = if step { db.begin_step() } else { db.begin().await.unwrap() };
        tx.execute_raw(insert(1)).await.unwrap();
        assert_eq!(count(&tx).await, 1, "it sees its own");
        assert_eq!(count(db.read()).await, 0, "nobody else does");
        drop(tx);
        let next = db.begin().await.unwrap();
        assert_eq!(count(&next).await, 0);
        next.commit().await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_loses_patience_in_the_middle_leaves_nothing_half_done() {
    let folder = tempfile::tempdir().unwrap();
    let db = counting(folder.path()).await;
    for pause in (0..200).map(|n| Duration::from_micros(n * 7)) {
        let tx = db.begin_step();
        let both = async move {
            count(&tx).await;
            tx.execute_raw(insert(1)).await?;
            tx.execute_raw(insert(2)).await?;
            tx.commit().await
        };
        tokio::time::timeout(pause, both).await.ok();
        let after = count(&db.begin().await.unwrap()).await;
        assert!(after == 0 || after == 2, "{after} rows after {pause:?}");
        db.writer().execute_unprepared("DELETE FROM t").await.unwrap();
    }
}

#[tokio::test]
async fn a_step_whose_last_statement_is_refused_did_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let db = counting(folder.path()).await;
    db.writer().execute_raw(insert(7)).await.unwrap();
    let tx = db.begin_step();
    for n in [1, 2, 7] {
        tx.execute_raw(insert(n)).await.unwrap();
    }
    assert!(matches!(tx.commit().await, Err(crate::Error::Repeat)));
    assert_eq!(count(&db.begin().await.unwrap()).await, 1);
}

#[tokio::test]
async fn a_step_that_only_asks_keeps_nobody_from_writing() {
    let folder = tempfile::tempdir().unwrap();
    let db = counting(folder.path()).await;
    let tx = db.begin_step();
    assert_eq!(count(&tx).await, 0);
    db.writer().execute_raw(insert(1)).await.unwrap();
    assert_eq!(count(&tx).await, 1, "what is committed, beside everybody else");
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn it_is_known_how_many_rows_the_first_statement_of_a_transaction_changed() {
    let folder = tempfile::tempdir().unwrap();
    let db = counting(folder.path()).await;
    db.writer().execute_raw(insert(1)).await.unwrap();
    let tx = db.begin().await.unwrap();
    let none = Statement::from_string(DbBackend::Sqlite, "UPDATE t SET n = n WHERE n = 5");
    assert_eq!(tx.execute_raw(none).await.unwrap().rows_affected(), 0, "not the one before the beginning");
    assert_eq!(tx.execute_raw(insert(2)).await.unwrap().rows_affected(), 1);
}

#[tokio::test]
async fn after_it_was_closed_nobody_gets_a_connection() {
    let folder = tempfile::tempdir().unwrap();
    let db = counting(folder.path()).await;
    db.clone().close().await.unwrap();
    assert!(matches!(db.begin().await, Err(crate::Error::Unavailable(..))));
    assert!(db.read().query_one_raw(insert(1)).await.is_err());
    assert!(!folder.path().join("x.db-wal").exists(), "all of the log is in the file");
}

#[tokio::test]
async fn who_holds_the_writing_connection_can_read_while_steps_wait_for_it() {
    let folder = tempfile::tempdir().unwrap();
    let db = counting(folder.path()).await;
    let holder = db.begin().await.unwrap();
    holder.execute_raw(insert(0)).await.unwrap();
    // More steps than connections that read, each of which has read.
    let steps: Vec<_> = (1..=4)
        .map(|n| {
            let db = db.clone();
            tokio::spawn(async move {
                let tx = db.begin_step();
                count(&tx).await;
                tx.execute_raw(insert(n)).await.unwrap();
                tx.commit().await
            })
        })
        .collect();
    tokio::time::sleep(Duration::from_millis(100)).await;
    let read = tokio::time::timeout(Duration::from_secs(1), count(db.read())).await;
    assert_eq!(read.ok(), Some(0), "nobody keeps a connection that reads while waiting");
    holder.commit().await.unwrap();
    for step in steps {
        step.await.unwrap().unwrap();
    }
    assert_eq!(count(db.read()).await, 5);
}
