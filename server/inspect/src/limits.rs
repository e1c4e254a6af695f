//! What the child may use: set once, before anything is read, and never raised again.

use std::fs::File;

use rustix::{
    io::Errno,
    process::{Resource, Rlimit, setrlimit},
    stdio,
};

use crate::Mode;

/// Address space, in bytes: a file of 200 MB, its decoded content, and the reader's own tables.
const MEMORY: u64 = 1024 * 1024 * 1024;

/// Processor time to look at a file, in seconds.
const INSPECT_CPU: u64 = 10;

/// Processor time to lay out a document, in seconds.
const TYPESET_CPU: u64 = 20;

/// What may be written to a file, in bytes, should the output be one.
const OUTPUT: u64 = 64 * 1024 * 1024;

/// Takes the standard output for the answers alone. Should a reader print what puzzles it in a file,
/// the file could forge an answer: whatever is printed goes to the standard error.
pub(crate) fn take_stdout() -> Result<File, Errno> {
    let out = rustix::io::fcntl_dupfd_cloexec(stdio::stdout(), 3)?;
    stdio::dup2_stdout(stdio::stderr())?;
    Ok(File::from(out))
}

/// How far the child stands behind the portal when processors are short: people who wait for a page go first.
const NICE: i32 = 10;

/// Bounds memory, processor time and output, leaves no core file, and steps back behind who waits for a page.
pub(crate) fn bound(mode: Mode) -> Result<(), Errno> {
    let cpu = match mode {
        Mode::Inspect => INSPECT_CPU,
        Mode::Typeset => TYPESET_CPU,
    };
    rustix::process::nice(NICE)?;
    set(Resource::As, MEMORY, MEMORY)?;
    // The first limit ends the process with a signal of its own, the second is for who ignores it.
    set(Resource::Cpu, cpu, cpu + 2)?;
    set(Resource::Fsize, OUTPUT, OUTPUT)?;
    set(Resource::Core, 0, 0)
}

/// From here on nothing can be opened: no file, no socket, no thread, no process.
pub(crate) fn close_doors() -> Result<(), Errno> {
    set(Resource::Nproc, 0, 0)?;
    set(Resource::Nofile, 0, 0)
}

fn set(resource: Resource, soft: u64, hard: u64) -> Result<(), Errno> {
    setrlimit(resource, Rlimit { current: Some(soft), maximum: Some(hard) })
}
