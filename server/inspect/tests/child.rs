//! Starts the child as the portal does and measures it.

use std::{
    fs,
    io::{Read, Write},
    process::{Command, ExitStatus, Stdio},
    thread,
    time::{Duration, Instant},
};

use contract::inspection::Report;

/// The longest that a verdict may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// What came of a child.
pub(crate) struct Outcome {
    pub(crate) status: ExitStatus,
    pub(crate) output: Vec<u8>,
    pub(crate) took: Duration,
    /// The most memory it held, in bytes, as far as it was seen.
    pub(crate) peak: u64,
}

/// Runs the child on bytes to its end.
pub(crate) fn run(mode: &str, input: &[u8]) -> Outcome {
    let start = Instant::now();
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(input).unwrap();
    std::io::Seek::rewind(&mut file).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_inspect-child"))
        .arg(mode)
        .env_clear()
        .stdin(file)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut stdout = child.stdout.take().unwrap();
    let reader = thread::spawn(move || {
        let mut output = Vec::new();
        stdout.read_to_end(&mut output).unwrap();
        output
    });
    let mut peak = 0;
    let status = loop {
        peak = peak.max(memory(child.id()).unwrap_or(0));
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if start.elapsed() > PATIENCE {
            child.kill().unwrap();
        }
        thread::sleep(Duration::from_millis(2));
    };
    Outcome { status, output: reader.join().unwrap(), took: start.elapsed(), peak }
}

/// The last report of a child on a file, and the child; any end but a late one will do.
pub(crate) fn inspect(file: &[u8]) -> (Report, Outcome) {
    let outcome = run("inspect", file);
    assert!(outcome.took < PATIENCE, "no verdict in time");
    let text = String::from_utf8(outcome.output.clone()).unwrap();
    let last = text.lines().last().unwrap();
    (serde_json::from_str(last).unwrap(), outcome)
}

/// A file of `tests/files`.
pub(crate) fn sample(name: &str) -> Vec<u8> {
    fs::read(format!("{}/tests/files/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn memory(pid: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}
