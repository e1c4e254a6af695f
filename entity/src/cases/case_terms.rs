//! Where a term of a case stands.

use sea_orm::entity::prelude::*;

/// Where a term of a case stands: worked out from the journal, and worked out again where that changes.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "case_terms")]
pub struct Model {
    /// The case.
    #[sea_orm(primary_key, auto_increment = false)]
    pub case_id: Uuid,
    /// The term's id in the procedure.
    #[sea_orm(primary_key, auto_increment = false)]
    pub term: String,
    /// The body whose clock it is; empty on the main way.
    #[sea_orm(primary_key, auto_increment = false)]
    pub body: String,
    /// The office in charge of the case.
    pub office: String,
    /// Who has to act: `office`, `applicant` or `body`.
    pub binds: String,
    /// `waiting`, `running`, `suspended`, `interrupted` or `ended`.
    pub status: String,
    /// The last day as counted, `YYYY-MM-DD`, while it runs.
    pub nominal: Option<String>,
    /// The earliest day on which it may end.
    pub earliest: Option<String>,
    /// The last day on which somebody may still act.
    pub latest: Option<String>,
    /// The day from which it runs, for what part of it has passed.
    pub began: Option<String>,
    /// How far people were warned of its end: 0 not yet, 1 half, 2 four fifths, 3 three working days before.
    pub warned: i32,
    /// All that the next change needs to know, JSON.
    pub counted: String,
}

/// The case of a term.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// The case.
    #[sea_orm(belongs_to = "super::cases::Entity", from = "Column::CaseId", to = "super::cases::Column::Id")]
    Case,
}

impl Related<super::cases::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Case.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
