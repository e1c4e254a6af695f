//! The HTTP server around the stand-ins: loopback only.

use std::{
    net::{Ipv4Addr, SocketAddr},
    time::Duration,
};

use axum::{Router, routing::get, serve::ListenerExt};
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};

use crate::{
    Fault, People, PeopleError,
    fault::{self, Faults},
    oidc::{self, Client, Provider},
    payments::{self, Collector, Station},
    pec,
    post::{self, KeptMail, PostOffice},
    registry::{self, Acts, RegisteredAct},
};

/// How long requests in flight may take to end when the sandbox stops.
const GRACE: Duration = Duration::from_secs(2);

/// What the sandbox is started with. `Settings::demo()` suits tests: a free port and the demo's people.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where to listen; only loopback addresses are accepted, port 0 picks a free one.
    pub listen: SocketAddr,
    /// The one client the login provider knows.
    pub client: Client,
    /// Who can log in.
    pub people: People,
    /// Where receipts of payments are delivered.
    pub station: Station,
    /// Where mail is taken over SMTP, loopback only; none if not set.
    pub smtp: Option<SocketAddr>,
    /// Where certified mail is taken over SMTP and its receipts are read over IMAP; none if not set.
    pub pec: Option<(SocketAddr, SocketAddr)>,
}

impl Settings {
    /// A free port of 127.0.0.1, the demo's client and people.
    ///
    /// # Errors
    /// Only if the shipped list of people is broken.
    pub fn demo() -> Result<Self, PeopleError> {
        Ok(Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            client: Client::default(),
            people: People::shipped()?,
            station: Station::default(),
            smtp: Some(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))),
            pec: Some((
                SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
                SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            )),
        })
    }
}

/// Why the sandbox does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The address can be reached from other machines.
    #[error("the sandbox lets anybody log in as anybody: it listens on loopback only, not on {0}")]
    NotLoopback(SocketAddr),
    /// The address is taken, or may not be used.
    #[error("cannot listen on {0}")]
    Listen(SocketAddr, #[source] std::io::Error),
    /// No HTTP client could be made.
    #[error("cannot make an HTTP client: {0}")]
    Http(String),
    /// No signing key could be made.
    #[error("cannot make a signing key: {0}")]
    Key(String),
}

/// A sandbox at work; it stops when this is dropped.
pub struct Running {
    /// Its address without a final slash, also the issuer of the login provider: `http://127.0.0.1:3080`.
    pub base_url: String,
    /// Where it takes mail over SMTP.
    pub smtp: Option<SocketAddr>,
    /// Where it takes certified mail over SMTP, and where its receipts are read over IMAP.
    pub pec: Option<(SocketAddr, SocketAddr)>,
    office: PostOffice,
    acts: Acts,
    /// What listens besides the web server.
    listening: Vec<JoinHandle<()>>,
    provider: Provider,
    collector: Collector,
    faults: Faults,
    stop: Option<oneshot::Sender<()>>,
    task: JoinHandle<()>,
}

impl Running {
    /// Lets logins come back to one more address, for a portal whose port is known only later.
    pub fn allow_redirect(&self, url: &str) {
        self.provider.allow_redirect(url);
    }

    /// The mails it was given, newest first.
    #[must_use]
    pub fn mails(&self) -> Vec<KeptMail> {
        self.office.mails()
    }

    /// The acts that its register was told, oldest first.
    #[must_use]
    pub fn acts(&self) -> Vec<RegisteredAct> {
        self.acts.all()
    }

    /// Misbehaves from now on, as `POST /sandbox/fault` does.
    pub fn set_fault(&self, fault: Fault) {
        self.faults.set(fault);
    }

    /// Delivers receipts of payments there from now on, for a portal whose port is known only later.
    pub fn deliver_to(&self, station: Station) {
        self.collector.deliver_to(station);
    }

    /// Signs with a new key from now on and publishes only that one.
    ///
    /// # Errors
    /// If no key could be made.
    pub fn renew_key(&self) -> Result<(), StartError> {
        self.provider.renew_key()
    }

    /// Waits until the server has ended, which it does only when asked or on a failure.
    pub async fn wait(&mut self) {
        // A panic of the server task has been reported by the runtime already.
        drop((&mut self.task).await);
    }

    /// Stops: no new connections, requests in flight may end within two seconds.
    pub async fn shutdown(mut self) {
        for listening in self.listening.drain(..) {
            listening.abort();
        }
        drop(self.stop.take());
        if tokio::time::timeout(GRACE, &mut self.task).await.is_err() {
            self.task.abort();
        }
    }
}

/// Starts the sandbox; once this returns it answers.
///
/// # Errors
/// If the address is not loopback or cannot be used.
pub async fn start(settings: Settings) -> Result<Running, StartError> {
    let Settings { listen, client, people, station, mut smtp, mut pec } = settings;
    let (listener, address) = bound(listen).await?;
    let base_url = format!("http://{address}");

    let (faults, office, acts) = (Faults::default(), PostOffice::default(), Acts::default());
    let provider = Provider::new(base_url.clone(), client, people, faults.clone())?;
    let collector = Collector::new(base_url.clone(), station, faults.clone())?;
    let router = Router::new()
        .route("/healthz", get(async || "ok\n"))
        .merge(oidc::router(provider.clone()))
        .merge(payments::router(collector.clone()))
        .merge(post::router(office.clone()))
        .merge(registry::router(acts.clone()))
        .merge(fault::router(faults.clone()));
    let mut listening = Vec::new();
    if let Some(smtp) = &mut smtp {
        let listener;
        (listener, *smtp) = bound(*smtp).await?;
        listening.push(tokio::spawn(post::serve(listener, office.clone())));
    }
    if let Some((smtp, imap)) = &mut pec {
        let provider = pec::Provider::new(office.clone());
        let (taking, reading);
        (taking, *smtp) = bound(*smtp).await?;
        (reading, *imap) = bound(*imap).await?;
        listening.push(tokio::spawn(post::serve(taking, provider.clone())));
        listening.push(tokio::spawn(pec::serve(reading, provider)));
    }

    let listener = listener.tap_io(|stream| {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "TCP_NODELAY could not be set");
        }
    });
    let (stop, stopped) = oneshot::channel::<()>();
    let task = tokio::spawn(async move {
        let ended = axum::serve(listener, router).with_graceful_shutdown(async move {
            // Told to stop and dropped mean the same.
            drop(stopped.await);
        });
        if let Err(error) = ended.await {
            tracing::error!(%error, "the sandbox stopped");
        }
    });
    let stop = Some(stop);
    Ok(Running { base_url, smtp, pec, office, acts, listening, provider, collector, faults, stop, task })
}

/// A listener on a loopback address, and the address it got.
async fn bound(listen: SocketAddr) -> Result<(TcpListener, SocketAddr), StartError> {
    if !listen.ip().is_loopback() {
        return Err(StartError::NotLoopback(listen));
    }
    let listener = TcpListener::bind(listen).await.map_err(|error| StartError::Listen(listen, error))?;
    let address = listener.local_addr().map_err(|error| StartError::Listen(listen, error))?;
    Ok((listener, address))
}
