//! From a receipt to the SOAP message that delivers it, its parts in the order of the schema.

use super::{Delivery, Receipt, Subject, Transfer};
use crate::{amount, answer::envelope};

pub(super) fn delivery(delivery: &Delivery) -> String {
    let mut body = String::from("<paf:paSendRTV2Request>");
    add(&mut body, "idPA", &delivery.creditor);
    add(&mut body, "idBrokerPA", &delivery.broker);
    add(&mut body, "idStation", &delivery.station);
    body.push_str("<receipt>");
    receipt(&mut body, &delivery.receipt);
    body.push_str("</receipt></paf:paSendRTV2Request>");
    envelope(&body)
}

fn receipt(body: &mut String, of: &Receipt) {
    add(body, "receiptId", &of.id);
    add(body, "noticeNumber", &of.notice);
    add(body, "fiscalCode", &of.creditor);
    add(body, "outcome", if of.executed { "OK" } else { "KO" });
    add(body, "creditorReferenceId", &of.reference);
    add(body, "paymentAmount", &amount::written(of.cents));
    add(body, "description", &of.description);
    add(body, "companyName", &of.company);
    subject(body, "debtor", &of.debtor);
    body.push_str("<transferList>");
    for one in &of.transfers {
        transfer(body, one);
    }
    body.push_str("</transferList>");
    add(body, "idPSP", &of.psp);
    add_some(body, "pspFiscalCode", of.psp_code.as_deref());
    add(body, "PSPCompanyName", &of.psp_name);
    add(body, "idChannel", &of.channel);
    add(body, "channelDescription", &of.channel_kind);
    if let Some(payer) = &of.payer {
        subject(body, "payer", payer);
    }
    add_some(body, "paymentMethod", of.method.as_deref());
    add_some(body, "paymentNote", of.note.as_deref());
    add_some(body, "fee", of.fee.map(amount::written).as_deref());
    add_some(body, "paymentDateTime", of.paid_at.as_deref());
    add_some(body, "applicationDate", of.applied_on.as_deref());
    add_some(body, "transferDate", of.transferred_on.as_deref());
    if of.stand_in {
        add(body, "standIn", "true");
    }
}

fn subject(body: &mut String, name: &str, of: &Subject) {
    body.push_str(&format!("<{name}><uniqueIdentifier>"));
    add(body, "entityUniqueIdentifierType", if of.person { "F" } else { "G" });
    add(body, "entityUniqueIdentifierValue", &of.code);
    body.push_str("</uniqueIdentifier>");
    add(body, "fullName", &of.name);
    body.push_str(&format!("</{name}>"));
}

fn transfer(body: &mut String, of: &Transfer) {
    body.push_str("<transfer>");
    add(body, "idTransfer", &of.place.to_string());
    add(body, "transferAmount", &amount::written(of.cents));
    add(body, "fiscalCodePA", &of.creditor);
    match &of.iban {
        Some(iban) => add(body, "IBAN", iban),
        None => add(body, "MBDAttachment", ""),
    }
    add(body, "remittanceInformation", &of.remittance);
    add(body, "transferCategory", &of.category);
    body.push_str("</transfer>");
}

fn add_some(body: &mut String, name: &str, text: Option<&str>) {
    if let Some(text) = text {
        add(body, name, text);
    }
}

fn add(body: &mut String, name: &str, text: &str) {
    body.push_str(&format!("<{name}>{}</{name}>", escaped(text)));
}

/// A text as XML writes it, without the characters that XML 1.0 cannot hold.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '\u{FFFE}' | '\u{FFFF}' => {}
            control if control < ' ' && !matches!(control, '\t' | '\n') => {}
            other => safe.push(other),
        }
    }
    safe
}
