//! What a case is found by, normalised the same way when stored and when searched, and the index of it: FTS5 on
//! SQLite, `tsvector` on PostgreSQL.

use contract::ids::CaseId;
use sea_orm::{ConnectionTrait, DbBackend, Statement, Value};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
use uuid::Uuid;

use crate::error::Result;

/// Lower case, accents removed, anything but letters and digits as one blank.
#[must_use]
pub fn normalised(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Writes the words of a case, over those that are there. `place` is its place in the order of filing.
pub(crate) async fn put(db: &impl ConnectionTrait, place: i64, case: CaseId, words: &str) -> Result<()> {
    let values = [place.into(), case.0.into(), words.into()];
    if db.get_database_backend() == DbBackend::Postgres {
        let put = "INSERT INTO case_search (place, case_id, words) VALUES ($1, $2, to_tsvector('simple', $3)) \
                   ON CONFLICT (place) DO UPDATE SET words = excluded.words";
        db.execute_raw(Statement::from_sql_and_values(DbBackend::Postgres, put, values)).await?;
        return Ok(());
    }
    let forget = "DELETE FROM case_search WHERE rowid = ?";
    db.execute_raw(Statement::from_sql_and_values(DbBackend::Sqlite, forget, [place.into()])).await?;
    let put = "INSERT INTO case_search (rowid, case_id, words) VALUES (?, ?, ?)";
    db.execute_raw(Statement::from_sql_and_values(DbBackend::Sqlite, put, values)).await?;
    Ok(())
}

/// Which cases a search is for.
#[derive(Debug, Clone)]
pub(crate) struct Wanted<'a> {
    /// What was typed: each word has to be there, at least as a beginning.
    pub(crate) words: &'a str,
    /// The offices whose cases are looked at.
    pub(crate) offices: &'a [String],
    /// The phases that are looked at.
    pub(crate) phases: &'a [&'a str],
    /// More that has to hold of the case: a column of `cases`, and its value or that it has none.
    pub(crate) also: Vec<(&'static str, Option<Value>)>,
    /// Only cases after this place in the order of filing.
    pub(crate) after: i64,
    /// How many at most.
    pub(crate) limit: u64,
}

/// How many cases PostgreSQL looks through one by one before it asks its index.
const LOOKED_THROUGH: u32 = 500;

/// The cases that are found, in the order of filing: place and id. It stops when it has enough.
///
/// # Errors
/// Database errors.
pub(crate) async fn find(db: &impl ConnectionTrait, wanted: &Wanted<'_>) -> Result<Vec<(i64, Uuid)>> {
    let words = normalised(wanted.words);
    if words.is_empty() || wanted.offices.is_empty() || wanted.phases.is_empty() {
        return Ok(Vec::new());
    }
    if db.get_database_backend() != DbBackend::Postgres {
        let Some(sought) = spelt_out(db, &words).await? else { return Ok(Vec::new()) };
        return rows(db, wanted, &sought, Some("case_search")).await;
    }
    let sought = join(&words, " & ", |word| format!("{word}:*"));
    // The planner guesses how often a word is there, and a wrong guess reads every case. A word that is everywhere
    // fills a page from the next few hundred; what does not is rare enough for the index to list it whole.
    let after = wanted.after;
    let near =
        format!("(SELECT * FROM case_search WHERE place > {after} ORDER BY place LIMIT {LOOKED_THROUGH})");
    let found = rows(db, wanted, &sought, Some(&near)).await?;
    if u64::try_from(found.len()).is_ok_and(|found| found >= wanted.limit) {
        return Ok(found);
    }
    rows(db, wanted, &sought, None).await
}

/// As many words that begin alike are looked for one by one; more are left to FTS5.
const SPELT_OUT: i64 = 20;

/// What was typed as FTS5 is asked for it: each word as all words of the index that begin so. Of a whole word FTS5 reads
/// its cases as they are wanted, of a beginning it reads them all first. `None` if a word is nowhere.
async fn spelt_out(db: &impl ConnectionTrait, words: &str) -> Result<Option<String>> {
    // From word to word: the next one is looked up, not read past all cases of the one before.
    let begin_so = "WITH RECURSIVE next (term, n) AS ( \
                      SELECT (SELECT term FROM case_search_words WHERE term >= ?1 LIMIT 1), 1 \
                      UNION ALL \
                      SELECT (SELECT term FROM case_search_words WHERE term >= next.term || char(1) LIMIT 1), n + 1 \
                      FROM next WHERE next.term < ?2 AND n <= ?3) \
                    SELECT term FROM next WHERE term < ?2";
    let mut sought = Vec::new();
    for word in words.split(' ') {
        let values = [word.into(), format!("{word}{}", char::MAX).into(), SPELT_OUT.into()];
        let found =
            db.query_all_raw(Statement::from_sql_and_values(DbBackend::Sqlite, begin_so, values)).await?;
        if found.is_empty() {
            return Ok(None);
        }
        if found.len() > usize::try_from(SPELT_OUT).unwrap_or_default() {
            sought.push(format!("\"{word}\"*"));
            continue;
        }
        let whole = found.iter().map(|row| Ok(format!("\"{}\"", row.try_get::<String>("", "term")?)));
        sought.push(format!("({})", whole.collect::<Result<Vec<_>>>()?.join(" OR ")));
    }
    Ok(Some(sought.join(" AND ")))
}

/// The cases found by looking through a part of what was indexed, or, on PostgreSQL alone, in what its index of words
/// lists whole. `sought` is in the words of the database.
async fn rows(
    db: &impl ConnectionTrait,
    wanted: &Wanted<'_>,
    sought: &str,
    part: Option<&str>,
) -> Result<Vec<(i64, Uuid)>> {
    let mut sql = Sql::new(db.get_database_backend());
    let (place, found) = match sql.backend {
        DbBackend::Postgres => ("s.place", "words @@ to_tsquery('simple', "),
        _ => ("s.rowid", "case_search MATCH ("),
    };
    let from = |part: &str| {
        format!(
            "SELECT {place} AS place, s.case_id AS case_id FROM {part} AS s \
             JOIN cases AS c ON c.id = s.case_id WHERE "
        )
    };
    if let Some(part) = part {
        sql.text(&format!("{}{found}", from(part)));
        sql.value(sought.into());
        sql.text(") AND ");
    } else {
        sql.text(&format!(
            "WITH listed AS MATERIALIZED (SELECT place, case_id FROM case_search WHERE {found}"
        ));
        sql.value(sought.into());
        sql.text(&format!(")) {}", from("listed")));
    }
    sql.text(&format!("{place} > "));
    sql.value(wanted.after.into());
    sql.text(" AND c.office IN ");
    sql.list(wanted.offices.iter().map(|office| office.as_str().into()));
    sql.text(" AND c.phase IN ");
    sql.list(wanted.phases.iter().map(|phase| (*phase).into()));
    for (column, value) in &wanted.also {
        sql.text(&format!(" AND c.{column} "));
        match value {
            Some(value) => {
                sql.text("= ");
                sql.value(value.clone());
            }
            None => sql.text("IS NULL"),
        }
    }
    sql.text(&format!(" ORDER BY {place} LIMIT {}", wanted.limit));
    let rows = db.query_all_raw(sql.statement()).await?;
    let found = rows.iter().map(|row| Ok((row.try_get("", "place")?, row.try_get("", "case_id")?)));
    found.collect()
}

fn join(words: &str, by: &str, made: impl Fn(&str) -> String) -> String {
    words.split(' ').map(made).collect::<Vec<_>>().join(by)
}

/// A statement in the making: values stand apart from the text, marked as the database wants.
struct Sql {
    backend: DbBackend,
    text: String,
    values: Vec<Value>,
}

impl Sql {
    fn new(backend: DbBackend) -> Self {
        Self { backend, text: String::new(), values: Vec::new() }
    }

    fn text(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn value(&mut self, value: Value) {
        self.values.push(value);
        match self.backend {
            DbBackend::Postgres => self.text.push_str(&format!("${}", self.values.len())),
            _ => self.text.push('?'),
        }
    }

    fn list(&mut self, values: impl Iterator<Item = Value>) {
        self.text("(");
        for (place, value) in values.enumerate() {
            self.text(if place == 0 { "" } else { ", " });
            self.value(value);
        }
        self.text(")");
    }

    fn statement(self) -> Statement {
        Statement::from_sql_and_values(self.backend, self.text, self.values)
    }
}

#[cfg(test)]
mod tests {
    use super::normalised;

    #[test]
    fn accents_case_and_punctuation_do_not_matter() {
        for (typed, found_by) in [
            ("Niccolò D'Àgata", "niccolo d agata"),
            ("  RC-2026-000123 ", "rc 2026 000123"),
            ("", ""),
            ("…!", ""),
        ] {
            assert_eq!(normalised(typed), found_by);
        }
    }
}
