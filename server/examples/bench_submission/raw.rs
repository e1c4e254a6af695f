//! The statements of a submission, in the order in which the verb issues them, and nothing else.

use std::str::FromStr;

use sqlx::{
    PgPool, Row, SqlitePool,
    postgres::PgPoolOptions,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use uuid::Uuid;

/// A pool with the portal's own settings.
pub(crate) enum Raw {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

/// The words that a case is found by are as many as those of the tests' answers.
const SEARCH: &str = "ada di prova prvdaa80a41h501u lucia esemplari smplcu61c54m999f lucia esempio it via delle mura 12 7 214 2 \
    unico_proprietario manutenzione_straordinaria 2026 04 01 edilfinta 00743110157 geometri 1234";
const HASH: &str = "0000000000000000000000000000000000000000000000000000000000000000";

impl Raw {
    pub(crate) async fn connect(url: &str) -> Self {
        if url.starts_with("sqlite") {
            let options = SqliteConnectOptions::from_str(url)
                .unwrap()
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .foreign_keys(true)
                .busy_timeout(std::time::Duration::from_secs(5));
            let pool = SqlitePoolOptions::new().max_connections(1).test_before_acquire(false);
            return Self::Sqlite(pool.connect_with(options).await.unwrap());
        }
        let pool = PgPoolOptions::new().max_connections(4).test_before_acquire(false);
        Self::Postgres(pool.connect(url).await.unwrap())
    }

    /// Lets PostgreSQL look at its tables, as its autovacuum would have: the tests' cluster has none, and
    /// plans made for empty tables would be kept.
    pub(crate) async fn analyse(&self) {
        if let Self::Postgres(pool) = self {
            sqlx::query("ANALYZE").execute(pool).await.unwrap();
        }
    }

    pub(crate) async fn submit(&self, case: Uuid, person: Uuid) {
        match self {
            Self::Sqlite(pool) => sqlite(pool, case, person).await,
            Self::Postgres(pool) => postgres(pool, case, person).await,
        }
    }
}

/// The same body for both drivers: their queries are different types.
macro_rules! submission {
    ($name:ident, $pool:ty, $begin:literal, $notify:expr) => {
        async fn $name(pool: &$pool, case: Uuid, person: Uuid) {
            let mut db = pool.begin_with($begin).await.unwrap();
            let row = sqlx::query("SELECT id, number, definition_hash, slug, comune, office, phase, state, created_by, assigned_to, received_at, created_at, updated_at, search, row_version FROM cases WHERE id = $1")
                .bind(case).fetch_one(&mut *db).await.unwrap();
            let version: i64 = row.get("row_version");
            sqlx::query("SELECT case_id, step, answers, saved_at, row_version FROM case_answers WHERE case_id = $1")
                .bind(case).fetch_all(&mut *db).await.unwrap();
            sqlx::query("SELECT d.id, d.slot, d.name, d.uploaded_at, b.size, b.sha256, b.state, b.report FROM documents d INNER JOIN blobs b ON d.blob_id = b.id WHERE d.case_id = $1 ORDER BY d.uploaded_at, d.id")
                .bind(case).fetch_all(&mut *db).await.unwrap();
            let moved = sqlx::query("INSERT INTO counters (name, value) VALUES ($1, 1), ($2, 1) ON CONFLICT (name) DO UPDATE SET value = counters.value + 1 RETURNING name, value")
                .bind("protocollo-2026").bind("case-2026").fetch_all(&mut *db).await.unwrap();
            let (protocollo, number): (i64, i64) = (moved[0].get("value"), moved[1].get("value"));
            let number = format!("PR-2026-{number:06}");
            sqlx::query("UPDATE cases SET state = 'presentata', phase = 'submitted', updated_at = $1, row_version = $2, number = $3, received_at = $4, to_read = 0, search = $5 WHERE id = $6 AND row_version = $7 AND phase = 'draft'")
                .bind(1_i64).bind(version + 1).bind(&number).bind(1_i64).bind(SEARCH).bind(case).bind(version)
                .execute(&mut *db).await.unwrap();
            let document = format!("{{\"document\":\"{case}\",\"sha256\":\"{HASH}\",\"slot\":\"relazione\"}}");
            let payload = format!("{{\"answers_sha256\":\"{HASH}\",\"definition\":\"{HASH}\",\"documents\":[{document},{document}],\"number\":\"{number}\",\"protocollo\":{protocollo}}}");
            sqlx::query("INSERT INTO case_events (case_id, seq, event, from_state, to_state, author_id, payload, at, prev_hash, hash) VALUES ($1, 1, 'invia', 'bozza', 'presentata', $2, $3, $4, '', $5)")
                .bind(case).bind(person).bind(&payload).bind(1_i64).bind(HASH).execute(&mut *db).await.unwrap();
            sqlx::query("INSERT INTO protocollo (year, number, direction, case_id, event_seq, registered_at, subject, party_id) VALUES (2026, $1, 'in', $2, 1, $3, $4, $5)")
                .bind(protocollo).bind(case).bind(1_i64).bind(&number).bind(person).execute(&mut *db).await.unwrap();
            sqlx::query("INSERT INTO receipts (case_id, number, protocollo_year, protocollo_number, received_at, payload) VALUES ($1, $2, 2026, $3, $4, $5)")
                .bind(case).bind(&number).bind(protocollo).bind(1_i64).bind(&payload).execute(&mut *db).await.unwrap();
            sqlx::query("INSERT INTO jobs (id, kind, payload, dedupe_key, run_at, attempts, lease_until, lease_owner, last_error, state, updated_at) VALUES ($1, 'make_receipt', $2, $3, $4, 0, NULL, NULL, NULL, 'done', $5) ON CONFLICT (dedupe_key) DO NOTHING")
                .bind(case).bind(format!("{{\"case\":\"{case}\"}}")).bind(format!("receipt:{case}")).bind(1_i64).bind(1_i64).execute(&mut *db).await.unwrap();
            let index = Uuid::from_u128(case.as_u128() ^ 1);
            sqlx::query("INSERT INTO jobs (id, kind, payload, dedupe_key, run_at, attempts, lease_until, lease_owner, last_error, state, updated_at) VALUES ($1, 'index_case', $2, NULL, $3, 0, NULL, NULL, NULL, 'done', $4) ON CONFLICT (dedupe_key) DO NOTHING")
                .bind(index).bind(format!("{{\"case\":\"{case}\"}}")).bind(1_i64).bind(1_i64).execute(&mut *db).await.unwrap();
            if let Some(notify) = $notify {
                let notify: &'static str = notify;
                sqlx::query(notify).execute(&mut *db).await.unwrap();
            }
            if let Some(notify) = $notify {
                let notify: &'static str = notify;
                sqlx::query(notify).execute(&mut *db).await.unwrap();
            }
            db.commit().await.unwrap();
        }
    };
}

submission!(sqlite, SqlitePool, "BEGIN IMMEDIATE", None);
submission!(postgres, PgPool, "BEGIN", Some("NOTIFY sportello_jobs"));
