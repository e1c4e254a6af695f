//! The commands of `sportello`. Help texts are the doc comments below.

mod check;
mod demo;
mod people;
mod procedure;
mod serve;
mod staff;
mod verify;

use std::{io::Write as _, path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};
use contract::ids::CaseId;
use inspect::Mode;

use crate::{config::Config, wiring};

/// The online procedures portal of a municipality.
///
/// Reads a TOML file (--config) and `SPORTELLO_*` environment variables, which win. Without either
/// it is the demo: SQLite and objects in ./data, login through `sportello-sandbox`.
#[derive(Debug, Parser)]
#[command(name = "sportello", version)]
pub struct Cli {
    /// Configuration file (TOML). Also `SPORTELLO_CONFIG`.
    #[arg(long, global = true, env = "SPORTELLO_CONFIG")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the portal until SIGTERM or Ctrl-C; requests in flight are finished.
    Serve,
    /// Bring the database to the schema of this version.
    Migrate,
    /// Fill an empty installation with the demo municipality's people and cases.
    Demo {
        /// Multiply the cases, for measurements.
        #[arg(long, default_value_t = 1)]
        scale: u32,
    },
    /// Examine configuration, database, object store and login, and say what to do.
    Check {
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Procedures as folders: check one, begin one, schemas for editors. Needs no installation.
    Procedure {
        #[command(subcommand)]
        command: ProcedureCommand,
    },
    /// Who works in an office, by codice fiscale: known before the first login.
    Staff {
        #[command(subcommand)]
        command: StaffCommand,
    },
    /// The audit: verify that no row was changed or removed.
    Audit {
        #[command(subcommand)]
        command: AuditCommand,
    },
    /// Cases: verify them from their journal.
    Cases {
        #[command(subcommand)]
        command: CasesCommand,
    },
    /// Opens untrusted bytes from standard input. Started by the portal itself.
    #[command(hide = true)]
    Inspect,
    /// Lays out a document from standard input. Started by the portal itself.
    #[command(hide = true)]
    Typeset,
}

#[derive(Debug, Subcommand)]
enum ProcedureCommand {
    /// Check a folder and run its samples: what is wrong, with file, line and what to write instead.
    Check {
        /// The procedure's folder.
        folder: PathBuf,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Begin a folder that passes the check.
    New {
        /// The folder to make; its name is the word in addresses.
        folder: PathBuf,
    },
    /// Write the JSON Schemas of the files into a folder, for completion in editors.
    Schemas {
        /// The folder to write to.
        folder: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
enum StaffCommand {
    /// Give a role: `staff add RSSMRA80A01H501U ufficio-tecnico rup`.
    Add(StaffRow),
    /// Take a role away, from the next request on.
    Remove(StaffRow),
}

#[derive(Debug, clap::Args)]
struct StaffRow {
    /// The person's codice fiscale.
    fiscal_code: String,
    /// The office, as procedures name it: `ufficio-tecnico`.
    office: String,
    /// `clerk`, `rup`, `dirigente` or `administrator`.
    role: String,
}

#[derive(Debug, Subcommand)]
enum AuditCommand {
    /// Recompute every seal from the rows.
    Verify {
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Subcommand)]
enum CasesCommand {
    /// Replay the journal of a case and compare with its state.
    Replay {
        /// The case's id, as in its address.
        case: CaseId,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
}

/// Runs a command and says how it went.
#[must_use]
pub fn run(cli: Cli) -> ExitCode {
    match cli.command {
        Command::Inspect => return inspect::run(Mode::Inspect),
        Command::Typeset => return inspect::run(Mode::Typeset),
        Command::Procedure { command } => {
            let done = match command {
                ProcedureCommand::Check { folder, json } => procedure::check(&folder, json),
                ProcedureCommand::New { folder } => procedure::new(&folder),
                ProcedureCommand::Schemas { folder } => procedure::schemas(&folder),
            };
            return done.unwrap_or_else(|err| fail(&format!("{err:#}")));
        }
        _ => {}
    }
    let config = match Config::load(cli.config.as_deref()) {
        Ok(config) => config,
        Err(err) => return fail(&format!("The configuration does not hold: {err}")),
    };
    start_log(&config);
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(err) => return fail(&format!("The machine gives no threads: {err}")),
    };
    match runtime.block_on(perform(cli.command, config)) {
        Ok(code) => code,
        Err(err) => fail(&format!("{err:#}")),
    }
}

async fn perform(command: Command, config: Config) -> anyhow::Result<ExitCode> {
    match command {
        Command::Serve => serve::serve(config).await.map(|()| ExitCode::SUCCESS),
        Command::Migrate => {
            let db = wiring::database(&config).await?;
            wiring::migrate(&db).await?;
            say("The database is at this version's schema.");
            Ok(ExitCode::SUCCESS)
        }
        Command::Demo { scale } => demo::demo(&config, scale).await.map(|()| ExitCode::SUCCESS),
        Command::Check { json } => check::check(&config, json).await,
        Command::Staff { command: StaffCommand::Add(row) } => staff::change(&config, &row, true).await,
        Command::Staff { command: StaffCommand::Remove(row) } => staff::change(&config, &row, false).await,
        Command::Audit { command: AuditCommand::Verify { json } } => verify::audit(&config, json).await,
        Command::Cases { command: CasesCommand::Replay { case, json } } => {
            verify::case(&config, case, json).await
        }
        Command::Inspect | Command::Typeset | Command::Procedure { .. } => Ok(ExitCode::FAILURE),
    }
}

fn start_log(config: &Config) {
    use std::io::IsTerminal;
    let filter = tracing_subscriber::EnvFilter::new(format!("{},s3s=off", config.log));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // People read lines, machines read JSON. A second start in one process keeps the first log.
    let _kept = if std::io::stderr().is_terminal() { log.try_init() } else { log.json().try_init() };
}

/// The commands' own words to whoever typed them.
fn say(text: &str) {
    // Whoever reads may have stopped (`… | head`): that is no mistake.
    let _read = writeln!(std::io::stdout(), "{text}");
}

#[expect(clippy::print_stderr, reason = "the answer of a command")]
fn fail(text: &str) -> ExitCode {
    eprintln!("{text}");
    ExitCode::FAILURE
}
