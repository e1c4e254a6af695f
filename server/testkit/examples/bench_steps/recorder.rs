//! Keeps the statements of each step as the verbs issue them.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
    time::Duration,
};

use domain::db::Db;
use sea_orm::{Statement, Value};

/// One step and what it asked of the database, in order.
pub(crate) struct Step {
    pub(crate) name: &'static str,
    pub(crate) statements: Vec<(Statement, Duration)>,
}

impl Step {
    /// The size of the values that it wrote.
    pub(crate) fn bytes(&self) -> usize {
        let writes = self.statements.iter().filter(|(statement, _)| !statement.sql.starts_with("SELECT"));
        let values =
            writes.filter_map(|(statement, _)| statement.values.as_ref()).flat_map(|values| &values.0);
        values.map(size).sum()
    }
}

fn size(value: &Value) -> usize {
    match value {
        Value::String(Some(text)) => text.len(),
        Value::Uuid(Some(_)) => 16,
        Value::BigInt(Some(_)) => 8,
        Value::Int(Some(_)) => 4,
        _ => 0,
    }
}

/// Statements that were sent together are several all the same.
fn apart(statement: &Statement) -> impl Iterator<Item = Statement> {
    let mut values = statement.values.iter().flat_map(|values| values.0.clone()).collect::<VecDeque<Value>>();
    let backend = statement.db_backend;
    let single = !statement.sql.contains("; ");
    statement.sql.split("; ").map(str::to_owned).collect::<Vec<_>>().into_iter().map(move |sql| {
        let own = if single { values.len() } else { sql.matches('?').count() };
        let own: Vec<Value> = values.drain(..own).collect();
        Statement::from_sql_and_values(backend, sql, own)
    })
}

/// Off until it is started.
#[derive(Clone, Default)]
pub(crate) struct Recorder(Arc<Mutex<Option<Vec<Step>>>>);

impl Recorder {
    pub(crate) fn watch(&self, db: Db) -> Db {
        let steps = Arc::clone(&self.0);
        db.watched(move |statement, took| {
            if let Some(step) = steps.lock().unwrap().as_mut().and_then(|steps| steps.last_mut()) {
                step.statements.extend(apart(statement).map(|statement| (statement, took)));
            }
        })
    }

    pub(crate) fn start(&self) {
        *self.0.lock().unwrap() = Some(Vec::new());
    }

    /// A step begins.
    pub(crate) fn next(&self, name: &'static str) {
        if let Some(steps) = self.0.lock().unwrap().as_mut() {
            steps.push(Step { name, statements: Vec::new() });
        }
    }

    pub(crate) fn stop(&self) -> Vec<Step> {
        self.0.lock().unwrap().take().unwrap_or_default()
    }
}
