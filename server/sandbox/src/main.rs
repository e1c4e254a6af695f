//! `sportello-sandbox`: starts the stand-ins on loopback and says what they are.

use std::{net::SocketAddr, path::PathBuf, process::ExitCode};

use anyhow::Context as _;
use clap::Parser;
use sandbox::{Client, People, Running, Settings, Station};

/// Stand-ins for the outside services of Sportello, for the demo and for tests: an OIDC login
/// provider where anybody logs in as anybody, a pagoPA where no money moves. Listens on loopback only; never expose it.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// Where to listen; loopback only.
    #[arg(long, env = "SPORTELLO_SANDBOX_LISTEN", default_value = "127.0.0.1:3080")]
    listen: SocketAddr,
    /// The `client_id` of the portal.
    #[arg(long, env = "SPORTELLO_SANDBOX_CLIENT_ID", default_value = "sportello")]
    client_id: String,
    /// File with the client's secret; without it the secret is `sandbox-secret`.
    #[arg(long, env = "SPORTELLO_SANDBOX_CLIENT_SECRET_FILE")]
    client_secret_file: Option<PathBuf>,
    /// Address where a login may come back; may be given more than once, in the environment separated by commas.
    #[arg(
        long,
        env = "SPORTELLO_SANDBOX_REDIRECT",
        value_delimiter = ',',
        default_value = "http://127.0.0.1:3000/accesso/ritorno"
    )]
    redirect: Vec<String>,
    /// Where receipts of payments are delivered.
    #[arg(long, env = "SPORTELLO_SANDBOX_STATION", default_value = "http://127.0.0.1:3000/pagopa/stazione")]
    station: String,
    /// TOML file with the people who can log in, instead of those of the demo.
    #[arg(long, env = "SPORTELLO_SANDBOX_PEOPLE")]
    people: Option<PathBuf>,
    /// Where to take mail over SMTP; loopback only. Mails are kept and can be read at `/posta`.
    #[arg(long, env = "SPORTELLO_SANDBOX_SMTP")]
    smtp: Option<SocketAddr>,
    /// Where to take certified mail (PEC) over SMTP; loopback only. Needs `--pec-imap`.
    #[arg(long, env = "SPORTELLO_SANDBOX_PEC_SMTP", requires = "pec_imap")]
    pec_smtp: Option<SocketAddr>,
    /// Where the receipts of certified mail are read over IMAP; loopback only.
    #[arg(long, env = "SPORTELLO_SANDBOX_PEC_IMAP", requires = "pec_smtp")]
    pec_imap: Option<SocketAddr>,
}

#[tokio::main]
async fn main() -> ExitCode {
    tracing_subscriber::fmt().with_writer(std::io::stderr).init();
    match run(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // One line with its causes: a backtrace would hide what to do.
            eprintln!("sportello-sandbox: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> anyhow::Result<()> {
    let mut running = sandbox::start(settings(arguments)?).await?;
    announce(&running);
    tokio::select! {
        () = asked_to_stop() => running.shutdown().await,
        () = running.wait() => anyhow::bail!("the sandbox ended by itself"),
    }
    Ok(())
}

fn settings(arguments: Arguments) -> anyhow::Result<Settings> {
    let mut client = Client { id: arguments.client_id, redirects: arguments.redirect, ..Client::default() };
    if let Some(file) = &arguments.client_secret_file {
        let secret = std::fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
        client.secret = secret.trim().to_owned();
    }
    let people = match &arguments.people {
        Some(file) => {
            let text =
                std::fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
            People::parse(&text).with_context(|| format!("in {}", file.display()))?
        }
        None => People::shipped()?,
    };
    let station = Station { url: arguments.station, ..Station::default() };
    let pec = arguments.pec_smtp.zip(arguments.pec_imap);
    Ok(Settings { listen: arguments.listen, client, people, station, smtp: arguments.smtp, pec })
}

#[expect(clippy::print_stdout, reason = "what the program tells whoever started it")]
fn announce(running: &Running) {
    let base_url = &running.base_url;
    println!("sportello-sandbox: stand-ins for demo and tests on {base_url}");
    println!("  login provider (OpenID Connect), issuer {base_url}");
    println!("  payments (pagoPA Checkout), carts to {base_url}/checkout/ec/v2/carts");
    if let Some(smtp) = running.smtp {
        println!("  mail (SMTP) on {smtp}, to be read at {base_url}/posta");
    }
    if let Some((smtp, imap)) = running.pec {
        println!("  certified mail (PEC): SMTP on {smtp}, receipts (IMAP) on {imap}");
    }
    println!("  Anybody can log in as anybody here: never expose this program to a network.");
}

/// Ctrl-C, or the signal by which service managers stop a program.
async fn asked_to_stop() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            },
            Err(_) => drop(interrupt.await),
        }
    }
    #[cfg(not(unix))]
    drop(interrupt.await);
}
