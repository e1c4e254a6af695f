//! A cart of Checkout: up to five notices paid at once in the browser (*Checkout*, `POST /carts`).

use serde::{Deserialize, Serialize};

/// The most notices of a cart.
pub const MOST_NOTICES: usize = 5;

/// The longest names and descriptions, in characters.
pub const LONGEST_TEXT: usize = 140;

/// One notice of a cart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CartNotice {
    /// The notice number, 18 digits.
    pub notice_number: String,
    /// The creditor's tax code, 11 digits.
    pub fiscal_code: String,
    /// In cents, at least 1.
    pub amount: i64,
    /// The creditor's name.
    pub company_name: String,
    /// What is paid for.
    pub description: String,
}

/// Where the browser is led at the end. None of these addresses proves anything: a payment is known by its
/// receipt alone (*SANP*).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReturnUrls {
    /// The payment seems to have worked.
    pub return_ok_url: String,
    /// The person gave it up.
    pub return_cancel_url: String,
    /// The payment did not work.
    pub return_error_url: String,
    /// How it ended is not known yet.
    pub return_waiting_url: String,
}

/// What is asked of `POST /carts`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CartRequest {
    /// Where the outcome is written to, if the person wants.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_notice: Option<String>,
    /// One to five notices.
    pub payment_notices: Vec<CartNotice>,
    /// Where the browser is led at the end.
    pub return_urls: ReturnUrls,
    /// The creditor's own name for the cart; it comes back as `paymentNote` of the receipt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id_cart: Option<String>,
}

/// What is wrong with a cart, by the name of the field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0} does not have the form that carts ask for")]
pub struct CartError(pub &'static str);

/// The answer to a request that does not hold (RFC 7807).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProblemJson {
    /// A word for the kind of problem.
    #[serde(default)]
    pub title: String,
    /// The HTTP status.
    #[serde(default)]
    pub status: u16,
    /// What is wrong.
    #[serde(default)]
    pub detail: String,
}

impl CartRequest {
    /// Checks the lengths and numbers that the description asks for.
    ///
    /// # Errors
    /// The first field that does not hold.
    pub fn check(&self) -> Result<(), CartError> {
        if !(1..=MOST_NOTICES).contains(&self.payment_notices.len()) {
            return Err(CartError("paymentNotices"));
        }
        let digits = |text: &str, length| text.len() == length && text.bytes().all(|b| b.is_ascii_digit());
        let short = |text: &str| text.chars().count() <= LONGEST_TEXT;
        for notice in &self.payment_notices {
            for (field, holds) in [
                ("noticeNumber", digits(&notice.notice_number, 18)),
                ("fiscalCode", digits(&notice.fiscal_code, 11)),
                ("amount", notice.amount >= 1),
                ("companyName", short(&notice.company_name)),
                ("description", short(&notice.description)),
            ] {
                if !holds {
                    return Err(CartError(field));
                }
            }
        }
        let urls = &self.return_urls;
        let all =
            [&urls.return_ok_url, &urls.return_cancel_url, &urls.return_error_url, &urls.return_waiting_url];
        let absolute = |url: &&String| url.starts_with("https://") || url.starts_with("http://");
        if all.iter().all(absolute) { Ok(()) } else { Err(CartError("returnUrls")) }
    }
}

/// A text cut to what carts and receipts have room for, at the end of a character.
#[must_use]
pub fn fitting(text: &str) -> String {
    text.chars().take(LONGEST_TEXT).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn cart() -> CartRequest {
        serde_json::from_value(json!({
            "emailNotice": "my_email@mail.it",
            "paymentNotices": [{
                "noticeNumber": "302012387654312384",
                "fiscalCode": "77777777777",
                "amount": 1000,
                "companyName": "Università degli Studi di Roma La Sapienza",
                "description": "Pagamento test PostePay"
            }],
            "returnUrls": {
                "returnOkUrl": "https://www.comune.di.prova.it/pagopa/success.html",
                "returnCancelUrl": "https://www.comune.di.prova.it/pagopa/cancel.html",
                "returnErrorUrl": "https://www.comune.di.prova.it/pagopa/error.html",
                "returnWaitingUrl": "https://www.comune.di.prova.it/pagopa/waiting.html"
            },
            "idCart": "id_cart",
            "allCCP": "false"
        }))
        .unwrap()
    }

    #[test]
    fn the_example_of_the_description_is_read_and_written_under_its_names() {
        let cart = cart();
        assert_eq!(cart.check(), Ok(()));
        let written = serde_json::to_value(&cart).unwrap();
        assert_eq!(written["paymentNotices"][0]["noticeNumber"], "302012387654312384");
        assert_eq!(written["returnUrls"]["returnWaitingUrl"], cart.return_urls.return_waiting_url);
        let plain = CartRequest { email_notice: None, id_cart: None, ..cart };
        let written = serde_json::to_value(&plain).unwrap();
        assert!(written.get("emailNotice").is_none() && written.get("idCart").is_none());
    }

    #[test]
    fn a_cart_with_a_mistake_names_its_field() {
        type Change = fn(&mut CartRequest);
        let changes: [(&str, Change); 8] = [
            ("paymentNotices", |cart| cart.payment_notices.clear()),
            ("paymentNotices", |cart| cart.payment_notices = vec![cart.payment_notices[0].clone(); 6]),
            ("noticeNumber", |cart| cart.payment_notices[0].notice_number.push('1')),
            ("fiscalCode", |cart| cart.payment_notices[0].fiscal_code = "7777777777A".into()),
            ("amount", |cart| cart.payment_notices[0].amount = 0),
            ("companyName", |cart| cart.payment_notices[0].company_name = "x".repeat(141)),
            ("description", |cart| cart.payment_notices[0].description = "x".repeat(141)),
            ("returnUrls", |cart| cart.return_urls.return_ok_url = "www.comune.it".into()),
        ];
        for (field, change) in changes {
            let mut wrong = cart();
            change(&mut wrong);
            assert_eq!(wrong.check(), Err(CartError(field)));
        }
        assert_eq!(fitting(&"è".repeat(200)).chars().count(), LONGEST_TEXT);
    }
}
