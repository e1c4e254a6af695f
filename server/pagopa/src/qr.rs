//! The QR code of a notice, by *avviso*: `PAGOPA|002|<notice>|<creditor>|<cents>` in a symbol of version 4.

use qrcode::{EcLevel, QrCode, Version, render::svg};

use crate::{CreditorCode, Nav};

/// What a QR code says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QrText {
    /// The notice.
    pub nav: Nav,
    /// Who is paid.
    pub creditor: CreditorCode,
    /// How much, in cents.
    pub cents: i64,
}

/// Why a text is not that of a notice's QR code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum QrError {
    /// Not five parts that begin `PAGOPA|002`.
    #[error("the QR code is not that of a payment notice")]
    Shape,
    /// The notice number does not hold.
    #[error("the notice number in the QR code does not hold")]
    Nav,
    /// The creditor's code does not hold.
    #[error("the creditor's code in the QR code does not hold")]
    Creditor,
    /// The amount is not 2 to 11 digits.
    #[error("the amount in the QR code is not 2 to 11 digits")]
    Amount,
    /// The symbol has no room, or the amount is none.
    #[error("the QR code cannot be drawn")]
    Drawing,
}

impl QrText {
    /// The text in the symbol. The amount has at least two digits and no zeros before them.
    #[must_use]
    pub fn text(&self) -> String {
        format!("PAGOPA|002|{}|{}|{:02}", self.nav, self.creditor, self.cents.max(0))
    }

    /// Reads the text of a symbol. Zeros before the amount are accepted: the guide's own data model has them.
    ///
    /// # Errors
    /// [`QrError`], the first that holds.
    pub fn parse(text: &str) -> Result<Self, QrError> {
        let parts: Vec<&str> = text.split('|').collect();
        let ["PAGOPA", "002", nav, creditor, cents] = parts.as_slice() else { return Err(QrError::Shape) };
        let digits = (2..=11).contains(&cents.len()) && cents.bytes().all(|byte| byte.is_ascii_digit());
        Ok(Self {
            nav: Nav::parse(nav).ok().filter(|read| read.as_str() == *nav).ok_or(QrError::Nav)?,
            creditor: CreditorCode::parse(creditor).map_err(|_wrong| QrError::Creditor)?,
            cents: cents.parse().ok().filter(|_| digits).ok_or(QrError::Amount)?,
        })
    }

    /// The symbol as SVG: version 4 (33 × 33 modules), error correction M, black on white, without the quiet
    /// zone, which is the page's to leave.
    ///
    /// # Errors
    /// [`QrError::Drawing`] if the text has no room in it, which no amount of the schemas brings about.
    pub fn svg(&self) -> Result<String, QrError> {
        let code = QrCode::with_version(self.text(), Version::Normal(4), EcLevel::M)
            .map_err(|_too_long| QrError::Drawing)?;
        Ok(code.render::<svg::Color<'_>>().quiet_zone(false).module_dimensions(3, 3).build())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn symbols_are_read_as_the_guide_and_its_examples_write_them() {
        for (text, expected) in [
            ("PAGOPA|002|000000000000000000|01199250158|0000015000", Ok(15_000)),
            ("PAGOPA|002|000000000000000000|00000000000|9999", Ok(9_999)),
            ("PAGOPA|002|301000000000000144|77777777777|05", Ok(5)),
            ("PAGOPA|002|000000000000000000|01199250158", Err(QrError::Shape)),
            ("PAGOPA|001|301000000000000144|77777777777|12345", Err(QrError::Shape)),
            ("PAGOPA|002|301000000000000145|77777777777|12345", Err(QrError::Nav)),
            ("PAGOPA|002|3010 0000 0000 0001 44|77777777777|12345", Err(QrError::Nav)),
            ("PAGOPA|002|301000000000000144|7777777777|12345", Err(QrError::Creditor)),
            ("PAGOPA|002|301000000000000144|77777777777|5", Err(QrError::Amount)),
            ("PAGOPA|002|301000000000000144|77777777777|123456789012", Err(QrError::Amount)),
            ("PAGOPA|002|301000000000000144|77777777777|+12", Err(QrError::Amount)),
            ("", Err(QrError::Shape)),
        ] {
            assert_eq!(QrText::parse(text).map(|qr| qr.cents), expected, "{text}");
        }
    }

    #[test]
    fn the_symbol_has_the_size_that_the_guide_prescribes_however_short_its_text() {
        for cents in [5, 17_400, 99_999_999_999] {
            let nav = Nav::parse("301000000000000144").unwrap();
            let creditor = CreditorCode::parse("77777777777").unwrap();
            let svg = QrText { nav, creditor, cents }.svg().unwrap();
            assert!(svg.contains("width=\"99\"") && svg.contains("height=\"99\""), "33 modules of 3: {svg}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(base in 0_u64..10_000_000_000_000, cents in 1_i64..=99_999_999_999) {
            let nav = Nav::new(crate::Segregation::new(1).unwrap(), base).unwrap();
            let qr = QrText { nav, creditor: CreditorCode::parse("77777777777").unwrap(), cents };
            prop_assert!(qr.text().len() <= 53);
            prop_assert_eq!(QrText::parse(&qr.text()).unwrap(), qr);
        }

        #[test]
        fn anything_can_be_scanned(text in any::<String>()) {
            let _unused = QrText::parse(&text);
        }
    }
}
