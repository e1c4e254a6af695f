//! What a creditor answers the hub: taken, or a fault with one of the official codes (*paForNode*, *SANP*).

use crate::{CreditorCode, receipt::PA_FOR_NODE};

/// Why a receipt is not taken. The codes are the closed list of faults that a creditor may give.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fault {
    /// The message is no XML of the schema.
    SyntaxXsd,
    /// The message is of the schema but means nothing: a sum that its parts do not make.
    SyntaxExtraXsd,
    /// The message is for another creditor.
    WrongCreditor,
    /// The message is for another broker.
    WrongBroker,
    /// The message is for another station.
    WrongStation,
    /// There is no such payment.
    Unknown,
    /// This receipt was taken already.
    Repeated,
    /// The message contradicts what the creditor knows: another amount.
    Semantics,
    /// The creditor's own fault: send it again.
    System,
}

impl Fault {
    /// Its code and official words.
    #[must_use]
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::SyntaxXsd => ("PAA_SINTASSI_XSD", "Errore di sintassi XSD"),
            Self::SyntaxExtraXsd => ("PAA_SINTASSI_EXTRAXSD", "Errore di sintassi extra XSD"),
            Self::WrongCreditor => ("PAA_ID_DOMINIO_ERRATO", "La PAA non corrisponde al Dominio indicato"),
            Self::WrongBroker => {
                ("PAA_ID_INTERMEDIARIO_ERRATO", "Identificativo intermediario non corrispondente")
            }
            Self::WrongStation => ("PAA_STAZIONE_INT_ERRATA", "Stazione intermediario non corrispondente"),
            Self::Unknown => {
                ("PAA_PAGAMENTO_SCONOSCIUTO", "Pagamento in attesa risulta sconosciuto all'Ente Creditore")
            }
            Self::Repeated => ("PAA_RECEIPT_DUPLICATA", "La ricevuta è già stata acquisita"),
            Self::Semantics => ("PAA_SEMANTICA", "Errore semantico"),
            Self::System => ("PAA_SYSTEM_ERROR", "Errore generico"),
        }
    }
}

/// The answer to `paSendRTV2`, a whole SOAP message. A fault is part of the ordinary answer, never a SOAP fault.
#[must_use]
pub fn receipt_answer(creditor: &CreditorCode, outcome: Result<(), Fault>) -> String {
    let body = match outcome {
        Ok(()) => "<outcome>OK</outcome>".to_owned(),
        Err(fault) => {
            let (code, words) = fault.words();
            format!(
                "<outcome>KO</outcome><fault><faultCode>{code}</faultCode><faultString>{words}</faultString>\
                 <id>{creditor}</id></fault>"
            )
        }
    };
    envelope(&format!("<paf:paSendRTV2Response>{body}</paf:paSendRTV2Response>"))
}

/// A SOAP 1.1 message around a body. Only the wrapper is in the namespace of the schema: what is inside it is
/// in none (`elementFormDefault` is not set).
pub(crate) fn envelope(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
         <soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns:paf=\"{PA_FOR_NODE}\">\
         <soapenv:Header/><soapenv:Body>{body}</soapenv:Body></soapenv:Envelope>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_has_its_code_its_words_and_who_gives_it_in_the_order_of_the_schema() {
        let creditor = CreditorCode::parse("77777777777").unwrap();
        let answer = receipt_answer(&creditor, Err(Fault::Unknown));
        let tree = roxmltree::Document::parse(&answer).unwrap();
        let response =
            tree.descendants().find(|node| node.tag_name().name() == "paSendRTV2Response").unwrap();
        assert_eq!(response.tag_name().namespace(), Some(PA_FOR_NODE));
        let names: Vec<_> =
            response.descendants().skip(1).filter(|n| n.is_element()).map(|n| n.tag_name()).collect();
        assert!(names.iter().all(|name| name.namespace().is_none()), "children are in no namespace");
        let names: Vec<_> = names.iter().map(|name| name.name()).collect();
        assert_eq!(names, ["outcome", "fault", "faultCode", "faultString", "id"]);
        assert!(receipt_answer(&creditor, Ok(())).contains("<outcome>OK</outcome></paf:"));
    }
}
