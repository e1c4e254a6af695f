//! What applicants send by themselves is prepared as an answer is: the event that sends it is named there.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::run(manager, TABLES).await
    }
}

// Requests that nobody answered and whose case has gone on are over: they do not come back with the next one.
const TABLES: &str = "
ALTER TABLE requests ADD COLUMN own_event text

UPDATE requests SET answered_seq = (SELECT max(seq) FROM case_events WHERE case_events.case_id = requests.case_id)
  WHERE answered_seq IS NULL
    AND case_id IN (SELECT id FROM cases WHERE phase <> 'waiting_applicant')
";
