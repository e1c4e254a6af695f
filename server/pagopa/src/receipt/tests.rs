//! Receipts: what the hub sends is read, what is not a receipt is refused with the part that is wrong.

use proptest::prelude::*;

use super::*;

fn subject(name: &str) -> Subject {
    Subject { person: true, code: "JHNDOE00A01F205N".into(), name: name.into() }
}

fn delivery() -> Delivery {
    let transfer = |place, cents, category: &str| Transfer {
        place,
        cents,
        creditor: format!("7777777777{}", 6 + place),
        iban: Some("IT0000000000000000000000000".into()),
        remittance: "causale".into(),
        category: category.into(),
    };
    Delivery {
        creditor: "77777777777".into(),
        broker: "77777777777".into(),
        station: "77777777777_01".into(),
        receipt: Receipt {
            id: "c110729d258c4ab1b765fe902aae41d6".into(),
            notice: "301000000000000144".into(),
            creditor: "77777777777".into(),
            executed: true,
            reference: "01000000000000144".into(),
            cents: 3_000,
            description: "Tassa & <rifiuti> \"2026\"".into(),
            company: "Comune d'Esempio".into(),
            debtor: subject("John Doe"),
            transfers: vec![transfer(1, 2_000, "9/0101101IM/"), transfer(2, 1_000, "9/0201102IM/")],
            psp: "88888888888".into(),
            psp_code: Some("88888888888".into()),
            psp_name: "PSP name".into(),
            channel: "88888888888_01".into(),
            channel_kind: "app".into(),
            payer: Some(subject("Jane Doe")),
            method: Some("creditCard".into()),
            note: Some("un carrello".into()),
            fee: Some(200),
            paid_at: Some("2021-10-01T17:48:22".into()),
            applied_on: Some("2021-10-01".into()),
            transferred_on: Some("2021-10-02".into()),
            stand_in: true,
        },
    }
}

#[test]
fn what_is_written_is_read_again() {
    let all = delivery();
    assert_eq!(Delivery::read(&all.written()).as_ref(), Ok(&all));
    let bare = Receipt {
        payer: None,
        psp_code: None,
        method: None,
        note: None,
        fee: None,
        paid_at: None,
        applied_on: None,
        transferred_on: None,
        stand_in: false,
        executed: false,
        ..all.receipt.clone()
    };
    let bare = Delivery { receipt: bare, ..all };
    assert_eq!(Delivery::read(&bare.written()).as_ref(), Ok(&bare));
}

#[test]
fn prefixes_are_the_senders_choice_and_namespaces_are_not() {
    let message = delivery().written();
    let renamed = message.replace("paf:", "q:").replace("xmlns:paf", "xmlns:q").replace("soapenv", "s");
    assert_eq!(Delivery::read(&renamed).as_ref(), Ok(&delivery()));
    let elsewhere = message.replace(PA_FOR_NODE, "http://example.org/");
    assert_eq!(Delivery::read(&elsewhere), Err(ReadError::Message));
    let inside =
        message.replace("<paf:paSendRTV2Request>", &format!("<paSendRTV2Request xmlns=\"{PA_FOR_NODE}\">"));
    let inside = inside.replace("</paf:paSendRTV2Request>", "</paSendRTV2Request>");
    assert_eq!(Delivery::read(&inside), Err(ReadError::Field("idPA")), "parts are in no namespace");
}

#[test]
fn the_examples_of_the_specifications_spell_one_name_otherwise() {
    let message = delivery().written().replace("standIn", "standin");
    assert!(Delivery::read(&message).unwrap().receipt.stand_in);
}

#[test]
fn a_message_that_does_not_hold_names_the_part() {
    let message = delivery().written();
    for (from, to, part) in [
        ("<noticeNumber>301000000000000144", "<noticeNumber>30100000000000014", "noticeNumber"),
        ("<noticeNumber>301000000000000144", "<noticeNumber>30100000000000014A", "noticeNumber"),
        ("<outcome>OK", "<outcome>SI", "outcome"),
        ("<paymentAmount>30.00", "<paymentAmount>30", "paymentAmount"),
        ("<paymentAmount>30.00", "<paymentAmount>30,00", "paymentAmount"),
        ("<paymentAmount>30.00", "<paymentAmount>3e1.00", "paymentAmount"),
        ("<idTransfer>1", "<idTransfer>9", "idTransfer"),
        ("<receiptId>c110729d258c4ab1b765fe902aae41d6</receiptId>", "", "receiptId"),
        ("<receiptId>c110729d258c4ab1b765fe902aae41d6", "<receiptId>", "receiptId"),
        ("<receiptId>c110729d258c4ab1b765fe902aae41d6", "<receiptId><a/>x", "receiptId"),
        ("2021-10-01T17:48:22", "ieri", "paymentDateTime"),
        ("<applicationDate>2021-10-01", "<applicationDate>01/10/2021", "applicationDate"),
        ("<IBAN>IT0000000000000000000000000</IBAN>", "", "IBAN"),
        ("<entityUniqueIdentifierType>F", "<entityUniqueIdentifierType>X", "debtor"),
    ] {
        let wrong = message.replacen(from, to, 1);
        assert_ne!(wrong, message, "{from}");
        assert_eq!(Delivery::read(&wrong), Err(ReadError::Field(part)), "{to}");
    }
    let sum = message.replacen("<transferAmount>20.00", "<transferAmount>20.01", 1);
    assert_eq!(Delivery::read(&sum), Err(ReadError::Sum));
}

#[test]
fn what_is_no_receipt_at_all_is_refused_quickly() {
    let bomb = "<!DOCTYPE a [<!ENTITY b \"bbbbbbbbbb\"><!ENTITY c \"&b;&b;&b;&b;\">]><a>&c;</a>";
    let entity = "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>";
    for message in ["", "<", "<a/>", "{\"a\":1}", bomb, entity, "<a xmlns:b='c'/>", &"<a>".repeat(5_000)] {
        let read = Delivery::read(message);
        assert!(matches!(read, Err(ReadError::Xml(_) | ReadError::Message)), "{read:?}");
    }
    let long = format!("<a>{}</a>", " ".repeat(LARGEST));
    assert!(matches!(Delivery::read(&long), Err(ReadError::Xml(_))));
}

proptest! {
    #[test]
    fn whatever_is_written_in_a_name_stays_a_text(name in "[^\\p{C}]{1,70}") {
        let mut sent = delivery();
        sent.receipt.debtor.name = name.clone();
        match Delivery::read(&sent.written()) {
            Ok(read) => prop_assert_eq!(read.receipt.debtor.name, name.trim()),
            Err(error) => prop_assert!(name.trim().is_empty(), "{:?}: {}", name, error),
        }
    }

    #[test]
    fn anything_may_be_sent(text in any::<String>()) {
        let _unused = Delivery::read(&text);
    }
}
