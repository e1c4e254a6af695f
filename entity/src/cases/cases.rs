//! A case, from its first draft to the archive.

use sea_orm::entity::prelude::*;

/// A case, from its first draft to the archive.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "cases")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// `RC-2026-000123`, once filed.
    pub number: Option<String>,
    /// The revision it was born on.
    pub definition_hash: String,
    /// The procedure.
    pub slug: String,
    /// The municipality it concerns.
    pub comune: String,
    /// The office in charge.
    pub office: String,
    /// Where it is in its life.
    pub phase: String,
    /// The state in the procedure's workflow.
    pub state: String,
    /// Who began it and filed it.
    pub created_by: Uuid,
    /// Who has it in charge.
    pub assigned_to: Option<Uuid>,
    /// When it was filed, UTC milliseconds.
    pub received_at: Option<i64>,
    /// When the draft began, UTC milliseconds.
    pub created_at: i64,
    /// Last change, UTC milliseconds.
    pub updated_at: i64,
    /// What it is found by, normalised.
    pub search: String,
    /// Grows with every change.
    pub row_version: i64,
    /// 1 once the service was rated at the end of this case; which rating it was is not known.
    pub rated: i32,
    /// *Responsabile unico del procedimento*, once named.
    pub rup: Option<Uuid>,
    /// The number that the office gave it beside the portal's own.
    pub office_number: Option<String>,
    /// 1 while the applicant has written something that the office has not dealt with.
    pub to_read: i32,
    /// Who holds it: acts in it as the applicant, and gets the acts of the office. Who filed it, until it passes to another.
    pub held_by: Uuid,
    /// How it came: `portal`, `paper`, `pec` or `import`.
    pub channel: String,
    /// The certified mail that who filed it chose for the acts of this case.
    pub domicile: Option<String>,
    /// Goes into every hash of what somebody wrote in it: without it a short text is found again by trying. Erased with the
    /// texts; a case that began before there was one has none.
    pub salt: Option<Uuid>,
    /// Of whom it is, by name, for lists; erased with the answers.
    pub whose: Option<String>,
    /// The building or the land that it is about, for lists; erased with the answers.
    pub place: Option<String>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
