//! As much of IMAP as it takes to read the receipts that have come and to put them away.

use std::{fmt::Debug, sync::Arc, time::Duration};

use async_imap::{Client, Session, types::Fetch};
use domain::ports::PortError;
use futures_util::TryStreamExt;
use rustls_platform_verifier::BuilderVerifierExt;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
};
use tokio_rustls::{
    TlsConnector,
    rustls::{ClientConfig, crypto::aws_lc_rs, pki_types::ServerName},
};

/// How long one look into the box may take.
const TIMEOUT: Duration = Duration::from_secs(60);

/// The name of the port in errors.
const PORT: &str = "the box of certified mail";

/// The most receipts read in one look; the next look goes on.
const MOST: usize = 200;

/// How to reach the box.
#[derive(Clone)]
pub struct ImapSettings {
    /// Its name.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// Whether the connection is encrypted; without only on this machine.
    pub tls: bool,
    /// Who the portal is there.
    pub user: String,
    /// The password.
    pub password: String,
}

impl Debug for ImapSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ImapSettings({}:{})", self.host, self.port)
    }
}

/// A connection, encrypted or not.
trait Wire: AsyncRead + AsyncWrite + Unpin + Send + Debug {}

impl<T: AsyncRead + AsyncWrite + Unpin + Send + Debug> Wire for T {}

type Opened = Session<Box<dyn Wire>>;

fn down(why: impl std::fmt::Display) -> PortError {
    PortError::Unavailable(PORT, why.to_string())
}

async fn in_time<T>(work: impl Future<Output = Result<T, PortError>>) -> Result<T, PortError> {
    tokio::time::timeout(TIMEOUT, work).await.unwrap_or_else(|_| Err(down("it takes too long")))
}

async fn opened(settings: &ImapSettings) -> Result<Opened, PortError> {
    let stream = TcpStream::connect((settings.host.as_str(), settings.port)).await.map_err(down)?;
    stream.set_nodelay(true).map_err(down)?;
    let wire: Box<dyn Wire> =
        if settings.tls { Box::new(encrypted(&settings.host, stream).await?) } else { Box::new(stream) };
    let mut client = Client::new(wire);
    // The greeting.
    client.read_response().await.map_err(down)?.ok_or_else(|| down("it says nothing"))?;
    let login = client.login(&settings.user, &settings.password).await;
    // The server's own words may hold the name of the user.
    login.map_err(|(_, _)| down("it does not take the login"))
}

/// The same connection encrypted, the server's certificate verified as the machine verifies all.
async fn encrypted(host: &str, stream: TcpStream) -> Result<impl Wire + use<>, PortError> {
    let config = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(down)?
        .with_platform_verifier()
        .map_err(down)?
        .with_no_client_auth();
    let name = ServerName::try_from(host.to_owned()).map_err(down)?;
    TlsConnector::from(Arc::new(config)).connect(name, stream).await.map_err(down)
}

/// Whether the box can be opened.
pub(super) async fn ready(settings: &ImapSettings) -> Result<(), PortError> {
    in_time(async {
        let mut session = opened(settings).await?;
        session.select("INBOX").await.map_err(down)?;
        session.logout().await.map_err(down)
    })
    .await
}

/// The mails about letters that nobody has seen yet, if their header is one that is wanted: whole, with their
/// names in the box.
pub(super) async fn unseen(
    settings: &ImapSettings,
    wanted: fn(&[u8]) -> bool,
) -> Result<Vec<(u32, Vec<u8>)>, PortError> {
    in_time(async {
        let mut session = opened(settings).await?;
        session.select("INBOX").await.map_err(down)?;
        // An empty text is in every header of that name (RFC 3501, section 6.4.4).
        let search = "UNSEEN HEADER X-Riferimento-Message-ID \"\"";
        let all = session.uid_search(search).await.map_err(down)?.into_iter().collect();
        let heads = fetched(&mut session, all, "(UID BODY.PEEK[HEADER])").await?;
        let ours = |mail: &Fetch| Some((mail.uid?, mail.header().is_some_and(wanted)));
        let mut ours: Vec<u32> =
            heads.iter().filter_map(ours).filter(|(_, ours)| *ours).map(|(uid, _)| uid).collect();
        ours.sort_unstable();
        ours.truncate(MOST);
        let whole = fetched(&mut session, ours, "(UID BODY.PEEK[])").await?;
        session.logout().await.map_err(down)?;
        Ok(whole.iter().filter_map(|mail| Some((mail.uid?, mail.body()?.to_vec()))).collect())
    })
    .await
}

async fn fetched(session: &mut Opened, uids: Vec<u32>, what: &str) -> Result<Vec<Fetch>, PortError> {
    if uids.is_empty() {
        return Ok(Vec::new());
    }
    let mails = session.uid_fetch(set(&uids), what).await.map_err(down)?;
    mails.try_collect().await.map_err(down)
}

/// Marks mails as seen: they stay in the box.
pub(super) async fn mark_seen(settings: &ImapSettings, uids: &[u32]) -> Result<(), PortError> {
    if uids.is_empty() {
        return Ok(());
    }
    in_time(async {
        let mut session = opened(settings).await?;
        session.select("INBOX").await.map_err(down)?;
        let stored = session.uid_store(set(uids), "+FLAGS.SILENT (\\Seen)").await.map_err(down)?;
        let _flags: Vec<_> = stored.try_collect().await.map_err(down)?;
        session.logout().await.map_err(down)
    })
    .await
}

/// `3,7,9`.
fn set(uids: &[u32]) -> String {
    uids.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}
