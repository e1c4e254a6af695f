//! Schema statements written once: the few words that differ between the databases are replaced.

use sea_orm_migration::{
    SchemaManager,
    sea_orm::{ConnectionTrait, DbBackend, DbErr},
};

/// Runs statements separated by blank lines, with these words replaced: `{id}` (16 bytes),
/// `{int}` (64 bits), `{strict}` (SQLite checks types as PostgreSQL does), `{unordered}` (the same, and
/// SQLite keeps no order of writing: rows stand in the order of their key), `{nil}` (the id of the portal itself).
pub(crate) async fn run(manager: &SchemaManager<'_>, statements: &str) -> Result<(), DbErr> {
    let sqlite = manager.get_database_backend() == DbBackend::Sqlite;
    let (id, int) = if sqlite { ("blob", "integer") } else { ("uuid", "bigint") };
    let nil =
        if sqlite { "x'00000000000000000000000000000000'" } else { "'00000000-0000-0000-0000-000000000000'" };
    let (strict, unordered) = if sqlite { (" STRICT", " STRICT, WITHOUT ROWID") } else { ("", "") };
    for statement in statements.split("\n\n").map(str::trim).filter(|statement| !statement.is_empty()) {
        let sql = statement.replace("{id}", id).replace("{int}", int);
        let sql = sql.replace("{strict}", strict).replace("{unordered}", unordered);
        let sql = sql.replace("{nil}", nil);
        manager.get_connection().execute_unprepared(&sql).await?;
    }
    Ok(())
}

/// Makes a table append-only: whoever tries to change or delete a row is refused by the database.
pub(crate) async fn append_only(manager: &SchemaManager<'_>, table: &str) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    if manager.get_database_backend() == DbBackend::Sqlite {
        for verb in ["UPDATE", "DELETE"] {
            let name = verb.to_lowercase();
            connection
                .execute_unprepared(&format!(
                    "CREATE TRIGGER {table}_no_{name} BEFORE {verb} ON {table} \
                     BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
                ))
                .await?;
        }
        return Ok(());
    }
    connection
        .execute_unprepared(
            "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS \
             $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$",
        )
        .await?;
    connection
        .execute_unprepared(&format!(
            "CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} \
             FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        ))
        .await?;
    connection
        .execute_unprepared(&format!(
            "CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} \
             FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        ))
        .await?;
    Ok(())
}
