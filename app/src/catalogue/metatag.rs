//! What a service's page says to machines (Modello Comuni, R.SI.1.1): JSON in the vocabulary of schema.org, as
//! the text of a hidden element. A `script` of data would do no harm, but pages hold no script of their own:
//! the model's validator asks for the mark, not for the element.

use contract::catalogue::ServicePage;
use leptos::prelude::*;
use serde_json::json;

use crate::{layout::Frame, routes};

/// The hidden element.
pub(super) fn metatag(frame: &Frame, service: &ServicePage) -> AnyView {
    let (street, code, town) = parts(&frame.ente.address);
    let data = json!({
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "name": service.card.title,
        "serviceType": service.card.category,
        "serviceOperator": { "@type": "GovernmentOrganization", "name": frame.ente.name },
        "areaServed": { "@type": "AdministrativeArea", "name": frame.ente.name },
        "audience": { "@type": "Audience", "audienceType": service.addressed_to },
        "availableChannel": {
            "@type": "ServiceChannel",
            "serviceUrl": routes::service(frame.lang, &service.card.slug),
            "serviceLocation": {
                "@type": "Place",
                "name": service.office,
                "address": {
                    "@type": "PostalAddress",
                    "streetAddress": street,
                    "postalCode": code,
                    "addressLocality": town,
                },
            },
        },
    });
    view! { <div hidden=true data-element="metatag">{plain(&data.to_string())}</div> }.into_any()
}

/// The same JSON without the characters that markup writes otherwise: whoever reads the markup as it travels
/// reads the same.
fn plain(json: &str) -> String {
    json.replace('&', "\\u0026").replace('<', "\\u003c").replace('>', "\\u003e")
}

/// Street with number, CAP and town of an address written in one line.
fn parts(address: &str) -> (&str, &str, &str) {
    let Some((street, rest)) = address.rsplit_once(", ") else { return (address, "", "") };
    match rest.split_once(' ') {
        Some((code, town)) if code.len() == 5 && code.bytes().all(|byte| byte.is_ascii_digit()) => {
            (street, code, town)
        }
        _ => (street, "", rest),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_taken_apart_where_it_can_be() {
        for (address, expected) in [
            ("Piazza della Rocca 1, 67000 Roccascura", ("Piazza della Rocca 1", "67000", "Roccascura")),
            ("Via Roma, 3, 67100 L'Aquila AQ", ("Via Roma, 3", "67100", "L'Aquila AQ")),
            ("Via Roma 3, Roccascura", ("Via Roma 3", "", "Roccascura")),
            ("Roccascura", ("Roccascura", "", "")),
        ] {
            assert_eq!(parts(address), expected, "{address}");
        }
    }

    #[test]
    fn what_is_written_is_json_wherever_it_is_read() {
        let hostile = json!({"name": "</div><script>alert(1)</script> & \"co\""});
        let written = plain(&hostile.to_string());
        assert!(!written.contains(['<', '>', '&']));
        let read: serde_json::Value = serde_json::from_str(&written).unwrap();
        assert_eq!(read, hostile);
    }
}
