//! From a SOAP message to a receipt. Read as a tree with namespaces: the wrapper is in one, its parts in none.

use roxmltree::{Document, Node, ParsingOptions};

use super::{Delivery, LARGEST, PA_FOR_NODE, ReadError, Receipt, Subject, Transfer};
use crate::amount;

type Read<T> = Result<T, ReadError>;

const SOAP: &str = "http://schemas.xmlsoap.org/soap/envelope/";

pub(super) fn delivery(message: &str) -> Read<Delivery> {
    if message.len() > LARGEST {
        return Err(ReadError::Xml("it is too long".to_owned()));
    }
    let options = ParsingOptions { nodes_limit: 20_000, ..ParsingOptions::default() };
    let tree =
        Document::parse_with_options(message, options).map_err(|error| ReadError::Xml(error.to_string()))?;
    let request = request(&tree).ok_or(ReadError::Message)?;
    let delivery = Delivery {
        creditor: text(request, "idPA", 35)?,
        broker: text(request, "idBrokerPA", 35)?,
        station: text(request, "idStation", 35)?,
        receipt: receipt(child(request, "receipt")?)?,
    };
    let total = delivery.receipt.transfers.iter().try_fold(0_i64, |sum, of| sum.checked_add(of.cents));
    if total == Some(delivery.receipt.cents) { Ok(delivery) } else { Err(ReadError::Sum) }
}

/// The request in a message of SOAP 1.1.
fn request<'a>(tree: &'a Document<'_>) -> Option<Node<'a, 'a>> {
    let envelope = tree.root_element();
    if !envelope.has_tag_name((SOAP, "Envelope")) {
        return None;
    }
    let body = envelope.children().find(|node| node.has_tag_name((SOAP, "Body")))?;
    body.children().find(|node| node.has_tag_name((PA_FOR_NODE, "paSendRTV2Request")))
}

fn receipt(of: Node<'_, '_>) -> Read<Receipt> {
    let outcome = text(of, "outcome", 2)?;
    let paid_at = optional(of, "paymentDateTime", 40)?;
    if paid_at.as_deref().is_some_and(|at| !is_moment(at)) {
        return Err(ReadError::Field("paymentDateTime"));
    }
    Ok(Receipt {
        id: text(of, "receiptId", 140)?,
        notice: digits(of, "noticeNumber", 18)?,
        creditor: digits(of, "fiscalCode", 11)?,
        executed: match outcome.as_str() {
            "OK" => true,
            "KO" => false,
            _ => return Err(ReadError::Field("outcome")),
        },
        reference: text(of, "creditorReferenceId", 35)?,
        cents: cents(of, "paymentAmount")?,
        description: text(of, "description", 140)?,
        company: text(of, "companyName", 140)?,
        debtor: subject(child(of, "debtor")?, "debtor")?,
        transfers: transfers(child(of, "transferList")?)?,
        psp: text(of, "idPSP", 35)?,
        psp_code: optional(of, "pspFiscalCode", 70)?,
        psp_name: text(of, "PSPCompanyName", 70)?,
        channel: text(of, "idChannel", 35)?,
        channel_kind: text(of, "channelDescription", 35)?,
        payer: find(of, "payer").map(|payer| subject(payer, "payer")).transpose()?,
        method: optional(of, "paymentMethod", 35)?,
        note: optional(of, "paymentNote", 210)?,
        fee: find(of, "fee").map(|_| cents(of, "fee")).transpose()?,
        paid_at,
        applied_on: day(of, "applicationDate")?,
        transferred_on: day(of, "transferDate")?,
        // The schema writes it one way, the examples of the specifications another.
        stand_in: of
            .children()
            .find(|node| node.tag_name().name().eq_ignore_ascii_case("standIn"))
            .is_some_and(|node| matches!(node.text().map(str::trim), Some("true" | "1"))),
    })
}

fn subject(of: Node<'_, '_>, name: &'static str) -> Read<Subject> {
    let identifier = child(of, "uniqueIdentifier")?;
    Ok(Subject {
        person: match text(identifier, "entityUniqueIdentifierType", 1)?.as_str() {
            "F" => true,
            "G" => false,
            _ => return Err(ReadError::Field(name)),
        },
        code: text(identifier, "entityUniqueIdentifierValue", 16)?,
        name: text(of, "fullName", 70)?,
    })
}

fn transfers(list: Node<'_, '_>) -> Read<Vec<Transfer>> {
    let of = list.children().filter(|node| node.has_tag_name("transfer"));
    let read: Vec<Transfer> = of.map(transfer).collect::<Read<_>>()?;
    if (1..=5).contains(&read.len()) { Ok(read) } else { Err(ReadError::Field("transferList")) }
}

fn transfer(of: Node<'_, '_>) -> Read<Transfer> {
    let place = text(of, "idTransfer", 1)?.parse().ok().filter(|place| (1..=5).contains(place));
    let iban = optional(of, "IBAN", 35)?;
    if iban.is_none() && find(of, "MBDAttachment").is_none() {
        return Err(ReadError::Field("IBAN"));
    }
    Ok(Transfer {
        place: place.ok_or(ReadError::Field("idTransfer"))?,
        cents: cents(of, "transferAmount")?,
        creditor: digits(of, "fiscalCodePA", 11)?,
        iban,
        remittance: text(of, "remittanceInformation", 140)?,
        category: text(of, "transferCategory", 140)?,
    })
}

fn find<'a>(of: Node<'a, 'a>, name: &str) -> Option<Node<'a, 'a>> {
    of.children().find(|node| node.tag_name().name() == name && node.tag_name().namespace().is_none())
}

fn child<'a>(of: Node<'a, 'a>, name: &'static str) -> Read<Node<'a, 'a>> {
    find(of, name).ok_or(ReadError::Field(name))
}

fn optional(of: Node<'_, '_>, name: &'static str, most: usize) -> Read<Option<String>> {
    let Some(node) = find(of, name) else { return Ok(None) };
    let text: String = node.children().filter_map(|part| part.text()).collect();
    let text = text.trim().to_owned();
    let holds =
        !text.is_empty() && text.chars().count() <= most && !node.children().any(|it| it.is_element());
    if holds { Ok(Some(text)) } else { Err(ReadError::Field(name)) }
}

fn text(of: Node<'_, '_>, name: &'static str, most: usize) -> Read<String> {
    optional(of, name, most)?.ok_or(ReadError::Field(name))
}

fn digits(of: Node<'_, '_>, name: &'static str, length: usize) -> Read<String> {
    let text = text(of, name, length)?;
    let holds = text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    if holds { Ok(text) } else { Err(ReadError::Field(name)) }
}

fn cents(of: Node<'_, '_>, name: &'static str) -> Read<i64> {
    amount::read(&text(of, name, 20)?).ok_or(ReadError::Field(name))
}

fn day(of: Node<'_, '_>, name: &'static str) -> Read<Option<String>> {
    let day = optional(of, name, 16)?;
    if day.as_deref().is_some_and(|day| !is_day(day)) { Err(ReadError::Field(name)) } else { Ok(day) }
}

/// `2021-10-01`, perhaps with a time zone: whether such a day exists is for who uses it.
fn is_day(text: &str) -> bool {
    shaped(text.get(..10).unwrap_or_default(), "0000-00-00")
}

/// `2021-10-01T17:48:22`, perhaps with parts of seconds and a time zone.
fn is_moment(text: &str) -> bool {
    shaped(text.get(..19).unwrap_or_default(), "0000-00-00T00:00:00")
}

/// Whether a text has digits where the pattern has zeros, and its other characters where it has others.
fn shaped(text: &str, pattern: &str) -> bool {
    text.len() == pattern.len()
        && text.bytes().zip(pattern.bytes()).all(|(byte, place)| match place {
            b'0' => byte.is_ascii_digit(),
            other => byte == other,
        })
}
