//! Mail over SMTP (RFC 5321): plain text to one address, with a PDF where one goes with it.

use std::time::Duration;

use async_trait::async_trait;
use domain::ports::{Attachment, Letter, Mail, PortError};
use lettre::{
    Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    address::AddressError,
    message::{Attachment as FilePart, Mailbox, MultiPart, SinglePart, header::ContentType},
    transport::smtp::{
        authentication::Credentials,
        client::{Tls as LettreTls, TlsParameters},
    },
};

/// How long a mail may take.
const TIMEOUT: Duration = Duration::from_secs(20);

/// The name of the port in errors.
const PORT: &str = "the mail server";

/// How the connection is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tls {
    /// Encrypted from the first byte.
    Wrapped,
    /// Begun in the clear, encrypted before anything is said.
    Started,
    /// Not at all.
    None,
}

/// How to reach a mail server.
#[derive(Debug, Clone)]
pub struct SmtpSettings {
    /// Its name.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub tls: Tls,
    /// User and password, where it wants them.
    pub login: Option<(String, String)>,
    /// The sender's address.
    pub from: String,
    /// The sender's name.
    pub name: String,
}

/// Why the settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum MailSetupError {
    /// The sender's address is none.
    #[error("the sender's address {0} is none: {1}")]
    Sender(String, AddressError),
    /// The name of the server cannot stand in a certificate.
    #[error("the server's name cannot be verified: {0}")]
    Tls(#[from] lettre::transport::smtp::Error),
}

/// A mail server.
#[derive(Debug, Clone)]
pub struct SmtpMail {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl SmtpMail {
    /// A server, not connected yet: each letter has a connection of its own.
    ///
    /// # Errors
    /// [`MailSetupError`], when the settings make no sense.
    pub fn new(settings: &SmtpSettings) -> Result<Self, MailSetupError> {
        let from: Address =
            settings.from.parse().map_err(|err| MailSetupError::Sender(settings.from.clone(), err))?;
        let tls = match settings.tls {
            Tls::Wrapped => LettreTls::Wrapper(TlsParameters::new(settings.host.clone())?),
            Tls::Started => LettreTls::Required(TlsParameters::new(settings.host.clone())?),
            Tls::None => LettreTls::None,
        };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&settings.host)
            .port(settings.port)
            .timeout(Some(TIMEOUT))
            .tls(tls);
        if let Some((user, password)) = &settings.login {
            builder = builder.credentials(Credentials::new(user.clone(), password.clone()));
        }
        let name = Some(settings.name.clone()).filter(|name| !name.is_empty());
        Ok(Self { transport: builder.build(), from: Mailbox::new(name, from) })
    }

    /// Whether the server answers and takes the login.
    ///
    /// # Errors
    /// [`PortError::Unavailable`], with the reason.
    pub async fn ready(&self) -> Result<(), PortError> {
        match self.transport.test_connection().await {
            Ok(true) => Ok(()),
            Ok(false) => Err(PortError::Unavailable(PORT, "it does not answer".into())),
            Err(err) => Err(PortError::Unavailable(PORT, err.to_string())),
        }
    }

    /// What a letter is known by: an identifier of ours at the sender's host.
    pub(crate) fn message_id(&self, letter: &Letter) -> String {
        format!("<{}@{}>", letter.id, self.from.email.domain())
    }

    fn message(&self, letter: &Letter) -> Result<Message, PortError> {
        let refused = |what: &str| PortError::Refused(PORT, what.to_owned());
        let Ok(to) = letter.to.parse::<Address>() else { return Err(refused("the address is none")) };
        let builder = Message::builder()
            .message_id(Some(self.message_id(letter)))
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(letter.subject.clone());
        let message = match &letter.attachment {
            None => builder.header(ContentType::TEXT_PLAIN).body(letter.text.clone()),
            Some(Attachment { name, bytes }) => {
                let kind = ContentType::parse("application/pdf").map_err(|err| refused(&err.to_string()))?;
                let file = FilePart::new(name.clone()).body(bytes.clone(), kind);
                builder.multipart(
                    MultiPart::mixed().singlepart(SinglePart::plain(letter.text.clone())).singlepart(file),
                )
            }
        };
        message.map_err(|err| refused(&err.to_string()))
    }
}

#[async_trait]
impl Mail for SmtpMail {
    async fn send(&self, letter: &Letter) -> Result<(), PortError> {
        let message = self.message(letter)?;
        match self.transport.send(message).await {
            Ok(_) => Ok(()),
            Err(err) => Err(told(&err)),
        }
    }
}

/// The reason without the server's own words, which may name the address.
fn told(err: &lettre::transport::smtp::Error) -> PortError {
    let code = err.status().map(|code| code.to_string());
    match code {
        // 53x is about our login (RFC 4954): it is put right by us, and the letter is sent then.
        Some(code) if err.is_permanent() && !code.starts_with("53") => {
            PortError::Refused(PORT, format!("it answers {code}"))
        }
        Some(code) => PortError::Unavailable(PORT, format!("it answers {code}")),
        None if err.is_timeout() => PortError::Unavailable(PORT, "it takes too long".into()),
        None if err.is_tls() => PortError::Unavailable(PORT, "its certificate does not hold".into()),
        None => PortError::Unavailable(PORT, "no connection, or a broken one".into()),
    }
}
