//! One child: started with nothing of ours, read within bounds, always waited for.

use std::{
    io,
    os::unix::process::ExitStatusExt,
    path::Path,
    process::{ExitStatus, Stdio},
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    process::{Child, Command},
    time::timeout,
};

/// Signals that end a child whose processor time is used up; the second also comes from a machine
/// that runs out of memory.
const SIGXCPU: i32 = 24;
const SIGKILL: i32 = 9;

/// What the child reads.
pub(super) enum Input<'a> {
    /// An open file.
    File(Stdio),
    /// Bytes of ours.
    Bytes(&'a [u8]),
}

/// How a child ended.
#[derive(Debug, Clone, Copy)]
pub(super) enum Ended {
    /// By itself, with success.
    Whole,
    /// With an exit code that says no, or by a signal.
    Died(ExitStatus),
    /// Killed for the time it took.
    TooLong,
    /// Killed for what it wrote.
    TooMuch,
}

/// What a child wrote and how it ended.
#[derive(Debug)]
pub(super) struct Answer {
    /// What it wrote, as far as it came.
    pub(super) bytes: Vec<u8>,
    /// How it ended.
    pub(super) ended: Ended,
}

/// Whether a child died of the limit on its processor time.
pub(super) fn ran_out_of_time(status: ExitStatus) -> bool {
    matches!(status.signal(), Some(SIGXCPU | SIGKILL))
}

/// Runs a child to its end: no environment, no folder, no messages; killed after `wall`.
///
/// # Errors
/// If it cannot be started or waited for.
pub(super) async fn run(
    exe: &Path,
    command: &str,
    input: Input<'_>,
    most: u64,
    wall: Duration,
) -> io::Result<Answer> {
    let (stdin, bytes) = match input {
        Input::File(file) => (file, None),
        Input::Bytes(bytes) => (Stdio::piped(), Some(bytes)),
    };
    let mut child = Command::new(exe)
        .arg(command)
        .env_clear()
        // The allocator would set aside a gigabyte of addresses, which is all that the child may have.
        .env("MIMALLOC_ARENA_RESERVE", "32768")
        .current_dir("/")
        .stdin(stdin)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()?;
    // Outside the timed part: what was written before the time ran out is kept.
    let mut written = Vec::new();
    let ended = match timeout(wall, talk(&mut child, bytes, &mut written, most)).await {
        Ok(Ok(ended)) => ended,
        Ok(Err(error)) => {
            child.kill().await?;
            return Err(error);
        }
        Err(_) => Ended::TooLong,
    };
    if matches!(ended, Ended::TooLong | Ended::TooMuch) {
        child.kill().await?;
    }
    Ok(Answer { bytes: written, ended })
}

/// Writes and reads at once, so that neither side waits for the other's full pipe.
async fn talk(
    child: &mut Child,
    input: Option<&[u8]>,
    written: &mut Vec<u8>,
    most: u64,
) -> io::Result<Ended> {
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    let write = async move {
        if let (Some(mut stdin), Some(bytes)) = (stdin, input) {
            // A child that does not read to the end says why by its exit code.
            let _ = stdin.write_all(bytes).await;
        }
    };
    let read = async {
        match stdout {
            Some(stdout) => stdout.take(most + 1).read_to_end(written).await.map(|_| ()),
            None => Ok(()),
        }
    };
    let ((), read) = tokio::join!(write, read);
    read?;
    if written.len() as u64 > most {
        return Ok(Ended::TooMuch);
    }
    let status = child.wait().await?;
    Ok(if status.success() { Ended::Whole } else { Ended::Died(status) })
}
