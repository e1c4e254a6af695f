//! An act of the office on its way to a recipient, and what proves that it arrived.

use sea_orm::entity::prelude::*;

/// An act of the office on its way to a recipient, and what proves that it arrived.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "communications")]
pub struct Model {
    /// Its id; also the identifier of the certified mail.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// The journal row it serves.
    pub event_seq: i64,
    /// 0: to whose case it is; from 1 on: to others.
    pub place: i64,
    /// The event it came with.
    pub event: String,
    /// Year in the register.
    pub protocollo_year: i32,
    /// Number in the register.
    pub protocollo_number: i64,
    /// Whom it is for; nobody (nil) for others.
    pub person_id: Uuid,
    /// Whom it is for, where that is not whose case it is: a body, somebody else whom it concerns.
    pub recipient: Option<String>,
    /// The word of the body, where it was asked as one.
    pub body: Option<String>,
    /// `portal`, `pec` or `to_send`.
    pub channel: String,
    /// The digital domicile or the postal address it goes to.
    pub address: Option<String>,
    /// When it was made, UTC milliseconds.
    pub made_at: i64,
    /// When it left, UTC milliseconds.
    pub sent_at: Option<i64>,
    /// When the sender's provider accepted it, UTC milliseconds.
    pub accepted_at: Option<i64>,
    /// The civil day in Rome on which it was received, `YYYY-MM-DD`: terms run from it.
    pub received_on: Option<String>,
    /// `opened`, `pec` or `evidence`.
    pub proof: Option<String>,
    /// When the proof was written down, UTC milliseconds.
    pub proved_at: Option<i64>,
    /// Who wrote it down; for `opened` the recipient.
    pub proved_by: Option<Uuid>,
    /// What the proof is, in words or by its identifier.
    pub evidence: Option<String>,
    /// Where the provider's receipt of acceptance is stored.
    pub accepted_key: Option<String>,
    /// Where the provider's receipt of delivery is stored.
    pub proof_key: Option<String>,
    /// Why it could not be delivered.
    pub failure: Option<String>,
    /// Grows with every change.
    pub row_version: i64,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
