//! The commands of `sportello`. Help texts are the doc comments below.

mod backup;
mod check;
mod demo;
mod demo_reports;
mod demo_samples;
mod demo_taxes;
mod diagram;
mod diff;
mod init;
mod notice;
mod people;
mod procedure;
mod serve;
mod simulate;
mod staff;
mod verify;

use std::{
    io::Write as _,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::Context;
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
    /// Begin an installation: asks name, codes, offices and staff, or reads them from a file; checks them,
    /// writes the configuration and what goes with it, and gives the roles. Overwrites nothing.
    Init(init::Init),
    /// Serve the portal until SIGTERM or Ctrl-C; requests in flight are finished.
    Serve,
    /// Bring the database to the schema of this version.
    Migrate,
    /// Fill an empty installation with the demo municipality's people and cases.
    Demo {
        /// Multiply the cases, for measurements; with 0 there are the people alone.
        #[arg(long, default_value_t = 1)]
        scale: u32,
    },
    /// Examine configuration, database, object store and login, and say what to do.
    Check {
        /// Print JSON.
        #[arg(long)]
        json: bool,
        /// If something is bad, tell `operator_mail` too: for a timer, once a day.
        #[arg(long)]
        mail: bool,
    },
    /// Write database, objects, keys and overrides into one archive, while the portal runs. It is read back
    /// before it gets its name.
    Backup {
        /// A folder, where the archive gets a name with the time, or a file `….tar.gz` that is not there yet;
        /// else `backup_dir`.
        to: Option<PathBuf>,
        /// Leave the objects where they are, for instance because the object store has backups of its own.
        #[arg(long)]
        without_objects: bool,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Restore an archive into an empty installation and prove that it is whole: every case replayed, the
    /// audit verified, every document hashed. The portal must not run.
    Restore {
        /// The archive.
        file: PathBuf,
        /// Overwrite what is there.
        #[arg(long)]
        replace: bool,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Procedures as folders: check one, draw one, compare two, begin one, publish one, schemas for editors.
    Procedure {
        #[command(subcommand)]
        command: ProcedureCommand,
    },
    /// Payment notices: what a number or a QR code says, the QR code of a notice. Needs no installation.
    Notice {
        #[command(subcommand)]
        command: NoticeCommand,
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
    /// A folder of questions that lead to a procedure (`tree.toml`) is checked against the procedures
    /// beside it, or the shipped ones; a file `<slug>.toml` is the sheet of a service that is not begun in
    /// the portal. Needs no installation.
    Check {
        /// The folder of the procedure, or of the questions that lead to one, or the file of a service.
        folder: PathBuf,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Tell a story of a case to a procedure: which state it comes to, when its terms end and why, who is told.
    ///
    /// The input is TOML or JSON, one story or several under `scenario`, in the form of `scenarios.toml`:
    /// `answers` (what conditions ask), `documents` (those the case has) and `step`, each with one of `event` (and `on`,
    /// `by`, `bodies`, `due`, `forced`), `received` (an act arrived, `on`), `rectified` (it was a mistake; its true day
    /// is `truly`, none if it never happened) and `until` (days pass). `expect` of a step is compared if it is there.
    Simulate {
        /// The folder of the procedure, or the slug of a shipped one.
        procedure: PathBuf,
        /// The story.
        #[arg(long)]
        input: PathBuf,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Draw the life of a case: states, who may do what in each and where it leads, what the end of a term does, what
    /// runs beside. The picture (SVG) stands by itself and says everything in words too. Needs no installation.
    Diagram(diagram::Diagram),
    /// Compare two versions of a procedure, file by file, and say which states and terms of cases under way the
    /// second lacks.
    ///
    /// With one slug alone: the version that is in force in the installation, and its folder, which `publish` would
    /// put in force. The exit code is 0 if they are equal, 1 if something differs, 2 if they cannot be compared.
    Diff {
        /// The folder of the first, or the slug of a shipped one; alone, the slug of an installed one.
        a: PathBuf,
        /// The folder of the second, or the slug of a shipped one.
        b: Option<PathBuf>,
        /// Print JSON: a list of what differs, each with `part`, `what` (added, removed, changed), `id`, and where
        /// they are there `key`, `before` and `after`.
        #[arg(long)]
        json: bool,
    },
    /// Begin a folder that passes the check.
    New {
        /// The folder to make; its name is the word in addresses.
        folder: PathBuf,
    },
    /// Put the folder of an installation's procedure in force: new requests follow it from then on, drafts
    /// stay on the version they were begun with and are told of the new one. Refused, with what to
    /// write, where drafts would lose answers. A portal outside the demo publishes nothing by itself.
    Publish {
        /// The procedure's word in addresses: `cila`.
        slug: String,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Write the JSON Schemas of the files into a folder, for completion in editors.
    Schemas {
        /// The folder to write to.
        folder: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
enum NoticeCommand {
    /// Read a notice number of 18 digits, or the text of a QR code (`PAGOPA|002|…`).
    Parse {
        /// The number, with or without blanks, or the text.
        text: String,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Write the text of a notice's QR code; with --json its symbol as SVG too.
    Render {
        /// The notice number.
        nav: String,
        /// The creditor's tax code, 11 digits.
        creditor: String,
        /// The amount in cents.
        cents: i64,
        /// Print JSON.
        #[arg(long)]
        json: bool,
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
    /// Replay the journal of a case, or of all that were filed, check its chain and compare with its state.
    Replay {
        /// The case's id, as in its address; all cases, if it is left out.
        case: Option<CaseId>,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
}

/// Runs a command and says how it went.
#[must_use]
pub fn run(cli: Cli) -> ExitCode {
    let json = asks_json(&cli.command);
    let (ended, compared) = (|done| ended(done, json), |done| compared(done, json));
    match cli.command {
        Command::Inspect => inspect::run(Mode::Inspect),
        Command::Typeset => inspect::run(Mode::Typeset),
        Command::Procedure { command: ProcedureCommand::Check { folder, json } } => {
            ended(procedure::check(&folder, json))
        }
        Command::Notice { command: NoticeCommand::Parse { text, json } } => notice::parse(&text, json),
        Command::Notice { command: NoticeCommand::Render { nav, creditor, cents, json } } => {
            notice::render(&nav, &creditor, cents, json)
        }
        Command::Procedure { command: ProcedureCommand::Simulate { procedure, input, json } } => {
            simulate::ended(&procedure, &input, json)
        }
        Command::Procedure { command: ProcedureCommand::Diagram(asked) } => ended(diagram::diagram(&asked)),
        Command::Procedure { command: ProcedureCommand::Diff { a, b: Some(b), json } } => {
            compared(diff::folders(&a, &b, json))
        }
        Command::Procedure { command: ProcedureCommand::New { folder } } => ended(procedure::new(&folder)),
        Command::Procedure { command: ProcedureCommand::Schemas { folder } } => {
            ended(procedure::schemas(&folder))
        }
        Command::Init(asked) => ended(runtime().and_then(|it| it.block_on(init::init(&asked)))),
        command @ Command::Procedure { command: ProcedureCommand::Diff { .. } } => {
            compared(with_installation(cli.config.as_deref(), command))
        }
        command => ended(with_installation(cli.config.as_deref(), command)),
    }
}

/// Whether what a command about procedures says is read by a program.
fn asks_json(command: &Command) -> bool {
    use ProcedureCommand::{Check, Diff, Publish};
    let Command::Procedure { command } = command else { return false };
    matches!(command, Check { json: true, .. } | Diff { json: true, .. } | Publish { json: true, .. })
}

/// Says why something did not come about, to a program as `error` too.
fn trouble(err: &anyhow::Error, json: bool) -> ExitCode {
    if json {
        say(&serde_json::json!({ "ok": false, "error": format!("{err:#}") }).to_string());
    }
    fail(&format!("{err:#}"))
}

fn ended(done: anyhow::Result<ExitCode>, json: bool) -> ExitCode {
    done.unwrap_or_else(|err| trouble(&err, json))
}

/// How a comparison ended: 1 says that something differs, so that trouble needs a number of its own.
fn compared(done: anyhow::Result<ExitCode>, json: bool) -> ExitCode {
    done.unwrap_or_else(|err| {
        trouble(&err, json);
        ExitCode::from(2)
    })
}

fn with_installation(config: Option<&Path>, command: Command) -> anyhow::Result<ExitCode> {
    let config =
        Config::load(config).map_err(|err| anyhow::anyhow!("The configuration does not hold: {err}"))?;
    start_log(&config);
    runtime().and_then(|it| it.block_on(perform(command, config)))
}

fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().context("the machine gives no threads")
}

async fn perform(command: Command, config: Config) -> anyhow::Result<ExitCode> {
    match command {
        Command::Serve => Box::pin(serve::serve(config)).await.map(|()| ExitCode::SUCCESS),
        Command::Migrate => {
            let db = wiring::database(&config).await?;
            wiring::upgrade(&config, &db).await?;
            say("The database is at this version's schema.");
            Ok(ExitCode::SUCCESS)
        }
        Command::Backup { to, without_objects, json } => {
            backup::make(&config, to, without_objects, json).await
        }
        Command::Restore { file, replace, json } => backup::restore(&config, &file, replace, json).await,
        Command::Demo { scale } => demo::demo(&config, scale).await.map(|()| ExitCode::SUCCESS),
        Command::Check { json, mail } => check::check(&config, json, mail).await,
        Command::Staff { command: StaffCommand::Add(row) } => staff::change(&config, &row, true).await,
        Command::Staff { command: StaffCommand::Remove(row) } => staff::change(&config, &row, false).await,
        Command::Audit { command: AuditCommand::Verify { json } } => verify::audit(&config, json).await,
        Command::Cases { command: CasesCommand::Replay { case, json } } => match case {
            Some(case) => verify::case(&config, case, json).await,
            None => verify::cases(&config, json).await,
        },
        Command::Procedure { command: ProcedureCommand::Publish { slug, json } } => {
            procedure::publish(&config, &slug, json).await
        }
        Command::Procedure { command: ProcedureCommand::Diff { a, json, .. } } => {
            // What is no text is no slug.
            diff::installed(&config, a.to_str().unwrap_or_default(), json).await
        }
        Command::Inspect
        | Command::Typeset
        | Command::Init(_)
        | Command::Procedure { .. }
        | Command::Notice { .. } => Ok(ExitCode::FAILURE),
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
