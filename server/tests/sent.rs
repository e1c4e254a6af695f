//! Acts that were sent, for tests that only need that they are there.

use contract::ids::{CaseId, CommunicationId};
use entity::{
    cases::protocollo,
    messages::{communications, shares},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use sha2::{Digest, Sha256};

use crate::{app::TestApp, stories::PDF};

/// An act of the office on the case, on paper: nothing proves yet that it arrived.
pub(crate) async fn served(app: &TestApp, case: CaseId) -> CommunicationId {
    // No event of the journal is there twice.
    sent(app, case, 1_000, None).await
}

/// An act that came with an event of the journal, to whose case it is or to a body.
async fn sent(app: &TestApp, case: CaseId, seq: i64, body: Option<&str>) -> CommunicationId {
    let entry = protocollo::Entity::find()
        .filter(protocollo::Column::CaseId.eq(case.0))
        .one(app.ctx.db.read())
        .await
        .unwrap()
        .unwrap();
    let id = app.ctx.ids.next();
    let receipt = format!("pec/{id}");
    app.ctx.objects.put_bytes(&receipt, PDF.into(), "message/rfc822").await.unwrap();
    let row = communications::ActiveModel {
        id: Set(id),
        case_id: Set(case.0),
        event_seq: Set(seq),
        place: Set(i64::from(body.is_some())),
        recipient: Set(body.map(str::to_owned)),
        body: Set(body.map(str::to_owned)),
        event: Set("chiedi_chiarimenti".to_owned()),
        protocollo_year: Set(entry.year),
        protocollo_number: Set(entry.number),
        person_id: Set(app.row(case).await.created_by),
        channel: Set("to_send".to_owned()),
        made_at: Set(app.ctx.clock.now().0),
        proof_key: Set(Some(receipt)),
        row_version: Set(1),
        ..Default::default()
    };
    communications::Entity::insert(row).exec_without_returning(app.ctx.db.writer()).await.unwrap();
    CommunicationId(id)
}

/// A link to the documents of the case, sent to a body with an act that stands; returns its word.
pub(crate) async fn linked(app: &TestApp, case: CaseId) -> String {
    let communication = sent(app, case, 1, Some("asl")).await;
    let token = hex::encode(Sha256::digest(communication.0));
    let row = shares::ActiveModel {
        token_sha256: Set(hex::encode(Sha256::digest(&token))),
        communication_id: Set(communication.0),
        until_on: Set("9999-12-31".to_owned()),
        opened_at: Set(None),
    };
    shares::Entity::insert(row).exec_without_returning(app.ctx.db.writer()).await.unwrap();
    token
}
