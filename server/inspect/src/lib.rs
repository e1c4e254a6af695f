//! Everything that opens untrusted bytes or lays out documents. It runs as a child process that
//! first gives up all it does not need, so that a hostile file costs one child and nothing else.
//!
//! The answer leaves on the standard output as the parent finds it there; [`run`] is all there is.

mod ber;
mod envelope;
mod inspection;
mod kind;
mod limits;
mod pdf;
mod typeset;

use std::{
    fs::File,
    io::{Read, Write},
    panic::{AssertUnwindSafe, catch_unwind},
    process::ExitCode,
};

use contract::inspection::{Outcome, Report, Sheet};

use typeset::TypesetError;

/// The largest file that is opened, in bytes.
pub const MAX_FILE: usize = 200 * 1024 * 1024;

/// The largest receipt that is laid out, in bytes of its JSON.
pub const MAX_SHEET: usize = 4 * 1024 * 1024;

/// Stack of the one working thread, in bytes. Readers of PDF call themselves for nested things;
/// a file that exhausts this is hostile, and its child dies.
const STACK: usize = 32 * 1024 * 1024;

/// What the child is asked to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Standard input is a file; standard output becomes [`Report`]s as JSON, one a line, each
    /// truer than the one before. All but the last say `crashed`: should the child die, the last
    /// whole line is the verdict.
    Inspect,
    /// Standard input is a [`Sheet`] as JSON; standard output becomes its PDF. If an act cannot be laid out, the child
    /// ends without success and the output is a line of JSON: what is wrong with its template
    /// ([`contract::deeds::TemplateProblem`]).
    Typeset,
}

/// Why the child ends without an answer, as exit codes after `sysexits.h`.
mod exit {
    /// The input is not a sheet.
    pub(crate) const DATA: u8 = 65;
    /// The layout failed.
    pub(crate) const LAYOUT: u8 = 70;
    /// The limits could not be set; nothing was opened.
    pub(crate) const LIMITS: u8 = 71;
    /// Input or output failed.
    pub(crate) const IO: u8 = 74;
}

/// The whole life of the child process: sets limits on itself, reads the standard input, answers on
/// the standard output. The exit code is 0 if the answer is complete.
///
/// Call it first thing in a process of its own: it lowers the limits of the process for good,
/// silences panics, and moves the standard output away from libraries that print.
#[must_use]
pub fn run(mode: Mode) -> ExitCode {
    std::panic::set_hook(Box::new(|_| {}));
    let Ok(out) = limits::take_stdout() else { return ExitCode::from(exit::LIMITS) };
    if limits::bound(mode).is_err() {
        return ExitCode::from(exit::LIMITS);
    }
    let worker = std::thread::Builder::new().stack_size(STACK).spawn(move || work(mode, out));
    let code = worker.ok().and_then(|worker| worker.join().ok()).unwrap_or(exit::LAYOUT);
    ExitCode::from(code)
}

/// The work itself, in its own thread; no other thread and no file can be opened from here on.
fn work(mode: Mode, mut out: File) -> u8 {
    if limits::close_doors().is_err() {
        return exit::LIMITS;
    }
    match mode {
        Mode::Inspect => inspect(&mut out),
        Mode::Typeset => typeset(&mut out),
    }
}

fn inspect(out: &mut File) -> u8 {
    let Ok((bytes, whole)) = read_input(MAX_FILE) else { return exit::IO };
    let mut written = Ok(());
    let mut say = |report: &Report| {
        if written.is_ok() {
            written = write_line(out, serde_json::to_vec(report));
        }
    };
    let report = if whole {
        inspection::inspect(bytes, &mut say)
    } else {
        Report::unopened(kind::of(&bytes), Outcome::Stopped)
    };
    say(&report);
    if written.is_ok() { 0 } else { exit::IO }
}

fn typeset(out: &mut File) -> u8 {
    let Ok((bytes, true)) = read_input(MAX_SHEET) else { return exit::DATA };
    let Ok(sheet) = serde_json::from_slice::<Sheet>(&bytes) else { return exit::DATA };
    match guarded(|| typeset::document(&sheet)) {
        Some(Ok(pdf)) => match out.write_all(&pdf) {
            Ok(()) => 0,
            Err(_) => exit::IO,
        },
        Some(Err(problem)) => {
            // For who edits the template.
            let _ = writeln!(std::io::stderr(), "{problem}");
            if let (Sheet::Deed(_), TypesetError::Layout(problems)) = (&sheet, problem) {
                let _ = write_line(out, serde_json::to_vec(&problems));
            }
            exit::LAYOUT
        }
        None => exit::LAYOUT,
    }
}

/// Runs a reader that may panic; `None` if it did.
fn guarded<T>(reader: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(reader)).ok()
}

/// The standard input, and whether it ended within `most` bytes.
fn read_input(most: usize) -> std::io::Result<(Vec<u8>, bool)> {
    let mut bytes = Vec::new();
    std::io::stdin().lock().take(most as u64 + 1).read_to_end(&mut bytes)?;
    let whole = bytes.len() <= most;
    Ok((bytes, whole))
}

fn write_line(out: &mut File, json: serde_json::Result<Vec<u8>>) -> std::io::Result<()> {
    let mut line = json?;
    line.push(b'\n');
    out.write_all(&line)
}
