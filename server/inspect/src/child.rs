//! The child process on its own, so that tests can start it without the portal.

use std::process::ExitCode;

fn main() -> ExitCode {
    match std::env::args().nth(1).as_deref() {
        Some("inspect") => inspect::run(inspect::Mode::Inspect),
        Some("typeset") => inspect::run(inspect::Mode::Typeset),
        _ => ExitCode::from(64),
    }
}
