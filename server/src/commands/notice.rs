//! `sportello notice`: what a notice number or the text of its QR code says, and the code of a notice. Needs no
//! installation.

use std::process::ExitCode;

use pagopa::{CreditorCode, Layout, Nav, qr::QrText};
use serde_json::{Value, json};

use super::say;

/// Reads a notice number, or the text of a QR code.
pub(super) fn parse(text: &str, as_json: bool) -> ExitCode {
    let text = text.trim();
    let read = if text.starts_with("PAGOPA|") {
        QrText::parse(text)
            .map(|qr| {
                let mut said = described(&qr.nav);
                said["creditor"] = Value::from(qr.creditor.as_str());
                said["cents"] = Value::from(qr.cents);
                said
            })
            .map_err(|wrong| wrong.to_string())
    } else {
        Nav::parse(text).map(|nav| described(&nav)).map_err(|wrong| wrong.to_string())
    };
    answered(read, as_json)
}

/// The text of a notice's QR code and, as JSON, its symbol.
pub(super) fn render(nav: &str, creditor: &str, cents: i64, as_json: bool) -> ExitCode {
    answered(rendered(nav, creditor, cents), as_json)
}

fn rendered(nav: &str, creditor: &str, cents: i64) -> Result<Value, String> {
    if cents < 1 {
        return Err("an amount is at least 1 cent".to_owned());
    }
    let qr = QrText {
        nav: Nav::parse(nav).map_err(|wrong| wrong.to_string())?,
        creditor: CreditorCode::parse(creditor).map_err(|wrong| wrong.to_string())?,
        cents,
    };
    let svg = qr.svg().map_err(|wrong| wrong.to_string())?;
    Ok(json!({"nav": qr.nav.as_str(), "qr": qr.text(), "svg": svg}))
}

fn described(nav: &Nav) -> Value {
    let aux = match nav.layout() {
        Layout::Zero => 0,
        Layout::One => 1,
        Layout::Two => 2,
        Layout::Three => 3,
    };
    json!({"nav": nav.as_str(), "grouped": nav.grouped(), "iuv": nav.iuv().as_str(), "aux": aux})
}

fn answered(read: Result<Value, String>, as_json: bool) -> ExitCode {
    match (read, as_json) {
        (Ok(mut said), true) => {
            said["ok"] = Value::from(true);
            say(&said.to_string());
            ExitCode::SUCCESS
        }
        (Ok(said), false) => {
            let lines = said.as_object().into_iter().flatten().filter(|(name, _)| *name != "svg");
            for (name, value) in lines {
                say(&format!("{name}: {}", value.as_str().map_or_else(|| value.to_string(), str::to_owned)));
            }
            ExitCode::SUCCESS
        }
        (Err(why), true) => {
            say(&json!({"ok": false, "error": why}).to_string());
            ExitCode::FAILURE
        }
        (Err(why), false) => super::fail(&why),
    }
}
