//! What proves a payment: kept with the notice, shown to who owed and to who paid.

use contract::{ids::NoticeId, payments::ReceiptView, time::Moment};
use jiff::{
    Timestamp,
    civil::{Date, DateTime},
    tz::TimeZone,
};
use pagopa::{Nav, receipt::Delivery};
use serde::{Deserialize, Serialize};

use super::notices::{self, Held};
use crate::{
    access,
    ctx::{Actor, Ctx},
    error::{Error, Kind, Result},
};

static ROME: TimeZone = jiff::tz::get!("Europe/Rome");

/// What a notice keeps of its receipt: nothing of who paid, who may be anybody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Proof {
    token: String,
    pub(super) paid_at: Moment,
    applied_on: Option<String>,
    psp: String,
    psp_code: Option<String>,
    fee: Option<i64>,
    pub(super) overpaid: bool,
}

impl Proof {
    /// Of a receipt that arrived at a moment; that moment stands in where the receipt says none.
    pub(super) fn of(delivery: &Delivery, overpaid: bool, arrived: Moment) -> Self {
        let receipt = &delivery.receipt;
        Self {
            token: receipt.id.clone(),
            paid_at: receipt.paid_at.as_deref().and_then(moment).unwrap_or(arrived),
            applied_on: receipt.applied_on.clone(),
            psp: receipt.psp_name.clone(),
            psp_code: receipt.psp_code.clone(),
            fee: receipt.fee,
            overpaid,
        }
    }
}

/// The moment of a text of the schema. Where it names no time zone, it is the time of day in Italy.
fn moment(text: &str) -> Option<Moment> {
    if let Ok(at) = text.parse::<Timestamp>() {
        return Some(Moment(at.as_millisecond()));
    }
    let civil: DateTime = text.parse().ok()?;
    Some(Moment(civil.to_zoned(ROME.clone()).ok()?.timestamp().as_millisecond()))
}

/// What proves that a notice is paid.
///
/// # Errors
/// [`Error::NotFound`] if it is not paid, or is not for the actor; that attempt is audited.
pub async fn proof(ctx: &Ctx, actor: &Actor, held: &Held, id: NoticeId) -> Result<ReceiptView> {
    let row = notices::open(ctx.db.read(), actor, held, id).await;
    let row = access::guarded_as(ctx, actor, "notice.read", Kind::Notice, row).await?;
    notices::note_of_others(ctx, actor, &row).await?;
    let proof: Proof = match &row.receipt {
        Some(text) => serde_json::from_str(text)?,
        None => return Err(Error::NotFound(Kind::Notice)),
    };
    let nav = Nav::parse(&row.nav).map_err(|wrong| Error::Internal(wrong.into()))?;
    Ok(ReceiptView {
        notice: id,
        nav: nav.grouped(),
        iuv: nav.iuv().to_string(),
        token: proof.token,
        reason: row.reason,
        cents: row.amount,
        paid_at: proof.paid_at,
        applied_on: proof.applied_on.and_then(|day| day.get(..10)?.parse::<Date>().ok()),
        psp: proof.psp,
        psp_code: proof.psp_code,
        fee: proof.fee,
        debtor: row.debtor_name,
        creditor: ctx.ente.name.clone(),
        creditor_code: ctx.pagopa.creditor.to_string(),
        overpaid: proof.overpaid,
        real: ctx.pagopa.real,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_without_a_zone_is_the_time_in_italy() {
        let at = |text| moment(text).map(Moment::rfc3339);
        for (text, expected) in [
            ("2021-10-01T17:48:22", Some("2021-10-01T15:48:22Z")),
            ("2021-12-01T17:48:22.5", Some("2021-12-01T16:48:22.5Z")),
            ("2021-10-01T17:48:22Z", Some("2021-10-01T17:48:22Z")),
            ("2021-10-01T17:48:22+02:00", Some("2021-10-01T15:48:22Z")),
            ("2021-13-01T17:48:22", None),
            ("", None),
        ] {
            assert_eq!(at(text).as_deref(), expected, "{text}");
        }
    }
}
