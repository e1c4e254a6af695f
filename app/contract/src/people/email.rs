//! Addresses in the electronic post, certified (PEC) or not.

use serde::{Deserialize, Serialize};

use crate::typed::{read_and_stored_as_text, shown_as_stored};

/// Why a text can be no e-mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EmailError {
    /// No `@`, or more than one.
    #[error("an e-mail address has one @, such as name@example.it")]
    At,
    /// What stands before the `@` is missing or holds a blank, a comma or another character of none.
    #[error("the part before the @ of the e-mail address is wrong")]
    Before,
    /// What stands after the `@` is no name of a host, such as `example.it`.
    #[error("the part after the @ of the e-mail address is wrong")]
    After,
}

/// A text that can be an e-mail address. Only delivery proves one: this finds typing mistakes.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);

impl Email {
    /// Reads an address as people type it: blanks around it are dropped, the host becomes small
    /// letters.
    ///
    /// # Errors
    /// [`EmailError::At`], [`EmailError::Before`] or [`EmailError::After`]: the first part that is
    /// wrong.
    pub fn parse(text: &str) -> Result<Self, EmailError> {
        let Some((local, host)) = text.trim().split_once('@') else { return Err(EmailError::At) };
        if host.contains('@') {
            return Err(EmailError::At);
        }
        if !is_local(local) {
            return Err(EmailError::Before);
        }
        if !is_host(host) {
            return Err(EmailError::After);
        }
        Ok(Self([local, "@", &host.to_ascii_lowercase()].concat()))
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether this can stand before the `@`.
fn is_local(local: &str) -> bool {
    !local.is_empty()
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && local.chars().all(|c| c.is_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(c))
}

/// Whether this can be the name of a host on the internet.
fn is_host(host: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    host.split('.').all(label)
        // No top-level domain is a number: that would be an address such as 10.0.0.1.
        && host.rsplit_once('.').is_some_and(|(_, top)| top.chars().any(char::is_alphabetic))
}

/// A text that can be an address of the certified post.
///
/// Nothing in the text tells a PEC from any other address; that somebody may be served there, only
/// the public indexes say.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Pec(Email);

impl Pec {
    /// Reads an address as people type it.
    ///
    /// # Errors
    /// As [`Email::parse`].
    pub fn parse(text: &str) -> Result<Self, EmailError> {
        Email::parse(text).map(Self)
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

read_and_stored_as_text!(Email, EmailError);
shown_as_stored!(Email);
read_and_stored_as_text!(Pec, EmailError);
shown_as_stored!(Pec);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_as_people_type_them() {
        use EmailError::{After, At, Before};
        for (typed, expected) in [
            (" lucia.esemplari@roccascura.example ", Ok("lucia.esemplari@roccascura.example")),
            ("Lucia+pec@PEC.Roccascura.Example", Ok("Lucia+pec@pec.roccascura.example")),
            ("lucía@città.example", Ok("lucía@città.example")),
            ("o'brien@example.org", Ok("o'brien@example.org")),
            ("", Err(At)),
            ("lucia.roccascura.example", Err(At)),
            ("lucia@roccascura@example", Err(At)),
            ("@roccascura.example", Err(Before)),
            ("lucia esemplari@roccascura.example", Err(Before)),
            (".lucia@roccascura.example", Err(Before)),
            ("lucia.@roccascura.example", Err(Before)),
            ("lu..cia@roccascura.example", Err(Before)),
            ("lucia,esemplari@roccascura.example", Err(Before)),
            ("<lucia@roccascura.example>", Err(Before)),
            ("lucia@", Err(After)),
            ("lucia@roccascura", Err(After)),
            ("lucia@roccascura.", Err(After)),
            ("lucia@.example", Err(After)),
            ("lucia@-rocca.example", Err(After)),
            ("lucia@rocca_scura.example", Err(After)),
            ("lucia@10.0.0.1", Err(After)),
            ("lucia@roccascura.example, altra", Err(After)),
        ] {
            let read = Email::parse(typed);
            assert_eq!(
                read.as_ref().map(Email::as_str),
                expected.as_ref().map(|address| *address),
                "{typed:?}"
            );
            assert_eq!(Pec::parse(typed).map(String::from), read.map(String::from), "{typed:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn anything_can_be_typed(text in proptest::prelude::any::<String>()) {
            if let Ok(address) = Email::parse(&text) {
                proptest::prop_assert_eq!(Email::parse(address.as_str()), Ok(address));
            }
        }
    }
}
