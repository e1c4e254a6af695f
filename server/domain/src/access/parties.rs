//! Whose matter a case is: nobody decides for the office, nor reads as the office what others alone got, where they are a
//! party (L. 241/1990, article 6-bis). People are told apart by their codice fiscale: who logs in by two providers is one.

use std::{collections::BTreeSet, sync::LazyLock};

use contract::ids::{CaseId, PersonId};
use entity::cases::cases;
use sea_orm::{ConnectionTrait, Statement, Value, prelude::Uuid};

use crate::{
    ctx::Actor,
    error::{Error, Result},
    identity::policy::{self, Action},
};

/// Whether a case is a person's matter: it is for them, they filed it or hold it, it passed to them once, or it follows a case
/// that is for them, or that they filed or hold. `case`, `code` and `passed` stand in the statement for its id, the codice
/// fiscale and the pattern of [`passed_to`].
pub(crate) fn concerned_sql(case: &str, code: &str, passed: &str) -> String {
    let own = |case: &str| {
        format!(
            "EXISTS (SELECT 1 FROM case_titolari pt WHERE pt.case_id = {case} AND pt.fiscal_code = {code}) \
             OR EXISTS (SELECT 1 FROM cases pc JOIN persons pp ON pp.id IN (pc.held_by, pc.created_by) \
             WHERE pc.id = {case} AND pp.fiscal_code = {code} AND pp.fiscal_code <> '')"
        )
    };
    let (this, followed) = (own(case), own("pl.followed_id"));
    format!(
        "({this} \
         OR EXISTS (SELECT 1 FROM case_events pe WHERE pe.case_id = {case} AND pe.event = '@handed_over' \
         AND pe.payload LIKE {passed}) \
         OR EXISTS (SELECT 1 FROM handings ph WHERE ph.case_id = {case} AND ph.fiscal_code = {code} AND ph.outcome = 'taken') \
         OR EXISTS (SELECT 1 FROM case_links pl WHERE pl.case_id = {case} AND pl.status = 'confirmed' AND ({followed})))"
    )
}

/// How the journal says that a case passed to somebody.
pub(crate) fn passed_to(person: PersonId) -> String {
    format!("%\"to\":\"{person}\"%")
}

static ONE: LazyLock<String> =
    LazyLock::new(|| format!("SELECT 1 AS one WHERE {}", concerned_sql("$1", "$2", "$3")));

/// Whether a case is the actor's matter.
///
/// # Errors
/// Database errors.
pub(crate) async fn concerned(db: &impl ConnectionTrait, actor: &Actor, id: CaseId) -> Result<bool> {
    concerns(db, id, actor.person()?, &actor.fiscal_code).await
}

/// The same of somebody else, by whom they are and their codice fiscale.
///
/// # Errors
/// Database errors.
pub(crate) async fn concerns(
    db: &impl ConnectionTrait,
    id: CaseId,
    person: PersonId,
    fiscal_code: &str,
) -> Result<bool> {
    let values = [id.0.into(), fiscal_code.into(), passed_to(person).into()];
    let asked = Statement::from_sql_and_values(db.get_database_backend(), ONE.as_str(), values);
    Ok(db.query_one_raw(asked).await?.is_some())
}

/// Those of these cases that are the actor's matter.
///
/// # Errors
/// Database errors.
pub(crate) async fn concerning(
    db: &impl ConnectionTrait,
    actor: &Actor,
    ids: impl IntoIterator<Item = Uuid>,
) -> Result<BTreeSet<Uuid>> {
    let ids: BTreeSet<Uuid> = ids.into_iter().collect();
    if ids.is_empty() {
        return Ok(BTreeSet::new());
    }
    let mut values: Vec<Value> = vec![actor.fiscal_code.as_str().into(), passed_to(actor.person()?).into()];
    let mut places = Vec::new();
    for id in ids {
        values.push(id.into());
        places.push(format!("${}", values.len()));
    }
    let (places, concerned) = (places.join(", "), concerned_sql("c.id", "$1", "$2"));
    let sql = format!("SELECT c.id AS id FROM cases c WHERE c.id IN ({places}) AND {concerned}");
    let rows =
        db.query_all_raw(Statement::from_sql_and_values(db.get_database_backend(), sql, values)).await?;
    rows.iter().map(|row| Ok(row.try_get::<Uuid>("", "id")?)).collect()
}

/// Whether the actor sees a case, and works on it, for its office: nobody does where it is their matter.
///
/// # Errors
/// Database errors.
pub(crate) async fn works_on(db: &impl ConnectionTrait, actor: &Actor, case: &cases::Model) -> Result<bool> {
    Ok(policy::allows(actor, Action::Handle(case)) && !concerned(db, actor, CaseId(case.id)).await?)
}

/// Goes on only if the actor [works on](works_on) a case.
///
/// # Errors
/// [`Error::Forbidden`] if not.
pub(crate) async fn demand_work(db: &impl ConnectionTrait, actor: &Actor, case: &cases::Model) -> Result<()> {
    if works_on(db, actor, case).await? { Ok(()) } else { Err(Error::Forbidden) }
}

/// Whether the actor reads what is of a special category in a case (GDPR articles 9 and 10): who needs to know, for the office
/// or as whose case it is.
///
/// # Errors
/// Database errors.
pub(crate) async fn reads_special(
    db: &impl ConnectionTrait,
    actor: &Actor,
    case: &cases::Model,
) -> Result<bool> {
    if !policy::allows(actor, Action::ReadSpecial(case)) {
        return Ok(false);
    }
    Ok(policy::allows(actor, Action::OwnCase(case)) || !concerned(db, actor, CaseId(case.id)).await?)
}
