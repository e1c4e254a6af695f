//! Who holds a case. It is held by who filed it, until it passes to another: whom its holder gives it to and who takes it,
//! whom alone it is for, or whom it is for by what another case brought about. State, terms and documents stay as they are.

mod handing;
mod office;
mod pages;
mod passed;
mod titolari;

use contract::{
    cases::Act,
    ids::{CaseId, MessageId, PersonId},
    messages::{Channel, NoticeKind, Way},
};
use entity::{
    cases::{cases, handings},
    messages::{communications, messages},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::Expr};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::{acts, index};
use crate::{
    access,
    ctx::Ctx,
    error::Result,
    identity,
    journal::Salt,
    messages::{About, tell},
};

pub use handing::{HandOn, HandingAnswer, answer_handing, hand_on, take_over, withdraw_handing};
pub use office::{SetTitolari, set_titolari};
pub use pages::{given_to, handing_page, holding_page};
pub(super) use pages::{holders_of, holding_of, titolari_to_set};
pub use passed::passed_on;
pub(super) use titolari::{
    Inherited, inherit, known_by_name, named_in, remember, titolari_named, titolari_names,
};
pub use titolari::{name_person, named_by_login};

/// A case that passes to somebody.
pub(super) struct Passing<'a> {
    pub(super) case: &'a cases::Model,
    pub(super) to: PersonId,
    pub(super) author: PersonId,
    /// How it came about, for the journal: codes and ids.
    pub(super) facts: Map<String, Value>,
    /// What was written with it, for everybody to read, and by whom.
    pub(super) words: Option<(&'a str, PersonId)>,
}

/// From here on somebody else holds the case: the journal says it, the office looks, who held it is told. Acts that waited
/// in the portal to be opened wait for the new holder: terms begin when somebody reads them.
///
/// # Errors
/// Database errors.
pub(super) async fn pass(ctx: &Ctx, tx: &impl ConnectionTrait, passing: Passing<'_>) -> Result<()> {
    let Passing { case, to, author, mut facts, words } = passing;
    let id = CaseId(case.id);
    // What was written before is sent: no row is written twice by one statement.
    access::hold(tx, id).await?;
    facts.insert("from".to_owned(), json!(case.held_by.to_string()));
    facts.insert("to".to_owned(), json!(to.to_string()));
    let message = words.filter(|(words, _)| !words.is_empty()).map(|of| (MessageId(ctx.ids.next()), of));
    if let Some((message, (words, _))) = message {
        facts.insert("message".to_owned(), json!(message.to_string()));
        facts.insert("message_sha256".to_owned(), json!(Salt::of(case).hash(words)));
    }
    let seq = acts::record(ctx, tx, case, Act::HandedOver, author, facts).await?;
    held_by(tx, case, to).await?;
    acts_for(ctx, tx, id, to).await?;
    handings::Entity::update_many()
        .col_expr(handings::Column::Outcome, Expr::value("overtaken"))
        .col_expr(handings::Column::AnsweredBy, Expr::value(author.0))
        .col_expr(handings::Column::AnsweredAt, Expr::value(ctx.clock.now().0))
        .filter(handings::Column::CaseId.eq(case.id))
        .filter(handings::Column::Outcome.is_null())
        .exec(tx)
        .await?;
    if let Some((message, (words, by))) = message {
        said(ctx, tx, case, (message, words), by, seq).await?;
    }
    let person = PersonId(case.held_by);
    let once = format!("handed:{id}:{seq}");
    tell(ctx, tx, About { person, kind: NoticeKind::HandedOver, case: id, about: None, once }).await?;
    index::order(ctx, tx, id).await
}

/// What nobody has got yet goes to who holds the case now: acts that wait in the portal, and those that were not sent.
async fn acts_for(ctx: &Ctx, tx: &impl ConnectionTrait, case: CaseId, to: PersonId) -> Result<()> {
    let waiting = communications::Entity::find()
        .filter(communications::Column::CaseId.eq(case.0))
        .filter(communications::Column::Place.eq(0))
        .filter(communications::Column::Proof.is_null())
        .all(tx)
        .await?;
    if waiting.is_empty() {
        return Ok(());
    }
    let reach = identity::reach(tx, to).await?;
    for row in waiting {
        let mut update = communications::Entity::update_many()
            .col_expr(communications::Column::PersonId, Expr::value(to.0))
            .col_expr(communications::Column::RowVersion, Expr::value(row.row_version + 1));
        if row.channel != Way::Portal.as_str() {
            // What has left is on its way.
            if row.sent_at.is_some() {
                continue;
            }
            let (way, sent_at) = match reach.channel {
                Channel::Pec if row.channel == Way::Pec.as_str() => (Way::Pec, None),
                Channel::Pec | Channel::Paper => (Way::ToSend, None),
                Channel::Portal => (Way::Portal, Some(ctx.clock.now().0)),
            };
            update = update
                .col_expr(communications::Column::Channel, Expr::value(way.as_str()))
                .col_expr(communications::Column::Address, Expr::value(reach.address.clone()))
                .col_expr(communications::Column::SentAt, Expr::value(sent_at));
        }
        update.filter(communications::Column::Id.eq(row.id)).exec(tx).await?;
    }
    Ok(())
}

/// Nobody works on a case of their own: who had it in charge, or was its RUP, is so no more.
async fn held_by(tx: &impl ConnectionTrait, case: &cases::Model, to: PersonId) -> Result<()> {
    let mut update = cases::Entity::update_many()
        .col_expr(cases::Column::HeldBy, Expr::value(to.0))
        .col_expr(cases::Column::ToRead, Expr::value(1))
        // The address was chosen by who holds it no more.
        .col_expr(cases::Column::Domicile, Expr::value(None::<String>))
        // What somebody was about to do here is put off: it may be no more theirs.
        .col_expr(cases::Column::RowVersion, Expr::value(case.row_version + 1));
    for (column, officer) in [(cases::Column::AssignedTo, case.assigned_to), (cases::Column::Rup, case.rup)] {
        if officer == Some(to.0) {
            update = update.col_expr(column, Expr::value(None::<Uuid>));
        }
    }
    update.filter(cases::Column::Id.eq(case.id)).exec(tx).await?;
    Ok(())
}

async fn said(
    ctx: &Ctx,
    tx: &impl ConnectionTrait,
    case: &cases::Model,
    (message, words): (MessageId, &str),
    author: PersonId,
    seq: i64,
) -> Result<()> {
    let row = messages::ActiveModel {
        id: Set(message.0),
        case_id: Set(case.id),
        event_seq: Set(seq),
        author_id: Set(author.0),
        from_office: Set(0),
        event: Set(Act::HandedOver.as_str().to_owned()),
        body: Set(words.to_owned()),
        at: Set(ctx.clock.now().0),
    };
    messages::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}
