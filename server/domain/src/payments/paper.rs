//! The printable notice, with the code that banks and shops read.

use contract::{Code, Lang, ids::NoticeId, inspection::NoticeSheet, money::euros};
use jiff::civil::Date;
use pagopa::{Nav, qr::QrText};

use super::notices::{self, Held};
use crate::{
    access,
    ctx::{Actor, Ctx},
    error::{Error, Kind, Result},
};

/// A document to be saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// What it is saved as; names nobody.
    pub name: String,
    /// PDF.
    pub bytes: Vec<u8>,
}

/// The notice as PDF. Where the portal does not serve people for real it says on every page that it must not be
/// paid.
///
/// # Errors
/// [`Error::NotFound`] if it is not for the actor; [`Error::Conflict`] with `AlreadyPaid` or `NoticeCancelled`:
/// what must not be paid is not printed.
pub async fn notice_paper(ctx: &Ctx, actor: &Actor, held: &Held, lang: Lang, id: NoticeId) -> Result<Paper> {
    let row = notices::open(ctx.db.read(), actor, held, id).await;
    let row = access::guarded_as(ctx, actor, "notice.read", Kind::Notice, row).await?;
    notices::note_of_others(ctx, actor, &row).await?;
    match row.state.as_str() {
        "paid" => return Err(Error::Conflict(Code::AlreadyPaid)),
        "cancelled" => return Err(Error::Conflict(Code::NoticeCancelled)),
        _ => {}
    }
    let nav = Nav::parse(&row.nav).map_err(|wrong| Error::Internal(wrong.into()))?;
    let name = format!("avviso-{nav}.pdf");
    let qr = QrText { nav: nav.clone(), creditor: ctx.pagopa.creditor.clone(), cents: row.amount };
    let due = row.due_on.as_deref().and_then(|day| day.parse::<Date>().ok());
    let sheet = NoticeSheet {
        lang: lang.as_str().to_owned(),
        day: ctx.clock.now().day().to_string(),
        ente: ctx.ente.name.clone(),
        ente_code: ctx.pagopa.creditor.to_string(),
        debtor: row.debtor_name,
        debtor_code: row.debtor_code,
        reason: row.reason,
        amount: euros(row.amount, lang),
        due: due.map(printed).unwrap_or_default(),
        nav: nav.grouped(),
        qr: qr.svg().map_err(|wrong| Error::Internal(wrong.into()))?,
        online: ctx.pagopa.gateway.is_some(),
        real: ctx.pagopa.real,
    };
    Ok(Paper { name, bytes: ctx.inspector.typeset_notice(&sheet).await? })
}

/// A day as the guide to notices prints it: `08/11/2026`.
fn printed(day: Date) -> String {
    format!("{:02}/{:02}/{}", day.day(), day.month(), day.year())
}
